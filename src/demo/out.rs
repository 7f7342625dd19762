//! Where everything the demo school's people write goes: entries by author and moment, in acts of some twenty thousand events.

use crate::book::{Book, UserAuthor};
use crate::error::{Error, Result};
use crate::event::{Value, Volume};
use crate::store::{Entry, Write};
use chrono::NaiveDate;

/// Most events of one act.
const ACT: usize = 20_000;
/// The school's zone is three hours ahead of UTC all the year.
const ZONE: i64 = 3 * 3600;

/// Writes to one volume.
pub struct Out<'a> {
    book: &'a Book,
    volume: Volume,
    authors: &'a [Option<UserAuthor>],
    pending: Vec<Entry<'a>>,
    size: usize,
    /// Events written.
    pub events: u32,
}

impl<'a> Out<'a> {
    /// Nothing written yet. `authors` are the staff by number, without those who have no account.
    pub fn new(book: &'a Book, volume: Volume, authors: &'a [Option<UserAuthor>]) -> Self {
        Self { book, volume, authors, pending: Vec::new(), size: 0, events: 0 }
    }

    /// What one person writes at a moment.
    ///
    /// # Errors
    /// `demo-author` for somebody without an account; those of the act that becomes full.
    pub fn write(&mut self, who: usize, at: i64, writes: Vec<Write>) -> Result<()> {
        if writes.is_empty() {
            return Ok(());
        }
        let author = self.authors.get(who).and_then(Option::as_ref).ok_or_else(|| Error::other("demo-author"))?;
        self.size += writes.len();
        self.pending.push(Entry { author, at, writes });
        if self.size >= ACT { self.flush() } else { Ok(()) }
    }

    /// Writes what is pending.
    ///
    /// # Errors
    /// `no-right`; those of the store.
    pub fn flush(&mut self) -> Result<()> {
        if self.size > 0 {
            self.events += self.book.act_series(self.volume, &self.pending)?;
            self.pending.clear();
            self.size = 0;
        }
        Ok(())
    }
}

/// Days since 1970-01-01.
pub fn days(date: NaiveDate) -> i64 {
    (date - NaiveDate::default()).num_days()
}

/// A date as a value.
pub fn day(date: NaiveDate) -> Value {
    Value::Int(days(date))
}

/// The instant of a minute of the school's day.
pub fn instant(date: NaiveDate, minute: i64) -> i64 {
    days(date) * 86_400 + minute * 60 - ZONE
}

/// A number of an enumeration as a value.
pub fn code(n: u8) -> Value {
    Value::Int(i64::from(n))
}
