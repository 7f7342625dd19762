//! Files that a person asked for, whole or not at all: written beside their places, synced, then renamed. A full
//! disk, a pulled-out flash drive or a crash leaves what was there before and nothing half written.

use crate::error::Result;
use crate::given;
use crate::id;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Who may read a file that is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Readers {
    /// As the system gives new files of the account: papers, archives.
    #[default]
    Usual,
    /// The owner of the account alone: sheets of roots, passwords, lists of people.
    Owner,
}

/// Files being written beside the places they are for: all of them come into place, or none is left.
#[derive(Default)]
pub struct Staged {
    files: Vec<Part>,
    readers: Readers,
}

struct Part {
    part: PathBuf,
    to: PathBuf,
    name: String,
}

impl Staged {
    /// Writes files next to `path`: itself for one, `…, том n.pdf` for several. On disk when this returns.
    ///
    /// # Errors
    /// `file-not-plain` where a place holds anything but a plain file; others of files.
    pub fn write(path: &Path, files: &[Vec<u8>]) -> Result<Self> {
        let mut staged = Self::default();
        for (i, bytes) in files.iter().enumerate() {
            let to = if files.len() == 1 { path.to_owned() } else { numbered(path, i + 1) };
            fill(&mut staged.create(&to)?, bytes)?;
        }
        Ok(staged)
    }

    /// Begins one more file, for `to`. Who writes it also syncs it. Its temporary name is nobody's to guess, and
    /// never one that is there.
    ///
    /// # Errors
    /// As [`Staged::write`].
    pub fn create(&mut self, to: &Path) -> Result<File> {
        let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let to = given::place(to)?;
        let part = to.with_file_name(format!(".{}.part", id::base32(&id::random::<10>()?)));
        let mut options = match self.readers {
            Readers::Usual => File::options(),
            Readers::Owner => crate::private::options(),
        };
        let file = options.write(true).create_new(true).open(&part)?;
        self.files.push(Part { part, to, name });
        Ok(file)
    }

    /// Puts them into place; gives the first name.
    ///
    /// # Errors
    /// Of files.
    pub fn commit(mut self) -> Result<String> {
        let name = self.files.first().map(|f| f.name.clone()).unwrap_or_default();
        // What is not in place yet when a rename fails is removed with this value.
        while let Some(Part { part, to, .. }) = self.files.first() {
            fs::rename(part, to)?;
            sync_folder(to)?;
            self.files.remove(0);
        }
        Ok(name)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for Part { part, .. } in &self.files {
            // Half a file is of no use to anybody; the reason is the error that is told.
            let _gone = fs::remove_file(part);
        }
    }
}

/// Writes one file whole or not at all.
///
/// # Errors
/// As [`Staged::write`].
pub fn write(path: &Path, readers: Readers, bytes: &[u8]) -> Result<()> {
    let mut staged = Staged { files: Vec::new(), readers };
    fill(&mut staged.create(path)?, bytes)?;
    staged.commit().map(drop)
}

fn fill(file: &mut File, bytes: &[u8]) -> Result<()> {
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

/// Windows keeps renames in its journal and opens no folders for syncing; network folders and those that may only be
/// written to refuse it, and the file itself is synced.
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
        let three = Staged::write(&dir.path().join("Журнал.pdf"), &[b"a".to_vec(), b"b".to_vec(), b"c".to_vec()]).unwrap();
        fs::create_dir(&in_the_way).unwrap();
        assert!(three.commit().is_err());
        assert_eq!(names(dir.path()), 2, "the first volume and the folder, nothing else");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_half_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("лист.pdf");
        write(&path, Readers::Usual, b"old").unwrap();
        let begun = |path: &Path| -> Result<()> {
            let mut staged = Staged::default();
            fill(&mut staged.create(path)?, b"half")?;
            // The system's own device that is always full.
            fill(&mut File::options().write(true).open("/dev/full")?, b"the other half")?;
            staged.commit().map(drop)
        };
        assert_eq!(begun(&path).unwrap_err().code, "no-space");
        assert_eq!((fs::read(&path).unwrap(), names(dir.path())), (b"old".to_vec(), 1));
        write(&path, Readers::Usual, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_to_its_file_and_what_is_no_file_is_refused_untouched() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("there/лист.pdf"), dir.path().join("лист.pdf"));
        fs::create_dir(dir.path().join("there")).unwrap();
        fs::write(&real, "old").unwrap();
        symlink(&real, &link).unwrap();
        write(&link, Readers::Usual, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink("/dev/null", dir.path().join("null")).unwrap();
        for place in [&pipe, &dir.path().join("null"), &dir.path().join("there")] {
            assert_eq!(write(place, Readers::Usual, b"x").unwrap_err().code, "file-not-plain");
        }
        assert_eq!(names(dir.path()), 4);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_name_that_somebody_planted() {
        let dir = tempfile::tempdir().unwrap();
        let victim = dir.path().join("victim");
        fs::write(&victim, "kept").unwrap();
        // The name that an earlier program wrote through.
        std::os::unix::fs::symlink(&victim, dir.path().join("лист.pdf.part")).unwrap();
        write(&dir.path().join("лист.pdf"), Readers::Usual, b"sheet").unwrap();
        assert_eq!((fs::read_to_string(&victim).unwrap(), names(dir.path())), ("kept".to_owned(), 3));
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_from_the_first_byte_whatever_lay_there() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("пароли.csv");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let mut staged = Staged { files: Vec::new(), readers: Readers::Owner };
        let mut file = staged.create(&path).unwrap();
        assert_eq!(mode(&staged.files[0].part), 0o600, "before anything is written");
        fill(&mut file, b"new").unwrap();
        staged.commit().unwrap();
        assert_eq!((mode(&path), fs::read(&path).unwrap(), names(dir.path())), (0o600, b"new".to_vec(), 1));
    }
}
