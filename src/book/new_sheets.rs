//! The sheets of a root that is being made: what of them is on paper already, and in which files. Their seeds go with this value.

use super::sheet_files;
use crate::api::types::SheetPapers;
use crate::error::Result;
use crate::print::{SheetData, SheetFile, SheetPaper, sheet_copy, sheet_file};
use crate::staged::Readers;
use crate::store::Home;
use std::path::Path;
use zeroize::Zeroizing;

/// Sheets that were made and are not all in safe hands yet.
pub struct NewSheets {
    data: SheetData,
    printed: Vec<SheetPaper>,
    saved: Vec<SheetFile>,
}

impl NewSheets {
    /// Takes the data in, when a sheet can carry them: that is found out before anybody relies on it.
    ///
    /// # Errors
    /// Those of the sheet.
    pub(super) fn new(data: SheetData) -> Result<Self> {
        sheet_file(&data, SheetFile::Present)?;
        sheet_file(&data, SheetFile::Sealed)?;
        Ok(Self { data, printed: Vec::new(), saved: Vec::new() })
    }

    /// What the sheets say.
    pub(super) fn data(&self) -> &SheetData {
        &self.data
    }

    /// The PDF of one paper, for the printer.
    ///
    /// # Errors
    /// Those of the sheet.
    pub fn paper(&self, paper: SheetPaper) -> Result<Zeroizing<Vec<u8>>> {
        sheet_copy(&self.data, paper)
    }

    /// Notes that a paper came out of the printer.
    pub fn printed(&mut self, paper: SheetPaper) {
        if !self.printed.contains(&paper) {
            self.printed.push(paper);
        }
    }

    /// Writes a file of sheets where a person chose, for its owner's eyes alone. The place is remembered first: whatever happens
    /// between, the file is not forgotten.
    ///
    /// # Errors
    /// Those of the sheet, of files and of the store.
    pub(super) fn save(&mut self, home: Option<&Home>, file: SheetFile, path: &Path) -> Result<()> {
        let pdf = sheet_file(&self.data, file)?;
        if let Some(home) = home {
            let seed = if file == SheetFile::Sealed { &self.data.next } else { &self.data.seed };
            sheet_files::remember(home, file, seed.number, path, &pdf)?;
        }
        crate::staged::write(path, Readers::Owner, &pdf)?;
        if !self.saved.contains(&file) {
            self.saved.push(file);
        }
        Ok(())
    }

    /// Everything is on paper or in a file: the root may come into force.
    pub(super) fn kept(&self) -> bool {
        let printed = |papers: &[SheetPaper]| papers.iter().all(|p| self.printed.contains(p));
        let present = self.saved.contains(&SheetFile::Present) || printed(&[SheetPaper::First, SheetPaper::Second]);
        present && (self.saved.contains(&SheetFile::Sealed) || printed(&[SheetPaper::Sealed]))
    }

    /// How far they are, for screens.
    #[must_use]
    pub fn state(&self) -> SheetPapers {
        SheetPapers {
            printed: self.printed.iter().map(|p| p.id().to_owned()).collect(),
            saved: self.saved.iter().map(|f| f.id().to_owned()).collect(),
            kept: self.kept(),
        }
    }
}
