//! Spreads of a teaching group: marks on the left page, dates, topics and homework on the right, facing each other. The same lessons
//! stand on both, in the same order and number.

use super::binder::{Binder, Side};
use super::pen::{Align, PAD, Pen, THICK, height};
use super::wrap::{Style, fit};
use super::{left, right};
use crate::error::{Refused, Result};
use crate::fonts::{Face, Um};
use crate::model::{Group, Heading, Lesson, Term};
use crate::page::{PageSize, Rect, Role};
use crate::place::{Field, Place};

/// The most lessons on a spread.
const MOST: usize = 22;
/// Space under the heading of a page.
const GAP: Um = 1_500;

/// A column of the left page.
#[derive(Clone, Copy)]
pub(super) enum Slot<'g> {
    /// A lesson: also a line of the right page.
    Lesson(&'g Lesson),
    /// After a term's last lesson its finals; a closing line of the right page.
    Term(&'g Term),
    /// The year's finals, by index.
    Final(usize),
}

impl Slot<'_> {
    pub fn width(self) -> Um {
        match self {
            Self::Lesson(_) => left::LESSON,
            Self::Term(_) | Self::Final(_) => left::FINAL,
        }
    }
}

/// A group on its pages.
pub(super) struct Spread<'g> {
    pub group: &'g Group,
    pub index: usize,
    pub heading: &'g Heading,
}

impl<'g> Spread<'g> {
    /// Binds every spread of the group.
    pub fn lay_out(&self, binder: &mut Binder) -> Result<()> {
        let units = self.units();
        let mut at = 0;
        let mut first = true;
        while first || at < units.len() {
            let (slots, taken) = self.fill(units.get(at..).unwrap_or_default())?;
            at += taken.max(1);
            self.bind(binder, &slots)?;
            first = false;
        }
        Ok(())
    }

    /// What may not be parted: a lesson; a term's last lesson with its finals; the last term's with the year's.
    fn units(&self) -> Vec<Vec<Slot<'g>>> {
        let mut units: Vec<Vec<Slot<'g>>> = Vec::new();
        for term in &self.group.terms {
            units.extend(term.lessons.iter().map(|l| vec![Slot::Lesson(l)]));
            match units.last_mut().filter(|_| !term.lessons.is_empty()) {
                Some(unit) => unit.push(Slot::Term(term)),
                None => units.push(vec![Slot::Term(term)]),
            }
        }
        let finals = (0..self.group.finals.len()).map(Slot::Final);
        match units.last_mut().filter(|u| u.len() + self.group.finals.len() < 9) {
            Some(unit) => unit.extend(finals),
            None => units.extend(finals.map(|f| vec![f])),
        }
        units
    }

    /// As many units as a left page's width and a right page's height hold; at least one.
    fn fill(&self, units: &[Vec<Slot<'g>>]) -> Result<(Vec<Slot<'g>>, usize)> {
        let right = Pen::new(PageSize::A4, true);
        let room = right.body.h - self.head_height(right.body.w, Field::Teacher)? - right::head_height();
        let (mut slots, mut width, mut tall, mut lessons) = (Vec::new(), 0, 0, 0);
        for (n, unit) in units.iter().enumerate() {
            let wide: Um = unit.iter().map(|s| s.width()).sum();
            let high: Um = unit.iter().map(|s| right::row_height(*s)).sum();
            let more = unit.iter().filter(|s| matches!(s, Slot::Lesson(_))).count();
            if n > 0 && (width + wide > left::ROOM || tall + high > room || lessons + more > MOST) {
                return Ok((slots, n));
            }
            if n == 0 && high > room {
                return Err(Refused::TooLong(self.too_long(unit)));
            }
            slots.extend(unit.iter().copied());
            (width, tall, lessons) = (width + wide, tall + high, lessons + more);
        }
        Ok((slots, units.len()))
    }

    fn too_long(&self, unit: &[Slot<'_>]) -> Place {
        let place = |f| Place::of(f).in_group(self.index, &self.group.subject);
        let lesson = unit.iter().find_map(|s| if let Slot::Lesson(l) = s { Some(*l) } else { None });
        lesson.map_or_else(|| place(Field::Term), |l| place(right::longest(l)).on(l.date))
    }

    /// One spread; another with the same lessons when the pupils do not fit on one page.
    fn bind(&self, binder: &mut Binder, slots: &[Slot<'g>]) -> Result<()> {
        let mut from = 0;
        let mut once = true;
        while once || from < self.group.pupils.len() {
            binder.block(2, Side::Left);
            let mut pen = binder.pen(PageSize::A4);
            let y = self.title(&mut pen, Field::Subject)?;
            let to = left::draw(self, &mut pen, y, slots, from)?;
            binder.push(pen);
            let mut pen = binder.pen(PageSize::A4);
            let y = self.title(&mut pen, Field::Teacher)?;
            right::draw(self, &mut pen, y, slots);
            binder.push(pen);
            (from, once) = (to, false);
        }
        Ok(())
    }

    fn head(&self, field: Field) -> (String, String) {
        let texts = crate::texts::Texts::russian();
        let class = if self.group.part.is_empty() {
            texts.format("paper-spread-class", &[("class", &self.heading.class)])
        } else {
            texts.format("paper-spread-part", &[("class", &self.heading.class), ("part", &self.group.part)])
        };
        if field == Field::Subject {
            (texts.format("paper-spread-subject", &[("subject", &self.group.subject)]), class)
        } else {
            let teacher = if self.group.teacher.is_empty() { "____________________" } else { &self.group.teacher };
            (texts.format("paper-spread-teacher", &[("teacher", teacher)]), format!("{}. {class}", self.group.subject))
        }
    }

    /// Lines of the heading: what and who on the left, where on the right.
    fn head_lines(&self, width: Um, field: Field) -> (Style, Vec<String>, Style, Vec<String>) {
        let (main, side) = self.head(field);
        let part = width * 3 / 5;
        let (a, b) = if field == Field::Subject { (part, width - part) } else { (width / 2, width - width / 2) };
        let (style, lines) = fit(&main, Face::Bold, &[110, 90, 75], a - 2 * PAD, 2);
        let (small, side) = fit(&side, Face::Text, &[90, 75, 65], b - 2 * PAD, 2);
        (style, lines, small, side)
    }

    fn head_height(&self, width: Um, field: Field) -> Result<Um> {
        let (style, lines, small, side) = self.head_lines(width, field);
        let tall = height(lines.len(), style).max(height(side.len(), small));
        if tall > 40_000 {
            return Err(Refused::TooLong(Place::of(field).in_group(self.index, &self.group.subject)));
        }
        Ok(tall + GAP)
    }

    /// Draws the heading; returns where the table begins.
    fn title(&self, pen: &mut Pen, field: Field) -> Result<Um> {
        let tall = self.head_height(pen.body.w, field)?;
        let (style, lines, small, side) = self.head_lines(pen.body.w, field);
        let half = if field == Field::Subject { pen.body.w * 3 / 5 } else { pen.body.w / 2 };
        let (x, y) = (pen.body.x, pen.body.y);
        pen.lines(Rect::new(x, y, half, tall), style, Align::Left, Role::Title, &lines);
        let down = (crate::fonts::em(style.size) - crate::fonts::em(small.size)) * 3 / 4;
        pen.lines(Rect::new(x + half, y + down.max(0), pen.body.w - half, tall), small, Align::Right, Role::Title, &side);
        Ok(y + tall)
    }
}

/// Lines around and between columns, from `top` to `bottom`; `edges` from left to right.
pub(super) fn rule(pen: &mut Pen, edges: &[Um], top: Um, bottom: Um) {
    for (i, x) in edges.iter().enumerate() {
        let outer = i == 0 || i + 1 == edges.len();
        pen.down(*x, top, bottom, if outer { THICK } else { super::pen::THIN });
    }
}
