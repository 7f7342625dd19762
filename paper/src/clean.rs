//! Looks at every text of a paper before it is laid out: what papers cannot show is found with its place, and stands in a draft
//! as a visible sign.

use crate::error::{Refused, Result};
use crate::fonts::{SUBSTITUTE, can_show};
use crate::model::{Correction, Group, Heading, Journal, Missed, PupilCard, Remark, Summary};
use crate::place::{Field, Finding, Place};

/// Replaces what cannot be shown; says what it was.
pub(crate) fn journal(j: &mut Journal) -> Vec<Finding> {
    let mut c = Cleaner::default();
    c.heading(&mut j.heading);
    for (i, group) in j.groups.iter_mut().enumerate() {
        c.group(i, group);
    }
    c.missed(&mut j.missed);
    for card in &mut j.pupils {
        c.card(card);
    }
    c.summary(&mut j.summary);
    for x in &mut j.corrections {
        c.correction(x);
    }
    for x in &mut j.remarks {
        c.remark(x);
    }
    c.0
}

/// The same for a summary sheet.
pub(crate) fn summary(s: &mut Summary) -> Vec<Finding> {
    let mut c = Cleaner::default();
    c.heading(&mut s.heading);
    c.summary(s);
    c.0
}

#[derive(Default)]
struct Cleaner(Vec<Finding>);

impl Cleaner {
    fn text(&mut self, text: &mut String, place: impl FnOnce() -> Place) {
        if text.chars().all(can_show) {
            return;
        }
        let place = place();
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match (c, out.chars().last()) {
                ('\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}', _) => out.push(' '),
                ('\u{202f}' | '\u{2007}', _) => out.push('\u{a0}'),
                // A soft hyphen says only where a word may be divided; papers divide by their own rules.
                ('\u{ad}', _) => {}
                ('\u{306}', Some(b @ ('и' | 'И'))) => compose(&mut out, if b == 'и' { 'й' } else { 'Й' }),
                ('\u{308}', Some(b @ ('е' | 'Е'))) => compose(&mut out, if b == 'е' { 'ё' } else { 'Ё' }),
                // Other squares and circles that a book's «□» and «○» are typed as.
                ('\u{2b1c}' | '\u{2610}' | '\u{25fb}' | '\u{25fd}' | '\u{25a2}', _) => out.push('□'),
                ('\u{25ef}' | '\u{26aa}', _) => out.push('○'),
                _ if can_show(c) => out.push(c),
                _ => {
                    self.0.push(Finding { place: place.clone(), sign: c });
                    out.push(SUBSTITUTE);
                }
            }
        }
        *text = out;
    }

    fn heading(&mut self, h: &mut Heading) {
        for text in [&mut h.school, &mut h.class, &mut h.file_number, &mut h.article, &mut h.director, &mut h.deputy, &mut h.homeroom] {
            self.text(text, || Place::of(Field::Heading));
        }
    }

    fn group(&mut self, i: usize, g: &mut Group) {
        let of = |field, subject: &str| Place::of(field).in_group(i, subject);
        let Group { subject, part, teacher, pupils, terms, no_finals: _, finals } = g;
        self.text(subject, || of(Field::Subject, ""));
        self.text(part, || of(Field::Subject, subject));
        self.text(teacher, || of(Field::Teacher, subject));
        for p in pupils.iter_mut() {
            self.text(&mut p.name, || of(Field::Pupil, subject));
            for note in [&mut p.arrived, &mut p.left_note] {
                self.text(note, || of(Field::Movement, subject).pupil(&p.name));
            }
        }
        let name = |at: usize| pupils.get(at).map_or("", |p| p.name.as_str());
        for term in terms {
            for text in [&mut term.short, &mut term.name] {
                self.text(text, || of(Field::Term, subject));
            }
            for lesson in &mut term.lessons {
                let date = lesson.date;
                self.text(&mut lesson.topic, || of(Field::Topic, subject).on(date));
                self.text(&mut lesson.homework, || of(Field::Homework, subject).on(date));
                self.text(&mut lesson.note, || of(Field::Note, subject).on(date));
                for (at, cell) in lesson.cells.iter_mut().enumerate() {
                    self.text(cell, || of(Field::Mark, subject).pupil(name(at)).on(date));
                }
            }
            for (at, mark) in term.finals.iter_mut().enumerate() {
                self.text(mark, || of(Field::Mark, subject).pupil(name(at)));
            }
        }
        for column in finals {
            self.text(&mut column.short, || of(Field::Term, subject));
            for (at, mark) in column.marks.iter_mut().enumerate() {
                self.text(mark, || of(Field::Mark, subject).pupil(name(at)));
            }
        }
    }

    fn missed(&mut self, m: &mut Missed) {
        for term in &mut m.terms {
            self.text(term, || Place::of(Field::Term));
        }
        for row in &mut m.rows {
            self.text(&mut row.name, || Place::of(Field::Pupil));
        }
    }

    fn card(&mut self, c: &mut PupilCard) {
        let PupilCard { file, name, sex, birth: _, parents, work, address, note } = c;
        self.text(name, || Place::of(Field::Pupil));
        for text in [file, sex, parents, work, address, note] {
            self.text(text, || Place::of(Field::Card).pupil(name));
        }
    }

    fn summary(&mut self, s: &mut Summary) {
        for text in &mut s.periods {
            self.text(text, || Place::of(Field::Term));
        }
        for text in &mut s.subjects {
            self.text(text, || Place::of(Field::Subject));
        }
        for p in &mut s.pupils {
            self.text(&mut p.name, || Place::of(Field::Pupil));
            self.text(&mut p.note, || Place::of(Field::Movement).pupil(&p.name));
            self.text(&mut p.decision, || Place::of(Field::Decision).pupil(&p.name));
            for mark in p.marks.iter_mut().flatten() {
                self.text(mark, || Place::of(Field::Mark).pupil(&p.name));
            }
        }
    }

    fn correction(&mut self, x: &mut Correction) {
        let Correction { pupil, subject, lesson: _, was, is, changed, grounds, by } = x;
        for text in [pupil, subject, was, is, grounds, by] {
            self.text(text, || Place::of(Field::Correction).on(*changed));
        }
    }

    fn remark(&mut self, x: &mut Remark) {
        for text in [&mut x.text, &mut x.answer] {
            self.text(text, || Place::of(Field::Remark).on(x.date));
        }
    }
}

fn compose(out: &mut String, c: char) {
    out.pop();
    out.push(c);
}

/// Texts that a page must hold whole are not longer than any school needs.
pub(crate) fn check_journal(j: &Journal) -> Result<()> {
    check_heading(&j.heading)?;
    check_summary(&j.summary)?;
    for (i, g) in j.groups.iter().enumerate() {
        let of = |field| Place::of(field).in_group(i, &g.subject);
        short(&g.subject, 200, || of(Field::Subject))?;
        short(&g.part, 100, || of(Field::Subject))?;
        short(&g.teacher, 300, || of(Field::Teacher))?;
        for p in &g.pupils {
            short(&p.name, 200, || of(Field::Pupil))?;
            short(&p.arrived, 200, || of(Field::Movement).pupil(&p.name))?;
            short(&p.left_note, 200, || of(Field::Movement).pupil(&p.name))?;
        }
        for t in &g.terms {
            short(&t.short, 20, || of(Field::Term))?;
            short(&t.name, 40, || of(Field::Term))?;
        }
        for f in &g.finals {
            short(&f.short, 20, || of(Field::Term))?;
        }
    }
    for term in &j.missed.terms {
        short(term, 20, || Place::of(Field::Term))?;
    }
    for row in &j.missed.rows {
        short(&row.name, 200, || Place::of(Field::Pupil))?;
    }
    Ok(())
}

/// The same for a summary sheet.
pub(crate) fn check_summary(s: &Summary) -> Result<()> {
    check_heading(&s.heading)?;
    for period in &s.periods {
        short(period, 20, || Place::of(Field::Term))?;
    }
    for p in &s.pupils {
        short(&p.name, 200, || Place::of(Field::Pupil))?;
        short(&p.note, 400, || Place::of(Field::Movement).pupil(&p.name))?;
        for mark in p.marks.iter().flatten() {
            short(mark, 12, || Place::of(Field::Mark).pupil(&p.name))?;
        }
    }
    Ok(())
}

fn check_heading(h: &Heading) -> Result<()> {
    for (text, most) in
        [(&h.school, 600), (&h.class, 40), (&h.file_number, 40), (&h.article, 60), (&h.director, 100), (&h.deputy, 100), (&h.homeroom, 100)]
    {
        short(text, most, || Place::of(Field::Heading))?;
    }
    Ok(())
}

fn short(text: &str, most: usize, place: impl FnOnce() -> Place) -> Result<()> {
    if text.chars().count() > most { Err(Refused::TooLong(place())) } else { Ok(()) }
}
