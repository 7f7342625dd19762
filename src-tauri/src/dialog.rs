//! File dialogs of the system. The page names a kind, never a path.

#[cfg(debug_assertions)]
use crate::start;
use rfd::AsyncFileDialog;
use std::path::{Path, PathBuf};
#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicUsize, Ordering};
use tauri::WebviewWindow;
use zhurnal::api::FileUse;
use zhurnal::texts::Texts;

fn dialog(window: &WebviewWindow, of: &FileUse) -> AsyncFileDialog {
    let text = |id: String| Texts::russian().format(&id, &[]);
    let files = text(format!("dialog-{}-files", of.id));
    AsyncFileDialog::new().set_parent(window).set_title(text(format!("dialog-{}", of.id))).add_filter(files, of.extensions)
}

/// A file to read, `None` when the person closed the dialog.
pub async fn open(window: &WebviewWindow, of: &FileUse) -> Option<PathBuf> {
    #[cfg(debug_assertions)]
    if let Some(answer) = scripted() {
        return answer;
    }
    dialog(window, of).pick_file().await.map(|file| file.path().to_owned())
}

/// A place to write to, `None` when the person closed the dialog. Adds the kind's extension when none was typed.
pub async fn save(window: &WebviewWindow, of: &FileUse, suggested: &str) -> Option<PathBuf> {
    #[cfg(debug_assertions)]
    if let Some(answer) = scripted() {
        return answer;
    }
    let picked = dialog(window, of).set_file_name(file_name(suggested)).save_file().await;
    picked.map(|file| with_extension(file.path(), of))
}

/// Keeps a suggested name from naming a folder.
fn file_name(suggested: &str) -> String {
    let clean: String = suggested.chars().filter(|c| !c.is_control()).take(120).collect();
    clean.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-")
}

fn with_extension(path: &Path, of: &FileUse) -> PathBuf {
    match (path.extension(), of.extensions.first()) {
        (None, Some(extension)) => path.with_extension(extension),
        _ => path.to_owned(),
    }
}

/// The answer that a test has prepared: `ZHURNAL_TEST_DIALOG` names a file with one path a line, an empty line closes the
/// dialog without a choice. Only a window that a WebDriver drives listens to it, and none that is built for release.
#[cfg(debug_assertions)]
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
    use zhurnal::api::FILE_USES;

    #[test]
    fn a_suggested_name_cannot_leave_its_folder() {
        assert_eq!(file_name("../a\\b:c\n.pdf"), "..-a-b-c.pdf");
    }

    #[test]
    fn an_extension_is_added_only_when_none_was_typed() {
        let sheet = FileUse::find("sheet", true).unwrap();
        assert_eq!(with_extension(Path::new("/d/лист"), sheet), Path::new("/d/лист.pdf"));
        assert_eq!(with_extension(Path::new("/d/лист.PDF"), sheet), Path::new("/d/лист.PDF"));
    }

    #[test]
    fn every_kind_has_its_texts() {
        for of in FILE_USES {
            assert!(Texts::russian().has(&format!("dialog-{}", of.id)), "{}", of.id);
            assert!(Texts::russian().has(&format!("dialog-{}-files", of.id)), "{}", of.id);
        }
    }

    #[test]
    fn a_kind_that_is_unknown_or_for_the_other_dialog_is_refused() {
        for (id, writes) in [("exe", false), ("pupils", true), ("sheet", false)] {
            assert_eq!(FileUse::find(id, writes).unwrap_err().code, "unknown-file-kind", "{id}");
        }
    }
}
