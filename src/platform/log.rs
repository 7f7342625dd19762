//! The rotating log of a home: five files of one mebibyte, ids and codes only.
//!
//! Only this program's own records are kept: other libraries may put file names or values of cells into theirs.

use crate::Result;
use crate::platform::folders;
use crate::time::{Clock, rfc3339};
use log::{LevelFilter, Log, Metadata, Record};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

const FILE_SIZE: u64 = 1024 * 1024;
const FILES: u32 = 5;
const LINE: usize = 2000;

/// The log of this process.
static LOG: OnceLock<FileLog> = OnceLock::new();

/// Starts the log of this process in `dir`. `name` keeps shells apart: `window.log`, `cli.log`.
///
/// # Errors
/// What the system says about the folder; `log-twice` when the process has a log already.
pub fn start(dir: &Path, name: &str, clock: Arc<dyn Clock>) -> Result<()> {
    folders::private_folder(dir)?;
    let file = Mutex::new(Rotating::open(dir, name, FILE_SIZE)?);
    let logger = LOG.get_or_init(|| FileLog { clock, file });
    log::set_logger(logger).map_err(|_| crate::Error::other("log-twice"))?;
    log::set_max_level(LevelFilter::Info);
    Ok(())
}

/// Writes every panic's place to the log. The message is left out: it may quote data.
pub fn note_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        match panic.location() {
            Some(place) => log::error!("panic {}:{}", place.file(), place.line()),
            None => log::error!("panic"),
        }
        log::logger().flush();
        before(panic);
    }));
}

struct FileLog {
    clock: Arc<dyn Clock>,
    file: Mutex<Rotating>,
}

impl Log for FileLog {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.target().starts_with("zhurnal")
    }

    fn log(&self, record: &Record) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let line = line(&rfc3339(self.clock.now()), record);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // A full disk must not stop the journal for the sake of its log.
        let _lost = file.write(line.as_bytes());
    }

    fn flush(&self) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _lost = file.file.flush();
    }
}

/// One record on one line, shortened, so that nothing can forge a second record.
fn line(time: &str, record: &Record) -> String {
    let text = record.args().to_string();
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LINE).collect();
    format!("{time} {:5} {} {text}\n", record.level(), record.target())
}

/// `name.log` and its older brothers `name.1.log` … `name.4.log`.
struct Rotating {
    dir: PathBuf,
    name: String,
    limit: u64,
    file: File,
}

impl Rotating {
    fn open(dir: &Path, name: &str, limit: u64) -> std::io::Result<Self> {
        let file = crate::private::options().create(true).append(true).open(dir.join(format!("{name}.log")))?;
        Ok(Self { dir: dir.to_owned(), name: name.to_owned(), limit, file })
    }

    fn path(&self, number: u32) -> PathBuf {
        match number {
            0 => self.dir.join(format!("{}.log", self.name)),
            _ => self.dir.join(format!("{}.{number}.log", self.name)),
        }
    }

    fn write(&mut self, line: &[u8]) -> std::io::Result<()> {
        if self.file.metadata()?.len() + line.len() as u64 > self.limit {
            self.turn()?;
        }
        self.file.write_all(line)
    }

    /// Moves every file one number up, the oldest away. Another process may have done so just now: then its new file is used.
    fn turn(&mut self) -> std::io::Result<()> {
        if std::fs::metadata(self.path(0)).is_ok_and(|now| now.len() >= self.limit / 2) {
            for number in (0..FILES - 1).rev() {
                let from = self.path(number);
                if from.exists() {
                    std::fs::rename(from, self.path(number + 1))?;
                }
            }
        }
        *self = Self::open(&self.dir, &self.name, self.limit)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::time::FixedClock;
    use log::Level;

    fn record<'a>(target: &'a str, text: std::fmt::Arguments<'a>) -> Record<'a> {
        Record::builder().level(Level::Info).target(target).args(text).build()
    }

    #[test]
    fn the_log_keeps_at_most_five_files_of_the_size_and_the_newest_line() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = Rotating::open(dir.path(), "window", 100).unwrap();
        for number in 0..200 {
            log.write(format!("line {number} ...................\n").as_bytes()).unwrap();
        }
        let files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(files.len(), 5);
        assert!(files.iter().all(|file| file.metadata().unwrap().len() <= 100));
        assert!(std::fs::read_to_string(dir.path().join("window.log")).unwrap().contains("line 199 "));
    }

    #[test]
    fn records_of_other_libraries_are_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = Mutex::new(Rotating::open(dir.path(), "cli", 1000).unwrap());
        let log = FileLog { clock: Arc::new(FixedClock::at(0)), file };
        log.log(&record("calamine", format_args!("cell Иванов")));
        log.log(&record("zhurnal::store", format_args!("opened")));
        let text = std::fs::read_to_string(dir.path().join("cli.log")).unwrap();
        assert_eq!(text, "1970-01-01T00:00:00Z INFO  zhurnal::store opened\n");
    }

    #[test]
    fn a_record_cannot_forge_another_line() {
        assert_eq!(line("t", &record("zhurnal", format_args!("a\nb\rc"))).lines().count(), 1);
    }
}
