//! What the last pages of a journal tell from the ledger: marks changed after the day of the lesson, remarks and their answers.

use super::Id;
use super::class::ClassFacts;
use super::journal::mark_word;
use crate::book::Book;
use crate::book::cells::{Parts, date};
use crate::book::shown::{ClassDays, Rolls};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::store::LogEntry;
use crate::texts::Texts;
use crate::time::school_date;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zhurnal_paper::model::{Correction, Remark};

/// Marks and finals of a class that were changed after the day of the lesson, finals after the day they were set; by day of change.
///
/// # Errors
/// Those of the store.
pub(super) fn corrections(book: &Book, class: &ClassFacts) -> Result<Vec<Correction>> {
    let groups: BTreeMap<Id, Id> = class.groups.iter().map(|g| (g.id, g.subject)).collect();
    let pupils: BTreeSet<Id> = class.members.iter().map(|m| m.id).collect();
    let days: HashMap<Id, &ClassDays> = class.members.iter().map(|m| (m.id, &m.days)).collect();
    let (marks, finals, rolls) = book.home.ask(book.year, |reader| {
        let rolls = Rolls::read(reader, &class.groups, |pupil| days.get(pupil).copied())?;
        Ok((reader.rewritten(j::MARK)?, reader.rewritten(j::FINAL_MARK)?, rolls))
    })?;
    let mut out = Vec::new();
    for key in marks {
        let (Some(subject), Some(pupil)) = (id(&key, 0).and_then(|g| groups.get(&g)), id(&key, 3).filter(|p| pupils.contains(p))) else {
            continue;
        };
        let lesson = key.get(1).and_then(Value::int).and_then(date);
        let story = book.home.story(book.year, j::MARK, &key)?;
        add(book, class, &mut out, (pupil, *subject, lesson), &story, |v| v.int());
    }
    for key in finals {
        let (Some(group), Some(pupil), Some(subject)) = (id(&key, 0), id(&key, 1).filter(|p| pupils.contains(p)), id(&key, 3)) else {
            continue;
        };
        // What a group says of those who never were in it is a finding, no correction of the class's journal.
        if groups.get(&group) != Some(&subject) || rolls.days(&group, &pupil).is_empty() {
            continue;
        }
        let story = book.home.story(book.year, j::FINAL_MARK, &key)?;
        add(book, class, &mut out, (pupil, subject, None), &story, |v| v.items()?.first()?.int());
    }
    out.sort_by(|a, b| (a.changed, &a.subject, &a.pupil, a.lesson).cmp(&(b.changed, &b.subject, &b.pupil, b.lesson)));
    Ok(out)
}

fn id(key: &[Value], i: usize) -> Option<Id> {
    key.get(i)?.id()
}

/// Adds the changes of one cell.
fn add(
    book: &Book,
    class: &ClassFacts,
    out: &mut Vec<Correction>,
    (pupil, subject, lesson): (Id, Id, Option<NaiveDate>),
    story: &[LogEntry],
    mark: impl Fn(&Value) -> Option<i64>,
) {
    let word = |m: Option<i64>| m.and_then(|m| u8::try_from(m).ok()).map_or_else(|| "—".to_owned(), mark_word);
    let mut before: Option<(Option<i64>, NaiveDate)> = None;
    for e in story.iter().filter(|e| matches!(e.fate, "applied" | "superseded")) {
        let (now, on) = (mark(&e.event.value), school_date(e.time, book.zone));
        if let Some((was, set)) = before
            && was != now
            && was.is_some()
            && on > lesson.unwrap_or(set)
        {
            out.push(Correction {
                pupil: class.known.name(&pupil, class.day).map(ToString::to_string).unwrap_or_default(),
                subject: class.known.subjects.get(&subject).map(|s| s.0.clone()).unwrap_or_default(),
                lesson,
                was: word(was),
                is: word(now),
                changed: on,
                grounds: grounds(e),
                by: named(class, e),
            });
        }
        before = Some((now, on));
    }
}

/// The author's full name.
fn named(class: &ClassFacts, e: &LogEntry) -> String {
    e.author.and_then(|u| class.known.user(&u.0, class.day).map(ToString::to_string)).unwrap_or_default()
}

/// A final says its own grounds; a mark written under a permit says so.
fn grounds(e: &LogEntry) -> String {
    match (e.event.kind, e.event.permit) {
        (j::FINAL_MARK, _) => e.event.value.text_at(2),
        (_, Some(_)) => Texts::russian().format("paper-by-permit", &[]),
        _ => String::new(),
    }
}

/// Remarks on the class's groups, with the teachers' answers.
///
/// # Errors
/// Those of the store.
pub(super) fn remarks(book: &Book, class: &ClassFacts) -> Result<Vec<Remark>> {
    let found = book.home.ask(book.year, |reader| {
        let mut out = Vec::new();
        for g in &class.groups {
            let answers: BTreeMap<Option<Id>, String> = reader
                .cells_under(j::REMARK_ANSWER, &[Value::Id(g.id)])?
                .iter()
                .filter(|c| c.value != Value::Null)
                .map(|c| (id(&c.key, 1), c.value.text_at(1)))
                .collect();
            for c in reader.cells_under(y::REMARK, &[Value::Id(g.id)])?.iter().filter(|c| c.value != Value::Null) {
                let subject = class.known.subjects.get(&g.subject).map(|s| s.0.as_str()).unwrap_or_default();
                let answer = answers.get(&id(&c.key, 1)).cloned().unwrap_or_default();
                let written = school_date(reader.claim(c.at)?, book.zone);
                out.push((c.key.clone(), Remark { date: written, text: format!("{subject}: {}", c.value.text_at(1)), answer }));
            }
        }
        Ok(out)
    })?;
    let mut out = Vec::with_capacity(found.len());
    for (key, mut remark) in found {
        // «Замечание, кто сделал»: whoever wrote the words that stand.
        let story = book.home.story(book.year, y::REMARK, &key)?;
        if let Some(by) = story.iter().rfind(|e| e.fate == "applied").map(|e| named(class, e)).filter(|n| !n.is_empty()) {
            remark.text = format!("{} — {by}", remark.text);
        }
        out.push(remark);
    }
    out.sort_by(|a, b| (a.date, &a.text).cmp(&(b.date, &b.text)));
    Ok(out)
}
