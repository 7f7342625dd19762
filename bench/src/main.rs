//! Figures of the journal, each beside its baseline in the same run. Never a timed test: machines differ, the table says by how much.
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

mod act;
mod archive;
mod bare;
mod call;
mod flood;
mod floods;
mod fold;
mod homes;
mod liar;
mod measure;
mod page;
mod paper;
mod pen;
#[path = "../../paper/tests/support/school.rs"]
#[allow(dead_code, missing_docs)] // shared with the tests of papers, which use more of it
mod sample;
mod school;
mod window;
mod year;

use homes::Result;
use measure::{Figure, table, timed};
use school::YEAR;
use std::path::{Path, PathBuf};

/// Every figure.
const USAGE: &str =
    "zhurnal-bench act|archive|call|flood|fold|page|rebuild|window|paper|all [--events N] [--runs N] [--out FILE] [--python FILE]
  --events N  size of the full year, 2000000 by default; a tenth of it is folded into an empty and into the full one
  --runs N    interleaved runs whose median counts, 3 by default
  --classes N classes of the demo school whose pages are read, 30 by default
  --home DIR  a demo school that is kept between runs; made when it is not there
  --out FILE  writes the table there too
  --python F  of `paper`: an interpreter that has the package typst, target/typst/bin/python by default (scripts/typst.sh makes it)
";

struct Wanted {
    what: String,
    events: usize,
    runs: usize,
    acts: usize,
    classes: usize,
    home: Option<PathBuf>,
    dir: Option<PathBuf>,
    out: Option<PathBuf>,
    python: PathBuf,
}

fn arguments() -> Result<Wanted> {
    let mut args = std::env::args().skip(1);
    let mut w = Wanted {
        what: args.next().unwrap_or_else(|| "all".to_owned()),
        events: 2_000_000,
        runs: 3,
        acts: 0,
        classes: 30,
        home: None,
        dir: None,
        out: None,
        python: "target/typst/bin/python".into(),
    };
    while let Some(a) = args.next() {
        let v = args.next().ok_or("a value is missing")?;
        match a.as_str() {
            "--events" => w.events = v.parse()?,
            "--runs" => w.runs = v.parse::<usize>()?.max(1),
            "--acts" => w.acts = v.parse()?,
            "--classes" => w.classes = v.parse()?,
            "--home" => w.home = Some(v.into()),
            "--dir" => w.dir = Some(v.into()),
            "--python" => w.python = v.into(),
            "--out" => w.out = Some(v.into()),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(w)
}

fn main() -> Result<()> {
    let w = arguments()?;
    match (w.what.as_str(), &w.dir) {
        ("traced", Some(dir)) => return act::traced(dir, w.acts),
        ("traced-calls", Some(dir)) => return call::traced(dir, w.acts),
        ("act" | "archive" | "call" | "flood" | "fold" | "page" | "rebuild" | "window" | "paper" | "all", _) => {}
        _ => return Err(USAGE.into()),
    }
    let folder = tempfile::tempdir_in(w.dir.clone().unwrap_or_else(std::env::temp_dir))?;
    let began = measure::load();
    let wants = |name: &str| w.what == name || w.what == "all";
    let mut figures = Vec::new();
    // First: the peak of memory is that of the whole process.
    if wants("paper") {
        figures.extend(paper::run(folder.path(), &w.python, w.runs.max(5))?);
    }
    if wants("archive") {
        let kept = w.home.clone().unwrap_or_else(|| folder.path().join("demo"));
        figures.extend(archive::figures(folder.path(), &kept, w.classes)?);
    }
    if wants("call") {
        figures.extend(call::run(folder.path(), 10)?);
    }
    if wants("flood") {
        let kept = w.home.clone().unwrap_or_else(|| folder.path().join("demo"));
        figures.extend(flood::run(folder.path(), &kept, w.classes)?);
    }
    if wants("act") || wants("fold") || wants("rebuild") {
        figures.extend(measure_all(&w, folder.path())?);
    }
    if wants("page") {
        let kept = w.home.clone().unwrap_or_else(|| folder.path().join("demo"));
        figures.extend(page::figures(&kept, w.classes, w.runs)?);
    }
    if wants("window") {
        figures.extend(window::run()?);
    }
    let text = format!("{}\n\n{}", measure::circumstances(&began), table(&figures));
    println!("{text}");
    if let Some(out) = &w.out {
        std::fs::write(
            out,
            format!(
                "# Figures\n\n`zhurnal-bench {}`. Medians of interleaved runs where the line does not say otherwise.\n\n{text}",
                w.what
            ),
        )?;
    }
    Ok(())
}

fn measure_all(w: &Wanted, dir: &Path) -> Result<Vec<Figure>> {
    let wants = |name: &str| w.what == name || w.what == "all";
    let mut out = Vec::new();
    let (empty, full) = (dir.join("empty"), dir.join("full"));
    let mut school = homes::found(&empty)?;
    let part = w.events / 10;
    let first = school.events(part);
    if wants("fold") {
        let (ours, bare, events) = fold::run(dir, &empty, &first, w.runs)?;
        eprintln!("folded {events} into an empty year: {ours:?} beside {bare:?}");
        let name = format!("folding {events} foreign events into an empty year");
        out.push(fold::figure(name, ours, bare, events, 80_000, "≤ 2.5 × and ≥ 80000/s"));
    }
    homes::copy(&empty, &full)?;
    let home = homes::open(&full)?;
    let (mut events, mut filled) = (homes::deliver(&home, &first)?, measure::Took::default());
    drop(first);
    while events < w.events as u64 {
        let segments = school.events(part.min(w.events - usize::try_from(events)?));
        let (joined, took) = timed(|| homes::deliver(&home, &segments));
        events += joined?;
        filled.wall += took.wall;
        filled.cpu += took.cpu;
    }
    drop(home);
    let size = std::fs::metadata(homes::year_file(&full))?.len();
    let all: i64 = bare::open(&homes::year_file(&full))?.query_row("SELECT count(*) FROM ledger", [], |r| r.get(0))?;
    eprintln!("filled with {events} events in {filled:?}, file {size} bytes, {all} rows");
    if wants("fold") {
        let next = school.events(part);
        let (ours, bare, joined) = fold::run(dir, &full, &next, w.runs)?;
        eprintln!("folded {joined} into {events}: {ours:?} beside {bare:?}");
        let name = format!("folding {joined} foreign events into {events}");
        out.push(fold::figure(name, ours, bare, joined, 60_000, "≤ 2.5 × and ≥ 60000/s"));
        let each = size as f64 / all as f64;
        out.push(Figure {
            name: format!("bytes an event on disk ({all} events, file of {} MB)", size / 1_000_000),
            ours: format!("{each:.1}"),
            baseline: String::new(),
            ratio: String::new(),
            wanted: "≤ 70",
            met: each <= 70.0,
        });
    }
    if wants("act") {
        out.extend(act::run(dir, &full, 10)?);
    }
    if wants("rebuild") {
        let home = homes::open(&full)?;
        let (done, took) = timed(|| home.rebuild(YEAR));
        done?;
        out.push(Figure {
            name: format!("rebuild of {all}"),
            ours: format!("{:.1} s ({:.1} s of processor)", took.wall.as_secs_f64(), took.cpu.as_secs_f64()),
            baseline: String::new(),
            ratio: String::new(),
            wanted: "≤ 60 s",
            met: took.wall.as_secs_f64() <= 60.0,
        });
    }
    Ok(out)
}
