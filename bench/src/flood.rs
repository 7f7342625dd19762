//! Floods: what a computer of the school that lies may send, and what it costs the others afterwards, each beside the same act before it.

use crate::floods::{
    checkpoints, conflicts, decisions, forks, ladder, locks, opens, sessions, siblings, void_certificates, void_loads, void_marks, windows,
    writes,
};
use crate::homes::{self, Result};
use crate::liar::{AT, Prey, size};
use crate::measure::{Figure, Took};
use crate::school::YEAR;
use std::path::Path;
use zhurnal::event::Segment;
use zhurnal::event::kinds::journal as j;

/// Runs of an act whose middle counts.
const RUNS: usize = 9;
/// Of the journal; of the office besides.
const JOURNAL: &[i64] = &[1];
const OFFICE: &[i64] = &[1, 2];
/// No act may take longer than this many times what it took before the flood.
const MOST: f64 = 3.0;
/// Below this an act is quick whatever it took before, milliseconds.
const QUICK: f64 = 1.0;

/// An act that others go on doing, and the most it may take, milliseconds.
type Act = (&'static str, fn(&mut Prey) -> Result<()>, f64);

const MARK: Act = ("one mark", Prey::mark, 5.0);
const ROLE: Act = ("one law event of the registry", Prey::role, 20.0);
const LOAD: Act = ("one law event of the year", Prey::load, 20.0);
const CUT: Act = ("one cut at the heads of this moment", Prey::cut, 200.0);
const CHECKPOINT: Act = ("one checkpoint", Prey::checkpoint, 200.0);

/// A flood: what it is, from which computer, how it is made, what is measured before and after it.
struct Flood {
    what: &'static str,
    computer: &'static [i64],
    make: fn(&mut Prey) -> Result<Vec<Segment>>,
    acts: &'static [Act],
}

const FLOODS: &[Flood] = &[
    Flood { what: "a ladder of 1000 changes of one password", computer: JOURNAL, make: ladder, acts: &[ROLE, LOAD] },
    Flood { what: "1000 changes of one password beside each other", computer: JOURNAL, make: siblings, acts: &[ROLE, LOAD] },
    Flood { what: "void windows", computer: JOURNAL, make: windows, acts: &[("one mark", Prey::mark, 1.0), LOAD] },
    Flood { what: "2000 writes of one cell in one chain", computer: JOURNAL, make: writes, acts: &[MARK] },
    Flood { what: "500 writes of one cell in as many chains", computer: JOURNAL, make: conflicts, acts: &[MARK] },
    Flood { what: "1100 chains", computer: JOURNAL, make: |p| Ok(p.chains(1100).1), acts: &[CUT, CHECKPOINT, MARK] },
    Flood { what: "5000 chains", computer: JOURNAL, make: |p| Ok(p.chains(5000).1), acts: &[CUT, CHECKPOINT, MARK, LOAD] },
    Flood { what: "10000 sessions", computer: JOURNAL, make: sessions, acts: &[ROLE, LOAD, MARK] },
    Flood { what: "1000 forks, each from the one before", computer: JOURNAL, make: forks, acts: &[LOAD, MARK] },
    Flood { what: "10000 void marks", computer: JOURNAL, make: void_marks, acts: &[LOAD, ROLE] },
    Flood { what: "2000 void loads of one teacher and group", computer: JOURNAL, make: void_loads, acts: &[MARK] },
    Flood { what: "2000 void certificates of one computer", computer: JOURNAL, make: void_certificates, acts: &[MARK, ROLE] },
    Flood { what: "1000 decisions on one mark", computer: OFFICE, make: decisions, acts: &[MARK, LOAD] },
    Flood { what: "1000 `open`s of one cut", computer: OFFICE, make: opens, acts: &[MARK, LOAD] },
    Flood { what: "2000 locks of days long past", computer: OFFICE, make: locks, acts: &[MARK, LOAD] },
    Flood { what: "2000 void checkpoints", computer: JOURNAL, make: checkpoints, acts: &[CHECKPOINT, ROLE] },
];

/// Every flood on its own copy of a demo school, which is made when it is not there.
pub fn run(dir: &Path, home: &Path, classes: usize) -> Result<Vec<Figure>> {
    if !home.exists() {
        homes::demo_school(home, classes)?;
    }
    let place = dir.join("flooded");
    let mut out = seen(home, &place)?;
    out.push(fork(home, &place)?);
    for f in &out {
        eprintln!("{}: {} beside {}", f.name, f.ours, f.baseline);
    }
    for flood in FLOODS {
        out.extend(measure(flood, home, &place)?);
    }
    Ok(out)
}

/// Milliseconds on the processor: other programs on the machine count for nothing.
fn ms(t: Took) -> f64 {
    t.cpu.as_secs_f64() * 1000.0
}

fn measure(flood: &Flood, home: &Path, place: &Path) -> Result<Vec<Figure>> {
    let mut prey = Prey::of(home, place, flood.computer)?;
    let before: Vec<f64> = flood.acts.iter().map(|a| prey.middle(RUNS, a.1).map(ms)).collect::<Result<_>>()?;
    let segments = (flood.make)(&mut prey)?;
    let bytes = size(&segments);
    let taken = ms(prey.flood(&segments)?);
    let mut out = Vec::new();
    for ((act, run, most), before) in flood.acts.iter().zip(before) {
        // The first act after a flood reads what the flood left.
        run(&mut prey).map_err(|e| format!("{act} after {}: {e}", flood.what))?;
        let after = ms(prey.middle(RUNS, *run)?);
        out.push(Figure {
            name: format!("{act} after {} ({} kB, taken in within {taken:.0} ms)", flood.what, bytes / 1000),
            ours: format!("{after:.2} ms"),
            baseline: format!("{before:.2} ms without"),
            ratio: format!("{:.1}", after / before),
            wanted: "≤ 3 × and within its bound",
            met: after <= *most && (after <= MOST * before || after <= QUICK),
        });
        eprintln!("{}: {} beside {}", out.last().map_or("", |f| &f.name), after, before);
    }
    Ok(out)
}

/// Peak of the process's memory since it was last set back, kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// `seen` events that name heads of many chains, beside as many that name always the same one.
fn seen(home: &Path, place: &Path) -> Result<Vec<Figure>> {
    let told = |different: bool| -> Result<(usize, f64, u64)> {
        let mut prey = Prey::of(home, place, JOURNAL)?;
        let (heads, chains) = prey.chains(1000);
        prey.flood(&chains)?;
        let mut pen = prey.chain(YEAR);
        for i in 0..24_000 {
            let named = if different { i % heads.len() } else { 0 };
            pen.seen(AT, heads.get(named).map_or(&[], std::slice::from_ref));
        }
        let segments = pen.take();
        std::fs::write("/proc/self/clear_refs", "5")?;
        let before = peak();
        let took = prey.flood(&segments)?;
        Ok((size(&segments), ms(took), peak().saturating_sub(before) / 1000))
    };
    let ((_, plain, _), (bytes, flooded, memory)) = (told(false)?, told(true)?);
    Ok(vec![
        Figure {
            name: format!("24000 `seen` events of 1000 chains taken in ({} kB)", bytes / 1000),
            ours: format!("{flooded:.0} ms"),
            baseline: format!("{plain:.0} ms naming one"),
            ratio: format!("{:.1}", flooded / plain),
            wanted: "≤ 3 ×",
            met: flooded <= MOST * plain,
        },
        Figure {
            name: "memory of the process meanwhile, at most (VmHWM)".to_owned(),
            ours: format!("{memory} MB"),
            baseline: String::new(),
            ratio: String::new(),
            wanted: "≤ 50 MB",
            met: memory <= 50,
        },
    ])
}

/// A second branch of a chain near its beginning, beside the next event of the chain.
fn fork(home: &Path, place: &Path) -> Result<Figure> {
    let mut prey = Prey::of(home, place, JOURNAL)?;
    let mut pen = prey.of_teacher()?;
    let mut other = pen.clone();
    for n in 0..200 {
        pen.write(AT, j::MARK, prey.square.clone(), (2 + n % 4).into(), vec![]);
    }
    prey.flood(&pen.take())?;
    pen.seen(AT, &[]);
    let plain = ms(prey.flood(&pen.take())?);
    other.take();
    other.seen(AT + 1, &[]);
    let segments = other.take();
    let forked = ms(prey.flood(&segments)?);
    Ok(Figure {
        name: format!("a second branch of a chain taken in ({} bytes)", size(&segments)),
        ours: format!("{forked:.1} ms"),
        baseline: format!("{plain:.1} ms the next event of the chain"),
        ratio: format!("{:.1}", forked / plain),
        wanted: "≤ 200 ms",
        met: forked <= 200.0,
    })
}
