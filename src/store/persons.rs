//! Keys of persons, beside the ledger: kept, handed on, taken in, and dropped seven counted days after an effective `erased`.
//!
//! What counts is for the registry to say: a key whose hash an effective `person_key` of that person names, of a person whom no effective,
//! unspared `erased` names. Fates never depend on what lies here.

use super::fold::Fold;
use super::home::Home;
use super::kept_back::Count;
use super::row::{CellKey, parts};
use super::state::State;
use super::volume::{Vol, ground, hashes};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Head, Law, Value, spec};
use crate::id::{UserId, base32};
use crate::keys::{PersonKey, Secret};
use crate::rights::{Fate, LawEvent};
use std::collections::BTreeSet;

/// Days that are counted before a key is dropped.
pub const ERASED_DAYS: usize = 7;
const ROW: &str = "erase-";

/// An effective act of erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureAct {
    /// The event.
    pub head: Head,
    /// Whose key goes.
    pub person: [u8; 16],
    /// On what basis.
    pub basis: String,
    /// Its date, days since 1970-01-01.
    pub date: i64,
    /// Who signed.
    pub signer: Option<UserId>,
    /// An effective `spared` names it.
    pub spared: bool,
    /// Days counted on this computer so far.
    pub days: usize,
    /// The key is still here.
    pub here: bool,
}

impl Vol {
    fn erasures(&self) -> Result<Vec<ErasureAct>> {
        let spared = self.spared();
        let mut out = Vec::new();
        for e in self.laws.iter().filter(|e| matches!(e.law, Some(Law::Erased(_))) && self.counts(e)) {
            out.extend(self.erasure(e, &spared)?);
        }
        Ok(out)
    }

    fn erasure(&self, e: &LawEvent, spared: &BTreeSet<Head>) -> Result<Option<ErasureAct>> {
        let (Some(Law::Erased(person)), Some(head)) = (&e.law, self.head_of_law(e)) else { return Ok(None) };
        let v = |i: usize| e.event.value.items().and_then(|a| a.get(i));
        let count = self.erasing(person)?.filter(|(by, _)| *by == head);
        Ok(Some(ErasureAct {
            head,
            person: *person,
            basis: v(0).and_then(Value::text).unwrap_or_default().to_owned(),
            date: v(1).and_then(Value::int).unwrap_or_default(),
            signer: self.signer(e),
            spared: spared.contains(&head),
            days: count.map_or(0, |(_, c)| c.days.len()),
            here: self.has_key(person)?,
        }))
    }

    /// Persons whom an effective, unspared `erased` names.
    fn erased(&self) -> BTreeSet<[u8; 16]> {
        let spared = self.spared();
        let named = |e: &LawEvent| match e.law {
            Some(Law::Erased(person)) if self.counts(e) && self.head_of_law(e).is_some_and(|h| !spared.contains(&h)) => Some(person),
            _ => None,
        };
        self.laws.iter().filter_map(named).collect()
    }

    /// The act that a count of days on this computer is for.
    fn erasing(&self, person: &[u8; 16]) -> Result<Option<(Head, Count)>> {
        let Some(bytes) = self.local(&row(person))? else { return Ok(None) };
        let read = |v: &Value| match v.items()? {
            [head, count] => Some((Head::from_value(head)?, Count::from_value(count)?)),
            _ => None,
        };
        let value = Value::from_bytes(&bytes);
        value.as_ref().and_then(read).map(Some).ok_or_else(|| Error::damaged("local-row"))
    }

    fn has_key(&self, person: &[u8; 16]) -> Result<bool> {
        let mut q = self.conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM person_key WHERE person = ?1)")?;
        Ok(q.query_row([person], |r| r.get(0))?)
    }

    /// Hashes of effective `person_key` events of a person, the latest claimed first; superseded ones too: what was sealed under them opens.
    fn key_hashes(&self, person: &[u8; 16]) -> Result<Vec<[u8; 32]>> {
        let key = [Value::Id(*person)];
        let cell = spec(l::PERSON_KEY).and_then(|s| parts(s, &key)).and_then(|[x, y, z]| {
            let ids = self.ids.borrow();
            Some(CellKey { kind: i64::from(l::PERSON_KEY), a: ids.find(x)?, b: ids.find(y)?, c: ids.find(z)? })
        });
        let Some(cell) = cell else { return Ok(Vec::new()) };
        let h = hashes(self, None);
        let fold = Fold { vol: self, ground: ground(self, None, &h) };
        let mut found = Vec::new();
        for (spot, event) in fold.writes(cell)? {
            if fold.stored(spot)? == Fate::Effective
                && let Some(hash) = event.value.bytes().and_then(|b| <[u8; 32]>::try_from(b).ok())
            {
                found.push((event.claim, spot, hash));
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        Ok(found.into_iter().map(|(.., hash)| hash).collect())
    }

    /// Keys of a person that count.
    fn person_keys(&self, person: &[u8; 16], erased: &BTreeSet<[u8; 16]>) -> Result<Vec<PersonKey>> {
        if erased.contains(person) {
            return Ok(Vec::new());
        }
        let mut q = self.conn.prepare_cached("SELECT key FROM person_key WHERE person = ?1 AND hash = ?2")?;
        let mut out = Vec::new();
        for hash in self.key_hashes(person)? {
            let mut rows = q.query((person, hash))?;
            if let Some(r) = rows.next()? {
                let bytes = zeroize::Zeroizing::new(r.get::<_, Vec<u8>>(0)?);
                let key = Secret::from_slice(&bytes).ok_or_else(|| Error::damaged("person-key-row"))?;
                out.push(PersonKey::new(*person, key));
            }
        }
        Ok(out)
    }

    fn keep_key(&self, key: &PersonKey) -> Result<usize> {
        let mut q = self.conn.prepare_cached("INSERT OR IGNORE INTO person_key (person, hash, key) VALUES (?1, ?2, ?3)")?;
        Ok(q.execute((key.person, key.hash(), key.secret().expose()))?)
    }

    /// Ends counts whose acts stand no more.
    fn forget_spared(&self, acts: &[ErasureAct]) -> Result<()> {
        let standing: BTreeSet<Head> = acts.iter().filter(|a| !a.spared).map(|a| a.head).collect();
        for person in acts.iter().map(|a| &a.person) {
            if self.erasing(person)?.is_some_and(|(by, _)| !standing.contains(&by)) {
                self.set_local(&row(person), None)?;
            }
        }
        Ok(())
    }

    /// Drops a person's keys: the rows are overwritten, the write log is folded in, and cut when nobody reads.
    fn drop_keys(&self, person: &[u8; 16]) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM person_key WHERE person = ?1")?.execute([person])?;
        let busy: bool = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
        if busy {
            log::warn!("the write log was not cut: somebody reads");
        }
        Ok(())
    }
}

fn row(person: &[u8; 16]) -> String {
    format!("{ROW}{}", base32(person))
}

impl State {
    /// Counts the own date for one act; its key goes when the days are over.
    fn count_erasure(&mut self, act: &ErasureAct, today: i64, checkpoints: i64) -> Result<()> {
        let vol = &self.registry;
        let begun = vol.erasing(&act.person)?;
        let fresh = begun.is_none();
        let (by, mut count) = begun.unwrap_or_else(|| (act.head, Count::begun(checkpoints)));
        let changed = count.look(today, checkpoints);
        if count.days.len() >= ERASED_DAYS {
            vol.drop_keys(&act.person)?;
            return vol.set_local(&row(&act.person), None);
        }
        if fresh || changed {
            vol.set_local(&row(&act.person), Some(&Value::Array(vec![by.to_value(), count.to_value()]).to_bytes()))?;
        }
        Ok(())
    }
}

impl Home {
    /// Keys of a person that count, the latest first; none while an act erases the person.
    ///
    /// # Errors
    /// Storage errors.
    pub fn person_keys(&self, person: &[u8; 16]) -> Result<Vec<PersonKey>> {
        let s = self.fresh()?;
        s.registry.person_keys(person, &s.registry.erased())
    }

    /// Keys that travel beside the events of these persons.
    ///
    /// # Errors
    /// Storage errors.
    pub fn person_keys_for(&self, persons: &[[u8; 16]]) -> Result<Vec<PersonKey>> {
        let s = self.fresh()?;
        let (erased, mut out) = (s.registry.erased(), Vec::new());
        for person in persons {
            out.extend(s.registry.person_keys(person, &erased)?);
        }
        Ok(out)
    }

    /// Takes keys that came beside events; gives how many of them are new here. What the registry does not name, or what is erased, is not kept.
    ///
    /// # Errors
    /// Storage errors.
    pub fn take_person_keys(&self, keys: &[PersonKey]) -> Result<usize> {
        let s = self.fresh()?;
        let vol = &s.registry;
        let (erased, mut taken) = (vol.erased(), 0);
        for key in keys {
            if !erased.contains(&key.person) && vol.key_hashes(&key.person)?.contains(&key.hash()) {
                taken += vol.keep_key(key)?;
            }
        }
        Ok(taken)
    }

    /// Keeps a key that this computer made, before the event that names it: one that never is named counts for nothing.
    ///
    /// # Errors
    /// `person-erased`; storage errors.
    pub fn keep_person_key(&self, key: &PersonKey) -> Result<()> {
        let s = self.fresh()?;
        if s.registry.erased().contains(&key.person) {
            return Err(Error::input("person-erased"));
        }
        s.registry.keep_key(key).map(drop)
    }

    /// Effective acts of erasure, spared ones too.
    ///
    /// # Errors
    /// Storage errors.
    pub fn erasures(&self) -> Result<Vec<ErasureAct>> {
        self.fresh()?.registry.erasures()
    }

    /// Counts the own date for every person who is being erased; keys whose days are over go.
    ///
    /// # Errors
    /// Storage errors.
    pub fn count_erasures(&self, today: i64) -> Result<()> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        let checkpoints = s.registry.checkpoints();
        let acts = s.registry.erasures()?;
        s.registry.forget_spared(&acts)?;
        for act in acts.iter().filter(|a| !a.spared && a.here) {
            // Of several acts over one person the one that was counted first goes on being counted.
            if s.registry.erasing(&act.person)?.is_none_or(|(by, _)| by == act.head) {
                s.count_erasure(act, today, checkpoints)?;
            }
        }
        Ok(())
    }
}
