//! The journal page in the real window on a demo school of one class: a teacher types a lesson by keyboard, comes back after a restart,
//! and it is there; the way of a key is measured.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use zhurnal_window_tests::demo::{PASSWORD, PHRASE, PHRASE_VARIABLE, demo, demo_of_its_own, enter_as, program, unlock};
use zhurnal_window_tests::{Run, Window};

/// The teacher whose class is open in a demo school of one class, first among the logins offered.
const TEACHER: &str = "afanasev.gt";
const GROUP: &str = "5А Математика";
const ENTER: char = '\u{e007}';
const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';

#[tokio::test]
async fn a_teacher_types_a_lesson_and_finds_it_after_a_restart() {
    let run = Run::start("page");
    demo(&run, &["--classes", "1"]);
    let window = run.open().await;
    enter(&window).await;
    assert!(window.text("demo-banner").await.starts_with("Учебная школа"), "the published phrase is told above every page");
    window.picture("01-today").await;
    window.open_group(GROUP).await;
    window.press(&format!("5{DOWN}54{DOWN}")).await;
    window.press(&format!("н{ENTER}")).await;
    window.all_saved().await;
    assert_eq!([window.square(-3).await, window.square(-2).await, window.square(-1).await], ["5", "5 4", "н"]);
    window.fill("lesson-topic", "Сложение и вычитание десятичных дробей: закрепление").await;
    window.script("document.querySelector('[data-testid=lesson-topic]').blur()").await;
    window.all_saved().await;
    window.picture("02-typed").await;
    // The place is remembered a moment after the cursor has come to rest.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    window.close().await;

    let window = run.open().await;
    enter(&window).await;
    window.journal_ready().await;
    assert_eq!([window.square(-3).await, window.square(-2).await, window.square(-1).await], ["5", "5 4", "н"], "the cursor too is back");
    let topic = window.script("return document.querySelector('[data-testid=lesson-topic]').value").await;
    assert_eq!(topic, "Сложение и вычитание десятичных дробей: закрепление");
    window.press(&format!("{UP}{UP}")).await;
    window.until("return document.querySelector('[data-testid=square-story]') !== null").await;
    window.picture("03-next-morning").await;
    window.close().await;
}

/// The homeroom teacher writes the council's decision into the sheet, live from finals; the deputy reads journals and the sheet.
#[tokio::test]
async fn the_summary_sheet_takes_a_decision_and_the_deputy_reads_it() {
    let run = Run::start("summary");
    demo(&run, &["--classes", "1"]);
    let window = run.open().await;
    enter(&window).await;
    window.click("nav-class-summary").await;
    window.find("summary-pupil").await;
    window.picture("01-sheet").await;
    window.click("summary-choose").await;
    window.fill("summary-protocol", "5").await;
    window.fill("summary-date", "19.05.2027").await;
    window.click("summary-save").await;
    window.until("return document.querySelector('[data-testid=summary-words]').textContent.includes('протокол педсовета')").await;
    let words = window.text("summary-words").await;
    assert!(words.starts_with("переведён(а) в 6 класс") && words.contains("№ 5 от 19.05.2027"), "{words}");
    window.picture("02-decided").await;
    window.click("head-user").await;
    window.click("menu-logout").await;
    enter_as(&window, "zavuch").await;
    window.click("nav-journals").await;
    window.click("journals-open").await;
    window.journal_ready().await;
    window.press("5").await;
    window.picture("03-deputy-reads").await;
    assert_eq!(window.attribute("head-status", "data-state").await, "saved");
    assert_eq!(window.count("journal-undo").await, 0, "nothing to write, nothing to undo");
    window.click("nav-summary").await;
    window.find("summary-pupil").await;
    assert_eq!(window.text("summary-words").await, words);
    window.close().await;
}

/// Another program on the same home writes a mark: it appears where nobody edits, and never in the square that is being typed into.
#[tokio::test]
async fn what_another_program_writes_appears_but_never_over_what_is_being_typed() {
    let run = Run::start("foreign");
    demo(&run, &["--classes", "1"]);
    let window = run.open().await;
    enter(&window).await;
    window.open_group(GROUP).await;
    let group = window.attribute_css("[data-testid=\"nav-group\"][aria-current]", "data-group").await;
    let page = call(&run, "journal.page", &format!("{{\"group\":\"{group}\"}}"));
    let pupils: Vec<&str> = page["pupils"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
    let lesson = page["lessons"].as_array().unwrap().iter().find(|l| l["date"] == page["today"]).expect("a lesson today");
    let mark = |pupil: &str, mark: u8| {
        format!(
            "{{\"cell\":{{\"what\":\"mark\",\"group\":\"{group}\",\"pupil\":\"{pupil}\",\"date\":{},\"slot\":{}}},\"mark\":{mark}}}",
            lesson["date"], lesson["slot"]
        )
    };
    window.press("\u{e032}").await;
    window.find("journal-editor").await;
    window.script("document.querySelector('[data-testid=journal-editor]').value = '5'").await;
    let written = call(&run, "journal.write", &format!("{{\"changes\":[{},{}]}}", mark(pupils[0], 2), mark(pupils[3], 3)));
    assert!(written["done"].as_array().unwrap().iter().all(|d| d["refused"].is_null()), "{written}");
    window.until("return document.querySelector('[data-testid=journal-grid] tr[data-row=\"3\"] td.today')?.textContent === '3'").await;
    assert_eq!(window.script("return document.querySelector('[data-testid=journal-editor]')?.value ?? null").await, "5");
    window.press(&ENTER.to_string()).await;
    window.all_saved().await;
    assert_eq!(window.square(-1).await, "5", "the later word is the one that was typed");
    window.close().await;
}

/// Ctrl by the place of the key: on a Russian layout Ctrl+C arrives as «с», Ctrl+Z as «я».
#[tokio::test]
async fn squares_are_copied_pasted_and_taken_back_on_either_layout() {
    let run = Run::start("clipboard");
    demo(&run, &["--classes", "1"]);
    let window = run.open().await;
    enter(&window).await;
    window.open_group(GROUP).await;
    for (layout, copy, paste, undo) in [("us", "c", "v", "z"), ("ru", "Cyrillic_es", "Cyrillic_em", "Cyrillic_ya")] {
        let set = run.command("setxkbmap").arg(layout).status().expect("setxkbmap runs; `make deps` installs it");
        assert!(set.success(), "the layout {layout}");
        let key = async |keys: &str| run.key(keys).await;
        for one in ["5", "Down", "4", "Up", "shift+Down"] {
            key(one).await;
        }
        key(&format!("ctrl+{copy}")).await;
        key("Down").await;
        key("Down").await;
        key(&format!("ctrl+{paste}")).await;
        window.until("return document.activeElement?.matches('td.cursor') ?? false").await;
        window.all_saved().await;
        assert_eq!([window.square(0).await, window.square(1).await], ["5", "4"], "pasted on {layout}");
        key(&format!("ctrl+{undo}")).await;
        window.all_saved().await;
        assert_eq!([window.square(0).await, window.square(1).await], ["", ""], "taken back on {layout}");
        for one in ["Up", "Up", "shift+Down", "Delete", "Up"] {
            key(one).await;
        }
        window.all_saved().await;
    }
    window.close().await;
}

/// Figures are printed, not judged: a busy machine is slow, not wrong. Run with `--nocapture` on a quiet one.
#[tokio::test]
async fn the_way_of_a_key_is_measured() {
    let run = Run::start("keys");
    demo_of_its_own(&run, &["--classes", "1"]);
    full_class(&run);
    let window = run.open().await;
    unlock(&window).await;
    enter(&window).await;
    window.open_group(GROUP).await;
    let mut opened = Vec::new();
    for _ in 0..5 {
        window.open_term("I ч.").await;
        opened.push(window.measure_open("Год").await);
        window.journal_ready().await;
    }
    opened.sort_by(f64::total_cmp);
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let figures = window.measure_keys(200).await;
    println!(
        "page {} × {}: opened in {:.0} ms (median of 5); a key: work {:.1} ms, second frame {:.1} ms (95 %), longest task {:.1} ms",
        figures.size.0, figures.size.1, opened[2], figures.work, figures.frame, figures.long
    );
    assert_eq!(figures.size.0, 35, "a full class");
    assert!(figures.work.is_finite() && figures.frame.is_finite());
    window.close().await;
}

/// Seven more pupils make the class of 28 one of 35: the secretary's list, then the deputy's groups.
fn full_class(run: &Run) {
    let list = run.dir().join("прибыли.csv");
    let pupil = |(i, surname): (usize, &str)| format!("{surname};Пётр;Иванович;0{}.03.2015;м;5А\n", i + 1);
    let rows: String = ["Якимов", "Якубов", "Якушев", "Ямщиков", "Янин", "Ярцев", "Яшин"].into_iter().enumerate().map(pupil).collect();
    std::fs::write(&list, format!("Фамилия;Имя;Отчество;Дата рождения;Пол;Класс\n{rows}")).unwrap();
    let steps: [(&str, &[&str]); 2] =
        [("sekretar", &["import", "pupils", list.to_str().unwrap(), "--apply"]), ("zavuch", &["propose", "groups", "--apply"])];
    for (login, words) in steps {
        let mut command = run.command(program());
        command.arg("--home").arg(run.home()).args(words).env("ZHURNAL_USER", login).env("ZHURNAL_PASSWORD", PASSWORD);
        command.env(PHRASE_VARIABLE, PHRASE);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// An operation through the command line, as the teacher whose class is open.
fn call(run: &Run, name: &str, request: &str) -> serde_json::Value {
    let mut command = run.command(program());
    command.arg("--home").arg(run.home()).args(["call", name, request]).env("ZHURNAL_USER", TEACHER).env("ZHURNAL_PASSWORD", PASSWORD);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("an answer in JSON")
}

/// Enters as the teacher whose class is open.
async fn enter(window: &Window) {
    enter_as(window, TEACHER).await;
}
