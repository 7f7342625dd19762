//! Structure of the year: files, proposals, the week.

use super::operations::Call;
use super::types::{ApplyPlan, ByToken, JobId, LessonsFile, Nothing, Ready};
use crate::error::{Error, Result};

pub(super) fn plan_staff(_: &Call<'_>, _: ByToken) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_staff(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn plan_curriculum(_: &Call<'_>, _: ByToken) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_curriculum(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn plan_calendar(_: &Call<'_>, _: ByToken) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_calendar(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn plan_bells(_: &Call<'_>, _: ByToken) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_bells(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn plan_worktypes(_: &Call<'_>, _: ByToken) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_worktypes(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn plan_lessons(_: &Call<'_>, _: LessonsFile) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn apply_lessons(_: &Call<'_>, _: ApplyPlan) -> Result<JobId> {
    Err(Error::other("not-built"))
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
