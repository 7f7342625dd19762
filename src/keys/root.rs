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
//! previous = BLAKE3 of the preceding document's body
//! ```
//! Both signatures are over the body's bytes as received, context "zhurnal root 1". The key that root n named and `by_self` make
//! document n + 1 right: who opens the sealed sheet can rotate, with the sheet before it lost or seen. `by_predecessor` may be empty;
//! given, it must verify. Because `previous` names the body, a predecessor's signature added later changes nothing that follows.

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
    grouped(&fingerprint(public))
}

fn grouped(text: &str) -> String {
    let text = text.to_ascii_uppercase();
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
    /// Hash of the preceding document's body; none in root/1.
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
/// `predecessor` the seed of the present sheet, where there is one still. Returns the document's bytes.
///
/// # Errors
/// `root-not-committed` when `seed` is not the one the last root named; `root-wrong-predecessor`; `root-too-many`.
pub fn next_root(chain: &RootChain, predecessor: Option<&RootSeed>, seed: &RootSeed, next: &RootSeed) -> Result<Vec<u8>> {
    let last = chain.last();
    if predecessor.is_some_and(|p| p.signing().public() != last.public) {
        return Err(Error::input("root-wrong-predecessor").with("version", last.version));
    }
    if !chain.names_next(seed) {
        return Err(Error::input("root-not-committed").with("version", last.version));
    }
    if chain.roots.len() >= MAX_ROOTS {
        return Err(Error::input("root-too-many").with("limit", MAX_ROOTS));
    }
    Ok(sign_root(seed, next, last.version + 1, last.school, Some((predecessor, chain.last_hash))))
}

/// What comes before a root: its seed, where it signs, and the hash of its body.
type Before<'a> = (Option<&'a RootSeed>, [u8; 32]);

fn sign_root(seed: &RootSeed, next: &RootSeed, version: u32, school: AnyId, before: Option<Before<'_>>) -> Vec<u8> {
    let key = seed.signing();
    let root = Root {
        version,
        school,
        public: key.public(),
        exchange: seed.exchange().public(),
        next: commitment(&next.signing().public()),
        previous: before.map(|(_, hash)| hash),
    };
    let body = root.body();
    let by_predecessor = before.and_then(|(seed, _)| seed).map(|s| s.signing().sign(Context::ROOT, &[&body]));
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
        let wanted = fingerprint_typed(text);
        self.roots.iter().any(|r| fingerprint(&r.public) == wanted)
    }

    /// Whether a seed read from a sheet is that of one of the roots; its number.
    #[must_use]
    pub fn version_of(&self, seed: &RootSeed) -> Option<u32> {
        let public = seed.signing().public();
        self.roots.iter().find(|r| r.public == public).map(|r| r.version)
    }

    /// Whether a seed is that of the sealed sheet: the last root named its key.
    #[must_use]
    pub fn names_next(&self, seed: &RootSeed) -> bool {
        commitment(&seed.signing().public()) == self.last().next
    }
}

impl Document<'_> {
    fn body_hash(&self) -> [u8; 32] {
        *blake3::hash(self.body).as_bytes()
    }

    fn signed_by_self(&self) -> bool {
        self.root.public.verify(Context::ROOT, &[self.body], &self.by_self).is_ok()
    }

    /// Right as root/1, but for the fingerprint that people compare.
    fn begins(&self) -> bool {
        self.root.version == 1 && self.root.previous.is_none() && self.by_predecessor.is_none() && self.signed_by_self()
    }

    /// Right as what follows a root whose body has this hash.
    fn follows(&self, last: &Root, last_hash: [u8; 32]) -> bool {
        let named = self.root.version.checked_sub(1) == Some(last.version)
            && self.root.school == last.school
            && self.root.previous == Some(last_hash)
            && commitment(&self.root.public) == last.next;
        let before = |s| last.public.verify(Context::ROOT, &[self.body], s).is_ok();
        named && self.by_predecessor.as_ref().is_none_or(before) && self.signed_by_self()
    }
}

/// Whether a document is right after `previous_document`, which has been found right already; what it says.
#[must_use]
pub fn follows(previous_document: &[u8], document: &[u8]) -> Option<Root> {
    let (last, next) = (read_document(previous_document)?, read_document(document)?);
    next.follows(&last.root, last.body_hash()).then_some(next.root)
}

/// What a document says, right or not.
#[must_use]
pub fn read(document: &[u8]) -> Option<Root> {
    read_document(document).map(|d| d.root)
}

/// BLAKE3 of a document's body, which tells two documents of one root apart.
#[must_use]
pub fn body_hash(document: &[u8]) -> Option<[u8; 32]> {
    read_document(document).map(|d| d.body_hash())
}

/// 16 base32 characters of a document's body as people read and type them: upper case, groups of four.
#[must_use]
pub fn body_fingerprint(document: &[u8]) -> Option<String> {
    body_hash(document).map(|hash| grouped(&base32(&hash[..10])))
}

/// A fingerprint as typed, in any case and with any spaces or dashes, as it is compared.
#[must_use]
pub fn fingerprint_typed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase()
}

/// True when two documents carry one body: they differ in the predecessor's signature at most.
#[must_use]
pub fn same_body(a: &[u8], b: &[u8]) -> bool {
    matches!((read_document(a), read_document(b)), (Some(a), Some(b)) if a.body == b.body)
}

/// Of two documents of one version, both right: whether `a` is followed by who has followed neither. Signed by its predecessor comes
/// before not so signed, then the smaller BLAKE3 of the body; documents of one body and the same signatures do not come first.
#[must_use]
pub fn comes_first(a: &[u8], b: &[u8]) -> bool {
    let rank = |d: &Document<'_>| (d.by_predecessor.is_none(), d.body_hash());
    match (read_document(a), read_document(b)) {
        (Some(a), Some(b)) => rank(&a) < rank(&b),
        _ => false,
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
        let document = read_document(bytes.as_ref()).ok_or_else(|| Error::damaged("root-damaged").with("version", number))?;
        let right = match &chain {
            None => document.begins(),
            Some(before) => document.follows(before.last(), before.last_hash),
        };
        if !right {
            return Err(Error::new(ErrorKind::NotAuthentic, "root-not-authentic").with("version", number));
        }
        let last_hash = document.body_hash();
        let mut roots = chain.map(|before| before.roots).unwrap_or_default();
        roots.push(document.root);
        chain = Some(RootChain { roots, last_hash });
    }
    chain.ok_or_else(|| Error::damaged("root-missing"))
}

#[cfg(test)]
#[path = "root_tests.rs"]
mod tests;
