//! The journal page in the core: the year of the fullest group of a demo school, warm, and after the page cache was dropped.

use crate::homes::{self, Result};
use crate::measure::{Figure, Took, median, timed};
use std::path::Path;
use zhurnal::api::run;
use zhurnal::api::types::{CellRef, JournalPage, JournalWrite, PageAsk, PageChange};
use zhurnal::book::{Book, UserAuthor, Viewer};
use zhurnal::demo;
use zhurnal::store::Author;

/// Pupils of the class that is measured.
const PUPILS: usize = 30;

/// Measures pages of the demo school at `home`, which is made when it is not there.
pub fn figures(home: &Path, classes: usize, runs: usize) -> Result<Vec<Figure>> {
    if !home.exists() {
        let (made, took) = timed(|| homes::demo_school(home, classes));
        let made = made?;
        eprintln!("demo school of {} classes, {} lessons, {} events in {:?}", made.classes, made.lessons, made.events, took.wall);
    }
    fill_class(home)?;
    let app = homes::open_school(home)?;
    let book = app.book()?;
    let (login, ask, page) = fullest(&book)?;
    let (pupils, lessons, cells) = (page.pupils.len(), page.lessons.len(), page.cells.len());
    let size = format!("{pupils} × {lessons}, {cells} squares with something");
    let who = book.log_in(&login, demo::PASSWORD)?.author;
    let rights = book.rights(who.user())?;
    let viewer = Viewer { user: who.user(), rights: &rights };
    let rounds = runs.max(1) * 7;
    let warm: Vec<Took> = (0..rounds).map(|_| read(&book, &viewer, &ask)).collect::<Result<_>>()?;
    let term = PageAsk { term: None, ..ask.clone() };
    let of_term: Vec<Took> = (0..rounds).map(|_| read(&book, &viewer, &term)).collect::<Result<_>>()?;
    let session = app.session();
    run(&app, &session, "session.login", serde_json::json!({ "login": login, "password": demo::PASSWORD }))?;
    let json = |ask: &PageAsk| serde_json::json!({ "group": ask.group, "term": ask.term });
    let called: Vec<Took> = (0..rounds)
        .map(|_| {
            let (value, took) = timed(|| run(&app, &session, "journal.page", json(&ask)));
            value.map(|_| took).map_err(Into::into)
        })
        .collect::<Result<_>>()?;
    let groups: Vec<Took> = (0..rounds)
        .map(|_| {
            let (value, took) = timed(|| book.journal_groups(&viewer));
            value.map(|_| took).map_err(Into::into)
        })
        .collect::<Result<_>>()?;
    let typed: Vec<Took> = (0..rounds).map(|i| type_mark(&book, &who, &viewer, &page, i)).collect::<Result<_>>()?;
    let running: Vec<Took> = (0..runs.max(3))
        .map(|_| {
            drop_caches(home)?;
            read(&book, &viewer, &ask)
        })
        .collect::<Result<_>>()?;
    drop((session, book, app));
    let started: Vec<Took> = (0..runs.max(3)).map(|_| cold(home, &login, &ask, true)).collect::<Result<_>>()?;
    let fresh: Vec<Took> = (0..runs.max(3)).map(|_| cold(home, &login, &ask, false)).collect::<Result<_>>()?;
    let figure = |name: String, took: &[Took], wanted: &'static str, most: f64| {
        let m = median(took);
        let ms = m.wall.as_secs_f64() * 1000.0;
        Figure {
            name,
            ours: format!("{ms:.1} ms ({:.1} ms of processor)", m.cpu.as_secs_f64() * 1000.0),
            baseline: String::new(),
            ratio: String::new(),
            wanted,
            met: ms <= most,
        }
    };
    Ok(vec![
        figure(format!("journal page of a year, {size}, warm"), &warm, "≤ 8 ms", 8.0),
        figure("the same, page cache dropped, the program running on".to_owned(), &running, "≤ 40 ms", 40.0),
        figure(
            "the same, the first page of a program started with an empty page cache, files read ahead".to_owned(),
            &started,
            "≤ 40 ms",
            40.0,
        ),
        figure("the same, page cache dropped between that start and the first page".to_owned(), &fresh, "≤ 40 ms", 40.0),
        figure("the same as JSON through dispatch, warm".to_owned(), &called, "–", f64::MAX),
        figure("the page of a term, warm".to_owned(), &of_term, "–", f64::MAX),
        figure("the teacher's list of groups, warm".to_owned(), &groups, "–", f64::MAX),
        figure("one mark through journal.write, durable, with the new average".to_owned(), &typed, "–", f64::MAX),
    ])
}

/// The teacher and the group whose year has the most squares, among the groups of one class a grade.
fn fullest(book: &Book) -> Result<(String, PageAsk, JournalPage)> {
    let mut best: Option<JournalPage> = None;
    for (group, lessons) in book.lessons_of_year()? {
        if lessons.len() < 150 {
            continue;
        }
        let page = book.whole_page(zhurnal::id::GroupId(group.id))?;
        if best.as_ref().is_none_or(|b| page.cells.len() > b.cells.len()) {
            best = Some(page);
        }
    }
    let page = best.ok_or("no group has 150 lessons a year")?;
    let group = zhurnal::id::GroupId::parse(&page.group.id)?;
    let load = book.loads()?.into_iter().find(|l| l.group == group.0).ok_or("nobody teaches the group")?;
    let login = book.login_of(zhurnal::id::UserId(load.user))?;
    Ok((login, PageAsk { group: page.group.id.clone(), term: Some("year".to_owned()) }, page))
}

/// Brings the class of the fullest group to [`PUPILS`]: the secretary's list, then the deputy's groups, by the command line beside this program.
fn fill_class(home: &Path) -> Result<()> {
    let app = homes::open_school(home)?;
    let page = fullest(&*app.book()?)?.2;
    let class = page.group.classes.first().ok_or("a group without a class")?;
    let here = page.pupils.iter().filter(|p| p.to.is_none()).count();
    if here >= PUPILS {
        return Ok(());
    }
    let list = home.with_extension("arrived.csv");
    let row =
        |i| format!("Яшин;{};Иванович;0{}.03.2015;м;{class}\n", ["Пётр", "Павел", "Глеб", "Борис", "Антон", "Илья"][i % 6], i % 9 + 1);
    let rows: String = (0..PUPILS - here).map(row).collect();
    std::fs::write(&list, format!("Фамилия;Имя;Отчество;Дата рождения;Пол;Класс\n{rows}"))?;
    drop(app);
    let program = std::env::current_exe()?.with_file_name("zhurnal");
    let list_path = list.to_string_lossy().into_owned();
    let steps: [(&str, &[&str]); 2] =
        [("sekretar", &["import", "pupils", &list_path, "--apply"]), ("zavuch", &["propose", "groups", "--apply"])];
    for (login, words) in steps {
        let mut command = std::process::Command::new(&program);
        command.arg("--home").arg(home).args(words).env("ZHURNAL_USER", login).env("ZHURNAL_PASSWORD", demo::PASSWORD);
        command.env("ZHURNAL_KEYS_PASSPHRASE", homes::PHRASE);
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("{words:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
    }
    Ok(std::fs::remove_file(list)?)
}

fn read(book: &Book, viewer: &Viewer<'_>, ask: &PageAsk) -> Result<Took> {
    let (page, took) = timed(|| book.page(viewer, ask));
    page?;
    Ok(took)
}

/// Another mark in a square that has one.
fn type_mark(book: &Book, who: &UserAuthor, viewer: &Viewer<'_>, page: &JournalPage, i: usize) -> Result<Took> {
    let square = page.cells.iter().find(|c| !c.marks.is_empty()).ok_or("no mark on the page")?;
    let cell = CellRef {
        what: "mark".to_owned(),
        group: page.group.id.clone(),
        date: Some(square.date.clone()),
        slot: Some(square.slot),
        pupil: Some(square.pupil.clone()),
        work: square.marks.first().map(|m| m.work.clone()),
        ordinal: square.marks.first().map(|m| m.ordinal),
        ..CellRef::default()
    };
    let change = PageChange { cell, mark: Some(if i.is_multiple_of(2) { 4 } else { 5 }), ..PageChange::default() };
    let (done, took) = timed(|| book.write_page(who, viewer, &JournalWrite { changes: vec![change] }));
    match done?.value.done.first() {
        Some(d) if d.refused.is_none() => Ok(took),
        other => Err(format!("not written: {other:?}").into()),
    }
}

/// The first page of a program that was just started, with nothing of the year in memory but what opening reads. The page cache is dropped
/// before the start, or after everything that comes before a page: also what the window reads ahead.
fn cold(home: &Path, login: &str, ask: &PageAsk, before: bool) -> Result<Took> {
    if before {
        drop_caches(home)?;
    }
    let app = homes::open_school(home)?;
    let book = app.book()?;
    book.home().read_ahead()?;
    let who = book.log_in(login, demo::PASSWORD)?.author;
    let rights = book.rights(who.user())?;
    if !before {
        drop_caches(home)?;
    }
    read(&book, &Viewer { user: who.user(), rights: &rights }, ask)
}

/// Empties the system's page cache of the home: of everything where that is allowed, else of the home's own files.
fn drop_caches(home: &Path) -> Result<()> {
    let _ = std::process::Command::new("sync").status()?;
    if std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok() {
        return Ok(());
    }
    for file in [home.join("registry.db"), home.join("years").join("2026.db")] {
        let of = format!("if={}", file.display());
        let dropped = std::process::Command::new("dd").args([&of, "iflag=nocache", "count=0", "status=none"]).status()?;
        if !dropped.success() {
            return Err("the page cache cannot be dropped here".into());
        }
    }
    Ok(())
}
