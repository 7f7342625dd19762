//! Judges law events level by level and builds the statutes that judge everything else.

use super::chains::Spot;
use super::ground::Ground;
use super::judge::{Verdict, judge_law};
use super::keys::{givers, root_givers, siblings};
use super::level::{ADMIN, AUTOMATIC, DEVICES, HALF, JOURNAL, OFFICE, OWN, PAGE, ROOT, is_own_key, level};
use super::order::limits;
use super::statutes::{LawEvent, Library, Mark, Statutes, absent};
use crate::event::Law;
use std::collections::{HashMap, HashSet};

/// Builds the statutes of a volume from its law events. For a year `base` is the registry's statutes.
///
/// Order of `laws` does not matter: within a level every event is judged before any of them is enacted.
#[must_use]
pub fn evaluate(laws: &[LawEvent], base: Option<&Statutes>, g: &Ground<'_>) -> Statutes {
    judged(laws, ready(base, g), true, g)
}

/// Judges law events on top of what stands. `given`: who gives which key is found among them, and does not stand yet.
fn judged(laws: &[LawEvent], mut s: Statutes, given: bool, g: &Ground<'_>) -> Statutes {
    let library = Library::new(laws);
    let mut by_level: HashMap<u8, Vec<&LawEvent>> = HashMap::new();
    for e in laws {
        by_level.entry(level(e.spot, &e.event, e.law.as_ref(), g)).or_default().push(e);
    }
    let mut take = |l: u8| by_level.remove(&l).unwrap_or_default();
    if g.year.is_none() {
        roots(&mut s, take(ROOT), given, g, &library);
        if given {
            let good = |e: &&LawEvent| e.proof && matches!(e.law, Some(Law::UserKey { .. })) && library.heads(e, g).is_some();
            givers(&mut s, laws.iter().filter(good), g);
        }
        let (own, rest): (Vec<&LawEvent>, Vec<&LawEvent>) = take(OWN).into_iter().partition(|e| is_own_key(e.spot, e.law.as_ref(), g));
        let mut changes = Changes::new(own, &s, g);
        changes.walk(&mut s, HALF, g, &library);
        pass(&mut s, &take(DEVICES), DEVICES, g, &library);
        pass(&mut s, &take(ADMIN), ADMIN, g, &library);
        changes.walk(&mut s, OWN, g, &library);
        pass(&mut s, &changes.rest(), OWN, g, &library);
        pass(&mut s, &rest, OWN, g, &library);
    } else {
        pass(&mut s, &take(ADMIN), ADMIN, g, &library);
        // Nothing of a year is written for the roots; what pretends to is void.
        pass(&mut s, &take(ROOT), ROOT, g, &library);
        pass(&mut s, &take(DEVICES), DEVICES, g, &library);
        pass(&mut s, &take(OWN), OWN, g, &library);
    }
    upper(&mut s, &mut take, g, &library);
    s
}

/// The statutes above those that `base` gives.
fn ready(base: Option<&Statutes>, g: &Ground<'_>) -> Statutes {
    let mut s = base.cloned().unwrap_or_default();
    s.verdicts.clear();
    s.levels.clear();
    s.require = 0;
    s.lost = g.registry.iter().filter(|(_, b)| b.gap).map(|(n, _)| n).collect();
    if g.year.is_some() {
        s.widen(g);
    }
    s
}

/// Strata 2 and 3.
fn upper<'a>(s: &mut Statutes, take: &mut impl FnMut(u8) -> Vec<&'a LawEvent>, g: &Ground<'_>, library: &Library<'_>) {
    pass(s, &take(OFFICE), OFFICE, g, library);
    // Automatic cuts of one computer look at its earlier ones: in the order of its chains.
    let mut automatic = take(AUTOMATIC);
    let depth = |spot: Spot| g.chains(spot.year).map_or(0, |c| c.depth(spot.branch));
    automatic.sort_by_key(|e| (depth(e.spot), e.spot));
    super::windows::pass(s, &automatic, g, library);
    pass(s, &take(PAGE), PAGE, g, library);
    pass(s, &take(JOURNAL), JOURNAL, g, library);
}

/// Judges events that do not look at each other, then enacts them.
pub(super) fn pass(s: &mut Statutes, events: &[&LawEvent], level: u8, g: &Ground<'_>, library: &Library<'_>) {
    let verdicts: Vec<Verdict> = events.iter().map(|e| judge_law(e, level, s, g, library)).collect();
    for (e, v) in events.iter().zip(verdicts) {
        s.enact(e, v, g, level, library);
    }
}

/// Level 0: root chains, the later root first; then checkpoints.
fn roots(s: &mut Statutes, events: Vec<&LawEvent>, given: bool, g: &Ground<'_>, library: &Library<'_>) {
    let number = |e: &&LawEvent| g.branch(e.spot).map_or(0, |b| b.root);
    let mut by_root: HashMap<u8, Vec<&LawEvent>> = HashMap::new();
    for e in events {
        by_root.entry(number(&e)).or_default().push(e);
    }
    let rest = by_root.remove(&0).unwrap_or_default();
    let mut numbers: Vec<u8> = by_root.keys().copied().collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    for n in numbers {
        let events = by_root.get(&n).map_or(&[][..], Vec::as_slice);
        if given {
            root_givers(s, events, n, g, library);
        }
        pass(s, events, ROOT, g, library);
    }
    pass(s, &rest, ROOT, g, library);
    s.witness(g);
}

/// Own changes of keys, by the event that gave the key they are written under.
struct Changes<'a> {
    by_founder: HashMap<Spot, Vec<&'a LawEvent>>,
    unfounded: Vec<&'a LawEvent>,
}

impl<'a> Changes<'a> {
    fn new(own: Vec<&'a LawEvent>, s: &Statutes, g: &Ground<'_>) -> Self {
        let mut out = Self { by_founder: HashMap::new(), unfounded: Vec::new() };
        for e in own {
            let session = g.chains(e.spot.year).and_then(|c| c.session_before(e.spot.branch, e.spot.idx));
            match session.and_then(|x| s.givers.get(&(x.user, x.key))).map(|(f, _)| f).filter(|f| **f != e.spot) {
                Some(f) => out.by_founder.entry(*f).or_default().push(e),
                None => out.unfounded.push(e),
            }
        }
        out
    }
    /// Walks the trees of keys that are known by now, from the founder down.
    fn walk(&mut self, s: &mut Statutes, level: u8, g: &Ground<'_>, library: &Library<'_>) {
        let mut founders: Vec<Spot> = s.keys.values().map(|k| k.spot).collect();
        while let Some(f) = founders.pop() {
            let Some(group) = self.by_founder.remove(&f) else { continue };
            let judged: Vec<(&LawEvent, Verdict)> = group.iter().map(|e| (*e, judge_law(e, level, s, g, library))).collect();
            let (verdicts, ending) = siblings(&judged, s, g);
            for i in ending {
                let Some(e) = group.get(i) else { continue };
                let Some(Law::UserKey { heads, .. }) = &e.law else { continue };
                s.awaited.extend(heads.iter().filter(|h| g.find(h).is_none()).map(|h| (h.chain, h.idx)));
                let mark = s.mark(e.spot, level, heads, g);
                s.changes.entry(f).or_default().push(mark);
            }
            for (e, v) in group.iter().zip(verdicts) {
                s.enact(e, v, g, level, library);
                founders.push(e.spot);
            }
        }
    }
    /// What nothing founds.
    fn rest(&mut self) -> Vec<&'a LawEvent> {
        let mut out = std::mem::take(&mut self.unfounded);
        out.extend(std::mem::take(&mut self.by_founder).into_values().flatten());
        out
    }
}

/// Statutes of a closed year (made exact, 21): registry law inside the heads of its closings or before them judges it, and what later
/// cuts and endings of keys take away, they take from what is not before the closings.
#[must_use]
pub fn evaluate_year(registry: &[LawEvent], base: &Statutes, year: &[LawEvent], g: &Ground<'_>) -> Statutes {
    let open = evaluate(year, Some(base), g);
    let library = Library::new(year);
    let closes = |e: &&LawEvent| matches!(e.law, Some(Law::CloseYear { .. })) && open.verdicts.get(&e.spot).is_some_and(|v| v.effective());
    let closings: Vec<Mark> =
        year.iter().filter(closes).map(|e| open.mark(e.spot, ADMIN, &library.heads(e, g).unwrap_or_default(), g)).collect();
    if closings.is_empty() {
        return open;
    }
    let named: Vec<_> = closings.iter().map(|c| limits(&c.heads, g)).collect();
    let all = Library::new(registry);
    let counts = |e: &&LawEvent| {
        let inside = named.iter().any(|l| l.get(&(false, e.spot.branch)).is_some_and(|last| e.spot.idx <= *last));
        inside || {
            let heads = all.heads(e, g).unwrap_or_default();
            closings.iter().any(|c| open.before(e.spot, &heads, c, g))
        }
    };
    // What roots gave counts always; their cuts and endings from after the closing are as the others'.
    let by_root = |e: &&LawEvent| g.branch(e.spot).is_some_and(|b| b.root > 0);
    let known: HashSet<Spot> = registry.iter().filter(counts).map(|e| e.spot).collect();
    let then: Vec<LawEvent> = registry.iter().filter(|e| known.contains(&e.spot) || by_root(e)).cloned().collect();
    let registry_alone = Ground { year: None, ..*g };
    let of_roots: HashSet<Spot> = then.iter().map(|e| e.spot).filter(|s| !known.contains(s)).collect();
    // Who gives a key is for the whole registry to say; one that is not among these gives none there.
    let among = |spot: &Spot| known.contains(spot) || of_roots.contains(spot);
    let givers = base.givers.iter().map(|(key, (giver, slip))| (*key, (*giver, *slip && among(giver)))).collect();
    let beginning = Statutes { outside: of_roots.clone(), givers, ..Statutes::default() };
    let mut closed = ready(Some(&judged(&then, beginning, false, &registry_alone)), g);
    closed.later = open.witnessed.clone();
    closed.awaited.extend(open.awaited.iter().copied());
    closed.awaited.extend(closings.iter().flat_map(|c| absent(&c.heads, g).collect::<Vec<_>>()));
    closed.closings = closings.into_iter().map(|c| Mark { late: true, ..c }).collect();
    add_late(&mut closed, &open, &known.union(&of_roots).copied().collect());
    // The year's own acts of admins, the closing among them, are judged by all of the registry.
    let mut by_level: HashMap<u8, Vec<&LawEvent>> = HashMap::new();
    for e in year {
        let l = open.levels.get(&e.spot).copied().unwrap_or(JOURNAL);
        match open.verdicts.get(&e.spot) {
            Some(v) if l <= OWN => closed.enact(e, *v, g, l, &library),
            _ => by_level.entry(l).or_default().push(e),
        }
    }
    upper(&mut closed, &mut |l| by_level.remove(&l).unwrap_or_default(), g, &library);
    closed
}

/// Adds the registry's cuts of strata 0 and 1 and its endings of keys that came after the closing.
fn add_late(closed: &mut Statutes, open: &Statutes, known: &HashSet<Spot>) {
    let late = |spot: &Spot| !spot.year && !known.contains(spot);
    for cut in open.cuts.iter().filter(|k| k.cut.stratum <= 1 && late(&k.spot)) {
        closed.keep_cut(super::cuts::CutLaw { late: true, ..cut.clone() });
    }
    let of = |list: &[Mark]| list.iter().filter(|m| late(&m.spot)).map(|m| Mark { late: true, ..m.clone() }).collect::<Vec<_>>();
    for (user, list) in &open.given {
        closed.given.entry(*user).or_default().extend(of(list));
    }
    for (founder, list) in &open.changes {
        closed.changes.entry(*founder).or_default().extend(of(list));
    }
    for (cut, list) in &open.opens {
        closed.late_opens.insert(*cut, list.iter().filter(|o| late(&o.spot)).cloned().collect());
    }
}
