//! Layout: model → pages, in integer micrometres. Owns wrapping, hyphenation and page breaks; pure.

mod binder;
mod certify;
mod front;
mod furniture;
mod hyphen;
mod left;
mod lists;
mod missed;
mod pen;
mod right;
mod spread;
mod summary;
mod table;
mod words;
mod wrap;

pub use words::words_of_number;

use crate::clean;
use crate::error::{Refused, Result};
use crate::model::{Journal, Status, Summary};
use crate::page::{Page, PageSize};
use crate::place::Finding;
use crate::texts::Texts;
use binder::Binder;

/// Sheets in a volume, cover and certification sheet among them (domain 10).
pub const SHEETS: usize = 250;

/// A section of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Title: `Математика`.
    pub title: String,
    /// Volume, from 0.
    pub volume: usize,
    /// Its first page, index in the volume's pages.
    pub page: usize,
}

/// A volume: one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Pages, cover first.
    pub pages: Vec<Page>,
    /// Numbered sheets, as labels count them.
    pub sheets: usize,
}

/// A paper laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// `Классный журнал 5А, 2026/2027`.
    pub title: String,
    /// Volumes, one at least.
    pub volumes: Vec<Volume>,
    /// Where what begins.
    pub sections: Vec<Section>,
    /// What a draft shows by a sign in its place; a final has none.
    pub findings: Vec<Finding>,
    /// Day for the document's properties.
    pub date: chrono::NaiveDate,
}

impl Paper {
    /// Pages of all volumes.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.volumes.iter().flat_map(|v| &v.pages)
    }
}

/// Lays out a class journal in volumes of at most [`SHEETS`].
///
/// # Errors
/// `Signs` for a final with characters that papers cannot show; `TooLong` with the place of a text that no page can hold.
pub fn journal(model: Journal) -> Result<Paper> {
    journal_in_volumes(model, SHEETS)
}

/// Like [`journal`] with other volumes: a school may stitch thinner ones.
///
/// # Errors
/// Those of [`journal`].
pub fn journal_in_volumes(mut model: Journal, sheets: usize) -> Result<Paper> {
    let findings = allowed(clean::journal(&mut model), &model.status)?;
    clean::check_journal(&model)?;
    // Cover and certification sheet are sheets too; the contents, a few leaves at least, must leave room for a spread.
    let limit = sheets.max(8).saturating_sub(2).saturating_mul(2);
    let mut contents = 1;
    loop {
        let mut binder = Binder::new(limit, contents);
        sections(&mut binder, &model)?;
        let listed = front::contents(&binder.entries, binder.volumes.len());
        if listed.len() <= contents {
            return Ok(bound(&model, binder, &listed, findings));
        }
        // Their length decides where everything begins; it only grows, so this ends.
        contents = listed.len();
    }
}

fn allowed(findings: Vec<Finding>, status: &Status) -> Result<Vec<Finding>> {
    match status {
        Status::Final { .. } if !findings.is_empty() => Err(Refused::Signs(findings)),
        _ => Ok(findings),
    }
}

fn sections(binder: &mut Binder, model: &Journal) -> Result<()> {
    for (index, group) in model.groups.iter().enumerate() {
        let title = if group.part.is_empty() { group.subject.clone() } else { format!("{} ({})", group.subject, group.part) };
        binder.section(&title, &group.teacher);
        spread::Spread { group, index, heading: &model.heading }.lay_out(binder)?;
    }
    let h = &model.heading;
    missed::lay_out(binder, h, &model.missed);
    lists::cards(binder, h, &model.pupils);
    summary::lay_out(binder, &model.summary)?;
    lists::remarks(binder, h, &model.remarks);
    // papers.md: the last page.
    lists::corrections(binder, h, &model.corrections);
    Ok(())
}

/// Covers, contents, certification sheets; then numbers and marks on every page.
fn bound(model: &Journal, binder: Binder, contents: &[Page], findings: Vec<Finding>) -> Paper {
    let h = &model.heading;
    let of = binder.volumes.len();
    let mut volumes = Vec::new();
    for (n, mut body) in binder.volumes.into_iter().enumerate() {
        for (place, page) in body.iter_mut().zip(contents) {
            place.clone_from(page);
        }
        let sheets = body.len().div_ceil(2);
        if body.len() % 2 == 1 {
            body.push(Page::new(PageSize::A4));
        }
        furniture::cross_out(&mut body);
        let mut pages = vec![front::cover(h, n, of, sheets), Page::new(PageSize::A4)];
        pages.append(&mut body);
        pages.push(certify::sheet(h, sheets));
        pages.push(certify::back(h, sheets));
        furniture::mark(&mut pages, &model.status, 2, sheets * 2);
        volumes.push(Volume { pages, sheets });
    }
    let sections = binder.entries.iter().map(|e| Section { title: e.title.clone(), volume: e.volume, page: e.first + 1 }).collect();
    let title = Texts::russian().format("paper-journal-name", &[("class", &h.class), ("year", &front::years(h))]);
    Paper { title, volumes, sections, findings, date: day(&model.status, h) }
}

fn day(status: &Status, h: &crate::model::Heading) -> chrono::NaiveDate {
    match status {
        Status::Final { date, .. } => *date,
        Status::Draft => {
            let first = || chrono::NaiveDate::from_ymd_opt(i32::from(h.year), 9, 1).unwrap_or_default();
            h.made.or(h.dates.map(|d| d.1)).unwrap_or_else(first)
        }
    }
}

/// Lays out a summary sheet by itself.
///
/// # Errors
/// Those of [`journal`].
pub fn summary_sheet(mut model: Summary) -> Result<Paper> {
    let findings = allowed(clean::summary(&mut model), &model.status)?;
    clean::check_summary(&model)?;
    let mut binder = Binder::new(usize::MAX, 0);
    summary::lay_out(&mut binder, &model)?;
    let mut pages: Vec<Page> = binder.volumes.into_iter().flatten().collect();
    let count = pages.len();
    furniture::mark(&mut pages, &model.status, 0, count);
    let h = &model.heading;
    let title = Texts::russian().format("paper-summary-title", &[("class", &h.class), ("year", &front::years(h))]);
    let sections = vec![Section { title: title.clone(), volume: 0, page: 0 }];
    let date = day(&model.status, h);
    Ok(Paper { title, volumes: vec![Volume { sheets: count.div_ceil(2), pages }], sections, findings, date })
}
