//! Classes, settings, the log.

use super::operations::Call;
use super::types::{ByClass, ClassCreate, ClassList, ClassPupils, ClassRow, LogPage, LogRows, Nothing, Setting, Settings};
use crate::book::Done;
use crate::error::Result;

/// Tells what an act touched, gives its value.
pub(super) fn told<T>(call: &Call<'_>, done: Done<T>) -> T {
    call.app.touched(&done.touched);
    done.value
}

pub(super) fn classes(call: &Call<'_>, _: Nothing) -> Result<ClassList> {
    call.app.book()?.class_list(&call.present()?.rights)
}

pub(super) fn pupils(call: &Call<'_>, asked: ByClass) -> Result<ClassPupils> {
    call.app.book()?.class_pupils(&call.present()?.rights, &asked.class)
}

pub(super) fn create_class(call: &Call<'_>, asked: ClassCreate) -> Result<ClassRow> {
    let present = call.present()?;
    Ok(told(call, call.app.book()?.create_class(&present.author, &asked)?))
}

pub(super) fn settings(call: &Call<'_>, _: Nothing) -> Result<Settings> {
    call.app.book()?.settings()
}

pub(super) fn set_setting(call: &Call<'_>, asked: Setting) -> Result<Nothing> {
    let present = call.present()?;
    told(call, call.app.book()?.set_setting(&present.author, &asked)?);
    Ok(Nothing {})
}

pub(super) fn log(call: &Call<'_>, page: LogPage) -> Result<LogRows> {
    call.app.book()?.log_page(&page)
}
