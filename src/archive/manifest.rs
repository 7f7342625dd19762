//! The manifest: what an archive holds, of which school and year, made when, signed by which computer.
//!
//! JSON with one form for one meaning: what re-encodes differently is refused. The signature is over its bytes as they stand.

use super::names;
use super::zip::{MAX_FILES, Part};
use crate::error::{Error, Result};
use crate::event::segment::head_message;
use crate::event::{Event, Head, Law, Segment, root_id};
use crate::id::AnyId;
use crate::keys::root::{RootChain, verify_roots};
use crate::keys::{Context, PublicKey, Signature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the format calls itself.
pub const FORMAT: &str = "zhurnal archive 3";
/// What it called itself in trial versions of the program.
const OLD: [&str; 2] = ["zhurnal archive 1", "zhurnal archive 2"];
/// A manifest is never longer.
pub const MAX_MANIFEST: u64 = 8 << 20;
/// The capability of the computer that prints for good and archives.
pub const STAMP: u8 = 4;
/// How papers are filled and laid out: raised whenever papers of the same journal would come out otherwise.
pub const LAYOUT: u16 = 1;

/// The school an archive is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Random id, 32 hexadecimal characters.
    pub id: String,
    /// Name, as papers print it.
    pub name: String,
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignerKey {
    /// Device id, hexadecimal.
    pub device: String,
    /// Its Ed25519 public key, hexadecimal.
    pub key: String,
    /// A segment of a root's chain that holds the computer's certificate, hexadecimal.
    pub certificate: String,
}

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Path inside the archive.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// BLAKE3, hexadecimal.
    pub blake3: String,
}

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The school.
    pub school: School,
    /// First calendar year of the academic year.
    pub year: u16,
    /// When it was made, RFC 3339 UTC.
    pub made: String,
    /// Made while the year was open.
    pub interim: bool,
    /// Version of the program that made it.
    pub program: String,
    /// [`LAYOUT`] of the papers inside.
    pub papers: u16,
    /// FINGERPRINT of the root in force.
    pub fingerprint: String,
    /// Root documents from root/1 on, hexadecimal.
    pub roots: Vec<String>,
    /// Who signed.
    pub signer: SignerKey,
    /// Events in the ledger's files together.
    pub events: u64,
    /// The files in the order in which they stand.
    pub files: Vec<Listed>,
}

impl From<&Part> for Listed {
    fn from(p: &Part) -> Self {
        Self { name: p.name.clone(), size: p.size, blake3: hex(&p.hash) }
    }
}

impl Manifest {
    /// The one form: JSON indented by two spaces, ending with a line feed.
    ///
    /// # Errors
    /// `archive-write`.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut out = serde_json::to_vec_pretty(self).map_err(|_| Error::other("archive-write"))?;
        out.push(b'\n');
        Ok(out)
    }

    /// Reads [`Manifest::to_bytes`]; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if u64::try_from(bytes.len()).ok()? > MAX_MANIFEST {
            return None;
        }
        let m: Self = serde_json::from_slice(bytes).ok()?;
        let mut seen = BTreeSet::new();
        let listed = |f: &Listed| {
            let own = f.name == names::MANIFEST || f.name == names::SIGNATURE;
            names::sound(&f.name) && !own && unhex::<32>(&f.blake3).is_some()
        };
        let sound = m.format == FORMAT
            && m.year > 0
            && m.files.len() <= MAX_FILES - 2
            && m.files.iter().all(|f| listed(f) && seen.insert(f.name.to_lowercase()))
            && unhex::<16>(&m.school.id).is_some()
            && unhex::<16>(&m.signer.device).is_some()
            && unhex::<32>(&m.signer.key).is_some();
        (sound && m.to_bytes().ok()? == bytes).then_some(m)
    }

    /// True for a manifest as trial versions of the program wrote it: read for its name alone.
    #[must_use]
    pub fn too_old(bytes: &[u8]) -> bool {
        #[derive(Deserialize)]
        struct Named {
            format: String,
        }
        serde_json::from_slice::<Named>(bytes).is_ok_and(|n| OLD.contains(&n.format.as_str()))
    }

    /// The key the archive is signed with.
    #[must_use]
    pub fn key(&self) -> Option<PublicKey> {
        unhex(&self.signer.key).map(PublicKey)
    }

    /// Whether `signature` is the signer's over these bytes of the manifest.
    #[must_use]
    pub fn signed(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let (Some(key), Ok(signature)) = (self.key(), <[u8; 64]>::try_from(signature)) else { return false };
        key.verify(Context::ARCHIVE, &[bytes], &Signature(signature)).is_ok()
    }

    /// The roots, verified; `None` when they are not a school's chain of roots, or another school's.
    #[must_use]
    pub fn root_chain(&self) -> Option<RootChain> {
        let documents: Option<Vec<Vec<u8>>> = self.roots.iter().map(|d| unhex_any(d)).collect();
        let chain = verify_roots(&documents?).ok()?;
        let school = unhex::<16>(&self.school.id).map(AnyId)? == chain.school();
        let named = crate::keys::root::fingerprint(&chain.last().public) == self.fingerprint;
        (school && named).then_some(chain)
    }

    /// Where a root's own certificate of the signer's computer, with the capability to stamp, stands: in the segment that the manifest
    /// carries. Empty when the segment is no root's, or has none.
    #[must_use]
    pub fn certificates(&self, roots: &RootChain) -> Vec<Head> {
        self.read_certificates(roots).unwrap_or_default()
    }

    fn read_certificates(&self, roots: &RootChain) -> Option<Vec<Head>> {
        let segment = Segment::from_bytes(&unhex_any(&self.signer.certificate)?)?;
        let (device, key) = (unhex::<16>(&self.signer.device)?, self.key()?);
        let head = segment.head()?;
        let by_root = segment.chain.volume.is_registry()
            && (segment.first != 0 || segment.prev == segment.chain.origin())
            && roots.roots().iter().any(|r| {
                root_id(&r.public.0) == segment.chain.device
                    && r.public.verify(Context::HEAD, &[&head_message(&head)], &Signature(segment.signature)).is_ok()
            });
        let holds = |bytes: &[u8]| {
            matches!(Event::from_bytes(bytes).as_ref().and_then(Law::read), Some(Law::Device { device: d, sign, capabilities, .. })
                if d == device && sign == key.0 && capabilities.contains(&STAMP))
        };
        let places = (segment.first..).zip(segment.hashes()).zip(&segment.events);
        let found = places.filter(|(_, bytes)| holds(bytes)).map(|((idx, hash), _)| Head { chain: segment.chain, idx, hash });
        by_root.then(|| found.collect())
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(u32::from(n), 16)).collect()
}

/// Reads lower-case hexadecimal of any even length.
#[must_use]
pub fn unhex_any(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let pair = |p: &[u8]| match p {
        [a, b] => Some(digit(*a)? << 4 | digit(*b)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

/// Reads lower-case hexadecimal of exactly so many bytes.
#[must_use]
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex_any(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT.into(),
            school: School { id: "00".repeat(16), name: "Школа «Заря»".into() },
            year: 2026,
            made: "2027-05-20T09:00:00Z".into(),
            interim: true,
            program: "0.1.0".into(),
            papers: LAYOUT,
            fingerprint: "a".repeat(16),
            roots: vec!["00ff".into()],
            signer: SignerKey { device: "11".repeat(16), key: "22".repeat(32), certificate: String::new() },
            events: 7,
            files: vec![Listed { name: names::README.into(), size: 5, blake3: "ab".repeat(32) }],
        }
    }

    #[test]
    fn a_manifest_has_one_form() {
        let bytes = manifest().to_bytes().unwrap();
        assert_eq!(Manifest::from_bytes(&bytes).unwrap(), manifest());
        let text = String::from_utf8(bytes).unwrap();
        for other in [text.trim_end().to_owned(), text.replace("  ", " "), text.replace("true", "true "), format!("{text}\n")] {
            assert!(Manifest::from_bytes(other.as_bytes()).is_none());
        }
    }

    #[test]
    fn foreign_formats_unsound_names_and_files_twice_are_no_manifest() {
        let refused = |change: &dyn Fn(&mut Manifest)| {
            let mut m = manifest();
            change(&mut m);
            Manifest::from_bytes(&m.to_bytes().unwrap()).is_none()
        };
        assert!(refused(&|m| m.format = OLD[0].into()));
        assert!(refused(&|m| m.format = "zhurnal archive 4".into()));
        assert!(refused(&|m| m.files[0].name = "../x".into()));
        assert!(refused(&|m| m.files[0].name = names::MANIFEST.into()));
        assert!(refused(&|m| m.files.push(m.files[0].clone())));
        assert!(refused(&|m| m.files[0].blake3 = "AB".repeat(32)));
        assert!(refused(&|m| m.signer.key.truncate(62)));
    }

    #[test]
    fn a_manifest_from_before_is_told_from_what_is_none() {
        let named = |format: &str| Manifest { format: format.into(), ..manifest() }.to_bytes().unwrap();
        assert!(OLD.iter().all(|old| Manifest::too_old(&named(old))));
        assert!(!Manifest::too_old(&named(FORMAT)) && !Manifest::too_old(b"{}") && !Manifest::too_old(b""));
    }

    #[test]
    fn mutated_manifests_are_refused_or_still_canonical() {
        let bytes = manifest().to_bytes().unwrap();
        let mut seed = 7u32;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let mut bad = bytes.clone();
            let at = (seed >> 8) as usize % bad.len();
            match seed & 3 {
                0 => bad.truncate(at),
                1 => bad.insert(at, (seed >> 24) as u8),
                _ => bad[at] = (seed >> 24) as u8,
            }
            if let Some(m) = Manifest::from_bytes(&bad) {
                assert_eq!(m.to_bytes().unwrap(), bad);
            }
        }
    }
}
