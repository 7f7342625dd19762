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

#[test]
fn a_computer_that_slept_longer_than_the_limit_wakes_up_locked() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.clock.shift(60);
    // The lid is closed for a lesson: the monotonic clock of some systems sleeps too.
    desk.clock.jump(45 * 60);
    assert_eq!(desk.refused("session.touch", json!({})), "session-locked", "a key after waking is no sign of life");
    assert_eq!(desk.refused("journal.groups", json!({})), "session-locked");
    assert_eq!(desk.stage(), "locked");
    desk.ok("session.unlock", json!({ "password": ADMIN_PASSWORD }));
    desk.ok("classes.list", json!({}));
}

#[test]
fn short_sleeps_add_up() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    for _ in 0..3 {
        assert_eq!(desk.stage(), "ready");
        desk.clock.jump(5 * 60);
    }
    assert_eq!(desk.stage(), "locked");
}

#[test]
fn a_clock_set_by_a_person_keeps_nothing_unlocked() {
    for by in [-3600, -120, 3600, 10 * 365 * 86_400] {
        let dir = tempfile::tempdir().unwrap();
        let desk = desk::fresh(dir.path());
        desk.clock.jump(by);
        assert_eq!(desk.stage(), "locked", "{by}");
        assert_eq!(desk.refused("classes.list", json!({})), "session-locked", "{by}");
    }
    // Set back and slept for as long: what was looked at between the two is enough.
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.clock.jump(-3600);
    desk.stage();
    desk.clock.jump(3600);
    assert_eq!(desk.stage(), "locked");
}

#[test]
fn a_clock_set_right_by_the_network_locks_nobody_and_gains_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.clock.jump(-20);
    assert_eq!(desk.stage(), "ready");
    desk.clock.shift(15 * 60);
    assert_eq!(desk.stage(), "locked");
}
