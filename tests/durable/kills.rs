//! Killed with SIGKILL at random moments, a home keeps every acknowledged act and goes on.

use super::child::{Orders, Talk};
use super::disk::Numbers;
use super::office::{self, Office};
use super::school;
use serde_json::json;
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError::Timeout;
use std::time::{Duration, Instant};

/// A home goes through so many kills; then a fresh one begins, so that checking stays quick.
const PER_HOME: u32 = 25;
/// A child that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(120);

fn kills() -> u32 {
    std::env::var("ZHURNAL_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(100)
}

/// Lets a child work, kills it `wait` after its `lines`-th line, and gives every line it said, with the time of each.
fn live(orders: &Orders<'_>, lines: usize, wait: Duration) -> Vec<(String, Duration)> {
    let began = Instant::now();
    let Talk { mut child, to, mut from } = orders.start(&[]);
    let (say, said) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut line = String::new();
        while std::io::BufRead::read_line(&mut from, &mut line).unwrap() > 0 {
            // A torn last line acknowledges nothing; the rest is the test harness's.
            let told = line.strip_suffix('\n').filter(|l| *l == "ready" || l.starts_with("ack "));
            if told.is_some_and(|l| say.send((l.to_owned(), began.elapsed())).is_err()) {
                return;
            }
            line.clear();
        }
    });
    let mut out = Vec::new();
    while out.len() < lines {
        match said.recv_timeout(PATIENCE) {
            Ok(line) => out.push(line),
            Err(Timeout) => panic!("the child hangs after {out:?}"),
            Err(_) => break,
        }
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(to);
    out.extend(said.iter());
    reader.join().unwrap();
    out
}

/// Acts before `acked` whole, the one after whole or absent, no problem. Gives the number of acts that are there.
fn proven(dir: &Path, from: u32, acked: u32) -> u32 {
    let home = school::open(dir, true).unwrap();
    school::all_present(&home, from..acked).unwrap();
    let (found, of) = school::present(&home, acked);
    assert!(found == 0 || found == of, "act {acked} is there by halves: {found} of {of}");
    school::clean(&home).unwrap();
    acked + u32::from(found == of)
}

#[test]
fn killed_at_random_moments_a_home_keeps_every_acknowledged_act_and_goes_on() {
    let kills = kills();
    let mut numbers = Numbers(2026);
    let (mut kill, mut total, mut busy, mut unsaid) = (0, 0, 0, 0);
    let mut opening = 100_000;
    while kill < kills {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        drop(school::found(&home));
        let mut next = 0;
        for turn in 0..PER_HOME.min(kills - kill) {
            // One in five dies while it opens the home and mends what its predecessor left.
            let (lines, most) = if turn % 5 == 4 { (0, opening * 3 / 2) } else { (1 + numbers.below(12) as usize, 12_000) };
            let orders = Orders { mode: "run", dir: &home, first: next, count: 1_000_000, durable: true };
            let said = live(&orders, lines, Duration::from_micros(numbers.below(most)));
            opening = said.first().map_or(opening, |(_, at)| u64::try_from(at.as_micros()).unwrap());
            let before = next;
            for (line, _) in said.iter().skip(1) {
                assert_eq!(*line, format!("ack {next}"));
                next += 1;
            }
            busy += u32::from(next > before);
            // Every other time a copy is looked at: then the next child itself finds what the killed one left.
            let there = if turn.is_multiple_of(2) {
                proven(&home, before, next)
            } else {
                let copy = dir.path().join("copy");
                school::copy(&home, &copy);
                let there = proven(&copy, before, next);
                std::fs::remove_dir_all(&copy).unwrap();
                there
            };
            unsaid += there - next;
            next = there;
            kill += 1;
        }
        let last = school::open(&home, true).unwrap();
        school::all_present(&last, 0..next).unwrap();
        total += next;
    }
    println!("{kills} kills, {busy} of them after acts; {total} acts, {unsaid} of them durable but not yet acknowledged");
    assert!(busy * 2 > kills, "the kills hit a working child: {busy} of {kills}");
}

#[test]
fn an_import_killed_at_random_moments_is_finished_at_the_next_login_or_never_began() {
    let mut numbers = Numbers(765);
    let dir = tempfile::tempdir().unwrap();
    let ready = dir.path().join("ready");
    Office::open(&ready, None).found("Иванова Мария Петровна");
    let run = |name: &str, lines: usize, wait: Duration| {
        let home = dir.path().join(name);
        school::copy(&ready, &home);
        let said = live(&Orders { mode: "import", dir: &home, first: 0, count: 0, durable: true }, lines, wait);
        let office = Office::open(&home, Some(office::PASSPHRASE));
        office.log_in();
        assert_eq!(office.done("check", json!({}))["ok"], true);
        (said, office.pupils())
    };
    let (whole, pupils) = run("whole", 2, Duration::ZERO);
    assert_eq!((whole.len(), pupils), (2, 765));
    let takes = u64::try_from((whole[1].1 - whole[0].1).as_micros()).unwrap();
    let mut finished = 0;
    let times = (kills() / 20).max(1);
    for i in 0..times {
        let (said, pupils) = run(&format!("home {i}"), 1, Duration::from_micros(numbers.below(takes)));
        assert!(pupils == 765 || (pupils == 0 && said.len() < 2), "{pupils} pupils, {} lines", said.len());
        finished += u32::from(pupils == 765 && said.len() < 2);
    }
    println!("an import of {takes} µs killed {times} times, {finished} of them finished at the next login");
}
