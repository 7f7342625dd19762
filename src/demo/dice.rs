//! Chance that repeats itself: everything of the demo school follows from one seed and from words.

/// Sixteen bytes, as ids lie in events.
pub type Id = [u8; 16];

/// All schools of this program are the same school.
const SEED: &str = "zhurnal demo school 1";

/// The id of a thing by its name in the demo school.
pub fn id(word: &str) -> Id {
    let hash = blake3::derive_key(SEED, word.as_bytes());
    std::array::from_fn(|i| hash[i])
}

/// A row of numbers that follows from a word.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The row of a word.
    pub fn of(word: &str) -> Self {
        let id = id(word);
        Self(id.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b)))
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// 0 … n − 1.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % (n.max(1) as u64)).unwrap_or(0)
    }
    /// A number from one to another, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = usize::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }
    /// True so many times in a thousand.
    pub fn in_thousand(&mut self, n: usize) -> bool {
        self.below(1000) < n
    }
    /// One of them; `None` of none.
    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}
