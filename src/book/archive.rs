//! The archive of a year: what goes in is gathered here, from papers to the ledger, and signed by the computer with the stamp.

use super::Book;
use super::cells::Parts;
use super::classes::classes;
use super::open_data::data_schema;
use crate::api::types::ArchiveMade;
use crate::archive::manifest::{FORMAT, Listed, Manifest, School, SignerKey, hex};
use crate::archive::names::{self, Namer};
use crate::archive::stream::LedgerWriter;
use crate::archive::zip::Writer;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Event, Head, Segment, Value, Volume};
use crate::keys::root::fingerprint;
use crate::keys::{Context, PublicKey};
use crate::people::letters::fold;
use crate::staged::Staged;
use crate::texts::Texts;
use crate::time::rfc3339;
use std::collections::BTreeMap;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

const STAMP: i64 = 4;
const VERSION: &str = env!("CARGO_PKG_VERSION");
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

impl Book {
    /// True when this computer's certificate lets it print for good and archive.
    ///
    /// # Errors
    /// Those of the store.
    pub fn has_stamp(&self) -> Result<bool> {
        let device = self.home.device();
        let cell = self.home.ask(Volume::REGISTRY, |reader| reader.cell(l::DEVICE, &[Value::Id(device.0)]))?;
        Ok(cell.is_some_and(|c| c.value.list_at(2).contains(&Value::Int(STAMP))))
    }

    /// FINGERPRINT of the root in force, without spaces.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.roots().last().public)
    }

    /// True while the year has no closing act: an archive of it is *interim*.
    ///
    /// # Errors
    /// Those of the store.
    pub fn year_is_open(&self) -> Result<bool> {
        Ok(self.home.ask(self.year, |reader| reader.cell(l::CLOSE_YEAR, &[]))?.is_none())
    }

    /// Classes of the year in the order of papers: by grade, then letter.
    ///
    /// # Errors
    /// Those of the store.
    pub fn classes_in_order(&self) -> Result<Vec<([u8; 16], String)>> {
        let mut all: Vec<_> = self.home.ask(self.year, classes)?.into_iter().collect();
        all.sort_by_cached_key(|(id, c)| (c.grade, fold(&c.letter), *id));
        Ok(all.into_iter().map(|(id, c)| (id, c.to_string())).collect())
    }

    /// Writes the archive of the year to `path`, whole or not at all. `progress(done, total)`; false cancels.
    ///
    /// # Errors
    /// `archive-no-stamp`, `archive-no-root-certificate` on a computer that may not sign it; `archive-changed` when somebody wrote meanwhile;
    /// `archive-too-large`; `ledger-unsigned`; `cancelled`; those of papers, of the store, of files.
    pub fn make_archive(
        &self,
        path: &Path,
        papers: &ArchivePapers<'_>,
        progress: &(dyn Fn(u32, u32) -> bool + Sync),
    ) -> Result<ArchiveMade> {
        self.real()?;
        let signer = self.archive_signer()?;
        let mut staged = Staged::default();
        let file = BufWriter::with_capacity(1 << 20, staged.create(path)?);
        let (file, mut made) = self.write_archive(file, signer, papers, progress)?;
        let file = file.into_inner().map_err(|e| Error::from(e.into_error()))?;
        file.sync_all()?;
        made.bytes = file.metadata()?.len();
        drop(file);
        made.file = staged.commit()?;
        Ok(made)
    }

    fn write_archive<W: Write + Seek>(
        &self,
        out: W,
        signer: SignerKey,
        papers: &ArchivePapers<'_>,
        progress: &(dyn Fn(u32, u32) -> bool + Sync),
    ) -> Result<(W, ArchiveMade)> {
        let heads = self.all_heads()?;
        let interim = self.year_is_open()?;
        let made_at = rfc3339(self.env.clock.now());
        let school = self.school()?;
        let mut zip = Writer::new(out);
        zip.file(names::README, |out| Ok(out.write_all(self.readme(&school.name, &made_at, interim).as_bytes())?))?;
        let pages = self.write_papers(&mut zip, papers, progress)?;
        let go_on = || progress(0, 0);
        zip.file("данные/схема.json", |out| Ok(out.write_all(&data_schema()?)?))?;
        for (name, csv, json) in self.open_data(&go_on)? {
            let title = Texts::russian().format(&format!("table-{name}"), &[]);
            zip.file(&format!("данные/{title}.csv"), |out| Ok(out.write_all(&csv)?))?;
            zip.file(&format!("данные/{title}.json"), |out| Ok(out.write_all(&json)?))?;
        }
        let mut events = 0;
        for (name, volume) in [(names::REGISTRY.to_owned(), Volume::REGISTRY), (names::year_ledger(self.year.0), self.year)] {
            zip.file(&name, |out| {
                let mut writer = LedgerWriter::new(out)?;
                self.home.ledger(volume, &mut |s| if go_on() { writer.add(&s) } else { Err(Error::other("cancelled")) })?;
                events += writer.events;
                Ok(())
            })?;
        }
        if self.all_heads()? != heads {
            return Err(Error::new(crate::ErrorKind::Busy, "archive-changed"));
        }
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            school: School { id: hex(&self.school_id().0), name: school.name },
            year: self.year.0,
            made: made_at,
            interim,
            program: VERSION.to_owned(),
            fingerprint: self.fingerprint(),
            roots: self.home.root_documents()?.iter().map(|d| hex(d)).collect(),
            signer,
            events,
            files: zip.parts().iter().map(Listed::from).collect(),
        };
        let bytes = manifest.to_bytes()?;
        let signature = self.vault.device().signing.sign(Context::ARCHIVE, &[&bytes]);
        zip.file(names::MANIFEST, |out| Ok(out.write_all(&bytes)?))?;
        zip.file(names::SIGNATURE, |out| Ok(out.write_all(&signature.0)?))?;
        let made = ArchiveMade {
            file: String::new(),
            bytes: 0,
            files: u32::try_from(zip.parts().len()).unwrap_or(u32::MAX),
            pages,
            interim,
            fingerprint: manifest.fingerprint,
            manifest: hex(blake3::hash(&bytes).as_bytes()),
        };
        Ok((zip.finish()?, made))
    }

    /// Draws the papers of all classes on several threads and writes them in the order of classes; gives their pages.
    fn write_papers<W: Write + Seek>(
        &self,
        zip: &mut Writer<W>,
        papers: &ArchivePapers<'_>,
        progress: &(dyn Fn(u32, u32) -> bool + Sync),
    ) -> Result<u32> {
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
            let written = self.write_in_order(zip, &receive, total, progress);
            stop.store(true, Ordering::SeqCst);
            drop(receive);
            written
        })
    }

    fn write_in_order<W: Write + Seek>(
        &self,
        zip: &mut Writer<W>,
        receive: &mpsc::Receiver<(usize, Result<Vec<PaperFile>>)>,
        total: u32,
        progress: &(dyn Fn(u32, u32) -> bool + Sync),
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
                zip.file(&name, |out| Ok(out.write_all(&file.bytes)?))?;
            }
        }
        progress(total, total);
        Ok(pages)
    }

    /// What this computer signs archives with, and a root's word for it.
    fn archive_signer(&self) -> Result<SignerKey> {
        if !self.has_stamp()? {
            return Err(Error::denied("archive-no-stamp"));
        }
        let (device, key) = (self.home.device(), self.vault.device().signing.public());
        let certificate = self.root_certificate(&key)?.ok_or_else(|| Error::denied("archive-no-root-certificate"))?;
        Ok(SignerKey { device: hex(&device.0), key: hex(&key.0), certificate: hex(&certificate.to_bytes()) })
    }

    /// The segment of a root's chain that certifies a key of this computer.
    fn root_certificate(&self, key: &PublicKey) -> Result<Option<Segment>> {
        let roots = self.root_ids();
        let device = self.home.device();
        let holds = |bytes: &Vec<u8>| {
            let event = Event::from_bytes(bytes).filter(|e| e.kind == l::DEVICE && e.key == [Value::Id(device.0)]);
            event.is_some_and(|e| e.value.blob(0).as_deref() == Some(&key.0[..]) && e.value.list_at(2).contains(&Value::Int(STAMP)))
        };
        let mut found = None;
        self.home.ledger_of(Volume::REGISTRY, &|c| roots.contains(&c.device), &mut |s| {
            if s.events.iter().any(holds) {
                found = Some(s);
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn all_heads(&self) -> Result<Vec<Head>> {
        let mut all = self.home.heads(Volume::REGISTRY)?;
        all.extend(self.home.heads(self.year)?);
        all.sort_unstable();
        Ok(all)
    }

    fn readme(&self, school: &str, made: &str, interim: bool) -> String {
        let years = format!("{}/{}", self.year.0, self.year.0 + 1);
        let day = crate::time::school_date(self.env.clock.now(), self.zone).format("%d.%m.%Y").to_string();
        let fingerprint = self.roots().fingerprint_shown();
        let args = [
            ("school", school),
            ("years", years.as_str()),
            ("day", day.as_str()),
            ("made", made),
            ("fingerprint", fingerprint.as_str()),
            ("interim", if interim { "yes" } else { "no" }),
            ("year", &self.year.0.to_string()),
        ];
        let text = Texts::russian().format("archive-readme", &args);
        // The notepads of old systems want both marks.
        format!("\u{FEFF}{}\r\n", text.replace('\n', "\r\n"))
    }
}
