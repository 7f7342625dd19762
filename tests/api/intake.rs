//! «Ждёт приёма»: a computer that sent more than a day takes in, as its admin sees it.

use super::desk::{ADMIN, ADMIN_PASSWORD, Desk};
use super::two::{YEAR, exchange, founded, second, sound};
use serde_json::{Value as Json, json};
use zhurnal::event::Value;
use zhurnal::event::kinds::year as y;
use zhurnal::id::random;
use zhurnal::store::Write;

/// More chains than one day lets begin.
const CHAINS: usize = 70;

/// The second computer begins chains without end, and the office hears of them.
fn flood(office: &Desk, second: &Desk) {
    let book = second.app.book().unwrap();
    for _ in 0..CHAINS {
        book.home().renew_chains().unwrap();
        let class = Value::Array(vec![5.into(), "А".into(), "".into(), "".into()]);
        book.home().act_unchecked(None, YEAR, &[Write::new(y::CLASS, vec![Value::Id(random().unwrap())], class)]).unwrap();
    }
    exchange(office, second);
}

fn late(desk: &Desk) -> Vec<Json> {
    desk.ok("quarantine.list", json!({}))["computers"].as_array().unwrap().clone()
}

fn findings(desk: &Desk) -> Vec<(String, bool)> {
    let report = desk.ok("doctor", json!({}));
    let all = report["findings"].as_array().unwrap().iter().filter(|f| f["area"] == "intake");
    all.map(|f| (f["code"].as_str().unwrap().to_owned(), f["ok"].as_bool().unwrap())).collect()
}

#[test]
fn what_waits_for_a_further_day_is_shown_and_comes_in_by_itself_by_a_press_or_by_an_entry() {
    let dir = tempfile::tempdir().unwrap();
    let school = founded(dir.path());
    let office = &school.admin;
    let second = second(dir.path(), &school, &[1], false);
    assert_eq!((late(office), findings(office)), (vec![], vec![("late-none".to_owned(), true)]));

    flood(office, &second);
    let [row] = &late(office)[..] else { panic!("one computer") };
    let device = second.app.book().unwrap().home().device().to_string();
    assert_eq!((row["device"].as_str(), row["name"].as_str()), (Some(device.as_str()), Some("Кабинет 5")));
    assert!(row["events"].as_u64().unwrap() >= 6 && row["bytes"].as_u64().unwrap() > 600, "{row}");
    let day = |name: &str| row[name].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(day("until"), day("since").succ_opt().unwrap());
    assert_eq!(findings(office), [("late".to_owned(), false)]);
    // The next day it comes in by itself.
    office.clock.shift(86_400);
    office.app.book().unwrap().tend();
    office.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!((late(office), findings(office)), (vec![], vec![("late-none".to_owned(), true)]));

    // A press lets in what waits here, and is no rule for what comes after.
    flood(office, &second);
    office.ok("quarantine.admit", json!({ "device": device, "everywhere": false }));
    assert_eq!(late(office), Vec::<Json>::new());
    assert_eq!(office.refused("quarantine.admit", json!({ "device": device, "everywhere": false })), "device-none-waits");
    flood(office, &second);
    assert_eq!(late(office).len(), 1);
    // An entry does.
    office.ok("quarantine.admit", json!({ "device": device, "everywhere": true }));
    assert_eq!(late(office), Vec::<Json>::new());
    flood(office, &second);
    assert_eq!(late(office), Vec::<Json>::new());
    sound(office);
}
