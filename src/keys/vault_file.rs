//! `keys.bin`: a vault's content under a passphrase.
//!
//! ```text
//! magic "zhurnal keys" (12) ‖ version u8 = 1 ‖ memory_kib u32le ‖ passes u32le ‖ lanes u32le ‖ salt (16) ‖ nonce (24)
//!   ‖ ciphertext and tag ‖ BLAKE3 of all before (32)
//! ```
//! Key: Argon2id(NFC(passphrase), salt). Cipher: XChaCha20-Poly1305, everything before the ciphertext its associated data.
//! The hash at the end stands in every version: a file whose hash is wrong is damaged, one whose hash is right and which
//! does not open has another passphrase.

use super::password::KdfCost;
use super::secret::Secret;
use crate::error::{Error, Result};
use crate::id::random;
use crate::private::replace;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Name of the file in the home.
pub const NAME: &str = "keys.bin";
const MAGIC: &[u8; 12] = b"zhurnal keys";
const VERSION: u8 = 1;
const HEADER: usize = 12 + 1 + 12 + 16 + 24;
const NONCE_AT: usize = HEADER - 24;
const HASH: usize = 32;
const MAX_FILE: u64 = 256 * 1024;

/// An open key file: its passphrase stretched, its place known.
pub struct KeyFile {
    home: PathBuf,
    key: Secret<32>,
    /// Magic, version, cost, salt: what stays between writes.
    stem: [u8; NONCE_AT],
}

impl KeyFile {
    /// Writes a new file.
    ///
    /// # Errors
    /// Those of files.
    pub fn create(home: &Path, passphrase: &str, cost: KdfCost, content: &[u8]) -> Result<Self> {
        let salt: [u8; 16] = random()?;
        let mut stem = [0; NONCE_AT];
        let numbers = [cost.memory_kib().to_le_bytes(), cost.passes().to_le_bytes(), cost.lanes().to_le_bytes()].concat();
        stem.copy_from_slice(&[&MAGIC[..], &[VERSION], &numbers, &salt].concat());
        let file = Self { home: home.to_owned(), key: cost.stretch(passphrase, &salt)?, stem };
        file.write(content)?;
        Ok(file)
    }

    /// Opens the file and gives its content.
    ///
    /// # Errors
    /// `passphrase-wrong`, `keys-damaged`, `keys-newer`, those of files.
    pub fn open(home: &Path, passphrase: &str) -> Result<(Self, Zeroizing<Vec<u8>>)> {
        let bytes = load(home)?;
        let stem: [u8; NONCE_AT] = bytes.get(..NONCE_AT).and_then(|s| s.try_into().ok()).ok_or_else(damaged)?;
        let number = |at: usize| {
            let four = stem.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or_else(damaged)?;
            Ok::<u32, Error>(u32::from_le_bytes(four))
        };
        let cost = KdfCost::recorded(number(13)?, number(17)?, number(21)?).map_err(|_| damaged())?;
        let file = Self { home: home.to_owned(), key: cost.stretch(passphrase, &stem[25..])?, stem };
        let content = file.decrypt(&bytes)?;
        Ok((file, content))
    }

    /// Reads the content again.
    ///
    /// # Errors
    /// `vault-changed` when the file was made anew under another passphrase; as `open`.
    pub fn read(&self) -> Result<Zeroizing<Vec<u8>>> {
        let bytes = load(&self.home)?;
        if bytes[..NONCE_AT] != self.stem {
            return Err(Error::other("vault-changed"));
        }
        self.decrypt(&bytes)
    }

    /// Replaces the content, whole or not at all.
    ///
    /// # Errors
    /// Those of files, `no-randomness`.
    pub fn write(&self, content: &[u8]) -> Result<()> {
        let nonce: [u8; 24] = random()?;
        let mut bytes = [&self.stem[..], &nonce].concat();
        let sealed =
            self.cipher().encrypt(&XNonce::from(nonce), Payload { msg: content, aad: &bytes }).map_err(|_| Error::other("keys-damaged"))?;
        bytes.extend_from_slice(&sealed);
        let hash = blake3::hash(&bytes);
        bytes.extend_from_slice(hash.as_bytes());
        replace(&self.home, NAME, &bytes)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.expose().into())
    }

    /// `bytes` have passed `load`: they are long enough and their hash is right.
    fn decrypt(&self, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or_else(damaged)?;
        let sealed = rest.get(..rest.len().saturating_sub(HASH)).ok_or_else(damaged)?;
        let nonce: [u8; 24] = header[NONCE_AT..].try_into().map_err(|_| damaged())?;
        let opened = self.cipher().decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: header });
        opened.map(Zeroizing::new).map_err(|_| Error::input("passphrase-wrong"))
    }
}

fn damaged() -> Error {
    Error::damaged("keys-damaged")
}

/// The file's bytes, whole by their hash and of a version this program knows.
fn load(home: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(home.join(NAME))?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    let body = bytes.len().checked_sub(HASH).filter(|n| *n >= HEADER && bytes.len() as u64 <= MAX_FILE).ok_or_else(damaged)?;
    if blake3::hash(&bytes[..body]).as_bytes()[..] != bytes[body..] || bytes[..12] != MAGIC[..] {
        return Err(damaged());
    }
    match bytes[12] {
        VERSION => Ok(bytes),
        newer => Err(Error::damaged("keys-newer").with("version", newer)),
    }
}
