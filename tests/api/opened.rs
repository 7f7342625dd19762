//! Locks that count no more because it is in doubt who signed them, set again by one press.

use super::desk::{ADMIN, ADMIN_PASSWORD, Desk, OWN_PASSWORD};
use super::law::{NEW, change, id_of};
use super::two::{Founded, YEAR, checkpoint, exchange, founded, second, sound};
use serde_json::{Value as Json, json};
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Cut, Head, Scope, Value, Volume};
use zhurnal::store::Write;

const OFFICE: &[i64] = &[1, 2];
const TERM: Scope = Scope::Lessons { groups: Vec::new(), from: 20_697, to: 20_750, terms: Vec::new() };

fn opened(desk: &Desk) -> Vec<Json> {
    desk.ok("law.opened", json!({}))["cuts"].as_array().unwrap().clone()
}

fn cut_as(desk: &Desk, login: &str, password: &str, volume: Volume, cut: Cut) {
    let book = desk.app.book().unwrap();
    let author = book.log_in(login, password).unwrap().author;
    let heads = cut.heads.is_empty();
    let write = Write::new(l::CUT, vec![Value::Id(zhurnal::id::random().unwrap())], cut.to_value());
    book.home().act(&author, volume, &[if heads { write.at_heads() } else { write }]).unwrap();
}

fn cut(scope: Scope, void: bool, stratum: u8, heads: Vec<Head>) -> Cut {
    Cut { scope, heads, void, automatic: false, stratum, parts: Vec::new() }
}

/// A deputy's lock at another computer, signed with the former password, unknown here when it was changed.
fn lapsed(dir: &std::path::Path) -> (Founded, Desk, Desk) {
    let school = founded(dir);
    let here = school.admin.colleague("petrov", &["deputy"]);
    let two = second(dir, &school, OFFICE, false);
    cut_as(&two, "petrov", OWN_PASSWORD, YEAR, cut(TERM, false, 2, vec![]));
    change(&here, OWN_PASSWORD, NEW).unwrap();
    exchange(&school.admin, &two);
    (school, here, two)
}

fn locks(desk: &Desk) -> usize {
    desk.app.book().unwrap().home().standing(YEAR).unwrap().locks.len()
}

#[test]
fn a_lock_that_opened_is_set_again_in_ones_own_name() {
    let dir = tempfile::tempdir().unwrap();
    let (school, here, two) = lapsed(dir.path());
    let list = opened(&here);
    assert_eq!((list.len(), locks(&here)), (1, 0));
    assert_eq!((&list[0]["again"], &list[0]["why"]), (&json!(true), &json!("doubt-key-replaced")));
    assert_eq!(list[0]["row"]["subject"], "все группы · 01.09.2026–24.10.2026");
    assert_eq!(here.refused("law.again", json!({ "entry": "00" })), "opened-unknown");
    let teacher = school.admin.colleague("uchitel", &["teacher"]);
    assert_eq!(teacher.refused("law.again", json!({ "entry": list[0]["entry"] })), "no-right");
    here.ok("law.again", json!({ "entry": list[0]["entry"] }));
    assert_eq!((opened(&here), locks(&here)), (vec![], 1));
    assert_eq!(here.refused("law.again", json!({ "entry": list[0]["entry"] })), "opened-unknown");
    exchange(&school.admin, &two);
    two.log_in("petrov", NEW);
    assert_eq!((opened(&two), locks(&two)), (vec![], 1));
    sound(&two);
    sound(&school.admin);
}

#[test]
fn an_admin_whose_entries_stand_sets_the_end_of_an_account_again_and_a_void_one_at_the_same_heads() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let victim = school.admin.colleague("zhertva", &["deputy"]);
    victim.ok("classes.create", json!({ "grade": 1, "letter": "А" }));
    checkpoint(&school.admin);
    let other = super::law::further_admin(&school, "petrov");
    let two = second(dir.path(), &school, OFFICE, true);
    // Two acts of the second admin at another computer: an account closed, and all of a user void from some heads on.
    let user = zhurnal::id::UserId::parse(&id_of(&victim)).unwrap().0;
    let (_, trusted) = two.app.book().unwrap().home().witnessed(None).unwrap().unwrap();
    assert!(trusted.iter().any(|h| h.chain.volume == YEAR));
    cut_as(&two, "petrov", NEW, Volume::REGISTRY, cut(Scope::Author(user), true, 1, trusted));
    change(&other, NEW, "ещё одна длинная фраза").unwrap();
    victim.ok("classes.create", json!({ "grade": 1, "letter": "Б" }));
    exchange(&school.admin, &two);
    let list = opened(&school.admin);
    assert_eq!((list.len(), &list[0]["row"]["subject"]), (1, &json!("Петров Пётр Петрович")));
    let classes = |desk: &Desk| desk.ok("classes.list", json!({}))["classes"].as_array().unwrap().len();
    assert_eq!(classes(&school.admin), 2, "not in force");
    school.admin.ok("law.again", json!({ "entry": list[0]["entry"] }));
    assert_eq!((opened(&school.admin), classes(&school.admin)), (vec![], 1), "what came after the trusted heads is void again");
    two.log_in(ADMIN, ADMIN_PASSWORD);
    sound(&school.admin);
}
