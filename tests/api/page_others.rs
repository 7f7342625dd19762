//! A page that others write too: another computer, a substitute, the deputy's locks and permits (J-08, R-02, R-09).

use super::desk;
use super::page_school::{School, absence, day, final_of, id, mark, of_lesson, text, worked, written};
use serde_json::{Value as Json, json};
use zhurnal::book::{UserAuthor, writes};
use zhurnal::event::kinds::{journal as j, ledger as l, year as y};
use zhurnal::event::segment::{head_message, session_message};
use zhurnal::event::{ChainId, Cut, Event, Head, Scope, Segment, Value, Volume, device_id, next_hash, spec};
use zhurnal::keys::{Context, Secret, SigningKey};
use zhurnal::store::{Author as _, Write};

const YEAR: Volume = Volume(2026);

/// A computer at a teacher's home: its own key, its own chain.
struct Elsewhere {
    key: SigningKey,
    chain: ChainId,
    events: Vec<Vec<u8>>,
    hash: [u8; 32],
}

impl Elsewhere {
    /// Enrolled by the admin.
    fn enrolled(s: &School) -> Self {
        let key = SigningKey::from_seed(&Secret::new([5; 32]));
        let device = device_id(&key.public().0, &[7; 32]);
        let chain = ChainId { device, volume: YEAR, nonce: 77 };
        let value = vec![Value::Bytes(key.public().0.to_vec()), Value::Bytes(vec![7; 32]), Value::Array(vec![1.into()]), "Ноутбук".into()];
        s.write(Volume::REGISTRY, vec![Write::new(l::DEVICE, vec![Value::Id(chain.device.0)], Value::Array(value))]);
        Self { hash: chain.origin(), key, chain, events: Vec::new() }
    }
    fn push(&mut self, claim: i64, kind: u16, key: Vec<Value>, value: Value) {
        let bytes = Event::new(claim, spec(kind).unwrap(), key, value).to_bytes();
        self.hash = next_hash(&self.hash, &bytes);
        self.events.push(bytes);
    }
    /// Logs somebody in, and sees what the office has written.
    fn log_in(&mut self, s: &School, who: &UserAuthor, claim: i64) {
        let idx = u32::try_from(self.events.len()).unwrap();
        let signature = who.sign_session(&session_message(&self.chain, idx));
        let value = vec![Value::Id(who.user().0), Value::Bytes(who.key().to_vec()), Value::Bytes(signature.to_vec())];
        self.push(claim, l::SESSION, vec![], Value::Array(value));
        let book = s.admin.app.book().unwrap();
        let heads: Vec<Head> = [Volume::REGISTRY, YEAR].into_iter().flat_map(|v| book.home().heads(v).unwrap()).collect();
        let heads = heads.iter().filter(|h| h.chain.device != self.chain.device).map(Head::to_value).collect();
        self.push(claim, l::SEEN, vec![], Value::Array(heads));
    }
    fn write(&mut self, claim: i64, w: &Write) {
        self.push(claim, w.kind, w.key.clone(), w.value.clone());
    }
    /// Everything it wrote, carried over.
    fn carry(&self, s: &School) {
        let mut segment =
            Segment { chain: self.chain, first: 0, prev: self.chain.origin(), events: self.events.clone(), signature: [0; 64] };
        segment.signature = self.key.sign(Context::HEAD, &[&head_message(&segment.head().unwrap())]).0;
        let got = s.admin.app.book().unwrap().home().receive(&[segment]).unwrap();
        assert_eq!((got.refused, got.waiting), (0, 0));
    }
}

fn lesson(date: &str, slot: u8) -> writes::LessonAt {
    writes::LessonAt { group: id("maths"), date: date.parse().unwrap(), slot }
}
fn load_of_other(s: &School) -> Write {
    Write::new(y::LOAD, vec![School::user(&s.other), Value::Id(id("maths"))], Value::Array(vec![400.into(), Value::Null, Value::Null]))
}
fn square(page: &Json, date: &str, pupil: &str) -> Json {
    page["cells"].as_array().unwrap().iter().find(|c| c["date"] == date && c["pupil"] == text(pupil)).cloned().unwrap_or(Json::Null)
}

#[test]
fn a_conflict_of_two_computers_is_shown_and_closed_by_the_next_write_and_undo_stops_before_it() {
    let s = School::found();
    s.write(YEAR, vec![load_of_other(&s)]);
    let first = s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    let other = s.admin.app.book().unwrap().log_in("drugoj", desk::OWN_PASSWORD).unwrap().author;
    let mut home = Elsewhere::enrolled(&s);
    home.log_in(&s, &other, desk::NOON + 60);
    home.write(desk::NOON + 60, &writes::mark(&lesson("2026-10-14", 2), id("elkin"), (id("answer"), 1), Some(3)));
    home.write(desk::NOON + 60, &writes::mark(&lesson("2026-10-14", 2), id("yakovleva"), (id("answer"), 1), Some(4)));
    home.carry(&s);
    let page = s.page(&s.teacher, "q1");
    let shown = &square(&page, "2026-10-14", "elkin")["marks"][0];
    assert_eq!((&shown["mark"], &shown["conflict"]), (&json!(3), &json!(true)));
    assert_eq!(square(&page, "2026-10-14", "yakovleva")["marks"][0]["conflict"], false);
    assert_eq!(s.refusal(&s.teacher, first["undo"].clone()), "cell-changed");
    let story = s
        .teacher
        .ok("journal.story", json!({ "what": "mark", "group": text("maths"), "date": "2026-10-14", "slot": 2, "pupil": text("elkin") }));
    let computers: Vec<&str> = story["lines"].as_array().unwrap().iter().map(|l| l["computer"].as_str().unwrap()).collect();
    assert_eq!(computers, ["Ноутбук", "Учительская"]);
    // The value that is shown, written again, closes the conflict: equal it is, and not nothing.
    let closed = s.one(mark("2026-10-14", 2, "elkin", Some(3)));
    assert_ne!(closed["stamp"], "");
    let shown = square(&s.page(&s.teacher, "q1"), "2026-10-14", "elkin")["marks"][0].clone();
    assert_eq!((&shown["mark"], &shown["conflict"]), (&json!(3), &json!(false)));
    s.clean();
}

#[test]
fn a_locked_term_refuses_with_the_reason_and_a_permit_opens_its_cells_alone() {
    let s = School::found();
    s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    let book = s.admin.app.book().unwrap();
    let deputy = book.log_in("zavuch", desk::OWN_PASSWORD).unwrap().author;
    let scope = Scope::Lessons { groups: vec![id("maths")], from: day("01.09.2026"), to: day("23.10.2026"), terms: vec![id("q1")] };
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
    book.home().act(&deputy, YEAR, &[Write::new(l::CUT, vec![Value::Id(id("lock"))], cut.to_value()).at_heads()]).unwrap();
    let changed = mark("2026-10-14", 2, "elkin", Some(4));
    for change in [changed.clone(), of_lesson("topic", "2026-10-14", 2, Some("Дроби")), final_of("elkin", "q1", Some(4))] {
        assert_eq!(s.refusal(&s.teacher, change), "term-locked");
    }
    let page = s.page(&s.teacher, "q1");
    assert!(page["lessons"].as_array().unwrap().iter().all(|l| l["locked"] == "term-locked"));
    assert_eq!(page["finals_locked"], "term-locked");
    s.one(of_lesson("topic", "2026-11-02", 1, Some("Дроби")));
    let cell = writes::mark(&lesson("2026-10-14", 2), id("elkin"), (id("answer"), 1), None).key;
    let cells = Value::Array(vec![Value::Array(vec![i64::from(j::MARK).into(), Value::Array(cell)])]);
    let permit = vec![School::user(&s.teacher), cells, "ошибка в отметке".into(), Value::Null];
    book.home().act(&deputy, YEAR, &[Write::new(l::PERMIT, vec![Value::Id(id("permit"))], Value::Array(permit))]).unwrap();
    s.one(changed);
    assert_eq!(square(&s.page(&s.teacher, "q1"), "2026-10-14", "elkin")["marks"][0]["mark"], 4);
    assert_eq!(s.refusal(&s.teacher, mark("2026-10-14", 2, "yakovleva", Some(4))), "term-locked");
    let report = s.clean();
    assert!(report["volumes"].as_array().unwrap().iter().all(|v| v["fates"]["held"].as_u64().unwrap_or(0) == 0), "{report}");
}

#[test]
fn an_edit_window_holds_what_was_written_and_lets_first_entries_pass() {
    let s = School::found();
    s.one(mark("2026-10-14", 2, "elkin", Some(5)));
    let book = s.admin.app.book().unwrap();
    let deputy = book.log_in("zavuch", desk::OWN_PASSWORD).unwrap().author;
    let scope = Scope::Window { groups: vec![], from: day("12.10.2026"), to: day("14.10.2026") };
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
    book.home().act(&deputy, YEAR, &[Write::new(l::CUT, vec![Value::Id(id("window"))], cut.to_value()).at_heads()]).unwrap();
    let done = s.done(&[mark("2026-10-14", 2, "elkin", Some(4)), mark("2026-10-14", 2, "yakovleva", Some(4))]);
    assert_eq!((&done[0]["refused"], &done[1]["refused"]), (&json!("window-locked"), &Json::Null));
    // What came after the window was closed is not held by it.
    s.one(mark("2026-10-14", 2, "yakovleva", Some(5)));
    assert_eq!(s.page(&s.teacher, "q1")["lessons"].as_array().unwrap().iter().filter(|l| !l["locked"].is_null()).count(), 0);
    s.clean();
}

#[test]
fn a_substitute_writes_the_substituted_lesson_alone_and_is_named_in_it() {
    let s = School::found();
    let deputy = s.admin.app.book().unwrap().log_in("zavuch", desk::OWN_PASSWORD).unwrap().author;
    let key = vec![Value::Id(id("maths")), day("15.10.2026").into(), 3.into(), School::user(&s.other)];
    let value = vec![Value::Null, 1.into(), "болезнь".into(), 100.into(), Value::Null];
    s.admin.app.book().unwrap().home().act(&deputy, YEAR, &[Write::new(y::SUBSTITUTION, key, Value::Array(value))]).unwrap();
    let done = written(
        &s.other,
        &[
            mark("2026-10-15", 3, "elkin", Some(5)),
            absence("2026-10-15", 3, "agafonova", Some(1)),
            of_lesson("topic", "2026-10-15", 3, Some("Дроби")),
            worked("2026-10-15", 3, "yakovleva", "test", 1, 4),
        ],
    );
    assert!(done.iter().all(|d| d["refused"].is_null()), "{done:?}");
    for change in [
        mark("2026-10-15", 4, "elkin", Some(5)),
        mark("2026-10-14", 2, "elkin", Some(5)),
        of_lesson("homework", "2026-10-15", 4, Some("§ 1")),
        final_of("elkin", "q1", Some(5)),
    ] {
        assert_eq!(s.refusal(&s.other, change), "no-right");
    }
    let page = s.page(&s.other, "q1");
    assert_eq!((&page["writes"], &page["sets_finals"]), (&json!(true), &json!(false)));
    let of = |slot: u8| page["lessons"].as_array().unwrap().iter().find(|l| l["date"] == "2026-10-15" && l["slot"] == slot).unwrap();
    assert_eq!((&of(3)["substitute"], &of(4)["substitute"]), (&json!("Петров\u{a0}П.\u{a0}П."), &Json::Null));
    let today = s.other.ok("journal.today", json!({}));
    assert_eq!(today["lessons"].as_array().unwrap().len(), 1);
    assert_eq!(s.other.ok("journal.groups", json!({}))["mine"].as_array().unwrap().len(), 1);
    s.clean();
}

#[test]
fn an_entry_after_the_deadline_is_marked_late_and_a_correction_of_one_in_time_is_not() {
    let s = School::found();
    let late = |s: &School, date: &str| {
        let page = s.page(&s.teacher, "q1");
        page["lessons"].as_array().unwrap().iter().find(|l| l["date"] == date).unwrap()["late"].clone()
    };
    // ЭлЖур: an hour after the end of the day's lessons. It is noon of the 15th: the 14th is over.
    s.done(&[
        mark("2026-10-14", 2, "elkin", Some(5)),
        of_lesson("homework", "2026-10-12", 1, Some("§ 1")),
        mark("2026-10-15", 3, "elkin", Some(5)),
    ]);
    assert_eq!((late(&s, "2026-10-14"), late(&s, "2026-10-12"), late(&s, "2026-10-15")), (json!("marks"), json!("homework"), Json::Null));
    // A control work has three days of its own.
    s.done(&[worked("2026-10-12", 1, "elkin", "test", 1, 4), of_lesson("homework", "2026-10-12", 1, Some(""))]);
    assert_eq!(late(&s, "2026-10-12"), Json::Null);
    s.teacher.clock.shift(3 * 86_400);
    s.teacher.ok("session.unlock", json!({ "password": desk::OWN_PASSWORD }));
    s.one(mark("2026-10-15", 3, "elkin", Some(4)));
    assert_eq!(late(&s, "2026-10-15"), Json::Null);
}

#[test]
fn whatever_time_a_liar_claims_pages_and_logs_are_shown() {
    let s = School::found();
    s.write(YEAR, vec![load_of_other(&s)]);
    let book = s.admin.app.book().unwrap();
    let other = book.log_in("drugoj", desk::OWN_PASSWORD).unwrap().author;
    let mut liar = Elsewhere::enrolled(&s);
    liar.log_in(&s, &other, desk::NOON);
    // The ends of whole numbers, and of the calendar of years that dates are counted in.
    let claims = [i64::MIN, -8_334_601_228_800, 8_210_266_876_799, i64::MAX];
    for (claim, pupil) in claims.into_iter().zip(["agafonova", "elkin", "zhukov", "yakovleva"]) {
        liar.write(claim, &writes::mark(&lesson("2026-10-14", 2), id(pupil), (id("test"), 1), Some(4)));
        let homework = vec![Value::Id(id("maths")), day("14.10.2026").into(), 2.into(), i64::from(claim > 0).into()];
        let none = || Value::Array(vec![]);
        liar.push(claim, j::HOMEWORK, homework, Value::Array(vec!["§ 2".into(), Value::Null, Value::Null, none(), none()]));
    }
    liar.carry(&s);
    let log = |s: &School| s.admin.ok("log.page", json!({ "volume": "2026", "before": null, "limit": 500 })).to_string();
    assert!(log(&s).contains("2170-01-02T00:00:00Z"), "{}", log(&s));
    assert_eq!(square(&s.page(&s.teacher, "q1"), "2026-10-14", "elkin")["marks"][0]["mark"], 4);
    // A witness that lies moves the shown times alone.
    checkpoint_of(&s, i64::MIN);
    assert!(!log(&s).contains("2170-01-02T00:00:00Z"), "{}", log(&s));
    s.admin.ok("doctor", json!({}));
    s.clean();
}

/// The witness claims any time.
fn checkpoint_of(s: &School, claim: i64) {
    let now = desk::NOON;
    s.admin.clock.set(claim);
    let write = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
    s.admin.app.book().unwrap().home().act_alone(Volume::REGISTRY, &[write]).unwrap();
    s.admin.clock.set(now);
}
