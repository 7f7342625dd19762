//! «Сведения о количестве уроков, пропущенных обучающимися»: pupil × term, by reasons.

use super::binder::{Binder, Side};
use super::front::of_class;
use super::pen::{Align, PAD, Pen, THICK, THIN, height};
use super::wrap::{Style, fit, fit_whole};
use crate::fonts::{Face, Um};
use crate::model::{Heading, Missed, MissedRow};
use crate::page::{PageSize, Rect, Role};
use crate::texts::Texts;

const NUMBER: Um = 8_000;
const NAME: Um = 55_000;
const TERM: Um = 5_500;
const KINDS: Um = 20_000;
/// So that 28 pupils stand on one side.
const ROW: Um = 4_850;
/// Columns of a term.
const KIND_COUNT: usize = 6;
const ALL: Um = 6;
/// Terms that a lying page holds beside each other.
const MOST: usize = 6;

/// Binds the section.
pub(super) fn lay_out(binder: &mut Binder, h: &Heading, missed: &Missed) {
    let texts = Texts::russian();
    let title = texts.format("paper-missed", &[]);
    binder.section(&title, "");
    let title = format!("{title}. {}", of_class(h));
    let terms = missed.terms.len().max(1);
    let mut from = 0;
    while from < terms {
        let to = (from + MOST).min(terms);
        let table = Columns { missed, from, to };
        let mut rows = missed.rows.iter().enumerate().peekable();
        let mut first = true;
        while first || rows.peek().is_some() {
            binder.block(1, Side::Next);
            let mut pen = binder.pen(PageSize::A4_LYING);
            let (style, lines) = fit_whole(&title, Face::Title, &[130, 120, 110], pen.body.w, 1);
            let top = pen.lines(pen.body, style, Align::Center, Role::Title, &lines) + 2_000;
            let begin = table.head(&mut pen, top);
            let mut y = begin;
            while let Some((n, row)) = rows.peek() {
                let tall = Columns::tall(row);
                if y + tall > pen.body.bottom() && y > begin {
                    break;
                }
                table.row(&mut pen, y, tall, n + 1, row);
                y += tall;
                rows.next();
            }
            table.rules(&mut pen, top, begin, y);
            binder.push(pen);
            first = false;
        }
        from = to;
    }
}

struct Columns<'m> {
    missed: &'m Missed,
    from: usize,
    to: usize,
}

impl Columns<'_> {
    fn kind(&self, pen: &Pen) -> Um {
        let n = Um::try_from((self.to - self.from) * KIND_COUNT).unwrap_or(ALL).max(1);
        ((pen.body.w - NUMBER - NAME) / n).min(11_000)
    }

    fn head(&self, pen: &mut Pen, top: Um) -> Um {
        let texts = Texts::russian();
        let style = Style::bold(80);
        let x = pen.body.x;
        let all = TERM + KINDS;
        pen.centred(Rect::new(x, top, NUMBER, all), style, Align::Center, Role::Head, &[texts.format("paper-number", &[])]);
        pen.centred(Rect::new(x + NUMBER, top, NAME, all), style, Align::Center, Role::Head, &[texts.format("paper-name-full", &[])]);
        let kinds = ["days", "lessons", "ill", "excused", "unexcused", "unstated"].map(|k| texts.format(&format!("paper-missed-{k}"), &[]));
        let wide = self.kind(pen);
        let mut at = x + NUMBER + NAME;
        for term in self.from..self.to {
            let name = self.missed.terms.get(term).map_or("", String::as_str);
            let (fitted, lines) = fit(name, Face::Bold, &[85, 70, 60], wide * ALL - 2 * PAD, 1);
            pen.centred(Rect::new(at, top, wide * ALL, TERM), fitted, Align::Center, Role::Head, &lines);
            pen.across(at, at + wide * ALL, top + TERM, THIN);
            for kind in &kinds {
                let cell = Rect::new(at, top + TERM, wide, KINDS);
                let (small, lines) = fit_whole(kind, Face::Text, &[75, 70, 65], KINDS - 2 * PAD, 2);
                pen.turned(cell, small, Role::Head, &lines);
                at += wide;
            }
        }
        top + all
    }

    fn tall(row: &MissedRow) -> Um {
        let (style, lines) = fit_whole(&row.name, Face::Text, &[85, 75, 65], NAME - 2 * PAD, 1);
        (height(lines.len(), style) + 1_200).max(ROW)
    }

    fn row(&self, pen: &mut Pen, y: Um, tall: Um, number: usize, row: &MissedRow) {
        let x = pen.body.x;
        pen.centred(Rect::new(x, y, NUMBER, tall), Style::text(80), Align::Center, Role::Cell, &[number.to_string()]);
        let (style, lines) = fit_whole(&row.name, Face::Text, &[85, 75, 65], NAME - 2 * PAD, 1);
        pen.centred(Rect::new(x + NUMBER, y, NAME, tall).padded(PAD), style, Align::Left, Role::Cell, &lines);
        let wide = self.kind(pen);
        let mut at = x + NUMBER + NAME;
        for term in self.from..self.to {
            let m = row.cells.get(term).copied().unwrap_or_default();
            for n in [m.days, m.lessons, m.ill, m.excused, m.unexcused, m.unstated] {
                // A nought says nothing that an empty square does not.
                if n > 0 {
                    let (style, lines) = fit(&n.to_string(), Face::Text, &[85, 70, 50], wide - 600, 1);
                    pen.centred(Rect::new(at, y, wide, tall), style, Align::Center, Role::Cell, &lines);
                }
                at += wide;
            }
        }
        pen.across(x, at, y + tall, THIN);
    }

    fn rules(&self, pen: &mut Pen, top: Um, begin: Um, bottom: Um) {
        let x = pen.body.x;
        let wide = self.kind(pen);
        let mut at = x + NUMBER + NAME;
        pen.down(x, top, bottom, THICK);
        pen.down(x + NUMBER, top, bottom, THIN);
        pen.down(at, top, bottom, THICK);
        for _ in self.from..self.to {
            for kind in 1..=ALL {
                let upper = if kind == ALL { top } else { top + TERM };
                at += wide;
                pen.down(at, upper, bottom, if kind == ALL { THICK } else { THIN });
            }
        }
        for y in [top, begin, bottom] {
            pen.across(x, at, y, THICK);
        }
    }
}
