//! Opens the one window of a home and passes events between it and the core.

use crate::commands;
use crate::core::Core;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::{DragDropEvent, Emitter, Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use zhurnal::platform::{folders, lock::HomeLock, log as journal_log};
use zhurnal::time::SystemClock;
use zhurnal::{Error, Result};

const LABEL: &str = "main";
pub const TITLE: &str = "Журнал";

/// Opens the window on a home and returns when it was closed.
pub fn run(home: PathBuf) -> Result<()> {
    folders::prepare_home(&home)?;
    let _one_window = HomeLock::take(&home, "window")?;
    let clock = Arc::new(SystemClock::default());
    journal_log::start(&folders::logs(&home), "window", clock.clone())?;
    journal_log::note_panics();
    log::info!("window {} opens", env!("CARGO_PKG_VERSION"));
    let core = Arc::new(Core::open(&home, clock)?);
    show(core, &home).map_err(|error| {
        log::error!("tauri {error}");
        Error::other("window")
    })
}

fn show(core: Arc<Core>, home: &Path) -> tauri::Result<()> {
    let page_data = folders::page(home);
    tauri::Builder::default()
        .manage(Arc::clone(&core))
        .invoke_handler(tauri::generate_handler![commands::call, commands::pick_file, commands::pick_save])
        .setup(move |app| {
            WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
                .title(TITLE)
                .inner_size(1366.0, 768.0)
                .min_inner_size(1024.0, 640.0)
                .data_directory(page_data)
                .general_autofill_enabled(false)
                .on_navigation(is_own_page)
                .build()?;
            let handle = app.handle().clone();
            core.on_changed(move |touched| tell(&handle, "changed", touched));
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(event) = event {
                dragged(window, event);
            }
        })
        .build(tauri::tauri_build_context!())?
        .run(|_, _| ());
    Ok(())
}

/// Tells the page that files hang over it, and gives a one-use token for each one dropped.
fn dragged(window: &tauri::Window, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => tell(window, "file-hover", true),
        DragDropEvent::Leave => tell(window, "file-hover", false),
        DragDropEvent::Drop { paths, .. } => {
            tell(window, "file-hover", false);
            let core = window.state::<Arc<Core>>();
            for path in paths.iter().filter(|path| path.is_file()) {
                match core.offer(path.clone()) {
                    Ok(token) => tell(window, "file-dropped", token),
                    Err(error) => log::warn!("a drop was refused: {}", error.code),
                }
            }
        }
        _ => {}
    }
}

fn tell(to: &impl Emitter<tauri::Wry>, event: &str, what: impl Serialize + Clone) {
    if let Err(error) = to.emit_to(LABEL, event, what) {
        log::warn!("{event} was not told: {error}");
    }
}

/// The page never leaves the program's own pages.
fn is_own_page(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}
