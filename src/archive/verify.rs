//! Verification of an archive without any home: *intact* (nothing changed, added, removed since it was signed) apart from
//! *authentic* (signed by the school whose fingerprint is trusted). Problems name the files.

use super::ledger::{Inside, Ledger, Wrong};
use super::manifest::{MAX_MANIFEST, Manifest, hex, unhex};
use super::names;
use super::zip::{Entry, MAX_BYTES, Opened, Source, difference};
use crate::api::types::{ArchiveProblem, ArchiveVerdict};
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::keys::root::RootChain;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
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
    verify(&|| Ok(Box::new(BufReader::with_capacity(1 << 18, File::open(path)?))), trust, progress)
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
    let Some((bytes, manifest)) = bytes.and_then(|b| Manifest::from_bytes(&b).map(|m| (b, m))) else {
        findings.add("manifest", names::MANIFEST, &[]);
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
    let revoked = ledger(&entries, open, &manifest, &roots, findings)?;
    authenticity(&manifest, &roots, trust, revoked, findings);
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

/// Proves the chains; true when the signer's computer was cut off in them.
fn ledger(entries: &[Entry], open: &Again<'_>, manifest: &Manifest, roots: &RootChain, findings: &mut Findings) -> Result<bool> {
    let year = names::year_ledger(manifest.year);
    let volumes = [(names::REGISTRY, Volume::REGISTRY), (year.as_str(), Volume(manifest.year))];
    let mut ledger = Ledger::default();
    let mut places = Vec::new();
    for (name, volume) in volumes {
        let Some(e) = entries.iter().find(|e| e.name == name) else {
            findings.add("ledger", name, &[("why", "missing")]);
            return Ok(false);
        };
        places.push((e, volume));
        if let Err(wrong) = ledger.read(volume, &mut part(open, e)?) {
            findings.add("ledger", name, &[("why", wrong.word())]);
            return Ok(false);
        }
    }
    findings.verdict.events = ledger.events;
    let mut again = |inside: &mut Inside| {
        for (e, volume) in &places {
            inside.look(*volume, &mut part(open, e).map_err(|_| Wrong::Form)?)?;
        }
        Ok(())
    };
    if let Err(wrong) = ledger.prove(roots, &mut again) {
        findings.add("ledger", "", &[("why", wrong.word())]);
    }
    if ledger.events != manifest.events {
        findings.add("ledger", "", &[("why", "count")]);
    }
    Ok(unhex(&manifest.signer.device).is_some_and(|d| ledger.has_cut(&d)))
}

fn authenticity(manifest: &Manifest, roots: &RootChain, trust: Option<&str>, revoked: bool, findings: &mut Findings) {
    let certified = manifest.certified(roots).is_ok();
    if !certified {
        findings.add("key", "", &[]);
    }
    if revoked {
        findings.add("key-revoked", "", &[]);
    }
    let trusted = trust.is_some_and(|t| roots.has_fingerprint(t));
    if trust.is_some() && !trusted {
        findings.add("key-other", "", &[]);
    }
    findings.verdict.authentic = trusted && certified && !revoked;
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
