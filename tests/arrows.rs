//! What may use what (docs/ARCHITECTURE.md): the core's folders, the shells, the model.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder or file of `src` and what it may use of the others, leftwards only. `types` are the plain shapes of the contract (`api::types`).
const MAY_USE: &[(&str, &str)] = &[
    ("error", ""),
    ("id", "error"),
    ("time", "error"),
    ("given", "error"),
    ("private", "error"),
    ("staged", "error id given private"),
    ("texts", "error"),
    ("event", "error id"),
    ("people", "error id"),
    ("school", "error id time people"),
    ("journal", "error id people school"),
    ("grading", "error id school journal"),
    ("rights", "error id event"),
    ("keys", "error id time private"),
    ("types", "error id"),
    ("platform", "error time private"),
    ("store", "error id time event rights keys types private"),
    ("import", "error id time texts people school journal types"),
    ("print", "error id time texts keys people school journal types"),
    ("archive", "error id time given texts event rights keys people school journal types store print"),
    ("book", "error id time texts event people school journal grading rights keys types store import print archive staged given private"),
    (
        "api",
        "error id time texts event people school journal grading rights keys types platform store import print archive book staged given private",
    ),
    (
        "demo",
        "error id time texts event people school journal grading rights keys types platform store import print archive book api staged",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Every file below a folder with one of the endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
                out.push(path);
            }
        }
    }
    assert!(!out.is_empty(), "{} holds nothing", folder.display());
    out
}

/// The node a file of `src` belongs to.
fn node(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let parts: Vec<String> = inside.components().map(|c| c.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
    match parts.as_slice() {
        [a, b, ..] if a == "api" && b == "types" => "types".to_owned(),
        [a, ..] => a.clone(),
        [] => unreachable!(),
    }
}

/// Whether a file of the tree at `root` holds tests alone: `tests.rs`, `…_tests.rs`, or anything in a folder `tests`. The place of the tree says nothing.
fn holds_tests(path: &Path, root: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap();
    let of_tests = |part: &str| part == "tests" || part.ends_with("_tests");
    inside.components().any(|c| of_tests(c.as_os_str().to_string_lossy().trim_end_matches(".rs")))
}

/// The nodes that a line uses: `crate::book::…`, `crate::api::types::…`, `crate::{error::…, id::…}`; names that `lib.rs` lifts are `error`.
fn used(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for after in line.split("crate::").skip(1) {
        let word: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let is_types = word == "api" && after.starts_with("api::types");
        match word.as_str() {
            "Error" | "ErrorKind" | "Result" => out.push("error".to_owned()),
            // What `lib.rs` lifts may come in braces; anything else stands on a line of its own, so that it can be followed.
            "" => {
                let names = after.trim_start_matches('{').split('}').next().unwrap();
                let lifted = |n: &str| matches!(n.trim(), "Error" | "ErrorKind" | "Result");
                assert!(names.split(',').all(lifted), "`use crate::{{…}}` cannot be followed: {line}");
            }
            _ if is_types => out.push("types".to_owned()),
            _ => out.push(word),
        }
    }
    out
}

#[test]
fn folders_of_the_core_call_leftwards_only() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> = MAY_USE.iter().map(|(n, u)| (*n, u.split(' ').collect())).collect();
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        let node = node(&path);
        if node == "lib" {
            continue;
        }
        let may = allowed.get(node.as_str()).unwrap_or_else(|| panic!("{}: {node} has no row in the table", path.display()));
        let text = fs::read_to_string(&path).unwrap();
        // What stands in a file's own tests may look further.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        if holds_tests(&path, &root()) {
            continue;
        }
        for (n, line) in code.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for used in used(line).into_iter().filter(|u| *u != node && !may.contains(u.as_str())) {
                wrong.push(format!("{}:{}: {node} may not use {used}", path.display(), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_tree_in_a_folder_of_tests_is_looked_at_all_the_same() {
    let root = Path::new("/home/a/tests/journal");
    assert!(!holds_tests(&root.join("src/book/log.rs"), root));
    assert!(!holds_tests(&root.join("src/book/contests.rs"), root));
    assert!(holds_tests(&root.join("src/keys/root_tests.rs"), root));
    assert!(holds_tests(&root.join("src/keys/tests.rs"), root));
    assert!(holds_tests(&root.join("src/keys/tests/sheet.rs"), root));
}

#[test]
fn the_table_itself_points_leftwards() {
    let place: BTreeMap<&str, usize> = MAY_USE.iter().enumerate().map(|(i, (n, _))| (*n, i)).collect();
    for (node, uses) in MAY_USE {
        for used in uses.split(' ').filter(|u| !u.is_empty()) {
            assert!(place[used] < place[node], "{node} uses {used}, which stands to its right");
        }
    }
}

/// A word that may stand only in some files of a tree.
fn only(tree: &str, endings: &[&str], words: &[&str], allowed: &[&str]) {
    let mut wrong = Vec::new();
    for path in files(&root().join(tree), endings) {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if allowed.iter().any(|a| name.starts_with(a)) {
            continue;
        }
        for (n, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            wrong.extend(words.iter().filter(|w| line.contains(**w)).map(|w| format!("{name}:{}: {w}", n + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_stands_in_the_store_alone() {
    for tree in ["src", "cli/src", "src-tauri/src", "bridge/src", "paper/src"] {
        only(tree, &["rs"], &["rusqlite"], &["src/store/", "src/error.rs"]);
    }
}

#[test]
fn tauri_stands_in_the_window_alone() {
    for tree in ["src", "cli/src", "bridge/src", "paper/src"] {
        only(tree, &["rs"], &["tauri::"], &[]);
    }
    only("ui/src", &["ts", "svelte"], &["@tauri-apps/"], &["ui/src/lib/backend/tauri.ts"]);
}

#[test]
fn nobody_asks_the_system_for_the_time_but_the_clock() {
    for tree in ["src", "cli/src", "src-tauri/src", "bridge/src", "paper/src"] {
        only(tree, &["rs"], &["Utc::now", "Local::now", "SystemTime::now", "Instant::now"], &["src/time.rs"]);
    }
}

#[test]
fn the_model_shares_only_the_event_types_with_the_product() {
    let mut read = 0;
    for path in files(&root().join("tests/model"), &["rs"]) {
        read += 1;
        for (n, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for used in line.split("zhurnal::").skip(1) {
                assert!(
                    used.starts_with("event::") || used.starts_with("id::DeviceId;"),
                    "{}:{}: the model may import zhurnal::event (and the id of a device) only",
                    path.display(),
                    n + 1
                );
            }
            assert!(!line.contains("crate::support") && !line.contains("extern crate"), "{}:{}", path.display(), n + 1);
        }
    }
    assert!(read >= 4);
}
