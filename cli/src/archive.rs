//! `zhurnal archive --year 2026 --out F`: the year as one canonical ZIP.

use crate::args::Archive;
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::ArchiveMade;
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Archive) -> Result<u8> {
    let desk = place.logged_in()?;
    let year = desk.app.book()?.year();
    if year.0 != asked.year {
        return Err(Error::input("year-missing").with("year", asked.year));
    }
    let token = desk.offer("archive.make", &asked.out)?;
    let value = desk.job("archive.make", json!({ "token": token }))?;
    let made: ArchiveMade = serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", "archive.make"))?;
    if place.json {
        object(&json!({ "archive": made }));
        return Ok(0);
    }
    let args = [
        ("file", made.file.clone()),
        ("bytes", made.bytes.to_string()),
        ("files", made.files.to_string()),
        ("pages", made.pages.to_string()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    line(&text(if made.interim { "cli-archive-interim" } else { "cli-archive-made" }, &args));
    line(&text("cli-archive-fingerprint", &[("fingerprint", &made.fingerprint)]));
    line(&text("cli-archive-manifest", &[("hash", &made.manifest)]));
    line(&text("cli-archive-clear", &[]));
    Ok(0)
}
