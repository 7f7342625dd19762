//! The summary sheet.

use super::do_journal::told;
use super::do_page::viewer;
use super::operations::Call;
use super::types::{Award, ByClass, Decide, Nothing, SummarySheet};
use crate::error::Result;

pub(super) fn sheet(call: &Call<'_>, asked: ByClass) -> Result<SummarySheet> {
    call.app.book()?.summary(&viewer(call.present()?), &asked.class)
}

pub(super) fn decide(call: &Call<'_>, asked: Decide) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.decide(&present.author, &viewer(present), &asked)?);
    Ok(Nothing {})
}

pub(super) fn award(call: &Call<'_>, asked: Award) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.award(&present.author, &viewer(present), &asked)?);
    Ok(Nothing {})
}
