//! The window itself: it opens, holds its home, and lets the page do only what it must.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;
use zhurnal_window_tests::{Run, Window};

#[tokio::test]
async fn the_window_opens_and_shows_its_root_element() {
    let run = Run::start("open");
    let window = run.open().await;
    window.find_css("#app").await;
    let titled = run.command("xdotool").args(["search", "--name", "^Журнал$"]).output().unwrap();
    assert!(titled.status.success(), "the system shows the window as «Журнал»");
    window.close().await;
}

/// The window holds keys, its pages names and marks: neither it nor WebKit's processes leave a core file.
#[tokio::test]
async fn no_process_of_the_window_leaves_a_core_dump() {
    let run = Run::start("dumps");
    let window = run.open().await;
    window.find_css("#app").await;
    let processes = window.processes();
    assert!(processes.len() > 1, "{processes:?}");
    for process in processes {
        let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
        let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{process}: {core}");
    }
    window.close().await;
}

#[tokio::test]
async fn a_second_window_on_the_same_home_is_refused() {
    let run = Run::start("twice");
    let window = run.open().await;
    window.find_css("#app").await;
    assert_eq!(run.start_plain().end(Duration::from_secs(30)), Some(7));
    window.close().await;
}

#[tokio::test]
async fn a_dropped_file_reaches_the_page_as_a_token_without_its_path() {
    let run = Run::start("drop");
    let file = run.dir().join("список.csv");
    std::fs::write(&file, "x").unwrap();
    let window = run.open().await;
    window.find_css("#app").await;
    listen(&window, "file-hover").await;
    listen(&window, "file-dropped").await;
    run.drag_file(&file, 700, 400).await;
    let told = window.until("return window.told.some(([name]) => name === 'file-dropped') && JSON.stringify(window.told)").await;
    let told = told.as_str().unwrap();
    assert!(told.starts_with("[[\"file-hover\",true]"), "{told}");
    assert!(told.contains("\"name\":\"список.csv\""), "{told}");
    assert!(!told.contains(run.dir().to_str().unwrap()), "{told}");
    window.close().await;
}

#[tokio::test]
async fn the_page_can_neither_reach_the_network_nor_call_more_than_its_commands() {
    let run = Run::start("walls");
    let window = run.open().await;
    window.find_css("#app").await;
    let served = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = served.local_addr().unwrap();
    window
        .script(&format!(
            "window.went = 'waits'; fetch('http://{address}/').then(() => window.went = 'out', () => window.went = 'refused')"
        ))
        .await;
    assert_eq!(window.until("return window.went !== 'waits' && window.went").await, "refused");
    // What a dialog is for decides what its file is good for; a page cannot ask for another kind.
    for (ask, kind) in [("pick_file", "sheet"), ("pick_save", "pupils")] {
        let ask = format!(
            "window.went = 'waits'; __TAURI_INTERNALS__.invoke('{ask}', {{ kind: '{kind}', suggestedName: 'x' }}).then(() => window.went = 'done', e => window.went = e.code)"
        );
        window.script(&ask).await;
        assert_eq!(window.until("return window.went !== 'waits' && window.went").await, "unknown-file-kind", "{kind}");
    }
    for command in ["plugin:path|resolve_directory", "plugin:window|close", "plugin:event|emit", "plugin:webview|create_webview"] {
        let ask = format!(
            "window.went = 'waits'; __TAURI_INTERNALS__.invoke('{command}', {{}}).then(() => window.went = 'done', e => window.went = String(e))"
        );
        window.script(&ask).await;
        let answer = window.until("return window.went !== 'waits' && window.went").await;
        assert!(answer.as_str().unwrap().contains("not allowed"), "{command}: {answer}");
    }
    window.script("const s = document.createElement('script'); s.textContent = 'window.inline = 1'; document.head.append(s)").await;
    assert_eq!(window.script("return window.inline ?? 'refused'").await, "refused");
    window.close().await;
}

#[tokio::test]
async fn pages_of_papers_have_a_protocol_of_their_own_that_answers_the_page_alone() {
    let run = Run::start("pages");
    let window = run.open().await;
    window.find_css("#app").await;
    for (address, code) in [("paper://localhost/K7QXM2PW/1.svg", "session-none"), ("paper://localhost/K7QXM2PW/0.svg", "paper-page")] {
        let ask = format!(
            "window.went = 'waits'; fetch('{address}').then(a => a.json()).then(e => window.went = e.code, e => window.went = String(e))"
        );
        window.script(&ask).await;
        assert_eq!(window.until("return window.went !== 'waits' && window.went").await, code, "{address}");
    }
    window.close().await;
}

/// Keeps every event of this name in `window.told`.
async fn listen(window: &Window, event: &str) {
    let script = format!(
        "window.told ??= []; window.listening = false;
         const handler = __TAURI_INTERNALS__.transformCallback(e => window.told.push([e.event, e.payload]));
         __TAURI_INTERNALS__.invoke('plugin:event|listen', {{ event: '{event}', target: {{ kind: 'Any' }}, handler }}).then(() => window.listening = true)"
    );
    window.script(&script).await;
    window.until("return window.listening").await;
}
