//! Which law reaches an event: what came after a closing, cuts in force, opens, permits, decisions, windows.

use std::collections::BTreeSet;

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Law, Scope};

use super::judge::Court;
use super::scope::{Asks, stratum_by_payload};
use super::{Fate, Reason, Verdict};

impl Court<'_> {
    // What later acts of the registry say of a closed year.

    fn look(&self, i: usize, x: usize) -> Option<Verdict> {
        match &self.later {
            Some(t) if t.outside.has(x) => t.verdicts[x].filter(|_| !t.sheltered.has(i)),
            _ => self.verdicts[x],
        }
    }
    pub fn is_later(&self, x: usize) -> bool {
        self.later.as_ref().is_some_and(|t| t.outside.has(x))
    }
    /// It is not among what judges a closed year.
    pub fn came_later(&self, x: usize) -> bool {
        self.is_later(x) && self.ix.root[x].is_none()
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
        self.look(i, c).is_some_and(|v| {
            v.fate.effective() || v.fate == Fate::Held && v.reason == Reason::GrantUnseen && self.decided(c) != Some(false)
        })
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
    pub fn same_volume(&self, x: usize, of: usize) -> bool {
        self.ix.ev[x].chain.volume == self.ix.ev[of].chain.volume
    }

    /// Cuts in force that `i` is outside of and nothing lifts, each with whether it is void.
    pub fn cuts_against(&self, i: usize, asks: &Asks) -> Vec<(usize, bool)> {
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
    pub fn permitted(&self, i: usize) -> bool {
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
    pub fn windows_before(&self, i: usize) -> Vec<usize> {
        let ix = self.ix;
        let window = |x: usize| matches!(&ix.law[x], Some(Law::Cut(c)) if c.automatic && matches!(c.scope, Scope::Window { .. }));
        if !window(i) {
            return Vec::new();
        }
        let same = |x: usize| ix.ev[x].chain.device == ix.ev[i].chain.device && ix.ev[x].chain.volume == ix.ev[i].chain.volume;
        ix.statutes.iter().copied().filter(|x| window(*x) && same(*x) && ix.in_past(*x, i)).collect()
    }
    pub fn shares_a_day(&self, a: usize, b: usize) -> bool {
        let days = |x: usize| match &self.ix.law[x] {
            Some(Law::Cut(zhurnal::event::Cut { scope: Scope::Window { from, to, .. }, .. })) => (*from, *to),
            _ => (1, 0),
        };
        let ((a, b), (c, d)) = (days(a), days(b));
        a <= d && c <= b
    }
    pub fn opened_in_past(&self, window: usize, i: usize) -> bool {
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
    pub fn decided(&self, i: usize) -> Option<bool> {
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
            Some(Law::Cut(cut)) if matches!(cut.scope, Scope::Window { .. }) => {
                self.in_force(i, *c) && self.ix.matches(*c, cut, i, None, &asks)
            }
            _ => false,
        };
        self.above(i).into_iter().filter(window).collect()
    }
}
