//! The text of the recovery sheet: a root's seed as 14 groups of 5 characters that a person copies by hand.
//!
//! `number:1 ‖ seed:32 ‖ check:2` are 35 bytes, 56 base32 characters (RFC 4648), four to a group; `check` is the beginning of
//! BLAKE3-derive-key("zhurnal sheet 1", number ‖ seed). The fifth character of a group checks the group: over GF(32) with
//! x⁵+x²+1, `c₄ = a¹c₀ + a²c₁ + a³c₂ + a⁴c₃ + n`, n the group's number from 1. It finds every single wrong character and every
//! two exchanged characters in a group, and groups in each other's place; and it tells *which* group to look at again.

use super::root::RootSeed;
use super::secret::Secret;
use crate::error::{Error, Result};
use zeroize::Zeroizing;

/// Groups on a sheet.
pub const GROUPS: usize = 14;
/// Characters in a group, the last of which checks it.
pub const GROUP_LEN: usize = 5;
const DATA_LEN: usize = GROUP_LEN - 1;
const BYTES: usize = 35;
const MAX_INPUT: usize = 2000;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What a sheet says: the seed of root number `number`.
#[derive(Debug, Clone)]
pub struct SheetSeed {
    /// Which root: 1 for `root/1`, and so on. The sealed sheet carries the next number.
    pub number: u8,
    /// The seed.
    pub seed: RootSeed,
}

fn times_alpha(x: u8) -> u8 {
    let x = x << 1;
    if x & 32 == 0 { x } else { x ^ 0b10_0101 }
}

/// The check value of group `index` (from 0) over its four data values: Horner from the last one.
fn check_value(index: usize, data: &[u8]) -> u8 {
    let sum = data.iter().rev().fold(0, |acc, v| times_alpha(acc) ^ v);
    times_alpha(sum) ^ u8::try_from(index + 1).unwrap_or(0)
}

fn check_bytes(number: u8, seed: &[u8; 32]) -> [u8; 2] {
    let mut h = blake3::Hasher::new_derive_key("zhurnal sheet 1");
    h.update(&[number]).update(seed);
    let hash = h.finalize();
    [hash.as_bytes()[0], hash.as_bytes()[1]]
}

impl SheetSeed {
    /// The groups in the order of the sheet, upper case.
    #[must_use]
    pub fn groups(&self) -> Zeroizing<Vec<String>> {
        let mut bytes = Zeroizing::new([0u8; BYTES]);
        bytes[0] = self.number;
        bytes[1..33].copy_from_slice(self.seed.0.expose());
        bytes[33..].copy_from_slice(&check_bytes(self.number, self.seed.0.expose()));
        let mut groups = Zeroizing::new(Vec::with_capacity(GROUPS));
        for index in 0..GROUPS {
            let values = Zeroizing::new(data_of(&bytes, index));
            let mut text = String::with_capacity(GROUP_LEN);
            for v in values.iter().chain([&check_value(index, &values[..])]) {
                text.push(char::from(ALPHABET[usize::from(*v)]));
            }
            groups.push(text);
        }
        groups
    }

    /// Reads what a person typed: any case, any spaces, dashes and line breaks, numbers of groups (`3.`, `3)`) left in,
    /// look-alikes (0 for O, 1 for I, 8 for B, Cyrillic letters for Latin ones).
    ///
    /// # Errors
    /// `sheet-character` (group, position), `sheet-length` (found, wanted, group where it goes wrong), `sheet-group` (groups),
    /// `sheet-check` when every group is right by itself and the whole is not. Nothing of the text itself is in the arguments.
    pub fn parse(text: &str) -> Result<Self> {
        let values = Zeroizing::new(values_of(text)?);
        let wrong: Vec<String> =
            values.chunks(GROUP_LEN).enumerate().filter(|(i, g)| !group_holds(*i, g)).map(|(i, _)| (i + 1).to_string()).collect();
        if values.len() != GROUPS * GROUP_LEN {
            let group = wrong.first().cloned().unwrap_or_else(|| (values.len() / GROUP_LEN + 1).min(GROUPS).to_string());
            return Err(length_error(values.len()).with("group", group));
        }
        if !wrong.is_empty() {
            return Err(Error::input("sheet-group").with("groups", wrong.join(", ")).with("count", wrong.len()));
        }
        let mut bytes = Zeroizing::new([0u8; BYTES]);
        for (index, group) in values.chunks(GROUP_LEN).enumerate() {
            for (place, v) in group.iter().take(DATA_LEN).enumerate() {
                put_bits(&mut bytes, index * DATA_LEN + place, *v);
            }
        }
        let seed = Secret::from_slice(&bytes[1..33]).ok_or_else(|| Error::input("sheet-check"))?;
        if bytes[33..] != check_bytes(bytes[0], seed.expose()) || bytes[0] == 0 {
            return Err(Error::input("sheet-check"));
        }
        Ok(Self { number: bytes[0], seed: RootSeed(seed) })
    }
}

fn group_holds(index: usize, group: &[u8]) -> bool {
    group.len() == GROUP_LEN && check_value(index, &group[..DATA_LEN]) == group[DATA_LEN]
}

fn length_error(found: usize) -> Error {
    Error::input("sheet-length").with("found", found).with("wanted", GROUPS * GROUP_LEN)
}

/// The four 5-bit values of group `index`.
fn data_of(bytes: &[u8; BYTES], index: usize) -> [u8; DATA_LEN] {
    std::array::from_fn(|place| {
        let bit = (index * DATA_LEN + place) * 5;
        let (at, shift) = (bit / 8, bit % 8);
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let pair = (u16::from(bytes[at]) << 8) | u16::from(next);
        u8::try_from((pair >> (11 - shift)) & 31).unwrap_or(0)
    })
}

fn put_bits(bytes: &mut [u8; BYTES], at: usize, value: u8) {
    let bit = at * 5;
    let pair = (u16::from(value) << 11) >> (bit % 8);
    let [high, low] = pair.to_be_bytes();
    bytes[bit / 8] |= high;
    if let Some(next) = bytes.get_mut(bit / 8 + 1) {
        *next |= low;
    }
}

/// 5-bit values of a typed text, or where it holds a character no sheet has.
fn values_of(text: &str) -> Result<Vec<u8>> {
    let mut values = Vec::with_capacity(GROUPS * GROUP_LEN + 1);
    if text.len() > MAX_INPUT {
        return Err(length_error(text.chars().filter(|c| !c.is_whitespace()).count()).with("group", GROUPS));
    }
    let mut tokens = Vec::new();
    for token in text.split(|c: char| c.is_whitespace() || is_dash(c)).filter(|t| !t.is_empty() && !is_number_of_group(t)) {
        let before = values.len();
        for c in token.chars() {
            let at = values.len();
            let value = value_of(c)
                .ok_or_else(|| Error::input("sheet-character").with("group", at / GROUP_LEN + 1).with("position", at % GROUP_LEN + 1))?;
            values.push(value);
        }
        tokens.push(values.len() - before);
    }
    // With the groups kept apart, the one of a wrong length is known by itself.
    if values.len() != GROUPS * GROUP_LEN
        && tokens.len() == GROUPS
        && let Some(group) = tokens.iter().position(|n| *n != GROUP_LEN)
    {
        return Err(length_error(values.len()).with("group", group + 1));
    }
    Ok(values)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' | ',' | ';' | '|')
}

/// `3.`, `3)`, `№3` as the sheet prints beside a group.
fn is_number_of_group(token: &str) -> bool {
    let bare = token.trim_start_matches('№').trim_end_matches(['.', ')', ':']);
    bare.len() != token.len() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit())
}

fn value_of(c: char) -> Option<u8> {
    let latin = match c.to_uppercase().next()? {
        'А' => 'A',
        'В' | '8' => 'B',
        'С' => 'C',
        'Е' | 'Ё' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' | '0' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        'З' => '3',
        'І' | '1' => 'I',
        other => other,
    };
    let at = ALPHABET.iter().position(|a| char::from(*a) == latin)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
