//! From the school's files to lessons: list, staff, curriculum, calendar, bells, work types, accounts, groups, week (Y-01, Y-03).

use super::desk::{self, Desk, brought};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Reads a file of a kind.
pub fn planned(desk: &Desk, kind: &str, file: &Path) -> Value {
    let plan = format!("import.{kind}.plan");
    let token = desk.token(&plan, file);
    let request = if kind == "lessons" { json!({ "token": token, "groups": [] }) } else { json!({ "token": token }) };
    desk.done(&desk.ok(&plan, request))
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

#[test]
fn a_school_goes_from_its_files_to_lessons_and_every_second_run_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let desk = with_files(dir.path());
    let made = desk.done(&desk.ok("accounts.staff", json!({})));
    let accounts = made["made"].as_array().unwrap();
    assert_eq!((accounts.len(), made["had"].as_u64()), (54, Some(0)));
    let logins: BTreeSet<&str> = accounts.iter().map(|a| a["login"].as_str().unwrap()).collect();
    assert_eq!(logins.len(), 54);
    assert!(logins.contains("kolobova.va"), "{logins:?}");
    assert_eq!(desk.done(&desk.ok("accounts.staff", json!({})))["had"], 54);

    // Composition of groups is the deputy's: an admin proposes and may not write it.
    let proposed = desk.done(&desk.ok("structure.propose", json!({})));
    let refused = desk.job(&desk.ok("structure.apply", json!({ "plan": proposed["plan"] })));
    assert_eq!(refused.error.unwrap().code, "groups-not-admin");
    let desk = deputy_of(&desk, accounts);
    let proposed = desk.done(&desk.ok("structure.propose", json!({})));
    let groups = proposed["groups"].as_array().unwrap();
    assert!(groups.len() == 367 && groups.iter().all(|g| g["state"] == "create"), "{}", groups.len());
    let gaps: Vec<(&str, &str)> =
        proposed["gaps"].as_array().unwrap().iter().map(|g| (g["column"].as_str().unwrap(), g["value"].as_str().unwrap())).collect();
    assert_eq!(gaps, [("10А", "Индивидуальный проект"), ("10Б", "Индивидуальный проект")]);
    let hours: Vec<u64> = proposed["teachers"].as_array().unwrap().iter().map(|t| t["hours"].as_u64().unwrap()).collect();
    assert!(hours.iter().all(|h| (600..=2500).contains(h)), "{:?}", proposed["teachers"]);
    let done = desk.done(&desk.ok("structure.apply", json!({ "plan": proposed["plan"] })));
    assert_eq!(done["created"].as_u64(), Some(groups.len() as u64));

    let again = desk.done(&desk.ok("structure.propose", json!({})));
    assert!(again["groups"].as_array().unwrap().iter().all(|g| g["state"] == "same"));
    assert_eq!(again["groups"].as_array().unwrap().len(), groups.len());
    assert_eq!(desk.done(&desk.ok("structure.apply", json!({ "plan": again["plan"] })))["events"], 0);

    let started = std::time::Instant::now();
    let week = desk.done(&desk.ok("week.propose", json!({})));
    println!("week proposed in {:?}", started.elapsed());
    assert_eq!(week["gaps"], json!([]));
    let applied = desk.done(&desk.ok("week.apply", json!({ "plan": week["plan"] })));
    assert_eq!(applied["created"], week["placed"]);
    let second = desk.done(&desk.ok("week.propose", json!({})));
    assert_eq!((&second["classes"], &second["lessons"], &second["gaps"]), (&week["classes"], &week["lessons"], &json!([])));
    assert_eq!(desk.done(&desk.ok("week.apply", json!({ "plan": second["plan"] })))["events"], 0);
    held(&desk, &week);

    let ready = desk.ok("structure.ready", json!({}));
    let lacks: Vec<(&str, u64)> =
        ready["lines"].as_array().unwrap().iter().map(|l| (l["what"].as_str().unwrap(), l["lacks"].as_u64().unwrap())).collect();
    let open: Vec<&(&str, u64)> = lacks.iter().filter(|(_, n)| *n > 0).collect();
    assert_eq!(open, [&("loads", 2), &("lessons", groups.len() as u64)], "{lacks:?}");
    let report = desk.ok("check", json!({}));
    assert_eq!(desk.done(&report)["ok"], true);
}

/// The deputy of the staff list at a desk of their own.
pub fn deputy_of(desk: &Desk, accounts: &[Value]) -> Desk {
    let found = accounts.iter().find(|a| a["position"] == "заместитель директора по УВР").unwrap();
    let other = Desk { app: desk.app.clone(), session: desk.app.session(), clock: desk.clock.clone() };
    other.log_in(found["login"].as_str().unwrap(), found["password"].as_str().unwrap());
    other.ok("session.change_password", json!({ "old": found["password"], "new": desk::OWN_PASSWORD }));
    other
}

/// Y-03 by the store itself: no class and no teacher in two lessons at one time of the year, no windows, hours as the curriculum says.
fn held(desk: &Desk, week: &Value) {
    let book = desk.app.book().unwrap();
    let loads = book.loads().unwrap();
    let (mut classes, mut teachers) = (BTreeSet::new(), BTreeSet::new());
    let mut total = 0;
    let subjects = book.subjects().unwrap();
    for (group, lessons) in book.lessons_of_year().unwrap() {
        total += lessons.len();
        for (day, slot) in &lessons {
            assert!(classes.insert((group.places[0].class, *day, *slot)), "a class twice at once");
            for load in loads.iter().filter(|l| l.group == group.id) {
                assert!(teachers.insert((load.user, *day, *slot)), "a teacher twice at once");
            }
        }
        // 34 weeks with eight days off: between 31 and 35 lessons an hour.
        let hours = usize::try_from(group.hours).unwrap();
        let name = &subjects[&group.subject].0;
        assert!((hours * 29 / 100..=hours * 36 / 100 + 1).contains(&lessons.len()), "{name} {}: {hours} {}", group.name, lessons.len());
    }
    assert_eq!(week["lessons"].as_u64(), Some(total as u64));
    assert_eq!(week["classes"].as_array().unwrap().len(), 30);
    for class in week["classes"].as_array().unwrap() {
        for day in 1..=5 {
            let slots: Vec<u64> =
                class["lessons"].as_array().unwrap().iter().filter(|l| l["weekday"] == day).map(|l| l["slot"].as_u64().unwrap()).collect();
            let without_windows: Vec<u64> = (1..=slots.len() as u64).collect();
            assert_eq!(slots, without_windows, "{} on {day}", class["class"]);
            let subjects: Vec<&Value> =
                class["lessons"].as_array().unwrap().iter().filter(|l| l["weekday"] == day).map(|l| &l["subject"]).collect();
            for s in &subjects {
                let n = subjects.iter().filter(|o| *o == s).count();
                assert!(n <= 2, "{} {n} times a day in {}", s, class["class"]);
            }
        }
    }
}

#[test]
fn lesson_plans_go_to_the_groups_their_titles_mean() {
    let dir = tempfile::tempdir().unwrap();
    let desk = with_files(dir.path());
    let deputy = desk.colleague("zavuch", &["deputy"]);
    let proposed = deputy.done(&deputy.ok("structure.propose", json!({})));
    // Without accounts there are groups and no loads.
    assert!(proposed["gaps"].as_array().unwrap().iter().any(|g| g["code"] == "no-account"));
    deputy.done(&deputy.ok("structure.apply", json!({ "plan": proposed["plan"] })));
    let plan = planned(&deputy, "lessons", &brought("ктп-математика-5.xlsx"));
    assert_eq!(counts(&plan), [171, 0, 0, 0, 0]);
    // Y-02: 171 hours in the file, 5 × 34 = 170 in the curriculum; said for each of the three classes.
    let warned: Vec<&str> = plan["warnings"].as_array().unwrap().iter().map(|w| w["message"].as_str().unwrap()).collect();
    assert_eq!(warned.len(), 3, "{warned:?}");
    assert!(warned[0].contains("171") && warned[0].contains("170") && warned[0].contains("Математика"));
    assert_eq!(applied(&deputy, "lessons", &plan)["events"], 3 * 171);
    let again = planned(&deputy, "lessons", &brought("ктп-математика-5.xlsx"));
    assert_eq!(counts(&again), [0, 0, 171, 0, 0]);
    assert_eq!(applied(&deputy, "lessons", &again)["events"], 0);
    let biology = planned(&deputy, "lessons", &brought("ктп-биология-5.csv"));
    assert_eq!((counts(&biology)[0], biology["warnings"].as_array().unwrap().len()), (34, 0));

    // A shorter plan: one topic changes, the rest go.
    let file = dir.path().join("математика 5 класс.csv");
    std::fs::write(&file, "№;Тема;Часы\n1;Другая тема;1\n").unwrap();
    let short = planned(&deputy, "lessons", &file);
    assert_eq!(counts(&short), [0, 171, 0, 0, 0]);
    assert_eq!(applied(&deputy, "lessons", &short)["events"], 3 * 171);

    // An admin is no teacher; a teacher without a load neither.
    let token = desk.token("import.lessons.plan", &brought("ктп-биология-5.csv"));
    let status = desk.job(&desk.ok("import.lessons.plan", json!({ "token": token, "groups": [] })));
    assert_eq!(status.error.unwrap().code, "no-right");
    std::fs::write(&file, "№;Тема;Часы\n1;Тема;1\n").unwrap();
    let nameless = dir.path().join("план.csv");
    std::fs::copy(&file, &nameless).unwrap();
    let token = deputy.token("import.lessons.plan", &nameless);
    let status = deputy.job(&deputy.ok("import.lessons.plan", json!({ "token": token, "groups": [] })));
    assert_eq!(status.error.unwrap().code, "lessons-no-subject");
}

/// A file made for the test.
fn file(dir: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn imported(desk: &Desk, kind: &str, path: &Path) -> Value {
    let plan = planned(desk, kind, path);
    assert_eq!(plan["errors"], json!([]), "{kind}");
    applied(desk, kind, &plan)
}

/// Two classes, two teachers, three subjects.
fn small(dir: &Path) -> (Desk, Desk, Vec<Value>) {
    let desk = desk::fresh(dir);
    let files = dir.join("files");
    std::fs::create_dir(&files).unwrap();
    let pupils = "ФИО;Дата рождения;Класс\nИванов Пётр Ильич;01.03.2011;9А\nКим Анна;05.12.2011;9А\nОрлов Лев Ильич;06.12.2011;9Б\n";
    desk.apply(&desk.plan(&file(&files, "список.csv", pupils)));
    let staff = "ФИО;Должность;Предметы;Классное руководство\nЗайцева Ольга Львовна;заместитель директора;;\nБелова Вера Ильинична;учитель;История;9А\nСомов Юрий Ильич;учитель;Физика, Химия;9Б\n";
    imported(&desk, "staff", &file(&files, "штат.csv", staff));
    imported(&desk, "curriculum", &file(&files, "план.csv", "Предмет;9\nИстория;2,5\nФизика;3\nХимия;2\n"));
    imported(&desk, "calendar", &brought("календарь-2026-2027.csv"));
    let made = desk.done(&desk.ok("accounts.staff", json!({})));
    let accounts = made["made"].as_array().unwrap().clone();
    let deputy = logged_in(&desk, &accounts, "Зайцева Ольга Львовна");
    (desk, deputy, accounts)
}

fn logged_in(desk: &Desk, accounts: &[Value], name: &str) -> Desk {
    let found = accounts.iter().find(|a| a["name"] == name).unwrap();
    let other = Desk { app: desk.app.clone(), session: desk.app.session(), clock: desk.clock.clone() };
    other.log_in(found["login"].as_str().unwrap(), found["password"].as_str().unwrap());
    other.ok("session.change_password", json!({ "old": found["password"], "new": desk::OWN_PASSWORD }));
    other
}

fn carried(desk: &Desk, what: &str) -> (Value, Value) {
    let plan = desk.done(&desk.ok(&format!("{what}.propose"), json!({})));
    let done = desk.done(&desk.ok(&format!("{what}.apply"), json!({ "plan": plan["plan"] })));
    (plan, done)
}

#[test]
fn two_and_a_half_hours_are_two_lessons_in_the_first_half_and_three_in_the_second() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, deputy, _) = small(dir.path());
    let (plan, done) = carried(&deputy, "structure");
    assert_eq!((plan["gaps"].as_array().unwrap().len(), done["created"].as_u64()), (0, Some(6)), "{:?}", plan["gaps"]);
    let (week, _) = carried(&deputy, "week");
    // Three teachers' few lessons in two short weeks: all are placed, a window is said.
    assert_eq!(week["placed"].as_u64(), Some(16));
    assert!(week["gaps"].as_array().unwrap().iter().all(|g| g["code"] == "week-window"), "{:?}", week["gaps"]);
    let book = desk.app.book().unwrap();
    let subjects = book.subjects().unwrap();
    let history = book.lessons_of_year().unwrap().into_iter().find(|(g, _)| subjects[&g.subject].0 == "История").unwrap();
    let on = |from: &str, to: &str| history.1.iter().filter(|(d, _)| (from..=to).contains(&d.to_string().as_str())).count();
    assert_eq!((history.0.hours, on("2026-09-07", "2026-09-13"), on("2027-01-18", "2027-01-24")), (250, 2, 3));
}

#[test]
fn who_comes_later_is_added_and_nobody_twice() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, deputy, _) = small(dir.path());
    carried(&deputy, "structure");
    carried(&deputy, "week");
    let later = "ФИО;Дата рождения;Класс;Приказ;Дата приказа\nНовиков Глеб Юрьевич;07.07.2011;9Б;12-у;05.10.2026\n";
    desk.apply(&desk.plan(&file(dir.path(), "новые.csv", later)));
    let (plan, done) = carried(&deputy, "structure");
    assert!(plan["groups"].as_array().unwrap().iter().all(|g| g["state"] == "same"));
    assert_eq!(done["events"], 3, "one line in each of the three groups of the class");
    // Another hour of physics: the groups and their loads follow, and the week gets one lesson more.
    let hours = file(dir.path(), "план2.csv", "Предмет;9\nИстория;2,5\nФизика;4\nХимия;2\n");
    assert_eq!(imported(&deputy, "curriculum", &hours)["updated"], 1);
    let (plan, done) = carried(&deputy, "structure");
    assert_eq!(plan["groups"].as_array().unwrap().iter().filter(|g| g["state"] == "hours").count(), 2);
    assert_eq!((done["updated"].as_u64(), done["events"].as_u64()), (Some(2), Some(4)));
    let (week, done) = carried(&deputy, "week");
    assert_eq!((done["events"].as_u64(), week["placed"].as_u64()), (Some(2), Some(18)));
    // A teacher for a subject that had none.
    let more = file(dir.path(), "план3.csv", "Предмет;9\nИстория;2,5\nФизика;4\nХимия;2\nМузыка;1\n");
    imported(&deputy, "curriculum", &more);
    let (plan, _) = carried(&deputy, "structure");
    assert_eq!(plan["gaps"].as_array().unwrap().iter().map(|g| g["code"].as_str().unwrap()).collect::<Vec<_>>(), ["no-teacher"; 2]);
    let staff = file(
        dir.path(),
        "штат2.csv",
        "ФИО;Должность;Предметы\nПевцова Лира Ильинична;учитель;музыка\nБелова Вера Ильинична;учитель;История\n",
    );
    let plan = planned(&desk, "staff", &staff);
    assert_eq!((counts(&plan)[0], counts(&plan)[1]), (1, 1), "the list says no more of the class: {:?}", plan["update"]);
    applied(&desk, "staff", &plan);
    desk.done(&desk.ok("accounts.staff", json!({})));
    let (plan, done) = carried(&deputy, "structure");
    assert_eq!(plan["groups"].as_array().unwrap().iter().filter(|g| g["state"] == "load").count(), 2);
    assert_eq!(done["events"], 2);
}

#[test]
fn a_teacher_brings_plans_for_the_own_groups_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, deputy, accounts) = small(dir.path());
    carried(&deputy, "structure");
    let teacher = logged_in(&desk, &accounts, "Белова Вера Ильинична");
    let history = file(dir.path(), "история 9 класс.csv", "№;Тема;Часы\n1;Введение;1\n2;Контрольная работа;1\n");
    let plan = planned(&teacher, "lessons", &history);
    // 2 × 17 + 3 × 17 = 85 hours a year, 2 in the file; said of both classes.
    let warnings = plan["warnings"].as_array().unwrap();
    assert!(warnings.len() == 2 && warnings[0]["message"].as_str().unwrap().contains("85"), "{warnings:?}");
    assert_eq!(applied(&teacher, "lessons", &plan)["events"], 2 * 2);
    let physics = file(dir.path(), "физика 9 класс.csv", "№;Тема;Часы\n1;Введение;1\n");
    let token = teacher.token("import.lessons.plan", &physics);
    let status = teacher.job(&teacher.ok("import.lessons.plan", json!({ "token": token, "groups": [] })));
    assert_eq!(status.error.unwrap().code, "no-right");
}

#[test]
fn a_plan_is_carried_out_by_the_operation_of_its_kind_and_only_while_it_is_fresh() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let bells = planned(&desk, "bells", &brought("звонки.csv"));
    assert_eq!(desk.refused("import.staff.apply", json!({ "plan": bells["plan"] })), "plan-unknown");
    assert_eq!(desk.refused("week.apply", json!({ "plan": bells["plan"] })), "plan-unknown");
    let second = planned(&desk, "bells", &brought("звонки.csv"));
    applied(&desk, "bells", &bells);
    let stale = desk.job(&desk.ok("import.bells.apply", json!({ "plan": second["plan"] })));
    assert_eq!(stale.error.unwrap().code, "plan-stale");
    // A day for some grades needs their classes.
    let calendar = planned(&desk, "calendar", &brought("календарь-2026-2027.csv"));
    assert_eq!(
        calendar["errors"].as_array().unwrap().iter().map(|e| e["code"].as_str().unwrap()).collect::<Vec<_>>(),
        ["calendar-no-class"]
    );
    // Changed dates change the known terms.
    applied(&desk, "calendar", &calendar);
    let text = std::fs::read_to_string(brought("календарь-2026-2027.csv"))
        .unwrap()
        .replace("23.10.2026", "25.10.2026")
        .replace("24.10.2026", "26.10.2026");
    let changed = planned(&desk, "calendar", &file(dir.path(), "календарь.csv", &text));
    let update = changed["update"].as_array().unwrap();
    assert_eq!(update.iter().map(|u| u["name"].as_str().unwrap()).collect::<Vec<_>>(), ["I четверть", "осенние"]);
    assert_eq!(update[0]["changes"], json!(["конец: 23.10.2026 → 25.10.2026"]));
}
