//! The journal page through dispatch: read, written, undone, told (J-01 … J-09, R-02, R-06).

use super::desk;
use super::page_school::{School, absence, final_of, mark, of_lesson, text, worked, written};
use serde_json::{Value as Json, json};

/// The square of a pupil in a lesson.
fn square(page: &Json, date: &str, slot: u8, pupil: &str) -> Json {
    let is = |c: &&Json| c["date"] == date && c["slot"] == slot && c["pupil"] == text(pupil);
    page["cells"].as_array().unwrap().iter().find(is).cloned().unwrap_or(Json::Null)
}
fn marks(page: &Json, date: &str, slot: u8, pupil: &str) -> Vec<u64> {
    let square = square(page, date, slot, pupil);
    square["marks"].as_array().into_iter().flatten().map(|m| m["mark"].as_u64().unwrap()).collect()
}
fn row(page: &Json, pupil: &str) -> Json {
    page["pupils"].as_array().unwrap().iter().find(|p| p["id"] == text(pupil)).unwrap().clone()
}
fn lesson(page: &Json, date: &str, slot: u8) -> Json {
    page["lessons"].as_array().unwrap().iter().find(|l| l["date"] == date && l["slot"] == slot).unwrap().clone()
}

#[test]
fn a_page_shows_lessons_of_the_calendar_and_pupils_in_the_journals_order() {
    let s = School::found();
    let page = s.page(&s.teacher, "q1");
    let lessons: Vec<(&str, u64)> =
        page["lessons"].as_array().unwrap().iter().map(|l| (l["date"].as_str().unwrap(), l["slot"].as_u64().unwrap())).collect();
    assert_eq!(lessons[..4], [("2026-09-02", 2), ("2026-09-03", 3), ("2026-09-03", 4), ("2026-09-07", 1)]);
    assert!(!lessons.iter().any(|l| l.0 == "2026-10-07"), "a day off has no lessons");
    let names: Vec<&str> = page["pupils"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Агафонова Полина", "Ёлкин Артём", "Жуков Марк", "Яковлева Анна", "Белов Илья"]);
    assert_eq!(row(&page, "zhukov")["note"], "выбыл(а) с 09.10.2026, пр. № 95-у от 08.10.2026");
    assert_eq!(row(&page, "zhukov")["to"], "2026-10-08");
    assert_eq!(row(&page, "belov")["note"], "прибыл(а) 05.10.2026, пр. № 90-у от 02.10.2026");
    assert_eq!(row(&page, "belov")["from"], "2026-10-05");
    assert_eq!((&page["group"]["name"], &page["group"]["pupils"]), (&json!("5А Математика"), &json!(4)));
    assert_eq!(page["scale"], json!([5, 4, 3, 2, 13]));
    let shorts: Vec<&str> = page["terms"].as_array().unwrap().iter().map(|t| t["short"].as_str().unwrap()).collect();
    assert_eq!(shorts, ["I ч.", "II ч.", "III ч.", "IV ч.", "Год"]);
    let usual: Vec<(&str, bool)> =
        page["works"].as_array().unwrap().iter().map(|w| (w["short"].as_str().unwrap(), w["usual"].as_bool().unwrap())).collect();
    assert_eq!(usual, [("О", true), ("С", false), ("КР", false)]);
    let proposed = &lesson(&page, "2026-09-03", 4)["proposed"];
    assert_eq!((&proposed["number"], &proposed["topic"], &proposed["homework"]), (&json!(2), &json!("Сложение"), &json!("§ 2")));
    assert_eq!(s.page(&s.teacher, "year")["lessons"].as_array().unwrap().iter().filter(|l| l["term"] == text("q2")).count(), 34);
}

#[test]
fn what_is_written_stands_on_the_page_and_averages_come_with_the_answer() {
    let s = School::found();
    let answer = s.teacher.ok(
        "journal.write",
        json!({ "changes": [
            mark("2026-10-14", 2, "agafonova", Some(5)),
            worked("2026-10-14", 2, "agafonova", "test", 1, 4),
            worked("2026-10-14", 2, "agafonova", "test", 2, 3),
            mark("2026-10-15", 3, "agafonova", Some(13)),
            absence("2026-10-15", 3, "elkin", Some(1)),
            of_lesson("topic", "2026-10-15", 3, Some("  Решение задач\tна движение ")),
            of_lesson("homework", "2026-10-15", 3, Some("§ 14,\n№ 215–218")),
            of_lesson("topic", "2026-10-19", 1, Some("Дроби")),
        ] }),
    );
    assert!(answer["done"].as_array().unwrap().iter().all(|d| d["refused"].is_null() && d["stamp"] != ""), "{answer}");
    let average = &answer["averages"][0];
    // (5·1 + 4·3 + 3·3) / 7 = 26/7
    assert_eq!((&average["average"], &average["weighted"], &average["marks"]), (&json!("4,00"), &json!("3,71"), &json!(3)));
    let page = s.page(&s.teacher, "q1");
    assert_eq!(marks(&page, "2026-10-14", 2, "agafonova"), [5, 4, 3]);
    assert_eq!(square(&page, "2026-10-15", 3, "elkin")["absence"]["code"], 1);
    let (row, l) = (row(&page, "agafonova"), lesson(&page, "2026-10-15", 3));
    assert_eq!((&row["average"], &row["weighted"], &row["proposed"]), (&json!("4,00"), &json!("3,71"), &json!(4)));
    assert_eq!((&l["topic"], &l["homework"]), (&json!("Решение задач на движение"), &json!("§ 14,\n№ 215–218")));
    let works: Vec<(String, u64)> = lesson(&page, "2026-10-14", 2)["works"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (w["work"].as_str().unwrap().to_owned(), w["ordinal"].as_u64().unwrap()))
        .collect();
    assert_eq!(works, [(text("test"), 1), (text("test"), 2)]);
    // The same again writes nothing.
    let again = s.done(&[mark("2026-10-14", 2, "agafonova", Some(5))]);
    assert_eq!((&again[0]["stamp"], &again[0]["undo"]), (&json!(""), &Json::Null));
    s.clean();
}

#[test]
fn what_does_not_belong_on_the_page_is_refused_one_by_one_and_the_rest_is_written() {
    let s = School::found();
    let mut unknown_work = mark("2026-10-14", 2, "elkin", Some(5));
    unknown_work["cell"]["work"] = json!(text("нет такой"));
    let mut late = absence("2026-10-14", 2, "elkin", Some(1));
    late["minutes"] = json!(10);
    let cases = [
        (mark("2026-10-13", 2, "elkin", Some(5)), "lesson-unknown"),
        (mark("2026-10-07", 2, "elkin", Some(5)), "lesson-unknown"),
        (mark("2026-10-19", 1, "elkin", Some(5)), "lesson-future"),
        (absence("2026-10-19", 1, "elkin", Some(1)), "lesson-future"),
        (mark("2026-10-14", 2, "nobody", Some(5)), "pupil-unknown"),
        (mark("2026-10-14", 2, "zhukov", Some(5)), "pupil-not-in-group"),
        (mark("2026-10-01", 3, "belov", Some(5)), "pupil-not-in-group"),
        (mark("2026-10-14", 2, "elkin", Some(1)), "mark-not-in-scale"),
        (mark("2026-10-14", 2, "elkin", Some(15)), "mark-not-in-scale"),
        (unknown_work, "work-unknown"),
        (worked("2026-10-14", 2, "elkin", "test", 0, 5), "work-ordinal"),
        (absence("2026-10-14", 2, "elkin", Some(6)), "absence-code"),
        (late, "absence-minutes"),
        (of_lesson("topic", "2026-10-14", 2, Some(&"а".repeat(2001))), "text-long"),
        (of_lesson("square", "2026-10-14", 2, None), "cell-kind"),
        (final_of("elkin", "q2", Some(5)), "finals-early"),
        (final_of("elkin", "year", Some(5)), "finals-early"),
        (final_of("elkin", "q1", Some(1)), "mark-not-in-scale"),
    ];
    let mut changes: Vec<Json> = cases.iter().map(|c| c.0.clone()).collect();
    changes.push(mark("2026-10-14", 2, "elkin", Some(5)));
    let done = s.done(&changes);
    for (done, (change, code)) in done.iter().zip(&cases) {
        assert_eq!(done["refused"], *code, "{change}");
    }
    assert_eq!(done.last().unwrap()["refused"], Json::Null);
    assert_eq!(marks(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin"), [5]);
    let more: Vec<Json> = (0..2001).map(|_| mark("2026-10-14", 2, "elkin", Some(5))).collect();
    assert_eq!(s.teacher.refused("journal.write", json!({ "changes": more })), "too-many-changes");
}

#[test]
fn undo_and_redo_take_back_and_bring_again_and_stop_before_somebody_elses_write() {
    let s = School::found();
    let there = || marks(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin");
    let first = s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    let second = s.one(mark("2026-10-14", 2, "elkin", Some(3)));
    let redo = s.one(second["undo"].clone());
    assert_eq!(there(), [5]);
    let undo = s.one(redo["undo"].clone());
    assert_eq!(there(), [3]);
    s.one(undo["undo"].clone());
    assert_eq!(there(), [5]);
    // Steps taken back one after another: what came after the first write is all the teacher's own.
    s.one(first["undo"].clone());
    assert_eq!(there(), [0_u64; 0]);
    s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    let cleared = s.one(mark("2026-10-14", 2, "elkin", None));
    assert_eq!(there(), [0_u64; 0]);
    // A cleared cell shows nothing: an empty guard holds.
    let mut again = mark("2026-10-14", 2, "elkin", Some(4));
    again["guard"] = json!("");
    s.one(again.clone());
    again["mark"] = json!(2);
    assert_eq!(s.refusal(&s.teacher, again), "cell-changed");
    s.one(cleared["undo"].clone());
    assert_eq!(there(), [5]);
    // A batch whose guards fail in part writes the rest.
    let mut stale = mark("2026-10-15", 3, "elkin", Some(5));
    stale["guard"] = json!("12345");
    let done = s.done(&[mark("2026-10-15", 3, "agafonova", Some(4)), stale, mark("2026-10-15", 4, "agafonova", Some(5))]);
    assert_eq!([&done[0]["refused"], &done[1]["refused"], &done[2]["refused"]], [&Json::Null, &json!("cell-changed"), &Json::Null]);
    let page = s.page(&s.teacher, "q1");
    assert_eq!((marks(&page, "2026-10-15", 3, "agafonova"), marks(&page, "2026-10-15", 4, "agafonova")), (vec![4], vec![5]));
    s.clean();
}

#[test]
fn of_two_changes_of_a_cell_in_one_batch_the_last_counts() {
    let s = School::found();
    let done = s.done(&[mark("2026-10-14", 2, "elkin", Some(5)), mark("2026-10-14", 2, "elkin", Some(4))]);
    assert_eq!((&done[0]["stamp"], &done[0]["undo"]), (&json!(""), &Json::Null));
    assert_eq!(marks(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin"), [4]);
    s.one(done[1]["undo"].clone());
    assert_eq!(marks(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin"), [0_u64; 0]);
}

#[test]
fn a_final_is_proposed_decided_with_grounds_and_flagged_when_marks_come_after_it() {
    let s = School::found();
    s.teacher.clock.shift(3 * 86_400);
    for d in [&s.teacher, &s.admin] {
        let password = if std::ptr::eq(d, &s.admin) { desk::ADMIN_PASSWORD } else { desk::OWN_PASSWORD };
        d.ok("session.unlock", json!({ "password": password }));
    }
    s.done(&[mark("2026-10-14", 2, "elkin", Some(4)), mark("2026-10-15", 3, "elkin", Some(5))]);
    let mut decided = final_of("elkin", "q1", Some(4));
    decided["text"] = json!("контрольная работа");
    let done = s.one(decided);
    let of = |page: &Json| page["finals"].as_array().unwrap().iter().find(|f| f["pupil"] == text("elkin")).cloned().unwrap();
    let page = s.page(&s.teacher, "q1");
    let f = of(&page);
    assert_eq!((&f["mark"], &f["proposed"], &f["grounds"]), (&json!(4), &json!(5), &json!("контрольная работа")));
    assert_eq!((&f["moved"], &page["finals_locked"], &page["sets_finals"]), (&json!(false), &Json::Null, &json!(true)));
    s.one(mark("2026-10-15", 4, "elkin", Some(2)));
    assert_eq!(of(&s.page(&s.teacher, "q1"))["moved"], true);
    s.one(done["undo"].clone());
    assert_eq!(of(&s.page(&s.teacher, "q1"))["mark"], Json::Null);
    // The year shows all terms; its own final is proposed from theirs.
    let answer = s.teacher.ok("journal.write", json!({ "changes": [final_of("elkin", "q1", Some(4))] }));
    assert_eq!((&answer["averages"][0]["term"], &answer["averages"][0]["proposed"]), (&json!(text("year")), &json!(4)));
    assert_eq!(row(&s.page(&s.teacher, "year"), "elkin")["proposed"], 4);
    s.clean();
}

#[test]
fn everybody_reads_and_writes_what_is_theirs_and_nothing_else() {
    let s = School::found();
    let change = || mark("2026-10-14", 2, "elkin", Some(5));
    s.one(change());
    // Another teacher neither reads nor writes; the deputy and the homeroom teacher read.
    let ask = json!({ "group": text("maths"), "term": null });
    assert_eq!(s.other.refused("journal.page", ask.clone()), "no-right");
    for desk in [&s.other, &s.deputy, &s.homeroom, &s.admin] {
        assert_eq!(s.refusal(desk, mark("2026-10-14", 2, "elkin", Some(2))), "no-right");
        assert_eq!(s.refusal(desk, of_lesson("topic", "2026-10-14", 2, Some("Дроби"))), "no-right");
        assert_eq!(s.refusal(desk, final_of("elkin", "q1", Some(2))), "no-right");
    }
    for desk in [&s.deputy, &s.homeroom, &s.admin] {
        let page = s.page(desk, "q1");
        assert_eq!((&page["writes"], &page["sets_finals"]), (&json!(false), &json!(false)));
        assert_eq!(marks(&page, "2026-10-14", 2, "elkin"), [5]);
    }
    let groups = |d: &desk::Desk| d.ok("journal.groups", json!({}));
    let mine = groups(&s.teacher);
    assert_eq!((mine["mine"].as_array().unwrap().len(), mine["mine"][0]["name"].as_str().unwrap()), (1, "5А Математика"));
    assert_eq!((mine["own"].as_array().unwrap().len(), mine["others"].as_array().unwrap().len()), (0, 0));
    let own = groups(&s.homeroom);
    assert_eq!((own["mine"].as_array().unwrap().len(), own["own"][0]["groups"].as_array().unwrap().len()), (0, 2));
    assert_eq!(groups(&s.deputy)["others"][0]["groups"].as_array().unwrap().len(), 2);
    assert_eq!(groups(&s.other), json!({ "mine": [], "own": [], "others": [] }));
}

#[test]
fn the_homeroom_teacher_states_the_reason_and_it_stands_over_the_teachers_word() {
    let s = School::found();
    s.one(absence("2026-10-14", 2, "elkin", Some(1)));
    let done = written(&s.homeroom, &[absence("2026-10-14", 2, "elkin", Some(4))]);
    assert_eq!((&done[0]["refused"], &done[0]["undo"]), (&Json::Null, &Json::Null));
    let shown = square(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin")["absence"].clone();
    assert_eq!((&shown["code"], &shown["stated"]), (&json!(4), &json!(true)));
    assert_eq!(s.refusal(&s.teacher, absence("2026-10-14", 2, "elkin", Some(2))), "reason-stated");
    assert_eq!(s.refusal(&s.homeroom, absence("2026-10-14", 2, "elkin", None)), "reason-stays");
    let changed = written(&s.homeroom, &[absence("2026-10-14", 2, "elkin", Some(3))]).remove(0);
    let undone = written(&s.homeroom, &[changed["undo"].clone()]).remove(0);
    assert_eq!(undone["refused"], Json::Null);
    assert_eq!(square(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin")["absence"]["code"], 4);
    // Absent, and the work passed later: «н 4» (J-02).
    s.one(worked("2026-10-14", 2, "elkin", "test", 1, 4));
    assert_eq!(marks(&s.page(&s.teacher, "q1"), "2026-10-14", 2, "elkin"), [4]);
    s.clean();
}

#[test]
fn a_cell_tells_its_story_with_authors_computers_and_values() {
    let s = School::found();
    s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    s.teacher.clock.shift(60);
    s.one(mark("2026-10-14", 2, "elkin", Some(4)));
    s.one(absence("2026-10-14", 2, "elkin", Some(1)));
    s.one(worked("2026-10-14", 2, "elkin", "test", 1, 3));
    let cell = json!({ "what": "mark", "group": text("maths"), "date": "2026-10-14", "slot": 2, "pupil": text("elkin") });
    let story = s.deputy.ok("journal.story", cell.clone());
    let lines = story["lines"].as_array().unwrap();
    let told: Vec<[&str; 4]> = lines.iter().map(|l| ["before", "value", "fate", "computer"].map(|k| l[k].as_str().unwrap())).collect();
    assert_eq!(told, [["5", "4", "applied", "Учительская"], ["", "5", "superseded", "Учительская"]]);
    assert!(lines.iter().all(|l| l["author"] == "Петров\u{a0}П.\u{a0}П." && l["why"].is_null()), "{story}");
    assert_eq!(lines[0]["time"], "2026-10-15T09:01:00Z");
    let mut all = cell.clone();
    all["what"] = json!("square");
    let story = s.deputy.ok("journal.story", all);
    let values: std::collections::BTreeSet<&str> =
        story["lines"].as_array().unwrap().iter().map(|l| l["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["3 (КР)", "4 (О)", "5 (О)", "Н"].into());
    assert_eq!(s.other.refused("journal.story", cell), "no-right");
}

#[test]
fn today_is_the_persons_own_day_and_tells_what_earlier_lessons_lack() {
    let s = School::found();
    let today = s.teacher.ok("journal.today", json!({}));
    let slots: Vec<(u64, &str)> =
        today["lessons"].as_array().unwrap().iter().map(|l| (l["slot"].as_u64().unwrap(), l["from"].as_str().unwrap())).collect();
    assert_eq!(slots, [(3, "10:20"), (4, "11:15")]);
    assert_eq!((&today["previous"], &today["next"]), (&json!("2026-10-14"), &json!("2026-10-19")));
    assert_eq!(today["unfilled"][0]["date"], "2026-10-14");
    let before = today["unfilled_all"].as_u64().unwrap();
    s.done(&[
        of_lesson("topic", "2026-10-14", 2, Some("Дроби")),
        mark("2026-10-15", 3, "elkin", Some(5)),
        absence("2026-10-15", 3, "agafonova", Some(1)),
        absence("2026-10-15", 3, "yakovleva", Some(5)),
    ]);
    let today = s.teacher.ok("journal.today", json!({}));
    assert_eq!((today["unfilled_all"].as_u64().unwrap(), &today["unfilled"][0]["date"]), (before - 1, &json!("2026-10-12")));
    let first = &today["lessons"][0];
    assert_eq!((&first["marks"], &first["absent"], &first["lacks"]), (&json!(1), &json!(1), &json!(["topic", "homework"])));
    let free = s.teacher.ok("journal.today", json!({ "date": "2026-10-07" }));
    assert_eq!((&free["note"], free["lessons"].as_array().unwrap().len()), (&json!("День учителя"), 0));
    assert_eq!(s.teacher.ok("journal.today", json!({ "date": "2026-10-28" }))["lessons"], json!([]));
    assert_eq!(s.other.ok("journal.today", json!({}))["lessons"], json!([]));
}
