//! Which marks may stand in a cell (шкала): by subject × grade × programme × kind of cell, dated (section 0, J-01).

use super::rule::Rules;
use crate::journal::codes::{CellKind, MarkCode as M};
use crate::school::codes::GroupKind;

/// Marks allowed in a cell, in the order they are offered. Empty: a column without marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scale(pub Vec<u8>);

impl Scale {
    /// True when the mark may be given.
    #[must_use]
    pub fn allows(&self, mark: u8) -> bool {
        self.0.contains(&mark)
    }
}

/// One `scale` cell of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleRow {
    /// Subject, none for every subject.
    pub subject: Option<[u8; 16]>,
    /// Grade, 0 for every grade.
    pub grade: u8,
    /// Programme, none for every programme.
    pub programme: Option<[u8; 16]>,
    /// Kind of cell, a code of [`CellKind`].
    pub cell: u8,
    /// First day, days since 1970-01-01.
    pub from: i64,
    /// Marks.
    pub marks: Vec<u8>,
}

/// Whose marks: what a scale depends on beside kind of cell and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Study {
    /// Subject.
    pub subject: [u8; 16],
    /// Grade of the pupil's class; 0 for college groups.
    pub grade: u8,
    /// The pupil's programme, where it is known.
    pub programme: Option<[u8; 16]>,
    /// What the teaching group is.
    pub kind: Option<GroupKind>,
}

/// The scales of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scales(pub Vec<ScaleRow>);

impl Scales {
    /// The scale of a cell on a day: the most exact row (subject over programme over grade), of several the latest; else the usual one.
    #[must_use]
    pub fn of(&self, study: &Study, cell: CellKind, day: i64, rules: &Rules) -> Scale {
        let fits = |r: &&ScaleRow| {
            r.cell == cell.code()
                && r.from <= day
                && r.subject.is_none_or(|s| s == study.subject)
                && (r.grade == 0 || r.grade == study.grade)
                && r.programme.is_none_or(|p| Some(p) == study.programme)
        };
        let rank = |r: &&ScaleRow| (r.subject.is_some(), r.programme.is_some(), r.grade != 0, r.from);
        match self.0.iter().filter(fits).max_by_key(rank) {
            Some(row) => Scale(row.marks.clone()),
            None => usual(study, cell, rules),
        }
    }
    /// True when some scale depends on the programme.
    #[must_use]
    pub fn by_programme(&self) -> bool {
        self.0.iter().any(|r| r.programme.is_some())
    }
}

/// Where the school has said nothing: 2–5 in grades 2–11 and colleges («1» by local act), none in grade 1, credits for electives and clubs;
/// finals also осв, н/а, безотм where there are finals at all.
fn usual(study: &Study, cell: CellKind, rules: &Rules) -> Scale {
    let credits = matches!(study.kind, Some(GroupKind::Elective | GroupKind::Extracurricular | GroupKind::Club));
    let mut marks: Vec<u8> = if credits {
        vec![M::Pass.code(), M::Fail.code()]
    } else if study.grade == 1 {
        return Scale::default();
    } else {
        let one = rules.one.then_some(M::One);
        [M::Five, M::Four, M::Three, M::Two].into_iter().chain(one).map(M::code).collect()
    };
    match cell {
        CellKind::Lesson => marks.push(M::Postponed.code()),
        CellKind::Exam => {}
        CellKind::Term | CellKind::Year | CellKind::Result => {
            marks.extend([M::Exempt, M::NotCertified, M::Unmarked].map(M::code));
            // A term may wait for a pupil who is ill (J-09); a year may not.
            if cell == CellKind::Term {
                marks.push(M::Postponed.code());
            }
        }
    }
    Scale(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATHS: [u8; 16] = [1; 16];
    const ETHICS: [u8; 16] = [2; 16];
    const ADAPTED: [u8; 16] = [3; 16];

    fn study(grade: u8) -> Study {
        Study { subject: MATHS, grade, programme: None, kind: Some(GroupKind::Class) }
    }
    fn row(subject: Option<[u8; 16]>, grade: u8, programme: Option<[u8; 16]>, from: i64, marks: &[u8]) -> ScaleRow {
        ScaleRow { subject, grade, programme, cell: 0, from, marks: marks.to_vec() }
    }

    #[test]
    fn grades_two_to_eleven_have_two_to_five_and_grade_one_has_no_marks() {
        let (none, rules) = (Scales::default(), Rules::default());
        assert_eq!(none.of(&study(5), CellKind::Lesson, 0, &rules).0, [5, 4, 3, 2, 13]);
        assert_eq!(none.of(&study(5), CellKind::Term, 0, &rules).0, [5, 4, 3, 2, 14, 15, 16, 13]);
        assert_eq!(none.of(&study(5), CellKind::Year, 0, &rules).0, [5, 4, 3, 2, 14, 15, 16]);
        for cell in CellKind::ALL {
            assert!(none.of(&study(1), *cell, 0, &rules).0.is_empty());
        }
        let one = Rules { one: true, ..rules };
        assert!(none.of(&study(5), CellKind::Lesson, 0, &one).allows(1) && !none.of(&study(5), CellKind::Lesson, 0, &rules).allows(1));
    }

    #[test]
    fn electives_are_credited() {
        let elective = Study { kind: Some(GroupKind::Elective), ..study(1) };
        let scale = Scales::default().of(&elective, CellKind::Lesson, 0, &Rules::default());
        assert!(scale.allows(11) && scale.allows(12) && !scale.allows(5));
    }

    #[test]
    fn the_most_exact_row_counts_and_of_several_the_latest() {
        let scales = Scales(vec![
            row(None, 0, None, 0, &[5]),
            row(None, 4, None, 0, &[4]),
            row(Some(ETHICS), 4, None, 0, &[]),
            row(None, 0, Some(ADAPTED), 0, &[11, 12]),
            row(None, 4, None, 100, &[4, 3]),
        ]);
        let rules = Rules::default();
        let marks = |s: &Study, day: i64| scales.of(s, CellKind::Lesson, day, &rules).0;
        assert_eq!((marks(&study(5), 0), marks(&study(4), 99), marks(&study(4), 100)), (vec![5], vec![4], vec![4, 3]));
        assert_eq!(marks(&Study { subject: ETHICS, ..study(4) }, 0), Vec::<u8>::new());
        assert_eq!(marks(&Study { programme: Some(ADAPTED), ..study(4) }, 200), vec![11, 12]);
        // Before any row began, the usual scale.
        assert_eq!(marks(&study(4), -1), vec![5, 4, 3, 2, 13]);
    }
}
