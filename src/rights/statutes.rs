//! The law in force: grants, keys, devices, cuts, opens, permits, decisions, each with its standing.

use super::chains::{Ground, Spot};
use super::judge::{Fate, Verdict};
use crate::event::{ChainId, Cut, Event, Hash, Head, Law, Scope, Value};
use std::collections::{HashMap, HashSet};

type Id = [u8; 16];

/// A law event in the set (sessions and seens live in their branches).
#[derive(Debug, Clone)]
pub struct LawEvent {
    /// Where it stands.
    pub spot: Spot,
    /// Its hash.
    pub hash: Hash,
    /// The event.
    pub event: Event,
    /// Its payload, when it is good.
    pub law: Option<Law>,
}

/// A grant and its standing.
#[derive(Debug, Clone)]
pub struct Grant<T> {
    /// The event.
    pub spot: Spot,
    /// Its fate.
    pub verdict: Verdict,
    /// What it gives.
    pub gives: T,
}

/// Permissions of a role with their scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLaw {
    /// Permission codes.
    pub permissions: Vec<u8>,
    /// Classes, empty for all.
    pub classes: Vec<Id>,
    /// Groups, empty for all.
    pub groups: Vec<Id>,
}

/// A user's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLaw {
    /// Account.
    pub user: Id,
    /// Level that gave it (doubled: 0 root, 1 = ½, 2 = 1, 3 = 1½).
    pub level: u8,
}

/// A device's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLaw {
    /// Capabilities.
    pub capabilities: Vec<u8>,
    /// Signed by the root.
    pub root: bool,
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
    /// Last index inside, by (year, branch).
    pub limits: HashMap<(bool, u32), u32>,
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
        matches!(self.verdict.fate, Fate::Effective | Fate::Held)
    }
}

/// A permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitLaw {
    /// For whom.
    pub user: Id,
    /// Kind and key of each cell.
    pub cells: Vec<(u16, Vec<Value>)>,
}

/// A decision over one event.
#[derive(Debug, Clone)]
pub struct DecisionLaw {
    /// The event that decides.
    pub spot: Spot,
    /// Its fate.
    pub verdict: Verdict,
    /// Its stratum.
    pub stratum: u8,
    /// Yes.
    pub yes: bool,
    /// Events it refers to.
    pub refs: Vec<Spot>,
}

/// Everything judgement reads.
#[derive(Debug, Clone, Default)]
pub struct Statutes {
    /// Fates of law events.
    pub verdicts: HashMap<Spot, Verdict>,
    /// Admins.
    pub admins: HashMap<Id, Vec<Grant<()>>>,
    /// Roles by user.
    pub roles: HashMap<Id, Vec<Grant<RoleLaw>>>,
    /// Loads by user and group.
    pub loads: HashMap<(Id, Id), Vec<Grant<()>>>,
    /// Homerooms by user and class.
    pub homerooms: HashMap<(Id, Id), Vec<Grant<()>>>,
    /// Substitutions by user, group, date, slot.
    pub substitutions: HashMap<(Id, Id, i64, i64), Vec<Grant<()>>>,
    /// Keys by public key.
    pub keys: HashMap<[u8; 32], Vec<Grant<KeyLaw>>>,
    /// Certificates by device.
    pub devices: HashMap<Id, Vec<Grant<DeviceLaw>>>,
    /// All cuts.
    pub cuts: Vec<CutLaw>,
    /// Indexes into `cuts` by what they look at.
    pub index: CutIndex,
    /// Opens by the cut they name, with their stratum.
    pub opens: HashMap<Spot, Vec<Grant<u8>>>,
    /// Permits by id.
    pub permits: HashMap<Id, Vec<Grant<PermitLaw>>>,
    /// Decisions by the event decided.
    pub decisions: HashMap<Spot, Vec<DecisionLaw>>,
    /// Highest level required by an effective `require`.
    pub require: u16,
    /// Events that decisions and cuts name and that are not here: when one comes, what names it is found anew.
    pub awaited: HashSet<(ChainId, u32)>,
}

/// Where a cut is found from an event.
#[derive(Debug, Clone, Default)]
pub struct CutIndex {
    /// By user: author, needs, load, homeroom.
    pub user: HashMap<Id, Vec<usize>>,
    /// By user key.
    pub key: HashMap<[u8; 32], Vec<usize>>,
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
}

impl Statutes {
    /// Adds a judged law event to what it changes.
    pub fn enact(&mut self, e: &LawEvent, verdict: Verdict, ground: &Ground<'_>, level: u8) {
        self.verdicts.insert(e.spot, verdict);
        let Some(law) = &e.law else { return };
        let root = ground.branch(e.spot).is_some_and(|b| b.root);
        let spot = e.spot;
        match law {
            Law::Admin(u) => self.admins.entry(*u).or_default().push(Grant { spot, verdict, gives: () }),
            Law::Role { user, permissions, classes, groups } => {
                let gives = RoleLaw { permissions: permissions.clone(), classes: classes.clone(), groups: groups.clone() };
                self.roles.entry(*user).or_default().push(Grant { spot, verdict, gives });
            }
            Law::Load { user, group } => self.loads.entry((*user, *group)).or_default().push(Grant { spot, verdict, gives: () }),
            Law::Homeroom { user, class } => self.homerooms.entry((*user, *class)).or_default().push(Grant { spot, verdict, gives: () }),
            Law::Substitution { user, group, date, slot } => {
                self.substitutions.entry((*user, *group, *date, *slot)).or_default().push(Grant { spot, verdict, gives: () });
            }
            Law::UserKey { user, key } => {
                self.keys.entry(*key).or_default().push(Grant { spot, verdict, gives: KeyLaw { user: *user, level } });
            }
            Law::Device { device, capabilities, .. } => {
                let gives = DeviceLaw { capabilities: capabilities.clone(), root };
                self.devices.entry(*device).or_default().push(Grant { spot, verdict, gives });
            }
            Law::Cut(cut) => self.add_cut(spot, verdict, cut, ground),
            Law::Open { .. } | Law::Decide { .. } => self.name(e, verdict, ground),
            Law::Permit { id, user, cells } => {
                let gives = PermitLaw { user: *user, cells: cells.clone() };
                self.permits.entry(*id).or_default().push(Grant { spot, verdict, gives });
            }
            Law::Require(n) if verdict.fate == Fate::Effective => self.require = self.require.max(*n),
            Law::Session { .. } | Law::Seen(_) | Law::Checkpoint(_) | Law::Gap { .. } | Law::CloseYear(_) | Law::Require(_) => {}
        }
    }

    /// Finds what an `open` or a `decide` names, in their own volume.
    fn name(&mut self, e: &LawEvent, verdict: Verdict, ground: &Ground<'_>) {
        let spot = e.spot;
        match &e.law {
            Some(Law::Open { cuts, stratum }) => {
                for c in cuts.iter().filter_map(|h| ground.find(h)).filter(|x| x.year == spot.year) {
                    self.opens.entry(c).or_default().push(Grant { spot, verdict, gives: *stratum });
                }
            }
            Some(Law::Decide { events, yes, stratum }) => {
                let refs: Vec<Spot> = e.event.refs.iter().filter_map(|h| ground.find(h)).collect();
                self.awaited.extend(events.iter().filter(|h| ground.find(h).is_none()).map(|h| (h.chain, h.idx)));
                for x in events.iter().filter_map(|h| ground.find(h)).filter(|x| x.year == spot.year) {
                    let d = DecisionLaw { spot, verdict, stratum: *stratum, yes: *yes, refs: refs.clone() };
                    self.decisions.entry(x).or_default().push(d);
                }
            }
            _ => {}
        }
    }

    /// A year reads the registry's cuts with its own chains at hand: they may list heads of year chains.
    pub fn widen(&mut self, ground: &Ground<'_>) {
        for c in &mut self.cuts {
            c.limits = limits(&c.cut.heads, ground);
            self.awaited.extend(unresolved(&c.cut.heads, ground));
        }
    }

    fn add_cut(&mut self, spot: Spot, verdict: Verdict, cut: &Cut, ground: &Ground<'_>) {
        let i = self.cuts.len();
        let x = &mut self.index;
        match &cut.scope {
            Scope::Author(u) | Scope::Needs(u, _) | Scope::Load(u, _) | Scope::Homeroom(u, _) => x.user.entry(*u).or_default().push(i),
            Scope::Keys(k) => k.iter().for_each(|k| x.key.entry(*k).or_default().push(i)),
            Scope::Device(d) => x.device.entry(*d).or_default().push(i),
            Scope::Lessons { groups, .. } if groups.is_empty() => x.all.push(i),
            Scope::Lessons { groups, .. } => groups.iter().for_each(|g| x.group.entry(*g).or_default().push(i)),
            Scope::Window { .. } => x.windows.push(i),
            Scope::Permit(p) => x.permit.entry(*p).or_default().push(i),
        }
        self.awaited.extend(unresolved(&cut.heads, ground));
        self.cuts.push(CutLaw { spot, verdict, cut: cut.clone(), limits: limits(&cut.heads, ground) });
    }
}

/// Heads in chains of several branches that are not here: on which branch they lie shows when they come.
fn unresolved<'a>(heads: &'a [Head], ground: &'a Ground<'_>) -> impl Iterator<Item = (ChainId, u32)> + 'a {
    let forked = |h: &&Head| ground.chains(!h.chain.volume.is_registry()).is_some_and(|c| c.of(&h.chain).len() > 1);
    heads.iter().filter(forked).filter(|h| ground.find(h).is_none()).map(|h| (h.chain, h.idx))
}

/// Last index inside each branch for a list of heads (made exact, 15).
#[must_use]
pub fn limits(heads: &[Head], ground: &Ground<'_>) -> HashMap<(bool, u32), u32> {
    let mut out: HashMap<(bool, u32), u32> = HashMap::new();
    for h in heads {
        let year = !h.chain.volume.is_registry();
        let Some(chains) = ground.chains(year) else { continue };
        let mut put = |n: u32, idx: u32| {
            let l = out.entry((year, n)).or_insert(idx);
            *l = (*l).max(idx);
        };
        match chains.of(&h.chain) {
            [] => {}
            [n] => put(*n, h.idx),
            many => {
                let Some(at) = ground.find(h) else {
                    many.iter().for_each(|n| put(*n, h.idx));
                    continue;
                };
                let (mut n, mut idx) = (at.branch, at.idx);
                while let Some(b) = chains.get(n) {
                    put(n, idx);
                    if b.gap {
                        many.iter().filter(|m| **m != n).for_each(|m| {
                            if let Some(last) = b.start.checked_sub(1) {
                                put(*m, last);
                            }
                        });
                    }
                    match b.parent {
                        Some((p, k)) => (n, idx) = (p, k),
                        None => break,
                    }
                }
            }
        }
    }
    out
}
