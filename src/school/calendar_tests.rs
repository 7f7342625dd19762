//! The sample school's year 2026/27, written out by hand.
#![allow(clippy::unwrap_used)]

use super::super::lessons::{WeekRow, lessons};
use super::*;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn term(n: u8, kind: TermKind, from: &str, to: &str, grades: std::ops::RangeInclusive<u8>) -> Term {
    Term { id: [n; 16], name: n.to_string(), kind, from: d(from), to: d(to), grades: grades.collect() }
}

fn rule(kind: DayKind, works_as: Option<&str>) -> DayRule {
    DayRule { kind, works_as: works_as.map(d), bells: None, reason: String::new() }
}

const SECOND: Place = Place { class: [22; 16], grade: 2 };
const FIRST: Place = Place { class: [11; 16], grade: 1 };
const TENTH: Place = Place { class: [10; 16], grade: 10 };

fn sample() -> Calendar {
    use TermKind::{Half, Holidays, Quarter, Year};
    let mut c = Calendar { year: 2026, ..Calendar::default() };
    c.terms = vec![
        term(1, Quarter, "2026-09-01", "2026-10-23", 1..=11),
        term(2, Quarter, "2026-11-02", "2026-12-30", 1..=11),
        term(3, Quarter, "2027-01-11", "2027-03-26", 1..=11),
        term(4, Quarter, "2027-04-05", "2027-05-26", 1..=11),
        term(5, Half, "2026-09-01", "2026-12-30", 10..=11),
        term(6, Half, "2027-01-11", "2027-05-26", 10..=11),
        term(7, Year, "2026-09-01", "2027-05-26", 1..=11),
        term(8, Holidays, "2026-10-24", "2026-11-01", 1..=11),
        term(9, Holidays, "2027-02-15", "2027-02-21", 1..=1),
        term(10, Holidays, "2027-03-27", "2027-04-04", 1..=11),
    ];
    c.days.insert((d("2026-11-04"), None), rule(DayKind::Off, None));
    for class in [SECOND.class, TENTH.class] {
        c.days.insert((d("2027-02-20"), Some(class)), rule(DayKind::Moved, Some("2027-02-22")));
        c.days.insert((d("2027-02-22"), Some(class)), rule(DayKind::Off, None));
    }
    c
}

fn row(weekday: u8, slot: u8) -> WeekRow {
    WeekRow { from: d("2026-09-01"), to: None, weekday, slot, week: Week::Every, room: None, teacher: None }
}

#[test]
fn the_longer_kind_of_term_is_the_grades_own() {
    let c = sample();
    let ids = |grade: u8| c.terms(grade).iter().map(|t| t.id[0]).collect::<Vec<_>>();
    assert_eq!((ids(2), ids(10)), (vec![1, 2, 3, 4], vec![5, 6]));
    assert_eq!((c.second_half(2), c.second_half(10)), (Some(d("2027-01-11")), Some(d("2027-01-11"))));
    assert_eq!(c.year_term(10).unwrap().id[0], 7);
    assert_eq!(c.bounds(2), Some((d("2026-09-01"), d("2027-05-26"))));
}

#[test]
fn days_off_holidays_weekends_and_the_time_between_terms_are_free() {
    let c = sample();
    assert_eq!(c.day(d("2026-09-01"), SECOND), Day::Study(d("2026-09-01")));
    assert_eq!(c.day(d("2026-09-05"), SECOND), Day::Free(Free::Weekend));
    assert_eq!(c.day(d("2026-11-04"), SECOND), Day::Free(Free::Rule(DayKind::Off)));
    assert_eq!(c.day(d("2026-10-26"), SECOND), Day::Free(Free::OutsideTerms));
    assert_eq!(c.day(d("2026-10-26"), TENTH), Day::Free(Free::Holidays));
    assert_eq!(c.day(d("2027-02-16"), FIRST), Day::Free(Free::Holidays));
    assert_eq!(c.day(d("2027-02-16"), SECOND), Day::Study(d("2027-02-16")));
}

#[test]
fn a_saturday_works_as_the_monday_that_is_off_for_these_classes_alone() {
    let c = sample();
    assert_eq!(c.day(d("2027-02-20"), SECOND), Day::Study(d("2027-02-22")));
    assert_eq!(c.day(d("2027-02-22"), SECOND), Day::Free(Free::Rule(DayKind::Off)));
    assert_eq!(c.day(d("2027-02-22"), FIRST), Day::Study(d("2027-02-22")));
    let all = lessons(&c, &[SECOND], &[row(1, 3)]);
    assert!(all.contains(&(d("2027-02-20"), 3)) && !all.contains(&(d("2027-02-22"), 3)));
    let of_first = lessons(&c, &[FIRST], &[row(1, 3)]);
    assert!(of_first.contains(&(d("2027-02-22"), 3)) && !of_first.contains(&(d("2027-02-15"), 3)));
}

#[test]
fn six_days_come_by_the_regime_from_its_day_on() {
    let mut c = sample();
    c.regimes.insert(SECOND.class, vec![Regime { from: d("2026-10-01"), shift: 1, days: 6, bells: None }]);
    assert_eq!(c.day(d("2026-09-26"), SECOND), Day::Free(Free::Weekend));
    assert_eq!(c.day(d("2026-10-03"), SECOND), Day::Study(d("2026-10-03")));
    assert_eq!(c.day(d("2026-10-04"), SECOND), Day::Free(Free::Weekend));
}

#[test]
fn odd_and_even_weeks_alternate_from_the_week_of_the_first_of_september() {
    let c = sample();
    assert_eq!((c.week(d("2026-08-31")), c.week(d("2026-09-06"))), (Week::Odd, Week::Odd));
    assert_eq!((c.week(d("2026-09-07")), c.week(d("2026-09-14"))), (Week::Even, Week::Odd));
    let odd = lessons(&c, &[SECOND], &[WeekRow { week: Week::Odd, ..row(2, 1) }]);
    let even = lessons(&c, &[SECOND], &[WeekRow { week: Week::Even, ..row(2, 1) }]);
    let every = lessons(&c, &[SECOND], &[row(2, 1)]);
    assert_eq!(odd.len() + even.len(), every.len());
    assert_eq!(odd.first(), Some(&(d("2026-09-01"), 1)));
}

#[test]
fn a_row_gives_lessons_between_its_dates_and_a_year_of_one_hour_has_34_of_them_at_most() {
    let c = sample();
    let second = WeekRow { from: d("2027-01-11"), ..row(4, 5) };
    let all = lessons(&c, &[SECOND], &[second]);
    assert_eq!(all.first(), Some(&(d("2027-01-14"), 5)));
    let first = WeekRow { to: Some(d("2026-12-30")), ..row(4, 5) };
    let before = lessons(&c, &[SECOND], &[first]);
    assert_eq!(all.len() + before.len(), lessons(&c, &[SECOND], &[row(4, 5)]).len());
    assert!((32..=35).contains(&(all.len() + before.len())));
    assert!(lessons(&c, &[SECOND], &[]).is_empty());
    assert!(lessons(&Calendar::default(), &[SECOND], &[row(1, 1)]).is_empty());
}

#[test]
fn a_stream_has_its_lesson_when_one_of_its_classes_learns() {
    let c = sample();
    let both = lessons(&c, &[FIRST, SECOND], &[row(1, 2)]);
    assert!(both.contains(&(d("2027-02-15"), 2)) && both.contains(&(d("2027-02-20"), 2)) && both.contains(&(d("2027-02-22"), 2)));
}
