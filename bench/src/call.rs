//! One act through the contract of all shells: `dispatch` from JSON to JSON, the act durable in between, beside a bare transaction of two rows
//! in the same encrypted file.

use crate::bare::{self, Pair};
use crate::homes::{self, Result};
use crate::measure::{Figure, Took, median, timed_all};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::{App, Options, SessionHandle, run as call};
use zhurnal::keys::{KdfCost, KeyStorage, Vault};
use zhurnal::time::SystemClock;

/// Acts measured in one turn.
const TURN: usize = 50;
const LOGIN: &str = "zavuch";
const PASSWORD: &str = "Тихий сентябрь 26";
const PASSPHRASE: &str = "журавли над рекой летят";

/// The whole program with somebody logged in.
struct Desk {
    app: Arc<App>,
    session: SessionHandle,
}

impl Desk {
    fn open(home: &Path) -> Result<Self> {
        let mut options = Options::new(home, Arc::new(SystemClock::default()));
        options.passphrase = Some(PASSPHRASE.to_owned().into());
        // Logging in is not what is measured.
        (options.user_cost, options.vault_cost) = (KdfCost::insecure_for_tests(), KdfCost::insecure_for_tests());
        let app = App::open(options)?;
        Ok(Self { session: app.session(), app })
    }
    fn ok(&self, name: &str, request: Value) -> Result<Value> {
        call(&self.app, &self.session, name, request).map_err(|e| format!("{name}: {}", e.code).into())
    }
    fn log_in(&self) -> Result<()> {
        self.ok("session.login", json!({ "login": LOGIN, "password": PASSWORD })).map(drop)
    }
    /// Act number `n`: one write into a cell of its own.
    fn act(&self, n: usize) -> Result<()> {
        self.ok("settings.set", json!({ "name": format!("measured-{n}"), "value": "4" })).map(drop)
    }
}

/// A school with its admin.
fn found(home: &Path) -> Result<()> {
    let desk = Desk::open(home)?;
    desk.ok(
        "school.create",
        json!({
            "name": "МБОУ «Средняя школа № 5»", "profile": "eljur", "year": 2026, "zone": null, "admin_login": LOGIN,
            "admin_name": "Орлова Анна Петровна", "admin_password": PASSWORD, "keys": "file", "keys_passphrase": PASSPHRASE,
        }),
    )?;
    desk.ok("school.sheet_done", json!({}))?;
    desk.log_in()?;
    desk.act(0)
}

/// Measures in turns, on a home and on a copy of its file.
pub fn run(dir: &Path, turns: usize) -> Result<Vec<Figure>> {
    let (home, plain) = (dir.join("school"), dir.join("school-bare"));
    found(&home)?;
    homes::copy(&home, &plain)?;
    let key = *Vault::open(&plain, KeyStorage::File, Some(PASSPHRASE))?.database_key("registry")?.expose();
    let conn = bare::open_with(&plain.join("registry.db"), &key)?;
    let mut pair = Pair::new(&conn)?;
    let desk = Desk::open(&home)?;
    desk.log_in()?;
    desk.act(1)?;
    pair.write(0)?;
    let (mut ours, mut bare): (Vec<Took>, Vec<Took>) = (Vec::new(), Vec::new());
    let mut n = 2;
    for _ in 0..turns {
        for i in n..n + TURN {
            let (done, took) = timed_all(|| desk.act(i));
            done?;
            ours.push(took);
        }
        for i in n..n + TURN {
            let (done, took) = timed_all(|| pair.write(i64::try_from(i)?));
            done?;
            bare.push(took);
        }
        n += TURN;
    }
    drop(desk);
    let (a, b) = (median(&ours), median(&bare));
    let above = a.cpu.saturating_sub(b.cpu);
    let mut out = vec![Figure {
        name: format!(
            "one act through `dispatch` (settings.set), processor time of all threads above a bare two-row transaction (median of {})",
            ours.len()
        ),
        ours: format!("{} µs ({} µs by the wall)", a.cpu.as_micros(), a.wall.as_micros()),
        baseline: format!("{} µs ({} µs by the wall)", b.cpu.as_micros(), b.wall.as_micros()),
        ratio: format!("+{} µs", above.as_micros()),
        wanted: "≤ +300 µs",
        met: above.as_micros() <= 300,
    }];
    out.push(crate::act::syncs(dir, &home, "traced-calls", "registry.db", "acts through `dispatch`")?);
    Ok(out)
}

/// What runs under strace.
pub fn traced(home: &Path, acts: usize) -> Result<()> {
    let desk = Desk::open(home)?;
    desk.log_in()?;
    for n in 0..acts {
        desk.act(1_000_000 + n)?;
    }
    // Leave without closing, so that no checkpoint of the end is counted.
    std::process::exit(0)
}
