//! Finals of terms and of the year, the council's decisions, movement, exemptions, the deputy's remarks.

use super::data::word;
use super::dice::{Dice, id};
use super::found::order_id;
use super::lessons::Year;
use super::marks::{lacks, term_mark, year_mark};
use super::out::{Out, code, day, instant};
use super::school::{Group, School, date};
use crate::book::writes::{self, FinalAt};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::grading::Rules;
use crate::journal::codes::{CellKind, MarkCode};
use crate::school::codes::{Decision, MoveKind, OrderKind, PeGroup};
use crate::store::Write;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// The class whose finals of the last term, and whose decisions, are left to the person who looks at the demo.
pub const OPEN: &str = "5А";
/// Hundredths to the next mark that a teacher may forgive.
const NEAR: u64 = 12;

/// Finals given so far.
#[derive(Default)]
pub struct Finals {
    rules: Rules,
    /// By group and place in the class.
    terms: BTreeMap<(usize, usize), Vec<u8>>,
    year: BTreeMap<(usize, usize), u8>,
}

/// A final as it is written.
struct Final {
    pupil: [u8; 16],
    term: [u8; 16],
    cell: CellKind,
    mark: u8,
    proposed: Option<u8>,
    grounds: &'static str,
}

impl Final {
    fn write(&self, school: &School, g: &Group) -> Option<Write> {
        let subject = school.subjects.get(g.subject)?.id;
        let of = FinalAt { group: g.id, pupil: self.pupil, term: self.term, subject, cell: self.cell };
        Some(writes::final_mark(&of, Some(self.mark), self.proposed, self.grounds))
    }
}

impl Finals {
    /// The finals of a group for a term, and those of the year when `whole`.
    pub fn of(&mut self, year: &Year<'_>, group: usize, (from, to, term): (NaiveDate, NaiveDate, [u8; 16]), whole: bool) -> Vec<Write> {
        let school = year.school;
        let (Some(g), Some(marks)) = (school.groups.get(group), year.marks.get(group)) else { return Vec::new() };
        let (Some(class), Some(subject)) = (school.classes.get(g.class), school.subjects.get(g.subject)) else { return Vec::new() };
        let on = year.last.min(to);
        let mut out = Vec::new();
        for (place, n) in class.pupils.iter().enumerate() {
            let Some(p) = school.pupils.get(*n).filter(|p| p.is_here(on)) else { continue };
            let average = marks.average(place, from, to);
            let exempt = p.exempt && subject.row.name == "Физическая культура";
            let proposed = term_mark(&average, &self.rules);
            let mut dice = Dice::of(&format!("final {} {group} {from}", p.file));
            let generous = lacks(&average, &self.rules).is_some_and(|l| l <= NEAR) && dice.in_thousand(220);
            let (mark, grounds) = match proposed {
                _ if exempt => (MarkCode::Exempt.code(), ""),
                None => (MarkCode::NotCertified.code(), ""),
                Some(m) if generous && m < 5 => (m + 1, decided(&mut dice)),
                Some(m) => (m, ""),
            };
            self.terms.entry((group, place)).or_default().push(mark);
            out.extend(Final { pupil: p.id, term, cell: CellKind::Term, mark, proposed, grounds }.write(school, g));
            if let Some(of) = school.calendar.year_term(class.name.grade).filter(|_| whole) {
                let terms = self.terms.get(&(group, place)).cloned().unwrap_or_default();
                let proposed = year_mark(&terms, &self.rules);
                let mark = proposed.unwrap_or(if exempt { MarkCode::Exempt } else { MarkCode::NotCertified }.code());
                self.year.insert((group, place), mark);
                out.extend(Final { pupil: p.id, term: of.id, cell: CellKind::Year, mark, proposed, grounds: "" }.write(school, g));
            }
        }
        out
    }

    /// The council's decisions of a class, and its awards (S-02).
    pub fn council(&self, year: &Year<'_>, class: usize) -> Vec<Write> {
        let school = year.school;
        let Some(c) = school.classes.get(class) else { return Vec::new() };
        let protocol = || vec![word("protocol").into(), day(year.last)];
        let mut out = Vec::new();
        for (place, n) in c.pupils.iter().enumerate() {
            let Some(p) = school.pupils.get(*n).filter(|p| p.is_here(year.last)) else { continue };
            let marks: Vec<u8> = c.groups.iter().filter_map(|g| self.year.get(&(*g, place)).copied()).collect();
            let failed = marks.iter().any(|m| *m == 2 || *m == MarkCode::NotCertified.code());
            let next = (c.name.grade + 1).to_string();
            let (decision, to) = match c.name.grade {
                9 | 11 => (Decision::Admitted, String::new()),
                _ if failed => (Decision::Conditional, next),
                _ => (Decision::Promoted, next),
            };
            let key = || vec![Value::Id(c.id), Value::Id(p.id)];
            let value = [vec![code(decision.code()), to.into()], protocol()].concat();
            out.push(Write::new(y::COUNCIL, key(), Value::Array(value)));
            if decision == Decision::Promoted && !marks.is_empty() && marks.iter().all(|m| *m == 5) {
                out.push(Write::new(y::AWARD, [key(), vec![word("award").into()]].concat(), Value::Array(protocol())));
            }
        }
        out
    }
}

/// Why a teacher decides otherwise than the average proposes.
fn decided(dice: &mut Dice) -> &'static str {
    word(["grounds-tests", "grounds-growth", "grounds-council"].get(dice.below(3)).copied().unwrap_or("grounds-tests"))
}

/// Who came and who left on a day: the order by the secretary, the groups by the deputy (P-02).
///
/// # Errors
/// Those of the store.
pub fn movement(school: &School, out: &mut Out<'_>, on: NaiveDate) -> Result<()> {
    let (secretary, deputy) = (school.by_login("sekretar")?, school.by_login("zavuch")?);
    let first = date(super::school::YEAR, 9, 1)?;
    for p in &school.pupils {
        let Some(c) = school.classes.get(p.class) else { continue };
        let groups = || c.groups.iter().filter_map(|g| school.groups.get(*g));
        let member = |g: &Group, from: NaiveDate, to: Value, order: [u8; 16]| {
            let key = vec![Value::Id(c.id), Value::Id(g.id), Value::Id(p.id), day(from)];
            Write::new(y::GROUP_MEMBER, key, Value::Array(vec![to, Value::Id(order)]))
        };
        let order = |kind: OrderKind, number: &str, dated: NaiveDate, text: &str| {
            let value = vec![code(kind.code()), number.into(), day(dated), text.into()];
            Write::new(y::ORDER, vec![Value::Id(order_id(number, dated))], Value::Array(value))
        };
        let line = |class: Value, kind: MoveKind, id: [u8; 16]| {
            Write::new(y::CLASS_MEMBER, vec![Value::Id(p.id), day(on)], Value::Array(vec![class, Value::Id(id), code(kind.code())]))
        };
        if p.from == Some(on) {
            let (number, dated) = &p.order;
            let id = order_id(number, *dated);
            let place = i64::try_from(c.pupils.len()).unwrap_or(0);
            let writes = vec![
                order(OrderKind::Enrolment, number, *dated, word("arrived")),
                line(Value::Id(c.id), MoveKind::Arrived, id),
                Write::new(y::CLASS_LIST, vec![Value::Id(c.id), Value::Id(p.id)], place.into()),
            ];
            out.write(secretary, instant(on, 8 * 60 + 5), writes)?;
            out.write(deputy, instant(on, 8 * 60 + 10), groups().map(|g| member(g, on, Value::Null, id)).collect())?;
        }
        if let Some((last, number, dated)) = p.to.as_ref().filter(|(last, ..)| *last + Days::new(1) == on) {
            let id = order_id(number, *dated);
            let writes = vec![order(OrderKind::Expulsion, number, *dated, word("left")), line(Value::Null, MoveKind::Left, id)];
            out.write(secretary, instant(on, 8 * 60 + 5), writes)?;
            let from = p.from.unwrap_or(first);
            out.write(deputy, instant(on, 8 * 60 + 10), groups().map(|g| member(g, from, day(*last), id)).collect())?;
        }
    }
    Ok(())
}

/// Medical exemptions from physical education (section 0).
pub fn exemptions(school: &School, class: usize, on: NaiveDate) -> Vec<Write> {
    let Some(c) = school.classes.get(class) else { return Vec::new() };
    let exempt = c.pupils.iter().filter_map(|p| school.pupils.get(*p)).filter(|p| p.exempt && p.from.is_none());
    let one = |p: &super::school::Pupil| {
        let document = word("exemption").replace("{n}", p.file.rsplit('/').next().unwrap_or_default());
        let value = vec![Value::Null, code(PeGroup::Exempt.code()), document.into(), day(on)];
        Write::new(y::PE_EXEMPTION, vec![Value::Id(c.id), Value::Id(p.id), day(on)], Value::Array(value))
    };
    exempt.map(one).collect()
}

/// The deputy's remarks: one mended, one open (C-02).
///
/// # Errors
/// Those of the store.
pub fn remarks(school: &School, out: &mut Out<'_>, on: NaiveDate) -> Result<()> {
    let deputy = school.by_login("zavuch")?;
    let autumn = date(super::school::YEAR, 10, 12)?;
    let spring = date(super::school::YEAR + 1, 5, 17)?;
    for (name, when, group) in [("remark-topics", autumn, 0), ("remark-marks", spring, school.groups.len() / 2)] {
        let Some(g) = school.groups.get(group) else { continue };
        let Some(to) = school.staff.get(g.teacher) else { continue };
        let key = || vec![Value::Id(g.id), Value::Id(id(name))];
        let remark = |closed: Value| {
            let value = vec![Value::Id(to.user), word(name).into(), Value::Null, day(when + Days::new(3)), closed];
            Write::new(y::REMARK, key(), Value::Array(value))
        };
        if when == on {
            out.write(deputy, instant(on, 16 * 60), vec![remark(Value::Null)])?;
        }
        if name == "remark-topics" && on == when + Days::new(2) {
            let answer = Value::Array(vec![day(on), word("remark-answer").into()]);
            out.write(g.teacher, instant(on, 16 * 60 + 5), vec![Write::new(j::REMARK_ANSWER, key(), answer)])?;
            out.write(deputy, instant(on, 16 * 60 + 20), vec![remark(day(on))])?;
        }
    }
    Ok(())
}
