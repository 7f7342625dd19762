//! Accounts and roles.

use super::do_journal::told;
use super::operations::Call;
use super::types::{AccountCreate, AccountList, AccountRole, ByAccount, Credentials, GrantAdmin, Nothing, ResetAdmin, RoleList};
use crate::book::role_list;
use crate::error::Result;

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<AccountList> {
    call.app.book()?.accounts()
}

pub(super) fn create(call: &Call<'_>, asked: AccountCreate) -> Result<Credentials> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.create_account(&present.author, &asked)?))
}

pub(super) fn reset(call: &Call<'_>, asked: ByAccount) -> Result<Credentials> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.reset_account(&present.author, &asked.id)?))
}

pub(super) fn close(call: &Call<'_>, asked: ByAccount) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.close_account(&present.author, &asked.id)?);
    Ok(Nothing {})
}

pub(super) fn grant(call: &Call<'_>, asked: AccountRole) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.grant(&present.author, &asked)?);
    Ok(Nothing {})
}

pub(super) fn revoke(call: &Call<'_>, asked: AccountRole) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.revoke(&present.author, &asked)?);
    Ok(Nothing {})
}

pub(super) fn grant_admin(call: &Call<'_>, asked: GrantAdmin) -> Result<Credentials> {
    Ok(told(call, call.app.book()?.grant_admin(&asked.id, &asked.sheet)?))
}

pub(super) fn roles(_: &Call<'_>, _: Nothing) -> Result<RoleList> {
    Ok(role_list())
}

pub(super) fn reset_admin(call: &Call<'_>, asked: ResetAdmin) -> Result<Credentials> {
    Ok(told(call, call.app.book()?.reset_admin(&asked.login, &asked.sheet)?))
}
