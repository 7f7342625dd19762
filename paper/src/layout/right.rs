//! The right page of a spread: Дата | Тема | Домашнее задание | Примечание; a term's closing line under its last lesson.

use super::pen::{Align, PAD, Pen, THICK, THIN, height};
use super::spread::{Slot, Spread, rule};
use super::wrap::{Style, fit_whole, wrap, wrap_whole};
use crate::fonts::{Face, Size, Um, em};
use crate::model::{Lesson, Term};
use crate::page::{Rect, Role};
use crate::place::Field;
use crate::texts::Texts;

const WIDTHS: [Um; 4] = [17_000, 79_000, 54_000, 29_000];
const HEADS: [&str; 4] = ["paper-date", "paper-topic", "paper-homework", "paper-note"];
const HEAD: Style = Style::bold(80);
const LEAST: Um = 8_200;
const CLOSING: Um = 13_500;
const ROW_PAD: Um = 900;
/// A long text is set smaller, down to the last.
const SIZES: [Size; 3] = [85, 75, 62];
/// Taller rows are set in the next size.
const TALL: Um = 60_000;

pub(super) fn head_height() -> Um {
    em(HEAD.size) + 3_000
}

/// Height of a slot's line.
pub(super) fn row_height(slot: Slot<'_>) -> Um {
    match slot {
        Slot::Lesson(l) => lesson(l).2,
        Slot::Term(_) => CLOSING,
        Slot::Final(_) => 0,
    }
}

/// The field of a lesson that takes the most room.
pub(super) fn longest(l: &Lesson) -> Field {
    let lines = |text: &str, column: usize| wrap(text, Style::text(85), WIDTHS.get(column).copied().unwrap_or(0)).len();
    let all = [(lines(&l.topic, 1), Field::Topic), (lines(&l.homework, 2), Field::Homework), (lines(&l.note, 3), Field::Note)];
    all.into_iter().max_by_key(|(n, _)| *n).map_or(Field::Topic, |(_, f)| f)
}

/// Lines of topic, homework and note, their style, the row's height.
fn lesson(l: &Lesson) -> ([Vec<String>; 3], Style, Um) {
    let [_, topic, homework, note] = WIDTHS;
    let mut out = ([Vec::new(), Vec::new(), Vec::new()], Style::text(85), 0);
    for size in SIZES {
        let style = Style::text(size);
        let width = |w: Um| w - 2 * PAD;
        // A note names the substitute: names are not torn.
        let cells =
            [wrap(&l.topic, style, width(topic)), wrap(&l.homework, style, width(homework)), wrap_whole(&l.note, style, width(note))];
        let tall = cells.iter().map(|c| height(c.len(), style)).max().unwrap_or(0) + 2 * ROW_PAD;
        out = (cells, style, tall.max(LEAST));
        if tall <= TALL {
            break;
        }
    }
    out
}

/// Draws head and rows.
pub(super) fn draw(spread: &Spread<'_>, pen: &mut Pen, top: Um, slots: &[Slot<'_>]) {
    let texts = Texts::russian();
    let mut edges = vec![pen.body.x];
    for (width, head) in WIDTHS.into_iter().zip(HEADS) {
        let x = edges.last().copied().unwrap_or(0);
        pen.centred(Rect::new(x, top, width, head_height()), HEAD, Align::Center, Role::Head, &[texts.format(head, &[])]);
        edges.push(x + width);
    }
    let right = edges.last().copied().unwrap_or(0);
    let (x, begin) = (pen.body.x, top + head_height());
    let mut y = begin;
    let used: Um = slots.iter().map(|s| row_height(*s)).sum();
    let lessons = Um::try_from(slots.iter().filter(|s| matches!(s, Slot::Lesson(_))).count()).unwrap_or(1).max(1);
    let more = ((pen.body.bottom() - begin - used) / lessons).clamp(0, 1_500);
    // Columns are ruled from a closing line to the next.
    let mut from = top;
    pen.across(x, right, top, THICK);
    pen.across(x, right, begin, THICK);
    for slot in slots {
        match slot {
            Slot::Lesson(l) => {
                let (cells, style, tall) = lesson(l);
                let tall = tall + more;
                let mut columns = edges.iter().zip(WIDTHS).map(|(x, w)| Rect::new(*x, y, w, tall).padded(PAD));
                let date = [l.date.format("%d.%m.%Y").to_string()];
                for (lines, cell) in std::iter::once(date.as_slice()).chain(cells.iter().map(Vec::as_slice)).zip(&mut columns) {
                    let align = if cell.x == x + PAD { Align::Center } else { Align::Left };
                    pen.lines(Rect { y: y + ROW_PAD, h: tall - ROW_PAD, ..cell }, style, align, Role::Cell, lines);
                }
                y += tall;
                pen.across(x, right, y, THIN);
            }
            Slot::Term(term) => {
                rule(pen, &edges, from, y);
                closing(spread, pen, Rect::new(x, y, right - x, CLOSING), term);
                pen.down(x, y, y + CLOSING, THICK);
                pen.down(right, y, y + CLOSING, THICK);
                y += CLOSING;
                from = y;
                pen.across(x, right, y, THIN);
            }
            Slot::Final(_) => {}
        }
    }
    rule(pen, &edges, from, y);
    pen.across(x, right, y, THICK);
}

/// «По плану … ч., проведено … ч. Программа выполнена», signature.
fn closing(spread: &Spread<'_>, pen: &mut Pen, area: Rect, term: &Term) {
    let texts = Texts::russian();
    let (planned, held) = (term.planned.to_string(), term.held.to_string());
    let blank = "_____";
    // A term that is not over is not judged: what was given so far.
    let hours = texts.format(
        if term.runs { "paper-closing-so-far" } else { "paper-closing-hours" },
        &[("term", &term.name), ("planned", if term.planned == 0 { blank } else { &planned }), ("held", &held)],
    );
    let end = match term.planned.checked_sub(term.held) {
        _ if term.runs => String::new(),
        _ if term.planned == 0 => texts.format("paper-closing-open", &[]),
        None | Some(0) => texts.format("paper-closing-done", &[]),
        Some(n) => texts.format("paper-closing-behind", &[("hours", &n.to_string())]),
    };
    let style = Style::bold(85);
    let inner = area.padded(PAD);
    pen.put(inner, area.y + 5_000, style, Align::Left, Role::Text, format!("{hours} {end}").trim_end());
    let sign = texts.format("paper-signature", &[]);
    let style = Style::text(85);
    let y = area.y + 10_500;
    let wide = style.width(&sign);
    pen.put(inner, y, style, Align::Left, Role::Text, &sign);
    pen.blank(inner.x + wide + 1_500, inner.x + wide + 46_000, y + 600);
    let name = Rect::new(inner.x + wide + 48_000, area.y, inner.w - wide - 48_000, area.h);
    // Many teachers find no room here: they stand in the heading.
    let (style, lines) = fit_whole(&spread.group.teacher, Face::Text, &[85, 70, 55], name.w, 1);
    if let [line] = lines.as_slice() {
        pen.put(name, y, style, Align::Left, Role::Text, line);
    }
}
