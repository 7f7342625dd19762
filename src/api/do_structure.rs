//! Structure of the year: files, proposals, the week. Everything is a plan to look at, then applied.

use super::do_import::{read, to_json};
use super::operations::Call;
use super::plans::Plans;
use super::types::{ApplyPlan, ByToken, JobId, LessonsFile, Nothing, Ready};
use crate::book::{GivenFile, PreparedTable, TableKind};
use crate::error::{Error, Result};
use crate::id::GroupId;
use std::sync::Arc;

/// A plan that waits for a yes.
pub(super) enum Prepared {
    /// A file.
    Table(Box<PreparedTable>),
}

/// Reads a file of a kind; the groups are those of a lesson plan.
fn plan_table(call: &Call<'_>, kind: TableKind, token: &str, groups: Vec<[u8; 16]>) -> Result<JobId> {
    let path = call.app.files().take(token)?;
    let (book, present, app) = (call.app.book()?, call.present()?.clone(), Arc::clone(call.app));
    call.app.jobs.start(Some(present.user), "stage-reading", move |progress| {
        let bytes = read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = Plans::<Prepared>::id()?;
        let file = GivenFile { name: &name, bytes: &bytes, groups: &groups };
        let told = |done, total| progress.tell(done, total);
        let prepared = book.prepare_table((present.user, &present.rights), kind, &id, file, &told)?;
        let shown = to_json(prepared.shown(), "import.plan")?;
        app.structure.keep(id, present.user, Prepared::Table(Box::new(prepared)));
        Ok(shown)
    })
}

fn apply_table(call: &Call<'_>, kind: TableKind, asked: ApplyPlan) -> Result<JobId> {
    let present = call.present()?.clone();
    let prepared = call.app.structure.get(&asked.plan, present.user)?;
    // A plan is carried out by the operation of its own kind alone: each asks for its own right.
    let fits = |p: &Prepared| matches!(p, Prepared::Table(t) if t.kind() == kind);
    if !fits(&prepared) {
        return Err(Error::usage("plan-unknown"));
    }
    let (book, app) = (call.app.book()?, Arc::clone(call.app));
    call.app.jobs.start(Some(present.user), "stage-writing", move |progress| {
        progress.go_on()?;
        let Prepared::Table(table) = &*prepared;
        let done = book.apply_table(&present.author, &present.rights, table)?;
        app.structure.forget(&asked.plan);
        app.touched(&done.touched);
        to_json(&done.value, "import.apply")
    })
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

pub(super) fn ready(_: &Call<'_>, _: Nothing) -> Result<Ready> {
    Err(Error::other("not-built"))
}

pub(super) fn propose(_: &Call<'_>, _: Nothing) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn propose_week(_: &Call<'_>, _: Nothing) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_week(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn staff_accounts(_: &Call<'_>, _: Nothing) -> Result<JobId> {
    Err(Error::other("not-built"))
}
