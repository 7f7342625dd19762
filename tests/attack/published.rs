//! A journal whose key file opens with the phrase that every copy of the program knows makes nothing real, whatever its folder says.

use crate::api::desk::{self, Desk, Ended, brought};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::OPERATIONS;
use zhurnal::demo::{Ask, PASSWORD, make};
use zhurnal::keys::{KdfCost, KeyStorage, PUBLISHED, Vault};
use zhurnal::time::FixedClock;

const OWN: &str = "клён за окном шумит ветром";
/// A class whose finals and decisions the demo school has written to the end.
const DONE: &str = "9Б";

fn ask(classes: Option<usize>, own: Option<&str>) -> Ask {
    let cost = KdfCost::insecure_for_tests();
    let day = Some(if classes.is_some() { "2027-06-01" } else { "2026-10-23" }.to_owned());
    Ask { classes, day, own_keys: own.map(Into::into), user_cost: cost, vault_cost: cost }
}

fn open(home: &Path, phrase: Option<&str>) -> Desk {
    desk::open(home, &Arc::new(FixedClock::at(desk::NOON)), phrase)
}

/// Everything that is refused under the published phrase: its code, or what came of it.
fn real(desk: &Desk, dir: &Path) -> Vec<String> {
    let call = |name: &str, request: Value| match desk.call(name, request) {
        Err(e) => e.code,
        Ok(started) => desk.job(&started).error.map_or("done".to_owned(), |e| e.code),
    };
    let import = json!({ "token": desk.token("import.pupils.plan", &brought("зачисление-1-классы.csv")) });
    let archive = json!({ "token": desk.token("archive.make", &dir.join("год.zip")) });
    vec![call("import.pupils.plan", import), call("import.pupils.apply", json!({ "plan": "x" })), call("archive.make", archive)]
}

/// Prints the summary sheet of the class that is written to the end.
fn print(desk: &Desk, to: &Path, final_print: bool) -> Ended {
    let list = desk.ok("classes.list", json!({}));
    let class = list["classes"].as_array().unwrap().iter().find(|c| c["name"] == DONE).unwrap()["id"].clone();
    let plan = desk.done(&desk.ok("print.plan", json!({ "what": "summary", "class": class })));
    let token = desk.token("print.save", to);
    let request = json!({ "paper": plan["paper"], "final_print": final_print, "token": token, "password": PASSWORD });
    match desk.call("print.save", request) {
        Err(e) => Ended::Refused(e.code),
        Ok(started) => {
            let job = desk.job(&started);
            job.error.map_or(Ended::Done(job.result), |e| Ended::Refused(e.code))
        }
    }
}

#[test]
fn a_demo_home_takes_no_list_and_makes_no_archive_and_no_final() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    make(&home, &ask(Some(2), None)).unwrap();
    let demo = open(&home, None);
    assert_eq!(demo.ok("app.state", json!({}))["published"], true);
    demo.log_in("admin", PASSWORD);
    assert_eq!(real(&demo, dir.path()), ["demo-not-real"; 3]);
    let (draft, paper) = (dir.path().join("черновик.pdf"), dir.path().join("чистовик.pdf"));
    demo.ok("session.logout", json!({}));
    demo.log_in("zavuch", PASSWORD);
    print(&demo, &draft, false).done();
    assert_eq!(print(&demo, &paper, true).refused(), "demo-not-real");
    assert!(draft.exists() && !paper.exists() && !dir.path().join("год.zip").exists());
    let book = demo.app.book().unwrap();
    // The door itself, whoever stands before it.
    assert_eq!(book.real().unwrap_err().code, "demo-not-real");
    let file = dir.path().join("x.zip");
    assert_eq!(book.make_archive(&file, &|_, _| Err(zhurnal::Error::other("broken")), &|_, _| true).unwrap_err().code, "demo-not-real");
}

#[test]
fn the_same_people_under_a_phrase_of_ones_own_do_all_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    make(&home, &ask(Some(2), Some(OWN))).unwrap();
    assert!(!home.join("demo.toml").exists(), "nothing opens it by itself");
    let desk = open(&home, None);
    assert_eq!(desk.stage(), "keys_locked");
    assert_eq!(desk.refused("keys.unlock", json!({ "passphrase": PUBLISHED })), "passphrase-wrong");
    desk.ok("keys.unlock", json!({ "passphrase": OWN }));
    let state = desk.ok("app.state", json!({}));
    assert_eq!((&state["published"], state["today"].as_str()), (&json!(false), Some("2027-06-01")));
    desk.log_in("admin", PASSWORD);
    assert_eq!(real(&desk, dir.path()), ["done", "plan-unknown", "done"]);
    desk.ok("session.logout", json!({}));
    desk.log_in("zavuch", PASSWORD);
    let paper = dir.path().join("чистовик.pdf");
    assert!(print(&desk, &paper, true).done()["checkpoint"].is_string() && paper.exists());
}

#[test]
fn the_phrase_decides_and_not_the_mark() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    make(&home, &ask(None, None)).unwrap();
    std::fs::remove_file(home.join("demo.toml")).unwrap();
    let copied = open(&home, None);
    assert_eq!(copied.stage(), "keys_locked");
    copied.ok("keys.unlock", json!({ "passphrase": PUBLISHED }));
    drop(copied);
    let copied = open(&home, Some(PUBLISHED));
    assert_eq!(copied.ok("app.state", json!({}))["published"], true);
    copied.log_in("admin", PASSWORD);
    assert_eq!(real(&copied, dir.path()), ["demo-not-real"; 3]);
    // A mark on a real home takes nothing away.
    let real_home = dir.path().join("real");
    std::fs::create_dir(&real_home).unwrap();
    drop(desk::fresh(&real_home));
    std::fs::write(real_home.join("demo.toml"), "demo = true\n").unwrap();
    let school = open(&real_home, Some(desk::PASSPHRASE));
    school.log_in(desk::ADMIN, desk::ADMIN_PASSWORD);
    assert_eq!(real(&school, dir.path()), ["done", "plan-unknown", "done"]);
}

#[test]
fn no_school_chooses_the_published_phrase() {
    let dir = tempfile::tempdir().unwrap();
    let cost = KdfCost::insecure_for_tests();
    for phrase in [PUBLISHED, "Учебная  школа!!!", "учебная школа учебная школа"] {
        let code = Vault::create(dir.path(), KeyStorage::File, Some(phrase), cost).unwrap_err().code;
        assert!(["passphrase-short", "passphrase-common"].contains(&code), "{phrase}: {code}");
        assert_eq!(KeyStorage::of(dir.path()), None);
    }
    let home = dir.path().join("home");
    let asked = Ask { own_keys: Some(PUBLISHED.into()), ..ask(None, None) };
    assert_eq!(make(&home, &asked).unwrap_err().code, "passphrase-short");
    assert!(!home.exists());
}

#[test]
fn whatever_takes_in_or_gives_away_asks_the_one_guard() {
    for o in OPERATIONS {
        let areas = ["import.", "exchange.", "backup.", "restore.", "enrol."];
        let wanted = areas.iter().any(|area| o.name.starts_with(area)) || o.name == "archive.make";
        assert_eq!(o.real, wanted, "{}", o.name);
    }
}
