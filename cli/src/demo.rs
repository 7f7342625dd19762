//! `zhurnal demo`: the demo school in a home of its own, and how to look at it.

use crate::args::Demo;
use crate::open::{PHRASE, Place, secret_line};
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::SecretText;
use zhurnal::demo::{Ask, make};
use zhurnal::keys::KdfCost;
use zhurnal::platform::folders;
use zhurnal::time::{Clock as _, SystemClock};
use zhurnal::{Error, Result};

/// The cheapest keys that may be made: a demo school keeps nobody's secrets, and its accounts are many.
const FLOOR: (u32, u32, u32) = (19 * 1024, 2, 1);

pub fn run(place: &Place, asked: &Demo) -> Result<u8> {
    let home = match &place.home {
        Some(home) => std::path::absolute(home)?,
        None => folders::demo_home()?,
    };
    folders::refuse_shared(&home)?;
    if let Some(above) = home.parent() {
        folders::private_folder(above)?;
    }
    let cost = KdfCost::checked(FLOOR.0, FLOOR.1, FLOOR.2)?;
    let clock = SystemClock::default();
    let classes = (!asked.empty).then_some(asked.classes);
    let own_keys = if asked.own_keys { Some(own_phrase()?) } else { None };
    let made = make(&home, &Ask { classes, day: asked.day.clone(), own_keys, user_cost: cost, vault_cost: cost })?;
    let took = clock.monotonic_ms();
    if place.json {
        let mut answer = serde_json::to_value(&made).map_err(|_| Error::other("bad-response").with("operation", "demo"))?;
        answer["ms"] = json!(took);
        object(&answer);
        return Ok(0);
    }
    let number = |n: usize| n.to_string();
    let counts = [
        ("classes", number(made.classes)),
        ("pupils", number(made.pupils)),
        ("groups", number(made.groups)),
        ("lessons", number(made.lessons)),
        ("events", made.events.to_string()),
        ("seconds", format!("{},{}", took / 1000, took % 1000 / 100)),
    ];
    let args: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    line(&text(if asked.empty { "cli-demo-empty" } else { "cli-demo-done" }, &args));
    let day: String = made.day.split('-').rev().collect::<Vec<_>>().join(".");
    line(&text("cli-demo-home", &[("home", &home.display().to_string()), ("day", &day)]));
    line(&text(if asked.own_keys { "cli-demo-own-keys" } else { "cli-demo-published" }, &[]));
    line(&text("cli-demo-logins", &[("logins", &made.logins.join(", ")), ("password", &made.password)]));
    Ok(0)
}

/// The phrase of the school's own key file.
fn own_phrase() -> Result<SecretText> {
    let phrase = secret_line(PHRASE, "cli-passphrase-new")?;
    if phrase.is_empty() { Err(Error::input("passphrase-missing")) } else { Ok(phrase) }
}
