//! «Сводная ведомость учёта успеваемости»: pupils × periods × subjects, names of subjects upright, the council's decision beside
//! each pupil (S-02, S-03). A pupil is never split between pages.

use super::binder::{Binder, Side};
use super::certify::blank_with;
use super::front::years;
use super::pen::{Align, PAD, Pen, THICK, THIN, height};
use super::wrap::{Style, fit, fit_whole, wrap, wrap_whole};
use crate::error::{Refused, Result};
use crate::fonts::{Face, Size, Um};
use crate::model::{Summary, SummaryPupil};
use crate::page::{PageSize, Rect, Role};
use crate::place::{Field, Place};
use crate::texts::Texts;
use std::ops::Range;

const NUMBER: Um = 7_000;
const NAME: Um = 46_000;
const PERIOD: Um = 11_000;
const DECISION: Um = 46_000;
/// Least width of a subject.
const NARROW: Um = 8_600;
const WIDE: Um = 12_000;
const LINE: Um = 3_900;
/// Under a name: came, left.
const NOTE: Style = Style::text(65);
const TITLE: Style = Style::new(Face::Title, 130);
const HEAD_SIZES: [Size; 4] = [85, 75, 65, 55];
/// Height of the signatures under the last pupil.
const SIGNED: Um = 34_000;

/// Lying A4, or A3 when the subjects ask for it.
pub(super) fn size(s: &Summary) -> PageSize {
    let pen = Pen::new(PageSize::A4_LYING, true);
    if s.subjects.len() <= fitting(pen.body.w) { PageSize::A4_LYING } else { PageSize::A3_LYING }
}

fn fitting(width: Um) -> usize {
    usize::try_from((width - NUMBER - NAME - PERIOD - DECISION) / NARROW).unwrap_or(1).max(1)
}

/// Binds the sheet.
///
/// # Errors
/// `TooLong` when one pupil or the names of subjects do not fit on a page.
pub(super) fn lay_out(binder: &mut Binder, s: &Summary) -> Result<()> {
    let texts = Texts::russian();
    binder.section(&texts.format("paper-summary", &[]), &s.heading.homeroom);
    let size = size(s);
    let most = fitting(Pen::new(size, true).body.w);
    let parts = s.subjects.len().div_ceil(most).max(1);
    let each = s.subjects.len().div_ceil(parts);
    for part in 0..parts {
        let subjects = part * each..((part + 1) * each).min(s.subjects.len());
        Part { s, size, subjects }.lay_out(binder, part + 1 == parts)?;
    }
    Ok(())
}

/// Some subjects of the sheet: all of them but for schools with very many.
struct Part<'s> {
    s: &'s Summary,
    size: PageSize,
    subjects: Range<usize>,
}

impl Part<'_> {
    fn lay_out(&self, binder: &mut Binder, last: bool) -> Result<()> {
        let mut pupils = self.s.pupils.iter().enumerate().peekable();
        let mut first = true;
        loop {
            binder.block(1, Side::Next);
            let mut pen = binder.pen(self.size);
            let top = self.title(&mut pen, first);
            let begin = self.head(&mut pen, top)?;
            let mut y = begin;
            while let Some((n, pupil)) = pupils.peek() {
                let tall = self.tall(pupil);
                // Signatures never stand on a page without a pupil: the last one goes over with them.
                let signed = if last && n + 1 == self.s.pupils.len() && y > begin { SIGNED } else { 0 };
                if y + tall + signed > pen.body.bottom() {
                    if y == begin {
                        return Err(Refused::TooLong(Place::of(Field::Decision).pupil(&pupil.name)));
                    }
                    break;
                }
                self.pupil(&mut pen, y, tall, n + 1, pupil);
                y += tall;
                pupils.next();
            }
            self.rules(&mut pen, top, begin, y);
            first = false;
            if pupils.peek().is_some() {
                binder.push(pen);
                continue;
            }
            if last {
                if y + SIGNED > pen.body.bottom() {
                    binder.push(pen);
                    binder.block(1, Side::Next);
                    pen = binder.pen(self.size);
                    y = self.title(&mut pen, false);
                }
                self.signed(&mut pen, y);
            }
            binder.push(pen);
            return Ok(());
        }
    }

    fn title(&self, pen: &mut Pen, first: bool) -> Um {
        let h = &self.s.heading;
        let texts = Texts::russian();
        let title = texts.format("paper-summary-title", &[("class", &h.class), ("year", &years(h))]);
        let mut y = pen.lines(pen.body, TITLE, Align::Center, Role::Title, &wrap(&title, TITLE, pen.body.w)) + 1_200;
        if first {
            let (style, lines) = fit(&h.school, Face::Text, &[90, 75], pen.body.w, 2);
            let area = Rect::new(pen.body.x, y, pen.body.w, pen.body.bottom() - y);
            y = pen.lines(area, style, Align::Center, Role::Title, &lines) + 1_200;
        }
        y + 600
    }

    fn subject(&self, pen: &Pen) -> Um {
        let n = Um::try_from(self.subjects.len()).unwrap_or(1).max(1);
        ((pen.body.w - NUMBER - NAME - PERIOD - DECISION) / n).min(WIDE)
    }

    /// Left edges of number, name, period, subjects, decision; the right edge.
    fn edges(&self, pen: &Pen) -> [Um; 6] {
        let n = Um::try_from(self.subjects.len()).unwrap_or(0);
        let x = pen.body.x;
        let subjects = x + NUMBER + NAME + PERIOD;
        let decision = subjects + n * self.subject(pen);
        // What subjects leave free the decision takes, within reason.
        let right = (decision + DECISION + 30_000).min(pen.body.right());
        [x, x + NUMBER, x + NUMBER + NAME, subjects, decision, right]
    }

    fn head(&self, pen: &mut Pen, top: Um) -> Result<Um> {
        let texts = Texts::russian();
        let [number, name, period, subjects, decision, right] = self.edges(pen);
        let wide = self.subject(pen);
        let (mut most, mut fitted) = (36_000, Vec::new());
        for index in self.subjects.clone() {
            let subject = self.s.subjects.get(index).map_or("", String::as_str);
            let found =
                // Between words first, in a taller head before a word is divided.
                [true, false].into_iter().flat_map(|whole| [36_000, 60_000].map(|tall| (whole, tall))).find_map(|(whole, tall)| {
                    HEAD_SIZES.into_iter().map(Style::text).find_map(|style| {
                        let room = tall - 2 * PAD;
                        let lines = if whole { wrap_whole(subject, style, room) } else { wrap(subject, style, room) };
                        let fits = lines.iter().all(|l| style.width(l) <= room) && (!whole || subject.split(' ').all(|w| style.width(w) <= room));
                        (fits && height(lines.len(), style) <= wide - 400).then_some((style, lines, tall))
                    })
                });
            let Some((style, lines, tall)) = found else { return Err(Refused::TooLong(Place::of(Field::Subject))) };
            most = most.max(tall);
            fitted.push((style, lines));
        }
        let mut x = subjects;
        for (style, lines) in &fitted {
            pen.turned(Rect::new(x, top, wide, most), *style, Role::Head, lines);
            x += wide;
        }
        for (x, end, id) in [
            (number, name, "paper-number"),
            (name, period, "paper-name-full"),
            (period, subjects, "paper-summary-period"),
            (decision, right, "paper-summary-decision"),
        ] {
            let cell = Rect::new(x, top, end - x, most);
            let head = texts.format(id, &[]);
            let (style, lines) = fit(&head, Face::Bold, &[80, 65], cell.w - 2 * PAD, 4);
            pen.centred(cell, style, Align::Center, Role::Head, &lines);
        }
        Ok(top + most)
    }

    fn periods(&self) -> Um {
        Um::try_from(self.s.periods.len()).unwrap_or(1).max(1)
    }

    fn name_lines(&self, pupil: &SummaryPupil) -> (Style, Vec<String>) {
        let lines = usize::try_from(self.periods()).unwrap_or(1).min(3);
        fit_whole(&pupil.name, Face::Text, &[90, 75, 65], NAME - 2 * PAD, lines)
    }

    /// «выбыл(а) …» belongs to the name.
    fn notes(pupil: &SummaryPupil) -> Vec<String> {
        wrap_whole(&pupil.note, NOTE, NAME - 2 * PAD)
    }

    fn name_height(&self, pupil: &SummaryPupil) -> Um {
        let (style, lines) = self.name_lines(pupil);
        let notes = Self::notes(pupil);
        height(lines.len(), style) + if notes.is_empty() { 0 } else { height(notes.len(), NOTE) + 500 }
    }

    fn decision_lines(&self, pupil: &SummaryPupil) -> (Style, Vec<String>) {
        let pen = Pen::new(self.size, true);
        let [.., decision, right] = self.edges(&pen);
        let least = self.periods() * LINE;
        let most = usize::try_from(least / 3_400).unwrap_or(1);
        fit(&pupil.decision, Face::Text, &[85, 75, 65, 55], right - decision - 2 * PAD, most)
    }

    fn tall(&self, pupil: &SummaryPupil) -> Um {
        let (style, lines) = self.decision_lines(pupil);
        (self.periods() * LINE).max(self.name_height(pupil) + 1_400).max(height(lines.len(), style) + 1_400)
    }

    fn pupil(&self, pen: &mut Pen, y: Um, tall: Um, number: usize, pupil: &SummaryPupil) {
        let [left, name, period, subjects, decision, right] = self.edges(pen);
        let wide = self.subject(pen);
        pen.centred(Rect::new(left, y, NUMBER, tall), Style::text(85), Align::Center, Role::Cell, &[number.to_string()]);
        let (style, lines) = self.name_lines(pupil);
        let area = Rect::new(name, y, NAME, tall).padded(PAD);
        let notes = Self::notes(pupil);
        if notes.is_empty() {
            pen.centred(area, style, Align::Left, Role::Cell, &lines);
        } else {
            let from = y + (tall - self.name_height(pupil)) / 2;
            let end = pen.lines(Rect { y: from, ..area }, style, Align::Left, Role::Cell, &lines) + 500;
            pen.lines(Rect { y: end, h: y + tall - end, ..area }, NOTE, Align::Left, Role::Cell, &notes);
        }
        let n = self.periods();
        for (row, short) in (0..).zip(&self.s.periods) {
            // Lines of a pupil share its height to the micrometre.
            let (from, to) = (y + tall * row / n, y + tall * (row + 1) / n);
            let face = if short.chars().any(char::is_lowercase) { Face::Bold } else { Face::Text };
            let (style, lines) = fit(short, face, &[80, 65, 50], PERIOD - 800, 1);
            pen.centred(Rect::new(period, from, PERIOD, to - from), style, Align::Center, Role::Cell, &lines);
            let marks = usize::try_from(row).ok().and_then(|r| pupil.marks.get(r));
            let mut x = subjects;
            for index in self.subjects.clone() {
                let mark = marks.and_then(|m| m.get(index)).map_or("", String::as_str);
                let (style, lines) = fit(mark, face, &[85, 70, 60, 50, 40], wide - 500, 1);
                pen.centred(Rect::new(x, from, wide, to - from), style, Align::Center, Role::Cell, &lines);
                x += wide;
            }
            if row + 1 < n {
                pen.across(period, decision, to, THIN);
            }
        }
        let (style, lines) = self.decision_lines(pupil);
        pen.centred(Rect::new(decision, y, right - decision, tall).padded(PAD), style, Align::Left, Role::Cell, &lines);
        pen.across(left, right, y + tall, THICK);
    }

    fn rules(&self, pen: &mut Pen, top: Um, begin: Um, bottom: Um) {
        let [left, name, period, subjects, decision, right] = self.edges(pen);
        for x in [left, name, period, subjects, decision, right] {
            pen.down(x, top, bottom, THICK);
        }
        let wide = self.subject(pen);
        let mut x = subjects + wide;
        while x < decision {
            pen.down(x, top, bottom, THIN);
            x += wide;
        }
        pen.across(left, right, top, THICK);
        pen.across(left, right, begin, THICK);
    }

    /// Homeroom teacher, deputy, director, date; the seal's place stays empty.
    fn signed(&self, pen: &mut Pen, from: Um) {
        let texts = Texts::russian();
        let h = &self.s.heading;
        let x = pen.body.x;
        let style = Style::text(95);
        let mut y = from + 9_000;
        for (id, name) in [("paper-homeroom", &h.homeroom), ("paper-deputy", &h.deputy), ("paper-director", &h.director)] {
            pen.put(Rect::new(x, y - 5_000, 62_000, 6_500), y, style, Align::Left, Role::Text, &texts.format(id, &[]));
            pen.blank(x + 64_000, x + 104_000, y + 500);
            let area = Rect::new(x + 107_000, y - 5_000, 60_000, 6_500);
            let (fitted, lines) = fit_whole(name, Face::Text, &[95, 75, 65], area.w, 1);
            match lines.as_slice() {
                [line] => pen.put(area, y, fitted, Align::Left, Role::Text, line),
                _ => pen.blank(area.x, area.right(), y + 500),
            }
            y += 9_500;
        }
        let y = from + 9_000;
        blank_with(pen, x + 185_000, x + 225_000, y + 500, "paper-sign-date");
        pen.put(
            Rect::new(x + 235_000, y - 5_000, 30_000, 6_500),
            y + 9_500,
            style,
            Align::Left,
            Role::Text,
            &texts.format("paper-seal", &[]),
        );
    }
}
