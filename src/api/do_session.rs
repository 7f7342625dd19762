//! Coming, going, and the idle lock.

use super::operations::Call;
use super::types::{ChangePassword, IdleMinutes, Login, Nothing, Unlock};
use crate::book::Verified;
use crate::error::{Error, Result};

pub(super) fn login(call: &Call<'_>, asked: Login) -> Result<Nothing> {
    let _one = call.app.passwords.lock();
    let verified = call.app.book()?.log_in(&asked.login, &asked.password)?;
    leave(call);
    enter(call, verified)
}

pub(super) fn unlock(call: &Call<'_>, asked: Unlock) -> Result<Nothing> {
    let _one = call.app.passwords.lock();
    let user = call.session.user().ok_or_else(|| Error::denied("session-none"))?;
    let verified = call.app.book()?.log_in_again(user, &asked.password)?;
    enter(call, verified)
}

/// Lets somebody in, and finishes what an earlier start left half-done.
fn enter(call: &Call<'_>, verified: Verified) -> Result<Nothing> {
    let temporary = verified.temporary;
    call.session.enter(call.app, verified);
    call.app.tend();
    if !temporary {
        finish(call);
    }
    Ok(Nothing {})
}

/// A failure to finish must not keep anybody out: the work waits for the next login.
fn finish(call: &Call<'_>) {
    let done = call.session.present().and_then(|p| call.app.book()?.finish_intents(&p.author));
    match done {
        Ok(touched) => call.app.touched(&touched),
        Err(e) => log::warn!("unfinished work waits: {}", e.code),
    }
}

pub(super) fn logout(call: &Call<'_>, _: Nothing) -> Result<Nothing> {
    leave(call);
    Ok(Nothing {})
}

fn leave(call: &Call<'_>) {
    *call.app.rotating.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    if let Some(user) = call.session.leave() {
        call.app.pupils.forget_all_of(user);
        call.app.structure.forget_all_of(user);
        call.app.papers.forget_all_of(user);
    }
}

pub(super) fn lock(call: &Call<'_>, _: Nothing) -> Result<Nothing> {
    call.session.lock_now();
    Ok(Nothing {})
}

/// A key or a click: the call itself has kept the session alive.
pub(super) fn touch(_: &Call<'_>, _: Nothing) -> Result<Nothing> {
    Ok(Nothing {})
}

pub(super) fn change_password(call: &Call<'_>, asked: ChangePassword) -> Result<Nothing> {
    let _one = call.app.passwords.lock();
    let user = call.session.user().ok_or_else(|| Error::denied("session-none"))?;
    let done = call.app.book()?.change_password(user, &asked.old, &asked.new)?;
    let touched = done.touched;
    call.session.enter(call.app, done.value);
    call.app.touched(&touched);
    finish(call);
    Ok(Nothing {})
}

pub(super) fn idle(call: &Call<'_>, asked: IdleMinutes) -> Result<Nothing> {
    call.app.book()?.set_idle_minutes(asked.minutes)?;
    Ok(Nothing {})
}
