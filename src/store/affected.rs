//! What a change of the law touches: only that is judged again.

use super::volume::Vol;
use crate::rights::statutes::{Grant, Mark};
use crate::rights::{Chains, Session, Spot, Statutes, Verdict};
use std::collections::{BTreeSet, HashMap};

/// Parts of a volume to judge again.
#[derive(Debug, Default)]
pub struct Affected {
    /// Everything.
    pub all: bool,
    /// Everything whose fate is not effective.
    pub fated: bool,
    /// Branch, first and last index.
    pub ranges: Vec<(u32, u32, u32)>,
    /// Single events.
    pub spots: BTreeSet<Spot>,
}

/// Whom a grant concerns.
#[derive(Clone, Copy)]
enum Of {
    User([u8; 16]),
    Device([u8; 16]),
    /// A permit: nothing tells where it was used.
    Permit,
    /// An `open`: what it let through is found from the cut.
    Opened,
}

impl Affected {
    /// Nothing to do.
    pub fn is_empty(&self) -> bool {
        !self.all && !self.fated && self.ranges.is_empty() && self.spots.is_empty()
    }

    /// Compares statutes and finds what must be judged again in `vol`.
    pub fn between(old: &Statutes, new: &Statutes, vol: &Vol) -> Self {
        let mut out = Self::default();
        let (was, is) = (grants(old), grants(new));
        for (spot, (of, v)) in &is {
            match was.get(spot) {
                Some((_, o)) if o == v => {}
                Some((_, o)) if o.effective() && !v.effective() => out.lost(*of, vol),
                _ => out.fated = true,
            }
        }
        for (spot, (of, v)) in &was {
            if !is.contains_key(spot) && v.effective() {
                out.lost(*of, vol);
            }
        }
        // A loss of the registry was found: who had seen what follows it had seen what is before it.
        out.all |= old.lost.iter().any(|n| !new.lost.contains(n));
        out.cuts(old, new, vol);
        out.keys(old, new, vol);
        out.decisions(old, new);
        for (spot, v) in &new.verdicts {
            if old.verdicts.get(spot).is_some_and(|o| o != v) {
                out.spots.insert(*spot);
            }
        }
        out
    }

    fn lost(&mut self, of: Of, vol: &Vol) {
        match of {
            Of::User(u) => self.ranges.extend(ranges_of(&vol.chains, &u)),
            Of::Device(d) => self
                .ranges
                .extend(vol.chains.iter().filter(|(_, b)| b.id.device.0 == d && b.next > b.start).map(|(n, b)| (n, b.start, b.next - 1))),
            Of::Permit => self.all = true,
            Of::Opened => {}
        }
    }

    fn cuts(&mut self, old: &Statutes, new: &Statutes, vol: &Vol) {
        let was: HashMap<Spot, &crate::rights::cuts::CutLaw> = old.cuts.iter().map(|c| (c.spot, c)).collect();
        let is: HashMap<Spot, ()> = new.cuts.iter().map(|c| (c.spot, ())).collect();
        let moved = closings_moved(old, new);
        for c in &new.cuts {
            let same =
                was.get(&c.spot).is_some_and(|o| o.force == c.force && o.limits == c.limits && o.grants == c.grants && o.late == c.late);
            if !same || (c.late && moved) {
                if c.in_force() {
                    self.outside(c, vol);
                }
                if was.contains_key(&c.spot) {
                    self.fated = true;
                }
            }
        }
        self.fated |= old.cuts.iter().any(|c| !is.contains_key(&c.spot));
        // An `open` that fell: what it let through lies outside the cut it named.
        for cut in old.opens.keys().chain(old.late_opens.keys()) {
            if opens(new, cut) < opens(old, cut)
                && let Some(c) = new.cuts.iter().find(|c| c.spot == *cut)
            {
                self.outside(c, vol);
            }
        }
    }

    /// Events of the volume outside a cut's heads.
    fn outside(&mut self, c: &crate::rights::cuts::CutLaw, vol: &Vol) {
        for (n, b) in vol.chains.iter() {
            let from = c.limits.get(&(vol.year(), n)).map_or(b.start, |l| (l + 1).max(b.start));
            if from < b.next {
                self.ranges.push((n, from, b.next - 1));
            }
        }
    }

    /// Ends of keys: what is not in the past of a new one is judged again, and everything held when one went, or its past grew.
    fn keys(&mut self, old: &Statutes, new: &Statutes, vol: &Vol) {
        let (was, is) = (marks(old), marks(new));
        let points = old.witnessed != new.witnessed || closings_moved(old, new);
        for (place, (mark, of)) in &is {
            let before = was.get(place).map(|(m, _)| &m.past);
            if before == Some(&mark.past) && !points {
                continue;
            }
            self.fated |= before.is_some();
            for (n, from, to) in vol.chains.iter().flat_map(|(n, _)| under(&vol.chains, n, of)) {
                let settled = mark.past.last(vol.year(), n).map_or(from, |last| from.max(last.saturating_add(1)));
                if settled <= to {
                    self.ranges.push((n, settled, to));
                }
            }
        }
        self.fated |= was.keys().any(|place| !is.contains_key(place));
    }

    fn decisions(&mut self, old: &Statutes, new: &Statutes) {
        let key = |s: &Statutes, e: &Spot| {
            s.decisions.get(e).map(|d| d.iter().map(|x| (x.spot, x.verdict.fate, x.refs.len())).collect::<BTreeSet<_>>())
        };
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

/// True when what is before a closing may be another than it was.
fn closings_moved(old: &Statutes, new: &Statutes) -> bool {
    let same = |a: &Mark, b: &Mark| a.spot == b.spot && a.past == b.past;
    let all = old.closings.len() == new.closings.len() && old.closings.iter().all(|a| new.closings.iter().any(|b| same(a, b)));
    !all || old.later != new.later
}

/// Whose events: a user's, under one key or under any other than it.
enum Under {
    User([u8; 16]),
    Key([u8; 16], [u8; 32]),
}

impl Under {
    fn fits(&self, s: &Session) -> bool {
        match self {
            Self::User(u) => s.user == *u,
            Self::Key(u, k) => s.user == *u && s.key == *k,
        }
    }
}

fn ranges_of(chains: &Chains, user: &[u8; 16]) -> Vec<(u32, u32, u32)> {
    chains.iter().flat_map(|(n, _)| under(chains, n, &Under::User(*user))).collect()
}

/// Stretches of a branch's own part that were written in such sessions.
fn under(chains: &Chains, n: u32, of: &Under) -> Vec<(u32, u32, u32)> {
    let mut out = Vec::new();
    let Some(b) = chains.get(n) else { return out };
    let mut from = b.start;
    let mut who = chains.session_before(n, b.start);
    for s in &b.sessions {
        if who.is_some_and(|w| of.fits(w)) && s.idx > from {
            out.push((n, from, s.idx - 1));
        }
        (from, who) = (s.idx, Some(s));
    }
    if who.is_some_and(|w| of.fits(w)) && b.next > from {
        out.push((n, from, b.next - 1));
    }
    out
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

fn grants(s: &Statutes) -> HashMap<(Spot, u8), (Of, Verdict)> {
    fn put<T>(out: &mut HashMap<(Spot, u8), (Of, Verdict)>, tag: u8, of: Of, list: &[Grant<T>]) {
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
    s.permits.values().for_each(|l| put(&mut m, 7, Of::Permit, l));
    s.opens.values().for_each(|l| put(&mut m, 8, Of::Opened, l));
    s.late_opens.values().for_each(|l| put(&mut m, 9, Of::Opened, l));
    m
}
