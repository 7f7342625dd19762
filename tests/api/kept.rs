//! What pages keep between calls is never out of date: whatever changes under them, by whatever program, the next call stands on it.

use super::page_school::{School, absence, day, id, mark, of_lesson, text, worked};
use serde_json::{Value as Json, json};
use zhurnal::event::kinds::{registry as r, year as y};
use zhurnal::event::{Value, Volume};
use zhurnal::store::Write;

const YEAR: Volume = Volume(2026);

fn list(items: Vec<Value>) -> Value {
    Value::Array(items)
}
fn leaves(pupil: &str, from: &str) -> Write {
    Write::new(y::CLASS_MEMBER, vec![Value::Id(id(pupil)), day(from).into()], list(vec![Value::Null, Value::Id(id("leaving")), 6.into()]))
}
fn lesson_on(weekday: i64, slot: i64) -> Write {
    let key = vec![Value::Id(id("maths")), day("01.09.2026").into(), weekday.into(), slot.into()];
    Write::new(y::TIMETABLE, key, list(vec![0.into(), Value::Null, Value::Null, Value::Null]))
}
fn day_off(on: &str) -> Write {
    Write::new(y::DAY, vec![day(on).into(), Value::Null], list(vec![1.into(), Value::Null, Value::Null, "Карантин".into()]))
}
fn scale(marks: &[i64]) -> Write {
    let key = vec![Value::Id(id("mathematics")), 5.into(), Value::Null, 0.into(), day("01.09.2026").into()];
    Write::new(y::SCALE, key, list(vec![list(marks.iter().map(|m| (*m).into()).collect()), "".into()]))
}
fn named(surname: &str) -> Write {
    Write::new(r::PERSON_NAME, vec![Value::Id(id("elkin")), Value::Null], list(vec![surname.into(), "Артём".into(), "".into()]))
}
fn weighs(work: &str, weight: i64) -> Write {
    let value = list(vec!["Контрольная".into(), "КР".into(), weight.into(), 3.into(), Value::Bool(true), Value::Bool(true)]);
    Write::new(r::WORK_TYPE, vec![Value::Id(id(work))], value)
}

type Change = fn() -> (Volume, Write);
/// A write of the teacher, and the code with which it is refused.
type Try = (fn() -> Json, Option<&'static str>);

/// A change of structure, a write before it, another one after it.
const CASES: [(&str, Change, Try, Try); 4] = [
    (
        "a pupil leaves",
        || (YEAR, leaves("elkin", "01.10.2026")),
        (|| mark("2026-10-14", 2, "elkin", Some(5)), None),
        (|| mark("2026-10-14", 2, "elkin", Some(4)), Some("pupil-not-in-group")),
    ),
    (
        "a lesson comes into the week",
        || (YEAR, lesson_on(2, 5)),
        (|| mark("2026-10-13", 5, "elkin", Some(5)), Some("lesson-unknown")),
        (|| mark("2026-10-13", 5, "elkin", Some(5)), None),
    ),
    (
        // A lesson that holds something would stay on the page.
        "a day becomes free",
        || (YEAR, day_off("12.10.2026")),
        (|| mark("2026-10-05", 1, "elkin", Some(5)), None),
        (|| mark("2026-10-12", 1, "elkin", Some(5)), Some("lesson-unknown")),
    ),
    (
        "a scale is set",
        || (YEAR, scale(&[5, 4])),
        (|| mark("2026-10-14", 2, "elkin", Some(3)), None),
        (|| mark("2026-10-14", 2, "elkin", Some(2)), Some("mark-not-in-scale")),
    ),
];

#[test]
fn a_change_of_structure_is_felt_by_the_next_write_whoever_made_it() {
    for elsewhere in [false, true] {
        for (name, change, (before, as_before), (after, as_after)) in CASES {
            let s = School::found();
            // Everything is kept by now.
            s.one(mark("2026-10-14", 2, "agafonova", Some(4)));
            s.page(&s.teacher, "q1");
            assert_eq!(s.done(&[before()])[0]["refused"].as_str(), as_before, "{name}");
            let (volume, cell) = change();
            if elsewhere {
                s.write_elsewhere(volume, vec![cell])
            } else {
                s.write(volume, vec![cell])
            }
            assert_eq!(s.done(&[after()])[0]["refused"].as_str(), as_after, "{name}, elsewhere: {elsewhere}");
        }
    }
}

#[test]
fn names_and_weights_of_the_registry_are_felt_at_once() {
    for elsewhere in [false, true] {
        let s = School::found();
        let write = |cell| if elsewhere { s.write_elsewhere(Volume::REGISTRY, vec![cell]) } else { s.write(Volume::REGISTRY, vec![cell]) };
        let averages = |given: u8| {
            let changes =
                json!({ "changes": [worked("2026-10-14", 2, "elkin", "test", 1, given), mark("2026-10-14", 2, "elkin", Some(5))] });
            s.teacher.ok("journal.write", changes)["averages"][0].clone()
        };
        assert_eq!(averages(3)["weighted"], "3,50", "(3·3 + 5) / 4");
        write(weighs("test", 100));
        assert_eq!(averages(4)["weighted"], "4,50", "(4 + 5) / 2");
        write(named("Ягодин"));
        let names: Vec<String> = s.page(&s.teacher, "q1")["pupils"].as_array().unwrap().iter().map(|p| p["name"].to_string()).collect();
        assert_eq!(names[2], "\"Ягодин Артём\"", "after Яковлева no more: {names:?}");
    }
}

#[test]
fn a_load_that_ends_or_begins_is_felt_at_once() {
    for elsewhere in [false, true] {
        let s = School::found();
        let write = |cell| if elsewhere { s.write_elsewhere(YEAR, vec![cell]) } else { s.write(YEAR, vec![cell]) };
        let change = || mark("2026-10-14", 2, "elkin", Some(5));
        s.one(change());
        assert_eq!(s.refusal(&s.other, change()), "no-right");
        let load = |of: Value, to: Value| Write::new(y::LOAD, vec![of, Value::Id(id("maths"))], list(vec![400.into(), Value::Null, to]));
        write(load(School::user(&s.other), Value::Null));
        let done = super::page_school::written(&s.other, &[mark("2026-10-15", 3, "elkin", Some(4))]);
        assert_eq!(done[0]["refused"], Json::Null, "elsewhere: {elsewhere}");
        write(load(School::user(&s.teacher), day("01.10.2026").into()));
        assert_eq!(s.refusal(&s.teacher, mark("2026-10-15", 3, "elkin", Some(3))), "no-right", "elsewhere: {elsewhere}");
    }
}

#[test]
fn entries_leave_the_structure_alone_and_everything_else_changes_it() {
    let s = School::found();
    let book = s.admin.app.book().unwrap();
    let structure = |volume| book.home().ask(volume, |r| r.structure()).unwrap();
    let before = [Volume::REGISTRY, YEAR].map(structure);
    s.done(&[
        mark("2026-10-14", 2, "elkin", Some(5)),
        mark("2026-10-14", 2, "elkin", Some(4)),
        worked("2026-10-14", 2, "elkin", "test", 1, 4),
        absence("2026-10-15", 3, "elkin", Some(1)),
        of_lesson("topic", "2026-10-15", 3, Some("Дроби")),
        of_lesson("homework", "2026-10-15", 3, Some("§ 2")),
    ]);
    assert_eq!([Volume::REGISTRY, YEAR].map(structure), before);
    s.clean();
    assert_eq!([Volume::REGISTRY, YEAR].map(structure), before, "a check leaves everything as it was");
    for (_, change, ..) in CASES {
        let (volume, cell) = change();
        let was = structure(volume);
        s.write(volume, vec![cell]);
        assert_ne!(structure(volume), was);
    }
    let was = structure(Volume::REGISTRY);
    s.write_elsewhere(Volume::REGISTRY, vec![named("Ягодин")]);
    assert_ne!(structure(Volume::REGISTRY), was);
    let was = structure(YEAR);
    book.home().rebuild(YEAR).unwrap();
    assert_ne!(structure(YEAR), was);
}

#[test]
fn averages_of_an_answer_are_those_of_the_page() {
    let s = School::found();
    let mut seed = 7_u64;
    let mut next = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let lessons = [("2026-09-02", 2), ("2026-09-03", 3), ("2026-09-03", 4), ("2026-09-07", 1), ("2026-10-14", 2), ("2026-10-15", 3)];
    for _ in 0..60 {
        let changes: Vec<Json> = (0..=next(3))
            .map(|_| {
                let (date, slot) = lessons[next(6) as usize];
                let pupil = ["agafonova", "elkin", "yakovleva"][next(3) as usize];
                match next(5) {
                    0 => mark(date, slot, pupil, None),
                    1 => worked(date, slot, pupil, "test", 1 + next(2) as u8, 2 + next(4) as u8),
                    2 => worked(date, slot, pupil, "essay", 1, 2 + next(4) as u8),
                    _ => mark(date, slot, pupil, Some(2 + next(4) as u8)),
                }
            })
            .collect();
        let answer = s.teacher.ok("journal.write", json!({ "changes": changes }));
        let page = s.page(&s.teacher, "q1");
        for told in answer["averages"].as_array().unwrap() {
            assert_eq!(told["term"], text("q1"));
            let row = page["pupils"].as_array().unwrap().iter().find(|p| p["id"] == told["pupil"]).unwrap();
            for what in ["average", "weighted", "marks", "proposed"] {
                assert_eq!(told[what], row[what], "{what} of {told}");
            }
        }
    }
}

#[test]
fn averages_follow_own_writes_others_and_other_groups() {
    let s = School::found();
    let told = |answer: &Json| answer["averages"][0]["average"].as_str().unwrap().to_owned();
    let write = |changes: Vec<Json>| s.teacher.ok("journal.write", json!({ "changes": changes }));
    assert_eq!(told(&write(vec![mark("2026-09-02", 2, "elkin", Some(5))])), "5,00");
    assert_eq!(told(&write(vec![mark("2026-09-03", 3, "elkin", Some(3))])), "4,00", "followed");
    // An act of this program beside the page, another program, and the same mark again, which writes nothing.
    let teacher = s.admin.app.book().unwrap().log_in("uchitel", super::desk::OWN_PASSWORD).unwrap().author;
    let lesson = |date: &str, slot: i64| vec![Value::Id(id("maths")), day(date).into(), slot.into()];
    let by = |date: &str, slot: i64, given: i64| {
        let key = [lesson(date, slot), vec![Value::Id(id("elkin")), Value::Id(id("answer")), 1.into()]].concat();
        Write::new(zhurnal::event::kinds::journal::MARK, key, given.into())
    };
    s.admin.app.book().unwrap().home().act(&teacher, YEAR, &[by("03.09.2026", 4, 2)]).unwrap();
    assert_eq!(told(&write(vec![mark("2026-09-07", 1, "elkin", Some(2))])), "3,00", "(5 + 3 + 2 + 2) / 4");
    s.write_elsewhere(Volume::REGISTRY, vec![weighs("test", 100)]);
    assert_eq!(told(&write(vec![mark("2026-10-14", 2, "elkin", Some(3))])), "3,00");
    let again = write(vec![mark("2026-10-14", 2, "elkin", Some(3))]);
    assert_eq!(again["averages"], json!([]), "nothing was written");
    assert_eq!(told(&write(vec![mark("2026-10-14", 2, "elkin", None)])), "3,00");
    assert_eq!(told(&write(vec![mark("2026-09-02", 2, "elkin", None), mark("2026-09-03", 3, "elkin", None)])), "2,00");
}
