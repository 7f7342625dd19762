//! `zhurnal verify F [--trust FINGERPRINT]`: *intact* and *authentic* apart, without any home.

use crate::args::Verify;
use crate::output::{line, object, text, text_of};
use serde_json::json;
use zhurnal::Result;
use zhurnal::api::types::{ArchiveProblem, ArchiveVerdict};
use zhurnal::archive::verify_file;

/// Intact, but no fingerprint was given, or another one.
const NOT_AUTHENTIC: u8 = 5;
/// Changed since it was signed, or no archive.
const DAMAGED: u8 = 6;

pub fn run(as_json: bool, asked: &Verify) -> Result<u8> {
    let verdict = verify_file(&asked.file, asked.trust.as_deref(), &|_, _| true)?;
    if as_json {
        object(&json!({ "count": verdict.problems.len(), "verdict": verdict }));
    } else {
        people(&verdict);
    }
    Ok(match (verdict.intact, verdict.authentic) {
        (true, true) => 0,
        (true, false) => NOT_AUTHENTIC,
        _ => DAMAGED,
    })
}

fn people(v: &ArchiveVerdict) {
    if !v.school.is_empty() {
        let years = format!("{}/{}", v.year, v.year.saturating_add(1));
        let interim = if v.interim { "yes" } else { "no" };
        line(&text("cli-verify-what", &[("school", &v.school), ("years", &years), ("made", &v.made), ("interim", interim)]));
        line(&text("cli-verify-inside", &[("files", &v.files.to_string()), ("events", &v.events.to_string())]));
        line(&text("cli-archive-fingerprint", &[("fingerprint", &v.fingerprint)]));
    }
    v.problems.iter().for_each(problem);
    let id = match (v.intact, v.authentic, v.compared) {
        (true, true, _) => "cli-verify-authentic",
        (true, false, true) => "cli-verify-other",
        (true, false, false) => "cli-verify-intact",
        _ => "cli-verify-damaged",
    };
    line(&text(id, &[]));
}

fn problem(p: &ArchiveProblem) {
    let said = text_of(&format!("archive-{}", p.code), &p.args);
    let place = if p.file.is_empty() { String::new() } else { format!(": {}", p.file) };
    line(&format!("  ! {said}{place}"));
}
