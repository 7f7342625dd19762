//! One event and its canonical bytes.

use super::head::Head;
use super::spec::{KindSpec, spec};
use super::value::{MAX_EVENT, Value};

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
        let mut a = vec![
            Value::Int(self.claim),
            Value::Int(i64::from(self.kind)),
            Value::Int(i64::from(self.version)),
            Value::Array(self.key.clone()),
            self.value.clone(),
        ];
        if !self.refs.is_empty() || self.permit.is_some() {
            a.push(Value::Array(self.refs.iter().map(Head::to_value).collect()));
        }
        if let Some(p) = self.permit {
            a.push(Value::Id(p));
        }
        Value::Array(a).to_bytes()
    }
    /// Reads canonical bytes. `None` when they are not an event in canonical form: such bytes never join a chain.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MAX_EVENT {
            return None;
        }
        let Value::Array(mut a) = Value::from_bytes(bytes)? else { return None };
        if !(5..=7).contains(&a.len()) {
            return None;
        }
        let permit = if a.len() == 7 { Some(a.pop()?.id()?) } else { None };
        let refs = if a.len() == 6 {
            let Value::Array(r) = a.pop()? else { return None };
            let refs = r.iter().map(Head::from_value).collect::<Option<Vec<_>>>()?;
            if refs.is_empty() && permit.is_none() {
                return None;
            }
            refs
        } else {
            Vec::new()
        };
        let value = a.pop()?;
        let Value::Array(key) = a.pop()? else { return None };
        let version = u8::try_from(a.pop()?.int()?).ok()?;
        let kind = u16::try_from(a.pop()?.int()?).ok()?;
        let claim = a.pop()?.int()?;
        Some(Self { claim, kind, version, key, value, refs, permit })
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
