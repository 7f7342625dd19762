//! An import that stopped between its two acts.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, OWN_PASSWORD, brought};
use serde_json::json;
use zhurnal::event::kinds::{ledger as l, registry as r, year as y};
use zhurnal::event::{Cut, Permission, Scope, Value, Volume};
use zhurnal::id::UserId;
use zhurnal::store::Write;

#[test]
fn an_import_stopped_between_its_two_acts_is_finished_at_the_next_login_of_one_who_may() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    for letter in ["А", "Б", "В"] {
        admin.ok("classes.create", json!({ "grade": 1, "letter": letter }));
    }
    let secretary = admin.colleague("petrov", &["secretary"]);
    let user = UserId::parse(secretary.ok("app.state", json!({}))["user"]["id"].as_str().unwrap()).unwrap();
    let book = admin.app.book().unwrap();
    // Movement is cut off in the secretary's back: persons go in, the lines of the year are refused.
    let mut heads = book.home().heads(Volume::REGISTRY).unwrap();
    heads.extend(book.home().heads(book.year()).unwrap());
    let scope = Scope::Needs(user.0, vec![Permission::Movement as u8]);
    let cut = Cut { scope, heads, void: false, automatic: false, stratum: 1, parts: vec![] };
    let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    book.home().act(&author, Volume::REGISTRY, &[Write::new(l::CUT, vec![Value::Id([9; 16])], cut.to_value())]).unwrap();

    let plan = secretary.plan(&brought("зачисление-1-классы.csv"));
    let pupils = plan["create"].as_array().unwrap().len();
    assert!(pupils > 0 && plan["new_classes"].as_array().unwrap().is_empty(), "{}", plan["new_classes"]);
    let status = secretary.job(&secretary.ok("import.pupils.apply", json!({ "plan": plan["plan"] })));
    assert_eq!(status.error.unwrap().code, "no-right");
    let count = |volume, kind| book.home().ask(volume, |reader| Ok(reader.cells(kind)?.len())).unwrap();
    assert_eq!(count(Volume::REGISTRY, r::PERSON_BIRTH), pupils);
    assert_eq!(count(book.year(), y::CLASS_MEMBER), 0);

    // Another start: who may not finish leaves the work to who may.
    let again = desk::open(dir.path(), &admin.clock, Some(desk::PASSPHRASE));
    again.log_in("petrov", OWN_PASSWORD);
    assert!(book.has_intents().unwrap());
    again.log_in(ADMIN, ADMIN_PASSWORD);
    assert!(!book.has_intents().unwrap());
    assert_eq!(again.ok("classes.list", json!({}))["pupils"].as_u64().unwrap() as usize, pupils);
    assert_eq!(count(Volume::REGISTRY, r::PERSON_BIRTH), pupils);
    let plan = again.plan(&brought("зачисление-1-классы.csv"));
    assert_eq!(again.apply(&plan)["events"], 0);
}
