//! Files of recovery sheets that a person saved: remembered in a local row until they are gone. A path is no secret; what stands in the
//! file is known by its hash, so that nothing else is ever deleted in its place.

use super::Book;
use super::cells::Parts as _;
use crate::api::types::{SheetFileRow, SheetFiles, SheetFilesDelete};
use crate::error::{Error, Result};
use crate::event::Value;
use crate::print::SheetFile;
use crate::store::Home;
use std::fs;
use std::path::{Path, PathBuf};

const ROW: &str = "sheet-files";
/// Larger files are none of ours, bytes.
const LARGEST: u64 = 4 << 20;

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    path: PathBuf,
    file: SheetFile,
    /// Number of the root whose sheet it is.
    number: u8,
    hash: [u8; 32],
    /// The disk its folder lay on.
    disk: u64,
}

/// What is at a remembered place now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The file.
    Here,
    /// Neither the file nor its disk: a flash drive that was taken out.
    Away,
    /// The disk is there and the file is not, or another file stands in its place.
    Gone,
}

/// Remembers a file that is about to be written.
///
/// # Errors
/// Those of the store.
pub(super) fn remember(home: &Home, file: SheetFile, number: u8, path: &Path, pdf: &[u8]) -> Result<()> {
    let disk = path.parent().map(disk).unwrap_or_default();
    let kept = Kept { path: path.to_owned(), file, number, hash: *blake3::hash(pdf).as_bytes(), disk };
    let mut all = read(home)?;
    if !all.contains(&kept) {
        all.push(kept);
    }
    write(home, &all)
}

impl Book {
    /// The files that stand where they were saved, or lie on a disk that is not here.
    ///
    /// # Errors
    /// Those of the store.
    pub fn sheet_files(&self) -> Result<SheetFiles> {
        let rows = read(&self.home)?.iter().filter_map(|kept| kept.row(kept.found())).collect();
        Ok(SheetFiles { files: rows })
    }

    /// Deletes the files, past any bin. Those on disks that are not here stay remembered, unless the person says that they are destroyed.
    ///
    /// # Errors
    /// `sheet-files-unsure` before both sheets are on paper and compared; `sheet-file-stays` with the number of files that could not be
    /// deleted; those of the store.
    pub fn delete_sheet_files(&self, asked: &SheetFilesDelete) -> Result<SheetFiles> {
        if !(asked.printed && asked.compared) {
            return Err(Error::usage("sheet-files-unsure"));
        }
        let mut failed = 0;
        let mut left = Vec::new();
        for kept in read(&self.home)? {
            let stays = match kept.found() {
                Found::Here => {
                    let stays = fs::remove_file(&kept.path).is_err();
                    failed += u32::from(stays);
                    stays
                }
                Found::Away => !asked.away_destroyed,
                Found::Gone => false,
            };
            if stays {
                left.push(kept);
            }
        }
        write(&self.home, &left)?;
        match failed {
            0 => self.sheet_files(),
            count => Err(Error::other("sheet-file-stays").with("count", count)),
        }
    }
}

impl Kept {
    fn found(&self) -> Found {
        let Ok(about) = fs::symlink_metadata(&self.path) else {
            let here = self.path.parent().is_some_and(|folder| folder.is_dir() && disk(folder) == self.disk);
            return if here { Found::Gone } else { Found::Away };
        };
        let same = about.is_file() && about.len() <= LARGEST && fs::read(&self.path).is_ok_and(|b| blake3::hash(&b) == self.hash);
        if same { Found::Here } else { Found::Gone }
    }

    fn row(&self, found: Found) -> Option<SheetFileRow> {
        let text = |os: Option<&std::ffi::OsStr>| os.unwrap_or_default().to_string_lossy().into_owned();
        (found != Found::Gone).then(|| SheetFileRow {
            name: text(self.path.file_name()),
            folder: text(self.path.parent().map(Path::as_os_str)),
            file: self.file.id().to_owned(),
            number: u32::from(self.number),
            here: found == Found::Here,
        })
    }

    fn to_value(&self) -> Value {
        Value::Array(vec![
            Value::Bytes(path_bytes(&self.path)),
            self.file.id().into(),
            i64::from(self.number).into(),
            Value::Bytes(self.hash.to_vec()),
            Value::Bytes(self.disk.to_be_bytes().to_vec()),
        ])
    }

    fn from_value(v: &Value) -> Option<Self> {
        Some(Self {
            path: path_of(v.blob(0)?)?,
            file: SheetFile::parse(&v.text_at(1)).ok()?,
            number: u8::try_from(v.int_at(2)).ok()?,
            hash: v.blob(3)?.try_into().ok()?,
            disk: u64::from_be_bytes(v.blob(4)?.try_into().ok()?),
        })
    }
}

fn read(home: &Home) -> Result<Vec<Kept>> {
    let Some(bytes) = home.local_get(ROW)? else { return Ok(Vec::new()) };
    let all = Value::from_bytes(&bytes).ok_or_else(|| Error::damaged("local-row").with("name", ROW))?;
    Ok(all.items().unwrap_or_default().iter().filter_map(Kept::from_value).collect())
}

fn write(home: &Home, all: &[Kept]) -> Result<()> {
    let bytes = Value::Array(all.iter().map(Kept::to_value).collect()).to_bytes();
    home.local_set(ROW, (!all.is_empty()).then_some(bytes.as_slice()))
}

/// The disk a folder lies on; systems without such a number tell disks apart by the folder being there.
#[cfg(unix)]
fn disk(folder: &Path) -> u64 {
    fs::metadata(folder).map(|m| std::os::unix::fs::MetadataExt::dev(&m)).unwrap_or_default()
}

#[cfg(not(unix))]
fn disk(_: &Path) -> u64 {
    0
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes)).map(|os: std::ffi::OsString| os.into())
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(Into::into)
}
