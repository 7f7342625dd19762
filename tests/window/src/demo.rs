//! The demo school in a window.

use crate::page::Window;
use crate::run::Run;
use std::path::PathBuf;

/// The password of everybody in a demo school.
pub const PASSWORD: &str = "zarechnaya-2027";

/// What the key file of a demo school with keys of its own opens with.
pub const PHRASE: &str = "клён за окном шумит ветром";
/// Its variable.
pub const PHRASE_VARIABLE: &str = "ZHURNAL_KEYS_PASSPHRASE";

/// Makes a demo school in the run's home.
pub fn demo(run: &Run, asked: &[&str]) {
    let made = run.command(program()).arg("--home").arg(run.home()).arg("demo").args(asked).env_remove(PHRASE_VARIABLE).status().unwrap();
    assert!(made.success(), "a demo school: {asked:?}");
}

/// Makes one that takes lists, prints for good and archives.
pub fn demo_of_its_own(run: &Run, asked: &[&str]) {
    let mut command = run.command(program());
    command.arg("--home").arg(run.home()).args(["demo", "--own-keys"]).args(asked).env(PHRASE_VARIABLE, PHRASE);
    assert!(command.status().unwrap().success(), "a demo school with keys of its own: {asked:?}");
}

/// Opens its keys in the window.
pub async fn unlock(window: &Window) {
    window.find("screen-keys").await;
    window.fill("keys-passphrase", PHRASE).await;
    window.click("keys-submit").await;
}

/// The command line, built beside this test.
#[must_use]
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("zhurnal")
}

/// Enters by one of the logins that a demo school offers.
pub async fn enter_as(window: &Window, login: &str) {
    window.find("screen-login").await;
    window.click_css(&format!("[data-testid=\"login-demo\"][data-login=\"{login}\"]")).await;
    window.until("return document.querySelector('[data-testid=login-password]').value !== ''").await;
    window.click("login-submit").await;
    window.find("shell").await;
}
