//! Where new recovery sheets go: two files, one a secret, or straight to a printer. And the files that were saved, until they are gone.

use crate::args::{SheetFiles, SheetsTo};
use crate::open::{Desk, Place};
use crate::output::{line, object, text};
use serde_json::{Value, json};
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use zhurnal::{Error, Result};

/// Where sheets go.
pub enum Keep {
    /// Two files: both copies of the sheet in force, and the following one.
    Files(PathBuf, PathBuf),
    /// A printer.
    Printer(String),
}

impl Keep {
    /// What was asked for. A folder that is not there and a printer that does not print are told before anything is made.
    pub fn of(asked: &SheetsTo) -> Result<Self> {
        if let Some(printer) = &asked.printer {
            zhurnal::platform::printers::Printers::system().ready(printer)?;
            return Ok(Self::Printer(printer.clone()));
        }
        let sheet = std::path::absolute(asked.sheet.as_deref().ok_or_else(|| Error::usage("sheet-nowhere"))?)?;
        let sealed = asked.sealed.as_deref().map(std::path::absolute).transpose()?.unwrap_or_else(|| beside(&sheet));
        if sheet == sealed {
            return Err(Error::usage("sheet-one-file"));
        }
        if [&sheet, &sealed].iter().any(|f| f.parent().is_some_and(|folder| !folder.is_dir())) {
            return Err(Error::input("file-not-found"));
        }
        Ok(Self::Files(sheet, sealed))
    }

    /// Saves or prints all sheets. `area` is `school` or `root`; `with` holds what its requests need beside.
    pub fn carry_out(&self, desk: &Desk, area: &str, with: &Value) -> Result<()> {
        let call = |what: &str, more: Value| {
            let mut request = with.clone();
            if let (Some(request), Some(more)) = (request.as_object_mut(), more.as_object()) {
                request.extend(more.clone());
            }
            desk.call(&format!("{area}.{what}"), request)
        };
        match self {
            Self::Files(sheet, sealed) => {
                for (file, path) in [("present", sheet), ("sealed", sealed)] {
                    let token = desk.offer(&format!("{area}.sheet_save"), path)?;
                    call("sheet_save", json!({ "file": file, "token": token }))?;
                }
            }
            Self::Printer(printer) => {
                for paper in ["copy-1", "copy-2", "sealed"] {
                    if paper == "sealed" {
                        pause()?;
                    }
                    call("sheet_print", json!({ "paper": paper, "printer": printer }))?;
                }
            }
        }
        Ok(())
    }

    /// What to do with them now.
    pub fn told(&self) -> String {
        match self {
            Self::Files(sheet, sealed) => {
                let (sheet, sealed) = (sheet.display().to_string(), sealed.display().to_string());
                text("cli-sheets-files", &[("sheet", &sheet), ("sealed", &sealed)])
            }
            Self::Printer(printer) => text("cli-sheets-printed", &[("printer", printer)]),
        }
    }

    /// For programs.
    pub fn shown(&self) -> Value {
        match self {
            Self::Files(sheet, sealed) => json!({ "sheet": sheet, "sealed": sealed }),
            Self::Printer(printer) => json!({ "printer": printer }),
        }
    }
}

/// `лист.pdf` → `лист (следующий, в конверт).pdf`.
fn beside(sheet: &Path) -> PathBuf {
    let stem = sheet.file_stem().unwrap_or_default().to_string_lossy();
    sheet.with_file_name(text("cli-sheet-beside", &[("name", &stem)]))
}

/// The sealed sheet comes out alone, into the hands that seal it. Where nobody types, the end of the input lets it through.
fn pause() -> Result<()> {
    let mut err = std::io::stderr();
    write!(err, "{}", text("cli-sheet-pause", &[]))?;
    err.flush()?;
    std::io::stdin().lock().read_line(&mut String::new())?;
    Ok(())
}

/// `zhurnal root files`
pub fn files(place: &Place, asked: &SheetFiles) -> Result<u8> {
    let desk = place.logged_in()?;
    let found = match asked.delete {
        true => {
            let sure = json!({ "printed": asked.printed, "compared": asked.compared, "away_destroyed": asked.away_destroyed });
            desk.call("sheets.delete", sure)?
        }
        false => desk.call("sheets.files", json!({}))?,
    };
    let rows = found["files"].as_array().map_or(&[][..], Vec::as_slice);
    if place.json {
        object(&json!({ "count": rows.len(), "files": rows }));
        return Ok(0);
    }
    if rows.is_empty() {
        line(&text(if asked.delete { "cli-sheet-files-deleted" } else { "cli-sheet-files-none" }, &[]));
    }
    for row in rows {
        let word = |name: &str| row[name].as_str().unwrap_or_default();
        let path = Path::new(word("folder")).join(word("name")).display().to_string();
        let id = if row["here"] == true { "cli-sheet-file" } else { "cli-sheet-file-away" };
        line(&text(id, &[("number", &row["number"].to_string()), ("file", &path)]));
    }
    Ok(0)
}
