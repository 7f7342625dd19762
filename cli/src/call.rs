//! `zhurnal call`: every operation of the contract by name; with «-» one request a line, one reply a line.

use crate::args::Call;
use crate::open::{Desk, Place, variable};
use crate::output::{error_object, line, object};
use serde_json::{Value, json};
use std::io::BufRead as _;
use std::path::Path;
use zhurnal::api::{Access, FileUse, OPERATIONS, Operation, find};
use zhurnal::{Error, Result};

/// A longer line of requests is refused.
const LONGEST: u64 = 16 << 20;
/// A request that says nothing.
pub const EMPTY: &str = "{}";

pub fn run(place: &Place, asked: &Call) -> Result<u8> {
    if asked.list {
        list(place.json);
        return Ok(0);
    }
    let name = asked.name.as_deref().unwrap_or_default();
    let operation = find(name).ok_or_else(|| Error::usage("unknown-operation").with("name", name))?;
    if asked.request != "-" && asked.request != EMPTY && operation.carries_secret() {
        return Err(Error::usage("secret-json").with("name", operation.name));
    }
    let desk = desk(place, operation)?;
    if asked.request == "-" {
        return stream(&desk, operation);
    }
    let request = serde_json::from_str(&asked.request).map_err(|_| Error::usage("bad-json"))?;
    object(&answer(&desk, operation, request)?);
    Ok(0)
}

/// Operations of people want a login, the others are called by nobody.
fn desk(place: &Place, operation: &Operation) -> Result<Desk> {
    match operation.access {
        Access::Session | Access::Present | Access::Ready(_) => place.logged_in(),
        _ if variable("ZHURNAL_USER").is_some() && matches!(operation.access, Access::Journal) => place.logged_in(),
        _ => place.open(),
    }
}

/// Calls; a path in place of a token is offered first, a job is waited for.
fn answer(desk: &Desk, operation: &Operation, mut request: Value) -> Result<Value> {
    if FileUse::has(operation.name)
        && let Some(fields) = request.as_object_mut()
        && let Some(Value::String(path)) = fields.remove("path")
    {
        fields.insert("token".to_owned(), desk.offer(operation.name, Path::new(&path))?.into());
    }
    let value = desk.call(operation.name, request)?;
    if operation.response == "JobId" { desk.wait(value) } else { Ok(value) }
}

/// Reads requests until the input ends. A reply is printed after its act is on disk. The first error is the exit code; the rest goes on.
fn stream(desk: &Desk, operation: &Operation) -> Result<u8> {
    let mut code = 0;
    let mut input = std::io::stdin().lock();
    let mut text = Vec::new();
    loop {
        text.clear();
        let read = std::io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut text)?;
        if read == 0 {
            return Ok(code);
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        if text.last() != Some(&b'\n') && u64::try_from(text.len()).is_ok_and(|n| n >= LONGEST) {
            return Err(Error::input("line-too-long").with("mb", LONGEST >> 20));
        }
        let done = serde_json::from_slice(&text).map_err(|_| Error::usage("bad-json")).and_then(|request| answer(desk, operation, request));
        match done {
            Ok(value) => line(&value.to_string()),
            Err(e) => {
                line(&error_object(&e).to_string());
                code = if code == 0 { e.exit_code() } else { code };
            }
        }
    }
}

fn list(as_json: bool) {
    let who = |access: Access| match access {
        Access::Always => "always".to_owned(),
        Access::At(stage) => format!("stage {stage:?}"),
        Access::Journal => "anybody at this computer".to_owned(),
        Access::Session | Access::Present => "who is logged in".to_owned(),
        Access::Ready(right) => format!("{right:?}"),
    };
    if as_json {
        let row = |o: &Operation| json!({ "name": o.name, "request": o.request, "response": o.response, "writes": o.writes, "secret": o.carries_secret(), "who": who(o.access) });
        object(&json!({ "count": OPERATIONS.len(), "operations": OPERATIONS.iter().map(row).collect::<Vec<_>>() }));
        return;
    }
    for o in OPERATIONS {
        let mode = if o.writes { "write" } else { "read" };
        line(&format!("{:<24} {:<5} {:<15} → {:<14} {}", o.name, mode, o.request, o.response, who(o.access)));
    }
}
