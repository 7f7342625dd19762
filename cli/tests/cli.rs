//! The command line as a person or a script meets it: a real binary on a real home.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read as _, Write};
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
    /// An archive of this home with another name in a table, signed again by the very computer.
    fn lying(&self, archive: &[u8]) -> Vec<u8> {
        use zhurnal::archive::manifest::{Listed, Manifest};
        use zhurnal::keys::{Context, KeyStorage, Vault};
        let vault = Vault::open(&self.0.path().join("home"), KeyStorage::File, Some("ключи лежат в сейфе")).unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
        let mut out = zhurnal::archive::zip::Writer::new(std::io::Cursor::new(Vec::new()));
        for i in 0..zip.len() - 1 {
            let mut file = zip.by_index(i).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            if name == "данные/обучающиеся.json" {
                content = String::from_utf8(content).unwrap().replace("Полина", "Галина").into_bytes();
            }
            if name == "manifest.json" {
                let mut manifest = Manifest::from_bytes(&content).unwrap();
                manifest.files = out.parts().iter().map(Listed::from).collect();
                content = manifest.to_bytes().unwrap();
                let signature = vault.device().signing.sign(Context::ARCHIVE, &[&content]);
                out.file(&name, |w| Ok(w.write_all(&content)?)).unwrap();
                out.file("manifest.sig", |w| Ok(w.write_all(&signature.0)?)).unwrap();
            } else {
                out.file(&name, |w| Ok(w.write_all(&content)?)).unwrap();
            }
        }
        out.finish().unwrap().into_inner()
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

/// Every file and folder below, with the permissions of other users.
#[cfg(unix)]
fn modes(folder: &Path) -> Vec<(PathBuf, bool, u32)> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        out.push((folder.clone(), true, std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777));
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let found = std::fs::metadata(&path).unwrap();
            match found.is_dir() {
                true => folders.push(path),
                false => out.push((path, false, found.permissions().mode() & 0o777)),
            }
        }
    }
    out
}

#[cfg(unix)]
fn private(home: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for (path, folder, mode) in modes(home) {
        assert_eq!(mode, if folder { 0o700 } else { 0o600 }, "{}", path.display());
        names.push(path.strip_prefix(home).unwrap().to_string_lossy().into_owned());
    }
    names
}

#[cfg(unix)]
#[test]
fn after_a_day_s_work_nothing_of_a_home_is_open_to_others_and_a_wider_home_is_tightened() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::school();
    let at = home.0.path().join("home");
    let file = |name: &str| home.0.path().join(name);
    let mode = |name: &str| std::fs::metadata(file(name)).unwrap().permissions().mode() & 0o777;
    // A program at work: write logs and their indexes are there too.
    let mut child = home.command(&["call", "classes.create", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    writeln!(to, "{{\"grade\":5,\"letter\":\"А\"}}").unwrap();
    from.read_line(&mut String::new()).unwrap();
    let names = private(&at);
    for name in ["registry.db-wal", "registry.db-shm", "years/2026.db-wal", "years/2026.db-shm", "keys.bin", "keys.lock", "logs/cli.log"] {
        assert!(names.iter().any(|n| n == name), "{name}: {names:?}");
    }
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let list = brought("контингент-школа.xlsx");
    assert_eq!(home.json(&["import", "pupils", list.to_str().unwrap(), "--apply"]).1, 0);
    assert_eq!(home.json(&["archive", "--year", "2026", "--out", file("год.zip").to_str().unwrap()]).1, 0);
    assert_eq!(home.run(&["doctor"]).status.code(), Some(0));
    private(&at);
    // A paper is as the system makes files; sheets are their owner's (law.rs).
    std::fs::write(file("usual"), "").unwrap();
    assert_eq!(mode("год.zip"), mode("usual"));
    for (path, folder, _) in modes(&at) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(if folder { 0o755 } else { 0o644 })).unwrap();
    }
    assert_eq!(home.run(&["check"]).status.code(), Some(0));
    private(&at);
}

#[test]
fn a_damaged_year_and_a_registry_that_is_gone_end_with_six_and_say_the_way_back() {
    let home = Home::school();
    let at = home.0.path().join("home");
    std::fs::write(at.join("years/2026.db"), b"").unwrap();
    for command in [&["check"][..], &["doctor"], &["log", "--volume", "2026"], &["call", "classes.list"]] {
        let out = home.command(command).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(6), "{command:?}: {said}");
        assert!(said.contains("повреждён") && said.contains("айл пуст"), "{said}");
    }
    let out = home.command(&["doctor"]).env_remove("ZHURNAL_USER").output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.code() == Some(6) && said.contains("самой новой копии папки журнала"), "{said}");
    assert_eq!(home.json(&["call", "settings.list"]).1, 0, "the registry goes on");
    std::fs::remove_file(at.join("registry.db")).unwrap();
    let init = ["init", "--school", "Другая школа", "--profile", "eljur", "--year", "2026", "--admin", "admin"];
    for command in [&["check"][..], &["doctor"], &init] {
        let (said, code) = home.json(command);
        assert_eq!(code, 6, "{said}");
        assert!(said.to_string().contains("registry-missing"), "{said}");
    }
    assert!(!at.join("registry.db").exists());
}

#[test]
fn an_older_year_is_gone_on_with_by_an_admin() {
    let home = Home::school();
    let at = home.0.path().join("home");
    let (year, old) = (at.join("years/2026.db"), home.0.path().join("old.db"));
    std::fs::copy(&year, &old).unwrap();
    let create = |letter: &str| home.json(&["call", "classes.create", &format!("{{\"grade\":5,\"letter\":\"{letter}\"}}")]);
    assert_eq!(create("А").1, 0);
    std::fs::copy(&old, &year).unwrap();
    let (refused, code) = create("Б");
    assert_eq!((refused["error"]["code"].as_str(), code), (Some("volume-older"), 6));
    let out = home.run(&["volumes", "go-on", "--volume", "2026"]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("новой цепочкой"));
    assert_eq!((create("Б").1, home.run(&["check"]).status.code()), (0, Some(0)));
    assert_eq!(home.run(&["volumes", "go-on", "--volume", "2026"]).status.code(), Some(3));
}

#[test]
fn a_write_under_a_clock_that_went_back_is_made_and_told() {
    let home = Home::empty();
    let at = home.0.path().join("home");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let clock = zhurnal::time::FixedClock::at(i64::try_from(now).unwrap() + 3 * 86_400 + 3600);
    let app = zhurnal::api::App::open(zhurnal::api::Options::new(&at, std::sync::Arc::new(clock))).unwrap();
    let (session, keys) = (app.session(), "ключи лежат в сейфе");
    let call = |name: &str, request| zhurnal::api::dispatch(&app, &session, name, request).unwrap();
    let school = serde_json::json!({
        "name": "МБОУ «Заречная СОШ»", "profile": "eljur", "year": 2026, "zone": null, "admin_login": "admin",
        "admin_name": "Иванова Мария Петровна", "admin_password": PASSWORD, "keys": "file", "keys_passphrase": keys,
    });
    call("school.create", school);
    call("school.sheet_done", serde_json::json!({}));
    drop(app);
    let out = home.run(&["call", "classes.create", "{\"grade\":5,\"letter\":\"А\"}"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), said.contains("отстают") && said.contains("на 3 дня")), (Some(0), true), "{said}");
    let (doctor, code) = home.json(&["doctor"]);
    assert_eq!(code, 6);
    assert!(doctor.to_string().contains("clock-back"), "{doctor}");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_files_and_no_places_for_them() {
    let home = Home::school();
    let pipe = home.0.path().join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    let refused = |args: &[&str]| {
        let out = home.command(args).output().unwrap();
        assert_eq!(out.status.code(), Some(3), "{args:?}");
        String::from_utf8(out.stderr).unwrap()
    };
    for args in [
        &["import", "pupils", pipe][..],
        &["import", "staff", "/dev/zero"],
        &["verify", pipe],
        &["verify", "/dev/zero"],
        &["archive", "--year", "2026", "--out", "/dev/null"],
        &["doctor", "--bundle", pipe],
    ] {
        let said = refused(args);
        assert!(said.contains("не файл"), "{args:?}: {said}");
    }
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
        let words = ["intact", "authentic", "true"].map(|word| said["verdict"][word].as_bool().unwrap());
        (words, out.status.code().unwrap())
    };
    assert_eq!(stranger(&[]), ([true, false, true], 5), "intact and true, nothing to compare with");
    assert_eq!(stranger(&["--trust", fingerprint]), ([true, true, true], 0));
    assert_eq!(stranger(&["--trust", "AAAA AAAA AAAA AAAA"]), ([true, false, true], 5));
    let good = std::fs::read(&zip).unwrap();
    std::fs::write(&zip, home.lying(&good)).unwrap();
    assert_eq!(stranger(&["--trust", fingerprint]), ([true, true, false], 8), "a table replaced and signed again");
    let out = Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).env_clear().output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("Расходится с записями") && text.contains("данные/обучающиеся.json: Строка 1"), "{text}");
    std::fs::write(&zip, good).unwrap();
    let mut bytes = std::fs::read(&zip).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&zip, &bytes).unwrap();
    assert_eq!(stranger(&["--trust", fingerprint]), ([false, false, false], 6));
    let out = Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).env_clear().output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("Архив повреждён.") && !text.contains("Верен записям") && text.contains("Изменён файл"), "{text}");
    std::fs::remove_file(&zip).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_zhurnal")).arg("verify").arg(&zip).env_clear().output().unwrap();
    assert_eq!(out.status.code(), Some(3), "no such file");
}
