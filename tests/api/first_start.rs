//! From an empty home to the first login.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, PASSPHRASE};
use serde_json::json;
use std::sync::Arc;
use zhurnal::time::FixedClock;

#[test]
fn a_first_start_leads_from_nothing_to_a_logged_in_admin() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(desk::NOON));
    let desk = desk::open(dir.path(), &clock, None);
    assert_eq!(desk.stage(), "empty");
    let sheet = desk.ok("school.create", desk::school());
    assert_eq!(desk.stage(), "sheet");
    assert_eq!(sheet["groups"].as_array().unwrap().len(), 14);
    let pdf = dir.path().join("лист.pdf");
    let token = desk.token("school.sheet_save", &pdf);
    desk.ok("school.sheet_save", json!({ "file": "present", "token": token }));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    assert_eq!(desk.ok("school.sheet", json!({}))["papers"]["saved"], json!(["present"]));
    desk.ok("school.sheet_done", json!({}));
    assert_eq!(desk.stage(), "login");
    desk.log_in(&ADMIN.to_uppercase(), ADMIN_PASSWORD);
    let state = desk.ok("app.state", json!({}));
    assert_eq!(state["stage"], "ready");
    assert_eq!(state["user"]["name"], "Иванова Мария Петровна");
    assert_eq!(state["user"]["roles"], json!(["admin"]));
    assert_eq!(state["school"]["fingerprint"], sheet["fingerprint"]);
    assert_eq!(state["today"], "2026-10-15");
    assert!(!dir.path().join("setup").exists());
    let report = desk.ok("check", json!({}));
    assert_eq!(desk.done(&report)["ok"], true);
}

#[test]
fn a_set_up_interrupted_before_its_sheet_was_confirmed_begins_anew() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(desk::NOON));
    desk::open(dir.path(), &clock, None).ok("school.create", desk::school());
    let again = desk::open(dir.path(), &clock, None);
    assert_eq!(again.stage(), "empty");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    again.ok("school.create", desk::school());
    assert_eq!(again.stage(), "sheet");
}

#[test]
fn a_confirmed_set_up_interrupted_while_moving_is_finished_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    drop(desk::fresh(dir.path()));
    // As if the program had ended after the first renames.
    let setup = dir.path().join("setup");
    std::fs::create_dir(&setup).unwrap();
    for name in ["registry.db", "years"] {
        std::fs::rename(dir.path().join(name), setup.join(name)).unwrap();
    }
    std::fs::write(setup.join("done"), "").unwrap();
    let clock = Arc::new(FixedClock::at(desk::NOON));
    let again = desk::open(dir.path(), &clock, Some(PASSPHRASE));
    again.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(again.stage(), "ready");
}

#[test]
fn a_second_start_asks_for_the_passphrase_and_then_for_the_password() {
    let dir = tempfile::tempdir().unwrap();
    drop(desk::fresh(dir.path()));
    let clock = Arc::new(FixedClock::at(desk::NOON));
    let again = desk::open(dir.path(), &clock, None);
    assert_eq!(again.stage(), "keys_locked");
    assert_eq!(again.refused("session.login", json!({ "login": ADMIN, "password": ADMIN_PASSWORD })), "keys-locked");
    assert_eq!(again.refused("keys.unlock", json!({ "passphrase": "не та парольная фраза" })), "passphrase-wrong");
    again.ok("keys.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(again.stage(), "login");
}

#[test]
fn bad_answers_at_the_first_start_are_refused_and_leave_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(desk::NOON));
    let desk = desk::open(dir.path(), &clock, None);
    let with = |field: &str, value: serde_json::Value| {
        let mut asked = desk::school();
        asked[field] = value;
        asked
    };
    for (field, value, code) in [
        ("name", json!("Ш"), "bad-school-name"),
        ("profile", json!("другой"), "bad-profile"),
        ("year", json!(1999), "bad-year"),
        ("zone", json!("Европа/Москва"), "bad-zone"),
        ("admin_login", json!("а б"), "bad-login"),
        ("admin_name", json!("Иванова"), "name-no-given"),
        ("admin_password", json!("короткий"), "password-short"),
        ("keys", json!("где-то"), "bad-key-storage"),
        ("keys_passphrase", json!(null), "passphrase-missing"),
        ("keys_passphrase", json!(""), "passphrase-missing"),
        ("keys_passphrase", json!("ключ в сейфе1"), "passphrase-short"),
        ("keys_passphrase", json!("12345 67890 123"), "passphrase-digits"),
        ("keys_passphrase", json!("абабабабабабабаб"), "passphrase-monotone"),
        ("keys_passphrase", json!(format!("{ADMIN} за окном")), "passphrase-login"),
        ("keys_passphrase", json!("Пароль 2026-2027!"), "passphrase-common"),
        ("keys_passphrase", json!("учебная школа"), "passphrase-short"),
        ("keys_passphrase", json!("Учебная школа 2027"), "passphrase-common"),
    ] {
        assert_eq!(desk.refused("school.create", with(field, value)), code, "{field}");
        assert_eq!(desk.stage(), "empty");
        assert!(!dir.path().join("registry.db").exists());
    }
}

#[test]
fn nothing_of_the_first_start_lies_in_clear_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    drop(desk::fresh(dir.path()));
    let mut files = vec![dir.path().to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            for word in ["Иванова", "Заречная", ADMIN, ADMIN_PASSWORD, PASSPHRASE, "SQLite format 3"] {
                assert!(!bytes.windows(word.len()).any(|w| w == word.as_bytes()), "{word} in {}", path.display());
            }
        }
    }
}
