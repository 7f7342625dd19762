//! `zhurnal print journal|summary --class 5А --out F [--final]`: a draft, or a paper for good.

use crate::args::Paper;
use crate::open::{Desk, Place};
use crate::output::{line, object, text, text_of};
use serde_json::json;
use zhurnal::api::types::{ClassList, PaperPlan, PaperSaved};
use zhurnal::people::ClassName;
use zhurnal::{Error, Result};

pub fn run(place: &Place, what: &str, asked: &Paper) -> Result<u8> {
    let mut desk = place.logged_in()?;
    let class = class(&desk, &asked.class)?;
    let read = |operation: &'static str| move |_| Error::other("bad-response").with("operation", operation);
    let plan = desk.job("print.plan", json!({ "what": what, "class": class }))?;
    let plan: PaperPlan = serde_json::from_value(plan).map_err(read("print.plan"))?;
    let token = desk.offer("print.save", &asked.out)?;
    let password = if asked.for_good { Some(desk.password()?) } else { None };
    let request = json!({ "paper": plan.paper, "final_print": asked.for_good, "token": token, "password": password });
    let saved = desk.job("print.save", request)?;
    let saved: PaperSaved = serde_json::from_value(saved).map_err(read("print.save"))?;
    if place.json {
        object(&json!({ "counts": { "lacks": plan.lacks.len() }, "lacks": plan.lacks, "saved": saved, "title": plan.title }));
        return Ok(0);
    }
    let (pages, sheets) = (saved.pages.to_string(), saved.sheets.to_string());
    line(&text("cli-print-saved", &[("title", &plan.title), ("file", &saved.file), ("pages", &pages), ("sheets", &sheets)]));
    match &saved.checkpoint {
        Some(checkpoint) => line(&text("cli-print-final", &[("checkpoint", checkpoint)])),
        None => {
            line(&text("cli-print-draft", &[("count", &plan.lacks.len().to_string())]));
            plan.lacks.iter().for_each(|l| line(&format!("  {}", text_of(&format!("lack-{}", l.code), &l.args))));
        }
    }
    Ok(0)
}

/// The id of a class by its name, however it is written.
fn class(desk: &Desk, name: &str) -> Result<String> {
    let unknown = || Error::input("class-unknown");
    let wanted = ClassName::parse(name).map_err(|_| unknown())?.value.key();
    let list: ClassList = serde_json::from_value(desk.call("classes.list", json!({}))?)
        .map_err(|_| Error::other("bad-response").with("operation", "classes.list"))?;
    let same = |c: &&zhurnal::api::types::ClassRow| ClassName::parse(&c.name).is_ok_and(|n| n.value.key() == wanted);
    list.classes.iter().find(same).map(|c| c.id.clone()).ok_or_else(unknown)
}
