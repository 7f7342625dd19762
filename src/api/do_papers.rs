//! Papers.

use super::operations::Call;
use super::types::{JobId, PaperAsk, PaperSave};
use crate::error::{Error, Result};

pub(super) fn plan(_: &Call<'_>, _: PaperAsk) -> Result<JobId> {
    Err(Error::other("not-built"))
}

pub(super) fn save(_: &Call<'_>, _: PaperSave) -> Result<JobId> {
    Err(Error::other("not-built"))
}
