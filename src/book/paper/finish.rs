//! Drafts and finals. A final bears the checkpoint that contains everything it says, and the act that it was printed names its bytes.

use super::class::ClassFacts;
use super::journal::journal;
use super::lacks;
use super::printed::{Printed, VOLUME};
use super::summary::summary;
use crate::api::types::{PaperLack, PaperPlan};
use crate::book::archive_files::PaperFile;
use crate::book::page::Viewer;
use crate::book::{Book, Done, UserAuthor};
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::{ledger as l, year as y};
use crate::event::{Permission, Value, Volume};
use crate::id::{ClassId, random};
use crate::store::Write;
use zhurnal_paper::model::{Journal, Status, Summary};
use zhurnal_paper::{Paper, Refused, pdf, svg};

/// Characters of the checkpoint on paper.
const SHOWN: usize = 16;

/// Which paper of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// Class journal.
    Journal,
    /// Summary sheet.
    Summary,
}

impl PaperKind {
    /// Reads `journal` or `summary`.
    ///
    /// # Errors
    /// `paper-unknown`.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "journal" => Ok(Self::Journal),
            "summary" => Ok(Self::Summary),
            _ => Err(Error::usage("paper-unknown")),
        }
    }
    /// The number of `printed.what`.
    pub(in crate::book) fn code(self) -> i64 {
        match self {
            Self::Journal => 1,
            Self::Summary => 2,
        }
    }
    /// The folder of an archive that holds them.
    pub(in crate::book) fn folder(self) -> &'static str {
        match self {
            Self::Journal => "журналы",
            Self::Summary => "ведомости",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Model {
    Journal(Box<Journal>),
    Summary(Box<Summary>),
}

impl Model {
    fn with(&self, status: Status) -> Self {
        let mut out = self.clone();
        match &mut out {
            Self::Journal(j) => j.status = status,
            Self::Summary(s) => s.status = status,
        }
        out
    }
    fn lay_out(self) -> Result<Paper> {
        let laid = match self {
            Self::Journal(j) => zhurnal_paper::journal(*j),
            Self::Summary(s) => zhurnal_paper::summary_sheet(*s),
        };
        laid.map_err(refused)
    }
}

fn refused(e: Refused) -> Error {
    let kind = if matches!(e, Refused::Pdf(_)) { ErrorKind::Other } else { ErrorKind::Input };
    let mut error = Error::new(kind, e.code());
    if let Some(place) = e.place() {
        error = error.with("place", place);
    }
    match e {
        Refused::Signs(signs) => signs.first().map_or_else(|| error.clone(), |f| error.clone().with("sign", f.sign_shown())),
        Refused::Pdf(step) => error.with("detail", step),
        Refused::TooLong(_) => error,
    }
}

/// A paper laid out as a draft, to look at and to save.
pub struct Drawn {
    kind: PaperKind,
    class: ClassId,
    model: Model,
    paper: Paper,
    lacks: Vec<PaperLack>,
}

/// A final that was made: its files are staged by the caller, then the act is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalPaper {
    /// One PDF a volume.
    pub files: Vec<Vec<u8>>,
    /// Pages of all volumes.
    pub pages: u32,
    /// Numbered sheets of all volumes.
    pub sheets: u32,
    /// First sixteen hexadecimal characters of the checkpoint.
    pub checkpoint: String,
    writes: Vec<Write>,
}

impl Drawn {
    /// The answer of the contract.
    #[must_use]
    pub fn plan(&self, id: &str, may_final: bool) -> PaperPlan {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut before = Vec::new();
        let mut pages = 0;
        for v in &self.paper.volumes {
            before.push(pages);
            pages += v.pages.len();
        }
        let sections = self.paper.sections.iter().map(|s| (s.title.clone(), count(before.get(s.volume).unwrap_or(&0) + s.page + 1)));
        let um = |n: i32| u32::try_from(n).unwrap_or_default();
        let size = |p: &zhurnal_paper::page::Page| (um(p.size.w), um(p.size.h));
        PaperPlan {
            paper: id.to_owned(),
            title: self.paper.title.clone(),
            pages: count(pages),
            sheets: self.sheets(),
            volumes: count(self.paper.volumes.len()),
            sizes: self.paper.pages().map(size).collect(),
            sections: sections.collect(),
            lacks: self.lacks.clone(),
            may_final,
        }
    }
    /// Sheets of all volumes.
    #[must_use]
    pub fn sheets(&self) -> u32 {
        u32::try_from(self.paper.volumes.iter().map(|v| v.sheets).sum::<usize>()).unwrap_or(u32::MAX)
    }
    /// Pages of all volumes.
    #[must_use]
    pub fn pages(&self) -> u32 {
        u32::try_from(self.paper.pages().count()).unwrap_or(u32::MAX)
    }
    /// One page as it will be printed, n from 1.
    #[must_use]
    pub fn page_svg(&self, n: u32) -> Option<String> {
        self.paper.pages().nth(usize::try_from(n.checked_sub(1)?).ok()?).map(svg::page)
    }
    /// Drafts: one PDF a volume.
    ///
    /// # Errors
    /// `paper-pdf`.
    pub fn drafts(&self) -> Result<Vec<Vec<u8>>> {
        volumes(&self.paper)
    }
    /// What is missing for a final.
    #[must_use]
    pub fn lacks(&self) -> &[PaperLack] {
        &self.lacks
    }
    /// Which paper it is.
    #[must_use]
    pub fn kind(&self) -> PaperKind {
        self.kind
    }
    /// Pages of each volume.
    #[must_use]
    pub fn volume_pages(&self) -> Vec<u32> {
        self.paper.volumes.iter().map(|v| u32::try_from(v.pages.len()).unwrap_or(u32::MAX)).collect()
    }
    /// Title of the paper.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.paper.title
    }
    /// The class.
    #[must_use]
    pub fn class(&self) -> ClassId {
        self.class
    }
}

/// One PDF a volume.
fn volumes(paper: &Paper) -> Result<Vec<Vec<u8>>> {
    (0..paper.volumes.len()).map(|i| pdf::volume(paper, i).map_err(refused)).collect()
}

impl Book {
    /// Refuses papers of a class to all but those who print and the class's homeroom teacher.
    ///
    /// # Errors
    /// `no-right`.
    pub fn may_draw(&self, viewer: &Viewer<'_>, class: ClassId) -> Result<()> {
        let own = || Ok::<_, Error>(self.teaching(viewer.user)?.homerooms.contains(&class.0));
        if viewer.rights.allows(Permission::Print) || own()? { Ok(()) } else { Err(Error::denied("no-right")) }
    }

    /// True when finals can be made here by this person: the stamp is on this computer, and printing is permitted.
    ///
    /// # Errors
    /// Those of the store.
    pub fn may_final(&self, viewer: &Viewer<'_>) -> Result<bool> {
        Ok(viewer.rights.allows(Permission::Print) && self.has_stamp()?)
    }

    /// Fills, looks over and lays out a paper.
    ///
    /// # Errors
    /// `class-unknown`; `paper-too-long` with the place; those of the store.
    pub fn draw_paper(&self, kind: PaperKind, class: ClassId) -> Result<Drawn> {
        let facts = ClassFacts::read(self, class)?;
        let sheet = self.whole_summary(class)?;
        let mut lacks = lacks::of_year(&self.calendar()?, &facts);
        lacks.extend(lacks::of_sheet(&sheet));
        let pages = if kind == PaperKind::Journal { facts.pages(self)? } else { Vec::new() };
        lacks.extend(lacks::of_pages(self, &facts, &pages)?);
        let model = self.model(kind, &facts, &pages, &sheet)?;
        let paper = model.clone().lay_out()?;
        lacks.extend(lacks::of_layout(&paper.findings, &pages));
        Ok(Drawn { kind, class, model, paper, lacks })
    }

    fn model(
        &self,
        kind: PaperKind,
        facts: &ClassFacts,
        pages: &[super::class::GroupYear],
        sheet: &crate::api::types::SummarySheet,
    ) -> Result<Model> {
        let filled = summary(facts, sheet);
        Ok(match kind {
            PaperKind::Journal => Model::Journal(Box::new(journal(self, facts, pages, filled)?)),
            PaperKind::Summary => Model::Summary(Box::new(filled)),
        })
    }

    /// Makes a final of a paper that was looked at: the witness signs a checkpoint, the paper is filled anew and must say the same, and
    /// bears the checkpoint's first characters. Nothing says yet that it was printed: [`Book::printed`].
    ///
    /// # Errors
    /// `print-no-stamp`; `paper-changed`; `paper-lacks` with their number; `paper-signs`, `paper-too-long`, `paper-pdf`; those of the store.
    pub fn make_final(&self, seen: &Drawn) -> Result<FinalPaper> {
        self.real()?;
        if !self.has_stamp()? {
            return Err(Error::denied("print-no-stamp"));
        }
        let checkpoint = Write::new(l::CHECKPOINT, vec![], Value::Array(Vec::new())).at_heads();
        let outcome = self.home.act_alone(Volume::REGISTRY, &[checkpoint])?;
        let at = outcome.ats.first().copied().ok_or_else(|| Error::damaged("ledger-row-missing"))?;
        let hash = self.home.head_at(Volume::REGISTRY, at)?.hash;
        let fresh = self.draw_paper(seen.kind, seen.class)?;
        if fresh.model != seen.model {
            return Err(Error::input("paper-changed"));
        }
        if !fresh.lacks.is_empty() {
            return Err(Error::input("paper-lacks").with("count", fresh.lacks.len()));
        }
        let paper = fresh.model.with(self.final_status(&hash, self.today())).lay_out()?;
        let files = volumes(&paper)?;
        let mut writes = Vec::new();
        for (file, volume) in files.iter().zip(&paper.volumes) {
            let value = vec![
                seen.kind.code().into(),
                Value::Id(seen.class.0),
                i64::try_from(volume.sheets).unwrap_or(i64::MAX).into(),
                Value::Bytes(blake3::hash(file).as_bytes().to_vec()),
                Value::Bytes(hash.to_vec()),
                true.into(),
            ];
            writes.push(Write::new(y::PRINTED, vec![Value::Id(random()?)], Value::Array(value)));
        }
        Ok(FinalPaper { files, pages: fresh.pages(), sheets: fresh.sheets(), checkpoint: shown(&hash), writes })
    }

    /// Writes that a final was printed: one act, an event a volume.
    ///
    /// # Errors
    /// `print-no-stamp` when the stamp has left this computer meanwhile; `no-right`; those of the store.
    pub fn printed(&self, author: &UserAuthor, paper: &FinalPaper) -> Result<Done<()>> {
        Ok(Done::new((), self.act(author, self.year, &paper.writes)?))
    }

    fn final_status(&self, checkpoint: &[u8; 32], date: chrono::NaiveDate) -> Status {
        Status::Final { checkpoint: shown(checkpoint), fingerprint: self.roots().fingerprint_shown(), date }
    }

    /// The files of a paper for the archive: the very ones that were printed for good, when the journal still says the same; else drafts.
    fn for_archive(&self, kind: PaperKind, class: ClassId, model: &Model) -> Result<(Vec<Vec<u8>>, u32)> {
        if let Some(Printed { date, checkpoint, hashes: mut wanted }) = self.finals_printed(kind, class)?.pop() {
            // What cannot be a final any more is a draft: the archive says what the journal says.
            if let Ok(paper) = model.with(self.final_status(&checkpoint, date)).lay_out() {
                let files = volumes(&paper)?;
                let mut hashes: Vec<Vec<u8>> = files.iter().map(|f| blake3::hash(f).as_bytes().to_vec()).collect();
                hashes.sort_unstable();
                wanted.sort_unstable();
                if hashes == wanted {
                    return Ok((files, u32::try_from(paper.pages().count()).unwrap_or(u32::MAX)));
                }
            }
        }
        let paper = model.clone().lay_out()?;
        Ok((volumes(&paper)?, u32::try_from(paper.pages().count()).unwrap_or(u32::MAX)))
    }
}

/// The papers of a class as an archive holds them.
///
/// # Errors
/// Those of [`Book::draw_paper`].
pub fn archive_papers(book: &Book, class: &[u8; 16]) -> Result<Vec<PaperFile>> {
    let class = ClassId(*class);
    let facts = ClassFacts::read(book, class)?;
    let sheet = book.whole_summary(class)?;
    let pages = facts.pages(book)?;
    let mut out = Vec::new();
    for kind in [PaperKind::Journal, PaperKind::Summary] {
        let model = book.model(kind, &facts, &pages, &sheet)?;
        let (files, mut count) = book.for_archive(kind, class, &model)?;
        let of = files.len();
        for (i, bytes) in files.into_iter().enumerate() {
            let title = if of == 1 { facts.name.to_string() } else { format!("{}{VOLUME}{}", facts.name, i + 1) };
            out.push(PaperFile { folder: kind.folder(), title, bytes, pages: std::mem::take(&mut count) });
        }
    }
    Ok(out)
}

fn shown(hash: &[u8; 32]) -> String {
    crate::archive::manifest::hex(hash).chars().take(SHOWN).collect()
}
