//! One-use tokens in place of paths: a dialog or a drop offers a path for one use, an operation of that use takes it once.

use super::app::App;
use super::operations::{Call, find};
use super::session::{Session, Whose};
use super::types::FileToken;
use crate::error::{Error, Result};
use crate::id::{base32, random};
use crate::time::{Age, Clock};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens kept at most; the oldest goes first.
const MOST: usize = 64;
/// How long a token lives, milliseconds.
const LIFE_MS: u64 = 10 * 60 * 1000;

const TABLES: &[&str] = &["xlsx", "xls", "ods", "csv", "txt"];

/// What a dialog asks a person for. `dialog-<id>` and `dialog-<id>-files` of the catalogue name it.
#[derive(Debug)]
pub struct FileUse {
    /// The kind of file, as the page names it.
    pub id: &'static str,
    /// A place to write to; else a file to read.
    pub writes: bool,
    /// Usual endings of its name; the first is added where none was typed.
    pub extensions: &'static [&'static str],
    /// The operations that may take such a file.
    operations: &'static [&'static str],
}

const fn read(id: &'static str, extensions: &'static [&'static str], operations: &'static [&'static str]) -> FileUse {
    FileUse { id, writes: false, extensions, operations }
}

const fn write(id: &'static str, extensions: &'static [&'static str], operations: &'static [&'static str]) -> FileUse {
    FileUse { id, writes: true, extensions, operations }
}

/// Every use of a file that a person chooses.
pub static FILE_USES: &[FileUse] = &[
    read("pupils", TABLES, &["import.pupils.plan"]),
    read("staff", TABLES, &["import.staff.plan"]),
    read("curriculum", TABLES, &["import.curriculum.plan"]),
    read("calendar", TABLES, &["import.calendar.plan"]),
    read("bells", TABLES, &["import.bells.plan"]),
    read("worktypes", TABLES, &["import.worktypes.plan"]),
    read("lessons", TABLES, &["import.lessons.plan"]),
    read("archive", &["zip"], &["archive.verify"]),
    write("archive", &["zip"], &["archive.make"]),
    write("rejected", &["csv"], &["table.save"]),
    write("paper", &["pdf"], &["print.save"]),
    write("sheet", &["pdf"], &["school.sheet_save", "root.sheet_save"]),
    write("sheet-sealed", &["pdf"], &["school.sheet_save", "root.sheet_save"]),
];

impl FileUse {
    /// The use of a kind of file.
    ///
    /// # Errors
    /// `unknown-file-kind`.
    pub fn find(id: &str, writes: bool) -> Result<&'static Self> {
        let unknown = || Error::usage("unknown-file-kind").with("kind", id.chars().take(40).collect::<String>());
        FILE_USES.iter().find(|u| u.id == id && u.writes == writes).ok_or_else(unknown)
    }

    /// True when an operation takes the token of a file.
    #[must_use]
    pub fn has(operation: &str) -> bool {
        FILE_USES.iter().any(|u| u.operations.contains(&operation))
    }
}

struct Offered {
    token: String,
    path: PathBuf,
    operations: Vec<&'static str>,
    whose: Whose,
    age: Age,
}

/// The tokens of one program.
pub(super) struct Files {
    clock: Arc<dyn Clock>,
    offered: Mutex<VecDeque<Offered>>,
}

impl Files {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, offered: Mutex::default() }
    }

    fn offer(&self, whose: Whose, operations: Vec<&'static str>, path: PathBuf) -> Result<FileToken> {
        let token = base32(&random::<16>()?);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        while offered.len() >= MOST {
            offered.pop_front();
        }
        offered.push_back(Offered { token: token.clone(), path, operations, whose, age: Age::new(&*self.clock) });
        Ok(FileToken { token, name })
    }

    /// The path of a token, once: for one of the operations it was made for, by whom it was made for.
    ///
    /// # Errors
    /// `file-token` when it is unknown, used, older than ten minutes, somebody else's or for something else.
    fn take(&self, whose: Whose, operation: &str, token: &str) -> Result<PathBuf> {
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        offered.retain_mut(|o| o.age.look(&*self.clock) < LIFE_MS);
        let at = offered.iter().position(|o| o.token == token && o.whose == whose && o.operations.contains(&operation));
        at.and_then(|at| offered.remove(at)).map(|o| o.path).ok_or_else(|| Error::usage("file-token"))
    }

    /// Forgets what was offered to somebody who leaves.
    pub(super) fn forget_all_of(&self, whose: Whose) {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner).retain(|o| o.whose != whose);
    }
}

impl Call<'_> {
    /// The path behind a token that was made for this operation and for whoever calls it.
    ///
    /// # Errors
    /// `file-token`.
    pub(super) fn file(&self, token: &str) -> Result<PathBuf> {
        self.app.files.take(self.session.whose(), self.operation, token)
    }
}

/// What a file that fell on the window may be: an archive to verify, or a table to import.
fn dropped(path: &Path) -> Vec<&'static str> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let archive = FILE_USES.iter().filter(|u| !u.writes && u.extensions.contains(&extension.as_str()) && u.extensions != TABLES);
    let archive: Vec<&str> = archive.flat_map(|u| u.operations).copied().collect();
    if archive.is_empty() {
        FILE_USES.iter().filter(|u| u.extensions == TABLES).flat_map(|u| u.operations).copied().collect()
    } else {
        archive
    }
}

impl App {
    /// Gives a token for a path that the person at this session chose, good for one use.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn offer(&self, session: &Session, of: &FileUse, path: PathBuf) -> Result<FileToken> {
        self.files.offer(session.whose(), of.operations.to_vec(), path)
    }

    /// The same for one operation, by its name.
    ///
    /// # Errors
    /// `unknown-operation` when it takes no file; `no-randomness`.
    pub fn offer_for(&self, session: &Session, operation: &str, path: PathBuf) -> Result<FileToken> {
        let found = find(operation).filter(|o| FileUse::has(o.name));
        let operation = found.ok_or_else(|| Error::usage("unknown-operation").with("name", operation))?;
        self.files.offer(session.whose(), vec![operation.name], path)
    }

    /// The same for a file that was dropped: it is read, as what its name says.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn offer_dropped(&self, session: &Session, path: PathBuf) -> Result<FileToken> {
        self.files.offer(session.whose(), dropped(&path), path)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::id::UserId;
    use crate::time::FixedClock;

    const MINE: Whose = Whose { session: 1, user: None };
    const SAVE: &str = "table.save";

    fn files() -> (Arc<FixedClock>, Files) {
        let clock = Arc::new(FixedClock::at(1000));
        (clock.clone(), Files::new(clock))
    }

    fn offered(files: &Files, path: &str) -> FileToken {
        files.offer(MINE, vec![SAVE], PathBuf::from(path)).unwrap()
    }

    #[test]
    fn a_token_is_good_once() {
        let (_, files) = files();
        let token = offered(&files, "/d/список.xlsx");
        assert_eq!(token.name, "список.xlsx");
        assert_eq!(files.take(MINE, SAVE, &token.token).unwrap(), PathBuf::from("/d/список.xlsx"));
        assert_eq!(files.take(MINE, SAVE, &token.token).unwrap_err().code, "file-token");
    }

    #[test]
    fn a_token_is_good_for_its_use_and_its_person_alone() {
        let (_, files) = files();
        let token = offered(&files, "/d/a").token;
        let (session, user) = (Whose { session: 2, user: None }, Whose { session: 1, user: Some(UserId([1; 16])) });
        for (whose, operation) in [(session, SAVE), (user, SAVE), (MINE, "archive.make")] {
            assert_eq!(files.take(whose, operation, &token).unwrap_err().code, "file-token", "{operation}");
        }
        files.take(MINE, SAVE, &token).unwrap();
        let left = offered(&files, "/d/b").token;
        files.forget_all_of(MINE);
        assert!(files.take(MINE, SAVE, &left).is_err());
    }

    #[test]
    fn a_token_grows_old_by_either_clock() {
        let moves: [fn(&FixedClock); 3] = [|c| c.shift(601), |c| c.jump(601), |c| c.jump(-61)];
        for moved in moves {
            let (clock, files) = files();
            let token = offered(&files, "/d/a");
            moved(&clock);
            assert_eq!(files.take(MINE, SAVE, &token.token).unwrap_err().code, "file-token");
        }
    }

    #[test]
    fn the_sixty_fifth_token_pushes_the_first_out() {
        let (_, files) = files();
        let tokens: Vec<_> = (0..65).map(|i| offered(&files, &format!("/d/{i}")).token).collect();
        let mut taken = [0, 1, 64].map(|i| files.take(MINE, SAVE, &tokens[i]).is_ok()).into_iter();
        assert_eq!([taken.next(), taken.next(), taken.next()], [Some(false), Some(true), Some(true)]);
    }

    #[test]
    fn every_use_names_operations_of_the_contract_and_a_drop_is_only_read() {
        let all: Vec<&str> = FILE_USES.iter().flat_map(|u| u.operations).copied().collect();
        assert!(all.iter().all(|name| find(name).is_some()), "{all:?}");
        assert_eq!(dropped(Path::new("/d/год.ZIP")), ["archive.verify"]);
        let table = dropped(Path::new("/d/список.csv"));
        assert!(table.len() == 7 && table.iter().all(|name| name.starts_with("import.") && name.ends_with(".plan")), "{table:?}");
        assert_eq!(dropped(Path::new("/d/без-имени")), table);
    }
}
