//! Roots, admins, passwords by the law: what the operations do, on one computer and on two.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, OWN_PASSWORD};
use super::two::{self, Founded, checkpoint, exchange, founded, save_sheets, second, sound};
use serde_json::{Value, json};
use std::path::Path;
use zhurnal::event::Volume;
use zhurnal::event::kinds::ledger as l;
use zhurnal::store::Write;

const JOURNAL: &[i64] = &[1];
const OFFICE: &[i64] = &[1, 2];
pub const NEW: &str = "третья длинная фраза";
const OTHER: &str = "совсем другая фраза";

pub fn id_of(desk: &desk::Desk) -> String {
    desk.ok("app.state", json!({}))["user"]["id"].as_str().unwrap().to_owned()
}

pub fn change(desk: &desk::Desk, old: &str, new: &str) -> Result<Value, String> {
    desk.call("session.change_password", json!({ "old": old, "new": new })).map_err(|e| e.code)
}

/// Makes a colleague an admin; they have replaced the slip by `NEW`.
pub fn further_admin(school: &Founded, login: &str) -> desk::Desk {
    let other = school.admin.colleague(login, &["deputy"]);
    let issued = school.admin.ok("accounts.grant_admin", json!({ "id": id_of(&other), "sheet": school.sheet }));
    other.log_in(login, issued["password"].as_str().unwrap());
    change(&other, issued["password"].as_str().unwrap(), NEW).unwrap();
    other
}

/// Opens the sealed sheet; new sheets lie in the folder.
pub fn rotate(desk: &desk::Desk, dir: &Path, sealed: &str, present: Option<&str>) -> (Value, String, String) {
    let plan = desk.ok("root.plan", json!({ "sealed": sealed, "present": present }));
    assert_eq!(desk.refused("root.rotate", json!({ "rotation": plan["rotation"] })), "rotation-unsaved");
    let (present, sealed) = save_sheets(desk, "root", &json!({ "rotation": plan["rotation"] }), dir);
    desk.ok("root.rotate", json!({ "rotation": plan["rotation"] }));
    (plan, present, sealed)
}

#[test]
fn the_sealed_sheet_alone_ends_a_root_that_was_lost_or_seen() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let admin = &school.admin;
    let old = admin.ok("app.state", json!({}))["school"]["fingerprint"].clone();
    assert_eq!(admin.refused("root.plan", json!({ "sealed": school.sheet })), "sheet-present");
    assert_eq!(admin.refused("root.plan", json!({ "sealed": school.sealed, "present": school.sealed })), "sheet-not-present");
    assert_eq!(admin.refused("accounts.reset_admin", json!({ "login": ADMIN, "sheet": school.sealed })), "sheet-sealed");
    let (plan, present, sealed) = rotate(admin, dir.path(), &school.sealed, None);
    assert_eq!((plan["number"].as_u64(), plan["signed_by_present"].as_bool()), (Some(2), Some(false)));
    assert!(plan["stands"].as_array().unwrap().iter().any(|a| a["kind"] == "kind-admin" && a["number"] == 1));
    assert_eq!(plan["falls"], json!([]));
    let state = admin.ok("app.state", json!({}));
    assert!(state["school"]["fingerprint"] == plan["fingerprint"] && plan["fingerprint"] != old);
    // The sheet that was seen opens nothing, the new one does; what the first root had signed stays.
    let other = admin.colleague("petrov", &[]);
    assert_eq!(admin.refused("accounts.grant_admin", json!({ "id": id_of(&other), "sheet": school.sheet })), "sheet-retired");
    admin.ok("accounts.grant_admin", json!({ "id": id_of(&other), "sheet": present }));
    let roots = admin.ok("root.state", json!({}));
    assert_eq!((roots["roots"].as_array().unwrap().len(), roots["others"].as_array().unwrap().len()), (2, 0));
    // And the next sealed sheet, with the present one beside it.
    let (plan, _, _) = rotate(admin, dir.path(), &sealed, Some(&present));
    assert_eq!((plan["number"].as_u64(), plan["signed_by_present"].as_bool()), (Some(3), Some(true)));
    sound(admin);
}

#[test]
fn what_the_old_root_signs_after_its_end_counts_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let two = second(dir.path(), &school, OFFICE, true);
    // The thief of the first sheet makes an admin on a computer that has not heard of the rotation.
    let thief = school.admin.colleague("petrov", &[]);
    exchange(&school.admin, &two);
    let issued = {
        two.log_in(ADMIN, ADMIN_PASSWORD);
        two.ok("accounts.grant_admin", json!({ "id": id_of(&thief), "sheet": school.sheet }))
    };
    rotate(&school.admin, dir.path(), &school.sealed, None);
    exchange(&school.admin, &two);
    for desk in [&school.admin, &two] {
        let rows = desk.ok("accounts.list", json!({}));
        let row = rows["accounts"].as_array().unwrap().iter().find(|a| a["login"] == "petrov").unwrap().clone();
        assert_eq!(row["roles"], json!([]), "{row}");
        assert!(desk.try_log_in("petrov", issued["password"].as_str().unwrap()).is_err());
        desk.log_in(ADMIN, ADMIN_PASSWORD);
        sound(desk);
    }
    assert_eq!(school.admin.ok("app.state", json!({}))["school"]["fingerprint"], two.ok("app.state", json!({}))["school"]["fingerprint"]);
}

#[test]
fn a_rotation_is_planned_under_the_present_root_and_forgotten_on_asking() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let plan = school.admin.ok("root.plan", json!({ "sealed": school.sealed }));
    school.admin.ok("root.cancel", json!({ "rotation": plan["rotation"] }));
    assert_eq!(school.admin.refused("root.rotate", json!({ "rotation": plan["rotation"] })), "plan-unknown");
    assert_eq!(school.admin.ok("root.state", json!({}))["roots"].as_array().unwrap().len(), 1);
}

#[test]
fn an_admin_is_closed_by_the_sheet_and_by_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let other = further_admin(&school, "petrov");
    let id = id_of(&other);
    assert_eq!(school.admin.refused("accounts.close", json!({ "id": id })), "admin-close-needs-sheet");
    assert_eq!(school.admin.refused("accounts.reset", json!({ "id": id })), "admin-reset-needs-sheet");
    let ask = |sheet: &str| json!({ "admin": "petrov", "sheet": sheet, "stolen": false, "leaves": true, "devices": [] });
    assert_eq!(school.admin.refused("admins.remove", ask("ABCD")), "sheet-length");
    school.admin.ok("admins.remove", ask(&school.sheet));
    assert_eq!(other.stage(), "login");
    assert_eq!(other.try_log_in("petrov", NEW).unwrap_err().code, "login-wrong");
    let own = json!({ "admin": ADMIN, "sheet": school.sheet, "stolen": false, "leaves": false, "devices": [] });
    assert_eq!(school.admin.refused("admins.remove", own), "admin-last");
    sound(&school.admin);
}

#[test]
fn a_removed_admin_teaches_on_and_may_be_reset_by_an_admin() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let other = further_admin(&school, "petrov");
    let id = id_of(&other);
    other.ok("accounts.create", json!({ "login": "novyj", "name": "Новый Человек", "roles": ["teacher"] }));
    let ask = json!({ "admin": id, "sheet": school.sheet, "stolen": false, "leaves": false, "devices": [] });
    school.admin.ok("admins.remove", ask);
    // A deputy still, and what was done as an admin stays.
    assert_eq!(other.refused("accounts.create", json!({ "login": "x-y-z", "name": "Ещё Один", "roles": [] })), "no-right");
    other.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    let rows = school.admin.ok("accounts.list", json!({}));
    assert!(rows["accounts"].as_array().unwrap().iter().any(|a| a["login"] == "novyj" && a["roles"] == json!(["teacher"])));
    assert_eq!(school.admin.refused("accounts.grant_admin", json!({ "id": id, "sheet": school.sheet })), "admin-removed");
    let issued = school.admin.ok("accounts.reset", json!({ "id": id }));
    other.log_in("petrov", issued["password"].as_str().unwrap());
    change(&other, issued["password"].as_str().unwrap(), OTHER).unwrap();
    other.ok("classes.create", json!({ "grade": 1, "letter": "Б" }));
    sound(&school.admin);
}

#[test]
fn the_sheet_ends_an_admin_who_required_a_level_that_no_program_has() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    further_admin(&school, "petrov");
    checkpoint(&school.admin);
    let home = school.admin.app.book().unwrap();
    let thief = home.log_in("petrov", NEW).unwrap().author;
    let level = Write::new(l::REQUIRE, vec![60_000.into()], true.into());
    home.home().act(&thief, Volume::REGISTRY, &[level]).unwrap();
    let class = json!({ "grade": 1, "letter": "А" });
    assert_eq!(school.admin.refused("classes.create", class.clone()), "level-required");
    // The program starts anew, and whoever has the sheet still gets to it.
    school.admin.log_in(ADMIN, ADMIN_PASSWORD);
    let ask = json!({ "admin": "petrov", "sheet": school.sheet, "stolen": true, "leaves": true, "devices": [] });
    school.admin.ok("admins.remove", ask);
    school.admin.ok("classes.create", class);
    sound(&school.admin);
}

#[test]
fn a_stolen_admins_computer_enrols_and_resets_nothing_any_more() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let other = further_admin(&school, "petrov");
    let stolen = second(dir.path(), &school, OFFICE, true);
    exchange(&school.admin, &stolen);
    let list = school.admin.ok("devices.list", json!({}));
    let row = list["devices"].as_array().unwrap().iter().find(|d| d["name"] == "Кабинет 5").unwrap().clone();
    assert_eq!((row["by_root"].as_bool(), row["cut"].as_bool(), row["this"].as_bool()), (Some(true), Some(false), Some(false)));
    checkpoint(&school.admin);
    // The thief knows the password: a new account with it, unknown to the school.
    stolen.log_in("petrov", NEW);
    stolen.ok("accounts.create", json!({ "login": "vor", "name": "Чужой Человек", "roles": ["deputy"] }));
    school
        .admin
        .ok("admins.remove", json!({ "admin": "petrov", "sheet": school.sheet, "stolen": true, "leaves": false, "devices": [row["id"]] }));
    exchange(&school.admin, &stolen);
    let rows = school.admin.ok("accounts.list", json!({}));
    assert!(!rows["accounts"].as_array().unwrap().iter().any(|a| a["login"] == "vor"), "{rows}");
    assert!(school.admin.ok("devices.list", json!({}))["devices"].as_array().unwrap().iter().any(|d| d["cut"] == true));
    assert!(stolen.try_log_in("vor", "что угодно ещё").is_err());
    assert_eq!(other.stage(), "login");
    assert_eq!(other.try_log_in("petrov", NEW).unwrap_err().code, "password-withdrawn");
    sound(&school.admin);
    sound(&stolen);
}

#[test]
fn an_admin_changes_the_password_where_the_root_certified_the_computer() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let two = second(dir.path(), &school, OFFICE, false);
    two.log_in(ADMIN, ADMIN_PASSWORD);
    let error = two.call("session.change_password", json!({ "old": ADMIN_PASSWORD, "new": NEW })).unwrap_err();
    assert_eq!((error.code.as_str(), error.args["computers"].as_str()), ("password-change-elsewhere", "Учительская"));
    two.log_in(ADMIN, ADMIN_PASSWORD);
    change(&school.admin, ADMIN_PASSWORD, NEW).unwrap();
    exchange(&school.admin, &two);
    assert_eq!(two.stage(), "login");
    assert_eq!(two.try_log_in(ADMIN, ADMIN_PASSWORD).unwrap_err().code, "password-replaced-elsewhere");
    two.clock.shift(60);
    two.log_in(ADMIN, NEW);
}

#[test]
fn a_teacher_changes_the_password_off_line_at_a_journal_computer_and_everybody_obeys() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    school.admin.colleague("petrov", &["deputy"]);
    let two = second(dir.path(), &school, JOURNAL, false);
    two.log_in("petrov", OWN_PASSWORD);
    change(&two, OWN_PASSWORD, NEW).unwrap();
    exchange(&school.admin, &two);
    let there = desk::Desk { app: school.admin.app.clone(), session: school.admin.app.session(), clock: school.admin.clock.clone() };
    assert_eq!(there.try_log_in("petrov", OWN_PASSWORD).unwrap_err().code, "password-replaced-elsewhere");
    there.log_in("petrov", NEW);
    there.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    sound(&two);
}

#[test]
fn two_changes_at_once_both_wait_until_an_admin_gives_a_new_password() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let here = school.admin.colleague("petrov", &["deputy"]);
    let id = id_of(&here);
    let two = second(dir.path(), &school, JOURNAL, false);
    two.log_in("petrov", OWN_PASSWORD);
    change(&two, OWN_PASSWORD, NEW).unwrap();
    change(&here, OWN_PASSWORD, OTHER).unwrap();
    exchange(&school.admin, &two);
    assert_eq!(here.try_log_in("petrov", NEW).unwrap_err().code, "password-two-changes");
    assert_eq!(two.try_log_in("petrov", OTHER).unwrap_err().code, "password-two-changes");
    let issued = school.admin.ok("accounts.reset", json!({ "id": id }));
    exchange(&school.admin, &two);
    two.log_in("petrov", issued["password"].as_str().unwrap());
    assert_eq!(two.stage(), "must_change_password");
    change(&two, issued["password"].as_str().unwrap(), NEW).unwrap();
}

#[test]
fn what_was_signed_with_a_replaced_password_is_written_again_by_its_owner() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let here = school.admin.colleague("petrov", &["deputy"]);
    let two = second(dir.path(), &school, OFFICE, false);
    two.log_in("petrov", OWN_PASSWORD);
    // At two, unknown to one, a class; meanwhile the password is changed at one.
    two.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    change(&here, OWN_PASSWORD, NEW).unwrap();
    exchange(&school.admin, &two);
    assert_eq!(here.ok("classes.list", json!({}))["classes"].as_array().unwrap().len(), 0);
    let list = here.ok("doubts.list", json!({ "mine": true }));
    let rows = list["doubts"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|d| d["why"] == "doubt-key-replaced" && d["mine"] == true && d["again"] == true), "{list}");
    assert_eq!(school.admin.ok("doubts.list", json!({ "mine": true }))["doubts"], json!([]));
    assert_eq!(school.admin.ok("doubts.list", json!({ "mine": false }))["doubts"].as_array().unwrap().len(), rows.len());
    assert_eq!(here.refused("doubts.list", json!({ "mine": false })), "no-right");
    assert_eq!(here.refused("doubts.write_again", json!({ "entries": ["00"] })), "doubt-unknown");
    let entries: Vec<&str> = rows.iter().map(|d| d["entry"].as_str().unwrap()).collect();
    let done = here.ok("doubts.write_again", json!({ "entries": entries }));
    assert_eq!(done["written"].as_u64().unwrap() as usize, rows.len());
    assert_eq!(here.ok("doubts.list", json!({ "mine": true }))["doubts"], json!([]));
    assert_eq!(here.ok("classes.list", json!({}))["classes"].as_array().unwrap().len(), 1);
    exchange(&school.admin, &two);
    sound(&school.admin);
    sound(&two);
}

#[test]
fn a_password_that_became_known_is_replaced_and_what_came_later_is_void() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let here = school.admin.colleague("petrov", &["deputy"]);
    let id = id_of(&here);
    here.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    checkpoint(&school.admin);
    here.ok("classes.create", json!({ "grade": 1, "letter": "Б" }));
    let answer = school.admin.ok("accounts.compromised", json!({ "id": id }));
    assert!(answer["trusted"].as_str().is_some());
    assert_eq!(here.stage(), "login");
    let classes = school.admin.ok("classes.list", json!({}));
    assert_eq!(classes["classes"].as_array().unwrap().len(), 1, "{classes}");
    here.log_in("petrov", answer["credentials"]["password"].as_str().unwrap());
    change(&here, answer["credentials"]["password"].as_str().unwrap(), NEW).unwrap();
    here.ok("classes.create", json!({ "grade": 1, "letter": "Б" }));
    let own = id_of(&school.admin);
    assert_eq!(here.refused("accounts.compromised", json!({ "id": own })), "no-right");
    sound(&school.admin);
}

#[test]
fn an_admins_known_password_needs_the_sheet() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let other = further_admin(&school, "petrov");
    let id = id_of(&other);
    assert_eq!(school.admin.refused("accounts.compromised", json!({ "id": id })), "admin-reset-needs-sheet");
    let answer = school.admin.ok("accounts.compromised", json!({ "id": id, "sheet": school.sheet }));
    assert!(answer["trusted"].as_str().is_some());
    other.log_in("petrov", answer["credentials"]["password"].as_str().unwrap());
    assert_eq!(other.stage(), "must_change_password");
    two::sound(&school.admin);
}

#[test]
fn the_sheet_lists_the_computers_where_nobody_can_log_in_and_cuts_them_in_the_same_act() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    further_admin(&school, "petrov");
    second(dir.path(), &school, OFFICE, true);
    school.admin.ok("session.logout", json!({}));
    assert_eq!(school.admin.refused("devices.list", json!({})), "session-none");
    assert_eq!(school.admin.refused("devices.by_sheet", json!({ "sheet": school.sealed })), "sheet-sealed");
    assert_eq!(school.admin.refused("devices.by_sheet", json!({ "sheet": "ABCD" })), "sheet-length");
    let row = |name: &str| {
        let list = school.admin.ok("devices.by_sheet", json!({ "sheet": school.sheet }));
        list["devices"].as_array().unwrap().iter().find(|d| d["name"] == name).unwrap().clone()
    };
    let ask = |device: &Value| json!({ "admin": "petrov", "sheet": school.sheet, "stolen": true, "leaves": true, "devices": [device] });
    assert_eq!(school.admin.refused("admins.remove", ask(&row("Учительская")["id"])), "device-self");
    assert_eq!(row("Кабинет 5")["cut"], false);
    school.admin.ok("admins.remove", ask(&row("Кабинет 5")["id"]));
    assert_eq!((&row("Кабинет 5")["cut"], &row("Учительская")["cut"]), (&json!(true), &json!(false)));
    sound(&school.admin);
}

#[test]
fn what_the_sheet_signed_names_the_computer_the_school_and_who_was_removed() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    further_admin(&school, "petrov");
    let ask = json!({ "admin": "petrov", "sheet": school.sheet, "stolen": false, "leaves": false, "devices": [] });
    school.admin.ok("admins.remove", ask);
    let acts = school.admin.ok("root.state", json!({}))["acts"].clone();
    let subject = |kind: &str| acts.as_array().unwrap().iter().find(|a| a["kind"] == kind).unwrap()["subject"].clone();
    assert_eq!((subject("kind-device"), subject("kind-school")), (json!("Учительская"), json!("МБОУ «Заречная СОШ»")));
    assert_eq!(subject("kind-cut"), "Петров Пётр Петрович");
    let log = school.admin.ok("log.page", json!({ "volume": "registry", "limit": 500 }));
    let cut = log["rows"].as_array().unwrap().iter().find(|r| r["kind"] == "kind-cut").unwrap().clone();
    assert_eq!((&cut["device"], &cut["subject"]), (&json!("лист № 1"), &json!("Петров Пётр Петрович")));
}

#[test]
fn no_lock_has_opened_in_a_school_without_doubts() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    assert_eq!(school.admin.ok("law.opened", json!({}))["cuts"], json!([]));
}
