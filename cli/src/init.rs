//! `zhurnal init`: a school from nothing, without a window.

use crate::args::Init;
use crate::open::{PHRASE, Place, secret_line, variable};
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: Init) -> Result<u8> {
    let home = place.folder()?;
    zhurnal::platform::folders::refuse_shared(&home)?;
    let mut desk = place.open()?;
    // Where keys lie is chosen openly; a passphrase without a word is a choice too.
    let phrase_given = variable(PHRASE).is_some();
    let keys = variable("ZHURNAL_KEYS").unwrap_or_else(|| if phrase_given { "file".into() } else { "keyring".into() });
    // A sheet that cannot be written is told before anything is made.
    let sheet = asked.sheet.as_deref().map(std::path::absolute).transpose()?;
    if let Some(folder) = sheet.as_deref().and_then(std::path::Path::parent)
        && !folder.is_dir()
    {
        return Err(Error::input("file-not-found"));
    }
    let info = desk.password().and_then(|password| {
        let passphrase = if keys == "file" { Some(secret_line(PHRASE, "cli-passphrase-new")?) } else { None };
        desk.call(
            "school.create",
            json!({
                "name": asked.school, "profile": asked.profile, "year": asked.year, "zone": asked.zone,
                "admin_login": asked.admin, "admin_name": asked.admin_name, "admin_password": password,
                "keys": keys, "keys_passphrase": passphrase,
            }),
        )
    })?;
    if let Some(path) = sheet {
        let token = desk.offer("school.sheet_save", &path)?;
        desk.call("school.sheet_save", json!({ "token": token }))?;
    }
    desk.call("school.sheet_done", json!({}))?;
    let fingerprint = info["fingerprint"].as_str().unwrap_or_default();
    let groups: Vec<&str> = info["groups"].as_array().into_iter().flatten().filter_map(|g| g.as_str()).collect();
    if place.json {
        let mut answer = json!({ "home": home, "fingerprint": fingerprint, "sheet": asked.sheet });
        if asked.sheet.is_none() {
            answer["groups"] = json!(groups);
        }
        object(&answer);
    } else {
        line(&text("cli-init-done", &[("fingerprint", fingerprint)]));
        match &asked.sheet {
            Some(path) => line(&text("cli-init-sheet", &[("file", &path.display().to_string())])),
            None => {
                line(&text("cli-init-groups", &[]));
                groups.chunks(7).for_each(|row| line(&format!("  {}", row.join(" "))));
            }
        }
    }
    Ok(0)
}
