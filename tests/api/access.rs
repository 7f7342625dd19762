//! Who gets as far as an operation. The table of rights by role is `tests/rights/operations.csv`.

use super::desk::{self, OWN_PASSWORD};
use serde_json::{Value, json};
use zhurnal::api::{Access, OPERATIONS};
use zhurnal::rights::role::{ADMIN, ROLES};

#[test]
fn a_write_wants_a_person_a_stage_or_the_sheet() {
    for o in OPERATIONS.iter().filter(|o| o.writes) {
        let by_sheet =
            ["accounts.reset_admin", "admins.remove", "root.sheet_save", "root.rotate", "root.settle", "witness.run"].contains(&o.name);
        assert!(by_sheet || matches!(o.access, Access::Ready(_) | Access::Present | Access::At(_)), "{} writes for anybody", o.name);
    }
}

#[test]
fn screens_are_shown_exactly_the_operations_that_dispatch_lets_through() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    for (n, role) in ROLES.iter().filter(|r| r.id != ADMIN).enumerate() {
        let desk = admin.colleague(&format!("user{n}"), &[]);
        let id = desk.ok("app.state", json!({}))["user"]["id"].clone();
        admin.ok("accounts.grant", json!({ "id": id, "role": role.id, "to": "2026-12-31" }));
        let state = desk.ok("app.state", json!({}));
        for o in OPERATIONS.iter().filter(|o| matches!(o.access, Access::Ready(_))) {
            let shown = state["user"]["may"].as_array().unwrap().iter().any(|n| n == o.name);
            // Rights are looked at before the request: an empty one never does anything.
            let refused = matches!(desk.call(o.name, Value::Null), Err(e) if e.code == "no-right");
            assert_eq!(shown, !refused, "{} by {}", o.name, role.id);
        }
    }
}

#[test]
fn nobody_does_anything_without_logging_in() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.ok("session.logout", json!({}));
    for o in OPERATIONS.iter().filter(|o| matches!(o.access, Access::Ready(_) | Access::Present | Access::Session)) {
        assert_eq!(desk.refused(o.name, json!({})), "session-none", "{}", o.name);
    }
    assert_eq!(desk.refused("session.unlock", json!({ "password": OWN_PASSWORD })), "wrong-stage");
    assert_eq!(desk.refused("school.create", desk::school()), "school-exists");
    assert_eq!(desk.refused("keys.unlock", json!({ "passphrase": "x" })), "wrong-stage");
    assert_eq!(desk.refused("school.sheet", json!({})), "wrong-stage");
    assert_eq!(desk.refused("выдать.всё", json!({})), "unknown-operation");
}

#[test]
fn a_request_of_another_shape_names_the_field_and_no_value() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let error = desk.call("accounts.create", json!({ "login": "тайный", "roles": [] })).unwrap_err();
    assert_eq!((error.code.as_str(), error.args["field"].as_str()), ("request-lacks", "name"));
    assert!(!format!("{error:?}").contains("тайный"));
    let error = desk.call("session.login", json!({ "login": "a", "password": 12345 })).unwrap_err();
    assert!(error.code == "bad-request" && !format!("{error:?}").contains("12345"), "{error:?}");
}
