//! The archive of a year of the demo school, papers and all, and its verification.

use crate::homes::{self, Result};
use crate::measure::{Figure, timed};
use std::path::Path;
use zhurnal::book::{archive_papers, verify_file};

/// Archives the year of the demo school at `home`, which is made when it is not there, and verifies the archive; what was read back decides
/// whether the figures count.
pub fn figures(dir: &Path, home: &Path, classes: usize) -> Result<Vec<Figure>> {
    if !home.exists() {
        homes::demo_school(home, classes)?;
    }
    let app = homes::open_school(home)?;
    let book = app.book()?;
    let file = dir.join("year.zip");
    let (archived, took) = timed(|| book.make_archive(&file, &archive_papers, &|_, _| true));
    let archived = archived?;
    let (verdict, verified) = timed(|| verify_file(&file, Some(&archived.fingerprint), dir, &|_, _| true));
    let verdict = verdict?;
    if !verdict.authentic || !verdict.holds || verdict.events == 0 || archived.pages == 0 {
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
    let (count, megabytes) = (book.classes_in_order()?.len(), archived.bytes / 1_000_000);
    let what = format!("{count} classes, {} events, {} pages, {} files, {megabytes} MB", verdict.events, archived.pages, archived.files);
    Ok(vec![
        figure(format!("archive of a year: {what}"), took, "≤ 30 s", 30.0),
        figure("its verification, the ledger folded, every table and paper made again".to_owned(), verified, "≤ 5 s", 5.0),
    ])
}
