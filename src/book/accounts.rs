//! Accounts (учётные записи): who there is, new ones with a temporary password, replaced passwords, closed ones.

use super::cells::{Parts, days};
use super::login::logins;
use super::people::{name_value, names};
use super::rights::{is_admin, removed_admins, roles};
use super::setup::{check_login, new_key};
use super::{Book, Done, UserAuthor};
use crate::api::types::{AccountCreate, AccountList, AccountRow, Credentials};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Cut, Head, Scope, Value, Volume};
use crate::id::{AnyId, PersonId, UserId, random};
use crate::keys::password;
use crate::people::PersonName;
use crate::people::letters::fold;
use crate::store::{Author as _, Write};

/// Why credentials were issued, in the register.
#[derive(Clone, Copy)]
pub(super) enum Issued {
    /// A new account.
    NewAccount = 2,
    /// In place of lost ones.
    Replaced = 3,
}

impl Book {
    /// All accounts, by name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn accounts(&self) -> Result<AccountList> {
        let (today, closed) = (self.today(), self.closed_users()?);
        let mut accounts = self.home.ask(Volume::REGISTRY, |reader| {
            let (names, mut roles) = (names(reader, today)?, roles(reader, today)?);
            let mut out = Vec::new();
            for a in logins(reader)? {
                let key = reader.cell(l::USER_KEY, &[Value::Id(a.user.0)])?;
                let state = match key {
                    _ if closed.contains(&a.user.0) => "closed",
                    Some(key) if key.value.flag_at(5) => "temporary",
                    _ => "active",
                };
                let name = names.get(&a.person).map(ToString::to_string).unwrap_or_default();
                out.push(AccountRow {
                    id: a.user.to_string(),
                    login: a.login,
                    name,
                    roles: roles.remove(&a.user.0).unwrap_or_default(),
                    state: state.to_owned(),
                });
            }
            Ok(out)
        })?;
        accounts.sort_by_cached_key(|a| (fold(&a.name), fold(&a.login)));
        Ok(AccountList { accounts })
    }

    /// A person, an account, a temporary password, roles: one act.
    ///
    /// # Errors
    /// `bad-login`, `login-taken`, those of names and of granting.
    pub fn create_account(&self, author: &UserAuthor, asked: &AccountCreate) -> Result<Done<Credentials>> {
        let login = check_login(&asked.login)?;
        let name = PersonName::parse(&asked.name)?.value;
        let taken = self.home.ask(Volume::REGISTRY, |reader| Ok(logins(reader)?.iter().any(|a| fold(&a.login) == fold(&login))))?;
        if taken {
            return Err(Error::input("login-taken").with("login", &login));
        }
        let (user, person) = (UserId::random()?, PersonId::random()?);
        let id = Value::Id(user.0);
        let mut writes = vec![
            Write::new(r::PERSON_NAME, vec![Value::Id(person.0), Value::Null], name_value(&name)),
            Write::new(r::ACCOUNT, vec![id], Value::Array(vec![Value::Id(person.0), login.as_str().into()])),
        ];
        let mut roles: Vec<&str> = asked.roles.iter().map(String::as_str).collect();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            writes.push(self.grant_write(user, role, None, None, &[])?);
        }
        self.issue(author, user, &login, &name.to_string(), Issued::NewAccount, writes)
    }

    /// A new temporary password in place of a lost one.
    ///
    /// # Errors
    /// `account-unknown`, `account-closed`, `account-self`; `admin-reset-needs-sheet`.
    pub fn reset_account(&self, author: &UserAuthor, id: &str) -> Result<Done<Credentials>> {
        let (user, login, name) = self.other_account(author, id)?;
        self.refuse_roots_key(user)?;
        self.issue(author, user, &login, &name, Issued::Replaced, Vec::new())
    }

    /// Closes an account for good: what it writes from now on is held wherever it is written.
    ///
    /// # Errors
    /// `account-unknown`, `account-closed`, `account-self`; `admin-close-needs-sheet`: what an admin gives, only the root takes.
    pub fn close_account(&self, author: &UserAuthor, id: &str) -> Result<Done<()>> {
        let (user, login, _) = self.other_account(author, id)?;
        if self.home.ask(Volume::REGISTRY, |reader| is_admin(reader, user))? {
            return Err(Error::denied("admin-close-needs-sheet").with("login", login));
        }
        let cut = self.cut(Scope::Author(user.0))?;
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &[cut])?))
    }

    fn issue(
        &self,
        author: &UserAuthor,
        user: UserId,
        login: &str,
        to: &str,
        why: Issued,
        mut writes: Vec<Write>,
    ) -> Result<Done<Credentials>> {
        let password = password::temporary()?;
        let key = new_key(&password, &self.school_id(), self.env.user_cost, true)?;
        writes.push(key.write(user));
        writes.push(self.register(user, why, to)?);
        let outcome = self.act(author, Volume::REGISTRY, &writes)?;
        Ok(Done::new(Credentials { id: user.to_string(), login: login.to_owned(), password: password.into() }, outcome))
    }

    /// An entry of the register of issued credentials.
    pub(super) fn register(&self, user: UserId, why: Issued, to: &str) -> Result<Write> {
        let entry = vec![days(self.today()).into(), (why as i64).into(), to.into()];
        Ok(Write::new(r::CREDENTIALS, vec![Value::Id(user.0), Value::Id(random()?)], Value::Array(entry)))
    }

    /// Refuses what only the root may do: another key in place of one it gave.
    pub(super) fn refuse_roots_key(&self, user: UserId) -> Result<()> {
        let removed = self.home.ask(Volume::REGISTRY, |reader| Ok(removed_admins(reader)?.contains(&user.0)))?;
        if !removed && self.home.keys_of(user)?.iter().any(|k| k.by_root) {
            return Err(Error::denied("admin-reset-needs-sheet"));
        }
        Ok(())
    }

    /// An open account other than the author's own, its login and its person's name.
    pub(super) fn other_account(&self, author: &UserAuthor, id: &str) -> Result<(UserId, String, String)> {
        let user = UserId::parse(id)?;
        if user == author.user() {
            return Err(Error::input("account-self"));
        }
        self.account(user)
    }

    /// An open account, its login and its person's name.
    pub(super) fn account(&self, user: UserId) -> Result<(UserId, String, String)> {
        let (today, closed) = (self.today(), self.closed_users()?);
        self.home.ask(Volume::REGISTRY, |reader| {
            let found = logins(reader)?.into_iter().find(|a| a.user == user).ok_or_else(|| Error::input("account-unknown"))?;
            if closed.contains(&user.0) {
                return Err(Error::input("account-closed"));
            }
            let name = names(reader, today)?.get(&found.person).map(ToString::to_string).unwrap_or_default();
            Ok((user, found.login, name))
        })
    }

    /// A cut by an admin at the heads of everything this computer holds when it is written: what is outside is held.
    pub(super) fn cut(&self, scope: Scope) -> Result<Write> {
        cut_write(scope, false, 1, None)
    }
}

/// A cut; at these heads, or at those of everything this computer holds when it is written.
pub(super) fn cut_write(scope: Scope, void: bool, stratum: u8, heads: Option<Vec<Head>>) -> Result<Write> {
    let now = heads.is_none();
    let cut = Cut { scope, heads: heads.unwrap_or_default(), void, automatic: false, stratum, parts: Vec::new() };
    let write = Write::new(l::CUT, vec![Value::Id(AnyId::random()?.0)], cut.to_value());
    Ok(if now { write.at_heads() } else { write })
}
