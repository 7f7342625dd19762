//! Window and command line on one home: two programs, both write.

use super::desk::{self, ADMIN, ADMIN_PASSWORD};
use serde_json::json;
use std::sync::mpsc::channel;
use std::time::Duration;

#[test]
fn two_programs_on_one_home_write_and_see_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let window = desk::fresh(dir.path());
    let cli = desk::open(dir.path(), &window.clock, Some(desk::PASSPHRASE));
    cli.log_in(ADMIN, ADMIN_PASSWORD);
    for grade in 1..=5 {
        window.ok("classes.create", json!({ "grade": grade, "letter": "А" }));
        cli.ok("classes.create", json!({ "grade": grade, "letter": "Б" }));
        assert_eq!(cli.refused("classes.create", json!({ "grade": grade, "letter": "а" })), "class-exists");
    }
    for desk in [&window, &cli] {
        let list = desk.ok("classes.list", json!({}));
        assert_eq!(list["classes"].as_array().unwrap().len(), 10);
        let report = desk.ok("check", json!({}));
        assert_eq!(desk.done(&report)["ok"], true);
    }
}

#[test]
fn two_programs_write_at_the_same_time_and_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let window = desk::fresh(dir.path());
    let cli = desk::open(dir.path(), &window.clock, Some(desk::PASSPHRASE));
    cli.log_in(ADMIN, ADMIN_PASSWORD);
    std::thread::scope(|s| {
        for (who, desk) in [("w", &window), ("c", &cli)] {
            s.spawn(move || (0..30).for_each(|i| drop(desk.ok("settings.set", json!({ "name": format!("{who}.{i}"), "value": "1" })))));
        }
    });
    assert_eq!(window.ok("settings.list", json!({}))["settings"].as_array().unwrap().len(), 60);
}

#[test]
fn a_change_is_told_to_this_program_at_once_and_to_the_other_soon() {
    let dir = tempfile::tempdir().unwrap();
    let window = desk::fresh(dir.path());
    let cli = desk::open(dir.path(), &window.clock, Some(desk::PASSPHRASE));
    cli.log_in(ADMIN, ADMIN_PASSWORD);
    let (own, told_own) = channel();
    let (other, told_other) = channel();
    let _window = window.app.subscribe(move |areas| drop(other.send(areas)));
    let _cli = cli.app.subscribe(move |areas| drop(own.send(areas)));
    // The watchers take their first look.
    std::thread::sleep(Duration::from_millis(300));
    cli.ok("classes.create", json!({ "grade": 7, "letter": "В" }));
    assert_eq!(told_own.recv_timeout(Duration::from_secs(1)).unwrap(), ["classes", "log"]);
    let areas = told_other.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(areas.contains(&"classes".to_owned()));
}

#[test]
fn everything_is_read_ahead_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let window = desk::fresh(dir.path());
    let size = |name: &str| std::fs::metadata(dir.path().join(name)).unwrap().len();
    let book = window.app.book().unwrap();
    assert_eq!(book.home().read_ahead().unwrap(), size("registry.db") + size("years/2026.db"));
}
