//! Erasure of persons: one person who erases everybody, days that count, what stays closed for good.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk};
use serde_json::json;
use zhurnal::event::kinds::{ledger as l, registry as r};
use zhurnal::event::{Value, Volume};
use zhurnal::id::PersonId;
use zhurnal::keys::PersonKey;
use zhurnal::keys::person::{from_file, to_file};
use zhurnal::store::Write;

const PHONE: u8 = 1;
const DAY: i64 = 86_400;

fn persons(desk: &Desk) -> Vec<String> {
    let book = desk.app.book().unwrap();
    let cells = book.home().ask(Volume::REGISTRY, |reader| reader.cells(r::PERSON_NAME)).unwrap();
    let mut out: Vec<String> = cells.iter().map(|c| PersonId(c.key[0].id().unwrap()).to_string()).collect();
    out.dedup();
    out
}

/// An admin, a secretary who keeps consents, three persons each with a telephone number.
fn school(dir: &std::path::Path) -> (Desk, Desk, Vec<String>) {
    let admin = desk::fresh(dir);
    let secretary = admin.colleague("kanc", &["secretary"]);
    admin.colleague("petrov", &["teacher"]);
    let all = persons(&admin);
    assert_eq!(all.len(), 3);
    let book = admin.app.book().unwrap();
    let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    for (i, person) in all.iter().enumerate() {
        book.seal_field(&author, person, PHONE, &format!("8 900 000-00-0{i}")).unwrap();
    }
    (admin, secretary, all)
}

fn phone(desk: &Desk, person: &str) -> Result<String, &'static str> {
    match desk.app.book().unwrap().open_field(person, PHONE) {
        Ok(text) => Ok(text.map(|t| t.to_string()).unwrap_or_default()),
        Err(e) => Err(e.code),
    }
}

fn keys(desk: &Desk, all: &[String]) -> Vec<PersonKey> {
    let ids: Vec<[u8; 16]> = all.iter().map(|p| PersonId::parse(p).unwrap().0).collect();
    desk.app.book().unwrap().home().person_keys_for(&ids).unwrap()
}

fn live(desk: &Desk, days: usize) {
    for _ in 0..days {
        desk.clock.shift(DAY);
        desk.log_in(ADMIN, ADMIN_PASSWORD);
    }
}

#[test]
fn every_act_over_a_person_is_taken_back_by_one_press() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, secretary, all) = school(dir.path());
    secretary.ok("persons.erase", json!({ "person": all[2], "basis": "отзыв № 1" }));
    // A further act past the operation, as another computer would have written it meanwhile.
    let book = admin.app.book().unwrap();
    let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    let id = PersonId::parse(&all[2]).unwrap().0;
    let value = Value::Array(vec!["отзыв № 2".into(), 20_700.into()]);
    book.home().act(&author, Volume::REGISTRY, &[Write::new(l::ERASED, vec![Value::Id(id)], value)]).unwrap();
    let done = book.spare_person(&author, &all[2], "по ошибке").unwrap();
    assert_eq!((done.events, done.touched.len()), (2, 2));
    let acts = secretary.ok("persons.erasures", json!({}))["acts"].clone();
    assert!(acts.as_array().unwrap().iter().all(|a| a["spared"] == true), "{acts}");
    assert_eq!(phone(&admin, &all[2]).unwrap(), "8 900 000-00-02");
}

#[test]
fn a_sealed_text_is_nowhere_in_the_ledger_and_opens_by_its_key() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, _, all) = school(dir.path());
    assert_eq!(phone(&admin, &all[2]).unwrap(), "8 900 000-00-02");
    let book = admin.app.book().unwrap();
    let (keys, mut events) = (keys(&admin, &all), 0);
    for segment in book.home().segments(Volume::REGISTRY, &Default::default()).unwrap() {
        for bytes in &segment.events {
            events += 1;
            assert!(!bytes.windows(9).any(|w| w == "900 000-0".as_bytes()));
            assert!(keys.iter().all(|k| !bytes.windows(32).any(|w| w == k.secret().expose())));
        }
    }
    assert!(events > 5 && keys.len() == 3);
}

#[test]
fn one_who_erases_everybody_is_undone_within_seven_days() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, secretary, all) = school(dir.path());
    for person in &all {
        secretary.ok("persons.erase", json!({ "person": person, "basis": "так захотелось" }));
    }
    // Neither used nor handed on, but here.
    assert_eq!(phone(&admin, &all[0]), Err("sealed-closed"));
    assert!(keys(&admin, &all).is_empty());
    live(&admin, 5);
    let acts = admin.ok("persons.erasures", json!({}))["acts"].clone();
    assert_eq!(
        (acts.as_array().unwrap().len(), &acts[0]["here"], &acts[0]["signed_by"]),
        (3, &json!(true), &json!("Петров Пётр Петрович"))
    );
    assert_eq!(secretary.refused("persons.spare", json!({ "person": all[0], "reason": "x" })), "session-locked");
    for person in &all {
        admin.ok("persons.spare", json!({ "person": person, "reason": "ошибка" }));
    }
    live(&admin, 10);
    assert_eq!((phone(&admin, &all[0]).unwrap().as_str(), keys(&admin, &all).len()), ("8 900 000-00-00", 3));
}

#[test]
fn no_clock_alone_erases() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, secretary, all) = school(dir.path());
    secretary.ok("persons.erase", json!({ "person": all[1], "basis": "согласие отозвано" }));
    let book = admin.app.book().unwrap();
    for day in 21_000..21_040 {
        book.home().count_erasures(day).unwrap();
    }
    admin.clock.shift(40 * DAY);
    admin.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(admin.ok("persons.erasures", json!({}))["acts"][0]["here"], true);
}

#[test]
fn after_seven_counted_days_the_text_is_closed_for_good_and_chains_stay_provable() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, secretary, all) = school(dir.path());
    let (mine, others) = (keys(&admin, &all[1..2]), all[0].clone());
    secretary.ok("persons.erase", json!({ "person": all[1], "basis": "согласие отозвано" }));
    assert_eq!(secretary.refused("persons.erase", json!({ "person": all[1], "basis": "ещё раз" })), "person-erased");
    live(&admin, 8);
    assert_eq!(admin.ok("persons.erasures", json!({}))["acts"][0]["here"], false);
    // Brought back by another computer while it is erased: not kept.
    let book = admin.app.book().unwrap();
    assert_eq!(book.home().take_person_keys(&mine).unwrap(), 0);
    assert_eq!((phone(&admin, &all[1]), phone(&admin, &others).is_ok()), (Err("sealed-closed"), true));
    for v in book.home().check(&|_, _| true).unwrap() {
        assert_eq!(v.problems, Vec::<String>::new(), "{}", v.volume);
    }
    // Spared too late: closed, until a computer that still has the key hands it on.
    admin.ok("persons.spare", json!({ "person": all[1], "reason": "поздно" }));
    assert_eq!(phone(&admin, &all[1]), Err("sealed-closed"));
    let carried = from_file(&to_file(&mine)).unwrap();
    assert_eq!((book.home().take_person_keys(&carried).unwrap(), phone(&admin, &all[1]).is_ok()), (1, true));
}

#[test]
fn a_key_that_the_ledger_does_not_name_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, _, all) = school(dir.path());
    let person = PersonId::parse(&all[0]).unwrap().0;
    let book = admin.app.book().unwrap();
    let foreign = [PersonKey::random(person).unwrap(), PersonKey::random([3; 16]).unwrap()];
    assert_eq!(book.home().take_person_keys(&foreign).unwrap(), 0);
    // A true key under another person's name has another hash.
    let stolen = PersonKey::new(PersonId::parse(&all[1]).unwrap().0, keys(&admin, &all[..1])[0].secret().clone());
    assert_eq!(book.home().take_person_keys(&[stolen]).unwrap(), 0);
    assert_eq!(keys(&admin, &all).len(), 3);
}

#[test]
fn a_sealed_text_moved_to_another_person_or_field_does_not_open() {
    let dir = tempfile::tempdir().unwrap();
    let (admin, _, all) = school(dir.path());
    let book = admin.app.book().unwrap();
    let cell = |person: &str, field: u8| vec![Value::Id(PersonId::parse(person).unwrap().0), i64::from(field).into()];
    let sealed = book.home().ask(Volume::REGISTRY, |reader| reader.cell(r::PERSON_SEALED, &cell(&all[0], PHONE))).unwrap().unwrap().value;
    let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    for (person, field) in [(&all[1], PHONE), (&all[0], PHONE + 1)] {
        let write = zhurnal::store::Write::new(r::PERSON_SEALED, cell(person, field), sealed.clone());
        book.home().act(&author, Volume::REGISTRY, &[write]).unwrap();
        assert_eq!(book.open_field(person, field).unwrap_err().code, "sealed-closed");
    }
}
