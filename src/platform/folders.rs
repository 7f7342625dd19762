//! Where things lie: the home of a journal and the folders inside it, and which places cannot be a home.

use crate::{Error, Result};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf, Prefix};

/// The home when none is named: the user's folder of local (never roaming) data.
///
/// # Errors
/// `home-unknown` when the system names no such folder.
pub fn default_home() -> Result<PathBuf> {
    home_from(|name| std::env::var_os(name)).ok_or_else(|| Error::usage("home-unknown"))
}

/// The home of the demo school when none is named: beside the usual one, never in it.
///
/// # Errors
/// `home-unknown` when the system names no folder of data.
pub fn demo_home() -> Result<PathBuf> {
    default_home().map(|home| home.with_file_name(if cfg!(windows) { "Zhurnal Demo" } else { "zhurnal-demo" }))
}

fn home_from(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library/Application Support")
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))?
    };
    Some(data.join(if cfg!(windows) { "Zhurnal" } else { "zhurnal" }))
}

/// Logs of a home: ids only, never personal data.
#[must_use]
pub fn logs(home: &Path) -> PathBuf {
    home.join("logs")
}

/// Files of the moment, emptied at every start.
#[must_use]
pub fn temp(home: &Path) -> PathBuf {
    home.join("temp")
}

/// What the window's page keeps for itself: theme and text size, no personal data.
#[must_use]
pub fn page(home: &Path) -> PathBuf {
    home.join("page")
}

/// Makes a home and its `temp` private to the user, and empties `temp`.
///
/// # Errors
/// `home-shared` when the place is a network share or a folder that a cloud program copies; what the system says otherwise.
pub fn prepare_home(home: &Path) -> Result<()> {
    refuse_shared(home)?;
    private_folder(home)?;
    let temp = temp(home);
    if let Err(error) = std::fs::remove_dir_all(&temp)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(error.into());
    }
    private_folder(&temp)
}

/// Makes a folder that no other user of the computer may read. Folders that exist are tightened by [`crate::private::tighten`].
///
/// # Errors
/// What the system says.
pub fn private_folder(path: &Path) -> Result<()> {
    crate::private::folder(path)
}

/// File systems that reach over a network. SQLite's locks and syncs cannot be trusted there.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "glusterfs",
    "davfs",
    "ncpfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
];

/// Folders that a program copies to a cloud while the journal writes, by their usual names.
const CLOUD: &[&str] = &[
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "мой диск",
    "yandexdisk",
    "yandex.disk",
    "яндекс.диск",
    "яндекс диск",
    "cloud mail.ru",
    "облако mail.ru",
    "icloud drive",
    "iclouddrive",
    "nextcloud",
    "owncloud",
    "megasync",
    "pcloud",
];

/// Refuses a network share and a cloud-synced folder as a home: both break the journal silently.
///
/// # Errors
/// `home-shared` with `why` = `network` or `cloud`.
pub fn refuse_shared(home: &Path) -> Result<()> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match shared(&std::path::absolute(home)?, &mounts) {
        Some(why) => Err(Error::usage("home-shared").with("why", why)),
        None => Ok(()),
    }
}

fn shared(home: &Path, mounts: &str) -> Option<&'static str> {
    for component in home.components() {
        match component {
            Component::Prefix(prefix) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)) => return Some("network"),
            Component::Normal(name) if is_cloud(&name.to_string_lossy()) => return Some("cloud"),
            _ => {}
        }
    }
    file_system(home, mounts).filter(|kind| NETWORK.contains(kind)).map(|_| "network")
}

fn is_cloud(name: &str) -> bool {
    let name = name.to_lowercase();
    // OneDrive names its folder «OneDrive - Школа № 5».
    CLOUD.iter().any(|cloud| name == *cloud || name.strip_prefix(cloud).is_some_and(|rest| rest.starts_with(" - ")))
}

/// The type of the file system that holds `path`: that of the longest mount point above it, the last of equals.
fn file_system<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        // 36 35 98:0 /root /mount/point options [optional…] - type source options
        let Some((left, right)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (left.split(' ').nth(4), right.split(' ').next()) else { continue };
        let point = point.replace("\\040", " ");
        if path.starts_with(&point) && best.is_none_or(|(length, _)| point.len() >= length) {
            best = Some((point.len(), kind));
        }
    }
    best.map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MOUNTS: &str = "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
        30 21 0:40 / /mnt/school rw shared:1 - nfs4 server:/x rw\n\
        31 21 0:41 / /mnt/my\\040share rw - cifs //server/x rw\n\
        32 30 8:2 / /mnt/school/disk rw - xfs /dev/sdb rw\n";

    #[test]
    fn a_local_disk_is_a_home_and_a_share_is_not() {
        assert_eq!(shared(Path::new("/home/teacher/zhurnal"), MOUNTS), None);
        assert_eq!(shared(Path::new("/mnt/school/zhurnal"), MOUNTS), Some("network"));
        assert_eq!(shared(Path::new("/mnt/my share/zhurnal"), MOUNTS), Some("network"));
        assert_eq!(shared(Path::new("/mnt/school/disk/zhurnal"), MOUNTS), None);
    }

    #[test]
    fn a_cloud_folder_is_not_a_home() {
        for home in ["/home/t/Яндекс.Диск/ж", "/home/t/OneDrive - Школа № 5/ж", "/home/t/Dropbox"] {
            assert_eq!(shared(Path::new(home), MOUNTS), Some("cloud"), "{home}");
        }
        assert_eq!(shared(Path::new("/home/t/dropbox-старое"), MOUNTS), None);
    }

    #[test]
    #[cfg(unix)]
    fn the_default_home_follows_the_systems_variables() {
        let none = |_: &str| None;
        assert_eq!(home_from(none), None);
        let relative = |name: &str| (name == "HOME").then(|| OsString::from("t"));
        assert_eq!(home_from(relative), None);
        let home = |name: &str| (name == "HOME").then(|| OsString::from("/home/t"));
        assert!(home_from(home).unwrap().starts_with("/home/t"));
    }

    #[test]
    fn a_start_empties_the_temporary_folder_and_keeps_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        prepare_home(&home).unwrap();
        std::fs::write(temp(&home).join("page.pdf"), "x").unwrap();
        std::fs::write(home.join("registry.db"), "x").unwrap();
        prepare_home(&home).unwrap();
        assert!(!temp(&home).join("page.pdf").exists());
        assert!(home.join("registry.db").exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_new_home_is_private_to_its_user() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        prepare_home(&home).unwrap();
        assert_eq!(std::fs::metadata(&home).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
