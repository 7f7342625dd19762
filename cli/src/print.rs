//! `zhurnal print journal|summary --class 5А [--out F] [--printer NAME] [--final]`: a draft, or a paper for good; `zhurnal print printers`.

use crate::args::{Edge, Paper};
use crate::open::{Desk, Place};
use crate::output::{line, object, text, text_of};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zhurnal::api::types::{ClassList, PaperPlan, PaperSaved, PaperSent, PrinterList};
use zhurnal::people::ClassName;
use zhurnal::{Error, Result};

pub fn run(place: &Place, what: &str, asked: &Paper) -> Result<u8> {
    if asked.for_good && asked.out.is_none() {
        return Err(Error::usage("print-final-file"));
    }
    let mut desk = place.logged_in()?;
    let class = class(&desk, &asked.class)?;
    let plan: PaperPlan = read("print.plan", desk.job("print.plan", json!({ "what": what, "class": class }))?)?;
    let saved = save(&mut desk, &plan, asked)?;
    let sent = asked.printer.as_deref().map(|printer| send(&desk, &plan, printer, asked)).transpose()?;
    if place.json {
        object(&json!({
            "counts": { "lacks": plan.lacks.len() }, "lacks": plan.lacks, "saved": saved, "sent": sent, "title": plan.title,
        }));
        return Ok(0);
    }
    if let Some(saved) = &saved {
        let (pages, sheets) = (saved.pages.to_string(), saved.sheets.to_string());
        line(&text("cli-print-saved", &[("title", &plan.title), ("file", &saved.file), ("pages", &pages), ("sheets", &sheets)]));
    }
    if let Some(sent) = &sent {
        let pages = sent.pages.to_string();
        line(&text("cli-print-sent", &[("title", &plan.title), ("printer", &sent.printer), ("pages", &pages)]));
    }
    match saved.and_then(|s| s.checkpoint) {
        Some(checkpoint) => line(&text("cli-print-final", &[("checkpoint", &checkpoint)])),
        None => {
            line(&text("cli-print-draft", &[("count", &plan.lacks.len().to_string())]));
            plan.lacks.iter().for_each(|l| line(&format!("  {}", text_of(&format!("lack-{}", l.code), &l.args))));
        }
    }
    Ok(0)
}

fn save(desk: &mut Desk, plan: &PaperPlan, asked: &Paper) -> Result<Option<PaperSaved>> {
    let Some(out) = &asked.out else { return Ok(None) };
    let token = desk.offer("print.save", out)?;
    let password = if asked.for_good { Some(desk.password()?) } else { None };
    let request = json!({ "paper": plan.paper, "final_print": asked.for_good, "token": token, "password": password });
    read("print.save", desk.job("print.save", request)?).map(Some)
}

fn send(desk: &Desk, plan: &PaperPlan, printer: &str, asked: &Paper) -> Result<PaperSent> {
    let sides = match asked.duplex {
        None => "one",
        Some(Edge::Long) => "long",
        Some(Edge::Short) => "short",
    };
    let request = json!({ "paper": plan.paper, "printer": printer, "copies": asked.copies, "sides": sides, "pages": asked.pages });
    read("print.send", desk.job("print.send", request)?)
}

/// `zhurnal print printers`
pub fn printers(place: &Place) -> Result<u8> {
    let list: PrinterList = read("printers.list", place.open()?.call("printers.list", json!({}))?)?;
    if place.json {
        object(&json!({ "count": list.printers.len(), "printers": list.printers, "obstacle": list.obstacle }));
        return Ok(0);
    }
    if let Some(obstacle) = &list.obstacle {
        line(&text(&format!("printers-{obstacle}"), &[]));
    }
    for p in &list.printers {
        let usual = if p.usual { "yes" } else { "no" };
        line(&text("cli-printer", &[("printer", &p.name), ("queue", &p.queue), ("usual", usual)]));
    }
    Ok(0)
}

fn read<T: DeserializeOwned>(operation: &str, answer: Value) -> Result<T> {
    serde_json::from_value(answer).map_err(|_| Error::other("bad-response").with("operation", operation))
}

/// The id of a class by its name, however it is written.
fn class(desk: &Desk, name: &str) -> Result<String> {
    let unknown = || Error::input("class-unknown");
    let wanted = ClassName::parse(name).map_err(|_| unknown())?.value.key();
    let list: ClassList = read("classes.list", desk.call("classes.list", json!({}))?)?;
    let same = |c: &&zhurnal::api::types::ClassRow| ClassName::parse(&c.name).is_ok_and(|n| n.value.key() == wanted);
    list.classes.iter().find(same).map(|c| c.id.clone()).ok_or_else(unknown)
}
