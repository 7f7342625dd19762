//! Hours of the programme: what the lesson plan or the curriculum asks of each term, and what was given of it (C-01, Y-02, papers.md).

use super::Id;
use super::class::ClassFacts;
use crate::api::types::{PageLesson, TermRow};
use crate::book::calendar::GroupFacts;
use crate::book::cells::Parts;
use crate::book::structure::Hours;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::school::calendar::hours_of_year;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Status of a lesson that was moved.
pub(super) const MOVED: &str = "moved";
/// Status of a lesson that did not take place.
pub(super) const DROPPED: &str = "dropped";

/// Terms of a page and its lessons.
pub(super) type Page<'p> = (&'p [TermRow], &'p [PageLesson]);

/// Hours of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TermHours {
    /// Asked for.
    pub planned: u32,
    /// Given.
    pub held: u32,
    /// True of a term that is not over: nobody can say yet whether its programme is done.
    pub runs: bool,
}

/// Hours that a group's year asks for: those of its lesson plan; without one those of the curriculum; without both nobody has said.
///
/// A plan that the school has corrected (holidays took lessons) holds before the curriculum.
pub(super) fn of_year(
    reader: &Reader<'_>,
    class: &ClassFacts,
    curriculum: &BTreeMap<(u8, Id), Hours>,
    group: &GroupFacts,
) -> Result<Option<u32>> {
    let mut plans: BTreeMap<i64, u32> = BTreeMap::new();
    for c in reader.cells_under(y::PLAN_TOPIC, &[Value::Id(group.id)])?.iter().filter(|c| c.value != Value::Null) {
        let grade = c.key.get(1).and_then(Value::int).unwrap_or_default();
        *plans.entry(grade).or_default() += u32::try_from(c.value.int_at(1).max(1)).unwrap_or_default();
    }
    // In a class-complect the grade's own plan, else the group's.
    let plan = plans.get(&i64::from(class.name.grade)).or_else(|| plans.values().next()).copied();
    let asked = || curriculum.get(&(class.name.grade, group.subject)).map(|h| hours_of_year(class.name.grade, h.first, h.second));
    Ok(plan.or_else(asked).filter(|hours| *hours > 0))
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// Hours of each reporting term, in the page's order. The year's hours fall to the terms as their lessons by the timetable do.
///
/// A moved lesson stands twice, where it was and where it went, and counts once; a dropped one was planned and not given.
pub(super) fn by_term((rows, all): Page<'_>, year: Option<u32>, today: NaiveDate) -> Vec<TermHours> {
    let terms: Vec<&TermRow> = rows.iter().filter(|t| t.cell != "year").collect();
    let of = |t: &TermRow, keep: &dyn Fn(&PageLesson) -> bool| {
        u64::try_from(all.iter().filter(|l| l.term == t.id && l.status != MOVED && keep(l)).count()).unwrap_or_default()
    };
    let dated: Vec<u64> = terms.iter().map(|t| of(t, &|_| true)).collect();
    let total: u64 = dated.iter().sum();
    let year = year.map_or(total, u64::from);
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let (mut lessons, mut before) = (0, 0);
    let mut out = Vec::with_capacity(terms.len());
    for (t, dated) in terms.iter().zip(dated) {
        lessons += dated;
        let so_far = (year * lessons).checked_div(total).unwrap_or_default();
        let held = of(t, &|l| l.status != DROPPED && l.topic.is_some() && day(&l.date).is_some_and(|d| d <= today));
        let runs = day(&t.to).is_some_and(|to| to > today);
        out.push(TermHours { planned: small(so_far - before), held: small(held), runs });
        before = so_far;
    }
    out
}

/// Hours of the terms that are over which were planned and not given, lessons that only lack their topic aside.
pub(super) fn behind((rows, all): Page<'_>, year: Option<u32>, today: NaiveDate) -> u32 {
    let over = by_term((rows, all), year, today).into_iter().zip(rows.iter().filter(|t| t.cell != "year")).filter(|(h, _)| !h.runs);
    let (mut planned, mut held) = (0u32, 0u32);
    for (hours, term) in over {
        let untold = all.iter().filter(|l| l.term == term.id && l.status != MOVED && l.status != DROPPED && l.topic.is_none());
        planned = planned.saturating_add(hours.planned);
        held = held.saturating_add(hours.held).saturating_add(u32::try_from(untold.count()).unwrap_or(u32::MAX));
    }
    planned.saturating_sub(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(terms: &[(&str, &str)], lessons: &[(&str, &str, &str, bool)]) -> (Vec<TermRow>, Vec<PageLesson>) {
        let term = |(id, to): &(&str, &str)| TermRow { id: (*id).into(), to: (*to).into(), cell: "term".into(), ..TermRow::default() };
        let lesson = |(term, date, status, topic): &(&str, &str, &str, bool)| PageLesson {
            term: (*term).into(),
            date: (*date).into(),
            status: (*status).into(),
            topic: topic.then(|| "Тема".to_owned()),
            ..PageLesson::default()
        };
        (terms.iter().map(term).collect(), lessons.iter().map(lesson).collect())
    }

    fn two() -> (Vec<TermRow>, Vec<PageLesson>) {
        page(
            &[("a", "2026-12-30"), ("b", "2027-05-26")],
            &[
                ("a", "2026-09-02", "held", true),
                ("a", "2026-09-09", "held", true),
                ("b", "2027-02-03", "held", true),
                ("b", "2027-02-10", "held", true),
            ],
        )
    }

    fn by_term(page: &(Vec<TermRow>, Vec<PageLesson>), year: Option<u32>, today: NaiveDate) -> Vec<TermHours> {
        super::by_term((&page.0, &page.1), year, today)
    }

    fn behind(page: &(Vec<TermRow>, Vec<PageLesson>), year: Option<u32>, today: NaiveDate) -> u32 {
        super::behind((&page.0, &page.1), year, today)
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_year_short_of_its_plan_is_behind_however_full_its_timetable_is() {
        let june = date("2027-06-01");
        let of = |planned, held| TermHours { planned, held, runs: false };
        assert_eq!(by_term(&two(), Some(6), june), [of(3, 2), of(3, 2)]);
        assert_eq!(behind(&two(), Some(6), june), 2);
        assert_eq!(by_term(&two(), Some(5), june), [of(2, 2), of(3, 2)]);
        assert_eq!((behind(&two(), Some(4), june), behind(&two(), Some(3), june), behind(&two(), None, june)), (0, 0, 0));
    }

    #[test]
    fn a_term_that_runs_has_its_hours_and_no_verdict() {
        let march = date("2027-02-05");
        assert_eq!(
            by_term(&two(), Some(6), march),
            [TermHours { planned: 3, held: 2, runs: false }, TermHours { planned: 3, held: 1, runs: true }]
        );
        assert_eq!(behind(&two(), Some(6), march), 1, "only terms that are over");
        assert!(by_term(&two(), Some(6), date("2027-05-25"))[1].runs && !by_term(&two(), Some(6), date("2027-05-26"))[1].runs);
    }

    #[test]
    fn a_moved_lesson_counts_once_and_a_dropped_one_was_not_given() {
        let mut page = two();
        page.1[1].status = MOVED.into();
        page.1[2].status = DROPPED.into();
        page.1[3].topic = None;
        let hours = by_term(&page, None, date("2027-06-01"));
        assert_eq!(hours.iter().map(|h| (h.planned, h.held)).collect::<Vec<_>>(), [(1, 1), (2, 0)]);
        assert_eq!(behind(&page, None, date("2027-06-01")), 1, "the one without a topic is named by itself");
    }
}
