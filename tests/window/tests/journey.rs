//! The first day of a school in the real window: an empty home, the school and its admin, the recovery sheet, a login, the enrolment
//! list by dialog and by drop, the classes, the idle lock, and the next morning.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use zhurnal_window_tests::school::{LOGIN, PASSPHRASE, PASSWORD, call, data, keep_sheet, log_in, make_school};
use zhurnal_window_tests::{Run, Window};

const MINUTE_MS: u64 = 60_000;

#[tokio::test]
async fn a_school_starts_imports_its_pupils_and_comes_back_the_next_day() {
    let run = Run::start("journey");
    let (sheet, sealed) = (run.dir().join("лист.pdf"), run.dir().join("конверт.pdf"));
    let list = data("контингент-школа.xlsx");
    run.answer_dialogs(&[&sheet, &sealed, &list]);

    let window = run.open().await;
    make_school(&window).await;
    keep_sheet(&window, &sheet, &sealed).await;
    log_in_as_admin(&window).await;
    import_by_dialog(&window).await;
    import_by_drop(&run, &window).await;
    look_at_classes(&window).await;
    let surnames = surnames(&window).await;
    lock_by_itself(&window).await;
    window.close().await;

    let window = run.open().await;
    window.find("screen-keys").await;
    window.picture("10-next-day-keys").await;
    window.fill("keys-passphrase", PASSPHRASE).await;
    window.click("keys-submit").await;
    log_in_as_admin(&window).await;
    window.click("nav-classes").await;
    assert_eq!(window.attribute("classes-total", "data-count").await, "765");
    window.picture("11-next-day-classes").await;
    window.close().await;

    assert!(surnames.len() > 300, "{} surnames", surnames.len());
    for folder in ["home", "data", "cache", "config", "tmp"] {
        nothing_in_clear(&run.dir().join(folder), &surnames);
    }
}

async fn log_in_as_admin(window: &Window) {
    window.find("screen-login").await;
    // The page reads the clock through this, so that the idle lock need not be waited for.
    window.script("if (!('ahead' in window)) { const now = Date.now; window.ahead = 0; Date.now = () => now() + window.ahead }").await;
    window.picture("05-login").await;
    log_in(window, LOGIN, PASSWORD).await;
}

async fn import_by_dialog(window: &Window) {
    window.click("nav-import").await;
    window.click("import-pick").await;
    assert_eq!(window.attribute("import-tab-create", "data-count").await, "765");
    assert!(window.text("import-file").await.contains("контингент-школа.xlsx"));
    window.picture("06-import-preview").await;
    window.click("import-apply").await;
    window.find("import-result").await;
    assert_eq!(window.attribute("import-result-created", "data-count").await, "765");
    assert_eq!(window.attribute("import-result-classes", "data-count").await, "30");
    window.picture("07-import-result").await;
}

async fn import_by_drop(run: &Run, window: &Window) {
    window.click("import-again").await;
    window.find("import-drop").await;
    run.drag_file(&data("зачисление-1-классы.csv"), 750, 400).await;
    assert_eq!(window.attribute("import-tab-create", "data-count").await, "0", "the same children are known");
    assert!(window.text("import-file").await.contains("зачисление-1-классы.csv"));
}

async fn look_at_classes(window: &Window) {
    window.click("nav-classes").await;
    assert_eq!(window.attribute("classes-total", "data-count").await, "765");
    assert_eq!(window.count("class-item").await, 30);
    window.click_css("[data-testid=\"class-item\"][data-name=\"5А\"]").await;
    window.until("return document.querySelector('[data-testid=class-title]')?.textContent.includes('5А')").await;
    window.until("return document.querySelectorAll('[data-testid=class-row]').length === 27").await;
    window.picture("08-classes").await;
}

async fn lock_by_itself(window: &Window) {
    let minutes = call(window, "app.state", "{}").await["idle_minutes"].as_u64().unwrap();
    window.script(&format!("window.ahead += {}", minutes * MINUTE_MS + MINUTE_MS)).await;
    window.find("screen-locked").await;
    window.picture("09-locked").await;
    window.fill("lock-password", PASSWORD).await;
    window.click("lock-submit").await;
    window.find("shell").await;
}

/// Every surname of the school, as the core tells it.
async fn surnames(window: &Window) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let list = call(window, "classes.list", "{}").await;
    for class in list["classes"].as_array().unwrap() {
        let pupils = call(window, "classes.pupils", &format!("{{ class: {} }}", class["id"])).await;
        found.extend(pupils["pupils"].as_array().unwrap().iter().map(|pupil| pupil["surname"].as_str().unwrap().to_owned()));
    }
    found
}

/// Looks for surnames in every file below a folder, in the encodings that could carry them.
fn nothing_in_clear(folder: &Path, surnames: &BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nothing_in_clear(&path, surnames);
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let texts = [String::from_utf8_lossy(&bytes).into_owned(), utf16(&bytes), utf16(bytes.get(1..).unwrap_or_default())];
            for surname in surnames.iter().filter(|surname| surname.chars().count() > 3) {
                assert!(!texts.iter().any(|text| text.contains(surname.as_str())), "{surname} in clear in {}", path.display());
            }
        }
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
