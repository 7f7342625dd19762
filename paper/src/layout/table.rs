//! A table that flows from page to page: its head stands on each, a row is kept whole where a page can hold it.

use super::binder::{Binder, Side};
use super::pen::{Align, PAD, Pen, THICK, THIN, height};
use super::wrap::{Style, wrap, wrap_whole};
use crate::fonts::{Face, Um};
use crate::page::{PageSize, Rect, Role};

/// A column.
pub(super) struct Column {
    pub head: String,
    pub width: Um,
    pub align: Align,
    /// Words are not divided: names of people.
    pub whole: bool,
}

impl Column {
    fn wrap(&self, text: &str, style: Style) -> Vec<String> {
        let width = self.width - 2 * PAD;
        if self.whole { wrap_whole(text, style, width) } else { wrap(text, style, width) }
    }
}

/// A table of texts.
pub(super) struct Table<'t> {
    pub size: PageSize,
    /// Heading on the first page and, when it goes on, on each.
    pub title: &'t str,
    /// Under the title.
    pub subtitle: &'t str,
    pub columns: &'t [Column],
    pub style: Style,
    /// Least height of a row.
    pub least: Um,
}

const HEAD: Style = Style::bold(75);
const TITLE: Style = Style::new(Face::Title, 130);
const SUBTITLE: Style = Style::text(90);
const GAP: Um = 2_000;
const ROW_PAD: Um = 800;

impl Table<'_> {
    /// Lays out the rows; returns the last page, not yet bound, and how far down it is filled.
    pub fn flow<'r>(&self, binder: &mut Binder, rows: impl Iterator<Item = Vec<&'r str>>) -> (Pen, Um) {
        binder.block(1, Side::Next);
        let mut pen = binder.pen(self.size);
        let mut y = self.begin(&mut pen);
        let mut top = y;
        for row in rows {
            let mut cells: Vec<Vec<String>> = self.columns.iter().zip(row).map(|(c, text)| c.wrap(text, self.style)).collect();
            loop {
                let longest = cells.iter().map(Vec::len).max().unwrap_or(0);
                let tall = (height(longest, self.style) + 2 * ROW_PAD).max(self.least);
                if y + tall <= pen.body.bottom() {
                    self.row(&mut pen, y, tall, &cells);
                    y += tall;
                    break;
                }
                let fresh = self.body_top(&pen);
                let room = if tall > pen.body.bottom() - fresh { pen.body.bottom() - y - 2 * ROW_PAD } else { 0 };
                // A row taller than a page goes on where this one ends; any other begins on the next.
                let n = (room + self.style.leading() / 5) / self.style.leading();
                let n = usize::try_from(n).unwrap_or(0);
                if n > 2 {
                    let part: Vec<Vec<String>> = cells.iter_mut().map(|c| c.drain(..n.min(c.len())).collect()).collect();
                    let tall = pen.body.bottom() - y;
                    self.row(&mut pen, y, tall, &part);
                    y += tall;
                }
                self.end(&mut pen, top, y);
                binder.push(pen);
                binder.block(1, Side::Next);
                pen = binder.pen(self.size);
                y = self.begin(&mut pen);
                top = y;
            }
        }
        self.end(&mut pen, top, y);
        (pen, y)
    }

    fn head_height(&self) -> Um {
        let most = self.columns.iter().map(|c| wrap(&c.head, HEAD, c.width - 2 * PAD).len()).max().unwrap_or(1);
        height(most, HEAD) + 2 * ROW_PAD
    }

    fn body_top(&self, pen: &Pen) -> Um {
        let lines = wrap(self.title, TITLE, pen.body.w).len();
        let under = wrap(self.subtitle, SUBTITLE, pen.body.w).len();
        let under = if under == 0 { 0 } else { height(under, SUBTITLE) + GAP };
        pen.body.y + height(lines, TITLE) + GAP + under + self.head_height()
    }

    fn begin(&self, pen: &mut Pen) -> Um {
        let mut y = pen.lines(pen.body, TITLE, Align::Center, Role::Title, &wrap(self.title, TITLE, pen.body.w)) + GAP;
        if !self.subtitle.is_empty() {
            let style = SUBTITLE;
            let area = Rect::new(pen.body.x, y, pen.body.w, pen.body.h);
            y = pen.lines(area, style, Align::Center, Role::Title, &wrap(self.subtitle, style, pen.body.w)) + GAP;
        }
        let tall = self.head_height();
        let mut x = pen.body.x;
        for column in self.columns {
            let cell = Rect::new(x, y, column.width, tall);
            pen.centred(cell.padded(PAD), HEAD, Align::Center, Role::Head, &wrap(&column.head, HEAD, column.width - 2 * PAD));
            x += column.width;
        }
        pen.across(pen.body.x, x, y, THICK);
        pen.across(pen.body.x, x, y + tall, THICK);
        y + tall
    }

    fn row(&self, pen: &mut Pen, y: Um, tall: Um, cells: &[Vec<String>]) {
        let mut x = pen.body.x;
        // One way for all cells of a row: in the middle when none has two lines, else from the top.
        let single = tall <= self.least && cells.iter().all(|lines| lines.len() < 2);
        for (column, lines) in self.columns.iter().zip(cells) {
            let cell = Rect::new(x, y, column.width, tall).padded(PAD);
            if single {
                pen.centred(cell, self.style, column.align, Role::Cell, lines);
            } else {
                pen.lines(Rect::new(cell.x, y + ROW_PAD, cell.w, tall - ROW_PAD), self.style, column.align, Role::Cell, lines);
            }
            x += column.width;
        }
        pen.across(pen.body.x, x, y + tall, THIN);
    }

    /// Lines between columns, from the head down.
    fn end(&self, pen: &mut Pen, top: Um, bottom: Um) {
        let upper = top - self.head_height();
        let mut x = pen.body.x;
        pen.down(x, upper, bottom, THICK);
        for (i, column) in self.columns.iter().enumerate() {
            x += column.width;
            pen.down(x, upper, bottom, if i + 1 == self.columns.len() { THICK } else { THIN });
        }
        pen.across(pen.body.x, x, bottom, THICK);
    }
}
