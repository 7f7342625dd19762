//! A home in a temporary folder, somebody at it, and a clock that stands still.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhurnal::api::types::{ErrorInfo, JobStatus};
use zhurnal::api::{App, Options, SessionHandle, dispatch};
use zhurnal::keys::KdfCost;
use zhurnal::platform::printers::Printers;
use zhurnal::time::FixedClock;

/// 15.10.2026, noon in Moscow.
pub const NOON: i64 = 1_792_054_800;
pub const ADMIN: &str = "директор.школы";
pub const ADMIN_PASSWORD: &str = "кленовый лист за окном";
pub const PASSPHRASE: &str = "ключи лежат в сейфе";

/// One program on a home, with one session.
pub struct Desk {
    pub app: Arc<App>,
    pub session: SessionHandle,
    pub clock: Arc<FixedClock>,
}

/// Where the print service of a test's home is looked for: none, unless the test installs one there.
pub fn programs(home: &Path) -> PathBuf {
    home.join("programs")
}

/// Opens a program on a home.
pub fn open(home: &Path, clock: &Arc<FixedClock>, passphrase: Option<&str>) -> Desk {
    let mut options = Options::new(home, clock.clone());
    options.user_cost = KdfCost::insecure_for_tests();
    options.vault_cost = KdfCost::insecure_for_tests();
    options.durable = false;
    options.printers = Printers::at(programs(home).into()).within(std::time::Duration::from_secs(4));
    options.passphrase = passphrase.map(|p| p.to_owned().into());
    options.computer = "Учительская".to_owned();
    let app = App::open(options).unwrap();
    let session = app.session();
    Desk { app, session, clock: clock.clone() }
}

/// What `school.create` is asked in tests.
pub fn school() -> Value {
    json!({
        "name": "МБОУ «Заречная СОШ»", "profile": "eljur", "year": 2026, "zone": null,
        "admin_login": ADMIN, "admin_name": "Иванова Мария Петровна", "admin_password": ADMIN_PASSWORD,
        "keys": "file", "keys_passphrase": PASSPHRASE,
    })
}

/// A fresh school with its admin logged in.
pub fn fresh(home: &Path) -> Desk {
    let clock = Arc::new(FixedClock::at(NOON));
    let desk = open(home, &clock, None);
    desk.ok("school.create", school());
    desk.ok("school.sheet_done", json!({}));
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    desk
}

impl Desk {
    pub fn call(&self, name: &str, request: Value) -> Result<Value, ErrorInfo> {
        dispatch(&self.app, &self.session, name, request)
    }
    pub fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).unwrap_or_else(|e| panic!("{name}: {} {:?}", e.code, e.args))
    }
    /// The code of the refusal.
    pub fn refused(&self, name: &str, request: Value) -> String {
        match self.call(name, request) {
            Ok(value) => panic!("{name} was not refused: {value}"),
            Err(e) => e.code,
        }
    }
    pub fn stage(&self) -> String {
        self.ok("app.state", json!({}))["stage"].as_str().unwrap().to_owned()
    }
    pub fn log_in(&self, login: &str, password: &str) {
        self.ok("session.login", json!({ "login": login, "password": password }));
    }
    pub fn try_log_in(&self, login: &str, password: &str) -> Result<Value, ErrorInfo> {
        self.call("session.login", json!({ "login": login, "password": password }))
    }
    /// Waits for a job.
    pub fn job(&self, started: &Value) -> JobStatus {
        loop {
            let status: JobStatus = serde_json::from_value(self.ok("job.status", started.clone())).unwrap();
            if status.state != "running" {
                return status;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
    pub fn done(&self, started: &Value) -> Value {
        let status = self.job(started);
        assert_eq!(status.state, "done", "{:?}", status.error);
        status.result
    }
    /// A one-use token for a path, as a dialog gives it for an operation.
    pub fn token(&self, operation: &str, path: &Path) -> String {
        self.app.offer_for(&self.session, operation, path.to_owned()).unwrap().token
    }
    pub fn plan(&self, file: &Path) -> Value {
        let token = self.token("import.pupils.plan", file);
        let started = self.ok("import.pupils.plan", json!({ "token": token }));
        self.done(&started)
    }
    pub fn apply(&self, plan: &Value) -> Value {
        let started = self.ok("import.pupils.apply", json!({ "plan": plan["plan"] }));
        self.done(&started)
    }
    /// Makes an account of a role, replaces its temporary password, leaves it logged in on a session of its own.
    pub fn colleague(&self, login: &str, roles: &[&str]) -> Desk {
        let issued = self.ok("accounts.create", json!({ "login": login, "name": "Петров Пётр Петрович", "roles": roles }));
        let other = Desk { app: self.app.clone(), session: self.app.session(), clock: self.clock.clone() };
        other.log_in(login, issued["password"].as_str().unwrap());
        other.ok("session.change_password", json!({ "old": issued["password"], "new": OWN_PASSWORD }));
        other
    }
}

pub const OWN_PASSWORD: &str = "синий трамвай у моста";

/// A file a school brings.
pub fn brought(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/data").join(name)
}

/// How a call or its job ended.
#[derive(Debug)]
pub enum Ended {
    Done(Value),
    Refused(String),
}
impl Ended {
    pub fn done(self) -> Value {
        match self {
            Self::Done(value) => value,
            Self::Refused(code) => panic!("refused: {code}"),
        }
    }
    pub fn refused(self) -> String {
        match self {
            Self::Done(value) => panic!("not refused: {value}"),
            Self::Refused(code) => code,
        }
    }
}
