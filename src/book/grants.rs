//! Roles of accounts: given, taken back, and the one only the root gives.

use super::cells::{days, opt_date};
use super::login::logins;
use super::rights::{Granted, granted, is_admin, removed_admins};
use super::setup::new_key;
use super::signers::DeviceSigner;
use super::{Book, Done, UserAuthor};
use crate::api::types::{AccountRole, Credentials, RoleList, RoleRow};
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Scope, Value, Volume};
use crate::id::{AnyId, ClassId, UserId};
use crate::keys::sheet::SheetSeed;
use crate::keys::{PasswordRule, password};
use crate::people::letters::fold;
use crate::rights::role::{self, ROLES, Role};
use crate::store::Write;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// All roles with their names.
#[must_use]
pub fn role_list() -> RoleList {
    let row = |r: &Role| {
        let rule = if r.strong_password { PasswordRule::Strong } else { PasswordRule::Ordinary };
        RoleRow {
            id: r.id.to_owned(),
            name: Texts::russian().format(&format!("role-{}", r.id), &[]),
            permissions: r.permissions.iter().map(|p| format!("{p:?}")).map(|p| kebab(&p)).collect(),
            password_chars: u32::try_from(rule.min_chars()).unwrap_or(u32::MAX),
            ends: r.ends,
        }
    };
    RoleList { roles: ROLES.iter().map(row).collect() }
}

/// `LessonPlans` → `lesson-plans`.
pub(super) fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

impl Book {
    /// Gives a role, with dates and classes. Given again after it was taken back, it lifts the cuts that took it.
    ///
    /// # Errors
    /// `role-unknown`, `admin-needs-sheet`, `role-needs-end`, `bad-date`, `role-dates`; `account-unknown`, `account-closed`.
    pub fn grant(&self, author: &UserAuthor, asked: &AccountRole) -> Result<Done<()>> {
        let (user, _, _) = self.account(UserId::parse(&asked.id)?)?;
        let classes = asked.classes.iter().flatten().map(|c| ClassId::parse(c).map(|c| c.0)).collect::<Result<Vec<_>>>()?;
        let write = self.grant_write(user, &asked.role, day(asked.from.as_deref())?, day(asked.to.as_deref())?, &classes)?;
        let mut writes = vec![write];
        let permissions = role::find(&asked.role).map(|r| r.permissions).unwrap_or_default();
        writes.extend(self.open_write(user, permissions.iter().map(|p| *p as u8))?);
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &writes)?))
    }

    /// The event of a role.
    pub(super) fn grant_write(
        &self,
        user: UserId,
        id: &str,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
        classes: &[[u8; 16]],
    ) -> Result<Write> {
        let role = role::find(id).ok_or_else(|| Error::input("role-unknown"))?;
        if role.id == role::ADMIN {
            return Err(Error::denied("admin-needs-sheet"));
        }
        if role.ends && to.is_none() {
            return Err(Error::input("role-needs-end").with("role", role.id));
        }
        if to.is_some_and(|to| to < self.today() || from.is_some_and(|from| to < from)) {
            return Err(Error::input("role-dates"));
        }
        let codes = role.permissions.iter().map(|p| Value::Int(i64::from(*p as u8))).collect();
        Ok(role_write(user, role.id, codes, classes.iter().map(|c| Value::Id(*c)).collect(), opt_date(from), opt_date(to)))
    }

    /// An `open` of the cuts that hold what these permissions allow; nothing when none stands.
    fn open_write(&self, user: UserId, codes: impl Iterator<Item = u8>) -> Result<Option<Write>> {
        let codes: BTreeSet<u8> = codes.collect();
        let on_these = |scope: &Scope| matches!(scope, Scope::Needs(of, needs) if *of == user.0 && needs.iter().any(|c| codes.contains(c)));
        let standing = self.standing_cuts()?;
        let cuts: Vec<Value> = standing.iter().filter(|(scope, _)| on_these(scope)).map(|(_, head)| head.to_value()).collect();
        if cuts.is_empty() {
            return Ok(None);
        }
        let value = Value::Array(vec![Value::Array(cuts), Value::Int(1)]);
        Ok(Some(Write::new(l::OPEN, vec![Value::Id(AnyId::random()?.0)], value)))
    }

    /// Takes a role back: it ends yesterday, and what needs a permission no other role of the person gives is held from these heads on.
    ///
    /// # Errors
    /// `role-not-held`, `admin-needs-sheet`; `account-unknown`, `account-closed`.
    pub fn revoke(&self, author: &UserAuthor, asked: &AccountRole) -> Result<Done<()>> {
        if asked.role == role::ADMIN {
            return Err(Error::denied("admin-needs-sheet"));
        }
        let (user, _, _) = self.account(UserId::parse(&asked.id)?)?;
        let today = self.today();
        let held: Vec<Granted> = self.home.ask(Volume::REGISTRY, |reader| granted(reader, user))?;
        let held: Vec<Granted> = held.into_iter().filter(|g| g.holds(today)).collect();
        let taken = held.iter().find(|g| g.role == asked.role).ok_or_else(|| Error::input("role-not-held"))?;
        let kept: BTreeSet<u8> = held.iter().filter(|g| g.role != asked.role).flat_map(|g| g.codes.iter().copied()).collect();
        let lost: Vec<u8> = taken.codes.iter().copied().filter(|c| !kept.contains(c)).collect();
        let ended = Value::Int(days(today) - 1);
        let mut writes = vec![role_write(user, &taken.role, Vec::new(), Vec::new(), Value::Null, ended)];
        // One cut a permission: giving one of them back must not lift the others.
        for code in lost {
            writes.push(self.cut(Scope::Needs(user.0, vec![code]))?);
        }
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &writes)?))
    }

    /// Makes a further admin: the sheet's groups are typed in, the root signs, the seed is forgotten.
    ///
    /// The root gives a key of its own too, as a new temporary password: what an admin writes is judged before keys that admins gave
    /// (semantics, levels). What the person has written under the former key is known here and stays good.
    ///
    /// # Errors
    /// Those of reading a sheet and of [`Book::root_of`]; `role-held`; `admin-removed`; `account-unknown`, `account-closed`.
    pub fn grant_admin(&self, id: &str, sheet: &str) -> Result<Done<Credentials>> {
        let (user, login, _) = self.account(UserId::parse(id)?)?;
        let (admin, removed) =
            self.home.ask(Volume::REGISTRY, |reader| Ok((is_admin(reader, user)?, removed_admins(reader)?.contains(&user.0))))?;
        if removed {
            return Err(Error::input("admin-removed"));
        }
        if admin {
            return Err(Error::input("role-held"));
        }
        let (credentials, key) = self.slip(user, &login)?;
        let writes = [Write::new(l::ADMIN, vec![Value::Id(user.0)], true.into()), key];
        Ok(Done::new(credentials, self.home.root_act(&self.root_of(sheet)?, &writes)?))
    }

    /// A new temporary password, and the event that gives its key.
    pub(super) fn slip(&self, user: UserId, login: &str) -> Result<(Credentials, Write)> {
        let password = password::temporary()?;
        let key = new_key(&password, &self.school_id(), self.env.user_cost, true)?;
        Ok((Credentials { id: user.to_string(), login: login.to_owned(), password: password.into() }, key.write(user)))
    }

    /// A new temporary password for an admin who lost the old one: only the root gives it, and nobody need be logged in.
    ///
    /// # Errors
    /// Those of reading a sheet; `sheet-other-school`; `admin-unknown`.
    pub fn reset_admin(&self, login: &str, sheet: &str) -> Result<Done<Credentials>> {
        let root = self.root_of(sheet)?;
        let (user, login) = self.admin_by_login(login)?;
        let (credentials, key) = self.slip(user, &login)?;
        Ok(Done::new(credentials, self.home.root_act(&root, &[key])?))
    }

    /// An admin with an open account, and the login as it is kept.
    pub(super) fn admin_by_login(&self, login: &str) -> Result<(UserId, String)> {
        let wanted = fold(login.trim());
        let closed = self.closed_users()?;
        let found = self.home.ask(Volume::REGISTRY, |reader| {
            let mut logins = logins(reader)?;
            logins.retain(|a| fold(&a.login) == wanted && !closed.contains(&a.user.0));
            for a in logins {
                if is_admin(reader, a.user)? {
                    return Ok(Some(a));
                }
            }
            Ok(None)
        })?;
        let found = found.ok_or_else(|| Error::input("admin-unknown"))?;
        Ok((found.user, found.login))
    }

    /// The root of a typed sheet: that in force.
    ///
    /// # Errors
    /// Those of reading a sheet; `sheet-retired`, `sheet-sealed`, `sheet-other-school`.
    pub(super) fn root_of(&self, sheet: &str) -> Result<DeviceSigner> {
        let sheet = SheetSeed::parse(sheet)?;
        let roots = self.roots();
        match roots.version_of(&sheet.seed) {
            Some(n) if n == roots.last().version => Ok(DeviceSigner::of_root(&sheet.seed)),
            Some(n) => Err(Error::denied("sheet-retired").with("number", n).with("present", roots.last().version)),
            None if roots.names_next(&sheet.seed) => Err(Error::input("sheet-sealed").with("number", sheet.number)),
            None => Err(Error::new(ErrorKind::NotAuthentic, "sheet-other-school")),
        }
    }
}

fn role_write(user: UserId, id: &str, codes: Vec<Value>, classes: Vec<Value>, from: Value, to: Value) -> Write {
    let value = vec![Value::Array(codes), Value::Array(classes), Value::Array(Vec::new()), from, to];
    Write::new(l::ROLE, vec![Value::Id(user.0), id.into()], Value::Array(value))
}

/// Reads a date of the contract.
fn day(text: Option<&str>) -> Result<Option<NaiveDate>> {
    text.filter(|t| !t.is_empty()).map(|t| t.parse().map_err(|_| Error::usage("bad-date"))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_named_in_words_with_hyphens() {
        assert_eq!((kebab("LessonPlans").as_str(), kebab("People").as_str()), ("lesson-plans", "people"));
    }
}
