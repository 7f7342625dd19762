//! The whole program on a home, through the contract of all shells.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhurnal::api::types::ErrorInfo;
use zhurnal::api::{App, Options, SessionHandle, dispatch};
use zhurnal::keys::KdfCost;
use zhurnal::time::FixedClock;

pub const ADMIN: &str = "директор.школы";
pub const PASSWORD: &str = "кленовый лист за окном";
pub const PASSPHRASE: &str = "ключи лежат в сейфе";
pub const LIST: &str = "контингент-школа.xlsx";

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/data").join(name)
}

/// An open program with one session.
pub struct Office {
    app: Arc<App>,
    session: SessionHandle,
}

impl Office {
    pub fn open(home: &Path, passphrase: Option<&str>) -> Self {
        let mut options = Options::new(home, Arc::new(FixedClock::at(1_792_054_800)));
        (options.user_cost, options.vault_cost) = (KdfCost::insecure_for_tests(), KdfCost::insecure_for_tests());
        options.passphrase = passphrase.map(|p| p.to_owned().into());
        let app = App::open(options).unwrap();
        Self { session: app.session(), app }
    }
    pub fn found(&self, admin: &str) {
        self.ok(
            "school.create",
            json!({
                "name": "МБОУ «Заречная СОШ»", "profile": "eljur", "year": 2026, "zone": null,
                "admin_login": ADMIN, "admin_name": admin, "admin_password": PASSWORD,
                "keys": "file", "keys_passphrase": PASSPHRASE,
            }),
        );
        self.ok("school.sheet_done", json!({}));
    }
    pub fn log_in(&self) {
        self.ok("session.login", json!({ "login": ADMIN, "password": PASSWORD }));
    }
    pub fn call(&self, name: &str, request: Value) -> Result<Value, ErrorInfo> {
        dispatch(&self.app, &self.session, name, request)
    }
    pub fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).unwrap_or_else(|e| panic!("{name}: {}", e.code))
    }
    /// Starts a job and waits for what it gives.
    pub fn done(&self, name: &str, request: Value) -> Value {
        let started = self.ok(name, request);
        loop {
            let status = self.ok("job.status", started.clone());
            match status["state"].as_str().unwrap() {
                "running" => std::thread::sleep(std::time::Duration::from_millis(2)),
                "done" => return status["result"].clone(),
                state => panic!("{name}: {state}: {}", status["error"]["code"]),
            }
        }
    }
    pub fn plan(&self, list: &str) -> Value {
        const PLAN: &str = "import.pupils.plan";
        let token = self.app.offer_for(&self.session, PLAN, fixture(list)).unwrap().token;
        self.done(PLAN, json!({ "token": token }))
    }
    pub fn apply(&self, plan: &Value) -> Value {
        self.done("import.pupils.apply", json!({ "plan": plan["plan"] }))
    }
    pub fn pupils(&self) -> u64 {
        self.ok("classes.list", json!({}))["pupils"].as_u64().unwrap()
    }
}

/// A child that imports the school's list into a home there is: `ready` before it begins to write, `ack 0` when it is done.
pub fn importing(dir: &Path) {
    let office = Office::open(dir, Some(PASSPHRASE));
    office.log_in();
    let plan = office.plan(LIST);
    println!("ready");
    office.apply(&plan);
    println!("ack 0");
}
