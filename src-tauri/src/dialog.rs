//! File dialogs of the system. The page names a kind, never a path.

use crate::start;
use rfd::AsyncFileDialog;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tauri::WebviewWindow;
use zhurnal::api::types::ErrorInfo;
use zhurnal::texts::Texts;

/// A kind of file a dialog can ask for; `dialog-<id>` and `dialog-<id>-files` of the catalogue name it.
struct Kind {
    id: &'static str,
    extensions: &'static [&'static str],
}

const TABLES: &[&str] = &["xlsx", "xls", "ods", "csv", "txt"];

const KINDS: &[Kind] = &[
    Kind { id: "pupils", extensions: TABLES },
    Kind { id: "staff", extensions: TABLES },
    Kind { id: "curriculum", extensions: TABLES },
    Kind { id: "calendar", extensions: TABLES },
    Kind { id: "bells", extensions: TABLES },
    Kind { id: "worktypes", extensions: TABLES },
    Kind { id: "lessons", extensions: TABLES },
    Kind { id: "rejected", extensions: &["csv"] },
    Kind { id: "paper", extensions: &["pdf"] },
    Kind { id: "archive", extensions: &["zip"] },
    Kind { id: "sheet", extensions: &["pdf"] },
    Kind { id: "sheet-sealed", extensions: &["pdf"] },
];

fn kind(id: &str) -> Result<&'static Kind, ErrorInfo> {
    KINDS.iter().find(|kind| kind.id == id).ok_or_else(|| ErrorInfo {
        code: "unknown-file-kind".to_owned(),
        args: [("kind".to_owned(), id.chars().take(40).collect())].into(),
    })
}

fn dialog(window: &WebviewWindow, kind: &Kind) -> AsyncFileDialog {
    let text = |id: String| Texts::russian().format(&id, &[]);
    let files = text(format!("dialog-{}-files", kind.id));
    AsyncFileDialog::new().set_parent(window).set_title(text(format!("dialog-{}", kind.id))).add_filter(files, kind.extensions)
}

/// A file to read, `None` when the person closed the dialog.
pub async fn open(window: &WebviewWindow, id: &str) -> Result<Option<PathBuf>, ErrorInfo> {
    let kind = kind(id)?;
    if let Some(answer) = scripted() {
        return Ok(answer);
    }
    Ok(dialog(window, kind).pick_file().await.map(|file| file.path().to_owned()))
}

/// A place to write to, `None` when the person closed the dialog. Adds the kind's extension when none was typed.
pub async fn save(window: &WebviewWindow, id: &str, suggested: &str) -> Result<Option<PathBuf>, ErrorInfo> {
    let kind = kind(id)?;
    if let Some(answer) = scripted() {
        return Ok(answer);
    }
    let picked = dialog(window, kind).set_file_name(file_name(suggested)).save_file().await;
    Ok(picked.map(|file| with_extension(file.path(), kind)))
}

/// Keeps a suggested name from naming a folder.
fn file_name(suggested: &str) -> String {
    let clean: String = suggested.chars().filter(|c| !c.is_control()).take(120).collect();
    clean.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-")
}

fn with_extension(path: &Path, kind: &Kind) -> PathBuf {
    match (path.extension(), kind.extensions.first()) {
        (None, Some(extension)) => path.with_extension(extension),
        _ => path.to_owned(),
    }
}

/// The answer that a test has prepared: `ZHURNAL_TEST_DIALOG` names a file with one path a line, an empty line closes the
/// dialog without a choice. Only a window that a WebDriver drives listens to it.
fn scripted() -> Option<Option<PathBuf>> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    if !start::automated() {
        return None;
    }
    let script = std::fs::read_to_string(std::env::var_os("ZHURNAL_TEST_DIALOG")?).ok()?;
    let line = script.lines().nth(NEXT.fetch_add(1, Ordering::SeqCst)).unwrap_or_default().to_owned();
    Some((!line.is_empty()).then(|| PathBuf::from(line)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_suggested_name_cannot_leave_its_folder() {
        assert_eq!(file_name("../a\\b:c\n.pdf"), "..-a-b-c.pdf");
    }

    #[test]
    fn an_extension_is_added_only_when_none_was_typed() {
        let sheet = kind("sheet").unwrap();
        assert_eq!(with_extension(Path::new("/d/лист"), sheet), Path::new("/d/лист.pdf"));
        assert_eq!(with_extension(Path::new("/d/лист.PDF"), sheet), Path::new("/d/лист.PDF"));
    }

    #[test]
    fn every_kind_has_its_texts() {
        for kind in KINDS {
            assert!(Texts::russian().has(&format!("dialog-{}", kind.id)), "{}", kind.id);
            assert!(Texts::russian().has(&format!("dialog-{}-files", kind.id)), "{}", kind.id);
        }
    }

    #[test]
    fn an_unknown_kind_of_file_is_refused() {
        assert_eq!(kind("exe").err().unwrap().code, "unknown-file-kind");
    }
}
