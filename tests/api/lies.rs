//! A computer that lies: what its program may write against the law, and what becomes of it on the others.

use super::desk::{ADMIN, ADMIN_PASSWORD, Desk, OWN_PASSWORD};
use super::two::{self, Founded, YEAR, exchange, founded, second, sound};
use serde_json::json;
use zhurnal::event::kinds::{ledger as l, year as y};
use zhurnal::event::segment::head_message;
use zhurnal::event::{ChainId, Cut, Event, Head, Scope, Segment, Value, Volume, next_hash, root_id, spec};
use zhurnal::id::{UserId, random};
use zhurnal::keys::sheet::SheetSeed;
use zhurnal::keys::{Context, Secret, SigningKey};
use zhurnal::store::{Author, Write};

const JOURNAL: &[i64] = &[1];
const OFFICE: &[i64] = &[1, 2];

/// A session in somebody's name under any key.
struct Invented {
    user: UserId,
    key: SigningKey,
}
impl Author for Invented {
    fn user(&self) -> UserId {
        self.user
    }
    fn key(&self) -> [u8; 32] {
        self.key.public().0
    }
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64] {
        self.key.sign(Context::SESSION, &[message]).0
    }
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(&Secret::new([n; 32]))
}

fn event(kind: u16, key: Vec<Value>, value: Value) -> Vec<u8> {
    Event::new(1_792_054_800, spec(kind).unwrap(), key, value).to_bytes()
}

/// A chain of anybody's, its head signed by a key.
fn segment(chain: ChainId, first: u32, prev: [u8; 32], events: Vec<Vec<u8>>, key: &SigningKey) -> Segment {
    let hash = events.iter().fold(prev, |h, e| next_hash(&h, e));
    let head = Head { chain, idx: first + u32::try_from(events.len()).unwrap() - 1, hash };
    let signature = key.sign(Context::HEAD, &[&head_message(&head)]).0;
    Segment { chain, first, prev, events, signature }
}

fn user(desk: &Desk) -> UserId {
    UserId::parse(desk.ok("app.state", json!({}))["user"]["id"].as_str().unwrap()).unwrap()
}

fn class(letter: &str) -> Write {
    Write::new(y::CLASS, vec![Value::Id(random().unwrap())], Value::Array(vec![5.into(), letter.into(), "".into(), "".into()]))
}

fn classes(desk: &Desk) -> usize {
    desk.ok("classes.list", json!({}))["classes"].as_array().unwrap().len()
}

/// What a stranger's program writes without asking.
fn lie(desk: &Desk, author: Option<&dyn Author>, volume: Volume, writes: &[Write]) {
    desk.app.book().unwrap().home().act_unchecked(author, volume, writes).unwrap();
}

fn admins(desk: &Desk) -> usize {
    let list = desk.ok("accounts.list", json!({}));
    list["accounts"].as_array().unwrap().iter().filter(|a| a["roles"].as_array().unwrap().iter().any(|r| r == "admin")).count()
}

#[test]
fn a_roots_chain_under_another_key_is_not_in_the_set_whatever_certificate_it_has() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let petrov = user(&school.admin.colleague("petrov", &[]));
    let liar = second(dir.path(), &school, OFFICE, false);
    let root = root_id(&SheetSeed::parse(&school.sheet).unwrap().seed.signing().public().0);
    let own = key(66);
    // First the lie that the root's id has the liar's key, then a chain of the root under it.
    let value = vec![Value::Bytes(own.public().0.to_vec()), Value::Bytes(vec![1; 32]), Value::Array(vec![2.into()]), "x".into()];
    lie(&liar, None, Volume::REGISTRY, &[Write::new(l::DEVICE, vec![Value::Id(root.0)], Value::Array(value))]);
    exchange(&school.admin, &liar);
    let chain = ChainId { device: root, volume: Volume::REGISTRY, nonce: 7 };
    let events = vec![event(l::ADMIN, vec![Value::Id(petrov.0)], true.into())];
    let forged = segment(chain, 0, chain.origin(), events, &own);
    for desk in [&school.admin, &liar] {
        let got = desk.app.book().unwrap().home().receive(std::slice::from_ref(&forged)).unwrap();
        assert_eq!((got.joined, got.refused), (0, 1));
    }
    assert_eq!(admins(&school.admin), 1);
    sound(&school.admin);
}

#[test]
fn nobody_continues_the_chain_of_another_computer() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let petrov = user(&school.admin.colleague("petrov", &[]));
    let liar = second(dir.path(), &school, OFFICE, false);
    let home = school.admin.app.book().unwrap();
    let own = home.home().device();
    let last = home.home().heads(Volume::REGISTRY).unwrap().into_iter().find(|h| h.chain.device == own).unwrap();
    let role = event(
        l::ROLE,
        vec![Value::Id(petrov.0), "deputy".into()],
        Value::Array(vec![Value::Array(vec![1.into()]), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null]),
    );
    let forged = segment(last.chain, last.idx + 1, last.hash, vec![role], &key(66));
    for desk in [&school.admin, &liar] {
        let got = desk.app.book().unwrap().home().receive(std::slice::from_ref(&forged)).unwrap();
        assert_eq!((got.joined, got.refused), (0, 1));
    }
    sound(&liar);
}

#[test]
fn a_slip_signs_nothing_but_its_own_replacement() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let issued = school.admin.ok("accounts.create", json!({ "login": "petrov", "name": "Петров Пётр", "roles": ["deputy"] }));
    let liar = second(dir.path(), &school, OFFICE, false);
    let slip = liar.app.book().unwrap().log_in("petrov", issued["password"].as_str().unwrap()).unwrap().author;
    lie(&liar, Some(&slip), YEAR, &[class("А")]);
    exchange(&school.admin, &liar);
    assert_eq!((classes(&school.admin), school.admin.ok("doubts.list", json!({ "mine": false }))["doubts"].clone()), (0, json!([])));
}

#[test]
fn an_invented_author_is_decided_by_nobody_and_locks_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let deputy = school.admin.colleague("petrov", &["deputy"]);
    let liar = second(dir.path(), &school, OFFICE, false);
    let invented = Invented { user: user(&deputy), key: key(66) };
    let cut = Cut {
        scope: Scope::Lessons { groups: vec![], from: 20_000, to: 22_000, terms: vec![] },
        heads: vec![],
        void: false,
        automatic: false,
        stratum: 2,
        parts: vec![],
    };
    let lock = Write::new(l::CUT, vec![Value::Id([3; 16])], cut.to_value());
    lie(&liar, Some(&invented), YEAR, &[class("А"), lock]);
    exchange(&school.admin, &liar);
    assert_eq!(classes(&school.admin), 0);
    let list = deputy.ok("doubts.list", json!({ "mine": true }));
    let rows = list["doubts"].as_array().unwrap();
    assert!(rows.len() == 2 && rows.iter().all(|d| d["why"] == "doubt-key-unknown"), "{list}");
    // Yes from a deputy changes nothing.
    let home = school.admin.app.book().unwrap();
    let held = home.home().of_hand(YEAR).unwrap();
    let heads = Value::Array(held.iter().map(|e| e.head.to_value()).collect());
    let yes = Write::new(l::DECIDE, vec![Value::Id([4; 16])], Value::Array(vec![heads, true.into(), 2.into()]));
    let author = home.log_in("petrov", OWN_PASSWORD).unwrap().author;
    home.home().act_unchecked(Some(&author), YEAR, &[yes]).unwrap();
    assert_eq!((classes(&school.admin), home.home().of_hand(YEAR).unwrap().len()), (0, 2));
    assert!(home.home().standing(YEAR).unwrap().locks.is_empty());
    let opened = school.admin.ok("law.opened", json!({}));
    assert_eq!((opened["cuts"].as_array().unwrap().len(), opened["cuts"][0]["why"].as_str()), (1, Some("doubt-key-unknown")));
    // A lock cannot be written again; the class can, by the deputy, in the deputy's own name.
    let named = |again: bool| rows.iter().filter(|d| d["again"] == again).map(|d| d["entry"].clone()).collect::<Vec<_>>();
    assert_eq!(deputy.refused("doubts.write_again", json!({ "entries": named(false) })), "doubt-law");
    deputy.ok("doubts.write_again", json!({ "entries": named(true) }));
    assert_eq!(classes(&school.admin), 1);
    assert_eq!(deputy.ok("doubts.list", json!({ "mine": true }))["doubts"].as_array().unwrap().len(), 1);
}

#[test]
fn anothers_key_is_not_registered_as_ones_own() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let victim = school.admin.colleague("petrov", &["deputy"]);
    let issued = school.admin.ok("accounts.create", json!({ "login": "vor", "name": "Чужой Человек", "roles": ["teacher"] }));
    let liar = second(dir.path(), &school, OFFICE, false);
    let book = liar.app.book().unwrap();
    let thief = book.log_in("vor", issued["password"].as_str().unwrap()).unwrap().author;
    let of_victim = book.home().keys_of(user(&victim)).unwrap().into_iter().find(|k| !k.temporary).unwrap();
    lie(&liar, Some(&thief), Volume::REGISTRY, &[Write::new(l::USER_KEY, vec![Value::Id(thief.user().0)], of_victim.value)]);
    exchange(&school.admin, &liar);
    let thief_id = issued["id"].as_str().unwrap();
    // The thief is annulled with every key that counts as theirs; the victim's entries stay.
    victim.ok("classes.create", json!({ "grade": 5, "letter": "А" }));
    school.admin.ok("accounts.compromised", json!({ "id": thief_id }));
    assert_eq!((classes(&school.admin), victim.stage().as_str()), (1, "ready"));
    victim.ok("classes.create", json!({ "grade": 5, "letter": "Б" }));
    sound(&school.admin);
}

#[test]
fn an_admins_password_is_not_changed_by_another_admin_nor_by_a_computer_the_root_did_not_certify() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let liar = second(dir.path(), &school, JOURNAL, false);
    let book = liar.app.book().unwrap();
    let admin = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    let own = key(66);
    let mut value = book.home().keys_of(admin.user()).unwrap()[0].value.clone();
    if let Value::Array(items) = &mut value {
        (items[4], items[6]) = (Value::Bytes(own.public().0.to_vec()), Value::Array(vec![]));
    }
    let write = Write::new(l::USER_KEY, vec![Value::Id(admin.user().0)], value).proved(own);
    lie(&liar, Some(&admin), Volume::REGISTRY, &[write]);
    exchange(&school.admin, &liar);
    school.admin.ok("classes.list", json!({}));
    assert_eq!(school.admin.stage(), "ready");
    school.admin.ok("accounts.create", json!({ "login": "novyj", "name": "Новый Человек", "roles": [] }));
    two::sound(&school.admin);
    let _: &Founded = &school;
}
