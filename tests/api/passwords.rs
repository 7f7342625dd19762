//! Wrong passwords, temporary ones, closed accounts.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, OWN_PASSWORD, PASSPHRASE};
use serde_json::json;

#[test]
fn wrong_passwords_cost_waiting_that_survives_restarts_and_clocks() {
    let dir = tempfile::tempdir().unwrap();
    let first = desk::fresh(dir.path());
    let clock = first.clock.clone();
    first.ok("session.logout", json!({}));
    for _ in 0..3 {
        assert_eq!(first.try_log_in(ADMIN, "не тот пароль").unwrap_err().code, "login-wrong");
    }
    let refused = first.try_log_in(ADMIN, ADMIN_PASSWORD).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.args["seconds"].as_str()), ("login-wait", "2"));
    drop(first);
    let again = desk::open(dir.path(), &clock, Some(PASSPHRASE));
    assert_eq!(again.try_log_in(ADMIN, ADMIN_PASSWORD).unwrap_err().code, "login-wait");
    clock.shift(-1000);
    assert_eq!(again.try_log_in(ADMIN, ADMIN_PASSWORD).unwrap_err().args["seconds"], "2");
    clock.shift(2);
    again.log_in(ADMIN, ADMIN_PASSWORD);
    again.ok("session.logout", json!({}));
    assert_eq!(again.try_log_in(ADMIN, "не тот пароль").unwrap_err().code, "login-wrong");
}

#[test]
fn an_unknown_login_is_told_what_a_wrong_password_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.ok("session.logout", json!({}));
    for _ in 0..3 {
        assert_eq!(desk.try_log_in("никто", ADMIN_PASSWORD).unwrap_err().code, "login-wrong");
    }
    assert_eq!(desk.try_log_in("никто", ADMIN_PASSWORD).unwrap_err().code, "login-wait");
    desk.log_in(ADMIN, ADMIN_PASSWORD);
}

#[test]
fn a_temporary_password_opens_nothing_but_its_own_replacement() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let issued = admin.ok("accounts.create", json!({ "login": "ucheb", "name": "Сидорова Анна Ильинична", "roles": ["secretary"] }));
    let temporary = issued["password"].as_str().unwrap().to_owned();
    let desk = desk::open(dir.path(), &admin.clock, Some(PASSPHRASE));
    desk.log_in("Ucheb", &temporary);
    assert_eq!(desk.stage(), "must_change_password");
    assert_eq!(desk.refused("classes.list", json!({})), "session-must-change");
    let change = |new: &str| desk.call("session.change_password", json!({ "old": temporary, "new": new }));
    assert_eq!(change("короткий").unwrap_err().code, "password-short");
    assert_eq!(change(&temporary).unwrap_err().code, "password-same");
    change(OWN_PASSWORD).unwrap();
    assert_eq!(desk.stage(), "ready");
    desk.ok("session.logout", json!({}));
    assert_eq!(desk.try_log_in("ucheb", &temporary).unwrap_err().code, "login-wrong");
    desk.log_in("ucheb", OWN_PASSWORD);
    desk.ok("classes.list", json!({}));
    let states = admin.ok("accounts.list", json!({}));
    assert!(states["accounts"].as_array().unwrap().iter().all(|a| a["state"] == "active"), "{states}");
}

#[test]
fn a_reset_ends_the_session_that_the_old_password_opened() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let desk = admin.colleague("petrov", &["teacher"]);
    let id = desk.ok("app.state", json!({}))["user"]["id"].clone();
    let issued = admin.ok("accounts.reset", json!({ "id": id }));
    assert_eq!(desk.stage(), "login");
    assert_eq!(desk.try_log_in("petrov", OWN_PASSWORD).unwrap_err().code, "login-wrong");
    desk.log_in("petrov", issued["password"].as_str().unwrap());
    assert_eq!(desk.stage(), "must_change_password");
}

#[test]
fn a_closed_account_neither_stays_nor_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let desk = admin.colleague("petrov", &["secretary"]);
    let id = desk.ok("app.state", json!({}))["user"]["id"].clone();
    admin.ok("accounts.close", json!({ "id": id }));
    assert_eq!(desk.stage(), "login");
    assert_eq!(desk.try_log_in("petrov", OWN_PASSWORD).unwrap_err().code, "login-wrong");
    assert_eq!(admin.refused("accounts.reset", json!({ "id": id })), "account-closed");
    let own = admin.ok("app.state", json!({}))["user"]["id"].clone();
    assert_eq!(admin.refused("accounts.close", json!({ "id": own })), "account-self");
}

#[test]
fn two_accounts_never_share_a_login_in_any_case() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let asked = |login: &str| json!({ "login": login, "name": "Петров Пётр", "roles": [] });
    admin.ok("accounts.create", asked("Пётр"));
    assert_eq!(admin.refused("accounts.create", asked("петр")), "login-taken");
}
