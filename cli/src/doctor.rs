//! `zhurnal doctor`: what is wrong with this computer's journal, and a support bundle without personal data.

use crate::args::Doctor;
use crate::open::{Place, variable};
use crate::output::{aside, line, object, text, text_of};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use zhurnal::api::types::DoctorReport;
use zhurnal::platform::folders;
use zhurnal::staged::Staged;
use zhurnal::{Error, Result};
use zip::write::SimpleFileOptions;

/// Something is wrong.
const UNWELL: u8 = 6;
/// Logs are taken from their end, at most this much of each.
const LOG_END: usize = 1 << 20;

pub fn run(place: &Place, asked: &Doctor) -> Result<u8> {
    let home = place.folder()?;
    // A home that does not open is looked at from outside.
    let value = match place.open() {
        Ok(mut desk) => {
            // Without a login less is told, and what is wrong is told all the same.
            if variable("ZHURNAL_USER").is_some()
                && let Err(e) = desk.log_in()
            {
                aside(&text_of(&format!("error-{}", e.code), &e.args));
            }
            desk.call("doctor", json!({}))?
        }
        Err(e) => zhurnal::api::examine_closed(&home, &e)?,
    };
    let report: DoctorReport =
        serde_json::from_value(value.clone()).map_err(|_| Error::other("bad-response").with("operation", "doctor"))?;
    if let Some(path) = &asked.bundle {
        bundle(&home, &value, path)?;
    }
    if place.json {
        let wrong = report.findings.iter().filter(|f| !f.ok).count();
        object(&json!({ "ok": report.ok, "wrong": wrong, "report": report, "bundle": asked.bundle }));
    } else {
        let about = zhurnal::api::about();
        line(&format!("{} ({}), {}", about.version, about.commit, report.system));
        for f in &report.findings {
            let mark = if f.ok { "+" } else { "!" };
            line(&format!("{mark} {}", text_of(&format!("doctor-{}", f.code), &f.args)));
        }
        if let Some(path) = &asked.bundle {
            line(&text("cli-doctor-bundle", &[("file", &path.display().to_string())]));
        }
    }
    Ok(if report.ok { 0 } else { UNWELL })
}

/// Report, versions, sizes of files and the logs, which hold ids and codes only.
fn bundle(home: &Path, report: &Value, path: &Path) -> Result<()> {
    let failed = |_| Error::other("bundle");
    let mut staged = Staged::default();
    let mut zip = zip::ZipWriter::new(staged.create(path)?);
    let mut add = |name: &str, bytes: &[u8]| -> Result<()> {
        zip.start_file(name, SimpleFileOptions::default()).map_err(failed)?;
        Ok(zip.write_all(bytes)?)
    };
    let about = zhurnal::api::about();
    let versions = json!({ "version": about.version, "commit": about.commit, "schema": about.schema, "format": about.level });
    add("versions.json", versions.to_string().as_bytes())?;
    add("doctor.json", report.to_string().as_bytes())?;
    let mut sizes = Vec::new();
    list(home, "", &mut sizes)?;
    add("files.json", Value::from(sizes).to_string().as_bytes())?;
    let logs = folders::logs(home);
    if logs.is_dir() {
        for entry in fs::read_dir(logs)? {
            let entry = entry?;
            let bytes = fs::read(entry.path())?;
            add(&format!("logs/{}", entry.file_name().to_string_lossy()), &bytes[bytes.len().saturating_sub(LOG_END)..])?;
        }
    }
    zip.finish().map_err(failed)?.sync_all()?;
    staged.commit().map(drop)
}

/// Names and sizes of the program's own files. Names of other files may be personal: they are counted, not told.
fn list(folder: &Path, under: &str, out: &mut Vec<Value>) -> Result<()> {
    const OWN: [&str; 8] = ["db", "db-wal", "db-shm", "log", "lock", "bin", "id", "toml"];
    let mut others = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = Path::new(&name).extension().is_some_and(|e| OWN.iter().any(|own| e == *own));
        match entry.file_type()? {
            kind if kind.is_dir() && ["years", "logs"].contains(&name.as_str()) => list(&entry.path(), &format!("{under}{name}/"), out)?,
            kind if kind.is_file() && known => out.push(json!({ "name": format!("{under}{name}"), "bytes": entry.metadata()?.len() })),
            _ => others += 1,
        }
    }
    if others > 0 {
        out.push(json!({ "name": format!("{under}*"), "others": others }));
    }
    Ok(())
}
