//! The generated parts of `docs/FORMAT.md`: the table of kinds and the numbers of enumerations.

use super::{file, shapes, update};
use std::collections::{BTreeMap, BTreeSet};
use zhurnal::event::Value;
use zhurnal::event::kinds;
use zhurnal::event::spec::{KindSpec, Need, Permission as P, Shape};
use zhurnal::journal;
use zhurnal::school::{self, table::Table};

pub fn kinds() -> impl Iterator<Item = &'static KindSpec> {
    kinds::ALL.iter().flat_map(|t| t.iter())
}

const PERMISSIONS: &[(P, &str)] = &[
    (P::Structure, "calendar, classes, groups, loads, curricula, settings of the year"),
    (P::People, "persons, guardians, addresses, documents of absence"),
    (P::Movement, "orders, class membership, certificates"),
    (P::AnyJournal, "writes any journal page"),
    (P::Lock, "locks and reopens, edit windows"),
    (P::Decide, "permits, decisions over held entries"),
    (P::Control, "checks, remarks, plan of control, acceptance of papers"),
    (P::Timetable, "timetable"),
    (P::Print, "printing for good, papers"),
    (P::Stitch, "stitching record"),
    (P::Substitution, "substitutions and transfers of lessons"),
    (P::Council, "the council's decisions, awards, debts, protocols"),
    (P::Health, "health sheet, exemptions, psychologist's notes"),
    (P::Archive, "archive register, destruction acts"),
    (P::Portfolio, "portfolios"),
    (P::Message, "surveys, acquaintance of guardians"),
    (P::LessonPlans, "lesson plans and their approval"),
    (P::Consent, "consents, erasure"),
    (P::Personnel, "staff"),
    (P::Credentials, "handing out of logins"),
    (P::Year, "closing of classes"),
    (P::Exams, "exams, results, marks earned elsewhere"),
    (P::Programmes, "programmes"),
    (P::Library, "teaching resources"),
];

const CAPABILITIES: Table = Table {
    name: "capability",
    fields: &["device.capabilities"],
    rows: &[
        (1, "journal", "writes the journal: stratum 3, pages and homerooms"),
        (2, "office", "writes structure and accounts: strata 1 and 2"),
        (3, "witness", "writes checkpoints and automatic cuts; the root's to give; one computer"),
        (4, "stamp", "prints for good, records stitching, signs archives; one computer"),
    ],
};

/// Numbers that are numbers, not codes.
const PLAIN: &[&str] = &["slot", "ordinal", "grade", "grades", "attempt", "number", "shift", "days", "years", "order", "to_slot"];

fn tables() -> impl Iterator<Item = Table> {
    std::iter::once(CAPABILITIES).chain(school::codes::TABLES.iter().copied()).chain(journal::codes::TABLES.iter().copied())
}

fn kinds_table() -> String {
    let mut out = String::from(
        "| code | version | name | volume | stratum | key | value | who may | clears | places | what |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for k in kinds() {
        out.push_str(&shapes::row(k));
        out.push('\n');
    }
    out
}

fn codes_tables() -> String {
    let mut out = String::new();
    let mut table = |name: &str, fields: &[&str], rows: &mut dyn Iterator<Item = (u8, String, String)>| {
        let fields: Vec<String> = fields.iter().map(|f| format!("`{f}`")).collect();
        out.push_str(&format!("\n**{name}**: {}\n\n| code | name | meaning |\n|---|---|---|\n", fields.join(", ")));
        for (code, id, meaning) in rows {
            out.push_str(&format!("| {code} | {id} | {} |\n", meaning.trim()));
        }
    };
    let fields = ["role.permissions", "cut.scope.needs.permissions"];
    table("permission", &fields, &mut PERMISSIONS.iter().map(|(p, about)| (*p as u8, shapes::permission(*p), (*about).to_owned())));
    for t in tables() {
        table(t.name, t.fields, &mut t.rows.iter().map(|(c, id, m)| (*c, (*id).to_owned(), (*m).to_owned())));
    }
    out
}

/// Compares the text between two marks of FORMAT.md with what the code says.
fn compare(mark: &str, expected: &str) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let path = file("docs/FORMAT.md");
    let text = std::fs::read_to_string(&path).expect("docs/FORMAT.md");
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- end of {mark} -->"));
    let start = text.find(&open).unwrap_or_else(|| panic!("FORMAT.md lacks {open}")) + open.len();
    let end = start + text[start..].find(&close).unwrap_or_else(|| panic!("FORMAT.md lacks {close}"));
    if text[start..end] == *expected {
        return;
    }
    if update() {
        std::fs::write(&path, format!("{}{expected}{}", &text[..start], &text[end..])).expect("write FORMAT.md");
        return;
    }
    panic!("docs/FORMAT.md, part `{mark}`, differs from the code; `UPDATE=1 cargo test` rewrites it. Expected:\n{expected}");
}

#[test]
fn the_table_of_kinds_in_the_document_is_the_code_s() {
    compare("kinds", &kinds_table());
}

#[test]
fn the_numbers_of_enumerations_in_the_document_are_the_code_s() {
    compare("codes", &codes_tables());
}

#[test]
fn codes_and_names_of_kinds_are_unique_and_in_their_ranges() {
    let mut codes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for k in kinds() {
        assert!(codes.insert(k.code), "code {} twice", k.code);
        assert!(names.insert(k.name), "name {} twice", k.name);
        assert_eq!(k.parts.iter().sum::<usize>(), k.key.len(), "{}: parts of the key", k.name);
        assert!(!k.about.contains('|') && !k.about.is_empty(), "{}", k.name);
        let volume = shapes::volume(k.volume);
        match k.code {
            1..=39 => {}
            40..=99 => assert_eq!(volume, "registry", "{}", k.name),
            _ => assert_eq!(volume, "year", "{}", k.name),
        }
    }
}

#[test]
fn places_of_a_kind_point_at_items_of_their_sort() {
    for k in kinds() {
        let at = |item: Option<usize>| item.map(|i| k.key[i].1);
        for (name, shape) in [("group", at(k.places.group)), ("term", at(k.places.term)), ("class", at(k.places.class))] {
            assert!(matches!(shape, None | Some(Shape::Id | Shape::Opt(Shape::Id))), "{}: {name}", k.name);
        }
        assert!(matches!(at(k.places.date), None | Some(Shape::Date)), "{}: date", k.name);
        assert!(matches!(at(k.places.slot), None | Some(Shape::Int(0, 255))), "{}: slot", k.name);
        let need = shapes::need(k.need);
        assert!(!need.starts_with("page") || k.places.group.is_some(), "{}: a page without a group", k.name);
        assert!(!need.starts_with("homeroom") || k.places.class.is_some(), "{}: a homeroom kind without a class", k.name);
        // Whatever carries the name of a place in its key is that place: a scope cannot be dodged by another item.
        for (name, place) in [("group", k.places.group), ("class", k.places.class), ("slot", k.places.slot)] {
            let named = k.key.iter().position(|(n, _)| *n == name);
            let judged = need.starts_with("page") || need.starts_with("homeroom");
            // A slot is a place of the journal: a schedule of control works is not a substitute's.
            let judged = judged && (name != "slot" || k.stratum == 3);
            assert!(!judged || named.is_none() || named == place, "{}: {name} stands in the key and is no place", k.name);
        }
    }
}

#[test]
fn no_value_of_a_kind_that_grants_are_for_names_a_group_or_a_class() {
    for k in kinds().filter(|k| k.stratum == 3 && matches!(k.need, Need::Page(_) | Need::Homeroom(_))) {
        let Shape::Tuple(fields) = k.value else { continue };
        assert!(fields.iter().all(|(n, _)| !["group", "class", "user"].contains(n)), "{}: a place in the value", k.name);
    }
}

#[test]
fn cells_that_anyone_may_write_are_ones_own() {
    for k in kinds() {
        if let Some(i) = k.own {
            assert_eq!(k.key[i], ("user", Shape::Id), "{}: own", k.name);
        }
        if k.need == Need::Anyone {
            assert_eq!(k.own, Some(0), "{}: anyone could write another's", k.name);
        }
        // A user in the key of a journal kind is its author; grants and registers are about somebody else.
        let user = k.key.iter().position(|(n, _)| *n == "user");
        assert!(k.stratum != 3 || k.own == user, "{}: a user in the key who is not the author", k.name);
    }
}

#[test]
fn papers_for_good_ask_for_the_stamp() {
    let stamped: Vec<&str> = kinds().filter(|k| k.stamp).map(|k| k.name).collect();
    assert_eq!(stamped, ["printed", "stitched"]);
    let printed = kinds().find(|k| k.name == "printed").expect("printed");
    let Shape::Tuple(fields) = printed.value else { panic!("printed is a tuple") };
    let value = |is: bool| Value::Array(fields.iter().map(|(n, _)| if *n == "final" { Value::Bool(is) } else { Value::Null }).collect());
    assert!(printed.asks_stamp(&value(true)) && !printed.asks_stamp(&value(false)));
    let stitched = kinds().find(|k| k.name == "stitched").expect("stitched");
    assert!(stitched.asks_stamp(&Value::Null), "a stitching record that is taken back asks as well");
}

/// Every field of a kind: `kind.field`, shape without `opt` and `list`.
fn fields() -> BTreeMap<String, Shape> {
    fn bare(s: Shape) -> Shape {
        match s {
            Shape::Opt(s) | Shape::List(s, _) => bare(*s),
            s => s,
        }
    }
    let mut out = BTreeMap::new();
    for k in kinds() {
        let value: &[(&str, Shape)] = match &k.value {
            Shape::Tuple(f) => f,
            s => &[("value", *s)],
        };
        for (name, s) in k.key.iter().chain(value) {
            out.insert(format!("{}.{name}", k.name), bare(*s));
        }
    }
    out
}

#[test]
fn every_small_number_of_an_event_is_a_code_with_a_table_or_a_plain_number() {
    let fields = fields();
    let mut coded = BTreeSet::from(["role.permissions".to_owned()]);
    for t in tables() {
        for f in t.fields {
            assert!(coded.insert((*f).to_owned()), "{f} in two tables");
            let Some(Shape::Int(lo, hi)) = fields.get(*f) else { panic!("{}: no field {f} of numbers", t.name) };
            for (code, ..) in t.rows {
                // «1–4» of a cell and «0» of a scale's are told apart by the table's words, others must fit.
                assert!((*lo..=*hi).contains(&i64::from(*code)), "{f} does not accept {code}");
            }
        }
    }
    for (name, s) in &fields {
        if matches!(s, Shape::Int(0, 255)) && !coded.contains(name) {
            let field = name.split('.').next_back().unwrap_or_default();
            assert!(PLAIN.contains(&field), "{name} is a code without a table");
        }
    }
}

#[test]
fn numbers_of_an_enumeration_are_unique_and_read_back() {
    for t in tables() {
        let mut codes = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for (code, id, meaning) in t.rows {
            assert!(codes.insert(code) && ids.insert(id) && !meaning.contains('|'), "{}: {code} {id}", t.name);
        }
    }
    for m in journal::codes::MarkCode::ALL {
        assert_eq!(journal::codes::MarkCode::from_code(i64::from(m.code())), Some(*m));
    }
    assert_eq!(journal::codes::MarkCode::from_code(17), None);
}

#[test]
fn permissions_of_the_document_are_all_there_are() {
    let numbers: Vec<u8> = PERMISSIONS.iter().map(|(p, _)| *p as u8).collect();
    assert_eq!(numbers, (1..=24).collect::<Vec<u8>>());
    for k in kinds() {
        let text = shapes::need(k.need);
        if let Some(name) = text.split_once('(').map(|(_, n)| n.trim_end_matches(')')) {
            assert!(PERMISSIONS.iter().any(|(p, _)| shapes::permission(*p) == name), "{}: {name}", k.name);
        }
    }
}
