//! The contract in TypeScript, and the catalogue behind it.

use std::path::Path;
use zhurnal::api::{OPERATIONS, contract};
use zhurnal::event::kinds;
use zhurnal::texts::Texts;

#[test]
fn the_windows_contract_is_the_one_the_core_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/generated/contract.ts");
    let made = contract();
    if std::fs::read_to_string(&path).unwrap_or_default() != made {
        std::fs::write(&path, &made).unwrap();
        panic!("{} was out of date and has been made anew: commit it", path.display());
    }
    assert!(made.contains("'import.pupils.plan': { request: ByToken; response: JobId };"));
}

#[test]
fn operations_have_names_of_their_own() {
    let mut names: Vec<_> = OPERATIONS.iter().map(|o| o.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), OPERATIONS.len());
}

#[test]
fn every_kind_of_event_has_a_name_for_the_log() {
    for kind in kinds::ALL.iter().flat_map(|t| t.iter()) {
        let id = format!("kind-{}", kind.name.replace('_', "-"));
        assert!(Texts::russian().has(&id), "{id}");
    }
}

#[test]
fn every_error_of_the_core_has_a_russian_text() {
    let mut missing = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), Path::new(env!("CARGO_MANIFEST_DIR")).join("cli/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let product = text.split("#[cfg(test)]\nmod").next().unwrap();
            for code in codes(product) {
                if !Texts::russian().has(&format!("error-{code}")) {
                    missing.push(format!("{code} in {}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Codes of errors in a source file: the first text after a constructor.
fn codes(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for start in ["Error::input(", "Error::denied(", "Error::usage(", "Error::other(", "Error::damaged(", "Error::new(", "Fault("] {
        for after in text.split(start).skip(1) {
            let call = after.split([')', ';']).next().unwrap_or_default();
            let code = call.split('"').nth(1).unwrap_or_default();
            if !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
                out.push(code.to_owned());
            }
        }
    }
    out
}
