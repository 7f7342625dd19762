//! Many entries of many authors in one transaction: a year that is written at once (the demo school).
//!
//! Each entry has its own moment; a session is opened where the author changes, as a login would. Judged as every other act, all or nothing.

use super::act::{enter, kind, open_chain, push, refs, sign};
use super::fold::stored_fate;
use super::heads::values;
use super::receive::Batch;
use super::rejudge::settle;
use super::types::{Entry, Options};
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::{Event, LEVEL};
use crate::rights::Spot;

/// Writes entries in their order. Gives the number of events, sessions and seens not counted.
pub fn run(vol: &mut Vol, registry: Option<&Vol>, o: &Options, entries: &[Entry<'_>]) -> Result<u32> {
    let required = registry.unwrap_or(vol).statutes.require;
    if required > LEVEL {
        return Err(Error::denied("level-required").with("level", required));
    }
    let n = match vol.own {
        Some(n) => n,
        None => open_chain(vol, o)?,
    };
    // Refs name writes of other chains; where there are none but a root's, there is nothing to look for.
    let alone = vol.chains.iter().all(|(m, b)| m == n || b.root > 0);
    let mut batch = Batch { own: Some(n), ..Batch::default() };
    let mut spots: Vec<Spot> = Vec::with_capacity(entries.iter().map(|e| e.writes.len()).sum());
    for entry in entries {
        enter(vol, registry, n, Some(entry.author), entry.at, &mut batch)?;
        for w in &entry.writes {
            let s = kind(w.kind)?;
            for value in values(w, vol, n, entry.at, &[], &mut batch)? {
                if !s.accepts(&w.key, &value) {
                    return Err(Error::input("bad-payload").with("kind", s.name));
                }
                let mut event = Event::new(entry.at, s, w.key.clone(), value);
                event.permit = w.permit;
                if !(alone && w.refs.is_empty()) {
                    event.refs = refs(vol, registry, n, w)?;
                }
                spots.push(push(vol, registry, n, event, &mut batch)?);
            }
        }
    }
    settle(vol, registry, &mut batch)?;
    refuse(vol, &spots)?;
    sign(vol, n, o.signer.as_ref())?;
    Ok(u32::try_from(spots.len()).unwrap_or(u32::MAX))
}

/// One write that would not be effective refuses all. `spots` are of one branch, ascending.
fn refuse(vol: &Vol, spots: &[Spot]) -> Result<()> {
    let (Some(first), Some(last)) = (spots.first(), spots.last()) else { return Ok(()) };
    let mut q = vol.conn.prepare_cached("SELECT at, fate, why FROM fate WHERE at BETWEEN ?1 AND ?2")?;
    let mut rows = q.query((first.at(), last.at()))?;
    while let Some(r) = rows.next()? {
        let spot = Spot::from_at(vol.year(), r.get(0)?);
        if spots.binary_search(&spot).is_ok() {
            let (_, why) = stored_fate(r.get(1)?, r.get(2)?);
            return Err(Error::denied("no-right").with("why", format!("{why:?}")));
        }
    }
    Ok(())
}
