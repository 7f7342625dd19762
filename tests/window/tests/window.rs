//! The window itself: it opens, shows its page, and holds its home.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use zhurnal_window_tests::Run;

#[tokio::test]
async fn the_window_opens_and_shows_its_root_element() {
    let run = Run::start("open");
    let window = run.open().await;
    window.find_css("#app").await;
    let titled = run.command("xdotool").args(["search", "--name", "^Журнал$"]).status().unwrap();
    assert!(titled.success(), "the system shows the window as «Журнал»");
    window.picture("root").await;
    window.close().await;
}

#[tokio::test]
async fn a_second_window_on_the_same_home_is_refused() {
    let run = Run::start("twice");
    let window = run.open().await;
    window.find_css("#app").await;
    assert_eq!(run.start_plain().end(std::time::Duration::from_secs(30)), Some(7));
    window.close().await;
}
