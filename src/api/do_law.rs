//! Roots and their rotation, computers, removal of admins, entries in doubt of who signed them.

use super::do_journal::told;
use super::do_print::print_sheet;
use super::operations::Call;
use super::plans::Plans;
use super::types::{
    ByRotation, Compromised, CompromisedAccount, DeviceList, DoubtList, DoubtsAgain, DoubtsAsk, Nothing, Opened, RemoveAdmin, RootState,
    RotationAsk, RotationPlan, RotationPrint, RotationSave, SheetFiles, SheetFilesDelete, SheetPapers, WriteAgain,
};
use crate::book::Rotation;
use crate::error::{Error, Result};
use crate::print::{SheetFile, SheetPaper};
use std::sync::{MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// A rotation that waits for its sheets to be printed, and the name it goes by. One at a time: a second takes the place of the first.
pub(super) type Rotating = Option<(String, Rotation)>;

fn rotating<'a>(call: &'a Call<'_>) -> MutexGuard<'a, Rotating> {
    call.app.rotating.lock().unwrap_or_else(PoisonError::into_inner)
}

fn named<'a>(rotating: &'a mut Rotating, id: &str) -> Result<&'a mut Rotation> {
    rotating.as_mut().filter(|(name, _)| name == id).map(|(_, r)| r).ok_or_else(|| Error::usage("plan-unknown"))
}

pub(super) fn root_state(call: &Call<'_>, _: Nothing) -> Result<RootState> {
    call.app.book()?.root_state()
}

pub(super) fn root_plan(call: &Call<'_>, asked: RotationAsk) -> Result<RotationPlan> {
    let (sealed, present) = (Zeroizing::new(asked.sealed), asked.present.map(Zeroizing::new));
    let (rotation, plan) = call.app.book()?.plan_rotation(&sealed, present.as_deref().map(String::as_str))?;
    let id = Plans::<Rotation>::id()?;
    *rotating(call) = Some((id.clone(), rotation));
    Ok(RotationPlan { rotation: id, ..plan })
}

pub(super) fn root_sheet_save(call: &Call<'_>, asked: RotationSave) -> Result<SheetPapers> {
    let file = SheetFile::parse(&asked.file)?;
    let mut waiting = rotating(call);
    let rotation = named(&mut waiting, &asked.rotation)?;
    call.app.book()?.save_sheets(rotation, file, &call.app.files().take(&asked.token)?)?;
    Ok(rotation.sheets().state())
}

pub(super) fn root_sheet_print(call: &Call<'_>, asked: RotationPrint) -> Result<SheetPapers> {
    let paper = SheetPaper::parse(&asked.paper)?;
    let pdf = named(&mut rotating(call), &asked.rotation)?.sheets().paper(paper)?;
    print_sheet(call.app, &asked.printer, &pdf)?;
    let mut waiting = rotating(call);
    let sheets = named(&mut waiting, &asked.rotation)?.sheets();
    sheets.printed(paper);
    Ok(sheets.state())
}

pub(super) fn sheet_files(call: &Call<'_>, _: Nothing) -> Result<SheetFiles> {
    call.app.book()?.sheet_files()
}

pub(super) fn sheet_files_delete(call: &Call<'_>, asked: SheetFilesDelete) -> Result<SheetFiles> {
    call.app.book()?.delete_sheet_files(&asked)
}

pub(super) fn root_rotate(call: &Call<'_>, asked: ByRotation) -> Result<Nothing> {
    let mut waiting = rotating(call);
    let done = call.app.book()?.rotate(named(&mut waiting, &asked.rotation)?)?;
    *waiting = None;
    told(call, done);
    Ok(Nothing {})
}

pub(super) fn root_cancel(call: &Call<'_>, asked: ByRotation) -> Result<Nothing> {
    let mut waiting = rotating(call);
    named(&mut waiting, &asked.rotation)?;
    *waiting = None;
    Ok(Nothing {})
}

pub(super) fn devices(call: &Call<'_>, _: Nothing) -> Result<DeviceList> {
    call.app.book()?.devices()
}

pub(super) fn remove_admin(call: &Call<'_>, mut asked: RemoveAdmin) -> Result<Nothing> {
    let sheet = Zeroizing::new(std::mem::take(&mut asked.sheet));
    told(call, call.app.book()?.remove_admin(&asked, &sheet)?);
    Ok(Nothing {})
}

pub(super) fn compromised(call: &Call<'_>, mut asked: CompromisedAccount) -> Result<Compromised> {
    let sheet = asked.sheet.take().filter(|s| !s.trim().is_empty()).map(Zeroizing::new);
    let present = call.present()?;
    Ok(told(call, call.app.book()?.compromised(&present.author, &asked, sheet.as_deref().map(String::as_str))?))
}

pub(super) fn doubts(call: &Call<'_>, asked: DoubtsAsk) -> Result<DoubtList> {
    let present = call.present()?;
    if !asked.mine && !present.rights.admin {
        return Err(Error::denied("no-right").with("operation", "doubts.list"));
    }
    call.app.book()?.doubts(present.user, !asked.mine)
}

pub(super) fn write_again(call: &Call<'_>, asked: WriteAgain) -> Result<DoubtsAgain> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.write_again(&present.author, &asked.entries)?))
}

pub(super) fn opened(call: &Call<'_>, _: Nothing) -> Result<Opened> {
    call.app.book()?.opened()
}
