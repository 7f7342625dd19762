//! The cold window beside an empty Tauri shell: time to the enabled login field, memory of the process tree.

use crate::homes::Result;
use crate::measure::Figure;
use std::path::Path;
use zhurnal_window_tests::{Cold, cold_starts};

/// Most milliseconds above the shell.
const MILLISECONDS: u64 = 700;
/// Most megabytes above the shell.
const MEGABYTES: u64 = 80;

/// Starts of each.
const TURNS: usize = 7;

/// Measures in turns.
pub fn run() -> Result<Vec<Figure>> {
    let list = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/data/контингент-школа.xlsx"));
    let (ours, shell) = cold_starts(TURNS, list)?;
    eprintln!("window {ours:?}\nshell {shell:?}");
    let time = |c: &Cold| u64::try_from(c.time.as_millis()).unwrap_or(u64::MAX);
    let memory = |c: &Cold| c.kilobytes / 1000;
    let line = |name: &str, of: &dyn Fn(&Cold) -> u64, unit: &str, most: u64, wanted: &'static str| {
        let (a, b) = (middle(&ours, of), middle(&shell, of));
        let above = i128::from(a) - i128::from(b);
        Figure {
            name: name.to_owned(),
            ours: format!("{a} {unit}"),
            baseline: format!("{b} {unit}"),
            ratio: format!("{above:+} {unit}"),
            wanted,
            met: above <= i128::from(most),
        }
    };
    Ok(vec![
        line("cold window to the enabled login field", &time, "ms", MILLISECONDS, "≤ empty Tauri shell + 700 ms"),
        line("proportional set size of its processes", &memory, "MB", MEGABYTES, "≤ empty Tauri shell + 80 MB"),
    ])
}

fn middle(all: &[Cold], of: &dyn Fn(&Cold) -> u64) -> u64 {
    let mut values: Vec<u64> = all.iter().map(of).collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
