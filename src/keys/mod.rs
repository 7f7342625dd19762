//! Keys: what signs, what seals, what opens, and where this computer keeps them.
//!
//! Pure of SQL and of clocks; only [`vault`] touches the disk and the keyring. Called by `store`, `book`, `sync`, `backup`
//! and the shells; calls nothing but `error` and `id`. Every format here is described to the byte in its module.

pub mod arguments;
pub mod backoff;
pub mod password;
pub mod person;
pub mod root;
pub mod sealed;
pub mod secret;
pub mod sheet;
pub mod sign;
pub mod vault;
mod vault_file;
mod vault_keyring;

pub use backoff::Backoff;
pub use password::{KdfCost, PasswordRule, check_passphrase};
pub use person::PersonKey;
pub use root::{RootChain, RootSeed};
pub use sealed::{ExchangeKey, ExchangePublic, SealedKey};
pub use secret::Secret;
pub use sign::{Context, PublicKey, Signature, SigningKey};
pub use vault::{DeviceKeys, KeyStorage, PUBLISHED, Vault};
