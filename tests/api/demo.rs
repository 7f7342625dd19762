//! The demo school: everything in it was judged, adds up, and is the same each time.

use super::desk::{self, Desk};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use zhurnal::api::types::{JournalPage, PageCell};
use zhurnal::book::Book;
use zhurnal::demo::{Ask, Made, PASSWORD, make};
use zhurnal::event::kinds::{journal as j, ledger as l, registry as r};
use zhurnal::event::{Value, Volume, kinds};
use zhurnal::keys::KdfCost;
use zhurnal::time::FixedClock;

/// Marks given to pupils who were absent are of these works only.
const OWED: [&str; 8] = ["ЛР", "ПрР", "Д", "И", "С", "КР", "З", "П"];

fn ask(classes: usize) -> Ask {
    let cost = KdfCost::insecure_for_tests();
    Ask { classes: Some(classes), day: None, own_keys: None, user_cost: cost, vault_cost: cost }
}

fn made(home: &Path, classes: usize) -> Made {
    make(home, &ask(classes)).unwrap()
}

/// A school of three classes, made once. Nobody writes to it.
static SCHOOL: LazyLock<(TempDir, Made)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let made = made(&dir.path().join("home"), 3);
    (dir, made)
});

/// Somebody's desk on a home, at noon of 15 October by the computer's own clock.
fn desk(home: &Path) -> Desk {
    desk::open(home, &Arc::new(FixedClock::at(desk::NOON)), None)
}

fn book() -> Arc<Book> {
    desk(&SCHOOL.1.home).app.book().unwrap()
}

/// Every page of the year, by group.
fn pages(book: &Book) -> Vec<JournalPage> {
    let groups = book.lessons_of_year().unwrap();
    assert_eq!(groups.len(), SCHOOL.1.groups);
    groups.into_iter().map(|(g, _)| book.whole_page(zhurnal::id::GroupId(g.id)).unwrap()).collect()
}

#[test]
fn every_event_of_the_demo_school_counts_but_one_that_a_lock_holds() {
    let book = book();
    let report = book.check(&|_, _| true).unwrap();
    assert!(report.ok, "{report:?}");
    let count = |fate: &str| report.volumes.iter().map(|v| v.fates.get(fate).copied().unwrap_or(0)).sum::<u64>();
    assert_eq!((count("held"), count("void"), count("unknown")), (1, 0, 0));
    assert!(count("applied") > u64::from(SCHOOL.1.events) - count("superseded"));
    assert!((10..400).contains(&count("superseded")), "corrections, moved pupils, answered remarks: {}", count("superseded"));
    assert!(report.volumes.iter().all(|v| v.waiting == 0));
    let review = book.home().review(book.year()).unwrap();
    assert_eq!(review.iter().map(|e| e.event.kind).collect::<Vec<_>>(), [j::MARK]);
    let marks = book.home().ask(book.year(), |reader| reader.cells(j::MARK)).unwrap();
    assert_eq!(marks.iter().filter(|c| c.conflict).count(), 1, "one mark was written on two computers");
}

#[test]
fn its_archive_is_true_to_the_last_row_and_page() {
    let dir = tempfile::tempdir().unwrap();
    let school = make(&dir.path().join("home"), &Ask { own_keys: Some(desk::PASSPHRASE.into()), ..ask(2) }).unwrap();
    let book = desk::open(&school.home, &Arc::new(FixedClock::at(desk::NOON)), Some(desk::PASSPHRASE)).app.book().unwrap();
    let file = dir.path().join("год.zip");
    let made = book.make_archive(&file, &zhurnal::book::archive_papers, &|_, _| true).unwrap();
    let v = zhurnal::book::verify_file(&file, Some(&made.fingerprint), dir.path(), &|_, _| true).unwrap();
    assert!(v.intact && v.authentic && v.holds && v.problems.is_empty(), "{:?}", v.problems);
    assert!(made.pages > 100 && v.events > 10_000, "{} pages, {} events", made.pages, v.events);
}

#[test]
fn marks_stand_on_days_with_lessons_and_of_pupils_who_were_absent_only_for_works_they_owed() {
    let book = book();
    let (mut marks, mut twos, mut later, mut pairs, mut absent, mut late) = (0, 0, 0, 0, 0, 0);
    for page in pages(&book) {
        let lessons: BTreeSet<(&str, u8)> = page.lessons.iter().map(|x| (x.date.as_str(), x.slot)).collect();
        let short: BTreeMap<&str, &str> = page.works.iter().map(|w| (w.id.as_str(), w.short.as_str())).collect();
        let here = |c: &PageCell| {
            let p = page.pupils.iter().find(|p| p.id == c.pupil).unwrap();
            p.from.as_ref().is_none_or(|from| *from <= c.date) && p.to.as_ref().is_none_or(|to| c.date <= *to)
        };
        for c in &page.cells {
            assert!(lessons.contains(&(c.date.as_str(), c.slot)), "{} {}", page.group.name, c.date);
            assert!(c.date < page.today, "{} {}", page.group.name, c.date);
            assert!(here(c), "{} {}", page.group.name, c.date);
            marks += c.marks.len();
            twos += c.marks.iter().filter(|m| m.mark == 2).count();
            pairs += usize::from(c.marks.len() == 2);
            if let Some(a) = &c.absence {
                late += usize::from(a.code == 5);
                absent += usize::from(a.code != 5);
                for m in c.marks.iter().filter(|_| a.code != 5) {
                    later += 1;
                    let work = short[m.work.as_str()];
                    assert!(OWED.contains(&work), "{} {} {work}", page.group.name, c.date);
                }
            }
        }
    }
    let in_thousand = |part: usize, of: usize| part * 1000 / of;
    assert!((10_000..30_000).contains(&marks), "{marks}");
    assert!((5..60).contains(&in_thousand(twos, marks)), "{twos} of {marks}");
    assert!(later > 20 && pairs > 50 && late > 50, "н4: {later}, 4/5: {pairs}, ОП: {late}");
    let squares: usize = SCHOOL.1.lessons * SCHOOL.1.pupils / SCHOOL.1.classes;
    assert!((10..60).contains(&in_thousand(absent, squares)), "{absent} of {squares}");
}

#[test]
fn finals_are_what_the_averages_propose_unless_grounds_say_otherwise() {
    let desk = desk(&SCHOOL.1.home);
    desk.log_in("director", PASSWORD);
    let (mut equal, mut decided, mut years) = (0, 0, 0);
    for page in pages(&desk.app.book().unwrap()) {
        for term in &page.terms {
            let asked = json!({ "group": page.group.id, "term": if term.cell == "year" { "year" } else { term.id.as_str() } });
            let shown: JournalPage = serde_json::from_value(desk.ok("journal.page", asked)).unwrap();
            let cell = if term.cell == "year" { 2 } else { 1 };
            for f in shown.finals.iter().filter(|f| f.term == term.id && f.cell == cell) {
                let pupil = shown.pupils.iter().find(|p| p.id == f.pupil).unwrap();
                let place = format!("{} {} {}", page.group.name, term.name, pupil.name);
                assert_eq!(f.proposed, pupil.proposed, "{place}: {} {}", pupil.weighted, pupil.marks);
                match (f.mark, f.proposed) {
                    (mark, proposed) if mark == proposed => equal += 1,
                    // осв, н/а
                    (Some(14 | 15), _) => {}
                    (Some(mark), Some(proposed)) => {
                        assert!(mark == proposed + 1 && !f.grounds.is_empty(), "{place}");
                        decided += 1;
                    }
                    other => panic!("{place}: {other:?}"),
                }
                years += usize::from(cell == 2);
            }
        }
    }
    assert!(decided > 5 && decided * 20 < equal, "{decided} of {equal}");
    assert!(years > 500, "{years}");
}

#[test]
fn pupils_have_marks_enough_for_a_final() {
    let book = book();
    let mut few = Vec::new();
    let mut all = 0;
    for page in pages(&book).iter().filter(|p| !p.scale.is_empty()) {
        for p in page.pupils.iter().filter(|p| p.from.is_none() && p.to.is_none()) {
            all += 1;
            // 1 hour a week wants 3 marks a term, 2 want 5, 3 and more want 7: the year has four terms.
            let wanted = 4 * match page.group.hours {
                0..200 => 3,
                200..300 => 5,
                _ => 7,
            };
            if p.marks < wanted {
                few.push(format!("{} {}: {} of {wanted}", page.group.name, p.name, p.marks));
            }
        }
    }
    assert!(few.len() * 12 < all, "{} of {all}: {few:#?}", few.len());
}

/// What a year says, without what names this computer's chains.
fn said(book: &Book, volume: Volume) -> BTreeMap<(u16, Vec<u8>), Value> {
    let skipped = [l::CUT, l::ROOT, l::DEVICE, l::ADMIN, l::USER_KEY, r::ACCOUNT, r::CREDENTIALS];
    let mut out = BTreeMap::new();
    for kind in kinds::ALL.iter().flat_map(|t| t.iter()).map(|k| k.code).filter(|k| !skipped.contains(k)) {
        for cell in book.home().ask(volume, |reader| reader.cells(kind)).unwrap() {
            out.insert((kind, Value::Array(cell.key).to_bytes()), cell.value);
        }
    }
    out
}

#[test]
fn the_same_school_is_made_each_time() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let again = made(&home, 3);
    assert_eq!((again.events, again.lessons, again.pupils), (SCHOOL.1.events, SCHOOL.1.lessons, SCHOOL.1.pupils));
    let other = desk(&home).app.book().unwrap();
    let first = book();
    let (a, b) = (said(&first, first.year()), said(&other, other.year()));
    assert!(a.len() > 30_000 && a == b);
    // The first administrator is made at set-up, with an id of chance.
    let (a, b) = (said(&first, Volume::REGISTRY), said(&other, Volume::REGISTRY));
    let differ = a.iter().filter(|(k, v)| b.get(*k) != Some(*v)).count();
    assert!(a.len() > 300 && a.len() == b.len() && differ <= 3, "{differ} of {}", a.len());
}

#[test]
fn a_second_school_in_the_same_place_is_refused_and_touches_nothing() {
    let events = || {
        let book = desk(&SCHOOL.1.home).app.book().unwrap();
        [Volume::REGISTRY, book.year()].map(|v| book.home().ask(v, |r| r.events()).unwrap())
    };
    let before = events();
    assert_eq!(make(&SCHOOL.1.home, &ask(1)).unwrap_err().code, "demo-exists");
    assert_eq!(events(), before);
    for classes in [0, 31] {
        assert_eq!(make(&SCHOOL.0.path().join("none"), &ask(classes)).unwrap_err().code, "demo-classes");
    }
    assert!(!SCHOOL.0.path().join("none").exists());
}

#[test]
fn an_empty_school_has_its_administrator_and_the_day_that_was_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let day = || Some("2026-10-23".to_owned());
    assert_eq!(make(&home, &Ask { day: day(), ..ask(1) }).unwrap_err().code, "demo-day");
    assert_eq!(make(&home, &Ask { classes: None, day: Some("вчера".to_owned()), ..ask(1) }).unwrap_err().code, "bad-date");
    let made = make(&home, &Ask { classes: None, day: day(), ..ask(1) }).unwrap();
    assert_eq!((made.classes, made.events, made.logins), (0, 0, vec!["admin".to_owned()]));
    let desk = desk(&home);
    desk.log_in("admin", PASSWORD);
    assert_eq!(desk.ok("app.state", json!({}))["today"], "2026-10-23");
    assert_eq!(desk.ok("classes.list", json!({}))["classes"], json!([]));
    assert_eq!(make(&home, &ask(1)).unwrap_err().code, "demo-exists");
}

#[test]
fn what_an_interrupted_making_left_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    std::fs::create_dir_all(dir.path().join("home.making/years")).unwrap();
    std::fs::write(dir.path().join("home.making/registry.db"), "half").unwrap();
    made(&home, 1);
    assert!(home.join("registry.db").exists() && !dir.path().join("home.making").exists());
}

#[test]
fn a_demo_home_opens_by_itself_and_lives_on_its_own_day() {
    let desk = desk(&SCHOOL.1.home);
    let state = desk.ok("app.state", json!({}));
    assert_eq!((state["stage"].as_str(), state["today"].as_str()), (Some("login"), Some("2027-05-20")));
    assert_eq!((&state["demo"]["day"], &state["demo"]["password"]), (&json!("2027-05-20"), &json!(PASSWORD)));
    assert_eq!(state["demo"]["who"][0], "учитель (математика), классный руководитель 5А");
    let logins: Vec<&str> = state["demo_logins"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    assert_eq!(logins, ["afanasev.gt", "zavuch", "director", "sekretar", "admin"]);
    for login in logins {
        desk.log_in(login, PASSWORD);
        assert_eq!(desk.ok("law.news", json!({}))["rows"], json!([]), "{login}");
        assert_eq!(desk.stage(), "ready", "{login}");
    }
    // Another day of the computer is the same day of the demo.
    let later = desk::open(&SCHOOL.1.home, &Arc::new(FixedClock::at(desk::NOON + 90 * 86_400)), None);
    assert_eq!(later.ok("app.state", json!({}))["today"], "2027-05-20");
}

#[test]
fn a_teacher_of_the_demo_school_has_something_to_do_today() {
    let desk = desk(&SCHOOL.1.home);
    desk.log_in("afanasev.gt", PASSWORD);
    let today = desk.ok("journal.today", json!({}));
    let lacks = |l: &Json| l["lacks"].as_array().is_some_and(|x| !x.is_empty());
    assert!(today["lessons"].as_array().is_some_and(|l| !l.is_empty() && l.iter().all(lacks)), "{today}");
    assert!(today["unfilled_all"].as_u64().unwrap() > 0, "{today}");
    let groups = desk.ok("journal.groups", json!({}));
    let maths = groups["mine"].as_array().unwrap().iter().find(|g| g["name"] == "5А Математика").unwrap().clone();
    let page: JournalPage = serde_json::from_value(desk.ok("journal.page", json!({ "group": maths["id"], "term": null }))).unwrap();
    assert!(page.writes && page.sets_finals && page.finals.is_empty());
    assert!(page.pupils.iter().filter(|p| p.proposed.is_some()).count() > 20);
    let notes: Vec<&str> = page.pupils.iter().map(|p| p.note.as_str()).filter(|n| !n.is_empty()).collect();
    assert_eq!(notes.len(), 2, "one left, one came: {notes:?}");
}

#[test]
fn the_mark_of_a_demo_home_neither_opens_nor_moves_a_real_one() {
    let dir = tempfile::tempdir().unwrap();
    let real = desk::fresh(dir.path());
    drop(real);
    std::fs::write(dir.path().join("demo.toml"), "demo = true\n").unwrap();
    let desk = desk(dir.path());
    assert_eq!(desk.stage(), "keys_locked");
    desk.ok("keys.unlock", json!({ "passphrase": desk::PASSPHRASE }));
    let state = desk.ok("app.state", json!({}));
    assert_eq!((state["today"].as_str(), &state["demo"]), (Some("2026-10-15"), &Json::Null));
}
