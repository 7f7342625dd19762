//! Everything the bridge asks of the core.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zhurnal::Result;
use zhurnal::api::types::{ErrorInfo, FileToken};
use zhurnal::api::{App, FileUse, Options, SessionHandle, Subscription, dispatch};
use zhurnal::time::Clock;

/// An open home and one session, as a window has.
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

    /// Gives a one-use token for a path that a person chose for this use, or dropped.
    pub fn offer(&self, of: Option<&FileUse>, path: PathBuf) -> Result<FileToken, ErrorInfo> {
        let token = match of {
            Some(of) => self.app.offer(&self.session, of, path),
            None => self.app.offer_dropped(&self.session, path),
        };
        token.map_err(ErrorInfo::from)
    }

    /// Calls `tell` with the areas that changed, after every change by this program or another on the same home.
    pub fn on_changed(&self, tell: impl Fn(Vec<String>) + Send + Sync + 'static) {
        *self.changed.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.app.subscribe(tell));
    }
}
