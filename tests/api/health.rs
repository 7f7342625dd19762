//! Volumes that are not what this computer remembers of them: said to be damaged, never taken for empty, never forked.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk, PASSPHRASE};
use crate::durable::copy;
use crate::support::node::Node as _;
use crate::support::product::Product;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::{Path, PathBuf};
use zhurnal::event::{Value, Volume};
use zhurnal::store::open_database;

const LAST_YEAR: u16 = 2025;

/// A school of two years with a class, closed; copies of its home are spoiled.
struct School {
    dir: tempfile::TempDir,
    clock: std::sync::Arc<zhurnal::time::FixedClock>,
}

impl School {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let admin = desk::fresh(&dir.path().join("home"));
        admin.app.book().unwrap().home().add_year(LAST_YEAR).unwrap();
        class(&admin, "А");
        let clock = admin.clock.clone();
        Self { dir, clock }
    }
    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    /// A copy of the home under a name.
    fn copy(&self, name: &str) -> PathBuf {
        copy(&self.at("home"), &self.at(name));
        self.at(name)
    }
    fn open(&self, home: &Path) -> Desk {
        desk::open(home, &self.clock, Some(PASSPHRASE))
    }
    fn admin(&self, home: &Path) -> Desk {
        let desk = self.open(home);
        desk.log_in(ADMIN, ADMIN_PASSWORD);
        desk
    }
    /// The code of the refusal to open.
    fn refused(&self, home: &Path) -> (String, u8) {
        let mut options = zhurnal::api::Options::new(home, self.clock.clone());
        options.passphrase = Some(PASSPHRASE.to_owned().into());
        let e = zhurnal::api::App::open(options).err().unwrap();
        (e.code.to_owned(), e.exit_code())
    }
}

fn class(desk: &Desk, letter: &str) -> Json {
    desk.ok("classes.create", json!({ "grade": 5, "letter": letter }))
}

fn classes(desk: &Desk) -> usize {
    desk.ok("classes.list", json!({}))["classes"].as_array().unwrap().len()
}

fn copied(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap();
}

/// Problems that `check` names, by volume.
fn problems(desk: &Desk) -> Vec<(String, String)> {
    let report = desk.done(&desk.ok("check", json!({})));
    let mut out = Vec::new();
    for v in report["volumes"].as_array().unwrap() {
        for p in v["problems"].as_array().unwrap() {
            let code = p.as_str().unwrap().split(' ').next().unwrap();
            out.push((v["volume"].as_str().unwrap().to_owned(), code.to_owned()));
        }
    }
    assert_eq!(report["ok"], out.is_empty());
    out
}

fn warned(desk: &Desk) -> Vec<String> {
    let state = desk.ok("app.state", json!({}));
    let all = state["warnings"].as_array().cloned().unwrap_or_default();
    all.iter().map(|w| w["code"].as_str().unwrap().to_owned()).collect()
}

fn wrong(desk: &Desk) -> Vec<String> {
    let report = desk.ok("doctor", json!({}));
    let findings = report["findings"].as_array().unwrap().iter().filter(|f| f["ok"] == false);
    let out: Vec<String> = findings.map(|f| f["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!(report["ok"], out.is_empty());
    out
}

#[test]
fn an_empty_missing_cut_foreign_or_exchanged_year_is_damaged_and_stays_as_it_is() {
    let school = School::new();
    let other = School::new();
    let year = |home: &Path| home.join("years/2026.db");
    type Spoil<'a> = (&'a str, &'a str, Box<dyn Fn(&Path) + 'a>);
    let spoils: [Spoil<'_>; 6] = [
        ("empty", "volume-empty", Box::new(|home| fs::write(year(home), b"").unwrap())),
        ("missing", "volume-missing", Box::new(|home| fs::remove_file(year(home)).unwrap())),
        ("noise", "volume-foreign", Box::new(|home| fs::write(year(home), vec![7; 40_960]).unwrap())),
        ("cut", "volume-foreign", Box::new(|home| fs::File::options().write(true).open(year(home)).unwrap().set_len(2048).unwrap())),
        ("foreign", "volume-foreign", Box::new(|home| copied(&year(&other.at("home")), &year(home)))),
        ("exchanged", "volume-foreign", Box::new(|home| copied(&home.join("years/2025.db"), &year(home)))),
    ];
    for (name, code, spoil) in &spoils {
        let home = school.copy(name);
        spoil(&home);
        let before = fs::read(year(&home)).ok();
        // Twice: the first start mends nothing away.
        for _ in 0..2 {
            let admin = school.admin(&home);
            assert_eq!(problems(&admin), [("2026".to_owned(), (*code).to_owned())], "{name}");
            assert_eq!(warned(&admin), [*code], "{name}");
            assert_eq!(wrong(&admin), [*code, "integrity-broken"], "{name}");
            let refused = admin.call("classes.create", json!({ "grade": 5, "letter": "Б" })).unwrap_err();
            assert_eq!((refused.code.as_str(), refused.args["volume"].as_str()), (*code, "2026"), "{name}");
            assert_eq!(admin.refused("classes.list", json!({})), *code, "{name}");
            // What needs the registry alone goes on; what names the heads of all volumes does not.
            admin.ok("settings.set", json!({ "name": "grading.base", "value": "plain" }));
            let account = json!({ "login": "petrov", "name": "Петров Пётр Петрович", "roles": ["teacher"] });
            assert_eq!(admin.refused("accounts.create", account), *code, "{name}");
        }
        assert_eq!(fs::read(year(&home)).ok(), before, "{name}");
    }
}

#[test]
fn a_year_cut_in_its_middle_is_damaged() {
    let school = School::new();
    let home = school.copy("cut");
    let file = fs::File::options().write(true).open(home.join("years/2026.db")).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2).unwrap();
    let admin = school.admin(&home);
    assert!(problems(&admin).iter().all(|(volume, _)| volume == "2026") && !problems(&admin).is_empty());
    assert!(wrong(&admin).contains(&"integrity-broken".to_owned()));
}

#[test]
fn a_registry_that_is_gone_or_empty_is_damaged_and_no_school_is_founded_over_it() {
    let school = School::new();
    let registry = |home: &Path| home.join("registry.db");
    let home = school.copy("gone");
    fs::remove_file(registry(&home)).unwrap();
    assert_eq!(school.refused(&home), ("registry-missing".to_owned(), 6));
    assert!(!registry(&home).exists());
    // The keys alone are enough to know that there was a school.
    fs::remove_dir_all(home.join("years")).unwrap();
    assert_eq!(school.refused(&home), ("registry-missing".to_owned(), 6));
    let home = school.copy("empty");
    fs::write(registry(&home), b"").unwrap();
    assert_eq!(school.refused(&home), ("volume-empty".to_owned(), 6));
    assert_eq!(fs::metadata(registry(&home)).unwrap().len(), 0);
    let home = school.copy("noise");
    fs::write(registry(&home), vec![7; 40_960]).unwrap();
    assert_eq!(school.refused(&home), ("database-key".to_owned(), 6));
}

#[test]
fn an_older_copy_of_a_year_is_read_and_not_written_to_until_an_admin_goes_on_in_a_new_chain() {
    let school = School::new();
    let home = school.at("home");
    school.copy("old");
    class(&school.admin(&home), "Б");
    fs::copy(school.at("old").join("years/2026.db"), home.join("years/2026.db")).unwrap();
    let older = ("2026".to_owned(), "volume-older".to_owned());
    for _ in 0..2 {
        let admin = school.admin(&home);
        assert_eq!((problems(&admin), warned(&admin)), (vec![older.clone()], vec!["volume-older".to_owned()]));
        assert_eq!(classes(&admin), 1);
        assert_eq!(admin.refused("classes.create", json!({ "grade": 5, "letter": "В" })), "volume-older");
        assert_eq!(admin.refused("volumes.go_on", json!({ "volume": "2025" })), "volume-sound");
    }
    let admin = school.admin(&home);
    let chains = |desk: &Desk| {
        let report = desk.done(&desk.ok("check", json!({})));
        report["volumes"][2]["chains"].as_u64().unwrap()
    };
    let before = chains(&admin);
    admin.ok("volumes.go_on", json!({ "volume": "2026" }));
    class(&admin, "В");
    assert_eq!((chains(&admin), problems(&admin), warned(&admin)), (before + 1, vec![], vec![]));
    drop(admin);
    let admin = school.admin(&home);
    assert_eq!((classes(&admin), problems(&admin)), (2, vec![]));
}

#[test]
fn what_was_lost_is_taken_from_another_computer_and_the_year_is_written_again() {
    let school = School::new();
    let home = school.at("home");
    school.copy("old");
    let admin = school.admin(&home);
    class(&admin, "Б");
    let mut segments = Vec::new();
    let year = Volume(2026);
    let each = &mut |s| {
        segments.push(s);
        Ok(())
    };
    admin.app.book().unwrap().home().ledger(year, each).unwrap();
    drop(admin);
    fs::copy(school.at("old").join("years/2026.db"), home.join("years/2026.db")).unwrap();
    let admin = school.admin(&home);
    assert_eq!(warned(&admin), ["volume-older"]);
    admin.app.book().unwrap().home().receive(&segments).unwrap();
    assert_eq!((warned(&admin), classes(&admin)), (vec![], 2));
    class(&admin, "В");
    assert_eq!(problems(&admin), []);
}

#[test]
fn a_write_log_left_out_is_found() {
    let school = School::new();
    let home = school.at("home");
    let admin = school.admin(&home);
    class(&admin, "Б");
    admin.app.book().unwrap().home().remember().unwrap();
    // What a killed program leaves, without the write log of the year.
    let left = school.copy("left");
    assert!(fs::metadata(left.join("years/2026.db-wal")).unwrap().len() > 0);
    fs::remove_file(left.join("years/2026.db-wal")).unwrap();
    drop(admin);
    let admin = school.admin(&left);
    assert_eq!(problems(&admin), [("2026".to_owned(), "volume-older".to_owned())]);
}

#[test]
fn a_registry_older_than_its_years_stops_every_write_until_an_admin_goes_on() {
    let school = School::new();
    let home = school.at("home");
    school.copy("old");
    let admin = school.admin(&home);
    admin.ok("settings.set", json!({ "name": "grading.base", "value": "plain" }));
    class(&admin, "Б");
    drop(admin);
    fs::copy(school.at("old").join("registry.db"), home.join("registry.db")).unwrap();
    let admin = school.admin(&home);
    assert_eq!(problems(&admin), [("registry".to_owned(), "volume-older".to_owned())]);
    assert_eq!((warned(&admin), classes(&admin)), (vec!["volume-older".to_owned()], 2));
    for (name, request) in
        [("settings.set", json!({ "name": "grading.base", "value": "plain" })), ("classes.create", json!({ "grade": 5, "letter": "В" }))]
    {
        assert_eq!(admin.refused(name, request), "volume-older");
    }
    admin.ok("volumes.go_on", json!({ "volume": "registry" }));
    admin.ok("settings.set", json!({ "name": "grading.base", "value": "weighted" }));
    class(&admin, "В");
    assert_eq!((problems(&admin), warned(&admin)), (vec![], vec![]));
    drop(admin);
    assert_eq!(problems(&school.admin(&home)), []);
}

#[test]
fn a_registry_from_before_a_year_was_added_is_older_and_the_year_is_kept() {
    let school = School::new();
    let home = school.at("home");
    school.copy("old");
    let admin = school.admin(&home);
    admin.app.book().unwrap().home().add_year(2027).unwrap();
    drop(admin);
    fs::copy(school.at("old").join("registry.db"), home.join("registry.db")).unwrap();
    let admin = school.admin(&home);
    assert_eq!(warned(&admin), ["volume-older"]);
    admin.ok("volumes.go_on", json!({ "volume": "registry" }));
    drop(admin);
    assert_eq!(problems(&school.admin(&home)), []);
    // Neither the registry nor the folder knows of it, but the keys do.
    fs::copy(school.at("old").join("registry.db"), home.join("registry.db")).unwrap();
    fs::remove_file(home.join("years/2027.db")).unwrap();
    assert_eq!(problems(&school.admin(&home)), [("2027".to_owned(), "volume-missing".to_owned())]);
}

#[test]
fn a_year_that_was_being_made_is_finished_whatever_a_crash_left_of_it() {
    let making = Value::Array(vec![false.into(), Value::Id([0; 16]), 0.into(), Value::Array(vec![])]).to_bytes();
    for left in ["nothing", "an empty file", "a whole file"] {
        let dir = empty().close();
        let at = |name: &str| dir.path().join(name);
        match left {
            "an empty file" => fs::write(at("years/2027.db"), b"").unwrap(),
            "a whole file" => {
                let product = Product::open(dir);
                product.home.add_year(2027).unwrap();
                let dir = product.close();
                finished(dir, &making);
                continue;
            }
            _ => {}
        }
        finished(dir, &making);
    }
}

/// A home with one year and nothing in it.
fn empty() -> Product {
    Product::found(&[[1; 32]])
}

fn finished(dir: tempfile::TempDir, making: &[u8]) {
    let registry = open_database(&dir.path().join("registry.db"), &[7; 32], false).unwrap();
    registry.execute("INSERT OR REPLACE INTO local (name, value) VALUES ('volume-2027', ?1)", [making]).unwrap();
    drop(registry);
    let product = Product::open(dir);
    assert_eq!(product.home.years().unwrap(), [2026, 2027]);
    assert!(product.home.check(&|_, _| true).unwrap().iter().all(|v| v.problems.is_empty()));
}

#[test]
fn a_home_of_an_earlier_program_is_remembered_from_its_first_start_on() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/homes/schema-1");
    let dir = tempfile::tempdir().unwrap();
    copy(&fixture, dir.path());
    let dir = Product::open(dir).close();
    fs::write(dir.path().join("years/2026.db"), b"").unwrap();
    let product = Product::open(dir);
    let checks = product.home.check(&|_, _| true).unwrap();
    assert_eq!(checks.iter().map(|c| c.problems.join(" ")).collect::<Vec<_>>(), ["", "volume-empty"]);
    // The registry of before is older than the year that remembers its successor.
    let dir = tempfile::tempdir().unwrap();
    copy(&fixture, dir.path());
    let dir = {
        let product = Product::open(dir);
        product.home.add_year(2027).unwrap();
        product.close()
    };
    fs::copy(fixture.join("registry.db"), dir.path().join("registry.db")).unwrap();
    let product = Product::open(dir);
    assert_eq!(product.home.troubles().unwrap().iter().map(|e| e.code).collect::<Vec<_>>(), ["volume-older"]);
}

#[test]
fn without_a_login_the_doctor_tells_only_what_is_well_and_with_one_everything() {
    let school = School::new();
    let desk = school.open(&school.at("home"));
    let report = desk.ok("doctor", json!({}));
    let areas: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|f| f["area"].as_str().unwrap()).collect();
    assert_eq!((areas, report["check"].clone()), (vec!["home", "keys", "space", "volumes", "clock", "integrity"], Json::Null));
    assert_eq!(report["ok"], true);
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    let report = desk.ok("doctor", json!({}));
    let areas: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|f| f["area"].as_str().unwrap()).collect();
    assert!(["roots", "gaps", "windows", "witness", "interrupted"].iter().all(|a| areas.contains(a)), "{areas:?}");
    assert_eq!(report["check"]["volumes"].as_array().unwrap().len(), 3);
    let shallow = desk.ok("doctor", json!({ "deep": false }));
    assert_eq!(shallow["check"], Json::Null);
}

#[test]
fn a_clock_that_leaps_is_told_and_refuses_nothing() {
    const DAY: i64 = 86_400;
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    class(&admin, "А");
    assert_eq!(warned(&admin), [] as [&str; 0]);
    admin.clock.shift(-3 * DAY);
    assert_eq!(warned(&admin), ["clock-back"]);
    class(&admin, "Б");
    assert_eq!((warned(&admin), wrong(&admin)), (vec!["clock-back".to_owned()], vec!["clock-back".to_owned()]));
    admin.clock.shift(3 * DAY);
    assert_eq!(warned(&admin), [] as [&str; 0]);
    admin.clock.shift(40 * DAY);
    admin.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(warned(&admin), ["clock-ahead"]);
    class(&admin, "В");
    assert_eq!(warned(&admin), ["clock-ahead"]);
    admin.clock.shift(8 * DAY);
    admin.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!((warned(&admin), classes(&admin)), (vec![], 3));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_place_of_a_list_or_an_archive_is_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(&dir.path().join("home"));
    let pipe = dir.path().join("список.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let zero = dir.path().join("архив.zip");
    std::os::unix::fs::symlink("/dev/zero", &zero).unwrap();
    for path in [&pipe, &zero] {
        let import = admin.job(&admin.ok("import.pupils.plan", json!({ "token": admin.token("import.pupils.plan", path) })));
        assert_eq!(import.error.unwrap().code, "file-not-plain");
        let verify = admin.job(&admin.ok("archive.verify", json!({ "token": admin.token("archive.verify", path), "trust": null })));
        assert_eq!(verify.error.unwrap().code, "file-not-plain");
        let rows = json!([["Строка"], ["1"]]);
        assert_eq!(admin.refused("table.save", json!({ "token": admin.token("table.save", path), "rows": rows })), "file-not-plain");
    }
}
