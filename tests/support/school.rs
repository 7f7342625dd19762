//! Names, keys and cells of the miniature school: all follow from words, so every run is the same.

use std::cell::RefCell;
use std::collections::HashMap;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zhurnal::event::kinds::journal;
use zhurnal::event::{Permission, Value, Volume, device_id};
use zhurnal::id::DeviceId;
use zhurnal::keys::sign::Context;

use crate::model::School;

pub type Id = [u8; 16];
/// The year that stories play in.
pub const YEAR: Volume = Volume(2026);
pub const REGISTRY: Volume = Volume::REGISTRY;

/// Computers: O and P of the office (O the witness), J and K of teachers.
pub const O: usize = 0;
pub const P: usize = 1;
pub const J: usize = 2;
pub const K: usize = 3;
pub const NAMES: [&str; 4] = ["O", "P", "J", "K"];

/// A word's id.
pub fn id(word: &str) -> Id {
    let mut out = [0; 16];
    out.copy_from_slice(&blake3::hash(word.as_bytes()).as_bytes()[..16]);
    out
}
/// A word's key pair.
pub fn pair(word: &str) -> SigningKey {
    SigningKey::from_bytes(blake3::hash(format!("key {word}").as_bytes()).as_bytes())
}
/// The key that volume keys are wrapped to, of a computer of this name: nothing here opens anything.
pub fn seal(word: &str) -> [u8; 32] {
    *blake3::hash(format!("seal {word}").as_bytes()).as_bytes()
}
/// The id of the computer with the keys of this name.
pub fn device(word: &str) -> DeviceId {
    device_id(&public(&pair(word)), &seal(word))
}
/// Ids of people and things.
pub fn user(name: &str) -> Id {
    id(&format!("user {name}"))
}
pub const ADM: &str = "adm";
pub const DEP: &str = "dep";
pub const T1: &str = "t1";
pub const T2: &str = "t2";

/// A lesson: group, day, slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    pub group: &'static str,
    pub date: i64,
    pub slot: i64,
}
/// t1's lesson and t2's.
pub const L1: Lesson = Lesson { group: "A", date: 20_700, slot: 1 };
pub const L2: Lesson = Lesson { group: "B", date: 20_701, slot: 2 };
pub const TERM: &str = "term 1";

/// The square of a pupil and a work in a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square(pub Lesson, pub &'static str, pub &'static str);

/// Two squares of t1's lesson, one of t2's.
pub const C1: Square = Square(L1, "p1", "w1");
pub const C2: Square = Square(L1, "p2", "w1");
pub const D1: Square = Square(L2, "p1", "w1");

impl Lesson {
    pub fn key(self) -> Vec<Value> {
        vec![id(self.group).into(), self.date.into(), self.slot.into()]
    }
}
impl Square {
    pub fn key(self) -> Vec<Value> {
        let mut key = self.0.key();
        key.extend([id(self.1).into(), id(self.2).into(), 1.into()]);
        key
    }
    pub fn cell(self) -> (u16, Vec<Value>) {
        (journal::MARK, self.key())
    }
}

/// What the deputy's role holds.
pub const DEPUTY: &[Permission] = &[
    Permission::Structure,
    Permission::People,
    Permission::AnyJournal,
    Permission::Lock,
    Permission::Decide,
    Permission::Substitution,
    Permission::Consent,
];

thread_local! {
    static VERIFIED: RefCell<HashMap<blake3::Hash, bool>> = RefCell::new(HashMap::new());
    static SIGNED: RefCell<HashMap<blake3::Hash, [u8; 64]>> = RefCell::new(HashMap::new());
}

/// Ed25519, remembering what it has verified: folds ask the same again and again.
fn verify(context: Context, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let digest = context.digest(&[message]);
    let mut h = blake3::Hasher::new();
    h.update(key).update(signature).update(&digest);
    let name = h.finalize();
    VERIFIED.with_borrow_mut(|known| {
        *known.entry(name).or_insert_with(|| {
            VerifyingKey::from_bytes(key).is_ok_and(|k| k.verify_strict(&digest, &Signature::from_bytes(signature)).is_ok())
        })
    })
}
/// Ed25519, remembering what it has signed.
pub fn sign(key: &SigningKey, context: Context, message: &[u8]) -> [u8; 64] {
    let digest = context.digest(&[message]);
    let mut h = blake3::Hasher::new();
    h.update(key.as_bytes()).update(&digest);
    let name = h.finalize();
    SIGNED.with_borrow_mut(|known| *known.entry(name).or_insert_with(|| key.sign(&digest).to_bytes()))
}
pub fn public(key: &SigningKey) -> [u8; 32] {
    key.verifying_key().to_bytes()
}
/// What a computer that follows these roots knows beforehand.
pub fn school<'a>(roots: &'a [[u8; 32]], unknown: &'a [u16]) -> School<'a> {
    School {
        roots,
        head: &|k, m, s| verify(Context::HEAD, k, m, s),
        session: &|k, m, s| verify(Context::SESSION, k, m, s),
        proof: &|k, m, s| verify(Context::USER_KEY, k, m, s),
        unknown,
    }
}
