//! The first start: school, recovery sheet, keys.

use super::app::Place;
use super::operations::Call;
use super::types::{ByToken, Nothing, Passphrase, SchoolCreate, SheetInfo};
use crate::book::Setup;
use crate::error::{Error, Result};
use crate::keys::{KeyStorage, Vault};

pub(super) fn create(call: &Call<'_>, asked: SchoolCreate) -> Result<SheetInfo> {
    let mut place = call.app.place();
    if !matches!(*place, Place::Empty) {
        return Err(Error::usage("school-exists"));
    }
    let setup = Setup::create(call.app.home(), &asked, call.app.env())?;
    let info = setup.info();
    *place = Place::Sheet(Box::new(setup));
    Ok(info)
}

pub(super) fn sheet(call: &Call<'_>, _: Nothing) -> Result<SheetInfo> {
    with_setup(call, |setup| Ok(setup.info()))
}

pub(super) fn sheet_save(call: &Call<'_>, to: ByToken) -> Result<Nothing> {
    let path = call.app.files().take(&to.token)?;
    with_setup(call, |setup| setup.save(&path))?;
    Ok(Nothing {})
}

pub(super) fn sheet_done(call: &Call<'_>, _: Nothing) -> Result<Nothing> {
    let mut place = call.app.place();
    let Place::Sheet(setup) = &*place else { return Err(Error::usage("wrong-stage")) };
    let vault = setup.finish()?;
    *place = call.app.open_book(vault)?;
    Ok(Nothing {})
}

pub(super) fn keys_unlock(call: &Call<'_>, given: Passphrase) -> Result<Nothing> {
    let _one = call.app.passwords.lock();
    let mut place = call.app.place();
    if !matches!(*place, Place::KeysLocked) {
        return Err(Error::usage("wrong-stage"));
    }
    let vault = Vault::open(call.app.home(), KeyStorage::File, Some(&given.passphrase))?;
    *place = call.app.open_book(vault)?;
    Ok(Nothing {})
}

fn with_setup<T>(call: &Call<'_>, f: impl FnOnce(&mut Setup) -> Result<T>) -> Result<T> {
    match &mut *call.app.place() {
        Place::Sheet(setup) => f(setup),
        _ => Err(Error::usage("wrong-stage")),
    }
}
