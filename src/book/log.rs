//! The log: what, who, when, on which computer. It is the ledger itself, shown in words.

use super::Book;
use super::cells::{Parts, date};
use super::classes::classes;
use super::login::logins;
use super::people::names;
use crate::api::types::{LogPage, LogRow, LogRows};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r, year as y};
use crate::event::spec::Shape;
use crate::event::{Event, Value, Volume, spec};
use crate::journal::codes as journal;
use crate::school::{codes as school, table::Table};
use crate::store::{Cell, LogEntry, Reader};
use crate::texts::Texts;
use crate::time::rfc3339;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Rows of a page at most.
pub(super) const MOST: u32 = 500;
/// Characters of a shown value at most.
const SHOWN: usize = 300;

/// Words for ids.
#[derive(Default)]
pub(super) struct Words {
    by_id: HashMap<[u8; 16], String>,
    users: HashMap<[u8; 16], String>,
    pub(super) devices: HashMap<[u8; 16], String>,
}

impl Book {
    /// One page of the log, newest first.
    ///
    /// # Errors
    /// `log-limit`, `log-volume`, `log-cursor`.
    pub fn log_page(&self, page: &LogPage) -> Result<LogRows> {
        if !(1..=MOST).contains(&page.limit) {
            return Err(Error::usage("log-limit").with("most", MOST));
        }
        let volume = self.volume(&page.volume)?;
        let before = page.before.as_deref().map(|b| b.parse::<i64>().map_err(|_| Error::usage("log-cursor"))).transpose()?;
        let words = self.words()?;
        let entries = self.home.log(volume, before, page.limit)?;
        let full = entries.len() == usize::try_from(page.limit).unwrap_or(usize::MAX);
        let next = entries.last().filter(|_| full).map(|e| e.at.to_string());
        Ok(LogRows { rows: entries.iter().map(|e| words.row(e)).collect(), next })
    }

    /// Reads `registry` or a year.
    pub(super) fn volume(&self, text: &str) -> Result<Volume> {
        if text == "registry" {
            return Ok(Volume::REGISTRY);
        }
        let year = text.parse::<u16>().ok().filter(|y| *y > 0);
        let year = year.ok_or_else(|| Error::usage("log-volume"))?;
        if self.home.known_years()?.contains(&year) { Ok(Volume(year)) } else { Err(Error::usage("log-volume")) }
    }

    /// Words for every id of the registry and the year.
    pub(super) fn words(&self) -> Result<Words> {
        let (today, roots) = (self.today(), self.root_ids());
        let mut words = self.home.ask(Volume::REGISTRY, |reader| {
            let mut words = Words::default();
            let names = names(reader, today)?;
            for a in logins(reader)? {
                let name = names.get(&a.person).map(ToString::to_string);
                words.users.insert(a.user.0, name.unwrap_or_else(|| a.login.clone()));
            }
            words.by_id = names.into_iter().map(|(id, name)| (id, name.to_string())).collect();
            for cell in reader.cells(l::DEVICE)? {
                if let Some(id) = cell.key.first().and_then(Value::id) {
                    words.devices.insert(id, cell.value.text_at(3));
                }
            }
            for (number, root) in (1..).zip(&roots) {
                let number: u32 = number;
                words.devices.insert(root.0, Texts::russian().format("law-sheet", &[("number", &number.to_string())]));
            }
            for kind in [r::SUBJECT, r::WORK_TYPE] {
                words.by_id.extend(named(reader, kind, 0)?);
            }
            Ok(words)
        })?;
        self.home.ask(self.year, |reader| {
            words.by_id.extend(classes(reader)?.into_iter().map(|(id, name)| (id, name.to_string())));
            for (kind, place) in [(y::GROUP, 1), (y::TERM, 0), (y::PROGRAMME, 0), (y::ROOM, 0), (y::ORDER, 1)] {
                words.by_id.extend(named(reader, kind, place)?);
            }
            Ok(())
        })?;
        Ok(words)
    }
}

/// Names of things by id: the text at a place of their cells.
fn named(reader: &Reader<'_>, kind: u16, place: usize) -> Result<Vec<([u8; 16], String)>> {
    let name = |c: Cell| Some((c.key.first()?.id()?, c.value.text_at(place)));
    Ok(reader.cells(kind)?.into_iter().filter_map(name).collect())
}

impl Words {
    /// An entry in words.
    pub(super) fn row(&self, e: &LogEntry) -> LogRow {
        LogRow {
            at: e.at.to_string(),
            time: rfc3339(e.time),
            clamped: e.clamped,
            author: e.author.map_or_else(|| "—".to_owned(), |u| self.user(&u.0)),
            device: self.device(&e.device.0),
            kind: kind_word(e.event.kind),
            subject: self.subject(&e.event),
            value: self.value(&e.event),
            fate: e.fate.to_string(),
        }
    }

    /// Whose account it is.
    pub(super) fn user(&self, id: &[u8; 16]) -> String {
        self.users.get(id).cloned().unwrap_or_else(|| short(id))
    }

    /// A computer's name, or a sheet's number in place of a root.
    pub(super) fn device(&self, id: &[u8; 16]) -> String {
        self.devices.get(id).cloned().unwrap_or_else(|| short(id))
    }

    /// A thing of the year or of the school; empty when nothing is known of it.
    pub(super) fn thing(&self, id: &[u8; 16]) -> String {
        self.by_id.get(id).cloned().unwrap_or_default()
    }

    /// What an event is about.
    pub(super) fn subject(&self, e: &Event) -> String {
        if let Some(words) = self.of_law(e) {
            return cut(&words);
        }
        let fields = e.spec().map(|s| s.key).unwrap_or_default();
        let kind = e.spec().map_or("", |s| s.name);
        let parts = e.key.iter().zip(fields).map(|(v, (name, shape))| self.shown(v, Some(shape), kind, name));
        cut(&parts.filter(|p| !p.is_empty() && p != "—").collect::<Vec<_>>().join(" · "))
    }

    /// What it says.
    pub(super) fn value(&self, e: &Event) -> String {
        // Keys, signatures and wrapped secrets say nothing to a person.
        if matches!(e.kind, l::SESSION | l::SEEN | l::CHECKPOINT | l::ROOT | l::USER_KEY | l::VOLUME_KEY | l::PERSON_KEY) {
            return String::new();
        }
        let shape = e.spec().map(|s| s.value);
        cut(&self.shown(&e.value, shape.as_ref(), e.spec().map_or("", |s| s.name), "value"))
    }

    /// A value in words; `kind` and `field` say which enumeration a number may belong to.
    fn shown(&self, v: &Value, shape: Option<&Shape>, kind: &str, field: &str) -> String {
        match (v, shape) {
            (v, Some(Shape::Opt(inner))) => self.shown(v, Some(inner), kind, field),
            (Value::Null, _) => "—".to_owned(),
            (Value::Bool(yes), _) => if *yes { "да" } else { "нет" }.to_owned(),
            (Value::Int(n), Some(Shape::Date)) => date(*n).map_or_else(String::new, |d| d.format("%d.%m.%Y").to_string()),
            (Value::Int(n), Some(Shape::Instant)) => rfc3339(*n),
            (Value::Int(n), Some(Shape::Int(0, 99_999_999_999))) => u64::try_from(*n)
                .ok()
                .and_then(|n| crate::people::Snils::from_number(n).ok())
                .map_or_else(|| n.to_string(), |s| s.to_string()),
            (Value::Int(n), _) => enumerated(kind, field, *n).unwrap_or_else(|| n.to_string()),
            (Value::Text(t), _) => t.clone(),
            (Value::Id(id), Some(Shape::Id) | None) => self.by_id.get(id).or_else(|| self.users.get(id)).cloned().unwrap_or_default(),
            (Value::Id(_) | Value::Bytes(_), _) => String::new(),
            (Value::Array(items), Some(Shape::Tuple(fields))) => {
                self.list(items.iter().zip(fields.iter()).map(|(v, (name, shape))| self.shown(v, Some(shape), kind, name)))
            }
            (Value::Array(items), Some(Shape::List(inner, _))) => match inner {
                Shape::Head => String::new(),
                _ => self.list(items.iter().map(|v| self.shown(v, Some(inner), kind, field))),
            },
            (Value::Array(_), _) => String::new(),
        }
    }

    fn list(&self, parts: impl Iterator<Item = String>) -> String {
        parts.filter(|p| !p.is_empty() && p != "—").collect::<Vec<_>>().join(", ")
    }
}

/// The word of a number that belongs to an enumeration (FORMAT.md, 12): `code-<table>-<id>` of the catalogue.
pub(super) fn enumerated(kind: &str, field: &str, number: i64) -> Option<String> {
    static BY_FIELD: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
        let tables = school::TABLES.iter().chain(journal::TABLES);
        tables.flat_map(|t| t.fields.iter().map(|f| (*f, *t))).collect()
    });
    let table = BY_FIELD.get(format!("{kind}.{field}").as_str())?;
    let (_, id, _) = table.rows.iter().find(|(code, ..)| i64::from(*code) == number)?;
    Some(Texts::russian().format(&format!("code-{}-{id}", table.name), &[]))
}

/// The catalogue's key of a kind.
pub(super) fn kind_word(kind: u16) -> String {
    format!("kind-{}", spec(kind).map_or_else(|| kind.to_string(), |s| s.name.replace('_', "-")))
}

fn short(id: &[u8; 16]) -> String {
    let text = crate::id::base32(id);
    format!("{}…", text.get(..6).unwrap_or(&text))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::kinds::journal as j;

    #[test]
    fn values_are_shown_in_words_and_keys_are_not() {
        let mut words = Words::default();
        words.by_id.insert([1; 16], "Иванов Иван".to_owned());
        let event = |kind: u16, key: Vec<Value>, value: Value| {
            let mut e = Event { claim: 0, kind, version: 1, key, value, refs: vec![], permit: None };
            e.version = e.spec().map_or(1, |s| s.version);
            e
        };
        let birth = event(r::PERSON_BIRTH, vec![Value::Id([1; 16])], 16_801.into());
        assert_eq!((words.subject(&birth).as_str(), words.value(&birth).as_str()), ("Иванов Иван", "01.01.2016"));
        let key = event(l::USER_KEY, vec![Value::Id([2; 16])], Value::Array(vec![Value::Bytes(vec![7; 32])]));
        assert_eq!((words.subject(&key).as_str(), words.value(&key).as_str()), ("", ""));
        let gone = event(r::PERSON_BIRTH, vec![Value::Id([1; 16])], Value::Null);
        assert_eq!(words.value(&gone), "—");
    }

    #[test]
    fn numbers_of_enumerations_are_shown_as_their_words() {
        let words = Words::default();
        let event = |kind: u16, value: Value| {
            let mut e = Event { claim: 0, kind, version: 1, key: vec![], value, refs: vec![], permit: None };
            e.version = e.spec().map_or(1, |s| s.version);
            words.value(&e)
        };
        assert_eq!(event(j::MARK, 11.into()), "зач");
        assert_eq!(event(j::MARK, 5.into()), "5");
        assert_eq!(event(j::ATTENDANCE, Value::Array(vec![5.into(), 7.into()])), "ОП, 7");
        assert_eq!(event(r::PERSON_SEX, 2.into()), "женский");
        assert_eq!(event(j::MARK, 99.into()), "99", "a number of a newer program stays a number");
    }

    #[test]
    fn every_number_of_an_enumeration_has_its_word() {
        for table in school::TABLES.iter().chain(journal::TABLES) {
            for (_, id, _) in table.rows {
                let text = format!("code-{}-{id}", table.name);
                assert!(Texts::russian().has(&text), "{text}");
            }
        }
    }
}
