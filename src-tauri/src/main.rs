//! The window of «Журнал»: one generic command, dialogs, file drop, pages of papers. No rules and no SQL live here.

#![cfg_attr(windows, windows_subsystem = "windows")]

mod commands;
mod core;
mod dialog;
mod pages;
mod start;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(error) = zhurnal::platform::dumps::off() {
        return start::complain(&error);
    }
    if let Some(code) = start::again_without_dmabuf() {
        return code;
    }
    match start::arguments().and_then(window::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => start::complain(&error),
    }
}
