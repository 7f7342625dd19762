//! Work of several acts that must not stop half-way: what is still to be written is kept beside the ledger, and whoever logs in next
//! with the right to it finishes. Finishing twice writes nothing twice.

use super::{Book, UserAuthor};
use crate::error::{Error, Result};
use crate::event::{Value, Volume};
use crate::store::{Touched, Write};

/// Works that may be half-done.
const INTENTS: [&str; 4] = [super::pupils::INTENT, super::tables::INTENT, super::structure::INTENT, super::timetable::INTENT];

/// The local row of a work.
fn place(name: &str) -> String {
    format!("intent-{name}")
}

/// One write with the value it was decided on: somebody's later entry is never overwritten.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// Where.
    pub volume: Volume,
    /// Kind code.
    pub kind: u16,
    /// Cell.
    pub key: Vec<Value>,
    /// What to write.
    pub value: Value,
    /// What stood there when it was decided.
    pub before: Option<Value>,
}

/// What carrying an intent out wrote.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// Events.
    pub events: u32,
    /// Cells.
    pub touched: Vec<Touched>,
}

impl Step {
    fn to_bytes(&self) -> Vec<u8> {
        let before = self.before.iter().cloned().collect();
        Value::Array(vec![
            i64::from(self.volume.0).into(),
            i64::from(self.kind).into(),
            Value::Array(self.key.clone()),
            self.value.clone(),
            Value::Array(before),
        ])
        .to_bytes()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let value = Value::from_bytes(bytes)?;
        let [volume, kind, key, value, before] = value.items()? else { return None };
        Some(Self {
            volume: Volume(u16::try_from(volume.int()?).ok()?),
            kind: u16::try_from(kind.int()?).ok()?,
            key: key.items()?.to_vec(),
            value: value.clone(),
            before: before.items()?.first().cloned(),
        })
    }
}

/// Steps one after another, each after its length.
pub(super) fn encode(steps: &[Step]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for step in steps {
        let bytes = step.to_bytes();
        let length = u32::try_from(bytes.len()).map_err(|_| Error::other("bad-write"))?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&bytes);
    }
    Ok(out)
}

/// Reads [`encode`].
pub(super) fn decode(mut bytes: &[u8]) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (step, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        steps.push(Step::from_bytes(step)?);
        bytes = rest;
    }
    bytes.is_empty().then_some(steps)
}

impl Book {
    /// Keeps an intent, carries it out volume by volume (registry first, one act each), forgets it.
    pub(super) fn carry_out(&self, author: &UserAuthor, name: &str, steps: &[Step]) -> Result<Carried> {
        if steps.is_empty() {
            return Ok(Carried::default());
        }
        self.home.local_set(&place(name), Some(&encode(steps)?))?;
        let mut carried = Carried::default();
        let done = self.carry(author, steps, &mut carried);
        let refused = done.as_ref().is_err_and(|e| e.kind == crate::ErrorKind::NotPermitted);
        // Refused before anything was written: there is nothing to finish.
        if done.is_ok() || (refused && carried.events == 0) {
            self.home.local_set(&place(name), None)?;
        }
        done.map(|()| carried)
    }

    fn carry(&self, author: &UserAuthor, steps: &[Step], carried: &mut Carried) -> Result<()> {
        let mut volumes: Vec<Volume> = steps.iter().map(|s| s.volume).collect();
        volumes.sort();
        volumes.dedup();
        for volume in volumes {
            let writes = self.home.ask(volume, |reader| {
                let mut writes = Vec::new();
                for step in steps.iter().filter(|s| s.volume == volume) {
                    // A cleared cell and one never written are the same.
                    let now = reader.cell(step.kind, &step.key)?.map(|c| c.value).unwrap_or_default();
                    if now != step.value && now == *step.before.as_ref().unwrap_or(&Value::Null) {
                        writes.push(Write::new(step.kind, step.key.clone(), step.value.clone()));
                    }
                }
                Ok(writes)
            })?;
            let outcome = self.act(author, volume, &writes)?;
            carried.events += outcome.events;
            carried.touched.extend(outcome.touched);
        }
        Ok(())
    }

    /// Finishes what an earlier start left half-done. An intent this person may not finish waits for the next one.
    ///
    /// # Errors
    /// Those of the store.
    pub fn finish_intents(&self, author: &UserAuthor) -> Result<Vec<Touched>> {
        let mut touched = Vec::new();
        for name in INTENTS {
            let Some(bytes) = self.home.local_get(&place(name))? else { continue };
            let steps = decode(&bytes).ok_or_else(|| Error::damaged("intent-damaged"))?;
            let mut carried = Carried::default();
            let done = self.carry(author, &steps, &mut carried);
            touched.extend(carried.touched);
            match done {
                Ok(()) => {
                    self.home.local_set(&place(name), None)?;
                    log::info!("intent {name} finished");
                }
                Err(e) if e.kind == crate::ErrorKind::NotPermitted => log::info!("intent {name} waits: {}", e.code),
                Err(e) => return Err(e),
            }
        }
        Ok(touched)
    }

    /// True when something waits to be finished.
    ///
    /// # Errors
    /// Those of the store.
    pub fn has_intents(&self) -> Result<bool> {
        for name in INTENTS {
            if self.home.local_get(&place(name))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn steps_come_back_from_their_bytes_and_cut_bytes_are_refused() {
        let step = |before| Step { volume: Volume(2026), kind: 113, key: vec![Value::Id([1; 16]), 5.into()], value: "а".into(), before };
        let steps = [step(None), step(Some(Value::Null)), step(Some("б".into()))];
        let bytes = encode(&steps).unwrap();
        assert_eq!(decode(&bytes).unwrap(), steps);
        assert_eq!(decode(&bytes[..bytes.len() - 1]), None);
        assert_eq!(decode(&[]).unwrap(), []);
    }
}
