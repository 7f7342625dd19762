//! Papers, shown by what is on them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic, clippy::cast_precision_loss, missing_docs)]

#[path = "shown/archive.rs"]
mod archive;
#[path = "support/checks.rs"]
mod checks;
#[path = "shown/drawn.rs"]
mod drawn;
#[path = "shown/hostile.rs"]
mod hostile;
#[path = "support/school.rs"]
mod school;
#[path = "support/tools.rs"]
mod tools;
#[path = "shown/words.rs"]
mod words;

use std::path::Path;
use std::process::Command;

/// Writes papers and their pictures to look at: `ZHURNAL_PICTURES=dir cargo test --workspace --test paper -- pictures`.
#[test]
fn pictures_of_papers() {
    let Ok(dir) = std::env::var("ZHURNAL_PICTURES") else { return };
    let mut model = school::journal(28);
    let draft = zhurnal_paper::journal(model.clone()).unwrap();
    model.status = school::for_good();
    model.groups.truncate(3);
    let mut wide = model.summary.clone();
    wide.status = school::for_good();
    wide.subjects.extend(["Физика", "Химия", "Астрономия", "Черчение"].map(str::to_owned));
    let good = zhurnal_paper::journal(model).unwrap();
    let summary = zhurnal_paper::summary_sheet(wide).unwrap();
    for (name, paper) in [("draft", draft), ("final", good), ("summary", summary)] {
        let path = Path::new(&dir).join(format!("{name}.pdf"));
        std::fs::write(&path, zhurnal_paper::pdf::volume(&paper, 0).unwrap()).unwrap();
        for (n, page) in paper.pages().take(8).enumerate() {
            std::fs::write(Path::new(&dir).join(format!("{name}-{n}.svg")), zhurnal_paper::svg::page(page)).unwrap();
        }
        let ok = Command::new("pdftoppm").args(["-png", "-r", "80"]).arg(&path).arg(Path::new(&dir).join(name)).status().unwrap();
        assert!(ok.success());
    }
}
