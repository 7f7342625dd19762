//! From the school's files to lessons: list, staff, curriculum, calendar, bells, work types, accounts, groups, week (Y-01, Y-03).

use super::desk::{self, Desk, brought};
use serde_json::{Value, json};
use std::path::Path;

/// Reads a file of a kind.
pub fn planned(desk: &Desk, kind: &str, file: &Path) -> Value {
    let token = desk.app.files().offer(file.to_owned()).unwrap().token;
    let request = if kind == "lessons" { json!({ "token": token, "groups": [] }) } else { json!({ "token": token }) };
    desk.done(&desk.ok(&format!("import.{kind}.plan"), request))
}

pub fn applied(desk: &Desk, kind: &str, plan: &Value) -> Value {
    desk.done(&desk.ok(&format!("import.{kind}.apply"), json!({ "plan": plan["plan"] })))
}

fn counts(plan: &Value) -> [usize; 5] {
    ["create", "update", "unchanged", "skip", "errors"].map(|k| plan[k].as_array().unwrap().len())
}

const FILES: [(&str, &str, usize); 5] = [
    ("staff", "сотрудники.xlsx", 54),
    ("curriculum", "учебный-план.xlsx", 22),
    ("calendar", "календарь-2026-2027.csv", 17),
    ("bells", "звонки.csv", 13),
    ("worktypes", "виды-работ.csv", 12),
];

/// A school with its lists.
pub fn with_files(dir: &Path) -> Desk {
    let desk = desk::fresh(dir);
    let pupils = desk.plan(&brought("контингент-школа.xlsx"));
    desk.apply(&pupils);
    for (kind, file, rows) in FILES {
        let plan = planned(&desk, kind, &brought(file));
        assert_eq!(counts(&plan), [rows, 0, 0, 0, 0], "{kind}: {:?} {:?}", plan["errors"], plan["skip"]);
        let done = applied(&desk, kind, &plan);
        assert_eq!(done["created"], rows, "{kind}");
    }
    desk
}

#[test]
fn files_go_in_once_and_a_second_time_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let desk = with_files(dir.path());
    for (kind, file, rows) in FILES {
        let plan = planned(&desk, kind, &brought(file));
        assert_eq!(counts(&plan), [0, 0, rows, 0, 0], "{kind}: {:?} {:?}", plan["create"], plan["update"]);
        assert_eq!(plan["warnings"].as_array().unwrap().len(), 0, "{kind}: {:?}", plan["warnings"]);
        assert_eq!(applied(&desk, kind, &plan)["events"], 0, "{kind}");
    }
    let report = desk.ok("check", json!({}));
    assert_eq!(desk.done(&report)["ok"], true);
}
