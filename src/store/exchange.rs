//! What a home takes from other computers, and what it hands on.

use super::handing;
use super::home::Home;
use super::types::{GoOn, Received};
use crate::error::Result;
use crate::event::{Segment, Volume};
use std::collections::{BTreeMap, BTreeSet};

/// Events of one segment of [`Home::ledger`].
const LEDGER_STEP: u32 = 20_000;

impl Home {
    /// Takes segments from elsewhere. Any order, any split, any repetition.
    ///
    /// # Errors
    /// Storage errors; what is not authentic is counted as refused.
    pub fn receive(&self, segments: &[Segment]) -> Result<Received> {
        self.receive_while(segments, &|_| Ok(()))
    }

    /// As [`Home::receive`], asked on the way with the number of events that joined so far: an error ends it, what was taken in stays.
    ///
    /// # Errors
    /// As [`Home::receive`]; what `go_on` returns.
    pub fn receive_while(&self, segments: &[Segment], go_on: &GoOn<'_>) -> Result<Received> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let mut out = Received::default();
        let mut volumes: BTreeSet<Volume> = segments.iter().map(|x| x.chain.volume).collect();
        let count = |of: &dyn Fn(Volume) -> bool| u32::try_from(segments.iter().filter(|x| of(x.chain.volume)).count()).unwrap_or(u32::MAX);
        let gone = s.destroyed()?;
        volumes.retain(|v| v.is_registry() || s.years.contains_key(&v.0));
        out.refused = count(&|v| !volumes.contains(&v) && !gone.contains(&v.0));
        for v in volumes {
            // The registry came first, and may have brought the year's destruction.
            if !v.is_registry() && !s.years.contains_key(&v.0) {
                continue;
            }
            // Taken from the end: the first given is the first in.
            let mut queue: Vec<(&Segment, usize)> = segments.iter().filter(|x| x.chain.volume == v).map(|x| (x, 0)).rev().collect();
            s.take_in(v, &mut queue, &mut out, go_on)?;
            if v.is_registry() {
                self.law_changed(s)?;
            }
        }
        self.again_registry(s, &mut out)?;
        s.compare_again()?;
        let gone = s.destroyed()?;
        out.destroyed = count(&|v| gone.contains(&v.0));
        let s = &*s;
        for v in std::iter::once(&s.registry).chain(s.years.values()) {
            let sum = "SELECT coalesce(sum(last - first + 1), 0), coalesce(sum((last - first + 1) * (state > 0)), 0) FROM waiting";
            let (waiting, late): (i64, i64) = v.conn.query_row(sum, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
            out.waiting += u64::try_from(waiting).unwrap_or(0);
            out.late += u64::try_from(late).unwrap_or(0);
        }
        Ok(out)
    }

    /// Segments that bring another computer from what it holds (next index by chain) to what this one holds.
    ///
    /// # Errors
    /// Storage errors.
    pub fn segments(&self, volume: Volume, have: &BTreeMap<crate::event::ChainId, u32>) -> Result<Vec<Segment>> {
        let guard = self.fresh()?;
        handing::segments(guard.vol(volume)?, have, &self.options)
    }

    /// Every event of a volume's set, in segments of at most about 20 000 events that prove themselves. Between segments others may write;
    /// what they write is not among them.
    ///
    /// # Errors
    /// `ledger-unsigned` when events of another computer stand under no head; storage errors; what `each` returns.
    pub fn ledger(&self, volume: Volume, each: &mut dyn FnMut(Segment) -> Result<()>) -> Result<()> {
        self.ledger_of(volume, &|_| true, each)
    }

    /// As [`Home::ledger`], of some chains only.
    ///
    /// # Errors
    /// As [`Home::ledger`].
    pub fn ledger_of(
        &self,
        volume: Volume,
        wanted: &dyn Fn(&crate::event::ChainId) -> bool,
        each: &mut dyn FnMut(Segment) -> Result<()>,
    ) -> Result<()> {
        let ranges = handing::ranges(self.fresh()?.vol(volume)?, LEDGER_STEP, wanted, &self.options)?;
        for r in ranges {
            let segment = handing::range(self.fresh()?.vol(volume)?, &r, &self.options)?;
            each(segment)?;
        }
        Ok(())
    }
}
