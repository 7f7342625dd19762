//! Marks given so far, by group and pupil: who was asked seldom, what the average is, what a final is proposed.

use crate::grading::{Average, Rules, of_average, of_terms};
use chrono::NaiveDate;

/// Marks that a final may hold.
const FINALS: [u8; 4] = [2, 3, 4, 5];

/// A mark given.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// Day of the lesson.
    pub date: NaiveDate,
    /// Mark.
    pub mark: u8,
    /// Weight of its work, hundredths.
    pub weight: u32,
}

/// The marks of one group, by the pupil's place in the class.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<Vec<Given>>);

impl Marks {
    /// No marks of so many pupils.
    pub fn of(pupils: usize) -> Self {
        Self(vec![Vec::new(); pupils])
    }
    /// Adds a mark; gives its number, to correct it.
    pub fn give(&mut self, pupil: usize, given: Given) -> usize {
        let Some(of) = self.0.get_mut(pupil) else { return 0 };
        of.push(given);
        of.len() - 1
    }
    /// Another mark in place of one.
    pub fn correct(&mut self, pupil: usize, number: usize, mark: u8) {
        if let Some(g) = self.0.get_mut(pupil).and_then(|of| of.get_mut(number)) {
            g.mark = mark;
        }
    }
    /// Marks of a pupil since a day.
    pub fn count(&self, pupil: usize, since: NaiveDate) -> usize {
        self.0.get(pupil).map_or(0, |of| of.iter().rev().take_while(|g| g.date >= since).count())
    }
    /// What the marks of a term come to.
    pub fn average(&self, pupil: usize, from: NaiveDate, to: NaiveDate) -> Average {
        let mut out = Average::default();
        for g in self.0.get(pupil).into_iter().flatten().filter(|g| from <= g.date && g.date <= to) {
            out.add(g.mark, g.weight);
        }
        out
    }
}

/// The final proposed for a term.
pub fn term_mark(of: &Average, rules: &Rules) -> Option<u8> {
    of_average(of, rules, &FINALS)
}

/// The final proposed for the year.
pub fn year_mark(terms: &[u8], rules: &Rules) -> Option<u8> {
    of_terms(terms, rules, &FINALS)
}

/// Hundredths that an average lacks to the next mark; none for the best and without marks.
pub fn lacks(of: &Average, rules: &Rules) -> Option<u64> {
    let now = rules.base(of)?.in_hundredths();
    rules.bounds.0.iter().map(|b| u64::from(*b)).find(|b| *b > now).map(|b| b - now)
}
