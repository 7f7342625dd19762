//! What is written to a page and does not count there (semantics.md, 26): told to all who read it, as nothing written is hidden.

use super::Id;
use super::ground::{shown_name, subject_name};
use super::known::Known;
use super::show::Sheet;
use crate::api::types::Uncounted;
use crate::book::calendar::GroupFacts;
use crate::book::log::enumerated;
use crate::book::shown::FinalEntry;
use crate::people::ClassName;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Findings told at most.
pub(in crate::book) const MOST: usize = 100;

/// A finding of the catalogue, `uncounted-<code>`.
fn finding(code: &str, args: &[(&str, String)]) -> Uncounted {
    let args: BTreeMap<String, String> = args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    Uncounted { code: code.to_owned(), args }
}

/// A final of a group that the pupil was not in, or not at the term's end.
pub(in crate::book) fn of_final(known: &Known, f: &FinalEntry, group: Option<&GroupFacts>, term: &str, day: NaiveDate) -> Uncounted {
    let mark = f.mark.map(|m| enumerated("final_mark", "mark", i64::from(m)).unwrap_or_else(|| m.to_string()));
    let group = group.map(|g| if g.subject == f.subject { shown_name(g, known) } else { format!("{} {}", g.name, subject_name(g, known)) });
    let args = [
        ("pupil", name(known, &f.pupil, day)),
        ("term", term.to_owned()),
        ("mark", mark.unwrap_or_default()),
        ("group", group.unwrap_or_default()),
    ];
    finding("final", &args)
}

/// Of a page: memberships, reasons of absence, finals.
pub(super) fn findings(known: &Known, sheet: &Sheet, finals: &[FinalEntry], day: NaiveDate) -> Vec<Uncounted> {
    let ground = &sheet.ground;
    let class = |id: Option<Id>| class_name(&ground.year.classes, id);
    let memberships = ground.others.iter().map(|m| {
        let args = [("pupil", name(known, &m.pupil, day)), ("class", class(m.class)), ("day", super::written(m.span.0))];
        finding("membership", &args)
    });
    let reasons = sheet.others.iter().map(|(at, r)| {
        let args =
            [("pupil", name(known, &r.pupil, day)), ("class", class(r.class)), ("day", super::written(at.0)), ("slot", at.1.to_string())];
        finding("reason", &args)
    });
    let finals = finals.iter().map(|f| {
        let term = ground.term(f.term).map(|t| t.name.as_str()).unwrap_or_default();
        of_final(known, f, f.group.and_then(|g| ground.year.groups.get(&g)), term, day)
    });
    memberships.chain(reasons).chain(finals).take(MOST).collect()
}

fn name(known: &Known, pupil: &Id, day: NaiveDate) -> String {
    known.name(pupil, day).map(super::short_name).unwrap_or_else(|| "—".to_owned())
}

fn class_name(classes: &HashMap<Id, ClassName>, id: Option<Id>) -> String {
    id.and_then(|id| classes.get(&id)).map_or_else(|| "—".to_owned(), ToString::to_string)
}
