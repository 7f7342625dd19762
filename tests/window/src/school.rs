//! The steps that every journey through the window begins with.

use crate::page::Window;
use std::path::{Path, PathBuf};

/// The first administrator.
pub const LOGIN: &str = "zavuch";
/// Their password.
pub const PASSWORD: &str = "Тихий сентябрь 26";
/// What the key file opens with.
pub const PASSPHRASE: &str = "журавли над рекой летят";

/// An empty home becomes a school, its administrator and its keys.
pub async fn make_school(window: &Window) {
    window.find("screen-setup").await;
    window.picture("01-setup").await;
    window.fill("setup-name", "МБОУ «Средняя школа № 5»").await;
    window.click("setup-profile-eljur").await;
    window.choose("setup-year", "2026").await;
    window.click("setup-next").await;
    window.fill("setup-admin-name", "Орлова Анна Петровна").await;
    window.fill("setup-admin-login", LOGIN).await;
    window.fill("setup-admin-password", PASSWORD).await;
    window.fill("setup-admin-password2", PASSWORD).await;
    window.picture("02-setup-admin").await;
    window.click("setup-next").await;
    window.click("setup-keys-file").await;
    window.fill("setup-passphrase", PASSPHRASE).await;
    window.fill("setup-passphrase2", PASSPHRASE).await;
    window.picture("03-setup-keys").await;
    window.click("setup-create").await;
}

/// Saves the recovery sheets, each in a file of its own, and confirms them.
pub async fn keep_sheet(window: &Window, file: &Path, sealed: &Path) {
    window.find("screen-sheet").await;
    let groups = window.texts("sheet-group").await;
    window.click("sheet-save").await;
    window.find("sheet-saved").await;
    for file in [file, sealed] {
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"), "the sheet is a PDF");
    }
    window.picture("04-sheet").await;
    window.click("sheet-next").await;
    window.click("sheet-kept").await;
    window.fill("sheet-check", groups.last().unwrap()).await;
    window.click("sheet-done").await;
}

/// Logs in from the login screen and waits for what opens then.
pub async fn log_in(window: &Window, login: &str, password: &str) {
    window.find("screen-login").await;
    window.fill("login-login", login).await;
    window.fill("login-password", password).await;
    window.click("login-submit").await;
    window.gone("screen-login").await;
}

/// Calls an operation from the page.
pub async fn call(window: &Window, name: &str, request: &str) -> serde_json::Value {
    window.script("window.answer = null").await;
    let ask = format!("__TAURI_INTERNALS__.invoke('call', {{ name: '{name}', request: {request} }}).then(a => window.answer = a)");
    window.script(&ask).await;
    window.until("return window.answer").await
}

/// A file of the school's data.
pub fn data(name: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/data").join(name);
    file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
