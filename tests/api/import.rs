//! A school's enrolment lists, from file to class lists.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, PASSPHRASE, brought};
use serde_json::{Value, json};

fn counts(plan: &Value) -> [usize; 5] {
    ["create", "update", "unchanged", "skip", "errors"].map(|k| plan[k].as_array().unwrap().len())
}

#[test]
fn the_whole_school_goes_in_once_and_a_second_time_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let plan = desk.plan(&brought("контингент-школа.xlsx"));
    assert_eq!(counts(&plan)[..3], [765, 0, 0]);
    let done = desk.apply(&plan);
    assert_eq!((done["created"].as_u64(), done["classes"].as_u64(), done["errors"].as_u64()), (Some(765), Some(30), Some(0)));
    let list = desk.ok("classes.list", json!({}));
    assert_eq!((list["classes"].as_array().unwrap().len(), list["pupils"].as_u64()), (30, Some(765)));
    let first = &list["classes"][0];
    assert_eq!(first["name"], "1А");
    let pupils = desk.ok("classes.pupils", json!({ "class": first["id"] }));
    assert_eq!(pupils["pupils"].as_array().unwrap().len() as u64, first["pupils"].as_u64().unwrap());
    assert!(pupils["pupils"].as_array().unwrap().iter().all(|p| p["birth"].is_string() && p["snils"].is_string()));

    for file in ["контингент-школа.xlsx", "зачисление-1-классы.csv"] {
        let plan = desk.plan(&brought(file));
        assert_eq!(counts(&plan)[0], 0, "{file}");
        if file.ends_with("xlsx") {
            assert_eq!(counts(&plan)[..3], [0, 0, 765]);
            assert_eq!(desk.apply(&plan)["events"], 0);
        }
    }
    let report = desk.ok("check", json!({}));
    assert_eq!(desk.done(&report)["ok"], true);
}

#[test]
fn the_list_of_first_classes_creates_nobody_after_the_schools_list_and_is_stable_itself() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let school = desk.plan(&brought("контингент-школа.xlsx"));
    desk.apply(&school);
    let file = brought("зачисление-1-классы.csv");
    let plan = desk.plan(&file);
    let [create, update, unchanged, ..] = counts(&plan);
    assert_eq!(create, 0);
    assert!(update + unchanged > 0);
    let done = desk.apply(&plan);
    assert_eq!((done["created"].as_u64(), done["unchanged"].as_u64()), (Some(0), Some(unchanged as u64)));
    let again = desk.plan(&file);
    assert_eq!(counts(&again)[..3], [0, 0, update + unchanged], "{:?}", again["update"]);
    assert_eq!(desk.apply(&again)["events"], 0);
    assert_eq!(desk.ok("classes.list", json!({}))["pupils"], 765);
}

#[test]
fn planted_mistakes_are_named_with_their_rows_and_the_rest_goes_in() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let plan = desk.plan(&brought("контингент-с-ошибками.xlsx"));
    let rows = |key: &str| -> Vec<u64> {
        let mut rows: Vec<u64> = plan[key].as_array().unwrap().iter().map(|n| n["row"].as_u64().unwrap()).collect();
        rows.dedup();
        rows
    };
    assert_eq!(rows("errors"), [5, 6, 7, 8, 11, 12, 13]);
    assert!([3, 4, 10].iter().all(|r| rows("warnings").contains(r)));
    assert!(rows("skip").contains(&10));
    let texts = plan["errors"].as_array().unwrap();
    assert!(texts.iter().all(|n| !n["message"].as_str().unwrap().is_empty() && n["message"] != n["code"]));
    let done = desk.apply(&plan);
    assert_eq!(done["created"].as_u64().unwrap() as usize, counts(&plan)[0]);
}

#[test]
fn a_plan_is_refused_when_the_journal_changed_beneath_it_and_when_it_was_used() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let (first, second) = (desk.plan(&brought("контингент-школа.xlsx")), desk.plan(&brought("контингент-школа.xlsx")));
    desk.apply(&first);
    let status = desk.job(&desk.ok("import.pupils.apply", json!({ "plan": second["plan"] })));
    assert_eq!((status.state.as_str(), status.error.unwrap().code.as_str()), ("failed", "plan-stale"));
    assert_eq!(desk.refused("import.pupils.apply", json!({ "plan": first["plan"] })), "plan-unknown");
}

#[test]
fn foreign_files_are_refused_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let file = dir.path().join("картинка.xlsx");
    std::fs::write(&file, [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).unwrap();
    let token = desk.token("import.pupils.plan", &file);
    let status = desk.job(&desk.ok("import.pupils.plan", json!({ "token": token })));
    assert_eq!(status.state, "failed");
    assert!(status.error.unwrap().code.starts_with("import-"));
    assert_eq!(desk.refused("import.pupils.plan", json!({ "token": token })), "file-token");
}

#[test]
fn a_cancelled_reading_leaves_no_plan() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let token = desk.token("import.pupils.plan", &brought("контингент-школа.xlsx"));
    let started = desk.ok("import.pupils.plan", json!({ "token": token }));
    desk.ok("job.cancel", started.clone());
    let status = desk.job(&started);
    assert_eq!((status.state.as_str(), status.result), ("cancelled", Value::Null));
}

#[test]
fn results_of_one_person_are_not_shown_to_another() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let other = desk.colleague("petrov", &["secretary"]);
    let token = desk.token("import.pupils.plan", &brought("зачисление-1-классы.csv"));
    let started = desk.ok("import.pupils.plan", json!({ "token": token }));
    let plan = desk.done(&started);
    assert_eq!(other.refused("job.status", started.clone()), "unknown-job");
    assert_eq!(other.refused("import.pupils.apply", json!({ "plan": plan["plan"] })), "plan-unknown");
    desk.ok("session.lock", json!({}));
    assert_eq!(desk.refused("job.status", started), "session-locked");
}

#[test]
fn no_surname_of_the_list_lies_in_clear_anywhere_in_the_home() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let plan = desk.plan(&brought("контингент-школа.xlsx"));
    desk.apply(&plan);
    let again = desk::open(dir.path(), &desk.clock, Some(PASSPHRASE));
    again.log_in(ADMIN, ADMIN_PASSWORD);
    let surnames: std::collections::BTreeSet<&str> =
        plan["create"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().split(' ').next().unwrap()).collect();
    let mut files = vec![dir.path().to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for surname in &surnames {
            assert!(!text.contains(surname), "{surname} in {}", path.display());
        }
    }
}

#[test]
fn rows_left_out_are_saved_where_a_person_chose_once() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let place = dir.path().join("отклонено.csv");
    let token = desk.token("table.save", &place);
    let asked = json!({"token": token, "rows": [["Строка", "Причина"], ["5", "Нет имени; впишите его"]]});
    desk.ok("table.save", asked.clone());
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "\u{feff}Строка;Причина\r\n5;\"Нет имени; впишите его\"\r\n");
    assert_eq!(desk.refused("table.save", asked), "file-token");
}
