//! Killed with SIGKILL at random moments, a home keeps every acknowledged act and goes on.

use super::child::{Orders, Talk};
use super::disk::Numbers;
use super::school;
use std::path::Path;
use std::time::{Duration, Instant};

/// A home goes through so many kills; then a fresh one begins, so that checking stays quick.
const PER_HOME: u32 = 25;

/// What came of one life of a child.
struct Life {
    /// Acts acknowledged before it was killed.
    acked: u32,
    /// It had opened the home.
    opened: bool,
    opening: Duration,
}

/// Lets a child work from act `first` on and kills it: some time after it began, or after it had opened the home.
fn live(home: &Path, first: u32, while_opening: bool, wait: Duration) -> Life {
    let began = Instant::now();
    let Talk { mut child, to, from } = Orders { mode: "run", dir: home, first, count: 1_000_000, durable: true }.start(&[]);
    let (opened, told) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let (mut talk, mut acked) = (from, 0);
        let mut line = String::new();
        while std::io::BufRead::read_line(&mut talk, &mut line).unwrap() > 0 {
            // A torn last line acknowledges nothing.
            match line.strip_suffix('\n') {
                Some("ready") => drop(opened.send(began.elapsed())),
                Some(l) if l.starts_with("ack ") => {
                    assert_eq!(l, format!("ack {}", first + acked));
                    acked += 1;
                }
                _ => {}
            }
            line.clear();
        }
        acked
    });
    if !while_opening {
        told.recv_timeout(Duration::from_secs(60)).expect("the child opens its home");
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    drop(to);
    let acked = reader.join().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9), "{status}");
    let opening = told.try_recv();
    Life { acked, opened: !while_opening || acked > 0, opening: opening.unwrap_or_default() }
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
    let kills = std::env::var("ZHURNAL_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let mut numbers = Numbers(2026);
    let (mut kill, mut total, mut busy) = (0, 0, 0);
    let mut opening = Duration::from_millis(100);
    while kill < kills {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        drop(school::found(&home));
        let mut next = 0;
        for turn in 0..PER_HOME.min(kills - kill) {
            let while_opening = turn % 5 == 4;
            let most = if while_opening { opening * 3 / 2 } else { Duration::from_millis(60) };
            let wait = Duration::from_micros(numbers.below(u64::try_from(most.as_micros()).unwrap()));
            let life = live(&home, next, while_opening, wait);
            if !life.opening.is_zero() {
                opening = life.opening;
            }
            let before = next;
            next += life.acked;
            busy += u32::from(life.opened);
            // Every other time a copy is looked at: then the next child itself finds what the killed one left.
            next = if turn % 2 == 0 {
                proven(&home, before, next)
            } else {
                let copy = dir.path().join("copy");
                school::copy(&home, &copy);
                let next = proven(&copy, before, next);
                std::fs::remove_dir_all(&copy).unwrap();
                next
            };
            kill += 1;
        }
        let last = school::open(&home, true).unwrap();
        school::all_present(&last, 0..next).unwrap();
        total += next;
    }
    println!("{kills} kills, {busy} of them at work, {total} acts");
    assert!(busy * 2 > kills, "the kills hit a working child: {busy} of {kills}");
}
