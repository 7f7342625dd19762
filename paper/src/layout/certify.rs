//! The last sheet of a volume: on its face the certification (лист-заверитель), on its back the stitching label and the
//! deputy's line.

use super::front::blank;
use super::pen::{Align, Pen, THICK, THIN};
use super::words::words_of_number;
use super::wrap::{Style, fit_whole, wrap};
use crate::fonts::{Face, Um};
use crate::model::Heading;
use crate::page::{Page, PageSize, Rect, Role};
use crate::texts::Texts;

const SMALL: Style = Style::text(75);

/// «ЛИСТ-ЗАВЕРИТЕЛЬ ДЕЛА № …».
pub(super) fn sheet(h: &Heading, sheets: usize) -> Page {
    let texts = Texts::russian();
    let mut pen = Pen::new(PageSize::A4, true);
    let body = pen.body;
    let below = |y: Um| Rect::new(body.x, y, body.w, body.bottom() - y);
    let title = texts.format("paper-certify-title", &[("file", &blank(&h.file_number))]);
    let style = Style::new(Face::Title, 150);
    let y = pen.lines(below(26_000), style, Align::Center, Role::Title, &wrap(&title, style, body.w)) + 12_000;
    let style = Style::text(115);
    let words = counted("paper-certify-sheets", sheets);
    let mut y = pen.lines(below(y), style, Align::Left, Role::Text, &wrap(&words, style, body.w)) + 5_000;
    for id in ["paper-certify-lettered", "paper-certify-skipped", "paper-certify-inventory"] {
        y = pen.lines(below(y), style, Align::Left, Role::Text, &[texts.format(id, &[])]) + 4_500;
    }
    let (top, wide) = (y + 4_000, 130_000);
    let head = Style::bold(95);
    let cells = [("paper-certify-features", body.x, wide), ("paper-certify-numbers", body.x + wide, body.w - wide)];
    for (id, x, w) in cells {
        let cell = Rect::new(x, top, w, 13_000);
        pen.centred(cell, head, Align::Center, Role::Head, &wrap(&texts.format(id, &[]), head, w - 4_000));
    }
    let bottom = top + 13_000 + 8 * 9_000;
    for row in 1..8 {
        pen.across(body.x, body.right(), top + 13_000 + row * 9_000, THIN);
    }
    pen.across(body.x, body.right(), top + 13_000, THICK);
    pen.down(body.x + wide, top, bottom, THIN);
    pen.frame(Rect::new(body.x, top, body.w, bottom - top), THICK);
    let y = bottom + 24_000;
    let x = body.x;
    for (id, from, to) in
        [("paper-sign-post", x, x + 60_000), ("paper-sign-hand", x + 65_000, x + 105_000), ("paper-sign-name", x + 110_000, body.right())]
    {
        blank_with(&mut pen, from, to, y, id);
    }
    blank_with(&mut pen, x, x + 60_000, y + 18_000, "paper-sign-date");
    pen.page
}

/// A text that counts sheets, by figure and in words.
fn counted(id: &str, sheets: usize) -> String {
    let n = u32::try_from(sheets).unwrap_or(u32::MAX);
    Texts::russian().format(id, &[("sheets", &n.to_string()), ("words", &words_of_number(n))])
}

/// A line to write on, what it is for under it.
pub(super) fn blank_with(pen: &mut Pen, from: Um, to: Um, y: Um, id: &str) {
    pen.blank(from, to, y);
    let area = Rect::new(from, y + 800, to - from, 4_000);
    pen.lines(area, SMALL, Align::Center, Role::Text, &[Texts::russian().format(id, &[])]);
}

/// The back: a label of 60 × 90 mm over the thread's ends at the bound edge.
pub(super) fn back(h: &Heading, sheets: usize) -> Page {
    let texts = Texts::russian();
    let mut pen = Pen::new(PageSize::A4, false);
    let label = Rect::new(112_000, 112_000, 90_000, 60_000);
    pen.frame(label, THICK);
    let inner = Rect::new(label.x + 5_000, label.y + 4_500, label.w - 10_000, label.h - 9_000);
    let style = Style::text(100);
    let words = counted("paper-label", sheets);
    pen.lines(inner, style, Align::Left, Role::Text, &wrap(&words, style, inner.w));
    let y = label.y + 33_000;
    pen.put(Rect::new(inner.x, y - 5_000, 22_000, 6_500), y, style, Align::Left, Role::Text, &texts.format("paper-director", &[]));
    blank_with(&mut pen, inner.x + 22_000, inner.x + 44_000, y + 500, "paper-sign-hand");
    let name = Rect::new(inner.x + 47_000, y - 4_500, inner.w - 47_000, 5_500);
    // A long name takes a second line above.
    let (fitted, lines) = fit_whole(&h.director, Face::Text, &[100, 80, 65], name.w, 2);
    let up = Um::try_from(lines.len().saturating_sub(1)).unwrap_or(0) * fitted.leading();
    let area = Rect { y: y - up - crate::fonts::em(fitted.size), h: up + 2 * crate::fonts::em(fitted.size), ..name };
    for (line, n) in lines.iter().zip(0..) {
        pen.put(area, y - up + n * fitted.leading(), fitted, Align::Center, Role::Text, line);
    }
    blank_with(&mut pen, name.x, name.right(), y + 500, "paper-sign-name");
    let y = label.bottom() - 6_000;
    pen.put(Rect::new(inner.x, y - 5_000, inner.w, 6_500), y, style, Align::Left, Role::Text, &texts.format("paper-label-date", &[]));
    // The seal covers label and sheet: its place is named left of the label, half of it falls on the label.
    let seal = Rect::new(label.x - 22_000, label.bottom() - 10_000, 18_000, 6_500);
    pen.put(seal, label.bottom() - 6_000, style, Align::Right, Role::Text, &texts.format("paper-seal", &[]));
    let deputy = Rect::new(pen.body.x, 205_000, pen.body.w, 60_000);
    let y = pen.lines(deputy, style, Align::Left, Role::Text, &[texts.format("paper-accepted", &[])]) + 12_000;
    let x = pen.body.x;
    blank_with(&mut pen, x, x + 50_000, y, "paper-sign-date");
    blank_with(&mut pen, x + 58_000, x + 110_000, y, "paper-sign-hand");
    let (from, to) = (x + 118_000, pen.body.right());
    let (fitted, lines) = fit_whole(&h.deputy, Face::Text, &[100, 80, 65], to - from, 1);
    if let [line] = lines.as_slice() {
        pen.put(Rect::new(from, y - 5_000, to - from, 5_500), y - 700, fitted, Align::Center, Role::Text, line);
    }
    blank_with(&mut pen, from, to, y, "paper-sign-name");
    pen.page
}
