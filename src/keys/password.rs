//! Passwords: what may be one, what key it makes, and temporary ones that are easy to read aloud.
//!
//! A user's Ed25519 seed = Argon2id(NFC(password), BLAKE3-derive-key("zhurnal user salt 1", school ‖ salt)), version 0x13,
//! 32 bytes out. The costs travel with the public key, so that they can rise later.

use super::secret::Secret;
use super::sign::SigningKey;
use crate::error::{Error, Result};
use crate::id::{AnyId, random};
use std::collections::HashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Longer ones are refused: nobody types them, and hashing them is work.
pub const MAX_CHARS: usize = 256;
const MIN_DIFFERENT: usize = 5;

/// Cost of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Default for KdfCost {
    /// 64 MiB, 3 passes, 1 lane: some tenths of a second on a school's PC.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

impl KdfCost {
    /// A cost to make new keys with: not below OWASP's floor of 19 MiB, 2 passes, 1 lane.
    ///
    /// # Errors
    /// `kdf-cost` below the floor or above the ceiling.
    pub fn checked(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self> {
        if memory_kib < 19 * 1024 || passes < 2 {
            return Err(Error::usage("kdf-cost").with("memory", memory_kib).with("passes", passes).with("lanes", lanes));
        }
        Self::recorded(memory_kib, passes, lanes)
    }

    /// The cost an existing key was made with, as read from an event or a file. Only the ceiling is checked (1 GiB, 16 passes,
    /// 4 lanes), so that foreign bytes cannot stall this computer: a key made cheaply is not made dearer by refusing it.
    ///
    /// # Errors
    /// `kdf-cost`.
    pub fn recorded(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self> {
        let sound = (8 * lanes.clamp(1, 4)..=1 << 20).contains(&memory_kib) && (1..=16).contains(&passes) && (1..=4).contains(&lanes);
        if !sound {
            return Err(Error::usage("kdf-cost").with("memory", memory_kib).with("passes", passes).with("lanes", lanes));
        }
        Ok(Self { memory_kib, passes, lanes })
    }

    /// A cost of nothing, for tests alone: keys made with it protect nobody.
    #[must_use]
    pub fn insecure_for_tests() -> Self {
        Self { memory_kib: 8, passes: 1, lanes: 1 }
    }

    /// Memory in KiB.
    #[must_use]
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }
    /// Passes over the memory.
    #[must_use]
    pub fn passes(self) -> u32 {
        self.passes
    }
    /// Lanes.
    #[must_use]
    pub fn lanes(self) -> u32 {
        self.lanes
    }

    /// Argon2id over the text in normal form C.
    ///
    /// # Errors
    /// `kdf-cost`, when the library refuses.
    pub(super) fn stretch(self, text: &str, salt: &[u8]) -> Result<Secret<32>> {
        let refused = |_| Error::other("kdf-cost").with("memory", self.memory_kib).with("passes", self.passes).with("lanes", self.lanes);
        let params = argon2::Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(refused)?;
        let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        let text = Zeroizing::new(text.nfc().collect::<String>());
        Secret::fill(|out| argon.hash_password_into(text.as_bytes(), salt, out).map_err(refused))
    }
}

/// The key that signs a user's sessions.
///
/// # Errors
/// `password-long`; `kdf-cost`.
pub fn user_key(password: &str, school: &AnyId, salt: &[u8; 16], cost: KdfCost) -> Result<SigningKey> {
    if password.chars().count() > MAX_CHARS {
        return Err(Error::input("password-long").with("limit", MAX_CHARS));
    }
    let mut h = blake3::Hasher::new_derive_key("zhurnal user salt 1");
    h.update(&school.0).update(salt);
    Ok(SigningKey::from_seed(&cost.stretch(password, h.finalize().as_bytes())?))
}

/// How long a password must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRule {
    /// Everybody: at least 10 characters.
    Ordinary,
    /// Admin and deputy: at least 14.
    Strong,
}

impl PasswordRule {
    /// Characters at least.
    #[must_use]
    pub fn min_chars(self) -> usize {
        match self {
            Self::Ordinary => 10,
            Self::Strong => 14,
        }
    }

    /// Whether `password` may be a password of `login`.
    ///
    /// # Errors
    /// `password-short` (min), `password-long` (limit), `password-digits`, `password-monotone`, `password-login`, `password-common`.
    pub fn check(self, password: &str, login: &str) -> Result<()> {
        let password = Zeroizing::new(password.nfc().collect::<String>());
        let chars = password.chars().count();
        if chars < self.min_chars() {
            return Err(Error::input("password-short").with("min", self.min_chars()).with("found", chars));
        }
        if chars > MAX_CHARS {
            return Err(Error::input("password-long").with("limit", MAX_CHARS));
        }
        if password.chars().all(|c| !c.is_alphabetic()) {
            return Err(Error::input("password-digits"));
        }
        let plain = Zeroizing::new(folded(&password));
        if plain.chars().collect::<HashSet<_>>().len() < MIN_DIFFERENT {
            return Err(Error::input("password-monotone"));
        }
        let login = folded(&login.nfc().collect::<String>());
        if login.chars().count() >= 3 && (plain.contains(&login) || other_layout(&plain).contains(&login)) {
            return Err(Error::input("password-login"));
        }
        if is_common(&plain) {
            return Err(Error::input("password-common"));
        }
        Ok(())
    }
}

/// Whether `phrase` may open a key file of `login`'s computer: an administrator's password in another place.
///
/// # Errors
/// `passphrase-short` (min, found), `passphrase-long` (limit), `passphrase-digits`, `passphrase-monotone`, `passphrase-login`,
/// `passphrase-common`.
pub fn check_passphrase(phrase: &str, login: &str) -> Result<()> {
    PasswordRule::Strong.check(phrase, login).map_err(|e| {
        let code = match e.code {
            "password-short" => "passphrase-short",
            "password-long" => "passphrase-long",
            "password-digits" => "passphrase-digits",
            "password-monotone" => "passphrase-monotone",
            "password-login" => "passphrase-login",
            _ => "passphrase-common",
        };
        Error { code, ..e }
    })
}

static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let list = include_str!("../../assets/common-passwords.txt");
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(folded).collect()
});

/// Lower case, ё as е.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// A word of the list, as typed or in the other keyboard layout, possibly said several times, with whatever digits and signs
/// around it: «Пароль2026!», `ghbdtnghbdtn`.
fn is_common(plain: &str) -> bool {
    let other = Zeroizing::new(other_layout(plain));
    [plain, other.as_str()].into_iter().any(|text| {
        let core = text.trim_matches(|c: char| !c.is_alphabetic());
        let letters = Zeroizing::new(text.chars().filter(|c| c.is_alphabetic()).collect::<String>());
        [text, core, letters.as_str()].into_iter().any(|t| COMMON.contains(t) || repeated(t).is_some_and(|w| COMMON.contains(w)))
    })
}

/// The part a text repeats, when it is nothing but repetitions.
fn repeated(text: &str) -> Option<&str> {
    (1..=text.len() / 2)
        .filter(|n| text.len().is_multiple_of(*n) && text.is_char_boundary(*n))
        .map(|n| &text[..n])
        .find(|word| word.repeat(text.len() / word.len()) == text)
}

/// The same keys pressed in the other layout, lower case.
fn other_layout(text: &str) -> String {
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюе";
    let pairs = || LATIN.chars().zip(CYRILLIC.chars());
    text.chars()
        .map(|c| {
            pairs()
                .find_map(|(l, r)| {
                    if c == l {
                        Some(r)
                    } else if c == r {
                        Some(l)
                    } else {
                        None
                    }
                })
                .unwrap_or(c)
        })
        .collect()
}

/// A temporary password: four groups of four, no vowels (no words), no look-alikes of either alphabet's hand: 71 bits.
///
/// # Errors
/// `no-randomness`.
pub fn temporary() -> Result<Zeroizing<String>> {
    const SIGNS: &[u8; 22] = b"bcdfhjkmnprtvx23456789";
    let mut out = Zeroizing::new(String::with_capacity(19));
    while out.len() < 19 {
        if out.len() % 5 == 4 {
            out.push('-');
        }
        // Bytes from 242 on are thrown away, so that every sign is equally likely.
        let drawn: Zeroizing<[u8; 1]> = Zeroizing::new(random()?);
        if let Some(sign) = (drawn[0] < 242).then(|| SIGNS[usize::from(drawn[0] % 22)]) {
            out.push(char::from(sign));
        } else if out.ends_with('-') {
            out.pop();
        }
    }
    Ok(out)
}

#[cfg(test)]
#[path = "password_tests.rs"]
mod tests;
