//! Needs, levels, capabilities and scopes: what an event asks, and which cuts look at it.

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Cut, Law, Need, Permission, Scope, Value};

use super::set::Index;

/// When an event is judged: four times the level of the page. A thing reaches what is judged on a higher level.
pub mod level {
    pub const ROOT: u8 = 0;
    /// Own changes founded in a root's key.
    pub const OWN_OF_ROOT: u8 = 2;
    /// Certificates by admins.
    pub const DEVICE: u8 = 3;
    pub const ADMIN: u8 = 4;
    /// Other own changes, automatic ends of roles.
    pub const OWN: u8 = 6;
    pub const OFFICE: u8 = 8;
    /// Automatic windows, automatic ends of a year's grants.
    pub const AUTOMATIC: u8 = 9;
    /// Page and homeroom kinds of stratum 2.
    pub const PAGE: u8 = 10;
    pub const JOURNAL: u8 = 12;
}

/// The need behind `ByPayload`.
pub fn need(row: Need, law: Option<&Law>) -> Need {
    if row != Need::ByPayload {
        return row;
    }
    match (stratum_by_payload(law), law) {
        (Some(1), _) => Need::Admin,
        (Some(2), Some(Law::Open { .. })) => Need::Role(Permission::Lock),
        (Some(2), Some(Law::Decide { .. })) => Need::Role(Permission::Decide),
        (Some(2), Some(Law::Cut(c))) => Need::Role(match c.scope {
            Scope::Lessons { .. } | Scope::Window { .. } => Permission::Lock,
            Scope::Permit(_) => Permission::Decide,
            _ => Permission::Structure,
        }),
        _ => Need::Root,
    }
}

/// Stratum of a cut, an open or a decision.
pub fn stratum_by_payload(law: Option<&Law>) -> Option<u8> {
    match law? {
        Law::Cut(c) => Some(c.stratum),
        Law::Open { stratum, .. } | Law::Decide { stratum, .. } => Some(*stratum),
        _ => None,
    }
}

/// Capabilities that an event asks of its computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    All(Vec<u8>),
    /// `journal` or `office`.
    Either,
}

/// What of an event scopes look at.
#[derive(Debug, Default)]
pub struct Shown {
    pub group: Option<[u8; 16]>,
    pub class: Option<[u8; 16]>,
    pub term: Option<[u8; 16]>,
    pub date: Option<i64>,
    pub slot: Option<i64>,
}

impl Index<'_> {
    pub fn show(&self, i: usize) -> Shown {
        let Some(row) = self.row[i].filter(|_| self.good[i]) else { return Shown::default() };
        let at = |p: Option<usize>| p.and_then(|p| self.ev[i].event.key.get(p));
        let id = |p| at(p).and_then(Value::id);
        Shown {
            group: id(row.places.group),
            class: id(row.places.class),
            term: id(row.places.term),
            date: at(row.places.date).and_then(Value::int),
            slot: at(row.places.slot).and_then(Value::int),
        }
    }

    pub fn automatic(&self, i: usize) -> bool {
        matches!(&self.law[i], Some(Law::Cut(c)) if c.automatic)
    }
    /// Applied when the payload is good; nothing else judges it.
    pub fn is_plain(&self, i: usize) -> bool {
        self.row[i].is_some_and(|r| matches!(r.code, l::SESSION | l::SEEN | l::HEADS_PART | l::BURIED))
    }

    /// The level of everything but own changes.
    pub fn level_by_kind(&self, i: usize) -> u8 {
        let Some(row) = self.row[i] else { return level::JOURNAL };
        let stratum = stratum_by_payload(self.law[i].as_ref());
        if self.root[i].is_some() || row.need == Need::Root || stratum == Some(0) || row.code == l::CHECKPOINT {
            return level::ROOT;
        }
        match (stratum.unwrap_or(row.stratum), row.need) {
            (1, _) if self.automatic(i) => level::OWN,
            (_, _) if self.automatic(i) => level::AUTOMATIC,
            (1, _) if row.code == l::DEVICE => level::DEVICE,
            (1, _) => level::ADMIN,
            (2, Need::Page(_) | Need::Homeroom(_)) => level::PAGE,
            (2, _) => level::OFFICE,
            _ => level::JOURNAL,
        }
    }

    pub fn asks(&self, i: usize, at: u8, own: bool) -> Asks {
        match self.row[i] {
            _ if own => Asks::Either,
            Some(row) if row.code == l::CHECKPOINT || self.automatic(i) => Asks::All(vec![3]),
            Some(row) if at == level::OFFICE && row.asks_stamp(&self.ev[i].event.value) => Asks::All(vec![2, 4]),
            _ => Asks::All(vec![if at >= level::PAGE { 1 } else { 2 }]),
        }
    }

    /// True when the law event at `g` is a grant that `user` needs for `i`.
    pub fn grants(&self, g: usize, user: [u8; 16], i: usize) -> bool {
        let Some(law) = &self.law[g] else { return false };
        let s = &self.shown[i];
        let role = |p: Permission| match law {
            Law::Role { user: u, permissions, .. } => *u == user && permissions.contains(&(p as u8)) && self.covered(law, i),
            _ => false,
        };
        let here = self.ev[g].chain.volume.is_registry() || self.ev[g].chain.volume == self.ev[i].chain.volume;
        here && match (self.need[i], law) {
            (Need::Admin | Need::AdminOrRoot | Need::OwnKey | Need::Role(_), Law::Admin(u)) => *u == user,
            (Need::Page(_), Law::Load { user: u, group, .. }) => *u == user && s.group == Some(*group),
            (Need::Page(_), Law::Substitution { user: u, group, date, slot }) => {
                *u == user && s.group == Some(*group) && s.date == Some(*date) && s.slot == Some(*slot)
            }
            (Need::Homeroom(_), Law::Homeroom { user: u, class, .. }) => *u == user && s.class == Some(*class),
            (Need::Role(p) | Need::Page(p) | Need::Homeroom(p), _) => role(p),
            _ => false,
        }
    }
    /// A role without lists covers all; else a class or group must be shown; of a lock, every group it names.
    fn covered(&self, role: &Law, i: usize) -> bool {
        let Law::Role { classes, groups, .. } = role else { return false };
        if classes.is_empty() && groups.is_empty() {
            return true;
        }
        if let Some(Law::Cut(c)) = &self.law[i]
            && let Scope::Lessons { groups: locked, .. } | Scope::Window { groups: locked, .. } = &c.scope
        {
            return !locked.is_empty() && locked.iter().all(|g| groups.contains(g));
        }
        let s = &self.shown[i];
        s.class.is_some_and(|c| classes.contains(&c)) || s.group.is_some_and(|g| groups.contains(&g))
    }

    /// True when a cut looks at `i`, inside or outside. `author` is none for automatic cuts.
    pub fn matches(&self, c: usize, cut: &Cut, i: usize, author: Option<([u8; 16], [u8; 32])>, asks: &Asks) -> bool {
        let (p, s) = (self.ev[i], &self.shown[i]);
        let by = |u: &[u8; 16]| author.is_some_and(|(a, _)| a == *u);
        let journal = self.row[i].is_some_and(|r| r.stratum == 3);
        let listed = |groups: &[[u8; 16]]| groups.is_empty() || s.group.is_some_and(|g| groups.contains(&g));
        let dated = |from: i64, to: i64| s.date.is_some_and(|d| (from..=to).contains(&d));
        match &cut.scope {
            Scope::Author(u) => by(u),
            Scope::Keys(u, keys) => by(u) && author.is_some_and(|(_, k)| keys.contains(&k)),
            Scope::Device(d, capabilities) => {
                p.chain.device.0 == *d
                    && (capabilities.is_empty()
                        || match asks {
                            Asks::Either => capabilities.contains(&1) && capabilities.contains(&2),
                            Asks::All(all) => all.iter().any(|a| capabilities.contains(a)),
                        })
            }
            Scope::Needs(u, codes) => {
                by(u)
                    && match self.need[i] {
                        Need::Role(x) | Need::Page(x) | Need::Homeroom(x) => codes.contains(&(x as u8)),
                        _ => false,
                    }
            }
            Scope::Load(u, g) => by(u) && s.group == Some(*g) && matches!(self.need[i], Need::Page(_)),
            Scope::Homeroom(u, k) => by(u) && s.class == Some(*k) && matches!(self.need[i], Need::Homeroom(_)),
            Scope::Lessons { groups, from, to, terms } => {
                journal && listed_or_term(listed(groups), dated(*from, *to), s.term.is_some_and(|t| terms.contains(&t)))
            }
            Scope::Window { groups, from, to } => {
                journal && listed(groups) && dated(*from, *to) && {
                    let cell = (p.chain.volume, (p.event.kind, p.event.key.clone()));
                    self.cells.get(&cell).is_some_and(|all| all.iter().any(|x| *x != i && self.inside(*x, c)))
                }
            }
            Scope::Permit(id) => p.event.permit == Some(*id),
            Scope::Admin(_) | Scope::Grant(_) => false,
        }
    }
}

fn listed_or_term(listed: bool, dated: bool, term: bool) -> bool {
    listed && (dated || term)
}
