//! Printing from the command line: sheets without a file, drafts to a printer, what stands in the way.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../../tests/support/printers.rs"]
mod printers;

use printers::{OFFICE, Printing, TEACHERS};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PASSWORD: &str = "кленовый лист за окном";
const PASSPHRASE: &str = "ключи лежат в сейфе";

struct Desk(tempfile::TempDir);

impl Desk {
    fn programs(&self) -> PathBuf {
        self.0.path().join("programs")
    }
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhurnal"));
        command.arg("--home").arg(self.0.path().join("home")).args(args).env_clear().stdin(Stdio::null());
        command.env("PATH", self.programs()).env("ZHURNAL_KEYS", "file").env("ZHURNAL_KEYS_PASSPHRASE", PASSPHRASE);
        command.env("ZHURNAL_USER", "admin").env("ZHURNAL_PASSWORD", PASSWORD);
        command
    }
    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }
    fn json(&self, args: &[&str]) -> (Value, i32) {
        let out = self.command(args).arg("--json").output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        (
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&out.stderr))),
            out.status.code().unwrap(),
        )
    }
}

const INIT: [&str; 9] = ["init", "--school", "МБОУ «Заречная СОШ»", "--profile", "eljur", "--year", "2026", "--admin", "admin"];

fn pdfs(dir: &Path) -> usize {
    let inside = |e: std::fs::DirEntry| match e.file_type().unwrap().is_dir() {
        true => pdfs(&e.path()),
        false => usize::from(std::fs::read(e.path()).unwrap().starts_with(b"%PDF-")),
    };
    std::fs::read_dir(dir).unwrap().map(Result::unwrap).map(inside).sum()
}

#[test]
fn a_school_is_founded_and_drafts_are_printed_without_a_file() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let both = [&INIT[..], &["--printer", OFFICE, "--sheet", "a.pdf"]].concat();
    assert_eq!(desk.run(&both).status.code(), Some(2), "a file or a printer");
    let service = Printing::install(&desk.programs());
    let (refused, code) = desk.json(&[&INIT[..], &["--printer", "нет такого"]].concat());
    let nothing = !desk.0.path().join("home/registry.db").exists() && !desk.0.path().join("home/setup").exists();
    assert_eq!((refused["error"]["code"].as_str(), code, nothing), (Some("printer-unknown"), 3, true), "before anything is made");
    let done = desk.run(&[&INIT[..], &["--printer", OFFICE]].concat());
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success() && told.contains("Нажмите Enter"), "the sealed one waits for hands: {told}");
    assert!(String::from_utf8_lossy(&done.stdout).contains(OFFICE));
    assert_eq!(service.jobs().len(), 3);
    assert_eq!(desk.json(&["root", "files"]).0["count"], 0);

    let list = desk.0.path().join("список.csv");
    std::fs::write(&list, "Класс;Фамилия;Имя;Дата рождения\r\n5А;Агафонова;Полина;03.02.2016\r\n").unwrap();
    assert_eq!(desk.json(&["import", "pupils", list.to_str().unwrap(), "--apply"]).1, 0);
    let printer = ["--printer", TEACHERS, "--copies", "2", "--duplex", "long", "--pages", "1-1"];
    let (sent, code) = desk.json(&[&["print", "journal", "--class", "5А"], &printer[..]].concat());
    assert_eq!((sent["sent"]["printer"].as_str(), &sent["saved"], code), (Some(TEACHERS), &Value::Null, 0), "{sent}");
    let text = desk.run(&["print", "summary", "--class", "5А", "--printer", OFFICE]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("отправлено на принтер Канцелярия"));
    let jobs = service.jobs();
    assert_eq!(jobs.len(), 5);
    assert!(jobs[3].args.join(" ").contains("-n 2 -t Классный журнал -o sides=two-sided-long-edge -o media=A4 -P 1-1"));
    assert_eq!(pdfs(desk.0.path()), 5, "what the service of the test keeps, and nothing else");
    assert!(jobs.iter().all(|j| j.pdf.starts_with(b"%PDF-")) && service.cancelled().is_empty());
    for job in &jobs {
        let told = format!("{}{}", job.environment, job.args.join(" "));
        assert!(!told.contains("ZHURNAL") && !told.contains(PASSWORD) && !told.contains(PASSPHRASE), "{told}");
    }

    assert_eq!(desk.json(&["print", "printers"]).0["count"], 2);
    let (refused, code) = desk.json(&["print", "journal", "--class", "5А", "--printer", OFFICE, "--final"]);
    assert_eq!((refused["error"]["code"].as_str(), code), (Some("print-final-file"), 2));
    let (refused, code) = desk.json(&["print", "journal", "--class", "5А", "--printer", OFFICE, "--pages", "9-3"]);
    assert_eq!((refused["error"]["code"].as_str(), code), (Some("print-pages"), 3));
    service.set("refuse", "");
    assert_eq!(desk.json(&["print", "journal", "--class", "5А", "--printer", OFFICE]).0["error"]["code"], "printer-refused");
    service.unset("refuse");
    service.set("states", &format!("printer {OFFICE} disabled since now -\n"));
    let out = desk.run(&["print", "journal", "--class", "5А", "--printer", OFFICE]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("остановлен"), "words, not codes");
    let listed = String::from_utf8(desk.run(&["print", "printers"]).stdout).unwrap();
    assert_eq!(listed, format!("{OFFICE} · обычный · остановлен\n{TEACHERS}\n"));
    std::fs::remove_dir_all(desk.programs()).unwrap();
    let none = String::from_utf8(desk.run(&["print", "printers"]).stdout).unwrap();
    assert!(none.contains("cups-client"), "{none}");
}
