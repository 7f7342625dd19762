//! What applying a list would do: who is created, who changes and how, who is already known (P-01, P-02). Nothing is written here.

use super::note::note;
use super::pupils::{OrderRef, ParsedPupil, PupilList};
use super::{Progress, REPORT_EVERY, report};
use crate::api::types::{ColumnUse, PlannedPupil, PupilsPlan, RowNote};
use crate::error::Result;
use crate::id::PersonId;
use crate::people::letters::{fold, tidy};
use crate::people::{ClassName, PersonName, Sex, Snils};
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A pupil whom the journal knows; the caller reads these from its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPupil {
    /// The person.
    pub id: PersonId,
    /// Full name.
    pub name: PersonName,
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// СНИЛС.
    pub snils: Option<Snils>,
    /// Class today, absent for a person without one.
    pub class: Option<ClassName>,
    /// Order of enrolment.
    pub order: Option<OrderRef>,
    /// Address of registration.
    pub address: Option<String>,
    /// Number of the personal file.
    pub personal_file: Option<String>,
    /// Name of a guardian, where contacts are kept.
    pub guardian: Option<String>,
    /// Telephone of the guardian, where contacts are kept.
    pub guardian_phone: Option<String>,
}

/// One field of a known pupil that the list states otherwise. A field that the file lacks never clears a known one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another name: before and after.
    Name(PersonName, PersonName),
    /// Birth date.
    Birth(Option<NaiveDate>, NaiveDate),
    /// Sex.
    Sex(Option<Sex>, Sex),
    /// СНИЛС.
    Snils(Option<Snils>, Snils),
    /// A move to another class (a movement by order, P-02), or into the first one.
    Class(Option<ClassName>, ClassName),
    /// Order of enrolment.
    Order(Option<OrderRef>, OrderRef),
    /// Address.
    Address(Option<String>, String),
    /// Number of the personal file.
    PersonalFile(Option<String>, String),
    /// Name of a guardian.
    Guardian(Option<String>, String),
    /// Telephone of the guardian.
    GuardianPhone(Option<String>, String),
}

/// A known pupil with the changes to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The person.
    pub id: PersonId,
    /// The row.
    pub pupil: ParsedPupil,
    /// What changes, at least one.
    pub changes: Vec<Change>,
}

/// The plan with its typed values, from which the book makes events.
#[derive(Debug, Clone, Default)]
pub struct PupilsPlanData {
    /// Format and encoding found.
    pub format: String,
    /// Columns and what feeds what.
    pub columns: Vec<ColumnUse>,
    /// Pupils to create.
    pub create: Vec<ParsedPupil>,
    /// Pupils to change.
    pub update: Vec<Update>,
    /// Pupils already known and equal.
    pub unchanged: Vec<(PersonId, ParsedPupil)>,
    /// Rows passed over.
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Rows mended, and doubts.
    pub warnings: Vec<RowNote>,
    /// Classes to create, by grade and letter.
    pub new_classes: Vec<ClassName>,
}

/// Compares a list with the known pupils and classes.
///
/// Identity is by СНИЛС, then by name and birth date. The same СНИЛС under another name *and* another birth date is an error, and so is the same name
/// and birth date under another СНИЛС: a person must look which of the two is wrong.
///
/// # Errors
/// `cancelled`.
pub fn pupils(list: PupilList, known: &[KnownPupil], classes: &[ClassName], progress: Progress<'_>) -> Result<PupilsPlanData> {
    let PupilList { format, sheets, columns, pupils, skip, errors, warnings } = list;
    let data = PupilsPlanData { format, columns, skip, errors, warnings, ..PupilsPlanData::default() };
    let mut planning = Planning::new(known, classes, data);
    let total = pupils.len();
    for (done, pupil) in pupils.into_iter().enumerate() {
        if done % REPORT_EVERY == 0 {
            report(progress, done, total)?;
        }
        planning.row(pupil);
    }
    report(progress, total, total)?;
    let mut data = planning.data;
    for notes in [&mut data.skip, &mut data.errors, &mut data.warnings] {
        notes.sort_by_cached_key(|n| (sheets.iter().position(|s| *s == n.sheet), n.row));
    }
    data.new_classes.sort();
    Ok(data)
}

type NameAndBirth = (String, NaiveDate);

/// A person of the plan: a known one, or a row that will create one.
struct Entry<'a> {
    known: Option<&'a KnownPupil>,
    snils: Option<Snils>,
    key: NameAndBirth,
    /// The row of this file that spoke of the person, with its sheet and class.
    row: Option<(String, u32, ClassName)>,
}

struct Planning<'a> {
    data: PupilsPlanData,
    entries: Vec<Entry<'a>>,
    by_snils: HashMap<Snils, usize>,
    by_name: HashMap<NameAndBirth, Vec<usize>>,
    /// The spelling of each class: the journal's own, else the first one of the list.
    spelling: HashMap<(u8, String), ClassName>,
    existing: HashSet<(u8, String)>,
}

impl<'a> Planning<'a> {
    fn new(known: &'a [KnownPupil], classes: &[ClassName], data: PupilsPlanData) -> Self {
        let spelling: HashMap<_, _> = classes.iter().map(|c| (c.key(), c.clone())).collect();
        let existing = spelling.keys().cloned().collect();
        let mut planning = Self { data, entries: Vec::new(), by_snils: HashMap::new(), by_name: HashMap::new(), spelling, existing };
        for pupil in known {
            // A person without a birth date is found by СНИЛС alone.
            let key = (pupil.name.key(), pupil.birth.unwrap_or(NaiveDate::MIN));
            planning.enter(Entry { known: Some(pupil), snils: pupil.snils, key, row: None });
        }
        planning
    }

    fn enter(&mut self, entry: Entry<'a>) {
        let index = self.entries.len();
        if let Some(snils) = entry.snils {
            self.by_snils.entry(snils).or_insert(index);
        }
        self.by_name.entry(entry.key.clone()).or_default().push(index);
        self.entries.push(entry);
    }

    fn row(&mut self, mut pupil: ParsedPupil) {
        pupil.class = self.spelling.entry(pupil.class.key()).or_insert_with(|| pupil.class.clone()).clone();
        let key = (pupil.name.key(), pupil.birth);
        let by_snils = pupil.snils.and_then(|s| self.by_snils.get(&s).copied());
        let namesakes = self.by_name.get(&key).cloned().unwrap_or_default();
        let entry = match (by_snils, namesakes.as_slice()) {
            (Some(index), same) => {
                let entry = &self.entries[index];
                // The person of that СНИЛС must share the name or the birth date, and nobody else may have both.
                if !same.contains(&index) && (!same.is_empty() || (entry.key.0 != key.0 && entry.key.1 != key.1)) {
                    return self.conflict(&pupil, "snils-other-person", index);
                }
                Some(index)
            }
            (None, []) => None,
            (None, [index]) => {
                let other = self.entries[*index].snils;
                if pupil.snils.is_some() && other.is_some() {
                    return self.conflict(&pupil, "snils-differs", *index);
                }
                Some(*index)
            }
            (None, many) => {
                // Full namesakes born on one day: a row without their СНИЛС must name the class of one of them.
                let classmate = |i: &&usize| self.entries[**i].class() == Some(&pupil.class);
                let mut fitting = many.iter().filter(classmate).copied();
                match (fitting.next(), fitting.next()) {
                    (Some(index), None) if pupil.snils.is_none() => Some(index),
                    _ => return self.conflict(&pupil, "several-known", many[0]),
                }
            }
        };
        match entry {
            None => self.create(pupil, key),
            Some(index) => match &self.entries[index].row {
                Some((sheet, row, class)) => {
                    let (first, class) = (first_row(sheet, *row), class.clone());
                    self.repeated(&pupil, &first, &class);
                }
                None => self.compare(index, pupil),
            },
        }
    }

    fn note(pupil: &ParsedPupil, code: &str, args: &[(&str, &str)]) -> RowNote {
        note(&pupil.place.sheet, pupil.place.row, "", &pupil.name.to_string(), code, args)
    }

    /// The message says whom the row runs into: a row of the same file, or a pupil of the journal.
    fn conflict(&mut self, pupil: &ParsedPupil, code: &str, index: usize) {
        let entry = &self.entries[index];
        let (code, other) = match (&entry.row, entry.known) {
            (Some((sheet, row, _)), _) => (format!("{code}-in-file"), first_row(sheet, *row)),
            (None, Some(known)) => {
                let class = known.class.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
                (code.to_owned(), format!("{}{class}", known.name))
            }
            (None, None) => (code.to_owned(), String::new()),
        };
        self.data.errors.push(Self::note(pupil, &code, &[("other", &other)]));
    }

    /// The same child twice in one file is passed over, unless the rows disagree about the class.
    fn repeated(&mut self, pupil: &ParsedPupil, first: &str, class: &ClassName) {
        if *class == pupil.class {
            let note = Self::note(pupil, "repeated-child", &[("other", first)]);
            self.data.skip.push(note.clone());
            self.data.warnings.push(note);
        } else {
            let (here, there) = (pupil.class.to_string(), class.to_string());
            self.data.errors.push(Self::note(pupil, "repeated-in-class", &[("other", first), ("here", &here), ("there", &there)]));
        }
    }

    fn create(&mut self, pupil: ParsedPupil, key: NameAndBirth) {
        self.want_class(&pupil.class);
        self.enter(Entry { known: None, snils: pupil.snils, key, row: Some(spoken(&pupil)) });
        self.data.create.push(pupil);
    }

    fn compare(&mut self, index: usize, pupil: ParsedPupil) {
        let Some(known) = self.entries[index].known else { return };
        self.entries[index].row = Some(spoken(&pupil));
        // What this row adds counts for the rows below: another person under the same СНИЛС is a conflict there too.
        if let Some(snils) = pupil.snils {
            self.by_snils.entry(snils).or_insert(index);
            self.entries[index].snils = Some(snils);
        }
        let changes = changes(known, &pupil);
        for change in &changes {
            let doubtful = match change {
                Change::Name(_, _) => "known-other-name",
                Change::Birth(Some(_), _) => "known-other-birth",
                Change::Class(Some(_), _) => "known-other-class",
                _ => continue,
            };
            let text = describe(change);
            self.data.warnings.push(Self::note(&pupil, doubtful, &[("change", &text)]));
        }
        if changes.is_empty() {
            self.data.unchanged.push((known.id, pupil));
        } else {
            self.want_class(&pupil.class);
            self.data.update.push(Update { id: known.id, pupil, changes });
        }
    }

    fn want_class(&mut self, class: &ClassName) {
        if self.existing.insert(class.key()) {
            self.data.new_classes.push(class.clone());
        }
    }
}

impl Entry<'_> {
    fn class(&self) -> Option<&ClassName> {
        self.row.as_ref().map(|(_, _, c)| c).or(self.known.and_then(|k| k.class.as_ref()))
    }
}

fn spoken(pupil: &ParsedPupil) -> (String, u32, ClassName) {
    (pupil.place.sheet.clone(), pupil.place.row, pupil.class.clone())
}

fn first_row(sheet: &str, row: u32) -> String {
    let row = row.to_string();
    if sheet.is_empty() {
        Texts::russian().format("import-at-row", &[("row", &row)])
    } else {
        Texts::russian().format("import-at-sheet-row", &[("sheet", sheet), ("row", &row)])
    }
}

/// Fields that the row states and the journal has otherwise. Case, ё and spaces are no difference.
fn changes(known: &KnownPupil, pupil: &ParsedPupil) -> Vec<Change> {
    let mut out = Vec::new();
    if known.name.key() != pupil.name.key() {
        out.push(Change::Name(known.name.clone(), pupil.name.clone()));
    }
    if known.birth != Some(pupil.birth) {
        out.push(Change::Birth(known.birth, pupil.birth));
    }
    if let Some(sex) = pupil.sex.filter(|s| known.sex != Some(*s)) {
        out.push(Change::Sex(known.sex, sex));
    }
    if let Some(snils) = pupil.snils.filter(|s| known.snils != Some(*s)) {
        out.push(Change::Snils(known.snils, snils));
    }
    if known.class.as_ref().map(ClassName::key) != Some(pupil.class.key()) {
        out.push(Change::Class(known.class.clone(), pupil.class.clone()));
    }
    let order =
        pupil.order.as_ref().filter(|o| known.order.as_ref().is_none_or(|k| k.date != o.date || fold(&k.number) != fold(&o.number)));
    if let Some(order) = order {
        out.push(Change::Order(known.order.clone(), order.clone()));
    }
    let text = |old: &Option<String>, new: &Option<String>| {
        let differs = |n: &&String| old.as_ref().is_none_or(|o| fold(&tidy(o)) != fold(n));
        new.as_ref().filter(differs).map(|n| (old.clone(), n.clone()))
    };
    out.extend(text(&known.address, &pupil.address).map(|(o, n)| Change::Address(o, n)));
    out.extend(text(&known.personal_file, &pupil.personal_file).map(|(o, n)| Change::PersonalFile(o, n)));
    out.extend(text(&known.guardian, &pupil.guardian).map(|(o, n)| Change::Guardian(o, n)));
    out.extend(text(&known.guardian_phone, &pupil.guardian_phone).map(|(o, n)| Change::GuardianPhone(o, n)));
    out
}

/// `класс: 5А → 5Б`
fn describe(change: &Change) -> String {
    fn shown<T: ToString>(old: Option<&T>) -> String {
        old.map_or_else(|| "—".to_owned(), T::to_string)
    }
    let day = |d: &NaiveDate| super::date::russian(*d);
    let (field, old, new) = match change {
        Change::Name(old, new) => ("name", old.to_string(), new.to_string()),
        Change::Birth(old, new) => ("birth", shown(old.as_ref().map(day).as_ref()), day(new)),
        Change::Sex(old, new) => ("sex", shown(old.map(Sex::letter).as_ref()), new.letter().to_owned()),
        Change::Snils(old, new) => ("snils", shown(old.as_ref()), new.to_string()),
        Change::Class(old, new) => ("class", shown(old.as_ref()), new.to_string()),
        Change::Order(old, new) => ("order", shown(old.as_ref()), new.to_string()),
        Change::Address(old, new) => ("address", shown(old.as_ref()), new.clone()),
        Change::PersonalFile(old, new) => ("personal-file", shown(old.as_ref()), new.clone()),
        Change::Guardian(old, new) => ("guardian", shown(old.as_ref()), new.clone()),
        Change::GuardianPhone(old, new) => ("guardian-phone", shown(old.as_ref()), new.clone()),
    };
    format!("{}: {old} → {new}", Texts::russian().format(&format!("import-field-{field}"), &[]))
}

impl PupilsPlanData {
    /// The plan as the contract shows it.
    #[must_use]
    pub fn to_api(&self, plan_id: &str, file: &str) -> PupilsPlan {
        let planned = |p: &ParsedPupil, changes: Vec<String>| PlannedPupil {
            sheet: p.place.sheet.clone(),
            row: p.place.row,
            name: p.name.to_string(),
            birth: p.birth.to_string(),
            class: p.class.to_string(),
            changes,
        };
        PupilsPlan {
            plan: plan_id.to_owned(),
            file: file.to_owned(),
            format: self.format.clone(),
            columns: self.columns.clone(),
            create: self.create.iter().map(|p| planned(p, Vec::new())).collect(),
            update: self.update.iter().map(|u| planned(&u.pupil, u.changes.iter().map(describe).collect())).collect(),
            unchanged: self.unchanged.iter().map(|(_, p)| planned(p, Vec::new())).collect(),
            skip: self.skip.clone(),
            errors: self.errors.clone(),
            warnings: self.warnings.clone(),
            new_classes: self.new_classes.iter().map(ToString::to_string).collect(),
        }
    }
}
