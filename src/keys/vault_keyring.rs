//! A vault in the keyring of the operating system: Windows credentials, macOS keychain, the Secret Service of Linux desktops.
//!
//! The entry is `zhurnal` / a random id kept in `vault.id` of the home, so that two homes do not meet and no name of a person
//! or a school stands in the keyring. The entry is written before `vault.id`: a crash between them leaves a stray entry, never
//! a home that points at nothing. No keyring is a normal case: a service account, a bare window manager, a session over ssh.

use crate::error::{Error, Result};
use crate::id::AnyId;
use crate::private::replace;
use keyring_core::{CredentialStore, Entry};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// File with the id of the entry.
pub const ID_NAME: &str = "vault.id";
const SERVICE: &str = "zhurnal";

/// One entry.
pub struct KeyringEntry(Entry);

impl KeyringEntry {
    /// Writes a new entry and reads it back.
    ///
    /// # Errors
    /// `no-keyring`, `keyring-locked`, `keyring-failed`, those of files.
    pub fn create(home: &Path, content: &[u8]) -> Result<Self> {
        let id = AnyId::random()?;
        let entry = Self::of(id)?;
        entry.write(content)?;
        replace(home, ID_NAME, format!("{id}\n").as_bytes())?;
        Ok(entry)
    }

    /// Finds the entry of a home and reads it.
    ///
    /// # Errors
    /// `keys-damaged` when `vault.id` is no id, `keyring-empty` when the entry is gone; as `create`.
    pub fn open(home: &Path) -> Result<(Self, Zeroizing<Vec<u8>>)> {
        let text = std::fs::read(home.join(ID_NAME))?;
        let id = std::str::from_utf8(&text).ok().and_then(|t| AnyId::parse(t.trim()).ok()).ok_or_else(|| Error::damaged("keys-damaged"))?;
        let entry = Self::of(id)?;
        let content = entry.read()?;
        Ok((entry, content))
    }

    fn of(id: AnyId) -> Result<Self> {
        store()?.build(SERVICE, &id.to_string(), None).map(Self).map_err(said)
    }

    /// Reads the content.
    ///
    /// # Errors
    /// As `open`.
    pub fn read(&self) -> Result<Zeroizing<Vec<u8>>> {
        self.0.get_secret().map(Zeroizing::new).map_err(said)
    }

    /// Replaces the content and makes sure the keyring gives it back.
    ///
    /// # Errors
    /// As `create`.
    pub fn write(&self, content: &[u8]) -> Result<()> {
        self.0.set_secret(content).map_err(said)?;
        if self.read()?.as_slice() == content { Ok(()) } else { Err(Error::other("keyring-failed").with("detail", "readback")) }
    }
}

/// The store set by the shell or a test, else the operating system's.
fn store() -> Result<Arc<CredentialStore>> {
    if keyring_core::get_default_store().is_none()
        && let Err(e) = keyring::Entry::store_status()
    {
        log::warn!("no keyring: {}", kind(e));
        return Err(Error::other("no-keyring"));
    }
    keyring_core::get_default_store().ok_or_else(|| Error::other("no-keyring"))
}

/// The library's texts may carry the secret or names: only the kind of error goes on.
fn kind(e: &keyring_core::Error) -> &'static str {
    use keyring_core::Error as K;
    match e {
        K::PlatformFailure(_) => "platform",
        K::NoStorageAccess(_) => "access",
        K::NoEntry => "no-entry",
        K::TooLong(..) => "too-long",
        K::Ambiguous(_) => "ambiguous",
        K::NoDefaultStore => "no-store",
        _ => "other",
    }
}

fn said(e: keyring_core::Error) -> Error {
    use keyring_core::Error as K;
    match &e {
        K::NoDefaultStore => Error::other("no-keyring"),
        K::NoStorageAccess(_) => Error::other("keyring-locked"),
        K::NoEntry => Error::damaged("keyring-empty"),
        _ => Error::other("keyring-failed").with("detail", kind(&e)),
    }
}
