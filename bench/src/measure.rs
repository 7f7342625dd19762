//! Clocks, medians and the table of figures.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// What a stretch of work took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Took {
    /// By the wall clock.
    pub wall: Duration,
    /// On the processor, this thread alone.
    pub cpu: Duration,
}

/// Processor time of this thread, as the kernel counts it.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Processor time of all threads there are.
fn cpu_of_all() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let each = tasks.filter_map(|t| std::fs::read_to_string(t.path().join("schedstat")).ok());
    Duration::from_nanos(each.filter_map(|t| t.split_whitespace().next()?.parse::<u64>().ok()).sum())
}

/// As [`timed`], with the processor time of every thread that helped.
pub fn timed_all<T>(f: impl FnOnce() -> T) -> (T, Took) {
    let before = cpu_of_all();
    let start = Instant::now();
    let out = f();
    let wall = start.elapsed();
    (out, Took { wall, cpu: cpu_of_all().saturating_sub(before) })
}

/// Runs and times.
pub fn timed<T>(f: impl FnOnce() -> T) -> (T, Took) {
    let (start, before) = (Instant::now(), cpu());
    let out = f();
    let after = cpu();
    (out, Took { wall: start.elapsed(), cpu: after.saturating_sub(before) })
}

/// The middle one, by wall clock and by processor each.
pub fn median(runs: &[Took]) -> Took {
    let middle = |of: fn(&Took) -> Duration| {
        let mut all: Vec<Duration> = runs.iter().map(of).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Took { wall: middle(|t| t.wall), cpu: middle(|t| t.cpu) }
}

/// Processes that wanted the machine in the last minute.
pub fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split_whitespace().next().unwrap_or("?").to_owned()
}

/// Where and when it was measured, in words.
pub fn circumstances(began: &str) -> String {
    let output = |program: &str, args: &[&str]| {
        let out = std::process::Command::new(program).args(args).output().ok()?;
        Some(String::from_utf8_lossy(&out.stdout).trim().to_owned()).filter(|t| !t.is_empty())
    };
    let commit = output("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_else(|| "?".into());
    let dirty = if output("git", &["status", "--porcelain", "--untracked-files=no"]).is_some() { " and changes on it" } else { "" };
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let system = system.lines().find_map(|l| l.strip_prefix("PRETTY_NAME=")).unwrap_or("?").trim_matches('"').to_owned();
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let now = zhurnal::time::rfc3339(zhurnal::time::Clock::now(&zhurnal::time::SystemClock::default()));
    format!("Commit {commit}{dirty}; {cores} cores, {system}; {now}; load of the machine {began} at the beginning, {} at the end.", load())
}

/// One line of the table.
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// Ours.
    pub ours: String,
    /// The baseline beside it.
    pub baseline: String,
    /// Ours by the baseline, where that makes sense.
    pub ratio: String,
    /// What is wanted.
    pub wanted: &'static str,
    /// Whether it is so.
    pub met: bool,
}

/// The table in Markdown.
pub fn table(figures: &[Figure]) -> String {
    let mut out = String::from("| figure | ours | baseline | ratio | wanted | met |\n|---|---|---|---|---|---|\n");
    for f in figures {
        let met = if f.met { "yes" } else { "no" };
        let _ = writeln!(out, "| {} | {} | {} | {} | {} | {met} |", f.name, f.ours, f.baseline, f.ratio, f.wanted);
    }
    out
}
