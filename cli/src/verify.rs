//! `zhurnal verify F [--trust FINGERPRINT]`: *intact*, *authentic* and *true* apart, without any home.

use crate::args::Verify;
use crate::output::{line, object, text, text_of};
use serde_json::json;
use std::io::{IsTerminal as _, Write as _};
use zhurnal::Result;
use zhurnal::api::types::{ArchiveProblem, ArchiveVerdict};
use zhurnal::book::verify_file;

/// Intact and true, but no fingerprint was given, or another one.
const NOT_AUTHENTIC: u8 = 5;
/// Changed since it was signed, or no archive.
const DAMAGED: u8 = 6;
/// Intact, but its tables or papers do not follow from the ledger inside, whoever signed.
const NOT_TRUE: u8 = 8;

pub fn run(as_json: bool, asked: &Verify) -> Result<u8> {
    let shown = !as_json && std::io::stderr().is_terminal();
    let verdict = verify_file(&asked.file, asked.trust.as_deref(), &std::env::temp_dir(), &|done, total| {
        if shown {
            share(done, total);
        }
        true
    });
    if shown {
        let _gone = write!(std::io::stderr(), "\r\x1b[K");
    }
    let verdict = verdict?;
    if as_json {
        object(&json!({ "count": verdict.problems.len(), "verdict": verdict }));
    } else {
        people(&verdict);
    }
    Ok(match (verdict.intact, verdict.holds, verdict.authentic) {
        (false, ..) => DAMAGED,
        (_, false, _) => NOT_TRUE,
        (.., false) => NOT_AUTHENTIC,
        _ => 0,
    })
}

/// How far it is, on one line of the terminal.
fn share(done: u32, total: u32) {
    let percent = done.saturating_mul(100) / total.max(1);
    let said = text("cli-verify-share", &[("percent", &percent.to_string())]);
    let _gone = write!(std::io::stderr(), "\r{said}").and_then(|()| std::io::stderr().flush());
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
    line(&text(if v.intact { "cli-verify-intact" } else { "cli-verify-damaged" }, &[]));
    if !v.intact {
        return;
    }
    line(&text(
        match (v.authentic, v.compared) {
            (true, _) => "cli-verify-authentic",
            (false, true) => "cli-verify-other",
            (false, false) => "cli-verify-unknown",
        },
        &[],
    ));
    line(&text(
        match (v.holds, v.folded) {
            (true, _) => "cli-verify-true",
            (false, true) => "cli-verify-untrue",
            (false, false) => "cli-verify-unfolded",
        },
        &[],
    ));
    if v.drafts > 0 {
        line(&text("cli-verify-drafts", &[("count", &v.drafts.to_string())]));
    }
}

fn problem(p: &ArchiveProblem) {
    let said = text_of(&format!("archive-{}", p.code), &p.args);
    let place = if p.file.is_empty() { String::new() } else { format!("{}: ", p.file) };
    line(&format!("  ! {place}{said}"));
}
