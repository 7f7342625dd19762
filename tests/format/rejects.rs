//! `tests/vectors/rejects.json`: bytes that are refused, and at which of three doors; and bytes that only look wrong.

use super::{file, forms, impossible, packed, samples, unhex, update};
use serde_json::Value as Json;
use zhurnal::event::kinds::{journal as j, ledger as l, registry as r, year as y};
use zhurnal::event::{Event, Law, Value, spec};

const FILE: &str = "tests/vectors/rejects.json";

/// Where bytes stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Not an event in canonical form: never joins a chain.
    Form,
    /// An event, but key or value are not of the kind's shape: void.
    Shape,
    /// Of its shape, but says the impossible: void.
    Law,
    /// An event of an unknown kind or version: kept, changes nothing.
    Unknown,
    /// Nothing is wrong.
    Open,
}

impl Door {
    fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Shape => "shape",
            Self::Law => "law",
            Self::Unknown => "unknown",
            Self::Open => "open",
        }
    }
    fn of(bytes: &[u8]) -> Self {
        let Some(e) = Event::from_bytes(bytes) else { return Self::Form };
        let Some(s) = e.spec() else { return Self::Unknown };
        if !e.well_formed() {
            return Self::Shape;
        }
        if s.is_law() && !(s.clears && e.value == Value::Null) && Law::read(&e).is_none() {
            return Self::Law;
        }
        Self::Open
    }
}

pub fn build(kind: u16, key: Vec<Value>, value: Value) -> Vec<u8> {
    Event::new(0, spec(kind).unwrap(), key, value).to_bytes()
}

fn a(items: &[Value]) -> Value {
    Value::Array(items.to_vec())
}

fn text(n: usize) -> Value {
    Value::Text("ж".repeat(n))
}

fn shapes() -> Vec<(&'static str, Vec<u8>)> {
    let p = Value::Id(samples::id("person"));
    let b = |n: usize| Value::Bytes(samples::bytes("b", n));
    let head = samples::head("a", 2026, 3).to_value();
    let d = Value::Int(20_697);
    let lesson = [p.clone(), d.clone(), Value::Int(1)];
    let name = |s: &str| a(&[Value::from(s), Value::from("Анна"), Value::from("")]);
    let device = |capability: Value| a(&[b(32), b(32), a(&[capability]), Value::from("ПК")]);
    let last = i64::from(zhurnal::event::MAX_INDEX);
    let high = a(&[&head.items().unwrap()[..3], &[Value::Int(last + 1)], &head.items().unwrap()[4..]].concat());
    let gap = |nonce: Value, first: i64, last: i64| {
        build(l::GAP, vec![p.clone(), Value::Int(2026), nonce, Value::Int(first)], a(&[Value::Int(last), b(32)]))
    };
    let key = |heads: usize, proof: usize| {
        let cost = Value::Int(1);
        a(&[p.clone(), cost.clone(), cost.clone(), cost, b(32), Value::Bool(true), a(&vec![head.clone(); heads]), b(proof)])
    };
    let final_of = |group: &Value| a(&[Value::Int(5), group.clone(), Value::Null, Value::from("")]);
    let cut = |scope: Value| a(&[scope, a(&[]), Value::Bool(false), Value::Bool(false), Value::Int(1), a(&[])]);
    vec![
        ("a number below its bounds", build(r::PERSON_SEX, vec![p.clone()], Value::Int(0))),
        ("a number above its bounds", build(r::PERSON_SEX, vec![p.clone()], Value::Int(3))),
        ("a mark of 0", build(j::MARK, [&lesson[..], &[p.clone(), p.clone(), Value::Int(0)]].concat(), Value::Int(0))),
        ("a mark of 101", build(j::MARK, [&lesson[..], &[p.clone(), p.clone(), Value::Int(0)]].concat(), Value::Int(101))),
        ("an ordinal of 256", build(j::MARK, [&lesson[..], &[p.clone(), p.clone(), Value::Int(256)]].concat(), Value::Int(5))),
        ("a key with an item too few", build(j::MARK, [&lesson[..], &[p.clone(), p.clone()]].concat(), Value::Int(5))),
        ("a key with an item too many", build(r::PERSON_SEX, vec![p.clone(), Value::Int(1)], Value::Int(1))),
        ("a date before 1870", build(r::PERSON_BIRTH, vec![p.clone()], Value::Int(-36_526))),
        ("a date after 2170", build(r::PERSON_BIRTH, vec![p.clone()], Value::Int(73_051))),
        ("a date as text", build(r::PERSON_BIRTH, vec![p.clone()], Value::from("2015-03-01"))),
        ("text where it must not be empty", build(r::PERSONAL_FILE, vec![p.clone()], Value::from(""))),
        ("text of white space only", build(r::PERSONAL_FILE, vec![p.clone()], Value::from(" \u{a0}\u{2003}\t\n"))),
        ("61 characters where 60 may stand", build(r::PERSONAL_FILE, vec![p.clone()], text(61))),
        ("a control character: NUL", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("а\0б"))),
        ("a control character: carriage return", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("а\r\nб"))),
        ("a control character: escape", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("\u{1b}[31m"))),
        ("a control character: delete", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("а\u{7f}"))),
        ("a control character: U+0085", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("а\u{85}"))),
        ("null where nothing may be cleared", build(l::ADMIN, vec![p.clone()], Value::Null)),
        ("a number where yes or no stands", build(l::ADMIN, vec![p.clone()], Value::Int(1))),
        ("a text where an id stands", build(r::PERSON_SEX, vec![Value::from("person")], Value::Int(1))),
        ("fifteen bytes where an id stands", build(r::PERSON_SEX, vec![b(15)], Value::Int(1))),
        ("seventeen bytes where an id stands", build(r::PERSON_SEX, vec![b(17)], Value::Int(1))),
        ("null where an id stands", build(r::PERSON_SEX, vec![Value::Null], Value::Int(1))),
        ("an id where 32 bytes stand", build(l::SESSION, vec![], a(&[p.clone(), p.clone(), b(64)]))),
        ("31 bytes where 32 stand", build(l::SESSION, vec![], a(&[p.clone(), b(31), b(64)]))),
        ("63 bytes of a signature", build(l::SESSION, vec![], a(&[p.clone(), b(32), b(63)]))),
        ("a session with a key", build(l::SESSION, vec![p.clone()], a(&[p.clone(), b(32), b(64)]))),
        ("257 bytes where 256 may stand", build(l::VOLUME_KEY, vec![Value::Int(0), Value::Int(0), p.clone()], a(&[b(257)]))),
        ("text where bytes stand", build(r::PERSON_SEALED, vec![p.clone(), Value::Int(1)], Value::from("тел."))),
        ("a tuple with an item too few", build(r::PERSON_NAME, vec![p.clone(), Value::Null], a(&[Value::from("Ким")]))),
        (
            "a tuple with an item too many",
            build(r::PERSON_NAME, vec![p.clone(), Value::Null], a(&[Value::from("Ким"), Value::from("А"), Value::from(""), Value::Null])),
        ),
        ("null for a text that may be empty", build(y::TERM, vec![p.clone()], a(&[Value::Null]))),
        ("a surname of spaces", build(r::PERSON_NAME, vec![p.clone(), Value::Null], name("  "))),
        ("a capability of 5", build(l::DEVICE, vec![p.clone()], device(Value::Int(5)))),
        ("a capability by name", build(l::DEVICE, vec![p.clone()], device(Value::from("office")))),
        ("seen: no list", build(l::SEEN, vec![], head.clone())),
        ("seen: a head cut short", build(l::SEEN, vec![], a(&[a(&head.items().unwrap()[..4])]))),
        ("seen: a number among heads", build(l::SEEN, vec![], a(&[head.clone(), Value::Int(1)]))),
        ("a cut with an unknown scope", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(11), p.clone()])))),
        ("a cut with a scope below zero", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(-1), p.clone()])))),
        ("a cut with an empty scope", build(l::CUT, vec![p.clone()], cut(a(&[])))),
        ("a cut whose scope lacks its user", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(0)])))),
        ("a decision of stratum 3", build(l::DECIDE, vec![p.clone()], a(&[a(&[]), Value::Bool(true), Value::Int(3)]))),
        (
            "a permit of a cell that is none",
            build(l::PERMIT, vec![p.clone()], a(&[p.clone(), a(&[a(&[Value::Int(204)])]), Value::from(""), Value::Null])),
        ),
        (
            "a permit of a kind above 65535",
            build(l::PERMIT, vec![p.clone()], a(&[p.clone(), a(&[a(&[Value::Int(65_536), a(&[])])]), Value::from(""), Value::Null])),
        ),
        ("a gap whose nonce is a number", gap(Value::Int(7), 0, 1)),
        ("a gap that loses the last index there can be", gap(b(8), 0, last)),
        ("a gap whose first index is the last there can be", gap(b(8), last, 0)),
        ("a gap without its volume", build(l::GAP, vec![p.clone(), b(8), Value::Int(0)], a(&[Value::Int(1), b(32)]))),
        ("seen: a head with an index above 2^31-1", build(l::SEEN, vec![], a(&[high]))),
        ("seen: 901 heads", build(l::SEEN, vec![], a(&vec![head.clone(); 901]))),
        ("a key of a user with 257 heads", build(l::USER_KEY, vec![p.clone()], key(257, 64))),
        ("a proof of 63 bytes", build(l::USER_KEY, vec![p.clone()], key(0, 63))),
        ("a cut of scope keys without its user", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(1), a(&[b(32)])])))),
        ("a cut of scope device without its capabilities", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(2), p.clone()])))),
        ("a cut of scope grant with 65 grants", build(l::CUT, vec![p.clone()], cut(a(&[Value::Int(10), a(&vec![head.clone(); 65])])))),
        ("a cut without its parts", build(l::CUT, vec![p.clone()], a(&cut(a(&[Value::Int(0), p.clone()])).items().unwrap()[..5]))),
        ("the key of a person instead of its hash", build(l::PERSON_KEY, vec![p.clone()], a(&[b(32)]))),
        (
            "a final that names its group in the value",
            build(j::FINAL_MARK, vec![p.clone(), p.clone(), p.clone(), Value::Int(1)], final_of(&p)),
        ),
        ("a term signed for somebody", build(j::SIGNED, vec![p.clone(), p.clone()], a(&[b(32), b(64)]))),
        ("nesting of eight, where a number stands", forms::sex(&forms::nested(7))),
        ("a required level of 0", build(l::REQUIRE, vec![Value::Int(0)], Value::Bool(true))),
    ]
}

fn others() -> Vec<(Door, &'static str, Vec<u8>)> {
    let p = Value::Id(samples::id("person"));
    let version = |version: u8| Event { version, ..Event::new(0, spec(r::PERSON_SEX).unwrap(), vec![p.clone()], Value::Int(1)) };
    let unknown = |kind: u16| Event { kind, ..version(1) };
    let reference = |idx: u32| Event { refs: vec![samples::head("a", 2026, idx)], ..version(1) }.to_bytes();
    vec![
        (Door::Unknown, "a kind that nobody knows", unknown(511).to_bytes()),
        (Door::Unknown, "the greatest kind", unknown(65_535).to_bytes()),
        (Door::Unknown, "kind 0", unknown(0).to_bytes()),
        (Door::Unknown, "version 0", version(0).to_bytes()),
        (Door::Unknown, "version 255", version(255).to_bytes()),
        (Door::Unknown, "a code that was never given out", unknown(59).to_bytes()),
        (Door::Open, "60 letters of two bytes", build(r::PERSONAL_FILE, vec![p.clone()], text(60))),
        (Door::Open, "60 letters of four bytes", build(r::PERSONAL_FILE, vec![p.clone()], Value::Text("😀".repeat(60)))),
        (Door::Open, "tab and line feed", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("а\tб\nв"))),
        (Door::Open, "zero width and direction marks", build(r::PERSONAL_FILE, vec![p.clone()], Value::from("\u{200b}\u{202e}"))),
        (Door::Open, "sealed bytes of sixteen", build(r::PERSON_SEALED, vec![p.clone(), Value::Int(1)], Value::Id([9; 16]))),
        (Door::Open, "sealed bytes of none", build(r::PERSON_SEALED, vec![p.clone(), Value::Int(1)], Value::Bytes(vec![]))),
        (Door::Open, "a ref with the last index there can be", reference(zhurnal::event::MAX_INDEX)),
        (Door::Open, "the first date", build(r::PERSON_BIRTH, vec![p.clone()], Value::Int(-36_525))),
        (Door::Open, "the last date", build(r::PERSON_BIRTH, vec![p.clone()], Value::Int(73_050))),
        (Door::Open, "a code of an enumeration that nobody knows", build(r::PERSON_ADDRESS, vec![p, Value::Int(255)], Value::from("а"))),
    ]
}

fn all() -> Vec<(Door, String, Vec<u8>)> {
    let tag = |door: Door, list: Vec<(&'static str, Vec<u8>)>| list.into_iter().map(move |(why, b)| (door, why.to_owned(), b));
    let refused = tag(Door::Form, forms::forms()).chain(tag(Door::Shape, shapes())).chain(tag(Door::Law, impossible::laws()));
    let open = tag(Door::Open, impossible::possible());
    refused.chain(open).chain(others().into_iter().map(|(d, why, b)| (d, why.to_owned(), b))).collect()
}

fn landed() -> Vec<(String, String, Vec<u8>)> {
    let Ok(text) = std::fs::read_to_string(file(FILE)) else { return Vec::new() };
    let json: Json = serde_json::from_str(&text).expect("rejects.json is JSON");
    let part = |v: &Json, name: &str| v[name].as_str().unwrap_or_else(|| panic!("{name} missing")).to_owned();
    json.as_array().expect("a list").iter().map(|v| (part(v, "door"), part(v, "why"), unhex(&part(v, "bytes")))).collect()
}

#[test]
fn refused_bytes_stop_at_their_door_and_stay_refused() {
    let mut file_lines = landed();
    for (door, why, bytes) in all() {
        assert_eq!(Door::of(&bytes), door, "{why}");
        let line = (door.name().to_owned(), why, bytes);
        match file_lines.iter().find(|(_, w, _)| *w == line.1) {
            Some(l) => assert_eq!(*l, line, "a landed vector never changes"),
            None => {
                assert!(update(), "not in {FILE}: {}; `UPDATE=1 cargo test` adds it", line.1);
                file_lines.push(line);
            }
        }
    }
    for (door, why, bytes) in &file_lines {
        assert_eq!(Door::of(bytes).name(), door, "{why}");
    }
    let refused = file_lines.iter().filter(|(d, ..)| d == "form" || d == "shape" || d == "law").count();
    assert!(refused >= 100, "only {refused} refused");
    if update() {
        let lines: Vec<String> = file_lines
            .iter()
            .map(|(door, why, b)| format!("{{\"door\": \"{door}\", \"why\": \"{why}\", \"bytes\": \"{}\"}}", packed(b)))
            .collect();
        std::fs::write(file(FILE), format!("[\n{}\n]\n", lines.join(",\n"))).expect("write rejects.json");
    }
}
