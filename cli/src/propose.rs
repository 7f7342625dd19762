//! `zhurnal propose groups|week [--apply]`: what the program proposes for the year, and with `--apply` what was written.

use crate::args::{Proposal, Propose};
use crate::open::{Desk, Place};
use crate::output::{line, object, text};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zhurnal::api::types::{RowNote, StructurePlan, TableApplied, WeekPlan};
use zhurnal::{Error, Result};

pub fn run(place: &Place, asked: &Propose) -> Result<u8> {
    let (area, apply) = match asked {
        Propose::Groups(Proposal { apply }) => ("structure", *apply),
        Propose::Week(Proposal { apply }) => ("week", *apply),
    };
    let desk = place.logged_in()?;
    let plan = desk.job(&format!("{area}.propose"), json!({}))?;
    let applied = apply.then(|| written(&desk, area, &plan)).transpose()?;
    if place.json {
        object(&json!({ "plan": plan, "applied": applied }));
        return Ok(0);
    }
    match asked {
        Propose::Groups(_) => groups(&read(area, plan)?),
        Propose::Week(_) => week(&read(area, plan)?),
    }
    line(&match applied {
        Some(done) => text("cli-propose-applied", &[("created", &done.created.to_string()), ("events", &done.events.to_string())]),
        None => text("cli-propose-not-applied", &[]),
    });
    Ok(0)
}

fn read<T: DeserializeOwned>(area: &str, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|_| Error::other("bad-response").with("operation", format!("{area}.propose")))
}

fn written(desk: &Desk, area: &str, plan: &Value) -> Result<TableApplied> {
    let value = desk.job(&format!("{area}.apply"), json!({ "plan": plan["plan"] }))?;
    read(area, value)
}

fn hours(hundredths: u32) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{},{part:02}", hundredths / 100).trim_end_matches('0').to_owned(),
    }
}

fn groups(plan: &StructurePlan) {
    for g in plan.groups.iter().filter(|g| g.state != "same") {
        let teacher = g.teacher.as_deref().unwrap_or("—");
        line(&format!("+ {} {}, {}: {teacher}", g.classes.join(", "), g.subject, hours(g.hours)));
    }
    for t in &plan.teachers {
        let args = [("teacher", t.teacher.clone()), ("hours", hours(t.hours)), ("groups", t.groups.to_string())];
        line(&text("cli-propose-teacher", &args.each_ref().map(|(k, v)| (*k, v.as_str()))));
    }
    gaps(&plan.gaps);
}

fn week(plan: &WeekPlan) {
    for class in &plan.classes {
        line(&class.class);
        for day in 1..=7 {
            let lessons: Vec<&str> = class.lessons.iter().filter(|l| l.weekday == day).map(|l| l.subject.as_str()).collect();
            if !lessons.is_empty() {
                line(&format!("  {} {}", text(&format!("weekday-{day}"), &[]), lessons.join(" · ")));
            }
        }
    }
    line(&text("cli-propose-week", &[("placed", &plan.placed.to_string()), ("lessons", &plan.lessons.to_string())]));
    gaps(&plan.gaps);
}

fn gaps(list: &[RowNote]) {
    for g in list {
        line(&format!("! {} {}: {}", g.column, g.value, g.message));
    }
}
