//! `zhurnal call journal.write -`, killed at random moments: no acknowledged mark is lost, none comes out of order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use zhurnal::api::{App, Options, run};
use zhurnal::book::UserAuthor;
use zhurnal::event::kinds::{registry as r, year as y};
use zhurnal::event::{Value, Volume};
use zhurnal::id::{AnyId, GroupId};
use zhurnal::keys::KdfCost;
use zhurnal::store::{Author as _, Write};
use zhurnal::time::SystemClock;

const YEAR: Volume = Volume(2026);
const PASSPHRASE: &str = "ключи лежат в сейфе";
const PASSWORD: &str = "кленовый лист за окном";
const GROUP: [u8; 16] = [7; 16];
const PUPILS: u32 = 20;
/// 01.09.2020 and 26.05.2021, days since 1970.
const FIRST_DAY: i64 = 18506;
const LAST_DAY: i64 = 18773;
/// Lessons on past days, whenever the test runs.
const DAYS: [&str; 3] = ["2020-09-07", "2020-09-14", "2020-09-21"];

fn kills() -> u32 {
    std::env::var("ZHURNAL_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

/// A stream of numbers that is the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

fn pupil(n: u32) -> [u8; 16] {
    let mut id = [9; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    id
}

/// Write `n`: a mark of a pupil in a lesson. In each round through the squares the mark is another one.
fn square(n: u32) -> (&'static str, [u8; 16], u8) {
    let place = n % (PUPILS * 3);
    (DAYS[usize::try_from(place / PUPILS).unwrap()], pupil(place % PUPILS), 2 + u8::try_from(n / (PUPILS * 3) % 4).unwrap())
}
fn request(n: u32) -> String {
    let (date, pupil, mark) = square(n);
    let cell = json!({ "what": "mark", "group": GroupId(GROUP).to_string(), "date": date, "slot": 1, "pupil": AnyId(pupil).to_string() });
    format!("{}\n", json!({ "changes": [{ "cell": cell, "mark": mark }] }))
}

fn open(home: &Path) -> Arc<App> {
    let mut options = Options::new(home, Arc::new(SystemClock::default()));
    let cost = KdfCost::checked(19 * 1024, 2, 1).unwrap();
    (options.user_cost, options.vault_cost) = (cost, cost);
    options.passphrase = Some(PASSPHRASE.to_owned().into());
    App::open(options).unwrap()
}

/// A school of one person, who is admin, deputy and teacher of one class.
fn found(home: &Path) {
    let app = open(home);
    let session = app.session();
    let call = |name: &str, request: Json| run(&app, &session, name, request).unwrap_or_else(|e| panic!("{name}: {e}"));
    call(
        "school.create",
        json!({ "name": "МБОУ «Заречная СОШ»", "profile": "eljur", "year": 2026, "admin_login": "admin", "admin_name": "Ким Анна Львовна",
                "admin_password": PASSWORD, "keys": "file", "keys_passphrase": PASSPHRASE }),
    );
    call("school.sheet_done", json!({}));
    call("session.login", json!({ "login": "admin", "password": PASSWORD }));
    let class = call("classes.create", json!({ "grade": 5, "letter": "А" }))["id"].as_str().unwrap().to_owned();
    let class = Value::Id(AnyId::parse(&class).unwrap().0);
    let book = app.book().unwrap();
    let me = book.log_in("admin", PASSWORD).unwrap().author;
    call("accounts.grant", json!({ "id": me.user().to_string(), "role": "deputy" }));
    let write = |author: &UserAuthor, volume: Volume, writes: &[Write]| drop(book.home().act(author, volume, writes).unwrap());
    let list = |items: Vec<Value>| Value::Array(items);
    let from = FIRST_DAY;
    let name =
        |n: u32| Write::new(r::PERSON_NAME, vec![Value::Id(pupil(n)), Value::Null], list(vec!["Иванов".into(), "Иван".into(), "".into()]));
    write(&me, Volume::REGISTRY, &(0..PUPILS).map(name).collect::<Vec<_>>());
    let term = list(vec!["I четверть".into(), 1.into(), from.into(), LAST_DAY.into(), list(vec![]), list(vec![])]);
    let mut structure = vec![
        Write::new(y::TERM, vec![Value::Id([1; 16])], term),
        Write::new(
            y::GROUP,
            vec![Value::Id(GROUP)],
            list(vec![Value::Id([8; 16]), "5А".into(), 1.into(), list(vec![class.clone()]), 100.into()]),
        ),
        Write::new(y::LOAD, vec![Value::Id(me.user().0), Value::Id(GROUP)], list(vec![100.into(), Value::Null, Value::Null])),
        Write::new(
            y::TIMETABLE,
            vec![Value::Id(GROUP), from.into(), 1.into(), 1.into()],
            list(vec![0.into(), Value::Null, Value::Null, Value::Null]),
        ),
    ];
    let member = |n: u32| {
        let key = vec![Value::Null, Value::Id(GROUP), Value::Id(pupil(n)), from.into()];
        Write::new(y::GROUP_MEMBER, key, list(vec![Value::Null, Value::Null]))
    };
    structure.extend((0..PUPILS).map(member));
    write(&me, YEAR, &structure);
}

/// Marks that the page shows, by day and pupil.
fn shown(home: &Path) -> std::collections::BTreeMap<(String, String), u64> {
    let page = open(home).book().unwrap().whole_page(GroupId(GROUP)).unwrap();
    let marks = page.cells.iter().map(|c| ((c.date.clone(), c.pupil.clone()), u64::from(c.marks[0].mark)));
    marks.collect()
}

/// True when the page is exactly what the first `n` writes make.
fn is_after(shown: &std::collections::BTreeMap<(String, String), u64>, n: u32) -> bool {
    let mut wanted = std::collections::BTreeMap::new();
    for i in n.saturating_sub(PUPILS * 3)..n {
        let (date, pupil, mark) = square(i);
        wanted.insert((date.to_owned(), AnyId(pupil).to_string()), u64::from(mark));
    }
    *shown == wanted
}

/// Streams writes from `next` on, kills the program, gives how many were acknowledged.
fn stream_and_kill(home: &Path, next: u32, lines: u32, wait: Duration) -> u32 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhurnal"));
    command.arg("--home").arg(home).args(["call", "journal.write", "-"]);
    command.env("ZHURNAL_KEYS", "file").env("ZHURNAL_KEYS_PASSPHRASE", PASSPHRASE);
    command.env("ZHURNAL_USER", "admin").env("ZHURNAL_PASSWORD", PASSWORD);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    // A typist ahead of the program: requests wait in the pipe while it works.
    let typist = std::thread::spawn(move || {
        for n in next.. {
            if to.write_all(request(n).as_bytes()).is_err() {
                return;
            }
        }
    });
    let mut acknowledged = 0;
    let mut take = |acknowledged: &mut u32| {
        let mut line = String::new();
        // A torn last line acknowledges nothing.
        if from.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
            return false;
        }
        let reply: Json = serde_json::from_str(&line).unwrap();
        assert_eq!(reply["done"][0]["refused"], Json::Null, "{line}");
        assert_ne!(reply["done"][0]["stamp"], "", "{line}");
        *acknowledged += 1;
        true
    };
    while acknowledged < lines {
        assert!(take(&mut acknowledged), "the program ended by itself");
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    while take(&mut acknowledged) {}
    typist.join().unwrap();
    acknowledged
}

#[test]
fn killed_at_random_moments_while_marks_are_typed_no_acknowledged_mark_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    found(&home);
    let mut dice = Dice(20_270_520);
    let (mut next, mut unsaid) = (0, 0);
    for kill in 0..kills() {
        let lines = u32::try_from(dice.below(12)).unwrap();
        let said = stream_and_kill(&home, next, lines, Duration::from_micros(dice.below(9000)));
        let page = shown(&home);
        // What was acknowledged is there; of what was not, a beginning may be.
        let there = (next + said..next + said + 50).find(|n| is_after(&page, *n));
        let there = there.unwrap_or_else(|| panic!("kill {kill}: {said} marks after {next} were acknowledged, the page shows {page:?}"));
        unsaid += there - next - said;
        next = there;
    }
    println!("{} kills, {next} marks, {unsaid} of them durable but not yet acknowledged", kills());
    assert!(next > kills() * 3, "the kills hit a program at work: {next} marks");
    let app = open(&home);
    let report = app.book().unwrap().home().check(&|_, _| true).unwrap();
    assert!(report.iter().all(|v| v.problems.is_empty()), "{report:?}");
}
