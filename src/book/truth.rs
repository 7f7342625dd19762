//! Whether an archive is *true*: the ledger inside is folded into a home that is thrown away, and what the maker of an archive would write
//! from it is compared with what stands there (docs/adr/0006-archives-truth.md).

use super::archive_files::{ArchivePapers, FileKind, Stated};
use super::paper::{LastFinal, archive_papers};
use super::scratch::Scratch;
use super::{Book, Env, store_options};
use crate::archive::compare::{Difference, Form, difference};
use crate::archive::findings::Findings;
use crate::archive::manifest::{LAYOUT, Manifest, unhex, unhex_any};
use crate::archive::names;
use crate::archive::table::Table;
use crate::archive::verify::{Opening, Proved};
use crate::archive::watch::{Stage, Watch};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Volume;
use crate::keys::{KdfCost, Vault};
use crate::store::{Home, Options, Quota};
use crate::texts::Texts;
use crate::time::{FixedClock, from_rfc3339};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Papers are this many parts of the work of comparing, of four.
const PAPERS: u64 = 3;

/// Folds and compares; what differs stands among the findings.
///
/// # Errors
/// `cancelled`; of files, of a full disk.
pub(super) fn compare(open: &Opening, proved: &Proved, scratch: &Path, watch: &Watch, findings: &mut Findings) -> Result<()> {
    let scratch = Scratch::create(scratch)?;
    let said = fold(open, proved, scratch.dir(), watch, findings).and_then(|book| {
        let compared = Comparison { book: &book, open, proved, watch, findings: &mut *findings };
        compared.run()
    });
    match said {
        Ok(()) => findings.verdict.folded = true,
        // The ledger is no journal of a school: nothing follows from it.
        Err(e) if !matches!(e.kind, ErrorKind::Busy | ErrorKind::Other) => findings.add("untrue-unread", "", &[("why", e.code)]),
        Err(e) => return Err(e),
    }
    Ok(())
}

/// The journal that the ledger gives, at the moment the archive was made.
fn fold(open: &Opening, proved: &Proved, dir: &Path, watch: &Watch, findings: &mut Findings) -> Result<Book> {
    let m = &proved.manifest;
    let made = from_rfc3339(&m.made).ok_or_else(|| Error::damaged("archive-moment"))?;
    let documents = m.roots.iter().map(|d| unhex_any(d).unwrap_or_default());
    let roots: Vec<([u8; 32], Vec<u8>)> = proved.roots.roots().iter().map(|r| r.public.0).zip(documents).collect();
    let vault = Arc::new(Vault::passing(dir)?);
    let cost = KdfCost::default();
    let env = Env { clock: Arc::new(FixedClock::at(made)), user_cost: cost, vault_cost: cost, durable: false, computer: String::new() };
    let home = Home::replica(Options { quota: Quota::NONE, ..store_options(dir, Arc::clone(&vault), &env) }, &roots)?;
    home.add_year(m.year)?;
    let (mut done, mut left) = (0, 0);
    for volume in [Volume::REGISTRY, Volume(m.year)] {
        let segments = proved.segments(open, volume, watch)?;
        let got = home.receive_while(&segments, &|joined| watch.tell(Stage::Fold, done + joined, m.events))?;
        done += got.joined + got.known;
        // Of the registry too, when the year comes last.
        left = got.waiting;
    }
    if left > 0 || done < m.events {
        findings.add("untrue-waits", "", &[("count", &left.max(m.events.saturating_sub(done)).to_string())]);
    }
    Book::over(home, vault, env)
}

struct Comparison<'a> {
    book: &'a Book,
    open: &'a Opening,
    proved: &'a Proved,
    watch: &'a Watch,
    findings: &'a mut Findings,
}

impl Comparison<'_> {
    fn run(mut self) -> Result<()> {
        let (m, stated) = (&self.proved.manifest, self.book.stated()?);
        self.label(m, &stated);
        let finals = self.book.last_finals()?;
        self.ends(&finals)?;
        let expected = self.files(m, &stated, &finals)?;
        self.others(m, &expected, &finals);
        Ok(())
    }

    /// What the manifest says beside the files.
    fn label(&mut self, m: &Manifest, stated: &Stated) {
        for (what, differs) in [("school", m.school.name != stated.school), ("interim", m.interim != stated.interim)] {
            if differs {
                self.findings.add("untrue-label", names::MANIFEST, &[("what", what)]);
            }
        }
    }

    /// Whether the ledger goes as far as its own checkpoints say, and has those that its papers bear.
    fn ends(&mut self, finals: &[LastFinal]) -> Result<()> {
        let mut count = self.book.unseen()?;
        for one in finals {
            count += usize::from(!self.book.home().has_checkpoint(&one.checkpoint)?);
        }
        if count > 0 {
            self.findings.add("untrue-cut", "", &[("count", &count.to_string())]);
        }
        Ok(())
    }

    /// Makes every file again and compares it; gives their names in order.
    fn files(&mut self, m: &Manifest, stated: &Stated, finals: &[LastFinal]) -> Result<Vec<String>> {
        let (book, open, proved, watch) = (self.book, self.open, self.proved, self.watch);
        let findings = &mut *self.findings;
        let listed: BTreeMap<&str, _> = m.files.iter().map(|f| (f.name.as_str(), f)).collect();
        let none: &ArchivePapers<'_> = &|_, _| Ok(Vec::new());
        let papers: &ArchivePapers<'_> = if m.papers == LAYOUT { &archive_papers } else { none };
        let progress = |done: u32, total: u32| watch.tell(Stage::Truth, PAPERS * u64::from(done), 4 * u64::from(total)).is_ok();
        let mut names = Vec::new();
        let mut put = |name: &str, kind: FileKind, content: &[u8]| {
            watch.go_on()?;
            names.push(name.to_owned());
            let Some(file) = listed.get(name) else {
                findings.add("untrue-missing", name, &[]);
                return Ok(());
            };
            if unhex(&file.blake3) == Some(*blake3::hash(content).as_bytes()) {
                return Ok(());
            }
            match kind {
                FileKind::Plain => findings.add("untrue-file", name, &[]),
                FileKind::Paper if finals.iter().any(|f| f.is(name, &unhex_any(&file.blake3).unwrap_or_default())) => {}
                FileKind::Paper => findings.add("untrue-paper", name, &[]),
                FileKind::Table(table, form) => {
                    let found = difference(table, form, content, &mut proved.read(open, name, watch)?)?;
                    watch.go_on()?;
                    told(findings, name, table, form, found);
                }
            }
            Ok(())
        };
        book.archive_files(stated, papers, &progress, &mut put)?;
        watch.tell(Stage::Truth, 1, 1)?;
        Ok(names)
    }

    /// Files that are listed and that the ledger does not give; papers that cannot be made again stand on their acts.
    fn others(&mut self, m: &Manifest, expected: &[String], finals: &[LastFinal]) {
        let ledger = [names::REGISTRY.to_owned(), names::year_ledger(m.year)];
        let known: BTreeSet<&String> = expected.iter().chain(&ledger).collect();
        let mut all = true;
        for f in m.files.iter().filter(|f| !known.contains(&f.name)) {
            all = false;
            let paper = m.papers != LAYOUT && f.name.ends_with(".pdf");
            if paper && finals.iter().any(|one| one.is(&f.name, &unhex_any(&f.blake3).unwrap_or_default())) {
                continue;
            }
            self.findings.add(if paper { "draft" } else { "untrue-added" }, &f.name, &[]);
        }
        let order = expected.iter().chain(&ledger);
        if all && m.files.len() == known.len() && !order.eq(m.files.iter().map(|f| &f.name)) {
            self.findings.add("untrue-order", names::MANIFEST, &[]);
        }
    }
}

/// Names the place in a table, what stands there and what the ledger says.
fn told(findings: &mut Findings, file: &str, table: &Table, form: Form, found: Option<Difference>) {
    let Some(found) = found else { return };
    match found {
        Difference::Cell(row, column, here, ledger) => {
            let heading = |(name, _): &(&str, _)| match form {
                Form::Csv => Texts::russian().format(&format!("data-{name}"), &[]),
                Form::Json => (*name).to_owned(),
            };
            let column = table.columns.get(column).map(heading).unwrap_or_default();
            let args = [("row", row.to_string()), ("column", column), ("here", here), ("ledger", ledger)];
            findings.add("untrue-cell", file, &args.each_ref().map(|(k, v)| (*k, v.as_str())));
        }
        Difference::Removed(row, ledger) => findings.add("untrue-removed", file, &[("row", &row.to_string()), ("ledger", &ledger)]),
        Difference::Added(row, here) => findings.add("untrue-row", file, &[("row", &row.to_string()), ("here", &here)]),
        Difference::Form(row) => findings.add("untrue-form", file, &[("row", &row.to_string())]),
    }
}
