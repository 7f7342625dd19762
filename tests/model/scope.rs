//! Needs, grants and scopes: what an event asks of its author, and which cuts reach it.

use zhurnal::event::spec::Pos;
use zhurnal::event::{Law, Need, Permission, Scope, Value};

use super::set::Index;

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
        let Some(row) = self.row[i] else { return Shown::default() };
        let e = &self.ev[i].event;
        let at = |p: Option<Pos>| row.at(p, &e.key, &e.value);
        let id = |p| at(p).and_then(Value::id);
        Shown {
            group: id(row.places.group),
            class: id(row.places.class),
            term: id(row.places.term),
            date: at(row.places.date).and_then(Value::int),
            slot: at(row.places.slot).and_then(Value::int),
        }
    }

    /// True when the law event at `g` is a grant that `user` needs for `i`.
    pub fn grants(&self, g: usize, user: [u8; 16], i: usize) -> bool {
        let Some(law) = &self.law[g] else { return false };
        let s = &self.shown[i];
        let role = |p: Permission| match law {
            Law::Role { user: u, permissions, .. } => *u == user && permissions.contains(&(p as u8)) && self.covered(law, i, s),
            _ => false,
        };
        match (self.need[i], law) {
            (Need::Admin | Need::AdminOrRoot | Need::OwnKey | Need::Role(_), Law::Admin(u)) => *u == user,
            (Need::Page(_), Law::Load { user: u, group }) => *u == user && s.group == Some(*group),
            (Need::Page(_), Law::Substitution { user: u, group, date, slot }) => {
                *u == user && s.group == Some(*group) && s.date == Some(*date) && s.slot == Some(*slot)
            }
            (Need::Homeroom(_), Law::Homeroom { user: u, class }) => *u == user && s.class == Some(*class),
            (Need::Role(p) | Need::Page(p) | Need::Homeroom(p), _) => role(p),
            _ => false,
        }
    }
    /// A role without lists covers all; else a class or group must be shown; of a lock, every group it names.
    fn covered(&self, role: &Law, i: usize, s: &Shown) -> bool {
        let Law::Role { classes, groups, .. } = role else { return false };
        if classes.is_empty() && groups.is_empty() {
            return true;
        }
        if let Some(Law::Cut(c)) = &self.law[i]
            && let Scope::Lessons { groups: locked, .. } | Scope::Window { groups: locked, .. } = &c.scope
        {
            return !locked.is_empty() && locked.iter().all(|g| groups.contains(g));
        }
        s.class.is_some_and(|c| classes.contains(&c)) || s.group.is_some_and(|g| groups.contains(&g))
    }

    /// True when a cut of this scope and these heads looks at `i`, inside or outside. `author` is none for automatic cuts.
    pub fn matches(&self, cut: &zhurnal::event::Cut, i: usize, author: Option<([u8; 16], [u8; 32])>) -> bool {
        let (p, s) = (self.ev[i], &self.shown[i]);
        let by = |u: &[u8; 16]| author.is_some_and(|(a, _)| a == *u);
        let journal = self.row[i].is_some_and(|r| r.stratum == 3);
        let listed = |groups: &[[u8; 16]]| groups.is_empty() || s.group.is_some_and(|g| groups.contains(&g));
        let dated = |from: i64, to: i64| s.date.is_some_and(|d| (from..=to).contains(&d));
        match &cut.scope {
            Scope::Author(u) => by(u),
            Scope::Keys(keys) => author.is_some_and(|(_, k)| keys.contains(&k)),
            Scope::Device(d) => p.chain.device.0 == *d,
            Scope::Needs(u, codes) => {
                by(u)
                    && match self.need[i] {
                        Need::Role(x) | Need::Page(x) | Need::Homeroom(x) => codes.contains(&(x as u8)),
                        _ => false,
                    }
            }
            Scope::Load(u, g) => by(u) && s.group == Some(*g) && matches!(self.need[i], Need::Page(_)),
            Scope::Homeroom(u, c) => by(u) && s.class == Some(*c) && matches!(self.need[i], Need::Homeroom(_)),
            Scope::Lessons { groups, from, to, terms } => {
                journal && listed(groups) && (dated(*from, *to) || s.term.is_some_and(|t| terms.contains(&t)))
            }
            Scope::Window { groups, from, to } => {
                journal && listed(groups) && dated(*from, *to) && {
                    let cell = (p.chain.volume, (p.event.kind, p.event.key.clone()));
                    self.cells.get(&cell).is_some_and(|all| all.iter().any(|x| *x != i && self.inside_any(*x, &cut.heads)))
                }
            }
            Scope::Permit(id) => p.event.permit == Some(*id),
        }
    }
}
