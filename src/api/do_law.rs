//! Roots and their rotation, computers, removal of admins, entries in doubt of who signed them.

use super::access::{Access, Right};
use super::do_journal::told;
use super::operations::Call;
use super::plans::Plans;
use super::types::{
    ByRotation, BySheet, Compromised, CompromisedAccount, DeviceList, DoubtList, DoubtsAgain, DoubtsAsk, LawAgain, LawLogPage, LawRows,
    LawSeen, Nothing, Opened, RemoveAdmin, RootSettle, RootSettled, RootState, RotationAsk, RotationPlan, RotationSave, Typed, WriteAgain,
};
use crate::book::Rotation;
use crate::error::{Error, Result};
use std::sync::{MutexGuard, PoisonError};

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
    let (rotation, plan) = call.app.book()?.plan_rotation(&asked.sealed, asked.present.as_deref())?;
    let id = Plans::<Rotation>::id()?;
    *rotating(call) = Some((id.clone(), rotation));
    Ok(RotationPlan { rotation: id, ..plan })
}

pub(super) fn root_sheet_save(call: &Call<'_>, asked: RotationSave) -> Result<Nothing> {
    let mut waiting = rotating(call);
    let rotation = named(&mut waiting, &asked.rotation)?;
    rotation.save(&call.app.files().take(&asked.token)?)?;
    Ok(Nothing {})
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

pub(super) fn devices_by_sheet(call: &Call<'_>, asked: BySheet) -> Result<DeviceList> {
    call.app.book()?.devices_by_sheet(&asked.sheet)
}

pub(super) fn root_settle(call: &Call<'_>, asked: RootSettle) -> Result<RootSettled> {
    let sheet = Typed::given(asked.sheet.as_ref());
    if sheet.is_none() {
        admin_present(call)?;
    }
    let settled = call.app.book()?.settle_root(&asked.document, sheet)?;
    call.app.everything_changed();
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
