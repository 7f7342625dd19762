//! Files and folders of a home: nobody but the owner of the account reads them. Made so, never widened first; what an
//! earlier program left wider is tightened at the start. Windows gives the folder of local data to its user alone by
//! itself.

use crate::error::Result;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// Folders of a home that hold the program's own files alone.
const OWN_FOLDERS: [&str; 5] = ["years", "logs", "temp", "page", "setup"];
/// Beginnings of the program's own files beside them.
const OWN_FILES: [&str; 5] = ["registry.", "keys.", "vault.", "window.", "demo."];
/// A folder with one of these is a home.
const OF_A_HOME: [&str; 4] = ["registry.db", "keys.bin", "vault.id", "setup"];

/// Makes a folder, and those above it that are missing, for the owner alone. One that is there keeps its mode.
///
/// # Errors
/// Of files.
pub fn folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(path)?)
}

/// Options under which a file that is made is the owner's alone.
#[must_use]
pub fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes an empty file; one that is there stays as it is.
///
/// # Errors
/// Of files.
pub fn make(path: &Path) -> Result<()> {
    match options().write(true).create_new(true).open(path) {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e.into()),
        _ => Ok(()),
    }
}

/// A fresh file in place of what an interrupted writing left under the name; a link planted there is removed, never
/// followed.
///
/// # Errors
/// Of files.
pub fn fresh(path: &Path) -> Result<File> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e.into()),
        _ => {}
    }
    Ok(options().write(true).create_new(true).open(path)?)
}

/// Writes a file so that after a crash there is the old one or the new one: beside its place, synced, renamed, the
/// folder synced.
///
/// # Errors
/// Of files.
pub fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let beside = folder.join(format!("{name}.part"));
    let mut file = fresh(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, folder.join(name))?;
    sync_folder(folder)
}

/// New names and removals in a folder are on disk when this returns. Windows keeps them in its journal and opens no
/// folders for syncing.
///
/// # Errors
/// Of files.
pub fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Takes from a home and from what the program keeps in it whatever others may read or write: homes of earlier
/// programs, files copied back by hand. Links are left alone. What the system refuses is told in the log and stays:
/// the journal is not kept shut for it.
pub fn tighten(home: &Path) {
    if !cfg!(unix) || !OF_A_HOME.iter().any(|name| home.join(name).exists()) {
        return;
    }
    #[cfg(unix)]
    tighten_below(home, &|name, is_folder| {
        if is_folder { OWN_FOLDERS.contains(&name) } else { OWN_FILES.iter().any(|own| name.starts_with(own)) }
    });
    #[cfg(not(unix))]
    let _none = (OWN_FOLDERS, OWN_FILES);
}

#[cfg(unix)]
fn tighten_below(folder: &Path, own: &dyn Fn(&str, bool) -> bool) {
    use std::os::unix::fs::PermissionsExt as _;
    const STICKY: u32 = 0o1000;
    let Ok(mode) = fs::metadata(folder).map(|m| m.permissions().mode()) else { return };
    // A folder that everybody shares, like the system's for temporary files, is no home of ours.
    if mode & STICKY == 0 {
        narrow(folder, mode, 0o700);
    }
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|e| e.ok());
    for entry in entries {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name();
        if (kind.is_dir() || kind.is_file()) && own(&name.to_string_lossy(), kind.is_dir()) {
            match (kind.is_dir(), entry.metadata()) {
                (true, _) => tighten_below(&entry.path(), &|_, _| true),
                (false, Ok(found)) => narrow(&entry.path(), found.permissions().mode(), 0o600),
                (false, Err(_)) => {}
            }
        }
    }
}

#[cfg(unix)]
fn narrow(path: &Path, mode: u32, most: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    if mode & 0o777 & !most != 0
        && let Err(e) = fs::set_permissions(path, fs::Permissions::from_mode(mode & most))
    {
        log::warn!("others may still read a file of the home: {}", e.kind());
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }
    fn widen(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_was_wider_is_tightened_and_foreign_files_and_links_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let (home, outside) = (dir.path().join("home"), dir.path().join("чужое.db"));
        fs::create_dir_all(home.join("years/deeper")).unwrap();
        for name in ["registry.db", "registry.db-wal", "years/2026.db", "years/deeper/x", "keys.bin", "чужая.db"] {
            fs::write(home.join(name), "x").unwrap();
            widen(&home.join(name), 0o664);
        }
        fs::write(&outside, "x").unwrap();
        widen(&outside, 0o644);
        symlink(&outside, home.join("years/2025.db")).unwrap();
        for folder in ["", "years", "years/deeper"] {
            widen(&home.join(folder), 0o755);
        }
        tighten(&home);
        for folder in ["", "years", "years/deeper"] {
            assert_eq!(mode(&home.join(folder)), 0o700, "{folder}");
        }
        for name in ["registry.db", "registry.db-wal", "years/2026.db", "years/deeper/x", "keys.bin"] {
            assert_eq!(mode(&home.join(name)), 0o600, "{name}");
        }
        assert_eq!((mode(&home.join("чужая.db")), mode(&outside)), (0o664, 0o644));
    }

    #[test]
    fn a_shared_folder_of_the_system_stays_open_to_all_and_one_without_a_journal_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("registry.db"), "x").unwrap();
        widen(dir.path(), 0o1777);
        tighten(dir.path());
        assert_eq!(mode(dir.path()), 0o777);
        assert_eq!(mode(&dir.path().join("registry.db")), 0o600);
        let other = tempfile::tempdir().unwrap();
        widen(other.path(), 0o755);
        tighten(other.path());
        assert_eq!(mode(other.path()), 0o755);
    }

    #[test]
    fn a_link_planted_under_the_temporary_name_is_not_written_through() {
        let dir = tempfile::tempdir().unwrap();
        let victim = dir.path().join("victim");
        fs::write(&victim, "kept").unwrap();
        symlink(&victim, dir.path().join("keys.bin.part")).unwrap();
        replace(dir.path(), "keys.bin", b"new").unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "kept");
        assert_eq!((fs::read(dir.path().join("keys.bin")).unwrap(), mode(&dir.path().join("keys.bin"))), (b"new".to_vec(), 0o600));
    }
}
