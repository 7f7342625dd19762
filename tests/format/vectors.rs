//! `tests/vectors/events.json`: sample events of every kind in two chains. A landed vector is never rewritten.

use super::document::kinds;
use super::{file, hex, samples, shapes, unhex, update};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use zhurnal::event::{ChainId, Event, Law, next_hash};

const FILE: &str = "tests/vectors/events.json";
const LOCK: &str = "tests/vectors/kinds.lock";

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    kind: String,
    case: String,
    bytes: String,
    hash: String,
}

fn text(j: &Json, name: &str) -> String {
    j[name].as_str().unwrap_or_else(|| panic!("{name} missing in {j}")).to_owned()
}

fn read() -> BTreeMap<u16, Vec<Line>> {
    let mut out = BTreeMap::new();
    let Ok(file) = std::fs::read_to_string(file(FILE)) else { return out };
    let json: Json = serde_json::from_str(&file).expect("events.json is JSON");
    for c in json["chains"].as_array().expect("chains") {
        let lines = c["events"].as_array().expect("events").iter();
        let lines = lines.map(|e| Line { kind: text(e, "kind"), case: text(e, "case"), bytes: text(e, "bytes"), hash: text(e, "hash") });
        out.insert(u16::try_from(c["volume"].as_u64().expect("volume")).expect("volume"), lines.collect());
    }
    out
}

/// All samples of a volume, by kind and case, in the order of the tables.
fn wanted(volume: u16) -> Vec<(String, String, Event)> {
    let of = if volume == 0 { ["registry", "both"] } else { ["year", "both"] };
    let here = kinds().filter(|k| of.contains(&shapes::volume(k.volume)));
    here.flat_map(|k| samples::samples(k).into_iter().map(|(case, e)| (k.name.to_owned(), case, e))).collect()
}

/// Landed lines, then samples that are missing; claims count up by the line.
fn expected(volume: u16, landed: &[Line]) -> Vec<Line> {
    let samples = wanted(volume);
    let mut order: Vec<(String, String)> = landed.iter().map(|l| (l.kind.clone(), l.case.clone())).collect();
    for (kind, case, _) in &samples {
        if !order.iter().any(|(k, c)| k == kind && c == case) {
            order.push((kind.clone(), case.clone()));
        }
    }
    let mut hash = samples::chain(volume).origin();
    let line = |(i, (kind, case)): (usize, (String, String))| {
        let found = samples.iter().find(|(k, c, _)| *k == kind && *c == case);
        let (_, _, e) = found.unwrap_or_else(|| panic!("{kind}, {case}: a landed vector has lost its sample"));
        let mut e = e.clone();
        if e.claim == samples::CLAIM {
            e.claim += i64::try_from(i).unwrap();
        }
        let bytes = e.to_bytes();
        hash = next_hash(&hash, &bytes);
        Line { kind, case, bytes: hex(&bytes), hash: hex(&hash) }
    };
    order.into_iter().enumerate().map(line).collect()
}

fn write(chains: &[(ChainId, Vec<Line>)]) {
    let mut out = String::from("{\n\"chains\": [\n");
    for (n, (chain, lines)) in chains.iter().enumerate() {
        let (device, nonce) = (hex(&chain.device.0), hex(&chain.nonce.to_be_bytes()));
        let origin = hex(&chain.origin());
        let volume = chain.volume.0;
        writeln!(out, "{{\"device\": \"{device}\", \"volume\": {volume}, \"nonce\": \"{nonce}\", \"origin\": \"{origin}\", \"events\": [")
            .unwrap();
        for (i, l) in lines.iter().enumerate() {
            let comma = if i + 1 < lines.len() { "," } else { "" };
            let Line { kind, case, bytes, hash } = l;
            writeln!(out, "{{\"kind\": \"{kind}\", \"case\": \"{case}\", \"bytes\": \"{bytes}\", \"hash\": \"{hash}\"}}{comma}").unwrap();
        }
        out.push_str(if n + 1 < chains.len() { "]},\n" } else { "]}\n" });
    }
    out.push_str("]\n}\n");
    std::fs::write(file(FILE), out).expect("write events.json");
}

/// Every vector of the file: kind, case, bytes.
pub fn landed() -> Vec<(String, String, Vec<u8>)> {
    read().into_values().flatten().map(|l| (l.kind, l.case, unhex(&l.bytes))).collect()
}

#[test]
fn a_landed_vector_never_changes_and_every_kind_has_its_own() {
    let file = read();
    let mut chains = Vec::new();
    let mut missing = Vec::new();
    for volume in [0, 2026] {
        let landed = file.get(&volume).cloned().unwrap_or_default();
        let now = expected(volume, &landed);
        for (l, n) in landed.iter().zip(&now) {
            assert_eq!(l, n, "the bytes of a landed kind have changed: raise its version and keep reading the old one");
        }
        missing.extend(now[landed.len()..].iter().map(|l| format!("{} ({})", l.kind, l.case)));
        chains.push((samples::chain(volume), now));
    }
    if !missing.is_empty() {
        assert!(update(), "vectors are missing, `UPDATE=1 cargo test` adds them: {missing:?}");
        write(&chains);
    }
}

#[test]
fn every_vector_is_read_is_well_formed_and_written_back_the_same() {
    let all = landed();
    assert!(all.len() > 300, "only {} vectors", all.len());
    for (kind, case, bytes) in all {
        let e = Event::from_bytes(&bytes).unwrap_or_else(|| panic!("{kind}, {case}: not read"));
        assert_eq!(e.to_bytes(), bytes, "{kind}, {case}");
        let spec = e.spec().unwrap_or_else(|| panic!("{kind}, {case}: no row"));
        assert_eq!(spec.name, kind);
        assert!(e.well_formed(), "{kind}, {case}: not of its shape");
        let cleared = spec.clears && e.value == zhurnal::event::Value::Null;
        assert!(!spec.is_law() || cleared || Law::read(&e).is_some(), "{kind}, {case}: the law does not read it");
    }
}

/// A line of the lock: what a landed row means. The words that explain it may change.
fn lock_line(k: &zhurnal::event::KindSpec) -> String {
    let row = shapes::row(&zhurnal::event::KindSpec { about: "", ..*k });
    format!("{} {} {} {}", k.code, k.version, k.name, &hex(blake3::hash(row.as_bytes()).as_bytes())[..32])
}

#[test]
fn the_row_of_a_landed_kind_never_changes() {
    let text = std::fs::read_to_string(file(LOCK)).unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for k in kinds() {
        let (line, start) = (lock_line(k), format!("{} {} ", k.code, k.version));
        match lines.iter().find(|l| l.starts_with(&start)) {
            Some(l) => assert_eq!(*l, line, "the row of `{}` has changed: raise its version and keep reading the old one", k.name),
            None => lines.push(line),
        }
    }
    let now = lines.join("\n") + "\n";
    if now != text {
        assert!(update(), "kinds without a line in {LOCK}; `UPDATE=1 cargo test` adds them");
        std::fs::write(file(LOCK), now).expect("write the lock");
    }
}
