//! The archive of a year of the demo school, papers and all, and its verification.

use crate::homes::Result;
use crate::measure::{Figure, timed};
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::{App, Options};
use zhurnal::archive::verify_file;
use zhurnal::book::archive_papers;
use zhurnal::demo::{Ask, make};
use zhurnal::keys::KdfCost;
use zhurnal::time::SystemClock;

/// Classes of a real-size school.
const CLASSES: usize = 30;

/// Makes the school, archives its year, verifies the archive; what was read back decides whether the figure counts.
pub fn run(dir: &Path) -> Result<Vec<Figure>> {
    let cost = KdfCost::checked(19 * 1024, 2, 1)?;
    let home = dir.join("demo");
    let made = make(&home, &Ask { classes: Some(CLASSES), user_cost: cost, vault_cost: cost, day: None })?;
    let app = App::open(Options::new(&home, Arc::new(SystemClock::default())))?;
    let book = app.book()?;
    let file = dir.join("year.zip");
    let (archived, took) = timed(|| book.make_archive(&file, &archive_papers, &|_, _| true));
    let archived = archived?;
    let (verdict, verified) = timed(|| verify_file(&file, Some(&archived.fingerprint), &|_, _| true));
    let verdict = verdict?;
    if !verdict.authentic || verdict.events < u64::from(made.events) || archived.pages == 0 {
        return Err(format!("the archive is not what was made: {verdict:?}").into());
    }
    let figure = |name: String, took: crate::measure::Took, wanted: &'static str, most: f64| Figure {
        name,
        ours: format!("{:.2} s ({:.1} s of processor)", took.wall.as_secs_f64(), took.cpu.as_secs_f64()),
        baseline: String::new(),
        ratio: String::new(),
        wanted,
        met: took.wall.as_secs_f64() <= most,
    };
    let what = format!(
        "{} classes, {} events, {} pages, {} files, {} MB",
        made.classes,
        verdict.events,
        archived.pages,
        archived.files,
        archived.bytes / 1_000_000
    );
    Ok(vec![
        figure(format!("archive of a year: {what}"), took, "≤ 30 s", 30.0),
        figure("its verification".to_owned(), verified, "≤ 5 s", 5.0),
    ])
}
