//! Spreads of a teaching group: marks on the left page, dates, topics and homework on the right, facing each other. The same lessons
//! stand on both, in the same order and number.

use super::binder::{Binder, Side};
use super::pen::{Align, PAD, Pen, THICK, height};
use super::wrap::{Style, fit, fit_whole};
use super::{left, right};
use crate::error::{Refused, Result};
use crate::fonts::{Face, Um};
use crate::model::{Group, Heading, Lesson, Term};
use crate::page::{PageSize, Rect, Role};
use crate::place::{Field, Place};
use std::ops::Range;

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
    /// True of what the left page has a column for.
    fn has_column(self, group: &Group) -> bool {
        !(group.no_finals && matches!(self, Self::Term(_)))
    }
}

/// What a unit takes of a spread.
struct Measure {
    /// Of the left page's width.
    wide: Um,
    /// Of the right page's height.
    tall: Um,
    lessons: usize,
}

/// Units by spread: as many as a left page's width and a right page's height hold, at most so many lessons; one unit at least.
fn parts(measures: &[Measure], room: Um, most: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut from, mut wide, mut tall, mut lessons) = (0, 0, 0, 0);
    for (i, m) in measures.iter().enumerate() {
        if i > from && (wide + m.wide > left::ROOM || tall + m.tall > room || lessons + m.lessons > most) {
            out.push(from..i);
            (from, wide, tall, lessons) = (i, 0, 0, 0);
        }
        (wide, tall, lessons) = (wide + m.wide, tall + m.tall, lessons + m.lessons);
    }
    out.push(from..measures.len());
    out
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
        let measures = self.measures(&units)?;
        let room = self.room()?;
        // As few spreads as hold everything, and about as many lessons on each: no spread for one lesson or two.
        let fewest = parts(&measures, room, MOST).len();
        let even = |most: &usize| parts(&measures, room, *most).len() == fewest;
        let most = (1..MOST).find(even).unwrap_or(MOST);
        for part in parts(&measures, room, most) {
            let slots: Vec<Slot<'g>> = units.get(part).unwrap_or_default().iter().flatten().copied().collect();
            self.bind(binder, &slots)?;
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

    /// Height for the lines of a right page.
    fn room(&self) -> Result<Um> {
        let right = Pen::new(PageSize::A4, true);
        Ok(right.body.h - self.head_height(right.body.w, Field::Teacher)? - right::head_height())
    }

    /// What each unit takes of a spread.
    fn measures(&self, units: &[Vec<Slot<'g>>]) -> Result<Vec<Measure>> {
        let room = self.room()?;
        let one = |unit: &Vec<Slot<'g>>| {
            let wide = unit.iter().filter(|s| s.has_column(self.group)).map(|s| s.width()).sum();
            let tall: Um = unit.iter().map(|s| right::row_height(*s)).sum();
            let lessons = unit.iter().filter(|s| matches!(s, Slot::Lesson(_))).count();
            if tall > room { Err(Refused::TooLong(self.too_long(unit))) } else { Ok(Measure { wide, tall, lessons }) }
        };
        units.iter().map(one).collect()
    }

    fn too_long(&self, unit: &[Slot<'_>]) -> Place {
        let place = |f| Place::of(f).in_group(self.index, &self.group.subject);
        let lesson = unit.iter().find_map(|s| if let Slot::Lesson(l) = s { Some(*l) } else { None });
        lesson.map_or_else(|| place(Field::Term), |l| place(right::longest(l)).on(l.date))
    }

    /// One spread; another with the same lessons when the pupils do not fit on one page.
    fn bind(&self, binder: &mut Binder, slots: &[Slot<'g>]) -> Result<()> {
        let columns: Vec<Slot<'g>> = slots.iter().copied().filter(|s| s.has_column(self.group)).collect();
        let mut from = 0;
        let mut once = true;
        while once || from < self.group.pupils.len() {
            binder.block(2, Side::Left);
            let mut pen = binder.pen(PageSize::A4);
            let y = self.title(&mut pen, Field::Subject)?;
            let to = left::draw(self, &mut pen, y, &columns, from)?;
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
        let (style, lines) = fit_whole(&main, Face::Bold, &[110, 90, 75], a - 2 * PAD, 2);
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
