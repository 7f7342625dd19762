//! Papers, archive.

use super::operations::Call;
use super::types::{ArchiveMake, ArchiveVerify, JobId, PaperAsk, PaperSave};
use crate::error::{Error, Result};

pub(super) fn plan(_: &Call<'_>, _: PaperAsk) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn save(_: &Call<'_>, _: PaperSave) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn archive(_: &Call<'_>, _: ArchiveMake) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn verify(_: &Call<'_>, _: ArchiveVerify) -> Result<JobId> {
    Err(Error::other("not-built"))
}
