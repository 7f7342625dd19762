//! Values and their canonical CBOR: definite lengths, shortest integers, no maps, floats, tags or indefinite items.
//!
//! A byte string of sixteen bytes reads as [`Value::Id`]; so every value has one encoding and every accepted encoding one value.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Deepest nesting that is read.
pub const MAX_DEPTH: u8 = 8;
/// Longest event that is read, bytes.
pub const MAX_EVENT: usize = 65_536;

/// What keys and payloads of events are made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Value {
    /// Nothing: a cleared cell.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number; dates are days since 1970-01-01, instants seconds of UTC.
    Int(i64),
    /// UTF-8 text.
    Text(String),
    /// An id: sixteen bytes.
    Id([u8; 16]),
    /// Other bytes (keys, hashes, signatures, sealed data).
    Bytes(Vec<u8>),
    /// A tuple or a list.
    Array(Vec<Value>),
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }
    /// The id, if it is one.
    #[must_use]
    pub fn id(&self) -> Option<[u8; 16]> {
        if let Self::Id(n) = self { Some(*n) } else { None }
    }
    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(t) = self { Some(t) } else { None }
    }
    /// The bytes, if they are; an id is not.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(b) = self { Some(b) } else { None }
    }
    /// The flag, if it is one.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }
    /// The items of an array.
    #[must_use]
    pub fn items(&self) -> Option<&[Value]> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }
    /// Appends the canonical encoding.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put(&mut Encoder::new(out), self);
    }
    /// The canonical encoding.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.encode(&mut out);
        out
    }
    /// Reads exactly one canonical value; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MAX_EVENT {
            return None;
        }
        let mut d = Decoder::new(bytes);
        let v = take(&mut d, 0)?;
        (d.position() == bytes.len() && v.to_bytes() == bytes).then_some(v)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}
impl From<&str> for Value {
    fn from(t: &str) -> Self {
        Self::Text(t.to_owned())
    }
}
impl From<String> for Value {
    fn from(t: String) -> Self {
        Self::Text(t)
    }
}
impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}
impl From<[u8; 16]> for Value {
    fn from(b: [u8; 16]) -> Self {
        Self::Id(b)
    }
}
impl From<Vec<Value>> for Value {
    fn from(a: Vec<Value>) -> Self {
        Self::Array(a)
    }
}
/// Bytes as a value, by the rule that sixteen of them are an id.
impl From<&[u8]> for Value {
    fn from(b: &[u8]) -> Self {
        b.try_into().map_or_else(|_| Self::Bytes(b.to_vec()), Self::Id)
    }
}

/// Writing to memory cannot fail: the encoder's error type is `Infallible`, so its results carry nothing.
fn put(e: &mut Encoder<&mut Vec<u8>>, v: &Value) {
    let _ = match v {
        Value::Null => e.null().map(drop),
        Value::Bool(b) => e.bool(*b).map(drop),
        Value::Int(n) => e.i64(*n).map(drop),
        Value::Text(t) => e.str(t).map(drop),
        Value::Id(b) => e.bytes(b).map(drop),
        Value::Bytes(b) => e.bytes(b).map(drop),
        Value::Array(a) => {
            let r = e.array(a.len() as u64).map(drop);
            for v in a {
                put(e, v);
            }
            r
        }
    };
}

fn take(d: &mut Decoder<'_>, depth: u8) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match d.datatype().ok()? {
        Type::Null => {
            d.null().ok()?;
            Value::Null
        }
        Type::Bool => Value::Bool(d.bool().ok()?),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 => Value::Int(d.i64().ok()?),
        Type::String => Value::Text(d.str().ok()?.to_owned()),
        Type::Bytes => Value::from(d.bytes().ok()?),
        Type::Array => {
            let n = d.array().ok()??;
            let mut a = Vec::with_capacity(usize::try_from(n).ok()?.min(64));
            for _ in 0..n {
                a.push(take(d, depth + 1)?);
            }
            Value::Array(a)
        }
        _ => return None,
    })
}
