//! The table itself: read, and nothing missing in it.

use crate::format::file;
use std::collections::{BTreeMap, BTreeSet};
use zhurnal::event::kinds;

pub const FILE: &str = "tests/rights/rights.csv";
const COMPUTERS_FILE: &str = "tests/rights/computers.csv";

/// Roles of the table; `root` is a root's own chain.
pub const ROLES: [&str; 12] = [
    "root",
    "admin",
    "deputy",
    "secretary",
    "dispatcher",
    "teacher",
    "teacher_no_load",
    "substitute",
    "homeroom",
    "homeroom_other",
    "health",
    "nobody",
];

/// Kinds whose right depends on the payload, with their cases.
pub const CASES: &[(&str, &[&str])] = &[
    (
        "cut",
        &[
            "root",
            "of_admin",
            "author",
            "keys",
            "device",
            "needs",
            "roles",
            "automatic_roles",
            "load",
            "homeroom",
            "lessons",
            "window",
            "automatic",
            "permit",
            "grants",
        ],
    ),
    ("open", &["root", "admin", "office"]),
    ("decide", &["root", "admin", "office"]),
];

/// Kinds whose right depends on key or value besides.
const MORE: &[(&str, u8)] = &[
    ("user_key.own", 1),
    ("user_key.permanent", 1),
    ("printed.final", 2),
    ("group_member.no_class", 2),
    ("viewed.other", 3),
    ("message.other", 3),
    ("survey_answer.other", 3),
    ("check_seen.other", 3),
    ("wrong_data.other", 3),
    ("signed.other", 3),
];

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    pub operation: String,
    pub role: String,
    pub computer: String,
    pub expected: bool,
    pub stratum: u8,
    pub rule: String,
}

impl Row {
    /// The kind of the operation.
    pub fn kind(&self) -> &str {
        self.operation.split('.').next().unwrap_or_default()
    }
}

pub fn read() -> Vec<Row> {
    let text = std::fs::read_to_string(file(FILE)).expect(FILE);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("operation,role,computer,expected,stratum,rule"));
    let row = |line: &str| {
        let [operation, role, computer, expected, stratum, rule] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{FILE}: {line}")
        };
        let expected = match expected {
            "yes" => true,
            "no" => false,
            other => panic!("{FILE}: {other}"),
        };
        let own = |s: &str| s.to_owned();
        let (operation, role, computer, rule) = (own(operation), own(role), own(computer), own(rule));
        Row { operation, role, computer, expected, stratum: stratum.parse().expect("a stratum"), rule }
    };
    lines.map(row).collect()
}

/// What the computer alone decides: operation, and the computers on which it counts when written by one who may.
pub fn computers() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(file(COMPUTERS_FILE)).expect(COMPUTERS_FILE);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("operation,computers"));
    let row = |line: &str| {
        let (operation, computers) = line.split_once(',').unwrap_or_else(|| panic!("{COMPUTERS_FILE}: {line}"));
        (operation.to_owned(), computers.split_whitespace().map(str::to_owned).collect())
    };
    lines.map(row).collect()
}

/// Operations the table must have: every kind, or the cases of its payload.
fn operations() -> BTreeMap<String, u8> {
    let mut out = BTreeMap::new();
    for k in kinds::ALL.iter().flat_map(|t| t.iter()) {
        match CASES.iter().find(|(name, _)| *name == k.name) {
            Some((_, cases)) => out.extend(cases.iter().map(|c| (format!("{}.{c}", k.name), stratum(k.name, c)))),
            None => drop(out.insert(k.name.to_owned(), k.stratum)),
        }
    }
    // The same kind, said otherwise.
    for (case, stratum) in MORE {
        out.insert((*case).to_owned(), *stratum);
    }
    out
}

fn stratum(kind: &str, case: &str) -> u8 {
    match (kind, case) {
        (_, "root" | "of_admin") => 0,
        (_, "author" | "keys" | "device" | "needs" | "admin" | "roles" | "automatic_roles") => 1,
        _ => 2,
    }
}

/// Fails for a missing pair, a pair that stands twice, a stratum that is not the kind's, a rule that is none.
pub fn complete(rows: &[Row]) {
    let mut seen = BTreeSet::new();
    let operations = operations();
    for r in rows {
        assert!(seen.insert((r.operation.clone(), r.role.clone(), r.computer.clone())), "twice: {r:?}");
        assert_eq!(operations.get(&r.operation), Some(&r.stratum), "no such operation, or another stratum: {r:?}");
        let rule = r.rule == "section 0"
            || matches!(r.rule.split_once('-'), Some((a, n)) if "R Y P J S C A B".split(' ').any(|x| x == a) && n.parse::<u8>().is_ok());
        assert!(rule, "no rule: {r:?}");
    }
    for operation in operations.keys() {
        for role in ROLES {
            for computer in if role == "root" { &["root"][..] } else { &["office", "journal"] } {
                let pair = (operation.clone(), role.to_owned(), (*computer).to_owned());
                assert!(seen.remove(&pair), "{FILE} says nothing of {pair:?}");
            }
        }
    }
    assert!(seen.is_empty(), "rows of roles or computers that are none: {seen:?}");
}
