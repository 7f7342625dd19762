//! The witness's own cuts: windows of days that never overlap its earlier ones (made exact, 14).

use super::chains::Spot;
use super::ground::Ground;
use super::judge::{Fate, Verdict, Why, judge_law};
use super::level::AUTOMATIC;
use super::order::{past_holds, places};
use super::statutes::{LawEvent, Library, Statutes};
use crate::event::law::LONGEST_WINDOW;
use crate::event::{Law, Scope};
use crate::id::DeviceId;
use std::collections::{BTreeMap, HashMap};

/// Judges and enacts automatic cuts of a year.
pub(super) fn pass(s: &mut Statutes, events: &[&LawEvent], g: &Ground<'_>, library: &Library<'_>) {
    let alone: Vec<Verdict> = events.iter().map(|e| judge_law(e, AUTOMATIC, s, g, library)).collect();
    let mut found = Windows::new(events, &alone, s, g, library).judged();
    for (i, (e, own)) in events.iter().zip(&alone).enumerate() {
        s.enact(e, found.remove(&i).unwrap_or(*own), g, AUTOMATIC, library);
    }
}

/// A window that nothing makes void but another one.
struct Window {
    spot: Spot,
    device: DeviceId,
    days: (i64, i64),
    heads: Vec<Spot>,
}

/// Windows by their numbers among the events.
struct Windows<'a> {
    all: BTreeMap<usize, Window>,
    /// By computer and stretch of days, in the order of places. A window lies in two stretches at most.
    near: HashMap<(DeviceId, i64), Vec<usize>>,
    alone: &'a [Verdict],
    s: &'a Statutes,
    g: &'a Ground<'a>,
}

/// The stretch that a day lies in.
fn stretch(day: i64) -> i64 {
    day.div_euclid(LONGEST_WINDOW)
}

impl<'a> Windows<'a> {
    fn new(events: &[&LawEvent], alone: &'a [Verdict], s: &'a Statutes, g: &'a Ground<'a>, library: &Library<'_>) -> Self {
        let mut out = Self { all: BTreeMap::new(), near: HashMap::new(), alone, s, g };
        for (i, (e, own)) in events.iter().zip(alone).enumerate() {
            let (Some(days), Some(b)) = (days(e), g.branch(e.spot)) else { continue };
            if own.fate == Fate::Void {
                continue;
            }
            let (device, heads) = (b.id.device, places(&library.heads(e, g).unwrap_or_default(), g));
            (stretch(days.0)..=stretch(days.1)).for_each(|n| out.near.entry((device, n)).or_default().push(i));
            out.all.insert(i, Window { spot: e.spot, device, days, heads });
        }
        out
    }

    /// Number `k` of the windows that may share a day with one.
    fn neighbour(&self, w: &Window, k: usize) -> Option<usize> {
        let list = |day: i64| self.near.get(&(w.device, stretch(day))).map_or(&[][..], Vec::as_slice);
        let (one, two) = (list(w.days.0), if stretch(w.days.0) == stretch(w.days.1) { &[][..] } else { list(w.days.1) });
        one.get(k).or_else(|| two.get(k.checked_sub(one.len())?)).copied()
    }

    /// True when a window shares a day with another one that is in its past and not lifted for it.
    fn follows(&self, w: &Window, other: usize) -> bool {
        let Some(x) = self.all.get(&other) else { return false };
        let past = |x: Spot| past_holds(x, w.spot, &w.heads, self.g);
        let lifted = || self.s.opens.get(&x.spot).is_some_and(|o| o.iter().any(|o| o.verdict.effective() && past(o.spot)));
        x.spot != w.spot && x.days.0 <= w.days.1 && w.days.0 <= x.days.1 && past(x.spot) && !lifted()
    }

    /// The verdict of each: void where one that it follows counts. A past is never a circle, so it ends.
    fn judged(&self) -> HashMap<usize, Verdict> {
        let mut found: HashMap<usize, Verdict> = HashMap::new();
        for first in self.all.keys() {
            // Windows that wait for an earlier one's verdict, each with the neighbour it is at.
            let mut waiting: Vec<(usize, usize)> = vec![(*first, 0)];
            while let Some((i, k)) = waiting.pop() {
                let Some(w) = self.all.get(&i).filter(|_| !found.contains_key(&i)) else { continue };
                match self.neighbour(w, k) {
                    None => drop(found.insert(i, self.alone.get(i).copied().unwrap_or(Verdict::new(Fate::Void, Why::Payload)))),
                    Some(j) if !self.follows(w, j) => waiting.push((i, k + 1)),
                    Some(j) => match found.get(&j) {
                        Some(v) if v.effective() => drop(found.insert(i, Verdict::new(Fate::Void, Why::Overlap))),
                        Some(_) => waiting.push((i, k + 1)),
                        None => waiting.extend([(i, k), (j, 0)]),
                    },
                }
            }
        }
        found
    }
}

/// First and last day of a window.
fn days(e: &LawEvent) -> Option<(i64, i64)> {
    match &e.law {
        Some(Law::Cut(k)) => match &k.scope {
            Scope::Window { from, to, .. } => Some((*from, *to)),
            _ => None,
        },
        _ => None,
    }
}
