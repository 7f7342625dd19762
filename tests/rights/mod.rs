//! Who may what: `rights.csv`, written by hand from the domain's rules, against the product.
//!
//! Rows: operation (a kind, or a kind and the case of its payload) × role × computer. A missing pair fails; every row is tried
//! as a raw event that a stranger's program signed, so that only judgement stands between it and the journal.

mod home;
mod operations;
mod table;

use home::School;
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
