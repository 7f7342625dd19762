//! `tests/vectors/segments.json`: ranges of chains under signed heads, authentic ones and others. What stands in them is in `places`.

use super::{file, hex, places, roots, samples, update};
use zhurnal::event::segment::{head_message, session_message};
use zhurnal::event::{
    ChainId, Event, Head, MAX_INDEX, Segment, Value, Volume, device_id, kinds::journal, kinds::ledger, next_hash, root_id, spec,
};
use zhurnal::id::DeviceId;
use zhurnal::keys::root::RootSeed;
use zhurnal::keys::secret::Secret;
use zhurnal::keys::{Context, PublicKey, Signature, SigningKey};

const FILE: &str = "tests/vectors/segments.json";

/// A computer's pair of public keys; without `seal` a root's.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub sign: [u8; 32],
    pub seal: Option<[u8; 32]>,
}

impl Pair {
    pub fn of(n: u8) -> Self {
        Self { sign: key(n).public().0, seal: Some([n; 32]) }
    }
    pub fn id(&self) -> DeviceId {
        self.seal.map_or_else(|| root_id(&self.sign), |seal| device_id(&self.sign, &seal))
    }
}

pub struct Case {
    pub name: String,
    pub segment: Segment,
    pub pair: Pair,
    pub authentic: bool,
    /// Positions of events that are void by what they say.
    pub void: Vec<usize>,
}

pub fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(&Secret::new([n; 32]))
}

/// A chain of the computer with these keys.
pub fn chain(n: u8, volume: u16, nonce: u64) -> ChainId {
    ChainId { device: Pair::of(n).id(), volume: Volume(volume), nonce }
}

/// What the page asks of a segment.
fn authentic(s: &Segment, pair: &Pair) -> bool {
    let own = pair.id() == s.chain.device && (pair.seal.is_some() || s.chain.volume.is_registry());
    let sound = s.events.iter().all(|e| Event::from_bytes(e).is_some()) && (s.first > 0 || s.prev == s.chain.origin());
    let verify = |head: Head| PublicKey(pair.sign).verify(Context::HEAD, &[&head_message(&head)], &Signature(s.signature)).is_ok();
    own && sound && s.head().is_some_and(verify)
}

pub fn sign(chain: ChainId, first: u32, prev: [u8; 32], events: Vec<Vec<u8>>, by: &SigningKey) -> Segment {
    let mut s = Segment { chain, first, prev, events, signature: [0; 64] };
    if let Some(head) = s.head() {
        s.signature = by.sign(Context::HEAD, &[&head_message(&head)]).0;
    }
    s
}

/// A session of the user whose key is number 2.
pub fn session(chain: &ChainId, idx: u32) -> Vec<u8> {
    let user = key(2);
    let signature = user.sign(Context::SESSION, &[&session_message(chain, idx)]).0;
    let value = vec![Value::Id(samples::id("user")), Value::Bytes(user.public().0.to_vec()), Value::Bytes(signature.to_vec())];
    write(ledger::SESSION, vec![], Value::Array(value))
}

pub fn write(kind: u16, key: Vec<Value>, value: Value) -> Vec<u8> {
    Event::new(samples::CLAIM, spec(kind).unwrap(), key, value).to_bytes()
}

pub fn mark(n: i64) -> Vec<u8> {
    let id = |name: &str| Value::Id(samples::id(name));
    let key = vec![id("group"), Value::Int(20_697), Value::Int(1), id("pupil"), id("type"), Value::Int(n)];
    Event::new(samples::CLAIM + n, spec(journal::MARK).unwrap(), key, Value::Int(5)).to_bytes()
}

fn fold(prev: [u8; 32], events: &[Vec<u8>]) -> [u8; 32] {
    events.iter().fold(prev, |h, e| next_hash(&h, e))
}

/// A root's chain with its document.
fn of_a_root() -> Case {
    let root = RootSeed(Secret::new([1; 32])).signing();
    let pair = Pair { sign: root.public().0, seal: None };
    let chain = ChainId { device: pair.id(), volume: Volume::REGISTRY, nonce: 3 };
    let value = Value::Array(vec![Value::Bytes(roots::first())]);
    let first = write(ledger::ROOT, vec![Value::Int(1)], value);
    let segment = sign(chain, 0, chain.origin(), vec![first], &root);
    Case { name: "a root's chain".into(), segment, pair, authentic: true, void: vec![] }
}

#[allow(clippy::too_many_lines)]
fn cases() -> Vec<Case> {
    let device = key(1);
    let chain = chain(1, 2026, 0x8000_0000_0000_0001);
    let seen = write(ledger::SEEN, vec![], Value::Array(vec![]));
    let mut events = vec![session(&chain, 0), seen];
    events.extend((0..6).map(mark));
    let origin = chain.origin();
    let good = sign(chain, 0, origin, events.clone(), &device);
    let middle = fold(origin, &events[..3]);
    let tail = sign(chain, 3, middle, events[3..].to_vec(), &device);
    let mut out = Vec::new();
    let own = Pair::of(1);
    let mut case = |name: &str, authentic: bool, pair: Pair, segment: Segment| {
        out.push(Case { name: name.into(), segment, pair, authentic, void: vec![] });
    };
    case("a whole chain", true, own, good.clone());
    case("its first event alone", true, own, sign(chain, 0, origin, events[..1].to_vec(), &device));
    case("its beginning", true, own, sign(chain, 0, origin, events[..3].to_vec(), &device));
    case("its end", true, own, tail.clone());
    case("its last event alone", true, own, sign(chain, 7, fold(origin, &events[..7]), events[7..].to_vec(), &device));
    let last = sign(chain, MAX_INDEX, [7; 32], vec![mark(1)], &device);
    case("the last index there can be", true, own, last.clone());
    let root = of_a_root();
    let (roots, root_pair) = (root.segment.clone(), root.pair);
    case("a root's chain", true, root_pair, roots.clone());

    // Keys of others.
    let thief = key(4);
    let again = |s: &Segment, by: &SigningKey| sign(s.chain, s.first, s.prev, s.events.clone(), by);
    case("a key that does not give the id", false, Pair::of(4), again(&good, &thief));
    case("the right key with another seal", false, Pair { seal: Some([4; 32]), ..own }, good.clone());
    case("the two keys exchanged", false, Pair { sign: [1; 32], seal: Some(own.sign) }, good.clone());
    case("a computer's key as if it were a root's", false, Pair { seal: None, ..own }, good.clone());
    case("a root's chain under a computer's keys", false, Pair::of(4), again(&roots, &thief));
    case("a root's chain under another root's key", false, Pair { sign: thief.public().0, seal: None }, again(&roots, &thief));
    let root_key = RootSeed(Secret::new([1; 32])).signing();
    case("a root's key with a seal", false, Pair { seal: Some([1; 32]), ..root_pair }, roots.clone());
    let astray = ChainId { volume: Volume(2026), ..roots.chain };
    case("a root's chain in a year", false, root_pair, sign(astray, 0, astray.origin(), events.clone(), &root_key));

    let mut no = |name: &str, segment: Segment| case(name, false, own, segment);
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
    no("an index above 2^31-1", Segment { events: vec![mark(1), mark(2)], ..last });
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
    let weak = |sign: [u8; 32], s: Segment| {
        let pair = Pair { sign, ..own };
        let chain = ChainId { device: pair.id(), ..chain };
        (pair, Segment { chain, prev: chain.origin(), ..s })
    };
    let (pair, s) = weak(identity, small);
    case("a key of small order", false, pair, s);
    let (pair, s) = weak([0xFF; 32], good);
    case("a key that is no point", false, pair, s);
    out.extend(places::cases());
    out
}

/// The authentic segments as bytes.
pub fn bytes() -> Vec<Vec<u8>> {
    cases().into_iter().filter(|c| c.authentic).map(|c| c.segment.to_bytes()).collect()
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

fn line(c: &Case) -> String {
    let s = &c.segment;
    let events: Vec<String> = s.events.iter().map(|e| format!("\"{}\"", hex(e))).collect();
    format!(
        "{{\"case\": \"{}\", \"authentic\": {}, \"void\": {:?}, \"sign\": \"{}\", \"seal\": \"{}\", \"device\": \"{}\", \
         \"volume\": {}, \"nonce\": \"{}\", \"first\": {}, \"prev\": \"{}\", \"signature\": \"{}\", \"events\": [{}]}}",
        c.name,
        c.authentic,
        c.void,
        hex(&c.pair.sign),
        c.pair.seal.map(|s| hex(&s)).unwrap_or_default(),
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
    let all = cases();
    for c in &all {
        assert_eq!(authentic(&c.segment, &c.pair), c.authentic, "{}", c.name);
        assert!(!c.authentic || places::void(&c.segment) == c.void, "{}: {:?} are void", c.name, places::void(&c.segment));
    }
    let expected = format!("[\n{}\n]\n", all.iter().map(line).collect::<Vec<_>>().join(",\n"));
    if update() && !file(FILE).exists() {
        std::fs::write(file(FILE), &expected).expect("write segments.json");
    }
    assert_eq!(std::fs::read_to_string(file(FILE)).unwrap_or_default(), expected, "a landed vector never changes");
}

#[test]
fn an_authentic_segment_is_read_from_its_bytes_and_written_back() {
    for c in cases().into_iter().filter(|c| c.authentic) {
        let bytes = c.segment.to_bytes();
        assert_eq!(Segment::from_bytes(&bytes), Some(c.segment), "{}", c.name);
    }
}
