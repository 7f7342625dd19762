//! Events of their shape that say the impossible by themselves (docs/FORMAT.md, 7), and the nearest that do not.

use super::rejects::build;
use super::samples;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Cut, Event, MAX_INDEX, Scope, Value, spec};

/// 2026-09-21, the UTC date of the samples' clock.
const TODAY: i64 = samples::CLAIM.div_euclid(86_400);

fn id() -> [u8; 16] {
    samples::id("user")
}

fn write(claim: i64, cut: &Cut) -> Vec<u8> {
    Event { claim, ..Event::new(0, spec(l::CUT).unwrap(), vec![Value::Id(id())], cut.to_value()) }.to_bytes()
}

fn plain(scope: Scope, stratum: u8) -> Cut {
    Cut { scope, heads: vec![], void: false, automatic: false, stratum, parts: vec![] }
}

fn cut(scope: Scope, stratum: u8) -> Vec<u8> {
    write(samples::CLAIM, &plain(scope, stratum))
}

fn window(from: i64, to: i64) -> Cut {
    Cut { automatic: true, ..plain(Scope::Window { groups: vec![], from, to }, 2) }
}

fn grant(stratum: u8) -> Cut {
    plain(Scope::Grant(vec![samples::head("a", 2026, 3)]), stratum)
}

fn device(name: &str, sign: &str, seal: &str) -> Vec<u8> {
    let key = |n: &str| Value::Bytes(samples::bytes(n, 32));
    let value = vec![key(&format!("{sign} sign")), key(&format!("{seal} seal")), Value::Array(vec![1.into()]), "ПК".into()];
    build(l::DEVICE, vec![Value::Id(samples::device(name).0)], Value::Array(value))
}

fn gap(first: i64, last: i64) -> Vec<u8> {
    let key = vec![Value::Id(id()), Value::Int(0), Value::Bytes(vec![1; 8]), Value::Int(first)];
    build(l::GAP, key, Value::Array(vec![Value::Int(last), Value::Bytes(vec![7; 32])]))
}

fn destroyed(year: i64, date: i64) -> Vec<u8> {
    let none = || Value::Array(vec![]);
    let closing = samples::head("closing", u16::try_from(year).unwrap(), 3).to_value();
    let value = vec![none(), closing, none(), "act 1".into(), Value::Int(date), Value::Null, none()];
    build(l::DESTROYED, vec![Value::Int(year), Value::Id(id())], Value::Array(value))
}

fn lessons() -> Scope {
    Scope::Lessons { groups: vec![], from: 20_697, to: 20_697, terms: vec![] }
}

/// What stops at the third door.
pub fn laws() -> Vec<(&'static str, Vec<u8>)> {
    let id = id();
    let keys = || Scope::Keys(id, vec![[3; 32]]);
    let groups = Scope::Window { groups: vec![id], from: TODAY, to: TODAY };
    let automatic = |scope: Scope, stratum: u8| write(samples::CLAIM, &Cut { automatic: true, ..plain(scope, stratum) });
    vec![
        ("a cut on an author of stratum 2", cut(Scope::Author(id), 2)),
        ("a cut on keys of stratum 2", cut(keys(), 2)),
        ("a cut on a device of stratum 2", cut(Scope::Device(id, vec![]), 2)),
        ("a cut on permissions of stratum 2", cut(Scope::Needs(id, vec![4]), 2)),
        ("a cut on a load of stratum 1", cut(Scope::Load(id, id), 1)),
        ("a cut on a homeroom of stratum 0", cut(Scope::Homeroom(id, id), 0)),
        ("a cut on lessons of stratum 1", cut(lessons(), 1)),
        ("a cut on a window of stratum 0", cut(Scope::Window { groups: vec![], from: 1, to: 2 }, 0)),
        ("a cut on a permit of stratum 1", cut(Scope::Permit(id), 1)),
        ("a cut on an admin of stratum 1", cut(Scope::Admin(id), 1)),
        ("a cut on an admin of stratum 2", cut(Scope::Admin(id), 2)),
        ("a cut on grants of stratum 0", write(samples::CLAIM, &grant(0))),
        ("a cut on grants that is void", write(samples::CLAIM, &Cut { void: true, ..grant(1) })),
        ("an automatic window that is void", write(samples::CLAIM, &Cut { void: true, ..window(TODAY, TODAY) })),
        ("an automatic window that names a group", automatic(groups, 2)),
        ("an automatic window that ends before it begins", write(samples::CLAIM, &window(TODAY, TODAY - 1))),
        ("an automatic window of 63 days", write(samples::CLAIM, &window(TODAY - 62, TODAY))),
        ("an automatic window of all days", write(samples::CLAIM, &window(-36_525, 73_050))),
        ("an automatic window of tomorrow", write(samples::CLAIM, &window(TODAY, TODAY + 1))),
        ("an automatic window of today, a second before today", write(TODAY * 86_400 - 1, &window(TODAY, TODAY))),
        ("an automatic window of 1970, by a clock of 1969", write(-1, &window(0, 0))),
        ("an automatic window of stratum 1", write(samples::CLAIM, &Cut { stratum: 1, ..window(TODAY, TODAY) })),
        ("an automatic cut on an author", automatic(Scope::Author(id), 1)),
        ("an automatic cut on a device", automatic(Scope::Device(id, vec![]), 1)),
        ("an automatic cut on lessons", automatic(lessons(), 2)),
        ("an automatic cut on a permit", automatic(Scope::Permit(id), 2)),
        ("an automatic cut on an admin", automatic(Scope::Admin(id), 0)),
        ("a computer under the id of another", device("a computer", "own", "own")),
        ("a computer with its own signing key and another's seal", device("a computer", "a computer", "own")),
        ("a computer with another's signing key and its own seal", device("a computer", "own", "a computer")),
        ("an admin who is none", build(l::ADMIN, vec![Value::Id(id)], Value::Bool(false))),
        ("a gap that ends before it begins", gap(1, 0)),
        ("a year destroyed a day before its term", destroyed(2026, 21_183)),
        ("a year destroyed while it lasts", destroyed(2026, 20_720)),
        ("a year destroyed that no date comes after", destroyed(2169, 73_050)),
    ]
}

/// What does not, though only just.
pub fn possible() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("an automatic window of 62 days", write(samples::CLAIM, &window(TODAY - 61, TODAY))),
        ("an automatic window of today, in its first second", write(TODAY * 86_400, &window(TODAY, TODAY))),
        ("an automatic window of 1969, by a clock of 1969", write(-1, &window(-1, -1))),
        ("a window of all days, by hand", cut(Scope::Window { groups: vec![], from: -36_525, to: 73_050 }, 2)),
        ("an automatic cut on grants", write(samples::CLAIM, &Cut { automatic: true, ..grant(1) })),
        ("a cut on an admin by a root", cut(Scope::Admin(id()), 0)),
        ("a cut on one capability of a device", cut(Scope::Device(id(), vec![4]), 1)),
        ("a computer under the id of its keys", device("a computer", "a computer", "a computer")),
        ("a gap of one event", gap(3, 3)),
        ("the longest gap", gap(0, i64::from(MAX_INDEX) - 1)),
        ("a year destroyed on the first day of its term", destroyed(2026, 21_184)),
        ("900 heads of a part", {
            let heads = vec![samples::head("a", 2026, 3).to_value(); 900];
            build(l::HEADS_PART, vec![Value::Id(id())], Value::Array(heads))
        }),
    ]
}
