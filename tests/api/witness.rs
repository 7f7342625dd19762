//! The witness's program: checkpoints, windows of days just passed, grants that ended.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk};
use serde_json::json;
use zhurnal::event::kinds::{ledger as l, year as y};
use zhurnal::event::{ChainId, Event, Law, Scope, Segment, Value, Volume, spec};
use zhurnal::id::DeviceId;
use zhurnal::store::Write;

const DAY: i64 = 86_400;
const YEAR: Volume = Volume(2026);
/// 1 August 2026, days since 1970-01-01.
const AUGUST: i64 = 20_666;

fn cuts(desk: &Desk, volume: Volume) -> Vec<Scope> {
    let book = desk.app.book().unwrap();
    let mut out = Vec::new();
    for segment in book.home().segments(volume, &Default::default()).unwrap() {
        for event in segment.events.iter().filter_map(|b| Event::from_bytes(b)) {
            if let Some(Law::Cut(cut)) = Law::read(&event)
                && cut.automatic
            {
                assert!(!cut.void);
                out.push(cut.scope);
            }
        }
    }
    out
}

fn windows(desk: &Desk) -> Vec<(i64, i64)> {
    let day = |s: Scope| match s {
        Scope::Window { groups, from, to } => groups.is_empty().then_some((from, to)),
        _ => None,
    };
    cuts(desk, YEAR).into_iter().filter_map(day).collect()
}

fn checkpoints(desk: &Desk) -> usize {
    let book = desk.app.book().unwrap();
    let segments = book.home().segments(Volume::REGISTRY, &Default::default()).unwrap();
    let events = segments.iter().flat_map(|s| &s.events).filter_map(|b| Event::from_bytes(b));
    events.filter(|e| e.kind == l::CHECKPOINT).count()
}

/// A school with a class, terms and an edit window of seven days.
fn school(dir: &std::path::Path) -> Desk {
    let desk = desk::fresh(dir);
    desk.ok("classes.create", json!({ "grade": 5, "letter": "А" }));
    desk.ok("settings.set", json!({ "name": "profile.window-days", "value": "7" }));
    let book = desk.app.book().unwrap();
    let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
    // One term from 1 September to 25 May.
    let term =
        vec!["Учебный год".into(), 6.into(), (AUGUST + 31).into(), (AUGUST + 297).into(), Value::Array(vec![]), Value::Array(vec![])];
    let quarter =
        vec!["Полугодие".into(), 2.into(), (AUGUST + 31).into(), (AUGUST + 297).into(), Value::Array(vec![]), Value::Array(vec![])];
    let writes = [
        Write::new(y::TERM, vec![Value::Id([1; 16])], Value::Array(term)),
        Write::new(y::TERM, vec![Value::Id([2; 16])], Value::Array(quarter)),
    ];
    book.home().act(&author, YEAR, &writes).unwrap();
    desk
}

#[test]
fn one_checkpoint_a_day_and_none_when_the_clock_stands_before_the_last() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let first = checkpoints(&desk);
    assert_eq!(first, 1, "the login wrote it");
    assert_eq!(desk.ok("witness.run", json!({}))["checkpoint"], false);
    desk.clock.shift(DAY);
    assert_eq!(desk.ok("witness.run", json!({}))["checkpoint"], true);
    assert_eq!(desk.ok("witness.run", json!({}))["checkpoint"], false);
    desk.clock.shift(-2 * DAY);
    assert_eq!(desk.refused("witness.run", json!({})), "witness-clock");
    assert_eq!(checkpoints(&desk), 2);
}

#[test]
fn windows_catch_up_after_days_off_and_never_overlap() {
    let dir = tempfile::tempdir().unwrap();
    let desk = school(dir.path());
    desk.ok("witness.run", json!({}));
    // 15 October less seven days and the day itself: all up to 7 October.
    let today = AUGUST + 75;
    assert_eq!(windows(&desk), [(AUGUST, AUGUST + 61), (AUGUST + 62, today - 8)]);
    desk.ok("witness.run", json!({}));
    assert_eq!(windows(&desk).len(), 2);
    desk.clock.shift(10 * DAY);
    assert_eq!(desk.ok("witness.run", json!({}))["windows"], 1);
    assert_eq!(windows(&desk)[2], (today - 7, today + 2));
    desk.clock.shift(100 * DAY);
    assert_eq!(desk.ok("witness.run", json!({}))["windows"], 2);
    let all = windows(&desk);
    assert!(all.windows(2).all(|w| w[0].1 + 1 == w[1].0) && all.iter().all(|(from, to)| to - from < 62), "{all:?}");
    assert_eq!(all[4].1, today + 102);
}

#[test]
fn a_weekend_is_closed_together_with_the_day_after_it() {
    let dir = tempfile::tempdir().unwrap();
    let desk = school(dir.path());
    // Thursday, 15 October 2026: the days that pass next are 8–10 October, Thursday to Saturday, then Sunday.
    desk.ok("witness.run", json!({}));
    let mut written = Vec::new();
    for _ in 0..5 {
        desk.clock.shift(DAY);
        written.push(desk.ok("witness.run", json!({}))["windows"].as_u64().unwrap());
    }
    assert_eq!(written, [1, 1, 0, 0, 1], "Thursday, Friday, the weekend, Monday");
    let all = windows(&desk);
    assert!(all.windows(2).all(|w| w[0].1 + 1 == w[1].0), "{all:?}");
}

#[test]
fn a_clock_a_year_ahead_closes_no_day_beyond_the_year() {
    let dir = tempfile::tempdir().unwrap();
    let desk = school(dir.path());
    desk.clock.shift(800 * DAY);
    desk.ok("witness.run", json!({}));
    assert_eq!(windows(&desk).last().unwrap().1, AUGUST + 395, "31 August 2027");
    assert_eq!(desk.ok("witness.run", json!({}))["windows"], 0);
}

#[test]
fn a_regulation_without_an_edit_window_closes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    desk.clock.shift(30 * DAY);
    assert_eq!(desk.ok("witness.run", json!({}))["windows"], 0);
}

#[test]
fn a_role_whose_last_day_is_past_is_named_once() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let guest = desk.colleague("guest", &["teacher"]);
    let id = guest.ok("app.state", json!({}))["user"]["id"].clone();
    desk.ok("accounts.grant", json!({ "id": id, "role": "secretary", "to": "2026-10-16" }));
    let ran = |desk: &Desk| desk.ok("witness.run", json!({}))["grants"].as_u64().unwrap();
    desk.clock.shift(DAY);
    assert_eq!(ran(&desk), 0, "its last day");
    desk.clock.shift(DAY);
    assert_eq!((ran(&desk), ran(&desk)), (1, 0));
    let named: usize = cuts(&desk, Volume::REGISTRY).iter().map(|s| if let Scope::Grant(g) = s { g.len() } else { 0 }).sum();
    assert_eq!(named, 1);
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    let roles = desk.ok("accounts.list", json!({}))["accounts"].clone();
    let guest = roles.as_array().unwrap().iter().find(|a| a["login"] == "guest").unwrap().clone();
    assert_eq!(guest["roles"], json!(["teacher"]), "the other role goes on");
}

#[test]
fn a_checkpoint_stands_before_a_key_from_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::fresh(dir.path());
    let book = desk.app.book().unwrap();
    let chain = ChainId { device: DeviceId([9; 16]), volume: Volume::REGISTRY, nonce: 1 };
    let segment = |kind: u16, key: Vec<Value>| {
        let event = Event::new(desk::NOON, spec(kind).unwrap(), key, Value::Null);
        Segment { chain, first: 0, prev: chain.origin(), events: vec![event.to_bytes()], signature: [0; 64] }
    };
    let (key, other) = (segment(l::USER_KEY, vec![Value::Id([1; 16])]), segment(l::SEEN, vec![]));
    desk.ok("settings.set", json!({ "name": "x", "value": "1" }));
    let before = checkpoints(&desk);
    book.before_taking_in(&[other]).unwrap();
    assert_eq!(checkpoints(&desk), before);
    book.before_taking_in(std::slice::from_ref(&key)).unwrap();
    assert_eq!(checkpoints(&desk), before + 1);
    // Nothing has grown since; and what is here already is no news.
    book.before_taking_in(&[key]).unwrap();
    desk.ok("settings.set", json!({ "name": "x", "value": "2" }));
    book.before_taking_in(&book.home().segments(Volume::REGISTRY, &Default::default()).unwrap()).unwrap();
    assert_eq!(checkpoints(&desk), before + 1);
}
