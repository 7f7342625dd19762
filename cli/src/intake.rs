//! `zhurnal quarantine list|admit`: what of other computers waits for a further day here.

use crate::args::Quarantine;
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::LateList;
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Quarantine) -> Result<u8> {
    let desk = place.logged_in()?;
    if let Quarantine::Admit(a) = asked {
        desk.call("quarantine.admit", json!({ "device": a.device, "everywhere": a.everywhere }))?;
    }
    let value = desk.call("quarantine.list", json!({}))?;
    if place.json {
        object(&json!({ "quarantine": value }));
        return Ok(0);
    }
    if let Quarantine::Admit(a) = asked {
        line(&text(if a.everywhere { "cli-late-admitted" } else { "cli-late-pressed" }, &[("device", &a.device)]));
        return Ok(0);
    }
    let list: LateList = serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", "quarantine.list"))?;
    if list.computers.is_empty() {
        line(&text("cli-late-none", &[]));
    }
    for c in &list.computers {
        let (events, kib) = (c.events.to_string(), c.bytes.div_ceil(1024).to_string());
        let until = c.until.clone().unwrap_or_else(|| "cut".to_owned());
        let args = [("id", &c.device), ("name", &c.name), ("events", &events), ("kib", &kib), ("since", &c.since), ("until", &until)];
        line(&text("cli-late", &args.map(|(name, value)| (name, value.as_str()))));
    }
    Ok(0)
}
