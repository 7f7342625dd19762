//! `zhurnal log`: who did what, when, on which computer.

use crate::args::Log;
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::LogRows;
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Log) -> Result<u8> {
    let desk = place.logged_in()?;
    let page = desk.call("log.page", json!({ "volume": asked.volume, "before": asked.before, "limit": asked.limit }))?;
    let page: LogRows = serde_json::from_value(page).map_err(|_| Error::other("bad-response").with("operation", "log.page"))?;
    if place.json {
        object(&json!({ "count": page.rows.len(), "rows": page.rows, "next": page.next }));
        return Ok(0);
    }
    for r in &page.rows {
        let clamped = if r.clamped { " ~" } else { "" };
        let fate = text(&format!("fate-{}", r.fate), &[]);
        line(&format!("{}{clamped}  {}  {}  {}: {} → {}  [{fate}]", r.time, r.device, r.author, text(&r.kind, &[]), r.subject, r.value));
    }
    if let Some(next) = &page.next {
        line(&text("cli-log-next", &[("next", next)]));
    }
    Ok(0)
}
