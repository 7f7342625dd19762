//! Destruction of a year: the attacks of one admin, of a clock, of a witness, and the honest way of two.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk, PASSPHRASE};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use zhurnal::event::kinds::{ledger as l, registry as r};
use zhurnal::event::{Cut, Head, Scope, Value, Volume};
use zhurnal::id::{DeviceId, random};
use zhurnal::keys::sheet::SheetSeed;
use zhurnal::store::{Home, Options, QUARANTINE_DAYS, Quota, Signer, Write};
use zhurnal::time::FixedClock;

const OLD: u16 = 2020;
const NEW: u16 = 2026;
const SECOND: &str = "второй";
const SECOND_PASSWORD: &str = "третья длинная фраза";
const DAY: i64 = 86_400;

/// Noon in Moscow of a day.
pub fn noon(day: &str) -> i64 {
    let day: chrono::NaiveDate = day.parse().unwrap();
    (day - chrono::NaiveDate::default()).num_days() * DAY + 9 * 3600
}

/// A school with two years, the first closed by its act, two admins and the sheet.
pub struct School {
    pub desk: Desk,
    pub sheet: String,
    dir: tempfile::TempDir,
}

impl School {
    /// The first year, open.
    pub fn open_year() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(noon("2020-10-15")));
        let desk = desk::open(dir.path(), &clock, None);
        let mut asked = desk::school();
        asked["year"] = OLD.into();
        desk.ok("school.create", asked);
        let sheet = desk.ok("school.sheet", json!({}));
        let sheet: Vec<&str> = sheet["groups"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect();
        let sheet = sheet.join(" ");
        desk.ok("school.sheet_done", json!({}));
        desk.log_in(ADMIN, ADMIN_PASSWORD);
        let second = desk.colleague(SECOND, &[]);
        let id = second.ok("app.state", json!({}))["user"]["id"].clone();
        let issued = desk.ok("accounts.grant_admin", json!({ "id": id, "sheet": sheet }));
        second.log_in(SECOND, issued["password"].as_str().unwrap());
        second.ok("session.change_password", json!({ "old": issued["password"], "new": SECOND_PASSWORD }));
        Self { desk, sheet, dir }
    }

    /// The first year closed in the summer of 2021, the second begun; it is 2047, the sheets' term has passed.
    pub fn closed() -> Self {
        let mut school = Self::open_year();
        school.desk.clock.set(noon("2021-06-20"));
        school.close(&[]);
        school.begin_new();
        school.desk.clock.set(noon("2047-01-15"));
        school.log_in();
        school
    }

    fn close(&self, heads: &[Value]) {
        let value = Value::Array(vec![Value::Array(heads.to_vec()), "приказ № 40".into(), 18_798.into(), Value::Array(vec![])]);
        self.write(Volume(OLD), Write::new(l::CLOSE_YEAR, vec![], value).at_heads());
    }

    fn begin_new(&mut self) {
        self.desk.clock.set(noon("2026-10-15"));
        self.book().home().add_year(NEW).unwrap();
        self.restart();
    }

    pub fn book(&self) -> Arc<zhurnal::book::Book> {
        self.desk.app.book().unwrap()
    }

    /// An admin's write past the operations.
    pub fn write(&self, volume: Volume, write: Write) {
        let verified = self.book().log_in(ADMIN, ADMIN_PASSWORD).unwrap();
        self.book().home().act(&verified.author, volume, &[write]).unwrap();
    }

    /// The program ends and starts again.
    pub fn restart(&mut self) {
        let clock = self.desk.clock.clone();
        self.desk = desk::open(Path::new("/nonexistent"), &clock, None);
        self.desk = desk::open(self.dir.path(), &clock, Some(PASSPHRASE));
        self.log_in();
    }

    pub fn log_in(&self) {
        self.desk.log_in(ADMIN, ADMIN_PASSWORD);
    }

    /// The other admin's session.
    fn second(&self) -> Desk {
        let other = Desk { app: self.desk.app.clone(), session: self.desk.app.session(), clock: self.desk.clock.clone() };
        other.log_in(SECOND, SECOND_PASSWORD);
        other
    }

    fn proposal(&self) -> Json {
        json!({ "year": OLD, "files": [], "act": "акт № 3", "date": "2047-01-12" })
    }

    fn proposed(&self) -> Json {
        self.desk.ok("destruction.propose", self.proposal())["entry"].clone()
    }

    /// Both admins signed.
    pub fn condemned() -> Self {
        let school = Self::closed();
        let entry = school.proposed();
        school.second().ok("destruction.confirm", json!({ "entry": entry }));
        school
    }

    /// Days on which somebody logs in; the computer is the witness.
    pub fn live(&self, days: usize) {
        for _ in 0..days {
            self.desk.clock.shift(DAY);
            self.log_in();
        }
    }

    /// Both admins' acts past the operations, whatever they name.
    fn condemn_raw(&self, closing: Head) {
        let home = self.book();
        let act = |login: &str, password: &str, confirms: Value| {
            let nothing = || Value::Array(vec![]);
            let value = vec![nothing(), closing.to_value(), nothing(), "акт № 5".into(), 20_000.into(), confirms, nothing()];
            let key = vec![i64::from(OLD).into(), Value::Id(random().unwrap())];
            let write = Write::new(l::DESTROYED, key, Value::Array(value)).at_heads();
            home.home().act(&home.log_in(login, password).unwrap().author, Volume::REGISTRY, &[write]).unwrap();
        };
        act(ADMIN, ADMIN_PASSWORD, Value::Null);
        let first = home.home().destructions().unwrap()[0].head;
        act(SECOND, SECOND_PASSWORD, first.to_value());
    }

    fn years(&self) -> Vec<u16> {
        self.book().home().years().unwrap()
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.dir.path().join("years"))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|n| n.starts_with("2020"))
            .collect();
        names.sort();
        names
    }

    fn list(&self) -> Json {
        self.desk.ok("destruction.list", json!({}))
    }

    fn clean(&self) {
        for v in self.book().home().check(&|_, _| true).unwrap() {
            assert_eq!(v.problems, Vec::<String>::new(), "{}", v.volume);
        }
    }
}

#[test]
fn one_admin_s_act_deletes_nothing() {
    let school = School::closed();
    let entry = school.proposed();
    assert_eq!(school.desk.refused("destruction.confirm", json!({ "entry": entry })), "destruction-same");
    // Past the operations: a second act of the same person that confirms the first.
    let first = school.book().home().destructions().unwrap().remove(0);
    let nothing = || Value::Array(vec![]);
    let value = vec![nothing(), first.closing.to_value(), nothing(), "акт № 4".into(), 28_000.into(), first.head.to_value(), nothing()];
    let key = vec![i64::from(OLD).into(), Value::Id(random().unwrap())];
    school.write(Volume::REGISTRY, Write::new(l::DESTROYED, key, Value::Array(value)).at_heads());
    school.live(QUARANTINE_DAYS + 5);
    assert_eq!((school.years(), school.files()[0].as_str()), (vec![OLD, NEW], "2020.db"));
    assert_eq!(school.list()["quarantine"], json!([]));
}

#[test]
fn two_admins_condemn_and_everybody_is_told_who() {
    let mut school = School::condemned();
    assert_eq!((school.years(), school.files()), (vec![NEW], vec!["2020.quarantine".to_owned()]));
    let told = school.desk.ok("app.state", json!({}))["quarantine"].clone();
    assert_eq!((&told[0]["year"], &told[0]["state"], &told[0]["act"]), (&json!(OLD), &json!("quarantined"), &json!("акт № 3")));
    assert_eq!(told[0]["signed_by"], json!(["Иванова Мария Петровна", "Петров Пётр Петрович"]));
    assert_eq!(school.book().home().add_year(OLD).unwrap_err().code, "year-quarantined");
    assert_eq!(school.desk.refused("destruction.propose", school.proposal()), "year-quarantined");
    school.restart();
    assert_eq!((school.years(), school.files()), (vec![NEW], vec!["2020.quarantine".to_owned()]));
    school.clean();
}

#[test]
fn a_year_in_quarantine_is_neither_handed_on_nor_taken_in() {
    let school = School::closed();
    let home = school.book();
    let segments = home.home().segments(Volume(OLD), &BTreeMap::new()).unwrap();
    let entry = school.proposed();
    school.second().ok("destruction.confirm", json!({ "entry": entry }));
    assert_eq!(home.home().segments(Volume(OLD), &BTreeMap::new()).unwrap_err().code, "year-missing");
    let got = home.home().receive(&segments).unwrap();
    assert_eq!((got.joined, got.refused, got.destroyed as usize), (0, 0, segments.len()));
    assert_eq!(school.years(), [NEW]);
}

#[test]
fn one_person_spares_and_the_year_is_whole_again() {
    let mut school = School::condemned();
    school.live(QUARANTINE_DAYS - 2);
    let before = school.list();
    assert_eq!(school.years(), [NEW]);
    let entry = before["acts"][0]["entry"].clone();
    school.desk.ok("destruction.spare", json!({ "entry": entry, "reason": "нужен суду" }));
    assert_eq!((school.years(), school.files()[0].as_str()), (vec![OLD, NEW], "2020.db"));
    school.clean();
    school.restart();
    school.live(QUARANTINE_DAYS + 2);
    assert_eq!((school.years(), school.list()["quarantine"].clone()), (vec![OLD, NEW], json!([])));
    assert_eq!(school.desk.refused("destruction.spare", json!({ "entry": entry, "reason": "ещё раз" })), "destruction-spared");
    assert_eq!(school.second().refused("destruction.confirm", json!({ "entry": entry })), "destruction-spared");
}

#[test]
fn a_clock_that_jumps_and_one_that_runs_without_checkpoints_destroy_nothing() {
    let school = School::condemned();
    school.desk.clock.shift(40 * DAY);
    school.log_in();
    assert_eq!(school.list()["quarantine"][0]["days"], 1);
    let home = school.book();
    let today = 28_200;
    for day in 0..40 {
        assert_eq!(home.home().count_day(today + day).unwrap(), Vec::<u16>::new());
    }
    let row = school.list()["quarantine"][0].clone();
    assert_eq!((&row["state"], row["days"].as_u64() < Some(3)), (&json!("quarantined"), true));
    assert_eq!(school.files(), ["2020.quarantine"]);
}

#[test]
fn a_witness_that_writes_a_hundred_checkpoints_a_day_counts_one_day() {
    let school = School::condemned();
    let home = school.book();
    for _ in 0..100 {
        let checkpoint = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
        home.home().act_alone(Volume::REGISTRY, &[checkpoint]).unwrap();
        home.tend();
    }
    assert_eq!(school.list()["quarantine"][0]["days"], 1);
}

#[test]
fn after_thirty_counted_days_key_and_file_go_and_the_computer_says_so() {
    let mut school = School::condemned();
    school.live(QUARANTINE_DAYS - 1);
    assert_eq!(school.files(), ["2020.quarantine"]);
    school.live(1);
    assert_eq!((school.years(), school.files()), (vec![NEW], Vec::<String>::new()));
    let list = school.list();
    assert_eq!((&list["quarantine"][0]["state"], &list["buried"][0]["year"]), (&json!("gone"), &json!(OLD)));
    school.restart();
    let buried = school.list()["buried"].as_array().unwrap().len();
    assert_eq!((buried, school.book().home().add_year(OLD).unwrap_err().code), (1, "year-destroyed"));
    // What lies there all the same is removed at the next start.
    std::fs::write(school.dir.path().join("years/2020.db"), b"left over").unwrap();
    school.restart();
    assert_eq!(school.files(), Vec::<String>::new());
    // Spared too late: this computer has nothing, but may take the year from one that has.
    let entry = list["acts"][0]["entry"].clone();
    school.desk.ok("destruction.spare", json!({ "entry": entry, "reason": "поздно" }));
    school.book().home().add_year(OLD).unwrap();
    school.clean();
}

#[test]
fn without_a_witness_s_word_an_admin_finishes_by_hand_after_thirty_own_dates() {
    let school = School::condemned();
    let book = school.book();
    assert_eq!(school.desk.refused("destruction.finish", json!({ "year": OLD })), "destruction-days");
    for _ in 0..QUARANTINE_DAYS {
        school.desk.clock.shift(DAY);
        let today = (book.today() - chrono::NaiveDate::default()).num_days();
        book.home().count_day(today).unwrap();
    }
    book.finish_destruction(OLD).unwrap();
    assert_eq!(school.files(), Vec::<String>::new());
    assert_eq!(book.finish_destruction(OLD).unwrap_err().code, "destruction-none");
}

#[test]
fn a_witness_that_the_sheet_cut_off_counts_no_more_and_an_admin_finishes_by_hand() {
    let school = School::condemned();
    school.live(2);
    let (root, _) = super::two::root(&school.sheet);
    let home = school.book();
    let device = home.home().device();
    let cut = Cut { scope: Scope::Device(device.0, vec![3]), heads: vec![], void: true, automatic: false, stratum: 0, parts: vec![] };
    let write = Write::new(l::CUT, vec![Value::Id(random().unwrap())], cut.to_value()).at_heads();
    home.home().root_act(&root, &[write]).unwrap();
    assert_eq!(home.home().witness().unwrap(), None);
    school.live(QUARANTINE_DAYS);
    assert_eq!(school.list()["quarantine"][0]["days"], 2, "the days of the witness that was");
    school.desk.ok("destruction.finish", json!({ "year": OLD }));
    assert_eq!(school.files(), Vec::<String>::new());
}

#[test]
fn the_years_known_here_are_told_with_what_stands_in_the_way() {
    let school = School::closed();
    let state = |year: u16| {
        let told = school.desk.ok("destruction.years", json!({}));
        told["years"].as_array().unwrap().iter().find(|y| y["year"] == year).cloned().unwrap_or_default()
    };
    let old = state(OLD);
    assert_eq!((&old["state"], &old["closed"], &old["free"]), (&json!("ready"), &json!("2021-06-20"), &json!("2047-01-01")));
    assert_eq!((&state(NEW)["state"], state(1999)), (&json!("present"), Json::Null));
    assert_eq!(
        school.desk.refused("destruction.propose", json!({ "year": 1999, "files": [], "act": "1", "date": "2047-01-12" })),
        "year-missing"
    );
    school.desk.clock.set(noon("2046-12-31"));
    school.log_in();
    assert_eq!(state(OLD)["state"], "young");
    assert_eq!(school.desk.refused("destruction.propose", school.proposal()), "destruction-young");
    school.desk.clock.set(noon("2047-01-15"));
    school.log_in();
    let entry = school.proposed();
    assert_eq!(state(OLD)["state"], "proposed");
    school.second().ok("destruction.confirm", json!({ "entry": entry }));
    assert_eq!(state(OLD)["state"], "quarantined");
    school.live(QUARANTINE_DAYS);
    assert_eq!(state(OLD)["state"], "gone");
    assert_eq!(School::open_year().desk.ok("destruction.years", json!({}))["years"][0]["state"], "present");
}

#[test]
fn files_of_the_archive_are_offered_when_their_own_term_has_passed_and_nothing_holds_them() {
    let school = School::closed();
    let file = |n: u8, closed: Value| {
        let value = vec!["01-12".into(), format!("Журналы {n}").into(), "ст. 5".into(), 5.into(), 18_000.into(), closed];
        school.write(Volume::REGISTRY, Write::new(r::ARCHIVE_FILE, vec![Value::Id([n; 16])], Value::Array(value)));
    };
    file(1, 18_798.into());
    file(2, Value::Null);
    file(3, 27_000.into());
    file(4, 18_798.into());
    let hold = Value::Array(vec!["запрос суда".into(), Value::Null]);
    school.write(Volume::REGISTRY, Write::new(r::ARCHIVE_HOLD, vec![Value::Id([4; 16]), 0.into()], hold));
    let told = school.desk.ok("destruction.years", json!({}));
    let states: Vec<&str> = told["files"].as_array().unwrap().iter().map(|f| f["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["ready", "open", "young", "held"]);
    // What is offered is taken, what is not is refused.
    let ask = |n: usize| json!({ "year": OLD, "files": [told["files"][n]["id"]], "act": "акт № 3", "date": "2047-01-12" });
    let refused: Vec<String> = (1..4).map(|n| school.desk.refused("destruction.propose", ask(n))).collect();
    assert_eq!(refused, ["destruction-term", "destruction-young", "destruction-held"]);
    school.desk.ok("destruction.propose", ask(0));
}

#[test]
fn where_a_witness_counts_nobody_finishes_by_hand() {
    let school = School::condemned();
    school.live(2);
    assert_eq!(school.desk.refused("destruction.finish", json!({ "year": OLD })), "destruction-witness");
}

#[test]
fn the_sheet_confirms_in_place_of_the_second_admin() {
    let school = School::closed();
    let entry = school.proposed();
    school.desk.ok("destruction.confirm", json!({ "entry": entry, "sheet": school.sheet }));
    assert_eq!(school.files(), ["2020.quarantine"]);
    assert_eq!(school.desk.ok("app.state", json!({}))["quarantine"][0]["signed_by"][1], "");
}

/// Another computer of the school: it holds both volumes, writes nothing.
struct Elsewhere {
    home: Home,
    _dir: tempfile::TempDir,
}

struct Silent;
impl Signer for Silent {
    fn device(&self) -> DeviceId {
        DeviceId([9; 16])
    }
    fn sign_head(&self, _: &[u8; 62]) -> [u8; 64] {
        [0; 64]
    }
}

impl Elsewhere {
    fn new(school: &School) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = SheetSeed::parse(&school.sheet).unwrap().seed.signing().public().0;
        let home = Home::create(Self::options(dir.path()), &Silent, &root, &[]).unwrap();
        home.add_year(OLD).unwrap();
        Self { home, _dir: dir }
    }

    fn options(dir: &Path) -> Options {
        let clock = Arc::new(FixedClock::at(noon("2047-01-15")));
        Options {
            dir: dir.to_owned(),
            signer: Arc::new(Silent),
            clock,
            database_key: Arc::new(|_: &str| Ok([7; 32])),
            durable: false,
            quota: Quota::default(),
        }
    }

    /// Takes everything that the school's computer hands on of a volume.
    fn pull(&self, school: &School, volume: Volume) {
        let segments = school.book().home().segments(volume, &BTreeMap::new()).unwrap();
        assert_eq!(self.home.receive(&segments).unwrap().refused, 0);
    }

    fn restart(&mut self) {
        let (dir, nowhere) = (Self::options(self._dir.path()), tempfile::tempdir().unwrap());
        self.home = Home::create(Self::options(nowhere.path()), &Silent, &[1; 32], &[]).unwrap();
        self.home = Home::open(dir).unwrap();
    }
}

#[test]
fn every_computer_decides_for_itself_and_puts_the_year_back_when_it_hears_that_it_was_spared() {
    let school = School::closed();
    let mut other = Elsewhere::new(&school);
    other.pull(&school, Volume::REGISTRY);
    let year = school.book().home().segments(Volume(OLD), &BTreeMap::new()).unwrap();
    let entry = school.proposed();
    school.second().ok("destruction.confirm", json!({ "entry": entry }));
    other.pull(&school, Volume::REGISTRY);
    // Condemned by law, but its closing is not here: nothing to begin.
    assert_eq!(other.home.condemned().unwrap(), []);
    other.home.receive(&year).unwrap();
    let hash = |home: &Home| home.check(&|_, _| true).unwrap().iter().map(|v| v.state_hash.clone()).collect::<Vec<_>>();
    let before = hash(&other.home);
    let (pair, _) = other.home.condemned().unwrap().remove(0);
    assert!(other.home.quarantine(OLD, &[pair.first.head, pair.second.head]).unwrap());
    assert!(!other.home.quarantine(OLD, &[pair.first.head, pair.second.head]).unwrap());
    assert_eq!(other.home.years().unwrap(), Vec::<u16>::new());
    // What a computer does about it changes no fate and no hash of the registry.
    assert_eq!(hash(&other.home), before[..1]);
    other.restart();
    assert_eq!(other.home.years().unwrap(), Vec::<u16>::new());
    school.desk.ok("destruction.spare", json!({ "entry": entry, "reason": "нужен суду" }));
    other.pull(&school, Volume::REGISTRY);
    assert_eq!(other.home.years().unwrap(), [OLD]);
    other.pull(&school, Volume(OLD));
    other.restart();
    assert_eq!((other.home.years().unwrap(), hash(&other.home)[1].clone()), (vec![OLD], hash(school.book().home())[1].clone()));
}

#[test]
fn an_open_year_is_kept() {
    let mut school = School::open_year();
    school.begin_new();
    school.desk.clock.set(noon("2047-01-15"));
    school.log_in();
    assert_eq!(school.desk.refused("destruction.propose", school.proposal()), "destruction-open");
}

#[test]
fn a_young_year_is_kept_until_the_longest_term_of_what_it_holds() {
    let school = School::closed();
    for (day, from) in [("2027-01-15", "01.01.2047"), ("2046-12-31", "01.01.2047")] {
        school.desk.clock.set(noon(day));
        school.log_in();
        let refused = school.desk.call("destruction.propose", json!({ "year": OLD, "files": [], "act": "1", "date": "2026-12-01" }));
        let refused = refused.unwrap_err();
        assert_eq!((refused.code.as_str(), refused.args["from"].as_str()), ("destruction-young", from), "{day}");
    }
}

#[test]
fn a_computer_whose_date_says_too_young_keeps_what_two_condemned_past_the_operations() {
    let school = School::closed();
    school.desk.clock.set(noon("2030-01-15"));
    let closing = school.book().home().closings(OLD).unwrap()[0].0;
    school.condemn_raw(closing);
    school.live(3);
    assert_eq!((school.years(), school.list()["quarantine"].clone()), (vec![OLD, NEW], json!([])));
    school.desk.clock.set(noon("2047-01-15"));
    school.log_in();
    assert_eq!(school.years(), [NEW]);
}

#[test]
fn an_act_that_names_no_closing_of_the_year_keeps_it() {
    let school = School::closed();
    // "Empty closing": a head of something else stands where the closing is named.
    let other = school.book().home().heads(Volume::REGISTRY).unwrap()[0];
    school.condemn_raw(other);
    school.live(3);
    assert_eq!((school.years(), school.list()["quarantine"].clone()), (vec![OLD, NEW], json!([])));
}

#[test]
fn a_held_year_is_kept_and_a_hold_that_comes_later_brings_it_back() {
    let school = School::closed();
    let hold = |value: Value| {
        let key = vec![Value::Id([5; 16]), i64::from(OLD).into()];
        school.write(Volume::REGISTRY, Write::new(r::ARCHIVE_HOLD, key, value));
    };
    let reason = || Value::Array(vec!["запрос суда".into(), Value::Null]);
    hold(reason());
    assert_eq!(school.desk.refused("destruction.propose", school.proposal()), "destruction-held");
    hold(Value::Null);
    let entry = school.proposed();
    school.second().ok("destruction.confirm", json!({ "entry": entry }));
    assert_eq!(school.years(), [NEW]);
    hold(reason());
    school.live(QUARANTINE_DAYS + 2);
    assert_eq!(school.years(), [OLD, NEW]);
}

#[test]
fn a_file_of_the_archive_keeps_the_year_for_its_own_term() {
    let school = School::closed();
    let file = zhurnal::id::AnyId::random().unwrap();
    let asked = json!({ "year": OLD, "files": [file.to_string()], "act": "акт № 3", "date": "2047-01-12" });
    assert_eq!(school.desk.refused("destruction.propose", asked.clone()), "destruction-file");
    let describe = |closed: Value| {
        let value = vec!["01-15".into(), "Сводные ведомости".into(), "ст. 300".into(), 75.into(), 18_500.into(), closed];
        school.write(Volume::REGISTRY, Write::new(r::ARCHIVE_FILE, vec![Value::Id(file.0)], Value::Array(value)));
    };
    describe(Value::Null);
    assert_eq!(school.desk.refused("destruction.propose", asked.clone()), "destruction-term");
    describe(18_798.into());
    assert_eq!(school.desk.call("destruction.propose", asked).unwrap_err().args["from"], "01.01.2097");
}
