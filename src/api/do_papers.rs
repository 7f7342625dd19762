//! Summary sheet, papers, archive.

use super::operations::Call;
use super::types::{Award, ByClass, Decide, JobId, Nothing, PaperAsk, PaperSave, SummarySheet};
use crate::error::{Error, Result};

pub(super) fn sheet(_: &Call<'_>, _: ByClass) -> Result<SummarySheet> {
    Err(Error::other("not-built"))
}

pub(super) fn decide(_: &Call<'_>, _: Decide) -> Result<Nothing> {
    Err(Error::other("not-built"))
}

pub(super) fn award(_: &Call<'_>, _: Award) -> Result<Nothing> {
    Err(Error::other("not-built"))
}

pub(super) fn plan(_: &Call<'_>, _: PaperAsk) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn save(_: &Call<'_>, _: PaperSave) -> Result<JobId> {
    Err(Error::other("not-built"))
}
