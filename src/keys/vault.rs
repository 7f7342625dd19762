//! This computer's secrets: the device's two private keys and the database keys, in the keyring of the operating system or in
//! a file under a passphrase. The person chooses openly; nothing falls back by itself.
//!
//! A vault belongs to one home. Two programs may have it open at once: changes are made under `keys.lock` on a fresh reading.

use super::sealed::ExchangeKey;
use super::secret::Secret;
use super::sign::SigningKey;
use super::{KdfCost, check_passphrase, vault_file, vault_keyring};
use crate::error::{Error, Result};
use crate::private;
use minicbor::{Decoder, Encoder};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// Opens the key file of every demo home (учебная школа). It stands in the program, so it keeps nobody's secrets: such a journal makes
/// nothing real, and no other may have it.
pub const PUBLISHED: &str = "учебная школа";
const LOCK: &str = "keys.lock";
const CONTENT_FORMAT: u8 = 1;
const MAX_DATABASES: u64 = 500;
const MAX_NAME: usize = 64;

/// Where the secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStorage {
    /// The keyring of the operating system (связка ключей).
    Keyring,
    /// `keys.bin` in the home, under a passphrase.
    File,
}

impl KeyStorage {
    /// Reads `keyring` or `file`.
    ///
    /// # Errors
    /// `bad-key-storage`.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "keyring" => Ok(Self::Keyring),
            "file" => Ok(Self::File),
            _ => Err(Error::usage("bad-key-storage")),
        }
    }

    /// What a home uses; `None` when it has no vault yet.
    #[must_use]
    pub fn of(home: &Path) -> Option<Self> {
        if home.join(vault_file::NAME).exists() {
            return Some(Self::File);
        }
        home.join(vault_keyring::ID_NAME).exists().then_some(Self::Keyring)
    }
}

/// The private keys of this device.
#[derive(Debug, Clone)]
pub struct DeviceKeys {
    /// Signs heads, and certificates where the device is delegated.
    pub signing: SigningKey,
    /// Opens volume keys sealed to this device.
    pub exchange: ExchangeKey,
}

/// Everything a vault holds.
#[derive(Clone)]
pub(super) struct Content {
    device: DeviceKeys,
    databases: BTreeMap<String, Secret<32>>,
}

/// Where a vault's bytes lie.
pub(super) enum Backend {
    /// An entry of the keyring.
    Keyring(vault_keyring::KeyringEntry),
    /// A file.
    File(vault_file::KeyFile),
    /// Nowhere but in memory.
    Memory(Mutex<Zeroizing<Vec<u8>>>),
}

impl Backend {
    fn read(&self) -> Result<Zeroizing<Vec<u8>>> {
        match self {
            Self::Keyring(entry) => entry.read(),
            Self::File(file) => file.read(),
            Self::Memory(kept) => Ok(kept.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }
    fn write(&self, content: &[u8]) -> Result<()> {
        match self {
            Self::Keyring(entry) => entry.write(content),
            Self::File(file) => file.write(content),
            Self::Memory(kept) => {
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Zeroizing::new(content.to_vec());
                Ok(())
            }
        }
    }
}

/// An open vault. Secrets are wiped when it is dropped.
pub struct Vault {
    home: PathBuf,
    backend: Backend,
    device: DeviceKeys,
    databases: Mutex<BTreeMap<String, Secret<32>>>,
    published: bool,
}

impl Vault {
    /// Makes the vault of a home with fresh device keys. They are on disk (or in the keyring) when this returns.
    ///
    /// # Errors
    /// `vault-exists`; `no-keyring`, `keyring-locked`, `keyring-failed`; `passphrase-missing`, `passphrase-short` and the others of
    /// [`check_passphrase`]; of files.
    pub fn create(home: &Path, storage: KeyStorage, passphrase: Option<&str>, cost: KdfCost) -> Result<Self> {
        let passphrase = match storage {
            KeyStorage::Keyring => None,
            KeyStorage::File => Some(given(passphrase)?),
        };
        if let Some(phrase) = &passphrase {
            check_passphrase(phrase, "")?;
        }
        Self::make(home, passphrase.as_deref().map(String::as_str), cost)
    }

    /// Makes the vault of a demo home, in a file under the published phrase.
    ///
    /// # Errors
    /// `vault-exists`; of files.
    pub fn create_published(home: &Path, cost: KdfCost) -> Result<Self> {
        Self::make(home, Some(PUBLISHED), cost)
    }

    /// In a file under a phrase, else in the keyring.
    fn make(home: &Path, passphrase: Option<&str>, cost: KdfCost) -> Result<Self> {
        let _lock = lock(home)?;
        if KeyStorage::of(home).is_some() {
            return Err(Error::input("vault-exists"));
        }
        let device = DeviceKeys { signing: SigningKey::random()?, exchange: ExchangeKey::random()? };
        let content = Content { device, databases: BTreeMap::new() };
        let bytes = content.encode();
        let backend = match passphrase {
            None => Backend::Keyring(vault_keyring::KeyringEntry::create(home, &bytes)?),
            Some(phrase) => Backend::File(vault_file::KeyFile::create(home, phrase, cost, &bytes)?),
        };
        Ok(Self::of(home, backend, content, passphrase))
    }

    /// The vault of a home that is thrown away: its keys are random, in memory alone, and go with this value.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn passing(home: &Path) -> Result<Self> {
        let device = DeviceKeys { signing: SigningKey::random()?, exchange: ExchangeKey::random()? };
        let content = Content { device, databases: BTreeMap::new() };
        let backend = Backend::Memory(Mutex::new(content.encode()));
        Ok(Self::of(home, backend, content, None))
    }

    /// Opens the vault of a home.
    ///
    /// # Errors
    /// `vault-missing`; `passphrase-missing`, `passphrase-wrong`; `keys-damaged`, `keys-newer`; those of the keyring as in `create`.
    pub fn open(home: &Path, storage: KeyStorage, passphrase: Option<&str>) -> Result<Self> {
        if KeyStorage::of(home) != Some(storage) {
            return Err(Error::input("vault-missing"));
        }
        let (backend, bytes) = match storage {
            KeyStorage::Keyring => {
                let (entry, bytes) = vault_keyring::KeyringEntry::open(home)?;
                (Backend::Keyring(entry), bytes)
            }
            KeyStorage::File => {
                let (file, bytes) = vault_file::KeyFile::open(home, &given(passphrase)?)?;
                (Backend::File(file), bytes)
            }
        };
        Ok(Self::of(home, backend, Content::decode(&bytes)?, passphrase.filter(|_| storage == KeyStorage::File)))
    }

    fn of(home: &Path, backend: Backend, content: Content, passphrase: Option<&str>) -> Self {
        let published = passphrase == Some(PUBLISHED);
        Self { home: home.to_owned(), backend, device: content.device, databases: Mutex::new(content.databases), published }
    }

    /// True under the published phrase, whatever the home says of itself.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published
    }

    /// The private keys of this device.
    #[must_use]
    pub fn device(&self) -> &DeviceKeys {
        &self.device
    }

    /// The key of a database file, by its name in the home (`registry.db`, `years/2026.db`). A key that does not exist yet is
    /// made, and kept, before this returns.
    ///
    /// # Errors
    /// `bad-database-name`; `vault-changed` when another program replaced the vault meanwhile; those of writing.
    pub fn database_key(&self, name: &str) -> Result<Secret<32>> {
        let sound = !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"./_-".contains(&b));
        if !sound {
            return Err(Error::usage("bad-database-name"));
        }
        let mut known = self.databases.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.get(name) {
            return Ok(key.clone());
        }
        let _lock = lock(&self.home)?;
        let mut content = self.read_again()?;
        if !content.databases.contains_key(name) {
            content.databases.insert(name.to_owned(), Secret::random()?);
            let bytes = content.encode();
            Content::decode(&bytes)?;
            self.backend.write(&bytes)?;
        }
        let key = content.databases.get(name).cloned().ok_or_else(|| Error::damaged("keys-damaged"))?;
        *known = content.databases;
        Ok(key)
    }

    /// The key of a database that has one; nothing is made.
    ///
    /// # Errors
    /// `vault-changed` when another program replaced the vault meanwhile; those of reading.
    pub fn find_database_key(&self, name: &str) -> Result<Option<Secret<32>>> {
        let mut known = self.databases.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(name) {
            let _lock = lock(&self.home)?;
            *known = self.read_again()?.databases;
        }
        Ok(known.get(name).cloned())
    }

    /// Names of the databases that have keys, as the vault says now.
    ///
    /// # Errors
    /// As [`Vault::find_database_key`].
    pub fn database_names(&self) -> Result<Vec<String>> {
        let mut known = self.databases.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = lock(&self.home)?;
        *known = self.read_again()?.databases;
        Ok(known.keys().cloned().collect())
    }

    /// Deletes the key of a destroyed database, for good; nothing when there is none.
    ///
    /// # Errors
    /// `vault-changed` when another program replaced the vault meanwhile; those of writing.
    pub fn forget_database(&self, name: &str) -> Result<()> {
        let mut known = self.databases.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(name) {
            return Ok(());
        }
        let _lock = lock(&self.home)?;
        let mut content = self.read_again()?;
        if content.databases.remove(name).is_some() {
            self.backend.write(&content.encode())?;
        }
        *known = content.databases;
        Ok(())
    }

    /// What the vault holds now; called under its lock.
    fn read_again(&self) -> Result<Content> {
        let content = Content::decode(&self.backend.read()?)?;
        if content.device.signing.public() != self.device.signing.public() {
            return Err(Error::other("vault-changed"));
        }
        Ok(content)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("device", &self.device).finish_non_exhaustive()
    }
}

fn given(passphrase: Option<&str>) -> Result<Zeroizing<String>> {
    passphrase.filter(|p| !p.is_empty()).map(|p| Zeroizing::new(p.to_owned())).ok_or_else(|| Error::input("passphrase-missing"))
}

impl Content {
    /// `[1, device seed, exchange secret, [name, key, name, key, …]]`, names ascending.
    fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Room for all from the start: a Vec that grows leaves copies behind.
        let mut out = Zeroizing::new(Vec::with_capacity(128 + self.databases.len() * (MAX_NAME + 40)));
        let mut e = Encoder::new(&mut *out);
        let done: Result<_, minicbor::encode::Error<Infallible>> = (|| {
            e.array(4)?.u8(CONTENT_FORMAT)?.bytes(self.device.signing.seed().expose())?;
            e.bytes(self.device.exchange.secret().expose())?.array(2 * self.databases.len() as u64)?;
            for (name, key) in &self.databases {
                e.str(name)?.bytes(key.expose())?;
            }
            Ok(())
        })();
        debug_assert!(done.is_ok(), "writing to a Vec does not fail");
        out
    }

    fn decode(bytes: &[u8]) -> Result<Self> {
        Self::read(bytes).ok_or_else(|| Error::damaged("keys-damaged"))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut d = Decoder::new(bytes);
        if d.array().ok()? != Some(4) || d.u8().ok()? != CONTENT_FORMAT {
            return None;
        }
        let signing = SigningKey::from_seed(&Secret::from_slice(d.bytes().ok()?)?);
        let exchange = ExchangeKey::from_secret(Secret::from_slice(d.bytes().ok()?)?);
        let items = d.array().ok()??;
        if items % 2 != 0 || items / 2 > MAX_DATABASES {
            return None;
        }
        let mut databases = BTreeMap::new();
        for _ in 0..items / 2 {
            let name = d.str().ok()?.to_owned();
            databases.insert(name, Secret::from_slice(d.bytes().ok()?)?);
        }
        (d.position() == bytes.len()).then_some(Self { device: DeviceKeys { signing, exchange }, databases })
    }
}

/// Holds other programs off until dropped.
fn lock(home: &Path) -> Result<File> {
    let file = private::options().create(true).truncate(false).write(true).open(home.join(LOCK))?;
    file.lock()?;
    Ok(file)
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
