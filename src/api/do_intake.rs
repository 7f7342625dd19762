//! What of other computers waits for a further day, and letting it in.

use super::do_journal::told;
use super::operations::Call;
use super::types::{LateList, LetIn, Nothing};
use crate::error::Result;

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<LateList> {
    call.app.book()?.late_list()
}

pub(super) fn admit(call: &Call<'_>, asked: LetIn) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.let_in(&present.author, &asked)?);
    call.app.touched_anything();
    Ok(Nothing {})
}
