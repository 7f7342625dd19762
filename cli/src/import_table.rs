//! `zhurnal import staff|curriculum|plan|calendar|bells|worktypes FILE [--apply]`: the plan, and with `--apply` what became of it.

use crate::args::Import;
use crate::import::{REFUSED, notes};
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::{PlannedRow, TableApplied, TablePlan};
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Import) -> Result<u8> {
    let (kind, asked) = match asked {
        Import::Pupils(asked) => return crate::import::run(place, asked),
        Import::Staff(asked) => ("staff", asked),
        Import::Curriculum(asked) => ("curriculum", asked),
        Import::Plan(asked) => ("lessons", asked),
        Import::Calendar(asked) => ("calendar", asked),
        Import::Bells(asked) => ("bells", asked),
        Import::Worktypes(asked) => ("worktypes", asked),
    };
    let path = std::path::absolute(&asked.file)?;
    zhurnal::given::open(&path)?;
    let desk = place.logged_in()?;
    let plan = format!("import.{kind}.plan");
    let token = desk.offer(&plan, &path)?;
    let bad = |_| Error::other("bad-response").with("operation", format!("import.{kind}"));
    let request = if kind == "lessons" { json!({ "token": token, "groups": [] }) } else { json!({ "token": token }) };
    let plan: TablePlan = serde_json::from_value(desk.job(&plan, request)?).map_err(bad)?;
    let applied: Option<TableApplied> = if asked.apply {
        let value = desk.job(&format!("import.{kind}.apply"), json!({ "plan": plan.plan }))?;
        Some(serde_json::from_value(value).map_err(bad)?)
    } else {
        None
    };
    if place.json {
        let counts = json!({
            "create": plan.create.len(), "update": plan.update.len(), "unchanged": plan.unchanged.len(), "skip": plan.skip.len(),
            "errors": plan.errors.len(), "warnings": plan.warnings.len(),
        });
        object(&json!({ "counts": counts, "plan": plan, "applied": applied }));
    } else {
        people(&plan, applied.as_ref());
    }
    Ok(if plan.errors.is_empty() { 0 } else { REFUSED })
}

fn people(plan: &TablePlan, applied: Option<&TableApplied>) {
    line(&text("cli-import-file", &[("file", &plan.file), ("format", &plan.format)]));
    let counts = [
        ("create", plan.create.len()),
        ("update", plan.update.len()),
        ("unchanged", plan.unchanged.len()),
        ("skip", plan.skip.len()),
        ("errors", plan.errors.len()),
    ];
    let counts: Vec<(&str, String)> = counts.iter().map(|(k, n)| (*k, n.to_string())).collect();
    line(&text("cli-import-plan", &counts.iter().map(|(k, v)| (*k, v.as_str())).collect::<Vec<_>>()));
    for row in plan.create.iter().chain(&plan.update) {
        line(&shown(row));
    }
    notes("cli-import-errors", &plan.errors);
    notes("cli-import-skipped", &plan.skip);
    notes("cli-import-warnings", &plan.warnings);
    match applied {
        None => line(&text("cli-import-not-applied", &[])),
        Some(a) => {
            let args = [("created", a.created.to_string()), ("updated", a.updated.to_string()), ("events", a.events.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            line(&text("cli-table-applied", &args));
        }
    }
}

fn shown(row: &PlannedRow) -> String {
    let changes = if row.changes.is_empty() { String::new() } else { format!(" ({})", row.changes.join("; ")) };
    let detail = if row.detail.is_empty() { String::new() } else { format!(": {}", row.detail) };
    format!("  {}{detail}{changes}", row.name)
}
