//! The only place with SQL: volumes on disk, ledger, projection, reading. Called by `book`, `control`, `import`, `sync`, `backup`; calls `rights`, `event`.
//!
//! One file a volume (SQLCipher): the ledger is appended to and projected in one transaction, by the same code for own acts,
//! received segments, restores and rebuilds.

mod act;
mod affected;
mod asking;
mod check;
mod claims;
mod db;
mod destroy;
mod entries;
mod exchange;
mod fold;
mod fresh;
mod guard;
mod handing;
mod heads;
mod health;
mod home;
mod ident;
mod intake;
mod kept_back;
mod keys;
mod known;
mod law_log;
mod lessons;
mod named;
mod onward;
mod persons;
mod place;
mod quarantine;
mod quota;
mod read;
mod receive;
mod rejudge;
mod replica;
mod roots;
mod row;
mod series;
mod settle;
mod standing;
mod state;
mod stretches;
mod types;
mod volume;
mod waiting;
mod witness;

pub use claims::ClockLeap;
pub use db::{SCHEMA, create as create_database, open as open_database};
pub use destroy::{Condemned, DestructionAct};
pub use entries::LogEntry;
pub use home::Home;
pub use intake::LateRow;
pub use kept_back::{Count, DAYS as QUARANTINE_DAYS, KeptBack, Stage as QuarantineStage};
pub use keys::{KeyRow, KeyStanding};
pub use law_log::LawAt;
pub use lessons::{LessonCell, LessonKey, ReasonClasses};
pub use persons::{ERASED_DAYS, ErasureAct};
pub use quota::Quota;
pub use read::{Cell, Dump, GrantRow, Reader};
pub use receive::{proof_ok, session_ok};
pub use standing::{LockRow, PermitRow, Standing};
pub use types::{Author, DatabaseKeys, Entry, GoOn, Options, Outcome, Received, Shown, Signer, Touched, Write};
pub use witness::WitnessState;
