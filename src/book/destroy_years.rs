//! What may be proposed for destruction: every year and every file of the archive that this computer knows of, with what stands in the way.

use super::Book;
use super::cells::{Parts as _, date};
use crate::api::types::{DestructionFile, DestructionYear, DestructionYears};
use crate::error::Result;
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Value, Volume};
use crate::id::AnyId;
use crate::store::DestructionAct;
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Book {
    /// Years and files with their states, the latest year first, files by index.
    ///
    /// # Errors
    /// Those of the store.
    pub fn destruction_years(&self) -> Result<DestructionYears> {
        let acts = self.home.destructions()?;
        let here: BTreeSet<u16> = self.home.years()?.into_iter().collect();
        let mut known = here.clone();
        known.extend(acts.iter().map(|a| a.year));
        known.extend(self.home.kept_back()?.iter().map(|k| k.year));
        known.extend(self.buried_years()?);
        let years = known.into_iter().rev().map(|year| self.destruction_year(year, here.contains(&year), &acts));
        Ok(DestructionYears { years: years.collect::<Result<_>>()?, files: self.destruction_files()? })
    }

    fn destruction_year(&self, year: u16, here: bool, acts: &[DestructionAct]) -> Result<DestructionYear> {
        let row = |state: &str| DestructionYear { year, state: state.to_owned(), closed: None, free: None };
        if let Some(kept) = self.home.kept_back()?.iter().find(|k| k.year == year) {
            return Ok(row(if kept.gone() { "gone" } else { "quarantined" }));
        }
        if !here {
            return Ok(row("elsewhere"));
        }
        if Volume(year) == self.year {
            return Ok(row("present"));
        }
        let Some((_, closed)) = self.home.closings(year)?.last().copied() else { return Ok(row("open")) };
        let free = self.free_from(year, closed, &[])?;
        let stands: Vec<&DestructionAct> = acts.iter().filter(|a| a.year == year && !a.spared).collect();
        let confirmed = stands.iter().any(|a| a.confirms.is_some());
        let state = match free {
            _ if confirmed => "condemned",
            _ if !stands.is_empty() => "proposed",
            _ if self.home.on_hold(year, &[])? => "held",
            None => "term-unknown",
            Some(day) if day > self.today() => "young",
            Some(_) => "ready",
        };
        Ok(DestructionYear { closed: date(closed).map(|d| d.to_string()), free: free.map(|d| d.to_string()), ..row(state) })
    }

    /// Years that some computer has said to be gone from it.
    fn buried_years(&self) -> Result<Vec<u16>> {
        let cells = self.home.ask(Volume::REGISTRY, |reader| reader.cells(l::BURIED))?;
        Ok(cells.iter().filter_map(|c| u16::try_from(c.key.first()?.int()?).ok()).collect())
    }

    fn destruction_files(&self) -> Result<Vec<DestructionFile>> {
        let cells = self.home.ask(Volume::REGISTRY, |reader| reader.cells(r::ARCHIVE_FILE))?;
        let mut out = Vec::new();
        for cell in cells {
            let Some(id) = cell.key.first().and_then(Value::id) else { continue };
            let free = self.file_free_from(&id)?;
            out.push(DestructionFile {
                id: AnyId(id).to_string(),
                index: cell.value.text_at(0),
                title: cell.value.text_at(1),
                state: self.file_state(&id, cell.value.date_at(5), free)?.to_owned(),
                free: free.map(|d| d.to_string()),
            });
        }
        out.sort_by(|a, b| (&a.index, &a.title, &a.id).cmp(&(&b.index, &b.title, &b.id)));
        Ok(out)
    }

    fn file_state(&self, id: &[u8; 16], closed: Option<NaiveDate>, free: Option<NaiveDate>) -> Result<&'static str> {
        Ok(match (closed, free) {
            _ if self.home.file_on_hold(id)? => "held",
            (None, _) => "open",
            (_, None) => "term-unknown",
            (_, Some(day)) if day > self.today() => "young",
            _ => "ready",
        })
    }
}
