//! `operations.csv`: every operation of the contract × every role, through dispatch; by hand from the domain's rules.
//!
//! *Yes* is whatever is not refused for want of a right, a session or a stage: a made-up id may be refused as input.

use crate::format::file;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use zhurnal::api::types::Login;
use zhurnal::api::{App, OPERATIONS, Options, Session, run};
use zhurnal::event::Value;
use zhurnal::event::kinds::year as y;
use zhurnal::keys::KdfCost;
use zhurnal::store::Write;
use zhurnal::time::FixedClock;

const FILE: &str = "tests/rights/operations.csv";
const ROLES: [&str; 9] = ["stranger", "admin", "deputy", "secretary", "dispatcher", "teacher", "homeroom", "health", "nobody"];
/// Operations whose right depends on the request.
const CASES: &[(&str, &[&str])] = &[
    ("classes.pupils", &["own", "other"]),
    ("journal.page", &["own", "other"]),
    ("journal.write", &["own", "other"]),
    ("journal.story", &["own", "other"]),
    ("summary.sheet", &["own", "other"]),
    ("summary.decide", &["own", "other"]),
    ("summary.award", &["own", "other"]),
    ("print.plan", &["own", "other"]),
    ("doubts.list", &["own", "other"]),
];
/// How access refuses.
const REFUSALS: [&str; 5] = ["no-right", "session-none", "session-locked", "school-exists", "wrong-stage"];
const ADMIN_PASSWORD: &str = "жёлтый трактор едет боком";

/// One row.
struct Row {
    operation: String,
    role: String,
    expected: bool,
    rule: String,
}

fn read() -> Vec<Row> {
    let text = std::fs::read_to_string(file(FILE)).expect(FILE);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("operation,role,expected,rule"));
    let row = |line: &str| {
        let [operation, role, expected, rule] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{FILE}: {line}") };
        assert!(matches!(expected, "yes" | "no"), "{line}");
        Row { operation: operation.into(), role: role.into(), expected: expected == "yes", rule: rule.into() }
    };
    lines.map(row).collect()
}

#[test]
fn every_operation_has_a_row_for_every_role() {
    let mut wanted = BTreeSet::new();
    for o in OPERATIONS {
        let cases: Vec<String> = match CASES.iter().find(|(name, _)| *name == o.name) {
            Some((name, cases)) => cases.iter().map(|c| format!("{name}.{c}")).collect(),
            None => vec![o.name.to_owned()],
        };
        wanted.extend(cases.iter().flat_map(|c| ROLES.map(|r| (c.clone(), r.to_owned()))));
    }
    for r in read() {
        assert!(wanted.remove(&(r.operation.clone(), r.role.clone())), "{} by {}: twice, or no such pair", r.operation, r.role);
    }
    assert!(wanted.is_empty(), "{FILE} says nothing of {wanted:?}");
}

/// A school with an account of every role, a class they know and one they do not.
struct School {
    app: Arc<App>,
    sessions: BTreeMap<String, Arc<Session>>,
    own: String,
    other: String,
    _dir: tempfile::TempDir,
}

impl School {
    fn found() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        let cost = KdfCost::checked(19 * 1024, 2, 1).unwrap();
        let clock = Arc::new(FixedClock::at(1_789_996_800));
        let mut options = Options::new(&home, clock);
        (options.user_cost, options.vault_cost, options.durable) = (cost, cost, false);
        let app = App::open(options).unwrap();
        let admin = app.session();
        let call = |name: &str, request: Json| run(&app, &admin, name, request).unwrap_or_else(|e| panic!("{name}: {e}"));
        call(
            "school.create",
            json!({"name": "Школа № 1", "profile": "eljur", "year": 2026, "admin_login": "admin", "admin_name": "Ким Анна Львовна",
                   "admin_password": ADMIN_PASSWORD, "keys": "file", "keys_passphrase": "синий чайник кипит долго"}),
        );
        let sheet = app.offer_for(&admin, "school.sheet_save", dir.path().join("sheet.pdf")).unwrap();
        call("school.sheet_save", json!({"file": "present", "token": sheet.token}));
        call("school.sheet_done", json!({}));
        call("session.login", json!({"login": "admin", "password": ADMIN_PASSWORD}));
        let class = |letter: &str| call("classes.create", json!({"grade": 5, "letter": letter}))["id"].as_str().unwrap().to_owned();
        let (own, other) = (class("А"), class("Б"));
        let mut sessions = BTreeMap::from([("stranger".to_owned(), app.session()), ("admin".to_owned(), Arc::clone(&admin))]);
        let mut users = BTreeMap::new();
        for role in &ROLES[2..] {
            let preset = match *role {
                "health" => Some("psychologist"),
                "nobody" => None,
                role => Some(role),
            };
            let roles: Vec<&str> = preset.into_iter().collect();
            let given = call("accounts.create", json!({"login": role, "name": "Петров Пётр Петрович", "roles": roles}));
            let session = app.session();
            let password = given["password"].as_str().unwrap();
            let log_in = Login { login: (*role).to_owned(), password: password.into() };
            run(&app, &session, "session.login", serde_json::to_value(log_in).unwrap()).unwrap();
            let new = "зелёный попугай пьёт чай в саду";
            run(&app, &session, "session.change_password", json!({"old": password, "new": new})).unwrap();
            sessions.insert((*role).to_owned(), session);
            users.insert(*role, given["id"].as_str().unwrap().to_owned());
        }
        let s = Self { app, sessions, own, other, _dir: dir };
        s.teach(&users);
        s
    }

    /// What no operation gives yet: a homeroom, a group and its load.
    fn teach(&self, users: &BTreeMap<&str, String>) {
        let id = |text: &str| Value::Id(zhurnal::id::AnyId::parse(text).unwrap().0);
        let book = self.app.book().unwrap();
        let admin = book.log_in("admin", ADMIN_PASSWORD).unwrap().author;
        let none = |n: usize| vec![Value::Null; n];
        let group = Value::Id([7; 16]);
        let value = vec![Value::Id([8; 16]), "5А математика".into(), 1.into(), Value::Array(vec![id(&self.own)]), 500.into()];
        let elsewhere = vec![Value::Id([8; 16]), "5Б математика".into(), 1.into(), Value::Array(vec![id(&self.other)]), 500.into()];
        let load = [vec![500.into()], none(2)].concat();
        let writes = [
            Write::new(y::HOMEROOM, vec![id(&users["homeroom"]), id(&self.own)], Value::Array(none(2))),
            Write::new(y::GROUP, vec![group.clone()], Value::Array(value)),
            Write::new(y::LOAD, vec![id(&users["teacher"]), group], Value::Array(load)),
            Write::new(y::GROUP, vec![Value::Id([9; 16])], Value::Array(elsewhere)),
        ];
        book.home().act(&admin, book.year(), &writes).unwrap();
    }

    fn request(&self, operation: &str) -> Json {
        let nobody = zhurnal::id::UserId([1; 16]).to_string();
        let is_own = operation.ends_with(".own");
        let (class, group) = if is_own { (&self.own, [7; 16]) } else { (&self.other, [9; 16]) };
        let group = zhurnal::id::GroupId(group).to_string();
        match operation.trim_end_matches(".own").trim_end_matches(".other") {
            "school.create" => json!({"name": "Ещё", "profile": "eljur", "year": 2026, "admin_login": "x", "admin_name": "x",
                                      "admin_password": "x", "keys": "file", "keys_passphrase": "x"}),
            "import.lessons.plan" => json!({"token": "none", "groups": []}),
            name if name.starts_with("import.") && name.ends_with(".plan") => json!({"token": "none"}),
            name if name.starts_with("import.") && name.ends_with(".apply") => json!({"plan": "none"}),
            "structure.apply" | "week.apply" => json!({"plan": "none"}),
            "school.sheet_save" => json!({"file": "present", "token": "none"}),
            "school.sheet_print" => json!({"paper": "copy-1", "printer": "none"}),
            "table.save" => json!({"token": "none", "rows": []}),
            "keys.unlock" => json!({"passphrase": "x"}),
            "job.status" | "job.cancel" => json!({"job": "none"}),
            "session.login" => json!({"login": "no.such.login", "password": "x"}),
            "session.unlock" => json!({"password": "x"}),
            "session.change_password" => json!({"old": "x", "new": "y"}),
            "session.idle" => json!({"minutes": 20}),
            "classes.pupils" | "summary.sheet" => json!({"class": class}),
            "journal.page" => json!({"group": group, "term": null}),
            // A final is looked at for the right before anything else.
            "journal.write" => json!({"changes": [{"cell": {"what": "final", "group": group, "term": nobody, "pupil": nobody}}]}),
            "journal.story" => json!({"what": "topic", "group": group, "date": "2026-10-15", "slot": 1}),
            "summary.decide" => json!({"class": class, "pupils": [nobody], "decision": null}),
            "summary.award" => json!({"class": class, "pupil": nobody, "award": "", "protocol": "", "date": ""}),
            "classes.create" => json!({"grade": 99, "letter": "Я"}),
            "accounts.create" => json!({"login": "", "name": "", "roles": []}),
            "accounts.reset" | "accounts.close" => json!({"id": nobody}),
            "accounts.grant" | "accounts.revoke" => json!({"id": nobody, "role": "teacher"}),
            "accounts.grant_admin" => json!({"id": nobody, "sheet": "x"}),
            "accounts.reset_admin" => json!({"login": "no.such.login", "sheet": "x"}),
            "settings.set" => json!({"name": "", "value": ""}),
            "volumes.go_on" => json!({"volume": "2026"}),
            "print.plan" => json!({"what": "journal", "class": class}),
            "print.save" => json!({"paper": "none", "final_print": false, "token": "none"}),
            "destruction.propose" => json!({"year": 2001, "files": [], "act": "1", "date": "2026-10-15"}),
            "destruction.confirm" => json!({"entry": nobody}),
            "destruction.spare" => json!({"entry": nobody, "reason": "x"}),
            "destruction.finish" => json!({"year": 2001}),
            "persons.erase" => json!({"person": nobody, "basis": "x"}),
            "persons.spare" => json!({"person": nobody, "reason": "x"}),
            "archive.make" => json!({"token": "none"}),
            "archive.verify" => json!({"token": "none", "trust": null}),
            "accounts.compromised" => json!({"id": nobody, "received": null, "sheet": null}),
            "admins.remove" => json!({"admin": "no.such.login", "sheet": "x", "stolen": false, "leaves": false, "devices": []}),
            "root.plan" => json!({"sealed": "x", "present": null}),
            "root.sheet_save" => json!({"rotation": "none", "file": "present", "token": "none"}),
            "root.sheet_print" => json!({"rotation": "none", "paper": "copy-1", "printer": "none"}),
            "sheets.delete" => json!({"printed": false, "compared": false}),
            "print.send" => json!({"paper": "none", "printer": "none", "copies": 1, "sides": "one"}),
            "print.slips" => json!({"printer": "none", "slips": []}),
            "root.rotate" | "root.cancel" => json!({"rotation": "none"}),
            "devices.by_sheet" => json!({"sheet": "x"}),
            "root.settle" => json!({"document": "x", "sheet": "x"}),
            "law.again" => json!({"entry": "00"}),
            "law.log" => json!({"limit": 1}),
            "law.seen" => json!({"entries": ["00"]}),
            "doubts.list" => json!({"mine": is_own}),
            "doubts.write_again" => json!({"entries": []}),
            "quarantine.admit" => json!({"device": nobody, "everywhere": false}),
            "log.page" => json!({"volume": "registry", "limit": 1}),
            _ => json!({}),
        }
    }

    /// The code with which a call is refused for want of a right, a session or a stage.
    fn refusal(&self, r: &Row) -> Option<&'static str> {
        let name = r.operation.trim_end_matches(".own").trim_end_matches(".other");
        let error = match run(&self.app, &self.sessions[&r.role], name, self.request(&r.operation)) {
            // Changes of a page are refused one by one.
            Ok(answer) => {
                let refused = answer["done"][0]["refused"].as_str()?.to_owned();
                return REFUSALS.into_iter().find(|c| *c == refused);
            }
            Err(e) => e,
        };
        assert!(!["bad-request", "request-lacks"].contains(&error.code), "{}: {error}", r.operation);
        REFUSALS.into_iter().find(|c| *c == error.code)
    }
}

#[test]
fn dispatch_lets_through_exactly_what_the_table_allows() {
    let school = School::found();
    let mut wrong = Vec::new();
    // Coming, going and locking change whose session it is: they are tried last, login and logout after the lock.
    let mut rows = read();
    rows.sort_by_key(|r| ["session.lock", "session.login", "session.logout"].iter().position(|o| *o == r.operation).map_or(0, |i| i + 1));
    for r in &rows {
        let refused = school.refusal(r);
        if refused.is_none() != r.expected {
            let said = if r.expected { "yes" } else { "no" };
            wrong.push(format!("{} by {}: the table says {said} ({}), dispatch says {refused:?}", r.operation, r.role, r.rule));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
