//! Who signs: this computer, a root from its sheet, a logged-in person.

use crate::event::{device_id, root_id};
use crate::id::{DeviceId, UserId};
use crate::keys::{Context, DeviceKeys, PublicKey, RootSeed, SigningKey};
use crate::store::{Author, Signer};

/// Signs heads with a key: this computer's, or a root's.
pub(super) struct DeviceSigner {
    device: DeviceId,
    key: SigningKey,
}

impl DeviceSigner {
    /// Signs for this computer.
    pub(super) fn new(keys: &DeviceKeys) -> Self {
        let key = keys.signing.clone();
        Self { device: device_id(&key.public().0, &keys.exchange.public().0), key }
    }
    /// Signs for a root, while its sheet is in memory.
    pub(super) fn of_root(seed: &RootSeed) -> Self {
        let key = seed.signing();
        Self { device: root_id(&key.public().0), key }
    }
    /// The public half of the key.
    pub(super) fn public(&self) -> PublicKey {
        self.key.public()
    }
}

impl Signer for DeviceSigner {
    fn device(&self) -> DeviceId {
        self.device
    }
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64] {
        self.key.sign(Context::HEAD, &[message]).0
    }
}

/// A logged-in person: the key their password makes. Wiped when dropped.
#[derive(Debug)]
pub struct UserAuthor {
    user: UserId,
    key: SigningKey,
}

impl UserAuthor {
    pub(super) fn new(user: UserId, key: SigningKey) -> Self {
        Self { user, key }
    }
}

impl Author for UserAuthor {
    fn user(&self) -> UserId {
        self.user
    }
    fn key(&self) -> [u8; 32] {
        self.key.public().0
    }
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64] {
        self.key.sign(Context::SESSION, &[message]).0
    }
}
