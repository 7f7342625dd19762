//! `zhurnal witness run`: what the witness's program has to do today; nobody logs in.

use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::WitnessRan;
use zhurnal::{Error, Result};

pub fn run(place: &Place) -> Result<u8> {
    let value = place.open()?.call("witness.run", json!({}))?;
    if place.json {
        object(&json!({ "witness": value }));
        return Ok(0);
    }
    let ran: WitnessRan = serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", "witness.run"))?;
    let checkpoint = if ran.checkpoint { "yes" } else { "no" };
    let (windows, grants) = (ran.windows.to_string(), ran.grants.to_string());
    line(&text("cli-witness-ran", &[("checkpoint", checkpoint), ("windows", &windows), ("grants", &grants)]));
    Ok(0)
}
