//! `tests/vectors/roots.json`: root documents, right ones and others, and which of them are followed.

use super::{file, hex, samples, update};
use zhurnal::event::{Value, root_id};
use zhurnal::keys::root::{RootSeed, comes_first, commitment, follows, verify_roots};
use zhurnal::keys::secret::Secret;
use zhurnal::keys::{Context, SigningKey};

const FILE: &str = "tests/vectors/roots.json";

/// What a document says and who signs it; from the right one on, changed by cases.
#[derive(Clone)]
struct Draft {
    version: i64,
    school: &'static str,
    seed: u8,
    next: u8,
    previous: Vec<u8>,
    by_self: u8,
    by_predecessor: Option<u8>,
}

fn seed(n: u8) -> RootSeed {
    RootSeed(Secret::new([n; 32]))
}

fn bytes(b: &[u8]) -> Value {
    Value::Bytes(b.to_vec())
}

impl Draft {
    fn new(version: i64, seed: u8, next: u8, after: Option<&[u8]>) -> Self {
        let previous = after.map(|d| hash(&body(d)).to_vec()).unwrap_or_default();
        let by_predecessor = after.map(|_| seed - 1);
        Self { version, school: "school", seed, next, previous, by_self: seed, by_predecessor }
    }
    fn document(&self) -> Vec<u8> {
        let own = seed(self.seed);
        let (next, exchange) = (commitment(&seed(self.next).signing().public()), own.exchange().public());
        let body = Value::Array(vec![
            Value::Int(1),
            Value::Int(self.version),
            Value::Id(samples::id(self.school)),
            bytes(&own.signing().public().0),
            bytes(&exchange.0),
            bytes(&next),
            bytes(&self.previous),
        ])
        .to_bytes();
        let sign = |key: SigningKey| bytes(&key.sign(Context::ROOT, &[&body]).0);
        let before = self.by_predecessor.map_or_else(|| bytes(&[]), |n| sign(seed(n).signing()));
        Value::Array(vec![bytes(&body), sign(seed(self.by_self).signing()), before]).to_bytes()
    }
}

fn body(document: &[u8]) -> Vec<u8> {
    let v = Value::from_bytes(document).unwrap();
    v.items().unwrap()[0].bytes().unwrap().to_vec()
}

fn hash(b: &[u8]) -> [u8; 32] {
    *blake3::hash(b).as_bytes()
}

/// root/1 and root/2 of the school of the vectors; their seeds are bytes of 1 and of 2.
pub fn two() -> Vec<Vec<u8>> {
    let one = first();
    let two = Draft::new(2, 2, 3, Some(&one)).document();
    vec![one, two]
}

/// root/1 of the school of the vectors.
pub fn first() -> Vec<u8> {
    Draft::new(1, 1, 2, None).document()
}

/// Names and documents in the order of the file.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let one = first();
    let two = Draft::new(2, 2, 3, Some(&one));
    let other = Draft { next: 13, ..two.clone() };
    // Of two bodies with the same signatures the smaller hash is followed: its root/3 comes.
    let (a, b) = (two.document(), other.document());
    let (winner, next) = if hash(&body(&a)) < hash(&body(&b)) { (a.clone(), 3) } else { (b.clone(), 13) };
    let three = Draft { by_predecessor: None, ..Draft::new(3, next, 4, Some(&winner)) };
    vec![
        ("root/1", one.clone()),
        ("root/2 by both sheets", a.clone()),
        ("root/2, another body, by both sheets", b),
        ("root/2, a third body, by the sealed sheet alone", Draft { next: 23, by_predecessor: None, ..two.clone() }.document()),
        ("root/2, the first body with a signature less", Draft { by_predecessor: None, ..two.clone() }.document()),
        ("root/3 by the sealed sheet alone", three.document()),
        ("root/3, the present sheet signs as well", Draft { by_predecessor: Some(2), ..three.clone() }.document()),
        ("a key that was not named", Draft { seed: 5, by_self: 5, ..two.clone() }.document()),
        ("not signed by itself", Draft { by_self: 1, ..two.clone() }.document()),
        ("a predecessor's signature by another", Draft { by_predecessor: Some(9), ..two.clone() }.document()),
        ("another school", Draft { school: "other", ..two.clone() }.document()),
        ("a version too high", Draft { version: 3, ..two.clone() }.document()),
        ("previous is the hash of the document", Draft { previous: hash(&one).to_vec(), ..two.clone() }.document()),
        ("root/2 with nothing before it", Draft { previous: vec![], by_predecessor: None, ..two.clone() }.document()),
        ("root/3 after nothing that is here", Draft::new(3, next, 4, Some(&three.document())).document()),
    ]
}

/// Whether a document is right: root/1 itself, or after one of those before it.
fn right(all: &[(&str, Vec<u8>)], i: usize) -> bool {
    i == 0 || all[..i].iter().any(|(_, d)| follows(d, &all[i].1).is_some())
}

/// The documents that are followed by who is given all of them at once.
fn followed(all: &[(&str, Vec<u8>)]) -> Vec<usize> {
    let mut out = vec![0];
    loop {
        let last = &all[*out.last().unwrap()].1;
        let next = (0..all.len()).filter(|i| follows(last, &all[*i].1).is_some());
        match next.reduce(|a, b| if comes_first(&all[b].1, &all[a].1) { b } else { a }) {
            Some(i) => out.push(i),
            None => return out,
        }
    }
}

#[test]
fn roots_of_the_vectors_are_right_and_followed_as_they_say_and_never_change() {
    let all = documents();
    let names = |list: &[usize]| list.iter().map(|i| all[*i].0).collect::<Vec<_>>();
    let ways = followed(&all);
    assert_eq!(ways.len(), 3, "{:?}", names(&ways));
    assert_eq!(all[ways[2]].0, "root/3, the present sheet signs as well");
    let good: Vec<usize> = (0..all.len()).filter(|i| right(&all, *i)).collect();
    assert_eq!(good, (0..7).collect::<Vec<_>>(), "{:?}", names(&good));
    let chain = verify_roots(&ways.iter().map(|i| all[*i].1.clone()).collect::<Vec<_>>()).unwrap();
    assert_eq!(chain.roots().len(), 3);
    let line = |i: usize| {
        let document = Value::from_bytes(&body(&all[i].1)).unwrap();
        let public = document.items().unwrap()[3].bytes().unwrap().try_into().unwrap();
        let (device, right) = (hex(&root_id(&public).0), right(&all, i));
        format!("{{\"case\": \"{}\", \"right\": {right}, \"device\": \"{device}\", \"document\": \"{}\"}}", all[i].0, hex(&all[i].1))
    };
    let lines: Vec<String> = (0..all.len()).map(line).collect();
    let expected = format!("{{\"documents\": [\n{}\n],\n\"followed\": {ways:?}\n}}\n", lines.join(",\n"));
    if update() && !file(FILE).exists() {
        std::fs::write(file(FILE), &expected).expect("write roots.json");
    }
    assert_eq!(std::fs::read_to_string(file(FILE)).unwrap_or_default(), expected, "a landed vector never changes");
}
