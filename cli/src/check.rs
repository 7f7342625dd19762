//! `zhurnal check`: chains, SQLite's own integrity, tables against a rebuild.

use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::CheckReport;
use zhurnal::texts::Texts;
use zhurnal::{Error, Result};

/// Damaged data.
const DAMAGED: u8 = 6;

pub fn run(place: &Place) -> Result<u8> {
    let desk = place.open()?;
    let value = desk.job("check", json!({}))?;
    let report: CheckReport = serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", "check"))?;
    if place.json {
        object(&json!({ "ok": report.ok, "count": report.volumes.len(), "volumes": report.volumes }));
    } else {
        people(&report);
    }
    Ok(if report.ok { 0 } else { DAMAGED })
}

/// A problem is a code with a place: `hash-differs …`.
fn problem(said: &str) -> String {
    let (code, place) = said.split_once(' ').unwrap_or((said, ""));
    let id = format!("problem-{}", code.trim_end_matches(':'));
    if Texts::russian().has(&id) { text(&id, &[("place", place)]) } else { said.to_owned() }
}

fn people(report: &CheckReport) {
    for v in &report.volumes {
        let fates: Vec<String> = v.fates.iter().map(|(fate, count)| format!("{}: {count}", text(&format!("fate-{fate}"), &[]))).collect();
        if v.state_hash.is_empty() {
            line(&text("cli-check-unread", &[("volume", &v.volume)]));
            v.problems.iter().for_each(|p| line(&format!("  ! {}", problem(p))));
            continue;
        }
        line(&text("cli-check-volume", &[("volume", &v.volume), ("events", &v.events.to_string()), ("chains", &v.chains.to_string())]));
        line(&format!("  {}", fates.join(", ")));
        if v.waiting > 0 {
            line(&format!("  {}", text("check-waiting", &[("count", &v.waiting.to_string())])));
        }
        line(&format!("  {} {}", text("check-hash", &[]), v.state_hash));
        v.problems.iter().for_each(|p| line(&format!("  ! {}", problem(p))));
    }
    line(&text(if report.ok { "cli-check-ok" } else { "cli-check-bad" }, &[]));
}
