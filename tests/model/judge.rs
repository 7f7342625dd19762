//! Judgement, level by level, each finished before the next.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::Law;

use super::bits::Bits;
use super::keys::Ring;
use super::scope::level;
use super::set::Index;
use super::{Fate, Reason, Verdict};

pub const fn held(reason: Reason) -> Verdict {
    Verdict { fate: Fate::Held, reason, disobedient: false }
}

/// Of a closed year: what the registry's later acts say, and to whom.
pub struct Later {
    pub verdicts: Vec<Option<Verdict>>,
    pub ending: BTreeSet<usize>,
    pub points: Vec<usize>,
    /// Registry events that are not among those of the closings.
    pub outside: Bits,
    /// Events of the year that are before one of its closings, and the registry as the closings knew it.
    pub sheltered: Bits,
}

/// The verdicts so far. *Applied* here means effective: the cells tell later what is superseded.
pub struct Court<'a> {
    pub ix: &'a Index<'a>,
    pub ring: &'a Ring,
    pub verdicts: Vec<Option<Verdict>>,
    /// Own changes that end the key they are founded in.
    pub ending: BTreeSet<usize>,
    /// Effective checkpoints.
    pub points: Vec<usize>,
    pub later: Option<Later>,
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
    pub fn in_doubt(&self, i: usize) -> bool {
        self.verdicts[i].is_some_and(|v| v.fate == Fate::Held || v.fate == Fate::Void && v.reason == Reason::Cut)
    }

    /// Level 0 alone.
    pub fn of_roots(ix: &'a Index<'a>, ring: &'a Ring) -> Self {
        let mut court = Self::bare(ix, ring);
        let all = court.members(true);
        court.roots(&all);
        court
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
        let mut court = Self {
            verdicts: registry.verdicts.clone(),
            ending: registry.ending.clone(),
            points: registry.points.clone(),
            later: None,
            ix,
            ring,
        };
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

    fn roots(&mut self, all: &[usize]) {
        let of_root = |n: usize| all.iter().copied().filter(|i| self.ix.root[*i] == Some(n)).collect::<Vec<_>>();
        let roots: Vec<Vec<usize>> = (0..=self.ix.root.iter().flatten().max().copied().unwrap_or_default()).rev().map(of_root).collect();
        for events in roots {
            self.judge_all(&events);
        }
        self.pass(all, level::ROOT);
        self.points = self.ix.contains.keys().copied().filter(|c| self.effective(*c)).collect();
    }
    fn registry(&mut self, all: &[usize]) {
        self.roots(all);
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
}
