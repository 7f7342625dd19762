//! Who is there: a password makes the key that signs; wrong ones cost waiting, which survives restarts.

use super::cells::Parts;
use super::people::names;
use super::rights::{is_admin, roles};
use super::setup::new_key;
use super::{Book, Done, UserAuthor};
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::registry as r;
use crate::event::{Value, Volume};
use crate::id::{AnyId, UserId};
use crate::keys::{Backoff, KdfCost, PasswordRule, SigningKey, password};
use crate::people::letters::fold;
use crate::rights::role;
use crate::store::{Author as _, KeyRow, KeyStanding, Reader};
use std::collections::{HashMap, HashSet};

/// Records of unknown logins: guesses fill no more places than these.
const BUCKETS: u8 = 64;
/// Former passwords that a wrong one is compared with: each costs as much as the one in force.
const FORMER: usize = 2;

/// Somebody whose password was right.
#[derive(Debug)]
pub struct Verified {
    /// Signs what the person writes.
    pub author: UserAuthor,
    /// Login as it is kept.
    pub login: String,
    /// Full name.
    pub name: String,
    /// The password was given out by an admin and must be replaced.
    pub temporary: bool,
}

/// An account that may log in.
struct Account {
    user: UserId,
    login: String,
    name: String,
    keys: Vec<KeyRow>,
}

/// The key that a password makes with a key's own salt, when it is that key.
fn opens(row: &KeyRow, password: &str, school: &AnyId) -> Result<Option<SigningKey>> {
    let number = |i: usize| u32::try_from(row.value.int_at(i)).unwrap_or(u32::MAX);
    let Some(salt) = row.value.id_at(0) else { return Ok(None) };
    let cost = KdfCost::recorded(number(1), number(2), number(3))?;
    let key = password::user_key(password, school, &salt, cost)?;
    Ok((key.public().0 == row.key).then_some(key))
}

impl Account {
    /// The key in force that a password makes; of a password that another computer has put out of force, the reason.
    fn open(&self, password: &str, book: &Book) -> Result<Option<(SigningKey, bool)>> {
        let school = book.school_id();
        for row in self.keys.iter().filter(|k| k.standing == KeyStanding::InForce) {
            if let Some(key) = opens(row, password, &school)? {
                return Ok(Some((key, row.temporary)));
            }
        }
        let waits = self.keys.iter().any(|k| k.standing == KeyStanding::Waits);
        let told = |k: &&KeyRow| k.standing == KeyStanding::Withdrawn || (k.standing != KeyStanding::InForce && k.elsewhere);
        for row in self.keys.iter().filter(told).take(FORMER) {
            if opens(row, password, &school)?.is_some() {
                return Err(match row.standing {
                    KeyStanding::Withdrawn => Error::denied("password-withdrawn"),
                    KeyStanding::Reset => Error::denied("admin-reset-needs-sheet"),
                    _ if waits => Error::denied("password-two-changes"),
                    _ => Error::denied("password-replaced-elsewhere"),
                });
            }
        }
        Ok(None)
    }
}

impl Book {
    /// Logs in by login and password.
    ///
    /// # Errors
    /// `login-wrong`; `login-wait` with the seconds to wait; `password-replaced-elsewhere`, `password-two-changes`,
    /// `password-withdrawn`: the password is the person's own and counts no more.
    pub fn log_in(&self, login: &str, password: &str) -> Result<Verified> {
        let key = fold(login.trim());
        let accounts = self.accounts_by(|a| fold(&a.login) == key)?;
        let place = backoff_place(&key, !accounts.is_empty());
        self.attempt(&place, || {
            if accounts.is_empty() {
                // As long as for a known login: the time tells nothing.
                let _never_right = new_key(password, &self.school_id(), self.env.user_cost, false)?;
            }
            for account in accounts {
                if let Some((key, temporary)) = account.open(password, self)? {
                    let author = UserAuthor::new(account.user, key);
                    return Ok(Some(Verified { author, login: account.login, name: account.name, temporary }));
                }
            }
            Ok(None)
        })
    }

    /// The same person types the password again: after an idle lock, before what is final.
    ///
    /// # Errors
    /// `password-wrong`: the login is beyond doubt; else as [`Book::log_in`]; `session-closed` when the account is gone.
    pub fn log_in_again(&self, user: UserId, password: &str) -> Result<Verified> {
        let login = self.login_of(user)?;
        let of_password = |e: Error| if e.code == "login-wrong" { Error::denied("password-wrong") } else { e };
        let verified = self.log_in(&login, password).map_err(of_password)?;
        if verified.author.user() == user { Ok(verified) } else { Err(Error::denied("password-wrong")) }
    }

    /// Runs one try at a password. The failure is on disk before the password is looked at, so that ending the program undoes nothing.
    fn attempt(&self, place: &str, check: impl FnOnce() -> Result<Option<Verified>>) -> Result<Verified> {
        let now = self.env.clock.now();
        let stored = self.home.local_get(place)?;
        let mut state = stored.as_deref().and_then(read_backoff).unwrap_or_default();
        let before = state;
        let seconds = state.wait(now);
        if seconds > 0 {
            if state != before {
                self.home.local_set(place, Some(&write_backoff(state)))?;
            }
            return Err(Error::new(ErrorKind::NotPermitted, "login-wait").with("seconds", seconds));
        }
        self.home.local_set(place, Some(&write_backoff(state.failed(now))))?;
        let verified = check()?.ok_or_else(wrong)?;
        self.home.local_set(place, Some(&write_backoff(Backoff::succeeded())))?;
        Ok(verified)
    }

    /// True when the key a session was opened with is still the account's.
    ///
    /// # Errors
    /// Those of the store.
    pub fn key_in_force(&self, author: &UserAuthor) -> Result<bool> {
        let key = author.key();
        Ok(self.home.keys_of(author.user())?.iter().any(|k| k.key == key && k.standing == KeyStanding::InForce))
    }

    /// Replaces one's own password. Gives the author that signs from now on.
    ///
    /// # Errors
    /// `password-wrong`, `login-wait` for the old one; `password-same`; those of [`PasswordRule::check`] for the new one;
    /// `password-change-elsewhere` with the names of computers where it can be changed: a key that the root gave is followed by another
    /// on a computer that the root certified, and on no other.
    pub fn change_password(&self, user: UserId, old: &str, new: &str) -> Result<Done<Verified>> {
        let verified = self.log_in_again(user, old)?;
        if old == new {
            return Err(Error::input("password-same"));
        }
        let strong = self.home.ask(Volume::REGISTRY, |reader| {
            let admin = is_admin(reader, user)?;
            let roles = roles(reader, self.today())?.remove(&user.0).unwrap_or_default();
            Ok(admin || role::wants_strong_password(roles.iter().map(String::as_str)))
        })?;
        let rule = if strong { PasswordRule::Strong } else { PasswordRule::Ordinary };
        rule.check(new, &verified.login)?;
        let key = new_key(new, &self.school_id(), self.env.user_cost, false)?;
        let outcome = match self.act(&verified.author, Volume::REGISTRY, &[key.write(user)]) {
            Err(e) if e.code == "no-right" => {
                return Err(Error::denied("password-change-elsewhere").with("computers", self.root_certified_names()?.join(", ")));
            }
            other => other?,
        };
        let author = UserAuthor::new(user, key.key);
        Ok(Done::new(Verified { author, temporary: false, ..verified }, outcome))
    }

    /// The login of an account.
    ///
    /// # Errors
    /// `session-closed` for one that is not there.
    pub fn login_of(&self, user: UserId) -> Result<String> {
        let cell = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::ACCOUNT, &[Value::Id(user.0)]))?;
        cell.map(|c| c.value.text_at(1)).filter(|l| !l.is_empty()).ok_or_else(|| Error::denied("session-closed"))
    }

    fn accounts_by(&self, wanted: impl Fn(&Login) -> bool) -> Result<Vec<Account>> {
        let (today, closed) = (self.today(), self.closed_users()?);
        let found = self.home.ask(Volume::REGISTRY, |reader| {
            let mut logins = logins(reader)?;
            logins.retain(|a| wanted(a) && !closed.contains(&a.user.0));
            if logins.is_empty() {
                return Ok(Vec::new());
            }
            let names = names(reader, today)?;
            let name = |a: &Login| names.get(&a.person).map_or_else(|| a.login.clone(), ToString::to_string);
            Ok(logins.into_iter().map(|a| (name(&a), a)).collect::<Vec<_>>())
        })?;
        let account = |(name, a): (String, Login)| Ok(Account { user: a.user, login: a.login, name, keys: self.home.keys_of(a.user)? });
        found.into_iter().map(account).collect()
    }
}

/// A login and whose it is.
pub(super) struct Login {
    /// Account.
    pub user: UserId,
    /// Person.
    pub person: [u8; 16],
    /// Login.
    pub login: String,
}

/// The open account of each person; of several the one with the least id.
pub(super) fn open_users(reader: &Reader<'_>, closed: &HashSet<[u8; 16]>) -> Result<HashMap<[u8; 16], [u8; 16]>> {
    let mut out: HashMap<[u8; 16], [u8; 16]> = HashMap::new();
    for a in logins(reader)?.into_iter().filter(|a| !closed.contains(&a.user.0)) {
        let place = out.entry(a.person).or_insert(a.user.0);
        *place = (*place).min(a.user.0);
    }
    Ok(out)
}

/// Every login the registry holds, those of closed accounts too.
pub(super) fn logins(reader: &Reader<'_>) -> Result<Vec<Login>> {
    let cells = reader.cells(r::ACCOUNT)?;
    let read =
        |key: &[Value], value: &Value| Some(Login { user: UserId(key.first()?.id()?), person: value.id_at(0)?, login: value.text_at(1) });
    Ok(cells.iter().filter_map(|c| read(&c.key, &c.value)).collect())
}

fn wrong() -> Error {
    Error::denied("login-wrong")
}

fn backoff_place(key: &str, known: bool) -> String {
    let hash = blake3::hash(key.as_bytes());
    if known { format!("backoff-{}", &hash.to_hex()[..32]) } else { format!("backoff-unknown-{}", hash.as_bytes()[0] % BUCKETS) }
}

fn write_backoff(b: Backoff) -> Vec<u8> {
    [&b.failures.to_be_bytes()[..], &b.since.to_be_bytes()[..]].concat()
}

fn read_backoff(bytes: &[u8]) -> Option<Backoff> {
    let (failures, since) = bytes.split_at_checked(4)?;
    Some(Backoff { failures: u32::from_be_bytes(failures.try_into().ok()?), since: i64::from_be_bytes(since.try_into().ok()?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_back_off_state_comes_back_from_its_bytes() {
        let b = Backoff { failures: 7, since: -5 };
        assert_eq!(read_backoff(&write_backoff(b)), Some(b));
        assert_eq!(read_backoff(&[1, 2]), None);
    }

    #[test]
    fn unknown_logins_share_few_places_and_known_ones_have_their_own() {
        let places: std::collections::HashSet<_> = (0..1000).map(|i| backoff_place(&format!("u{i}"), false)).collect();
        assert!(places.len() <= usize::from(BUCKETS));
        assert_ne!(backoff_place("a", true), backoff_place("b", true));
    }
}
