//! Law events of the registry as everybody may read them: each with its place, who signed and on which computer.

use super::entries::{LogEntry, Times, entry};
use super::fold::stored_fate;
use super::home::Home;
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Event, Head, Law, Volume};
use crate::id::UserId;
use crate::rights::Spot;
use rusqlite::OptionalExtension;

/// A law event where it stands.
#[derive(Debug, Clone, Copy)]
pub struct LawAt<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its payload; none for kinds without one, and for payloads that say nothing.
    pub law: Option<&'a Law>,
    /// Its chain.
    pub chain: ChainId,
    /// Who signed it; none: the root, or the computer itself.
    pub signer: Option<UserId>,
    /// Number of the root whose chain it stands in; 0: none.
    pub root: u8,
    /// Its name for good.
    pub head: Head,
}

impl Home {
    /// What `read` makes of the registry's law events and of the documents that begin roots' chains, with the cursor of each: the newest
    /// claim first, as the log has it.
    ///
    /// # Errors
    /// Storage errors.
    pub fn law_events<T>(&self, read: impl Fn(LawAt<'_>) -> Option<T>) -> Result<Vec<(i64, T)>> {
        let guard = self.fresh()?;
        let vol = &guard.registry;
        let mut found = Vec::new();
        for e in &vol.laws {
            let (Some(branch), Some(head)) = (vol.chains.get(e.spot.branch), vol.head_of_law(e)) else { continue };
            let signer = vol.signer(e);
            let at = LawAt { event: &e.event, law: e.law.as_ref(), chain: branch.id, signer, root: branch.root, head };
            if let Some(made) = read(at) {
                found.push((e.event.claim, e.spot.at(), made));
            }
        }
        for (branch, b) in vol.chains.iter().filter(|(_, b)| b.root > 0 && b.start == 0 && b.next > 0) {
            let spot = Spot { year: false, branch, idx: 0 };
            let (event, Some(hash)) = (vol.event(spot)?, vol.hash_at(spot)) else { continue };
            let head = Head { chain: b.id, idx: 0, hash };
            if event.kind == l::ROOT
                && let Some(made) = read(LawAt { event: &event, law: None, chain: b.id, signer: None, root: b.root, head })
            {
                found.push((event.claim, spot.at(), made));
            }
        }
        found.sort_by_key(|(claim, at, _)| std::cmp::Reverse((*claim, *at)));
        Ok(found.into_iter().map(|(_, at, made)| (at, made)).collect())
    }

    /// Entries of the registry by their cursors, in the order asked.
    ///
    /// # Errors
    /// `ledger-row-missing`; storage errors.
    pub fn registry_entries(&self, ats: &[i64]) -> Result<Vec<LogEntry>> {
        let guard = self.fresh()?;
        let vol = guard.vol(Volume::REGISTRY)?;
        let times = Times::of(&guard, vol);
        let mut q = vol.conn.prepare_cached("SELECT fate, why FROM fate WHERE at = ?1")?;
        let mut out = Vec::with_capacity(ats.len());
        for at in ats {
            let spot = Spot::from_at(false, *at);
            let (fate, why) = q.query_row([*at], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or((0, 0));
            let (fate, why) = stored_fate(fate, why);
            out.push(entry(&times, spot, vol.event(spot)?, fate, why, *at)?);
        }
        Ok(out)
    }
}
