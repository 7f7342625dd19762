//! Opening an encrypted volume and bringing its schema up to date.

use crate::error::{Error, ErrorKind, Result};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// Schema this program writes.
#[allow(clippy::cast_possible_truncation)]
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;
/// Oldest program schema that may read what this one writes.
pub const MINIMUM_READER: u32 = 1;

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

/// Opens a database with its raw key. `synchronous=FULL`, WAL: a commit that returned is on disk.
pub fn open(path: &Path, key: &[u8; 32], durable: bool) -> Result<Connection> {
    let conn = Connection::open(path)?;
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
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

/// Applies missing migrations, after a copy of the file when there is something to lose.
pub fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    let have: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if have > SCHEMA {
        return Err(Error::new(ErrorKind::Other, "schema-newer").with("have", have).with("know", SCHEMA));
    }
    if have == SCHEMA {
        return Ok(());
    }
    if have > 0 {
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        std::fs::copy(path, path.with_extension(format!("before-{SCHEMA}.db")))?;
    }
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let now: u32 = tx.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    for (number, sql) in MIGRATIONS.iter().filter(|(n, _)| *n > now) {
        tx.execute_batch(sql)?;
        tx.execute_batch(&format!("PRAGMA user_version = {number}"))?;
    }
    tx.execute("INSERT OR REPLACE INTO local (name, value) VALUES ('minimum-reader', ?1)", [MINIMUM_READER.to_be_bytes()])?;
    tx.commit()?;
    Ok(())
}
