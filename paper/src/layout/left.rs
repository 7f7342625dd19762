//! The left page of a spread: № | Фамилия, имя | dates as months over days | finals.

use super::pen::{Align, PAD, Pen, THICK, THIN, height};
use super::spread::{Slot, Spread, rule};
use super::wrap::{Style, fit, fit_whole, wrap, wrap_whole};
use crate::error::{Refused, Result};
use crate::fonts::{Face, Um};
use crate::model::GroupPupil;
use crate::page::{Rect, Role};
use crate::place::{Field, Place};
use crate::texts::Texts;
use chrono::{Datelike, NaiveDate};

/// Width of a lesson.
pub(super) const LESSON: Um = 5_400;
/// Width of a final.
pub(super) const FINAL: Um = 7_400;
const NUMBER: Um = 6_500;
const NAME: Um = 46_000;
/// What the lessons and finals of one page may take together.
pub(super) const ROOM: Um = 179_000 - NUMBER - NAME;
const MONTHS: Um = 4_600;
const DAYS: Um = 5_000;
const NAME_SIZES: [u16; 3] = [85, 75, 65];
const NOTE: Style = Style::text(65);
/// Marks are not set smaller: what is wider takes two lines.
const CELL_SIZES: [u16; 3] = [90, 75, 65];
/// Between an absence and the mark after it.
const APART: Um = 400;
/// The line through one who left.
const STRIKE: Um = 700;
const ROW_PAD: Um = 600;

/// Draws the head and the pupils from `from` on; returns the first that found no room.
///
/// # Errors
/// `TooLong` when not one pupil fits.
pub(super) fn draw(spread: &Spread<'_>, pen: &mut Pen, top: Um, slots: &[Slot<'_>], from: usize) -> Result<usize> {
    let edges = edges(pen.body.x, slots);
    let right = edges.last().copied().unwrap_or(pen.body.x);
    head(spread, pen, top, slots, &edges);
    let begin = top + MONTHS + DAYS;
    let pupils = &spread.group.pupils;
    let rows: Vec<Row<'_>> = pupils.iter().enumerate().skip(from).map(|(i, p)| Row::new(i, p, slots, spread)).collect();
    let room = pen.body.bottom() - begin;
    let (mut to, mut used) = (from, 0);
    for row in &rows {
        if used + row.tall > room {
            break;
        }
        used += row.tall;
        to += 1;
    }
    if to == from && !rows.is_empty() {
        let name = pupils.get(from).map_or("", |p| p.name.as_str());
        return Err(Refused::TooLong(Place::of(Field::Pupil).in_group(spread.index, &spread.group.subject).pupil(name)));
    }
    // Few pupils get higher rows: marks are easier to read.
    let shown = rows.iter().take(to - from);
    let spare = (room - used) / Um::try_from(to - from).unwrap_or(1).max(1);
    let more = spare.clamp(0, 1_900);
    let mut y = begin;
    for row in shown {
        row.draw(pen, y, row.tall + more, slots, &edges);
        y += row.tall + more;
        pen.across(pen.body.x, right, y, THIN);
    }
    rule(pen, &edges, top + if slots.is_empty() { 0 } else { MONTHS }, y);
    for (i, x) in edges.iter().enumerate() {
        // Months span their days: only the edges of a month go up to the top.
        if i < 3 || i + 1 == edges.len() || !same_month(slots, i - 2) {
            pen.down(*x, top, top + MONTHS, if i == 0 || i + 1 == edges.len() { THICK } else { THIN });
        }
    }
    for line in [top, begin, y] {
        pen.across(pen.body.x, right, line, THICK);
    }
    Ok(to)
}

/// Left edges of all columns and the right edge of the last.
fn edges(x: Um, slots: &[Slot<'_>]) -> Vec<Um> {
    let mut out = vec![x, x + NUMBER, x + NUMBER + NAME];
    let mut at = x + NUMBER + NAME;
    for slot in slots {
        at += slot.width();
        out.push(at);
    }
    out
}

fn month(slot: Option<&Slot<'_>>) -> Option<(i32, u32)> {
    if let Some(Slot::Lesson(l)) = slot { Some((l.date.year(), l.date.month())) } else { None }
}

/// True when the slot before `at` and the slot `at` share a month.
fn same_month(slots: &[Slot<'_>], at: usize) -> bool {
    at > 0 && month(slots.get(at)).is_some() && month(slots.get(at)) == month(slots.get(at - 1))
}

fn head(spread: &Spread<'_>, pen: &mut Pen, top: Um, slots: &[Slot<'_>], edges: &[Um]) {
    let texts = Texts::russian();
    let both = MONTHS + DAYS;
    let x = pen.body.x;
    let style = Style::bold(80);
    pen.centred(Rect::new(x, top, NUMBER, both), style, Align::Center, Role::Head, &[texts.format("paper-number", &[])]);
    pen.centred(Rect::new(x + NUMBER, top, NAME, both), style, Align::Center, Role::Head, &[texts.format("paper-name-short", &[])]);
    let edge = |i: usize| edges.get(i + 2).copied().unwrap_or(x);
    let mut start = 0;
    for (i, slot) in slots.iter().enumerate() {
        let column = Rect::new(edge(i), top, edge(i + 1) - edge(i), both);
        match slot {
            Slot::Lesson(l) => {
                let day = Rect { y: top + MONTHS, h: DAYS, ..column };
                pen.centred(day, Style::text(85), Align::Center, Role::Head, &[format!("{:02}", l.date.day())]);
                if !same_month(slots, i) {
                    start = i;
                }
                if !same_month(slots, i + 1) {
                    let area = Rect::new(edge(start), top, edge(i + 1) - edge(start), MONTHS);
                    month_name(pen, area, l.date);
                }
            }
            Slot::Term(term) => final_head(pen, column, &term.short),
            Slot::Final(n) => final_head(pen, column, spread.group.finals.get(*n).map_or("", |f| f.short.as_str())),
        }
    }
    if !slots.is_empty() {
        // Under the months; finals have no month.
        for (i, slot) in slots.iter().enumerate() {
            if matches!(slot, Slot::Lesson(_)) {
                pen.across(edge(i), edge(i + 1), top + MONTHS, THIN);
            }
        }
    }
}

fn final_head(pen: &mut Pen, column: Rect, name: &str) {
    let (style, lines) = fit(name, Face::Bold, &[80, 70, 60, 50], column.w - 400, 2);
    pen.centred(column, style, Align::Center, Role::Head, &lines);
}

/// The longest form of the month's name that fits.
fn month_name(pen: &mut Pen, area: Rect, date: NaiveDate) {
    let style = Style::bold(75);
    let number = date.month().to_string();
    let forms = ["paper-month", "paper-month-short", "paper-month-three"].map(|id| Texts::russian().format(id, &[("month", &number)]));
    let name = forms.into_iter().find(|n| style.width(n) <= area.w - 400).unwrap_or_else(|| format!("{:02}", date.month()));
    pen.centred(area, style, Align::Center, Role::Head, &[name]);
}

/// A pupil's row with its texts broken into lines.
struct Row<'m> {
    number: usize,
    pupil: &'m GroupPupil,
    name: (Style, Vec<String>),
    notes: Vec<String>,
    cells: Vec<(Style, Vec<String>)>,
    tall: Um,
}

impl<'m> Row<'m> {
    fn new(index: usize, pupil: &'m GroupPupil, slots: &[Slot<'m>], spread: &Spread<'m>) -> Self {
        let width = NAME - 2 * PAD;
        let name = fit_whole(&pupil.name, Face::Text, &NAME_SIZES, width, 1);
        let mut notes = wrap_whole(&pupil.arrived, NOTE, width);
        notes.extend(wrap_whole(&pupil.left_note, NOTE, width));
        let cells: Vec<_> = slots.iter().map(|slot| cell(*slot, index, spread)).collect();
        let names = height(name.1.len(), name.0) + if notes.is_empty() { 0 } else { height(notes.len(), NOTE) + ROW_PAD / 2 };
        let marks = cells.iter().map(|(s, l)| height(l.len(), *s)).max().unwrap_or(0);
        Self { number: index + 1, pupil, name, notes, cells, tall: (names.max(marks) + 2 * ROW_PAD).max(5_200) }
    }

    fn draw(&self, pen: &mut Pen, y: Um, tall: Um, slots: &[Slot<'_>], edges: &[Um]) {
        let x = pen.body.x;
        let number = Rect::new(x, y, NUMBER, tall);
        pen.centred(number, Style::text(80), Align::Center, Role::Cell, &[self.number.to_string()]);
        let name = Rect::new(x + NUMBER, y, NAME, tall).padded(PAD);
        if self.notes.is_empty() {
            pen.centred(name, self.name.0, Align::Left, Role::Cell, &self.name.1);
        } else {
            let both = height(self.name.1.len(), self.name.0) + ROW_PAD / 2 + height(self.notes.len(), NOTE);
            let top = y + (tall - both) / 2;
            let end = pen.lines(Rect { y: top, ..name }, self.name.0, Align::Left, Role::Cell, &self.name.1);
            pen.lines(Rect { y: end + ROW_PAD / 2, h: y + tall - end - ROW_PAD / 2, ..name }, NOTE, Align::Left, Role::Cell, &self.notes);
        }
        let mut gone = false;
        for (i, (slot, (style, lines))) in slots.iter().zip(&self.cells).enumerate() {
            let (Some(from), Some(to)) = (edges.get(i + 2), edges.get(i + 3)) else { continue };
            if let Slot::Lesson(l) = slot {
                gone = self.pupil.left.is_some_and(|day| l.date >= day);
            }
            if lines.is_empty() && gone {
                pen.across(*from, *to, y + tall / 2, STRIKE);
            }
            put(pen, Rect::new(*from, y, to - from, tall), *style, lines);
        }
    }
}

/// Marks of a square; an absence and the mark after it stand apart: «б 3» is not 63.
fn put(pen: &mut Pen, area: Rect, style: Style, lines: &[String]) {
    let [line] = lines else { return pen.centred(area, style, Align::Center, Role::Cell, lines) };
    let Some((absence, mark)) = parted(line) else { return pen.centred(area, style, Align::Center, Role::Cell, lines) };
    let x = area.x + (area.w - wide(line, style)) / 2;
    let first = Rect { x, w: style.width(absence), ..area };
    let second = Rect { x: first.right() + APART, w: style.width(mark), ..area };
    pen.centred(first, style, Align::Left, Role::Cell, &[absence.to_owned()]);
    pen.centred(second, style, Align::Left, Role::Cell, &[mark.to_owned()]);
}

/// An absence and the mark after it.
fn parted(line: &str) -> Option<(&str, &str)> {
    line.find(|c: char| c.is_ascii_digit())
        .filter(|i| *i > 0 && line.chars().next().is_some_and(char::is_alphabetic))
        .map(|i| line.split_at(i))
}

/// Width of a square's marks on one line.
fn wide(line: &str, style: Style) -> Um {
    style.width(line) + if parted(line).is_some() { APART } else { 0 }
}

fn cell(slot: Slot<'_>, pupil: usize, spread: &Spread<'_>) -> (Style, Vec<String>) {
    let (face, marks) = match slot {
        Slot::Lesson(l) => (Face::Text, Some(&l.cells)),
        Slot::Term(t) => (Face::Bold, Some(&t.finals)),
        Slot::Final(n) => (Face::Bold, spread.group.finals.get(n).map(|f| &f.marks)),
    };
    let text = marks.and_then(|m| m.get(pupil)).map_or("", String::as_str);
    square(text, face, slot.width() - 300)
}

/// A square's marks on one line, else on two: «нп» over «4/4».
fn square(text: &str, face: Face, width: Um) -> (Style, Vec<String>) {
    let styles = CELL_SIZES.map(|size| Style::new(face, size));
    if let Some(style) = styles.iter().find(|s| wide(text, **s) <= width) {
        return (*style, wrap_whole(text, *style, width));
    }
    let halves = halves(text);
    for style in styles {
        let widest = |(a, b): &(String, String)| style.width(a).max(style.width(b));
        if let Some((a, b)) = halves.iter().min_by_key(|h| widest(h)).filter(|h| widest(h) <= width) {
            return (style, vec![a.clone(), b.clone()]);
        }
    }
    let style = Style::new(face, CELL_SIZES[CELL_SIZES.len() - 1]);
    (style, wrap(text, style, width))
}

/// Ways to set a square's marks on two lines: at a space, after «/», between the letters of an absence and a mark, after «не» and «без».
fn halves(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let chars = text.char_indices().zip(text.char_indices().skip(1));
    for ((_, before), (i, c)) in chars {
        let (a, b) = text.split_at(i);
        if c == ' ' {
            out.push((a.to_owned(), b.trim_start().to_owned()));
        } else if before == '/' || c.is_ascii_digit() && before.is_alphabetic() {
            out.push((a.to_owned(), b.to_owned()));
        } else if matches!(a, "не" | "без") {
            out.push((format!("{a}-"), b.to_owned()));
        }
    }
    out
}
