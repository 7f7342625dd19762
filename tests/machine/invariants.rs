//! What must hold after every step (the list at the end of the page).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use zhurnal::event::kinds::{journal, ledger as l, registry as r};
use zhurnal::event::{Head, Law, Value};

use super::action::Action;
use super::play::Machine;
use crate::model::{Fate, Placed, Reason, Verdict};
use crate::support::node::{Books, Node};
use crate::support::school::{O, REGISTRY, YEAR};

/// Verdicts of both volumes.
fn verdicts(b: &Books) -> BTreeMap<Head, Verdict> {
    b.registry.verdicts.iter().chain(&b.year.verdicts).map(|(h, v)| (*h, *v)).collect()
}

/// Kinds that can open something that was held: grants, keys, certificates, opens, decisions, checkpoints (they order keys), and cuts
/// (they end other cuts).
fn may_open(p: &Placed) -> bool {
    !matches!(Law::read(&p.event), None | Some(Law::Session { .. } | Law::Seen(_) | Law::Require(_) | Law::HeadsPart(_)))
}

impl<N: Node> Machine<N> {
    pub fn check(&mut self, n: usize, action: &Action) {
        for c in 0..self.w.computers.len() {
            let books = self.w.books(c);
            if self.checked.get(&c).is_some_and(|b| Rc::ptr_eq(b, &books)) {
                continue;
            }
            self.checked.insert(c, books.clone());
            let now = verdicts(&books);
            let known = &self.w.computers[c].known;
            let waiting = books.registry.waiting.len() + books.year.waiting.len();
            // Of a computer that nobody introduced here nothing stands or waits.
            let all_waiting = books.registry.waiting.iter().chain(&books.year.waiting);
            let introduced: BTreeSet<_> = now.keys().chain(all_waiting).map(|h| h.chain.device).collect();
            let strangers = known.iter().filter(|p| !introduced.contains(&p.chain.device)).count();
            let all = now.len() + waiting + strangers;
            assert_eq!(all, known.len(), "fates and waiting partition what is known (computer {c}, step {n} {action:?})");
            let new: Vec<&Placed> = known.iter().filter(|p| !self.sets.get(&c).is_some_and(|s| s.contains_key(&p.head()))).collect();
            if let Some(before) = self.sets.get(&c) {
                self.compare(&format!("computer {c}, step {n}"), before, &now, &new);
            }
            self.judged(&format!("computer {c}, step {n}"), &books, known);
            self.tally.note("waiting seen", waiting);
            self.tally.note("stopped until an upgrade", usize::from(books.required(known) > self.w.computers[c].level));
            self.tally.note("conflict seen", books.year.cells.values().filter(|x| x.conflict).count());
            self.sets.insert(c, now);
        }
        if n > 0 && self.whole.len() == self.all.len() {
            return;
        }
        let books = self.w.read(&self.all, &[]);
        let now = verdicts(&books);
        let new: Vec<&Placed> = self.all.iter().filter(|p| !self.whole.contains_key(&p.head())).collect();
        if n > 0 {
            self.compare(&format!("whole, step {n}"), &self.whole, &now, &new);
        }
        self.judged(&format!("whole, step {n}"), &books, &self.all);
        self.seen_is_never_in_conflict(&books, n);
        self.whole = now;
    }

    /// The set only grows, and nothing held for a doubt of right opens by itself.
    fn compare(&self, place: &str, before: &BTreeMap<Head, Verdict>, now: &BTreeMap<Head, Verdict>, new: &[&Placed]) {
        // A doubt of hand ends by facts, a head that is here now among them; what opens with it is opened by it.
        let facts = |h: &Head, old: &Verdict| old.reason.is_of_hand() && now.get(h).is_some_and(|v| v.fate != Fate::Held);
        let closed = !new.iter().any(|p| may_open(p)) && !before.iter().any(|(h, old)| facts(h, old));
        // A lost part that is found gives back the session and what was seen.
        let lost: BTreeSet<([u8; 16], u64)> = self
            .all
            .iter()
            .filter_map(|p| match Law::read(&p.event) {
                Some(Law::Gap { device, nonce, .. }) => Some((device, nonce)),
                _ => None,
            })
            .collect();
        // A deputy's decision lifts no doubt of who signed.
        let decisions =
            |p: &&&Placed| matches!(Law::read(&p.event), Some(Law::Decide { stratum: 2, .. } | Law::Session { .. } | Law::Seen(_)));
        if !new.is_empty() && new.iter().filter(decisions).count() == new.len() {
            for (h, old) in before.iter().filter(|(_, old)| old.reason.is_of_hand()) {
                assert_eq!(now.get(h).map(|v| v.fate), Some(old.fate), "{place}: a decision lifted a doubt of hand from {h:?}");
            }
        }
        for (h, old) in before {
            let Some(v) = now.get(h) else { panic!("{place}: {h:?} left the set") };
            let found = lost.contains(&(h.chain.device.0, h.chain.nonce));
            if closed && old.fate == Fate::Held && v.fate.effective() && !found {
                let kinds: BTreeSet<u16> = new.iter().map(|p| p.event.kind).collect();
                panic!("{place}: {h:?} opened by itself, was {old:?}, new kinds {kinds:?}");
            }
            assert!(old.fate != Fate::Unknown || v.fate == Fate::Unknown, "{place}: {h:?} became known");
        }
    }

    fn judged(&self, place: &str, books: &Books, known: &BTreeSet<Placed>) {
        let all = verdicts(books);
        for h in &self.honest {
            let Some(v) = all.get(h) else { continue };
            assert!(v.fate != Fate::Void || v.reason == Reason::Cut, "{place}: the honest {h:?} is void by {:?}", v.reason);
            assert!(v.fate != Fate::Unknown);
        }
        for h in &self.forged {
            assert!(!all.get(h).is_some_and(|v| v.fate.effective()), "{place}: the forged {h:?} counts");
        }
        for (mark, change) in self.thefts.iter().filter(|_| !self.witness_doubled) {
            let effective = |h| all.get(h).is_some_and(|v| v.fate.effective());
            assert!(!effective(mark) || !effective(change), "{place}: {mark:?} counts under a key that {change:?} ended");
        }
        let laws: Vec<(&Placed, Law, Fate)> =
            known.iter().filter_map(|p| Some((p, Law::read(&p.event)?, all.get(&p.head())?.fate))).collect();
        let decided: BTreeMap<Head, BTreeSet<bool>> = laws.iter().fold(BTreeMap::new(), |mut m, (p, law, fate)| {
            if let (Law::Decide { events, yes, .. }, true) = (law, fate.effective()) {
                for e in events.iter().filter(|e| e.chain.volume == p.chain.volume) {
                    m.entry(*e).or_insert_with(BTreeSet::new).insert(*yes);
                }
            }
            m
        });
        let fallen = laws.iter().any(|(_, law, fate)| matches!(law, Law::Cut(c) if c.void || !fate.effective()));
        for p in known {
            let (head, Some(v)) = (p.head(), all.get(&p.head())) else { continue };
            let says = decided.get(&head);
            if p.event.kind == journal::MARK && says == Some(&BTreeSet::from([true])) {
                assert!(v.fate != Fate::Held || v.reason.is_of_hand(), "{place}: {head:?} is decided yes and still held");
            }
            if self.disobedient.contains(&head) && !fallen && !says.is_some_and(|s| s.contains(&true)) {
                assert!(!v.fate.effective(), "{place}: the disobedient {head:?} is effective");
            }
            // Nothing outside a void cut is applied, seen simply: above every head of its chain.
            for (c, law, fate) in &laws {
                let (Law::Cut(cut), true) = (law, fate.effective() && v.fate.effective()) else { continue };
                let outside = cut.heads.iter().all(|h| h.chain != p.chain || h.idx < p.idx);
                let below =
                    p.event.spec().is_some_and(|s| {
                        s.stratum > 1 && !matches!(s.code, l::SESSION | l::SEEN | l::CHECKPOINT | l::HEADS_PART | l::BURIED)
                    }) && !matches!(Law::read(&p.event), Some(Law::Cut(x)) if x.stratum < 2)
                        && !matches!(Law::read(&p.event), Some(Law::Open { stratum: 0 | 1, .. } | Law::Decide { stratum: 0 | 1, .. }));
                let reach = c.chain.volume.is_registry() || c.chain.volume == p.chain.volume;
                if cut.void
                    && cut.stratum <= 1
                    && cut.scope == zhurnal::event::Scope::Device(p.chain.device.0, vec![])
                    && below
                    && reach
                    && !closed(&laws)
                {
                    assert!(!outside, "{place}: {head:?} is effective outside a void cut");
                }
            }
        }
        for (volume, s) in [(REGISTRY, &books.registry), (YEAR, &books.year)] {
            for (list, of_hand) in [(&s.review, false), (&s.of_hand, true)] {
                for h in list {
                    let is = s.verdicts.get(h).map(|v| (v.fate, v.reason.is_of_hand()));
                    assert_eq!(is, Some((Fate::Held, of_hand)), "{place}: only what is held is listed in {volume}, each on its list");
                }
            }
            let effective: BTreeSet<(u16, &Vec<Value>)> = known
                .iter()
                .filter(|p| p.chain.volume == volume && s.verdicts.get(&p.head()).is_some_and(|v| v.fate.effective()))
                .filter(|p| !matches!(p.event.kind, l::SESSION | l::SEEN | l::CHECKPOINT))
                .map(|p| (p.event.kind, &p.event.key))
                .collect();
            assert!(
                effective.iter().all(|(k, key)| s.cells.contains_key(&(*k, (*key).clone()))),
                "{place}: an effective write has a value"
            );
            assert_eq!(effective.len(), s.cells.len(), "{place}: a value has an effective write");
        }
    }

    /// With everything here, an honest write never conflicts with what its author had on the screen.
    fn seen_is_never_in_conflict(&self, books: &Books, n: usize) {
        for (w, knew) in &self.knew {
            let fate = |h: &Head| books.year.verdicts.get(h).map(|v| v.fate);
            if !fate(w).is_some_and(Fate::effective) {
                continue;
            }
            for v in knew {
                assert_ne!(fate(v), Some(Fate::Applied), "step {n}: {w:?} knew {v:?}, which stands beside it");
            }
        }
    }

    /// After everybody exchanged everything: one set, one state; unknown kinds change nothing else.
    pub fn last_check(&mut self) {
        let first = self.w.books(O);
        for c in 1..self.w.computers.len() {
            if self.w.computers[c].known == self.w.computers[O].known {
                assert_eq!(*self.w.books(c), *first, "the same set, another state on computer {c}");
            }
        }
        let older = [journal::ATTENDANCE, journal::TOPIC, r::MERGE];
        let old = self.w.read(&self.w.computers[O].known, &older);
        for p in &self.w.computers[O].known {
            let (a, b) = (verdict(&first, p), verdict(&old, p));
            if older.contains(&p.event.kind) {
                assert!(b.is_none_or(|b| b.fate == Fate::Unknown));
            } else {
                assert_eq!(a, b, "{:?} depends on a kind the older program does not know", p.head());
            }
        }
    }

    pub fn count(&mut self) {
        // All that was ever written: what was destroyed in the end was played too.
        let books = self.w.read(&self.all, &[]);
        for p in self.all.clone() {
            let Some(v) = verdict(&books, &p) else { continue };
            if p.event.kind == journal::MARK {
                self.tally.note(&format!("mark {:?}", v.fate).to_lowercase(), 1);
                self.tally.note(&format!("mark {:?} by {:?}", v.fate, v.reason).to_lowercase(), 1);
            }
            self.tally.note("held of hand", usize::from(v.fate == Fate::Held && v.reason.is_of_hand()));
            self.tally.note("overlapping window", usize::from(v.reason == Reason::Overlap));
            self.tally.note("old root void", usize::from(p.event.kind == l::ADMIN && v.reason == Reason::Cut));
            match v {
                Verdict { fate: Fate::Unknown, .. } => self.tally.note("unknown", 1),
                Verdict { fate: Fate::Held, .. } if p.event.kind == l::CUT => self.tally.note("held cut", 1),
                Verdict { fate: Fate::Void, reason: Reason::Cut, .. } => self.tally.note("void by a cut", 1),
                Verdict { disobedient: true, .. } => self.tally.note("disobedient", 1),
                _ => {}
            }
            if let Some(Law::Decide { events, yes: true, .. }) = Law::read(&p.event)
                && v.fate.effective()
            {
                let open = events.iter().filter(|e| books.fate(e).is_some_and(Fate::effective)).count();
                self.tally.note("decided yes and effective", open);
            }
        }
        self.tally.note("events", self.all.len());
        self.tally.note("schools", 1);
        self.tally.note("year condemned", usize::from(!books.registry.condemned.is_empty()));
    }
}

fn verdict(b: &Books, p: &Placed) -> Option<Verdict> {
    b.volume(p.chain.volume).verdicts.get(&p.head()).copied()
}
fn closed(laws: &[(&Placed, Law, Fate)]) -> bool {
    laws.iter().any(|(p, ..)| p.event.kind == l::CLOSE_YEAR)
}

/// Two schools that differ in their clocks only: the same fates at the same places, and the same values but in open conflicts.
pub fn clocks_change_no_value<N: Node>(a: &mut Machine<N>, b: &mut Machine<N>) {
    for c in 0..a.w.computers.len() {
        let (x, y) = (a.w.books(c), b.w.books(c));
        let fates = |books: &Books| {
            let mut v: Vec<_> = verdicts(books).into_iter().map(|(h, v)| (h.chain, h.idx, v.fate, v.reason)).collect();
            v.sort();
            v
        };
        assert_eq!(fates(&x), fates(&y), "clocks changed a fate on computer {c}");
        // Other kinds name heads, and hashes cover the clock.
        for (cell, shown) in x.year.cells.iter().filter(|(cell, _)| cell.0 == journal::MARK) {
            let other = &y.year.cells[cell];
            assert_eq!(shown.conflict, other.conflict, "clocks made or closed a conflict on computer {c}");
            assert!(shown.conflict || shown.value == other.value, "clocks changed a value on computer {c}");
        }
    }
}
