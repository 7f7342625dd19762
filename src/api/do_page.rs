//! The journal page.

use super::operations::Call;
use super::types::{CellRef, CellStory, DayAsk, JournalGroups, JournalPage, JournalWrite, JournalWritten, Nothing, PageAsk, Today};
use crate::error::{Error, Result};

pub(super) fn groups(_: &Call<'_>, _: Nothing) -> Result<JournalGroups> {
    Err(Error::other("not-built"))
}

pub(super) fn today(_: &Call<'_>, _: DayAsk) -> Result<Today> {
    Err(Error::other("not-built"))
}

pub(super) fn page(_: &Call<'_>, _: PageAsk) -> Result<JournalPage> {
    Err(Error::other("not-built"))
}

pub(super) fn write(_: &Call<'_>, _: JournalWrite) -> Result<JournalWritten> {
    Err(Error::other("not-built"))
}

pub(super) fn story(_: &Call<'_>, _: CellRef) -> Result<CellStory> {
    Err(Error::other("not-built"))
}
