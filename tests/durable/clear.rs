//! Nothing of a person lies in clear: the home, the logs, the temporary folder and everything printed are searched for the whole list.

use super::child::{Orders, Talk};
use super::office::{ADMIN, Office, PASSWORD, fixture};
use encoding_rs::WINDOWS_1251;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Shorter needles would be found by chance in what is encrypted.
const SHORTEST: usize = 6;
/// The admin's name: of nobody in the list, and searched for too.
const NAME: &str = "Верхнеудинская Мелитриса Поликарповна";

/// What is looked for, by its first bytes.
struct Needles {
    by_start: HashMap<[u8; SHORTEST], Vec<(Vec<u8>, String)>>,
    count: usize,
}

impl Needles {
    fn new(texts: &BTreeSet<String>) -> Self {
        let mut by_start: HashMap<[u8; SHORTEST], Vec<(Vec<u8>, String)>> = HashMap::new();
        let mut count = 0;
        for text in texts {
            for form in BTreeSet::from([text.clone(), text.to_lowercase(), text.to_uppercase()]) {
                for bytes in encodings(&form) {
                    let Some(start) = bytes.first_chunk::<SHORTEST>() else { continue };
                    count += 1;
                    by_start.entry(*start).or_default().push((bytes.clone(), text.clone()));
                }
            }
        }
        Self { by_start, count }
    }
    /// Every needle that lies in the bytes.
    fn found(&self, bytes: &[u8]) -> BTreeSet<String> {
        let starts = bytes.windows(SHORTEST).enumerate();
        starts
            .filter_map(|(at, w)| Some((at, self.by_start.get(w)?)))
            .flat_map(|(at, all)| all.iter().filter(move |(n, _)| bytes[at..].starts_with(n)).map(|(_, text)| text.clone()))
            .collect()
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn encodings(text: &str) -> [Vec<u8>; 3] {
    [text.as_bytes().to_vec(), utf16(text), WINDOWS_1251.encode(text).0.into_owned()]
}

/// What the list says of persons: surnames, given names with patronymics, СНИЛС, birth dates, parents, telephones; read without the product's reader.
fn personal() -> BTreeSet<String> {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let mut book: Xlsx<_> = open_workbook(fixture("контингент-школа.xlsx")).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let mut out = BTreeSet::new();
    let mut pupils = 0;
    for row in sheet.rows().skip(4) {
        let text = |i: usize| row.get(i).map(ToString::to_string).unwrap_or_default();
        let name = text(1);
        let words: Vec<&str> = name.split_whitespace().collect();
        let [surname, given @ ..] = &words[..] else { continue };
        // The last row counts the pupils and is of no class.
        if given.is_empty() || text(4).is_empty() {
            continue;
        }
        pupils += 1;
        // Surnames of two or three letters are looked for with the name that follows.
        out.insert(if surname.chars().count() < SHORTEST { format!("{surname} {}", given[0]) } else { (*surname).to_owned() });
        out.insert(given.join(" "));
        let born = match row.get(2) {
            Some(Data::DateTime(d)) => {
                chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().checked_add_days(chrono::Days::new(d.as_f64() as u64))
            }
            Some(Data::String(s)) => chrono::NaiveDate::parse_from_str(s.trim(), "%d.%m.%Y").ok(),
            _ => None,
        };
        out.extend(born.into_iter().flat_map(|b| ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"].map(|f| b.format(f).to_string())));
        let digits: String = text(5).chars().filter(char::is_ascii_digit).collect();
        out.extend([text(5), digits]);
        out.extend([text(9), text(10)]);
    }
    assert_eq!(pupils, 765);
    out.extend(NAME.split(' ').map(str::to_owned));
    out.extend([PASSWORD.to_owned(), ADMIN.to_owned()]);
    out.retain(|t| t.len() >= SHORTEST);
    out
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out
}

/// Searches contents and names of all files below a folder; gives bytes read.
fn search(dir: &Path, needles: &Needles) -> usize {
    let mut read = 0;
    for path in files(dir) {
        let bytes = std::fs::read(&path).unwrap();
        for place in [&bytes[..], path.to_string_lossy().as_bytes()] {
            let found = needles.found(place);
            assert!(found.is_empty(), "{} personal data in clear in {}: {found:?}", found.len(), path.display());
        }
        assert!(!bytes.starts_with(b"SQLite format 3"), "{} is not encrypted", path.display());
        read += bytes.len();
    }
    read
}

#[test]
fn the_home_logs_and_temporary_files_hold_nothing_of_the_list_in_clear() {
    let needles = Needles::new(&personal());
    assert!(needles.count > 20_000, "{}", needles.count);
    let dir = tempfile::tempdir().unwrap();
    let temp = dir.path().join("temp");
    std::fs::create_dir(&temp).unwrap();
    let mut command = Orders { mode: "office", dir: dir.path(), first: 0, count: 0, durable: true }.command(&[]);
    let printed = std::fs::File::create(dir.path().join("stderr")).unwrap();
    command.env("TMPDIR", &temp).env("HOME", &temp).env_remove("XDG_RUNTIME_DIR").stderr(printed);
    let mut child = Talk::start(command);
    assert_eq!(child.line().as_deref(), Some("ready"), "{}", std::fs::read_to_string(dir.path().join("stderr")).unwrap());
    // While it runs, with its write logs open.
    assert!(search(dir.path(), &needles) > 300_000);
    child.finish();
    assert!(search(dir.path(), &needles) > 300_000);
    for expected in ["home/registry.db", "home/years/2026.db", "log", "doctor", "stderr"] {
        assert!(dir.path().join(expected).exists(), "{expected}");
    }
    assert!(std::fs::metadata(dir.path().join("log")).unwrap().len() > 0, "something was logged");
}

#[test]
fn the_search_finds_every_needle_in_every_encoding_where_nothing_is_encrypted() {
    let personal = personal();
    let needles = Needles::new(&personal);
    let list = personal.iter().map(String::as_str).collect::<Vec<_>>().join(";");
    // In one-byte letters the shortest are below what is looked for.
    let long: BTreeSet<String> = personal.iter().filter(|t| t.chars().count() >= SHORTEST).cloned().collect();
    for (i, bytes) in encodings(&list).into_iter().enumerate() {
        let found = needles.found(&bytes);
        assert!(found.is_superset(if i == 2 { &long } else { &personal }), "encoding {i}");
    }
    assert!(long.len() * 100 > personal.len() * 95, "{} of {}", long.len(), personal.len());
    assert_eq!(needles.found(&encodings(&list.to_lowercase())[1]), personal);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a"), [b"\x00\x01".as_slice(), &utf16(NAME)].concat()).unwrap();
    assert!(std::panic::catch_unwind(|| search(dir.path(), &needles)).is_err());
}

struct Log(Mutex<std::fs::File>);

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, r: &log::Record<'_>) {
        writeln!(self.0.lock().unwrap(), "{} {} {}", r.level(), r.target(), r.args()).unwrap();
    }
    fn flush(&self) {}
}

/// An office at work: set-up, import, mistakes, reading, the doctor. Everything that is logged goes to `log`.
pub fn import(dir: &Path) {
    let log = Box::leak(Box::new(Log(Mutex::new(std::fs::File::create(dir.join("log")).unwrap()))));
    log::set_logger(log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let office = Office::open(&dir.join("home"), None);
    office.found(NAME);
    // What people mistype must not reach a log either.
    assert!(office.call("session.login", json!({ "login": PASSWORD, "password": ADMIN })).is_err());
    assert!(office.call("session.login", json!({ "login": NAME })).is_err());
    office.log_in();
    for name in ["контингент-с-ошибками.xlsx", "контингент-школа.xlsx", "зачисление-1-классы.csv"]
    {
        let plan = office.plan(name);
        office.apply(&plan);
    }
    let list = office.ok("classes.list", json!({}));
    assert!(list["pupils"].as_u64().unwrap() >= 765);
    for class in list["classes"].as_array().unwrap() {
        office.ok("classes.pupils", json!({ "class": class["id"] }));
    }
    assert!(office.call("classes.create", json!({ "grade": NAME, "letter": NAME })).is_err());
    assert!(office.call(NAME, json!(NAME)).is_err());
    office.ok("settings.set", json!({ "name": "who.signs", "value": NAME }));
    let report = office.ok("doctor", json!({}));
    std::fs::write(dir.join("doctor"), serde_json::to_vec(&report).unwrap()).unwrap();
    office.done("check", json!({}));
    println!("ready");
    // The parent looks while everything is open.
    let mut end = String::new();
    std::io::stdin().read_line(&mut end).unwrap();
}
