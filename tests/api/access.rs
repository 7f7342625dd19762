//! The hand-written table of rights (`rights.csv`: operation × role), every pair tried through `dispatch`.

use super::desk::{self, OWN_PASSWORD};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use zhurnal::api::{Access, OPERATIONS};
use zhurnal::rights::role::{ADMIN, ROLES};

/// Operation → role → may.
fn table() -> BTreeMap<String, BTreeMap<String, bool>> {
    let text = include_str!("rights.csv");
    let mut lines = text.lines().filter(|l| !l.starts_with('#'));
    let roles: Vec<&str> = lines.next().unwrap().split(',').skip(2).collect();
    let mut out = BTreeMap::new();
    for line in lines {
        let mut fields = line.split(',');
        let (operation, rules) = (fields.next().unwrap(), fields.next().unwrap());
        assert!(rules.split(' ').all(|r| r.len() == 4 && r.as_bytes()[1] == b'-'), "{operation}: rule ids {rules}");
        let row: BTreeMap<String, bool> = roles
            .iter()
            .zip(fields)
            .map(|(role, may)| match may {
                "yes" => ((*role).to_owned(), true),
                "no" => ((*role).to_owned(), false),
                other => panic!("{operation}: {other}"),
            })
            .collect();
        assert_eq!(row.len(), roles.len(), "{operation}");
        assert!(out.insert(operation.to_owned(), row).is_none(), "{operation} stands twice");
    }
    out
}

#[test]
fn every_write_has_its_row_of_rights_and_every_role_its_column() {
    let table = table();
    for o in OPERATIONS {
        let personal = matches!(o.access, Access::Ready(_) | Access::Present);
        assert_eq!(table.contains_key(o.name), personal, "{}", o.name);
        // The sheet stands in for a login.
        let by_sheet = o.name == "accounts.reset_admin";
        assert!(!o.writes || personal || by_sheet || matches!(o.access, Access::At(_)), "{} writes for anybody", o.name);
    }
    for row in table.values() {
        let roles: Vec<&str> = row.keys().map(String::as_str).collect();
        let mut all: Vec<&str> = ROLES.iter().map(|r| r.id).collect();
        all.sort_unstable();
        assert_eq!(roles, all);
    }
}

#[test]
fn every_pair_of_the_table_is_what_dispatch_does() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let table = table();
    for (n, role) in ROLES.iter().enumerate() {
        let desk = if role.id == ADMIN {
            desk::open(dir.path(), &admin.clock, Some(desk::PASSPHRASE))
        } else {
            let desk = admin.colleague(&format!("user{n}"), &[]);
            let id = desk.ok("app.state", json!({}))["user"]["id"].clone();
            admin.ok("accounts.grant", json!({ "id": id, "role": role.id, "to": "2026-12-31" }));
            desk
        };
        if role.id == ADMIN {
            desk.log_in(desk::ADMIN, desk::ADMIN_PASSWORD);
        }
        let state = desk.ok("app.state", json!({}));
        let shown = |name: &str| state["user"]["may"].as_array().unwrap().iter().any(|n| n == name);
        for (operation, row) in &table {
            // Rights are looked at before the request: an empty one never does anything.
            let refused = matches!(desk.call(operation, Value::Null), Err(e) if e.code == "no-right");
            assert_eq!(!refused, row[role.id], "{operation} by {}", role.id);
            assert_eq!(shown(operation), row[role.id], "{operation} shown to {}", role.id);
        }
    }
}

#[test]
fn nobody_does_anything_without_logging_in() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.ok("session.logout", json!({}));
    for operation in table().keys() {
        assert_eq!(desk.refused(operation, json!({})), "session-none", "{operation}");
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
