//! A copy for good through the real window: the year of a demo school is over, the deputy prints a class's summary sheet, types the
//! password, and the archive of the year holds the very file.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use zhurnal_window_tests::demo::{PASSWORD, demo_of_its_own, enter_as, unlock};
use zhurnal_window_tests::{Run, Window};

/// A class whose finals and decisions the demo school has written to the end.
const CLASS: &str = "9Б";

#[tokio::test]
async fn the_deputy_prints_a_summary_sheet_for_good_and_the_archive_holds_it() {
    let run = Run::start("finals");
    demo_of_its_own(&run, &["--classes", "2", "--day", "2027-06-01"]);
    let (paper, zip) = (run.dir().join("ведомость.pdf"), run.dir().join("архив.zip"));
    run.answer_dialogs(&[&paper, &paper, &zip]);
    let window = run.open().await;
    unlock(&window).await;
    assert_eq!(window.count("demo-banner").await, 0);
    enter_as(&window, "zavuch").await;
    window.click("nav-print").await;
    window.click("print-paper-summary").await;
    window.click_css(&format!("[data-testid=\"class-item\"][data-name=\"{CLASS}\"]")).await;
    window.click("print-build").await;
    window.until("return document.querySelector('[data-testid=\"paper-page\"][data-shown=\"true\"]') !== null").await;
    assert_eq!(window.attribute("paper-lacks", "data-count").await, "0", "the year of {CLASS} is written to the end");
    window.picture("01-before").await;

    // A wrong password prints nothing.
    final_copy(&window, "не тот пароль").await;
    window.until("return document.querySelector('[data-testid=\"error\"]')?.dataset.code === 'password-wrong'").await;
    window.picture("02-wrong-password").await;
    assert!(!paper.exists());
    final_copy(&window, PASSWORD).await;
    window.until("return document.querySelector('[data-testid=\"paper-saved\"]')?.dataset.final === 'true'").await;
    assert_eq!(window.text("paper-checkpoint").await.split_whitespace().collect::<String>().len(), 16);
    window.picture("03-printed").await;
    let printed = std::fs::read(&paper).unwrap();
    assert!(printed.starts_with(b"%PDF-1.4"));

    window.click("nav-archive").await;
    window.click("archive-make").await;
    window.click("confirm-yes").await;
    window.until("return document.querySelector('[data-testid=\"archive-made\"]') !== null").await;
    let read = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
    let name = format!("ведомости/{CLASS}.pdf");
    let listed = std::process::Command::new("python3").args(["-c", read]).arg(&zip).arg(name).output().unwrap();
    assert!(listed.stdout == printed, "the archive holds the very file");
    window.close().await;
}

async fn final_copy(window: &Window, password: &str) {
    window.click("paper-final").await;
    window.fill("final-password", password).await;
    window.click("final-yes").await;
}
