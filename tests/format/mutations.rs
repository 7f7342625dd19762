//! Random changes of bytes that are right: no parser breaks, and whatever is read is written back the same.

use super::{roots, samples, segments, vectors};
use zhurnal::event::{Event, Head, Law, MAX_INDEX, Segment, Value};
use zhurnal::keys::person;
use zhurnal::keys::root::{comes_first, follows, verify_roots};

/// A generator that gives the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
    /// One to four changes: a byte flipped, set, cut out, put in, a piece doubled or taken from elsewhere, the end cut off.
    fn mutated(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut b = bytes.to_vec();
        for _ in 0..=self.next(4) {
            let at = self.next(b.len());
            match self.next(7) {
                _ if b.is_empty() => b.push(0),
                0 => b[at] ^= 1 << self.next(8),
                1 => b[at] = [0, 0x18, 0x40, 0x50, 0x58, 0x5F, 0x80, 0x9F, 0xF6, 0xFF][self.next(10)],
                2 => drop(b.remove(at)),
                3 => b.insert(at, self.next(256) as u8),
                4 => {
                    let piece: Vec<u8> = b[at..(at + 1 + self.next(40)).min(b.len())].to_vec();
                    let to = self.next(b.len());
                    b.splice(to..to, piece);
                }
                5 => {
                    let n = self.next(17).min(b.len() - at);
                    let from = self.next(b.len() - n + 1);
                    let piece = b[from..from + n].to_vec();
                    b[at..at + n].copy_from_slice(&piece);
                }
                _ => b.truncate(at),
            }
        }
        b
    }
}

/// Reads bytes as an event by every door.
fn through_the_doors(bytes: &[u8]) {
    let Some(e) = Event::from_bytes(bytes) else { return };
    assert_eq!(e.to_bytes(), bytes, "read in two forms");
    let law = Law::read(&e);
    assert!(law.is_none() || e.well_formed(), "the law reads what has not its shape: {e:?}");
    assert!(e.refs.iter().all(|h| h.idx <= MAX_INDEX));
}

#[test]
fn mutated_events_break_no_door() {
    let mut dice = Dice(1);
    let all = vectors::landed();
    for _ in 0..120_000 {
        let (_, _, bytes) = &all[dice.next(all.len())];
        through_the_doors(&dice.mutated(bytes));
    }
}

#[test]
fn mutated_payloads_of_the_law_are_read_or_refused() {
    // Canonical values in every place of a law event: what the doors of form and shape would rarely let through.
    let mut dice = Dice(2);
    let events: Vec<Event> = vectors::landed().iter().filter_map(|(_, _, b)| Event::from_bytes(b)).collect();
    let law: Vec<&Event> = events.iter().filter(|e| e.spec().is_some_and(|s| s.is_law())).collect();
    let odd = |dice: &mut Dice| match dice.next(8) {
        0 => Value::Null,
        1 => Value::Bool(dice.next(2) == 0),
        2 => Value::Int([0, -1, 1, 2, 9, 10, i64::from(MAX_INDEX), i64::from(MAX_INDEX) + 1, i64::MAX, i64::MIN][dice.next(10)]),
        3 => Value::Array(vec![]),
        4 => Value::Array(vec![samples::head("a", 0, 3).to_value(); 3]),
        5 => Value::Id(samples::id("x")),
        6 => Value::Bytes(vec![7; [0, 8, 32, 64][dice.next(4)]]),
        _ => samples::head("a", 2026, MAX_INDEX).to_value(),
    };
    let mut read = 0;
    for _ in 0..60_000 {
        let mut e = law[dice.next(law.len())].clone();
        for _ in 0..=dice.next(2) {
            let with = odd(&mut dice);
            let at = dice.next(8);
            match (&mut e.value, dice.next(4)) {
                (_, 0) => e.claim = [0, -1, i64::MAX, i64::MIN, samples::CLAIM][dice.next(5)],
                (_, 1) if !e.key.is_empty() => {
                    let n = at % e.key.len();
                    e.key[n] = with;
                }
                (Value::Array(items), _) if !items.is_empty() => {
                    let n = at % items.len();
                    match &mut items[n] {
                        Value::Array(inner) if !inner.is_empty() && dice.next(2) == 0 => {
                            let n = dice.next(inner.len());
                            inner[n] = with;
                        }
                        item => *item = with,
                    }
                }
                (value, _) => *value = with,
            }
        }
        read += u32::from(Law::read(&e).is_some());
        through_the_doors(&e.to_bytes());
    }
    assert!(read > 3_000, "only {read} of them say something that is possible");
}

#[test]
fn mutated_heads_are_none_or_themselves() {
    let mut dice = Dice(3);
    for _ in 0..40_000 {
        let bytes = samples::head("a", 2026, dice.next(MAX_INDEX as usize) as u32).to_value().to_bytes();
        let bad = dice.mutated(&bytes);
        if let Some(h) = Value::from_bytes(&bad).as_ref().and_then(Head::from_value) {
            assert_eq!(h.to_value().to_bytes(), bad);
            assert!(h.idx <= MAX_INDEX);
        }
    }
}

#[test]
fn mutated_segments_are_none_or_themselves() {
    let mut dice = Dice(4);
    let all = segments::bytes();
    let mut read = 0;
    for _ in 0..40_000 {
        let bytes = &all[dice.next(all.len())];
        let mut bad = dice.mutated(bytes);
        // Lengths and counts lie at fixed places: they are tried more often than chance would.
        if dice.next(3) == 0 && bad.len() > 134 {
            let at = [26, 126, 130][dice.next(3)];
            let n = [0u32, 1, 2, MAX_INDEX, MAX_INDEX + 1, u32::MAX, 1 << 20, (1 << 20) + 1][dice.next(8)];
            bad[at..at + 4].copy_from_slice(&n.to_be_bytes());
        }
        let Some(s) = Segment::from_bytes(&bad) else { continue };
        read += 1;
        assert_eq!(s.to_bytes(), bad);
        assert_eq!(s.hashes().len(), s.events.len());
        assert!(s.head().is_some_and(|h| h.idx <= MAX_INDEX && h.idx - s.first + 1 == s.events.len() as u32));
        s.events.iter().for_each(|e| through_the_doors(e));
    }
    assert!(read > 3_000, "only {read} are read");
}

#[test]
fn a_segment_cut_short_or_longer_is_none() {
    for bytes in segments::bytes() {
        assert!((0..bytes.len()).all(|n| Segment::from_bytes(&bytes[..n]).is_none()));
        assert!(Segment::from_bytes(&[&bytes[..], &[0]].concat()).is_none());
    }
}

#[test]
fn mutated_root_documents_are_followed_by_nobody() {
    let mut dice = Dice(5);
    let two = roots::two();
    for _ in 0..6_000 {
        let n = dice.next(2);
        let bad = dice.mutated(&two[n]);
        if bad == two[n] {
            continue;
        }
        assert!(verify_roots(&[&bad]).is_err(), "{}", super::hex(&bad));
        assert!(follows(&two[0], &bad).is_none() && (n == 1 || follows(&bad, &two[1]).is_none() || body(&bad) == body(&two[0])));
        let _ = (comes_first(&bad, &two[1]), comes_first(&two[1], &bad));
    }
}

/// What a root's signatures and the next root's `previous` are over.
fn body(document: &[u8]) -> Option<Value> {
    Value::from_bytes(document)?.items()?.first().cloned()
}

#[test]
fn mutated_lists_of_persons_are_none_or_themselves() {
    let mut dice = Dice(6);
    let records: Vec<u8> = (0..5).flat_map(|n| samples::bytes(&format!("record {n}"), 48)).collect();
    let bytes = [&b"zhurnal persons 1\n"[..], &records].concat();
    for _ in 0..20_000 {
        let bad = dice.mutated(&bytes);
        if let Ok(keys) = person::from_file(&bad) {
            assert_eq!(person::to_file(&keys).as_slice(), bad);
        }
    }
}
