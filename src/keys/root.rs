//! The school's root in the manner of TUF: `root/1, root/2 …`, each naming by its hash the key that may follow.
//!
//! A seed of 32 bytes lives on the recovery sheet and, for the minutes of a ceremony, in memory; never on disk.
//! From it come the root's Ed25519 key and the X25519 key volume keys are sealed to for recovery from paper.
//!
//! A document, canonical CBOR (definite lengths, shortest integers):
//! ```text
//! document = [ body: bytes, by_self: bytes(64), by_predecessor: bytes(64) or bytes(0) ]
//! body     = [ 1, version: uint, school: bytes(16), public: bytes(32), exchange: bytes(32),
//!              next: bytes(32), previous: bytes(32) or bytes(0) ]
//! next     = BLAKE3-derive-key("zhurnal root next 1", the following root's public key)
//! previous = BLAKE3 of the preceding document's bytes
//! ```
//! Both signatures are over the body's bytes as received, context "zhurnal root 1".

use super::sealed::{ExchangeKey, ExchangePublic};
use super::secret::Secret;
use super::sign::{Context, PublicKey, Signature, SigningKey};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{AnyId, base32, random};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use std::convert::Infallible;

/// A document is never longer.
pub const MAX_DOCUMENT: usize = 512;
/// The number of a root fits the sheet's one byte.
pub const MAX_ROOTS: usize = 255;
const BODY_FORMAT: u8 = 1;

/// The secret of a root. On paper only.
#[derive(Debug, Clone)]
pub struct RootSeed(pub Secret<32>);

impl RootSeed {
    /// A new random seed.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn random() -> Result<Self> {
        Ok(Self(Secret::random()?))
    }

    /// The key that signs roots, delegations and certificates.
    #[must_use]
    pub fn signing(&self) -> SigningKey {
        SigningKey::from_seed(&self.0.derive("zhurnal root ed25519 1"))
    }

    /// The key that opens volume keys sealed to the sheet.
    #[must_use]
    pub fn exchange(&self) -> ExchangeKey {
        ExchangeKey::from_secret(self.0.derive("zhurnal root x25519 1"))
    }
}

/// What a predecessor says about the key that may follow.
#[must_use]
pub fn commitment(next: &PublicKey) -> [u8; 32] {
    blake3::derive_key("zhurnal root next 1", &next.0)
}

/// FINGERPRINT: 16 base32 characters of BLAKE3 of a root's public key, lower case, without spaces.
#[must_use]
pub fn fingerprint(public: &PublicKey) -> String {
    base32(&blake3::hash(&public.0).as_bytes()[..10])
}

/// The fingerprint as people read it: upper case, groups of four.
#[must_use]
pub fn fingerprint_shown(public: &PublicKey) -> String {
    let text = fingerprint(public).to_ascii_uppercase();
    let groups: Vec<&str> = (0..4).filter_map(|i| text.get(i * 4..i * 4 + 4)).collect();
    groups.join(" ")
}

/// One root document, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// 1, 2, …
    pub version: u32,
    /// The school's random id; the same in every root.
    pub school: AnyId,
    /// The root's public key.
    pub public: PublicKey,
    /// X25519 key of the sheet.
    pub exchange: ExchangePublic,
    /// Commitment to the key of the following root.
    pub next: [u8; 32],
    /// Hash of the preceding document; none in root/1.
    pub previous: Option<[u8; 32]>,
}

impl Root {
    fn body(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(200);
        let mut e = Encoder::new(&mut out);
        let done: Result<_, minicbor::encode::Error<Infallible>> = (|| {
            e.array(7)?.u8(BODY_FORMAT)?.u32(self.version)?.bytes(&self.school.0)?.bytes(&self.public.0)?;
            e.bytes(&self.exchange.0)?.bytes(&self.next)?;
            e.bytes(self.previous.as_ref().map_or(&[][..], |h| &h[..]))?;
            Ok(())
        })();
        debug_assert!(done.is_ok(), "writing to a Vec does not fail");
        out
    }

    fn from_body(bytes: &[u8]) -> Option<Self> {
        let mut d = Decoder::new(bytes);
        if d.array().ok()? != Some(7) || d.u8().ok()? != BODY_FORMAT {
            return None;
        }
        let root = Self {
            version: d.u32().ok()?,
            school: AnyId(fixed(&mut d)?),
            public: PublicKey(fixed(&mut d)?),
            exchange: ExchangePublic(fixed(&mut d)?),
            next: fixed(&mut d)?,
            previous: match bytes_of(&mut d)? {
                [] => None,
                h => Some(h.try_into().ok()?),
            },
        };
        // One meaning, one form: whatever re-encodes differently was not canonical.
        (d.position() == bytes.len() && root.body() == bytes).then_some(root)
    }
}

fn bytes_of<'b>(d: &mut Decoder<'b>) -> Option<&'b [u8]> {
    if d.datatype().ok()? != Type::Bytes {
        return None;
    }
    d.bytes().ok()
}

fn fixed<const N: usize>(d: &mut Decoder<'_>) -> Option<[u8; N]> {
    bytes_of(d)?.try_into().ok()
}

fn write_document(body: &[u8], by_self: &Signature, by_predecessor: Option<&Signature>) -> Vec<u8> {
    let mut out = Vec::with_capacity(MAX_DOCUMENT);
    let mut e = Encoder::new(&mut out);
    let done: Result<_, minicbor::encode::Error<Infallible>> = (|| {
        e.array(3)?.bytes(body)?.bytes(&by_self.0)?.bytes(by_predecessor.map_or(&[][..], |s| &s.0[..]))?;
        Ok(())
    })();
    debug_assert!(done.is_ok(), "writing to a Vec does not fail");
    out
}

struct Document<'b> {
    body: &'b [u8],
    root: Root,
    by_self: Signature,
    by_predecessor: Option<Signature>,
}

fn read_document(bytes: &[u8]) -> Option<Document<'_>> {
    if bytes.len() > MAX_DOCUMENT {
        return None;
    }
    let mut d = Decoder::new(bytes);
    if d.array().ok()? != Some(3) {
        return None;
    }
    let body = bytes_of(&mut d)?;
    let by_self = Signature(fixed(&mut d)?);
    let by_predecessor = match bytes_of(&mut d)? {
        [] => None,
        s => Some(Signature(s.try_into().ok()?)),
    };
    let canonical = write_document(body, &by_self, by_predecessor.as_ref()) == bytes;
    (d.position() == bytes.len() && canonical).then_some(())?;
    Some(Document { body, root: Root::from_body(body)?, by_self, by_predecessor })
}

/// Makes `root/1` of a new school; `next` is the seed of the sealed sheet. Returns the document's bytes.
///
/// # Errors
/// `no-randomness` for the school's id.
pub fn first_root(seed: &RootSeed, next: &RootSeed) -> Result<Vec<u8>> {
    Ok(sign_root(seed, next, 1, AnyId(random()?), None))
}

/// Makes the root that follows `chain`: `seed` is that of the sealed sheet, now opened; `next` a fresh one for a new sealed sheet;
/// `predecessor` the seed of the present sheet. Returns the document's bytes.
///
/// # Errors
/// `root-not-committed` when `seed` is not the one the last root named; `root-wrong-predecessor`; `root-too-many`.
pub fn next_root(chain: &RootChain, predecessor: &RootSeed, seed: &RootSeed, next: &RootSeed) -> Result<Vec<u8>> {
    let last = chain.last();
    if predecessor.signing().public() != last.public {
        return Err(Error::input("root-wrong-predecessor").with("version", last.version));
    }
    if commitment(&seed.signing().public()) != last.next {
        return Err(Error::input("root-not-committed").with("version", last.version));
    }
    if chain.roots.len() >= MAX_ROOTS {
        return Err(Error::input("root-too-many").with("limit", MAX_ROOTS));
    }
    Ok(sign_root(seed, next, last.version + 1, last.school, Some((predecessor, chain.last_hash))))
}

fn sign_root(seed: &RootSeed, next: &RootSeed, version: u32, school: AnyId, after: Option<(&RootSeed, [u8; 32])>) -> Vec<u8> {
    let key = seed.signing();
    let root = Root {
        version,
        school,
        public: key.public(),
        exchange: seed.exchange().public(),
        next: commitment(&next.signing().public()),
        previous: after.map(|(_, hash)| hash),
    };
    let body = root.body();
    let by_predecessor = after.map(|(seed, _)| seed.signing().sign(Context::ROOT, &[&body]));
    write_document(&body, &key.sign(Context::ROOT, &[&body]), by_predecessor.as_ref())
}

/// Verified roots, from `root/1` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootChain {
    roots: Vec<Root>,
    last_hash: [u8; 32],
}

impl RootChain {
    /// The root in force.
    #[must_use]
    pub fn last(&self) -> &Root {
        // A chain is made by `verify_roots` alone and is never empty.
        &self.roots[self.roots.len() - 1]
    }

    /// All roots, the oldest first: what an older root signed before its successor came still counts.
    #[must_use]
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// The school's random id.
    #[must_use]
    pub fn school(&self) -> AnyId {
        self.last().school
    }

    /// FINGERPRINT of the root in force, in groups of four.
    #[must_use]
    pub fn fingerprint_shown(&self) -> String {
        fingerprint_shown(&self.last().public)
    }

    /// Whether one of the roots has this fingerprint, given in any case and with any spaces or dashes.
    #[must_use]
    pub fn has_fingerprint(&self, text: &str) -> bool {
        let wanted: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
        self.roots.iter().any(|r| fingerprint(&r.public) == wanted)
    }

    /// Whether a seed read from a sheet is that of one of the roots; its number.
    #[must_use]
    pub fn version_of(&self, seed: &RootSeed) -> Option<u32> {
        let public = seed.signing().public();
        self.roots.iter().find(|r| r.public == public).map(|r| r.version)
    }
}

/// Verifies `root/1, root/2 …` in this order: form, numbers, hashes, commitments and signatures.
/// Whether `root/1` is the school's own is another question: compare the fingerprint.
///
/// # Errors
/// `root-missing` for none, `root-too-many`, `root-damaged` (form), `root-not-authentic` (all else); argument `version` tells which.
pub fn verify_roots<B: AsRef<[u8]>>(documents: &[B]) -> Result<RootChain> {
    if documents.len() > MAX_ROOTS {
        return Err(Error::input("root-too-many").with("limit", MAX_ROOTS));
    }
    let mut chain: Option<RootChain> = None;
    for (number, bytes) in (1u32..).zip(documents) {
        let bytes = bytes.as_ref();
        let refused = || Error::new(ErrorKind::NotAuthentic, "root-not-authentic").with("version", number);
        let document = read_document(bytes).ok_or_else(|| Error::damaged("root-damaged").with("version", number))?;
        let root = document.root;
        if root.version != number {
            return Err(refused());
        }
        let parts: &[&[u8]] = &[document.body];
        root.public.verify(Context::ROOT, parts, &document.by_self).map_err(|_| refused())?;
        let mut roots = match chain.take() {
            None if root.previous.is_none() && document.by_predecessor.is_none() => Vec::new(),
            None => return Err(refused()),
            Some(before) => {
                let last = before.last();
                let follows =
                    root.previous == Some(before.last_hash) && root.school == last.school && commitment(&root.public) == last.next;
                let signature = document.by_predecessor.filter(|_| follows).ok_or_else(refused)?;
                last.public.verify(Context::ROOT, parts, &signature).map_err(|_| refused())?;
                before.roots
            }
        };
        roots.push(root);
        chain = Some(RootChain { roots, last_hash: *blake3::hash(bytes).as_bytes() });
    }
    chain.ok_or_else(|| Error::damaged("root-missing"))
}

#[cfg(test)]
#[path = "root_tests.rs"]
mod tests;
