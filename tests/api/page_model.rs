//! Random batches on a page against a naive model: what the page says equals what the model and the store hold.

use super::page_school::{School, absence, final_of, mark, of_lesson, text, worked};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use zhurnal::event::Volume;
use zhurnal::event::kinds::journal as j;

/// Days and slots that batches write to; the last is of the future.
const LESSONS: [(&str, u8); 4] = [("2026-10-12", 1), ("2026-10-14", 2), ("2026-10-15", 3), ("2026-10-19", 1)];
const PUPILS: [&str; 5] = ["agafonova", "elkin", "zhukov", "yakovleva", "belov"];
const WORKS: [&str; 3] = ["answer", "test", "essay"];

/// A stream of numbers that is the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

/// What the page must show: text of each cell by its name.
#[derive(Default, Clone, PartialEq, Debug)]
struct Model(BTreeMap<String, String>);

/// A change, the name of its cell, what it makes of it (empty: clears), and the refusal it must meet.
struct Move {
    change: Json,
    cell: String,
    value: String,
    refusal: Option<&'static str>,
}

fn draw(dice: &mut Dice) -> Move {
    let ((date, slot), pupil) = (LESSONS[dice.below(4)], PUPILS[dice.below(5)]);
    let (future, left) = (date == "2026-10-19", pupil == "zhukov");
    let clears = dice.below(4) == 0;
    let refusal = |written: bool| match (future, left && !clears, written) {
        (_, true, true) => Some("pupil-not-in-group"),
        (true, _, true) => Some("lesson-future"),
        _ => None,
    };
    match dice.below(6) {
        0..=2 => {
            let (work, ordinal, given) =
                (WORKS[dice.below(3)], 1 + u8::try_from(dice.below(2)).unwrap(), 1 + u8::try_from(dice.below(5)).unwrap());
            let mut change = worked(date, slot, pupil, work, ordinal, given);
            if clears {
                change["mark"] = Json::Null;
            }
            // «1» is not in the scale, which is looked at before the day.
            let refusal = match refusal(true) {
                Some("pupil-not-in-group") => Some("pupil-not-in-group"),
                _ if !clears && given == 1 => Some("mark-not-in-scale"),
                other => other,
            };
            let value = if clears { String::new() } else { given.to_string() };
            Move { change, cell: format!("{date} {slot} {pupil} {work} {ordinal}"), value, refusal }
        }
        3 => {
            let code = 1 + u8::try_from(dice.below(4)).unwrap();
            let change = absence(date, slot, pupil, (!clears).then_some(code));
            let value = if clears { String::new() } else { code.to_string() };
            Move { change, cell: format!("{date} {slot} {pupil} absence"), value, refusal: refusal(true) }
        }
        4 => {
            let words = if clears { String::new() } else { format!("Тема {}", dice.below(9)) };
            Move { change: of_lesson("topic", date, slot, Some(&words)), cell: format!("{date} {slot} topic"), value: words, refusal: None }
        }
        _ => {
            let given = (!clears).then(|| 2 + u8::try_from(dice.below(4)).unwrap());
            let value = given.map(|m| m.to_string()).unwrap_or_default();
            // The first quarter ends on 23 October: its last week, and the three days that the profile wants, begin on the 14th.
            Move { change: final_of(pupil, "q1", given), cell: format!("final {pupil}"), value, refusal: None }
        }
    }
}

fn shown(page: &Json) -> Model {
    let names: BTreeMap<String, &str> = PUPILS.iter().map(|p| (text(p), *p)).collect();
    let works: BTreeMap<String, &str> = WORKS.iter().map(|w| (text(w), *w)).collect();
    let mut out = BTreeMap::new();
    for c in page["cells"].as_array().unwrap() {
        let at = format!("{} {} {}", c["date"].as_str().unwrap(), c["slot"], names[c["pupil"].as_str().unwrap()]);
        for m in c["marks"].as_array().unwrap() {
            out.insert(format!("{at} {} {}", works[m["work"].as_str().unwrap()], m["ordinal"]), m["mark"].to_string());
        }
        if !c["absence"].is_null() {
            out.insert(format!("{at} absence"), c["absence"]["code"].to_string());
        }
    }
    for l in page["lessons"].as_array().unwrap() {
        if let Some(topic) = l["topic"].as_str() {
            out.insert(format!("{} {} topic", l["date"].as_str().unwrap(), l["slot"]), topic.to_owned());
        }
    }
    for f in page["finals"].as_array().unwrap().iter().filter(|f| !f["mark"].is_null()) {
        out.insert(format!("final {}", names[f["pupil"].as_str().unwrap()]), f["mark"].to_string());
    }
    Model(out)
}

/// The average of a pupil as a person would reckon it, from the model alone.
fn average(model: &Model, pupil: &str) -> (String, String) {
    let weight = |work: &str| match work {
        "answer" => 100,
        "test" => 300,
        _ => 200,
    };
    let (mut sum, mut n, mut weighted, mut weights) = (0u64, 0u64, 0u64, 0u64);
    for (cell, value) in &model.0 {
        let words: Vec<&str> = cell.split(' ').collect();
        if let [_, _, who, work, _] = words[..]
            && who == pupil
        {
            let mark: u64 = value.parse().unwrap();
            (sum, n) = (sum + mark, n + 1);
            (weighted, weights) = (weighted + mark * weight(work), weights + weight(work));
        }
    }
    let of = |above: u64, below: u64| {
        let hundredths = (above * 1000 / below + 5) / 10;
        format!("{},{:02}", hundredths / 100, hundredths % 100)
    };
    if n == 0 { (String::new(), String::new()) } else { (of(sum, n), of(weighted, weights)) }
}

/// Marks and absences of the store by kind: how many have a value.
fn held(s: &School, kind: u16) -> usize {
    let dump = s.admin.app.book().unwrap().home().dump(Volume(2026)).unwrap();
    dump.iter().filter(|((k, _), (value, _))| *k == kind && *value != zhurnal::event::Value::Null).count()
}

#[test]
fn what_the_page_says_after_random_batches_is_what_a_naive_model_and_the_store_hold() {
    let s = School::found();
    let mut dice = Dice(0x5EED_2026);
    let mut model = Model::default();
    // Undo steps of batches that were written: the changes, and what the model was before.
    let mut steps: Vec<(Vec<Json>, Model)> = Vec::new();
    let (mut refused, mut undone, mut redone) = (0, 0, 0);
    for round in 0..120 {
        if dice.below(4) == 0
            && let Some((undo, before)) = steps.pop()
        {
            let now = std::mem::replace(&mut model, before);
            let done = s.done(&undo);
            assert!(done.iter().all(|d| d["refused"].is_null()), "{round}: {done:?}");
            undone += 1;
            if dice.below(2) == 0 {
                assert_eq!(shown(&s.page(&s.teacher, "q1")), model, "{round}");
                let redo: Vec<Json> = done.iter().rev().filter(|d| !d["undo"].is_null()).map(|d| d["undo"].clone()).collect();
                let done = s.done(&redo);
                assert!(done.iter().all(|d| d["refused"].is_null()), "{round}: {done:?}");
                let again: Vec<Json> = done.iter().rev().filter(|d| !d["undo"].is_null()).map(|d| d["undo"].clone()).collect();
                steps.push((again, std::mem::replace(&mut model, now)));
                redone += 1;
            }
        } else {
            let moves: Vec<Move> = (0..1 + dice.below(12)).map(|_| draw(&mut dice)).collect();
            let done = s.done(&moves.iter().map(|m| m.change.clone()).collect::<Vec<_>>());
            let before = model.clone();
            for (m, done) in moves.iter().zip(&done) {
                assert_eq!(done["refused"].as_str(), m.refusal, "{round}: {} {done}", m.change);
                if m.refusal.is_some() {
                    refused += 1;
                } else if m.value.is_empty() {
                    model.0.remove(&m.cell);
                } else {
                    model.0.insert(m.cell.clone(), m.value.clone());
                }
            }
            let undo: Vec<Json> = done.iter().rev().filter(|d| !d["undo"].is_null()).map(|d| d["undo"].clone()).collect();
            steps.push((undo, before));
        }
        let page = s.page(&s.teacher, "q1");
        assert_eq!(shown(&page), model, "{round}");
        for p in page["pupils"].as_array().unwrap() {
            let who = PUPILS.iter().find(|w| p["id"] == text(w)).unwrap();
            let (plain, weighted) = average(&model, who);
            assert_eq!(
                (p["average"].as_str().unwrap(), p["weighted"].as_str().unwrap()),
                (plain.as_str(), weighted.as_str()),
                "{round}: {who}"
            );
        }
    }
    let marks = model.0.keys().filter(|k| k.split(' ').count() == 5).count();
    assert_eq!((held(&s, j::MARK), held(&s, j::TOPIC)), (marks, model.0.keys().filter(|k| k.ends_with("topic")).count()));
    assert!(refused > 60 && undone > 15 && redone > 5, "too tame: {refused} refused, {undone} undone, {redone} redone");
    s.clean();
}

#[test]
fn a_batch_of_a_whole_class_is_one_act() {
    let s = School::found();
    let events = || s.admin.app.book().unwrap().home().ask(Volume(2026), |r| r.events()).unwrap();
    let commits = || s.admin.app.book().unwrap().home().ask(Volume(2026), |r| r.data_version()).unwrap();
    s.one(mark("2026-10-14", 2, "agafonova", Some(5)));
    let (before, state) = (events(), commits());
    let batch: Vec<Json> = ["agafonova", "elkin", "yakovleva", "belov"].iter().map(|p| worked("2026-10-15", 3, p, "test", 1, 4)).collect();
    let done = s.done(&batch);
    assert!(done.iter().all(|d| d["refused"].is_null() && d["stamp"] != ""));
    // Four marks, and the work declared once; one commit.
    assert_eq!((events() - before, commits() - state), (5, 1));
}
