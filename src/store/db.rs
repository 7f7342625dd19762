//! Opening an encrypted volume and bringing its schema up to date.

use crate::error::{Error, ErrorKind, Result};
use crate::private;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// Schema this program writes.
#[allow(clippy::cast_possible_truncation)]
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;
/// Oldest program schema that may read what this one writes.
pub const MINIMUM_READER: u32 = 2;
/// SQLite's `application_id` of volumes of the final format. Those from before it have none, whatever their schema's number.
const FORMAT_MARK: i32 = 0x5A48_5231;

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        let (kind, code) = match e.sqlite_error_code() {
            Some(C::DatabaseBusy | C::DatabaseLocked) => (ErrorKind::Busy, "database-busy"),
            Some(C::DiskFull) => (ErrorKind::Busy, "no-space"),
            Some(C::NotADatabase) => (ErrorKind::Damaged, "database-key"),
            Some(C::DatabaseCorrupt) => (ErrorKind::Damaged, "database-damaged"),
            _ => (ErrorKind::Other, "database"),
        };
        let detail = e.sqlite_error().map_or_else(|| "logic".to_owned(), |x| x.extended_code.to_string());
        Self::new(kind, code).with("detail", detail)
    }
}

/// Opens a database, and makes its file, the owner's alone, where there is none. As [`open`].
pub fn create(path: &Path, key: &[u8; 32], durable: bool) -> Result<Connection> {
    private::make(path)?;
    open(path, key, durable)
}

/// Opens a database that is there with its raw key. `synchronous=FULL`, WAL: a commit that returned is on disk.
pub fn open(path: &Path, key: &[u8; 32], durable: bool) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // What is wrong with a file is told in our words; SQLCipher would add its own to the error stream.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let mut hex = zeroize::Zeroizing::new(String::with_capacity(80));
    hex.push_str("PRAGMA key = \"x'");
    for b in key {
        hex.push(char::from_digit(u32::from(b >> 4), 16).unwrap_or('0'));
        hex.push(char::from_digit(u32::from(b & 15), 16).unwrap_or('0'));
    }
    hex.push_str("'\"");
    conn.execute_batch(&hex)?;
    conn.busy_timeout(Duration::from_secs(20))?;
    conn.execute_batch("PRAGMA cipher_memory_security = OFF; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;")?;
    conn.execute_batch(if durable { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = OFF" })?;
    conn.execute_batch(super::row::SHOWN)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

/// Applies missing migrations, after a copy of the file when there is something to lose.
pub fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    upgrade(conn, path, MIGRATIONS)
}

fn upgrade(conn: &mut Connection, path: &Path, migrations: &[(u32, &str)]) -> Result<()> {
    let schema = migrations.last().map_or(0, |(n, _)| *n);
    loop {
        let have = version(conn)?;
        if have > 0 && mark(conn)? != FORMAT_MARK {
            return Err(Error::new(ErrorKind::Other, "home-too-old"));
        }
        if have > schema {
            return Err(Error::new(ErrorKind::Other, "schema-newer").with("have", have).with("know", schema));
        }
        if have == schema {
            return Ok(());
        }
        let generation = data_version(conn)?;
        if have > 0 {
            keep_copy(conn, &path.with_extension(format!("before-{schema}.db")))?;
        }
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if data_version(&tx)? != generation {
            // Another process wrote since the copy was made: what it wrote is copied too.
            continue;
        }
        tx.execute_batch(&format!("PRAGMA application_id = {FORMAT_MARK}"))?;
        for (number, sql) in migrations.iter().filter(|(n, _)| *n > have) {
            tx.execute_batch(sql)?;
            tx.execute_batch(&format!("PRAGMA user_version = {number}"))?;
        }
        tx.execute("INSERT OR REPLACE INTO local (name, value) VALUES ('minimum-reader', ?1)", [MINIMUM_READER.to_be_bytes()])?;
        tx.commit()?;
        return Ok(());
    }
}

/// Schema of an open file; 0: nothing was ever made in it.
pub fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

fn mark(conn: &Connection) -> Result<i32> {
    Ok(conn.query_row("PRAGMA application_id", [], |r| r.get(0))?)
}

fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA data_version", [], |r| r.get(0))?)
}

/// Copies a database, encrypted with the same key, under a name that appears only when the copy is whole and on disk.
///
/// SQLite makes the copy: were the file opened and closed here, this process would lose its locks on it.
fn keep_copy(conn: &Connection, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    // SQLite fills an empty file as it fills a new one, and leaves its mode.
    drop(private::fresh(&part)?);
    conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    std::fs::File::options().write(true).open(&part)?.sync_all()?;
    std::fs::rename(&part, to)?;
    to.parent().map_or(Ok(()), private::sync_folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const KEY: [u8; 32] = [3; 32];
    const FIRST: (u32, &str) = (1, "CREATE TABLE local (name TEXT PRIMARY KEY, value BLOB NOT NULL); CREATE TABLE person (name TEXT)");
    const SECOND: (u32, &str) = (2, "ALTER TABLE person ADD COLUMN born TEXT");

    fn names(conn: &Connection) -> Vec<String> {
        let mut q = conn.prepare("SELECT name FROM person ORDER BY name").unwrap();
        q.query_map([], |r| r.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    fn old(path: &Path) -> Connection {
        let mut conn = create(path, &KEY, false).unwrap();
        upgrade(&mut conn, path, &[FIRST]).unwrap();
        conn.execute("INSERT INTO person (name) VALUES ('Щукина')", []).unwrap();
        conn
    }

    #[test]
    fn a_copy_is_kept_before_a_migration_encrypted_and_of_the_old_schema() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("registry.db");
        let mut conn = old(&path);
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().filter(|e| e.as_ref().unwrap().path().to_string_lossy().contains("before")).count(),
            0
        );
        // Another process is at it, with entries still in the write log.
        let other = open(&path, &KEY, false).unwrap();
        other.execute("INSERT INTO person (name) VALUES ('Ёлкин')", []).unwrap();
        upgrade(&mut conn, &path, &[FIRST, SECOND]).unwrap();
        conn.execute("UPDATE person SET born = '2016'", []).unwrap();
        let copy = dir.path().join("registry.before-2.db");
        assert!(!std::fs::read(&copy).unwrap().starts_with(b"SQLite format 3"));
        assert!(open(&copy, &[4; 32], false).is_err());
        let copy = open(&copy, &KEY, false).unwrap();
        assert_eq!((version(&copy).unwrap(), names(&copy)), (1, names(&conn)));
        assert!(copy.prepare("SELECT born FROM person").is_err());
        assert_eq!((version(&conn).unwrap(), names(&conn).len()), (2, 2));
    }

    #[test]
    fn a_migration_that_fails_leaves_everything_and_is_done_at_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("registry.db");
        let mut conn = old(&path);
        std::fs::write(dir.path().join("registry.before-2.part"), b"half a copy").unwrap();
        assert!(upgrade(&mut conn, &path, &[FIRST, (2, "ALTER TABLE person ADD COLUMN born TEXT; SELECT nonsense")]).is_err());
        assert_eq!(version(&conn).unwrap(), 1);
        assert!(conn.prepare("SELECT born FROM person").is_err());
        upgrade(&mut conn, &path, &[FIRST, SECOND]).unwrap();
        assert_eq!((version(&conn).unwrap(), names(&conn).len()), (2, 1));
    }

    #[test]
    fn a_volume_from_before_the_final_format_is_refused_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("registry.db");
        let mut conn = create(&path, &KEY, false).unwrap();
        conn.execute_batch(FIRST.1).unwrap();
        conn.execute_batch("PRAGMA user_version = 1").unwrap();
        for known in [&[FIRST][..], &[FIRST, SECOND]] {
            assert_eq!(upgrade(&mut conn, &path, known).unwrap_err().code, "home-too-old");
        }
        assert_eq!((version(&conn).unwrap(), mark(&conn).unwrap()), (1, 0));
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().filter(|e| e.as_ref().unwrap().path().to_string_lossy().contains("before")).count(),
            0
        );
    }

    #[test]
    fn a_schema_of_a_later_program_is_refused_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("registry.db");
        let mut conn = old(&path);
        upgrade(&mut conn, &path, &[FIRST, SECOND]).unwrap();
        let e = upgrade(&mut conn, &path, &[FIRST]).unwrap_err();
        assert_eq!((e.code, version(&conn).unwrap()), ("schema-newer", 2));
    }
}
