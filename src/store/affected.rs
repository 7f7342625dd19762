//! What a change of the law touches: only that is judged again.

use super::stretches::Stretches;
use crate::rights::chains::Stretch;
use crate::rights::cuts::CutLaw;
use crate::rights::order::last_in_past;
use crate::rights::statutes::{Grant, Mark};
use crate::rights::{Chains, Ground, Spot, Statutes, Verdict};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Parts of a volume to judge again.
#[derive(Debug, Default)]
pub struct Affected {
    /// Everything.
    pub all: bool,
    /// Everything that is held, or void by a cut.
    pub held: bool,
    /// Where everything is looked at whose fate is not effective.
    pub fated: Stretches,
    /// Where everything is looked at.
    pub ranges: Stretches,
    /// Where what is of lessons of these days, or of these terms, is looked at.
    pub lessons: Stretches,
    /// Where what names a permit is looked at.
    pub permits: Stretches,
    /// First and last days.
    pub days: Vec<(i64, i64)>,
    /// Terms.
    pub terms: HashSet<[u8; 16]>,
    /// Single events.
    pub spots: BTreeSet<Spot>,
}

/// Whom a grant concerns.
#[derive(Clone, Copy)]
enum Of {
    User([u8; 16]),
    Device([u8; 16]),
    /// An `open`: what it let through is found from the cut.
    Opened,
}

/// Whose events a mark looks at: a user's, under one key or under any.
#[derive(Clone, Copy)]
enum Under {
    User([u8; 16]),
    Key([u8; 16], [u8; 32]),
}

/// Where something looks for what it concerns.
struct Looking<'a> {
    chains: &'a Chains,
    year: bool,
    ground: &'a Ground<'a>,
}

impl Affected {
    /// Nothing to do.
    pub fn is_empty(&self) -> bool {
        let places = [&self.fated, &self.ranges, &self.lessons, &self.permits];
        !self.all && !self.held && self.spots.is_empty() && places.iter().all(|s| s.is_empty())
    }

    /// Compares statutes and finds what must be judged again in a volume with these chains.
    pub fn between(old: &Statutes, new: &Statutes, chains: &Chains, ground: &Ground<'_>) -> Self {
        let on = Looking { chains, year: ground.year.is_some(), ground };
        let mut out = Self::default();
        let (was, is) = (grants(old), grants(new));
        for (spot, (of, v)) in &is {
            match was.get(spot) {
                Some((_, o)) if o == v => {}
                Some((_, o)) if o.effective() && !v.effective() => out.lost(*of, &on),
                _ => out.gained(*of, &on),
            }
        }
        for (_, (of, v)) in was.iter().filter(|(spot, _)| !is.contains_key(spot)) {
            if v.effective() { out.lost(*of, &on) } else { out.gained(*of, &on) }
        }
        // A loss of the registry was found: who had seen what follows it had seen what is before it.
        out.all |= old.lost.iter().any(|n| !new.lost.contains(n));
        out.cuts(old, new, &is, &on);
        out.keys(old, new, &on);
        out.decisions(old, new);
        for (spot, v) in &new.verdicts {
            if old.verdicts.get(spot).is_some_and(|o| o != v) {
                out.spots.insert(*spot);
            }
        }
        out
    }

    fn lost(&mut self, of: Of, on: &Looking<'_>) {
        on.of(of).for_each(|s| self.ranges.add(s));
    }

    /// What one more grant may help: of those whom it concerns, what is not effective.
    fn gained(&mut self, of: Of, on: &Looking<'_>) {
        match of {
            Of::Opened => self.held = true,
            of => on.of(of).for_each(|s| self.fated.add(s)),
        }
    }

    fn cuts(&mut self, old: &Statutes, new: &Statutes, grants: &Grants, on: &Looking<'_>) {
        let was: HashMap<Spot, &CutLaw> = old.cuts.iter().map(|c| (c.spot, c)).collect();
        let is: HashMap<Spot, &CutLaw> = new.cuts.iter().map(|c| (c.spot, c)).collect();
        let moved = closings_moved(old, new);
        let mut outside: Vec<&CutLaw> = Vec::new();
        for c in &new.cuts {
            let before = was.get(&c.spot);
            let alike = before.filter(|o| o.force == c.force && o.grants == c.grants && o.late == c.late);
            if alike.is_some_and(|o| o.limits == c.limits) && !(c.late && moved) {
                continue;
            }
            match alike.filter(|_| !(c.late && moved)) {
                Some(o) => self.between_limits(o, c, on),
                None => outside.extend([Some(c), before.copied()].into_iter().flatten().filter(|k| k.in_force())),
            }
            self.held |= before.is_some();
        }
        let gone = || old.cuts.iter().filter(|c| !is.contains_key(&c.spot));
        self.held |= gone().next().is_some();
        outside.extend(gone().filter(|c| c.in_force()));
        // An `open` that fell: what it let through lies outside the cut it named.
        for cut in old.opens.keys().chain(old.late_opens.keys()) {
            let (before, after) = (opens(old, cut), opens(new, cut));
            outside.extend(is.get(cut).filter(|_| after.0 < before.0 || after.1 < before.1));
        }
        self.outside(&outside, grants, on);
    }

    /// What lies outside the heads of cuts.
    fn outside(&mut self, cuts: &[&CutLaw], grants: &Grants, on: &Looking<'_>) {
        let (of_lessons, others): (Vec<&CutLaw>, Vec<&CutLaw>) = cuts.iter().partition(|c| c.days().is_some());
        for (days, terms) in of_lessons.iter().filter_map(|c| c.days()) {
            self.days.push(days);
            self.terms.extend(terms);
        }
        on.outside_some(&of_lessons).for_each(|s| self.lessons.add(s));
        let (of_permits, others): (Vec<&CutLaw>, Vec<&CutLaw>) = others.into_iter().partition(|c| c.permit());
        on.outside_some(&of_permits).for_each(|s| self.permits.add(s));
        for c in others {
            let beyond = |(n, from, to): Stretch| {
                let from = c.limits.get(&(on.year, n)).map_or(from, |last| from.max(last.saturating_add(1)));
                (from <= to).then_some((n, from, to))
            };
            let ended = c.grants.iter().flat_map(|g| (0..=LAST_TAG).filter_map(|tag| grants.get(&(*g, tag))).map(|(of, _)| *of));
            let of = c.user().map(Of::User).into_iter().chain(c.device().map(Of::Device)).chain(ended);
            of.flat_map(|of| on.of(of)).filter_map(beyond).for_each(|s| self.ranges.add(s));
        }
    }

    /// What lies inside one list of heads and outside the other.
    fn between_limits(&mut self, old: &CutLaw, new: &CutLaw, on: &Looking<'_>) {
        for (n, b) in on.chains.iter() {
            let after = |c: &CutLaw| c.limits.get(&(on.year, n)).map_or(b.start, |last| b.start.max(last.saturating_add(1)));
            let (a, z) = (after(old).min(after(new)), after(old).max(after(new)).min(b.next));
            if a < z {
                self.ranges.add((n, a, z - 1));
            }
        }
    }

    /// Ends of keys: what is not in the past of a new one is judged again, and what is not effective when one went, or its past grew.
    fn keys(&mut self, old: &Statutes, new: &Statutes, on: &Looking<'_>) {
        let (was, is) = (marks(old), marks(new));
        let (points, later) = (new.witnessed.moves(&old.witnessed), new.later.moves(&old.later));
        let closed = closings_moved(old, new);
        self.held |= points.any() || later.any();
        for (place, (mark, of)) in &is {
            let before = was.get(place);
            let moves = if mark.late { &later } else { &points };
            if before.is_some_and(|(m, _)| m.here == mark.here && m.late == mark.late) && !closed && !moves.take_from(mark.spot) {
                continue;
            }
            for (n, from, to) in on.under(*of) {
                if before.is_some() {
                    self.fated.add((n, from, to));
                }
                let last = last_in_past(mark.spot, &mark.here, n, on.year, on.ground);
                let settled = last.map_or(from, |last| from.max(last.saturating_add(1)));
                if settled <= to {
                    self.ranges.add((n, settled, to));
                }
            }
        }
        for (_, (_, of)) in was.iter().filter(|(place, _)| !is.contains_key(place)) {
            on.under(*of).for_each(|s| self.fated.add(s));
        }
    }

    fn decisions(&mut self, old: &Statutes, new: &Statutes) {
        let key = |s: &Statutes, e: &Spot| s.decisions.get(e).map(|d| d.iter().map(|x| (x.spot, x.refs.len())).collect::<BTreeSet<_>>());
        for e in old.decisions.keys().chain(new.decisions.keys()) {
            if key(old, e) != key(new, e) {
                self.spots.insert(*e);
            }
        }
    }
}

/// How many effective opens lift a cut from everything, and from what is not before a closing.
fn opens(s: &Statutes, cut: &Spot) -> (usize, usize) {
    let effective = |list: Option<&Vec<Grant<u8>>>| list.into_iter().flatten().filter(|x| x.verdict.effective()).count();
    let known = effective(s.opens.get(cut));
    (known, known + effective(s.late_opens.get(cut)))
}

impl Looking<'_> {
    fn of(&self, of: Of) -> Box<dyn Iterator<Item = Stretch> + '_> {
        match of {
            Of::User(u) => self.under(Under::User(u)),
            Of::Device(d) => {
                let whole = |n: &u32| self.chains.get(*n).filter(|b| b.next > b.start).map(|b| (*n, b.start, b.next - 1));
                Box::new(self.chains.of_device(&crate::id::DeviceId(d)).iter().filter_map(whole))
            }
            Of::Opened => Box::new(std::iter::empty()),
        }
    }

    fn under(&self, of: Under) -> Box<dyn Iterator<Item = Stretch> + '_> {
        match of {
            Under::User(u) => Box::new(self.chains.by_user(&u)),
            Under::Key(u, k) => Box::new(self.chains.by_key(&u, &k)),
        }
    }

    /// Events outside the heads of one of these cuts at least.
    fn outside_some(&self, cuts: &[&CutLaw]) -> impl Iterator<Item = Stretch> {
        let mut least: HashMap<u32, (usize, u32)> = HashMap::new();
        for ((_, n), last) in cuts.iter().flat_map(|c| &c.limits).filter(|((year, _), _)| *year == self.year) {
            let named = least.entry(*n).or_insert((0, *last));
            *named = (named.0 + 1, named.1.min(*last));
        }
        let all = cuts.len();
        self.chains.iter().filter(move |_| all > 0).filter_map(move |(n, b)| {
            let last = least.get(&n).filter(|(times, _)| *times == all).map(|(_, last)| *last);
            let from = last.map_or(b.start, |last| b.start.max(last.saturating_add(1)));
            (from < b.next).then(|| (n, from, b.next - 1))
        })
    }
}

/// True when what is before a closing may be another than it was.
fn closings_moved(old: &Statutes, new: &Statutes) -> bool {
    let same = |a: &Mark, b: &Mark| a.spot == b.spot && a.here == b.here;
    let all = old.closings.len() == new.closings.len() && old.closings.iter().all(|a| new.closings.iter().any(|b| same(a, b)));
    !all || (!new.closings.is_empty() && new.later.moves(&old.later).any())
}

/// What ends keys: by its place and the key's giver, with whose events it looks at.
fn marks(s: &Statutes) -> HashMap<(Spot, Spot), (&Mark, Under)> {
    let mut out = HashMap::new();
    let keys: HashMap<Spot, ([u8; 16], [u8; 32])> = s.keys.iter().map(|(k, g)| (g.spot, *k)).collect();
    for (founder, list) in &s.changes {
        let Some((user, key)) = keys.get(founder) else { continue };
        out.extend(list.iter().map(|m| ((m.spot, *founder), (m, Under::Key(*user, *key)))));
    }
    for (user, list) in &s.given {
        out.extend(list.iter().map(|m| ((m.spot, m.spot), (m, Under::User(*user)))));
    }
    out
}

/// Grants by place and sort.
type Grants = HashMap<(Spot, u8), (Of, Verdict)>;
const LAST_TAG: u8 = 9;

fn grants(s: &Statutes) -> Grants {
    fn put<T>(out: &mut Grants, tag: u8, of: Of, list: &[Grant<T>]) {
        for g in list {
            out.insert((g.spot, tag), (of, g.verdict));
        }
    }
    let mut m = HashMap::new();
    s.admins.iter().for_each(|(u, l)| put(&mut m, 0, Of::User(*u), l));
    s.roles.iter().for_each(|(u, l)| put(&mut m, 1, Of::User(*u), l));
    s.loads.iter().for_each(|(u, l)| put(&mut m, 2, Of::User(u.0), l));
    s.homerooms.iter().for_each(|(u, l)| put(&mut m, 3, Of::User(u.0), l));
    s.substitutions.iter().for_each(|(u, l)| put(&mut m, 4, Of::User(u.0), l));
    s.keys.iter().for_each(|((u, _), g)| put(&mut m, 5, Of::User(*u), std::slice::from_ref(g)));
    s.devices.iter().for_each(|(d, l)| put(&mut m, 6, Of::Device(*d), l));
    for p in s.permits.values().flatten() {
        put(&mut m, 7, Of::User(p.gives.user), std::slice::from_ref(p));
    }
    s.opens.values().for_each(|l| put(&mut m, 8, Of::Opened, l));
    s.late_opens.values().for_each(|l| put(&mut m, LAST_TAG, Of::Opened, l));
    m
}
