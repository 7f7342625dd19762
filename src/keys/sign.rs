//! Ed25519 with separated domains: a signature made for one purpose verifies for no other.
//!
//! What is signed is not the parts themselves but 32 bytes: BLAKE3 in key derivation mode, its context string the purpose,
//! over `count:u64le ‖ (length:u64le ‖ bytes)…`. Lengths in front make the framing unambiguous: moving a byte from one
//! part to the next gives another message. Verification is `verify_strict`: no small-order keys, one signature a message.

use super::secret::Secret;
use crate::error::{Error, ErrorKind, Result};
use crate::id::base32;
use ed25519_dalek::Signer as _;

/// What a signature is for. New purposes are added here, so that nobody can sign under a string of his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context(&'static str);

impl Context {
    /// Device over (chain id, idx, h): the head covers every event up to idx.
    pub const HEAD: Self = Self("zhurnal head 1");
    /// User over (device, chain, idx, nonce): once at login.
    pub const SESSION: Self = Self("zhurnal session 1");
    /// Root over the body of a root document; see [`super::root`].
    pub const ROOT: Self = Self("zhurnal root 1");
    /// The computer with the stamp over the manifest of an archive.
    pub const ARCHIVE: Self = Self("zhurnal archive 1");
    /// A user's new key over user, chain and index of the `user_key` event that registers it: proof of possession.
    pub const USER_KEY: Self = Self("zhurnal user key 1");

    /// The 32 bytes that are signed.
    #[must_use]
    pub fn digest(self, parts: &[&[u8]]) -> [u8; 32] {
        let mut h = blake3::Hasher::new_derive_key(self.0);
        h.update(&(parts.len() as u64).to_le_bytes());
        for part in parts {
            h.update(&(part.len() as u64).to_le_bytes());
            h.update(part);
        }
        *h.finalize().as_bytes()
    }
}

/// A private Ed25519 key; wiped on drop.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a 32-byte seed (RFC 8032).
    #[must_use]
    pub fn from_seed(seed: &Secret<32>) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed.expose()))
    }

    /// A new random key.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn random() -> Result<Self> {
        Ok(Self::from_seed(&Secret::random()?))
    }

    /// The seed, for keeping.
    #[must_use]
    pub fn seed(&self) -> Secret<32> {
        Secret::new(self.0.to_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `parts` for one purpose.
    #[must_use]
    pub fn sign(&self, context: Context, parts: &[&[u8]]) -> Signature {
        Signature(self.0.sign(&context.digest(parts)).to_bytes())
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({:?})", self.public())
    }
}

/// A public Ed25519 key as it lies in events and documents: any 32 bytes; a bad point verifies nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Whether `signature` is by this key over `parts` for this purpose.
    ///
    /// # Errors
    /// `bad-signature`, which also stands for a key that is no valid point.
    pub fn verify(&self, context: Context, parts: &[&[u8]], signature: &Signature) -> Result<()> {
        let bad = |_| Error::new(ErrorKind::NotAuthentic, "bad-signature").with("key", self.short());
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(bad)?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        key.verify_strict(&context.digest(parts), &signature).map_err(bad)
    }

    /// First six characters, for logs.
    #[must_use]
    pub fn short(&self) -> String {
        base32(&self.0[..5])[..6].to_owned()
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({}…)", self.short())
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

/// An Ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature(pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signature({}…)", &base32(&self.0[..5])[..6])
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed(&Secret::new([7; 32]))
    }

    #[test]
    fn a_signature_verifies_for_its_purpose_only() {
        let s = key().sign(Context::HEAD, &[b"chain", b"idx"]);
        assert!(key().public().verify(Context::HEAD, &[b"chain", b"idx"], &s).is_ok());
        assert_eq!(key().public().verify(Context::SESSION, &[b"chain", b"idx"], &s).unwrap_err().code, "bad-signature");
    }

    #[test]
    fn moving_a_byte_between_parts_breaks_the_signature() {
        let s = key().sign(Context::HEAD, &[b"ab", b"c"]);
        for parts in [&[b"a".as_slice(), b"bc"][..], &[b"abc"], &[b"ab", b"c", b""], &[b"c", b"ab"]] {
            assert!(key().public().verify(Context::HEAD, parts, &s).is_err());
        }
    }

    #[test]
    fn every_flipped_bit_of_a_signature_is_refused() {
        let s = key().sign(Context::ARCHIVE, &[b"x"]);
        for i in 0..512 {
            let mut bad = s;
            bad.0[i / 8] ^= 1 << (i % 8);
            assert!(key().public().verify(Context::ARCHIVE, &[b"x"], &bad).is_err());
        }
    }

    #[test]
    fn small_order_and_foreign_keys_verify_nothing() {
        let s = key().sign(Context::ROOT, &[b"x"]);
        let mut identity = [0u8; 32];
        identity[0] = 1;
        for k in [[0u8; 32], identity, [0xFF; 32], [9; 32]] {
            assert!(PublicKey(k).verify(Context::ROOT, &[b"x"], &s).is_err());
        }
        // R = identity, s = 0 under the identity key satisfies the lax equation; strict verification refuses it.
        let mut forged = [0u8; 64];
        forged[0] = 1;
        assert!(PublicKey(identity).verify(Context::ROOT, &[b"any"], &Signature(forged)).is_err());
    }

    #[test]
    fn the_vector_of_the_format_stays() {
        assert_eq!(key().public().to_string(), "5jfgyy7ctrjavpxvkb5rglwf7gkuo5vox27hxescd3vgsfcg2iwa");
        assert_eq!(base32(&Context::HEAD.digest(&[b"chain", b"\x01"])), "7zjlym3jhxwadaire7n3d3ajatxnefdyvxkgw2mesj2nd7t2bvka");
        assert_eq!(base32(&key().sign(Context::HEAD, &[b"chain", b"\x01"]).0[..20]), "om5ah33p7to5uhtybn6m3xnwp2ol557y");
    }

    #[test]
    fn keys_print_no_secrets() {
        assert!(!format!("{:?}", key()).contains(&base32(&[7; 32])[..8]));
    }
}
