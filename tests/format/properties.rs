//! Whatever is written reads back the same; whatever is changed is not the same.

use super::vectors;
use proptest::prelude::*;
use zhurnal::event::{ChainId, Event, Head, MAX_INDEX, Value, Volume};
use zhurnal::id::DeviceId;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-300i64..300).prop_map(Value::Int),
        ".{0,30}".prop_map(Value::Text),
        any::<[u8; 16]>().prop_map(Value::Id),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(|b| Value::from(b.as_slice())),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| proptest::collection::vec(inner, 0..6).prop_map(Value::Array))
}

fn head() -> impl Strategy<Value = Head> {
    (any::<[u8; 16]>(), any::<u16>(), any::<u64>(), 0..=MAX_INDEX, any::<[u8; 32]>()).prop_map(|(d, v, nonce, idx, hash)| Head {
        chain: ChainId { device: DeviceId(d), volume: Volume(v), nonce },
        idx,
        hash,
    })
}

fn event() -> impl Strategy<Value = Event> {
    let refs = proptest::collection::vec(head(), 0..3);
    let permit = proptest::option::of(any::<[u8; 16]>());
    let key = proptest::collection::vec(value(), 0..4);
    (any::<i64>(), any::<u16>(), any::<u8>(), key, value(), refs, permit)
        .prop_map(|(claim, kind, version, key, value, refs, permit)| Event { claim, kind, version, key, value, refs, permit })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_event_reads_back_as_it_was_written(e in event()) {
        let bytes = e.to_bytes();
        let read = Event::from_bytes(&bytes);
        prop_assert_eq!(read.as_ref(), Some(&e));
        prop_assert_eq!(read.unwrap().to_bytes(), bytes);
    }

    #[test]
    fn bytes_that_are_read_are_the_only_ones_of_their_event(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        if let Some(e) = Event::from_bytes(&bytes) {
            prop_assert_eq!(e.to_bytes(), bytes);
        }
    }
}

#[test]
fn a_changed_byte_of_a_vector_is_refused_or_another_event() {
    for (kind, case, bytes) in vectors::landed() {
        let original = Event::from_bytes(&bytes).expect("a landed vector");
        for i in 0..bytes.len().min(400) {
            for flip in [0x01, 0x20, 0x40, 0x80, 0xFF] {
                let mut bad = bytes.clone();
                bad[i] ^= flip;
                if let Some(e) = Event::from_bytes(&bad) {
                    assert_ne!(e, original, "{kind}, {case}: byte {i} ^ {flip:#04x} changes nothing");
                    assert_eq!(e.to_bytes(), bad, "{kind}, {case}: byte {i} ^ {flip:#04x} is read in two forms");
                }
            }
        }
    }
}

#[test]
fn a_cut_vector_is_refused_at_every_length() {
    for (kind, case, bytes) in vectors::landed() {
        for n in 0..bytes.len().min(300) {
            assert!(Event::from_bytes(&bytes[..n]).is_none(), "{kind}, {case}: {n} bytes are read");
        }
    }
}
