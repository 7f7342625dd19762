//! The reader written from docs/FORMAT.md alone, in another language, says the same of good archives and bad ones.

use super::school::{archived, small, verdict};
use std::path::Path;
use std::process::Command;

/// What the stranger says: exit code 0 authentic, 5 intact, 6 damaged.
fn stranger(path: &Path, trust: Option<&str>) -> (i32, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader/archive.py");
    let mut command = Command::new("python3");
    command.arg(script).arg(path);
    if let Some(t) = trust {
        command.args(["--trust", t]);
    }
    let out = command.output().expect("python3");
    (out.status.code().unwrap(), format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
}

#[test]
fn a_second_reader_agrees_on_good_and_flipped_archives() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let trust = made["fingerprint"].as_str().unwrap();
    let path = dir.path().join("архив.zip");
    let (code, said) = stranger(&path, Some(trust));
    assert_eq!(code, 0, "{said}");
    assert_eq!(stranger(&path, None).0, 5);
    assert_eq!(stranger(&path, Some("aaaaaaaaaaaaaaaa")).0, 5);
    let bad = dir.path().join("испорчен.zip");
    for n in 0..12usize {
        let at = n * 7919 * 13 % bytes.len();
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (n % 8);
        std::fs::write(&bad, &flipped).unwrap();
        let (code, said) = stranger(&bad, Some(trust));
        assert_eq!((code, verdict(&flipped, Some(trust)).intact), (6, false), "byte {at}: {said}");
    }
}
