//! The witness's own cuts: windows of days that never overlap its earlier ones (made exact, 14).

use super::chains::{Ground, Spot};
use super::judge::{Fate, Verdict, Why, judge_law};
use super::level::AUTOMATIC;
use super::order::in_past;
use super::statutes::{LawEvent, Library, Statutes};
use crate::event::{Law, Scope};
use std::collections::HashMap;

/// Judges and enacts automatic cuts of a year.
pub(super) fn pass(s: &mut Statutes, events: &[&LawEvent], g: &Ground<'_>, library: &Library<'_>) {
    let alone: Vec<Verdict> = events.iter().map(|e| judge_law(e, AUTOMATIC, s, g, library)).collect();
    let windows: Vec<(usize, (i64, i64))> = events.iter().enumerate().filter_map(|(i, e)| Some((i, days(e)?))).collect();
    let mut found: HashMap<usize, Verdict> = HashMap::new();
    for (i, _) in &windows {
        overlap(*i, events, &alone, &windows, &mut found, (s, g, library));
    }
    for (i, e) in events.iter().enumerate() {
        let v = found.get(&i).or(alone.get(i)).copied().unwrap_or(Verdict::new(Fate::Void, Why::Payload));
        s.enact(e, v, g, AUTOMATIC, library);
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

type World<'a> = (&'a Statutes, &'a Ground<'a>, &'a Library<'a>);

/// The verdict of a window, given those of the same computer in its past. A past is never a circle, so it ends.
fn overlap(
    i: usize,
    events: &[&LawEvent],
    alone: &[Verdict],
    windows: &[(usize, (i64, i64))],
    found: &mut HashMap<usize, Verdict>,
    world: World<'_>,
) -> Verdict {
    if let Some(v) = found.get(&i) {
        return *v;
    }
    let (s, g, library) = world;
    let own = alone.get(i).copied().unwrap_or(Verdict::new(Fate::Void, Why::Payload));
    let Some((e, (from, to))) = events.get(i).and_then(|e| Some((*e, days(e)?))) else { return own };
    let heads = library.heads(e, g).unwrap_or_default();
    let device = |spot: Spot| g.branch(spot).map(|b| b.id.device);
    let shares = |j: &usize, (a, b): &(i64, i64)| {
        let other = events.get(*j).map(|x| x.spot);
        *j != i && *a <= to && from <= *b && other.is_some_and(|x| device(x) == device(e.spot) && in_past(x, e.spot, &heads, g))
    };
    let mut v = own;
    if own.fate != Fate::Void {
        for (j, _) in windows.iter().filter(|(j, d)| shares(j, d)) {
            let Some(x) = events.get(*j).map(|x| x.spot) else { continue };
            let lifted = s.opens.get(&x).is_some_and(|o| o.iter().any(|o| o.verdict.effective() && in_past(o.spot, e.spot, &heads, g)));
            if !lifted && overlap(*j, events, alone, windows, found, world).effective() {
                v = Verdict::new(Fate::Void, Why::Overlap);
                break;
            }
        }
    }
    found.insert(i, v);
    v
}
