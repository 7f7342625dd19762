//! What pages stand on, kept in memory between calls. Everything here is read again when what it was read from has changed, by whatever
//! program: the store counts changes of structure and of law inside the transactions that make them.

use super::super::Book;
use super::Id;
use super::access::Teaching;
use super::averages::KeptMarks;
use super::ground::{Ground, YearFacts};
use super::known::Known;
use crate::error::Result;
use crate::event::Value;
use crate::event::Volume;
use crate::event::kinds::year as y;
use crate::id::UserId;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The year's settings by name.
type Settings = BTreeMap<String, String>;

/// What is kept.
#[derive(Default)]
pub(in crate::book) struct Kept {
    known: Mutex<Option<KeptKnown>>,
    grounds: Mutex<Grounds>,
    teaching: Mutex<HashMap<UserId, KeptTeaching>>,
    marks: Mutex<Option<KeptMarks>>,
}

/// What a person teaches, as of a state of the law and a day.
struct KeptTeaching {
    law: u64,
    day: NaiveDate,
    teaching: Arc<Teaching>,
}

/// [`Known`] with the structures of registry and year that it was read at.
struct KeptKnown {
    registry: u64,
    year: u64,
    settings: Settings,
    known: Arc<Known>,
}

/// Groups at one structure of the year, under one [`Known`].
#[derive(Default)]
struct Grounds {
    structure: u64,
    known: Option<Arc<Known>>,
    year: Option<Arc<YearFacts>>,
    groups: HashMap<Id, Arc<Ground>>,
}

impl Kept {
    /// Marks of the group that was written to last.
    pub(super) fn marks(&self) -> MutexGuard<'_, Option<KeptMarks>> {
        lock(&self.marks)
    }

    /// A group as a page stands on it.
    ///
    /// # Errors
    /// `group-unknown`.
    pub(super) fn ground(&self, reader: &Reader<'_>, known: &Arc<Known>, id: Id, first_day: NaiveDate) -> Result<Arc<Ground>> {
        let structure = reader.structure()?;
        let mut kept = lock(&self.grounds);
        if kept.structure != structure || kept.known.as_ref().is_none_or(|k| !Arc::ptr_eq(k, known)) {
            *kept = Grounds { structure, known: Some(Arc::clone(known)), ..Grounds::default() };
        }
        if let Some(ground) = kept.groups.get(&id) {
            return Ok(Arc::clone(ground));
        }
        let year = match &kept.year {
            Some(year) => Arc::clone(year),
            None => Arc::clone(kept.year.insert(Arc::new(YearFacts::read(reader)?))),
        };
        let ground = Arc::new(Ground::read(reader, known, year, id, first_day)?);
        kept.groups.insert(id, Arc::clone(&ground));
        Ok(ground)
    }
}

impl Book {
    /// What of the registry pages need, with the year's settings over the school's.
    pub(in crate::book) fn registry_facts(&self) -> Result<Arc<Known>> {
        self.facts_at(self.home.standing(self.year)?.structures)
    }

    /// The same at structures of the registry and the year that were looked at before.
    pub(super) fn facts_at(&self, [registry, year]: [u64; 2]) -> Result<Arc<Known>> {
        let mut kept = lock(&self.kept.known);
        if let Some(k) = &*kept
            && (k.registry, k.year) == (registry, year)
        {
            return Ok(Arc::clone(&k.known));
        }
        let settings = self.home.look(self.year, settings)?;
        if let Some(k) = &mut *kept
            && k.registry == registry
            && k.settings == settings
        {
            k.year = year;
            return Ok(Arc::clone(&k.known));
        }
        let known = Arc::new(self.home.ask(Volume::REGISTRY, |reader| Known::read(reader, &settings))?);
        *kept = Some(KeptKnown { registry, year, settings, known: Arc::clone(&known) });
        Ok(known)
    }

    /// What a person teaches and answers for today.
    pub(in crate::book) fn teaching(&self, user: UserId) -> Result<Arc<Teaching>> {
        self.teaching_at(user, self.home.law_version()?)
    }

    /// The same at a law that was looked at before.
    pub(super) fn teaching_at(&self, user: UserId, law: u64) -> Result<Arc<Teaching>> {
        let (law, today) = (self.nudged(law), self.today());
        if let Some(kept) = lock(&self.kept.teaching).get(&user)
            && (kept.law, kept.day) == (law, today)
        {
            return Ok(Arc::clone(&kept.teaching));
        }
        let teaching = Arc::new(self.read_teaching(user, today)?);
        let mut kept = lock(&self.kept.teaching);
        kept.retain(|_, k| (k.law, k.day) == (law, today));
        kept.insert(user, KeptTeaching { law, day: today, teaching: Arc::clone(&teaching) });
        Ok(teaching)
    }
}

fn settings(reader: &Reader<'_>) -> Result<Settings> {
    let cells = reader.cells(y::YEAR_SETTING)?;
    Ok(cells.iter().filter_map(|c| Some((c.key.first().and_then(Value::text)?.to_owned(), c.value.text()?.to_owned()))).collect())
}

/// What a thread that crashed left is whole: it is replaced at once, never changed in place by halves.
fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
