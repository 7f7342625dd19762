//! Roles given and taken back.

use super::desk::{self, brought};
use serde_json::json;

#[test]
fn a_teacher_may_not_import_and_reads_no_class_but_the_own_ones() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let class = admin.ok("classes.create", json!({ "grade": 5, "letter": "А" }));
    let teacher = admin.colleague("petrov", &["teacher"]);
    let token = teacher.token("import.pupils.plan", &brought("контингент-школа.xlsx"));
    assert_eq!(teacher.refused("import.pupils.plan", json!({ "token": token })), "no-right");
    assert_eq!(teacher.refused("import.pupils.apply", json!({ "plan": "x" })), "no-right");
    assert_eq!(teacher.ok("classes.list", json!({}))["classes"].as_array().unwrap().len(), 0);
    assert_eq!(teacher.refused("classes.pupils", json!({ "class": class["id"] })), "no-right");
    let state = teacher.ok("app.state", json!({}));
    let may: Vec<&str> = state["user"]["may"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert!(may.contains(&"classes.list") && !may.contains(&"import.pupils.plan") && !may.contains(&"accounts.list"));
}

#[test]
fn a_secretary_imports_into_classes_that_exist_and_makes_none() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let secretary = admin.colleague("petrov", &["secretary"]);
    let plan = secretary.plan(&brought("зачисление-1-классы.csv"));
    let status = secretary.job(&secretary.ok("import.pupils.apply", json!({ "plan": plan["plan"] })));
    assert_eq!(status.error.unwrap().code, "import-new-classes");
    let deputy = admin.colleague("zavuch", &["deputy"]);
    for name in plan["new_classes"].as_array().unwrap() {
        let (grade, letter) = name.as_str().unwrap().split_at(1);
        deputy.ok("classes.create", json!({ "grade": grade.parse::<u8>().unwrap(), "letter": letter }));
    }
    let plan = secretary.plan(&brought("зачисление-1-классы.csv"));
    assert_eq!(secretary.apply(&plan)["classes"], 0);
    assert!(secretary.ok("classes.list", json!({}))["pupils"].as_u64().unwrap() > 0);
}

#[test]
fn a_role_taken_back_ends_at_once_and_given_again_counts_again() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let deputy = admin.colleague("petrov", &["deputy", "teacher"]);
    let id = deputy.ok("app.state", json!({}))["user"]["id"].clone();
    deputy.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    admin.ok("accounts.revoke", json!({ "id": id, "role": "deputy" }));
    assert_eq!(deputy.refused("classes.create", json!({ "grade": 1, "letter": "Б" })), "no-right");
    assert_eq!(deputy.ok("app.state", json!({}))["user"]["roles"], json!(["teacher"]));
    assert_eq!(admin.refused("accounts.revoke", json!({ "id": id, "role": "deputy" })), "role-not-held");
    // What was written before stays.
    assert_eq!(admin.ok("classes.list", json!({}))["classes"].as_array().unwrap().len(), 1);
    admin.ok("accounts.grant", json!({ "id": id, "role": "deputy" }));
    deputy.ok("classes.create", json!({ "grade": 1, "letter": "Б" }));
    let report = admin.ok("check", json!({}));
    let report = admin.done(&report);
    assert_eq!(report["ok"], true);
    assert!(report["volumes"].as_array().unwrap().iter().all(|v| v["fates"]["held"].as_u64().unwrap_or(0) == 0));
}

#[test]
fn a_role_counts_between_its_dates_only_and_a_guests_role_needs_an_end() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let guest = admin.colleague("petrov", &[]);
    let id = guest.ok("app.state", json!({}))["user"]["id"].clone();
    let grant = |role: &str, from: &str, to: &str| admin.call("accounts.grant", json!({ "id": id, "role": role, "from": from, "to": to }));
    assert_eq!(grant("inspector", "", "").unwrap_err().code, "role-needs-end");
    assert_eq!(grant("inspector", "2026-10-20", "2026-10-19").unwrap_err().code, "role-dates");
    assert_eq!(grant("inspector", "завтра", "").unwrap_err().code, "bad-date");
    assert_eq!(grant("завхоз", "", "").unwrap_err().code, "role-unknown");
    grant("inspector", "2026-10-16", "2026-10-17").unwrap();
    admin.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    let seen = || guest.ok("classes.list", json!({}))["classes"].as_array().unwrap().len();
    assert_eq!(seen(), 0);
    for classes in [1, 1, 0] {
        guest.clock.shift(86_400);
        guest.ok("session.unlock", json!({ "password": desk::OWN_PASSWORD }));
        assert_eq!(seen(), classes);
    }
}

#[test]
fn a_further_admin_is_made_with_the_sheet_alone() {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(zhurnal::time::FixedClock::at(desk::NOON));
    let admin = desk::open(dir.path(), &clock, None);
    let sheet = admin.ok("school.create", desk::school());
    admin.ok("school.sheet_done", json!({}));
    admin.log_in(desk::ADMIN, desk::ADMIN_PASSWORD);
    let other = admin.colleague("petrov", &[]);
    let id = other.ok("app.state", json!({}))["user"]["id"].clone();
    assert_eq!(admin.refused("accounts.grant", json!({ "id": id, "role": "admin" })), "admin-needs-sheet");
    assert_eq!(other.refused("accounts.list", json!({})), "no-right");
    let groups: Vec<&str> = sheet["groups"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect();
    let mut wrong = groups.clone();
    wrong.swap(0, 1);
    assert_eq!(admin.refused("accounts.grant_admin", json!({ "id": id, "sheet": wrong.join(" ") })), "sheet-group");
    let issued = admin.ok("accounts.grant_admin", json!({ "id": id, "sheet": groups.join(" ").to_lowercase() }));
    // The root gives a key of its own: the former password is over, as a new temporary one is in force.
    assert_eq!(other.stage(), "login");
    other.log_in("petrov", issued["password"].as_str().unwrap());
    other.ok("session.change_password", json!({ "old": issued["password"], "new": "третья длинная фраза" }));
    other.ok("accounts.list", json!({}));
    other.ok("accounts.create", json!({ "login": "novyj", "name": "Новый Человек", "roles": ["teacher"] }));
    assert_eq!(admin.refused("accounts.reset", json!({ "id": id })), "admin-reset-needs-sheet");
    let report = admin.ok("check", json!({}));
    assert_eq!(admin.done(&report)["ok"], true);
}

#[test]
fn an_admin_who_forgot_the_password_comes_back_with_the_sheet() {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(zhurnal::time::FixedClock::at(desk::NOON));
    let admin = desk::open(dir.path(), &clock, None);
    let sheet = admin.ok("school.create", desk::school());
    admin.ok("school.sheet_done", json!({}));
    let groups: Vec<&str> = sheet["groups"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect();
    let asked = |login: &str| json!({ "login": login, "sheet": groups.join("-") });
    assert_eq!(admin.refused("accounts.reset_admin", asked("никто")), "admin-unknown");
    let issued = admin.ok("accounts.reset_admin", asked(desk::ADMIN));
    assert_eq!(admin.try_log_in(desk::ADMIN, desk::ADMIN_PASSWORD).unwrap_err().code, "login-wrong");
    admin.log_in(desk::ADMIN, issued["password"].as_str().unwrap());
    admin.ok("session.change_password", json!({ "old": issued["password"], "new": "новая длинная фраза" }));
    admin.ok("accounts.create", json!({ "login": "novyj", "name": "Новый Человек", "roles": ["teacher"] }));
}

#[test]
fn the_log_says_who_did_what_on_which_computer() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    admin.colleague("petrov", &["teacher"]);
    let first = admin.ok("log.page", json!({ "volume": "registry", "before": null, "limit": 5 }));
    let rows = first["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|r| r["device"] == "Учительская" && r["kind"].as_str().unwrap().starts_with("kind-")));
    assert!(rows.iter().any(|r| r["author"] == "Иванова Мария Петровна"));
    let second = admin.ok("log.page", json!({ "volume": "registry", "before": first["next"], "limit": 500 }));
    assert!(!second["rows"].as_array().unwrap().iter().any(|r| rows.contains(r)));
    assert!(second["rows"].as_array().unwrap().iter().any(|r| r["kind"] == "kind-root" && r["author"] == "—"));
    assert_eq!(second["next"], serde_json::Value::Null);
    for (page, code) in [
        (json!({ "volume": "registry", "before": null, "limit": 0 }), "log-limit"),
        (json!({ "volume": "1812", "before": null, "limit": 5 }), "log-volume"),
        (json!({ "volume": "registry", "before": "х", "limit": 5 }), "log-cursor"),
    ] {
        assert_eq!(admin.refused("log.page", page), code);
    }
}
