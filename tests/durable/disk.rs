//! A disk that forgets: replays a trace of writes and gives the files as a power failure may leave them.

use super::strace::{Arg, Call};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn on(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(at, data) => {
                if bytes.len() < at + data.len() {
                    bytes.resize(at + data.len(), 0);
                }
                bytes[*at..at + data.len()].copy_from_slice(data);
            }
            Self::Length(n) => bytes.resize(*n, 0),
        }
    }
}

#[derive(Debug, Clone, Default)]
struct File {
    synced: Vec<u8>,
    pending: Vec<Change>,
}

/// What a power failure makes of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Everything is gone, new names in folders too, and removed files are back.
    All,
    /// Nothing is gone, but the last write of each file may be torn.
    Torn(u64),
    /// Any part is gone, in whole sectors.
    Some(u64),
}

/// The files below a folder.
pub struct Disk {
    root: PathBuf,
    files: BTreeMap<PathBuf, File>,
    /// Names whose folder has not been synced since they appeared.
    unnamed: BTreeSet<PathBuf>,
    /// Removed files whose folder has not been synced since.
    removed: BTreeMap<PathBuf, Vec<u8>>,
    offsets: HashMap<i64, usize>,
}

/// Numbers that look random and are the same in every run.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n.max(1)
    }
}

impl Disk {
    /// Begins with what a folder holds, all of it synced.
    pub fn of(root: &Path) -> Self {
        let root = root.canonicalize().unwrap();
        let mut disk = Self {
            root: root.clone(),
            files: BTreeMap::new(),
            unnamed: BTreeSet::new(),
            removed: BTreeMap::new(),
            offsets: HashMap::new(),
        };
        let mut folders = vec![root];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if disk.ours(&path) {
                    disk.files.insert(path.clone(), File { synced: std::fs::read(&path).unwrap(), pending: Vec::new() });
                }
            }
        }
        disk
    }

    /// The shared-memory index lives in memory and is made anew.
    fn ours(&self, path: &Path) -> bool {
        path.starts_with(&self.root) && !path.to_string_lossy().ends_with("-shm")
    }

    fn change(&mut self, path: &Path, change: Change) {
        if self.ours(path) {
            self.files.entry(path.to_owned()).or_default().pending.push(change);
        }
    }

    /// Takes one call in.
    pub fn apply(&mut self, c: &Call) -> Result<(), String> {
        if !c.done() {
            return Ok(());
        }
        let wrote = usize::try_from(c.ret.unwrap_or(0)).map_err(|e| e.to_string())?;
        match (c.name.as_str(), c.fd()) {
            ("pwrite64", Some((_, path))) if self.ours(path) => {
                let at = usize::try_from(c.number(3)?).map_err(|e| e.to_string())?;
                self.change(path, Change::Write(at, c.bytes(1)?[..wrote].to_vec()));
            }
            ("write", Some((fd, path))) if self.ours(path) => {
                let at = self.offsets.get(&fd).copied().ok_or("a write at a place that is not known")?;
                self.change(path, Change::Write(at, c.bytes(1)?[..wrote].to_vec()));
                self.offsets.insert(fd, at + wrote);
            }
            ("writev" | "pwritev", Some((_, path))) if self.ours(path) => return Err("a gathered write".to_owned()),
            ("lseek", Some((fd, _))) => {
                self.offsets.insert(fd, wrote);
            }
            ("ftruncate", Some((_, path))) => {
                let n = usize::try_from(c.number(1)?).map_err(|e| e.to_string())?;
                self.change(path, Change::Length(n));
            }
            ("fsync" | "fdatasync", Some((_, path))) => {
                if let Some(f) = self.files.get_mut(path) {
                    let File { synced, pending } = f;
                    pending.drain(..).for_each(|p| p.on(synced));
                }
                self.unnamed.retain(|p| p.parent() != Some(path));
                self.removed.retain(|p, _| p.parent() != Some(path));
            }
            ("openat", _) => {
                let Some(path) = c.opened.clone().filter(|p| self.ours(p)) else { return Ok(()) };
                let flags = c.args.iter().find_map(|a| if let Arg::Other(f) = a { Some(f).filter(|f| f.contains("O_")) } else { None });
                let has = |flag: &str| flags.is_some_and(|f| f.split('|').any(|x| x == flag));
                if has("O_CREAT") && !self.files.contains_key(&path) {
                    self.files.insert(path.clone(), File::default());
                    self.unnamed.insert(path.clone());
                }
                if has("O_TRUNC") {
                    self.change(&path, Change::Length(0));
                }
                self.offsets.insert(c.ret.unwrap_or(0), 0);
            }
            ("unlink", _) => {
                let path = PathBuf::from(String::from_utf8(c.bytes(0)?.to_vec()).map_err(|e| e.to_string())?);
                if let Some(f) = self.files.remove(&path)
                    && !self.unnamed.remove(&path)
                {
                    self.removed.insert(path, f.synced);
                }
            }
            ("rename" | "renameat" | "renameat2" | "unlinkat", _) => {
                let inside =
                    c.args.iter().any(|a| matches!(a, Arg::Bytes(b, _) if b.starts_with(self.root.as_os_str().as_encoded_bytes())));
                if inside {
                    return Err(format!("{} in the home: the store does not do that", c.name));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the files as they are after a failure now.
    pub fn write(&self, to: &Path, loss: Loss) {
        let mut out: BTreeMap<&Path, Vec<u8>> = BTreeMap::new();
        if loss == Loss::All {
            out.extend(self.removed.iter().map(|(p, b)| (p.as_path(), b.clone())));
        }
        for (path, file) in &self.files {
            if loss == Loss::All && self.unnamed.contains(path) {
                continue;
            }
            out.insert(path, file.after(loss));
        }
        for (path, bytes) in out {
            let path = to.join(path.strip_prefix(&self.root).unwrap());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

impl File {
    fn after(&self, loss: Loss) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        match loss {
            Loss::All => {}
            Loss::Torn(seed) => {
                let mut numbers = Numbers(seed);
                if let Some((last, rest)) = self.pending.split_last() {
                    rest.iter().for_each(|c| c.on(&mut bytes));
                    match last {
                        Change::Write(at, data) => {
                            let kept = usize::try_from(numbers.below(data.len() as u64 + 1)).unwrap();
                            Change::Write(*at, data[..kept].to_vec()).on(&mut bytes);
                        }
                        Change::Length(_) => last.on(&mut bytes),
                    }
                }
            }
            Loss::Some(seed) => {
                let mut numbers = Numbers(seed);
                for c in &self.pending {
                    match c {
                        Change::Write(at, data) => {
                            for (i, sector) in data.chunks(SECTOR).enumerate() {
                                if numbers.below(2) == 0 {
                                    Change::Write(at + i * SECTOR, sector.to_vec()).on(&mut bytes);
                                }
                            }
                        }
                        Change::Length(_) if numbers.below(2) == 0 => c.on(&mut bytes),
                        Change::Length(_) => {}
                    }
                }
            }
        }
        bytes
    }
}

fn did(name: &str, path: &Path, rest: Vec<Arg>, ret: i64) -> Call {
    let mut args = vec![Arg::Fd(5, path.to_owned())];
    args.extend(rest);
    Call { name: name.to_owned(), args, ret: Some(ret), opened: None, began: 0, ended: 0 }
}

#[test]
fn what_was_synced_stays_and_the_rest_may_go() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = dir.path().canonicalize().unwrap();
    let path = root.join("a");
    std::fs::write(&path, b"old").unwrap();
    let mut disk = Disk::of(&root);
    let write = |at: &str, b: &[u8]| {
        let rest = vec![Arg::Bytes(b.to_vec(), true), Arg::Other(b.len().to_string()), Arg::Other(at.to_owned())];
        did("pwrite64", &path, rest, b.len() as i64)
    };
    let state = |disk: &Disk, loss| {
        disk.write(to.path(), loss);
        std::fs::read(to.path().join("a")).unwrap()
    };
    disk.apply(&write("3", b"er")).unwrap();
    assert_eq!(state(&disk, Loss::All), b"old");
    disk.apply(&did("fdatasync", &path, vec![], 0)).unwrap();
    assert_eq!(state(&disk, Loss::All), b"older");
    disk.apply(&write("0", &[b'x'; 1024])).unwrap();
    let torn: BTreeSet<usize> = (0..40).map(|s| state(&disk, Loss::Torn(s)).iter().filter(|b| **b == b'x').count()).collect();
    assert!(torn.len() > 10, "{torn:?}");
    let some: BTreeSet<usize> = (0..40).map(|s| state(&disk, Loss::Some(s)).iter().filter(|b| **b == b'x').count()).collect();
    assert_eq!(some, BTreeSet::from([0, 512, 1024]));
    disk.apply(&did("ftruncate", &path, vec![Arg::Other("2".into())], 0)).unwrap();
    disk.apply(&did("fsync", &path, vec![], 0)).unwrap();
    assert_eq!(state(&disk, Loss::All), b"xx");
}

#[test]
fn a_name_is_lost_until_its_folder_is_synced_and_a_removed_file_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let (new, gone) = (root.join("new"), root.join("gone"));
    std::fs::write(&gone, b"here").unwrap();
    let mut disk = Disk::of(&root);
    let flags = Arg::Other("O_RDWR|O_CREAT|O_CLOEXEC".into());
    let mut open = did("openat", &root, vec![flags], 5);
    open.opened = Some(new.clone());
    disk.apply(&open).unwrap();
    let mut unlink = did("unlink", &gone, vec![], 0);
    unlink.args = vec![Arg::Bytes(gone.to_str().unwrap().into(), true)];
    disk.apply(&unlink).unwrap();
    let names = |disk: &Disk| {
        let to = tempfile::tempdir().unwrap();
        disk.write(to.path(), Loss::All);
        ["new", "gone"].map(|n| to.path().join(n).exists())
    };
    assert_eq!(names(&disk), [false, true]);
    disk.apply(&did("fsync", &root, vec![], 0)).unwrap();
    assert_eq!(names(&disk), [true, false]);
}
