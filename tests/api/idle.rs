//! The idle lock, which the core keeps whatever the window does.

use super::desk::{self, ADMIN_PASSWORD};
use serde_json::json;

#[test]
fn a_session_without_a_sign_of_life_is_locked_and_opens_with_the_password() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.clock.shift(14 * 60);
    desk.ok("session.touch", json!({}));
    desk.clock.shift(14 * 60);
    assert_eq!(desk.stage(), "ready");
    desk.clock.shift(60);
    assert_eq!(desk.stage(), "locked");
    assert_eq!(desk.refused("classes.list", json!({})), "session-locked");
    assert_eq!(desk.ok("app.state", json!({}))["user"]["name"], "Иванова Мария Петровна");
    assert_eq!(desk.refused("session.unlock", json!({ "password": "не тот пароль" })), "password-wrong");
    desk.ok("session.unlock", json!({ "password": ADMIN_PASSWORD }));
    desk.ok("classes.list", json!({}));
}

#[test]
fn looking_at_the_state_is_no_sign_of_life() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    for _ in 0..15 {
        desk.clock.shift(60);
        desk.stage();
    }
    assert_eq!(desk.stage(), "locked");
}

#[test]
fn the_minutes_are_kept_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.ok("session.idle", json!({ "minutes": 3 }));
    assert_eq!(desk.refused("session.idle", json!({ "minutes": 0 })), "idle-minutes");
    let again = desk::open(dir.path(), &desk.clock, Some(desk::PASSPHRASE));
    assert_eq!(again.ok("app.state", json!({}))["idle_minutes"], 3);
    desk.clock.shift(180);
    assert_eq!(desk.stage(), "locked");
}

#[test]
fn locking_by_hand_asks_for_the_same_person() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.ok("session.lock", json!({}));
    assert_eq!(desk.stage(), "locked");
    desk.ok("session.logout", json!({}));
    assert_eq!(desk.stage(), "login");
}
