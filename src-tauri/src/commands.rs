//! The three commands of the page.

use crate::core::Core;
use crate::dialog;
use serde_json::Value;
use std::sync::Arc;
use tauri::{State, WebviewWindow};
use zhurnal::api::FileUse;
use zhurnal::api::types::{ErrorInfo, FileToken};

/// Calls an operation of the core by name, away from the window's thread.
#[tauri::command]
pub async fn call(core: State<'_, Arc<Core>>, name: String, request: Value) -> Result<Value, ErrorInfo> {
    let core = Arc::clone(&core);
    tauri::async_runtime::spawn_blocking(move || core.call(&name, request)).await.unwrap_or_else(|_| Err(broken()))
}

/// Asks a person for a file to read and gives a one-use token; `None` when the dialog was closed.
#[tauri::command]
pub async fn pick_file(core: State<'_, Arc<Core>>, window: WebviewWindow, kind: String) -> Result<Option<FileToken>, ErrorInfo> {
    let of = FileUse::find(&kind, false)?;
    dialog::open(&window, of).await.map(|path| core.offer(of, path)).transpose()
}

/// Asks a person where to write a file and gives a one-use token; `None` when the dialog was closed.
#[tauri::command]
pub async fn pick_save(
    core: State<'_, Arc<Core>>,
    window: WebviewWindow,
    kind: String,
    suggested_name: String,
) -> Result<Option<FileToken>, ErrorInfo> {
    let of = FileUse::find(&kind, true)?;
    dialog::save(&window, of, &suggested_name).await.map(|path| core.offer(of, path)).transpose()
}

/// The operation ended by a panic; the panic hook has written where.
fn broken() -> ErrorInfo {
    ErrorInfo { code: "broken".to_owned(), args: Default::default() }
}
