//! Bytes that must not outlive their use: wiped on drop, never printed.

use crate::error::Result;
use crate::id;
use zeroize::{Zeroize, Zeroizing};

/// `N` secret bytes. They live on the heap, so that moving the value leaves no copies behind, and are wiped on drop.
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Takes bytes over and wipes the copy handed in.
    #[must_use]
    pub fn new(mut bytes: [u8; N]) -> Self {
        let mut kept = Box::new([0u8; N]);
        kept.copy_from_slice(&bytes);
        bytes.zeroize();
        Self(kept)
    }

    /// Fresh bytes of the operating system.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn random() -> Result<Self> {
        Ok(Self::new(id::random()?))
    }

    /// Copies a slice of exactly `N` bytes; `None` for any other length.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut kept = Box::new([0u8; N]);
        if bytes.len() != N {
            return None;
        }
        kept.copy_from_slice(bytes);
        Some(Self(kept))
    }

    /// A secret that `fill` writes into place.
    ///
    /// # Errors
    /// Those of `fill`.
    pub fn fill(fill: impl FnOnce(&mut [u8; N]) -> Result<()>) -> Result<Self> {
        let mut kept = Self(Box::new([0u8; N]));
        fill(&mut kept.0)?;
        Ok(kept)
    }

    /// The bytes. Copies made of them are the caller's to wipe.
    #[must_use]
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// Lower-case hexadecimal digits, wiped on drop: what `PRAGMA key` wants.
    #[must_use]
    pub fn hex(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut out = Zeroizing::new(String::with_capacity(N * 2));
        for b in self.0.iter() {
            out.push(char::from(DIGITS[usize::from(b >> 4)]));
            out.push(char::from(DIGITS[usize::from(b & 15)]));
        }
        out
    }

    /// Compares in constant time.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0.iter()).fold(0u8, |acc, (a, b)| acc | (a ^ b)) == 0
    }

    /// A secret of 32 bytes for one purpose: BLAKE3 in its key derivation mode.
    #[must_use]
    pub fn derive(&self, context: &'static str) -> Secret<32> {
        Secret::new(blake3::derive_key(context, self.expose()))
    }
}

impl<const N: usize> Clone for Secret<N> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> std::fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret<{N}>")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_secret_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", Secret::new([0xAB; 32])), "Secret<32>");
    }

    #[test]
    fn hex_is_what_sqlcipher_reads() {
        assert_eq!(Secret::new([0x0f, 0xa0]).hex().as_str(), "0fa0");
    }

    #[test]
    fn slices_of_another_length_are_refused_and_equal_ones_compare_equal() {
        assert!(Secret::<4>::from_slice(&[1, 2, 3]).is_none());
        let a = Secret::<3>::from_slice(&[1, 2, 3]).unwrap();
        assert!(a.same_as(&a.clone()) && !a.same_as(&Secret::new([1, 2, 4])));
    }

    #[test]
    fn two_random_secrets_differ() {
        assert!(!Secret::<32>::random().unwrap().same_as(&Secret::random().unwrap()));
    }
}
