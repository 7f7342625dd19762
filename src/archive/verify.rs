//! Verification of an archive without any home, up to who signed: *intact* (nothing changed, added, removed since it was signed) apart
//! from *authentic* (signed by the school whose fingerprint is trusted). Whether it is *true* is for `book` to say, which folds what was proved here.

use super::bounds::MAX_LEDGER;
use super::findings::Findings;
use super::judged::{self, Stamp};
use super::ledger::{Inside, Ledger, Wrong, root_ids};
use super::manifest::{MAX_MANIFEST, Manifest, hex, unhex};
use super::names;
use super::stream::segments;
use super::watch::{Stage, Told, Watch};
use super::zip::{Entry, MAX_BYTES, Opened, Source, difference};
use crate::error::Result;
use crate::event::{Segment, Volume};
use crate::keys::root::RootChain;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek, SeekFrom, Take};

/// Gives the archive's bytes, as often as asked.
pub type Opening = dyn Fn() -> Result<Box<dyn Source>> + Send + Sync;

/// The bytes of a file inside.
pub type Content = BufReader<Take<Box<dyn Source>>>;

/// An intact archive whose ledger is proved.
pub struct Proved {
    /// The manifest.
    pub manifest: Manifest,
    /// The school's roots.
    pub roots: RootChain,
    entries: Vec<Entry>,
}

impl Proved {
    /// The segments of a volume's file.
    ///
    /// # Errors
    /// Of files; `archive-unread` when the file has changed meanwhile.
    pub fn segments(&self, open: &Opening, volume: Volume, watch: &Watch) -> Result<Vec<Segment>> {
        let name = if volume.is_registry() { names::REGISTRY.to_owned() } else { names::year_ledger(volume.0) };
        let read = segments(volume, &mut self.read(open, &name, watch)?);
        watch.go_on()?;
        read.ok_or_else(unread)
    }

    /// A file's content, from its beginning.
    ///
    /// # Errors
    /// As [`Proved::segments`].
    pub fn read<'w>(&self, open: &Opening, name: &str, watch: &'w Watch) -> Result<Told<'w, Content>> {
        let entry = self.entries.iter().find(|e| e.name == name).ok_or_else(unread)?;
        Ok(Told::new(part(open, entry)?, watch, Stage::Ledger, 1, 1))
    }
}

fn unread() -> crate::Error {
    crate::Error::input("archive-unread")
}

/// Looks at what `open` gives. Something comes back when the archive is intact, and what is wrong with it stands among the findings.
///
/// # Errors
/// `file-not-found` and others of files; `cancelled`.
pub fn examine(open: &Opening, trust: Option<&str>, watch: &Watch, findings: &mut Findings) -> Result<Option<Proved>> {
    // A file that is not there, or cannot be read, is no finding.
    let mut from = open()?;
    let length = from.seek(SeekFrom::End(0))?;
    if length > MAX_BYTES {
        findings.add("too-large", "", &[("gb", "4")]);
        return Ok(None);
    }
    from.seek(SeekFrom::Start(0))?;
    let mut first = Vec::new();
    from.take(4).read_to_end(&mut first)?;
    match Opened::open(open()?) {
        Some(archive) => whole_archive(archive, open, trust, watch, findings),
        None if first == *b"PK\x03\x04" => {
            findings.add("not-canonical", "", &[("at", &length.saturating_sub(22).to_string())]);
            Ok(None)
        }
        None => {
            findings.add("not-archive", "", &[]);
            Ok(None)
        }
    }
}

fn whole_archive(
    mut archive: Opened<Box<dyn Source>>,
    open: &Opening,
    trust: Option<&str>,
    watch: &Watch,
    findings: &mut Findings,
) -> Result<Option<Proved>> {
    if let Some(at) = difference(archive.entries(), &mut open()?)? {
        findings.add("not-canonical", "", &[("at", &at.to_string())]);
    }
    let entries = archive.entries().to_vec();
    findings.verdict.files = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let place = |name: &str| entries.iter().position(|e| e.name == name);
    let (Some(at), signature) = (place(names::MANIFEST), place(names::SIGNATURE)) else {
        findings.add("removed", names::MANIFEST, &[]);
        return Ok(None);
    };
    let bytes = whole(&mut archive, at, MAX_MANIFEST);
    let old = bytes.as_deref().is_some_and(Manifest::too_old);
    let Some((bytes, manifest)) = bytes.and_then(|b| Manifest::from_bytes(&b).map(|m| (b, m))) else {
        findings.add(if old { "too-old" } else { "manifest" }, names::MANIFEST, &[]);
        return Ok(None);
    };
    let v = &mut findings.verdict;
    (v.school, v.year, v.interim) = (manifest.school.name.clone(), manifest.year, manifest.interim);
    (v.made, v.fingerprint) = (manifest.made.clone(), manifest.fingerprint.clone());
    match signature.map(|s| whole(&mut archive, s, 64)) {
        None => findings.add("removed", names::SIGNATURE, &[]),
        Some(s) if s.as_deref().is_some_and(|s| manifest.signed(&bytes, s)) => {}
        Some(_) => findings.add("signature", names::SIGNATURE, &[]),
    }
    let ledgers = [names::REGISTRY.to_owned(), names::year_ledger(manifest.year)];
    let sizes = manifest.files.iter().filter(|f| ledgers.contains(&f.name)).map(|f| f.size);
    if sizes.fold(0, u64::saturating_add) > MAX_LEDGER {
        findings.add("ledger", "", &[("why", Wrong::Limit.word())]);
        return Ok(None);
    }
    contents(&mut archive, &entries, &manifest, watch, findings)?;
    if !findings.intact() {
        // What differs is named; chains inside files that were changed prove nothing.
        return Ok(None);
    }
    let Some(roots) = manifest.root_chain() else {
        findings.add("key", "", &[]);
        findings.add("ledger", "", &[("why", "roots")]);
        return Ok(None);
    };
    let stamp = ledger(&entries, open, &manifest, &roots, watch, findings)?;
    watch.go_on()?;
    authenticity(&roots, trust, stamp, findings);
    Ok(findings.intact().then_some(Proved { manifest, roots, entries }))
}

/// Compares every file with the manifest: order, size, hash.
fn contents(
    archive: &mut Opened<Box<dyn Source>>,
    entries: &[Entry],
    manifest: &Manifest,
    watch: &Watch,
    findings: &mut Findings,
) -> Result<()> {
    let listed: BTreeMap<&str, _> = manifest.files.iter().map(|f| (f.name.as_str(), f)).collect();
    let mut seen = BTreeSet::new();
    let (mut done, of) = (0u64, entries.iter().map(|e| e.size).fold(0, u64::saturating_add));
    for (i, e) in entries.iter().enumerate() {
        watch.tell(Stage::Contents, done, of)?;
        if e.name == names::MANIFEST || e.name == names::SIGNATURE {
            continue;
        }
        let Some(f) = listed.get(e.name.as_str()) else {
            findings.add("added", &e.name, &[]);
            continue;
        };
        seen.insert(e.name.as_str());
        let mut hasher = blake3::Hasher::new();
        let read = archive.read(i, f.size, &mut |piece| {
            hasher.update(piece);
            done = done.saturating_add(piece.len() as u64);
            watch.tell(Stage::Contents, done, of).ok()
        });
        watch.go_on()?;
        if read != Some(f.size) || hex(hasher.finalize().as_bytes()) != f.blake3 {
            findings.add("changed", &e.name, &[]);
        }
    }
    for f in manifest.files.iter().filter(|f| !seen.contains(f.name.as_str())) {
        findings.add("removed", &f.name, &[]);
    }
    let order = manifest.files.iter().map(|f| f.name.as_str()).chain([names::MANIFEST, names::SIGNATURE]);
    if findings.intact() && !order.eq(entries.iter().map(|e| e.name.as_str())) {
        findings.add("not-canonical", "", &[("at", "0")]);
    }
    Ok(())
}

/// Proves the chains, and judges by them the stamp of the computer that signed; nothing where they are not proved.
fn ledger(
    entries: &[Entry],
    open: &Opening,
    manifest: &Manifest,
    roots: &RootChain,
    watch: &Watch,
    findings: &mut Findings,
) -> Result<Option<Stamp>> {
    let year = names::year_ledger(manifest.year);
    let volumes = [(names::REGISTRY, Volume::REGISTRY), (year.as_str(), Volume(manifest.year))];
    let mut ledger = Ledger::default();
    let mut places: Vec<(&Entry, Volume)> = Vec::new();
    for (name, volume) in volumes {
        let Some(e) = entries.iter().find(|e| e.name == name) else {
            findings.add("ledger", name, &[("why", "missing")]);
            return Ok(None);
        };
        places.push((e, volume));
    }
    let of: u64 = places.iter().map(|(e, _)| e.size).sum();
    let mut done = 0;
    for ((e, volume), (name, _)) in places.iter().zip(volumes) {
        let read = ledger.read(*volume, &mut Told::new(part(open, e)?, watch, Stage::Ledger, done, of));
        watch.go_on()?;
        done += e.size;
        if let Err(wrong) = read {
            findings.add("ledger", name, &[("why", wrong.word())]);
            return Ok(None);
        }
    }
    findings.verdict.events = ledger.events;
    if ledger.events != manifest.events {
        findings.add("ledger", "", &[("why", "count")]);
    }
    let mut again = |inside: &mut Inside| {
        for (e, volume) in &places {
            let from = part(open, e).map_err(|_| Wrong::Form)?;
            inside.look(*volume, &mut Told::new(from, watch, Stage::Ledger, of, of))?;
        }
        Ok(())
    };
    let follows = match ledger.prove(roots, &mut again) {
        Ok(follows) => follows,
        Err(wrong) => {
            findings.add("ledger", "", &[("why", wrong.word())]);
            return Ok(None);
        }
    };
    let (certificates, device) = (manifest.certificates(roots), unhex(&manifest.signer.device).unwrap_or_default());
    let registry = || places.first().and_then(|(e, _)| Some(Told::new(part(open, e).ok()?, watch, Stage::Ledger, of, of)));
    Ok(judged::stamp(&ledger, &follows, &root_ids(roots), &device, &certificates, registry).or(Some(Stamp::None)))
}

fn authenticity(roots: &RootChain, trust: Option<&str>, stamp: Option<Stamp>, findings: &mut Findings) {
    match stamp {
        // Where the chains are not proved, nothing more is said of who signed.
        Some(Stamp::Good) | None => {}
        Some(Stamp::None) => findings.add("key", "", &[]),
        Some(Stamp::Cut) => findings.add("key-revoked", "", &[]),
    }
    let trusted = trust.is_some_and(|t| roots.has_fingerprint(t));
    if trust.is_some() && !trusted {
        findings.add("key-other", "", &[]);
    }
    findings.verdict.authentic = trusted && stamp == Some(Stamp::Good);
}

/// The content of a small entry; `None` when it is larger or cannot be read.
fn whole(archive: &mut Opened<Box<dyn Source>>, i: usize, limit: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    archive.read(i, limit, &mut |piece| {
        out.extend_from_slice(piece);
        Some(())
    })?;
    Some(out)
}

/// The bytes of an entry as they lie in the file.
fn part(open: &Opening, e: &Entry) -> Result<Content> {
    let mut from = open()?;
    from.seek(SeekFrom::Start(e.at))?;
    Ok(BufReader::with_capacity(1 << 18, from.take(e.size.min(MAX_BYTES))))
}
