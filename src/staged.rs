//! Files that a person asked for, whole or not at all: written beside their places, synced, then renamed. A full disk, a pulled-out flash
//! drive or a crash leaves what was there before and nothing half written.

use crate::error::Result;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Files being written beside the places they are for: all of them come into place, or none is left.
#[derive(Default)]
pub struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    /// Writes files next to `path`: itself for one, `…, том n.pdf` for several. On disk when this returns.
    ///
    /// # Errors
    /// Of files.
    pub fn write(path: &Path, files: &[Vec<u8>]) -> Result<Self> {
        let mut staged = Self::default();
        for (i, bytes) in files.iter().enumerate() {
            let to = if files.len() == 1 { path.to_owned() } else { numbered(path, i + 1) };
            let mut file = staged.create(&to)?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        Ok(staged)
    }

    /// Begins one more file, for `to`. Who writes it also syncs it.
    ///
    /// # Errors
    /// Of files.
    pub fn create(&mut self, to: &Path) -> Result<File> {
        let part = self.part(to);
        Ok(File::create(part)?)
    }

    /// Begins one more file that its owner alone may read, from its first byte on: nothing that lay there is written into.
    fn create_private(&mut self, to: &Path) -> Result<File> {
        let part = self.part(to);
        match fs::remove_file(&part) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(options.open(part)?)
    }

    fn part(&mut self, to: &Path) -> PathBuf {
        let mut part = to.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        self.files.push((part.clone(), to.to_owned()));
        part
    }

    /// Puts them into place; gives the first name.
    ///
    /// # Errors
    /// Of files.
    pub fn commit(mut self) -> Result<String> {
        let name = self.files.first().and_then(|(_, to)| to.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        // What is not in place yet when a rename fails is removed with this value.
        while let Some((part, to)) = self.files.first() {
            fs::rename(part, to)?;
            sync_folder(to)?;
            self.files.remove(0);
        }
        Ok(name)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (part, _) in &self.files {
            // Half a file is of no use to anybody; the reason is the error that is told.
            let _gone = fs::remove_file(part);
        }
    }
}

/// Writes one file whole or not at all.
///
/// # Errors
/// Of files.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut staged = Staged::default();
    let file = staged.create(path)?;
    fill(staged, file, bytes)
}

/// Writes one file whole or not at all, that its owner alone may read (mode 0600; elsewhere the folder's rights decide).
///
/// # Errors
/// Of files.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut staged = Staged::default();
    let file = staged.create_private(path)?;
    fill(staged, file, bytes)
}

fn fill(staged: Staged, mut file: File, bytes: &[u8]) -> Result<()> {
    file.write_all(bytes)?;
    file.sync_all()?;
    staged.commit().map(drop)
}

/// Windows keeps renames in its journal and opens no folders for syncing; network folders and those that may only be written to refuse it,
/// and the file itself is synced.
fn sync_folder(of: &Path) -> Result<()> {
    if let Some(folder) = of.parent().filter(|f| cfg!(unix) && !f.as_os_str().is_empty()) {
        match File::open(folder).and_then(|f| f.sync_all()) {
            Err(e) if matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {}
            other => other?,
        }
    }
    Ok(())
}

/// `Журнал.pdf` → `Журнал, том 2.pdf`.
fn numbered(path: &Path, n: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}, том {n}{ending}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(dir: &Path) -> usize {
        fs::read_dir(dir).unwrap().count()
    }

    #[test]
    fn several_volumes_become_numbered_files_and_one_keeps_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Журнал 5А.pdf");
        assert_eq!(Staged::write(&path, &[b"1".to_vec()]).unwrap().commit().unwrap(), "Журнал 5А.pdf");
        let two = Staged::write(&path, &[b"a".to_vec(), b"b".to_vec()]).unwrap().commit().unwrap();
        assert_eq!((two.as_str(), fs::read(dir.path().join("Журнал 5А, том 2.pdf")).unwrap()), ("Журнал 5А, том 1.pdf", b"b".to_vec()));
        drop(Staged::write(&path, &[b"x".to_vec()]).unwrap());
        assert_eq!((fs::read(&path).unwrap(), names(dir.path())), (b"1".to_vec(), 3), "nothing half written");
    }

    #[test]
    fn a_volume_that_cannot_come_into_place_leaves_no_parts() {
        let dir = tempfile::tempdir().unwrap();
        let in_the_way = dir.path().join("Журнал, том 2.pdf");
        fs::create_dir(&in_the_way).unwrap();
        let three = Staged::write(&dir.path().join("Журнал.pdf"), &[b"a".to_vec(), b"b".to_vec(), b"c".to_vec()]).unwrap();
        assert!(three.commit().is_err());
        assert_eq!(names(dir.path()), 2, "the first volume and the folder, nothing else");
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_from_the_first_byte_whatever_lay_there() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let (path, part, other) = (dir.path().join("лист.pdf"), dir.path().join("лист.pdf.part"), dir.path().join("чужой"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        // An old file that others may read, and a link that somebody laid where the part is written.
        fs::write(&path, "old").unwrap();
        fs::write(&other, "чужое").unwrap();
        std::os::unix::fs::symlink(&other, &part).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let mut staged = Staged::default();
        let file = staged.create_private(&path).unwrap();
        assert_eq!((mode(&part), fs::symlink_metadata(&part).unwrap().is_symlink()), (0o600, false), "before anything is written");
        fill(staged, file, b"new").unwrap();
        assert_eq!((mode(&path), fs::read(&path).unwrap(), fs::read(&other).unwrap()), (0o600, b"new".to_vec(), "чужое".into()));
        assert_eq!(names(dir.path()), 2, "no part is left");
        let none = dir.path().join("нет папки").join("лист.pdf");
        assert!(write_private(&none, b"x").is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_half_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("лист.pdf");
        write(&path, b"old").unwrap();
        // The system's own device that is always full stands where the part is written.
        std::os::unix::fs::symlink("/dev/full", dir.path().join("лист.pdf.part")).unwrap();
        assert_eq!(write(&path, b"new").unwrap_err().code, "no-space");
        assert_eq!((fs::read(&path).unwrap(), names(dir.path())), (b"old".to_vec(), 1));
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}
