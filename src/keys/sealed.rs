//! A 32-byte key sealed to an X25519 public key: HPKE of RFC 9180, base mode,
//! DHKEM(X25519, HKDF-SHA256) · HKDF-SHA256 · ChaCha20-Poly1305.
//!
//! `sealed = enc:32 ‖ ciphertext:32 ‖ tag:16`, 80 bytes. HPKE's `info` is "zhurnal sealed key 1"; its `aad` is the caller's
//! statement of what the key is for (volume, generation, …), so that a sealed key cannot be passed off as another one.

use super::secret::Secret;
use crate::error::{Error, ErrorKind, Result};
use crate::id::base32;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use std::convert::Infallible;
use zeroize::Zeroizing;

const INFO: &[u8] = b"zhurnal sealed key 1";
/// Length of a sealed key.
pub const SEALED_LEN: usize = 80;

/// A private X25519 key; wiped on drop.
#[derive(Clone)]
pub struct ExchangeKey {
    secret: Secret<32>,
    public: ExchangePublic,
}

impl ExchangeKey {
    /// The key of 32 secret bytes.
    #[must_use]
    pub fn from_secret(secret: Secret<32>) -> Self {
        let public = private(&secret).map_or([0; 32], |sk| X25519HkdfSha256::sk_to_pk(&sk).to_bytes().into());
        Self { secret, public: ExchangePublic(public) }
    }

    /// A new random key.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn random() -> Result<Self> {
        Ok(Self::from_secret(Secret::random()?))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> ExchangePublic {
        self.public
    }

    /// The secret bytes, for keeping.
    #[must_use]
    pub fn secret(&self) -> &Secret<32> {
        &self.secret
    }

    /// Opens a key sealed to this one for the purpose `about`.
    ///
    /// # Errors
    /// `sealed-key-refused`: sealed to another key, for another purpose, or damaged; they cannot be told apart.
    pub fn open(&self, sealed: &SealedKey, about: &[u8]) -> Result<Secret<32>> {
        let refused = || Error::new(ErrorKind::NotAuthentic, "sealed-key-refused");
        let own = private(&self.secret).ok_or_else(refused)?;
        let (enc, cipher) = sealed.0.split_at(32);
        let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).map_err(|_| refused())?;
        let plain =
            hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &own, &enc, INFO, cipher, about);
        let plain = Zeroizing::new(plain.map_err(|_| refused())?);
        Secret::from_slice(&plain).ok_or_else(refused)
    }
}

fn private(secret: &Secret<32>) -> Option<<X25519HkdfSha256 as Kem>::PrivateKey> {
    <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret.expose()).ok()
}

impl std::fmt::Debug for ExchangeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExchangeKey({:?})", self.public)
    }
}

/// A public X25519 key as it lies in certificates and roots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExchangePublic(pub [u8; 32]);

impl ExchangePublic {
    /// Seals `key` to this public key for the purpose `about`.
    ///
    /// # Errors
    /// `no-randomness`; `bad-exchange-key` for a point of small order.
    pub fn seal(&self, key: &Secret<32>, about: &[u8]) -> Result<SealedKey> {
        self.seal_with(key, about, Secret::random()?)
    }

    fn seal_with(&self, key: &Secret<32>, about: &[u8], ephemeral: Secret<32>) -> Result<SealedKey> {
        let bad = || Error::input("bad-exchange-key").with("key", &base32(&self.0)[..6]);
        let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).map_err(|_| bad())?;
        let mut once = Once(ephemeral);
        let (enc, cipher) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &to,
            INFO,
            key.expose(),
            about,
            &mut once,
        )
        .map_err(|_| bad())?;
        SealedKey::from_slice(&[&enc.to_bytes()[..], &cipher].concat()).ok_or_else(bad)
    }
}

impl std::fmt::Debug for ExchangePublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExchangePublic({}…)", &base32(&self.0)[..6])
    }
}

/// A key nobody reads but the owner of one X25519 key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealedKey(pub [u8; SEALED_LEN]);

impl SealedKey {
    /// From bytes received; `None` for another length.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Debug for SealedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedKey({}…)", &base32(&self.0)[..6])
    }
}

/// Randomness drawn beforehand, so that a system without any is an error and not a panic inside `hpke`.
/// HPKE asks once, for the 32 bytes its ephemeral key is derived from; a longer draw continues with BLAKE3's output.
struct Once(Secret<32>);

impl rand_core::TryRng for Once {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut b = [0; 4];
        self.try_fill_bytes(&mut b)?;
        Ok(u32::from_le_bytes(b))
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut b = [0; 8];
        self.try_fill_bytes(&mut b)?;
        Ok(u64::from_le_bytes(b))
    }
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        if out.len() <= 32 {
            out.copy_from_slice(&self.0.expose()[..out.len()]);
        } else {
            blake3::Hasher::new_keyed(self.0.expose()).finalize_xof().fill(out);
        }
        self.0 = self.0.derive("zhurnal sealed key next draw 1");
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Once {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn own() -> ExchangeKey {
        ExchangeKey::from_secret(Secret::new([5; 32]))
    }

    #[test]
    fn a_sealed_key_opens_for_its_owner_and_purpose_only() {
        let key = Secret::random().unwrap();
        let sealed = own().public().seal(&key, b"volume 2026, generation 1").unwrap();
        assert!(own().open(&sealed, b"volume 2026, generation 1").unwrap().same_as(&key));
        assert_eq!(own().open(&sealed, b"volume 2026, generation 2").unwrap_err().code, "sealed-key-refused");
        assert_eq!(ExchangeKey::random().unwrap().open(&sealed, b"volume 2026, generation 1").unwrap_err().code, "sealed-key-refused");
    }

    #[test]
    fn sealing_twice_gives_different_bytes() {
        let key = Secret::new([1; 32]);
        assert_ne!(own().public().seal(&key, b"").unwrap(), own().public().seal(&key, b"").unwrap());
    }

    #[test]
    fn every_flipped_bit_of_a_sealed_key_is_refused() {
        let sealed = own().public().seal(&Secret::new([1; 32]), b"v").unwrap();
        for i in 0..SEALED_LEN * 8 {
            let mut bad = sealed;
            bad.0[i / 8] ^= 1 << (i % 8);
            // The top bit of a u-coordinate is ignored by X25519, but the encapsulated key enters the KDF, so it counts here.
            assert!(own().open(&bad, b"v").is_err(), "bit {i}");
        }
        assert!(SealedKey::from_slice(&sealed.0[..79]).is_none());
    }

    #[test]
    fn a_point_of_small_order_is_refused() {
        assert_eq!(ExchangePublic([0; 32]).seal(&Secret::new([1; 32]), b"").unwrap_err().code, "bad-exchange-key");
    }

    #[test]
    fn the_public_key_is_what_openssl_makes_of_the_same_secret() {
        let secret = hex("77076d0a7318a57d3c16c17251b26645df4c2f92ebc0992ac177fba51db92c2a");
        let public = hex("f8a9535a2d2ff605e8e144d54f4ef5c62313a2055dbb21fddd3fd9c299eb015d");
        assert_eq!(ExchangeKey::from_secret(Secret::new(secret)).public().0, public);
    }

    fn hex(text: &str) -> [u8; 32] {
        let bytes: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).unwrap()).collect();
        bytes.try_into().unwrap()
    }

    #[test]
    fn the_vector_of_the_format_stays() {
        let sealed = own().public().seal_with(&Secret::new([0xAA; 32]), b"volume", Secret::new([3; 32])).unwrap();
        assert_eq!(blake3::hash(&sealed.0).to_hex().as_str(), "e029b4c7b1d146610a47b6a54c05d3bc7e1d813322510f5a945ebc80c5cb3d17");
        assert!(own().open(&sealed, b"volume").unwrap().same_as(&Secret::new([0xAA; 32])));
    }
}
