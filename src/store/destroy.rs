//! Destruction of a year after its term: what the law says. Two acts by two persons condemn a year, an act that is spared condemns no
//! more (semantics.md, made exact, 24). When a computer drops what is condemned is its own decision: `quarantine`.

use super::fold::{CONFLICT, NOTHING};
use super::home::Home;
use super::state::State;
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::kinds::registry as r;
use crate::event::{Head, Law, Value, Volume};
use crate::id::UserId;
use crate::rights::LawEvent;
use std::collections::BTreeSet;

/// An effective act of destruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestructionAct {
    /// The event.
    pub head: Head,
    /// Its entry, by which it is confirmed or spared.
    pub entry: [u8; 16],
    /// First calendar year of the academic year.
    pub year: u16,
    /// The `close_year` it names.
    pub closing: Head,
    /// Files of the archive that go.
    pub files: Vec<[u8; 16]>,
    /// The act it confirms.
    pub confirms: Option<Head>,
    /// Number of the paper act.
    pub act: String,
    /// Its date, days since 1970-01-01.
    pub date: i64,
    /// Who signed; none: the root.
    pub signer: Option<UserId>,
    /// An effective `spared` names it.
    pub spared: bool,
}

/// A year that two acts condemn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condemned {
    /// The first act.
    pub first: DestructionAct,
    /// The one that confirms it.
    pub second: DestructionAct,
}

impl Condemned {
    /// Files that either act names.
    #[must_use]
    pub fn files(&self) -> Vec<[u8; 16]> {
        let all: BTreeSet<[u8; 16]> = self.first.files.iter().chain(&self.second.files).copied().collect();
        all.into_iter().collect()
    }
}

impl Vol {
    /// The head that names a law event.
    pub(super) fn head_of_law(&self, e: &LawEvent) -> Option<Head> {
        Some(Head { chain: self.chains.get(e.spot.branch)?.id, idx: e.spot.idx, hash: e.hash })
    }

    /// True when a law event is effective.
    pub(super) fn counts(&self, e: &LawEvent) -> bool {
        self.statutes.verdicts.get(&e.spot).is_some_and(|v| v.effective())
    }

    /// Who wrote a law event; none: the root.
    pub(super) fn signer(&self, e: &LawEvent) -> Option<UserId> {
        if self.chains.get(e.spot.branch).is_some_and(|b| b.root > 0) {
            return None;
        }
        self.chains.session_before(e.spot.branch, e.spot.idx).map(|s| UserId(s.user))
    }

    /// Acts that an effective `spared` names.
    pub(super) fn spared(&self) -> BTreeSet<Head> {
        let named = |e: &LawEvent| match e.law {
            Some(Law::Spared(head)) if self.counts(e) => Some(head),
            _ => None,
        };
        self.laws.iter().filter_map(named).collect()
    }

    /// Effective acts of destruction, spared ones too.
    pub(super) fn destructions(&self) -> Vec<DestructionAct> {
        let spared = self.spared();
        let read = |e: &LawEvent| {
            let Some(Law::Destroyed { volume, closing, files, confirms, .. }) = e.law.as_ref().filter(|_| self.counts(e)) else {
                return None;
            };
            let head = self.head_of_law(e)?;
            let v = |i: usize| e.event.value.items().and_then(|a| a.get(i));
            Some(DestructionAct {
                head,
                entry: e.event.key.get(1)?.id()?,
                year: volume.0,
                closing: *closing,
                files: files.clone(),
                confirms: *confirms,
                act: v(3)?.text()?.to_owned(),
                date: v(4)?.int()?,
                signer: self.signer(e),
                spared: spared.contains(&head),
            })
        };
        self.laws.iter().filter_map(read).collect()
    }

    /// What two persons condemned, or one and the sheet. The sheet alone, twice, does not: a computer errs only to keep.
    pub(super) fn condemned(&self) -> Vec<Condemned> {
        let acts: Vec<DestructionAct> = self.destructions().into_iter().filter(|a| !a.spared).collect();
        let pair = |second: &DestructionAct| {
            let first = acts.iter().find(|a| Some(a.head) == second.confirms)?;
            let agree = first.year == second.year && first.closing == second.closing && first.signer != second.signer;
            agree.then(|| Condemned { first: first.clone(), second: second.clone() })
        };
        acts.iter().filter_map(pair).collect()
    }
}

impl State {
    /// The date of the effective closing that a head names, by this computer's own fold; none when the year is open or not here.
    pub(super) fn closing(&self, year: u16, head: &Head) -> Option<i64> {
        let vol = self.years.get(&year)?;
        let named = |e: &&LawEvent| matches!(e.law, Some(Law::CloseYear { .. })) && vol.head_of_law(e).as_ref() == Some(head);
        let e = vol.laws.iter().find(named).filter(|e| vol.counts(e))?;
        e.event.value.items()?.get(2)?.int()
    }

    /// True when an `archive_hold` names the year or one of the files. Its last day does not matter: a person lifts it. One in conflict holds.
    pub(super) fn on_hold(&self, year: u16, files: &[[u8; 16]]) -> Result<bool> {
        self.holds(Some(year), files)
    }

    fn holds(&self, year: Option<u16>, files: &[[u8; 16]]) -> Result<bool> {
        let vol = &self.registry;
        let mut q = vol.conn.prepare_cached("SELECT a, b, value IS NULL, flag FROM shown WHERE kind = ?1 AND flag <> ?2")?;
        let mut rows = q.query((r::ARCHIVE_HOLD, NOTHING))?;
        let ids = vol.ids.borrow();
        while let Some(row) = rows.next()? {
            let mut key = Vec::new();
            for i in 0..2 {
                ids.values(row.get(i)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            }
            let lifted = row.get::<_, bool>(2)? && row.get::<_, i64>(3)? != CONFLICT;
            let names_year = year.is_some_and(|year| key.get(1).and_then(Value::int) == Some(i64::from(year)));
            let names_file = key.first().and_then(Value::id).is_some_and(|f| files.contains(&f));
            if !lifted && (names_year || names_file) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Refuses a year that this computer holds back or has dropped, whoever wrote the acts.
    pub fn standing(&self, v: Volume) -> Result<()> {
        if v.is_registry() {
            return Ok(());
        }
        match self.kept_back(v.0)? {
            None => Ok(()),
            Some(kept) => Err(Error::input(if kept.gone() { "year-destroyed" } else { "year-quarantined" }).with("year", v)),
        }
    }
}

impl Home {
    /// Effective acts of destruction, spared ones too.
    ///
    /// # Errors
    /// Storage errors.
    pub fn destructions(&self) -> Result<Vec<DestructionAct>> {
        Ok(self.fresh()?.registry.destructions())
    }

    /// Condemned years that are here, whose closing stands by this computer's own fold and which nothing holds: with the closing's date,
    /// days since 1970-01-01. Whether the term has passed is for the caller to know.
    ///
    /// # Errors
    /// Storage errors.
    pub fn condemned(&self) -> Result<Vec<(Condemned, i64)>> {
        let s = self.fresh()?;
        let mut out = Vec::new();
        for pair in s.registry.condemned() {
            let year = pair.first.year;
            if let Some(closed) = s.closing(year, &pair.first.closing)
                && !s.on_hold(year, &pair.files())?
            {
                out.push((pair, closed));
            }
        }
        Ok(out)
    }

    /// The effective closings of a year, with their dates; the latest last.
    ///
    /// # Errors
    /// `year-missing`; storage errors.
    pub fn closings(&self, year: u16) -> Result<Vec<(Head, i64)>> {
        let s = self.fresh()?;
        let vol = s.vol(Volume(year))?;
        let heads = vol.laws.iter().filter(|e| matches!(e.law, Some(Law::CloseYear { .. }))).filter_map(|e| vol.head_of_law(e));
        let mut out: Vec<(Head, i64)> = heads.filter_map(|h| Some((h, s.closing(year, &h)?))).collect();
        out.sort_by_key(|(h, date)| (*date, *h));
        Ok(out)
    }

    /// True when an `archive_hold` in force names the year or one of the files.
    ///
    /// # Errors
    /// Storage errors.
    pub fn on_hold(&self, year: u16, files: &[[u8; 16]]) -> Result<bool> {
        self.fresh()?.on_hold(year, files)
    }

    /// True when an `archive_hold` in force names the file.
    ///
    /// # Errors
    /// Storage errors.
    pub fn file_on_hold(&self, file: &[u8; 16]) -> Result<bool> {
        self.fresh()?.holds(None, std::slice::from_ref(file))
    }
}
