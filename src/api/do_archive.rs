//! The archive of the year, and the verification of any archive.

use super::do_app::asker;
use super::operations::Call;
use super::types::{ArchiveMake, ArchiveVerify, JobId};
use crate::book::{archive_papers, verify_file};
use crate::error::{Error, Result};
use crate::platform::folders;

pub(super) fn make(call: &Call<'_>, asked: ArchiveMake) -> Result<JobId> {
    let path = call.file(&asked.token)?;
    let book = call.app.book()?;
    call.app.jobs.start(call.session.whose(), "stage-archiving", move |progress| {
        let made = book.make_archive(&path, &archive_papers, &|done, total| {
            if total == 0 { progress.go_on().is_ok() } else { progress.tell(done, total) }
        })?;
        to_json(&made, "archive.make")
    })
}

pub(super) fn verify(call: &Call<'_>, asked: ArchiveVerify) -> Result<JobId> {
    let path = call.file(&asked.token)?;
    let given = asked.trust.filter(|t| !t.trim().is_empty());
    let trust = match given {
        Some(given) => given,
        None => call.app.book()?.fingerprint(),
    };
    let scratch = folders::temp(call.app.home());
    call.app.jobs.start(asker(call)?, "stage-verifying", move |progress| {
        let verdict = verify_file(&path, Some(&trust), &scratch, &|done, total| progress.tell(done, total))?;
        to_json(&verdict, "archive.verify")
    })
}

fn to_json(value: &impl serde::Serialize, operation: &str) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::other("bad-response").with("operation", operation))
}
