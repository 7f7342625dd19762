//! `tests/vectors/segments.json` and `roots.json`: ranges of chains under signed heads, authentic ones and others.

use super::{file, hex, samples, unhex, update};
use serde_json::Value as Json;
use zhurnal::event::segment::{head_message, session_message};
use zhurnal::event::{ChainId, Event, Head, Law, Segment, Value, Volume, kinds::journal, kinds::ledger, next_hash, spec};
use zhurnal::id::DeviceId;
use zhurnal::keys::root::{RootSeed, first_root, next_root, verify_roots};
use zhurnal::keys::secret::Secret;
use zhurnal::keys::{Context, PublicKey, Signature, SigningKey};

const FILE: &str = "tests/vectors/segments.json";
const ROOTS: &str = "tests/vectors/roots.json";

struct Case {
    name: String,
    segment: Segment,
    key: [u8; 32],
    authentic: bool,
    session: bool,
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(&Secret::new([n; 32]))
}

/// What the page asks of a segment.
fn authentic(s: &Segment, key: &[u8; 32]) -> bool {
    let sound = s.events.iter().all(|e| Event::from_bytes(e).is_some()) && (s.first > 0 || s.prev == s.chain.origin());
    let verify = |head: Head| PublicKey(*key).verify(Context::HEAD, &[&head_message(&head)], &Signature(s.signature)).is_ok();
    sound && s.head().is_some_and(verify)
}

/// Whether the sessions of a segment are right.
fn sessions(s: &Segment) -> bool {
    (0u32..).zip(&s.events).map(|(n, bytes)| (s.first + n, bytes)).all(|(idx, bytes)| {
        match Event::from_bytes(bytes).as_ref().and_then(Law::read) {
            Some(Law::Session { key, signature, .. }) => {
                PublicKey(key).verify(Context::SESSION, &[&session_message(&s.chain, idx)], &Signature(signature)).is_ok()
            }
            _ => true,
        }
    })
}

fn sign(chain: ChainId, first: u32, prev: [u8; 32], events: Vec<Vec<u8>>, by: &SigningKey) -> Segment {
    let mut s = Segment { chain, first, prev, events, signature: [0; 64] };
    if let Some(head) = s.head() {
        s.signature = by.sign(Context::HEAD, &[&head_message(&head)]).0;
    }
    s
}

fn session(chain: &ChainId, idx: u32) -> Vec<u8> {
    let user = key(2);
    let signature = user.sign(Context::SESSION, &[&session_message(chain, idx)]).0;
    let value = vec![Value::Id(samples::id("user")), Value::Bytes(user.public().0.to_vec()), Value::Bytes(signature.to_vec())];
    Event::new(samples::CLAIM, spec(ledger::SESSION).unwrap(), vec![], Value::Array(value)).to_bytes()
}

fn mark(n: i64) -> Vec<u8> {
    let id = |name: &str| Value::Id(samples::id(name));
    let key = vec![id("group"), Value::Int(20_697), Value::Int(1), id("pupil"), id("type"), Value::Int(n)];
    Event::new(samples::CLAIM + n, spec(journal::MARK).unwrap(), key, Value::Int(5)).to_bytes()
}

fn fold(prev: [u8; 32], events: &[Vec<u8>]) -> [u8; 32] {
    events.iter().fold(prev, |h, e| next_hash(&h, e))
}

#[allow(clippy::too_many_lines)]
fn cases() -> Vec<Case> {
    let device = key(1);
    let chain = ChainId { device: DeviceId(samples::id("device")), volume: Volume(2026), nonce: 0x8000_0000_0000_0001 };
    let seen = Event::new(samples::CLAIM, spec(ledger::SEEN).unwrap(), vec![], Value::Array(vec![])).to_bytes();
    let mut events = vec![session(&chain, 0), seen];
    events.extend((0..6).map(mark));
    let origin = chain.origin();
    let good = sign(chain, 0, origin, events.clone(), &device);
    let middle = fold(origin, &events[..3]);
    let tail = sign(chain, 3, middle, events[3..].to_vec(), &device);
    let mut out = Vec::new();
    let public = device.public().0;
    let mut case = |name: &str, authentic: bool, session: bool, key: [u8; 32], segment: Segment| {
        out.push(Case { name: name.into(), segment, key, authentic, session });
    };
    case("a whole chain", true, true, public, good.clone());
    case("its first event alone", true, true, public, sign(chain, 0, origin, events[..1].to_vec(), &device));
    case("its beginning", true, true, public, sign(chain, 0, origin, events[..3].to_vec(), &device));
    case("its end", true, true, public, tail.clone());
    case("its last event alone", true, true, public, sign(chain, 7, fold(origin, &events[..7]), events[7..].to_vec(), &device));
    let last = sign(chain, u32::MAX, [7; 32], vec![mark(1)], &device);
    case("the last index there can be", true, true, public, last.clone());
    let other = ChainId { nonce: 2, ..chain };
    case("a session signed for another chain", true, false, public, sign(other, 0, other.origin(), events.clone(), &device));
    let moved = vec![events[1].clone(), events[0].clone()];
    case("a session signed for another index", true, false, public, sign(chain, 0, origin, moved, &device));
    let root = RootSeed(Secret::new([1; 32])).signing();
    let id: [u8; 16] = blake3::hash(&root.public().0).as_bytes()[..16].try_into().unwrap();
    let roots = ChainId { device: DeviceId(id), volume: Volume::REGISTRY, nonce: 3 };
    let value = Value::Array(vec![Value::Bytes(documents()[0].clone())]);
    let first = Event::new(samples::CLAIM, spec(ledger::ROOT).unwrap(), vec![Value::Int(1)], value).to_bytes();
    case("a root's chain", true, true, root.public().0, sign(roots, 0, roots.origin(), vec![first], &root));

    let mut no = |name: &str, segment: Segment| case(name, false, true, public, segment);
    no("no events", Segment { events: vec![], ..good.clone() });
    let mut changed = good.clone();
    changed.events[4] = mark(9);
    no("an event changed", changed);
    let mut dropped = good.clone();
    dropped.events.pop();
    no("the last event dropped", dropped);
    let mut swapped = good.clone();
    swapped.events.swap(3, 4);
    no("two events exchanged", swapped);
    let mut twice = good.clone();
    twice.events.push(events[7].clone());
    no("an event added", twice);
    no("another volume", Segment { chain: ChainId { volume: Volume(2025), ..chain }, ..good.clone() });
    no("another nonce", Segment { chain: ChainId { nonce: 1, ..chain }, ..tail.clone() });
    no("another device", Segment { chain: ChainId { device: DeviceId(samples::id("thief")), ..chain }, ..tail.clone() });
    no("another place in the chain", Segment { first: 4, ..tail.clone() });
    no("another past", Segment { prev: [1; 32], ..tail.clone() });
    no("a first event on another origin", sign(chain, 0, [1; 32], events.clone(), &device));
    no("an index above 2^32-1", Segment { events: vec![mark(1), mark(2)], ..last });
    no("signed by another device", sign(chain, 0, origin, events.clone(), &key(4)));
    let head = good.head().unwrap();
    let by = |context: Context, parts: &[&[u8]]| Segment { signature: device.sign(context, parts).0, ..good.clone() };
    no("signed for another purpose", by(Context::SESSION, &[&head_message(&head)]));
    no("signed in two parts", by(Context::HEAD, &[&head_message(&head)[..30], &head_message(&head)[30..]]));
    no(
        "an earlier head's signature",
        Segment { signature: sign(chain, 0, origin, events[..7].to_vec(), &device).signature, ..good.clone() },
    );
    no("no signature", Segment { signature: [0; 64], ..good.clone() });
    let mut flipped = good.clone();
    flipped.signature[0] ^= 1;
    no("a flipped bit in R", flipped);
    let mut flipped = good.clone();
    flipped.signature[63] ^= 0x10;
    no("a flipped bit in s", flipped);
    let mut raised = good.clone();
    raise(&mut raised.signature);
    no("s raised by the order of the group", raised);
    let mut padded = events.clone();
    padded[2].push(0);
    no("an event that is not canonical, rightly signed", sign(chain, 0, origin, padded, &device));
    let mut small = good.clone();
    small.signature = [0; 64];
    small.signature[0] = 1;
    let mut identity = [0; 32];
    identity[0] = 1;
    case("a key of small order", false, true, identity, small);
    case("a key that is no point", false, true, [0xFF; 32], good);
    out
}

/// s + L: the same equation holds, and strict verification refuses it.
fn raise(signature: &mut [u8; 64]) {
    const L: [u8; 32] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0x10,
    ];
    let mut carry = 0u16;
    for (s, l) in signature[32..].iter_mut().zip(L) {
        carry += u16::from(*s) + u16::from(l);
        *s = carry.to_le_bytes()[0];
        carry >>= 8;
    }
}

/// The documents of three roots with known seeds.
fn documents() -> Vec<Vec<u8>> {
    static ONCE: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    ONCE.get_or_init(|| {
        let Ok(text) = std::fs::read_to_string(file(ROOTS)) else { return make_documents() };
        let json: Json = serde_json::from_str(&text).expect("roots.json is JSON");
        json.as_array().unwrap().iter().map(|r| unhex(r["document"].as_str().unwrap())).collect()
    })
    .clone()
}

/// A new school's id is random: these are made once.
fn make_documents() -> Vec<Vec<u8>> {
    assert!(update(), "{ROOTS} is missing");
    let seed = |n: u8| RootSeed(Secret::new([n; 32]));
    let mut all = vec![first_root(&seed(1), &seed(2)).unwrap()];
    for n in 2..4 {
        let chain = verify_roots(&all).unwrap();
        all.push(next_root(&chain, Some(&seed(n - 1)), &seed(n), &seed(n + 1)).unwrap());
    }
    let chain = verify_roots(&all).unwrap();
    let device = |public: &PublicKey| hex(&blake3::hash(&public.0).as_bytes()[..16]);
    let lines = chain.roots().iter().zip(&all);
    let lines: Vec<String> =
        lines.map(|(r, d)| format!("{{\"device\": \"{}\", \"document\": \"{}\"}}", device(&r.public), hex(d))).collect();
    std::fs::write(file(ROOTS), format!("[\n{}\n]\n", lines.join(",\n"))).expect("write roots.json");
    all
}

fn line(c: &Case) -> String {
    let s = &c.segment;
    let events: Vec<String> = s.events.iter().map(|e| format!("\"{}\"", hex(e))).collect();
    format!(
        "{{\"case\": \"{}\", \"authentic\": {}, \"session\": {}, \"key\": \"{}\", \"device\": \"{}\", \"volume\": {}, \"nonce\": \"{}\", \
         \"first\": {}, \"prev\": \"{}\", \"signature\": \"{}\", \"events\": [{}]}}",
        c.name,
        c.authentic,
        c.session,
        hex(&c.key),
        hex(&s.chain.device.0),
        s.chain.volume.0,
        hex(&s.chain.nonce.to_be_bytes()),
        s.first,
        hex(&s.prev),
        hex(&s.signature),
        events.join(", ")
    )
}

#[test]
fn segments_verify_as_the_vectors_say_and_never_change() {
    let expected = format!("[\n{}\n]\n", cases().iter().map(line).collect::<Vec<_>>().join(",\n"));
    for c in cases() {
        assert_eq!(authentic(&c.segment, &c.key), c.authentic, "{}", c.name);
        assert!(!c.authentic || sessions(&c.segment) == c.session, "{}: session", c.name);
    }
    if update() && !file(FILE).exists() {
        std::fs::write(file(FILE), &expected).expect("write segments.json");
    }
    assert_eq!(std::fs::read_to_string(file(FILE)).unwrap_or_default(), expected, "a landed vector never changes");
}

#[test]
fn roots_of_the_vectors_verify() {
    let chain = verify_roots(&documents()).unwrap();
    assert_eq!(chain.roots().len(), 3);
}
