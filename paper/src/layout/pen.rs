//! Puts texts and lines on a page; every text knows the box it may not leave.

use super::wrap::Style;
use crate::fonts::{Um, em, has_drawn};
use crate::page::{Mark, Page, PageSize, Rect, Role, Text};

/// Space between a text and the edge of its column.
pub(super) const PAD: Um = 700;
/// Lines inside a table.
pub(super) const THIN: Um = 120;
/// Lines around it.
pub(super) const THICK: Um = 300;

/// Where a text stands in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

/// A page being drawn.
pub(super) struct Pen {
    pub page: Page,
    /// What headings and tables may fill.
    pub body: Rect,
}

impl Pen {
    /// `odd`: a right-hand page, bound on its left side. Lying pages are bound above or below.
    pub fn new(size: PageSize, odd: bool) -> Self {
        let body = if size.w > size.h {
            Rect::new(12_000, 21_000, size.w - 24_000, size.h - 40_000)
        } else if odd {
            Rect::new(21_000, 15_500, size.w - 31_000, size.h - 28_500)
        } else {
            Rect::new(10_000, 15_500, size.w - 31_000, size.h - 28_500)
        };
        Self { page: Page::new(size), body }
    }

    pub fn line(&mut self, from: (Um, Um), to: (Um, Um), width: Um) {
        self.page.marks.push(Mark::Line { from, to, width });
    }

    pub fn across(&mut self, x: Um, right: Um, y: Um, width: Um) {
        self.line((x, y), (right, y), width);
    }

    pub fn down(&mut self, x: Um, y: Um, bottom: Um, width: Um) {
        self.line((x, y), (x, bottom), width);
    }

    pub fn frame(&mut self, r: Rect, width: Um) {
        self.across(r.x, r.right(), r.y, width);
        self.across(r.x, r.right(), r.bottom(), width);
        self.down(r.x, r.y, r.bottom(), width);
        self.down(r.right(), r.y, r.bottom(), width);
    }

    /// One line with its baseline at `y`.
    pub fn put(&mut self, within: Rect, y: Um, style: Style, align: Align, role: Role, text: &str) {
        if text.is_empty() {
            return;
        }
        let spare = within.w - style.width(text);
        let x = match align {
            Align::Left => within.x,
            Align::Center => within.x + spare / 2,
            Align::Right => within.right() - spare.min(0) - style.width(text),
        };
        let text = text.to_owned();
        self.text(Text { x, y, face: style.face, size: style.size, turned: false, light: 0, role, within, text });
    }

    fn text(&mut self, text: Text) {
        if has_drawn(&text.text) {
            self.page.marks.extend(text.signs());
        }
        self.page.marks.push(Mark::Text(text));
    }

    /// Lines from the top of a box down; returns where they end.
    pub fn lines(&mut self, within: Rect, style: Style, align: Align, role: Role, lines: &[String]) -> Um {
        let mut y = within.y + em(style.size) * 3 / 4;
        for line in lines {
            self.put(within, y, style, align, role, line);
            y += style.leading();
        }
        within.y + height(lines.len(), style)
    }

    /// Lines in the middle of a cell's height.
    pub fn centred(&mut self, within: Rect, style: Style, align: Align, role: Role, lines: &[String]) {
        let spare = (within.h - height(lines.len(), style)) / 2;
        // A little lower than the line box: figures and capitals stand in the middle as the eye sees it.
        let mut y = within.y + spare + em(style.size) * 5 / 6;
        for line in lines {
            self.put(within, y, style, align, role, line);
            y += style.leading();
        }
    }

    /// Lines that read upwards, from the lower edge of a box, in the middle of its width.
    pub fn turned(&mut self, within: Rect, style: Style, role: Role, lines: &[String]) {
        let spare = (within.w - height(lines.len(), style)) / 2;
        let mut x = within.x + spare + em(style.size) * 3 / 4;
        for line in lines {
            let text = line.clone();
            let y = within.bottom() - PAD;
            self.text(Text { x, y, face: style.face, size: style.size, turned: true, light: 0, role, within, text });
            x += style.leading();
        }
    }

    /// A line to write on.
    pub fn blank(&mut self, x: Um, right: Um, y: Um) {
        self.across(x, right, y, THIN);
    }
}

/// Height of lines set one under the other.
pub(super) fn height(lines: usize, style: Style) -> Um {
    let n = Um::try_from(lines).unwrap_or(Um::MAX / 100_000);
    if n == 0 { 0 } else { em(style.size) + (n - 1) * style.leading() }
}
