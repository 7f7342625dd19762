//! The four cuts that papers are set in, their widths and what they cannot show.
//!
//! Widths come from the font files as whole numbers (1000 units an em), without kerning: a text is as wide in the layout as in
//! the PDF and in the preview.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use ttf_parser::Face as Parsed;

/// Length in micrometres.
pub type Um = i32;

/// Size of a font in tenths of a point.
pub type Size = u16;

/// A cut of the fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// PT Sans.
    Text,
    /// PT Sans Bold.
    Bold,
    /// PT Mono.
    Mono,
    /// PT Serif Bold.
    Title,
}

/// A glyph: its number in the font and its advance in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Number in the font; 0: the font has none.
    pub id: u16,
    /// Advance.
    pub advance: u16,
}

const NONE: Glyph = Glyph { id: 0, advance: 0 };
/// Characters below stand in a table, the few above in a map.
const TABLE: u32 = 0x2700;

/// A font as the layout sees it.
pub struct Font {
    /// PostScript name.
    pub name: &'static str,
    /// Family in the window, where the fonts are subsets under names of their own.
    pub window: &'static str,
    /// The file.
    pub data: &'static [u8],
    table: Vec<Glyph>,
    above: BTreeMap<char, Glyph>,
}

impl Face {
    /// Every cut, in the order in which genpdf's family holds them: regular, bold, italic, bold italic.
    pub const ALL: [Self; 4] = [Self::Text, Self::Bold, Self::Mono, Self::Title];

    /// Place in [`Face::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Text => 0,
            Self::Bold => 1,
            Self::Mono => 2,
            Self::Title => 3,
        }
    }

    /// The font.
    #[must_use]
    pub fn font(self) -> &'static Font {
        static FONTS: OnceLock<[Font; 4]> = OnceLock::new();
        let [text, bold, mono, title] = FONTS.get_or_init(|| {
            [
                Font::read("PTSans-Regular", "Zhurnal Sans", include_bytes!("../../assets/fonts/PTSans-Regular.ttf")),
                Font::read("PTSans-Bold", "Zhurnal Sans", include_bytes!("../../assets/fonts/PTSans-Bold.ttf")),
                Font::read("PTMono-Regular", "Zhurnal Mono", include_bytes!("../../assets/fonts/PTMono-Regular.ttf")),
                Font::read("PTSerif-Bold", "Zhurnal Serif", include_bytes!("../../assets/fonts/PTSerif-Bold.ttf")),
            ]
        });
        match self {
            Self::Text => text,
            Self::Bold => bold,
            Self::Mono => mono,
            Self::Title => title,
        }
    }

    /// Bold in the window.
    #[must_use]
    pub fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::Title)
    }

    /// Width of a text in micrometres, rounded up.
    #[must_use]
    pub fn width(self, size: Size, text: &str) -> Um {
        let font = self.font();
        to_um(text.chars().map(|c| i64::from(font.glyph(c).advance)).sum(), size)
    }
}

/// Thousandths of an em at a size, in micrometres, rounded up: a point is 3175/9 µm.
#[must_use]
pub fn to_um(units: i64, size: Size) -> Um {
    let fine = units * i64::from(size) * 127;
    Um::try_from(fine.div_euclid(3600) + i64::from(fine.rem_euclid(3600) > 0)).unwrap_or(Um::MAX)
}

/// Height of a size in micrometres: from the descender to the ascender of a line set solid.
#[must_use]
pub fn em(size: Size) -> Um {
    to_um(1000, size)
}

impl Font {
    /// A file that cannot be parsed has no glyphs; a test keeps the shipped ones free of such.
    fn read(name: &'static str, window: &'static str, data: &'static [u8]) -> Self {
        let mut table = vec![NONE; TABLE as usize];
        let mut above = BTreeMap::new();
        let Ok(face) = Parsed::parse(data, 0) else { return Self { name, window, data, table, above } };
        for subtable in face.tables().cmap.iter().flat_map(|c| c.subtables).filter(|s| s.is_unicode()) {
            subtable.codepoints(|code| {
                let Some(c) = char::from_u32(code) else { return };
                let Some(id) = subtable.glyph_index(code).filter(|id| id.0 > 0) else { return };
                let glyph = Glyph { id: id.0, advance: face.glyph_hor_advance(id).unwrap_or(0) };
                match usize::try_from(code).ok().and_then(|i| table.get_mut(i)) {
                    Some(place) => *place = glyph,
                    None => drop(above.insert(c, glyph)),
                }
            });
        }
        for (sign, letter) in DRAWN {
            let glyph = table.get(letter as usize).copied().unwrap_or(NONE);
            if let Some(place) = table.get_mut(sign as usize) {
                *place = glyph;
            }
        }
        Self { name, window, data, table, above }
    }

    /// The glyph of a character; number 0 when the font has none.
    #[must_use]
    pub fn glyph(&self, c: char) -> Glyph {
        match self.table.get(c as usize) {
            Some(glyph) => *glyph,
            None => self.above.get(&c).copied().unwrap_or(NONE),
        }
    }
}

/// Signs of textbooks («□ ± 1») that no cut has: the layout draws them as lines, as wide as the letter beside. Backends set that letter
/// unseen in their place, so that they are found and copied as what they are.
pub const DRAWN: [(char, char); 2] = [('□', 'п'), ('○', 'о')];

/// The letter that holds the place of a sign which is drawn.
#[must_use]
pub fn stand_in(c: char) -> Option<char> {
    DRAWN.iter().find(|(sign, _)| *sign == c).map(|(_, letter)| *letter)
}

/// True when a text has signs that are drawn.
#[must_use]
pub fn has_drawn(text: &str) -> bool {
    text.contains(DRAWN.map(|(sign, _)| sign))
}

/// What stands in a draft for a character that papers cannot show.
pub const SUBSTITUTE: char = '◊';

/// A character that every cut shows with ink or as a plain space. Control characters, marks of the direction of writing and
/// invisible joiners are refused even where a font has a glyph for them: nobody would see them on paper.
#[must_use]
pub fn can_show(c: char) -> bool {
    static SHOWN: OnceLock<Vec<bool>> = OnceLock::new();
    let shown = SHOWN.get_or_init(|| {
        let all = |c: char| Face::ALL.iter().all(|f| f.font().glyph(c).id > 0);
        (0..TABLE).map(|code| char::from_u32(code).is_some_and(|c| !is_invisible(c) && all(c))).collect()
    });
    shown.get(c as usize).copied().unwrap_or(false)
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_is_read_with_russian_letters_and_a_thousand_units() {
        for face in Face::ALL {
            assert_eq!(Parsed::parse(face.font().data, 0).map(|f| f.units_per_em()), Ok(1000), "{face:?}");
            for c in "АЯаяЁё№«»—–…0123456789ABCxyz ◊\u{a0}".chars() {
                assert!(face.font().glyph(c).id > 0, "{face:?} lacks {c}");
            }
        }
        for (sign, letter) in DRAWN {
            assert!(can_show(sign) && Face::ALL.iter().all(|f| f.font().glyph(sign) == f.font().glyph(letter)));
        }
        assert!(can_show('Щ') && can_show('№') && can_show('◊') && can_show('\u{301}'));
        for c in ['\u{7}', '\u{202e}', '\u{200b}', 'א', '漢', '😀', '\u{ad}', '\u{fffd}'] {
            assert!(!can_show(c), "{c:?}");
        }
    }

    #[test]
    fn widths_are_those_of_the_file_rounded_up() {
        // «Ш» of PT Sans Regular at 10 points: advance 943 of 1000 units, 9.43 pt = 3326.69 µm.
        let advance = i64::from(Face::Text.font().glyph('Ш').advance);
        assert_eq!(Face::Text.width(100, "Ш"), Um::try_from((advance * 12_700 + 3_599) / 3_600).unwrap_or(0));
        assert_eq!(Face::Mono.width(100, "АБВ"), to_um(1800, 100));
        assert_eq!(em(90), 3_175);
    }
}
