#![allow(clippy::unwrap_used)]
use super::*;
use std::io::Cursor;

fn made(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut w = Writer::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        w.file(name, |out| Ok(out.write_all(bytes)?)).unwrap();
    }
    w.finish().unwrap().into_inner()
}

fn sample() -> Vec<u8> {
    made(&[("ПРОЧТИ.txt", "школа".as_bytes()), ("empty.bin", b""), ("a/b.bin", &[7; 3000])])
}

/// Entries and difference as a verifier gets them; every file is read.
fn canonical(bytes: &[u8]) -> bool {
    let Some(mut opened) = Opened::open(Cursor::new(bytes)) else { return false };
    let read = (0..opened.entries().len()).all(|i| opened.read(i, MAX_BYTES, &mut |_| Some(())).is_some());
    read && difference(opened.entries(), &mut Cursor::new(bytes)).unwrap().is_none()
}

#[test]
fn what_the_crate_writes_is_the_canonical_file_to_the_byte() {
    let bytes = sample();
    assert!(canonical(&bytes));
    assert!(canonical(&made(&[])), "an empty one too");
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(bytes.len(), 22 + 3 * (30 + 46) + 2 * ("ПРОЧТИ.txt".len() + 9 + 7) + 10 + 3000);
}

#[test]
fn parts_carry_size_and_hash_of_what_was_written() {
    let mut w = Writer::new(Cursor::new(Vec::new()));
    let part = w.file("a.txt", |out| Ok(out.write_all(b"abc")?)).unwrap();
    assert_eq!((part.size, part.hash), (3, *blake3::hash(b"abc").as_bytes()));
}

#[test]
fn a_name_stands_once_and_is_sound() {
    let mut w = Writer::new(Cursor::new(Vec::new()));
    w.file("Я.txt", |_| Ok(())).unwrap();
    for bad in ["я.TXT", "../x", ""] {
        assert_eq!(w.file(bad, |_| Ok(())).unwrap_err().code, "archive-name");
    }
}

#[test]
fn every_single_flip_outside_and_inside_the_contents_is_found() {
    let bytes = sample();
    for at in 0..bytes.len() {
        for bit in [0, 3, 7] {
            let mut bad = bytes.clone();
            bad[at] ^= 1 << bit;
            // A flip in a name gives another canonical archive as far as the container goes: the manifest names the files.
            let renamed = canonical(&bad);
            assert!(!renamed, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn gaps_tails_cuts_and_other_writers_habits_are_refused() {
    let bytes = sample();
    let with = |at: usize, more: &[u8]| [&bytes[..at], more, &bytes[at..]].concat();
    assert!(!canonical(&with(0, b"MZ")), "something in front");
    assert!(!canonical(&with(bytes.len(), b"x")), "something behind");
    assert!((0..bytes.len()).all(|n| !canonical(&bytes[..n])), "any cut");
    let compress = |method, time| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(time).unix_permissions(0o644);
        zip.start_file("a.txt", options).unwrap();
        zip.write_all(&[b'a'; 500]).unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert!(canonical(&compress(CompressionMethod::Stored, DateTime::default())));
    assert!(!canonical(&compress(CompressionMethod::Deflated, DateTime::default())));
    assert!(!canonical(&compress(CompressionMethod::Stored, DateTime::from_date_and_time(2027, 1, 1, 0, 0, 0).unwrap())));
}

#[test]
fn garbage_is_no_archive_and_breaks_nothing() {
    let bytes = sample();
    let mut seed = 1u32;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % n.max(1)
    };
    for _ in 0..3000 {
        let mut bad = bytes.clone();
        for _ in 0..=next(6) {
            let at = next(bad.len());
            match next(4) {
                0 => bad[at] = u8::try_from(next(256)).unwrap(),
                1 => bad.truncate(at),
                2 => bad.insert(at, 0xFF),
                _ => {
                    let half = bad.len() / 2;
                    bad.copy_within(at.min(half)..half, at / 2);
                }
            }
            if bad.is_empty() {
                break;
            }
        }
        assert!(bad == bytes || !canonical(&bad));
    }
}
