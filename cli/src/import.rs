//! `zhurnal import pupils FILE [--apply]`: the plan, and with `--apply` what became of it.

use crate::args::Pupils;
use crate::open::Place;
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::{PupilsApplied, PupilsPlan, RowNote};
use zhurnal::{Error, Result};

/// Rows that were refused make this exit code: nothing is lost, reasons are printed.
pub const REFUSED: u8 = 3;

pub fn run(place: &Place, asked: &Pupils) -> Result<u8> {
    let path = std::path::absolute(&asked.file)?;
    zhurnal::given::open(&path)?;
    let desk = place.logged_in()?;
    let token = desk.offer("import.pupils.plan", &path)?;
    let plan = desk.job("import.pupils.plan", json!({ "token": token }))?;
    let shown: PupilsPlan =
        serde_json::from_value(plan).map_err(|_| Error::other("bad-response").with("operation", "import.pupils.plan"))?;
    let applied = if asked.apply {
        let value = desk.job("import.pupils.apply", json!({ "plan": shown.plan }))?;
        let applied: PupilsApplied =
            serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", "import.pupils.apply"))?;
        Some(applied)
    } else {
        None
    };
    if place.json {
        object(&json!({ "counts": counts(&shown), "plan": shown, "applied": applied }));
    } else {
        people(&shown, applied.as_ref());
    }
    Ok(if shown.errors.is_empty() { 0 } else { REFUSED })
}

fn counts(plan: &PupilsPlan) -> serde_json::Value {
    json!({
        "create": plan.create.len(), "update": plan.update.len(), "unchanged": plan.unchanged.len(), "skip": plan.skip.len(),
        "errors": plan.errors.len(), "warnings": plan.warnings.len(), "new_classes": plan.new_classes.len(),
    })
}

fn people(plan: &PupilsPlan, applied: Option<&PupilsApplied>) {
    line(&text("cli-import-file", &[("file", &plan.file), ("format", &plan.format)]));
    let number = |n: usize| n.to_string();
    line(&text(
        "cli-import-plan",
        &[
            ("create", &number(plan.create.len())),
            ("update", &number(plan.update.len())),
            ("unchanged", &number(plan.unchanged.len())),
            ("skip", &number(plan.skip.len())),
            ("errors", &number(plan.errors.len())),
        ],
    ));
    if !plan.new_classes.is_empty() {
        line(&text("cli-import-classes", &[("classes", &plan.new_classes.join(", "))]));
    }
    for u in &plan.update {
        line(&format!("  {} {}: {}", u.name, u.class, u.changes.join("; ")));
    }
    notes("cli-import-errors", &plan.errors);
    notes("cli-import-skipped", &plan.skip);
    notes("cli-import-warnings", &plan.warnings);
    match applied {
        None => line(&text("cli-import-not-applied", &[])),
        Some(a) => {
            let number = |n: u32| n.to_string();
            let args = [
                ("created", number(a.created)),
                ("updated", number(a.updated)),
                ("classes", number(a.classes)),
                ("events", number(a.events)),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            line(&text("cli-import-applied", &args));
        }
    }
}

pub fn notes(title: &str, notes: &[RowNote]) {
    if notes.is_empty() {
        return;
    }
    line(&text(title, &[("count", &notes.len().to_string())]));
    for n in notes {
        let at = text("cli-row", &[("row", &n.row.to_string())]);
        let sheet = if n.sheet.is_empty() { String::new() } else { format!("{}, ", n.sheet) };
        line(&format!("  {sheet}{at}: {}", n.message));
    }
}
