//! What the store is given and gives back.

use super::quota::Quota;
use crate::error::Result;
use crate::event::{Head, Value, Volume};
use crate::id::{DeviceId, UserId};
use crate::keys::SigningKey;
use crate::time::Clock;
use std::path::PathBuf;
use std::sync::Arc;

/// Signs heads for a device, or for a root.
pub trait Signer: Send + Sync {
    /// Whose chains these are.
    fn device(&self) -> DeviceId;
    /// Signs [`crate::event::segment::head_message`].
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64];
}

/// Who is logged in.
pub trait Author: Send + Sync {
    /// Account.
    fn user(&self) -> UserId;
    /// Public key of the user.
    fn key(&self) -> [u8; 32];
    /// Signs [`crate::event::segment::session_message`].
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64];
}

/// Keys of databases by name (`registry`, `year-2026`).
pub trait DatabaseKeys: Send + Sync {
    /// The key of a database that is being made; made and kept when there is none.
    ///
    /// # Errors
    /// Those of where keys lie.
    fn key(&self, name: &str) -> Result<[u8; 32]>;
    /// The key of a database that was made; `None` when there is none.
    ///
    /// # Errors
    /// Those of where keys lie.
    fn find(&self, name: &str) -> Result<Option<[u8; 32]>> {
        self.key(name).map(Some)
    }
    /// Names of the databases whose keys are kept; none where keys follow from their names.
    ///
    /// # Errors
    /// Those of where keys lie.
    fn names(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
    /// Deletes the key of a destroyed volume; nothing when there is none.
    ///
    /// # Errors
    /// Those of where keys lie.
    fn forget(&self, name: &str) -> Result<()>;
}

/// Keys that follow from their names, as in tests and measurements: there is nothing to delete.
impl<F: Fn(&str) -> Result<[u8; 32]> + Send + Sync> DatabaseKeys for F {
    fn key(&self, name: &str) -> Result<[u8; 32]> {
        self(name)
    }
    fn forget(&self, _name: &str) -> Result<()> {
        Ok(())
    }
}

/// How a home is opened.
#[derive(Clone)]
pub struct Options {
    /// The home's folder.
    pub dir: PathBuf,
    /// This device's key.
    pub signer: Arc<dyn Signer>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Keys of databases.
    pub database_key: Arc<dyn DatabaseKeys>,
    /// `synchronous=FULL`; false only in tests.
    pub durable: bool,
    /// How much of another computer's comes in a day.
    pub quota: Quota,
}

/// One write asked for. Refs to writes of other chains are found by the store inside the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Kind code.
    pub kind: u16,
    /// Natural key.
    pub key: Vec<Value>,
    /// New value.
    pub value: Value,
    /// Permit it is made under.
    pub permit: Option<[u8; 16]>,
    /// Further events the author's screen showed (a held entry that is being corrected).
    pub refs: Vec<Head>,
    /// The store fills in the heads the kind names, as they are inside the transaction: see [`Write::at_heads`].
    pub at_heads: bool,
    /// What the cell must still show when it is written, looked at inside the transaction: undo and redo.
    pub guard: Option<Shown>,
    /// The new key of a `user_key`: see [`Write::proved`].
    pub proof: Option<Proof>,
}

/// A new key that proves that whoever registers it holds it. Equal when the public keys are.
#[derive(Debug, Clone)]
pub struct Proof(pub SigningKey);

impl PartialEq for Proof {
    fn eq(&self, o: &Self) -> bool {
        self.0.public() == o.0.public()
    }
}
impl Eq for Proof {}

/// What a cell is expected to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// No value: never written, or cleared.
    Nothing,
    /// The write at this cursor ([`super::Cell::at`]), or what the same author wrote after it and nobody else.
    At(i64),
}

impl Write {
    /// A write without permit.
    #[must_use]
    pub fn new(kind: u16, key: Vec<Value>, value: Value) -> Self {
        Self { kind, key, value, permit: None, refs: Vec::new(), at_heads: false, guard: None, proof: None }
    }

    /// The heads in the value are left empty and filled in by the store, inside the transaction: everything this computer holds when
    /// the act is written, by whatever program, and nothing after. For kinds that name heads of this moment: `cut`, `close_year`,
    /// `destroyed`, `checkpoint`.
    #[must_use]
    pub fn at_heads(self) -> Self {
        Self { at_heads: true, ..self }
    }

    /// A `user_key`: the store fills in what this computer knows of the user, and the key's proof of possession.
    #[must_use]
    pub fn proved(self, key: SigningKey) -> Self {
        Self { proof: Some(Proof(key)), ..self }
    }
}

/// What one author writes at one moment, among many of one act.
pub struct Entry<'a> {
    /// Who.
    pub author: &'a dyn Author,
    /// When, seconds of UTC.
    pub at: i64,
    /// What.
    pub writes: Vec<Write>,
}

/// Asked on the way of long work with the number of events done so far: an error ends it.
pub type GoOn<'a> = dyn Fn(u64) -> Result<()> + 'a;

/// A cell that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// Volume.
    pub volume: Volume,
    /// Kind.
    pub kind: u16,
    /// Key.
    pub key: Vec<Value>,
}

/// What an act did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Events written, sessions and seens not counted.
    pub events: u32,
    /// Cells written.
    pub touched: Vec<Touched>,
    /// Local cursors of the events written, one for each cell of `touched`.
    pub ats: Vec<i64>,
    /// Entries of the volume that were here before and were judged again.
    pub judged_again: u64,
}

impl Outcome {
    /// Adds what a further act did.
    pub fn add(&mut self, other: Self) {
        self.events += other.events;
        self.touched.extend(other.touched);
        self.ats.extend(other.ats);
    }
}

/// What became of received segments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received {
    /// Events that joined the set.
    pub joined: u64,
    /// Events already here.
    pub known: u64,
    /// Events that wait outside the set.
    pub waiting: u64,
    /// Those of them that wait for a further day, or until a void cut falls.
    pub late: u64,
    /// Events that found no room to wait: they are not kept, and are offered again.
    pub left: u64,
    /// Segments refused: signature wrong, bytes not canonical, volume not here.
    pub refused: u32,
    /// Segments of destroyed years: they are not kept.
    pub destroyed: u32,
    /// Events of computers that nobody introduced: they are not kept.
    pub strangers: u64,
    /// Entries of the volumes received that were here before and were judged again.
    pub judged_again: u64,
}
