//! Destruction of years and erasure of persons.

use super::do_journal::told;
use super::operations::Call;
use super::types::{
    ActEntry, ByYear, DestructionConfirm, DestructionList, DestructionPropose, DestructionSpare, DestructionYears, ErasureList, Nothing,
    PersonErase, PersonSpare, SecretText,
};
use crate::error::Result;

pub(super) fn propose(call: &Call<'_>, asked: DestructionPropose) -> Result<ActEntry> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.propose_destruction(&present.author, &asked)?))
}

pub(super) fn confirm(call: &Call<'_>, asked: DestructionConfirm) -> Result<ActEntry> {
    let present = call.present()?;
    let book = call.app.book()?;
    let entry = told(call, book.confirm_destruction(&present.author, &asked.entry, SecretText::given(asked.sheet.as_ref()))?);
    call.app.touched(&book.tend());
    Ok(entry)
}

pub(super) fn spare(call: &Call<'_>, asked: DestructionSpare) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.spare_destruction(&present.author, &asked.entry, &asked.reason)?);
    Ok(Nothing {})
}

pub(super) fn finish(call: &Call<'_>, asked: ByYear) -> Result<Nothing> {
    call.app.book()?.finish_destruction(asked.year)?;
    Ok(Nothing {})
}

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<DestructionList> {
    call.app.book()?.destruction_list()
}

pub(super) fn years(call: &Call<'_>, _: Nothing) -> Result<DestructionYears> {
    call.app.book()?.destruction_years()
}

pub(super) fn erase(call: &Call<'_>, asked: PersonErase) -> Result<Nothing> {
    let present = call.present()?;
    let book = call.app.book()?;
    told(call, book.erase(&present.author, &asked.person, &asked.basis)?);
    call.app.touched(&book.tend());
    Ok(Nothing {})
}

pub(super) fn spare_person(call: &Call<'_>, asked: PersonSpare) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.spare_person(&present.author, &asked.person, &asked.reason)?);
    Ok(Nothing {})
}

pub(super) fn erasures(call: &Call<'_>, _: Nothing) -> Result<ErasureList> {
    call.app.book()?.erasure_list()
}
