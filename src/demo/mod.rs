//! The demo school (учебная школа): invented people live through a year of a real-size school, every event judged like any other.
//!
//! Made from embedded lists and one seed, so that every computer makes the same school; keys alone differ. Stands above `book`: the people
//! log in and write as people do, only faster, many entries in one act. A half-made home is never left: it is made beside and moved into place.

mod data;
mod dice;
mod elsewhere;
mod finals;
mod found;
mod lessons;
mod marks;
mod out;
mod school;
mod topics;

use crate::api::types::SchoolCreate;
use crate::book::{Book, DEMO_PASSPHRASE, Demo, Env, NewAuthor, Setup, UserAuthor};
use crate::error::{Error, Result};
use crate::event::{Head, Volume};
use crate::id::UserId;
use crate::keys::KdfCost;
use crate::school::calendar::weekday;
use crate::store::Write;
use crate::time::FixedClock;
use chrono::{Days, NaiveDate};
use data::word;
use elsewhere::{Brought, Notebook, mark_near};
use finals::{Finals, OPEN};
use lessons::{Year, reasons, substitute};
use out::{Out, instant};
use school::{School, YEAR, date};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Password of every account of a demo school: long enough for an admin, and easy to type.
pub const PASSWORD: &str = "zarechnaya-2027";
/// The first administrator.
const ADMIN: &str = "admin";
/// Classes of the whole school.
pub const CLASSES: usize = 30;
/// Accounts offered on the login screen beside the teacher whose class is open.
const OFFERED: [&str; 4] = ["zavuch", "director", "sekretar", ADMIN];

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// How many classes, 1–[`CLASSES`]; none: a school with its first administrator alone, to try things out in.
    pub classes: Option<usize>,
    /// The day its clock shows, `YYYY-MM-DD`; none: [`DAY`], to which a school with classes has lived: its clock shows that day or a later one.
    pub day: Option<String>,
    /// Cost of the accounts' keys.
    pub user_cost: KdfCost,
    /// Cost of the key file.
    pub vault_cost: KdfCost,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Made {
    /// The home.
    pub home: PathBuf,
    /// Classes.
    pub classes: usize,
    /// Pupils, those who came and left too.
    pub pupils: usize,
    /// Teaching groups.
    pub groups: usize,
    /// Lessons of the year.
    pub lessons: usize,
    /// Events, sessions not counted.
    pub events: u32,
    /// Logins offered.
    pub logins: Vec<String>,
    /// Their password.
    pub password: String,
    /// The day its clock shows.
    pub day: String,
}

/// The day the clock of a full demo school shows: year, month, day.
pub const DAY: (u16, u32, u32) = (YEAR + 1, 5, 20);

fn today() -> Result<NaiveDate> {
    date(DAY.0, DAY.1, DAY.2)
}

/// Makes a demo school in a home that does not exist yet.
///
/// # Errors
/// `demo-exists` when there is something in the place; `demo-classes`, `demo-day`, `bad-date`; those of set-up, store and files.
pub fn make(home: &Path, asked: &Ask) -> Result<Made> {
    if home.exists() && fs::read_dir(home)?.next().is_some() {
        return Err(Error::input("demo-exists"));
    }
    let school = asked.classes.map(School::of).transpose()?;
    let day = asked.day.as_ref().map_or_else(today, |text| text.parse().map_err(|_| Error::usage("bad-date")))?;
    if school.is_some() && day < today()? {
        return Err(Error::usage("demo-day"));
    }
    let mut name = home.file_name().ok_or_else(|| Error::usage("demo-exists"))?.to_owned();
    name.push(".making");
    let making = home.with_file_name(name);
    remove(&making)?;
    let made = begin(&making, home, school.as_ref(), day, asked);
    if made.is_err() {
        remove(&making)?;
        return made;
    }
    sync(&making)?;
    if home.exists() {
        fs::remove_dir(home)?;
    }
    fs::rename(&making, home)?;
    made
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// What was written without waiting for the disk is on it before the folder gets its name.
fn sync(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { sync(&path)? } else { File::open(&path)?.sync_all()? }
    }
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Sets a school up in a folder, and lets its people live through the year.
fn begin(making: &Path, home: &Path, school: Option<&School>, day: NaiveDate, asked: &Ask) -> Result<Made> {
    let env = Env {
        clock: Arc::new(FixedClock::at(instant(date(YEAR, 8, 20)?, 600))),
        user_cost: asked.user_cost,
        vault_cost: asked.vault_cost,
        durable: false,
        computer: word("computer").to_owned(),
    };
    let admin = data::staff()?.into_iter().find(|s| s.login == ADMIN).ok_or_else(|| Error::other("demo-list").with("list", "staff"))?;
    let create = SchoolCreate {
        name: word("school").to_owned(),
        profile: "eljur".to_owned(),
        year: YEAR,
        zone: None,
        admin_login: ADMIN.to_owned(),
        admin_name: format!("{} {} {}", admin.surname, admin.given, admin.patronymic),
        admin_password: PASSWORD.into(),
        keys: "file".to_owned(),
        keys_passphrase: Some(DEMO_PASSPHRASE.into()),
    };
    let vault = Setup::create(making, &create, &env)?.finish()?;
    let book = Book::open(making, Arc::new(vault), env)?;
    let events = school.map_or(Ok(0), |school| fill(&book, school))?;
    let offered = school.map_or_else(|| vec![office(ADMIN)], offered);
    let (logins, who): (Vec<String>, Vec<String>) = offered.into_iter().unzip();
    let demo = Demo { logins: logins.clone(), who, password: PASSWORD.to_owned(), day: Some(day) };
    book.set_demo(&demo, making)?;
    Ok(Made {
        home: home.to_owned(),
        classes: school.map_or(0, |s| s.classes.len()),
        pupils: school.map_or(0, |s| s.pupils.len()),
        groups: school.map_or(0, |s| s.groups.len()),
        lessons: school.map_or(0, |s| s.groups.iter().map(|g| g.lessons.len()).sum()),
        events,
        logins,
        password: PASSWORD.to_owned(),
        day: day.to_string(),
    })
}

/// Everything the people of the school write. Gives the number of events.
fn fill(book: &Book, school: &School) -> Result<u32> {
    let admin = school.by_login(ADMIN)?;
    let Keys { authors, newcomers, gives, changes } = authors(book, school, admin)?;
    let mut registry = Out::new(book, Volume::REGISTRY, &authors);
    found::accounts(school, &mut registry, admin, &gives)?;
    let mut first = Out::new(book, Volume::REGISTRY, &newcomers);
    found::passwords(&mut first, changes)?;
    registry.events += first.events;
    let notebook = Notebook::new();
    registry.write(admin, instant(date(YEAR, 8, 28)?, 600), vec![notebook.certificate()])?;
    found::people(school, &mut registry, admin)?;
    let mut year = Out::new(book, book.year(), &authors);
    found::year(school, &mut year, admin)?;
    live(book, school, &authors, &mut year, &notebook)?;
    Ok(registry.events + year.events)
}

/// The teacher whose class is open, then the office: logins, and who they are.
fn offered(school: &School) -> Vec<(String, String)> {
    let class = school.classes.iter().find(|c| c.name.to_string() == OPEN);
    let teacher = class.and_then(|c| {
        let own = c.groups.iter().filter_map(|g| school.groups.get(*g)).find(|g| g.teacher == c.homeroom)?;
        let subject = school.subjects.get(own.subject)?.row.name.to_lowercase();
        let who = word("who-teacher").replace("{subject}", &subject).replace("{class}", OPEN);
        Some((school.staff.get(c.homeroom)?.row.login.to_owned(), who))
    });
    teacher.into_iter().chain(OFFERED.iter().map(|login| office(login))).collect()
}

fn office(login: &str) -> (String, String) {
    (login.to_owned(), word(&format!("who-{login}")).to_owned())
}

/// Everybody's keys and their events, by number of the staff.
struct Keys {
    authors: Vec<Option<UserAuthor>>,
    newcomers: Vec<Option<UserAuthor>>,
    gives: Vec<Option<Write>>,
    changes: Vec<Option<Write>>,
}

/// Makes the keys. They cost work on purpose: all processors share it.
fn authors(book: &Book, school: &School, admin: usize) -> Result<Keys> {
    let all = school.staff.len();
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let share = |first: usize| -> Result<Vec<(usize, NewAuthor)>> {
        let mine = (first..all).step_by(workers).filter(|n| *n != admin);
        let with_account = mine.filter_map(|n| school.staff.get(n).filter(|s| s.account).map(|s| (n, s.user)));
        let made = with_account.map(|(n, user)| book.new_author(UserId(user), PASSWORD).map(|made| (n, made)));
        made.collect()
    };
    let nobody = || std::iter::repeat_with(|| None).take(all).collect();
    let mut keys = Keys { authors: nobody(), newcomers: nobody(), gives: vec![None; all], changes: vec![None; all] };
    let shares = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|first| scope.spawn(move || share(first))).collect();
        running.into_iter().map(|h| h.join().map_err(|_| Error::other("demo-keys"))).collect::<Result<Vec<_>>>()
    })?;
    for made in shares {
        for (n, made) in made? {
            if n < all {
                (keys.authors[n], keys.newcomers[n]) = (Some(made.author), Some(made.newcomer));
                (keys.gives[n], keys.changes[n]) = (Some(made.gives), Some(made.changes));
            }
        }
    }
    if let Some(a) = keys.authors.get_mut(admin) {
        *a = Some(book.log_in(ADMIN, PASSWORD)?.author);
    }
    Ok(keys)
}

/// The days of the year, one after another.
fn live(book: &Book, school: &School, authors: &[Option<UserAuthor>], out: &mut Out<'_>, notebook: &Notebook) -> Result<()> {
    let last = today()? - Days::new(1);
    let deputy = school.by_login("zavuch")?;
    let first = date(YEAR, 9, 1)?;
    let mut year = Year::new(school, last);
    let mut finals = Finals::default();
    let story = Story::of(school, last)?;
    let mut seen: Vec<Head> = Vec::new();
    for on in first.iter_days().take_while(|d| *d <= last) {
        finals::movement(school, out, on)?;
        for (ill, from, to) in &story.ill {
            if *from <= on && on <= *to {
                substitute(&mut year, out, on, *ill, deputy)?;
            }
        }
        if on == story.noted {
            out.flush()?;
            seen = book.home().heads(Volume::REGISTRY)?;
            seen.extend(book.home().heads(book.year())?);
        }
        if on == story.locked {
            let (from, to, term) = story.term;
            out.write(deputy, instant(on, 9 * 60), vec![elsewhere::lock(school, story.class, from, to, term)])?;
        }
        write_day(&mut year, out, on)?;
        finals::remarks(school, out, on)?;
        for class in 0..school.classes.len() {
            homeroom(&mut year, out, class, on, first)?;
            term_ends(&mut year, &mut finals, out, class, on)?;
        }
        if on == story.conflict
            && let Some((who, at, write)) = story.group.and_then(|g| mark_near(school, g, on, 5))
        {
            out.write(who, at + 600, vec![write])?;
        }
    }
    out.flush()?;
    let held =
        school.classes.get(story.class).and_then(|c| c.groups.first()).and_then(|g| mark_near(school, *g, story.term.1 - Days::new(2), 4));
    let beside = story.group.and_then(|g| mark_near(school, g, story.conflict, 3));
    let brought: Vec<Brought<'_>> = [held, beside]
        .into_iter()
        .flatten()
        .filter_map(|(who, at, write)| Some(Brought { author: authors.get(who)?.as_ref()?, at, write }))
        .collect();
    book.home().receive(&[notebook.segment(book.year(), &seen, &brought)?])?;
    Ok(())
}

/// Teachers write one after another at the common computer, the first to finish their lessons first.
fn write_day(year: &mut Year<'_>, out: &mut Out<'_>, on: NaiveDate) -> Result<()> {
    let mut shifts = year.teach(on);
    shifts.sort_by_key(|s| (s.from, s.who));
    let mut now = 0;
    for shift in shifts {
        now = now.max(shift.from);
        for page in shift.pages {
            out.write(shift.who, now, page)?;
            now += 10;
        }
    }
    Ok(())
}

/// On Fridays, and before the holidays, the homeroom teacher states why pupils were absent; in September who is exempt.
fn homeroom(year: &mut Year<'_>, out: &mut Out<'_>, class: usize, on: NaiveDate, first: NaiveDate) -> Result<()> {
    let Some(c) = year.school.classes.get(class) else { return Ok(()) };
    if on == first + Days::new(2) {
        out.write(c.homeroom, instant(on, 16 * 60), finals::exemptions(year.school, class, on))?;
    }
    let term_ends = year.school.terms(class).iter().any(|t| t.to == on);
    if weekday(on) == 5 || term_ends {
        let writes = reasons(year, class, on);
        out.write(c.homeroom, instant(on, 16 * 60 + 10), writes)?;
    }
    Ok(())
}

/// On a term's last day teachers set its finals; of the last term, which has not ended, a week before, with those of the year and the
/// council's decisions. One class is left open.
fn term_ends(year: &mut Year<'_>, finals: &mut Finals, out: &mut Out<'_>, class: usize, on: NaiveDate) -> Result<()> {
    let school = year.school;
    let (Some(c), terms) = (school.classes.get(class), school.terms(class)) else { return Ok(()) };
    let Some((n, term)) = terms.iter().enumerate().find(|(_, t)| t.to == on || (on == year.last && t.contains(on))) else { return Ok(()) };
    let whole = n + 1 == terms.len();
    let open = whole && c.name.to_string() == OPEN;
    if c.name.grade > 1 {
        for group in &c.groups {
            let Some(g) = school.groups.get(*group) else { continue };
            if open && g.teacher == c.homeroom {
                continue;
            }
            let writes = finals.of(year, *group, (term.from, term.to, term.id), whole);
            out.write(g.teacher, instant(on, 16 * 60 + 30), writes)?;
        }
    }
    if whole && !open {
        out.write(c.homeroom, instant(on, 17 * 60), finals.council(year, class))?;
    }
    Ok(())
}

/// What happens once in the year.
struct Story {
    /// Teachers who are ill, from and to.
    ill: Vec<(usize, NaiveDate, NaiveDate)>,
    /// The class whose term is locked, and the term: from, to, id.
    class: usize,
    term: (NaiveDate, NaiveDate, [u8; 16]),
    /// The notebook sees the journal for the last time.
    noted: NaiveDate,
    locked: NaiveDate,
    /// A mark is written on two computers on this day.
    conflict: NaiveDate,
    group: Option<usize>,
}

impl Story {
    fn of(school: &School, last: NaiveDate) -> Result<Self> {
        let class = school.classes.len().saturating_sub(1);
        let terms = school.terms(class);
        let term =
            terms.len().checked_sub(2).and_then(|n| terms.get(n)).ok_or_else(|| Error::other("demo-list").with("list", "calendar"))?;
        let next = terms.last().map_or(term.to, |t| t.from);
        let open = school.classes.iter().position(|c| c.name.to_string() == OPEN);
        let group = school
            .groups
            .iter()
            .position(|g| Some(g.class) == open && school.classes.get(g.class).is_some_and(|c| c.homeroom == g.teacher));
        let mut ill = Vec::new();
        for (from, week) in [(date(YEAR, 11, 16)?, 0), (date(YEAR + 1, 2, 1)?, 7), (date(YEAR + 1, 4, 13)?, 13)] {
            if let Some(g) = school.groups.get(week % school.groups.len().max(1)) {
                ill.push((g.teacher, from, from + Days::new(1)));
            }
        }
        Ok(Self {
            ill,
            class,
            term: (term.from, term.to, term.id),
            noted: term.to - Days::new(4),
            locked: next + Days::new(2),
            conflict: last - Days::new(5),
            group,
        })
    }
}
