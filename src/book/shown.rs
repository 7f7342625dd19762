//! What is shown of what is written (semantics.md, 26): memberships, exemptions, reasons of absence and finals name a place in their keys, and
//! count by the school's structure, alike on pages, in averages, on sheets, papers and in open data. A fate never depends on it; what does not
//! count is a finding.

use super::calendar::GroupFacts;
use super::cells::{Parts, date};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::journal::codes::CellKind;
use crate::store::{Cell, Reader};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Id = [u8; 16];
/// First and last day; no last one: to the end.
pub(super) type Span = (NaiveDate, Option<NaiveDate>);

/// Classes of a pupil over the year, as orders say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ClassDays(Vec<(NaiveDate, Option<Id>)>);

impl ClassDays {
    /// From lines of orders: first day, class; no class: out of school.
    pub(super) fn new(mut lines: Vec<(NaiveDate, Option<Id>)>) -> Self {
        lines.sort_by_key(|l| l.0);
        Self(lines)
    }
    /// Of one pupil.
    pub(super) fn read(reader: &Reader<'_>, pupil: &Id) -> Result<Self> {
        let cells = reader.cells_under(y::CLASS_MEMBER, &[Value::Id(*pupil)])?;
        Ok(Self::new(cells.iter().filter_map(class_line).map(|(_, from, class)| (from, class)).collect()))
    }
    /// Of everybody.
    pub(super) fn read_all(reader: &Reader<'_>) -> Result<HashMap<Id, Self>> {
        let mut lines: HashMap<Id, Vec<(NaiveDate, Option<Id>)>> = HashMap::new();
        for (pupil, from, class) in reader.cells(y::CLASS_MEMBER)?.iter().filter_map(class_line) {
            lines.entry(pupil).or_default().push((from, class));
        }
        Ok(lines.into_iter().map(|(pupil, lines)| (pupil, Self::new(lines))).collect())
    }
    /// The class on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<Id> {
        self.0.iter().rev().find(|(from, _)| *from <= day).and_then(|(_, class)| *class)
    }
    /// What a class says of a pupil on a day counts: a reason of absence, an exemption, a membership.
    pub(super) fn is_in(&self, class: &Id, day: NaiveDate) -> bool {
        self.on(day).as_ref() == Some(class)
    }
    /// Every class of the year.
    pub(super) fn classes(&self) -> impl Iterator<Item = &Id> {
        self.0.iter().filter_map(|(_, class)| class.as_ref())
    }
    /// Classes on days of these spans.
    pub(super) fn during(&self, spans: &[Span]) -> impl Iterator<Item = &Id> {
        let ends = |i: usize| self.0.get(i + 1).and_then(|next| next.0.pred_opt());
        let met =
            move |i: usize, from: &NaiveDate| spans.iter().any(|(a, b)| b.is_none_or(|b| *from <= b) && ends(i).is_none_or(|to| *a <= to));
        self.0.iter().enumerate().filter(move |(i, (from, _))| met(*i, from)).filter_map(|(_, (_, class))| class.as_ref())
    }
    /// Days in classes of a sort; lines that follow each other are one span.
    pub(super) fn spans(&self, inside: impl Fn(&Id) -> bool) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for (i, (from, class)) in self.0.iter().enumerate() {
            if !class.as_ref().is_some_and(&inside) {
                continue;
            }
            let to = self.0.get(i + 1).and_then(|next| next.0.pred_opt());
            match out.last_mut().filter(|(_, last)| last.is_some_and(|d| d.succ_opt() == Some(*from))) {
                Some(span) => span.1 = to,
                None => out.push((*from, to)),
            }
        }
        out
    }
}

fn class_line(c: &Cell) -> Option<(Id, NaiveDate, Option<Id>)> {
    (c.value != Value::Null).then_some(())?;
    Some((c.key.first()?.id()?, date(c.key.get(1)?.int()?)?, c.value.id_at(0)))
}

/// A pupil in a group, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Membership {
    /// Class of the pupil on the first day; none: written by a role, not for a class.
    pub class: Option<Id>,
    /// Group.
    pub group: Id,
    /// Pupil.
    pub pupil: Id,
    /// First and last day.
    pub span: Span,
}

impl Membership {
    /// Reads a cell of the kind `group_member`; none for a cleared one.
    pub(super) fn read(c: &Cell) -> Option<Self> {
        (c.value != Value::Null).then_some(())?;
        let id = |i: usize| c.key.get(i)?.id();
        let from = date(c.key.get(3)?.int()?)?;
        Some(Self { class: id(0), group: id(1)?, pupil: id(2)?, span: (from, c.value.date_at(0)) })
    }
    /// Those of a group that name one of its classes, or none.
    pub(super) fn of_group(reader: &Reader<'_>, group: &GroupFacts) -> Result<Vec<Self>> {
        let classes = group.places.iter().map(|p| Value::Id(p.class)).chain([Value::Null]);
        let mut out = Vec::new();
        for class in classes {
            out.extend(reader.cells_of(y::GROUP_MEMBER, &[class], &[Value::Id(group.id)])?.iter().filter_map(Self::read));
        }
        Ok(out)
    }
    /// Those of a group that name other classes: none of them counts.
    pub(super) fn of_other_classes(reader: &Reader<'_>, group: &GroupFacts, classes: &[Id]) -> Result<Vec<Self>> {
        let mut out = Vec::new();
        for class in classes.iter().filter(|c| group.places.iter().all(|p| p.class != **c)) {
            let cells = reader.cells_of(y::GROUP_MEMBER, &[Value::Id(*class)], &[Value::Id(group.id)])?;
            out.extend(cells.iter().filter_map(Self::read));
        }
        Ok(out)
    }
    /// The pupil is in the class on the first day, and the group has the class; without a class it counts as it stands.
    pub(super) fn counts(&self, group: &GroupFacts, days: &ClassDays) -> bool {
        self.class.is_none_or(|class| group.places.iter().any(|p| p.class == class) && days.is_in(&class, self.span.0))
    }
}

/// Days of a pupil in a group: those of memberships that count which are also days in one of its classes – an order that ends the class ends
/// the group – or, without a class, days in school.
pub(super) fn days_in(group: &GroupFacts, days: &ClassDays, of: &[Membership]) -> Vec<Span> {
    let counting = || of.iter().filter(|m| m.counts(group, days));
    let spans = |own: bool| counting().filter(|m| m.class.is_some() == own).map(|m| m.span).collect::<Vec<_>>();
    let mut out = meet(&spans(true), &days.spans(|class| group.places.iter().any(|p| p.class == *class)));
    let free = spans(false);
    out.extend(if days.0.is_empty() { free } else { meet(&free, &days.spans(|_| true)) });
    out.sort_unstable();
    out
}

fn meet(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for (a, b) in left {
        for (c, d) in right {
            let to = b.zip(*d).map(|(b, d)| b.min(d)).or(*b).or(*d);
            if to.is_none_or(|to| *a.max(c) <= to) {
                out.push((*a.max(c), to));
            }
        }
    }
    out
}

/// True on a day inside one of the spans.
pub(super) fn holds(spans: &[Span], day: NaiveDate) -> bool {
    touches(spans, day, day)
}

/// True when a span has a day of a term.
fn touches(spans: &[Span], first: NaiveDate, last: NaiveDate) -> bool {
    spans.iter().any(|(from, to)| *from <= last && to.is_none_or(|to| first <= to))
}

/// Days of pupils in groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rolls(HashMap<(Id, Id), Vec<Span>>);

impl Rolls {
    /// Of these groups; `days` knows the pupils that are asked for.
    pub(super) fn read<'g, 'd>(
        reader: &Reader<'_>,
        groups: impl IntoIterator<Item = &'g GroupFacts>,
        days: impl Fn(&Id) -> Option<&'d ClassDays>,
    ) -> Result<Self> {
        let mut out = Self::default();
        for group in groups {
            let mut by_pupil: BTreeMap<Id, Vec<Membership>> = BTreeMap::new();
            for m in Membership::of_group(reader, group)? {
                by_pupil.entry(m.pupil).or_default().push(m);
            }
            for (pupil, of) in by_pupil {
                if let Some(days) = days(&pupil) {
                    out.add(group.id, pupil, days_in(group, days, &of));
                }
            }
        }
        Ok(out)
    }
    /// Takes the days of a pupil in a group.
    pub(super) fn add(&mut self, group: Id, pupil: Id, spans: Vec<Span>) {
        if !spans.is_empty() {
            self.0.insert((group, pupil), spans);
        }
    }
    /// The days of a pupil in a group.
    pub(super) fn days(&self, group: &Id, pupil: &Id) -> &[Span] {
        self.0.get(&(*group, *pupil)).map_or(&[], Vec::as_slice)
    }
    /// Every group with every pupil that has been in it.
    pub(super) fn all(&self) -> impl Iterator<Item = (Id, Id)> {
        self.0.keys().copied()
    }
}

/// A final as it stands. No mark: cleared, or finals of several groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FinalEntry {
    /// Teaching group it was set in; none: brought from another school, or of several groups.
    pub group: Option<Id>,
    /// Pupil.
    pub pupil: Id,
    /// Term.
    pub term: Id,
    /// Subject.
    pub subject: Id,
    /// Kind of the final.
    pub cell: CellKind,
    /// Mark code.
    pub mark: Option<u8>,
    /// What was proposed when it was set.
    pub proposed: Option<u8>,
    /// Grounds.
    pub grounds: String,
    /// Several writes of the cell, or several groups, stand beside each other.
    pub conflict: bool,
    /// The groups of which none stands over the others: «две группы».
    pub groups: Vec<Id>,
    /// Cursor of the write shown.
    pub at: i64,
}

impl FinalEntry {
    /// Reads a cell of the kind `final_mark`.
    pub(super) fn read(c: &Cell) -> Option<Self> {
        let id = |i: usize| c.key.get(i)?.id();
        let small = |i: usize| c.value.items()?.get(i)?.int().and_then(|n| u8::try_from(n).ok());
        Some(Self {
            group: Some(id(0)?),
            pupil: id(1)?,
            term: id(2)?,
            subject: id(3)?,
            cell: CellKind::from_code(c.key.get(4)?.int()?)?,
            mark: small(0),
            proposed: small(1),
            grounds: c.value.text_at(2),
            conflict: c.conflict,
            groups: Vec::new(),
            at: c.at,
        })
    }
    /// Those of a pupil in a group.
    pub(super) fn of_pupil(reader: &Reader<'_>, group: &Id, pupil: &Id) -> Result<Vec<Self>> {
        let cells = reader.cells_of(j::FINAL_MARK, &[Value::Id(*group)], &[Value::Id(*pupil)])?;
        Ok(cells.iter().filter_map(Self::read).collect())
    }
    /// Those of a group.
    pub(super) fn of_group(reader: &Reader<'_>, group: &Id) -> Result<Vec<Self>> {
        Ok(reader.cells_under(j::FINAL_MARK, &[Value::Id(*group)])?.iter().filter_map(Self::read).collect())
    }
    /// False for one that was cleared: it stands beside none.
    pub(super) fn stands(&self) -> bool {
        self.mark.is_some() || self.conflict
    }
}

/// What is shown of finals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// One for each pupil, term, subject and kind of cell.
    pub shown: Vec<FinalEntry>,
    /// Those that are shown as a conflict of groups.
    pub several: Vec<FinalEntry>,
    /// Those that do not count.
    pub others: Vec<FinalEntry>,
}

/// What is shown of finals of any pupils, terms, subjects and groups. `subject` and `term` say what a group and a term are.
pub(super) fn settle(
    written: impl IntoIterator<Item = FinalEntry>,
    rolls: &Rolls,
    subject: impl Fn(&Id) -> Option<Id>,
    term: impl Fn(&Id) -> Option<(NaiveDate, NaiveDate)>,
) -> Settled {
    let mut places: BTreeMap<(Id, Id, Id, u8), Vec<FinalEntry>> = BTreeMap::new();
    let mut out = Settled::default();
    for f in written.into_iter().filter(FinalEntry::stands) {
        let (days, of) = (f.group.map(|g| rolls.days(&g, &f.pupil)).unwrap_or_default(), f.group.and_then(|g| subject(&g)));
        if of == Some(f.subject) && term(&f.term).is_some_and(|(first, last)| touches(days, first, last)) {
            places.entry((f.pupil, f.term, f.subject, f.cell.code())).or_default().push(f);
        } else {
            out.others.push(f);
        }
    }
    for (_, mut list) in places {
        if list.len() > 1 {
            let stays = |f: &FinalEntry| term(&f.term).zip(f.group).is_some_and(|((_, last), g)| holds(rolls.days(&g, &f.pupil), last));
            let (last, rest): (Vec<_>, Vec<_>) = list.into_iter().partition(stays);
            list = match last.len() {
                1 => {
                    out.others.extend(rest);
                    last
                }
                _ => last.into_iter().chain(rest).collect(),
            };
        }
        let groups: BTreeSet<Id> = list.iter().filter_map(|f| f.group).collect();
        let at = list.iter().map(|f| f.at).max().unwrap_or_default();
        match (list.pop(), list.is_empty()) {
            (Some(one), true) => out.shown.push(one),
            (Some(one), false) => {
                out.shown.push(FinalEntry {
                    group: None,
                    mark: None,
                    proposed: None,
                    grounds: String::new(),
                    conflict: true,
                    groups: groups.into_iter().collect(),
                    at,
                    ..one
                });
                out.several.extend(list.into_iter().chain([one]));
            }
            (None, _) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests;
