//! The class journal (классный журнал): spreads by teaching group, missed lessons, general information.

use super::Id;
use super::class::{ClassFacts, GroupYear};
use super::corrections;
use super::hours::{DROPPED, MOVED, by_term};
use crate::api::types::{JournalPage, PageCell, PageLesson, PagePupil};
use crate::book::Book;
use crate::book::cells::date;
use crate::book::log::enumerated;
use crate::book::page::Member;
use crate::error::Result;
use crate::event::kinds::registry as r;
use crate::event::{Value, Volume};
use crate::id::PersonId;
use crate::journal::codes::{Absence, CellKind};
use crate::people::letters::fold;
use crate::school::codes::GroupKind;
use crate::store::Reader;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use zhurnal_paper::model::{FinalColumn, Group, GroupPupil, Journal, Lesson, Missed, MissedCell, MissedRow, PupilCard, Term};

/// A mark as papers write it.
pub(super) fn mark_word(code: u8) -> String {
    enumerated("mark", "value", i64::from(code)).unwrap_or_else(|| code.to_string())
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// First and last day of lessons.
pub(super) fn dates(pages: &[GroupYear]) -> Option<(NaiveDate, NaiveDate)> {
    let lessons = pages.iter().flat_map(|g| &g.page.lessons).filter_map(|l| day(&l.date));
    lessons.clone().min().zip(lessons.max())
}

/// Fills the journal of a class; its pages are given, so that they are read once.
///
/// # Errors
/// Those of the store.
pub(super) fn journal(book: &Book, class: &ClassFacts, pages: &[GroupYear], summary: zhurnal_paper::model::Summary) -> Result<Journal> {
    let name = class.name.to_string();
    let dates = dates(pages);
    let groups: Vec<Group> = pages.iter().map(|g| group(class, g, &name)).collect();
    Ok(Journal {
        heading: class.heading(class.known.profile.kept_years.0, dates),
        groups,
        missed: missed(class, pages),
        pupils: book.home.ask(Volume::REGISTRY, |reader| cards(reader, class))?,
        corrections: corrections::corrections(book, class)?,
        remarks: corrections::remarks(book, class)?,
        summary,
        ..Journal::default()
    })
}

fn group(class: &ClassFacts, g: &GroupYear, name: &str) -> Group {
    let page = &g.page;
    let pupils: Vec<&PagePupil> = page.pupils.iter().filter(|p| p.class == name).collect();
    let index: HashMap<&str, usize> = pupils.iter().enumerate().map(|(i, p)| (p.id.as_str(), i)).collect();
    let mut squares: HashMap<(&str, u8), Vec<String>> = HashMap::new();
    let usual = page.works.iter().find(|w| w.usual).map(|w| w.id.as_str()).unwrap_or_default();
    for c in &page.cells {
        if let Some(i) = index.get(c.pupil.as_str()) {
            let row = squares.entry((c.date.as_str(), c.slot)).or_insert_with(|| vec![String::new(); pupils.len()]);
            if let Some(square) = row.get_mut(*i) {
                *square = square_text(c, usual);
            }
        }
    }
    let lesson = |l: &PageLesson| Lesson {
        date: day(&l.date).unwrap_or_default(),
        topic: l.topic.clone().unwrap_or_default(),
        homework: l.homework.clone().unwrap_or_default(),
        note: lesson_note(l, g.substitutes.get(&(l.date.clone(), l.slot))),
        cells: squares.get(&(l.date.as_str(), l.slot)).cloned().unwrap_or_else(|| vec![String::new(); pupils.len()]),
    };
    let finals = |term: &str, cell: CellKind| -> Vec<String> {
        let of = |p: &&PagePupil| page.finals.iter().find(|f| f.pupil == p.id && f.term == term && f.cell == cell.code());
        pupils.iter().map(|p| of(p).and_then(|f| f.mark).map(mark_word).unwrap_or_default()).collect()
    };
    let (mut terms, mut columns) = (Vec::new(), Vec::new());
    let hours = by_term((&page.terms, &page.lessons), g.hours, class.today);
    // A group without finals by its scale, where none stands, has no columns for them (J-01).
    let no_finals = page.final_scale.is_empty() && page.finals.iter().all(|f| f.mark.is_none());
    for t in &page.terms {
        if t.cell == "year" && no_finals {
            continue;
        }
        if t.cell == "year" {
            for (cell, short) in [(CellKind::Year, "period-year"), (CellKind::Exam, "period-exam"), (CellKind::Result, "period-result")] {
                let marks = finals(&t.id, cell);
                if cell == CellKind::Year || matches!(class.name.grade, 9 | 11) || marks.iter().any(|m| !m.is_empty()) {
                    columns.push(FinalColumn { short: Texts::russian().format(short, &[]), marks });
                }
            }
            continue;
        }
        let mine: Vec<&PageLesson> = page.lessons.iter().filter(|l| l.term == t.id).collect();
        let hours = hours.get(terms.len()).copied();
        terms.push(Term {
            short: t.short.clone(),
            name: t.name.clone(),
            lessons: mine.into_iter().map(lesson).collect(),
            finals: finals(&t.id, CellKind::Term),
            planned: hours.map_or(0, |h| h.planned),
            held: hours.map_or(0, |h| h.held),
            runs: hours.is_some_and(|h| h.runs),
        });
    }
    Group {
        subject: page.group.subject.clone(),
        part: if g.facts.kind == GroupKind::Class { String::new() } else { g.facts.name.clone() },
        teacher: teachers(class, &g.facts.id),
        pupils: pupils.iter().map(|p| pupil(p)).collect(),
        terms,
        no_finals,
        finals: columns,
    }
}

/// Teachers of a group by full name, in the order they took it.
fn teachers(class: &ClassFacts, group: &Id) -> String {
    let mut mine: Vec<_> = class.loads.iter().filter(|l| l.group == *group).collect();
    mine.sort_by_key(|l| (l.from, l.user));
    let mut names: Vec<String> = mine.iter().filter_map(|l| class.known.user(&l.user, class.day)).map(ToString::to_string).collect();
    names.dedup();
    names.join(", ")
}

fn pupil(p: &PagePupil) -> GroupPupil {
    // «прибыл(а) …», «вернулся …» speak of the beginning, everything else of the end.
    let came = |part: &&str| ["прибыл", "вернул", "зачислен"].iter().any(|w| fold(part).starts_with(w));
    let parts: Vec<&str> = p.note.split("; ").filter(|part| !part.is_empty()).collect();
    let joined = |keep: &dyn Fn(&&str) -> bool| parts.iter().copied().filter(|x| keep(x)).collect::<Vec<_>>().join("; ");
    GroupPupil {
        name: p.name.clone(),
        arrived: joined(&|x| came(x)),
        left: p.to.as_deref().and_then(day).and_then(|d| d.succ_opt()),
        left_note: joined(&|x| !came(x)),
    }
}

fn lesson_note(l: &PageLesson, substitute: Option<&String>) -> String {
    let text = |id: &str, args: &[(&str, &str)]| Texts::russian().format(id, args);
    let mut parts = Vec::new();
    parts.extend(substitute.map(String::as_str).or(l.substitute.as_deref()).map(|who| text("paper-note-substitute", &[("who", who)])));
    match l.status.as_str() {
        MOVED => parts.push(text("paper-note-moved", &[])),
        DROPPED => parts.push(text("paper-note-dropped", &[])),
        _ => {}
    }
    parts.join("; ")
}

/// «н», «4», «н4», «5 4»; two marks of one work «4/5».
fn square_text(c: &PageCell, usual: &str) -> String {
    let mut out = c.absence.as_ref().map(|a| absence_word(a.code)).unwrap_or_default();
    let mut before: Option<&str> = None;
    for m in &c.marks {
        match before {
            Some(work) if work == m.work && work != usual => out.push('/'),
            Some(_) => out.push(' '),
            None => {}
        }
        out.push_str(&mark_word(m.mark));
        before = Some(&m.work);
    }
    out
}

fn absence_word(code: u8) -> String {
    enumerated("attendance", "code", i64::from(code)).unwrap_or_else(|| code.to_string()).to_lowercase()
}

/// Lessons missed: pupil × term, the year last. A day counts when all lessons of the pupil's groups on it were missed (domain 10).
fn missed(class: &ClassFacts, pages: &[GroupYear]) -> Missed {
    #[derive(Default)]
    struct Day {
        term: usize,
        lessons: u32,
        codes: Vec<u8>,
    }
    let name = class.name.to_string();
    let rows: HashMap<String, usize> = class.members.iter().enumerate().map(|(i, m)| (PersonId(m.id).to_string(), i)).collect();
    let Some(terms) = pages.iter().map(|g| &g.page.terms).max_by_key(|t| t.len()) else { return Missed::default() };
    let mut shorts: Vec<String> = terms.iter().filter(|t| t.cell != "year").map(|t| t.short.clone()).collect();
    let year = shorts.len();
    shorts.push(Texts::russian().format("period-year", &[]));
    let mut days: BTreeMap<(usize, NaiveDate), Day> = BTreeMap::new();
    for g in pages {
        let absent = absences(&g.page);
        let pupils: Vec<(usize, &PagePupil)> =
            g.page.pupils.iter().filter(|p| p.class == name).filter_map(|p| Some((*rows.get(&p.id)?, p))).collect();
        for l in &g.page.lessons {
            let Some(on) = day(&l.date).filter(|d| *d <= class.today) else { continue };
            if l.status == MOVED || l.status == DROPPED {
                continue;
            }
            let term = g.page.terms.iter().filter(|t| t.cell != "year").position(|t| t.id == l.term).unwrap_or(0).min(year);
            for (row, p) in &pupils {
                let inside =
                    p.from.as_deref().and_then(day).is_none_or(|f| f <= on) && p.to.as_deref().and_then(day).is_none_or(|t| on <= t);
                if inside {
                    let entry = days.entry((*row, on)).or_default();
                    entry.term = term;
                    entry.lessons += 1;
                    entry.codes.extend(absent.get(&(p.id.as_str(), l.date.as_str(), l.slot)));
                }
            }
        }
    }
    let mut cells = vec![vec![MissedCell::default(); year + 1]; class.members.len()];
    for ((row, _), d) in days {
        let count = u32::try_from(d.codes.len()).unwrap_or(u32::MAX);
        for column in [d.term, year] {
            let Some(cell) = cells.get_mut(row).and_then(|r| r.get_mut(column)) else { continue };
            cell.days += u32::from(count > 0 && count == d.lessons);
            cell.lessons += count;
            for code in &d.codes {
                match Absence::from_code(i64::from(*code)) {
                    Some(Absence::Ill) => cell.ill += 1,
                    Some(Absence::Excused) => cell.excused += 1,
                    Some(Absence::Unexcused) => cell.unexcused += 1,
                    _ => cell.unstated += 1,
                }
            }
        }
    }
    let named = |m: &Member| class.known.name(&m.id, class.day).map(ToString::to_string).unwrap_or_default();
    Missed { terms: shorts, rows: class.members.iter().zip(cells).map(|(m, cells)| MissedRow { name: named(m), cells }).collect() }
}

/// Absences of a page by pupil, day and slot; coming late is no lesson missed.
fn absences(page: &JournalPage) -> HashMap<(&str, &str, u8), u8> {
    let of = |c: &'_ PageCell| c.absence.as_ref().map(|a| a.code).filter(|code| *code != Absence::Late.code());
    page.cells.iter().filter_map(|c| Some(((c.pupil.as_str(), c.date.as_str(), c.slot), of(c)?))).collect()
}

/// General information on pupils. Parents' work and telephones are sealed under the person's key: the paper leaves room for them.
fn cards(reader: &Reader<'_>, class: &ClassFacts) -> Result<Vec<PupilCard>> {
    let mut out = Vec::with_capacity(class.members.len());
    for m in &class.members {
        let cell = |kind: u16, more: &[Value]| -> Result<Option<Value>> {
            let key: Vec<Value> = [&[Value::Id(m.id)], more].concat();
            Ok(reader.cell(kind, &key)?.map(|c| c.value).filter(|v| *v != Value::Null))
        };
        let text = |v: Option<Value>| v.and_then(|v| v.text().map(str::to_owned)).unwrap_or_default();
        let guardians = reader.cells_under(r::GUARDIAN, &[Value::Id(m.id)])?;
        let parents = guardians.iter().filter(|c| c.value != Value::Null).filter_map(|c| c.key.get(1).and_then(Value::id));
        let parents: Vec<String> = parents.filter_map(|p| class.known.name(&p, class.day)).map(ToString::to_string).collect();
        let sex = cell(r::PERSON_SEX, &[])?.and_then(|v| v.int()).map(|s| if s == 1 { "sex-m" } else { "sex-f" });
        out.push(PupilCard {
            file: text(cell(r::PERSONAL_FILE, &[])?),
            name: class.known.name(&m.id, class.day).map(ToString::to_string).unwrap_or_default(),
            sex: sex.map(|id| Texts::russian().format(id, &[])).unwrap_or_default(),
            birth: cell(r::PERSON_BIRTH, &[])?.and_then(|v| v.int()).and_then(date),
            parents: parents.join(", "),
            work: String::new(),
            address: text(cell(r::PERSON_ADDRESS, &[1.into()])?),
            note: m.note.clone(),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::{CellAbsence, CellMark};

    fn square(absence: Option<u8>, marks: &[(&str, u8)]) -> String {
        let mark = |(work, mark): &(&str, u8)| CellMark {
            work: (*work).to_owned(),
            ordinal: 1,
            mark: *mark,
            conflict: false,
            stamp: String::new(),
        };
        let absence = absence.map(|code| CellAbsence { code, minutes: 0, stated: false, conflict: false, stamp: String::new() });
        let cell = PageCell { pupil: String::new(), date: String::new(), slot: 1, marks: marks.iter().map(mark).collect(), absence };
        square_text(&cell, "usual")
    }

    #[test]
    fn squares_are_written_as_papers_write_them() {
        assert_eq!(square(Some(1), &[]), "н");
        assert_eq!(square(None, &[("usual", 4)]), "4");
        assert_eq!(square(Some(1), &[("usual", 4)]), "н4");
        assert_eq!(square(None, &[("dictation", 4), ("dictation", 5)]), "4/5");
        assert_eq!(square(None, &[("usual", 5), ("usual", 4)]), "5 4");
        assert_eq!(square(None, &[("usual", 5), ("test", 11)]), "5 зач");
        assert_eq!(square(Some(5), &[]), "оп");
    }
}
