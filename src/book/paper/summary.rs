//! The summary sheet (сводная ведомость учёта успеваемости) as papers have it.

use super::class::ClassFacts;
use super::journal::mark_word;
use crate::api::types::SummarySheet;
use zhurnal_paper::model::{Summary, SummaryPupil};

/// Fills the sheet of a class.
pub(super) fn summary(class: &ClassFacts, sheet: &SummarySheet) -> Summary {
    let subjects = sheet.subjects.len();
    // A subject that others have finals in and this pupil has none in at all is one the pupil does not study.
    let taken: Vec<bool> = (0u32..).take(subjects).map(|s| sheet.pupils.iter().any(|p| p.marks.iter().any(|m| m.subject == s))).collect();
    let pupils = sheet.pupils.iter().map(|p| {
        let mut marks = vec![vec![String::new(); subjects]; sheet.periods.len()];
        for (s, taken) in (0u32..).zip(&taken) {
            if *taken && !p.marks.iter().any(|m| m.subject == s) {
                for line in &mut marks {
                    if let Some(square) = usize::try_from(s).ok().and_then(|s| line.get_mut(s)) {
                        "—".clone_into(square);
                    }
                }
            }
        }
        for m in &p.marks {
            let (period, subject) = (usize::try_from(m.period).unwrap_or(usize::MAX), usize::try_from(m.subject).unwrap_or(usize::MAX));
            if let (Some(square), Some(mark)) = (marks.get_mut(period).and_then(|l| l.get_mut(subject)), m.mark) {
                *square = mark_word(mark);
            }
        }
        let words = [p.words.as_str()].into_iter().chain(p.awards.iter().map(String::as_str));
        SummaryPupil {
            name: p.name.clone(),
            note: p.note.clone(),
            marks,
            decision: words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("; "),
        }
    });
    Summary {
        heading: class.heading(class.known.profile.kept_years.1, None),
        periods: sheet.periods.iter().map(|p| p.short.clone()).collect(),
        subjects: sheet.subjects.iter().map(|s| s.name.clone()).collect(),
        pupils: pupils.collect(),
        ..Summary::default()
    }
}
