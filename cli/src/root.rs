//! `zhurnal root`: the roots of the school, and a new one in place of one that was seen or lost.

use crate::args::{Root, Rotate};
use crate::open::{Place, secret};
use crate::output::{line, object, text};
use crate::sheets::{self, Keep};
use serde_json::{Value, json};
use zhurnal::Result;

pub fn run(place: &Place, asked: &Root) -> Result<u8> {
    match asked {
        Root::State => state(place),
        Root::Rotate(asked) => rotate(place, asked),
        Root::Files(asked) => sheets::files(place, asked),
    }
}

fn state(place: &Place) -> Result<u8> {
    let state = place.logged_in()?.call("root.state", json!({}))?;
    if place.json {
        object(&state);
        return Ok(0);
    }
    for (rows, id) in [("roots", "cli-root-row"), ("others", "cli-root-other")] {
        for r in list(&state[rows]) {
            line(&text(id, &[("number", &r["number"].to_string()), ("fingerprint", word(&r["fingerprint"]))]));
        }
    }
    acts(&state["acts"]);
    Ok(0)
}

fn rotate(place: &Place, asked: &Rotate) -> Result<u8> {
    let desk = place.open()?;
    desk.app.book()?;
    let keep = Keep::of(&asked.to)?;
    let sealed = secret("ZHURNAL_SHEET_SEALED", "cli-sheet-sealed")?;
    let present = secret("ZHURNAL_SHEET", "cli-sheet-present")?;
    let plan = desk.call("root.plan", json!({ "sealed": sealed, "present": present }))?;
    if !place.json {
        told("cli-root-stands", &plan["stands"]);
        told("cli-root-falls", &plan["falls"]);
    }
    let rotation = &plan["rotation"];
    if !asked.apply {
        desk.call("root.cancel", json!({ "rotation": rotation }))?;
        match place.json {
            true => object(&shown(&plan, false)),
            false => line(&text("cli-root-plan", &[("number", &plan["number"].to_string()), ("fingerprint", word(&plan["fingerprint"]))])),
        }
        return Ok(0);
    }
    // The sheets are on paper or on the disk before the new root is in force.
    keep.carry_out(&desk, "root", &json!({ "rotation": rotation }))?;
    desk.call("root.rotate", json!({ "rotation": rotation }))?;
    match place.json {
        true => object(&shown(&plan, true)),
        false => {
            line(&text("cli-root-done", &[("fingerprint", word(&plan["fingerprint"]))]));
            line(&keep.told());
        }
    }
    Ok(0)
}

fn shown(plan: &Value, done: bool) -> Value {
    json!({
        "number": plan["number"], "fingerprint": plan["fingerprint"], "signed_by_present": plan["signed_by_present"],
        "stands": plan["stands"], "falls": plan["falls"], "done": done,
    })
}

fn told(head: &str, rows: &Value) {
    if !list(rows).is_empty() {
        line(&text(head, &[]));
        acts(rows);
    }
}

fn acts(rows: &Value) {
    for r in list(rows) {
        let kind = text(word(&r["kind"]), &[]);
        let args = [("time", word(&r["time"])), ("number", &r["number"].to_string()), ("kind", &kind), ("subject", word(&r["subject"]))];
        line(&text("cli-root-act", &args));
    }
}

fn list(v: &Value) -> &[Value] {
    v.as_array().map_or(&[], Vec::as_slice)
}

fn word(v: &Value) -> &str {
    v.as_str().unwrap_or_default()
}
