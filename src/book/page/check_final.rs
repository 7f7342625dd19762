//! Checks of finals (J-09): when they may be set, what their scale allows, what is proposed beside them.

use super::super::shown::FinalEntry;
use super::access::{Writes, id};
use super::check::{Checker, MOST_LINE, Prepared, text};
use super::finals;
use super::writes::{self, FinalAt};
use super::{Id, undo};
use crate::api::types::PageChange;
use crate::error::{Error, Result};
use crate::event::kinds::journal as j;
use crate::journal::codes::CellKind;
use crate::school::codes::TermKind;
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn final_mark(&self, c: &PageChange) -> Result<Prepared> {
        if *self.writes != Writes::All {
            return Err(Error::denied("no-right"));
        }
        let ground = &self.sheet.ground;
        let asked = id(c.cell.term.as_deref().unwrap_or_default()).map_err(|_| Error::usage("term-unknown"))?;
        let term = ground.term(asked).ok_or_else(|| Error::input("term-unknown"))?;
        let is_year = term.kind == TermKind::Year;
        let cell = c.cell.cell.unwrap_or(if is_year { 2 } else { 1 });
        let cell = CellKind::from_code(i64::from(cell)).filter(|k| *k != CellKind::Lesson && (*k != CellKind::Term) == is_year);
        let cell = cell.ok_or_else(|| Error::usage("final-cell"))?;
        let pupil = id(c.cell.pupil.as_deref().unwrap_or_default()).map_err(|_| Error::usage("pupil-unknown"))?;
        let member = self.sheet.member(pupil).ok_or_else(|| Error::input("pupil-unknown"))?;
        let meets = member.spans.iter().any(|(from, to)| *from <= term.to && to.is_none_or(|to| term.from <= to));
        if c.mark.is_some() && !meets {
            return Err(Error::input("pupil-not-in-group").with("date", super::written(term.to)));
        }
        let scale = ground.scale(self.known, cell, term.to, member.programme).0;
        if c.mark.is_some_and(|m| !scale.contains(&m)) {
            return Err(Error::input("mark-not-in-scale"));
        }
        let grounds = text(c.text.as_deref(), MOST_LINE)?;
        let of = FinalAt { group: self.group(), pupil, term: term.id, subject: ground.group.subject, cell };
        let before = self.reader.cell(j::FINAL_MARK, &of.key())?.as_ref().and_then(FinalEntry::read);
        let same = before.as_ref().map_or((None, ""), |f| (f.mark, f.grounds.as_str())) == (c.mark, grounds.as_str());
        let changes = !same || before.as_ref().is_some_and(|f| f.conflict);
        let proposed = if changes { self.proposed(pupil, term.id, is_year, &scale)? } else { None };
        let mut write = writes::final_mark(&of, c.mark, proposed, &grounds);
        if changes {
            if let Some(why) = finals::locked(ground, self.known, term.id, self.today) {
                return Err(Error::input(why).with("date", super::written(term.to)));
            }
            if let Some(why) = self.locks.finals(term.id) {
                write.permit = self.locks.permit(write.kind, &write.key);
                if write.permit.is_none() {
                    return Err(Error::denied(why).with("date", super::written(term.to)));
                }
            }
        }
        let warned = if c.mark.is_some() && changes { self.beside(&of)? } else { None };
        let year = ground.year_term().map(|t| t.id);
        Ok(Prepared {
            write,
            changes,
            work: None,
            undo: Some(undo::final_mark(&c.cell, before.as_ref())),
            warned,
            touched: year.map(|y| (pupil, y)),
        })
    }

    /// Told when another group of the subject has set this final already: one of them is shown, or neither.
    fn beside(&self, of: &FinalAt) -> Result<Option<&'static str>> {
        let found = finals::settled(self.reader, &self.sheet.ground, Some(of.pupil), &[(of.term, of.cell)])?;
        let other = found.shown.iter().chain(&found.several).chain(&found.others).any(|f| f.group.is_some_and(|g| g != of.group));
        Ok(other.then_some("final-beside"))
    }

    /// What is proposed at this moment, to be kept beside the mark.
    fn proposed(&self, pupil: Id, term: Id, is_year: bool, scale: &[u8]) -> Result<Option<u8>> {
        let ground = &self.sheet.ground;
        let mut earned = BTreeMap::new();
        for (at, l) in &self.sheet.entries {
            finals::Earned::add(&mut earned, ground, self.known, *at, l);
        }
        let places = finals::places(ground, None);
        let all = if is_year { finals::settled(self.reader, ground, Some(pupil), &places)?.shown } else { Vec::new() };
        Ok(finals::proposed(self.known, earned.get(&pupil), &all, term, is_year, scale))
    }
}
