//! `zhurnal destroy propose|confirm|spare|list|finish`: destruction of a year after its term, by two.

use crate::args::{Destroy, DestroyConfirm};
use crate::open::{Desk, Place, secret};
use crate::output::{line, object, text};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zhurnal::api::types::{ActEntry, DestructionFile, DestructionList, DestructionRow, DestructionYear, DestructionYears};
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Destroy) -> Result<u8> {
    let desk = place.logged_in()?;
    let (value, told) = match asked {
        Destroy::Propose(a) => {
            let request = json!({ "year": a.year, "files": a.files, "act": a.act, "date": a.date });
            let value = desk.call("destruction.propose", request)?;
            let told = text("cli-destroy-proposed", &[("entry", &read::<ActEntry>("destruction.propose", &value)?.entry)]);
            (value, vec![told])
        }
        Destroy::Confirm(a) => {
            let value = confirm(&desk, a)?;
            let told = text("cli-destroy-confirmed", &[("entry", &read::<ActEntry>("destruction.confirm", &value)?.entry)]);
            (value, vec![told])
        }
        Destroy::Spare(a) => {
            let value = desk.call("destruction.spare", json!({ "entry": a.entry, "reason": a.reason }))?;
            (value, vec![text("cli-destroy-spared", &[])])
        }
        Destroy::Finish(a) => {
            let value = desk.call("destruction.finish", json!({ "year": a.year }))?;
            (value, vec![text("cli-destroy-finished", &[("year", &a.year.to_string())])])
        }
        Destroy::Years => {
            let value = desk.call("destruction.years", json!({}))?;
            let told = years(&read("destruction.years", &value)?);
            (value, told)
        }
        Destroy::List => {
            let value = desk.call("destruction.list", json!({}))?;
            let told = list(&read("destruction.list", &value)?);
            (value, told)
        }
    };
    if place.json {
        object(&json!({ "destruction": value }));
    } else {
        told.iter().for_each(|l| line(l));
    }
    Ok(0)
}

fn read<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T> {
    T::deserialize(value).map_err(|_| Error::other("bad-response").with("operation", name))
}

fn confirm(desk: &Desk, asked: &DestroyConfirm) -> Result<Value> {
    let sheet = if asked.sheet { Some(secret("ZHURNAL_SHEET", "cli-sheet-present")?) } else { None };
    if sheet.as_deref().is_some_and(str::is_empty) {
        return Err(Error::usage("sheet-missing"));
    }
    desk.call("destruction.confirm", json!({ "entry": asked.entry, "sheet": sheet }))
}

/// A signer's name; an empty one is the recovery sheet.
fn who(name: &str) -> String {
    if name.is_empty() { text("cli-destroy-sheet", &[]) } else { name.to_owned() }
}

fn years(all: &DestructionYears) -> Vec<String> {
    let year = |y: &DestructionYear| {
        let closed = y.closed.clone().unwrap_or_default();
        let free = y.free.clone().unwrap_or_default();
        let state = text(&format!("destruction-year-{}", y.state), &[("closed", &closed), ("free", &free)]);
        let from = if free.is_empty() { free } else { text("cli-destroy-free", &[("day", &free)]) };
        text("cli-destroy-year", &[("year", &y.year.to_string()), ("state", &state), ("free", &from)])
    };
    let file = |f: &DestructionFile| {
        let free = f.free.clone().unwrap_or_default();
        let id = if f.state == "ready" { "destruction-year-ready".to_owned() } else { format!("destruction-file-{}", f.state) };
        let state = text(&id, &[("free", &free)]);
        text("cli-destroy-file", &[("index", &f.index), ("title", &f.title), ("id", &f.id), ("state", &state)])
    };
    all.years.iter().map(year).chain(all.files.iter().map(file)).collect()
}

fn list(all: &DestructionList) -> Vec<String> {
    if all.acts.is_empty() {
        return vec![text("cli-destroy-none", &[])];
    }
    let act = |a: &DestructionRow| {
        let state = if a.spared {
            "spared"
        } else if a.confirms.is_some() {
            "confirms"
        } else {
            "first"
        };
        let (year, confirms, who) = (a.year.to_string(), a.confirms.clone().unwrap_or_default(), who(&a.signed_by));
        let args = [("entry", a.entry.as_str()), ("year", &year), ("act", &a.act), ("date", &a.date), ("who", &who), ("state", state)];
        text("cli-destroy-act", &[&args[..], &[("confirms", confirms.as_str())]].concat())
    };
    let mut out: Vec<String> = all.acts.iter().map(act).collect();
    for q in &all.quarantine {
        let signed = q.signed_by.iter().map(|n| who(n)).collect::<Vec<_>>().join(", ");
        let (year, days, wanted) = (q.year.to_string(), q.days.to_string(), q.wanted.to_string());
        let id = if q.state == "gone" { "cli-destroy-gone" } else { "cli-destroy-quarantine" };
        out.push(text(id, &[("year", &year), ("days", &days), ("wanted", &wanted), ("who", &signed)]));
    }
    for b in &all.buried {
        out.push(text("cli-destroy-buried", &[("year", &b.year.to_string()), ("computer", &b.computer), ("date", &b.date)]));
    }
    out
}
