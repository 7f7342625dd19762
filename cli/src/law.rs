//! `zhurnal law log|news|opened`: acts that everybody may read, what is about oneself, locks that count no more.

use crate::args::{Law, LawNews, LawOpened, LawPage};
use crate::open::{Desk, Place};
use crate::output::{line, object, text};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zhurnal::api::types::{LawRow, LawRows, Opened};
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Law) -> Result<u8> {
    let desk = place.logged_in()?;
    match asked {
        Law::Log(asked) => log(place, &desk, asked),
        Law::News(asked) => news(place, &desk, asked),
        Law::Opened(asked) => opened(place, &desk, asked),
    }
}

fn read<T: DeserializeOwned>(name: &'static str, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", name))
}

fn log(place: &Place, desk: &Desk, asked: &LawPage) -> Result<u8> {
    let page = desk.call("law.log", json!({ "before": asked.before, "limit": asked.limit }))?;
    if place.json {
        object(&page);
        return Ok(0);
    }
    let page: LawRows = read("law.log", page)?;
    rows(&page.rows);
    if let Some(next) = &page.next {
        line(&text("cli-law-more", &[("next", next)]));
    }
    Ok(0)
}

fn news(place: &Place, desk: &Desk, asked: &LawNews) -> Result<u8> {
    let news: LawRows = read("law.news", desk.call("law.news", json!({}))?)?;
    let entries: Vec<&str> = news.rows.iter().map(|r| r.entry.as_str()).collect();
    if asked.seen {
        desk.call("law.seen", json!({ "entries": entries }))?;
    }
    if place.json {
        object(&json!({ "count": news.rows.len(), "rows": news.rows, "seen": asked.seen }));
        return Ok(0);
    }
    rows(&news.rows);
    if !news.rows.is_empty() {
        line(&text(if asked.seen { "cli-law-seen" } else { "cli-law-unseen" }, &[]));
    }
    Ok(0)
}

fn rows(rows: &[LawRow]) {
    if rows.is_empty() {
        line(&text("cli-law-none", &[]));
    }
    for r in rows {
        let who = match r.sheet {
            Some(number) => text("law-sheet", &[("number", &number.to_string())]),
            None if r.who.is_empty() => text("acts-itself", &[]),
            None => r.who.clone(),
        };
        let role = text(&format!("role-{}", r.detail), &[]);
        let what = text(&format!("law-act-{}", r.what), &[("role", &role), ("number", &r.detail)]);
        let whom = if r.whom.is_empty() { String::new() } else { text("cli-law-whom", &[("whom", &r.whom)]) };
        let state = text(&format!("law-state-{}", r.fate), &[]);
        let device = if r.device.is_empty() { String::new() } else { text("cli-law-device", &[("device", &r.device)]) };
        let time = format!("{}{}", r.time, if r.clamped { " ~" } else { "" });
        let args = [("time", &time), ("device", &device), ("who", &who), ("what", &what), ("whom", &whom), ("state", &state)];
        line(&text("cli-law-row", &args.map(|(name, value)| (name, value.as_str()))));
    }
}

fn opened(place: &Place, desk: &Desk, asked: &LawOpened) -> Result<u8> {
    if let Some(entry) = &asked.again {
        desk.call("law.again", json!({ "entry": entry }))?;
        match place.json {
            true => object(&json!({ "entry": entry })),
            false => line(&text("cli-opened-again", &[])),
        }
        return Ok(0);
    }
    let list: Opened = read("law.opened", desk.call("law.opened", json!({}))?)?;
    if place.json {
        object(&json!({ "count": list.cuts.len(), "cuts": list.cuts }));
        return Ok(0);
    }
    if list.cuts.is_empty() {
        line(&text("cli-opened-none", &[]));
    }
    for c in &list.cuts {
        let (kind, why) = (text(&c.row.kind, &[]), text(&c.why, &[]));
        let said = [("entry", &c.entry), ("time", &c.row.time), ("author", &c.row.author), ("kind", &kind), ("subject", &c.row.subject)];
        let args: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).chain([("why", why.as_str())]).collect();
        line(&text("cli-opened-row", &args));
    }
    Ok(0)
}
