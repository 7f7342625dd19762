//! Files made to eat memory and time: what is read of them is counted, and a person who has had enough is let go at once.

use super::forged::{files, forge, manifest, own_key};
use super::school::{archived, problems, small, verdict};
use super::sparse::{Sparse, container, end};
use std::cell::Cell;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use zhurnal::api::types::ArchiveVerdict;
use zhurnal::archive::names;
use zhurnal::archive::stream::MAGIC;
use zhurnal::archive::zip::{MAX_BYTES, Source};
use zhurnal::book::{verify, verify_file};
use zhurnal::event::{ChainId, Volume};
use zhurnal::id::DeviceId;

/// What is said of a file, with nothing read that was not counted.
fn said(of: &Sparse) -> ArchiveVerdict {
    let (file, scratch) = (of.clone(), tempfile::tempdir().unwrap());
    verify(Arc::new(move || Ok(Box::new(file.clone()) as Box<dyn Source>)), None, scratch.path(), &|_, _| true).unwrap()
}

fn codes(v: &ArchiveVerdict) -> Vec<&str> {
    assert!(!v.intact && !v.authentic && !v.holds && !v.folded);
    v.problems.iter().map(|p| p.code.as_str()).collect()
}

#[test]
fn a_file_that_is_too_large_is_refused_in_words_before_it_is_read() {
    let file = Sparse::of(MAX_BYTES + 1);
    let v = said(&file);
    assert_eq!((codes(&v), v.problems[0].args["gb"].as_str(), file.count()), (vec!["too-large"], "4", 0));
    let full = Sparse::of(MAX_BYTES);
    assert_eq!((codes(&said(&full)), full.count() < 100), (vec!["not-archive"], true), "zeros from end to end");
}

#[test]
fn directories_that_lie_are_not_read() {
    let lies = |count: u16, size: u32, offset: u32| {
        let mut file = Sparse::default();
        file.push(b"PK\x03\x04");
        file.zeros(u64::from(u32::MAX) - 1000);
        file.push(&end(count, size, offset));
        let v = said(&file);
        assert_eq!(codes(&v), ["not-canonical"], "{count} {size} {offset}");
        assert!(file.count() < 1000, "{} bytes", file.count());
    };
    lies(10_000, u32::MAX - 1022, 26);
    lies(10_001, 1000, u32::MAX - 1996);
    lies(u16::MAX, u32::MAX, u32::MAX);
    lies(1, 0, 0);
    lies(3, 100, u32::MAX);
    // ZIP64: its locator stands before an end record that says nothing.
    let mut file = Sparse::of(1 << 20);
    file.push(&[&b"PK\x06\x07"[..], &[0xFF; 16]].concat());
    file.push(&end(u16::MAX, u32::MAX, u32::MAX));
    assert_eq!(codes(&said(&file)), ["not-archive"]);
    // Ten thousand entries, each of them the whole file.
    let mut entry = b"PK\x01\x02\x0a\x03\x0a\0\0\0\0\0\0\0\x21\0\0\0\0\0".to_vec();
    entry.extend(
        [&(1u32 << 31).to_le_bytes()[..], &(1u32 << 31).to_le_bytes(), &[1, 0], &[0; 8], &[0, 0, 0xA4, 0x81], &[0; 4], b"a"].concat(),
    );
    let mut file = Sparse::default();
    file.push(b"PK\x03\x04\x0a\0\0\0\0\0\0\0\x21\0");
    file.zeros(1 << 31);
    let at = file.length() as u32;
    let directory = entry.repeat(10_000);
    file.push(&directory);
    file.push(&end(10_000, directory.len() as u32, at));
    let v = said(&file);
    assert!(!v.intact && file.count() < 64 << 20, "{} bytes, {:?}", file.count(), codes(&v));
}

#[test]
fn a_manifest_of_a_gigabyte_is_read_no_further_than_a_manifest_goes() {
    let file = container(&[("a", b"", 0), (names::MANIFEST, b"{", 1 << 30), (names::SIGNATURE, b"", 64)]);
    assert_eq!(problems(&said(&file)), [("manifest".to_owned(), names::MANIFEST.to_owned())]);
    assert!(file.count() < 10 << 20, "{} bytes", file.count());
}

#[test]
fn what_unpacks_to_more_than_the_manifest_says_is_read_no_further() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files(&bytes) {
        out.start_file(&*name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        let bomb = vec![0; 64 << 20];
        std::io::Write::write_all(&mut out, if name == names::README { &bomb } else { &content }).unwrap();
    }
    let bytes = out.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let v = verdict(&bytes, None);
    let changed = ("changed".to_owned(), names::README.to_owned());
    assert_eq!(problems(&v), [("not-canonical".to_owned(), String::new()), changed]);
}

/// The archive of a small school with another ledger of the year, signed again.
fn with_year(ledger: &[u8]) -> ArchiveVerdict {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let bytes = forge(&bytes, &own_key(dir.path()), &|files, _| {
        files.iter_mut().find(|(n, _)| n == "записи/2026.bin").unwrap().1 = ledger.to_vec();
    });
    verdict(&bytes, None)
}

fn header(count: u32) -> Vec<u8> {
    let chain = ChainId { device: DeviceId([1; 16]), volume: Volume(2026), nonce: 1 };
    let mut out = MAGIC.to_vec();
    out.extend([&chain.device.0[..], &2026u16.to_be_bytes(), &1u64.to_be_bytes(), &0u32.to_be_bytes(), &chain.origin(), &[0; 64]].concat());
    out.extend(count.to_be_bytes());
    out
}

#[test]
fn an_event_without_end_and_a_segment_of_too_many_are_refused() {
    let why = |ledger: &[u8]| {
        let v = with_year(ledger);
        assert!(!v.intact && !v.folded, "{:?}", v.problems);
        v.problems.last().unwrap().args["why"].clone()
    };
    assert_eq!(why(&[header(1), vec![0xFF; 1 << 20]].concat()), "form", "an event of four gigabytes");
    assert_eq!(why(&header(u32::MAX)), "form");
    assert_eq!(why(&[header(1), vec![0, 0, 0]].concat()), "form");
    // One event a segment, more segments than any ledger has.
    let event = zhurnal::event::Event::new(1, zhurnal::event::spec(201).unwrap(), vec![], zhurnal::event::Value::Null).to_bytes();
    let one = [&header(1)[MAGIC.len()..], &(event.len() as u32).to_be_bytes(), &event].concat();
    assert_eq!(why(&[MAGIC.to_vec(), one.repeat((1 << 16) + 1)].concat()), "limit");
    assert_eq!(why(&[MAGIC.to_vec(), one.repeat(3)].concat()), "signature", "of nobody");
}

#[test]
fn a_ledger_larger_than_any_is_refused_unread() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let said_of = |size: u64| {
        let mut m = manifest(&bytes);
        m.files.retain(|f| f.name.starts_with("записи/"));
        (m.files[0].size, m.files[1].size) = (17, size);
        let text = m.to_bytes().unwrap();
        let signature = own_key(dir.path()).sign(zhurnal::keys::Context::ARCHIVE, &[&text]).0;
        let ledgers: [(&str, &[u8], u64); 2] = [(names::REGISTRY, MAGIC, 0), ("записи/2026.bin", b"", size)];
        let file = container(&[ledgers[0], ledgers[1], (names::MANIFEST, &text, 0), (names::SIGNATURE, &signature, 0)]);
        (problems(&said(&file)).remove(0).0, file.count())
    };
    let (code, read) = said_of((512 << 20) - 16);
    assert!(code == "ledger" && read < 1 << 20, "{code}, {read} bytes");
    assert_eq!(said_of(1 << 20).0, "changed", "a smaller one is looked at");
}

#[test]
fn who_has_had_enough_is_let_go_and_the_reading_stops() {
    let file = container(&[("a", b"", 3 << 30), (names::MANIFEST, b"{}", 0), (names::SIGNATURE, b"", 64)]);
    let (given, scratch) = (file.clone(), tempfile::tempdir().unwrap());
    let alive = Arc::new(());
    let held = Arc::clone(&alive);
    let open = move || {
        let _in_use = &held;
        Ok(Box::new(given.clone()) as Box<dyn Source>)
    };
    let asked = Cell::new(0);
    let stop = |_, _| {
        asked.set(asked.get() + 1);
        false
    };
    assert_eq!(verify(Arc::new(open), None, scratch.path(), &stop).unwrap_err().code, "cancelled");
    assert_eq!(asked.get(), 1, "the first answer is enough");
    while Arc::strong_count(&alive) > 1 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(file.count() < 1 << 30, "{} bytes were read after all", file.count());
}

#[test]
fn progress_moves_and_ends_whole() {
    let dir = tempfile::tempdir().unwrap();
    archived(&small(dir.path()), dir.path());
    let (last, falls) = (Cell::new(0), Cell::new(false));
    let told = |done, total| {
        falls.set(falls.get() || done < last.get() || total != 100);
        last.set(done);
        true
    };
    let v = verify_file(&dir.path().join("архив.zip"), None, dir.path(), &told).unwrap();
    assert!(v.holds && !falls.get());
}

/// Bytes of memory that a verifier of a hostile file may take beside what it takes of a genuine small one.
const MOST_MEMORY: u64 = 256 << 20;

/// Set: the file that this process, started by the test below, verifies.
const FILE: &str = "ZHURNAL_HOSTILE_FILE";

#[test]
#[ignore = "the process that the next test starts"]
fn hostile_child() {
    let path = std::env::var(FILE).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let v = verify_file(Path::new(&path), None, scratch.path(), &|_, _| true).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    println!("said {} {}", v.intact, peak.unwrap_or_default() << 10);
}

/// `ZHURNAL_HOSTILE_MB`: 64 by default, 4095 in `make torture`.
#[test]
fn a_hostile_file_of_four_gigabytes_takes_no_more_memory_than_is_stated() {
    let mb: u64 = std::env::var("ZHURNAL_HOSTILE_MB").ok().and_then(|n| n.parse().ok()).unwrap_or(64);
    let dir = tempfile::tempdir().unwrap();
    let big = (mb << 20).min(u64::from(u32::MAX) - (10 << 20));
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let (text, signature) = {
        let mut m = manifest(&bytes);
        m.files.truncate(1);
        m.files[0].size = big;
        let text = m.to_bytes().unwrap();
        let signature = own_key(dir.path()).sign(zhurnal::keys::Context::ARCHIVE, &[&text]);
        (text, signature.0)
    };
    let manifests: [(&str, &[u8], u64); 2] = [(names::MANIFEST, &text, 0), (names::SIGNATURE, &signature, 0)];
    let files = [
        ("zeros", Sparse::of(big)),
        ("read", container(&[(names::README, b"", big), manifests[0], manifests[1]])),
        ("manifest", container(&[("a", b"", 0), (names::MANIFEST, b"{", big), manifests[1]])),
        ("ledger", container(&[(names::REGISTRY, MAGIC, big), manifests[0], manifests[1]])),
    ];
    for (name, file) in files {
        let path = dir.path().join(name);
        file.save(&path);
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "archive::hostile::hostile_child", "--ignored", "--nocapture"]).env(FILE, &path);
        let out = child.output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let said: Vec<&str> = text.lines().find_map(|l| l.split_once("said ")).unwrap().1.split(' ').collect();
        let peak: u64 = said[1].parse().unwrap();
        assert_eq!(said[0], "false", "{name}");
        assert!(cfg!(not(target_os = "linux")) || (1 << 20..MOST_MEMORY).contains(&peak), "{name}: {peak} bytes");
    }
}
