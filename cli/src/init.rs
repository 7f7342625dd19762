//! `zhurnal init`: a school from nothing, without a window.

use crate::args::Init;
use crate::open::{PHRASE, Place, secret_line, variable};
use crate::output::{line, object, text};
use crate::sheets::Keep;
use serde_json::json;
use zhurnal::Result;

pub fn run(place: &Place, asked: Init) -> Result<u8> {
    let home = place.folder()?;
    zhurnal::platform::folders::refuse_shared(&home)?;
    let mut desk = place.open()?;
    // Where keys lie is chosen openly; a passphrase without a word is a choice too.
    let phrase_given = variable(PHRASE).is_some();
    let keys = variable("ZHURNAL_KEYS").unwrap_or_else(|| if phrase_given { "file".into() } else { "keyring".into() });
    let keep = Keep::of(&asked.to)?;
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
    keep.carry_out(&desk, "school", &json!({}))?;
    desk.call("school.sheet_done", json!({}))?;
    let fingerprint = info["fingerprint"].as_str().unwrap_or_default();
    if place.json {
        object(&json!({ "home": home, "fingerprint": fingerprint, "sheets": keep.shown() }));
    } else {
        line(&text("cli-init-done", &[("fingerprint", fingerprint)]));
        line(&keep.told());
    }
    Ok(0)
}
