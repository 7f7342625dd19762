//! Structure of the year: files, proposals, the week. Everything is a plan to look at, then applied.

use super::do_import::{read, to_json};
use super::operations::Call;
use super::plans::Plans;
use super::session::Present;
use super::types::{ApplyPlan, ByToken, JobId, LessonsFile, Nothing, Ready, TableApplied};
use crate::book::{Book, Done, GivenFile, PreparedStructure, PreparedTable, PreparedWeek, TableKind};
use crate::error::{Error, Result};
use crate::id::GroupId;
use serde_json::Value;
use std::sync::Arc;

/// A plan that waits for a yes.
pub(super) enum Prepared {
    /// A file.
    Table(Box<PreparedTable>),
    /// Groups and loads.
    Structure(Box<PreparedStructure>),
    /// A week.
    Week(Box<PreparedWeek>),
}

/// Reads a file of a kind; the groups are those of a lesson plan.
fn plan_table(call: &Call<'_>, kind: TableKind, token: &str, groups: Vec<[u8; 16]>) -> Result<JobId> {
    let path = call.file(token)?;
    let (book, present, app, whose) = (call.app.book()?, call.present()?.clone(), Arc::clone(call.app), call.session.whose());
    call.app.jobs.start(whose, "stage-reading", move |progress| {
        let bytes = read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = Plans::<Prepared>::id()?;
        let file = GivenFile { name: &name, bytes: &bytes, groups: &groups };
        let told = |done, total| progress.tell(done, total);
        let prepared = book.prepare_table((present.user, &present.rights), kind, &id, file, &told)?;
        let shown = to_json(prepared.shown(), "import.plan")?;
        app.structure.keep(id, whose, Prepared::Table(Box::new(prepared)));
        Ok(shown)
    })
}

fn apply_table(call: &Call<'_>, kind: TableKind, asked: ApplyPlan) -> Result<JobId> {
    carry(
        call,
        asked,
        |p| matches!(p, Prepared::Table(t) if t.kind() == kind),
        |book, present, prepared| match prepared {
            Prepared::Table(t) => book.apply_table(&present.author, &present.rights, t),
            _ => Err(Error::usage("plan-unknown")),
        },
    )
}

pub(super) fn plan_staff(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    plan_table(call, TableKind::Staff, &file.token, Vec::new())
}

pub(super) fn apply_staff(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::Staff, asked)
}

pub(super) fn plan_curriculum(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    plan_table(call, TableKind::Curriculum, &file.token, Vec::new())
}

pub(super) fn apply_curriculum(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::Curriculum, asked)
}

pub(super) fn plan_calendar(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    plan_table(call, TableKind::Calendar, &file.token, Vec::new())
}

pub(super) fn apply_calendar(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::Calendar, asked)
}

pub(super) fn plan_bells(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    plan_table(call, TableKind::Bells, &file.token, Vec::new())
}

pub(super) fn apply_bells(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::Bells, asked)
}

pub(super) fn plan_worktypes(call: &Call<'_>, file: ByToken) -> Result<JobId> {
    plan_table(call, TableKind::WorkTypes, &file.token, Vec::new())
}

pub(super) fn apply_worktypes(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::WorkTypes, asked)
}

pub(super) fn plan_lessons(call: &Call<'_>, file: LessonsFile) -> Result<JobId> {
    let groups = file.groups.iter().map(|g| GroupId::parse(g).map(|g| g.0)).collect::<Result<Vec<_>>>()?;
    plan_table(call, TableKind::Lessons, &file.token, groups)
}

pub(super) fn apply_lessons(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    apply_table(call, TableKind::Lessons, asked)
}

pub(super) fn ready(call: &Call<'_>, _: Nothing) -> Result<Ready> {
    call.app.book()?.ready()
}

/// Starts a proposal and keeps it.
fn start(
    call: &Call<'_>,
    operation: &'static str,
    make: impl FnOnce(&Book, &str) -> Result<(Value, Prepared)> + Send + 'static,
) -> Result<JobId> {
    let (book, app, whose) = (call.app.book()?, Arc::clone(call.app), call.session.whose());
    call.app.jobs.start(whose, "stage-proposing", move |progress| {
        progress.go_on()?;
        let id = Plans::<Prepared>::id()?;
        let (shown, prepared) = make(&book, &id).inspect_err(|e| log::info!("{operation}: {}", e.code))?;
        app.structure.keep(id, whose, prepared);
        Ok(shown)
    })
}

/// Carries a kept plan out, if it is of the operation's own kind: each asks for its own right.
fn carry(
    call: &Call<'_>,
    asked: ApplyPlan,
    fits: impl Fn(&Prepared) -> bool,
    run: fn(&Book, &Present, &Prepared) -> Result<Done<TableApplied>>,
) -> Result<JobId> {
    let present = call.present()?.clone();
    let (book, app, whose) = (call.app.book()?, Arc::clone(call.app), call.session.whose());
    let plan = call.app.structure.take(&asked.plan, whose, fits)?;
    call.app.jobs.start(whose, "stage-writing", move |progress| {
        progress.go_on()?;
        let done = run(&book, &present, &plan)?;
        app.structure.forget(&asked.plan);
        app.touched(&done.touched);
        to_json(&done.value, "apply")
    })
}

pub(super) fn propose(call: &Call<'_>, _: Nothing) -> Result<JobId> {
    start(call, "structure.propose", |book, id| {
        let prepared = book.propose_structure(id)?;
        Ok((to_json(prepared.shown(), "structure.propose")?, Prepared::Structure(Box::new(prepared))))
    })
}

pub(super) fn apply(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    carry(
        call,
        asked,
        |p| matches!(p, Prepared::Structure(_)),
        |book, present, prepared| match prepared {
            Prepared::Structure(p) => book.apply_structure(&present.author, &present.rights, p),
            _ => Err(Error::usage("plan-unknown")),
        },
    )
}

pub(super) fn propose_week(call: &Call<'_>, _: Nothing) -> Result<JobId> {
    start(call, "week.propose", |book, id| {
        let prepared = book.propose_week(id)?;
        Ok((to_json(prepared.shown(), "week.propose")?, Prepared::Week(Box::new(prepared))))
    })
}

pub(super) fn apply_week(call: &Call<'_>, asked: ApplyPlan) -> Result<JobId> {
    carry(
        call,
        asked,
        |p| matches!(p, Prepared::Week(_)),
        |book, present, prepared| match prepared {
            Prepared::Week(p) => book.apply_week(&present.author, p),
            _ => Err(Error::usage("plan-unknown")),
        },
    )
}

pub(super) fn staff_accounts(call: &Call<'_>, _: Nothing) -> Result<JobId> {
    let present = call.present()?.clone();
    let (book, app) = (call.app.book()?, Arc::clone(call.app));
    call.app.jobs.start(call.session.whose(), "stage-accounts", move |progress| {
        progress.go_on()?;
        let done = book.staff_accounts(&present.author, &|done, total| progress.tell(done, total))?;
        app.touched(&done.touched);
        to_json(&done.value, "accounts.staff")
    })
}
