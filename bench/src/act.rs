//! One act: processor time beside a bare transaction of two rows, and syncs of the log counted under strace.

use crate::bare::{self, Pair};
use crate::homes::{self, Result};
use crate::measure::{Figure, Took, median, timed};
use crate::school::{Person, YEAR, group, pupil, work};
use std::path::Path;
use std::process::Command;
use zhurnal::event::kinds::journal;
use zhurnal::store::{Home, Write};

/// Acts measured in one turn.
const TURN: usize = 50;

/// Writes mark number `n`, each into a cell of its own, as a teacher at her computer.
fn act(home: &Home, author: &Person, n: usize) -> Result<()> {
    let number = i64::try_from(n)?;
    let key = vec![
        group(0).into(),
        (21_200 + number / 5200).into(),
        1.into(),
        pupil(0, n % 26).into(),
        work(0).into(),
        (1 + number / 26 % 200).into(),
    ];
    home.act(author, YEAR, &[Write::new(journal::MARK, key, 4.into())])?;
    Ok(())
}

/// Measures on copies of a home.
pub fn run(dir: &Path, base: &Path, turns: usize) -> Result<Vec<Figure>> {
    let (work, plain) = (dir.join("ours"), dir.join("bare"));
    homes::copy(base, &work)?;
    homes::copy(base, &plain)?;
    let home = homes::open(&work)?;
    let conn = bare::open(&homes::year_file(&plain))?;
    let mut pair = Pair::new(&conn)?;
    let author = Person::teacher(0);
    act(&home, &author, 0)?;
    pair.write(0)?;
    let (mut ours, mut bare): (Vec<Took>, Vec<Took>) = (Vec::new(), Vec::new());
    let mut n = 1;
    for _ in 0..turns {
        for i in n..n + TURN {
            let (done, took) = timed(|| act(&home, &author, i));
            done?;
            ours.push(took);
        }
        for i in n..n + TURN {
            let (done, took) = timed(|| pair.write(i64::try_from(i)?));
            done?;
            bare.push(took);
        }
        n += TURN;
    }
    let (a, b) = (median(&ours), median(&bare));
    let above = a.cpu.saturating_sub(b.cpu);
    let mut out = vec![Figure {
        name: format!("one act of one mark, processor time above a bare two-row transaction (median of {})", ours.len()),
        ours: format!("{} µs ({} µs by the wall)", a.cpu.as_micros(), a.wall.as_micros()),
        baseline: format!("{} µs ({} µs by the wall)", b.cpu.as_micros(), b.wall.as_micros()),
        ratio: format!("+{} µs", above.as_micros()),
        wanted: "≤ +300 µs",
        met: above.as_micros() <= 300,
    }];
    drop(home);
    out.push(syncs(dir, base, "traced", &format!("years/{YEAR}.db"), "acts of one mark")?);
    Ok(out)
}

/// What runs under strace: so many acts on a home.
pub fn traced(dir: &Path, acts: usize) -> Result<()> {
    let home = homes::open(dir)?;
    let author = Person::teacher(0);
    for n in 0..acts {
        act(&home, &author, n)?;
    }
    // Leave without closing, so that no checkpoint of the end is counted.
    std::process::exit(0)
}

/// Syncs of the log that are not part of a checkpoint, by the difference of two runs.
pub fn syncs(dir: &Path, base: &Path, mode: &str, file: &str, what: &str) -> Result<Figure> {
    let (few, many) = (20usize, 220usize);
    let mut counts = Vec::new();
    for acts in [few, many] {
        let (home, trace) = (dir.join("traced"), dir.join("trace.txt"));
        homes::copy(base, &home)?;
        let status = Command::new("strace")
            .args(["-f", "-y", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(&trace)
            .arg(std::env::current_exe()?)
            .args([mode, "--dir"])
            .arg(&home)
            .args(["--acts", &acts.to_string()])
            .status();
        if !status.is_ok_and(|s| s.success()) {
            return Ok(Figure {
                name: format!("log syncs of {what}"),
                ours: "strace did not run".into(),
                baseline: String::new(),
                ratio: String::new(),
                wanted: "1",
                met: false,
            });
        }
        let text = std::fs::read_to_string(&trace)?;
        let of = |end: &str| text.lines().filter(|l| l.contains(&format!("/{file}{end}>"))).count();
        counts.push((of("-wal"), of("")));
    }
    let [(wal_few, db_few), (wal_many, db_many)] = counts[..] else { return Err("two runs".into()) };
    // A checkpoint syncs the log once and then the database.
    let checkpoints = db_many.saturating_sub(db_few);
    let log = wal_many.saturating_sub(wal_few).saturating_sub(checkpoints);
    let acts = many - few;
    Ok(Figure {
        name: format!("log syncs of {acts} {what} between checkpoints (strace; {checkpoints} checkpoints aside)"),
        ours: log.to_string(),
        baseline: acts.to_string(),
        ratio: format!("{:.2}", log as f64 / acts as f64),
        wanted: "one an act",
        met: log == acts,
    })
}
