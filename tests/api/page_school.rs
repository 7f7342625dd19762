//! A class with its journal: one subject, a week, terms, pupils of whom one left and one came; a teacher, a homeroom teacher, a deputy.

use super::desk::{self, Desk};
use serde_json::{Value as Json, json};
use zhurnal::event::kinds::{registry as r, year as y};
use zhurnal::event::{Value, Volume};
use zhurnal::id::AnyId;
use zhurnal::store::Write;

pub type Id = [u8; 16];

/// The id of a word.
pub fn id(word: &str) -> Id {
    blake3::hash(word.as_bytes()).as_bytes()[..16].try_into().unwrap()
}
pub fn text(word: &str) -> String {
    AnyId(id(word)).to_string()
}
/// Days since 1970-01-01 of «15.10.2026».
pub fn day(written: &str) -> i64 {
    let d = chrono::NaiveDate::parse_from_str(written, "%d.%m.%Y").unwrap();
    (d - chrono::NaiveDate::default()).num_days()
}

/// Terms of the year: word, name, kind, first and last day.
pub const TERMS: [(&str, &str, i64, &str, &str); 5] = [
    ("q1", "I четверть", 1, "01.09.2026", "23.10.2026"),
    ("q2", "II четверть", 1, "02.11.2026", "30.12.2026"),
    ("q3", "III четверть", 1, "11.01.2027", "26.03.2027"),
    ("q4", "IV четверть", 1, "05.04.2027", "26.05.2027"),
    ("year", "2026/27 учебный год", 6, "01.09.2026", "26.05.2027"),
];
/// Pupils in the order of the journal: word, surname, given name.
pub const PUPILS: [(&str, &str, &str); 5] = [
    ("agafonova", "Агафонова", "Полина"),
    ("elkin", "Ёлкин", "Артём"),
    ("zhukov", "Жуков", "Марк"),
    ("yakovleva", "Яковлева", "Анна"),
    // Came on 5 October, so the last.
    ("belov", "Белов", "Илья"),
];
/// Work types: word, name, short name, weight, days, obligatory.
pub const WORKS: [(&str, &str, &str, i64, i64, bool); 3] = [
    ("answer", "Ответ на уроке", "О", 100, 0, false),
    ("test", "Контрольная работа", "КР", 300, 3, true),
    ("essay", "Сочинение", "С", 200, 7, true),
];

/// The school, and who is at work in it.
pub struct School {
    pub admin: Desk,
    pub teacher: Desk,
    pub homeroom: Desk,
    pub deputy: Desk,
    pub other: Desk,
    pub class: String,
    pub dir: tempfile::TempDir,
}

fn list(items: Vec<Value>) -> Value {
    Value::Array(items)
}

impl School {
    pub fn found() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let admin = desk::fresh(dir.path());
        let class = admin.ok("classes.create", json!({ "grade": 5, "letter": "А" }))["id"].as_str().unwrap().to_owned();
        let teacher = admin.colleague("uchitel", &["teacher"]);
        let homeroom = admin.colleague("klassnyj", &["homeroom"]);
        let deputy = admin.colleague("zavuch", &["deputy"]);
        let other = admin.colleague("drugoj", &["teacher"]);
        let school = Self { admin, teacher, homeroom, deputy, other, class, dir };
        school.write(Volume::REGISTRY, registry());
        // Groups are composed by the deputy, not by an admin as such.
        let (members, rest): (Vec<_>, Vec<_>) = school.structure().into_iter().partition(|w| w.kind == y::GROUP_MEMBER);
        school.write(Volume(2026), rest);
        let book = school.admin.app.book().unwrap();
        let teacher = book.log_in("uchitel", desk::OWN_PASSWORD).unwrap().author;
        book.home().act(&teacher, Volume(2026), &Self::plan()).unwrap();
        let deputy = book.log_in("zavuch", desk::OWN_PASSWORD).unwrap().author;
        book.home().act(&deputy, Volume(2026), &members).unwrap();
        school
    }

    /// The account of somebody at work.
    pub fn user(of: &Desk) -> Value {
        let state = of.ok("app.state", json!({}));
        Value::Id(AnyId::parse(state["user"]["id"].as_str().unwrap()).unwrap().0)
    }

    /// Writes as the admin.
    pub fn write(&self, volume: Volume, writes: Vec<Write>) {
        let book = self.admin.app.book().unwrap();
        let admin = book.log_in(desk::ADMIN, desk::ADMIN_PASSWORD).unwrap().author;
        book.home().act(&admin, volume, &writes).unwrap();
    }

    /// The folder of its home.
    pub fn home(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Writes as the admin, by another program on the same home.
    pub fn write_elsewhere(&self, volume: Volume, writes: Vec<Write>) {
        let other = desk::open(self.dir.path(), &self.admin.clock, Some(desk::PASSPHRASE));
        let book = other.app.book().unwrap();
        let admin = book.log_in(desk::ADMIN, desk::ADMIN_PASSWORD).unwrap().author;
        book.home().act(&admin, volume, &writes).unwrap();
    }

    /// The lesson plan of mathematics: an admin may not write it, the teacher may.
    fn plan() -> Vec<Write> {
        let topics = (1..).zip(["Натуральные числа", "Сложение", "Вычитание", "Умножение"]);
        let one = |(n, topic): (i64, &str)| {
            let value = list(vec![topic.into(), 2.into(), "Числа".into(), Value::Null, Value::Null, format!("§ {n}").as_str().into()]);
            Write::new(y::PLAN_TOPIC, vec![Value::Id(id("maths")), 0.into(), n.into()], value)
        };
        topics.map(one).collect()
    }

    fn structure(&self) -> Vec<Write> {
        let class = Value::Id(AnyId::parse(&self.class).unwrap().0);
        let group = |word: &str, subject: &str, name: &str| {
            let value = list(vec![Value::Id(id(subject)), name.into(), 1.into(), list(vec![class.clone()]), 400.into()]);
            Write::new(y::GROUP, vec![Value::Id(id(word))], value)
        };
        let order = |word: &str, kind: i64, number: &str, dated: &str| {
            let value = list(vec![kind.into(), number.into(), day(dated).into(), "".into()]);
            Write::new(y::ORDER, vec![Value::Id(id(word))], value)
        };
        let line = |pupil: &str, from: &str, class: Value, order: &str, kind: i64| {
            let value = list(vec![class, Value::Id(id(order)), kind.into()]);
            Write::new(y::CLASS_MEMBER, vec![Value::Id(id(pupil)), day(from).into()], value)
        };
        let mut all = vec![
            group("maths", "mathematics", "5А"),
            group("history", "history subject", "5А"),
            order("enrolment", 1, "71-у", "21.08.2026"),
            order("arrival", 1, "90-у", "02.10.2026"),
            order("leaving", 5, "95-у", "08.10.2026"),
            Write::new(y::LOAD, vec![Self::user(&self.teacher), Value::Id(id("maths"))], list(vec![400.into(), Value::Null, Value::Null])),
            Write::new(y::HOMEROOM, vec![Self::user(&self.homeroom), class.clone()], list(vec![Value::Null, Value::Null])),
            line("zhukov", "09.10.2026", Value::Null, "leaving", 6),
            Write::new(
                y::DAY,
                vec![day("07.10.2026").into(), Value::Null],
                list(vec![1.into(), Value::Null, Value::Null, "День учителя".into()]),
            ),
        ];
        for (word, _, _) in PUPILS {
            let late = word == "belov";
            let (from, order, kind) = if late { ("05.10.2026", "arrival", 3) } else { ("01.09.2026", "enrolment", 1) };
            all.push(line(word, from, class.clone(), order, kind));
            for group in ["maths", "history"] {
                let key = vec![class.clone(), Value::Id(id(group)), Value::Id(id(word)), day(from).into()];
                all.push(Write::new(y::GROUP_MEMBER, key, list(vec![Value::Null, Value::Null])));
            }
        }
        for (word, name, kind, from, to) in TERMS {
            let value = list(vec![name.into(), kind.into(), day(from).into(), day(to).into(), list(vec![]), list(vec![])]);
            all.push(Write::new(y::TERM, vec![Value::Id(id(word))], value));
        }
        // Mathematics on Monday 1, Wednesday 2, Thursday 3 and 4; history on Friday 1.
        for (group, weekday, slot) in [("maths", 1, 1), ("maths", 3, 2), ("maths", 4, 3), ("maths", 4, 4), ("history", 5, 1)] {
            let key = vec![Value::Id(id(group)), day("01.09.2026").into(), weekday.into(), slot.into()];
            all.push(Write::new(y::TIMETABLE, key, list(vec![0.into(), Value::Null, Value::Null, Value::Null])));
        }
        for slot in 1..=6_i64 {
            let begin = 510 + (slot - 1) * 55;
            let value = list(vec![1.into(), begin.into(), (begin + 40).into()]);
            all.push(Write::new(y::BELLS, vec![Value::Id(id("bells")), slot.into()], value));
        }
        all
    }

    /// The whole journal page of mathematics as somebody sees it.
    pub fn page(&self, of: &Desk, term: &str) -> Json {
        let term = if term == "year" { "year".to_owned() } else { text(term) };
        of.ok("journal.page", json!({ "group": text("maths"), "term": term }))
    }
    /// What became of changes of the teacher.
    pub fn done(&self, changes: &[Json]) -> Vec<Json> {
        written(&self.teacher, changes)
    }
    /// The answer of one change that must be written.
    pub fn one(&self, change: Json) -> Json {
        let done = self.done(&[change]).remove(0);
        assert_eq!(done["refused"], Json::Null, "{done}");
        done
    }
    /// The code with which a change of somebody is refused.
    pub fn refusal(&self, of: &Desk, change: Json) -> String {
        let done = written(of, &[change]).remove(0);
        done["refused"].as_str().unwrap_or_else(|| panic!("not refused: {done}")).to_owned()
    }
    /// Every event counts, tables are what the ledger gives.
    pub fn clean(&self) -> Json {
        let report = self.admin.ok("check", json!({}));
        let report = self.admin.done(&report);
        assert_eq!(report["ok"], true, "{report}");
        report
    }
}

pub fn written(of: &Desk, changes: &[Json]) -> Vec<Json> {
    of.ok("journal.write", json!({ "changes": changes }))["done"].as_array().unwrap().clone()
}

fn registry() -> Vec<Write> {
    let subject = |word: &str, name: &str| {
        Write::new(r::SUBJECT, vec![Value::Id(id(word))], list(vec![name.into(), name.into(), 1.into(), "".into()]))
    };
    let mut all = vec![subject("mathematics", "Математика"), subject("history subject", "История")];
    for (word, surname, given) in PUPILS {
        all.push(Write::new(
            r::PERSON_NAME,
            vec![Value::Id(id(word)), Value::Null],
            list(vec![surname.into(), given.into(), "Игоревна".into()]),
        ));
    }
    for (word, name, short, weight, days, obligatory) in WORKS {
        let value = list(vec![name.into(), short.into(), weight.into(), days.into(), Value::Bool(obligatory), Value::Bool(obligatory)]);
        all.push(Write::new(r::WORK_TYPE, vec![Value::Id(id(word))], value));
    }
    all
}

/// A change of a mark in mathematics.
pub fn mark(date: &str, slot: u8, pupil: &str, mark: Option<u8>) -> Json {
    json!({ "cell": { "what": "mark", "group": text("maths"), "date": date, "slot": slot, "pupil": text(pupil) }, "mark": mark })
}
/// The same of a work that is not the usual one.
pub fn worked(date: &str, slot: u8, pupil: &str, work: &str, ordinal: u8, given: u8) -> Json {
    let mut change = mark(date, slot, pupil, Some(given));
    change["cell"]["work"] = json!(text(work));
    change["cell"]["ordinal"] = json!(ordinal);
    change
}
pub fn absence(date: &str, slot: u8, pupil: &str, code: Option<u8>) -> Json {
    json!({ "cell": { "what": "attendance", "group": text("maths"), "date": date, "slot": slot, "pupil": text(pupil) }, "code": code })
}
pub fn of_lesson(what: &str, date: &str, slot: u8, words: Option<&str>) -> Json {
    json!({ "cell": { "what": what, "group": text("maths"), "date": date, "slot": slot }, "text": words })
}
pub fn final_of(pupil: &str, term: &str, given: Option<u8>) -> Json {
    json!({ "cell": { "what": "final", "group": text("maths"), "pupil": text(pupil), "term": text(term) }, "mark": given })
}
