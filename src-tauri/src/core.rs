//! Everything the window asks of the core.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zhurnal::api::types::{ErrorInfo, FileToken};
use zhurnal::api::{App, FileUse, Options, SessionHandle, Subscription, dispatch};
use zhurnal::texts::Texts;
use zhurnal::time::Clock;
use zhurnal::{Error, Result};

/// An open home and the one session of its window.
pub struct Core {
    app: Arc<App>,
    session: SessionHandle,
    changed: Mutex<Option<Subscription>>,
}

impl Core {
    /// Opens a home, whatever it holds.
    pub fn open(home: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        let app = App::open(Options::new(home, clock))?;
        let session = app.session();
        Ok(Self { app, session, changed: Mutex::default() })
    }

    /// Calls an operation by name. Long ones return the id of a job; all may wait for the disk.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, ErrorInfo> {
        dispatch(&self.app, &self.session, name, request)
    }

    /// A page of a paper that was laid out, as SVG.
    pub fn page(&self, paper: &str, page: u32) -> Result<Vec<u8>, ErrorInfo> {
        self.app.paper_page(&self.session, paper, page).map_err(ErrorInfo::from)
    }

    /// Gives a one-use token for a path that a person chose for this use.
    pub fn offer(&self, of: &FileUse, path: PathBuf) -> Result<FileToken, ErrorInfo> {
        self.app.offer(&self.session, of, path).map_err(ErrorInfo::from)
    }

    /// Gives a one-use token for a file that was dropped on the window.
    pub fn offer_dropped(&self, path: PathBuf) -> Result<FileToken, ErrorInfo> {
        self.app.offer_dropped(&self.session, path).map_err(ErrorInfo::from)
    }

    /// Calls `tell` with the areas that changed, after every change by this program or another on the same home.
    pub fn on_changed(&self, tell: impl Fn(Vec<String>) + Send + Sync + 'static) {
        *self.changed.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.app.subscribe(tell));
    }
}

/// The Russian text of an error.
pub fn text_of(error: &Error) -> String {
    let args: Vec<(&str, &str)> = error.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Texts::russian().format(&format!("error-{}", error.code), &args)
}
