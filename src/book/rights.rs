//! What a person may do today: grants in force, by the registry and the year.
//!
//! The store judges every event by itself. This is the local refusal with a reason, and the only place where the dates of a role count:
//! expiry is a local refusal (semantics.md), and so are the rights to *read* (R-02).

use super::Book;
use super::cells::{Parts, days};
use crate::error::Result;
use crate::event::kinds::{ledger as l, registry as r, year as y};
use crate::event::{Head, Scope, Value, Volume};
use crate::id::UserId;
use crate::rights::role::{self, Rights};
use crate::store::{Cell, Reader};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A role grant as its cell says.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    /// Role id.
    pub role: String,
    /// Permission codes.
    pub codes: Vec<u8>,
    /// Classes it is limited to.
    pub classes: Vec<[u8; 16]>,
    /// Teaching groups it is limited to.
    pub groups: Vec<[u8; 16]>,
    from: Option<i64>,
    to: Option<i64>,
}

impl Granted {
    fn read(cell: &Cell) -> Option<Self> {
        let v = &cell.value;
        let day = |i: usize| v.items()?.get(i)?.int();
        let ids = |i: usize| v.list_at(i).iter().filter_map(Value::id).collect();
        Some(Self {
            role: cell.key.get(1)?.text()?.to_owned(),
            codes: v.list_at(0).iter().filter_map(|c| u8::try_from(c.int()?).ok()).collect(),
            classes: ids(1),
            groups: ids(2),
            from: day(3),
            to: day(4),
        })
    }
    /// True on a day inside its dates.
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        let day = days(day);
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
    fn everywhere(&self) -> bool {
        self.classes.is_empty() && self.groups.is_empty()
    }
}

/// The roles of one user, in force or not.
pub(super) fn granted(reader: &Reader<'_>, user: UserId) -> Result<Vec<Granted>> {
    Ok(reader.cells_under(l::ROLE, &[Value::Id(user.0)])?.iter().filter_map(Granted::read).collect())
}

/// True when the root has made the user an admin, and has not removed them.
pub(super) fn is_admin(reader: &Reader<'_>, user: UserId) -> Result<bool> {
    let made = reader.cell(l::ADMIN, &[Value::Id(user.0)])?.is_some_and(|c| c.value == Value::Bool(true));
    Ok(made && !removed_admins(reader)?.contains(&user.0))
}

/// Admins that the root has removed: by their admin grants alone, or altogether.
pub(super) fn removed_admins(reader: &Reader<'_>) -> Result<HashSet<[u8; 16]>> {
    let of_root = |c: &Cell| match Scope::from_value(c.value.items()?.first()?)? {
        Scope::Admin(user) => Some(user),
        Scope::Author(user) if c.value.int_at(4) == 0 => Some(user),
        _ => None,
    };
    Ok(reader.cells(l::CUT)?.iter().filter_map(of_root).collect())
}

/// Role ids in force by user, `admin` first.
pub(super) fn roles(reader: &Reader<'_>, today: NaiveDate) -> Result<BTreeMap<[u8; 16], Vec<String>>> {
    let mut all: BTreeMap<[u8; 16], Vec<String>> = BTreeMap::new();
    let removed = removed_admins(reader)?;
    for cell in reader.cells(l::ADMIN)? {
        if let (Some(user), true) = (cell.key.first().and_then(Value::id), cell.value == Value::Bool(true))
            && !removed.contains(&user)
        {
            all.entry(user).or_default().push(role::ADMIN.to_owned());
        }
    }
    for cell in reader.cells(l::ROLE)? {
        if let (Some(user), Some(granted)) = (cell.key.first().and_then(Value::id), Granted::read(&cell))
            && granted.holds(today)
        {
            all.entry(user).or_default().push(granted.role);
        }
    }
    Ok(all)
}

impl Book {
    /// What a user may do today.
    ///
    /// # Errors
    /// Those of the store.
    pub fn rights(&self, user: UserId) -> Result<Rights> {
        let today = self.today();
        let mut rights = self.home.ask(Volume::REGISTRY, |reader| {
            let mut rights = Rights { admin: is_admin(reader, user)?, ..Rights::default() };
            if rights.admin {
                rights.roles.push(role::ADMIN.to_owned());
                rights.reads_all = true;
            }
            for granted in granted(reader, user)?.into_iter().filter(|g| g.holds(today)) {
                let reads_all = role::find(&granted.role).is_some_and(|r| r.reads_all);
                if granted.everywhere() {
                    rights.permissions.extend(granted.codes.iter().filter_map(|c| role::permission(*c)));
                    rights.reads_all |= reads_all;
                } else if reads_all {
                    rights.classes.extend(&granted.classes);
                }
                rights.roles.push(granted.role);
            }
            Ok(rights)
        })?;
        if !rights.reads_all {
            rights.classes.extend(self.own_classes(user, today)?);
        }
        Ok(rights)
    }

    /// Classes a user answers for or teaches.
    fn own_classes(&self, user: UserId, today: NaiveDate) -> Result<BTreeSet<[u8; 16]>> {
        let day = days(today);
        let holds = |cell: &Cell, from: usize| {
            let at = |i: usize| cell.value.items().and_then(|v| v.get(i)).and_then(Value::int);
            at(from).is_none_or(|d| d <= day) && at(from + 1).is_none_or(|d| day <= d)
        };
        self.home.ask(self.year, |reader| {
            let key = [Value::Id(user.0)];
            let mut classes = BTreeSet::new();
            for cell in reader.cells_under(y::HOMEROOM, &key)?.iter().filter(|c| holds(c, 0)) {
                classes.extend(cell.key.get(1).and_then(Value::id));
            }
            for cell in reader.cells_under(y::LOAD, &key)?.iter().filter(|c| holds(c, 1)) {
                let group = cell.key.get(1).cloned().unwrap_or_default();
                if let Some(group) = reader.cell(y::GROUP, &[group])? {
                    classes.extend(group.value.list_at(3).iter().filter_map(Value::id));
                }
            }
            Ok(classes)
        })
    }

    /// Cuts of the registry that no `open` of their stratum or a lower one has lifted: scope and name.
    pub(super) fn standing_cuts(&self) -> Result<Vec<(Scope, Head)>> {
        let (cuts, lifted) = self.home.ask(Volume::REGISTRY, |reader| {
            let mut lifted = HashSet::new();
            for cell in reader.cells(l::OPEN)? {
                let stratum = cell.value.int_at(1);
                lifted.extend(cell.value.list_at(0).iter().filter_map(|c| Some((Head::from_value(c)?, stratum))));
            }
            Ok((reader.cells(l::CUT)?, lifted))
        })?;
        let mut out = Vec::new();
        for cell in cuts {
            let head = self.home.head_at(Volume::REGISTRY, cell.at)?;
            if let Some(scope) = cell.value.items().and_then(|v| Scope::from_value(v.first()?))
                && !(0..=cell.value.int_at(4)).any(|stratum| lifted.contains(&(head, stratum)))
            {
                out.push((scope, head));
            }
        }
        Ok(out)
    }

    /// Users whose every entry is cut off: dismissed people, closed accounts.
    pub(super) fn closed_users(&self) -> Result<HashSet<[u8; 16]>> {
        let user = |scope| if let Scope::Author(user) = scope { Some(user) } else { None };
        Ok(self.standing_cuts()?.into_iter().filter_map(|(scope, _)| user(scope)).collect())
    }

    /// True when the account is known and has not been closed.
    ///
    /// # Errors
    /// Those of the store.
    pub fn is_open(&self, user: UserId) -> Result<bool> {
        let account = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::ACCOUNT, &[Value::Id(user.0)]))?;
        Ok(account.is_some_and(|c| c.value != Value::Null) && !self.closed_users()?.contains(&user.0))
    }
}
