//! The key of one person (ключ лица): what stands on consent – contacts, workplace, notes – is sealed under it, so that erasing the key
//! erases the texts while every chain stays provable (R-08, 152-ФЗ).
//!
//! ```text
//! key     32 random bytes; they lie beside the ledger and travel beside events, never in one
//! hash    BLAKE3-derive-key("zhurnal person key hash 1", person 16 ‖ key 32): what `person_key` says
//! sealed  nonce 24 ‖ XChaCha20-Poly1305 under BLAKE3-derive-key("zhurnal person seal 1", key);
//!         associated data: person 16 ‖ kind 2 (big-endian) ‖ canonical bytes of the cell's key as an array
//! file    "zhurnal persons 1\n" ‖ (person 16 ‖ key 32)*
//! ```

use super::secret::Secret;
use crate::error::{Error, ErrorKind, Result};
use crate::id::random;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

const HASH: &str = "zhurnal person key hash 1";
const SEAL: &str = "zhurnal person seal 1";
const MAGIC: &[u8] = b"zhurnal persons 1\n";
const NONCE: usize = 24;
const RECORD: usize = 16 + 32;

/// A person's key.
#[derive(Debug, Clone)]
pub struct PersonKey {
    /// Whose.
    pub person: [u8; 16],
    key: Secret<32>,
}

impl PersonKey {
    /// A key that was kept, or came from another computer.
    #[must_use]
    pub fn new(person: [u8; 16], key: Secret<32>) -> Self {
        Self { person, key }
    }

    /// A fresh key.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn random(person: [u8; 16]) -> Result<Self> {
        Ok(Self { person, key: Secret::random()? })
    }

    /// The secret bytes, for keeping.
    #[must_use]
    pub fn secret(&self) -> &Secret<32> {
        &self.key
    }

    /// What the ledger says of the key.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let mut h = blake3::Hasher::new_derive_key(HASH);
        h.update(&self.person);
        h.update(self.key.expose());
        *h.finalize().as_bytes()
    }

    /// Seals a text for one cell: its kind, and its key as canonical bytes of an array.
    ///
    /// # Errors
    /// `no-randomness`; `seal-failed` for a text no cipher takes.
    pub fn seal(&self, kind: u16, cell: &[u8], text: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = random()?;
        let about = self.about(kind, cell);
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), Payload { msg: text, aad: &about });
        let sealed = sealed.map_err(|_| Error::other("seal-failed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for the cell.
    ///
    /// # Errors
    /// `sealed-refused`: sealed under another key, for another cell, or damaged; they cannot be told apart.
    pub fn open(&self, kind: u16, cell: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let refused = || Error::new(ErrorKind::NotAuthentic, "sealed-refused");
        let (nonce, text) = sealed.split_first_chunk::<NONCE>().ok_or_else(refused)?;
        let about = self.about(kind, cell);
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: text, aad: &about });
        opened.map(Zeroizing::new).map_err(|_| refused())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.derive(SEAL).expose().into())
    }

    fn about(&self, kind: u16, cell: &[u8]) -> Vec<u8> {
        [&self.person[..], &kind.to_be_bytes(), cell].concat()
    }
}

/// Keys as they travel beside events and lie in backups.
#[must_use]
pub fn to_file(keys: &[PersonKey]) -> Zeroizing<Vec<u8>> {
    // Room for all from the start: a Vec that grows leaves copies behind.
    let mut out = Zeroizing::new(Vec::with_capacity(MAGIC.len() + keys.len() * RECORD));
    out.extend_from_slice(MAGIC);
    for k in keys {
        out.extend_from_slice(&k.person);
        out.extend_from_slice(k.key.expose());
    }
    out
}

/// Reads [`to_file`]. Whether a key counts is for the registry to say.
///
/// # Errors
/// `person-keys-damaged`.
pub fn from_file(bytes: &[u8]) -> Result<Vec<PersonKey>> {
    let damaged = || Error::damaged("person-keys-damaged");
    let (records, rest) = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?.as_chunks::<RECORD>();
    if !rest.is_empty() {
        return Err(damaged());
    }
    let read = |r: &[u8; RECORD]| {
        let (person, key) = r.split_first_chunk::<16>()?;
        Some(PersonKey { person: *person, key: Secret::from_slice(key)? })
    };
    records.iter().map(read).collect::<Option<_>>().ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key() -> PersonKey {
        PersonKey::new([7; 16], Secret::new([9; 32]))
    }

    #[test]
    fn a_sealed_text_opens_for_its_person_kind_and_cell_only() {
        let sealed = key().seal(55, b"cell", "8 900 000-00-00".as_bytes()).unwrap();
        assert_eq!(key().open(55, b"cell", &sealed).unwrap().as_slice(), "8 900 000-00-00".as_bytes());
        let others = [PersonKey::new([8; 16], Secret::new([9; 32])), PersonKey::new([7; 16], Secret::new([8; 32]))];
        for other in others {
            assert_eq!(other.open(55, b"cell", &sealed).unwrap_err().code, "sealed-refused");
        }
        for (kind, cell) in [(56, &b"cell"[..]), (55, b"call"), (55, b"")] {
            assert!(key().open(kind, cell, &sealed).is_err());
        }
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_refused() {
        let sealed = key().seal(55, b"c", b"text").unwrap();
        for i in 0..sealed.len() * 8 {
            let mut bad = sealed.clone();
            bad[i / 8] ^= 1 << (i % 8);
            assert!(key().open(55, b"c", &bad).is_err(), "bit {i}");
        }
        assert!((0..sealed.len()).all(|n| key().open(55, b"c", &sealed[..n]).is_err()));
    }

    #[test]
    fn sealing_twice_gives_different_bytes() {
        assert_ne!(key().seal(55, b"c", b"text").unwrap(), key().seal(55, b"c", b"text").unwrap());
    }

    #[test]
    fn keys_come_back_from_their_file_and_a_cut_one_is_refused() {
        let bytes = to_file(&[key(), PersonKey::new([1; 16], Secret::new([2; 32]))]);
        let back = from_file(&bytes).unwrap();
        assert_eq!(back.iter().map(|k| (k.person, k.hash())).collect::<Vec<_>>()[0], ([7; 16], key().hash()));
        assert_eq!(back.len(), 2);
        assert!(from_file(&bytes[..bytes.len() - 1]).is_err() && from_file(&bytes[1..]).is_err());
    }

    #[test]
    fn the_vectors_of_the_format_open_and_hash_as_they_say() {
        let vectors: serde_json::Value = serde_json::from_str(include_str!("../../tests/vectors/persons.json")).unwrap();
        let hex = |v: &serde_json::Value| -> Vec<u8> {
            v.as_str().unwrap().as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
        };
        let keys = from_file(&hex(&vectors["list"])).unwrap();
        assert_eq!(to_file(&keys).as_slice(), hex(&vectors["list"]));
        for (key, said) in keys.iter().zip(vectors["keys"].as_array().unwrap()) {
            assert_eq!((key.person.to_vec(), key.hash().to_vec()), (hex(&said["person"]), hex(&said["hash"])));
        }
        for said in vectors["sealed"].as_array().unwrap() {
            let key = keys.iter().find(|k| k.person.as_slice() == hex(&said["person"])).unwrap();
            let opened = key.open(55, &hex(&said["cell"]), &hex(&said["sealed"])).unwrap();
            assert_eq!(opened.as_slice(), said["text"].as_str().unwrap().as_bytes());
        }
    }
}
