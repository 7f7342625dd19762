//! Acts that everybody may read, and what is told at the next login to whom they are about.

use super::desk::{self, ADMIN, Desk, OWN_PASSWORD, PASSPHRASE};
use super::law::{NEW, change, further_admin, id_of, rotate};
use super::two::{exchange, founded, root, second, sound};
use serde_json::{Value as Json, json};
use zhurnal::event::kinds::{ledger as l, registry as r};
use zhurnal::event::{Cut, Scope, Value, Volume};
use zhurnal::id::{PersonId, UserId};
use zhurnal::store::Write;

const OFFICE: &[i64] = &[1, 2];
const PETROV: &str = "Петров Пётр Петрович";
const HEAD: &str = "Иванова Мария Петровна";

fn log(desk: &Desk) -> Vec<Json> {
    desk.ok("law.log", json!({ "limit": 500 }))["rows"].as_array().unwrap().clone()
}

fn whats(rows: &[Json]) -> Vec<&str> {
    rows.iter().map(|r| r["what"].as_str().unwrap()).collect()
}

fn news(desk: &Desk) -> Vec<Json> {
    desk.ok("law.news", json!({}))["rows"].as_array().unwrap().clone()
}

fn read(desk: &Desk, rows: &[Json]) {
    let entries: Vec<&str> = rows.iter().map(|r| r["entry"].as_str().unwrap()).collect();
    desk.ok("law.seen", json!({ "entries": entries }));
}

/// Another session of the person whose password was replaced by a slip.
fn reset(school: &Desk, login: &str, id: &str) -> Desk {
    let issued = school.ok("accounts.reset", json!({ "id": id }));
    let there = Desk { app: school.app.clone(), session: school.app.session(), clock: school.clock.clone() };
    there.log_in(login, issued["password"].as_str().unwrap());
    change(&there, issued["password"].as_str().unwrap(), NEW).unwrap();
    there
}

#[test]
fn whoever_has_an_account_reads_who_gave_whom_a_password_or_rights_and_who_was_removed() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let admin = &school.admin;
    let nobody = admin.colleague("nikto", &[]);
    let id = id_of(&admin.colleague("petrov", &["teacher"]));
    admin.clock.shift(60);
    admin.ok("accounts.grant", json!({ "id": id, "role": "deputy" }));
    admin.ok("accounts.revoke", json!({ "id": id, "role": "deputy" }));
    admin.ok("accounts.reset", json!({ "id": id }));
    admin.ok("accounts.compromised", json!({ "id": id }));
    admin.ok("accounts.close", json!({ "id": id }));
    let rows = log(&nobody);
    let first = ["password-first", "role", "password-first", "password-first", "admin"];
    let since = ["closed", "password", "passwords-void", "password", "role-ended", "role"];
    assert_eq!(whats(&rows), [&since[..], &first[..]].concat());
    let closed = &rows[0];
    assert_eq!(
        [&closed["who"], &closed["whom"], &closed["device"], &closed["fate"]],
        [HEAD, PETROV, "Учительская", "effective"].map(|t| json!(t)).each_ref()
    );
    assert_eq!((&rows[4]["detail"], &rows[5]["detail"]), (&json!("deputy"), &json!("deputy")));
    assert!(rows.iter().all(|r| r["mine"] == (r["entry"] == rows[8]["entry"])));
    // What the sheet signed stands there as the sheet's.
    let founding = rows.last().unwrap();
    assert_eq!([&founding["who"], &founding["device"]], [&json!(""), &json!("")]);
    assert_eq!((&founding["sheet"], &founding["whom"]), (&json!(1), &json!(HEAD)));
    assert_eq!(admin.refused("law.log", json!({ "limit": 0 })), "log-limit");
    sound(admin);
}

#[test]
fn the_list_is_read_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    admin.colleague("petrov", &["teacher", "deputy"]);
    let (all, mut pages, mut before) = (log(&admin), Vec::new(), Json::Null);
    loop {
        let page = admin.ok("law.log", json!({ "before": before, "limit": 2 }));
        pages.extend(page["rows"].as_array().unwrap().clone());
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    assert!(all.len() > 4);
    assert_eq!(pages, all);
    assert_eq!(admin.refused("law.log", json!({ "before": "-1", "limit": 2 })), "log-cursor");
}

#[test]
fn a_sheet_a_removal_and_computers_that_were_cut_off_stand_in_the_list_of_all() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let nobody = school.admin.colleague("nikto", &[]);
    further_admin(&school, "petrov");
    second(dir.path(), &school, OFFICE, true);
    school.admin.clock.shift(60);
    let devices = school.admin.ok("devices.by_sheet", json!({ "sheet": school.sheet }));
    let device = devices["devices"].as_array().unwrap().iter().find(|d| d["name"] == "Кабинет 5").unwrap()["id"].clone();
    let ask = json!({ "admin": "petrov", "sheet": school.sheet, "stolen": true, "leaves": false, "devices": [device] });
    school.admin.ok("admins.remove", ask);
    school.admin.clock.shift(60);
    rotate(&school.admin, dir.path(), &school.sealed, None);
    let rows = log(&nobody);
    assert_eq!(whats(&rows)[..4], ["root", "passwords-void", "computer-cut", "admin-removed"]);
    assert_eq!((&rows[0]["sheet"], &rows[0]["detail"]), (&json!(2), &json!("2")));
    assert_eq!((&rows[2]["whom"], &rows[3]["whom"], &rows[3]["sheet"]), (&json!("Кабинет 5"), &json!(PETROV), &json!(1)));
}

#[test]
fn an_erasure_is_told_without_a_word_of_whom_or_why() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let nobody = admin.colleague("nikto", &[]);
    let secretary = admin.colleague("kanc", &["secretary"]);
    let book = admin.app.book().unwrap();
    let author = book.log_in(ADMIN, desk::ADMIN_PASSWORD).unwrap().author;
    let name = Value::Array(vec!["Ёлкина".into(), "Полина".into(), "".into()]);
    book.home().act(&author, Volume::REGISTRY, &[Write::new(r::PERSON_NAME, vec![Value::Id([7; 16]), Value::Null], name)]).unwrap();
    let person = PersonId([7; 16]).to_string();
    secretary.ok("persons.erase", json!({ "person": person, "basis": "заявление матери" }));
    admin.ok("persons.spare", json!({ "person": person, "reason": "отозвала" }));
    let rows = log(&nobody);
    assert_eq!(whats(&rows)[..2], ["erasure-spared", "erasure"]);
    let said = serde_json::to_string(&rows).unwrap();
    for secret in ["Ёлкина", "Полина", "заявление", "отозвала", &person] {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
}

#[test]
fn who_was_given_a_password_is_told_at_the_next_login_until_it_is_confirmed() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let id = id_of(&school.admin.colleague("petrov", &["deputy"]));
    school.admin.clock.shift(60);
    let there = reset(&school.admin, "petrov", &id);
    let rows = news(&there);
    assert_eq!(whats(&rows), ["password"]);
    assert_eq!((&rows[0]["who"], &rows[0]["device"], &rows[0]["mine"]), (&json!(HEAD), &json!("Учительская"), &json!(true)));
    // Not confirmed: told again. Nobody confirms for another.
    read(&school.admin, &rows);
    assert_eq!(news(&there), rows);
    there.ok("law.seen", json!({ "entries": ["00", "слово"] }));
    assert_eq!(news(&there), rows);
    read(&there, &rows);
    assert_eq!(news(&there), Vec::<Json>::new());
    // It is kept over a restart, and on this computer alone.
    let two = second(dir.path(), &school, OFFICE, false);
    exchange(&school.admin, &two);
    two.log_in("petrov", NEW);
    assert_eq!(whats(&news(&two)), ["password"]);
    drop(there);
    let clock = school.admin.clock.clone();
    drop(school);
    let again = desk::open(&dir.path().join("one"), &clock, Some(PASSPHRASE));
    again.log_in("petrov", NEW);
    assert_eq!(news(&again), Vec::<Json>::new());
    assert_eq!(log(&again).iter().filter(|r| r["mine"] == true).count(), 3, "the list keeps all");
}

#[test]
fn what_everybody_brings_along_who_has_an_account_is_not_told() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let petrov = admin.colleague("petrov", &["deputy", "teacher"]);
    assert_eq!(news(&admin), Vec::<Json>::new());
    assert_eq!(news(&petrov), Vec::<Json>::new());
    petrov.ok("session.change_password", json!({ "old": OWN_PASSWORD, "new": NEW }));
    assert_eq!(news(&petrov), Vec::<Json>::new(), "own changes are nobody's business");
    assert!(log(&admin).iter().all(|r| r["what"] != "password"));
}

#[test]
fn rights_that_come_and_go_are_told_and_what_one_did_to_oneself_too() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let petrov = admin.colleague("petrov", &["teacher"]);
    let (id, own) = (id_of(&petrov), id_of(&admin));
    admin.clock.shift(60);
    admin.ok("accounts.grant", json!({ "id": id, "role": "deputy" }));
    admin.ok("accounts.revoke", json!({ "id": id, "role": "teacher" }));
    admin.ok("accounts.grant", json!({ "id": own, "role": "deputy" }));
    assert_eq!(whats(&news(&petrov)), ["role-ended", "role"]);
    // Who has the admin's password gives roles in the admin's name.
    let rows = news(&admin);
    assert_eq!((whats(&rows), &rows[0]["who"]), (vec!["role"], &json!(HEAD)));
}

#[test]
fn a_reset_that_claims_an_earlier_time_is_told_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let id = id_of(&admin.colleague("petrov", &["teacher"]));
    admin.clock.shift(-400 * 86_400);
    let there = reset(&admin, "petrov", &id);
    // Of two passwords one is the first: whichever it is taken for, the other one is told.
    assert_eq!(whats(&news(&there)).iter().filter(|w| **w == "password").count(), 1);
}

#[test]
fn an_admins_reset_of_an_admin_is_told_as_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let other = further_admin(&school, "petrov");
    read(&other, &news(&other));
    // Past the operations, as a lying program would: the key waits and counts for nothing.
    let book = school.admin.app.book().unwrap();
    let author = book.log_in(ADMIN, desk::ADMIN_PASSWORD).unwrap().author;
    let user = UserId::parse(&id_of(&other)).unwrap();
    let give = || {
        let key = zhurnal::keys::SigningKey::random().unwrap();
        let cost = [8.into(), 1.into(), 1.into()];
        let value = [vec![Value::Id([1; 16])], cost.to_vec(), vec![Value::Bytes(key.public().0.to_vec()), true.into()]].concat();
        let value = Value::Array([value, vec![Value::Array(vec![]), Value::Bytes(vec![0; 64])]].concat());
        let write = Write::new(l::USER_KEY, vec![Value::Id(user.0)], value).proved(key);
        book.home().act_unchecked(Some(&author), Volume::REGISTRY, &[write]).unwrap();
    };
    let fates = || news(&other).iter().map(|r| r["fate"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    give();
    assert_eq!((whats(&news(&other)), fates()), (vec!["password"], vec!["held".to_owned()]));
    // Outside a void cut it is void, and told as void.
    let (signer, _) = root(&school.sheet);
    let scope = Scope::Device(book.home().device().0, vec![2]);
    let cut = Cut { scope, heads: vec![], void: true, automatic: false, stratum: 0, parts: vec![] };
    book.home().root_act(&signer, &[Write::new(l::CUT, vec![Value::Id([5; 16])], cut.to_value()).at_heads()]).unwrap();
    give();
    assert_eq!(fates(), ["void", "held"]);
    assert_eq!(log(&other).iter().filter(|r| r["what"] == "computer-limited").count(), 1);
}
