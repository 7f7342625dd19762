//! `zhurnal call NAME -`: a reply leaves the program only after its act is on disk, as the system calls show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../../tests/durable/order.rs"]
mod order;
#[path = "../../tests/durable/strace.rs"]
mod strace;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

fn zhurnal(wrapper: &[&str], home: &Path, args: &[&str]) -> Command {
    let exe = env!("CARGO_BIN_EXE_zhurnal");
    let mut command = Command::new(wrapper.first().unwrap_or(&exe));
    if !wrapper.is_empty() {
        command.args(&wrapper[1..]).arg(exe);
    }
    command.arg("--home").arg(home).args(args);
    command.env("ZHURNAL_KEYS", "file").env("ZHURNAL_KEYS_PASSPHRASE", "ключи лежат в сейфе");
    command.env("ZHURNAL_USER", "admin").env("ZHURNAL_PASSWORD", "кленовый лист за окном");
    command
}

#[test]
fn each_request_of_a_stream_is_read_written_synced_and_only_then_answered() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let sheet = dir.path().join("sheet.pdf");
    let init = ["init", "--school", "МБОУ «Заречная СОШ»", "--profile", "eljur", "--year", "2026", "--admin", "admin"];
    let done = zhurnal(&[], &home, &init).arg("--sheet").arg(sheet).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let out = dir.path().join("trace");
    let wrapper = strace::wrapper(out.to_str().unwrap(), "256");
    let mut child = zhurnal(&wrapper, &home, &["call", "classes.create", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("strace must be installed (package strace)");
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for grade in 1..=11 {
        for letter in ["А", "Б"] {
            to.write_all(format!("{{\"grade\":{grade},\"letter\":\"{letter}\"}}\n").as_bytes()).unwrap();
            let mut reply = String::new();
            from.read_line(&mut reply).unwrap();
            assert!(reply.starts_with('{') && reply.contains("\"id\""), "strace must be allowed: {reply}");
        }
    }
    drop(to);
    assert!(child.wait().unwrap().success());
    let calls = strace::parse(&std::fs::read_to_string(out).unwrap()).unwrap();
    let answered = order::order(&calls, |bytes| bytes.starts_with(b"{")).unwrap();
    assert_eq!(answered.len(), 22);
    // A class is an act of the year: one sync of one log, but for the first write of a log.
    assert!(answered.iter().filter(|a| !a.restarted).all(|a| a.syncs == 1), "{answered:?}");
    assert!(answered.iter().filter(|a| a.restarted).count() <= 1, "{answered:?}");
}
