//! Enrolment lists: a plan to look at, then applied.

use super::operations::Call;
use super::plans::Plans;
use super::types::{ApplyPlan, ByToken, JobId};
use crate::book::PreparedPupils;
use crate::error::{Error, Result};
use crate::import::table::MAX_FILE;
use std::path::Path;
use std::sync::Arc;

pub(super) fn plan(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    let path = call.file(&file.token)?;
    let (book, whose, app) = (call.app.book()?, call.session.whose(), Arc::clone(call.app));
    call.app.jobs.start(whose, "stage-reading", move |progress| {
        let bytes = read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = Plans::<PreparedPupils>::id()?;
        let prepared = book.prepare_pupils(&id, &name, &bytes, &|done, total| progress.tell(done, total))?;
        let shown = to_json(prepared.shown(), "import.pupils.plan")?;
        app.pupils.keep(id, whose, prepared);
        Ok(shown)
    })
}

pub(super) fn apply(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    let present = call.present()?.clone();
    let (book, app, whose) = (call.app.book()?, Arc::clone(call.app), call.session.whose());
    let plan = call.app.pupils.take(&asked.plan, whose, |_| true)?;
    call.app.jobs.start(whose, "stage-writing", move |progress| {
        progress.go_on()?;
        let done = book.apply_pupils(&present.author, &present.rights, &plan)?;
        app.pupils.forget(&asked.plan);
        app.touched(&done.touched);
        to_json(&done.value, "import.pupils.apply")
    })
}

pub(super) fn to_json(value: &impl serde::Serialize, operation: &str) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::other("bad-response").with("operation", operation))
}

/// The whole file, never more than its limit.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    crate::given::read(path, MAX_FILE)
}
