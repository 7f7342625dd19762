//! One event and its canonical bytes.

use super::head::Head;
use super::spec::{KindSpec, spec};
use super::value::{Canonical, MAX_EVENT, Value, put_array, put_int};

/// A write of one cell. Canonical bytes: `[claim, kind, version, key, value]`, then refs when there are any or a permit follows, then the permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Claimed time, seconds of UTC.
    pub claim: i64,
    /// Kind code, see `docs/FORMAT.md`.
    pub kind: u16,
    /// Version of the kind's payload.
    pub version: u8,
    /// Natural key of the cell.
    pub key: Vec<Value>,
    /// New value of the cell; `Null` clears.
    pub value: Value,
    /// Writes of this cell in other chains that the author's screen showed, and the refs of those.
    pub refs: Vec<Head>,
    /// The permit it was written under.
    pub permit: Option<[u8; 16]>,
}

impl Event {
    /// A write without refs.
    #[must_use]
    pub fn new(claim: i64, spec: &KindSpec, key: Vec<Value>, value: Value) -> Self {
        Self { claim, kind: spec.code, version: spec.version, key, value, refs: Vec::new(), permit: None }
    }
    /// Canonical bytes: what is hashed, signed and sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let with_refs = !self.refs.is_empty() || self.permit.is_some();
        let mut out = Vec::with_capacity(160);
        put_array(&mut out, 5 + usize::from(with_refs) + usize::from(self.permit.is_some()));
        put_int(&mut out, self.claim);
        put_int(&mut out, i64::from(self.kind));
        put_int(&mut out, i64::from(self.version));
        put_array(&mut out, self.key.len());
        self.key.iter().for_each(|v| v.encode(&mut out));
        self.value.encode(&mut out);
        if with_refs {
            put_array(&mut out, self.refs.len());
            self.refs.iter().for_each(|h| h.to_value().encode(&mut out));
        }
        if let Some(p) = self.permit {
            Value::Id(p).encode(&mut out);
        }
        out
    }
    /// Reads canonical bytes. `None` when they are not an event in canonical form: such bytes never join a chain.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MAX_EVENT {
            return None;
        }
        let mut r = Canonical(bytes);
        let items = r.array().filter(|n| (5..=7).contains(n))?;
        let claim = r.int()?;
        let kind = u16::try_from(r.int()?).ok()?;
        let version = u8::try_from(r.int()?).ok()?;
        let n = r.array()?;
        // The event's items stand one deep, those of the key two.
        let key = r.values(n, 2)?;
        let value = r.value(1)?;
        let mut refs = Vec::new();
        if items >= 6 {
            for _ in 0..r.array()? {
                refs.push(Head::from_value(&r.value(2)?)?);
            }
        }
        let permit = if items == 7 { Some(r.value(1)?.id()?) } else { None };
        if items == 6 && refs.is_empty() {
            return None;
        }
        r.0.is_empty().then_some(Self { claim, kind, version, key, value, refs, permit })
    }
    /// The kind's row, when this program knows kind and version.
    #[must_use]
    pub fn spec(&self) -> Option<&'static KindSpec> {
        spec(self.kind).filter(|s| s.version == self.version)
    }
    /// True when key and value have the kind's shape. False for unknown kinds.
    #[must_use]
    pub fn well_formed(&self) -> bool {
        self.spec().is_some_and(|s| s.accepts(&self.key, &self.value))
    }
}
