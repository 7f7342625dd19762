//! Files that a person names: a plain file, or a link to one. A device, a pipe, a socket or a folder is refused, and
//! nothing that waits for somebody else is ever waited for.

use crate::error::{Error, Result};
use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Opens a file for reading.
///
/// # Errors
/// `file-not-plain`; `file-not-found`, `file-denied` and others of files.
pub fn open(path: &Path) -> Result<File> {
    // A device may act on being opened, so it is looked at first; what took its place meanwhile is looked at once
    // more, open.
    plain(&fs::metadata(path).map_err(said)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path).map_err(said)?;
    plain(&file.metadata()?)?;
    Ok(file)
}

/// Reads a whole file of at most `most` bytes: its size is looked at before anything is read, and never trusted.
///
/// # Errors
/// As [`open`]; `file-too-large`.
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>> {
    let large = || Error::input("file-too-large").with("mb", most >> 20);
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let file = open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(large()) } else { Ok(bytes) }
}

/// Where a file that a person named is to be saved: the place itself, or the plain file that a link there leads to.
///
/// # Errors
/// As [`open`].
pub fn place(path: &Path) -> Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => {
            plain(&fs::metadata(path).map_err(said)?)?;
            Ok(fs::canonicalize(path)?)
        }
        Ok(found) => plain(&found).map(|()| path.to_owned()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(e) => Err(said(e)),
    }
}

fn plain(found: &Metadata) -> Result<()> {
    if found.is_file() { Ok(()) } else { Err(not_plain()) }
}

fn not_plain() -> Error {
    Error::input("file-not-plain")
}

/// Links that lead in a circle lead to no file.
fn said(e: std::io::Error) -> Error {
    #[cfg(unix)]
    if e.raw_os_error().is_some_and(|code| code == libc::ELOOP || code == libc::ENXIO) {
        return not_plain();
    }
    e.into()
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_plain_file_is_read_directly_and_through_a_link_and_never_beyond_its_limit() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("список.csv"), dir.path().join("ссылка"));
        fs::write(&file, b"12345").unwrap();
        symlink(&file, &link).unwrap();
        assert_eq!((read(&file, 5).unwrap(), read(&link, 5).unwrap()), (b"12345".to_vec(), b"12345".to_vec()));
        assert_eq!(read(&file, 4).unwrap_err().code, "file-too-large");
        // Terabytes that take no room: refused by their size, not by reading.
        File::create(dir.path().join("huge")).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&dir.path().join("huge"), 1 << 20).unwrap_err().code, "file-too-large");
        assert_eq!(open(&dir.path().join("нет")).unwrap_err().code, "file-not-found");
    }

    #[test]
    fn devices_pipes_sockets_folders_and_circles_are_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let _socket = UnixListener::bind(at("socket")).unwrap();
        fs::create_dir(at("folder")).unwrap();
        symlink("/dev/zero", at("zero")).unwrap();
        symlink(at("pipe"), at("to-pipe")).unwrap();
        symlink(at("b"), at("a")).unwrap();
        symlink(at("a"), at("b")).unwrap();
        for name in ["pipe", "socket", "folder", "zero", "to-pipe", "a"] {
            assert_eq!(read(&at(name), 100).unwrap_err().code, "file-not-plain", "{name}");
            assert_eq!(place(&at(name)).unwrap_err().code, "file-not-plain", "{name}");
        }
        assert_eq!(place(&at("new")).unwrap(), at("new"));
    }
}
