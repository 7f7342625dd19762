//! Accounts for everybody on the staff list who has none: logins from names, temporary passwords, roles by position.
//!
//! Keys that passwords make are dear on purpose, so they are made on all processors at once; then everything is one act of the registry,
//! and the homeroom grants that waited for an account are one act of the year.

use super::accounts::Issued;
use super::login::logins;
use super::people::names;
use super::setup::{NewKey, new_key};
use super::tables::staff::{positions, staff_words};
use super::{Book, Done, UserAuthor};
use crate::api::types::{StaffAccount, StaffAccounts};
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Value, Volume};
use crate::id::UserId;
use crate::import::Progress;
use crate::keys::password;
use crate::people::letters::fold;
use crate::people::{PersonName, latin};
use crate::school::position;
use crate::store::Write;
use std::collections::{BTreeSet, HashSet};
use zeroize::Zeroizing;

/// Somebody who gets an account.
struct Newcomer {
    person: [u8; 16],
    name: PersonName,
    positions: Vec<String>,
    roles: BTreeSet<&'static str>,
    login: String,
}

/// A password and the key it makes.
type Issue = (Zeroizing<String>, NewKey);

impl Book {
    /// Makes the accounts. Passwords are in the answer alone: they are shown once.
    ///
    /// # Errors
    /// `cancelled` before anything is written; those of granting and of the store.
    pub fn staff_accounts(&self, author: &UserAuthor, progress: Progress<'_>) -> Result<Done<StaffAccounts>> {
        let (newcomers, had) = self.newcomers()?;
        let keys = self.issue_keys(newcomers.len(), progress)?;
        let mut writes = Vec::new();
        let mut made = Vec::new();
        for (n, (password, key)) in newcomers.iter().zip(keys) {
            let user = UserId::random()?;
            writes.push(Write::new(r::ACCOUNT, vec![Value::Id(user.0)], Value::Array(vec![Value::Id(n.person), n.login.as_str().into()])));
            for role in &n.roles {
                writes.push(self.grant_write(user, role, None, None, &[])?);
            }
            writes.push(key.write(user));
            writes.push(self.register(user, Issued::NewAccount, &n.name.to_string())?);
            made.push(StaffAccount {
                name: n.name.to_string(),
                position: n.positions.join(", "),
                login: n.login.clone(),
                password: password.into(),
            });
        }
        let mut outcome = self.act(author, Volume::REGISTRY, &writes)?;
        let homes: Vec<Write> = self.missing_homerooms()?.into_iter().map(|(key, value)| Write::new(y::HOMEROOM, key, value)).collect();
        outcome.add(self.act(author, self.year, &homes)?);
        Ok(Done::new(StaffAccounts { made, had }, outcome))
    }

    /// Who is on the list without an account, by name, with logins that nobody has; and how many have one.
    fn newcomers(&self) -> Result<(Vec<Newcomer>, u32)> {
        let today = self.today();
        let words = self.home.ask(self.year, staff_words)?;
        let (staff, names, logins) =
            self.home.ask(Volume::REGISTRY, |reader| Ok((positions(reader, today)?, names(reader, today)?, logins(reader)?)))?;
        let known: HashSet<[u8; 16]> = logins.iter().map(|a| a.person).collect();
        let mut taken: HashSet<String> = logins.iter().map(|a| fold(&a.login)).collect();
        let mut out = Vec::new();
        let mut had = 0;
        for (person, positions) in staff {
            let Some(name) = names.get(&person) else { continue };
            if known.contains(&person) {
                had += 1;
                continue;
            }
            let mut roles: BTreeSet<&str> = positions.iter().filter_map(|p| position::role(p)).collect();
            if words.get(&person).is_some_and(|w| !w.classes.is_empty()) {
                roles.insert("homeroom");
            }
            out.push(Newcomer { person, name: name.clone(), positions, roles, login: String::new() });
        }
        out.sort_by_cached_key(|n| (n.name.key(), n.person));
        for n in &mut out {
            let base = latin::login(&n.name);
            let free = std::iter::once(base.clone()).chain((2..).map(|i: u32| format!("{base}{i}"))).find(|l| !taken.contains(&fold(l)));
            n.login = free.unwrap_or(base);
            taken.insert(fold(&n.login));
        }
        Ok((out, had))
    }

    /// Temporary passwords and their keys, made on all processors.
    fn issue_keys(&self, count: usize, progress: Progress<'_>) -> Result<Vec<Issue>> {
        let (school, cost) = (self.school_id(), self.env.user_cost);
        let total = u32::try_from(count).unwrap_or(u32::MAX);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
        let mut out = Vec::with_capacity(count);
        // The telling of progress stays with this thread; between rounds a person may stop the work.
        while out.len() < count {
            if !progress(u32::try_from(out.len()).unwrap_or(total), total) {
                return Err(Error::new(ErrorKind::Other, "cancelled"));
            }
            let round = threads.min(count - out.len());
            let issue = || -> Result<Issue> {
                let password = password::temporary()?;
                let key = new_key(&password, &school, cost, true)?;
                Ok((password, key))
            };
            let issued: Vec<Result<Issue>> = std::thread::scope(|scope| {
                let handles: Vec<_> = (0..round).map(|_| scope.spawn(issue)).collect();
                handles.into_iter().map(|h| h.join().unwrap_or_else(|_| Err(Error::other("broken")))).collect()
            });
            for issue in issued {
                out.push(issue?);
            }
        }
        progress(total, total);
        Ok(out)
    }
}
