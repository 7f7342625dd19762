//! Roots and their rotation, computers, removal of admins, entries in doubt of who signed them.

use super::access::{Access, Right};
use super::do_journal::told;
use super::do_print::print_sheet;
use super::operations::Call;
use super::plans::Plans;
use super::session::Whose;
use super::types::{
    ByRotation, BySheet, Compromised, CompromisedAccount, DeviceList, DoubtList, DoubtsAgain, DoubtsAsk, LawAgain, LawLogPage, LawRows,
    LawSeen, Nothing, Opened, RemoveAdmin, RootSettle, RootSettled, RootState, RotationAsk, RotationPlan, RotationPrint, RotationSave,
    SecretText, SheetFiles, SheetFilesDelete, SheetPapers, WriteAgain,
};
use crate::book::Rotation;
use crate::error::{Error, Result};
use crate::print::{SheetFile, SheetPaper};
use crate::time::Age;
use std::sync::{MutexGuard, PoisonError};

/// How long a rotation waits, milliseconds: it holds the seed of a root.
const LIFE_MS: u64 = 60 * 60 * 1000;

/// A rotation that waits for its sheets to be printed.
pub(super) struct Waiting {
    /// The name it goes by.
    id: String,
    whose: Whose,
    age: Age,
    rotation: Rotation,
}

/// One at a time: a second takes the place of the first.
pub(super) type Rotating = Option<Waiting>;

fn rotating<'a>(call: &'a Call<'_>) -> MutexGuard<'a, Rotating> {
    call.app.rotating.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The rotation by its name, if it was planned at this session within the hour.
fn named<'a>(call: &Call<'_>, rotating: &'a mut Rotating, id: &str) -> Result<&'a mut Rotation> {
    if rotating.as_mut().is_some_and(|w| w.age.look(&**call.app.clock()) >= LIFE_MS) {
        *rotating = None;
    }
    let own = rotating.as_mut().filter(|w| w.id == id && w.whose == call.session.whose());
    own.map(|w| &mut w.rotation).ok_or_else(|| Error::usage("plan-unknown"))
}

/// Forgets the rotation of a session that somebody leaves.
pub(super) fn forget_rotation(call: &Call<'_>) {
    let mut waiting = rotating(call);
    if waiting.as_ref().is_some_and(|w| w.whose.session == call.session.whose().session) {
        *waiting = None;
    }
}

pub(super) fn root_state(call: &Call<'_>, _: Nothing) -> Result<RootState> {
    call.app.book()?.root_state()
}

pub(super) fn root_plan(call: &Call<'_>, asked: RotationAsk) -> Result<RotationPlan> {
    let (rotation, plan) = call.app.book()?.plan_rotation(&asked.sealed, asked.present.as_deref())?;
    let id = Plans::<Rotation>::id()?;
    let (whose, age) = (call.session.whose(), Age::new(&**call.app.clock()));
    *rotating(call) = Some(Waiting { id: id.clone(), whose, age, rotation });
    Ok(RotationPlan { rotation: id, ..plan })
}

pub(super) fn root_sheet_save(call: &Call<'_>, asked: RotationSave) -> Result<SheetPapers> {
    let file = SheetFile::parse(&asked.file)?;
    let mut waiting = rotating(call);
    let rotation = named(call, &mut waiting, &asked.rotation)?;
    call.app.book()?.save_sheets(rotation, file, &call.file(&asked.token)?)?;
    Ok(rotation.sheets().state())
}

pub(super) fn root_sheet_print(call: &Call<'_>, asked: RotationPrint) -> Result<SheetPapers> {
    let paper = SheetPaper::parse(&asked.paper)?;
    let pdf = named(call, &mut rotating(call), &asked.rotation)?.sheets().paper(paper)?;
    print_sheet(call.app, &asked.printer, &pdf)?;
    let mut waiting = rotating(call);
    let sheets = named(call, &mut waiting, &asked.rotation)?.sheets();
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
    let done = call.app.book()?.rotate(named(call, &mut waiting, &asked.rotation)?)?;
    *waiting = None;
    told(call, done);
    Ok(Nothing {})
}

pub(super) fn root_cancel(call: &Call<'_>, asked: ByRotation) -> Result<Nothing> {
    let mut waiting = rotating(call);
    named(call, &mut waiting, &asked.rotation)?;
    *waiting = None;
    Ok(Nothing {})
}

pub(super) fn devices(call: &Call<'_>, _: Nothing) -> Result<DeviceList> {
    call.app.book()?.devices()
}

pub(super) fn devices_by_sheet(call: &Call<'_>, asked: BySheet) -> Result<DeviceList> {
    call.app.book()?.devices_by_sheet(&asked.sheet)
}

pub(super) fn root_settle(call: &Call<'_>, asked: RootSettle) -> Result<RootSettled> {
    let sheet = SecretText::given(asked.sheet.as_ref());
    if sheet.is_none() {
        admin_present(call)?;
    }
    let settled = call.app.book()?.settle_root(&asked.document, sheet)?;
    call.app.touched_anything();
    Ok(settled)
}

/// Lets an admin who is logged in go on; nobody else.
fn admin_present(call: &Call<'_>) -> Result<()> {
    Access::Ready(Right::Admin).admit(call.session.stage(call.app)?)?;
    let may = call.session.present()?.rights.admin;
    if may { Ok(()) } else { Err(Error::denied("no-right").with("operation", "root.settle")) }
}

pub(super) fn remove_admin(call: &Call<'_>, asked: RemoveAdmin) -> Result<Nothing> {
    told(call, call.app.book()?.remove_admin(&asked)?);
    Ok(Nothing {})
}

pub(super) fn compromised(call: &Call<'_>, asked: CompromisedAccount) -> Result<Compromised> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.compromised(&present.author, &asked)?))
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

pub(super) fn again(call: &Call<'_>, asked: LawAgain) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.close_again(&present.author, &asked.entry)?);
    Ok(Nothing {})
}

pub(super) fn log(call: &Call<'_>, asked: LawLogPage) -> Result<LawRows> {
    call.app.book()?.law_log(call.present()?.user, &asked)
}

pub(super) fn news(call: &Call<'_>, _: Nothing) -> Result<LawRows> {
    call.app.book()?.law_news(call.present()?.user)
}

pub(super) fn seen(call: &Call<'_>, asked: LawSeen) -> Result<Nothing> {
    call.app.book()?.law_seen(call.present()?.user, &asked.entries)?;
    Ok(Nothing {})
}
