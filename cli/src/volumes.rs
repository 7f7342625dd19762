//! `zhurnal volumes go-on`: an admin goes on without what an older copy of a volume lacks.

use crate::args::GoOn;
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::Result;

pub fn go_on(place: &Place, asked: &GoOn) -> Result<u8> {
    place.logged_in()?.call("volumes.go_on", json!({ "volume": asked.volume }))?;
    if place.json {
        object(&json!({ "volume": asked.volume, "done": true }));
    } else {
        line(&text("cli-volume-gone-on", &[("volume", &asked.volume)]));
    }
    Ok(0)
}
