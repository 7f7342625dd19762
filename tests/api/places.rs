//! Places in keys (semantics.md, 26): nobody speaks of another's pupils, and what is shown is the same on pages, sheets and papers.

use super::desk::{self, Desk};
use super::page_school::{Id, School, absence, day, final_of, id, mark, text, written};
use serde_json::{Value as Json, json};
use zhurnal::book::writes::{self, FinalAt, LessonAt};
use zhurnal::event::kinds::{journal as j, ledger as l, year as y};
use zhurnal::event::{Cut, Scope, Value, Volume};
use zhurnal::id::{AnyId, ClassId};
use zhurnal::journal::codes::CellKind;
use zhurnal::store::Write;

const YEAR: Volume = Volume(2026);

fn list(items: Vec<Value>) -> Value {
    Value::Array(items)
}
/// Writes in somebody's name, past all local refusals.
fn act(s: &School, login: &str, writes: &[Write]) {
    let book = s.admin.app.book().unwrap();
    let author = book.log_in(login, desk::OWN_PASSWORD).unwrap().author;
    book.home().act(&author, YEAR, writes).unwrap();
}
fn own_class(s: &School) -> Id {
    AnyId::parse(&s.class).unwrap().0
}
/// A second group of mathematics that `drugoj` teaches, and a class for it.
fn group(s: &School, word: &str, name: &str, class: Id) {
    let value = list(vec![Value::Id(id("mathematics")), name.into(), 1.into(), list(vec![Value::Id(class)]), 400.into()]);
    let load = list(vec![400.into(), Value::Null, Value::Null]);
    let row = list(vec![0.into(), Value::Null, Value::Null, Value::Null]);
    s.write(
        YEAR,
        vec![
            Write::new(y::GROUP, vec![Value::Id(id(word))], value),
            Write::new(y::LOAD, vec![School::user(&s.other), Value::Id(id(word))], load),
            Write::new(y::TIMETABLE, vec![Value::Id(id(word)), day("01.09.2026").into(), 3.into(), 2.into()], row),
        ],
    );
}
/// Class 5Б, its group of mathematics, its homeroom teacher: all of them are `drugoj`.
fn other_class(s: &School) -> Id {
    let class = s.admin.ok("classes.create", json!({ "grade": 5, "letter": "Б" }))["id"].as_str().unwrap().to_owned();
    let class = ClassId::parse(&class).unwrap().0;
    group(s, "maths b", "5Б", class);
    let homeroom = list(vec![Value::Null, Value::Null]);
    s.write(YEAR, vec![Write::new(y::HOMEROOM, vec![School::user(&s.other), Value::Id(class)], homeroom)]);
    class
}
fn member(class: Option<Id>, group: &str, pupil: &str, from: &str) -> Write {
    let key = vec![class.map_or(Value::Null, Value::Id), Value::Id(id(group)), Value::Id(id(pupil)), day(from).into()];
    Write::new(y::GROUP_MEMBER, key, list(vec![Value::Null, Value::Null]))
}
/// Ёлкин goes from 5А to 5Б.
fn moves(s: &School, to: Id, from: &str) {
    let line = list(vec![Value::Id(to), Value::Id(id("enrolment")), 4.into()]);
    s.write(YEAR, vec![Write::new(y::CLASS_MEMBER, vec![Value::Id(id("elkin")), day(from).into()], line)]);
    act(s, "zavuch", &[member(Some(to), "maths b", "elkin", from)]);
}
fn raw_final(group: &str, pupil: &str, given: u8) -> Write {
    let of = FinalAt { group: id(group), pupil: id(pupil), term: id("q1"), subject: id("mathematics"), cell: CellKind::Term };
    writes::final_mark(&of, Some(given), None, "")
}
fn raw_reason(class: Id, date: &str, slot: u8, pupil: &str, code: u8) -> Write {
    writes::reason(&LessonAt { group: id("maths"), date: date.parse().unwrap(), slot }, id(pupil), class, code, 1)
}
fn page(of: &Desk, group: &str) -> Json {
    of.ok("journal.page", json!({ "group": text(group), "term": text("q1") }))
}
/// Mark, conflict, groups named of the term's final on a page.
fn shown(page: &Json, pupil: &str) -> (Json, Json, Json) {
    let of = page["finals"].as_array().unwrap().iter().find(|f| f["pupil"] == text(pupil)).cloned().unwrap_or(Json::Null);
    (of["mark"].clone(), of["conflict"].clone(), of["groups"].clone())
}
/// The same on the class's sheet.
fn on_sheet(s: &School, class: &str, pupil: &str) -> (Json, Json, Json) {
    let sheet = s.deputy.ok("summary.sheet", json!({ "class": class }));
    let subject = sheet["subjects"].as_array().unwrap().iter().position(|s| s["name"] == "Математика").unwrap();
    let row = sheet["pupils"].as_array().unwrap().iter().find(|p| p["id"] == text(pupil)).unwrap().clone();
    let marks = row["marks"].as_array().unwrap().clone();
    let of = marks.iter().find(|m| m["period"] == 0 && m["subject"] == subject).cloned().unwrap_or(Json::Null);
    (of["mark"].clone(), of["conflict"].clone(), of["groups"].clone())
}
fn findings(of: &Json) -> Vec<String> {
    of["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect()
}
fn lacks(s: &School) -> Vec<String> {
    let plan = s.deputy.done(&s.deputy.ok("print.plan", json!({ "what": "summary", "class": s.class })));
    plan["lacks"].as_array().unwrap().iter().map(|l| l["code"].as_str().unwrap().to_owned()).collect()
}
/// A table of the open data of the year's archive.
fn table(s: &School, name: &str) -> Vec<Json> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("архив.zip");
    let token = s.admin.token("archive.make", &path);
    s.admin.done(&s.admin.ok("archive.make", json!({ "token": token })));
    let said = crate::archive::school::verdict(&std::fs::read(&path).unwrap(), None);
    assert!(said.intact && said.holds, "whatever was written, an honest archive is true: {:?}", said.problems);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let rows: Json = serde_json::from_reader(zip.by_name(&format!("данные/{name}.json")).unwrap()).unwrap();
    rows.as_array().unwrap().clone()
}
/// Marks of finals in open data, with «две группы» beside each.
fn archived(s: &School) -> Vec<(String, bool)> {
    let of = |f: &Json| (f["mark"].as_str().unwrap().to_owned(), f["conflict"].as_bool().unwrap());
    table(s, "итоги").iter().map(of).collect()
}
fn one(mark: u8) -> (Json, Json, Json) {
    (json!(mark), json!(false), json!([]))
}

#[test]
fn a_teacher_of_another_group_sets_no_final_that_is_shown_and_the_locked_one_stays() {
    let s = School::found();
    other_class(&s);
    s.one(final_of("elkin", "q1", Some(4)));
    let scope = Scope::Lessons { groups: vec![id("maths")], from: day("01.09.2026"), to: day("23.10.2026"), terms: vec![id("q1")] };
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
    act(&s, "zavuch", &[Write::new(l::CUT, vec![Value::Id(id("lock"))], cut.to_value()).at_heads()]);
    act(&s, "drugoj", &[raw_final("maths b", "elkin", 2)]);
    let seen = s.page(&s.teacher, "q1");
    assert_eq!((shown(&seen, "elkin"), on_sheet(&s, &s.class, "elkin")), (one(4), one(4)));
    let theirs = page(&s.other, "maths b");
    assert_eq!(findings(&theirs), ["final"], "it is told where it was written");
    assert!(!theirs["pupils"].as_array().unwrap().iter().any(|p| p["id"] == text("elkin")));
    assert!(!lacks(&s).contains(&"final-groups".to_owned()), "rubbish stops no printing");
    // By the page itself it is refused in words.
    let mut change = final_of("elkin", "q1", Some(2));
    change["cell"]["group"] = json!(text("maths b"));
    assert_eq!(s.refusal(&s.other, change), "pupil-unknown");
    s.clean();
}

#[test]
fn who_moved_has_the_final_of_the_new_group_alike_on_both_pages_and_both_sheets() {
    let s = School::found();
    let class = other_class(&s);
    s.one(final_of("elkin", "q1", Some(3)));
    moves(&s, class, "12.10.2026");
    assert_eq!(shown(&page(&s.other, "maths b"), "elkin"), (json!(3), json!(false), json!(["5А Математика"])), "the only one stands");
    let mut change = final_of("elkin", "q1", Some(5));
    change["cell"]["group"] = json!(text("maths b"));
    let done = written(&s.other, &[change.clone()]).remove(0);
    assert_eq!((&done["refused"], &done["warned"]), (&Json::Null, &json!("final-beside")));
    assert_eq!(shown(&page(&s.other, "maths b"), "elkin"), one(5));
    let before = s.page(&s.teacher, "q1");
    assert_eq!(shown(&before, "elkin"), (json!(5), json!(false), json!(["5Б Математика"])));
    assert_eq!(findings(&before), ["final"]);
    let of_b = ClassId(class).to_string();
    assert_eq!((on_sheet(&s, &s.class, "elkin"), on_sheet(&s, &of_b, "elkin")), (one(5), one(5)));
    let sheet = s.deputy.ok("summary.sheet", json!({ "class": of_b }));
    assert_eq!(sheet["findings"][0]["args"]["group"], "5А Математика");
    assert_eq!(archived(&s), [("5".to_owned(), false)]);
    // The old group's teacher writes into the old group's cell, whatever is shown.
    s.one(final_of("elkin", "q1", Some(2)));
    assert_eq!(shown(&s.page(&s.teacher, "q1"), "elkin").0, 5);
    let story = s
        .teacher
        .ok("journal.story", json!({ "what": "final", "group": text("maths"), "pupil": text("elkin"), "term": text("q1"), "cell": 1 }));
    let told: Vec<&str> = story["lines"].as_array().unwrap().iter().map(|l| l["value"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 3);
    assert!(told.contains(&"5 (5Б Математика)") && told.contains(&"2") && told.contains(&"3"), "{told:?}");
    change["mark"] = Json::Null;
    assert_eq!(written(&s.other, &[change])[0]["refused"], Json::Null);
    assert_eq!(
        (on_sheet(&s, &s.class, "elkin"), shown(&s.page(&s.teacher, "q1"), "elkin")),
        (one(2), one(2)),
        "a cleared one stands beside none"
    );
    s.clean();
}

#[test]
fn two_groups_of_the_last_day_are_shown_as_two_not_averaged_and_not_printed() {
    let s = School::found();
    group(&s, "maths 2", "5А (2)", own_class(&s));
    act(&s, "zavuch", &[member(Some(own_class(&s)), "maths 2", "elkin", "01.10.2026")]);
    s.one(final_of("elkin", "q1", Some(3)));
    let proposed = |s: &School| {
        let page = s.teacher.ok("journal.page", json!({ "group": text("maths"), "term": "year" }));
        page["pupils"].as_array().unwrap().iter().find(|p| p["id"] == text("elkin")).unwrap()["proposed"].clone()
    };
    assert_eq!(proposed(&s), 3);
    let mut change = final_of("elkin", "q1", Some(5));
    change["cell"]["group"] = json!(text("maths 2"));
    assert_eq!(written(&s.other, &[change.clone()])[0]["warned"], "final-beside");
    let two = (Json::Null, json!(true), json!(["5А Математика", "5А (2) Математика"]));
    let sorted = |(mark, conflict, groups): (Json, Json, Json)| {
        let mut names: Vec<String> = groups.as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect();
        names.sort_unstable_by_key(String::len);
        (mark, conflict, json!(names))
    };
    assert_eq!(sorted(shown(&s.page(&s.teacher, "q1"), "elkin")), two);
    assert_eq!(sorted(shown(&page(&s.other, "maths 2"), "elkin")), two);
    assert_eq!(sorted(on_sheet(&s, &s.class, "elkin")), two);
    assert_eq!(proposed(&s), Json::Null);
    let mut both = archived(&s);
    both.sort();
    assert_eq!(both, [("3".to_owned(), true), ("5".to_owned(), true)]);
    assert!(lacks(&s).contains(&"final-groups".to_owned()));
    change["mark"] = Json::Null;
    written(&s.other, &[change]);
    assert_eq!((shown(&s.page(&s.teacher, "q1"), "elkin"), proposed(&s)), (one(3), json!(3)));
    assert!(!lacks(&s).contains(&"final-groups".to_owned()));
    s.clean();
}

#[test]
fn a_homeroom_teacher_of_another_class_states_no_reason_that_is_shown_and_the_history_tells_it() {
    let s = School::found();
    let class = other_class(&s);
    s.one(absence("2026-10-14", 2, "elkin", Some(1)));
    act(&s, "drugoj", &[raw_reason(class, "2026-10-14", 2, "elkin", 3)]);
    let square = |page: &Json| page["cells"].as_array().unwrap().iter().find(|c| c["date"] == "2026-10-14").unwrap()["absence"].clone();
    let shown = square(&s.page(&s.teacher, "q1"));
    assert_eq!((&shown["code"], &shown["stated"]), (&json!(1), &json!(false)));
    let told = |what: &str| {
        let cell = json!({ "what": what, "group": text("maths"), "date": "2026-10-14", "slot": 2, "pupil": text("elkin") });
        let story = s.teacher.ok("journal.story", cell);
        story["lines"].as_array().unwrap().iter().map(|l| l["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(told("attendance").iter().any(|v| v.ends_with("(5Б)")), "{:?}", told("attendance"));
    assert_eq!(told("square").len(), 2);
    // The teacher is not bound by it; the pupil's own homeroom teacher's word stands.
    s.one(absence("2026-10-14", 2, "elkin", Some(2)));
    let done = written(&s.homeroom, &[absence("2026-10-14", 2, "elkin", Some(4))]).remove(0);
    assert_eq!(done["refused"], Json::Null);
    let shown = square(&s.page(&s.teacher, "q1"));
    assert_eq!((&shown["code"], &shown["stated"]), (&json!(4), &json!(true)));
    s.clean();
}

#[test]
fn a_reason_is_the_word_of_the_class_on_that_date() {
    let s = School::found();
    let class = other_class(&s);
    moves(&s, class, "12.10.2026");
    // A lesson before the move is the old class's, the new one's word is told as what does not count: it is one of the page's classes.
    act(&s, "zavuch", &[member(None, "maths", "elkin", "12.10.2026")]);
    s.done(&[absence("2026-10-08", 3, "elkin", Some(1)), absence("2026-10-14", 2, "elkin", Some(1))]);
    act(&s, "drugoj", &[raw_reason(class, "2026-10-08", 3, "elkin", 3)]);
    let stated = |page: &Json| -> Vec<(String, u64)> {
        let of = |c: &Json| (c["date"].as_str().unwrap().to_owned(), c["absence"]["code"].as_u64().unwrap());
        page["cells"].as_array().unwrap().iter().filter(|c| c["absence"]["stated"] == true).map(of).collect()
    };
    let seen = s.page(&s.teacher, "q1");
    assert_eq!((stated(&seen), findings(&seen)), (vec![], vec!["reason".to_owned()]));
    assert_eq!(s.refusal(&s.homeroom, absence("2026-10-14", 2, "elkin", Some(4))), "no-right", "no pupil of 5А on that day");
    assert_eq!(written(&s.homeroom, &[absence("2026-10-08", 3, "elkin", Some(4))])[0]["refused"], Json::Null);
    act(&s, "drugoj", &[raw_reason(class, "2026-10-14", 2, "elkin", 3)]);
    let expected = vec![("2026-10-08".to_owned(), 4), ("2026-10-14".to_owned(), 3)];
    assert_eq!(stated(&s.page(&s.teacher, "q1")), expected);
    let absences: Vec<String> = table(&s, "пропуски").iter().map(|a| a["absence"].as_str().unwrap().to_owned()).collect();
    assert_eq!(absences, ["Б", "УП"]);
    s.clean();
}

#[test]
fn nobody_is_put_into_a_group_from_a_class_that_is_not_the_pupils_or_not_the_groups() {
    let s = School::found();
    let class = other_class(&s);
    let rows = |page: &Json| page["pupils"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let before = rows(&page(&s.other, "maths b"));
    // Ёлкин is of 5А; the group is 5Б's; a stranger is of no class.
    for (group, pupil) in [("maths b", "elkin"), ("maths", "elkin"), ("maths b", "nobody")] {
        act(&s, "zavuch", &[member(Some(class), group, pupil, "01.10.2026")]);
    }
    let seen = page(&s.other, "maths b");
    assert_eq!((rows(&seen), findings(&seen)), (before, vec!["membership".to_owned(); 2]));
    assert_eq!(findings(&s.page(&s.teacher, "q1")), ["membership"]);
    let mine = s.other.ok("journal.groups", json!({}))["mine"][0].clone();
    assert_eq!(mine["pupils"], 0);
    assert!(table(&s, "состав групп").iter().all(|m| m["from"] != "2026-10-01"));
    // Without a class, by a role, it stands.
    act(&s, "zavuch", &[member(None, "maths b", "elkin", "01.10.2026")]);
    assert_eq!(rows(&page(&s.other, "maths b")), [text("elkin")]);
    assert_eq!(s.other.ok("journal.groups", json!({}))["mine"][0]["pupils"], 1);
    s.clean();
}

#[test]
fn a_permit_that_has_ended_opens_nothing_and_one_of_today_does() {
    let s = School::found();
    let scope = Scope::Lessons { groups: vec![id("maths")], from: day("01.09.2026"), to: day("23.10.2026"), terms: vec![id("q1")] };
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
    act(&s, "zavuch", &[Write::new(l::CUT, vec![Value::Id(id("lock"))], cut.to_value()).at_heads()]);
    let lesson = LessonAt { group: id("maths"), date: "2026-10-14".parse().unwrap(), slot: 2 };
    let permit = |until: &str| {
        let key = writes::mark(&lesson, id("elkin"), (id("answer"), 1), None).key;
        let cells = list(vec![list(vec![i64::from(j::MARK).into(), list(key)])]);
        let value = list(vec![School::user(&s.teacher), cells, "ошибка".into(), day(until).into()]);
        Write::new(l::PERMIT, vec![Value::Id(id("permit"))], value)
    };
    act(&s, "zavuch", &[permit("14.10.2026")]);
    assert_eq!(s.refusal(&s.teacher, mark("2026-10-14", 2, "elkin", Some(4))), "term-locked");
    act(&s, "zavuch", &[permit("15.10.2026")]);
    s.one(mark("2026-10-14", 2, "elkin", Some(4)));
    s.clean();
}
