//! Chains written by hand, event by event, as a stranger's program would.

use crate::format::samples;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::{head_message, session_message, user_key_message};
use zhurnal::event::{ChainId, Event, Head, Segment, Value, Volume, device_id, next_hash, spec};
use zhurnal::id::DeviceId;
use zhurnal::keys::{Context, Secret, SigningKey};

/// An id that follows from a name.
pub fn id(name: &str) -> Value {
    Value::Id(samples::id(name))
}

/// A key that follows from a name: a computer's, a root's, a user's password.
pub fn key(name: &str) -> SigningKey {
    SigningKey::from_seed(&Secret::new(samples::bytes(name, 32).try_into().unwrap()))
}

fn seal(name: &str) -> [u8; 32] {
    samples::bytes(&format!("{name} seal"), 32).try_into().unwrap()
}

/// The id of the computer with this name.
pub fn device(name: &str) -> DeviceId {
    device_id(&key(name).public().0, &seal(name))
}

/// The value of a certificate of the computer with this name.
pub fn certificate(name: &str, capabilities: &[i64]) -> Value {
    let capabilities = capabilities.iter().map(|c| Value::Int(*c)).collect();
    let keys = [key(name).public().0, seal(name)].map(|k| Value::Bytes(k.to_vec()));
    Value::Array([&keys[..], &[Value::Array(capabilities), name.into()]].concat())
}

/// A list of heads.
pub fn list(heads: &[Head]) -> Value {
    Value::Array(heads.iter().map(Head::to_value).collect())
}

/// A chain being written.
#[derive(Clone)]
pub struct Chain {
    pub id: ChainId,
    pub signer: SigningKey,
    pub events: Vec<Vec<u8>>,
    pub hash: [u8; 32],
    pub claim: i64,
}

impl Chain {
    pub fn new(device: DeviceId, signer: SigningKey, volume: Volume, nonce: u64) -> Self {
        let id = ChainId { device, volume, nonce };
        Self { hash: id.origin(), id, signer, events: Vec::new(), claim: samples::CLAIM }
    }
    /// Of the computer with this name.
    pub fn of(name: &str, volume: Volume, nonce: u64) -> Self {
        Self::new(device(name), key(name), volume, nonce)
    }
    pub fn push(&mut self, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.put(Event::new(self.claim, spec(kind).unwrap(), key, value))
    }
    pub fn put(&mut self, mut e: Event) -> Head {
        self.claim += 1;
        e.claim = self.claim;
        let bytes = e.to_bytes();
        self.hash = next_hash(&self.hash, &bytes);
        self.events.push(bytes);
        self.head()
    }
    pub fn head(&self) -> Head {
        Head { chain: self.id, idx: self.next() - 1, hash: self.hash }
    }
    fn next(&self) -> u32 {
        u32::try_from(self.events.len()).unwrap()
    }
    pub fn session(&mut self, user: &str) -> Head {
        let user_key = key(user);
        let signature = user_key.sign(Context::SESSION, &[&session_message(&self.id, self.next())]).0;
        let value = vec![id(user), Value::Bytes(user_key.public().0.to_vec()), Value::Bytes(signature.to_vec())];
        self.push(l::SESSION, vec![], Value::Array(value))
    }
    pub fn seen(&mut self, heads: &[Head]) -> Head {
        self.push(l::SEEN, vec![], list(heads))
    }
    pub fn certify(&mut self, name: &str, capabilities: &[i64]) -> Head {
        self.push(l::DEVICE, vec![Value::Id(device(name).0)], certificate(name, capabilities))
    }
    /// Gives a user the key with this name, and its proof.
    pub fn user_key(&mut self, user: &str, key_name: &str, temporary: bool) -> Head {
        let (user, key) = (samples::id(user), key(key_name));
        let proof = key.sign(Context::USER_KEY, &[&user_key_message(&user, &self.id, self.next())]).0;
        let [public, proof] = [key.public().0.to_vec(), proof.to_vec()].map(Value::Bytes);
        let cost = |n: i64| Value::Int(n);
        let value = vec![id("salt"), cost(65_536), cost(3), cost(1), public, Value::Bool(temporary), list(&[]), proof];
        self.push(l::USER_KEY, vec![Value::Id(user)], Value::Array(value))
    }
    /// All of it under a signed head.
    pub fn segment(&self) -> Segment {
        self.from(0)
    }
    /// From an index on.
    pub fn from(&self, first: usize) -> Segment {
        let prev = self.events[..first].iter().fold(self.id.origin(), |h, e| next_hash(&h, e));
        let first_idx = u32::try_from(first).unwrap();
        let mut s = Segment { chain: self.id, first: first_idx, prev, events: self.events[first..].to_vec(), signature: [0; 64] };
        s.signature = self.signer.sign(Context::HEAD, &[&head_message(&s.head().unwrap())]).0;
        s
    }
}
