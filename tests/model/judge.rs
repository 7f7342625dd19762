//! Judgement, level by level, each finished before the next.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Law, Need, Scope};

use super::bits::Bits;
use super::keys::Ring;
use super::scope::{Asks, level, stratum_by_payload};
use super::set::{Index, Session};
use super::{Fate, Reason, Verdict};

const FINE: Verdict = Verdict { fate: Fate::Applied, reason: Reason::Fine, disobedient: false };

const fn voided(reason: Reason) -> Verdict {
    Verdict { fate: Fate::Void, reason, disobedient: false }
}
const fn held(reason: Reason) -> Verdict {
    Verdict { fate: Fate::Held, reason, disobedient: false }
}

/// Of a closed year: what the registry's later acts say, and to whom.
struct Later {
    verdicts: Vec<Option<Verdict>>,
    ending: BTreeSet<usize>,
    points: Vec<usize>,
    /// Registry events that are not among those of the closings.
    outside: Bits,
    /// Events of the year that are before one of its closings, and the registry as the closings knew it.
    sheltered: Bits,
}

/// The verdicts so far. *Applied* here means effective: the cells tell later what is superseded.
pub struct Court<'a> {
    pub ix: &'a Index<'a>,
    pub ring: &'a Ring,
    pub verdicts: Vec<Option<Verdict>>,
    /// Own changes that end the key they are founded in.
    ending: BTreeSet<usize>,
    /// Effective checkpoints.
    pub points: Vec<usize>,
    later: Option<Later>,
}

impl<'a> Court<'a> {
    fn bare(ix: &'a Index<'a>, ring: &'a Ring) -> Self {
        Self { ix, ring, verdicts: vec![None; ix.ev.len()], ending: BTreeSet::new(), points: Vec::new(), later: None }
    }
    fn members(&self, registry: bool) -> Vec<usize> {
        (0..self.ix.ev.len()).filter(|i| self.ix.member[*i] && self.ix.ev[*i].chain.volume.is_registry() == registry).collect()
    }
    pub fn effective(&self, i: usize) -> bool {
        self.verdicts[i].is_some_and(|v| v.fate.effective())
    }
    /// Held, or void by a cut: what may yet be meant.
    fn in_doubt(&self, i: usize) -> bool {
        self.verdicts[i].is_some_and(|v| v.fate == Fate::Held || v.fate == Fate::Void && v.reason == Reason::Cut)
    }

    pub fn of_registry(ix: &'a Index<'a>, ring: &'a Ring) -> Self {
        let mut court = Self::bare(ix, ring);
        let all = court.members(true);
        court.registry(&all);
        court
    }
    /// The year, from what the whole registry says.
    pub fn of_year(registry: &Self) -> Self {
        let (ix, ring) = (registry.ix, registry.ring);
        let mut court = Self { verdicts: registry.verdicts.clone(), ending: registry.ending.clone(), points: registry.points.clone(), later: None, ix, ring };
        let all = court.members(false);
        for at in [level::ROOT, level::DEVICE, level::ADMIN, level::OWN] {
            court.pass(&all, at);
        }
        let closings: Vec<usize> =
            all.iter().copied().filter(|i| court.effective(*i) && matches!(ix.law[*i], Some(Law::CloseYear { .. }))).collect();
        if !closings.is_empty() {
            court = court.closed(&closings);
        }
        for at in [level::OFFICE, level::AUTOMATIC, level::PAGE, level::JOURNAL] {
            court.pass(&all, at);
        }
        court
    }
    /// A closed year: judged by what its closings knew, and by later cuts and endings where an event is not known to have been before.
    fn closed(self, closings: &[usize]) -> Self {
        let ix = self.ix;
        let before = |x: usize| closings.iter().any(|c| ix.before(x, *c, &self.points));
        let (mut outside, mut sheltered, mut known) = (Bits::default(), Bits::default(), Vec::new());
        for i in self.members(true) {
            let among = closings.iter().any(|c| ix.inside(i, *c)) || before(i);
            if !among {
                outside.add(i);
            }
            // What roots gave counts always; their later cuts and endings are as the others'.
            if among || ix.root[i].is_some() {
                known.push(i);
            }
            sheltered.add(i);
        }
        let year = self.members(false);
        year.iter().filter(|i| before(**i)).for_each(|i| sheltered.add(*i));
        let verdicts = self.verdicts.clone();
        let mut court = Self::bare(ix, self.ring);
        court.later = Some(Later { verdicts: self.verdicts, ending: self.ending, points: self.points, outside, sheltered });
        court.registry(&known);
        for i in year {
            court.verdicts[i] = verdicts[i];
        }
        court
    }

    fn registry(&mut self, all: &[usize]) {
        let of_root = |n: usize| all.iter().copied().filter(|i| self.ix.root[*i] == Some(n)).collect::<Vec<_>>();
        let roots: Vec<Vec<usize>> = (0..=self.ix.root.iter().flatten().max().copied().unwrap_or_default()).rev().map(of_root).collect();
        for events in roots {
            self.judge_all(&events);
        }
        self.pass(all, level::ROOT);
        self.points = self.ix.contains.keys().copied().filter(|c| self.effective(*c)).collect();
        self.own_changes(all, level::OWN_OF_ROOT);
        for at in [level::DEVICE, level::ADMIN] {
            self.pass(all, at);
        }
        self.own_changes(all, level::OWN);
        for at in [level::OWN, level::OFFICE, level::AUTOMATIC, level::PAGE, level::JOURNAL] {
            self.pass(all, at);
        }
    }
    /// Judges events that do not look at each other.
    fn judge_all(&mut self, events: &[usize]) {
        let verdicts: Vec<_> = events.iter().map(|i| (*i, self.judge(*i))).collect();
        for (i, verdict) in verdicts {
            self.verdicts[i] = Some(verdict);
        }
    }
    /// Judges what is left of a level.
    fn pass(&mut self, all: &[usize], at: u8) {
        let mut left: Vec<usize> = all.iter().copied().filter(|i| self.ring.levels[*i] == at && self.verdicts[*i].is_none()).collect();
        // An automatic window looks at the earlier ones of its computer.
        while !left.is_empty() {
            let waits = |i: usize| self.windows_before(i).into_iter().any(|w| left.contains(&w));
            let (later, now): (Vec<usize>, Vec<usize>) = left.iter().partition(|i| at == level::AUTOMATIC && waits(**i));
            self.judge_all(&now);
            left = later;
        }
    }
    /// Own changes, from the founder down, siblings together. What rests on itself comes last, under a key that nothing gave.
    fn own_changes(&mut self, all: &[usize], at: u8) {
        let mut left: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for i in all.iter().filter(|i| self.ring.levels[**i] == at && self.ring.is_own(**i)) {
            left.entry(self.ring.founder(*i)).or_default().push(*i);
        }
        while !left.is_empty() {
            let waiting: BTreeSet<usize> = left.values().flatten().copied().collect();
            let ready = left.keys().copied().find(|f| f.is_none_or(|f| !waiting.contains(&f))).or_else(|| left.keys().next().copied());
            let Some((founder, siblings)) = ready.and_then(|f| left.remove_entry(&f)) else { return };
            self.judge_all(&siblings);
            if founder.is_some() {
                self.order(&siblings);
            }
        }
    }
    /// Of the own changes founded in one key the one before all others stands; else all wait. What is not eligible ends nothing.
    fn order(&mut self, siblings: &[usize]) {
        let eligible: Vec<usize> = siblings.iter().copied().filter(|i| self.effective(*i)).collect();
        let others = |i: usize| eligible.iter().copied().filter(move |o| *o != i);
        let first = eligible.iter().copied().find(|i| others(*i).all(|o| self.ix.before(*i, o, &self.points)));
        let verdicts: Vec<(usize, Verdict)> = eligible
            .iter()
            .filter(|i| Some(**i) != first)
            .map(|i| {
                let late = others(*i).any(|o| self.ix.before(o, *i, &self.points));
                (*i, held(if late { Reason::KeyReplaced } else { Reason::TwoChanges }))
            })
            .collect();
        for (i, verdict) in verdicts {
            self.verdicts[i] = Some(verdict);
        }
        match first {
            Some(i) => drop(self.ending.insert(i)),
            None => self.ending.extend(eligible),
        }
    }

    // What later acts of the registry say of a closed year.

    fn look(&self, i: usize, x: usize) -> Option<Verdict> {
        match &self.later {
            Some(t) if t.outside.has(x) => t.verdicts[x].filter(|_| !t.sheltered.has(i)),
            _ => self.verdicts[x],
        }
    }
    fn is_later(&self, x: usize) -> bool {
        self.later.as_ref().is_some_and(|t| t.outside.has(x))
    }
    /// Effective, as far as `i` is concerned.
    pub fn stands(&self, i: usize, x: usize) -> bool {
        self.look(i, x).is_some_and(|v| v.fate.effective())
    }
    pub fn ends(&self, i: usize, x: usize) -> bool {
        let ending = self.later.as_ref().filter(|_| self.is_later(x)).map_or(&self.ending, |t| &t.ending);
        self.look(i, x).is_some() && ending.contains(&x)
    }
    /// `a` before `b`, as `i` is judged.
    pub fn precedes(&self, _i: usize, a: usize, b: usize) -> bool {
        let points = self.later.as_ref().filter(|_| self.is_later(a) || self.is_later(b)).map_or(&self.points, |t| &t.points);
        self.ix.before(a, b, points)
    }
    pub fn is_before(&self, i: usize, x: usize) -> bool {
        self.precedes(i, i, x)
    }

    /// Law of lower levels whose volume reaches `i`.
    pub fn above(&self, i: usize) -> Vec<usize> {
        let (volume, levels) = (self.ix.ev[i].chain.volume, &self.ring.levels);
        let reach = |x: usize| {
            let v = self.ix.ev[x].chain.volume;
            levels[x] < levels[i] && (v.is_registry() || v == volume) && self.look(i, x).is_some()
        };
        // Of what came later, cuts of strata 0 and 1 and what speaks of them.
        let acts = |x: usize| !self.is_later(x) || stratum_by_payload(self.ix.law[x].as_ref()).is_some_and(|s| s <= 1);
        self.ix.statutes.iter().copied().filter(|x| reach(*x) && acts(*x)).collect()
    }
    /// Effective; or held for a grant alone that its author had not seen, and nobody said no.
    pub fn in_force(&self, i: usize, c: usize) -> bool {
        self.look(i, c).is_some_and(|v| v.fate.effective() || v.fate == Fate::Held && v.reason == Reason::GrantUnseen && self.decided(c) != Some(false))
    }
    pub fn opened(&self, i: usize, cut: usize, stratum: u8) -> bool {
        let name = self.ix.ev[cut].head();
        self.above(i).into_iter().any(|o| {
            matches!(&self.ix.law[o], Some(Law::Open { cuts, stratum: s }) if *s <= stratum && cuts.contains(&name))
                && self.stands(i, o)
                && self.ix.saw(i, o)
                && self.same_volume(o, cut)
        })
    }
    /// Opens and decisions name things of their own volume only.
    fn same_volume(&self, x: usize, of: usize) -> bool {
        self.ix.ev[x].chain.volume == self.ix.ev[of].chain.volume
    }

    fn judge(&self, i: usize) -> Verdict {
        let ix = self.ix;
        let Some(row) = ix.row[i] else { return Verdict { fate: Fate::Unknown, reason: Reason::UnknownKind, disobedient: false } };
        if !ix.good[i] {
            return voided(Reason::Payload);
        }
        let stratum = stratum_by_payload(ix.law[i].as_ref());
        let root_may = matches!(row.need, Need::Root | Need::AdminOrRoot | Need::OwnKey) || row.code == l::HEADS_PART || stratum == Some(0);
        if let Some(n) = ix.root[i] {
            return if !root_may {
                voided(Reason::Root)
            } else if self.given_twice(i) {
                voided(Reason::KeyTwice)
            } else if self.root_is_cut(i, n) {
                voided(Reason::Cut)
            } else {
                FINE
            };
        }
        if row.need == Need::Root || stratum == Some(0) {
            return voided(Reason::Root);
        }
        if ix.is_plain(i) {
            let right = row.code != l::SESSION || ix.verified.has(i);
            return if right { FINE } else { voided(Reason::Payload) };
        }
        let own = self.ring.is_own(i);
        let asks = ix.asks(i, self.ring.levels[i], own);
        match self.void_bar(i, &asks) {
            Some(reason) => voided(reason),
            None => self.doubts(i, &asks),
        }
    }
    fn given_twice(&self, i: usize) -> bool {
        matches!(&self.ix.law[i], Some(Law::UserKey { user, key, .. }) if self.ring.giver(*user, *key) != Some(i))
    }
    fn root_is_cut(&self, i: usize, number: usize) -> bool {
        let ix = self.ix;
        ix.statutes.iter().any(|c| {
            matches!(&ix.law[*c], Some(Law::Cut(cut)) if matches!(&cut.scope, Scope::Device(d, _) if *d == ix.ev[i].chain.device.0))
                && ix.root[*c].is_some_and(|n| n > number)
                && self.stands(i, *c)
                && !ix.inside(i, *c)
        })
    }
    /// It asks for no session, no author and no grant.
    fn is_of_computer(&self, i: usize) -> bool {
        self.ix.automatic(i) || self.ix.row[i].is_some_and(|r| r.code == l::CHECKPOINT)
    }

    /// What makes it void whatever cuts say.
    fn void_bar(&self, i: usize, asks: &Asks) -> Option<Reason> {
        let (ix, own) = (self.ix, self.ring.is_own(i));
        if !self.is_of_computer(i) && matches!(ix.session[i], Session::Missing | Session::Bad) {
            return Some(Reason::Session);
        }
        if let Some(Law::UserKey { key, temporary, .. }) = &ix.law[i] {
            if self.given_twice(i) {
                return Some(Reason::KeyTwice);
            }
            if let Some((_, present)) = ix.author(i) {
                if own && (*temporary || *key == present) {
                    return Some(Reason::OwnKey);
                }
                if !own && !*temporary {
                    return Some(Reason::Lasting);
                }
            }
        }
        if let Some((user, key)) = ix.author(i).filter(|_| !self.is_of_computer(i)) {
            let slip = |g| matches!(&ix.law[g], Some(Law::UserKey { temporary: true, .. }));
            if !own && self.ring.giver(user, key).is_some_and(slip) {
                return Some(Reason::Temporary);
            }
            let item = ix.row[i].and_then(|r| r.own);
            if item.is_some_and(|n| ix.ev[i].event.key[n].id() != Some(user)) {
                return Some(Reason::Own);
            }
        }
        if self.certificate(i, asks) == Some(Fate::Void) {
            return Some(Reason::Capability);
        }
        if self.grant(i) == Some(Reason::Grant) {
            return Some(Reason::Grant);
        }
        let overlaps = |w: &usize| self.effective(*w) && self.shares_a_day(*w, i) && !self.opened_in_past(*w, i);
        self.windows_before(i).iter().any(overlaps).then_some(Reason::Overlap)
    }

    fn doubts(&self, i: usize, asks: &Asks) -> Verdict {
        let ix = self.ix;
        let (mut disobedient, mut cut_off) = (false, false);
        for (c, void) in self.cuts_against(i, asks) {
            if void {
                return voided(Reason::Cut);
            }
            cut_off = true;
            disobedient |= ix.saw(i, c);
        }
        let of_hand = if !self.is_of_computer(i) && ix.session[i] == Session::Lost {
            Some(Reason::Gap)
        } else if let Some(reason) = self.doubt_of_key(i).filter(|_| !self.is_of_computer(i)) {
            Some(reason)
        } else if self.ring.levels[i] == level::ADMIN && self.resets_root_key(i) {
            Some(Reason::RootKey)
        } else {
            self.certificate(i, asks).map(|_| Reason::Certificate)
        };
        let of_right = if cut_off { Some(Reason::Cut) } else { self.grant(i) };
        match (of_hand, of_right) {
            (Some(reason), _) => Verdict { disobedient, ..held(reason) },
            (None, Some(reason)) if self.decided(i) != Some(true) => Verdict { disobedient, ..held(reason) },
            _ => FINE,
        }
    }

    /// None when the computer may; held when only certificates in doubt say so; else void.
    fn certificate(&self, i: usize, asks: &Asks) -> Option<Fate> {
        let (ix, at) = (self.ix, self.ring.levels[i]);
        let says = |d: usize, wanted: &[u8]| {
            matches!(&ix.law[d], Some(Law::Device { device, capabilities, .. })
                if *device == ix.ev[i].chain.device.0 && wanted.iter().any(|c| capabilities.contains(c)))
        };
        let one = |wanted: &[u8]| {
            let by_root = at < level::ADMIN || wanted == [3];
            let counts = |d: &usize| (!by_root || ix.root[*d].is_some()) && says(*d, wanted);
            let all: Vec<usize> = ix.statutes.iter().copied().filter(counts).collect();
            if all.iter().any(|d| self.effective(*d)) {
                None
            } else if all.iter().any(|d| self.in_doubt(*d)) {
                Some(Fate::Held)
            } else {
                Some(Fate::Void)
            }
        };
        match asks {
            Asks::Either => one(&[1, 2]),
            Asks::All(all) => all.iter().filter_map(|c| one(&[*c])).max(),
        }
    }

    /// None when a grant counts; unseen, in doubt, or none at all.
    fn grant(&self, i: usize) -> Option<Reason> {
        let ix = self.ix;
        if self.is_of_computer(i) || self.ring.is_own(i) || ix.need[i] == Need::Anyone {
            return None;
        }
        let (author, _) = ix.author(i)?;
        let mine: Vec<usize> = ix.statutes.iter().copied().filter(|g| self.verdicts[*g].is_some() && ix.grants(*g, author, i)).collect();
        let good: Vec<usize> = mine.iter().copied().filter(|g| self.effective(*g) && !self.ended(*g, i)).collect();
        if good.iter().any(|g| ix.saw(i, *g)) {
            None
        } else if !good.is_empty() {
            Some(Reason::GrantUnseen)
        } else if mine.iter().any(|g| self.effective(*g) || self.in_doubt(*g)) {
            Some(Reason::GrantInDoubt)
        } else {
            Some(Reason::Grant)
        }
    }

    /// Cuts in force that `i` is outside of and nothing lifts, each with whether it is void.
    fn cuts_against(&self, i: usize, asks: &Asks) -> Vec<(usize, bool)> {
        let ix = self.ix;
        let author = if self.is_of_computer(i) { None } else { ix.author(i) };
        let mut against: Vec<(usize, &Scope, bool)> = Vec::new();
        let checkpoint = ix.row[i].is_some_and(|r| r.code == l::CHECKPOINT);
        // A checkpoint is of level 0 itself, and under the roots' cuts of its computer.
        let reaching = if checkpoint { ix.statutes.iter().copied().filter(|c| ix.root[*c].is_some()).collect() } else { self.above(i) };
        for c in reaching {
            let Some(Law::Cut(cut)) = &ix.law[c] else { continue };
            if checkpoint && !matches!(cut.scope, Scope::Device(..)) || !self.in_force(i, c) {
                continue;
            }
            let void = cut.void && self.stands(i, c);
            if ix.matches(c, cut, i, author, asks) && !ix.inside(i, c) && (void || !self.opened(i, c, cut.stratum)) {
                against.push((c, &cut.scope, void));
            }
        }
        // A permit counts only where it is needed, and then its withdrawal does too.
        let bars = |scope: &Scope| matches!(scope, Scope::Lessons { .. } | Scope::Window { .. });
        if !against.iter().any(|(_, scope, _)| bars(scope)) {
            against.retain(|(_, scope, _)| !matches!(scope, Scope::Permit(_)));
        } else if self.permitted(i) {
            against.retain(|(_, scope, void)| *void || !bars(scope));
        }
        against.into_iter().map(|(c, _, void)| (c, void)).collect()
    }
    fn permitted(&self, i: usize) -> bool {
        let e = &self.ix.ev[i].event;
        let Some((author, _)) = self.ix.author(i) else { return false };
        self.above(i).into_iter().any(|p| {
            matches!(&self.ix.law[p], Some(Law::Permit { id, user, cells, .. })
                if Some(*id) == e.permit && *user == author && cells.iter().any(|(k, key)| *k == e.kind && *key == e.key))
                && self.effective(p)
                && self.ix.saw(i, p)
                && !self.ended(p, i)
        })
    }

    /// Automatic windows of the same computer in the past of an automatic window.
    fn windows_before(&self, i: usize) -> Vec<usize> {
        let ix = self.ix;
        let window = |x: usize| matches!(&ix.law[x], Some(Law::Cut(c)) if c.automatic && matches!(c.scope, Scope::Window { .. }));
        if !window(i) {
            return Vec::new();
        }
        let same = |x: usize| ix.ev[x].chain.device == ix.ev[i].chain.device && ix.ev[x].chain.volume == ix.ev[i].chain.volume;
        ix.statutes.iter().copied().filter(|x| window(*x) && same(*x) && ix.in_past(*x, i)).collect()
    }
    fn shares_a_day(&self, a: usize, b: usize) -> bool {
        let days = |x: usize| match &self.ix.law[x] {
            Some(Law::Cut(zhurnal::event::Cut { scope: Scope::Window { from, to, .. }, .. })) => (*from, *to),
            _ => (1, 0),
        };
        let ((a, b), (c, d)) = (days(a), days(b));
        a <= d && c <= b
    }
    fn opened_in_past(&self, window: usize, i: usize) -> bool {
        let name = self.ix.ev[window].head();
        self.ix.statutes.iter().any(|o| {
            matches!(&self.ix.law[*o], Some(Law::Open { cuts, .. }) if cuts.contains(&name))
                && self.effective(*o)
                && self.ix.in_past(*o, i)
                && self.same_volume(*o, window)
        })
    }

    /// Held, and decided no.
    pub fn refused(&self, i: usize) -> bool {
        self.decided(i) == Some(false)
    }
    /// What decisions say, those covered by another left aside; none when they contradict.
    fn decided(&self, i: usize) -> Option<bool> {
        let name = self.ix.ev[i].head();
        let all: Vec<(usize, bool)> = self
            .above(i)
            .into_iter()
            .filter(|d| self.stands(i, *d) && self.same_volume(*d, i))
            .filter_map(|d| match &self.ix.law[d] {
                Some(Law::Decide { events, yes, .. }) if events.contains(&name) => Some((d, *yes)),
                _ => None,
            })
            .collect();
        let last: BTreeSet<bool> =
            all.iter().filter(|(d, _)| !all.iter().any(|(w, _)| self.ix.after(*w, *d, false))).map(|(_, yes)| *yes).collect();
        if last.len() == 1 { last.first().copied() } else { None }
    }
    /// Window cuts in force that look at `i`.
    pub fn windows(&self, i: usize) -> Vec<usize> {
        let asks = Asks::All(Vec::new());
        let window = |c: &usize| match &self.ix.law[*c] {
            Some(Law::Cut(cut)) if matches!(cut.scope, Scope::Window { .. }) => self.in_force(i, *c) && self.ix.matches(*c, cut, i, None, &asks),
            _ => false,
        };
        self.above(i).into_iter().filter(window).collect()
    }
}
