//! The door of every change: one file an area. Each act is judged, signed and written by the store in one transaction.
//!
//! Called by `api` alone; calls `store`, `keys`, `import`, `people`, `rights`, `event`. Nothing here knows of screens or JSON,
//! but answers in the shapes of the contract where these are plain data.

mod accounts;
mod admin_list;
mod archive;
mod archive_files;
mod calendar;
mod cells;
mod classes;
mod compromise;
mod demo;
mod destroy;
mod destroy_years;
mod doctor;
mod doubts;
mod erase;
mod grants;
mod intake;
mod intent;
mod law_log;
mod law_words;
mod log;
mod login;
mod new_sheets;
mod open_data;
mod page;
mod paper;
mod people;
mod pupils;
mod ready;
mod remove_admin;
mod retention;
mod rights;
mod rotate;
mod scratch;
mod settings;
mod setup;
mod sheet_files;
mod shown;
mod signers;
mod staff_accounts;
mod structure;
mod summary;
mod tables;
mod timetable;
mod truth;
mod verify;
mod witness;

pub use archive_files::{ArchivePapers, PaperFile};
pub use calendar::{GroupFacts, LoadFacts};
pub(crate) use demo::NewAuthor;
pub use demo::{Demo, demo_keys};
pub use doctor::{Look, examine};
pub use grants::role_list;
pub use login::Verified;
pub use new_sheets::NewSheets;
pub use page::{Viewer, writes};
pub use paper::{Drawn, FinalPaper, PaperKind, archive_papers};
pub use pupils::PreparedPupils;
pub use rotate::Rotation;
pub use setup::{Setup, finish_setup};
pub use signers::UserAuthor;
pub use structure::PreparedStructure;
pub use tables::{GivenFile, PreparedTable, TableKind};
pub use timetable::PreparedWeek;
pub use verify::{verify, verify_file};
pub use witness::Witnessed;

use crate::api::types::SchoolInfo;
use crate::error::{Error, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Volume, spec};
use crate::id::AnyId;
use crate::keys::{KdfCost, Vault};
use crate::store::{DatabaseKeys, Home, Options, Outcome, Quota, Touched, Write};
use crate::time::{Clock, school_date};
use cells::Parts;
use chrono::NaiveDate;
use signers::DeviceSigner;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// What a book needs beside its files.
#[derive(Clone)]
pub struct Env {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Cost of new users' keys.
    pub user_cost: KdfCost,
    /// Cost of a new key file.
    pub vault_cost: KdfCost,
    /// Commits wait for the disk; false only in tests.
    pub durable: bool,
    /// Name of this computer, for its certificate and the log.
    pub computer: String,
}

/// What an act gives back: its value, how many events it wrote, which cells it touched.
#[derive(Debug, Clone, Default)]
pub struct Done<T> {
    /// The answer.
    pub value: T,
    /// Events written.
    pub events: u32,
    /// Cells written.
    pub touched: Vec<Touched>,
}

impl<T> Done<T> {
    fn new(value: T, outcome: Outcome) -> Self {
        Self { value, events: outcome.events, touched: outcome.touched }
    }
    /// Another value, the same events.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Done<U> {
        Done { value: f(self.value), events: self.events, touched: self.touched }
    }
}

/// A school's open journal on this computer.
pub struct Book {
    home: Home,
    env: Env,
    followed: rotate::Followed,
    vault: Arc<Vault>,
    zone: chrono_tz::Tz,
    year: Volume,
    // Kept in memory: they are asked for at every call, and a long act must not keep the screen waiting.
    idle: AtomicU32,
    demo: Demo,
    /// Acts that touched accounts or groups, which are no law events.
    nudges: AtomicU64,
    /// What of the registry pages need.
    kept: page::Kept,
}

impl Book {
    /// Opens the journal in `dir` with the keys of this computer.
    ///
    /// # Errors
    /// `school-damaged` when the registry lacks its first events; those of the store.
    pub fn open(dir: &Path, vault: Arc<Vault>, env: Env) -> Result<Self> {
        Self::over(Home::open(store_options(dir, Arc::clone(&vault), &env))?, vault, env)
    }

    /// The journal of an open home.
    fn over(home: Home, vault: Arc<Vault>, env: Env) -> Result<Self> {
        let damaged = || Error::damaged("school-damaged");
        let followed = rotate::Followed::of(&home)?;
        let (zone, first_year) = home.ask(Volume::REGISTRY, |reader| {
            let school = reader.cell(r::SCHOOL, &[])?.ok_or_else(damaged)?;
            let zone = school.value.text_at(1).parse().map_err(|_| damaged())?;
            let first = u16::try_from(school.value.int_at(3)).map_err(|_| damaged())?;
            Ok((zone, first))
        })?;
        let year = home.known_years()?.into_iter().max().unwrap_or(first_year);
        let (idle, demo) = (settings::kept_idle_minutes(&home)?, demo::kept(&home)?);
        Ok(Self {
            home,
            env,
            followed,
            vault,
            zone,
            year: Volume(year),
            idle: AtomicU32::new(idle),
            demo,
            nudges: AtomicU64::new(0),
            kept: page::Kept::default(),
        })
    }

    /// The store, for those who listen to it.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }
    /// The school's random id.
    #[must_use]
    pub fn school_id(&self) -> AnyId {
        self.followed.school()
    }
    /// The academic year at hand.
    #[must_use]
    pub fn year(&self) -> Volume {
        self.year
    }
    /// Today in the school's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        school_date(self.env.clock.now(), self.zone)
    }
    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.env.clock
    }

    /// The school as every screen's head shows it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn school(&self) -> Result<SchoolInfo> {
        let cell = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::SCHOOL, &[]))?;
        let value = cell.ok_or_else(|| Error::damaged("school-damaged"))?.value;
        Ok(SchoolInfo {
            name: value.text_at(0),
            year: self.year.0,
            profile: value.text_at(2),
            fingerprint: self.roots().fingerprint_shown(),
        })
    }

    /// One act: shapes are checked here, rights and everything else by the store. No writes, no act.
    fn act(&self, author: &UserAuthor, volume: Volume, writes: &[Write]) -> Result<Outcome> {
        if writes.is_empty() {
            return Ok(Outcome::default());
        }
        check_shapes(writes)?;
        let stamped = |w: &Write| crate::event::spec(w.kind).is_some_and(|s| s.asks_stamp(&w.value));
        if writes.iter().any(stamped) && !self.has_stamp()? {
            return Err(Error::denied("print-no-stamp"));
        }
        let outcome = self.home.act(author, volume, writes)?;
        if writes.iter().any(|w| matches!(w.kind, r::ACCOUNT | y::GROUP)) {
            self.nudges.fetch_add(1, Ordering::Relaxed);
        }
        Ok(outcome)
    }

    /// Differs when rights may have changed: by law events, by other programs, by what own classes follow from.
    ///
    /// # Errors
    /// Those of the store.
    pub fn law_version(&self) -> Result<u64> {
        Ok(self.nudged(self.home.law_version()?))
    }

    fn nudged(&self, law: u64) -> u64 {
        law.wrapping_add(self.nudges.load(Ordering::Relaxed))
    }
}

/// Refuses what no cell can hold, before it reaches the store.
fn check_shapes(writes: &[Write]) -> Result<()> {
    for w in writes {
        let kind = spec(w.kind).ok_or_else(|| Error::other("bad-write").with("kind", w.kind))?;
        if !kind.accepts(&w.key, &w.value) {
            return Err(Error::input("bad-write").with("kind", kind.name));
        }
    }
    Ok(())
}

/// Keys of databases lie in this computer's vault.
struct VaultKeys(Arc<Vault>);

impl DatabaseKeys for VaultKeys {
    fn key(&self, name: &str) -> Result<[u8; 32]> {
        Ok(*self.0.database_key(name)?.expose())
    }
    fn find(&self, name: &str) -> Result<Option<[u8; 32]>> {
        Ok(self.0.find_database_key(name)?.map(|key| *key.expose()))
    }
    fn names(&self) -> Result<Vec<String>> {
        self.0.database_names()
    }
    fn forget(&self, name: &str) -> Result<()> {
        self.0.forget_database(name)
    }
}

fn store_options(dir: &Path, vault: Arc<Vault>, env: &Env) -> Options {
    let signer = Arc::new(DeviceSigner::new(vault.device()));
    Options {
        dir: dir.to_owned(),
        signer,
        clock: env.clock.clone(),
        database_key: Arc::new(VaultKeys(vault)),
        durable: env.durable,
        quota: Quota::default(),
    }
}
