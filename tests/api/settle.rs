//! Two documents of one root: a person compares fingerprints and says which one the school made.

use super::desk::{ADMIN, ADMIN_PASSWORD, Desk};
use super::law::{further_admin, id_of, rotate};
use super::two::{Founded, exchange, founded, second, sound};
use serde_json::{Value, json};
use std::path::Path;

const OFFICE: &[i64] = &[1, 2];

/// The sealed sheet was opened twice: at the school, and at another computer. Gives the sheets of both: present, sealed.
struct Twice {
    school: Founded,
    two: Desk,
    ours: (String, String),
    theirs: (String, String),
}

fn twice(dir: &Path) -> Twice {
    let school = founded(dir);
    further_admin(&school, "petrov");
    let two = second(dir, &school, OFFICE, true);
    two.log_in(ADMIN, ADMIN_PASSWORD);
    let (_, present, sealed) = rotate(&school.admin, dir, &school.sealed, None);
    let elsewhere = dir.join("elsewhere");
    std::fs::create_dir_all(&elsewhere).unwrap();
    let (_, present2, sealed2) = rotate(&two, &elsewhere, &school.sealed, Some(&school.sheet));
    exchange(&school.admin, &two);
    Twice { school, two, ours: (present, sealed), theirs: (present2, sealed2) }
}

fn state(desk: &Desk) -> Value {
    desk.ok("root.state", json!({}))
}

fn document(desk: &Desk) -> String {
    state(desk)["roots"][1]["document"].as_str().unwrap().to_owned()
}

fn alarm(desk: &Desk) -> bool {
    !state(desk)["others"].as_array().unwrap().is_empty()
}

#[test]
fn two_documents_of_one_root_have_one_key_and_are_told_apart_by_their_own_fingerprint() {
    let dir = tempfile::tempdir().unwrap();
    let t = twice(dir.path());
    let (here, there) = (state(&t.school.admin), state(&t.two));
    assert_eq!(here["roots"][1]["fingerprint"], here["others"][0]["fingerprint"]);
    assert_ne!(here["roots"][1]["document"], here["others"][0]["document"]);
    assert_eq!((&here["others"][0], &here["roots"][1]), (&there["roots"][1], &there["others"][0]));
    // Nobody leaves what he follows by himself.
    exchange(&t.school.admin, &t.two);
    assert_eq!((state(&t.school.admin), state(&t.two)), (here, there));
}

#[test]
fn the_right_fingerprint_ends_the_alarm_and_the_other_computer_follows() {
    let dir = tempfile::tempdir().unwrap();
    let t = twice(dir.path());
    let right = document(&t.school.admin);
    assert_eq!(t.school.admin.refused("root.settle", json!({ "document": "aaaa aaaa aaaa aaaa" })), "root-settle-none");
    let stayed = t.school.admin.ok("root.settle", json!({ "document": right.to_lowercase().replace(' ', "-") }));
    assert_eq!((&stayed["number"], &stayed["moved"]), (&json!(2), &json!(false)));
    let moved = t.two.ok("root.settle", json!({ "document": right }));
    assert_eq!((&moved["moved"], alarm(&t.two), alarm(&t.school.admin)), (&json!(true), false, false));
    assert_eq!(document(&t.two), right);
    assert_eq!(t.two.refused("root.settle", json!({ "document": right })), "root-settle-none", "settled once");
    // What was refused is an alarm no more, and the next root of the school is followed by both.
    exchange(&t.school.admin, &t.two);
    assert!(!alarm(&t.two) && !alarm(&t.school.admin));
    assert_eq!(t.two.refused("root.plan", json!({ "sealed": t.theirs.1 })), "sheet-other-school");
    let third = dir.path().join("third");
    std::fs::create_dir_all(&third).unwrap();
    rotate(&t.school.admin, &third, &t.ours.1, Some(&t.ours.0));
    exchange(&t.school.admin, &t.two);
    assert_eq!(state(&t.two)["roots"], state(&t.school.admin)["roots"]);
    assert_eq!(state(&t.two)["roots"].as_array().unwrap().len(), 3);
    sound(&t.two);
    sound(&t.school.admin);
}

#[test]
fn roots_that_followed_from_a_stranger_s_document_are_left_and_what_they_signed_counts_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let t = twice(dir.path());
    // The stranger goes on: root 3 from his own sealed sheet makes an admin and takes another away.
    let further = dir.path().join("further");
    std::fs::create_dir_all(&further).unwrap();
    let (_, present, _) = rotate(&t.two, &further, &t.theirs.1, Some(&t.theirs.0));
    let thief = t.two.colleague("vor", &[]);
    t.two.ok("accounts.grant_admin", json!({ "id": id_of(&thief), "sheet": present }));
    let gone = json!({ "admin": "petrov", "sheet": present, "stolen": true, "leaves": true, "devices": [] });
    t.two.ok("admins.remove", gone);
    exchange(&t.school.admin, &t.two);
    let roles = |desk: &Desk, login: &str| {
        let rows = desk.ok("accounts.list", json!({}));
        rows["accounts"].as_array().unwrap().iter().find(|a| a["login"] == login).map(|a| (a["roles"].clone(), a["state"].clone())).unwrap()
    };
    assert_eq!(roles(&t.two, "vor").0, json!(["admin"]));
    assert_eq!(roles(&t.two, "petrov").1, "closed");
    let right = document(&t.school.admin);
    assert_eq!(t.two.ok("root.settle", json!({ "document": right }))["moved"], true);
    assert_eq!(state(&t.two)["roots"], state(&t.school.admin)["roots"]);
    assert_eq!(roles(&t.two, "vor").0, json!([]));
    assert_eq!(roles(&t.two, "petrov"), (json!(["admin", "deputy"]), json!("active")));
    t.school.admin.ok("root.settle", json!({ "document": right }));
    exchange(&t.school.admin, &t.two);
    for desk in [&t.school.admin, &t.two] {
        assert_eq!(state(desk)["roots"].as_array().unwrap().len(), 2);
        assert!(!alarm(desk));
        sound(desk);
    }
}

#[test]
fn who_is_no_admin_settles_with_the_sheet_of_that_number_alone() {
    let dir = tempfile::tempdir().unwrap();
    let t = twice(dir.path());
    let right = document(&t.school.admin);
    let teacher = t.school.admin.colleague("uchitel", &["teacher"]);
    assert_eq!(teacher.refused("root.settle", json!({ "document": right })), "no-right");
    t.two.ok("session.logout", json!({}));
    assert_eq!(t.two.refused("root.settle", json!({ "document": right })), "session-none");
    assert_eq!(t.two.refused("root.settle", json!({ "document": right, "sheet": t.school.sheet })), "sheet-not-present");
    assert_eq!(t.two.ok("root.settle", json!({ "document": right, "sheet": t.ours.0 }))["moved"], true);
    t.two.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(document(&t.two), right);
}
