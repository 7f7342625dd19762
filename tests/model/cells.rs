//! What cells show, after judgement; nothing here feeds back.

use std::collections::BTreeSet;

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Value, Volume};

use super::judge::Court;
use super::{Cell, Fate, State};

/// Sessions, what was seen, and checkpoints have no cell.
fn bookkeeping(kind: u16) -> bool {
    matches!(kind, l::SESSION | l::SEEN | l::CHECKPOINT)
}

pub fn state(court: &Court<'_>, volume: Volume) -> State {
    let ix = court.ix;
    let mut s = State::default();
    for i in (0..ix.ev.len()).filter(|i| ix.ev[*i].chain.volume == volume && ix.authentic[*i]) {
        match verdict(court, i) {
            Some(v) if ix.member[i] => drop(s.verdicts.insert(ix.ev[i].head(), v)),
            _ => drop(s.waiting.insert(ix.ev[i].head())),
        }
    }
    for ((_, key), all) in ix.cells.iter().filter(|((v, (kind, _)), _)| *v == volume && !bookkeeping(*kind)) {
        let effective: Vec<usize> = all.iter().copied().filter(|i| court.effective(*i)).collect();
        let (over, frontier): (Vec<usize>, Vec<usize>) = effective.iter().partition(|v| effective.iter().any(|w| ix.covers(*w, **v)));
        for v in over {
            if let Some(verdict) = s.verdicts.get_mut(&ix.ev[v].head()) {
                verdict.fate = Fate::Superseded;
            }
        }
        for v in all.iter().copied() {
            let head = ix.ev[v].head();
            let Some(verdict) = s.verdicts.get(&head).filter(|x| x.fate == Fate::Held).copied() else { continue };
            if effective.iter().any(|w| ix.covers(*w, v)) {
                continue;
            }
            if verdict.reason.is_of_hand() {
                s.of_hand.insert(head);
            } else if !court.refused(v) {
                s.review.insert(head);
            }
        }
        if let Some(shown) = shown(court, &frontier) {
            let values: BTreeSet<&Value> = frontier.iter().map(|i| &ix.ev[*i].event.value).collect();
            let cell = Cell {
                value: ix.ev[shown].event.value.clone(),
                conflict: values.len() > 1,
                frontier: frontier.iter().map(|i| ix.ev[*i].head()).collect(),
            };
            s.cells.insert(key.clone(), cell);
        }
    }
    if volume.is_registry() {
        (s.condemned, s.erased) = (court.condemned(), court.erased());
    }
    times(court, &mut s);
    s
}

fn verdict(court: &Court<'_>, i: usize) -> Option<super::Verdict> {
    court.verdicts[i]
}

/// The greatest claim, never one outside a window cut's heads while there is another.
fn shown(court: &Court<'_>, frontier: &[usize]) -> Option<usize> {
    let ix = court.ix;
    let inside = |i: usize| court.windows(i).iter().all(|cut| ix.inside(i, *cut));
    let greatest = |of: Vec<usize>| {
        of.into_iter().max_by_key(|i| {
            let p = ix.ev[*i];
            (p.event.claim, p.chain.device, p.chain.nonce, p.idx, p.hash)
        })
    };
    greatest(frontier.iter().copied().filter(|i| inside(*i)).collect()).or_else(|| greatest(frontier.to_vec()))
}

/// The claim clamped to [latest checkpoint its author had seen, earliest checkpoint that contains it].
fn times(court: &Court<'_>, s: &mut State) {
    let ix = court.ix;
    let points: Vec<(usize, i64)> = court.points.iter().map(|c| (*c, ix.ev[*c].event.claim)).collect();
    for head in s.verdicts.keys() {
        let Some(i) = ix.at.get(head).copied() else { continue };
        let lower = points.iter().filter(|(c, _)| ix.saw(i, *c)).map(|(_, t)| *t).max();
        let upper = points.iter().filter(|(c, _)| ix.contains.get(c).is_some_and(|b| b.has(i))).map(|(_, t)| *t).min();
        let claim = ix.ev[i].event.claim;
        let raised = claim.max(lower.unwrap_or(i64::MIN));
        let time = raised.min(upper.unwrap_or(i64::MAX));
        s.times.insert(*head, (time, time != claim));
    }
}
