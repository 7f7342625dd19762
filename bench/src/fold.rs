//! Folding foreign events: into an empty year and into a full one, and bytes an event on disk.

use crate::bare;
use crate::homes::{self, Result};
use crate::measure::{Figure, Took, median, timed};
use std::path::Path;
use zhurnal::event::Segment;

/// Receives and writes bare, in turns, on copies of `base`.
pub fn run(dir: &Path, base: &Path, segments: &[Segment], runs: usize) -> Result<(Took, Took, u64)> {
    let (work, bare_work) = (dir.join("ours"), dir.join("bare"));
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    let (mut rows, mut joined) = (None, 0);
    for _ in 0..runs {
        homes::copy(base, &work)?;
        let home = homes::open(&work)?;
        let (got, took) = timed(|| homes::deliver(&home, segments));
        joined = got?;
        ours.push(took);
        drop(home);
        if rows.is_none() {
            rows = Some(bare::rows(&homes::year_file(&work), &homes::year_file(base), segments)?);
        }
        let Some(rows) = &rows else { continue };
        homes::copy(base, &bare_work)?;
        let conn = bare::open(&homes::year_file(&bare_work))?;
        let (done, took) = timed(|| bare::write(&conn, rows));
        done?;
        plain.push(took);
    }
    Ok((median(&ours), median(&plain), joined))
}

/// A line of the table.
pub fn figure(name: String, ours: Took, bare: Took, events: u64, least: u64, wanted: &'static str) -> Figure {
    let rate = |t: Took| events as f64 / t.wall.as_secs_f64().max(1e-9);
    let cpu = |t: Took| events as f64 / t.cpu.as_secs_f64().max(1e-9);
    let ratio = ours.wall.as_secs_f64() / bare.wall.as_secs_f64().max(1e-9);
    let ratio_cpu = ours.cpu.as_secs_f64() / bare.cpu.as_secs_f64().max(1e-9);
    Figure {
        name,
        ours: format!("{:.0}/s ({:.0}/s of processor)", rate(ours), cpu(ours)),
        baseline: format!("{:.0}/s ({:.0}/s of processor)", rate(bare), cpu(bare)),
        ratio: format!("{ratio:.2} ({ratio_cpu:.2} of processor)"),
        wanted,
        met: ratio <= 2.5 && rate(ours) >= least as f64,
    }
}
