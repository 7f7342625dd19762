//! The law in force: grants, keys, devices, cuts, opens, permits, decisions, each with its standing.

use super::chains::Spot;
use super::cuts::{CutIndex, CutLaw, Force};
use super::ground::Ground;
use super::judge::{Fate, Verdict, Why};
use super::level::{ADMIN, ROOT};
use super::order::{Limits, Witnessed, in_past, limits, past_holds, places};
use crate::event::law::claimed_date;
use crate::event::{ChainId, Cut, Event, Hash, Head, Law, Scope, Value};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash as Hashed;
use std::rc::Rc;

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
    /// Of a `user_key`: its proof is right. Else true.
    pub proof: bool,
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

/// A user's key, from the event that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLaw {
    /// Level at which it counts.
    pub level: u8,
    /// The given key that its line began with.
    pub line: Spot,
}

/// A device's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLaw {
    /// Capabilities.
    pub capabilities: Vec<u8>,
    /// Signed by a root.
    pub root: bool,
}

/// An event that others are before, or not: what ends a key, or closes a year.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The event.
    pub spot: Spot,
    /// Its level.
    pub level: u8,
    /// Heads that its value carries.
    pub heads: Vec<Head>,
    /// Those of them that are here: with its path and what was seen on it they are its past.
    pub here: Vec<Spot>,
    /// Of a closed year: its closing, or what came after it. All checkpoints there are order it.
    pub late: bool,
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
    /// Levels they were judged at.
    pub levels: HashMap<Spot, u8>,
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
    /// The giver of each user's key, and whether it is only to be replaced; what else names the key gives nothing.
    pub givers: HashMap<(Id, [u8; 32]), (Spot, bool)>,
    /// Keys by user and public key.
    pub keys: HashMap<(Id, [u8; 32]), Grant<KeyLaw>>,
    /// Effective given keys by user.
    pub given: HashMap<Id, Vec<Mark>>,
    /// Own changes that end a key, by the event that gave it.
    pub changes: HashMap<Spot, Vec<Mark>>,
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
    /// Effective checkpoints.
    pub points: Vec<(Spot, Vec<Head>)>,
    /// What they contain.
    pub witnessed: Witnessed,
    /// Closings of the year.
    pub closings: Vec<Mark>,
    /// Of a closed year: what roots did after the closing. Their cuts and endings are late.
    pub outside: HashSet<Spot>,
    /// Of a closed year: what all checkpoints contain; those that judge it are in `witnessed`.
    pub later: Witnessed,
    /// Branches of the registry behind a declared loss that has not been found.
    pub lost: Vec<u32>,
    /// Of a closed year: opens that came after the closing, by the cut they name. What is before a closing they do not lift.
    pub late_opens: HashMap<Spot, Vec<Grant<u8>>>,
    /// Events that decisions and cuts name and that are not here: when one comes, what names it is found anew.
    pub awaited: HashSet<(ChainId, u32)>,
}

/// The law events of one volume while they are judged: what they look up in each other by place alone.
#[derive(Debug, Default)]
pub struct Library<'a> {
    by_spot: HashMap<Spot, &'a LawEvent>,
    cells: HashMap<(u16, &'a [Value]), Vec<&'a LawEvent>>,
    /// Of cells that were asked for: their effective writes.
    effective: RefCell<HashMap<Spot, Rc<Vec<&'a LawEvent>>>>,
}

impl<'a> Library<'a> {
    /// Of these events.
    #[must_use]
    pub fn new(laws: &'a [LawEvent]) -> Self {
        let mut out = Self::default();
        for e in laws {
            out.by_spot.insert(e.spot, e);
            out.cells.entry((e.event.kind, &e.event.key)).or_default().push(e);
        }
        out
    }
    /// The heads an event carries, parts included; `None` when a part is none.
    #[must_use]
    pub fn heads<'e>(&self, e: &'e LawEvent, g: &Ground<'_>) -> Option<Cow<'e, [Head]>> {
        let (own, parts): (&[Head], &[Head]) = match &e.law {
            Some(Law::Cut(c)) => (&c.heads, &c.parts),
            Some(Law::CloseYear { heads, parts }) => (heads, parts),
            Some(Law::Destroyed { parts, .. }) => (&[], parts),
            Some(Law::UserKey { heads, .. } | Law::Checkpoint(heads)) => (heads, &[]),
            _ => (&[], &[]),
        };
        if parts.is_empty() {
            return Some(Cow::Borrowed(own));
        }
        let mut out = own.to_vec();
        for part in parts {
            let at = g.find(part)?;
            let before = at != e.spot && at.year == e.spot.year && g.chains(at.year)?.reaches(e.spot.branch, e.spot.idx, at.branch, at.idx);
            match self.by_spot.get(&at).map(|x| &x.law) {
                Some(Some(Law::HeadsPart(list))) if before => out.extend_from_slice(list),
                _ => return None,
            }
        }
        Some(Cow::Owned(out))
    }
    /// The last day of a grant: its own, or the first of those of effective writes of its cell that cover it.
    fn last_day(&self, e: &LawEvent, s: &Statutes, g: &Ground<'_>) -> Option<i64> {
        let own = |x: &LawEvent| match &x.law {
            Some(Law::Role { to, .. } | Law::Load { to, .. } | Law::Homeroom { to, .. } | Law::Permit { until: to, .. }) => *to,
            Some(Law::Substitution { date, .. }) => Some(*date),
            _ => None,
        };
        // All grants of a level are judged before a cut above it asks.
        let same = || {
            let of = self.cells.get(&(e.event.kind, e.event.key.as_slice())).map_or(&[][..], Vec::as_slice);
            let Some(first) = of.first() else { return Rc::default() };
            let counts = |w: &&&LawEvent| s.verdicts.get(&w.spot).is_some_and(|v| v.effective());
            let found = || Rc::new(of.iter().filter(counts).copied().collect());
            Rc::clone(self.effective.borrow_mut().entry(first.spot).or_insert_with(found))
        };
        let covers = |w: &LawEvent| {
            let refs = w.event.refs.iter().filter_map(|h| g.find(h));
            let mut refs = refs.filter(|r| self.by_spot.get(r).is_some_and(|x| x.event.kind == e.event.kind && x.event.key == e.event.key));
            g.path(w.spot, e.spot) || refs.any(|r| r == e.spot || g.path(r, e.spot))
        };
        same().iter().filter(|w| covers(w)).filter_map(|w| own(w)).chain(own(e)).min()
    }
}

/// True when nothing but other facts about the event itself could ever make it count.
fn dead(verdict: Verdict) -> bool {
    !verdict.effective() && !verdict.may_return()
}

/// Keeps a grant that counts or may yet: the effective ones first, so that nobody's others are read before them.
fn give<K: Eq + Hashed, T>(to: &mut HashMap<K, Vec<Grant<T>>>, whom: K, spot: Spot, verdict: Verdict, gives: T) {
    if dead(verdict) {
        return;
    }
    let list = to.entry(whom).or_default();
    let at = if verdict.effective() { list.partition_point(|x| x.verdict.effective()) } else { list.len() };
    list.insert(at, Grant { spot, verdict, gives });
}

impl Statutes {
    /// All opens that name a cut, those of a closed year too that came after its closing.
    pub fn opens_of(&self, cut: Spot) -> impl Iterator<Item = &Grant<u8>> {
        [&self.opens, &self.late_opens].into_iter().filter_map(move |of| of.get(&cut)).flatten()
    }
    /// Adds a judged law event to what it changes.
    pub fn enact(&mut self, e: &LawEvent, verdict: Verdict, g: &Ground<'_>, level: u8, library: &Library<'_>) {
        self.verdicts.insert(e.spot, verdict);
        self.levels.insert(e.spot, level);
        let Some(law) = &e.law else { return };
        let root = g.branch(e.spot).is_some_and(|b| b.root > 0);
        let spot = e.spot;
        match law {
            Law::Admin(u) => give(&mut self.admins, *u, spot, verdict, ()),
            Law::Role { user, permissions, classes, groups, .. } => {
                let gives = RoleLaw { permissions: permissions.clone(), classes: classes.clone(), groups: groups.clone() };
                give(&mut self.roles, *user, spot, verdict, gives);
            }
            Law::Load { user, group, .. } => give(&mut self.loads, (*user, *group), spot, verdict, ()),
            Law::Homeroom { user, class, .. } => give(&mut self.homerooms, (*user, *class), spot, verdict, ()),
            Law::Substitution { user, group, date, slot } => {
                give(&mut self.substitutions, (*user, *group, *date, *slot), spot, verdict, ());
            }
            Law::UserKey { .. } => self.enact_key(e, verdict, g, level),
            Law::Device { device, capabilities, .. } => {
                let gives = DeviceLaw { capabilities: capabilities.clone(), root };
                give(&mut self.devices, *device, spot, verdict, gives);
            }
            Law::Cut(cut) if !dead(verdict) || verdict.why == Why::Overlap => self.add_cut(e, verdict, cut, g, level, library),
            Law::Open { .. } | Law::Decide { .. } if verdict.effective() => self.name(e, verdict, g),
            Law::Permit { id, user, cells, .. } if verdict.effective() => {
                let gives = PermitLaw { user: *user, cells: cells.clone() };
                self.permits.entry(*id).or_default().push(Grant { spot, verdict, gives });
            }
            Law::Require(n) if verdict.fate == Fate::Effective => self.require = self.require.max(*n),
            Law::Checkpoint(heads) if verdict.fate == Fate::Effective => self.points.push((spot, heads.clone())),
            _ => {}
        }
    }

    fn enact_key(&mut self, e: &LawEvent, verdict: Verdict, g: &Ground<'_>, level: u8) {
        let Some(Law::UserKey { user, key, heads, .. }) = &e.law else { return };
        if self.givers.get(&(*user, *key)).map(|(giver, _)| *giver) != Some(e.spot) {
            return;
        }
        let founder = self.founder(e, g);
        let line = founder.map_or(e.spot, |f| f.1);
        let gives = KeyLaw { level, line };
        self.keys.insert((*user, *key), Grant { spot: e.spot, verdict, gives });
        if verdict.effective() && matches!(level, ROOT | ADMIN) {
            self.awaited.extend(heads.iter().filter(|h| g.find(h).is_none()).map(|h| (h.chain, h.idx)));
            let mark = self.mark(e.spot, level, heads, g);
            self.given.entry(*user).or_default().push(mark);
        }
    }

    /// The giver of the key an own change is written under, and its line; `None` for a given key, or when nothing gave it.
    fn founder(&self, e: &LawEvent, g: &Ground<'_>) -> Option<(Spot, Spot)> {
        if !super::level::is_own_key(e.spot, e.law.as_ref(), g) {
            return None;
        }
        let session = g.chains(e.spot.year)?.session_before(e.spot.branch, e.spot.idx)?;
        self.keys.get(&(session.user, session.key)).map(|k| (k.spot, k.gives.line))
    }

    /// An event with what is before it.
    #[must_use]
    pub fn mark(&self, spot: Spot, level: u8, heads: &[Head], g: &Ground<'_>) -> Mark {
        Mark { spot, level, heads: heads.to_vec(), here: places(heads, g), late: self.outside.contains(&spot) }
    }

    /// True when the event at `x`, whose value carries `heads`, is before the marked one.
    #[must_use]
    pub fn before(&self, x: Spot, heads: &[Head], y: &Mark, g: &Ground<'_>) -> bool {
        let witnessed = if y.late { &self.later } else { &self.witnessed };
        past_holds(x, y.spot, &y.here, g) || (witnessed.before(x, y.spot) && !in_past(y.spot, x, heads, g))
    }

    /// Finds what an `open` or a `decide` names, in their own volume.
    fn name(&mut self, e: &LawEvent, verdict: Verdict, g: &Ground<'_>) {
        let spot = e.spot;
        match &e.law {
            Some(Law::Open { cuts, stratum }) => {
                for c in cuts.iter().filter_map(|h| g.find(h)).filter(|x| x.year == spot.year) {
                    self.opens.entry(c).or_default().push(Grant { spot, verdict, gives: *stratum });
                }
            }
            Some(Law::Decide { events, yes, stratum }) => {
                let refs: Vec<Spot> = e.event.refs.iter().filter_map(|h| g.find(h)).collect();
                self.awaited.extend(absent(events, g).chain(absent(&e.event.refs, g)));
                for x in events.iter().filter_map(|h| g.find(h)).filter(|x| x.year == spot.year) {
                    let d = DecisionLaw { spot, verdict, stratum: *stratum, yes: *yes, refs: refs.clone() };
                    self.decisions.entry(x).or_default().push(d);
                }
            }
            _ => {}
        }
    }

    /// A year reads the registry's cuts, keys and checkpoints with its own chains at hand: they may list heads of year chains.
    pub fn widen(&mut self, g: &Ground<'_>) {
        for c in self.cuts.iter_mut().filter(|c| c.in_force()) {
            c.limits = limits(&c.heads, g);
            self.awaited.extend(unresolved(&c.heads, g));
        }
        for m in self.given.values_mut().chain(self.changes.values_mut()).flatten() {
            m.here = places(&m.heads, g);
            self.awaited.extend(m.heads.iter().filter(|h| g.find(h).is_none()).map(|h| (h.chain, h.idx)));
        }
        self.witness(g);
    }

    /// Reads what the checkpoints contain.
    pub fn witness(&mut self, g: &Ground<'_>) {
        self.witnessed = Witnessed::new(&self.points, g);
        let heads = self.points.iter().flat_map(|(_, heads)| heads);
        self.awaited.extend(heads.flat_map(|h| unresolved(std::slice::from_ref(h), g).collect::<Vec<_>>()));
    }

    fn add_cut(&mut self, e: &LawEvent, verdict: Verdict, cut: &Cut, g: &Ground<'_>, level: u8, library: &Library<'_>) {
        let spot = e.spot;
        let heads = library.heads(e, g).unwrap_or_default().into_owned();
        // What the author knew decides which of a witness's windows overlap, and whether the author's key had ended.
        self.awaited.extend(absent(&heads, g));
        let refused = || super::judge::decided(spot, level, self, g) == Some(false);
        let force = match verdict.fate {
            Fate::Effective if cut.void => Force::Void,
            Fate::Effective => Force::Held,
            Fate::Held if verdict.why == Why::GrantUnseen && !refused() => Force::Held,
            _ => Force::None,
        };
        let root = g.branch(spot).map_or(0, |b| b.root);
        let late = self.outside.contains(&spot);
        let mut law = CutLaw { spot, verdict, cut: cut.clone(), heads, limits: Limits::new(), grants: vec![], level, force, root, late };
        if law.in_force() {
            law.limits = limits(&law.heads, g);
            if let Scope::Grant(named) = &cut.scope {
                law.grants = self.named_grants(e, cut, named, g, library);
            }
        }
        self.keep_cut(law);
    }

    /// Keeps a cut, and where it is found while it is in force.
    pub fn keep_cut(&mut self, law: CutLaw) {
        if law.in_force() {
            self.index.add(self.cuts.len(), &law.cut.scope, &law.grants);
        }
        self.cuts.push(law);
    }

    /// The grants that a `grant` cut ends (made exact, 10).
    fn named_grants(&self, e: &LawEvent, cut: &Cut, named: &[Head], g: &Ground<'_>, library: &Library<'_>) -> Vec<Spot> {
        let date = claimed_date(e.event.claim);
        let fits = |x: &&LawEvent| match &x.law {
            Some(Law::Role { .. }) => !e.spot.year,
            Some(Law::Load { .. } | Law::Homeroom { .. } | Law::Substitution { .. } | Law::Permit { .. }) => e.spot.year,
            _ => false,
        };
        let ended = |x: &&LawEvent| !cut.automatic || library.last_day(x, self, g).is_some_and(|d| d <= date);
        let events = named.iter().filter_map(|h| library.by_spot.get(&g.find(h)?).copied());
        events.filter(fits).filter(ended).map(|x| x.spot).collect()
    }
}

/// Heads that are not here.
pub fn absent<'a>(heads: &'a [Head], g: &'a Ground<'_>) -> impl Iterator<Item = (ChainId, u32)> + 'a {
    heads.iter().filter(|h| g.find(h).is_none()).map(|h| (h.chain, h.idx))
}

/// Heads in chains of several branches that are not here: on which branch they lie shows when they come.
fn unresolved<'a>(heads: &'a [Head], g: &'a Ground<'_>) -> impl Iterator<Item = (ChainId, u32)> + 'a {
    let forked = |h: &&Head| g.chains(!h.chain.volume.is_registry()).is_some_and(|c| c.of(&h.chain).len() > 1);
    heads.iter().filter(forked).filter(|h| g.find(h).is_none()).map(|h| (h.chain, h.idx))
}
