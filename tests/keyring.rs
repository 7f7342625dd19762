//! A vault in a real keyring: gnome-keyring on a session bus of its own. Needs `dbus` and `gnome-keyring`; without them the
//! tests fail, they are not skipped.

use std::path::Path;
use std::process::Command;
use zhurnal::keys::{KdfCost, KeyStorage, Vault};

/// Runs one of the ignored tests below in a process of its own, whose home and session are empty.
fn child(wrapper: Option<&str>, home: &Path, test: &str) -> (bool, String) {
    let own = std::env::current_exe().expect("own path");
    let mut command = match wrapper {
        Some(script) => {
            let mut c = Command::new("dbus-run-session");
            c.args(["--", "sh", "-c", script, "sh"]).arg(own);
            c
        }
        None => Command::new(own),
    };
    command.args(["--ignored", "--exact", test]).env("HOME", home).env("XDG_RUNTIME_DIR", home);
    command.env("XDG_DATA_HOME", home.join("data")).env_remove("DBUS_SESSION_BUS_ADDRESS").env_remove("DISPLAY");
    let out = command.output().expect("dbus-run-session of the package dbus");
    (out.status.success(), format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
}

#[test]
fn a_vault_in_gnome_keyring_survives_a_restart_of_the_program() {
    let home = tempfile::tempdir().expect("folder");
    let unlock = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && \"$@\" && \"$@\"";
    let (good, said) = child(Some(unlock), home.path(), "keyring::in_a_session_with_a_keyring");
    assert!(good && said.matches("1 passed").count() == 2, "{said}");
}

#[test]
fn without_a_keyring_the_error_says_so() {
    let home = tempfile::tempdir().expect("folder");
    let (good, said) = child(None, home.path(), "keyring::in_a_session_without_a_keyring");
    assert!(good && said.contains("1 passed"), "{said}");
}

/// The first run creates, the second opens.
#[test]
#[ignore = "run by a_vault_in_gnome_keyring_survives_a_restart_of_the_program"]
fn in_a_session_with_a_keyring() {
    let home = Path::new(&std::env::var_os("HOME").expect("HOME")).join("journal");
    let noted = home.join("noted");
    if let Ok(before) = std::fs::read_to_string(&noted) {
        let vault = Vault::open(&home, KeyStorage::Keyring, None).expect("opens");
        let key = vault.database_key("registry.db").expect("key");
        assert_eq!(before, format!("{} {}", vault.device().signing.public(), blake3::hash(key.expose())));
        vault.database_key("years/2026.db").expect("a further key");
    } else {
        std::fs::create_dir(&home).expect("folder");
        let vault = Vault::create(&home, KeyStorage::Keyring, None, KdfCost::default()).expect("creates");
        let key = vault.database_key("registry.db").expect("key");
        std::fs::write(noted, format!("{} {}", vault.device().signing.public(), blake3::hash(key.expose()))).expect("noted");
    }
}

#[test]
#[ignore = "run by without_a_keyring_the_error_says_so"]
fn in_a_session_without_a_keyring() {
    let home = tempfile::tempdir().expect("folder");
    let e = Vault::create(home.path(), KeyStorage::Keyring, None, KdfCost::default()).expect_err("no keyring here");
    assert_eq!(e.code, "no-keyring");
    assert_eq!(KeyStorage::of(home.path()), None);
}
