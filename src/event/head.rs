//! Where an event stands: volume, chain, index, and the hash that names it.

use super::value::Value;
use crate::id::DeviceId;

/// What is kept and destroyed together (том): the permanent registry, or one academic year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Volume(pub u16);

impl Volume {
    /// Persons, staff, accounts, devices, archive register, portfolios.
    pub const REGISTRY: Self = Self(0);
    /// True for the registry.
    #[must_use]
    pub fn is_registry(self) -> bool {
        self.0 == 0
    }
}

impl std::fmt::Display for Volume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_registry() { f.write_str("registry") } else { write!(f, "{}", self.0) }
    }
}

/// The events of one device in one volume under one random nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId {
    /// Who wrote it; a root's id for root chains.
    pub device: DeviceId,
    /// Where it counts.
    pub volume: Volume,
    /// Drawn anew at enrolment, per volume, after every restore.
    pub nonce: u64,
}

/// Greatest index of an event in its chain: what comes after cannot be told.
pub const MAX_INDEX: u32 = 0x7FFF_FFFF;

/// The id of a computer: the first sixteen bytes of BLAKE3-derive-key over its two public keys, so that one id has one pair of keys for ever.
#[must_use]
pub fn device_id(sign: &[u8; 32], seal: &[u8; 32]) -> DeviceId {
    let mut h = blake3::Hasher::new_derive_key("zhurnal device id 1");
    h.update(sign);
    h.update(seal);
    DeviceId(first_sixteen(h.finalize().as_bytes()))
}

/// The device id of a root's chains: the first sixteen bytes of BLAKE3 of its public key.
#[must_use]
pub fn root_id(public: &[u8; 32]) -> DeviceId {
    DeviceId(first_sixteen(blake3::hash(public).as_bytes()))
}

fn first_sixteen(hash: &[u8; 32]) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    id
}

/// 32 bytes of BLAKE3.
pub type Hash = [u8; 32];

impl ChainId {
    /// h₋₁: the hash before the first event; binds every event to its chain.
    #[must_use]
    pub fn origin(&self) -> Hash {
        let mut h = blake3::Hasher::new_derive_key("zhurnal chain 1");
        h.update(&self.device.0);
        h.update(&self.volume.0.to_be_bytes());
        h.update(&self.nonce.to_be_bytes());
        *h.finalize().as_bytes()
    }
}

/// hᵢ = BLAKE3(hᵢ₋₁ ‖ canonical bytes).
#[must_use]
pub fn next_hash(prev: &Hash, bytes: &[u8]) -> Hash {
    let mut h = blake3::Hasher::new();
    h.update(prev);
    h.update(bytes);
    *h.finalize().as_bytes()
}

/// Names one event for good: chain, index from 0, hash. Used for refs, heads of cuts, `Seen`, decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head {
    /// Its chain.
    pub chain: ChainId,
    /// Its index, from 0.
    pub idx: u32,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// `[device, volume, nonce bytes(8), idx, hash]`. The nonce travels as eight bytes: it may exceed a signed integer.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::Array(vec![
            Value::Id(self.chain.device.0),
            Value::Int(i64::from(self.chain.volume.0)),
            Value::Bytes(self.chain.nonce.to_be_bytes().to_vec()),
            Value::Int(i64::from(self.idx)),
            Value::Bytes(self.hash.to_vec()),
        ])
    }
    /// Reads [`Head::to_value`].
    #[must_use]
    pub fn from_value(v: &Value) -> Option<Self> {
        let [d, vol, n, i, h] = v.items()? else { return None };
        Some(Self {
            chain: ChainId {
                device: DeviceId(d.id()?),
                volume: Volume(u16::try_from(vol.int()?).ok()?),
                nonce: u64::from_be_bytes(n.bytes()?.try_into().ok()?),
            },
            idx: u32::try_from(i.int()?).ok().filter(|i| *i <= MAX_INDEX)?,
            hash: h.bytes()?.try_into().ok()?,
        })
    }
}
