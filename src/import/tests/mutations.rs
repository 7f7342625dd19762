//! Damaged files: whatever the bytes, the answer is a list or an error, never a panic, and never a panic caught on the way.

use super::*;
use std::io::{Cursor, Read, Write};

const INPUTS: u64 = 2_000;

/// SplitMix64: a fixed stream, so that a failure repeats.
pub struct Stream(pub u64);

impl Stream {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }
}

/// Flips, overwrites, cuts, doubles and moves pieces.
pub fn mutate(bytes: &[u8], stream: &mut Stream) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=stream.below(8) {
        if out.is_empty() {
            break;
        }
        let at = stream.below(out.len());
        let length = stream.below(64).min(out.len() - at);
        match stream.below(7) {
            0 => out[at] ^= 1 << stream.below(8),
            1 => out[at] = [0, 0xFF, b'9', b'<', b'"', b';', b'\n', 0x7F][stream.below(8)],
            2 => out.truncate(at),
            3 => drop(out.drain(at..at + length)),
            4 => {
                let piece = out[at..at + length].to_vec();
                let to = stream.below(out.len());
                out.splice(to..to, piece);
            }
            5 => out[at..at + length].fill(0xFF),
            _ => {
                for byte in &mut out[at..at + length] {
                    *byte = u8::try_from(stream.next() & 0xFF).unwrap();
                }
            }
        }
    }
    out
}

fn survive(name: &str, seed: u64, make: impl Fn(&mut Stream) -> Vec<u8>) {
    let mut stream = Stream(seed);
    let mut read = 0;
    for round in 0..INPUTS {
        let input = make(&mut stream);
        let result = std::panic::catch_unwind(|| parse(&input).map(|list| plan(list, &[])));
        match result {
            Ok(Ok(data)) => {
                read += 1;
                let _ = data.to_api("", "");
            }
            Ok(Err(error)) => assert!(crate::texts::Texts::russian().has(&format!("error-{}", error.code)), "{}", error.code),
            Err(_) => panic!("{name}: input {round} of seed {seed} panics"),
        }
    }
    println!("{name}: {read} of {INPUTS} damaged inputs still read");
}

#[test]
fn damaged_text_files_never_panic() {
    let whole = fixture("зачисление-1-классы.csv");
    let utf8 = encoding_rs::WINDOWS_1251.decode(&whole).0.into_owned().into_bytes();
    survive("cp1251", 1, |s| mutate(&whole[..2000], s));
    survive("utf-8", 2, |s| mutate(&utf8[..2000], s));
}

#[test]
fn damaged_workbooks_never_panic() {
    for (seed, name) in [(3, "контингент-с-ошибками.xlsx"), (4, "список.xls"), (5, "список.ods")] {
        let whole = fixture(name);
        survive(name, seed, |s| mutate(&whole, s));
    }
}

/// Damage outside an archive is mostly stopped by its checksums; damage inside the parts reaches the readers.
#[test]
fn workbooks_damaged_inside_their_parts_never_panic() {
    for (seed, name) in [(6, "контингент-с-ошибками.xlsx"), (7, "список.ods")] {
        let whole = fixture(name);
        let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            let name = String::from_utf8(part.name_raw().to_vec()).unwrap();
            if !content.is_empty() && !name.contains("theme") && !name.contains("docProps") {
                parts.push((name, content));
            }
        }
        survive(&format!("{name}, inside"), seed, |stream| {
            let broken = stream.below(parts.len());
            let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            for (index, (name, content)) in parts.iter().enumerate() {
                out.start_file(name.as_str(), stored).unwrap();
                let content = if index == broken { mutate(content, stream) } else { content.clone() };
                out.write_all(&content).unwrap();
            }
            out.finish().unwrap().into_inner()
        });
    }
}
