//! Ids, keys and people of the measured school: all follow from words, so every run folds the same bytes.

use zhurnal::event::segment::head_message;
use zhurnal::event::{Head, Volume, device_id, root_id};
use zhurnal::id::{DeviceId, UserId};
use zhurnal::keys::secret::Secret;
use zhurnal::keys::sign::{Context, SigningKey};
use zhurnal::store::{Author, Signer};

/// Sixteen bytes, as ids lie in events.
pub type Id = [u8; 16];
/// The year that is filled.
pub const YEAR: Volume = Volume(2026);
/// Classes of the school.
pub const CLASSES: usize = 30;
/// Teaching groups of a class.
pub const GROUPS: usize = 10;
/// Pupils of a class.
pub const PUPILS: usize = 26;
/// Lessons of a class in a day.
pub const SLOTS: usize = 7;
/// Teachers.
pub const TEACHERS: usize = 60;
/// Journal computers; one more stands aside for measured acts.
pub const COMPUTERS: usize = 40;

/// The key that volume keys would be sealed to, of every computer.
pub const SEAL: [u8; 32] = [7; 32];

/// A word's id.
pub fn id(word: &str) -> Id {
    let mut out = [0; 16];
    out.copy_from_slice(&blake3::hash(word.as_bytes()).as_bytes()[..16]);
    out
}

/// A word's key pair.
pub fn pair(word: &str) -> SigningKey {
    SigningKey::from_seed(&Secret::new(*blake3::hash(format!("key {word}").as_bytes()).as_bytes()))
}

/// A computer: device id and key.
#[derive(Clone)]
pub struct Computer {
    /// Device.
    pub device: DeviceId,
    /// Its key.
    pub key: SigningKey,
}

impl Computer {
    /// The computer of a word.
    pub fn of(word: &str) -> Self {
        let key = pair(&format!("device {word}"));
        Self { device: device_id(&key.public().0, &SEAL), key }
    }
    /// The office's computer, the witness.
    pub fn office() -> Self {
        Self::of("office")
    }
    /// A journal computer; number [`COMPUTERS`] is the one acts are measured on.
    pub fn journal(n: usize) -> Self {
        Self::of(&format!("journal {n}"))
    }
    /// The root, which signs as a device does.
    pub fn root() -> Self {
        let key = pair("root");
        Self { device: root_id(&key.public().0), key }
    }
    /// Signature over a head.
    pub fn head(&self, head: &Head) -> [u8; 64] {
        self.key.sign(Context::HEAD, &[&head_message(head)]).0
    }
}

impl Signer for Computer {
    fn device(&self) -> DeviceId {
        self.device
    }
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64] {
        self.key.sign(Context::HEAD, &[message]).0
    }
}

/// A person with an account.
#[derive(Clone)]
pub struct Person {
    /// Account.
    pub user: Id,
    /// Password key.
    pub key: SigningKey,
}

impl Person {
    /// The person of a word.
    pub fn of(word: &str) -> Self {
        Self { user: id(&format!("user {word}")), key: pair(&format!("password {word}")) }
    }
    /// A teacher.
    pub fn teacher(n: usize) -> Self {
        Self::of(&format!("teacher {n}"))
    }
}

impl Author for Person {
    fn user(&self) -> UserId {
        UserId(self.user)
    }
    fn key(&self) -> [u8; 32] {
        self.key.public().0
    }
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64] {
        self.key.sign(Context::SESSION, &[message]).0
    }
}

/// The id of a class.
pub fn class(c: usize) -> Id {
    id(&format!("class {c}"))
}
/// The id of a teaching group, numbered through the school.
pub fn group(g: usize) -> Id {
    id(&format!("group {g}"))
}
/// The id of a pupil of a class.
pub fn pupil(c: usize, p: usize) -> Id {
    id(&format!("pupil {c}.{p}"))
}
/// The id of a type of work.
pub fn work(n: usize) -> Id {
    id(&format!("work {}", n % 6))
}
/// The id of a term.
pub fn term(n: usize) -> Id {
    id(&format!("term {n}"))
}
/// Who teaches a group.
pub fn teacher_of(g: usize) -> usize {
    g % TEACHERS
}
