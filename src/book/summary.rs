//! The summary sheet (сводная ведомость), live from finals (S-01), with the council's decisions and awards (S-02).

use super::calendar::{GroupFacts, calendar, groups};
use super::cells::{Parts, days};
use super::classes::classes;
use super::page::{
    Known, MOST_FINDINGS, Member, Viewer, class_members, id, of_final, scales, short_name, shown_name, subject_order, term_short, written,
};
use super::shown::{ClassDays, FinalEntry, Rolls, Settled, holds, settle};
use super::{Book, Done, UserAuthor};
use crate::api::types::{
    Award, Decide, Decision as Decided, SummaryMark, SummaryPeriod, SummaryPupil, SummarySheet, SummarySubject, Uncounted,
};
use crate::error::{Error, Result};
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::grading::Study;
use crate::id::{AnyId, ClassId, GroupId, PersonId};
use crate::journal::codes::{CellKind, MarkCode};
use crate::journal::council;
use crate::people::ClassName;
use crate::people::letters::{fold, tidy};
use crate::school::calendar::{Calendar, Place};
use crate::school::codes::{Decision, GroupKind};
use crate::store::{Reader, Write};
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Id = [u8; 16];
/// A subject, its name, its groups.
type Subject = (Id, String, Vec<Id>);

/// Awards of the school, a setting with one in a line.
const AWARDS: &str = "summary.awards";
/// Characters of a class, a protocol's number, an award.
const MOST_WORD: usize = 60;
/// Pupils of one decision.
const MOST_PUPILS: usize = 200;

/// What finals stand in for a class: term, kind of cell, short name, last day.
struct Period {
    term: Id,
    cell: CellKind,
    short: String,
    last: NaiveDate,
}

impl Book {
    /// The summary sheet of a class.
    ///
    /// # Errors
    /// `class-unknown`, `no-right`.
    pub fn summary(&self, viewer: &Viewer<'_>, class: &str) -> Result<SummarySheet> {
        let class = ClassId::parse(class)?;
        let teaching = self.teaching(viewer.user)?;
        if !teaching.reads_sheet(viewer, &class.0) {
            return Err(Error::denied("no-right"));
        }
        Ok(SummarySheet { decides: teaching.decides(viewer, &class.0), ..self.whole_summary(class)? })
    }

    /// The summary sheet of a class for papers and the archive: nobody's rights are asked.
    ///
    /// # Errors
    /// `class-unknown`.
    pub fn whole_summary(&self, class: ClassId) -> Result<SummarySheet> {
        let known = self.registry_facts()?;
        let (today, day, first_day) = (self.today(), self.list_day(), self.first_day());
        self.home.ask(self.year, |reader| {
            let classes = classes(reader)?;
            let name = classes.get(&class.0).ok_or_else(|| Error::input("class-unknown"))?;
            let place = Place { class: class.0, grade: name.grade };
            let calendar = calendar(reader)?;
            let members = class_members(reader, &known, place, &classes, first_day)?;
            let sheet = Sheet { reader, known: &known, place, calendar: &calendar, members: &members, today };
            sheet.draw(name, &classes, day)
        })
    }

    /// Writes the council's decision for pupils of a class, or clears it.
    ///
    /// # Errors
    /// `class-unknown`, `pupil-unknown`, `decision-unknown`, `decision-grade`, `protocol-empty`, `protocol-long`, `bad-date`, `protocol-date`,
    /// `too-many-changes`, `no-right`.
    pub fn decide(&self, author: &UserAuthor, viewer: &Viewer<'_>, asked: &Decide) -> Result<Done<()>> {
        let class = ClassId::parse(&asked.class)?;
        self.may_decide(viewer, class)?;
        if asked.pupils.len() > MOST_PUPILS {
            return Err(Error::usage("too-many-changes").with("most", MOST_PUPILS));
        }
        let pupils: Vec<Id> = asked.pupils.iter().map(|p| id(p)).collect::<Result<_>>()?;
        let grade = self.check_pupils(class, &pupils)?;
        let value = match &asked.decision {
            None => Value::Null,
            Some(d) => self.decision_value(d, grade)?,
        };
        let writes = pupils.iter().map(|p| Write::new(y::COUNCIL, vec![Value::Id(class.0), Value::Id(*p)], value.clone())).collect();
        self.act_if_new(author, writes)
    }

    /// Gives an award, or takes it back.
    ///
    /// # Errors
    /// As [`Book::decide`]; `award-empty`, `award-long`.
    pub fn award(&self, author: &UserAuthor, viewer: &Viewer<'_>, asked: &Award) -> Result<Done<()>> {
        let class = ClassId::parse(&asked.class)?;
        self.may_decide(viewer, class)?;
        let pupil = id(&asked.pupil)?;
        self.check_pupils(class, &[pupil])?;
        let award = tidy(&asked.award);
        if award.is_empty() {
            return Err(Error::input("award-empty"));
        }
        if award.chars().count() > MOST_WORD {
            return Err(Error::input("award-long").with("most", MOST_WORD));
        }
        let value = if asked.protocol.trim().is_empty() {
            Value::Null
        } else {
            let (number, date) = self.protocol(&asked.protocol, &asked.date)?;
            Value::Array(vec![number.as_str().into(), days(date).into()])
        };
        let key = vec![Value::Id(class.0), Value::Id(pupil), award.as_str().into()];
        self.act_if_new(author, vec![Write::new(y::AWARD, key, value)])
    }

    /// Expired grants are refused here; the store judges the rest (semantics.md).
    fn may_decide(&self, viewer: &Viewer<'_>, class: ClassId) -> Result<()> {
        if self.teaching(viewer.user)?.decides(viewer, &class.0) { Ok(()) } else { Err(Error::denied("no-right")) }
    }

    /// Writes what differs from what stands.
    fn act_if_new(&self, author: &UserAuthor, writes: Vec<Write>) -> Result<Done<()>> {
        let new = self.home.ask(self.year, |reader| {
            let mut new = Vec::new();
            for w in writes {
                let same = match reader.cell(w.kind, &w.key)? {
                    Some(c) => c.value == w.value && !c.conflict,
                    None => w.value == Value::Null,
                };
                if !same {
                    new.push(w);
                }
            }
            Ok(new)
        })?;
        Ok(Done::new((), self.act(author, self.year, &new)?))
    }

    /// The class's grade, when all the pupils are or were in it.
    fn check_pupils(&self, class: ClassId, pupils: &[Id]) -> Result<u8> {
        self.home.ask(self.year, |reader| {
            let name = classes(reader)?.remove(&class.0).ok_or_else(|| Error::input("class-unknown"))?;
            for pupil in pupils {
                let lines = reader.cells_under(y::CLASS_MEMBER, &[Value::Id(*pupil)])?;
                if !lines.iter().any(|c| c.value.id_at(0) == Some(class.0)) {
                    return Err(Error::input("pupil-unknown"));
                }
            }
            Ok(name.grade)
        })
    }

    fn decision_value(&self, d: &Decided, grade: u8) -> Result<Value> {
        let decision = Decision::ALL.iter().copied().find(|x| x.id() == d.decision).ok_or_else(|| Error::usage("decision-unknown"))?;
        if !council::fits(decision, grade) {
            return Err(Error::input("decision-grade").with("grade", grade));
        }
        let (number, date) = self.protocol(&d.protocol, &d.date)?;
        let usual = council::usual_class(decision, grade);
        let said = tidy(&d.to);
        let to = if said.is_empty() || usual.is_empty() { usual } else { said };
        if to.chars().count() > MOST_WORD {
            return Err(Error::input("class-letter"));
        }
        Ok(Value::Array(vec![i64::from(decision.code()).into(), to.as_str().into(), number.as_str().into(), days(date).into()]))
    }

    /// A protocol's number and date: not empty, not of the future.
    fn protocol(&self, number: &str, date: &str) -> Result<(String, NaiveDate)> {
        let number = tidy(number);
        if number.is_empty() {
            return Err(Error::input("protocol-empty"));
        }
        if number.chars().count() > MOST_WORD {
            return Err(Error::input("protocol-long").with("most", MOST_WORD));
        }
        let date: NaiveDate = date.parse().map_err(|_| Error::usage("bad-date"))?;
        if date > self.today() {
            return Err(Error::input("protocol-date").with("date", written(date)));
        }
        Ok((number, date))
    }
}

/// What a sheet is drawn from.
struct Sheet<'a> {
    reader: &'a Reader<'a>,
    known: &'a Known,
    place: Place,
    calendar: &'a Calendar,
    members: &'a [Member],
    today: NaiveDate,
}

impl Sheet<'_> {
    fn draw(&self, name: &ClassName, classes: &HashMap<Id, ClassName>, day: NaiveDate) -> Result<SummarySheet> {
        let groups = groups(self.reader, classes)?;
        let of_class: Vec<&GroupFacts> = groups.values().filter(|g| g.places.iter().any(|p| p.class == self.place.class)).collect();
        let (settled, rolls) = self.settled(&groups)?;
        let mut finals: HashMap<Id, Vec<FinalEntry>> = self.members.iter().map(|m| (m.id, Vec::new())).collect();
        for f in settled.shown {
            finals.entry(f.pupil).or_default().push(f);
        }
        for (pupil, list) in &mut finals {
            self.add_external(*pupil, list)?;
        }
        let (subjects, unmarked) = self.subjects(&of_class, &finals)?;
        let periods = self.periods(&finals);
        let places: HashMap<Id, usize> = subjects.iter().enumerate().map(|(i, s)| (s.0, i)).collect();
        let decisions = self.decisions()?;
        let mut awards = self.awards()?;
        let studies =
            |pupil: &Id, subject: &Id, day| groups.values().filter(|g| g.subject == *subject).any(|g| holds(rolls.days(&g.id, pupil), day));
        let (mut pupils, mut missing) = (Vec::new(), 0);
        for m in self.members {
            let mine = finals.get(&m.id).map(Vec::as_slice).unwrap_or_default();
            let mut marks = Vec::new();
            for (p, period) in (0u32..).zip(&periods) {
                for (subject, place) in &places {
                    let found = mine.iter().find(|f| f.subject == *subject && f.term == period.term && f.cell == period.cell);
                    let column = u32::try_from(*place).unwrap_or(u32::MAX);
                    if let Some(f) = found {
                        let named = f.groups.iter().filter_map(|g| groups.get(g)).map(|g| shown_name(g, self.known)).collect();
                        marks.push(SummaryMark { period: p, subject: column, mark: f.mark, conflict: f.conflict, groups: named });
                    } else if self.is_due(m, period) && studies(&m.id, subject, period.last) {
                        if unmarked {
                            let mark = Some(MarkCode::Unmarked.code());
                            marks.push(SummaryMark { period: p, subject: column, mark, conflict: false, groups: Vec::new() });
                        } else {
                            missing += 1;
                        }
                    }
                }
            }
            marks.sort_by_key(|x| (x.period, x.subject));
            let decision = decisions.get(&m.id);
            pupils.push(SummaryPupil {
                id: PersonId(m.id).to_string(),
                name: self.known.name(&m.id, day).map(ToString::to_string).unwrap_or_default(),
                note: m.note.clone(),
                marks,
                decision: decision.map(|d| d.0.clone()),
                words: decision.map(|d| d.1.clone()).unwrap_or_default(),
                awards: awards.remove(&m.id).unwrap_or_default(),
            });
        }
        let row = |(id, name, groups): Subject| SummarySubject {
            id: AnyId(id).to_string(),
            name,
            groups: groups.into_iter().map(|g| GroupId(g).to_string()).collect(),
        };
        Ok(SummarySheet {
            class: ClassId(self.place.class).to_string(),
            name: name.to_string(),
            homeroom: self.homeroom(day)?,
            periods: periods
                .into_iter()
                .map(|p| SummaryPeriod { term: AnyId(p.term).to_string(), cell: p.cell.code(), short: p.short })
                .collect(),
            subjects: subjects.into_iter().map(row).collect(),
            pupils,
            missing,
            findings: settled.others.iter().take(MOST_FINDINGS).map(|f| self.finding(f, &groups, day)).collect(),
            decides: false,
            awards: self.award_names(),
        })
    }

    /// Finals of the class's pupils, in whatever groups, and their days in these.
    fn settled(&self, groups: &BTreeMap<Id, GroupFacts>) -> Result<(Settled, Rolls)> {
        let days: HashMap<Id, &ClassDays> = self.members.iter().map(|m| (m.id, &m.days)).collect();
        let classes: BTreeSet<&Id> = self.members.iter().flat_map(|m| m.days.classes()).collect();
        // Groups that a role has put somebody into, whatever their classes.
        let free = self.reader.cells_under(y::GROUP_MEMBER, &[Value::Null])?;
        let free: BTreeSet<Id> = free.iter().filter_map(|c| c.key.get(1)?.id()).collect();
        let near = groups.values().filter(|g| free.contains(&g.id) || g.places.iter().any(|p| classes.contains(&p.class)));
        let rolls = Rolls::read(self.reader, near, |pupil| days.get(pupil).copied())?;
        let own = |g: &GroupFacts| g.places.iter().any(|p| p.class == self.place.class);
        let mut written = Vec::new();
        for g in groups.values().filter(|g| own(g)) {
            written.extend(FinalEntry::of_group(self.reader, &g.id)?.into_iter().filter(|f| days.contains_key(&f.pupil)));
        }
        for (group, pupil) in rolls.all().filter(|(group, _)| groups.get(group).is_some_and(|g| !own(g))) {
            written.extend(FinalEntry::of_pupil(self.reader, &group, &pupil)?);
        }
        let term = |id: &Id| self.calendar.terms.iter().find(|t| t.id == *id).map(|t| (t.from, t.to));
        Ok((settle(written, &rolls, |g| groups.get(g).map(|g| g.subject), term), rolls))
    }

    fn finding(&self, f: &FinalEntry, groups: &BTreeMap<Id, GroupFacts>, day: NaiveDate) -> Uncounted {
        let term = self.calendar.terms.iter().find(|t| t.id == f.term).map(|t| t.name.as_str()).unwrap_or_default();
        of_final(self.known, f, f.group.and_then(|g| groups.get(&g)), term, day)
    }

    /// Where the journal has no final: those brought from another school, and the exam's last attempt.
    fn add_external(&self, pupil: Id, out: &mut Vec<FinalEntry>) -> Result<()> {
        let key = [Value::Id(pupil)];
        let mut more: Vec<(i64, Id, Id, CellKind, u8)> = Vec::new();
        for c in self.reader.cells_under(y::EXTERNAL_MARK, &key)?.iter().filter(|c| c.value != Value::Null) {
            let cell = CellKind::from_code(c.value.int_at(1));
            let mark = u8::try_from(c.value.int_at(0)).ok();
            if let (Some(subject), Some(cell), Some(mark), Some(term)) = (c.key.get(1).and_then(Value::id), cell, mark, c.value.id_at(2)) {
                more.push((0, subject, term, cell, mark));
            }
        }
        if let Some(year) = self.calendar.year_term(self.place.grade) {
            for c in self.reader.cells_under(y::EXAM, &key)?.iter().filter(|c| c.value != Value::Null) {
                let mark = c.value.items().and_then(|v| v.get(3)).and_then(Value::int).and_then(|m| u8::try_from(m).ok());
                let attempt = c.key.get(2).and_then(Value::int).unwrap_or_default();
                if let (Some(subject), Some(mark)) = (c.key.get(1).and_then(Value::id), mark) {
                    more.push((-attempt, subject, year.id, CellKind::Exam, mark));
                }
            }
        }
        more.sort_unstable_by_key(|m| m.0);
        for (_, subject, term, cell, mark) in more {
            if !out.iter().any(|f| f.subject == subject && f.term == term && f.cell == cell) {
                out.push(FinalEntry {
                    group: None,
                    pupil,
                    term,
                    subject,
                    cell,
                    mark: Some(mark),
                    proposed: None,
                    grounds: String::new(),
                    conflict: false,
                    groups: Vec::new(),
                    at: 0,
                });
            }
        }
        Ok(())
    }

    /// Subjects of the class with their groups, in the curriculum's order: those that have finals by scale, or any that stand. A grade without
    /// marks has its subjects too, and true beside them: «безотм» stands where finals would (J-01, papers.md).
    fn subjects(&self, groups: &[&GroupFacts], finals: &HashMap<Id, Vec<FinalEntry>>) -> Result<(Vec<Subject>, bool)> {
        let order = subject_order(self.reader)?;
        let scales = scales(self.reader)?;
        let day = days(self.today);
        let (mut all, mut without): (BTreeMap<Id, Vec<Id>>, BTreeMap<Id, Vec<Id>>) = (BTreeMap::new(), BTreeMap::new());
        let mut marked = false;
        for g in groups {
            let study = Study { subject: g.subject, grade: self.place.grade, programme: None, kind: Some(g.kind) };
            let has = |cell| !scales.of(&study, cell, day, &self.known.rules).0.is_empty();
            let own = !matches!(
                g.kind,
                GroupKind::Elective | GroupKind::Extracurricular | GroupKind::Club | GroupKind::Certification | GroupKind::Conduct
            );
            if has(CellKind::Term) || has(CellKind::Year) {
                all.entry(g.subject).or_default().push(g.id);
                marked |= own;
            } else if own {
                without.entry(g.subject).or_default().push(g.id);
            }
        }
        let stands: BTreeSet<Id> = finals.values().flatten().map(|f| f.subject).collect();
        marked |= !stands.is_empty();
        if !marked {
            all.extend(without);
        }
        for subject in stands {
            all.entry(subject).or_default();
        }
        let named = |(id, groups): (Id, Vec<Id>)| {
            let name = self.known.subjects.get(&id).map(|s| s.0.clone()).unwrap_or_default();
            (id, name, groups)
        };
        let mut out: Vec<Subject> = all.into_iter().map(named).collect();
        out.sort_by_cached_key(|(id, name, _)| (order.get(id).copied().unwrap_or(i64::MAX), fold(name)));
        Ok((out, !marked))
    }

    /// Lines of each pupil: terms, the year; exams and results in grades 9 and 11, or where there are any.
    fn periods(&self, finals: &HashMap<Id, Vec<FinalEntry>>) -> Vec<Period> {
        let terms = self.calendar.terms(self.place.grade);
        let numeral = |i: usize, t: &crate::school::calendar::Term| {
            let short = term_short(t, i);
            short.split(['\u{a0}', ' ']).next().unwrap_or_default().to_owned()
        };
        let mut out: Vec<Period> = Vec::new();
        for (i, t) in terms.iter().enumerate() {
            out.push(Period { term: t.id, cell: CellKind::Term, short: numeral(i, t), last: t.to });
        }
        if let Some(year) = self.calendar.year_term(self.place.grade) {
            let last = terms.iter().map(|t| t.to).max().unwrap_or(year.to);
            let stands = |cell| finals.values().flatten().any(|f| f.cell == cell);
            let text = |id: &str| Texts::russian().format(id, &[]);
            for (cell, id) in [(CellKind::Year, "period-year"), (CellKind::Exam, "period-exam"), (CellKind::Result, "period-result")] {
                if cell == CellKind::Year || matches!(self.place.grade, 9 | 11) || stands(cell) {
                    out.push(Period { term: year.id, cell, short: text(id), last });
                }
            }
        }
        out
    }

    /// True when a final should stand, or «безотм» in its place, of what the pupil studies: the term (the last one, for the year) is over, and
    /// the pupil was in the class on its last day.
    fn is_due(&self, m: &Member, period: &Period) -> bool {
        matches!(period.cell, CellKind::Term | CellKind::Year) && period.last < self.today && m.is_in(period.last)
    }

    fn decisions(&self) -> Result<HashMap<Id, (Decided, String)>> {
        let read = |key: &[Value], v: &Value| {
            let (pupil, decision, date) = (key.get(1)?.id()?, Decision::from_code(v.int_at(0))?, v.date_at(3)?);
            let (to, protocol) = (v.text_at(1), v.text_at(2));
            let words = format!("{}, {}", council::words(decision, &to), council::protocol(&protocol, &written(date)));
            Some((pupil, (Decided { decision: decision.id().to_owned(), to, protocol, date: date.to_string() }, words)))
        };
        let cells = self.reader.cells_under(y::COUNCIL, &[Value::Id(self.place.class)])?;
        Ok(cells.iter().filter(|c| c.value != Value::Null).filter_map(|c| read(&c.key, &c.value)).collect())
    }

    fn awards(&self) -> Result<HashMap<Id, Vec<String>>> {
        let mut out: HashMap<Id, Vec<String>> = HashMap::new();
        for c in self.reader.cells_under(y::AWARD, &[Value::Id(self.place.class)])?.iter().filter(|c| c.value != Value::Null) {
            if let (Some(pupil), Some(award)) = (c.key.get(1).and_then(Value::id), c.key.get(2).and_then(Value::text)) {
                out.entry(pupil).or_default().push(award.to_owned());
            }
        }
        out.values_mut().for_each(|a| a.sort_unstable());
        Ok(out)
    }

    /// Awards to choose from: the school's own list, else what is customary.
    fn award_names(&self) -> Vec<String> {
        let own = self.known.settings.get(AWARDS).cloned();
        let list = own.unwrap_or_else(|| Texts::russian().format("awards-usual", &[]));
        list.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }

    fn homeroom(&self, day: NaiveDate) -> Result<String> {
        let holds = |v: &Value| v.date_at(0).is_none_or(|d| d <= day) && v.date_at(1).is_none_or(|d| day <= d);
        let cells = self.reader.cells(y::HOMEROOM)?;
        let mine = cells.iter().filter(|c| c.key.get(1).and_then(Value::id) == Some(self.place.class) && holds(&c.value));
        let names = mine.filter_map(|c| self.known.user(&c.key.first()?.id()?, day)).map(short_name);
        Ok(names.collect::<Vec<_>>().join(", "))
    }
}
