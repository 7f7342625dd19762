//! What makes a home a demo one: a mark in its folder, local rows in its registry, a year written at once by everybody.
//!
//! A demo home holds invented people only. Its key file opens with a phrase that the program knows, so that nobody is asked for it; the
//! mark alone opens nothing else, and the clock moves only where the registry itself says so. What opens with that phrase makes nothing
//! real, with the mark or without it; a demo with keys of its own has no mark, and makes whatever a school does.

use super::setup::{new_key, passing_key};
use super::{Book, UserAuthor};
use crate::api::types::DemoInfo;
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::id::UserId;
use crate::keys::{KeyStorage, PUBLISHED, Vault};
use crate::store::{Entry, Home, Write};
use crate::time::school_date;
use chrono::NaiveDate;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Name of the file that marks the folder of a demo home.
const MARK: &str = "demo.toml";
const LOGINS: &str = "demo-logins";
const WHO: &str = "demo-who";
const PASSWORD: &str = "demo-password";
const DAY: &str = "demo-day";

/// What a demo home says of itself; empty elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demo {
    /// Logins to offer on the login screen.
    pub logins: Vec<String>,
    /// Who stands behind each of them, in a few words.
    pub who: Vec<String>,
    /// Their password.
    pub password: String,
    /// The day the home's clock shows at every start.
    pub day: Option<NaiveDate>,
}

impl Demo {
    /// As screens show it; nothing for a home with a clock of its own.
    #[must_use]
    pub fn info(&self) -> Option<DemoInfo> {
        self.day.map(|day| DemoInfo { day: day.to_string(), password: self.password.clone(), who: self.who.clone() })
    }
}

impl Book {
    /// What this home says of itself as a demo one.
    #[must_use]
    pub fn demo(&self) -> &Demo {
        &self.demo
    }

    /// True under the phrase that every copy of the program knows, whatever the folder says of itself.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.vault.is_published()
    }

    /// The one guard of all that takes in from outside or makes what counts outside: imports, archives, final papers, exchange.
    ///
    /// # Errors
    /// `demo-not-real`.
    pub fn real(&self) -> Result<()> {
        if self.is_published() { Err(Error::denied("demo-not-real")) } else { Ok(()) }
    }

    /// Marks this home as a demo one, from the next start on. One with keys of its own keeps the day and the logins, not the mark.
    ///
    /// # Errors
    /// Those of the store and of files.
    pub fn set_demo(&self, demo: &Demo, home: &Path) -> Result<()> {
        self.home.local_set(LOGINS, Some(demo.logins.join(" ").as_bytes()))?;
        self.home.local_set(WHO, Some(demo.who.join("\n").as_bytes()))?;
        self.home.local_set(PASSWORD, Some(demo.password.as_bytes()))?;
        self.home.local_set(DAY, demo.day.map(|d| d.to_string()).as_deref().map(str::as_bytes))?;
        if self.is_published() {
            crate::private::replace(home, MARK, "# Учебная школа: люди и отметки вымышлены.\ndemo = true\n".as_bytes())?;
        }
        Ok(())
    }

    /// Seconds to move the clock by, so that it shows the demo day at the present time of day.
    #[must_use]
    pub fn demo_shift(&self, now: i64) -> i64 {
        let today = school_date(now, self.zone);
        self.demo.day.map_or(0, |day| (day - today).num_days() * 86_400)
    }

    /// A person's keys, for an account that is made together with others: what an admin gives is to be changed, and is.
    ///
    /// # Errors
    /// Those of passwords.
    pub(crate) fn new_author(&self, user: UserId, password: &str) -> Result<NewAuthor> {
        let (given, own) = (passing_key(self.env.user_cost)?, new_key(password, &self.school_id(), self.env.user_cost, false)?);
        let (gives, changes) = (given.write(user), own.write(user));
        Ok(NewAuthor { author: UserAuthor::new(user, own.key), newcomer: UserAuthor::new(user, given.key), gives, changes })
    }

    /// Writes what many people write at many moments, in one act: each write is judged as everybody's.
    ///
    /// # Errors
    /// `bad-payload`, `no-right`; those of the store.
    pub(crate) fn act_series(&self, volume: Volume, entries: &[Entry<'_>]) -> Result<u32> {
        let events = self.home.act_series(volume, entries)?;
        self.nudges.fetch_add(1, Ordering::Relaxed);
        Ok(events)
    }
}

/// A person of a school that is made at once.
pub(crate) struct NewAuthor {
    /// Signs from the first day on.
    pub author: UserAuthor,
    /// Signs the change of the given key, and nothing else.
    pub newcomer: UserAuthor,
    /// The admin gives a key.
    pub gives: Write,
    /// The newcomer changes it.
    pub changes: Write,
}

/// What is kept about a demo home.
pub(super) fn kept(home: &Home) -> Result<Demo> {
    let text = |name: &str| Ok::<_, Error>(home.local_get(name)?.and_then(|b| String::from_utf8(b).ok()).unwrap_or_default());
    let logins = text(LOGINS)?.split(' ').filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let who = text(WHO)?.lines().map(str::to_owned).collect();
    Ok(Demo { logins, who, password: text(PASSWORD)?, day: text(DAY)?.parse().ok() })
}

/// Opens the keys of a home that bears the mark; `None` where it does not or where another phrase is wanted.
///
/// # Errors
/// Those of the key file, the wrong phrase apart.
pub fn demo_keys(home: &Path) -> Result<Option<Vault>> {
    if !home.join(MARK).is_file() || KeyStorage::of(home) != Some(KeyStorage::File) {
        return Ok(None);
    }
    match Vault::open(home, KeyStorage::File, Some(PUBLISHED)) {
        Ok(vault) => Ok(Some(vault)),
        Err(e) if e.code == "passphrase-wrong" => Ok(None),
        Err(e) => Err(e),
    }
}
