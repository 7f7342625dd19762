//! What of the registry every page needs: names, accounts, subjects, work types, settings.

use super::super::cells::{Parts, date};
use super::Id;
use crate::api::types::WorkTypeRow;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::registry as r;
use crate::grading::Rules;
use crate::id::AnyId;
use crate::people::PersonName;
use crate::people::letters::fold;
use crate::school::profile::Profile;
use crate::store::Reader;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// The work of a mark in a school that has no work types yet.
const PLAIN: Id = *b"zhurnal plain wk";

/// A work type (вид работы), J-03.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkType {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Short name: «КР».
    pub short: String,
    /// Weight in hundredths.
    pub weight: u32,
    /// Days allowed for checking.
    pub days: u8,
    /// Obligatory.
    pub obligatory: bool,
    /// The topic of the lesson must name it (J-05).
    pub own_topic: bool,
}

/// What of the registry pages need.
pub(in crate::book) struct Known {
    names: HashMap<Id, Vec<(Option<NaiveDate>, PersonName)>>,
    /// Person of an account.
    people: HashMap<Id, Id>,
    /// Name of a computer.
    pub devices: HashMap<Id, String>,
    /// Full and short name of a subject.
    pub subjects: HashMap<Id, (String, String)>,
    /// Work types: the usual one first, then by weight and name.
    pub works: Vec<WorkType>,
    /// The type a mark has when nothing is chosen.
    pub usual: Id,
    /// The school's settings; the year's stand over them.
    pub settings: BTreeMap<String, String>,
    /// The regulation profile with the school's own numbers.
    pub profile: Profile,
    /// Rules of averages.
    pub rules: Rules,
}

impl Known {
    /// Reads the registry; the year's settings stand over the school's.
    pub(super) fn read(reader: &Reader<'_>, over: &BTreeMap<String, String>) -> Result<Self> {
        let id = |key: &[Value]| key.first().and_then(Value::id);
        let mut names: HashMap<Id, Vec<(Option<NaiveDate>, PersonName)>> = HashMap::new();
        for c in reader.cells(r::PERSON_NAME)? {
            let (Some(person), false) = (id(&c.key), c.value == Value::Null) else { continue };
            let from = c.key.get(1).and_then(Value::int).and_then(date);
            let name = PersonName { surname: c.value.text_at(0), given: c.value.text_at(1), patronymic: c.value.text_at(2) };
            names.entry(person).or_default().push((from, name));
        }
        names.values_mut().for_each(|lines| lines.sort_by_key(|(from, _)| *from));
        let accounts = reader.cells(r::ACCOUNT)?;
        let devices = reader.cells(crate::event::kinds::ledger::DEVICE)?;
        let settings = reader.cells(r::SETTING)?;
        let profile = reader.cell(r::SCHOOL, &[])?.map(|c| c.value.text_at(2)).unwrap_or_default();
        let mut known = Self {
            names,
            people: accounts.iter().filter_map(|c| Some((id(&c.key)?, c.value.id_at(0)?))).collect(),
            devices: devices.iter().filter_map(|c| Some((id(&c.key)?, c.value.text_at(3)))).collect(),
            subjects: super::super::calendar::subjects(reader)?,
            works: reader.cells(r::WORK_TYPE)?.iter().filter_map(|c| work_type(&c.key, &c.value)).collect(),
            usual: PLAIN,
            settings: settings.iter().filter_map(|c| Some((c.key.first()?.text()?.to_owned(), c.value.text()?.to_owned()))).collect(),
            profile: Profile::find(&profile),
            rules: Rules::default(),
        };
        known.settings.extend(over.clone());
        known.settle();
        Ok(known)
    }

    /// What follows from the settings.
    fn settle(&mut self) {
        let setting = |name: &str| self.settings.get(name).cloned();
        (self.rules, self.profile) = (Rules::read(setting), self.profile.with(setting));
        if self.works.is_empty() {
            let text = |id: &str| Texts::russian().format(id, &[]);
            let (name, short) = (text("work-usual"), text("work-usual-short"));
            self.works.push(WorkType { id: PLAIN, name, short, weight: 100, days: 0, obligatory: false, own_topic: false });
        }
        let chosen = setting("journal.usual-work").and_then(|t| AnyId::parse(&t).ok()).map(|i| i.0);
        let plain = |w: &&WorkType| !w.obligatory && w.weight == 100;
        let answer = |w: &&WorkType| plain(w) && fold(&w.name).starts_with("ответ");
        self.works.sort_by_cached_key(|w| (w.weight, fold(&w.name)));
        let known = |id: &Id| self.works.iter().any(|w| w.id == *id);
        let first = self.works.iter().find(answer).or_else(|| self.works.iter().find(plain)).or_else(|| self.works.first());
        self.usual = chosen.filter(known).or_else(|| first.map(|w| w.id)).unwrap_or(PLAIN);
        let usual = self.usual;
        self.works.sort_by_key(|w| w.id != usual);
    }

    /// The name of a person on a day; the earliest known one before its first line.
    pub(in crate::book) fn name(&self, person: &Id, day: NaiveDate) -> Option<&PersonName> {
        let lines = self.names.get(person)?;
        let in_force = lines.iter().rev().find(|(from, _)| from.is_none_or(|f| f <= day));
        in_force.or_else(|| lines.first()).map(|(_, name)| name)
    }
    /// The name of an account's person.
    pub(in crate::book) fn user(&self, user: &Id, day: NaiveDate) -> Option<&PersonName> {
        self.people.get(user).and_then(|p| self.name(p, day))
    }
    /// An account's person, surname and initials: «Иванова М. П.»; empty when it is not known.
    pub(in crate::book) fn user_short(&self, user: &Id, day: NaiveDate) -> String {
        self.user(user, day).map(short_name).unwrap_or_default()
    }
    /// A work type; `None` for one that was taken out of use.
    pub(in crate::book) fn work(&self, id: &Id) -> Option<&WorkType> {
        self.works.iter().find(|w| w.id == *id)
    }
    /// A type's weight, that of an ordinary answer when it is not known.
    pub(in crate::book) fn weight(&self, id: &Id) -> u32 {
        self.work(id).map_or(100, |w| w.weight)
    }
    /// The rows of the contract.
    pub(super) fn work_rows(&self) -> Vec<WorkTypeRow> {
        let row = |w: &WorkType| WorkTypeRow {
            id: AnyId(w.id).to_string(),
            name: w.name.clone(),
            short: w.short.clone(),
            weight: w.weight,
            days: w.days,
            obligatory: w.obligatory,
            usual: w.id == self.usual,
        };
        self.works.iter().map(row).collect()
    }
}

fn work_type(key: &[Value], v: &Value) -> Option<WorkType> {
    (*v != Value::Null).then_some(())?;
    Some(WorkType {
        id: key.first()?.id()?,
        name: v.text_at(0),
        short: v.text_at(1),
        weight: u32::try_from(v.int_at(2)).ok()?,
        days: u8::try_from(v.int_at(3)).ok()?,
        obligatory: v.flag_at(4),
        own_topic: v.flag_at(5),
    })
}

/// «Иванова М. П.», with spaces that do not break.
pub(in crate::book) fn short_name(name: &PersonName) -> String {
    let initial = |part: &str| part.chars().next().map(|c| format!("\u{a0}{c}.")).unwrap_or_default();
    format!("{}{}{}", name.surname, initial(&name.given), initial(&name.patronymic))
}
