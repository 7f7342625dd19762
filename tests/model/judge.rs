//! Judgement, stratum by stratum, in one pass.

use std::collections::BTreeSet;

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::spec::Need;
use zhurnal::event::{Cut, Head, Law, Scope};

use super::scope::stratum_by_payload;
use super::set::{Index, Session};
use super::{Fate, Reason, Verdict};

/// When an event is judged. It is reached by what stands in a stratum below: `stratum * 10 < level`.
mod level {
    pub const ROOT: u8 = 0;
    /// Own keys above keys of stratum 0.
    pub const OWN_ABOVE_ROOT: u8 = 5;
    pub const ADMIN: u8 = 10;
    /// Own keys above keys of stratum 1.
    pub const OWN: u8 = 15;
    pub const OFFICE: u8 = 20;
    pub const JOURNAL: u8 = 30;
}

/// How an own key is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It is none.
    No,
    /// Its session's key is effective.
    Founded,
    /// It is not (yet).
    Unfounded,
}

const FINE: Verdict = Verdict { fate: Fate::Applied, reason: Reason::Fine, disobedient: false };

const fn voided(reason: Reason) -> Verdict {
    Verdict { fate: Fate::Void, reason, disobedient: false }
}

/// The verdicts so far. *Applied* here means effective: the cells tell later what is superseded.
pub struct Court<'a> {
    pub ix: &'a Index<'a>,
    pub verdicts: Vec<Option<Verdict>>,
    /// Where each was judged.
    levels: Vec<u8>,
}

impl<'a> Court<'a> {
    pub fn new(ix: &'a Index<'a>) -> Self {
        Self { ix, verdicts: vec![None; ix.ev.len()], levels: vec![0; ix.ev.len()] }
    }
    fn fate(&self, i: usize) -> Option<Fate> {
        self.verdicts[i].map(|v| v.fate)
    }
    pub fn effective(&self, i: usize) -> bool {
        self.fate(i).is_some_and(Fate::effective)
    }
    fn members(&self, registry: bool) -> Vec<usize> {
        (0..self.ix.ev.len()).filter(|i| self.ix.member[*i] && self.ix.ev[*i].chain.volume.is_registry() == registry).collect()
    }

    pub fn judge_registry(&mut self) {
        let all = self.members(true);
        self.registry(&all);
    }

    fn registry(&mut self, all: &[usize]) {
        let own: Vec<usize> = all.iter().copied().filter(|i| self.is_own_key(*i)).collect();
        self.pass(all, level::ROOT);
        // Own keys of admins and certificates by admins found each other: the least that both give.
        loop {
            let before = self.verdicts.clone();
            let keys = own.iter().filter(|i| self.key_effective(**i)).map(|i| (*i, level::OWN_ABOVE_ROOT, Own::Founded));
            let devices = self.at_level(all, level::ADMIN).into_iter().filter(|i| self.is_device(*i)).map(|i| (i, level::ADMIN, Own::No));
            self.judge_all(keys.chain(devices).collect());
            if self.verdicts == before {
                break;
            }
        }
        self.pass(all, level::ADMIN);
        // Keys found further keys; each is judged once.
        let open = |s: &Self| own.iter().copied().filter(|i| s.verdicts[*i].is_none()).collect::<Vec<_>>();
        loop {
            let ready: Vec<_> = open(self).into_iter().filter(|i| self.key_effective(*i)).map(|i| (i, level::OWN, Own::Founded)).collect();
            if ready.is_empty() {
                break;
            }
            self.judge_all(ready);
        }
        self.judge_all(open(self).into_iter().map(|i| (i, level::OWN, Own::Unfounded)).collect());
        self.pass(all, level::OFFICE);
        self.pass(all, level::JOURNAL);
    }
    /// Judges events that do not look at each other.
    fn judge_all(&mut self, events: Vec<(usize, u8, Own)>) {
        let verdicts: Vec<_> = events.into_iter().map(|(i, level, own)| (i, level, self.judge(i, level, own))).collect();
        for (i, level, verdict) in verdicts {
            self.verdicts[i] = Some(verdict);
            self.levels[i] = level;
        }
    }

    pub fn judge_year(&mut self) {
        let all = self.members(false);
        self.pass(&all, level::ROOT);
        self.pass(&all, level::ADMIN);
        let closing: Vec<Vec<Head>> = all.iter().filter(|i| self.effective(**i)).filter_map(|i| self.closing_heads(*i)).collect();
        if !closing.is_empty() {
            let heads: Vec<Head> = closing.concat();
            let known: Vec<usize> = self.members(true).into_iter().filter(|i| self.ix.inside_any(*i, &heads)).collect();
            for i in self.members(true) {
                self.verdicts[i] = None;
            }
            self.registry(&known);
        }
        self.pass(&all, level::OFFICE);
        self.pass(&all, level::JOURNAL);
    }
    fn closing_heads(&self, i: usize) -> Option<Vec<Head>> {
        if let Some(Law::CloseYear(heads)) = &self.ix.law[i] { Some(heads.clone()) } else { None }
    }

    /// Judges what is left of a level.
    fn pass(&mut self, all: &[usize], level: u8) {
        let left = self.at_level(all, level).into_iter().filter(|i| self.verdicts[*i].is_none() && !self.is_own_key(*i));
        self.judge_all(left.map(|i| (i, level, Own::No)).collect());
    }
    fn at_level(&self, all: &[usize], level: u8) -> Vec<usize> {
        all.iter().copied().filter(|i| self.level(*i) == level).collect()
    }
    fn level(&self, i: usize) -> u8 {
        let Some(row) = self.ix.row[i] else { return level::JOURNAL };
        if self.ix.root[i] || row.need == Need::Root {
            return level::ROOT;
        }
        // What a load or a homeroom class gives is judged above them.
        match (stratum_by_payload(self.ix.law[i].as_ref()).unwrap_or(row.stratum), row.need) {
            (2, Need::Page(_) | Need::Homeroom(_)) => level::JOURNAL,
            (s, _) => s * 10,
        }
    }

    fn is_device(&self, i: usize) -> bool {
        matches!(self.ix.law[i], Some(Law::Device { .. })) && !self.ix.root[i]
    }
    fn is_own_key(&self, i: usize) -> bool {
        match (&self.ix.law[i], self.ix.author(i)) {
            (Some(Law::UserKey { user, .. }), Some((author, _))) => !self.ix.root[i] && *user == author,
            _ => false,
        }
    }
    /// The session's key is an effective key of its user.
    fn key_effective(&self, i: usize) -> bool {
        let Some((author, session_key)) = self.ix.author(i) else { return false };
        self.effective_law().any(|(_, law)| matches!(law, Law::UserKey { user, key } if *user == author && *key == session_key))
    }
    fn effective_law(&self) -> impl Iterator<Item = (usize, &Law)> {
        self.ix.statutes.iter().filter(|i| self.effective(**i)).filter_map(|i| Some((*i, self.ix.law[*i].as_ref()?)))
    }
    /// Held, or void by a cut: what may yet be meant.
    fn in_doubt(&self, i: usize) -> bool {
        self.verdicts[i].is_some_and(|v| v.fate == Fate::Held || v.fate == Fate::Void && v.reason == Reason::Cut)
    }

    fn judge(&self, i: usize, level: u8, own: Own) -> Verdict {
        let ix = self.ix;
        let Some(row) = ix.row[i] else { return Verdict { fate: Fate::Unknown, reason: Reason::UnknownKind, disobedient: false } };
        if !ix.good[i] {
            return voided(Reason::Payload);
        }
        let root_may =
            matches!(row.need, Need::Root | Need::AdminOrRoot | Need::OwnKey) || stratum_by_payload(ix.law[i].as_ref()) == Some(0);
        if ix.root[i] {
            return if root_may { FINE } else { voided(Reason::Root) };
        }
        let need = ix.need[i];
        if need == Need::Root {
            return voided(Reason::Root);
        }
        match row.code {
            l::SEEN => return FINE,
            l::SESSION => return if ix.verified.has(i) { FINE } else { voided(Reason::Payload) },
            l::CHECKPOINT => {
                return match self.device_bar(i, Some(3)) {
                    Ok(None) => FINE,
                    Ok(Some(reason)) => Verdict { fate: Fate::Held, reason, disobedient: false },
                    Err(reason) => voided(reason),
                };
            }
            _ => {}
        }
        let automatic = matches!(&ix.law[i], Some(Law::Cut(c)) if c.automatic);
        if automatic && !matches!(&ix.law[i], Some(Law::Cut(Cut { scope: Scope::Window { .. }, .. }))) {
            return voided(Reason::Payload);
        }
        let mut held = Vec::new();
        let session = if automatic { Ok(None) } else { self.session_bar(i) };
        let device = self.device_bars(i, need, automatic, own);
        let grant = if automatic || own != Own::No || need == Need::Anyone { Ok(None) } else { self.grant_bar(i) };
        for bar in [session, device, grant] {
            match bar {
                Err(reason) => return voided(reason),
                Ok(bar) => held.extend(bar),
            }
        }
        let mut disobedient = false;
        for (c, void) in self.cuts_against(i, level, automatic) {
            if void {
                return voided(Reason::Cut);
            }
            held.push(Reason::Cut);
            disobedient |= ix.saw(i, c);
        }
        match held.first() {
            Some(reason) if self.decided(i, level) != Some(true) => Verdict { fate: Fate::Held, reason: *reason, disobedient },
            _ => FINE,
        }
    }

    fn session_bar(&self, i: usize) -> Result<Option<Reason>, Reason> {
        match self.ix.session[i] {
            Session::Missing | Session::Bad => Err(Reason::Session),
            Session::Lost => Ok(Some(Reason::Gap)),
            Session::Good(..) if self.key_effective(i) => Ok(None),
            Session::Good(..) => Ok(Some(Reason::Key)),
        }
    }

    /// Certificate and capabilities that the kind asks for.
    fn device_bars(&self, i: usize, need: Need, automatic: bool, own: Own) -> Result<Option<Reason>, Reason> {
        if self.is_device(i) {
            let id = self.ix.ev[i].chain.device.0;
            let by_root =
                self.effective_law().any(|(d, law)| self.ix.root[d] && matches!(law, Law::Device { device, .. } if *device == id));
            if !by_root {
                return Err(Reason::Device);
            }
        }
        let free = own != Own::No || matches!(need, Need::Page(_) | Need::Homeroom(_) | Need::Anyone);
        self.device_bar(i, if automatic { Some(3) } else { (!free).then_some(2) })
    }
    fn device_bar(&self, i: usize, capability: Option<u8>) -> Result<Option<Reason>, Reason> {
        let id = self.ix.ev[i].chain.device.0;
        let certificates = self.ix.statutes.iter().filter_map(|d| match &self.ix.law[*d] {
            Some(Law::Device { device, capabilities, .. }) if *device == id => Some((*d, capabilities)),
            _ => None,
        });
        let (good, other): (Vec<_>, Vec<_>) = certificates.partition(|(d, _)| self.effective(*d));
        let fits = |of: &[(usize, &Vec<u8>)]| of.iter().any(|(_, all)| capability.is_none_or(|c| all.contains(&c)));
        let doubt: Vec<_> = other.into_iter().filter(|(d, _)| self.in_doubt(*d)).collect();
        if fits(&good) {
            Ok(None)
        } else if fits(&doubt) {
            Ok(Some(Reason::Device))
        } else {
            Err(if good.is_empty() && doubt.is_empty() { Reason::Device } else { Reason::Capability })
        }
    }

    /// An effective grant the author had seen; else held for one that may yet be meant; else void.
    fn grant_bar(&self, i: usize) -> Result<Option<Reason>, Reason> {
        let Some((author, _)) = self.ix.author(i) else { return Ok(None) };
        let mine: Vec<usize> =
            self.ix.statutes.iter().copied().filter(|g| self.verdicts[*g].is_some() && self.ix.grants(*g, author, i)).collect();
        if mine.iter().any(|g| self.effective(*g) && self.ix.saw(i, *g)) {
            Ok(None)
        } else if mine.iter().any(|g| self.effective(*g) || self.in_doubt(*g)) {
            Ok(Some(Reason::Grant))
        } else {
            Err(Reason::Grant)
        }
    }

    /// Law events that stand in a stratum below and whose volume reaches `i`.
    fn above(&self, i: usize, level: u8) -> impl Iterator<Item = (usize, &Law)> {
        let volume = self.ix.ev[i].chain.volume;
        self.ix.statutes.iter().filter_map(move |x| {
            let x = *x;
            let law = self.ix.law[x].as_ref()?;
            let stratum = if self.ix.root[x] { 0 } else { stratum_by_payload(Some(law))? };
            let reach = self.ix.ev[x].chain.volume.is_registry() || self.ix.ev[x].chain.volume == volume;
            (self.verdicts[x].is_some() && reach && stratum * 10 < level).then_some((x, law))
        })
    }
    /// Cuts in force that `i` is outside of and nothing lifts, each with whether it is void.
    fn cuts_against(&self, i: usize, level: u8, automatic: bool) -> Vec<(usize, bool)> {
        let author = if automatic { None } else { self.ix.author(i) };
        let mut against: Vec<(usize, &Cut, bool)> = Vec::new();
        for (c, law) in self.above(i, level) {
            let Law::Cut(cut) = law else { continue };
            let void = cut.void && self.effective(c);
            let force = self.effective(c) || self.fate(c) == Some(Fate::Held);
            if force && self.ix.matches(cut, i, author) && !self.ix.inside_any(i, &cut.heads) && (void || !self.opened(i, level, c, cut)) {
                against.push((c, cut, void));
            }
        }
        // A permit counts only where it is needed, and then its withdrawal does too.
        let bars = |scope: &Scope| matches!(scope, Scope::Lessons { .. } | Scope::Window { .. });
        if !against.iter().any(|(_, cut, _)| bars(&cut.scope)) {
            against.retain(|(_, cut, _)| !matches!(cut.scope, Scope::Permit(_)));
        } else if self.permitted(i) {
            against.retain(|(_, cut, void)| *void || !bars(&cut.scope));
        }
        against.into_iter().map(|(c, _, void)| (c, void)).collect()
    }
    fn opened(&self, i: usize, level: u8, cut: usize, payload: &Cut) -> bool {
        let name = self.ix.ev[cut].head();
        self.above(i, level).any(|(o, law)| {
            matches!(law, Law::Open { cuts, stratum } if *stratum <= payload.stratum && cuts.contains(&name))
                && self.effective(o)
                && self.ix.saw(i, o)
                && self.same_volume(o, cut)
        })
    }
    /// Opens and decisions name things of their own volume only.
    fn same_volume(&self, x: usize, of: usize) -> bool {
        self.ix.ev[x].chain.volume == self.ix.ev[of].chain.volume
    }
    fn permitted(&self, i: usize) -> bool {
        let e = &self.ix.ev[i].event;
        let Some((author, _)) = self.ix.author(i) else { return false };
        self.effective_law().any(|(p, law)| {
            matches!(law, Law::Permit { id, user, cells }
                if Some(*id) == e.permit && *user == author && cells.iter().any(|(k, key)| *k == e.kind && *key == e.key))
                && self.ix.saw(i, p)
        })
    }

    /// Held, and decided no.
    pub fn refused(&self, i: usize) -> bool {
        self.decided(i, self.levels[i]) == Some(false)
    }
    /// What decisions say, those covered by another left aside; none when they contradict.
    fn decided(&self, i: usize, level: u8) -> Option<bool> {
        let name = self.ix.ev[i].head();
        let all: Vec<(usize, bool)> = self
            .above(i, level)
            .filter(|(d, _)| self.effective(*d) && self.same_volume(*d, i))
            .filter_map(|(d, law)| match law {
                Law::Decide { events, yes, .. } if events.contains(&name) => Some((d, *yes)),
                _ => None,
            })
            .collect();
        let last: BTreeSet<bool> =
            all.iter().filter(|(d, _)| !all.iter().any(|(w, _)| self.ix.after(*w, *d, false))).map(|(_, yes)| *yes).collect();
        if last.len() == 1 { last.first().copied() } else { None }
    }
    /// Heads of the window cuts in force that look at `i`.
    pub fn windows(&self, i: usize) -> Vec<&Cut> {
        self.above(i, level::JOURNAL)
            .filter(|(c, _)| self.effective(*c) || self.fate(*c) == Some(Fate::Held))
            .filter_map(|(_, law)| match law {
                Law::Cut(cut) if matches!(cut.scope, Scope::Window { .. }) && self.ix.matches(cut, i, None) => Some(cut),
                _ => None,
            })
            .collect()
    }
}
