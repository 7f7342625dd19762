//! Who may what: `rights.csv`, written by hand from the domain's rules, against the product.
//!
//! Rows: operation (a kind, or a kind and the case of its payload) × role × computer. A missing pair fails; every row is tried
//! as a raw event that a stranger's program signed, so that only judgement stands between it and the journal.

pub mod chain;
mod home;
mod operations;
mod table;

use home::{COMPUTERS, School};
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[test]
fn every_kind_has_a_row_for_every_role_and_computer() {
    table::complete(&table::read());
}

#[test]
fn a_raw_event_counts_exactly_when_the_table_says_yes() {
    let rows = table::read();
    let mut school = School::found();
    let got = school.inject(&rows);
    let mut wrong = String::new();
    for (row, counts) in rows.iter().zip(&got) {
        if row.expected != counts.effective {
            let table::Row { operation, role, computer, rule, .. } = row;
            let said = if row.expected { "yes" } else { "no" };
            writeln!(wrong, "{operation} by {role} on {computer}: the table says {said} ({rule}), the product says {}", counts.fate)
                .unwrap();
        }
    }
    let n = wrong.lines().count();
    assert!(wrong.is_empty(), "{n} of {} rows:\n{wrong}", rows.len());
}

/// Every operation by the first who may, on every computer.
fn by_computer() -> Vec<table::Row> {
    let rows = table::read();
    let table = table::computers();
    let mut out = Vec::new();
    for (operation, counts) in &table {
        let author = rows.iter().find(|r| r.operation == *operation && r.expected && r.computer == "office");
        let author = author.unwrap_or_else(|| panic!("{operation}: nobody may write it on the office's computer"));
        for (computer, _) in COMPUTERS {
            out.push(table::Row { computer: computer.to_owned(), expected: counts.contains(computer), ..author.clone() });
        }
    }
    out
}

#[test]
fn every_operation_of_a_person_has_its_computers() {
    let table = table::computers();
    let wanted: BTreeSet<String> =
        table::read().iter().filter(|r| r.expected && r.computer == "office").map(|r| r.operation.clone()).collect();
    let said: BTreeSet<String> = table.keys().cloned().collect();
    assert_eq!(said, wanted);
    let names: BTreeSet<&str> = COMPUTERS.iter().map(|c| c.0).collect();
    for (operation, computers) in &table {
        assert!(computers.iter().all(|c| names.contains(c.as_str())), "{operation}: {computers:?}");
        assert!(computers.contains("office"), "{operation} counts on a computer with every capability");
    }
}

#[test]
fn a_raw_event_counts_exactly_on_the_computers_that_the_table_names() {
    let rows = by_computer();
    let got = School::found().inject(&rows);
    let mut wrong = String::new();
    for (row, counts) in rows.iter().zip(&got).filter(|(r, c)| r.expected != c.effective) {
        writeln!(
            wrong,
            "{} by {} on {}: the table says {}, the product says {}",
            row.operation, row.role, row.computer, row.expected, counts.fate
        )
        .unwrap();
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{wrong}", wrong.lines().count(), rows.len());
}
