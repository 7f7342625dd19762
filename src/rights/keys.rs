//! Keys of users: which event gives a key, who signed, what ends a key (made exact, 5–8).

use super::chains::{Session, Spot};
use super::cuts::root_ended;
use super::ground::Ground;
use super::judge::{Fate, Verdict, Why};
use super::level::{ADMIN, HALF, ROOT};
use super::statutes::{LawEvent, Library, Mark, Statutes, absent};
use crate::event::{Head, Law, Scope};
use std::collections::{HashMap, HashSet};

type Id = [u8; 16];

/// A key of a user.
type Named = (Id, [u8; 32]);

/// An event that may give a key: its rank among those that nothing orders.
struct Candidate<'a> {
    rank: (bool, Head),
    law: &'a LawEvent,
    heads: &'a [Head],
    temporary: bool,
}

/// Adds the keys that root `number` gives, unless a later root gave them (made exact, 5). The cuts of later roots stand.
pub fn root_givers(s: &mut Statutes, laws: &[&LawEvent], number: u8, g: &Ground<'_>, library: &Library<'_>) {
    let mut found: HashMap<Named, (Head, Spot, bool)> = HashMap::new();
    for e in laws {
        let (Some(Law::UserKey { user, key, temporary, .. }), Some(b)) = (&e.law, g.branch(e.spot)) else { continue };
        let gives = e.proof && library.heads(e, g).is_some() && !root_ended(e.spot, &b.id.device.0, number, s);
        if !gives || s.givers.contains_key(&(*user, *key)) {
            continue;
        }
        let this = (Head { chain: b.id, idx: e.spot.idx, hash: e.hash }, e.spot, *temporary);
        let place = found.entry((*user, *key)).or_insert(this);
        *place = this.min(*place);
    }
    s.givers.extend(found.into_iter().map(|(named, (_, spot, temporary))| (named, (spot, temporary))));
}

/// Adds the givers of the keys that no root gave: of the events that may give one, those that no other is before, and of these the first.
/// The roots and the checkpoints are judged.
pub fn givers<'a>(s: &mut Statutes, laws: impl Iterator<Item = &'a LawEvent>, g: &Ground<'_>) {
    let mut by_key: HashMap<Named, HashMap<(u32, bool), Candidate<'a>>> = HashMap::new();
    for e in laws {
        let Some((named, c)) = candidate(e, s, g).filter(|(named, _)| !s.givers.contains_key(named)) else { continue };
        // Of one branch the first of each sort: it is before the rest.
        let place = by_key.entry(named).or_default().entry((e.spot.branch, c.rank.0));
        let of_branch = place.or_insert_with(|| Candidate { rank: c.rank, ..c });
        if c.law.spot.idx < of_branch.law.spot.idx {
            *of_branch = c;
        }
    }
    for (named, list) in by_key {
        let list: Vec<Candidate<'a>> = list.into_values().collect();
        if let Some(c) = first(&list, s, g) {
            let giver = (c.law.spot, c.temporary);
            s.givers.insert(named, giver);
        }
        if list.len() > 1 {
            s.awaited.extend(list.iter().flat_map(|c| absent(c.heads, g)));
        }
    }
}

/// What may give a key, outside the chains of roots: a slip by one whom a root made an admin, a lasting key by its user under another one.
fn candidate<'a>(e: &'a LawEvent, s: &Statutes, g: &Ground<'_>) -> Option<(Named, Candidate<'a>)> {
    let (Some(Law::UserKey { user, key, temporary, heads, .. }), Some(b)) = (&e.law, g.branch(e.spot).filter(|b| b.root == 0)) else {
        return None;
    };
    let session = g.chains(e.spot.year)?.session_before(e.spot.branch, e.spot.idx).filter(|x| x.valid)?;
    let own = session.user == *user;
    let admin = || s.admins.get(&session.user).is_some_and(|list| list.iter().any(|a| a.verdict.effective()));
    let may = if own { !temporary && session.key != *key } else { *temporary && admin() };
    let rank = (own, Head { chain: b.id, idx: e.spot.idx, hash: e.hash });
    may.then_some(((*user, *key), Candidate { rank, law: e, heads, temporary: *temporary }))
}

/// The least in rank of those that no other is before.
fn first<'c, 'a>(list: &'c [Candidate<'a>], s: &Statutes, g: &Ground<'_>) -> Option<&'c Candidate<'a>> {
    if list.len() < 2 {
        return list.first();
    }
    let marks: Vec<Mark> = list.iter().map(|c| s.mark(c.law.spot, ADMIN, c.heads, g)).collect();
    let led = |y: &Mark| marks.iter().any(|x| x.spot != y.spot && s.before(x.spot, &x.heads, y, g));
    let leads: Vec<&Candidate<'a>> = list.iter().zip(&marks).filter(|(_, m)| !led(m)).map(|(c, _)| c).collect();
    leads.into_iter().min_by_key(|c| c.rank).or_else(|| list.iter().min_by_key(|c| c.rank))
}

/// Who signed an event: `Ok` when the session's key is good for it; else whether that is a doubt, and why.
pub fn signed(
    spot: Spot,
    heads: &[Head],
    session: &Session,
    level: u8,
    own: bool,
    s: &Statutes,
    g: &Ground<'_>,
) -> Result<(), (bool, Why)> {
    let doubt = |why| Err((true, why));
    let most = match own {
        true => level,
        false if level <= ADMIN => HALF,
        false => level - 1,
    };
    // Whatever becomes of a slip, nothing but its own change is written under it.
    if !own && s.givers.get(&(session.user, session.key)).is_some_and(|(_, temporary)| *temporary) {
        return Err((false, Why::Temporary));
    }
    let Some(k) = s.keys.get(&(session.user, session.key)).filter(|k| k.verdict.effective() && k.gives.level <= most) else {
        return doubt(Why::KeyUnknown);
    };
    let acts = |y: &&Mark| y.level < level && !(y.late && protected(spot, heads, s, g));
    let outlived = |y: &Mark| s.before(spot, heads, y, g);
    if !own && s.changes.get(&k.spot).into_iter().flatten().filter(acts).any(|y| !outlived(y)) {
        return doubt(Why::KeyReplaced);
    }
    let given = s.given.get(&session.user).map_or(&[][..], Vec::as_slice);
    let line = given.iter().find(|y| y.spot == k.gives.line);
    let ends = |y: &&Mark| y.spot != k.gives.line && !line.is_some_and(|l| s.before(y.spot, &y.heads, l, g));
    if given.iter().filter(acts).filter(ends).any(|y| !outlived(y)) {
        return doubt(Why::KeyReplaced);
    }
    Ok(())
}

/// True when an event of a closed year is before one of its closings; nothing of the registry is reached by what came later.
#[must_use]
pub fn protected(spot: Spot, heads: &[Head], s: &Statutes, g: &Ground<'_>) -> bool {
    !spot.year || s.closings.iter().any(|c| s.before(spot, heads, c, g))
}

/// What no `user_key` may be, apart from its shape and its proof; `None` when nothing stands against it.
#[must_use]
pub fn impossible(spot: Spot, law: &Law, session: Option<&Session>, s: &Statutes, g: &Ground<'_>) -> Option<Why> {
    let Law::UserKey { user, key, temporary, .. } = law else { return None };
    if s.givers.get(&(*user, *key)).is_some_and(|(giver, _)| *giver != spot) {
        return Some(Why::KeyTwice);
    }
    if g.branch(spot).is_some_and(|b| b.root > 0) {
        return None;
    }
    let wrong = match session {
        Some(x) if x.user == *user => *temporary || x.key == *key,
        Some(_) => !temporary,
        None => false,
    };
    wrong.then_some(Why::KeyWrong)
}

/// True when an admin gives a key to somebody whose key a root gave, and the sheet has not ended that.
#[must_use]
pub fn resets_root(spot: Spot, heads: &[Head], user: &Id, s: &Statutes, g: &Ground<'_>) -> bool {
    let mut by_root = s.given.get(user).into_iter().flatten().filter(|y| y.level == ROOT && !y.late);
    let removed = || {
        let cuts = s.index.user.get(user).into_iter().chain(s.index.admin.get(user)).flatten().filter_map(|i| s.cuts.get(*i));
        let mut ends = cuts.filter(|k| k.root > 0 && !k.late && k.in_force() && matches!(k.cut.scope, Scope::Author(_) | Scope::Admin(_)));
        ends.any(|k| !k.inside(spot))
    };
    by_root.any(|y| !s.before(spot, heads, y, g)) && !removed()
}

/// Own changes founded in one event, each with what all other rules say of it: which stands, and what ends the founder.
#[must_use]
pub fn siblings(changes: &[(&LawEvent, Verdict)], s: &Statutes, g: &Ground<'_>) -> (Vec<Verdict>, Vec<usize>) {
    let marks: Vec<Option<Mark>> = changes
        .iter()
        .map(|(e, v)| match &e.law {
            Some(Law::UserKey { heads, .. }) if v.effective() => Some(s.mark(e.spot, HALF, heads, g)),
            _ => None,
        })
        .collect();
    let eligible: Vec<(usize, &Mark)> = marks.iter().enumerate().filter_map(|(i, m)| Some((i, m.as_ref()?))).collect();
    let before = |x: &Mark, y: &Mark| s.before(x.spot, &x.heads, y, g);
    // Nothing that is not before the next one is before all: one is left, if any.
    let mut left = eligible.first().copied();
    for y in eligible.iter().skip(1) {
        left = left.filter(|(_, x)| before(x, y.1)).or(Some(*y));
    }
    let first = left.filter(|(i, x)| eligible.iter().all(|(j, y)| i == j || before(x, y))).map(|(i, _)| i);
    let preceded = if first.is_none() { preceded(&eligible, s, g) } else { HashSet::new() };
    let held = |why| Verdict::new(Fate::Held, why);
    let verdicts = changes.iter().enumerate().map(|(i, (_, v))| match marks.get(i).and_then(Option::as_ref) {
        None => *v,
        Some(_) if first == Some(i) => *v,
        Some(_) if first.is_some() || preceded.contains(&i) => held(Why::KeyReplaced),
        Some(_) => held(Why::TwoChanges),
    });
    let verdicts: Vec<Verdict> = verdicts.collect();
    let ending = match first {
        Some(i) => vec![i],
        None => eligible.iter().map(|(i, _)| *i).collect(),
    };
    (verdicts, ending)
}

/// Those that another one is before: all but, perhaps, the first of each branch; and whatever of a branch is before them, its first is.
fn preceded(eligible: &[(usize, &Mark)], s: &Statutes, g: &Ground<'_>) -> HashSet<usize> {
    let mut earliest: HashMap<u32, (usize, &Mark)> = HashMap::new();
    for (i, m) in eligible {
        let known = earliest.entry(m.spot.branch).or_insert((*i, *m));
        if m.spot.idx < known.1.spot.idx {
            *known = (*i, *m);
        }
    }
    let mut out: HashSet<usize> = eligible.iter().map(|(i, _)| *i).collect();
    for (i, m) in earliest.values() {
        let before = |y: &Mark| y.spot != m.spot && s.before(y.spot, &y.heads, m, g);
        if !earliest.values().any(|(_, y)| before(y)) {
            out.remove(i);
        }
    }
    out
}
