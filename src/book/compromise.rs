//! A password that somebody else knew: the reset ends it, and a void cut takes back what was signed with it since it can be trusted.

use super::accounts::{Issued, cut_write};
use super::{Book, Done, UserAuthor};
use crate::api::types::{Compromised, CompromisedAccount, SecretText};
use crate::error::{Error, Result};
use crate::event::kinds::registry as r;
use crate::event::{Head, Scope, Value, Volume};
use crate::id::UserId;
use crate::store::Write;
use crate::time::rfc3339;
use chrono::{NaiveDate, NaiveTime, TimeZone as _};

/// Keys of a cut at most: the shape of its scope.
const MOST_KEYS: usize = 64;

/// Where trust ends: heads of the witness's last checkpoint before a day, and its time.
pub(super) struct Trusted {
    heads: Vec<Head>,
    /// Seconds of UTC.
    pub time: i64,
}

impl Trusted {
    /// The heads that `keep` lets through.
    pub(super) fn heads(&self, keep: impl Fn(&Head) -> bool) -> Vec<Head> {
        self.heads.iter().filter(|h| keep(h)).copied().collect()
    }
}

impl Book {
    /// A new temporary password in place of one that became known, and a cut of everything signed with the keys issued so far: void
    /// outside what the witness had heard before the day on which the password may have become known.
    ///
    /// # Errors
    /// `account-unknown`, `account-closed`, `account-self`; `admin-reset-needs-sheet` for keys the root gave, when no sheet is typed;
    /// those of reading a sheet; `bad-date`.
    pub fn compromised(&self, author: &UserAuthor, asked: &CompromisedAccount) -> Result<Done<Compromised>> {
        let (user, login, name) = self.other_account(author, &asked.id)?;
        let received = asked.received.as_deref().filter(|d| !d.is_empty());
        let received = received.map(|d| d.parse().map_err(|_| Error::usage("bad-date"))).transpose()?;
        let trusted = self.trusted(received)?;
        let (credentials, key) = self.slip(user, &login)?;
        let answer = Compromised { credentials, trusted: trusted.as_ref().map(|t| rfc3339(t.time)) };
        let outcome = match SecretText::given(asked.sheet.as_ref()) {
            None => {
                self.refuse_roots_key(user)?;
                let register = self.register(user, Issued::Replaced, &name)?;
                let writes = [self.keys_cuts(user, trusted.as_ref(), 1)?, vec![key, register]].concat();
                self.act(author, Volume::REGISTRY, &writes)?
            }
            Some(sheet) => {
                let writes = [self.keys_cuts(user, trusted.as_ref(), 0)?, vec![key]].concat();
                self.home.root_act(&self.root_of(sheet)?, &writes)?
            }
        };
        Ok(Done::new(answer, outcome))
    }

    /// Void cuts of all keys of a user issued so far, however many somebody made.
    pub(super) fn keys_cuts(&self, user: UserId, trusted: Option<&Trusted>, stratum: u8) -> Result<Vec<Write>> {
        let keys: Vec<[u8; 32]> = self.home.keys_of(user)?.iter().map(|k| k.key).collect();
        let heads = match trusted {
            None => None,
            Some(trusted) => {
                let chains = self.home.chains_of(user)?;
                Some(trusted.heads(|h| chains.contains(&h.chain)))
            }
        };
        let cut = |part: &[[u8; 32]]| cut_write(Scope::Keys(user.0, part.to_vec()), true, stratum, heads.clone());
        keys.chunks(MOST_KEYS).map(cut).collect()
    }

    /// What the witness had heard before a day; of none given, until now. None while there is no checkpoint.
    pub(super) fn trusted(&self, before: Option<NaiveDate>) -> Result<Option<Trusted>> {
        let midnight = |day: NaiveDate| self.zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().map(|t| t.timestamp());
        let known = self.home.witnessed(before.and_then(midnight))?;
        Ok(known.map(|(time, heads)| Trusted { heads, time }))
    }

    /// True when the account is there; for those who type a sheet and need not be logged in.
    pub(super) fn has_account(&self, user: UserId) -> Result<bool> {
        let cell = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::ACCOUNT, &[Value::Id(user.0)]))?;
        Ok(cell.is_some_and(|c| c.value != Value::Null))
    }
}
