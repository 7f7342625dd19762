//! Where the files of volumes lie, and how they are opened: one that was made is never filled anew.

use super::db;
use super::types::Options;
use crate::error::{Error, Result};
use crate::event::Volume;
use std::path::PathBuf;

/// The registry's file name.
pub const REGISTRY: &str = "registry.db";

/// The file of a volume.
pub fn file(o: &Options, v: Volume) -> PathBuf {
    if v.is_registry() { o.dir.join(REGISTRY) } else { o.dir.join("years").join(format!("{v}.db")) }
}

/// The name of a volume's key.
pub fn database_name(v: Volume) -> String {
    if v.is_registry() { "registry".to_owned() } else { format!("year-{v}") }
}

/// Opens a volume's file with its key.
pub fn open_file(o: &Options, v: Volume) -> Result<rusqlite::Connection> {
    let key = o.database_key.find(&database_name(v))?.map(zeroize::Zeroizing::new);
    db::open(&file(o, v), &*key.ok_or_else(|| Error::damaged("volume-key").with("volume", v))?, o.durable)
}

/// Opens the file of a volume that was made: a missing, empty or cut one is damaged, and never filled anew.
pub fn open_present(o: &Options, v: Volume) -> Result<rusqlite::Connection> {
    let wrong = |code| Error::damaged(code).with("volume", v);
    match std::fs::metadata(file(o, v)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
        Ok(found) if found.is_file() && found.len() == 0 => return Err(wrong("volume-empty")),
        Ok(found) if found.is_file() => {}
        _ => return Err(wrong("volume-missing")),
    }
    let conn = open_file(o, v)?;
    if db::version(&conn)? == 0 { Err(wrong("volume-empty")) } else { Ok(conn) }
}

/// Opens the file of a volume that is being made, with a key that is made for it.
pub fn make_file(o: &Options, v: Volume) -> Result<rusqlite::Connection> {
    let key = zeroize::Zeroizing::new(o.database_key.key(&database_name(v))?);
    db::create(&file(o, v), &key, o.durable)
}

/// Years whose files are in place.
pub fn years_on_disk(o: &Options) -> Result<Vec<u16>> {
    let dir = o.dir.join("years");
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut out: Vec<u16> =
        std::fs::read_dir(dir)?.filter_map(|e| e.ok()?.file_name().to_str()?.strip_suffix(".db")?.parse().ok()).collect();
    out.sort_unstable();
    Ok(out)
}
