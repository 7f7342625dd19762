//! Opens the home and logs in, as environment and standard input say.

use crate::output::{text, text_of, warning};
use serde_json::{Value, json};
use std::cell::Cell;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhurnal::api::types::SecretText;
use zhurnal::api::{App, Options, SessionHandle, find, run, wait};
use zhurnal::platform::folders;
use zhurnal::time::SystemClock;
use zhurnal::{Error, Result};

/// The variable with the phrase of the key file.
pub const PHRASE: &str = "ZHURNAL_KEYS_PASSPHRASE";

/// Where, and how to answer.
pub struct Place {
    pub home: Option<PathBuf>,
    pub json: bool,
}

/// An open home with one session.
pub struct Desk {
    pub app: Arc<App>,
    session: SessionHandle,
    /// The password has been read already; it is asked for once.
    read_password: Option<SecretText>,
    /// A clock that has leapt is told once.
    told: Cell<bool>,
}

/// A variable of the environment, when it says something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// The groups of a sheet: from the environment, from the keyboard unseen; nothing where neither is.
pub fn secret(name: &str, prompt: &str) -> Result<SecretText> {
    match variable(name) {
        Some(given) => Ok(given.into()),
        None if std::io::stdin().is_terminal() => unseen(prompt),
        None => Ok("".into()),
    }
}

/// A password or a phrase: from the environment, from the keyboard unseen, or the next line of standard input.
pub fn secret_line(name: &str, prompt: &str) -> Result<SecretText> {
    match variable(name) {
        Some(given) => Ok(given.into()),
        None if std::io::stdin().is_terminal() => unseen(prompt),
        None => {
            let mut line = zeroize::Zeroizing::new(String::new());
            std::io::stdin().lock().read_line(&mut line)?;
            Ok(line.trim_end_matches(['\r', '\n']).into())
        }
    }
}

fn unseen(prompt: &str) -> Result<SecretText> {
    Ok(rpassword::prompt_password(text(prompt, &[]))?.into())
}

/// Asks for the phrase of a key file that no variable opened, where a person sits.
fn unlock(app: &Arc<App>, session: &SessionHandle) -> Result<()> {
    let locked = app.book().is_err_and(|e| e.code == "keys-locked");
    if !locked || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    run(app, session, "keys.unlock", json!({ "passphrase": unseen("cli-passphrase")? })).map(drop)
}

impl Place {
    /// The home's folder.
    pub fn folder(&self) -> Result<PathBuf> {
        match &self.home {
            Some(home) => Ok(std::path::absolute(home)?),
            None => folders::default_home(),
        }
    }

    /// Opens the home with nobody logged in.
    pub fn open(&self) -> Result<Desk> {
        let home = self.folder()?;
        folders::refuse_shared(&home)?;
        let clock = Arc::new(SystemClock::default());
        if home.exists() {
            // Without a log the work goes on: the disk may be full.
            let _none = zhurnal::platform::log::start(&folders::logs(&home), "cli", clock.clone());
        }
        let mut options = Options::new(&home, clock);
        options.passphrase = variable(PHRASE).map(Into::into);
        let app = App::open(options)?;
        let session = app.session();
        unlock(&app, &session)?;
        if app.book().is_ok_and(|book| book.is_published()) {
            warning(&text("demo-banner", &[]));
        }
        Ok(Desk { app, session, read_password: None, told: Cell::new(false) })
    }

    /// Opens the home of a school and logs in.
    pub fn logged_in(&self) -> Result<Desk> {
        let mut desk = self.open()?;
        desk.log_in()?;
        Ok(desk)
    }
}

impl Desk {
    /// Logs in as the environment says.
    pub fn log_in(&mut self) -> Result<()> {
        self.app.book()?;
        let login = variable("ZHURNAL_USER").ok_or_else(|| Error::usage("user-missing"))?;
        let password = self.password()?;
        self.call("session.login", json!({ "login": login, "password": password })).map(drop)
    }

    /// The password: from the environment, from the keyboard unseen, or the first line of standard input.
    pub fn password(&mut self) -> Result<SecretText> {
        if let Some(password) = &self.read_password {
            return Ok(password.clone());
        }
        let password = secret_line("ZHURNAL_PASSWORD", "cli-password")?;
        if password.is_empty() {
            return Err(Error::usage("password-missing"));
        }
        self.read_password = Some(password.clone());
        Ok(password)
    }

    /// A one-use token for a file, for one operation.
    pub fn offer(&self, operation: &str, path: &Path) -> Result<String> {
        Ok(self.app.offer_for(&self.session, operation, std::path::absolute(path)?)?.token)
    }

    /// Calls an operation.
    pub fn call(&self, name: &str, request: Value) -> Result<Value> {
        if find(name).is_some_and(|operation| operation.writes) && !self.told.replace(true) {
            self.warn();
        }
        run(&self.app, &self.session, name, request)
    }

    /// Says beside the answer that the clock stands far from the last entries. Nothing is refused for it.
    fn warn(&self) {
        let warnings = self.app.warnings().unwrap_or_default();
        for w in warnings.iter().filter(|w| w.area == "clock") {
            crate::output::aside(&text_of(&format!("doctor-{}", w.code), &w.args));
        }
    }

    /// Calls an operation that starts a job, and waits for its result.
    pub fn job(&self, name: &str, request: Value) -> Result<Value> {
        self.wait(self.call(name, request)?)
    }

    /// Waits for a job that was started.
    pub fn wait(&self, started: Value) -> Result<Value> {
        wait(&self.app, &self.session, started)
    }
}
