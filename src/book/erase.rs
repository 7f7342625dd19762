//! Erasure of a person (R-08, 152-ФЗ) and what it erases: texts sealed under the person's key. Addresses, marks and names stay by law; contacts,
//! workplace and notes stand on consent.

use super::cells::{date, days};
use super::destroy::named;
use super::people::names;
use super::{Book, Done, UserAuthor};
use crate::api::types::{ErasureList, ErasureRow};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Head, Value, Volume};
use crate::id::PersonId;
use crate::keys::PersonKey;
use crate::store::{ERASED_DAYS, ErasureAct, Write};
use zeroize::Zeroizing;

impl Book {
    /// A deputy's act: the person's key is used no more at once, and goes after seven counted days.
    ///
    /// # Errors
    /// `person-unknown`, `erasure-basis`, `person-erased`; those of the store.
    pub fn erase(&self, author: &UserAuthor, person: &str, basis: &str) -> Result<Done<()>> {
        let person = self.person(person)?;
        let basis = basis.trim();
        if basis.is_empty() || basis.chars().count() > 300 {
            return Err(Error::input("erasure-basis"));
        }
        if self.home.erasures()?.iter().any(|a| a.person == person && !a.spared) {
            return Err(Error::input("person-erased"));
        }
        let value = Value::Array(vec![basis.into(), days(self.today()).into()]);
        let write = Write::new(l::ERASED, vec![Value::Id(person)], value);
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &[write])?))
    }

    /// Takes every act of erasure of a person back, while the key is still on some computer.
    ///
    /// # Errors
    /// `person-unknown`, `erasure-none`, `destruction-reason`; those of the store.
    pub fn spare_person(&self, author: &UserAuthor, person: &str, reason: &str) -> Result<Done<()>> {
        let person = self.person(person)?;
        let acts = self.home.erasures()?.into_iter().filter(|a| a.person == person && !a.spared);
        let acts: Vec<Head> = acts.map(|a| a.head).collect();
        if acts.is_empty() {
            return Err(Error::input("erasure-none"));
        }
        self.spare(author, &acts, reason)
    }

    /// Every act of erasure, with what this computer has counted.
    ///
    /// # Errors
    /// Those of the store.
    pub fn erasure_list(&self) -> Result<ErasureList> {
        let signers = self.signer_names()?;
        let persons = self.home.ask(Volume::REGISTRY, |reader| names(reader, self.today()))?;
        let row = |a: ErasureAct| ErasureRow {
            person: PersonId(a.person).to_string(),
            name: persons.get(&a.person).map(ToString::to_string).unwrap_or_default(),
            basis: a.basis,
            date: date(a.date).map(|d| d.to_string()).unwrap_or_default(),
            signed_by: named(&signers, a.signer),
            spared: a.spared,
            days: u32::try_from(a.days).unwrap_or(u32::MAX),
            wanted: u32::try_from(ERASED_DAYS).unwrap_or(u32::MAX),
            here: a.here,
        };
        Ok(ErasureList { acts: self.home.erasures()?.into_iter().map(row).collect() })
    }

    /// Seals a text of a person under the person's key; the first one makes the key.
    ///
    /// # Errors
    /// `person-unknown`, `person-erased`, `person-key-missing`, `bad-write`; those of the store.
    pub fn seal_field(&self, author: &UserAuthor, person: &str, field: u8, text: &str) -> Result<Done<()>> {
        let person = self.person(person)?;
        let (key, mut writes) = self.key_to_seal(person)?;
        let cell = vec![Value::Id(person), i64::from(field).into()];
        let sealed = key.seal(r::PERSON_SEALED, &Value::Array(cell.clone()).to_bytes(), text.as_bytes())?;
        writes.push(Write::new(r::PERSON_SEALED, cell, Value::Bytes(sealed)));
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &writes)?))
    }

    /// Opens a sealed text; none when nothing was written.
    ///
    /// # Errors
    /// `person-unknown`; `sealed-closed` when the key is not here or the person is erased; those of the store.
    pub fn open_field(&self, person: &str, field: u8) -> Result<Option<Zeroizing<String>>> {
        let person = self.person(person)?;
        let cell = [Value::Id(person), i64::from(field).into()];
        let stored = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::PERSON_SEALED, &cell))?;
        let Some(sealed) = stored.as_ref().and_then(|c| c.value.bytes()) else { return Ok(None) };
        let about = Value::Array(cell.to_vec()).to_bytes();
        let closed = || Error::denied("sealed-closed");
        // Two computers may each have made a key: what was sealed under the other one opens too.
        let opened = self.home.person_keys(&person)?.iter().find_map(|key| key.open(r::PERSON_SEALED, &about, sealed).ok());
        let text = String::from_utf8(opened.ok_or_else(closed)?.to_vec()).map_err(|_| closed())?;
        Ok(Some(Zeroizing::new(text)))
    }

    /// The key that seals now, with the event that names it when it is new.
    fn key_to_seal(&self, person: [u8; 16]) -> Result<(PersonKey, Vec<Write>)> {
        if let Some(key) = self.home.person_keys(&person)?.into_iter().next() {
            return Ok((key, Vec::new()));
        }
        let cell = vec![Value::Id(person)];
        let acts = self.home.erasures()?.into_iter().filter(|a| a.person == person).collect::<Vec<_>>();
        if acts.iter().any(|a| !a.spared) {
            return Err(Error::input("person-erased"));
        }
        let named = self.home.ask(Volume::REGISTRY, |reader| reader.cell(l::PERSON_KEY, &cell))?;
        if named.is_some() && acts.is_empty() {
            // Its key is on its way: a second one beside it would part the texts.
            return Err(Error::input("person-key-missing"));
        }
        let key = PersonKey::random(person)?;
        self.home.keep_person_key(&key)?;
        let write = Write::new(l::PERSON_KEY, cell, Value::Bytes(key.hash().to_vec()));
        Ok((key, vec![write]))
    }

    fn person(&self, id: &str) -> Result<[u8; 16]> {
        let person = PersonId::parse(id)?.0;
        let known = self.home.ask(Volume::REGISTRY, |reader| Ok(!reader.cells_under(r::PERSON_NAME, &[Value::Id(person)])?.is_empty()))?;
        if known { Ok(person) } else { Err(Error::input("person-unknown")) }
    }
}
