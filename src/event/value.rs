//! Values and their canonical CBOR: definite lengths, shortest integers, no maps, floats, tags or indefinite items.
//!
//! A byte string of sixteen bytes reads as [`Value::Id`]; so every value has one encoding and every accepted encoding one value.

use minicbor::Encoder;

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
        let mut r = Canonical(bytes);
        let v = r.value(0)?;
        r.0.is_empty().then_some(v)
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

/// Appends an array's head.
pub(super) fn put_array(out: &mut Vec<u8>, n: usize) {
    let _ = Encoder::new(out).array(n as u64);
}

/// Appends a number.
pub(super) fn put_int(out: &mut Vec<u8>, n: i64) {
    let _ = Encoder::new(out).i64(n);
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

/// Reads canonical bytes from the front. What is not canonical is refused where it stands, so nothing is encoded again to compare.
pub(super) struct Canonical<'a>(pub &'a [u8]);

/// The eight kinds of items by the first three bits.
mod major {
    pub const UNSIGNED: u8 = 0;
    pub const NEGATIVE: u8 = 1;
    pub const BYTES: u8 = 2;
    pub const TEXT: u8 = 3;
    pub const ARRAY: u8 = 4;
    pub const SIMPLE: u8 = 7;
}

impl<'a> Canonical<'a> {
    fn bytes(&mut self, n: u64) -> Option<&'a [u8]> {
        let (x, rest) = self.0.split_at_checked(usize::try_from(n).ok()?)?;
        self.0 = rest;
        Some(x)
    }
    /// Kind and argument of the next item; `None` when the argument is not in its shortest form.
    fn head(&mut self) -> Option<(u8, u64)> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        let (kind, short) = (first >> 5, first & 31);
        let wide = |b: &[u8]| b.iter().fold(0u64, |n, x| n << 8 | u64::from(*x));
        let (argument, least) = match short {
            0..=23 => return Some((kind, u64::from(short))),
            24 => (wide(self.bytes(1)?), 24),
            25 => (wide(self.bytes(2)?), 1 << 8),
            26 => (wide(self.bytes(4)?), 1 << 16),
            27 => (wide(self.bytes(8)?), 1 << 32),
            _ => return None,
        };
        (argument >= least && kind != major::SIMPLE).then_some((kind, argument))
    }
    /// The number of items of an array.
    pub fn array(&mut self) -> Option<u64> {
        self.head().filter(|h| h.0 == major::ARRAY).map(|h| h.1)
    }
    /// A whole number.
    pub fn int(&mut self) -> Option<i64> {
        match self.head()? {
            (major::UNSIGNED, n) => i64::try_from(n).ok(),
            (major::NEGATIVE, n) => Some(-1 - i64::try_from(n).ok()?),
            _ => None,
        }
    }
    /// So many values.
    pub fn values(&mut self, n: u64, depth: u8) -> Option<Vec<Value>> {
        let mut a = Vec::with_capacity(usize::try_from(n).ok()?.min(64));
        for _ in 0..n {
            a.push(self.value(depth)?);
        }
        Some(a)
    }
    /// One value.
    pub fn value(&mut self, depth: u8) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.head()? {
            (major::UNSIGNED, n) => Value::Int(i64::try_from(n).ok()?),
            (major::NEGATIVE, n) => Value::Int(-1 - i64::try_from(n).ok()?),
            (major::BYTES, n) => Value::from(self.bytes(n)?),
            (major::TEXT, n) => Value::Text(std::str::from_utf8(self.bytes(n)?).ok()?.to_owned()),
            (major::ARRAY, n) => Value::Array(self.values(n, depth + 1)?),
            (major::SIMPLE, 20) => Value::Bool(false),
            (major::SIMPLE, 21) => Value::Bool(true),
            (major::SIMPLE, 22) => Value::Null,
            _ => return None,
        })
    }
}
