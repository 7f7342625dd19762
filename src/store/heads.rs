//! Heads of this moment: what a cut, a year's closing, a destruction or a checkpoint names, read inside the transaction that writes it.

use super::state::State;
use super::types::Write;
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Head, Value, Volume};

impl Vol {
    /// Heads of all its chains.
    pub fn heads(&self) -> Vec<Head> {
        self.chains.iter().filter_map(|(_, b)| Some(Head { chain: b.id, idx: b.next.checked_sub(1)?, hash: b.tip })).collect()
    }
}

/// Volumes beside `v` whose heads these writes name: nobody may write to them before the act is committed.
pub fn beside(s: &State, v: Volume, writes: &[Write]) -> Vec<Volume> {
    let named = writes.iter().any(|w| w.at_heads && (v.is_registry() || w.kind == l::CLOSE_YEAR));
    match (named, v.is_registry()) {
        (false, _) => Vec::new(),
        (true, true) => s.years.keys().map(|y| Volume(*y)).collect(),
        (true, false) => vec![Volume::REGISTRY],
    }
}

/// The value of a write with its heads filled in. `beside` holds the heads of the volumes beside.
///
/// # Errors
/// `year-missing` when a year is destroyed that is not here; `bad-write` for kinds that name no heads of this moment.
pub fn filled(w: &Write, vol: &Vol, beside: &[Head]) -> Result<Value> {
    let of = |volume: Option<i64>| beside.iter().filter(|h| volume == Some(i64::from(h.chain.volume.0))).copied().collect::<Vec<_>>();
    let (place, heads) = match w.kind {
        l::CHECKPOINT => return Ok(names(vol.heads().iter().chain(beside))),
        l::CUT => (1, vol.heads().into_iter().chain(beside.iter().copied()).collect()),
        l::CLOSE_YEAR => (0, of(Some(i64::from(Volume::REGISTRY.0)))),
        l::DESTROYED => (0, of(w.key.first().and_then(Value::int))),
        _ => return Err(Error::other("bad-write").with("kind", w.kind)),
    };
    if w.kind == l::DESTROYED && heads.is_empty() {
        return Err(Error::input("year-missing").with("year", w.key.first().and_then(Value::int).unwrap_or_default()));
    }
    let mut value = w.value.clone();
    match &mut value {
        Value::Array(items) if place < items.len() => items[place] = names(heads.iter()),
        _ => return Err(Error::other("bad-write").with("kind", w.kind)),
    }
    Ok(value)
}

fn names<'a>(heads: impl Iterator<Item = &'a Head>) -> Value {
    Value::Array(heads.map(Head::to_value).collect())
}
