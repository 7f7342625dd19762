//! What is missing for a final: each lack leads to the group that can mend it.

use super::class::{ClassFacts, GroupYear};
use super::hours::{DROPPED, MOVED, behind};
use crate::api::types::{PageLesson, PaperLack, SummarySheet};
use crate::book::Book;
use crate::error::Result;
use crate::event::Value;
use crate::id::GroupId;
use crate::school::calendar::Calendar;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use zhurnal_paper::place::Finding;

/// Characters without glyphs named at most.
const MOST_SIGNS: usize = 20;

/// A lack of the catalogue, `lack-<code>`.
pub(super) fn lack(code: &str, args: &[(&str, String)], group: Option<String>) -> PaperLack {
    let args: BTreeMap<String, String> = args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    PaperLack { code: code.to_owned(), args, group }
}

/// A year that still runs has no finals.
pub(super) fn of_year(calendar: &Calendar, class: &ClassFacts) -> Vec<PaperLack> {
    let last = calendar.terms(class.name.grade).iter().map(|t| t.to).max();
    let runs = last.filter(|last| *last > class.today);
    runs.map(|last| lack("year-runs", &[("day", last.format("%d.%m.%Y").to_string())], None)).into_iter().collect()
}

/// What a summary sheet lacks.
pub(super) fn of_sheet(sheet: &SummarySheet) -> Vec<PaperLack> {
    let mut out = Vec::new();
    if sheet.missing > 0 {
        out.push(lack("finals", &[("count", sheet.missing.to_string())], None));
    }
    let undecided = sheet.pupils.iter().filter(|p| p.words.is_empty() && p.note.is_empty()).count();
    if undecided > 0 {
        out.push(lack("decisions", &[("count", undecided.to_string())], None));
    }
    let all = || sheet.pupils.iter().flat_map(|p| p.marks.iter().map(move |m| (p, m)));
    let conflicts = all().filter(|(_, m)| m.conflict && m.groups.is_empty()).count();
    if conflicts > 0 {
        out.push(lack("final-conflicts", &[("count", conflicts.to_string())], None));
    }
    for (pupil, mark) in all().filter(|(_, m)| !m.groups.is_empty()) {
        let period = usize::try_from(mark.period).ok().and_then(|p| sheet.periods.get(p)).map(|p| p.short.clone());
        let args = [("pupil", pupil.name.clone()), ("period", period.unwrap_or_default()), ("groups", mark.groups.join(", "))];
        out.push(lack("final-groups", &args, None));
    }
    out
}

/// What the pages of a class lack.
///
/// # Errors
/// Those of the store.
pub(super) fn of_pages(book: &Book, class: &ClassFacts, pages: &[GroupYear]) -> Result<Vec<PaperLack>> {
    let mut out = Vec::new();
    for g in pages {
        let id = GroupId(g.facts.id).to_string();
        let mut add = |code: &str, count: usize| {
            if count > 0 {
                out.push(lack(code, &[("group", g.page.group.name.clone()), ("count", count.to_string())], Some(id.clone())));
            }
        };
        let past = |l: &&PageLesson| l.date.parse::<NaiveDate>().is_ok_and(|d| d <= class.today);
        let counts = |l: &&PageLesson| l.status != MOVED && l.status != DROPPED;
        let topics = g.page.lessons.iter().filter(past).filter(counts).filter(|l| l.topic.is_none()).count();
        add("topics", topics);
        // C-01: plan against fact. The school mends it by lessons still to come, or by a corrected lesson plan.
        add("behind", usize::try_from(behind((&g.page.terms, &g.page.lessons), g.hours, class.today)).unwrap_or(usize::MAX));
        let marks = g
            .page
            .cells
            .iter()
            .map(|c| c.marks.iter().filter(|m| m.conflict).count() + usize::from(c.absence.as_ref().is_some_and(|a| a.conflict)));
        add("conflicts", marks.sum());
    }
    out.extend(held(book, pages)?);
    Ok(out)
}

/// Entries that wait for the deputy's decision, by group.
fn held(book: &Book, pages: &[GroupYear]) -> Result<Vec<PaperLack>> {
    let mut counts: HashMap<[u8; 16], usize> = HashMap::new();
    for e in book.home.review(book.year)?.into_iter().chain(book.home.of_hand(book.year)?) {
        let place = e.event.spec().and_then(|s| s.places.group);
        if let Some(group) = place.and_then(|i| e.event.key.get(i)).and_then(Value::id) {
            *counts.entry(group).or_default() += 1;
        }
    }
    let of = |g: &GroupYear| {
        let count = counts.get(&g.facts.id)?;
        let args = [("group", g.page.group.name.clone()), ("count", count.to_string())];
        Some(lack("held", &args, Some(GroupId(g.facts.id).to_string())))
    };
    Ok(pages.iter().filter_map(of).collect())
}

/// Characters that papers cannot show.
pub(super) fn of_layout(findings: &[Finding], pages: &[GroupYear]) -> Vec<PaperLack> {
    let one = |f: &Finding| {
        let group = f.place.group.and_then(|i| pages.get(i)).map(|g| GroupId(g.facts.id).to_string());
        lack("signs", &[("place", f.place.words()), ("sign", f.sign_shown())], group)
    };
    let mut out: Vec<PaperLack> = findings.iter().take(MOST_SIGNS).map(one).collect();
    if findings.len() > MOST_SIGNS {
        out.push(lack("more-signs", &[("count", (findings.len() - MOST_SIGNS).to_string())], None));
    }
    out
}
