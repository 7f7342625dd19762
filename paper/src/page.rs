//! A page laid out: lines, fills and texts at their places, in micrometres from the upper left corner. Both backends draw it as it is.

use crate::fonts::{Face, Size, Um, em, stand_in};

/// A rectangle; right and bottom lie outside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: Um,
    /// Upper edge.
    pub y: Um,
    /// Width.
    pub w: Um,
    /// Height.
    pub h: Um,
}

impl Rect {
    /// A rectangle.
    #[must_use]
    pub const fn new(x: Um, y: Um, w: Um, h: Um) -> Self {
        Self { x, y, w, h }
    }
    /// Right edge.
    #[must_use]
    pub const fn right(&self) -> Um {
        self.x + self.w
    }
    /// Lower edge.
    #[must_use]
    pub const fn bottom(&self) -> Um {
        self.y + self.h
    }
    /// Smaller by so much on the left and on the right.
    #[must_use]
    pub const fn padded(&self, by: Um) -> Self {
        Self::new(self.x + by, self.y, self.w - 2 * by, self.h)
    }
    /// True when the other lies inside.
    #[must_use]
    pub const fn holds(&self, other: &Self) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
    /// True when both share more than an edge.
    #[must_use]
    pub const fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// Sheet size of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// Width.
    pub w: Um,
    /// Height.
    pub h: Um,
}

impl PageSize {
    /// A4, upright.
    pub const A4: Self = Self { w: 210_000, h: 297_000 };
    /// A4, lying.
    pub const A4_LYING: Self = Self { w: 297_000, h: 210_000 };
    /// A3, lying.
    pub const A3_LYING: Self = Self { w: 420_000, h: 297_000 };
}

/// What a text is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// «Черновик».
    Draft,
    /// Wording of the school's key, with the checkpoint.
    Proof,
    /// Number of the sheet.
    Sheet,
    /// Number of the page.
    PageNumber,
    /// Heading of a page.
    Title,
    /// Head of a column.
    Head,
    /// What the paper is about: names, marks, topics.
    Cell,
    /// Running text, blanks, signatures.
    Text,
}

/// Something at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A straight line.
    Line {
        /// One end.
        from: (Um, Um),
        /// The other.
        to: (Um, Um),
        /// Thickness.
        width: Um,
    },
    /// A grey area.
    Fill {
        /// Where.
        area: Rect,
        /// 0 black … 100 white.
        light: u8,
    },
    /// The outline of a square, or of a circle in it: a sign that no font has.
    Sign {
        /// Where.
        area: Rect,
        /// Thickness of the line.
        width: Um,
        /// A circle.
        round: bool,
    },
    /// A text.
    Text(Text),
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Left end of the baseline; of a turned text the lower end.
    pub x: Um,
    /// Baseline.
    pub y: Um,
    /// Cut.
    pub face: Face,
    /// Size.
    pub size: Size,
    /// Reads upwards, turned by 90° to the left.
    pub turned: bool,
    /// 0 black … 100 white.
    pub light: u8,
    /// What it is.
    pub role: Role,
    /// The column, or other place, that it may not leave.
    pub within: Rect,
    /// The words.
    pub text: String,
}

impl Text {
    /// Width of the words, along the baseline.
    #[must_use]
    pub fn width(&self) -> Um {
        self.face.width(self.size, &self.text)
    }

    /// The box of the words: from a quarter of the size below the baseline to three quarters above it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let (w, h) = (self.width(), em(self.size));
        let (above, below) = (h * 3 / 4, h / 4);
        if self.turned {
            Rect::new(self.x - above, self.y - w, above + below, w)
        } else {
            Rect::new(self.x, self.y - above, w, above + below)
        }
    }
}

impl Text {
    /// The outlines of its signs that are drawn.
    pub fn signs(&self) -> impl Iterator<Item = Mark> {
        let side = em(self.size) / 2;
        self.text.char_indices().filter(|(_, c)| stand_in(*c).is_some()).map(move |(i, c)| {
            let before = self.face.width(self.size, self.text.get(..i).unwrap_or_default());
            let wide = self.face.width(self.size, c.encode_utf8(&mut [0; 4]));
            let at = before + (wide - side) / 2;
            let area = if self.turned {
                Rect::new(self.x - side, self.y - at - side, side, side)
            } else {
                Rect::new(self.x + at, self.y - side, side, side)
            };
            Mark::Sign { area, width: em(self.size) / 18, round: c == '○' }
        })
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its size.
    pub size: PageSize,
    /// What is on it.
    pub marks: Vec<Mark>,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new(size: PageSize) -> Self {
        Self { size, marks: Vec::new() }
    }

    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.marks.iter().filter_map(|m| if let Mark::Text(t) = m { Some(t) } else { None })
    }
}
