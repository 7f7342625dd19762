//! One chain being written: events, sessions, signed segments of about a thousand events.

use crate::school::Computer;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::session_message;
use zhurnal::event::{ChainId, Event, Hash, Head, Segment, Value, Volume, next_hash, spec};
use zhurnal::store::Author;

/// Events of one segment.
const SEGMENT: usize = 1000;

/// A chain's end.
#[derive(Clone)]
pub struct Pen {
    computer: Computer,
    chain: ChainId,
    next: u32,
    tip: Hash,
    user: Option<[u8; 32]>,
    first: u32,
    prev: Hash,
    events: Vec<Vec<u8>>,
    done: Vec<Segment>,
}

impl Pen {
    /// A new chain.
    pub fn new(computer: Computer, volume: Volume, nonce: u64) -> Self {
        let chain = ChainId { device: computer.device, volume, nonce };
        let tip = chain.origin();
        Self { computer, chain, next: 0, tip, user: None, first: 0, prev: tip, events: Vec::new(), done: Vec::new() }
    }

    /// Appends a write.
    pub fn write(&mut self, claim: i64, kind: u16, key: Vec<Value>, value: Value, refs: Vec<Head>) -> Head {
        let (code, version) = spec(kind).map_or((kind, 1), |s| (s.code, s.version));
        let bytes = Event { claim, kind: code, version, key, value, refs, permit: None }.to_bytes();
        self.tip = next_hash(&self.tip, &bytes);
        let head = Head { chain: self.chain, idx: self.next, hash: self.tip };
        self.next += 1;
        self.events.push(bytes);
        if self.events.len() >= SEGMENT {
            self.flush();
        }
        head
    }

    /// Opens a session where another one is in force.
    pub fn session(&mut self, claim: i64, who: &dyn Author) {
        if self.user == Some(who.key()) {
            return;
        }
        let signature = who.sign_session(&session_message(&self.chain, self.next));
        let value = Value::Array(vec![who.user().0.into(), Value::Bytes(who.key().to_vec()), Value::Bytes(signature.to_vec())]);
        self.write(claim, l::SESSION, vec![], value, vec![]);
        self.user = Some(who.key());
    }

    /// Where the next event will stand.
    pub fn place(&self) -> (ChainId, u32) {
        (self.chain, self.next)
    }

    /// Names what is held of other chains.
    pub fn seen(&mut self, claim: i64, heads: &[Head]) {
        self.write(claim, l::SEEN, vec![], names(heads), vec![]);
    }

    /// The last event.
    pub fn head(&self) -> Option<Head> {
        Some(Head { chain: self.chain, idx: self.next.checked_sub(1)?, hash: self.tip })
    }

    fn flush(&mut self) {
        let Some(head) = self.head().filter(|_| !self.events.is_empty()) else { return };
        let events = std::mem::take(&mut self.events);
        let signature = self.computer.head(&head);
        self.done.push(Segment { chain: self.chain, first: self.first, prev: self.prev, events, signature });
        (self.first, self.prev) = (self.next, self.tip);
    }

    /// Everything written and not yet handed out, signed.
    pub fn take(&mut self) -> Vec<Segment> {
        self.flush();
        std::mem::take(&mut self.done)
    }
}

/// Heads as a value.
pub fn names(heads: &[Head]) -> Value {
    Value::Array(heads.iter().map(Head::to_value).collect())
}
