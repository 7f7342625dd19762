//! The journal page.

use super::do_journal::told;
use super::operations::Call;
use super::session::Present;
use super::types::{CellRef, CellStory, DayAsk, JournalGroups, JournalPage, JournalWrite, JournalWritten, Nothing, PageAsk, Today};
use crate::book::Viewer;
use crate::error::Result;

pub(super) fn groups(call: &Call<'_>, _: Nothing) -> Result<JournalGroups> {
    call.app.book()?.journal_groups(&viewer(call.present()?))
}

pub(super) fn today(call: &Call<'_>, asked: DayAsk) -> Result<Today> {
    call.app.book()?.journal_today(&viewer(call.present()?), &asked)
}

pub(super) fn page(call: &Call<'_>, asked: PageAsk) -> Result<JournalPage> {
    call.app.book()?.page(&viewer(call.present()?), &asked)
}

pub(super) fn write(call: &Call<'_>, asked: JournalWrite) -> Result<JournalWritten> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.write_page(&present.author, &viewer(present), &asked)?))
}

/// Who asks.
pub(super) fn viewer(present: &Present) -> Viewer<'_> {
    Viewer { user: present.user, rights: &present.rights }
}

pub(super) fn story(call: &Call<'_>, cell: CellRef) -> Result<CellStory> {
    call.app.book()?.story(&viewer(call.present()?), &cell)
}
