//! Random 128-bit ids, newtyped, and their text form: 26 base32 characters (RFC 4648 alphabet, lower case).

use crate::error::{Error, Result};

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Base32 without padding, lower case.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut acc, mut bits) = (0u32, 0u32);
    for &b in bytes {
        acc = (acc << 8) | u32::from(b);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(ALPHABET[(acc >> bits) as usize & 31] as char);
        }
    }
    if bits > 0 {
        out.push(ALPHABET[(acc << (5 - bits)) as usize & 31] as char);
    }
    out
}

/// Reads base32 in either case; `None` when a character is foreign or the spare bits are not zero.
#[must_use]
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 5 / 8);
    let (mut acc, mut bits) = (0u32, 0u32);
    for c in text.bytes() {
        let v = ALPHABET.iter().position(|a| *a == c.to_ascii_lowercase())?;
        acc = ((acc << 5) | u32::try_from(v).ok()?) & 0xFFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((acc >> bits) & 0xFF).ok()?);
        }
    }
    (bits < 5 && acc & ((1 << bits) - 1) == 0).then_some(out)
}

/// 16 random bytes of the operating system.
///
/// # Errors
/// `no-randomness` when the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut b = [0u8; N];
    getrandom::fill(&mut b).map_err(|_| Error::other("no-randomness"))?;
    Ok(b)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; 16]);
        impl $name {
            /// A new random id.
            ///
            /// # Errors
            /// `no-randomness`.
            pub fn random() -> Result<Self> { Ok(Self(random()?)) }
            /// Reads the text form.
            ///
            /// # Errors
            /// `bad-id`.
            pub fn parse(text: &str) -> Result<Self> {
                from_base32(text).and_then(|b| b.try_into().ok()).map(Self).ok_or_else(|| Error::usage("bad-id").with("id", text))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&base32(&self.0)) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}…", &base32(&self.0)[..6]) }
        }
    )*};
}

ids! {
    /// One OS account on one computer (устройство).
    DeviceId
    /// An account (учётная запись) of a person.
    UserId
    /// A person (человек) apart from roles.
    PersonId
    /// A class (класс) or college group.
    ClassId
    /// A teaching group: one journal page.
    GroupId
    /// Any other thing with a random id: subject, term, order, permit, programme…
    AnyId
}
