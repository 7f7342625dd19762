//! From list to archive in the real window: what a school brings, its people and week; a teacher types a lesson by keyboard and finds
//! it after a restart; the deputy prints a draft, archives the year and verifies the archive.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};
use zhurnal_window_tests::school::{LOGIN, PASSPHRASE, PASSWORD, data, keep_sheet, log_in, make_school};
use zhurnal_window_tests::{Run, Window};

/// Kinds of files in the order a school brings them.
const FILES: [(&str, &str); 6] = [
    ("pupils", "контингент-школа.xlsx"),
    ("staff", "сотрудники.xlsx"),
    ("curriculum", "учебный-план.xlsx"),
    ("calendar", "календарь-2026-2027.csv"),
    ("bells", "звонки.csv"),
    ("worktypes", "виды-работ.csv"),
];
const LESSON_PLAN: &str = "ктп-математика-5.xlsx";
/// Teaches mathematics in 5А, which is their own class.
const TEACHER: &str = "Афанасьев Галактион Терентьевич";
const DEPUTY: &str = "Копылова Зоя Робертовна";
const NEW_PASSWORD: &str = "Синий трамвай в 7 утра";
/// Keys that make many people: a slow computer takes its time.
const LONG: Duration = Duration::from_secs(240);
const DOWN: char = '\u{e015}';

#[tokio::test]
async fn a_year_goes_from_the_list_to_the_archive() {
    let run = Run::start("year");
    let (sheet, draft, archive) = (run.dir().join("лист.pdf"), run.dir().join("журнал.pdf"), run.dir().join("архив.zip"));
    let files = FILES.map(|(_, name)| data(name));
    let plan = data(LESSON_PLAN);
    let sealed = run.dir().join("конверт.pdf");
    let first: Vec<&Path> =
        [sheet.as_path(), sealed.as_path()].into_iter().chain(files.iter().map(|f| f.as_path())).chain([plan.as_path()]).collect();
    run.answer_dialogs(&first);

    let window = run.open().await;
    make_school(&window).await;
    keep_sheet(&window, &sheet, &sealed).await;
    log_in(&window, LOGIN, PASSWORD).await;
    bring_files(&window).await;
    let (teacher, deputy) = give_accounts(&window).await;
    also_a_deputy(&window).await;
    groups_and_week(&window).await;
    bring(&window, "lessons").await;
    log_out(&window).await;

    first_login(&window, &teacher).await;
    let place = type_a_lesson(&window).await;
    window.close().await;

    // Every window reads the answers from the first line.
    run.answer_dialogs(&[&draft, &archive, &archive]);
    let window = run.open().await;
    unlock_keys(&window).await;
    log_in(&window, &teacher.0, NEW_PASSWORD).await;
    the_lesson_is_there(&window, &place).await;
    log_out(&window).await;

    first_login(&window, &deputy).await;
    print_a_draft(&window, &draft).await;
    archive_and_verify(&window, &archive).await;
    verify_a_dropped_archive(&run, &window, &archive).await;
    window.close().await;
}

/// Waits for long work of the program.
async fn long(window: &Window, script: &str) -> Value {
    let start = Instant::now();
    loop {
        let value = window.script(script).await;
        if !value.is_null() && value != false {
            return value;
        }
        assert!(start.elapsed() < LONG, "never true: {script}\nshown: {}", window.script("return document.body.innerText").await);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn shown(id: &str) -> String {
    format!("return document.querySelector('[data-testid=\"{id}\"]') !== null")
}

async fn bring_files(window: &Window) {
    for (kind, _) in FILES {
        bring(window, kind).await;
    }
}

/// One file by the dialog: plan, yes, result.
async fn bring(window: &Window, kind: &str) {
    window.click("nav-import").await;
    if window.count("import-again").await > 0 {
        window.click("import-again").await;
    }
    window.click(&format!("import-kind-{kind}")).await;
    window.click("import-pick").await;
    long(window, &shown("import-apply")).await;
    let planned = window.attribute("import-tab-create", "data-count").await;
    assert_ne!(planned, "0", "{kind}");
    window.picture(&format!("import-{kind}")).await;
    window.click("import-apply").await;
    long(window, &shown("import-result")).await;
    assert_eq!(window.attribute("import-result-created", "data-count").await, planned, "{kind}");
}

/// Logins for the staff; gives those of the teacher and the deputy with their temporary passwords.
async fn give_accounts(window: &Window) -> ((String, String), (String, String)) {
    window.click("nav-structure").await;
    window.picture("structure").await;
    window.click_css("[data-testid=\"structure-go\"][data-what=\"accounts\"]").await;
    window.click("staff-make").await;
    long(window, &shown("staff-slip")).await;
    let of = async |name: &str| {
        let script = format!(
            "const row = [...document.querySelectorAll('[data-testid=\"staff-slip\"]')].find((r) => r.querySelector('th').textContent.trim() === '{name}');\
             return [row.dataset.login, row.querySelector('td:last-child').textContent.trim()]"
        );
        let found = window.script(&script).await;
        (found[0].as_str().unwrap().to_owned(), found[1].as_str().unwrap().to_owned())
    };
    let people = (of(TEACHER).await, of(DEPUTY).await);
    window.click("staff-close").await;
    window.click("confirm-yes").await;
    people
}

/// The administrator of a small school composes groups too: that is a deputy's work.
async fn also_a_deputy(window: &Window) {
    window.click("nav-accounts").await;
    window.click_css(&format!("[data-login=\"{LOGIN}\"] [data-testid=\"account-open\"]")).await;
    window.click("account-grant-deputy").await;
    window.find("account-revoke-deputy").await;
}

async fn groups_and_week(window: &Window) {
    for (what, ready) in [("groups", "groups-row"), ("week", "week-grid")] {
        window.click("nav-structure").await;
        window.click_css(&format!("[data-testid=\"structure-go\"][data-what=\"{what}\"]")).await;
        window.click(&format!("{what}-propose")).await;
        long(window, &shown(ready)).await;
        window.picture(what).await;
        window.click(&format!("{what}-apply")).await;
        long(window, &format!("return document.querySelector('[data-testid=\"{what}-summary\"]')?.dataset.applied === 'true'")).await;
        window.click("structure-back").await;
    }
}

async fn log_out(window: &Window) {
    window.click("head-user").await;
    window.click("menu-logout").await;
}

/// A temporary password must be replaced.
async fn first_login(window: &Window, (login, password): &(String, String)) {
    log_in(window, login, password).await;
    window.find("screen-change-password").await;
    window.fill("password-old", password).await;
    window.fill("password-new", NEW_PASSWORD).await;
    window.fill("password-new2", NEW_PASSWORD).await;
    window.click("password-submit").await;
    window.find("shell").await;
}

async fn unlock_keys(window: &Window) {
    window.find("screen-keys").await;
    window.fill("keys-passphrase", PASSPHRASE).await;
    window.click("keys-submit").await;
}

/// Types on the grid as a person does, with a pause after each key.
async fn keys(window: &Window, text: &str) {
    for key in text.chars() {
        let press = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        window.client().perform_actions(press).await.unwrap();
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}

/// Where the lesson was typed: its date and slot.
async fn lesson(window: &Window) -> (String, String) {
    (window.attribute("journal-lesson", "data-date").await, window.attribute("journal-lesson", "data-slot").await)
}

/// What the squares under the cursor's column say, from the first row on.
async fn squares(window: &Window) -> Vec<String> {
    let script = "const cell = document.querySelector('[data-testid=\"journal-grid\"] td.cursor');\
        return [0, 1, 2, 3].map((row) => document.querySelector(`[data-testid=\"journal-grid\"] tr[data-row=\"${row}\"] td[data-col=\"${cell.dataset.col}\"]`).textContent)";
    let found = window.script(script).await;
    found.as_array().unwrap().iter().map(|t| t.as_str().unwrap().replace('\u{a0}', " ").trim().to_owned()).collect()
}

async fn saved(window: &Window) {
    window.until("return document.querySelector('[data-testid=\"head-status\"]')?.dataset.state === 'saved'").await;
}

async fn type_a_lesson(window: &Window) -> (String, String) {
    window.find("screen-today").await;
    window.picture("today").await;
    window.script("[...document.querySelectorAll('nav button')].find((b) => b.textContent.includes('5А') && b.textContent.includes('Математика')).click()").await;
    window.find("journal-grid").await;
    window.until("return document.activeElement?.matches('[data-testid=\"journal-grid\"] td') ?? false").await;
    // The last lesson that has been: one column back, in case there is none today.
    window
        .client()
        .perform_actions(
            KeyActions::new("keys".to_owned())
                .then(KeyAction::Down { value: '\u{e00a}' })
                .then(KeyAction::Down { value: '\u{e012}' })
                .then(KeyAction::Up { value: '\u{e012}' })
                .then(KeyAction::Up { value: '\u{e00a}' }),
        )
        .await
        .unwrap();
    keys(window, "5").await;
    keys(window, "4").await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    keys(window, &format!("{DOWN}н")).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    keys(window, &format!("{DOWN}2")).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    keys(window, &format!("{DOWN}3")).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    // Taken back and given again: each a new entry.
    window.click("journal-undo").await;
    saved(window).await;
    assert_eq!(squares(window).await, ["5 4", "н", "2", ""]);
    window.click("journal-redo").await;
    saved(window).await;
    assert_eq!(squares(window).await, ["5 4", "н", "2", "3"]);
    window.click("lesson-take-plan").await;
    // What the plan says of homework comes first: it is replaced, not typed into.
    window.until("return document.querySelector('[data-testid=\"lesson-homework\"]').value !== ''").await;
    window.fill("lesson-homework", "§ 14, № 162, 164 (устно 161)").await;
    window.click("journal-find").await;
    saved(window).await;
    window.picture("page").await;
    lesson(window).await
}

async fn the_lesson_is_there(window: &Window, place: &(String, String)) {
    window.find("journal-grid").await;
    window.until("return document.querySelector('[data-testid=\"journal-grid\"] td.cursor') !== null").await;
    assert_eq!(&lesson(window).await, place, "the window is where it was left");
    assert_eq!(squares(window).await, ["5 4", "н", "2", "3"]);
    assert_eq!(
        window.script("return document.querySelector('[data-testid=\"lesson-homework\"]').value").await,
        "§ 14, № 162, 164 (устно 161)"
    );
    let topic = window.script("return document.querySelector('[data-testid=\"lesson-topic\"]').value").await;
    assert!(topic.as_str().unwrap().chars().count() > 5, "{topic}");
    window.picture("page-after-restart").await;
}

async fn print_a_draft(window: &Window, file: &Path) {
    window.click("nav-print").await;
    window.click("print-paper-journal").await;
    window.click_css("[data-testid=\"class-item\"][data-name=\"5А\"]").await;
    window.click("print-build").await;
    long(window, "return document.querySelector('[data-testid=\"paper-page\"][data-shown=\"true\"]') !== null").await;
    assert_ne!(window.attribute("paper-lacks", "data-count").await, "0", "an unfinished year is no final copy");
    window.picture("paper").await;
    window.click("paper-draft").await;
    long(window, &shown("paper-saved")).await;
    window.picture("paper-saved").await;
    let bytes = std::fs::read(file).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.4") && bytes.len() > 50_000, "{} bytes", bytes.len());
}

async fn archive_and_verify(window: &Window, file: &Path) {
    window.click("nav-archive").await;
    window.click("archive-make").await;
    window.click("confirm-yes").await;
    long(window, &shown("archive-made")).await;
    assert_eq!(window.attribute("archive-made", "data-interim").await, "true", "the year is still open");
    assert!(std::fs::read(file).unwrap().starts_with(b"PK\x03\x04"));
    window.click("archive-verify").await;
    long(window, &shown("archive-verdict")).await;
    assert_eq!(window.attribute("archive-verdict", "data-intact").await, "true");
    assert_eq!(window.attribute("archive-verdict", "data-authentic").await, "true");
    assert_eq!(window.attribute("archive-verdict", "data-true").await, "true");
    window.picture("archive").await;
}

/// One byte is turned, the file dropped on another page: it is refused, and the damaged file named.
async fn verify_a_dropped_archive(run: &Run, window: &Window, file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = run.dir().join("повреждённый.zip");
    std::fs::write(&damaged, bytes).unwrap();
    window.click("nav-classes").await;
    window.find("screen-classes").await;
    run.drag_file(&damaged, 750, 400).await;
    long(window, "return document.querySelector('[data-testid=\"archive-verdict\"]')?.dataset.intact === 'false'").await;
    assert_eq!(window.attribute("archive-verdict", "data-authentic").await, "false");
    assert_eq!(window.attribute("archive-verdict", "data-true").await, "false");
    assert!(window.count("archive-problem").await > 0);
    window.picture("archive-damaged").await;
}
