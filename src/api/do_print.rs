//! Papers straight to a printer. Titles of jobs go in clear to the print service: they are the same for every school and person.

use super::app::App;
use super::do_import::to_json;
use super::operations::Call;
use super::types::{JobId, Nothing, PaperSend, PaperSent, PrinterList, PrinterRow, SlipsSend};
use crate::book::{Drawn, PaperKind};
use crate::error::{Error, Result};
use crate::platform::printers::{Order, Printer, Sides};
use crate::print::{Slip, slips_pdf};
use crate::texts::Texts;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A final whose act is written: its bytes, kept in memory to be printed.
pub(super) struct Finished {
    kind: PaperKind,
    files: Vec<Vec<u8>>,
    pages: Vec<u32>,
}

impl Finished {
    /// The files of a paper, which were made of these pages.
    pub(super) fn new(drawn: &Drawn, files: Vec<Vec<u8>>) -> Self {
        Self { kind: drawn.kind(), files, pages: drawn.volume_pages() }
    }
}

/// What goes to the printer.
enum Paper {
    Final(Arc<Finished>),
    Draft(Arc<Drawn>),
}

impl Paper {
    fn pages(&self) -> Vec<u32> {
        match self {
            Self::Final(finished) => finished.pages.clone(),
            Self::Draft(drawn) => drawn.volume_pages(),
        }
    }
    /// The bytes: those of the act, or a draft's, drawn now.
    fn finished(self) -> Result<Arc<Finished>> {
        match self {
            Self::Final(finished) => Ok(finished),
            Self::Draft(drawn) => Ok(Arc::new(Finished::new(&drawn, drawn.drafts()?))),
        }
    }
}

/// A part of a paper that goes as one job: which volume, which of its pages.
type Part = (usize, Option<(u32, u32)>);

/// Cuts a range of pages that runs through all volumes.
fn parts(volumes: &[u32], range: Option<(u32, u32)>) -> Result<Vec<Part>> {
    let total = volumes.iter().sum::<u32>();
    let (first, last) = range.unwrap_or((1, total));
    if first == 0 || first > last || last > total {
        return Err(Error::input("print-pages").with("total", total));
    }
    let mut before = 0;
    let mut out = Vec::new();
    for (i, pages) in volumes.iter().enumerate() {
        let (from, to) = (first.saturating_sub(before).max(1), last.saturating_sub(before).min(*pages));
        if first <= before + pages && last > before {
            out.push((i, (from > 1 || to < *pages).then_some((from, to))));
        }
        before += pages;
    }
    Ok(out)
}

fn title(id: &str) -> String {
    Texts::russian().format(id, &[])
}

fn title_of(kind: PaperKind) -> String {
    title(match kind {
        PaperKind::Journal => "print-job-journal",
        PaperKind::Summary => "print-job-summary",
    })
}

pub(super) fn printers(call: &Call<'_>, _: Nothing) -> Result<PrinterList> {
    Ok(match call.app.printers.list()? {
        Err(obstacle) => PrinterList { printers: Vec::new(), obstacle: Some(obstacle.id().to_owned()) },
        Ok(found) => {
            let row = |p: Printer| PrinterRow { name: p.name, usual: p.usual, queue: p.queue.id().to_owned() };
            PrinterList { printers: found.into_iter().map(row).collect(), obstacle: None }
        }
    })
}

pub(super) fn send(call: &Call<'_>, asked: PaperSend) -> Result<JobId> {
    let (app, whose) = (Arc::clone(call.app), call.session.whose());
    let sides = Sides::parse(&asked.sides)?;
    let paper = match app.finished.get(&asked.paper, whose) {
        Ok(finished) => Paper::Final(finished),
        Err(_) => Paper::Draft(app.papers.get(&asked.paper, whose)?),
    };
    let pages = paper.pages();
    let parts = parts(&pages, asked.pages)?;
    call.app.jobs.start(whose, "stage-sending", move |progress| {
        progress.go_on()?;
        let finished = paper.finished()?;
        let title = title_of(finished.kind);
        let mut sent = PaperSent { printer: asked.printer.clone(), pages: 0, jobs: 0 };
        let total = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for (volume, range) in parts {
            if !progress.tell(sent.jobs, total) {
                progress.go_on()?;
            }
            let file = finished.files.get(volume).ok_or_else(|| Error::usage("paper-page"))?;
            let order = Order { printer: &asked.printer, title: &title, copies: asked.copies, sides, pages: range };
            app.printers.print(file, &order)?;
            sent.jobs += 1;
            sent.pages += range.map_or_else(|| pages.get(volume).copied().unwrap_or_default(), |(from, to)| to - from + 1);
        }
        to_json(&sent, "print.send")
    })
}

/// One paper with secrets: a copy, one-sided, out of the queue before anything else is done.
pub(super) fn print_sheet(app: &App, printer: &str, pdf: &[u8]) -> Result<()> {
    let title = title("print-job-secret");
    app.printers.print_secret(pdf, &Order { printer, title: &title, copies: 1, sides: Sides::One, pages: None })
}

pub(super) fn slips(call: &Call<'_>, asked: SlipsSend) -> Result<JobId> {
    let book = call.app.book()?;
    let slips = asked.slips.iter().map(|s| Slip { name: &s.name, position: &s.position, login: &s.login, password: &s.password });
    let drawn = slips_pdf(&book.school()?.name, &slips.collect::<Vec<_>>(), book.today());
    let pdf: Zeroizing<Vec<u8>> = drawn?;
    let app = Arc::clone(call.app);
    call.app.jobs.start(call.session.whose(), "stage-sending", move |progress| {
        progress.go_on()?;
        print_sheet(&app, &asked.printer, &pdf)?;
        to_json(&PaperSent { printer: asked.printer, pages: 0, jobs: 1 }, "print.slips")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_range_runs_through_volumes_and_whole_volumes_go_whole() {
        let volumes = [10, 4, 6];
        assert_eq!(parts(&volumes, None).unwrap(), [(0, None), (1, None), (2, None)]);
        assert_eq!(parts(&volumes, Some((1, 20))).unwrap(), [(0, None), (1, None), (2, None)]);
        assert_eq!(parts(&volumes, Some((3, 5))).unwrap(), [(0, Some((3, 5)))]);
        assert_eq!(parts(&volumes, Some((10, 11))).unwrap(), [(0, Some((10, 10))), (1, Some((1, 1)))]);
        assert_eq!(parts(&volumes, Some((9, 15))).unwrap(), [(0, Some((9, 10))), (1, None), (2, Some((1, 1)))]);
        assert_eq!(parts(&volumes, Some((11, 14))).unwrap(), [(1, None)]);
        for wrong in [(0, 3), (5, 4), (1, 21)] {
            assert_eq!(parts(&volumes, Some(wrong)).unwrap_err().code, "print-pages", "{wrong:?}");
        }
    }
}
