//! The witness's program: nobody need be logged in, the computer itself signs.

use super::operations::Call;
use super::types::{Nothing, WitnessRan};
use crate::error::Result;

pub(super) fn run(call: &Call<'_>, _: Nothing) -> Result<WitnessRan> {
    let done = call.app.book()?.run_witness()?;
    call.app.touched(&done.touched);
    Ok(WitnessRan { checkpoint: done.checkpoint, windows: done.windows, grants: done.grants })
}
