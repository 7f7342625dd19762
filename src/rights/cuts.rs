//! Cuts: which look at an event, which are in force, what lifts them (made exact, 2, 12, 13).

use super::chains::Spot;
use super::grants::Facts;
use super::ground::Ground;
use super::judge::{Case, Verdict};
use super::keys::protected;
use super::level::JOURNAL;
use super::order::Limits;
use super::statutes::{Grant, Statutes};
use crate::event::spec::Need;
use crate::event::{Cut, Head, Scope};
use std::collections::HashMap;

type Id = [u8; 16];

/// How a cut is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// Not at all.
    None,
    /// What is outside is held.
    Held,
    /// What is outside is void.
    Void,
}

/// A cut with its heads resolved to branches.
#[derive(Debug, Clone)]
pub struct CutLaw {
    /// The event.
    pub spot: Spot,
    /// Its fate.
    pub verdict: Verdict,
    /// Its payload.
    pub cut: Cut,
    /// Its heads, parts included.
    pub heads: Vec<Head>,
    /// Last index inside, by (year, branch).
    pub limits: Limits,
    /// Grants that it ends.
    pub grants: Vec<Spot>,
    /// Its level.
    pub level: u8,
    /// How it is in force.
    pub force: Force,
    /// Number of the root that wrote it; 0: none.
    pub root: u8,
    /// Of a closed year: it came after the closing.
    pub late: bool,
}

impl CutLaw {
    /// True when the event lies inside the heads.
    #[must_use]
    pub fn inside(&self, e: Spot) -> bool {
        self.limits.get(&(e.year, e.branch)).is_some_and(|l| e.idx <= *l)
    }
    /// True when it is in force, as void or as held.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.force != Force::None
    }
    /// True when what is outside is void.
    #[must_use]
    pub fn voids(&self) -> bool {
        self.force == Force::Void
    }
    /// The user whose events alone it matches.
    #[must_use]
    pub fn user(&self) -> Option<Id> {
        match &self.cut.scope {
            Scope::Author(u) | Scope::Keys(u, _) | Scope::Needs(u, _) | Scope::Load(u, _) | Scope::Homeroom(u, _) | Scope::Admin(u) => {
                Some(*u)
            }
            _ => None,
        }
    }
    /// The computer whose events alone it matches.
    #[must_use]
    pub fn device(&self) -> Option<Id> {
        if let Scope::Device(d, _) = &self.cut.scope { Some(*d) } else { None }
    }
    /// True when it matches what names a permit.
    #[must_use]
    pub fn permit(&self) -> bool {
        matches!(self.cut.scope, Scope::Permit(_))
    }
    /// First and last day of the lessons that it matches, and the terms whose finals it does.
    #[must_use]
    pub fn days(&self) -> Option<((i64, i64), &[Id])> {
        match &self.cut.scope {
            Scope::Lessons { from, to, terms, .. } => Some(((*from, *to), terms)),
            Scope::Window { from, to, .. } => Some(((*from, *to), &[])),
            _ => None,
        }
    }
    /// True when it reaches events of a level in the volume of `spot`.
    fn reaches(&self, spot: Spot, level: u8) -> bool {
        self.level < level && (spot.year || !self.spot.year)
    }
}

/// Where a cut in force is found from an event.
#[derive(Debug, Clone, Default)]
pub struct CutIndex {
    /// By user: author, keys, needs, load, homeroom.
    pub user: HashMap<Id, Vec<usize>>,
    /// Cuts of a user's being an admin.
    pub admin: HashMap<Id, Vec<usize>>,
    /// By device.
    pub device: HashMap<Id, Vec<usize>>,
    /// Locks by group.
    pub group: HashMap<Id, Vec<usize>>,
    /// Locks of all groups.
    pub all: Vec<usize>,
    /// Windows.
    pub windows: Vec<usize>,
    /// Withdrawals by permit.
    pub permit: HashMap<Id, Vec<usize>>,
    /// Ends of grants.
    pub grant: HashMap<Spot, Vec<usize>>,
}

impl CutIndex {
    /// Adds the cut number `i`; `grants` are those it ends.
    pub fn add(&mut self, i: usize, scope: &Scope, grants: &[Spot]) {
        match scope {
            Scope::Author(u) | Scope::Keys(u, _) | Scope::Needs(u, _) | Scope::Load(u, _) | Scope::Homeroom(u, _) => {
                self.user.entry(*u).or_default().push(i);
            }
            Scope::Admin(u) => self.admin.entry(*u).or_default().push(i),
            Scope::Device(d, _) => self.device.entry(*d).or_default().push(i),
            Scope::Lessons { groups, .. } if groups.is_empty() => self.all.push(i),
            Scope::Lessons { groups, .. } => groups.iter().for_each(|g| self.group.entry(*g).or_default().push(i)),
            Scope::Window { .. } => self.windows.push(i),
            Scope::Permit(p) => self.permit.entry(*p).or_default().push(i),
            Scope::Grant(_) => grants.iter().for_each(|g| self.grant.entry(*g).or_default().push(i)),
        }
    }
}

/// Who writes: user and key of the session in force.
pub type Who<'a> = Option<(&'a Id, &'a [u8; 32])>;

/// What a computer is asked for: all of the first list, or one of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// These.
    All(&'static [u8]),
    /// Journal or office.
    Either,
}

impl Asks {
    /// True when a taking back of these capabilities takes what is asked for.
    fn taken_by(self, capabilities: &[u8]) -> bool {
        capabilities.is_empty()
            || match self {
                Self::All(list) => list.iter().any(|c| capabilities.contains(c)),
                Self::Either => capabilities.contains(&1) && capabilities.contains(&2),
            }
    }
}

fn needs_one_of(need: Need, list: &[u8]) -> bool {
    matches!(need, Need::Role(p) | Need::Page(p) | Need::Homeroom(p) if list.contains(&(p as u8)))
}

fn days(from: i64, to: i64, date: Option<i64>) -> bool {
    date.is_some_and(|d| from <= d && d <= to)
}

/// Cuts of lower levels that match the event.
pub fn matching<'s>(c: &Case<'_>, f: &Facts<'_>, who: Who<'_>, device: &Id, s: &'s Statutes, level: u8) -> Vec<&'s CutLaw> {
    let x = &s.index;
    let mut out: Vec<&CutLaw> = Vec::new();
    let mut look = |list: Option<&Vec<usize>>, fits: &dyn Fn(&CutLaw) -> bool| {
        out.extend(list.into_iter().flatten().filter_map(|i| s.cuts.get(*i)).filter(|k| k.reaches(c.spot, level) && fits(k)));
    };
    if let Some((user, key)) = who {
        look(x.user.get(user), &|k| match &k.cut.scope {
            Scope::Author(_) => true,
            Scope::Keys(_, keys) => keys.contains(key),
            Scope::Needs(_, p) => needs_one_of(f.need, p),
            Scope::Load(_, g) => matches!(f.need, Need::Page(_)) && f.group == Some(*g),
            Scope::Homeroom(_, h) => matches!(f.need, Need::Homeroom(_)) && f.class == Some(*h),
            _ => false,
        });
    }
    look(x.device.get(device), &|k| matches!(&k.cut.scope, Scope::Device(_, taken) if f.asks.taken_by(taken)));
    if let Some(p) = c.event.permit {
        look(x.permit.get(&p), &|_| true);
    }
    if level < JOURNAL {
        return out;
    }
    if let Some(g) = f.group {
        let lock = |k: &CutLaw| match &k.cut.scope {
            Scope::Lessons { from, to, terms, .. } => days(*from, *to, f.date) || f.term.is_some_and(|t| terms.contains(&t)),
            _ => false,
        };
        look(x.group.get(&g), &lock);
        look(Some(&x.all), &lock);
        if let Some(others) = c.others {
            look(Some(&x.windows), &|k| looks_through(k, &g, f.date) && others.any_inside(k));
        }
    }
    out
}

/// True when a window is of this group and day.
fn looks_through(k: &CutLaw, group: &Id, date: Option<i64>) -> bool {
    matches!(&k.cut.scope, Scope::Window { groups, from, to } if days(*from, *to, date) && (groups.is_empty() || groups.contains(group)))
}

/// True when the event lies outside the heads of a window cut in force that matches it.
#[must_use]
pub fn outside_window(c: &Case<'_>, s: &Statutes) -> bool {
    let Some(spec) = c.event.spec().filter(|k| k.stratum == 3) else { return false };
    let f = Facts::of(c, None, spec);
    let (Some(g), Some(others)) = (f.group, c.others) else { return false };
    let windows = s.index.windows.iter().filter_map(|i| s.cuts.get(*i));
    windows
        .filter(|k| k.in_force() && k.reaches(c.spot, JOURNAL) && looks_through(k, &g, f.date))
        .any(|k| !k.inside(c.spot) && others.any_inside(k))
}

/// True when the event lies inside the heads of a window cut in force of its group and day.
#[must_use]
pub fn inside_window(c: &Case<'_>, s: &Statutes) -> bool {
    let Some(spec) = c.event.spec().filter(|k| k.stratum == 3) else { return false };
    let f = Facts::of(c, None, spec);
    let Some(g) = f.group else { return false };
    s.index.windows.iter().filter_map(|i| s.cuts.get(*i)).any(|k| k.inside(c.spot) && looks_through(k, &g, f.date))
}

/// True when an `open` that the author had seen lifts the cut. `heads` are those that the event's value carries.
#[must_use]
pub fn lifted(spot: Spot, heads: &[Head], k: &CutLaw, s: &Statutes, g: &Ground<'_>) -> bool {
    let lifts = |o: &Grant<u8>| o.verdict.effective() && o.gives <= k.cut.stratum && (spot.year || !o.spot.year) && g.saw(spot, o.spot);
    let one = |of: &HashMap<Spot, Vec<Grant<u8>>>| of.get(&k.spot).is_some_and(|list| list.iter().any(lifts));
    one(&s.opens) || (one(&s.late_opens) && !protected(spot, heads, s, g))
}

/// True when a permit covers the event: effective, seen, for the author, not ended, listing the cell.
#[must_use]
pub fn permitted(c: &Case<'_>, user: Option<Id>, level: u8, s: &Statutes, g: &Ground<'_>) -> bool {
    let Some(list) = c.event.permit.and_then(|p| s.permits.get(&p)) else { return false };
    list.iter().any(|p| {
        p.verdict.effective()
            && Some(p.gives.user) == user
            && p.gives.cells.iter().any(|(kind, key)| *kind == c.event.kind && *key == c.event.key)
            && g.saw(c.spot, p.spot)
            && !ended(c.spot, c.heads.unwrap_or_default(), p.spot, level, s, g)
    })
}

/// True when a cut has ended a grant for the event at `e`.
#[must_use]
pub fn ended(e: Spot, heads: &[Head], grant: Spot, level: u8, s: &Statutes, g: &Ground<'_>) -> bool {
    let spared = |k: &CutLaw| lifted(e, heads, k, s, g) || (k.late && protected(e, heads, s, g));
    let ends = |k: &CutLaw| k.in_force() && k.reaches(e, level) && !k.inside(e) && !spared(k);
    s.index.grant.get(&grant).into_iter().flatten().filter_map(|i| s.cuts.get(*i)).any(ends)
}

/// True when the event at `e` stands outside a cut of its author's being an admin.
#[must_use]
pub fn no_admin_any_more(e: Spot, heads: &[Head], user: &Id, s: &Statutes, g: &Ground<'_>) -> bool {
    let ends = |k: &CutLaw| k.in_force() && !k.inside(e) && !(k.late && protected(e, heads, s, g));
    s.index.admin.get(user).into_iter().flatten().filter_map(|i| s.cuts.get(*i)).any(ends)
}

/// True when the event of root `number` at `e` stands outside a cut of that root by a later one.
#[must_use]
pub fn root_ended(e: Spot, device: &Id, number: u8, s: &Statutes) -> bool {
    let of = s.index.device.get(device).into_iter().flatten().filter_map(|i| s.cuts.get(*i));
    of.into_iter().any(|k| k.root > number && !k.late && k.verdict.effective() && !k.inside(e))
}
