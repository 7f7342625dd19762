#![allow(clippy::unwrap_used)]
use super::*;
use crate::school::calendar::Place;
use crate::school::codes::GroupKind;

const A: Id = [1; 16];
const B: Id = [2; 16];
const PUPIL: Id = [9; 16];
const TERM: Id = [7; 16];
const MATHS: Id = [5; 16];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn days(lines: &[(&str, Option<Id>)]) -> ClassDays {
    ClassDays::new(lines.iter().map(|(from, class)| (day(from), *class)).collect())
}
fn group(id: Id, classes: &[Id]) -> GroupFacts {
    let places = classes.iter().map(|class| Place { class: *class, grade: 5 }).collect();
    GroupFacts { id, subject: MATHS, name: "5".into(), kind: GroupKind::Class, places, hours: 400 }
}
fn member(class: Option<Id>, from: &str, to: Option<&str>) -> Membership {
    Membership { class, group: A, pupil: PUPIL, span: (day(from), to.map(day)) }
}
fn entry(group: Id, mark: Option<u8>) -> FinalEntry {
    FinalEntry {
        group: Some(group),
        pupil: PUPIL,
        term: TERM,
        subject: MATHS,
        cell: CellKind::Term,
        mark,
        proposed: None,
        grounds: String::new(),
        conflict: false,
        groups: Vec::new(),
        at: i64::from(group[0]),
    }
}
fn rolls(of: &[(Id, &str, Option<&str>)]) -> Rolls {
    let mut out = Rolls::default();
    of.iter().for_each(|(group, from, to)| out.add(*group, PUPIL, vec![(day(from), to.map(day))]));
    out
}
fn settled(written: Vec<FinalEntry>, rolls: &Rolls) -> Settled {
    let term = |id: &Id| (*id == TERM).then(|| (day("2026-09-01"), day("2026-10-23")));
    settle(written, rolls, |g| [A, B].contains(g).then_some(MATHS), term)
}
/// Marks shown, groups of a conflict, groups of what does not count.
fn told(s: &Settled) -> (Vec<Option<u8>>, Vec<Id>, Vec<Id>) {
    let of = |list: &[FinalEntry]| list.iter().filter_map(|f| f.group).collect::<Vec<_>>();
    (s.shown.iter().map(|f| f.mark).collect(), s.shown.iter().flat_map(|f| f.groups.clone()).collect(), of(&s.others))
}

#[test]
fn a_class_speaks_of_a_pupil_on_the_days_that_the_pupil_is_in_it() {
    let moved = days(&[("2026-10-05", Some(B)), ("2026-09-01", Some(A)), ("2027-01-15", None)]);
    assert_eq!([moved.on(day("2026-08-31")), moved.on(day("2026-10-04")), moved.on(day("2026-10-05"))], [None, Some(A), Some(B)]);
    // A reason of absence, an exemption from physical education.
    assert!(moved.is_in(&A, day("2026-09-30")) && !moved.is_in(&B, day("2026-09-30")));
    assert!(!moved.is_in(&B, day("2027-01-15")), "who has left the school is in no class");
    let during: Vec<&Id> = moved.during(&[(day("2026-10-04"), Some(day("2026-10-04")))]).collect();
    assert_eq!(during, [&A]);
}

#[test]
fn a_membership_counts_when_the_pupil_is_in_its_class_on_the_first_day_and_the_group_has_the_class() {
    let pupil = days(&[("2026-09-01", Some(A))]);
    let own = member(Some(A), "2026-09-01", None);
    assert!(own.counts(&group(A, &[A]), &pupil));
    assert!(!own.counts(&group(A, &[B]), &pupil), "the group has another class");
    assert!(!member(Some(B), "2026-09-01", None).counts(&group(A, &[A, B]), &pupil), "the pupil is in another class");
    assert!(!member(Some(A), "2026-08-31", None).counts(&group(A, &[A]), &pupil), "not yet in the class");
    assert!(!own.counts(&group(A, &[A]), &ClassDays::default()), "in no class at all");
    assert!(member(None, "2026-09-01", None).counts(&group(A, &[B]), &pupil), "without a class as it stands");
}

#[test]
fn days_in_a_group_end_with_the_class_and_those_without_a_class_with_the_school() {
    let pupil = days(&[("2026-09-01", Some(A)), ("2026-10-05", Some(B)), ("2027-01-15", None)]);
    let (own, free) = (member(Some(A), "2026-09-01", None), member(None, "2026-09-10", None));
    let span = |from: &str, to: &str| (day(from), Some(day(to)));
    assert_eq!(days_in(&group(A, &[A]), &pupil, &[own]), [span("2026-09-01", "2026-10-04")]);
    assert_eq!(days_in(&group(A, &[A, B]), &pupil, &[own]), [span("2026-09-01", "2027-01-14")], "both classes are the group's");
    assert_eq!(days_in(&group(A, &[]), &pupil, &[own, free]), [span("2026-09-10", "2027-01-14")]);
    assert_eq!(days_in(&group(A, &[]), &ClassDays::default(), &[free]), [(day("2026-09-10"), None)]);
}

#[test]
fn one_final_of_a_group_of_the_pupil_is_shown_and_that_of_a_strange_group_or_subject_is_not() {
    let in_a = rolls(&[(A, "2026-09-01", None)]);
    assert_eq!(told(&settled(vec![entry(A, Some(4))], &in_a)), (vec![Some(4)], vec![], vec![]));
    assert_eq!(told(&settled(vec![entry(A, Some(4)), entry(B, Some(2))], &in_a)), (vec![Some(4)], vec![], vec![B]));
    let of_another_subject = FinalEntry { subject: [6; 16], ..entry(A, Some(2)) };
    assert_eq!(told(&settled(vec![of_another_subject], &in_a)), (vec![], vec![], vec![A]));
    let of_no_term = FinalEntry { term: [8; 16], ..entry(A, Some(2)) };
    assert_eq!(told(&settled(vec![of_no_term], &in_a)), (vec![], vec![], vec![A]));
    let in_a_later = rolls(&[(A, "2026-10-24", None)]);
    assert_eq!(told(&settled(vec![entry(A, Some(4))], &in_a_later)), (vec![], vec![], vec![A]), "not on any day of the term");
}

#[test]
fn who_moved_has_the_final_of_the_last_days_group_and_who_left_both_a_conflict() {
    let moved = rolls(&[(A, "2026-09-01", Some("2026-10-04")), (B, "2026-10-05", None)]);
    let both = || vec![entry(A, Some(3)), entry(B, Some(5))];
    assert_eq!(told(&settled(both(), &moved)), (vec![Some(5)], vec![], vec![A]));
    assert_eq!(told(&settled(vec![entry(A, Some(3))], &moved)), (vec![Some(3)], vec![], vec![]), "the only one stands");
    let left = rolls(&[(A, "2026-09-01", Some("2026-10-04")), (B, "2026-10-05", Some("2026-10-20"))]);
    assert_eq!(told(&settled(both(), &left)), (vec![None], vec![A, B], vec![]));
}

#[test]
fn two_groups_of_the_last_day_are_a_conflict_until_one_clears_its_own() {
    let in_both = rolls(&[(A, "2026-09-01", None), (B, "2026-09-01", None)]);
    let s = settled(vec![entry(A, Some(3)), entry(B, Some(5))], &in_both);
    assert_eq!(told(&s), (vec![None], vec![A, B], vec![]));
    assert!(s.shown[0].conflict && s.shown[0].group.is_none() && s.shown[0].at == 2);
    assert_eq!(s.several.iter().filter_map(|f| f.mark).sum::<u8>(), 8, "both are told");
    assert_eq!(told(&settled(vec![entry(A, None), entry(B, Some(5))], &in_both)), (vec![Some(5)], vec![], vec![]));
    let same = settled(vec![entry(A, Some(5)), entry(B, Some(5))], &in_both);
    assert_eq!(told(&same).0, [None], "equal marks of two groups are two groups all the same");
}
