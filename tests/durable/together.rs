//! Window and command line on one home: two processes write at once, and each obeys the law the other makes.

use super::child::{Orders, Talk};
use super::school;
use std::path::Path;

fn start(home: &Path, mode: &str, first: u32, count: u32) -> Talk {
    let mut child = Orders { mode, dir: home, first, count, durable: true }.start(&[]);
    assert_eq!(child.line().as_deref(), Some("ready"));
    child
}

#[test]
fn two_processes_write_at_once_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let firsts = [0, 10_000];
    let children: Vec<Talk> = firsts.iter().map(|f| start(dir.path(), "run", *f, 60)).collect();
    for (first, mut child) in firsts.iter().zip(children) {
        for n in *first..first + 60 {
            assert_eq!(child.line(), Some(format!("ack {n}")));
        }
        child.finish();
    }
    let home = school::open(dir.path(), true).unwrap();
    for first in firsts {
        school::all_present(&home, first..first + 60).unwrap();
    }
    school::clean(&home).unwrap();
}

#[test]
fn acts_in_turn_are_all_there_while_both_are_open() {
    let dir = tempfile::tempdir().unwrap();
    let third = school::found(dir.path());
    let mut both = [start(dir.path(), "answer", 0, 0), start(dir.path(), "answer", 0, 0)];
    for n in 0..40 {
        let who = &mut both[(n % 2) as usize];
        assert_eq!(who.ask(&format!("act {n}")), format!("ack {n}"));
    }
    school::all_present(&third, 0..40).unwrap();
    school::clean(&third).unwrap();
    both.into_iter().for_each(Talk::finish);
    school::clean(&third).unwrap();
}

#[test]
fn a_law_made_by_one_process_is_obeyed_by_the_other() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let (mut a, mut b) = (start(dir.path(), "answer", 0, 0), start(dir.path(), "answer", 0, 0));
    assert_eq!(b.ask("mark newcomer 1"), "no no-right");
    assert!(a.ask("load newcomer").starts_with("ack"));
    assert_eq!(b.ask("mark newcomer 1"), "ack 1");
    assert_eq!(a.ask("mark newcomer 2"), "ack 2");
    assert_eq!(b.ask("take newcomer 5"), "ack 5");
    assert_eq!(a.ask("mark newcomer 4"), "no no-right");
    assert_eq!(b.ask("mark newcomer 6"), "no no-right");
    assert_eq!(a.ask("mark teacher 7"), "ack 7");
    a.finish();
    b.finish();
    let home = school::open(dir.path(), true).unwrap();
    school::all_present(&home, [1, 2, 7]).unwrap();
    school::clean(&home).unwrap();
}

/// The registry's law reaches a year's tables in a transaction of its own: the other process may have written the year before, or be first to write it after.
#[test]
fn years_are_judged_by_the_law_in_force_however_two_processes_interleave() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let (mut a, mut b) = (start(dir.path(), "answer", 0, 0), start(dir.path(), "answer", 0, 0));
    assert!(a.ask("load newcomer").starts_with("ack"));
    for (n, who, mark) in [(1, &mut b, "mark newcomer 1"), (2, &mut a, "mark newcomer 2")] {
        assert_eq!(who.ask(mark), format!("ack {n}"));
    }
    // This process has not looked at the year since the other wrote to it.
    assert_eq!(b.ask("annul newcomer 9"), "ack 9");
    assert_eq!(a.ask("mark teacher 4"), "ack 4");
    let home = school::open(dir.path(), true).unwrap();
    for n in [1, 2] {
        assert_eq!(school::present(&home, n), (0, 1), "a void mark");
    }
    school::clean(&home).unwrap();
    a.finish();
    b.finish();
    school::clean(&school::open(dir.path(), true).unwrap()).unwrap();
}

#[test]
fn law_and_marks_written_at_once_leave_nothing_wrong() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let mut marks = start(dir.path(), "run", 20_000, 80);
    let mut law = start(dir.path(), "answer", 0, 0);
    for turn in 0..8 {
        // 3 and 13 of each 25 are roles, 8 an import: all in the registry.
        for n in [3, 8, 13] {
            assert!(law.ask(&format!("act {}", n + 25 * turn)).starts_with("ack"));
        }
    }
    assert_eq!(law.ask("annul teacher 900"), "ack 900");
    let refused = std::iter::from_fn(|| marks.line()).last();
    // The teacher's key is void: the other process is refused sooner or later, unless it was done before.
    drop((refused, marks.child.wait()));
    law.finish();
    let home = school::open(dir.path(), true).unwrap();
    school::all_present(&home, [3, 8, 13]).unwrap();
    school::clean(&home).unwrap();
}
