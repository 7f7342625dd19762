//! The sheet from the command line: a new root, an admin removed, the computers of the school.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

struct Home(tempfile::TempDir);

impl Home {
    fn run(&self, args: &[&str], sheets: &[(&str, &str)]) -> (Value, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhurnal"));
        command.arg("--home").arg(self.0.path().join("home")).args(args).arg("--json").env_clear().stdin(Stdio::null());
        command.env("ZHURNAL_KEYS", "file").env("ZHURNAL_KEYS_PASSPHRASE", "ключи лежат в сейфе");
        command.env("ZHURNAL_USER", "admin").env("ZHURNAL_PASSWORD", "кленовый лист за окном").envs(sheets.iter().copied());
        let out = command.output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        (
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&out.stderr))),
            out.status.code().unwrap(),
        )
    }
    fn file(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }
}

/// The groups on a page of a sheet's PDF, read with poppler.
fn typed(pdf: &str, page: &str) -> String {
    let out = Command::new("pdftotext").args(["-layout", "-f", page, "-l", page, pdf, "-"]).output().expect("poppler-utils");
    let text = String::from_utf8(out.stdout).unwrap();
    let numbered =
        |l: &&str| l.split_whitespace().next().is_some_and(|w| w.ends_with('.') && w.trim_end_matches('.').parse::<u8>().is_ok());
    text.lines().filter(numbered).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_sealed_sheet_makes_the_next_root_only_when_told_to() {
    let home = Home(tempfile::tempdir().unwrap());
    let (first, next) = (home.file("лист.pdf"), home.file("лист 2.pdf"));
    let school = ["init", "--school", "МБОУ «Заречная СОШ»", "--profile", "eljur", "--year", "2026", "--admin", "admin", "--sheet", &first];
    let (made, code) = home.run(&school, &[]);
    assert_eq!(code, 0, "{made}");
    let (present, sealed) = (typed(&first, "1"), typed(&home.file("лист (следующий, в конверт).pdf"), "1"));
    let next_sealed = home.file("конверт 3.pdf");
    let rotate = ["root", "rotate", "--sheet", &next, "--sealed", &next_sealed];
    let sheets = [("ZHURNAL_SHEET_SEALED", sealed.as_str())];
    let (refused, _) = home.run(&rotate, &[("ZHURNAL_SHEET_SEALED", present.as_str())]);
    assert_eq!(refused["error"]["code"], "sheet-present");
    let (plan, code) = home.run(&rotate, &sheets);
    assert_eq!((plan["done"].as_bool(), plan["number"].as_u64(), code), (Some(false), Some(2), 0));
    assert!(!Path::new(&next).exists());
    let (done, code) = home.run(&[&rotate[..], &["--apply"]].concat(), &sheets);
    assert_eq!((done["done"].as_bool(), &done["fingerprint"], code), (Some(true), &plan["fingerprint"], 0));
    for (file, mine, other) in [(&next, "Экземпляр 2 из 2", "Следующий"), (&next_sealed, "Следующий лист", "Экземпляр")]
    {
        let said = Command::new("pdftotext").args([file, "-"]).output().unwrap().stdout;
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(mine) && !said.contains(other), "no file holds both secrets: {said}");
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let (found, _) = home.run(&["root", "files"], &[]);
    assert_eq!(found["count"], 4, "two of the first root, two of the second: {found}");
    let (doctor, code) = home.run(&["doctor"], &[]);
    let left = doctor["report"]["findings"].as_array().unwrap().iter().find(|f| f["area"] == "sheets").unwrap();
    assert_eq!(
        (left["ok"].as_bool(), left["code"].as_str(), left["args"]["count"].as_str(), code),
        (Some(false), Some("sheets-left"), Some("4"), 6)
    );
    let (refused, code) = home.run(&["root", "files", "--delete", "--printed"], &[]);
    assert_eq!((refused["error"]["code"].as_str(), code, Path::new(&next).exists()), (Some("sheet-files-unsure"), 2, true));
    let (state, _) = home.run(&["root", "state"], &[]);
    assert_eq!((state["roots"].as_array().unwrap().len(), &state["roots"][1]["fingerprint"]), (2, &plan["fingerprint"]));
    let remove = ["admins", "remove", "admin"];
    let (refused, _) = home.run(&remove, &[("ZHURNAL_SHEET", present.as_str())]);
    assert_eq!(refused["error"]["code"], "sheet-retired");
    let (refused, _) = home.run(&remove, &[("ZHURNAL_SHEET", typed(&next, "1").as_str())]);
    assert_eq!(refused["error"]["code"], "admin-last");
    let sheet = typed(&next, "1");
    let (gone, code) = home.run(&["root", "files", "--delete", "--printed", "--compared"], &[]);
    assert_eq!((gone["count"].as_u64(), code), (Some(0), 0), "{gone}");
    assert!(![&first, &next, &next_sealed].iter().any(|f| Path::new(f).exists()));
    assert_eq!(home.run(&["doctor"], &[]).1, 0);
    let sheet = [("ZHURNAL_SHEET", sheet.as_str())];
    let (by_sheet, code) = home.run(&["devices", "--sheet"], &sheet);
    assert_eq!((by_sheet["count"].as_u64(), code), (Some(1), 0));
    let (log, _) = home.run(&["law", "log", "--limit", "1"], &[]);
    assert_eq!((&log["rows"][0]["what"], &log["rows"][0]["sheet"]), (&Value::from("root"), &Value::from(2)));
    let (news, code) = home.run(&["law", "news", "--seen"], &[]);
    assert_eq!((news["count"].as_u64(), news["seen"].as_bool(), code), (Some(0), Some(true), 0));
    let (opened, code) = home.run(&["law", "opened"], &[]);
    assert_eq!((opened["count"].as_u64(), code), (Some(0), 0));
    let (refused, _) = home.run(&["law", "opened", "--again", "00"], &[]);
    assert_eq!(refused["error"]["code"], "opened-unknown");
    // One document of each root: there is nothing to settle, with a sheet or under one's own name.
    let document = state["roots"][1]["document"].as_str().unwrap();
    assert_eq!(Some(document), plan["document"].as_str().map(|_| done["document"].as_str().unwrap()));
    for sheets in [&[][..], &sheet[..]] {
        let ask = [&["root", "settle", document][..], if sheets.is_empty() { &[] } else { &["--sheet"] }].concat();
        assert_eq!(home.run(&ask, sheets).0["error"]["code"], "root-settle-none");
    }
    let (years, _) = home.run(&["destroy", "years"], &[]);
    assert_eq!(years["destruction"]["years"][0]["state"], "present");
    let (devices, _) = home.run(&["devices"], &[]);
    assert_eq!((devices["count"].as_u64(), devices["devices"][0]["by_root"].as_bool()), (Some(1), Some(true)));
    let (waits, code) = home.run(&["quarantine"], &[]);
    assert_eq!((waits["quarantine"]["computers"].as_array().map(Vec::len), code), (Some(0), 0));
    let own = devices["devices"][0]["id"].as_str().unwrap();
    let (refused, _) = home.run(&["quarantine", "admit", own, "--everywhere"], &[]);
    assert_eq!(refused["error"]["code"], "device-none-waits");
}
