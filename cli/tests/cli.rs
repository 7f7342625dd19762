//! The command line as a person or a script meets it: a real binary on a real home.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PASSWORD: &str = "кленовый лист за окном";

/// A home in a temporary folder.
struct Home(tempfile::TempDir);

fn brought(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/data").join(name)
}

impl Home {
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    /// A school with its admin.
    fn school() -> Self {
        let home = Self::empty();
        let sheet = home.0.path().join("лист.pdf");
        let done = home.run(&[
            "init",
            "--school",
            "МБОУ «Заречная СОШ»",
            "--profile",
            "eljur",
            "--year",
            "2026",
            "--admin",
            "admin",
            "--sheet",
            sheet.to_str().unwrap(),
        ]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        for file in [sheet, home.0.path().join("лист (следующий, в конверт).pdf")] {
            assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
            // Printed elsewhere and deleted by hand, as a school does.
            std::fs::remove_file(file).unwrap();
        }
        home
    }
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhurnal"));
        command.arg("--home").arg(self.0.path().join("home")).args(args).env_clear();
        command.env("ZHURNAL_KEYS", "file").env("ZHURNAL_KEYS_PASSPHRASE", "ключи лежат в сейфе");
        command.env("ZHURNAL_USER", "admin").env("ZHURNAL_PASSWORD", PASSWORD).stdin(Stdio::null());
        command
    }
    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }
    /// The one JSON object, and the exit code.
    fn json(&self, args: &[&str]) -> (Value, i32) {
        let out = self.command(args).arg("--json").output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        (serde_json::from_str(&text).unwrap(), out.status.code().unwrap())
    }
}

#[test]
fn a_school_is_made_its_list_goes_in_and_everything_is_found_again() {
    let home = Home::school();
    let file = brought("контингент-школа.xlsx");
    let file = file.to_str().unwrap();
    let (plan, code) = home.json(&["import", "pupils", file]);
    assert_eq!((plan["counts"]["create"].as_u64(), &plan["applied"], code), (Some(765), &Value::Null, 0));
    let (done, code) = home.json(&["import", "pupils", file, "--apply"]);
    assert_eq!((done["applied"]["created"].as_u64(), done["applied"]["classes"].as_u64(), code), (Some(765), Some(30), 0));
    let (again, _) = home.json(&["import", "pupils", file, "--apply"]);
    assert_eq!((again["applied"]["created"].as_u64(), again["applied"]["events"].as_u64()), (Some(0), Some(0)));
    let (wrong, code) = home.json(&["import", "pupils", brought("контингент-с-ошибками.xlsx").to_str().unwrap()]);
    assert_eq!(code, 3);
    assert_eq!(wrong["counts"]["errors"].as_u64().unwrap() as usize, wrong["plan"]["errors"].as_array().unwrap().len());
    let (check, code) = home.json(&["check"]);
    assert_eq!((check["ok"].as_bool(), check["count"].as_u64(), code), (Some(true), Some(2), 0));
    let (log, _) = home.json(&["log", "--volume", "2026", "--limit", "5"]);
    assert_eq!(log["count"], 5);
    assert!(log["next"].is_string());
    let (classes, _) = home.json(&["call", "classes.list"]);
    assert_eq!(classes["pupils"], 765);

    let bundle = home.0.path().join("support.zip");
    let (doctor, code) = home.json(&["doctor", "--bundle", bundle.to_str().unwrap()]);
    assert_eq!((doctor["ok"].as_bool(), code), (Some(true), 0), "{doctor}");
    let surname = log["rows"].to_string();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(bundle).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    assert!(names.contains(&"doctor.json".to_owned()) && names.iter().any(|n| n.starts_with("logs/")), "{names:?}");
    for name in names {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(&name).unwrap(), &mut text).unwrap();
        assert!(!text.chars().any(|c| ('А'..='я').contains(&c)), "{name}: {text} {surname}");
    }
}

#[test]
fn a_stream_of_requests_gives_a_reply_a_line_after_each() {
    let home = Home::school();
    let mut child = home.command(&["call", "settings.set", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for i in 0..20 {
        writeln!(to, "{{\"name\":\"n{i}\",\"value\":\"{i}\"}}").unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert_eq!(line, "{}\n");
    }
    writeln!(to, "не JSON").unwrap();
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    assert!(line.contains("bad-json"));
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let (settings, _) = home.json(&["call", "settings.list"]);
    assert_eq!(settings["settings"].as_array().unwrap().len(), 20);
}

#[test]
fn exit_codes_tell_apart_what_went_wrong() {
    let home = Home::empty();
    assert_eq!(home.run(&["check"]).status.code(), Some(2));
    assert_eq!(home.run(&["нет такого"]).status.code(), Some(2));
    let home = Home::school();
    let init = ["init", "--school", "Другая школа", "--profile", "eljur", "--year", "2026", "--admin", "admin"];
    assert_eq!(home.json(&init).0["error"]["code"], "sheet-nowhere");
    let sheet = home.0.path().join("другой лист.pdf");
    let sheet = sheet.to_str().unwrap();
    let one = [&init[..], &["--sheet", sheet, "--sealed", sheet]].concat();
    assert_eq!(home.json(&one).0["error"]["code"], "sheet-one-file");
    assert_eq!(home.json(&[&init[..], &["--sheet", sheet]].concat()).0["error"]["code"], "school-exists");
    assert_eq!(home.json(&["call", "нет.такого"]).1, 2);
    assert_eq!(home.json(&["call", "classes.list", "{"]).1, 2);
    assert_eq!(home.json(&["import", "pupils", "нет-файла.xlsx"]), (home.json(&["import", "pupils", "нет-файла.xlsx"]).0, 3));
    let out = home.command(&["call", "classes.list"]).env("ZHURNAL_PASSWORD", "не тот пароль").output().unwrap();
    assert_eq!(out.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&out.stderr).contains("пароль"));
    let out = home.command(&["check"]).env("ZHURNAL_KEYS_PASSPHRASE", "не та парольная фраза").output().unwrap();
    assert_ne!(out.status.code(), Some(0));
    let out = home.command(&["doctor"]).env("ZHURNAL_KEYS_PASSPHRASE", "не та парольная фраза").output().unwrap();
    assert_eq!(out.status.code(), Some(6));
    // The password may come as the first line of standard input.
    let mut child = home
        .command(&["call", "classes.list"])
        .env_remove("ZHURNAL_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn the_version_tells_commit_schema_and_format_and_the_list_every_operation() {
    let home = Home::empty();
    let version = String::from_utf8(home.run(&["--version"]).stdout).unwrap();
    assert!(version.contains("schema ") && version.contains("format ") && version.contains('('), "{version}");
    let (list, _) = home.json(&["call", "--list"]);
    assert_eq!(list["count"].as_u64().unwrap() as usize, zhurnal::api::OPERATIONS.len());
}

#[test]
fn papers_are_printed_the_year_is_archived_and_a_stranger_verifies_it_without_a_home() {
    let home = Home::school();
    let list = home.0.path().join("список.csv");
    std::fs::write(&list, "Класс;Фамилия;Имя;Дата рождения\r\n5А;Агафонова;Полина;03.02.2016\r\n").unwrap();
    assert_eq!(home.json(&["import", "pupils", list.to_str().unwrap(), "--apply"]).1, 0);
    let file = |name: &str| home.0.path().join(name);
    let (paper, zip) = (file("Журнал.pdf"), file("год.zip"));
    let (printed, code) = home.json(&["print", "journal", "--class", "5 «А»", "--out", paper.to_str().unwrap()]);
    assert_eq!((printed["saved"]["file"].as_str(), code), (Some("Журнал.pdf"), 0), "{printed}");
    assert_eq!(printed["counts"]["lacks"].as_u64().unwrap() as usize, printed["lacks"].as_array().unwrap().len());
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF-"));
    let (refused, code) = home.json(&["print", "summary", "--class", "5А", "--out", paper.to_str().unwrap(), "--final"]);
    assert_eq!((refused["error"]["code"].as_str(), code), (Some("paper-lacks"), 3), "no decision yet");
    assert_eq!(home.json(&["print", "summary", "--class", "9Я", "--out", paper.to_str().unwrap()]).0["error"]["code"], "class-unknown");

    let (made, code) = home.json(&["archive", "--year", "2026", "--out", zip.to_str().unwrap()]);
    assert_eq!((made["archive"]["interim"].as_bool(), code), (Some(true), 0), "{made}");
    assert_eq!(home.json(&["archive", "--year", "2025", "--out", zip.to_str().unwrap()]).1, 3);
    let fingerprint = made["archive"]["fingerprint"].as_str().unwrap();
    // A stranger: no home, nobody logged in.
    let stranger = |args: &[&str]| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).args(args).arg("--json").env_clear().output().unwrap();
        let said: Value = serde_json::from_slice(&out.stdout).unwrap();
        (said["verdict"]["intact"].as_bool().unwrap(), said["verdict"]["authentic"].as_bool().unwrap(), out.status.code().unwrap())
    };
    assert_eq!(stranger(&[]), (true, false, 5), "intact, nothing to compare with");
    assert_eq!(stranger(&["--trust", fingerprint]), (true, true, 0));
    assert_eq!(stranger(&["--trust", "AAAA AAAA AAAA AAAA"]), (true, false, 5));
    let mut bytes = std::fs::read(&zip).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&zip, &bytes).unwrap();
    assert_eq!(stranger(&["--trust", fingerprint]), (false, false, 6));
    let out = Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).env_clear().output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("Архив повреждён.") && text.contains("Изменён файл"), "{text}");
    std::fs::remove_file(&zip).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).env_clear().output().unwrap();
    assert_eq!(out.status.code(), Some(3), "no such file");
}
