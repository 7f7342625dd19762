//! The program itself: where it stands, its jobs, its health.

use super::access::Access;
use super::app::App;
use super::operations::{Call, OPERATIONS};
use super::session::{Session, Whose};
use super::types::{AppState, DoctorAsk, DoctorReport, Finding, JobId, JobStatus, Nothing, Stage, VolumeAsk};
use crate::book::{Look, examine};
use crate::error::{Error, Result};
use crate::event::LEVEL;
use crate::rights::role::Rights;
use crate::store::SCHEMA;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What screens show before a journal is open.
const IDLE_MINUTES: u32 = 15;

pub(super) fn state(call: &Call<'_>, _: Nothing) -> Result<AppState> {
    let stage = call.session.stage(call.app)?;
    let mut state = AppState {
        stage,
        school: None,
        user: None,
        version: VERSION.to_owned(),
        today: crate::time::school_date(call.app.clock().now(), chrono_tz::Europe::Moscow).to_string(),
        idle_minutes: IDLE_MINUTES,
        demo_logins: Vec::new(),
        demo: None,
        published: false,
        quarantine: None,
        warnings: None,
        sheet_files: None,
    };
    if let Some(book) = call.app.book_or_stage()? {
        state.school = Some(book.school()?);
        state.today = book.today().to_string();
        state.idle_minutes = book.idle_minutes();
        state.demo_logins.clone_from(&book.demo().logins);
        state.demo = book.demo().info();
        state.published = book.is_published();
        state.user = call.session.info(may);
        state.warnings = Some(book.warnings()?).filter(|all| !all.is_empty());
        if stage == Stage::Ready {
            state.quarantine = Some(book.quarantine_rows()?).filter(|rows| !rows.is_empty());
            if call.session.present()?.rights.admin {
                state.sheet_files = Some(book.sheet_files()?.files).filter(|files| !files.is_empty());
            }
        }
    }
    Ok(state)
}

/// Names of the operations that the rights open.
fn may(rights: &Rights) -> Vec<String> {
    let open = |access: Access| match access {
        Access::Always | Access::Journal | Access::Session | Access::Present => true,
        Access::At(stage) => stage == Stage::Locked,
        Access::Ready(right) => right.met_by(rights),
    };
    OPERATIONS.iter().filter(|o| open(o.access)).map(|o| o.name.to_owned()).collect()
}

pub(super) fn doctor(call: &Call<'_>, asked: DoctorAsk) -> Result<DoctorReport> {
    let book = call.app.book_or_stage()?;
    let look = Look { told: call.session.stage(call.app)? == Stage::Ready, deep: asked.deep.unwrap_or(true) };
    Ok(examine(call.app.home(), book.as_deref(), VERSION, look))
}

pub(super) fn go_on(call: &Call<'_>, asked: VolumeAsk) -> Result<Nothing> {
    call.app.book()?.go_on(&asked.volume)?;
    Ok(Nothing {})
}

/// What `doctor` says of a home that could not be opened.
///
/// # Errors
/// `bad-response`.
pub fn examine_closed(home: &Path, why: &Error) -> Result<Value> {
    let mut report = examine(home, None, VERSION, Look { told: false, deep: false });
    let known = crate::texts::Texts::russian().has(&format!("doctor-{}", why.code));
    let (code, mut args) = (if known { why.code } else { "trouble" }, why.args.clone());
    args.insert("code".to_owned(), why.code.to_owned());
    report.findings.push(Finding { area: "home".to_owned(), ok: false, code: code.to_owned(), args });
    report.ok = false;
    serde_json::to_value(report).map_err(|_| Error::other("bad-response").with("operation", "doctor"))
}

pub(super) fn check(call: &Call<'_>, _: Nothing) -> Result<JobId> {
    let book = call.app.book()?;
    call.app.jobs.start(Whose { user: None, ..call.session.whose() }, "stage-checking", move |progress| {
        let report = book.check(&|done, total| progress.tell(done, total))?;
        progress.go_on()?;
        serde_json::to_value(report).map_err(|_| Error::other("bad-response").with("operation", "check"))
    })
}

pub(super) fn job_status(call: &Call<'_>, job: JobId) -> Result<JobStatus> {
    call.app.jobs.status(&job.job, asker(call)?)
}

pub(super) fn job_cancel(call: &Call<'_>, job: JobId) -> Result<Nothing> {
    call.app.jobs.cancel(&job.job, asker(call)?)?;
    Ok(Nothing {})
}

/// Who asks: results hold names, so an idle-locked session asks as nobody.
pub(super) fn asker(call: &Call<'_>) -> Result<Whose> {
    let whose = call.session.whose();
    match call.session.stage(call.app)? {
        Stage::Ready => Ok(whose),
        Stage::Locked => Err(Error::denied("session-locked")),
        _ => Ok(Whose { user: None, ..whose }),
    }
}

/// Waits for a job that an operation of this session started.
///
/// # Errors
/// `unknown-job`; `cancelled`; the job's own, with its kind.
pub fn wait(app: &Arc<App>, session: &Session, started: Value) -> Result<Value> {
    let job: JobId = serde_json::from_value(started).map_err(|_| Error::usage("unknown-job"))?;
    let whose = asker(&Call { app, session, operation: "job.status", present: None })?;
    app.jobs.wait(&job.job, whose)
}

/// What this program is.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Version.
    pub version: &'static str,
    /// Commit it was built from.
    pub commit: &'static str,
    /// Schema of the databases it writes.
    pub schema: u32,
    /// Format level of events it writes.
    pub level: u16,
}

/// What this program is.
#[must_use]
pub fn about() -> About {
    About { version: VERSION, commit: env!("ZHURNAL_COMMIT"), schema: SCHEMA, level: LEVEL }
}
