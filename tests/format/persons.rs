//! `tests/vectors/persons.json`: keys of persons beside the ledger (docs/FORMAT.md, 15).

use super::{file, hex, samples, update};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zhurnal::event::Value;
use zhurnal::event::kinds::registry as r;
use zhurnal::keys::person::{PersonKey, from_file};
use zhurnal::keys::secret::Secret;

const FILE: &str = "tests/vectors/persons.json";

/// A text of a cell, sealed as the page says.
struct Sealed {
    kind: u16,
    key: Vec<Value>,
    text: &'static str,
}

fn key_of(person: &str) -> [u8; 32] {
    samples::bytes(&format!("{person} key"), 32).try_into().unwrap()
}

fn hash(person: &[u8; 16], key: &[u8; 32]) -> [u8; 32] {
    blake3::derive_key("zhurnal person key hash 1", &[&person[..], key].concat())
}

fn seal(person: &[u8; 16], key: &[u8; 32], nonce: &[u8; 24], s: &Sealed) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&blake3::derive_key("zhurnal person seal 1", key).into());
    let cell = Value::Array(s.key.clone()).to_bytes();
    let aad = [&person[..], &s.kind.to_be_bytes(), &cell].concat();
    let sealed = cipher.encrypt(&XNonce::from(*nonce), Payload { msg: s.text.as_bytes(), aad: &aad }).unwrap();
    [&nonce[..], &sealed].concat()
}

#[test]
fn keys_of_persons_hash_travel_and_seal_as_the_vectors_say_and_never_change() {
    let mut persons: Vec<[u8; 16]> = ["mother", "father", "pupil"].map(samples::id).into();
    persons.sort_unstable();
    let name = |p: &[u8; 16]| ["mother", "father", "pupil"].into_iter().find(|n| samples::id(n) == *p).unwrap();
    let mut list = b"zhurnal persons 1\n".to_vec();
    let mut keys = Vec::new();
    for p in &persons {
        let key = key_of(name(p));
        list.extend([&p[..], &key].concat());
        assert_eq!(PersonKey::new(*p, Secret::new(key)).hash(), hash(p, &key));
        keys.push(format!("{{\"person\": \"{}\", \"key\": \"{}\", \"hash\": \"{}\"}}", hex(p), hex(&key), hex(&hash(p, &key))));
    }
    let mother = samples::id("mother");
    let of = |kind: u16, key: Vec<Value>, text: &'static str| Sealed { kind, key, text };
    let texts = [
        of(r::PERSON_SEALED, vec![Value::Id(mother), Value::Int(1)], "+7 900 000-00-00"),
        of(r::PERSON_SEALED, vec![Value::Id(mother), Value::Int(2)], ""),
    ];
    let sealed = texts.iter().enumerate().map(|(i, s)| {
        let nonce: [u8; 24] = samples::bytes(&format!("nonce {i}"), 24).try_into().unwrap();
        let (cell, sealed) = (Value::Array(s.key.clone()).to_bytes(), seal(&mother, &key_of("mother"), &nonce, s));
        let own = PersonKey::new(mother, Secret::new(key_of("mother")));
        assert_eq!(own.open(s.kind, &cell, &sealed).unwrap().as_slice(), s.text.as_bytes());
        format!(
            "{{\"person\": \"{}\", \"kind\": {}, \"cell\": \"{}\", \"text\": \"{}\", \"sealed\": \"{}\"}}",
            hex(&mother),
            s.kind,
            hex(&cell),
            s.text,
            hex(&sealed)
        )
    });
    let sealed: Vec<String> = sealed.collect();
    let read: Vec<[u8; 16]> = from_file(&list).unwrap().iter().map(|k| k.person).collect();
    assert_eq!(read, persons);
    let expected =
        format!("{{\"keys\": [\n{}\n],\n\"list\": \"{}\",\n\"sealed\": [\n{}\n]\n}}\n", keys.join(",\n"), hex(&list), sealed.join(",\n"));
    if update() && !file(FILE).exists() {
        std::fs::write(file(FILE), &expected).expect("write persons.json");
    }
    assert_eq!(std::fs::read_to_string(file(FILE)).unwrap_or_default(), expected, "a landed vector never changes");
}
