//! The archive of a year: what goes in is gathered here, from papers to the ledger, and signed by the computer with the stamp.

use super::Book;
use super::archive_files::{ArchivePapers, FileKind, Stated};
use super::cells::Parts;
use super::classes::classes;
use crate::api::types::ArchiveMade;
use crate::archive::bounds::MAX_LEDGER;
use crate::archive::manifest::{FORMAT, LAYOUT, Listed, Manifest, School, SignerKey, hex};
use crate::archive::names;
use crate::archive::stream::LedgerWriter;
use crate::archive::zip::Writer;
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Event, Head, Segment, Value, Volume};
use crate::keys::root::fingerprint;
use crate::keys::{Context, PublicKey};
use crate::people::letters::fold;
use crate::staged::Staged;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;

const STAMP: i64 = 4;
const VERSION: &str = env!("CARGO_PKG_VERSION");

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
    /// `archive-no-stamp`, `archive-no-root-certificate` on a computer that may not sign it; `archive-behind` when the witness knows more than
    /// this computer; `archive-changed` when somebody wrote meanwhile, `archive-midnight` when a day began; `archive-too-large-ledger`;
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
        let (stated, today) = (self.stated()?, self.today());
        if self.unseen()? > 0 {
            return Err(Error::new(ErrorKind::Busy, "archive-behind"));
        }
        let mut zip = Writer::new(out);
        let mut put = |name: &str, _: FileKind, content: &[u8]| zip.file(name, |out| Ok(out.write_all(content)?)).map(drop);
        let pages = self.archive_files(&stated, papers, progress, &mut put)?;
        let go_on = || progress(0, 0);
        let mut events = 0;
        for (name, volume) in [(names::REGISTRY.to_owned(), Volume::REGISTRY), (names::year_ledger(self.year.0), self.year)] {
            zip.file(&name, |out| {
                let mut writer = LedgerWriter::new(out)?;
                self.home.ledger(volume, &mut |s| if go_on() { writer.add(&s) } else { Err(Error::other("cancelled")) })?;
                events += writer.events;
                Ok(())
            })?;
        }
        if zip.parts().iter().rev().take(2).map(|p| p.size).sum::<u64>() > MAX_LEDGER {
            return Err(Error::input("archive-too-large-ledger").with("mb", MAX_LEDGER >> 20));
        }
        if self.all_heads()? != heads {
            return Err(Error::new(ErrorKind::Busy, "archive-changed"));
        }
        // A draft bears the day it was drawn on.
        if self.today() != today {
            return Err(Error::new(ErrorKind::Busy, "archive-midnight"));
        }
        let Stated { school, made, interim } = stated;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            school: School { id: hex(&self.school_id().0), name: school },
            year: self.year.0,
            made,
            interim,
            program: VERSION.to_owned(),
            papers: LAYOUT,
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

    /// How many heads the witness's checkpoints name, of the registry and the year, that are not here.
    pub(super) fn unseen(&self) -> Result<usize> {
        let mut heads = self.home.witnessed(None)?.map(|(_, heads)| heads).unwrap_or_default();
        heads.retain(|h| h.chain.volume.is_registry() || h.chain.volume == self.year);
        Ok(self.home.lacking(&heads)?.len())
    }

    fn all_heads(&self) -> Result<Vec<Head>> {
        let mut all = self.home.heads(Volume::REGISTRY)?;
        all.extend(self.home.heads(self.year)?);
        all.sort_unstable();
        Ok(all)
    }
}
