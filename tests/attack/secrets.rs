//! What a session was given opens nothing else: file tokens, plans, jobs, pages of papers. And secrets never stand where others look.

use crate::api::desk::{self, ADMIN, ADMIN_PASSWORD, Desk, OWN_PASSWORD, PASSPHRASE, brought};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::types::SecretText;
use zhurnal::api::{FILE_USES, FileUse, OPERATIONS, contract, find};

const LIST: &str = "зачисление-1-классы.csv";

/// The same program with nobody at another window of it.
fn beside(desk: &Desk) -> Desk {
    Desk { app: Arc::clone(&desk.app), session: desk.app.session(), clock: Arc::clone(&desk.clock) }
}

/// A request of an operation that takes a file, with nothing in it but the token.
fn with_token(operation: &str, token: &str) -> Value {
    let mut request = json!({ "token": token, "trust": null, "groups": [], "rows": [["а"]] });
    if operation == "print.save" {
        request["paper"] = json!("none");
        request["final_print"] = json!(false);
    }
    if operation == "root.sheet_save" {
        request["rotation"] = json!("none");
    }
    request
}

#[test]
fn a_token_for_one_use_is_no_token_for_any_other() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let victim = dir.path().join("список.csv");
    std::fs::write(&victim, "Класс;Фамилия;Имя;Дата рождения\r\n5А;Агафонова;Полина;03.02.2016\r\n").unwrap();
    let before = std::fs::read(&victim).unwrap();
    let uses = ["import.pupils.plan", "import.staff.plan", "table.save", "archive.make", "archive.verify"];
    for made_for in uses {
        let token = desk.token(made_for, &victim);
        for other in uses.iter().filter(|o| **o != made_for) {
            assert_eq!(desk.refused(other, with_token(other, &token)), "file-token", "{made_for} as {other}");
        }
        assert_eq!(std::fs::read(&victim).unwrap(), before);
    }
    let dropped = desk.app.offer_dropped(&desk.session, victim.clone()).unwrap().token;
    for writes in ["table.save", "archive.make"] {
        assert_eq!(desk.refused(writes, with_token(writes, &dropped)), "file-token", "what was dropped is read");
    }
    desk.ok("import.pupils.plan", json!({ "token": dropped }));
    assert_eq!(desk.refused("import.pupils.plan", json!({ "token": dropped })), "file-token", "once");
}

#[test]
fn a_token_of_another_session_or_another_person_is_unknown() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let admin_elsewhere = beside(&desk);
    admin_elsewhere.log_in(ADMIN, ADMIN_PASSWORD);
    let secretary = desk.colleague("sekretar", &["secretary"]);
    let token = desk.token("import.pupils.plan", &brought(LIST));
    for other in [&admin_elsewhere, &secretary] {
        assert_eq!(other.refused("import.pupils.plan", json!({ "token": token })), "file-token");
    }
    // Another person at the same window.
    desk.ok("session.logout", json!({}));
    desk.log_in("sekretar", OWN_PASSWORD);
    assert_eq!(desk.refused("import.pupils.plan", json!({ "token": token })), "file-token");
    desk.ok("session.logout", json!({}));
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.refused("import.pupils.plan", json!({ "token": token })), "file-token", "nor after they left");
}

#[test]
fn a_token_ends_in_time_by_either_clock() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let moves: [fn(&Desk); 3] = [|d| d.clock.shift(601), |d| d.clock.jump(601), |d| d.clock.jump(-61)];
    for moved in moves {
        let token = desk.token("import.pupils.plan", &brought(LIST));
        moved(&desk);
        if desk.stage() == "locked" {
            desk.ok("session.unlock", json!({ "password": ADMIN_PASSWORD }));
        }
        assert_eq!(desk.refused("import.pupils.plan", json!({ "token": token })), "file-token");
    }
}

#[test]
fn a_plan_is_its_sessions_its_operations_and_carried_out_once() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let elsewhere = beside(&desk);
    elsewhere.log_in(ADMIN, ADMIN_PASSWORD);
    let plan = json!({ "plan": desk.plan(&brought(LIST))["plan"] });
    assert_eq!(elsewhere.refused("import.pupils.apply", plan.clone()), "plan-unknown", "the same person at another window");
    for other in ["import.staff.apply", "import.bells.apply", "import.lessons.apply"] {
        assert_eq!(desk.refused(other, plan.clone()), "plan-unknown", "{other}");
    }
    let started = desk.ok("import.pupils.apply", plan.clone());
    assert!(desk.done(&started)["created"].as_u64().unwrap() > 0);
    assert_eq!(desk.refused("import.pupils.apply", plan), "plan-unknown", "once");
    // A plan that waited too long.
    let old = json!({ "plan": desk.plan(&brought(LIST))["plan"] });
    for _ in 0..10 {
        desk.clock.shift(50 * 60);
        assert_eq!(desk.stage(), "locked");
        desk.ok("session.unlock", json!({ "password": ADMIN_PASSWORD }));
    }
    assert_eq!(desk.refused("import.pupils.apply", old), "plan-unknown");
}

#[test]
fn a_job_and_its_result_are_their_sessions() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let elsewhere = beside(&desk);
    elsewhere.log_in(ADMIN, ADMIN_PASSWORD);
    // Passwords of the staff: the result that must not be read twice by others.
    let accounts = desk.ok("accounts.staff", json!({}));
    desk.job(&accounts);
    let check = desk.ok("check", json!({}));
    desk.job(&check);
    for job in [&accounts, &check] {
        for name in ["job.status", "job.cancel"] {
            assert_eq!(elsewhere.refused(name, job.clone()), "unknown-job");
            assert_eq!(beside(&desk).refused(name, job.clone()), "unknown-job", "nobody at a fresh window");
        }
    }
    desk.ok("session.lock", json!({}));
    assert_eq!(desk.refused("job.status", accounts.clone()), "session-locked");
    desk.ok("session.unlock", json!({ "password": ADMIN_PASSWORD }));
    desk.ok("job.status", accounts.clone());
    desk.ok("session.logout", json!({}));
    assert_eq!(desk.refused("job.status", accounts.clone()), "unknown-job", "who leaves leaves nothing behind");
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.refused("job.status", accounts), "unknown-job");
}

#[test]
fn a_page_of_a_paper_is_shown_to_the_session_that_laid_it_out() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let class = desk.ok("classes.create", json!({ "grade": 5, "letter": "А" }))["id"].clone();
    let plan = desk.done(&desk.ok("print.plan", json!({ "what": "summary", "class": class })));
    let paper = plan["paper"].as_str().unwrap();
    assert!(desk.app.paper_page(&desk.session, paper, 1).is_ok());
    let elsewhere = beside(&desk);
    assert_eq!(desk.app.paper_page(&elsewhere.session, paper, 1).unwrap_err().code, "session-none");
    elsewhere.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.app.paper_page(&elsewhere.session, paper, 1).unwrap_err().code, "plan-unknown");
    desk.ok("session.lock", json!({}));
    assert_eq!(desk.app.paper_page(&desk.session, paper, 1).unwrap_err().code, "session-locked");
}

#[test]
fn a_rotation_of_the_root_is_its_sessions_and_ends_within_the_hour() {
    let dir = tempfile::tempdir().unwrap();
    let school = crate::api::two::founded(dir.path());
    let desk = &school.admin;
    let plan = || json!({ "rotation": desk.ok("root.plan", json!({ "sealed": school.sealed }))["rotation"] });
    let elsewhere = beside(desk);
    let rotation = plan();
    for name in ["root.rotate", "root.cancel"] {
        assert_eq!(elsewhere.refused(name, rotation.clone()), "plan-unknown", "{name}");
    }
    // Somebody who leaves another window takes nothing away.
    elsewhere.ok("session.logout", json!({}));
    desk.ok("root.cancel", rotation);
    let rotation = plan();
    desk.clock.jump(3601);
    assert_eq!(desk.refused("root.cancel", rotation), "plan-unknown");
}

#[test]
fn the_page_names_a_kind_of_file_and_gets_only_what_the_dialog_was_for() {
    for (id, writes) in [("sheet", false), ("pupils", true), ("paper", false), ("exe", true), ("", false)] {
        assert_eq!(FileUse::find(id, writes).unwrap_err().code, "unknown-file-kind", "{id}");
    }
    let takes: Vec<&str> = OPERATIONS.iter().map(|o| o.name).filter(|name| FileUse::has(name)).collect();
    let contract = contract();
    for o in OPERATIONS {
        let declared = contract.split(&format!("export type {} = {{\n", o.request)).nth(1);
        let has_token = declared.is_some_and(|text| text.split("\n}").next().unwrap().contains("token: string"));
        assert_eq!(has_token, takes.contains(&o.name), "{}: a token, and a use for it", o.name);
    }
    assert!(FILE_USES.iter().all(|u| !u.extensions.is_empty()));
}

/// What a field of a request is called when it carries a secret.
fn speaks_of_a_secret(field: &str) -> bool {
    let names = ["old", "new", "sheet", "sealed", "present"];
    ["password", "phrase", "secret"].iter().any(|word| field.contains(word)) || names.contains(&field)
}

#[test]
fn a_field_of_a_request_that_speaks_of_a_secret_is_one() {
    let contract = contract();
    let mut found = 0;
    for o in OPERATIONS {
        let Some(declared) = contract.split(&format!("export type {} = {{\n", o.request)).nth(1) else { continue };
        let fields = declared.split("\n}").next().unwrap().lines().filter_map(|line| line.trim().split_once(": "));
        for (field, kind) in fields.filter(|(field, _)| !field.starts_with(['/', '*'])) {
            let named = speaks_of_a_secret(field.trim_end_matches('?'));
            assert_eq!(kind.contains("SecretText"), named, "{}: {field}: {kind}", o.request);
            assert!(!named || o.carries_secret(), "{}", o.name);
            found += usize::from(named);
        }
    }
    assert!(found > 12, "{found}");
    let carrying = |name: &str| find(name).unwrap().carries_secret();
    assert!(carrying("session.login") && carrying("school.create") && carrying("print.save") && carrying("root.plan"));
    assert!(!carrying("journal.write") && !carrying("import.pupils.plan") && !carrying("app.state"));
}

#[test]
fn a_secret_is_printed_nowhere() {
    let secret = SecretText::from(PASSPHRASE);
    assert_eq!((format!("{secret:?}").as_str(), &*secret), ("…", PASSPHRASE));
    let ask: zhurnal::api::types::Login = serde_json::from_value(json!({ "login": ADMIN, "password": ADMIN_PASSWORD })).unwrap();
    assert!(!format!("{ask:?}").contains(ADMIN_PASSWORD));
}

/// The lines of a product's source that are outside its tests.
fn product(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]\nmod").next().unwrap().to_owned()
}

fn sources(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.to_string_lossy().ends_with("_tests.rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_program_that_holds_keys_turns_core_dumps_off_before_anything_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, after) in [
        ("cli/src/main.rs", "Arguments::try_parse_from"),
        ("src-tauri/src/main.rs", "again_without_dmabuf"),
        ("bridge/src/main.rs", "serve::run"),
    ] {
        let text = product(&root.join(file));
        let main = text.split("fn main()").nth(1).unwrap();
        let off = if file.starts_with("cli") { main.find("guard(") } else { main.find("dumps::off()") };
        assert!(off.unwrap() < main.find(after).unwrap(), "{file}");
        assert!(text.contains("dumps::off()"), "{file}");
    }
}

/// What the programs may read from the environment, and nothing else.
const READ: [&str; 8] = [
    "COMPUTERNAME",
    "ZHURNAL_DOCUMENT",
    "ZHURNAL_KEYS",
    "ZHURNAL_KEYS_PASSPHRASE",
    "ZHURNAL_PASSWORD",
    "ZHURNAL_SHEET",
    "ZHURNAL_SHEET_SEALED",
    "ZHURNAL_USER",
];
/// Switches of tests: gone from what is built for release.
const SWITCHES: [&str; 2] = ["ZHURNAL_TEST_DIALOG", "TAURI_WEBVIEW_AUTOMATION"];

#[test]
fn switches_of_tests_are_not_in_what_is_built_for_release() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["src", "cli/src", "src-tauri/src"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    let mut gated = 0;
    for file in &files {
        let text = product(file);
        let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        for (n, line) in code.iter().enumerate() {
            let place = format!("{}: {line}", file.display());
            let switch = SWITCHES.iter().any(|s| line.contains(s)) || line.contains("scripted()") || line.contains("automated()");
            if switch {
                // The item or statement that holds the line begins with the gate.
                let before = code[..n].iter().rev().take(8).position(|l| l.trim() == "#[cfg(debug_assertions)]");
                assert!(before.is_some(), "{place}");
                gated += 1;
            }
            // What the build put in is no environment of the program.
            let read = if line.contains("env!(") { "" } else { line };
            for name in read.split('"').skip(1).step_by(2).filter(|s| s.starts_with("ZHURNAL_")) {
                assert!(READ.contains(&name) || SWITCHES.contains(&name), "{place}");
            }
        }
    }
    assert!(gated >= 6, "{gated}");
}
