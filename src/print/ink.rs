//! Text and lines set by hand on an A4 page, in micrometres from the upper left corner.

use zhurnal_paper::fonts::{Face, Size};
use zhurnal_paper::page::{Mark, Page, PageSize, Rect, Role, Text};

/// A page being set: marks, and the baseline of the next paragraph.
pub(super) struct Ink {
    /// What stands on the page.
    pub marks: Vec<Mark>,
    /// Baseline of the next paragraph.
    pub y: i32,
    /// Where lines end.
    right: i32,
}

impl Ink {
    /// An empty page.
    pub fn new(y: i32, right: i32) -> Self {
        Self { marks: Vec::new(), y, right }
    }

    /// Goes on elsewhere on the page: another first baseline, another right margin.
    pub fn turn(&mut self, y: i32, right: i32) {
        (self.y, self.right) = (y, right);
    }

    /// The page as it is drawn.
    pub fn page(self) -> Page {
        Page { size: PageSize::A4, marks: self.marks }
    }

    /// Sets a text whose baseline begins at a point.
    pub fn put(&mut self, x: i32, y: i32, face: Face, points: Size, text: &str) {
        let within = Rect::new(x, 0, self.right + 300 - x, PageSize::A4.h);
        let text = text.to_owned();
        self.marks.push(Mark::Text(Text { x, y, face, size: points * 10, turned: false, light: 0, role: Role::Text, within, text }));
    }

    /// Draws a thin line.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32)) {
        self.marks.push(Mark::Line { from, to, width: 100 });
    }

    /// Sets a paragraph from `x` to the right margin; a word wider than the line is broken where it must be.
    pub fn paragraph(&mut self, x: i32, face: Face, size: Size, leading: i32, text: &str) {
        for line in wrapped(text, face, size, self.right - x) {
            let y = self.y;
            self.put(x, y, face, size, &line);
            self.y += leading;
        }
    }
}

/// True when a text is no wider than this.
pub(super) fn fits(text: &str, face: Face, points: Size, width: i32) -> bool {
    face.width(points * 10, text) <= width
}

/// The lines of a paragraph.
pub(super) fn wrapped(text: &str, face: Face, size: Size, width: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else { continue };
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        if fits(&longer, face, size, width) {
            *last = longer;
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        for c in word.chars() {
            let Some(last) = lines.last_mut() else { continue };
            let longer = format!("{last}{c}");
            if last.is_empty() || fits(&longer, face, size, width) {
                *last = longer;
            } else {
                lines.push(c.to_string());
            }
        }
    }
    lines
}

/// The first sign of a text that a font lacks: it would come out as a box.
pub(super) fn lacking(face: Face, text: &str) -> Option<char> {
    text.chars().find(|c| face.font().glyph(*c).id == 0)
}
