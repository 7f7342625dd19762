//! Destruction of a year after its term: proposed by one, confirmed by another, spared by anybody of them; and what this computer
//! does about it by its own dates (SECURITY.md, destruction).

use super::cells::{Parts as _, date, days};
use super::login::logins;
use super::people::names;
use super::{Book, Done, UserAuthor};
use crate::api::types::{ActEntry, Buried, DestructionList, DestructionPropose, DestructionRow, QuarantineRow};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Head, Value, Volume};
use crate::id::{AnyId, UserId};
use crate::store::{Author as _, DestructionAct, KeptBack, QUARANTINE_DAYS, Touched, Write};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What is written for an act: its value, without the heads that the store fills in.
struct Act<'a> {
    year: u16,
    closing: Head,
    files: &'a [[u8; 16]],
    act: &'a str,
    date: NaiveDate,
    confirms: Option<Head>,
}

impl Act<'_> {
    fn write(&self, entry: AnyId) -> Write {
        let value = vec![
            Value::Array(Vec::new()),
            self.closing.to_value(),
            Value::Array(self.files.iter().map(|f| Value::Id(*f)).collect()),
            self.act.into(),
            days(self.date).into(),
            self.confirms.map_or(Value::Null, |h| h.to_value()),
            Value::Array(Vec::new()),
        ];
        Write::new(l::DESTROYED, vec![i64::from(self.year).into(), Value::Id(entry.0)], Value::Array(value)).at_heads()
    }
}

impl Book {
    /// One person's act: it destroys nothing until another person confirms it.
    ///
    /// # Errors
    /// `destruction-open`, `destruction-young`, `destruction-term`, `destruction-held`, `destruction-date`, `destruction-act`,
    /// `destruction-file`; `year-missing`, `year-quarantined`; those of the store.
    pub fn propose_destruction(&self, author: &UserAuthor, asked: &DestructionPropose) -> Result<Done<ActEntry>> {
        let act = asked.act.trim();
        if act.is_empty() || act.chars().count() > 300 {
            return Err(Error::input("destruction-act"));
        }
        let files = asked.files.iter().map(|f| AnyId::parse(f).map(|f| f.0)).collect::<Result<Vec<_>>>()?;
        if files.len() > 900 {
            return Err(Error::input("destruction-file"));
        }
        let on: NaiveDate = asked.date.parse().map_err(|_| Error::usage("bad-date"))?;
        let closings = self.closings_here(asked.year)?;
        let (closing, closed) = closings.last().copied().ok_or_else(|| Error::input("destruction-open").with("year", asked.year))?;
        self.may_go(asked.year, closed, &files, on)?;
        let entry = AnyId::random()?;
        let write = Act { year: asked.year, closing, files: &files, act, date: on, confirms: None }.write(entry);
        Ok(Done::new(ActEntry { entry: entry.to_string() }, self.act(author, Volume::REGISTRY, &[write])?))
    }

    /// Another person's act, or the sheet's: from now on computers begin the quarantine.
    ///
    /// # Errors
    /// `destruction-unknown`, `destruction-spared`, `destruction-same`; those of proposing and of reading a sheet.
    pub fn confirm_destruction(&self, author: &UserAuthor, entry: &str, sheet: Option<&str>) -> Result<Done<ActEntry>> {
        let first = self.destruction(entry)?;
        if first.spared {
            return Err(Error::input("destruction-spared"));
        }
        if sheet.is_none() && first.signer == Some(author.user()) {
            return Err(Error::denied("destruction-same"));
        }
        let closings = self.closings_here(first.year)?;
        let closed = closings.iter().find(|(h, _)| *h == first.closing).map(|(_, closed)| *closed);
        let closed = closed.ok_or_else(|| Error::input("destruction-open").with("year", first.year))?;
        self.may_go(first.year, closed, &first.files, self.today())?;
        let entry = AnyId::random()?;
        let act = Act {
            year: first.year,
            closing: first.closing,
            files: &first.files,
            act: &first.act,
            date: self.today(),
            confirms: Some(first.head),
        };
        let outcome = match sheet {
            None => self.act(author, Volume::REGISTRY, &[act.write(entry)])?,
            Some(sheet) => self.home.root_act(&self.root_of(sheet)?, &[act.write(entry)])?,
        };
        Ok(Done::new(ActEntry { entry: entry.to_string() }, outcome))
    }

    /// An act condemns no more: what is in quarantine by it is put back everywhere.
    ///
    /// # Errors
    /// `destruction-unknown`, `destruction-spared`, `destruction-reason`; those of the store.
    pub fn spare_destruction(&self, author: &UserAuthor, entry: &str, reason: &str) -> Result<Done<()>> {
        let act = self.destruction(entry)?;
        if act.spared {
            return Err(Error::input("destruction-spared"));
        }
        self.spare(author, &[act.head], reason)
    }

    /// Writes `spared` over acts of destruction or erasure: all of them, or none.
    pub(super) fn spare(&self, author: &UserAuthor, acts: &[Head], reason: &str) -> Result<Done<()>> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 300 {
            return Err(Error::input("destruction-reason"));
        }
        let mut writes = Vec::with_capacity(acts.len());
        for act in acts {
            let value = Value::Array(vec![act.to_value(), reason.into()]);
            writes.push(Write::new(l::SPARED, vec![Value::Id(AnyId::random()?.0)], value));
        }
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &writes)?))
    }

    /// An admin finishes a quarantine by hand on this computer, where no witness counts its days.
    ///
    /// # Errors
    /// `destruction-none`, `destruction-days`, `destruction-witness`; those of the store.
    pub fn finish_destruction(&self, year: u16) -> Result<()> {
        let today = days(self.today());
        if !self.home.count_day(today)?.contains(&year) {
            self.home.finish_destruction(year)?;
        }
        self.home.tell_buried(today)
    }

    /// Every act, and what this computer does about it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn destruction_list(&self) -> Result<DestructionList> {
        let acts = self.home.destructions()?;
        let signers = self.signer_names()?;
        let entry_of = |head: &Head| acts.iter().find(|a| a.head == *head).map(|a| AnyId(a.entry).to_string());
        let row = |a: &DestructionAct| DestructionRow {
            entry: AnyId(a.entry).to_string(),
            year: a.year,
            act: a.act.clone(),
            date: date(a.date).map(|d| d.to_string()).unwrap_or_default(),
            files: a.files.iter().map(|f| AnyId(*f).to_string()).collect(),
            signed_by: named(&signers, a.signer),
            confirms: a.confirms.as_ref().and_then(entry_of),
            spared: a.spared,
        };
        Ok(DestructionList { acts: acts.iter().map(row).collect(), quarantine: self.quarantine_rows()?, buried: self.buried()? })
    }

    /// Years that this computer holds back, or has dropped, with who signed: told to everybody who logs in.
    ///
    /// # Errors
    /// Those of the store.
    pub fn quarantine_rows(&self) -> Result<Vec<QuarantineRow>> {
        let kept = self.home.kept_back()?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let (acts, signers) = (self.home.destructions()?, self.signer_names()?);
        let row = |k: &KeptBack| {
            let of: Vec<&DestructionAct> = k.acts.iter().filter_map(|h| acts.iter().find(|a| a.head == *h)).collect();
            QuarantineRow {
                year: k.year,
                state: if k.gone() { "gone" } else { "quarantined" }.to_owned(),
                act: of.first().map(|a| a.act.clone()).unwrap_or_default(),
                signed_by: of.iter().map(|a| named(&signers, a.signer)).collect(),
                days: u32::try_from(k.count.days.len()).unwrap_or(u32::MAX),
                dates: u32::try_from(k.count.dates.len()).unwrap_or(u32::MAX),
                wanted: u32::try_from(QUARANTINE_DAYS).unwrap_or(u32::MAX),
            }
        };
        Ok(kept.iter().map(row).collect())
    }

    /// What this computer does by itself each day: the witness's cuts and checkpoint, quarantines that are due, days that count. One thing
    /// that fails keeps nothing else from being done. A demo home makes nothing real.
    pub fn tend(&self) -> Vec<Touched> {
        if self.demo().day.is_some() {
            return Vec::new();
        }
        self.home.remembered();
        let mut touched = Vec::new();
        match self.is_witness().and_then(|is| if is { self.run_witness().map(Some) } else { Ok(None) }) {
            Ok(done) => touched.extend(done.into_iter().flat_map(|d| d.touched)),
            Err(e) => log::warn!("the witness has not done its day: {}", e.code),
        }
        let today = days(self.today());
        let done = [
            ("quarantine", self.begin_quarantines()),
            ("destruction", self.home.count_day(today).map(drop)),
            ("burial", self.home.tell_buried(today)),
            ("erasure", self.home.count_erasures(today)),
            ("intake", self.home.take_due()),
        ];
        for (what, done) in done {
            if let Err(e) = done {
                log::warn!("{what}: {}", e.code);
            }
        }
        touched
    }

    /// Begins the quarantine of condemned years whose term has passed by this computer's date. The year at hand is never among them.
    fn begin_quarantines(&self) -> Result<()> {
        for (pair, closed) in self.home.condemned()? {
            let year = pair.first.year;
            if Volume(year) == self.year {
                continue;
            }
            let begun = self.free_from(year, closed, &pair.files()).and_then(|free| {
                let due = free.is_some_and(|day| day <= self.today());
                Ok(due && self.home.quarantine(year, &[pair.first.head, pair.second.head])?)
            });
            // What cannot be said of one year keeps nothing from the others.
            match begun {
                Ok(true) => log::info!("year {year} is in quarantine"),
                Ok(false) => {}
                Err(e) => log::warn!("quarantine of {year}: {}", e.code),
            }
        }
        Ok(())
    }

    /// Local refusals: too young, held, a date that no act may bear.
    fn may_go(&self, year: u16, closed: i64, files: &[[u8; 16]], on: NaiveDate) -> Result<()> {
        for file in files {
            let known = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::ARCHIVE_FILE, &[Value::Id(*file)]))?;
            known.ok_or_else(|| Error::input("destruction-file"))?;
        }
        if self.home.on_hold(year, files)? {
            return Err(Error::denied("destruction-held").with("year", year));
        }
        let free = self.free_from(year, closed, files)?.ok_or_else(|| Error::input("destruction-term").with("year", year))?;
        if free > self.today() {
            return Err(Error::denied("destruction-young").with("year", year).with("from", free.format("%d.%m.%Y")));
        }
        let earliest = NaiveDate::from_ymd_opt(i32::from(year) + 2, 1, 1);
        if on > self.today() || earliest.is_none_or(|e| on < e) {
            return Err(Error::input("destruction-date"));
        }
        Ok(())
    }

    fn closings_here(&self, year: u16) -> Result<Vec<(Head, i64)>> {
        let back = self.home.kept_back()?.into_iter().find(|k| k.year == year);
        match back {
            Some(k) => Err(Error::input(if k.gone() { "year-destroyed" } else { "year-quarantined" }).with("year", year)),
            None => self.home.closings(year),
        }
    }

    fn destruction(&self, entry: &str) -> Result<DestructionAct> {
        let entry = AnyId::parse(entry)?.0;
        let found = self.home.destructions()?.into_iter().find(|a| a.entry == entry);
        found.ok_or_else(|| Error::input("destruction-unknown"))
    }

    /// Computers that have said that a year is gone from them.
    fn buried(&self) -> Result<Vec<Buried>> {
        self.home.ask(Volume::REGISTRY, |reader| {
            let mut out = Vec::new();
            for c in reader.cells(l::BURIED)? {
                let (Some(year), Some(device)) = (c.key.first().and_then(Value::int), c.key.get(1)) else { continue };
                let computer = reader.cell(l::DEVICE, std::slice::from_ref(device))?.map(|d| d.value.text_at(3)).unwrap_or_default();
                let on = c.value.int().and_then(date).map(|d| d.to_string()).unwrap_or_default();
                out.push(Buried { year: u16::try_from(year).unwrap_or_default(), computer, date: on });
            }
            Ok(out)
        })
    }

    /// Names of accounts' persons.
    pub(super) fn signer_names(&self) -> Result<HashMap<UserId, String>> {
        self.home.ask(Volume::REGISTRY, |reader| {
            let names = names(reader, self.today())?;
            let shown = |a: &super::login::Login| names.get(&a.person).map_or_else(|| a.login.clone(), ToString::to_string);
            Ok(logins(reader)?.iter().map(|a| (a.user, shown(a))).collect())
        })
    }
}

/// The name of who signed; empty: the recovery sheet.
pub(super) fn named(names: &HashMap<UserId, String>, signer: Option<UserId>) -> String {
    signer.map(|user| names.get(&user).cloned().unwrap_or_else(|| user.to_string())).unwrap_or_default()
}
