//! Judges law events level by level and builds the statutes that judge everything else.

use super::chains::{Ground, Spot};
use super::judge::{Case, Verdict, judge, key_counts};
use super::statutes::{LawEvent, Statutes, limits};
use crate::event::Law;

/// Level of own keys and certificates founded in the root, doubled.
const HALF: u8 = 1;
/// Level of own keys founded in stratum 1, doubled.
const ABOVE_ONE: u8 = 3;

/// Builds the statutes of a volume from its law events. For a year `base` is the registry's statutes.
///
/// Order of `laws` does not matter: within a level every event is judged before any of them is enacted, and level ½ is a least fixpoint.
#[must_use]
pub fn evaluate(laws: &[LawEvent], base: Option<&Statutes>, ground: &Ground<'_>) -> Statutes {
    let mut s = ready(base, ground);
    let at = |level: u8| laws.iter().filter(move |e| level_of(e, ground) == level);

    let zero: Vec<_> = at(0).collect();
    pass(&mut s, &zero, 0, ground);
    let mut rest: Vec<&LawEvent> = at(HALF).collect();
    let mut own: Vec<&LawEvent> = at(ABOVE_ONE).collect();
    loop {
        let ready: Vec<&LawEvent> = rest
            .iter()
            .chain(&own)
            .copied()
            .filter(|e| key_founded(e.spot, HALF, &s, ground) && device_counts(e.spot, &s, ground))
            .collect();
        if ready.is_empty() {
            break;
        }
        rest.retain(|e| !ready.iter().any(|r| r.spot == e.spot));
        own.retain(|e| !ready.iter().any(|r| r.spot == e.spot));
        pass(&mut s, &ready, HALF, ground);
    }
    let (stuck, own): (Vec<_>, Vec<_>) = own.into_iter().partition(|e| key_founded(e.spot, HALF, &s, ground));
    rest.extend(stuck);
    pass(&mut s, &rest, HALF, ground);
    let one: Vec<_> = at(2).collect();
    pass(&mut s, &one, 2, ground);
    let mut own = own;
    loop {
        let (ready, later): (Vec<&LawEvent>, Vec<_>) = own.iter().copied().partition(|e| key_founded(e.spot, ABOVE_ONE, &s, ground));
        if ready.is_empty() {
            break;
        }
        pass(&mut s, &ready, ABOVE_ONE, ground);
        own = later;
    }
    pass(&mut s, &own, ABOVE_ONE, ground);
    upper(&mut s, laws, ground);
    s
}

/// The statutes above those that `base` gives.
fn ready(base: Option<&Statutes>, ground: &Ground<'_>) -> Statutes {
    let mut s = base.cloned().unwrap_or_default();
    s.verdicts.clear();
    s.require = 0;
    if ground.year.is_some() {
        s.widen(ground);
    }
    s
}

fn level_of(e: &LawEvent, ground: &Ground<'_>) -> u8 {
    match &e.law {
        _ if ground.branch(e.spot).is_some_and(|b| b.root) => 0,
        Some(Law::Device { .. }) => HALF,
        Some(Law::UserKey { user, .. }) if author(e.spot, ground) == Some(*user) => ABOVE_ONE,
        Some(Law::Cut(c)) => c.stratum * 2,
        Some(Law::Open { stratum, .. } | Law::Decide { stratum, .. }) => stratum * 2,
        _ => e.event.spec().map_or(0, |k| k.stratum * 2),
    }
}

/// Strata 2 and 3.
fn upper(s: &mut Statutes, laws: &[LawEvent], ground: &Ground<'_>) {
    for level in [4, 6] {
        let now: Vec<_> = laws.iter().filter(|e| level_of(e, ground) == level).collect();
        pass(s, &now, level, ground);
    }
}

fn pass(s: &mut Statutes, events: &[&LawEvent], level: u8, ground: &Ground<'_>) {
    let verdicts: Vec<Verdict> = events
        .iter()
        .map(|e| {
            judge(&Case { spot: e.spot, event: &e.event, others: &[], level: (level > 0).then_some(level) }, e.law.as_ref(), s, ground)
        })
        .collect();
    for (e, v) in events.iter().zip(verdicts) {
        s.enact(e, v, ground, level);
    }
}

fn author(spot: Spot, g: &Ground<'_>) -> Option<[u8; 16]> {
    g.chains(spot.year)?.session_before(spot.branch, spot.idx).map(|x| x.user)
}

fn key_founded(spot: Spot, most: u8, s: &Statutes, g: &Ground<'_>) -> bool {
    g.chains(spot.year)
        .and_then(|c| c.session_before(spot.branch, spot.idx))
        .is_some_and(|x| x.valid && key_counts(&x.key, &x.user, most, s))
}

fn device_counts(spot: Spot, s: &Statutes, g: &Ground<'_>) -> bool {
    let Some(b) = g.branch(spot) else { return false };
    s.devices.get(&b.id.device.0).is_some_and(|c| c.iter().any(|x| x.verdict.effective()))
}

/// Statutes of a closed year: only registry law inside the heads of its effective `close_year` acts judges it (made exact, 18).
#[must_use]
pub fn evaluate_year(registry: &[LawEvent], base: &Statutes, year: &[LawEvent], ground: &Ground<'_>) -> Statutes {
    let open = evaluate(year, Some(base), ground);
    let closing: Vec<_> = year
        .iter()
        .filter(|e| open.verdicts.get(&e.spot).is_some_and(|v| v.effective()))
        .filter_map(|e| match &e.law {
            Some(Law::CloseYear(h)) => Some(h.as_slice()),
            _ => None,
        })
        .collect();
    if closing.is_empty() {
        return open;
    }
    let limit = limits(&closing.concat(), ground);
    let inside = |s: Spot| limit.get(&(false, s.branch)).is_some_and(|l| s.idx <= *l);
    let then: Vec<LawEvent> = registry.iter().filter(|e| inside(e.spot)).cloned().collect();
    let mut closed = ready(Some(&evaluate(&then, None, ground)), ground);
    // The year's own acts of admins, the closing among them, are judged by all of the registry.
    for e in year.iter().filter(|e| level_of(e, ground) < 4) {
        if let Some(v) = open.verdicts.get(&e.spot) {
            closed.enact(e, *v, ground, level_of(e, ground));
        }
    }
    upper(&mut closed, year, ground);
    closed
}
