//! Who may read a page and write into it. The store judges every event by itself; this is what screens show and refuse with a reason.

use super::super::Book;
use super::super::calendar::GroupFacts;
use super::super::cells::{Parts, date};
use super::super::rights::granted;
use super::Id;
use super::entries::At;
use crate::error::{Error, Result};
use crate::event::kinds::year as y;
use crate::event::{Law, Permission, Value, Volume};
use crate::id::UserId;
use crate::rights::role::{self, Rights};
use crate::store::GrantRow;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// Account.
    pub user: UserId,
    /// What the account may do today.
    pub rights: &'a Rights,
}

/// What a person teaches and answers for today.
#[derive(Debug, Clone, Default)]
pub(in crate::book) struct Teaching {
    /// Groups by load.
    pub loads: BTreeSet<Id>,
    /// Classes by homeroom grant.
    pub homerooms: BTreeSet<Id>,
    /// Lessons by substitution, by group.
    pub lessons: BTreeMap<Id, BTreeSet<At>>,
    /// A role writes into every journal.
    pub everything: bool,
    /// Groups that a role writes into.
    pub groups: BTreeSet<Id>,
    /// Classes that a role for the council's decisions is limited to.
    pub councils: BTreeSet<Id>,
    /// Classes that a reading role is limited to (R-01: an inspector's named scope).
    pub inspects: BTreeSet<Id>,
}

/// What of a page a person may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Writes {
    /// Nothing.
    Nothing,
    /// These lessons.
    Lessons(BTreeSet<At>),
    /// Everything.
    All,
}

impl Book {
    /// Reads what a person teaches and answers for on a day.
    pub(super) fn read_teaching(&self, user: UserId, today: NaiveDate) -> Result<Teaching> {
        let mut out = Teaching::default();
        let grants = self.home.grants_of(self.year, user)?;
        // Dates may have been changed by a later word: the cell says which counts.
        let said = self.home.look(self.year, |reader| {
            let cell = |g: &GrantRow| match g.law {
                Law::Load { .. } => reader.cell(y::LOAD, &g.key),
                Law::Homeroom { .. } => reader.cell(y::HOMEROOM, &g.key),
                _ => Ok(None),
            };
            grants.iter().map(|g| Ok(cell(g)?.map(|c| c.value).unwrap_or_default())).collect::<Result<Vec<Value>>>()
        })?;
        for (g, said) in grants.iter().zip(said) {
            let on = |i: usize| said.date_at(i);
            let holds = |from: usize| said != Value::Null && on(from).is_none_or(|d| d <= today) && on(from + 1).is_none_or(|d| today <= d);
            match g.law {
                Law::Load { group, .. } if holds(1) => drop(out.loads.insert(group)),
                Law::Homeroom { class, .. } if holds(0) => drop(out.homerooms.insert(class)),
                Law::Substitution { group, date: day, slot, .. } => {
                    if let (Some(day), Ok(slot)) = (date(day), u8::try_from(slot)) {
                        out.lessons.entry(group).or_default().insert((day, slot));
                    }
                }
                _ => {}
            }
        }
        let any = Permission::AnyJournal as u8;
        let roles = self.home.ask(Volume::REGISTRY, |reader| granted(reader, user))?;
        for role in roles.iter().filter(|r| r.holds(today) && r.codes.contains(&any)) {
            out.everything |= role.classes.is_empty() && role.groups.is_empty();
            out.groups.extend(&role.groups);
        }
        let council = roles.iter().filter(|r| r.holds(today) && r.codes.contains(&(Permission::Council as u8)));
        out.councils = council.flat_map(|r| r.classes.iter().copied()).collect();
        let reads = |id: &str| role::find(id).is_some_and(|r| r.reads_all);
        out.inspects = roles.iter().filter(|r| r.holds(today) && reads(&r.role)).flat_map(|r| r.classes.iter().copied()).collect();
        Ok(out)
    }
}

impl Teaching {
    /// What of a group's page may be written.
    pub(super) fn writes(&self, group: &Id) -> Writes {
        if self.everything || self.loads.contains(group) || self.groups.contains(group) {
            return Writes::All;
        }
        self.lessons.get(group).map_or(Writes::Nothing, |l| Writes::Lessons(l.clone()))
    }
    /// True when the group is the person's own: by load, by substitution, by a role for it.
    pub(super) fn teaches(&self, group: &Id) -> bool {
        self.loads.contains(group) || self.groups.contains(group) || self.lessons.contains_key(group)
    }
    /// True when the person answers for one of the group's classes.
    pub(super) fn answers_for(&self, group: &GroupFacts) -> bool {
        group.places.iter().any(|p| self.homerooms.contains(&p.class))
    }
    /// True when a class's summary sheet may be read: all subjects, so not by those who teach one of them.
    pub(in crate::book) fn reads_sheet(&self, viewer: &Viewer<'_>, class: &Id) -> bool {
        viewer.rights.reads_all || self.homerooms.contains(class) || self.inspects.contains(class)
    }
    /// True when the council's decisions of a class may be written.
    pub(in crate::book) fn decides(&self, viewer: &Viewer<'_>, class: &Id) -> bool {
        viewer.rights.permissions.contains(&Permission::Council) || self.homerooms.contains(class) || self.councils.contains(class)
    }
    /// Refuses a page that may not be read.
    ///
    /// # Errors
    /// `no-right`.
    pub(super) fn reads(&self, viewer: &Viewer<'_>, group: &GroupFacts) -> Result<()> {
        let own = self.everything || self.teaches(&group.id) || self.answers_for(group);
        let inspected = group.places.iter().any(|p| self.inspects.contains(&p.class));
        if own || inspected || viewer.rights.reads_all { Ok(()) } else { Err(Error::denied("no-right")) }
    }
}

impl Writes {
    /// True when a lesson may be written to.
    pub(super) fn allow(&self, lesson: &At) -> bool {
        match self {
            Self::All => true,
            Self::Lessons(l) => l.contains(lesson),
            Self::Nothing => false,
        }
    }
    /// True when there is anything that may be written.
    pub(super) fn any(&self) -> bool {
        *self != Self::Nothing
    }
}

/// The id in a request, as it lies in events.
///
/// # Errors
/// `bad-id`.
pub(in crate::book) fn id(text: &str) -> Result<Id> {
    crate::id::AnyId::parse(text).map(|i| i.0)
}
