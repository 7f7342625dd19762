//! Verification of an archive without any home: *intact* (nothing changed, added, removed since it was signed) apart from
//! *authentic* (signed by the school whose fingerprint is trusted). Problems name the files.

use super::judged::{self, Stamp};
use super::ledger::{Inside, Ledger, Wrong, root_ids};
use super::manifest::{MAX_MANIFEST, Manifest, hex, unhex};
use super::names;
use super::zip::{Entry, MAX_BYTES, Opened, Source, difference};
use crate::api::types::{ArchiveProblem, ArchiveVerdict};
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::keys::root::RootChain;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Problems named at most; the rest is counted.
const MOST_PROBLEMS: usize = 200;

/// Gives the archive's bytes, as often as asked.
pub type Again<'a> = dyn Fn() -> Result<Box<dyn Source>> + 'a;

/// Verifies a file.
///
/// # Errors
/// `file-not-found` and others of files; `cancelled` when `progress` says false. What is wrong with the archive is in the verdict.
pub fn verify_file(path: &Path, trust: Option<&str>, progress: &dyn Fn(u32, u32) -> bool) -> Result<ArchiveVerdict> {
    verify(&|| Ok(Box::new(BufReader::with_capacity(1 << 18, crate::given::open(path)?))), trust, progress)
}

/// Verifies what `open` gives.
///
/// # Errors
/// As [`verify_file`].
pub fn verify(open: &Again<'_>, trust: Option<&str>, progress: &dyn Fn(u32, u32) -> bool) -> Result<ArchiveVerdict> {
    let mut findings = Findings { verdict: blank(trust.is_some()), more: 0 };
    // A file that is not there, or cannot be read, is no finding.
    open()?.seek(SeekFrom::Start(0))?;
    match Opened::open(open()?) {
        Some(archive) => examine(archive, open, trust, progress, &mut findings)?,
        None => findings.add("not-archive", "", &[]),
    }
    Ok(findings.verdict())
}

fn blank(compared: bool) -> ArchiveVerdict {
    ArchiveVerdict {
        intact: false,
        authentic: false,
        compared,
        school: String::new(),
        year: 0,
        interim: false,
        made: String::new(),
        fingerprint: String::new(),
        files: 0,
        events: 0,
        problems: Vec::new(),
    }
}

struct Findings {
    verdict: ArchiveVerdict,
    more: u32,
}

impl Findings {
    fn add(&mut self, code: &str, file: &str, args: &[(&str, &str)]) {
        if self.verdict.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let args = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        self.verdict.problems.push(ArchiveProblem { code: code.to_owned(), file: file.to_owned(), args });
    }

    /// Nothing but doubts about the key may stand in an intact archive.
    fn verdict(mut self) -> ArchiveVerdict {
        if self.more > 0 {
            let args = BTreeMap::from([("count".to_owned(), self.more.to_string())]);
            self.verdict.problems.push(ArchiveProblem { code: "more".to_owned(), file: String::new(), args });
        }
        self.verdict.intact = self.verdict.problems.iter().all(|p| p.code.starts_with("key"));
        self.verdict.authentic &= self.verdict.intact;
        self.verdict
    }
}

fn examine(
    mut archive: Opened<Box<dyn Source>>,
    open: &Again<'_>,
    trust: Option<&str>,
    progress: &dyn Fn(u32, u32) -> bool,
    findings: &mut Findings,
) -> Result<()> {
    if let Some(at) = difference(archive.entries(), &mut open()?)? {
        findings.add("not-canonical", "", &[("at", &at.to_string())]);
    }
    let entries = archive.entries().to_vec();
    findings.verdict.files = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let place = |name: &str| entries.iter().position(|e| e.name == name);
    let (Some(at), signature) = (place(names::MANIFEST), place(names::SIGNATURE)) else {
        findings.add("removed", names::MANIFEST, &[]);
        return Ok(());
    };
    let bytes = whole(&mut archive, at, MAX_MANIFEST);
    let old = bytes.as_deref().is_some_and(Manifest::too_old);
    let Some((bytes, manifest)) = bytes.and_then(|b| Manifest::from_bytes(&b).map(|m| (b, m))) else {
        findings.add(if old { "too-old" } else { "manifest" }, names::MANIFEST, &[]);
        return Ok(());
    };
    let v = &mut findings.verdict;
    (v.school, v.year, v.interim) = (manifest.school.name.clone(), manifest.year, manifest.interim);
    (v.made, v.fingerprint) = (manifest.made.clone(), manifest.fingerprint.clone());
    match signature.map(|s| whole(&mut archive, s, 64)) {
        None => findings.add("removed", names::SIGNATURE, &[]),
        Some(s) if s.as_deref().is_some_and(|s| manifest.signed(&bytes, s)) => {}
        Some(_) => findings.add("signature", names::SIGNATURE, &[]),
    }
    contents(&mut archive, &entries, &manifest, progress, findings)?;
    if !findings.verdict.problems.is_empty() {
        // What differs is named; chains inside files that were changed prove nothing.
        return Ok(());
    }
    let Some(roots) = manifest.root_chain() else {
        findings.add("key", "", &[]);
        findings.add("ledger", "", &[("why", "roots")]);
        return Ok(());
    };
    let stamp = ledger(&entries, open, &manifest, &roots, findings)?;
    authenticity(&roots, trust, stamp, findings);
    Ok(())
}

/// Compares every file with the manifest: order, size, hash.
fn contents(
    archive: &mut Opened<Box<dyn Source>>,
    entries: &[Entry],
    manifest: &Manifest,
    progress: &dyn Fn(u32, u32) -> bool,
    findings: &mut Findings,
) -> Result<()> {
    let listed: BTreeMap<&str, _> = manifest.files.iter().map(|f| (f.name.as_str(), f)).collect();
    let mut seen = BTreeSet::new();
    let total = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    for (i, e) in entries.iter().enumerate() {
        if !progress(u32::try_from(i).unwrap_or(total), total) {
            return Err(Error::other("cancelled"));
        }
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
        });
        if read != Some(f.size) || hex(hasher.finalize().as_bytes()) != f.blake3 {
            findings.add("changed", &e.name, &[]);
        }
    }
    progress(total, total);
    for f in manifest.files.iter().filter(|f| !seen.contains(f.name.as_str())) {
        findings.add("removed", &f.name, &[]);
    }
    let order = manifest.files.iter().map(|f| f.name.as_str()).chain([names::MANIFEST, names::SIGNATURE]);
    if findings.verdict.problems.is_empty() && !order.eq(entries.iter().map(|e| e.name.as_str())) {
        findings.add("not-canonical", "", &[("at", "0")]);
    }
    Ok(())
}

/// Proves the chains, and judges by them the stamp of the computer that signed; nothing where they are not proved.
fn ledger(entries: &[Entry], open: &Again<'_>, manifest: &Manifest, roots: &RootChain, findings: &mut Findings) -> Result<Option<Stamp>> {
    let year = names::year_ledger(manifest.year);
    let volumes = [(names::REGISTRY, Volume::REGISTRY), (year.as_str(), Volume(manifest.year))];
    let mut ledger = Ledger::default();
    let mut places = Vec::new();
    for (name, volume) in volumes {
        let Some(e) = entries.iter().find(|e| e.name == name) else {
            findings.add("ledger", name, &[("why", "missing")]);
            return Ok(None);
        };
        places.push((e, volume));
        if let Err(wrong) = ledger.read(volume, &mut part(open, e)?) {
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
            inside.look(*volume, &mut part(open, e).map_err(|_| Wrong::Form)?)?;
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
    let registry = || places.first().and_then(|(e, _)| part(open, e).ok());
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
    archive.read(i, limit, &mut |piece| out.extend_from_slice(piece))?;
    Some(out)
}

/// The bytes of an entry as they lie in the file.
fn part(open: &Again<'_>, e: &Entry) -> Result<impl Read> {
    let mut from = open()?;
    from.seek(SeekFrom::Start(e.at))?;
    Ok(BufReader::with_capacity(1 << 18, from.take(e.size.min(MAX_BYTES))))
}
