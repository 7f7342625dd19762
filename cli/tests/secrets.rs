//! Secrets and the command line: never an argument, never said back, never in a core dump; a demo with keys of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SECRET: &str = "синий-трамвай-у-моста-7";
const PHRASE: &str = "клён за окном шумит ветром";
/// Makes an empty demo school with keys of its own.
const OWN: [&str; 5] = ["demo", "--own-keys", "--empty", "--day", "2026-10-23"];

/// The program with nothing in its environment but these variables.
fn zhurnal(home: &Path, args: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhurnal"));
    command.arg("--home").arg(home).args(args).env_clear().envs(variables.iter().copied()).stdin(Stdio::null());
    command
}

/// Runs it with lines of standard input.
fn with_input(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that refuses its arguments reads nothing.
    let _closed = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn object(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

/// An empty school of the demo under a phrase of its own.
fn school(home: &Path) {
    let done = with_input(zhurnal(home, &OWN, &[("ZHURNAL_KEYS_PASSPHRASE", PHRASE)]), "");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A list that a school brings.
fn list() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/data/зачисление-1-классы.csv")
}

const ADMIN: [(&str, &str); 3] = [("ZHURNAL_USER", "admin"), ("ZHURNAL_PASSWORD", "zarechnaya-2027"), ("ZHURNAL_KEYS_PASSPHRASE", PHRASE)];

#[test]
fn a_secret_in_an_argument_is_refused_with_the_way_out_and_not_said_back() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let named = format!("--password={SECRET}");
    let login = json!({ "login": "admin", "password": SECRET }).to_string();
    let cases: [(&[&str], &str); 6] = [
        (&["check", "--password", SECRET], "secret-argument"),
        (&["check", &named], "secret-argument"),
        (&["init", "--admin-password", SECRET, "--school", "Школа"], "secret-argument"),
        (&["demo", "--own-keys", "--keys-passphrase", SECRET], "secret-argument"),
        (&["admins", "remove", "admin", SECRET], "argument-extra"),
        (&["call", "session.login", &login], "secret-json"),
    ];
    for (args, code) in cases {
        let told = with_input(zhurnal(&home, args, &[]), "");
        let text = String::from_utf8_lossy(&told.stderr).into_owned() + &String::from_utf8_lossy(&told.stdout);
        assert_eq!(told.status.code(), Some(2), "{args:?}");
        assert!(!text.contains(SECRET), "{args:?}: {text}");
        let way_out = if code == "secret-json" { "zhurnal call session.login -" } else { "аргумент" };
        assert!(text.contains(way_out), "{args:?}: {text}");
        let told = with_input(zhurnal(&home, &[args, &["--json"]].concat(), &[]), "");
        assert_eq!(object(&told)["error"]["code"], code, "{args:?}");
    }
    assert!(!home.exists(), "refused before anything");
}

#[test]
fn every_operation_with_a_secret_in_its_request_refuses_it_as_an_argument() {
    let dir = tempfile::tempdir().unwrap();
    let list = object(&with_input(zhurnal(dir.path(), &["call", "--list", "--json"], &[]), ""));
    let secret = list["operations"].as_array().unwrap().iter().filter(|o| o["secret"] == true);
    let secret: Vec<&str> = secret.map(|o| o["name"].as_str().unwrap()).collect();
    assert!(secret.len() >= 12 && secret.contains(&"school.create"), "{secret:?}");
    for name in secret {
        let told = with_input(zhurnal(dir.path(), &["call", name, r#"{"password":"x"}"#, "--json"], &[]), "");
        assert_eq!(object(&told)["error"]["code"], "secret-json", "{name}");
    }
}

#[test]
fn secrets_come_by_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let made = with_input(zhurnal(&home, &OWN, &[]), &format!("{PHRASE}\n"));
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(!String::from_utf8_lossy(&made.stderr).contains("известна всем"), "it is a school");
    // The password first, the request after it.
    let variables = [("ZHURNAL_USER", "admin"), ("ZHURNAL_KEYS_PASSPHRASE", PHRASE)];
    let change = json!({ "old": "zarechnaya-2027", "new": SECRET });
    let input = format!("zarechnaya-2027\n{change}\n");
    let changed = with_input(zhurnal(&home, &["call", "session.change_password", "-"], &variables), &input);
    assert_eq!(String::from_utf8_lossy(&changed.stdout), "{}\n", "{}", String::from_utf8_lossy(&changed.stderr));
    let list = with_input(zhurnal(&home, &["call", "classes.list"], &variables), &format!("{SECRET}\n"));
    assert_eq!(object(&list)["pupils"], 0);
    for wrong in ["", "ключ в сейфе", "учебная школа", "Пароль 2026-2027!"] {
        let other = dir.path().join("other");
        let told = with_input(zhurnal(&other, &["demo", "--own-keys", "--empty", "--json"], &[]), &format!("{wrong}\n"));
        assert!(object(&told)["error"]["code"].as_str().unwrap().starts_with("passphrase-"), "{wrong}");
        assert!(!other.exists());
    }
}

#[test]
fn a_demo_home_says_what_it_is_and_refuses_what_is_real() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let made = with_input(zhurnal(&home, &["demo", "--empty", "--day", "2026-10-23"], &[]), "");
    assert!(made.status.success() && String::from_utf8_lossy(&made.stdout).contains("--own-keys"));
    let (list, zip) = (list(), dir.path().join("год.zip"));
    let import = ["import", "pupils", list.to_str().unwrap(), "--json"];
    let archive = ["archive", "--year", "2026", "--out", zip.to_str().unwrap(), "--json"];
    for args in [&import[..], &archive] {
        let told = with_input(zhurnal(&home, args, &ADMIN[..2]), "");
        assert_eq!((object(&told)["error"]["code"].as_str(), told.status.code()), (Some("demo-not-real"), Some(4)), "{args:?}");
        assert!(String::from_utf8_lossy(&told.stderr).contains("Учебная школа"), "said at every start");
    }
    assert!(!zip.exists());
}

#[test]
fn a_school_with_keys_of_its_own_takes_the_list() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    school(&home);
    let list = list();
    let import = ["import", "pupils", list.to_str().unwrap(), "--apply", "--json"];
    let told = with_input(zhurnal(&home, &import, &ADMIN), "");
    assert!(object(&told)["applied"]["created"].as_u64().unwrap() > 0);
    assert!(told.stderr.is_empty(), "{}", String::from_utf8_lossy(&told.stderr));
}

#[test]
#[cfg(target_os = "linux")]
fn a_running_program_leaves_no_core_dump_and_no_secret_in_the_list_of_programs() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    school(&home);
    let mut command = zhurnal(&home, &["call", "settings.set", "-"], &ADMIN);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    writeln!(to, "{}", json!({ "name": "n", "value": "1" })).unwrap();
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    assert_eq!(line, "{}\n", "logged in, keys in memory");
    let proc = |name: &str| std::fs::read(format!("/proc/{}/{name}", child.id())).unwrap();
    let limits = String::from_utf8(proc("limits")).unwrap();
    let core: Vec<&str> = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap().split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"], "{limits}");
    let line = String::from_utf8(proc("cmdline")).unwrap();
    assert!(!line.contains(PHRASE) && !line.contains("zarechnaya-2027"), "{line}");
    drop(to);
    assert!(child.wait().unwrap().success());
}

/// The system gives the memory of a program that is not to be read to root; that of any other to its person.
#[test]
#[cfg(target_os = "linux")]
fn the_memory_of_a_running_program_is_not_read_by_others_of_the_same_person() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const SOMEBODY: u32 = 65_534;
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let program = dir.path().join("zhurnal");
    std::fs::copy(env!("CARGO_BIN_EXE_zhurnal"), &program).unwrap();
    let me = std::fs::metadata("/proc/self").unwrap().uid();
    let owner = |command: &mut Command, input: &str| {
        if me == 0 {
            command.uid(SOMEBODY);
        }
        let mut child = command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut to = child.stdin.take().unwrap();
        to.write_all(input.as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "it runs");
        let owner = std::fs::metadata(format!("/proc/{}/mem", child.id())).unwrap().uid();
        drop(to);
        child.wait().unwrap();
        owner
    };
    let ours = owner(Command::new(&program).arg("--home").arg(dir.path().join("none")).args(["call", "app.state", "-"]), "{}\n");
    let another = owner(&mut Command::new("/bin/cat"), "{}\n");
    assert_eq!((ours, another), (0, if me == 0 { SOMEBODY } else { me }));
}
