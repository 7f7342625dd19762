//! The state of a home without personal data: for `doctor` and the support bundle.

use super::cells::{Parts, days};
use super::{Book, setup};
use crate::api::types::{CheckReport, DoctorReport, Finding};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{LEVEL, Scope, Volume};
use crate::keys::KeyStorage;
use crate::store::{Cell, SCHEMA};
use std::path::Path;

/// Less free space than this is a finding, bytes.
const LITTLE_SPACE: u64 = 500 << 20;
/// A clock that stands this far behind the newest entry is a finding, seconds.
const BEHIND: i64 = 10 * 60;
/// Days without a word of the witness that are a finding.
const QUIET: i64 = 14;

fn finding(area: &str, ok: bool, code: &str, args: &[(&str, String)]) -> Finding {
    let args = args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    Finding { area: area.to_owned(), ok, code: code.to_owned(), args }
}

fn trouble(area: &str, e: &Error) -> Finding {
    finding(area, false, "trouble", &[("code", e.code.to_owned())])
}

/// Looks at a home; the book only when it could be opened.
#[must_use]
pub fn examine(home: &Path, book: Option<&Book>, version: &str) -> DoctorReport {
    let mut findings = vec![match setup::exists(home) {
        true => finding("home", true, "school", &[("schema", SCHEMA.to_string())]),
        false => finding("home", false, "no-school", &[]),
    }];
    findings.push(match (KeyStorage::of(home), book) {
        (Some(KeyStorage::Keyring), Some(_)) => finding("keys", true, "keys-keyring", &[]),
        (Some(KeyStorage::File), Some(_)) => finding("keys", true, "keys-file", &[]),
        (Some(_), None) => finding("keys", false, "keys-locked", &[]),
        (None, _) => finding("keys", false, "keys-none", &[]),
    });
    findings.push(match fs4::available_space(home) {
        Ok(bytes) => {
            let megabytes = (bytes >> 20).to_string();
            finding("space", bytes >= LITTLE_SPACE, if bytes >= LITTLE_SPACE { "space" } else { "space-little" }, &[("mb", megabytes)])
        }
        Err(e) => trouble("space", &e.into()),
    });
    let mut check = None;
    if let Some(book) = book {
        findings.push(book.clock_finding().unwrap_or_else(|e| trouble("clock", &e)));
        findings.push(book.roots_finding().unwrap_or_else(|e| trouble("roots", &e)));
        findings.extend(book.law_findings().unwrap_or_else(|e| vec![trouble("law", &e)]));
        findings.push(match book.has_intents() {
            Ok(false) => finding("interrupted", true, "interrupted-none", &[]),
            Ok(true) => finding("interrupted", false, "interrupted", &[]),
            Err(e) => trouble("interrupted", &e),
        });
        match book.check(&|_, _| true) {
            Ok(report) => {
                let code = if report.ok { "integrity" } else { "integrity-broken" };
                findings.push(finding("integrity", report.ok, code, &[("volumes", report.volumes.len().to_string())]));
                check = Some(report);
            }
            Err(e) => findings.push(trouble("integrity", &e)),
        }
    }
    DoctorReport {
        ok: findings.iter().all(|f| f.ok),
        version: version.to_owned(),
        level: LEVEL,
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        findings,
        check,
    }
}

impl Book {
    /// Chains, SQLite's own integrity, tables against a rebuild. Nothing is written.
    ///
    /// # Errors
    /// `cancelled`; those of the store.
    pub fn check(&self, progress: &dyn Fn(u32, u32) -> bool) -> Result<CheckReport> {
        let volumes = self.home.check(progress)?;
        Ok(CheckReport { ok: volumes.iter().all(|v| v.problems.is_empty()), volumes })
    }

    /// A second root of one number: somebody else has opened the sealed sheet.
    fn roots_finding(&self) -> Result<Finding> {
        let number = self.roots().last().version.to_string();
        Ok(match self.home.other_root_bodies()?.last() {
            None => finding("roots", true, "roots", &[("number", number)]),
            Some((other, _)) => finding("roots", false, "roots-other", &[("number", other.to_string())]),
        })
    }

    /// What a lying computer could have done to the law: parts declared lost, days closed ahead, a witness that says nothing.
    fn law_findings(&self) -> Result<Vec<Finding>> {
        let (mut gaps, mut ahead) = (0, false);
        let today = days(self.today());
        let later = |c: &Cell| match c.value.items().and_then(|v| Scope::from_value(v.first()?)) {
            Some(Scope::Window { to, .. }) => c.value.flag_at(3) && to > today,
            _ => false,
        };
        for volume in self.volumes()? {
            let cuts = self.home.ask(volume, |reader| reader.cells(l::CUT))?;
            gaps += self.home.open_gaps(volume)?;
            ahead |= cuts.iter().any(later);
        }
        let quiet = self.home.witnessed(None)?.map(|(time, _)| (self.env.clock.now() - time) / 86_400);
        Ok(vec![
            finding("gaps", gaps == 0, if gaps == 0 { "gaps-none" } else { "gaps" }, &[("count", gaps.to_string())]),
            finding("windows", !ahead, if ahead { "windows-ahead" } else { "windows" }, &[]),
            match quiet {
                None => finding("witness", true, "witness-none", &[]),
                Some(days) if days > QUIET => finding("witness", false, "witness-quiet", &[("days", days.to_string())]),
                Some(_) => finding("witness", true, "witness", &[]),
            },
        ])
    }

    /// Compares this computer's clock with the newest entry.
    fn clock_finding(&self) -> Result<Finding> {
        let now = self.env.clock.now();
        let newest = self.home.log(Volume::REGISTRY, None, 1)?.first().map_or(now, |e| e.time);
        let behind = newest.saturating_sub(now);
        Ok(match behind > BEHIND {
            true => finding("clock", false, "clock-behind", &[("minutes", (behind / 60).to_string())]),
            false => finding("clock", true, "clock", &[]),
        })
    }
}
