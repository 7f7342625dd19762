//! The demo school in a window.

use crate::page::Window;
use crate::run::Run;
use std::path::PathBuf;

/// The password of everybody in a demo school.
pub const PASSWORD: &str = "zarechnaya-2027";

/// Makes a demo school in the run's home.
pub fn demo(run: &Run, asked: &[&str]) {
    let made = run.command(program()).arg("--home").arg(run.home()).arg("demo").args(asked).status().unwrap();
    assert!(made.success(), "a demo school: {asked:?}");
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
