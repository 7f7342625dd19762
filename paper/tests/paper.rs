//! Papers, shown by what is on them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic, clippy::cast_precision_loss, missing_docs)]

#[path = "support/school.rs"]
mod school;

use std::path::Path;
use std::process::Command;

/// Writes papers and their pictures to look at: `ZHURNAL_PICTURES=dir cargo test --workspace --test paper -- pictures`.
#[test]
fn pictures_of_papers() {
    let Ok(dir) = std::env::var("ZHURNAL_PICTURES") else { return };
    let began = std::time::Instant::now();
    let paper = zhurnal_paper::journal(school::journal(28)).unwrap();
    let laid = began.elapsed();
    let bytes = zhurnal_paper::pdf::volume(&paper, 0).unwrap();
    println!("{} pages, layout {laid:?}, all {:?}, {} bytes", paper.volumes[0].pages.len(), began.elapsed(), bytes.len());
    for s in &paper.sections {
        println!("{} {}", s.page, s.title);
    }
    let path = Path::new(&dir).join("journal.pdf");
    std::fs::write(&path, bytes).unwrap();
    let ok = Command::new("pdftoppm").args(["-png", "-r", "80"]).arg(&path).arg(Path::new(&dir).join("j")).status().unwrap();
    assert!(ok.success());
}
