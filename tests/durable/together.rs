//! Window and command line on one home: two processes write at once, and each obeys the law the other makes.

use super::child::{Orders, Talk};
use super::school::{self, Person, YEAR};
use std::path::Path;
use zhurnal::event::{Head, Volume};
use zhurnal::store::Home;

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

/// A cut names heads of volumes that another program writes to at this very moment. Nobody learns afterwards that an acknowledged mark is held.
#[test]
fn what_another_program_acknowledged_before_a_cut_lies_inside_it() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let (office, class) = (school::open(dir.path(), false).unwrap(), school::open(dir.path(), false).unwrap());
    let admin = Person::named("admin");
    office.act(&admin, YEAR, &[school::load("newcomer")]).unwrap();
    let (mut next, mut inside) = (1_000_000, 0);
    for round in 0..24u32 {
        let (volume, cut) = match round % 2 {
            0 => (Volume::REGISTRY, school::dismiss("newcomer", round)),
            _ => (YEAR, school::take_load("newcomer", round)),
        };
        let marked = std::thread::scope(|s| {
            let marks = s.spawn(|| {
                let mark = |n: u32| {
                    // A breath between marks, or the office waits for its turn without end.
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    class.act(&Person::named("newcomer"), YEAR, &school::act(25 * n).2)
                };
                (next..next + 2_000).take_while(|n| mark(*n).map_err(|e| assert_eq!(e.code, "no-right")).is_ok()).collect::<Vec<u32>>()
            });
            std::thread::sleep(std::time::Duration::from_millis(u64::from(5 + 7 * (round % 5))));
            office.act(&admin, volume, &[cut]).unwrap();
            marks.join().unwrap()
        });
        for n in &marked {
            assert_eq!(school::present(&class, 25 * n), (1, 1), "round {round}: mark {n} was acknowledged before the cut in {volume}");
        }
        assert_eq!(office.review(YEAR).unwrap().len(), 0);
        (next, inside) = (next + 2_000, inside + marked.len());
        office.act(&admin, volume, &[school::open_again(&office, volume, round)]).unwrap();
    }
    assert!(inside > 24, "{inside} marks: the other program hardly wrote");
    school::clean(&office).unwrap();
}

/// The year is closed, and two admins sign that it goes.
fn condemn(home: &Home) -> [Head; 2] {
    home.act(&Person::named("admin"), YEAR, &[school::close()]).unwrap();
    let closing = home.closings(YEAR.0).unwrap()[0].0;
    let teacher = home.act(&Person::named("teacher"), Volume::REGISTRY, &[school::destroy(0, &closing, None)]).unwrap_err();
    assert_eq!(teacher.code, "no-right", "only an admin destroys");
    home.act(&Person::named("admin"), Volume::REGISTRY, &[school::destroy(1, &closing, None)]).unwrap();
    let first = home.destructions().unwrap()[0].head;
    home.act(&Person::named("second"), Volume::REGISTRY, &[school::destroy(2, &closing, Some(&first))]).unwrap();
    let (pair, _) = home.condemned().unwrap().remove(0);
    [pair.first.head, pair.second.head]
}

fn left(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(dir.join("years")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|n| !n.contains('-'));
    names.sort();
    names
}

#[test]
fn a_year_in_quarantine_is_hidden_from_every_program_on_the_home_and_comes_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let (one, other) = (school::open(dir.path(), true).unwrap(), school::open(dir.path(), true).unwrap());
    school::perform(&one, 0).unwrap();
    assert_eq!(school::present(&other, 0), (1, 1));
    let acts = condemn(&one);
    assert!(one.quarantine(YEAR.0, &acts).unwrap());
    assert_eq!((left(dir.path()), one.years().unwrap()), (vec!["2026.quarantine".to_owned()], vec![]));
    // The other program learns of it by the first thing it does with the year.
    assert_eq!(other.ask(YEAR, |_| Ok(())).unwrap_err().code, "year-missing");
    assert_eq!(school::perform(&other, 1).unwrap_err().code, "year-quarantined");
    assert_eq!(other.log(YEAR, None, 10).unwrap_err().code, "year-missing");
    assert!(!other.quarantine(YEAR.0, &acts).unwrap());
    // A crash between the row and the renaming leaves the name: the next start renames it.
    std::fs::rename(dir.path().join("years/2026.quarantine"), dir.path().join("years/2026.db")).unwrap();
    let home = school::open(dir.path(), true).unwrap();
    assert_eq!((left(dir.path()), home.years().unwrap()), (vec!["2026.quarantine".to_owned()], vec![]));
    other.act(&Person::named("second"), Volume::REGISTRY, &[school::spare(&acts[0])]).unwrap();
    for home in [&other, &one, &home, &school::open(dir.path(), true).unwrap()] {
        // Whatever a program does next with the law.
        home.foreign().unwrap();
        assert_eq!((left(dir.path()), home.years().unwrap()), (vec!["2026.db".to_owned()], vec![YEAR.0]));
        assert_eq!(school::present(home, 0), (1, 1));
        school::clean(home).unwrap();
    }
}

#[test]
fn a_destroyed_year_is_gone_for_every_program_on_the_home_and_stays_gone() {
    let dir = tempfile::tempdir().unwrap();
    drop(school::found(dir.path()));
    let (one, other) = (school::open(dir.path(), true).unwrap(), school::open(dir.path(), true).unwrap());
    school::perform(&one, 0).unwrap();
    std::fs::write(dir.path().join("years/2026.before-2.db"), b"a copy before a migration").unwrap();
    let acts = condemn(&one);
    assert!(one.quarantine(YEAR.0, &acts).unwrap());
    // Two programs count the same day once.
    for day in 0..30 {
        assert_eq!(one.kept_back().unwrap()[0].count.days.len(), day);
        school::checkpoint(&one);
        let gone = [&one, &other].map(|home| home.count_day(30_000 + day as i64).unwrap().len());
        assert_eq!(gone, [usize::from(day == 29), 0]);
    }
    assert_eq!((left(dir.path()), one.years().unwrap()), (Vec::<String>::new(), vec![]));
    one.tell_buried(30_030).unwrap();
    for home in [&one, &other, &school::open(dir.path(), true).unwrap()] {
        assert_eq!(home.add_year(YEAR.0).unwrap_err().code, "year-destroyed");
        school::perform(home, 3).unwrap();
        school::clean(home).unwrap();
    }
    // A crash between the row and the removal leaves the file: the next start removes it.
    std::fs::write(dir.path().join("years/2026.db"), b"left over").unwrap();
    let home = school::open(dir.path(), true).unwrap();
    assert_eq!((left(dir.path()), home.years().unwrap()), (Vec::<String>::new(), vec![]));
}

#[test]
fn what_has_no_year_here_destroys_none() {
    let dir = tempfile::tempdir().unwrap();
    let home = school::found(dir.path());
    let mut write = school::destroy(1, &home.heads(YEAR).unwrap()[0], None);
    write.key[0] = 2019.into();
    assert_eq!(home.act(&Person::named("admin"), Volume::REGISTRY, &[write]).unwrap_err().code, "year-missing");
    school::perform(&home, 0).unwrap();
}
