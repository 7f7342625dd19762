//! Any file that differs from its canonical re-creation is refused: every single byte of a small archive, random bytes of a larger one.

use super::forged::{Files, forge, own_key};
use super::school::{archived, problems, small, verdict};
use std::io::{Cursor, Write};
use zhurnal::archive::zip::Writer;

/// A generator that gives the same numbers everywhere.
struct Dice(u64);
impl Dice {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

#[test]
fn every_single_byte_of_a_small_archive_counts() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let trust = made["fingerprint"].as_str().unwrap();
    // Small: the ledger, a table, and what every archive has, signed by the same computer.
    let kept = ["ПРОЧТИ.txt", "данные/обучающиеся.json", "записи/реестр.bin", "записи/2026.bin"];
    let bytes = forge(&bytes, &own_key(dir.path()), &|files, _| files.retain(|(name, _)| kept.contains(&name.as_str())));
    assert!(verdict(&bytes, Some(trust)).authentic);
    let half = bytes.len() / 2;
    std::thread::scope(|scope| {
        for range in [0..half, half..bytes.len()] {
            let bytes = &bytes;
            scope.spawn(move || {
                let (mut dice, mut bad) = (Dice(1), bytes.clone());
                for at in range {
                    bad[at] ^= 1 << dice.next(8);
                    let v = verdict(&bad, Some(trust));
                    assert!(!v.intact && !v.authentic && !v.problems.is_empty(), "byte {at} of {}", bytes.len());
                    bad[at] = bytes[at];
                }
            });
        }
    });
}

#[test]
fn two_thousand_random_bytes_of_a_larger_archive_count() {
    let dir = tempfile::tempdir().unwrap();
    let desk = small(dir.path());
    let path = dir.path().join("большой.zip");
    let paper = |_: &zhurnal::book::Book, _: &[u8; 16]| {
        let bytes: Vec<u8> = (0..300_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        Ok(vec![zhurnal::book::PaperFile { folder: "журналы", title: "5".into(), bytes, pages: 1 }])
    };
    desk.app.book().unwrap().make_archive(&path, &paper, &|_, _| true).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.len() > 600_000 && verdict(&bytes, None).intact);
    let mut dice = Dice(2027);
    let mut bad = bytes.clone();
    for n in 0..2000 {
        let at = dice.next(bytes.len());
        bad[at] ^= 1 << dice.next(8);
        assert!(!verdict(&bad, None).intact, "flip {n}, byte {at}");
        bad[at] = bytes[at];
    }
}

#[test]
fn mutated_archives_break_nothing_and_are_never_intact() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let mut dice = Dice(7);
    for n in 0..1500 {
        let mut bad = bytes.clone();
        for _ in 0..=dice.next(4) {
            let at = dice.next(bad.len());
            match dice.next(5) {
                0 => bad.truncate(at.max(1)),
                1 => bad.insert(at, dice.next(256) as u8),
                2 => drop(bad.remove(at)),
                3 => {
                    let to = dice.next(bad.len());
                    bad.swap(at, to);
                }
                _ => bad[at] = dice.next(256) as u8,
            }
            if bad.len() < 2 {
                break;
            }
        }
        assert!(bad == bytes || !verdict(&bad, None).intact, "mutation {n}");
    }
}

/// The archive written again with some of its files changed: what another program would leave.
fn rewritten(bytes: &[u8], change: &dyn Fn(&str, Vec<u8>) -> Files) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Writer::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let packed = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        for (name, content) in change(&packed, content) {
            out.file(&name, |w| Ok(w.write_all(&content)?)).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn what_was_changed_added_and_removed_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let keep = |name: &str, content: Vec<u8>| vec![(name.to_owned(), content)];
    assert_eq!(rewritten(&bytes, &keep), bytes, "the same files make the same archive");
    let bad = rewritten(&bytes, &|name, mut content| match name {
        "данные/обучающиеся.csv" => {
            content[10] ^= 1;
            vec![(name.to_owned(), content)]
        }
        "данные/классы.json" => vec![],
        "ПРОЧТИ.txt" => vec![(name.to_owned(), content), ("данные/новое.txt".to_owned(), b"x".to_vec())],
        _ => vec![(name.to_owned(), content)],
    });
    let named = |code: &str, file: &str| (code.to_owned(), file.to_owned());
    let wanted = [named("added", "данные/новое.txt"), named("changed", "данные/обучающиеся.csv"), named("removed", "данные/классы.json")];
    assert_eq!(problems(&verdict(&bad, None)), wanted);
    let swapped = rewritten(&bytes, &|name, content| match name {
        "manifest.sig" => vec![(name.to_owned(), content.iter().rev().copied().collect())],
        _ => vec![(name.to_owned(), content)],
    });
    assert_eq!(problems(&verdict(&swapped, None)), [named("signature", "manifest.sig")]);
}

#[test]
fn an_archive_that_another_program_packed_again_is_refused_and_the_changed_file_still_named() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in (0..zip.len()).rev() {
        let mut file = zip.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        out.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        if name == "ПРОЧТИ.txt" {
            content.push(b'!');
        }
        out.write_all(&content).unwrap();
    }
    let v = verdict(&out.finish().unwrap().into_inner(), None);
    let codes: Vec<_> = problems(&v);
    assert!(!v.intact && codes.contains(&("not-canonical".into(), String::new())), "{codes:?}");
    assert!(codes.contains(&("changed".into(), "ПРОЧТИ.txt".into())), "{codes:?}");
    assert_eq!(codes.len(), 2, "the others are as they were: {codes:?}");
}

#[test]
fn what_is_no_archive_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK", b"%PDF-1.4", &[0; 4096]] {
        let v = verdict(bytes, None);
        assert!(!v.intact && problems(&v) == [("not-archive".to_owned(), String::new())]);
    }
}
