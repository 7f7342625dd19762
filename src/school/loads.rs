//! Who teaches what to whom, by a plain rule (Y-01, R-02): primary teachers teach their own class; of subject teachers the homeroom teacher
//! of the class comes first, then the one with the fewest hours. Subjects that the same people teach stay together in a class.

use std::collections::{BTreeMap, BTreeSet};

/// A teacher, by index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teacher {
    /// Teaches grades 1–4.
    pub primary: bool,
    /// Keys of subjects.
    pub subjects: BTreeSet<String>,
    /// Classes the teacher answers for.
    pub homeroom: BTreeSet<[u8; 16]>,
    /// Hours a week held already, hundredths.
    pub hours: u32,
}

/// A group that wants a teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// Class.
    pub class: [u8; 16],
    /// Grade of the class.
    pub grade: u8,
    /// Key of the subject.
    pub subject: String,
    /// Hours a week, hundredths.
    pub hours: u32,
}

/// The teacher of each want, by index; none where nobody teaches the subject. The same wants in the same order give the same answer.
#[must_use]
pub fn assign(wants: &[Want], teachers: &[Teacher]) -> Vec<Option<usize>> {
    let mut hours: Vec<u32> = teachers.iter().map(|t| t.hours).collect();
    let mut out = vec![None; wants.len()];
    let mut bundles: BTreeMap<([u8; 16], Vec<usize>), Vec<usize>> = BTreeMap::new();
    for (i, want) in wants.iter().enumerate() {
        let candidates = candidates(want, teachers);
        match candidates.as_slice() {
            [] => {}
            [one] => {
                out[i] = Some(*one);
                hours[*one] += want.hours;
            }
            _ => bundles.entry((want.class, candidates)).or_default().push(i),
        }
    }
    let homeroom = |class: &[u8; 16], candidates: &[usize]| candidates.iter().copied().find(|t| teachers[*t].homeroom.contains(class));
    let weight = |wanted: &[usize]| wanted.iter().map(|i| wants[*i].hours).sum::<u32>();
    let mut bundles: Vec<_> = bundles.into_iter().collect();
    // Own classes first, then the heavy bundles: so the light ones even the hours out.
    bundles.sort_by_key(|((class, candidates), wanted)| {
        (homeroom(class, candidates).is_none(), std::cmp::Reverse(weight(wanted)), wanted.first().copied())
    });
    for ((class, candidates), wanted) in bundles {
        let least = || candidates.iter().copied().min_by_key(|t| (hours[*t], *t));
        let Some(teacher) = homeroom(&class, &candidates).or_else(least) else { continue };
        hours[teacher] += weight(&wanted);
        for i in wanted {
            out[i] = Some(teacher);
        }
    }
    out
}

/// Who may teach it, best kind first: in grades 1–4 the own primary teacher, then subject teachers, then any primary teacher.
fn candidates(want: &Want, teachers: &[Teacher]) -> Vec<usize> {
    let teaching = |primary: bool| {
        let all = teachers.iter().enumerate().filter(move |(_, t)| t.primary == primary && t.subjects.contains(&want.subject));
        all.map(|(i, _)| i).collect::<Vec<_>>()
    };
    let subject_teachers = teaching(false);
    if want.grade > 4 {
        return subject_teachers;
    }
    let primary = teaching(true);
    let own: Vec<usize> = primary.iter().copied().filter(|t| teachers[*t].homeroom.contains(&want.class)).collect();
    if !own.is_empty() {
        return own;
    }
    let free: Vec<usize> = primary.into_iter().filter(|t| teachers[*t].homeroom.is_empty()).collect();
    if subject_teachers.is_empty() { free } else { subject_teachers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teacher(primary: bool, subjects: &[&str], homeroom: &[u8]) -> Teacher {
        Teacher {
            primary,
            subjects: subjects.iter().map(|s| (*s).to_owned()).collect(),
            homeroom: homeroom.iter().map(|c| [*c; 16]).collect(),
            hours: 0,
        }
    }

    fn want(class: u8, grade: u8, subject: &str, hours: u32) -> Want {
        Want { class: [class; 16], grade, subject: subject.to_owned(), hours: hours * 100 }
    }

    #[test]
    fn a_primary_teacher_has_the_own_class_and_a_subject_teacher_comes_where_the_primary_does_not() {
        let teachers =
            [teacher(true, &["русский", "математика"], &[1]), teacher(true, &["русский"], &[2]), teacher(false, &["музыка"], &[])];
        let wants = [want(1, 3, "русский", 5), want(2, 3, "русский", 5), want(1, 3, "музыка", 1), want(2, 3, "математика", 4)];
        assert_eq!(assign(&wants, &teachers), [Some(0), Some(1), Some(2), None]);
    }

    #[test]
    fn the_homeroom_teacher_comes_first_and_hours_are_evened_out() {
        let teachers = [teacher(false, &["алгебра", "геометрия"], &[]), teacher(false, &["алгебра", "геометрия"], &[7])];
        let wants = [want(7, 7, "алгебра", 3), want(7, 7, "геометрия", 2), want(8, 8, "алгебра", 3), want(8, 8, "геометрия", 2)];
        assert_eq!(assign(&wants, &teachers), [Some(1), Some(1), Some(0), Some(0)]);
        let busy = [Teacher { hours: 3000, ..teachers[0].clone() }, teachers[1].clone()];
        assert_eq!(assign(&wants, &busy)[2], Some(1));
    }

    #[test]
    fn nobody_is_proposed_for_a_subject_that_nobody_teaches() {
        assert_eq!(assign(&[want(10, 10, "проект", 1)], &[teacher(true, &["проект"], &[])]), [None]);
    }
}
