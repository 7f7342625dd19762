//! A text broken into lines that fit. Nothing is ever lost: a word wider than the line is divided, at last between any two letters.

use super::hyphen::places;
use crate::fonts::{Face, Size, Um, to_um};

/// A font at a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Cut.
    pub face: Face,
    /// Size.
    pub size: Size,
}

impl Style {
    /// A style.
    #[must_use]
    pub const fn new(face: Face, size: Size) -> Self {
        Self { face, size }
    }
    /// Text.
    #[must_use]
    pub const fn text(size: Size) -> Self {
        Self::new(Face::Text, size)
    }
    /// Bold.
    #[must_use]
    pub const fn bold(size: Size) -> Self {
        Self::new(Face::Bold, size)
    }
    /// Width of a text.
    #[must_use]
    pub fn width(self, text: &str) -> Um {
        self.face.width(self.size, text)
    }
    fn units(self, text: &str) -> i64 {
        let font = self.face.font();
        text.chars().map(|c| i64::from(font.glyph(c).advance)).sum()
    }
    /// The most thousandths of an em that fit in a width.
    fn room(self, width: Um) -> i64 {
        i64::from(width.max(0)) * 3600 / (127 * i64::from(self.size.max(1)))
    }
    /// Distance of baselines.
    #[must_use]
    pub fn leading(self) -> Um {
        to_um(1200, self.size)
    }
}

/// Lines of the text, none when it has no words. White space counts as one space; a no-break space never breaks.
#[must_use]
pub fn wrap(text: &str, style: Style, width: Um) -> Vec<String> {
    Lines::of(text, style, width, false).done
}

/// Like [`wrap`], and words are not divided: names of people, of which nobody tears one. A double name may break after its own hyphen.
#[must_use]
pub fn wrap_whole(text: &str, style: Style, width: Um) -> Vec<String> {
    Lines::of(text, style, width, true).done
}

/// Bytes of the longest word that is divided by syllables: no Russian word is longer.
const LONGEST: usize = 200;
const SPACES: [char; 4] = [' ', '\n', '\t', '\r'];

/// Words of a text; what must not be parted from the next word («№ 12», «с. 45», «В. Д.») makes one word with it.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let begin = self.at + (rest.len() - rest.trim_start_matches(SPACES).len());
        let mut end = self.end(begin);
        if end == begin {
            return None;
        }
        let mut last = begin;
        while self.text.get(last..end).is_some_and(clings)
            && self.text.get(end..).is_some_and(|t| t.starts_with(' '))
            && self.end(end + 1) > end + 1
        {
            last = end + 1;
            end = self.end(last);
        }
        self.at = end;
        self.text.get(begin..end)
    }

    fn end(&self, begin: usize) -> usize {
        let rest = self.text.get(begin..).unwrap_or_default();
        begin + rest.find(SPACES).unwrap_or(rest.len())
    }
}

/// True for what belongs to the word after it.
fn clings(word: &str) -> bool {
    let initial = || {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none()
    };
    matches!(word, "№" | "№№" | "§" | "§§" | "с." | "стр." | "упр." | "п." | "пр." | "г." | "ул." | "д." | "кв." | "ст.") || initial()
}

/// A capital letter where no sentence begins, or initials: a name, which is not divided.
fn is_name(word: &str, begins: bool) -> bool {
    let mut chars = word.trim_start_matches(['«', '(', '"', '„']).chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some('.')) => first.is_uppercase() && chars.next() == Some(' '),
        (Some(first), Some(second)) => !begins && !word.starts_with('«') && first.is_uppercase() && second.is_lowercase(),
        _ => false,
    }
}

struct Lines {
    style: Style,
    room: i64,
    /// Words are not divided by syllables.
    whole: bool,
    /// A word was divided between any two letters.
    torn: bool,
    done: Vec<String>,
    line: String,
    used: i64,
}

impl Lines {
    fn of(text: &str, style: Style, width: Um, whole: bool) -> Self {
        let mut lines = Self { style, room: style.room(width), whole, torn: false, done: Vec::new(), line: String::new(), used: 0 };
        let mut words = Words { text, at: 0 };
        let mut begins = true;
        while let Some(word) = words.next() {
            lines.whole = whole || is_name(word, begins);
            lines.word(word);
            begins = word.ends_with(['.', '!', '?', ':']);
        }
        lines.end();
        lines
    }

    fn end(&mut self) {
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
            self.used = 0;
        }
    }

    fn word(&mut self, word: &str) {
        let mut word = word;
        loop {
            let space = if self.line.is_empty() { 0 } else { self.style.units(" ") };
            let wide = self.style.units(word);
            if self.used + space + wide <= self.room {
                self.put(space > 0, word, space + wide);
                return;
            }
            if wide > self.room
                && let Some((head, tail)) = word.split_once(' ')
            {
                self.word(head);
                word = tail;
                continue;
            }
            // What fits beside the words before, by a hyphen of its own or of ours; else on a line of its own.
            if let Some((head, tail)) = self.divided(word, self.room - self.used - space) {
                let wide = self.style.units(&head);
                self.put(space > 0, &head, space + wide);
                self.end();
                word = tail;
            } else if !self.line.is_empty() {
                self.end();
            } else {
                self.torn(word);
                return;
            }
        }
    }

    fn put(&mut self, spaced: bool, word: &str, units: i64) {
        if spaced {
            self.line.push(' ');
        }
        self.line.push_str(word);
        self.used += units;
    }

    /// The longest head that fits in `room` units, with its hyphen, and the rest.
    fn divided<'w>(&self, word: &'w str, room: i64) -> Option<(String, &'w str)> {
        let own = if word.len() <= LONGEST && !self.whole { places(word) } else { Vec::new() };
        let mut own = own.into_iter().peekable();
        let hyphen = self.style.units("-");
        let (mut best, mut used) = (None, 0);
        for (i, c) in word.char_indices() {
            if own.next_if_eq(&i).is_some() && used + hyphen <= room {
                best = Some((i, "-"));
            }
            used += self.style.units(c.encode_utf8(&mut [0; 4]));
            if used > room {
                break;
            }
            let end = i + c.len_utf8();
            if matches!(c, '-' | '–' | '—' | '/') && i > 0 && end < word.len() {
                best = Some((end, ""));
            }
        }
        let (at, hyphen) = best?;
        Some((format!("{}{hyphen}", word.get(..at)?), word.get(at..)?))
    }

    /// A word without a place to divide: between any two letters, one letter a line at least.
    fn torn(&mut self, word: &str) {
        self.torn = true;
        for c in word.chars() {
            let wide = self.style.units(c.encode_utf8(&mut [0; 4]));
            if !self.line.is_empty() && self.used + wide > self.room {
                self.end();
            }
            self.line.push(c);
            self.used += wide;
        }
    }
}

/// The first of the sizes at which the text takes at most `lines` lines no wider than `width`; the lines at that size, or at the
/// last size when none does.
#[must_use]
pub fn fit(text: &str, face: Face, sizes: &[Size], width: Um, lines: usize) -> (Style, Vec<String>) {
    let mut last = (Style::new(face, 60), Vec::new());
    for size in sizes {
        let style = Style::new(face, *size);
        let found = wrap(text, style, width);
        let enough = found.len() <= lines && !is_torn(text, &found);
        last = (style, found);
        if enough {
            break;
        }
    }
    last
}

/// Like [`fit`] for names of people: set smaller before a word is divided.
#[must_use]
pub fn fit_whole(text: &str, face: Face, sizes: &[Size], width: Um, lines: usize) -> (Style, Vec<String>) {
    let mut last = (Style::new(face, 60), Vec::new());
    for size in sizes {
        let style = Style::new(face, *size);
        let found = Lines::of(text, style, width, true);
        let enough = found.done.len() <= lines && !found.torn;
        last = (style, found.done);
        if enough {
            break;
        }
    }
    last
}

/// True when a word was divided between any two letters.
fn is_torn(text: &str, lines: &[String]) -> bool {
    lines.len() > 1 && !text.contains(' ') && !lines.iter().rev().skip(1).any(|l| l.ends_with('-'))
}

#[cfg(test)]
#[path = "wrap_tests.rs"]
mod tests;
