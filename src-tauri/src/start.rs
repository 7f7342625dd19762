//! What happens before there is a window: arguments, the one re-execution, and complaints that no page can show.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use zhurnal::keys::arguments::{refuse_secrets, told};
use zhurnal::{Error, Result};

/// True when a WebDriver drives the window; only then are the dialogs of tests honoured. Not in a window that is built for release.
#[cfg(debug_assertions)]
pub fn automated() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// Starts the program anew with `WEBKIT_DISABLE_DMABUF_RENDERER=1` and gives its exit code.
///
/// The setting avoids blank windows on some drivers and saves 60 MB; WebKit reads it from the environment,
/// which a running program cannot change safely. `None` when it is set already, or where WebKitGTK is not used.
#[cfg(target_os = "linux")]
pub fn again_without_dmabuf() -> Option<ExitCode> {
    use std::os::unix::process::CommandExt;
    const SETTING: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SETTING).is_some() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    // `exec` returns only when it fails; then the window opens with WebKit's default renderer.
    let _failed = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SETTING, "1").exec();
    None
}

/// Only WebKitGTK needs the setting.
#[cfg(not(target_os = "linux"))]
pub fn again_without_dmabuf() -> Option<ExitCode> {
    None
}

/// The folder of the journal: `--home DIR`, or the default of this system.
pub fn arguments() -> Result<PathBuf> {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    refuse_secrets(&arguments)?;
    home_from(arguments.into_iter())
}

fn home_from(mut arguments: impl Iterator<Item = OsString>) -> Result<PathBuf> {
    let mut home = None;
    while let Some(argument) = arguments.next() {
        if argument != "--home" {
            return Err(Error::usage("unknown-argument").with("argument", told(&argument)));
        }
        home = Some(arguments.next().ok_or_else(|| Error::usage("home-unnamed"))?);
    }
    match home {
        Some(dir) => Ok(std::path::absolute(dir)?),
        None => zhurnal::platform::folders::default_home(),
    }
}

/// Says why there is no window, in a dialog where a person sits, and on the error stream.
pub fn complain(error: &Error) -> ExitCode {
    let text = crate::core::text_of(error);
    eprintln!("{text}");
    log::error!("start {}", error.code);
    #[cfg(debug_assertions)]
    let shown = !automated();
    #[cfg(not(debug_assertions))]
    let shown = true;
    if shown {
        rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title(crate::window::TITLE).set_description(text).show();
    }
    ExitCode::from(error.exit_code())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn home(arguments: &[&str]) -> Result<PathBuf> {
        home_from(arguments.iter().map(OsString::from))
    }

    #[test]
    fn home_is_taken_from_the_arguments_and_made_absolute() {
        assert!(home(&["--home", "h"]).unwrap().is_absolute());
    }

    #[test]
    fn an_unknown_argument_and_a_home_without_a_folder_are_refused() {
        assert_eq!(home(&["--hme", "h"]).unwrap_err().code, "unknown-argument");
        assert_eq!(home(&["--home"]).unwrap_err().code, "home-unnamed");
    }
}
