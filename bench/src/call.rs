//! One act through the contract of all shells: `dispatch` from JSON to JSON, the act durable in between, beside a bare transaction of two rows
//! in the same encrypted file.

use crate::bare::{self, Pair};
use crate::homes::{self, Result};
use crate::measure::{Figure, Took, median, timed_all};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::{App, Options, SessionHandle, run as call};
use zhurnal::demo::{Ask, CLASSES, PASSWORD, make};
use zhurnal::keys::{KdfCost, KeyStorage, PUBLISHED, Vault};
use zhurnal::time::SystemClock;

/// Acts measured in one turn.
const TURN: usize = 50;

/// File beside the journal with the teacher's login, for the run under strace.
const TEACHER: &str = "measured-teacher";

/// The whole program with the teacher of the demo school logged in.
struct Desk {
    app: Arc<App>,
    session: SessionHandle,
    squares: Vec<Value>,
}

impl Desk {
    fn open(home: &Path, login: &str) -> Result<Self> {
        let mut options = Options::new(home, Arc::new(SystemClock::default()));
        options.passphrase = Some(PUBLISHED.to_owned().into());
        let app = App::open(options)?;
        let mut desk = Self { session: app.session(), app, squares: Vec::new() };
        desk.ok("session.login", json!({ "login": login, "password": PASSWORD }))?;
        desk.squares = desk.empty_squares()?;
        Ok(desk)
    }
    fn ok(&self, name: &str, request: Value) -> Result<Value> {
        call(&self.app, &self.session, name, request).map_err(|e| format!("{name}: {}", e.code).into())
    }
    /// Squares of the teacher's pages without a mark, in lessons that may be written to.
    fn empty_squares(&self) -> Result<Vec<Value>> {
        let mut out = Vec::new();
        for group in list(&self.ok("journal.groups", json!({}))?, "mine").iter().filter(|g| g["writes"] == true) {
            let page = self.ok("journal.page", json!({ "group": group["id"] }))?;
            let taken: HashSet<[String; 3]> =
                list(&page, "cells").iter().map(|c| ["pupil", "date", "slot"].map(|k| c[k].to_string())).collect();
            for lesson in list(&page, "lessons").iter().filter(|l| l["locked"].is_null() && l["date"].as_str() <= page["today"].as_str()) {
                for pupil in list(&page, "pupils").iter().filter(|p| p["from"].is_null() && p["to"].is_null()) {
                    let place = [&pupil["id"], &lesson["date"], &lesson["slot"]];
                    if !taken.contains(&place.map(Value::to_string)) {
                        let [pupil, date, slot] = place;
                        out.push(json!({ "what": "mark", "group": group["id"], "pupil": pupil, "date": date, "slot": slot }));
                    }
                }
            }
        }
        Ok(out)
    }
    /// Act number `n`: one mark into a square of its own.
    fn mark(&self, n: usize) -> Result<()> {
        let square = self.squares.get(n).ok_or("the demo school has too few empty squares")?;
        let written = self.ok("journal.write", json!({ "changes": [{ "cell": square, "mark": 4 }] }))?;
        match &written["done"][0]["refused"] {
            Value::Null => Ok(()),
            code => Err(format!("journal.write: {code}").into()),
        }
    }
    /// Act number `n`: one setting, the smallest act there is.
    fn setting(&self, n: usize) -> Result<()> {
        self.ok("settings.set", json!({ "name": format!("measured-{n}"), "value": "4" })).map(drop)
    }
}

fn list<'v>(of: &'v Value, name: &str) -> &'v [Value] {
    of[name].as_array().map_or(&[], Vec::as_slice)
}

/// Measures on the demo school, and on copies of its files.
pub fn run(dir: &Path, turns: usize) -> Result<Vec<Figure>> {
    let home = dir.join("school");
    let cheap = KdfCost::insecure_for_tests();
    let made = make(&home, &Ask { classes: Some(CLASSES), day: None, own_keys: None, user_cost: cheap, vault_cost: cheap })?;
    let [teacher, .., admin] = &made.logins[..] else { return Err("nobody may log in".into()) };
    std::fs::write(home.join(TEACHER), teacher)?;
    let key = |name| -> Result<[u8; 32]> { Ok(*Vault::open(&home, KeyStorage::File, Some(PUBLISHED))?.database_key(name)?.expose()) };
    let mut out = Vec::new();
    for (login, file, key, what) in [
        (teacher, "years/2026.db", key("year-2026")?, "journal.write of one mark"),
        (admin, "registry.db", key("registry")?, "settings.set"),
    ] {
        let plain = dir.join("school-bare");
        homes::copy(&home, &plain)?;
        let conn = bare::open_with(&plain.join(file), &key)?;
        let mut pair = Pair::new(&conn)?;
        let desk = Desk::open(&home, login)?;
        let act = |n| if login == teacher { desk.mark(n) } else { desk.setting(n) };
        act(0)?;
        pair.write(0)?;
        let (mut ours, mut bare): (Vec<Took>, Vec<Took>) = (Vec::new(), Vec::new());
        for first in (1..=turns * TURN).step_by(TURN) {
            for n in first..first + TURN {
                let (done, took) = timed_all(|| act(n));
                done?;
                ours.push(took);
            }
            for n in first..first + TURN {
                let (done, took) = timed_all(|| pair.write(i64::try_from(n)?));
                done?;
                bare.push(took);
            }
        }
        let (a, b) = (median(&ours), median(&bare));
        let above = a.cpu.saturating_sub(b.cpu);
        out.push(Figure {
            name: format!(
                "{what} through `dispatch` ({} events in the demo school), processor time of all threads above a bare two-row transaction (median of {})",
                made.events,
                ours.len()
            ),
            ours: format!("{} µs ({} µs by the wall)", a.cpu.as_micros(), a.wall.as_micros()),
            baseline: format!("{} µs ({} µs by the wall)", b.cpu.as_micros(), b.wall.as_micros()),
            ratio: format!("+{} µs", above.as_micros()),
            wanted: "≤ +300 µs",
            met: above.as_micros() <= 300,
        });
    }
    out.push(crate::act::syncs(dir, &home, "traced-calls", "years/2026.db", "marks through `dispatch`")?);
    Ok(out)
}

/// What runs under strace: marks behind those that were measured.
pub fn traced(home: &Path, acts: usize) -> Result<()> {
    let desk = Desk::open(home, &std::fs::read_to_string(home.join(TEACHER))?)?;
    for n in 0..acts {
        desk.mark(n)?;
    }
    // Leave without closing, so that no checkpoint of the end is counted.
    std::process::exit(0)
}
