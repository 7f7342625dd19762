//! The files of a year's archive as the journal gives them, in their order: what the maker writes is what the verifier compares.

use super::Book;
use super::open_data::{data_schema, table};
use crate::archive::compare::Form;
use crate::archive::names::{self, Namer};
use crate::archive::table::Table;
use crate::error::{Error, Result};
use crate::texts::Texts;
use crate::time::rfc3339;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Papers being drawn at a time, at most.
const WORKERS: usize = 4;

/// One file of papers for the archive.
#[derive(Debug, Clone)]
pub struct PaperFile {
    /// Folder in the archive: `журналы`, `ведомости`.
    pub folder: &'static str,
    /// Name without ending: `5А`, `5А, том 2`.
    pub title: String,
    /// PDF.
    pub bytes: Vec<u8>,
    /// Pages.
    pub pages: u32,
}

/// Draws the papers of a class for the archive.
pub type ArchivePapers<'a> = dyn Fn(&Book, &[u8; 16]) -> Result<Vec<PaperFile>> + Sync + 'a;

/// What the manifest says of the journal, beside the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// Name of the school.
    pub school: String,
    /// When, RFC 3339 UTC.
    pub made: String,
    /// The year is still open.
    pub interim: bool,
}

/// What a file is.
#[derive(Debug, Clone, Copy)]
pub(super) enum FileKind {
    /// A paper of a class.
    Paper,
    /// One of the two forms of a table.
    Table(&'static Table, Form),
    /// Something else that follows from the journal.
    Plain,
}

/// Takes a file: name, what it is, content.
pub(super) type Put<'a> = dyn FnMut(&str, FileKind, &[u8]) -> Result<()> + 'a;

impl Book {
    /// What the manifest of an archive made now says.
    pub(super) fn stated(&self) -> Result<Stated> {
        Ok(Stated { school: self.school()?.name, made: rfc3339(self.env.clock.now()), interim: self.year_is_open()? })
    }

    /// Gives every file but the ledger's and the manifest's, in the archive's order; gives back the pages of the papers.
    pub(super) fn archive_files(
        &self,
        stated: &Stated,
        papers: &ArchivePapers<'_>,
        progress: &(dyn Fn(u32, u32) -> bool + Sync),
        put: &mut Put<'_>,
    ) -> Result<u32> {
        put(names::README, FileKind::Plain, self.readme(stated).as_bytes())?;
        let pages = self.papers_in_order(papers, progress, put)?;
        put("данные/схема.json", FileKind::Plain, &data_schema()?)?;
        for (name, csv, json) in self.open_data(&|| progress(0, 0))? {
            let (title, table) = (Texts::russian().format(&format!("table-{name}"), &[]), table(name));
            for (ending, form, content) in [("csv", Form::Csv, csv), ("json", Form::Json, json)] {
                let kind = table.map_or(FileKind::Plain, |t| FileKind::Table(t, form));
                put(&format!("данные/{title}.{ending}"), kind, &content)?;
            }
        }
        Ok(pages)
    }

    /// Draws the papers of all classes on several threads and writes them in the order of classes; gives their pages.
    fn papers_in_order(&self, papers: &ArchivePapers<'_>, progress: &(dyn Fn(u32, u32) -> bool + Sync), put: &mut Put<'_>) -> Result<u32> {
        let classes = self.classes_in_order()?;
        let total = u32::try_from(classes.len()).unwrap_or(u32::MAX);
        let workers = std::thread::available_parallelism().map_or(1, usize::from).min(WORKERS).min(classes.len().max(1));
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (send, receive) = mpsc::sync_channel(workers);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (send, classes, next, stop) = (send.clone(), &classes, &next, &stop);
                scope.spawn(move || {
                    loop {
                        let i = next.fetch_add(1, Ordering::SeqCst);
                        let Some((class, _)) = classes.get(i).filter(|_| !stop.load(Ordering::SeqCst)) else { return };
                        let drawn = papers(self, class);
                        // Nobody listens any more when the work was cancelled.
                        if send.send((i, drawn)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            let written = in_order(&receive, total, progress, put);
            stop.store(true, Ordering::SeqCst);
            drop(receive);
            written
        })
    }

    fn readme(&self, stated: &Stated) -> String {
        let years = format!("{}/{}", self.year.0, self.year.0 + 1);
        let day = crate::time::school_date(self.env.clock.now(), self.zone).format("%d.%m.%Y").to_string();
        let fingerprint = self.roots().fingerprint_shown();
        let args = [
            ("school", stated.school.as_str()),
            ("years", years.as_str()),
            ("day", day.as_str()),
            ("made", stated.made.as_str()),
            ("fingerprint", fingerprint.as_str()),
            ("interim", if stated.interim { "yes" } else { "no" }),
            ("year", &self.year.0.to_string()),
        ];
        let text = Texts::russian().format("archive-readme", &args);
        // The notepads of old systems want both marks.
        format!("\u{FEFF}{}\r\n", text.replace('\n', "\r\n"))
    }
}

/// Hands files on in the order of classes, whatever order they come in.
fn in_order(
    receive: &mpsc::Receiver<(usize, Result<Vec<PaperFile>>)>,
    total: u32,
    progress: &(dyn Fn(u32, u32) -> bool + Sync),
    put: &mut Put<'_>,
) -> Result<u32> {
    let (mut namer, mut waiting, mut pages) = (Namer::default(), BTreeMap::new(), 0u32);
    for done in 0..total {
        if !progress(done, total) {
            return Err(Error::other("cancelled"));
        }
        let wanted = usize::try_from(done).unwrap_or(usize::MAX);
        while !waiting.contains_key(&wanted) {
            let (i, drawn) = receive.recv().map_err(|_| Error::other("broken"))?;
            waiting.insert(i, drawn?);
        }
        for file in waiting.remove(&wanted).unwrap_or_default() {
            pages = pages.saturating_add(file.pages);
            let name = namer.name(file.folder, &file.title, "pdf");
            put(&name, FileKind::Paper, &file.bytes)?;
        }
    }
    progress(total, total);
    Ok(pages)
}
