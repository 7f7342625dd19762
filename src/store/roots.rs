//! Roots that this computer follows, and computers that somebody introduced (made exact, 2, 3).

use super::types::Write;
use super::volume::Vol;
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Event, Head, Segment, root_id};
use crate::id::DeviceId;
use crate::keys::root::{Root, body_hash, comes_first, follows};
use std::collections::{HashMap, HashSet};

/// Name of the local row with the public keys of the roots, one after another.
pub(super) const ROOTS: &str = "roots";
/// Name of the local row with the hashes of bodies that a person has refused, one after another.
const REFUSED: &str = "roots-refused";

/// Computers by who introduced them.
#[derive(Debug, Default)]
pub struct Introduced {
    keys: HashMap<DeviceId, [u8; 32]>,
    by: HashMap<DeviceId, HashSet<Option<DeviceId>>>,
}

impl Introduced {
    /// A `device` event of a root's chain (`by` none) or of a computer's.
    pub fn note(&mut self, by: Option<DeviceId>, device: DeviceId, sign: [u8; 32]) {
        // An id follows from its keys: whoever says it says the same.
        self.keys.insert(device, sign);
        self.by.entry(device).or_default().insert(by);
    }
    /// True when a root's chain has a `device` event of it.
    pub fn by_root(&self, device: &DeviceId) -> bool {
        self.by.get(device).is_some_and(|b| b.contains(&None))
    }
    /// The key of a computer that a root introduced, or a computer that a root introduced; no further.
    pub fn key(&self, device: &DeviceId) -> Option<[u8; 32]> {
        let counts = |by: &Option<DeviceId>| by.as_ref().is_none_or(|d| self.by_root(d));
        self.by.get(device).filter(|b| b.iter().any(counts)).and_then(|_| self.keys.get(device).copied())
    }
}

/// The only key that signs heads of a chain; none when nobody introduced its computer.
pub fn signer(chain: &ChainId, registry: &Vol) -> Option<[u8; 32]> {
    let root = registry.roots.iter().position(|r| *r == chain.device);
    match root {
        Some(i) if chain.volume.is_registry() => registry.root_keys.get(i).copied(),
        Some(_) => None,
        None => registry.introduced.key(&chain.device),
    }
}

/// Name of the local row with the public keys of roots that were followed and are not any more, one after another.
const LEFT: &str = "roots-left";

/// Two right bodies of one root.
pub struct Bodies {
    /// The document that this computer follows.
    pub followed: Vec<u8>,
    /// The other one.
    pub other: Vec<u8>,
}

/// As [`signer`], for a chain that is in the set already: of a root that was left, and of computers that such a root introduced.
pub fn signer_of_kept(chain: &ChainId, registry: &Vol) -> Option<[u8; 32]> {
    let left = || registry.left_roots.chunks_exact(32).filter_map(|k| k.try_into().ok()).find(|k| root_id(k) == chain.device);
    // An id follows from its keys, so whoever named the computer named the right ones.
    let named = || registry.introduced.keys.get(&chain.device).copied().filter(|_| !registry.left_roots.is_empty());
    signer(chain, registry).or_else(left).or_else(named)
}

fn row(version: usize) -> String {
    format!("root-{version}")
}
/// Local rows of a registry that follows these roots: public key and document of each, in order.
pub fn rows(roots: &[([u8; 32], Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let keys = roots.iter().flat_map(|r| r.0).collect();
    let documents = (1..).zip(roots).map(|(n, r)| (row(n), r.1.clone()));
    std::iter::once((ROOTS.to_owned(), keys)).chain(documents).collect()
}
fn other_row(version: usize) -> String {
    format!("root-other-{version}")
}

impl Vol {
    /// Reads the roots followed, of a registry.
    pub fn read_roots(&mut self) -> Result<()> {
        if self.year() {
            return Ok(());
        }
        let raw = self.local(ROOTS)?.unwrap_or_default();
        self.root_keys = raw.chunks_exact(32).filter_map(|c| c.try_into().ok()).collect();
        self.roots = self.root_keys.iter().map(root_id).collect();
        self.refused_bodies = self.local(REFUSED)?.unwrap_or_default();
        self.left_roots = self.local(LEFT)?.unwrap_or_default();
        Ok(())
    }

    /// The document of a root that this computer follows.
    pub fn root_document(&self, version: usize) -> Result<Option<Vec<u8>>> {
        self.local(&row(version))
    }

    /// Another right body of a root's version than the one followed: an alarm.
    pub fn other_root_document(&self, version: usize) -> Result<Option<Vec<u8>>> {
        self.local(&other_row(version))
    }

    /// The two bodies of a root of which a second one came; none while there is one.
    pub fn bodies(&self, version: usize) -> Result<Option<Bodies>> {
        let (followed, other) = (self.root_document(version)?, self.other_root_document(version)?);
        Ok(followed.zip(other).map(|(followed, other)| Bodies { followed, other }))
    }

    /// A person has refused this body of a root: it is an alarm no more, here or wherever it comes again.
    pub fn refuse_body(&mut self, version: usize, document: &[u8]) -> Result<()> {
        self.refused_bodies.extend(body_hash(document).into_iter().flatten());
        self.set_local(REFUSED, Some(&self.refused_bodies))?;
        self.set_local(&other_row(version), None)
    }

    /// Follows this body of a root in place of another: roots that followed from that one are followed no more.
    pub fn follow_body(&mut self, version: usize, document: &[u8]) -> Result<()> {
        for later in version + 1..=self.roots.len() {
            self.set_local(&row(later), None)?;
            self.set_local(&other_row(later), None)?;
        }
        let (keys, left) = self.root_keys.split_at(version.min(self.root_keys.len()));
        self.set_local(LEFT, Some(&[self.left_roots.clone(), left.concat()].concat()))?;
        self.set_local(ROOTS, Some(&keys.concat()))?;
        self.set_local(&row(version), Some(document))?;
        self.read_roots()
    }

    fn is_refused(&self, document: &[u8]) -> bool {
        body_hash(document).is_some_and(|hash| self.refused_bodies.chunks_exact(32).any(|refused| refused == hash))
    }

    /// Follows one root more.
    fn follow(&mut self, root: &Root, document: &[u8]) -> Result<()> {
        let mut keys = self.root_keys.clone();
        keys.push(root.public.0);
        self.set_local(ROOTS, Some(&keys.concat()))?;
        self.set_local(&row(keys.len()), Some(document))?;
        self.read_roots()
    }

    /// A root's document came in its own chain: the first body of a version is followed, another one is noted for the alarm.
    pub fn note_root(&mut self, chain: &ChainId, event: &Event) -> Result<()> {
        let Some(i) = self.roots.iter().position(|r| *r == chain.device) else { return Ok(()) };
        let Some(document) = document_of(event).map(<[u8]>::to_vec) else { return Ok(()) };
        let version = i + 1;
        let public = self.root_keys.get(i).copied().unwrap_or_default();
        let right = match i.checked_sub(1) {
            None => crate::keys::root::verify_roots(&[&document]).is_ok_and(|c| c.last().public.0 == public),
            Some(_) => match self.root_document(i)? {
                Some(previous) => follows(&previous, &document).is_some_and(|r| r.public.0 == public),
                None => false,
            },
        };
        match self.root_document(version)? {
            _ if !right || self.is_refused(&document) => Ok(()),
            None => self.set_local(&row(version), Some(&document)),
            Some(known) if crate::keys::root::same_body(&known, &document) => Ok(()),
            Some(_) => {
                log::warn!("a second body of root {version} came");
                self.set_local(&other_row(version), Some(&document))
            }
        }
    }

    /// Follows roots whose documents stand at the beginning of these segments: of several right bodies of a version the first in order.
    pub fn discover<'a>(&mut self, segments: impl Iterator<Item = &'a Segment> + Clone) -> Result<()> {
        loop {
            let Some(last) = self.root_document(self.roots.len())? else { return Ok(()) };
            let mut best: Option<(Root, Vec<u8>)> = None;
            for s in segments.clone() {
                let Some((root, document)) = next_in(s, &last) else { continue };
                if best.as_ref().is_none_or(|(_, known)| comes_first(&document, known)) {
                    best = Some((root, document));
                }
            }
            let Some((root, document)) = best else { return Ok(()) };
            log::info!("root {} followed", root.version);
            self.follow(&root, &document)?;
        }
    }
}

/// The document in a `root` event.
fn document_of(event: &Event) -> Option<&[u8]> {
    (event.kind == l::ROOT && event.well_formed()).then(|| event.value.items()?.first()?.bytes())?
}

/// The following root whose chain a segment begins, signed by its key.
fn next_in(s: &Segment, last: &[u8]) -> Option<(Root, Vec<u8>)> {
    if s.first != 0 || !s.chain.volume.is_registry() {
        return None;
    }
    let event = Event::from_bytes(s.events.first()?)?;
    let document = document_of(&event)?;
    let root = follows(last, document)?;
    let head: Head = s.head()?;
    let own = root_id(&root.public.0) == s.chain.device && super::receive::signed(&head, &s.signature, &root.public.0);
    own.then(|| (root, document.to_vec()))
}

/// A root that is written here for the first time: its document comes first and follows from the last root's.
pub fn found(vol: &mut Vol, device: DeviceId, writes: &[Write]) -> Result<()> {
    let unknown = || Error::new(ErrorKind::NotAuthentic, "root-unknown");
    let last = vol.root_document(vol.roots.len())?.ok_or_else(unknown)?;
    let first = writes.first().filter(|w| w.kind == l::ROOT).and_then(|w| w.value.items()?.first()?.bytes()).ok_or_else(unknown)?;
    let root = follows(&last, first).filter(|r| root_id(&r.public.0) == device).ok_or_else(unknown)?;
    vol.follow(&root, first)
}

impl super::home::Home {
    /// Chains whose beginning a `gap` declares lost and that has not been found, whatever the fate of the `gap`.
    ///
    /// # Errors
    /// Storage errors.
    pub fn open_gaps(&self, volume: crate::event::Volume) -> Result<usize> {
        Ok(self.fresh()?.vol(volume)?.chains.iter().filter(|(_, b)| b.gap).count())
    }

    /// Documents of the roots that this computer follows, in order.
    ///
    /// # Errors
    /// Storage errors.
    pub fn root_documents(&self) -> Result<Vec<Vec<u8>>> {
        let guard = self.fresh()?;
        let vol = &guard.registry;
        (1..=vol.roots.len()).filter_map(|n| vol.root_document(n).transpose()).collect()
    }

    /// Other right bodies of the roots that this computer follows, by version: somebody made two.
    ///
    /// # Errors
    /// Storage errors.
    pub fn other_root_bodies(&self) -> Result<Vec<(usize, Vec<u8>)>> {
        let guard = self.fresh()?;
        let vol = &guard.registry;
        let numbered = |n: usize| Ok(vol.other_root_document(n)?.map(|d| (n, d)));
        (1..=vol.roots.len()).filter_map(|n| numbered(n).transpose()).collect()
    }
}
