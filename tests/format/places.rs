//! What says the impossible at its place (docs/FORMAT.md, 7): events of authentic segments that are void by what they say.

use super::samples;
use super::segments::{Case, Pair, chain, key, mark, session, sign, write};
use zhurnal::event::kinds::{ledger as l, year as y};
use zhurnal::event::segment::{session_message, user_key_message};
use zhurnal::event::spec::In;
use zhurnal::event::{ChainId, Cut, Event, Hash, Head, Law, Scope, Segment, Value, spec};
use zhurnal::keys::{Context, PublicKey, Signature};

/// Positions of events that are void by what they say.
pub fn void(s: &Segment) -> Vec<usize> {
    let hashes = s.hashes();
    let possible = |i: usize, bytes: &[u8]| Event::from_bytes(bytes).is_some_and(|e| possible(s, &hashes, i, &e));
    s.events.iter().enumerate().filter(|(i, bytes)| !possible(*i, bytes)).map(|(i, _)| i).collect()
}

fn possible(s: &Segment, hashes: &[Hash], i: usize, e: &Event) -> bool {
    let Some(k) = e.spec() else { return true };
    let (volume, registry) = (s.chain.volume, s.chain.volume.is_registry());
    let here = match k.volume {
        In::Registry => registry,
        In::Year => !registry,
        In::Both => true,
    };
    if !here || !e.well_formed() {
        return false;
    }
    let idx = s.first + u32::try_from(i).unwrap();
    let signed = |key: [u8; 32], context: Context, message: &[u8], signature: [u8; 64]| {
        PublicKey(key).verify(context, &[message], &Signature(signature)).is_ok()
    };
    let part = |h: &Head| {
        let at = h.idx.checked_sub(s.first).and_then(|n| usize::try_from(n).ok()).filter(|n| *n < i && h.chain == s.chain);
        at.is_some_and(|n| {
            hashes[n] == h.hash && matches!(Event::from_bytes(&s.events[n]).as_ref().and_then(Law::read), Some(Law::HeadsPart(_)))
        })
    };
    match Law::read(e) {
        Some(Law::Session { key, signature, .. }) => signed(key, Context::SESSION, &session_message(&s.chain, idx), signature),
        Some(Law::UserKey { user, key, proof, .. }) => signed(key, Context::USER_KEY, &user_key_message(&user, &s.chain, idx), proof),
        Some(Law::Seen(heads)) => heads.iter().all(|h| h.chain.volume.is_registry() || h.chain.volume == volume),
        Some(Law::Cut(c)) => c.parts.iter().all(part) && placed(&c, volume.0),
        Some(Law::CloseYear { parts, .. } | Law::Destroyed { parts, .. }) => parts.iter().all(part),
        Some(_) => true,
        None if e.kind == l::BURIED => e.key[1] == Value::Id(s.chain.device.0),
        None => !k.is_law() || (k.clears && e.value == Value::Null),
    }
}

/// Whether a cut stands in the volume that its scope is for.
fn placed(c: &Cut, volume: u16) -> bool {
    let first_of_august = |year: u16| {
        let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        chrono::NaiveDate::from_ymd_opt(i32::from(year), 8, 1).unwrap().signed_duration_since(epoch).num_days()
    };
    match c.scope {
        Scope::Window { from, to, .. } if c.automatic => {
            volume > 0 && from >= first_of_august(volume) && to < first_of_august(volume + 1) + 31
        }
        Scope::Grant(_) => (volume == 0) == (c.stratum == 1),
        _ => true,
    }
}

/// A chain being written by the computer number 1.
struct Pen {
    chain: ChainId,
    events: Vec<Vec<u8>>,
}

impl Pen {
    fn new(volume: u16) -> Self {
        let chain = chain(1, volume, 0x40 + u64::from(volume));
        Self { chain, events: vec![session(&chain, 0)] }
    }
    fn next(&self) -> u32 {
        u32::try_from(self.events.len()).unwrap()
    }
    fn put(&mut self, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.events.push(write(kind, key, value));
        self.segment().head().unwrap()
    }
    fn segment(&self) -> Segment {
        sign(self.chain, 0, self.chain.origin(), self.events.clone(), &key(1))
    }
    fn cut(&mut self, cut: &Cut) -> Head {
        self.put(l::CUT, vec![id("cut")], cut.to_value())
    }
}

fn id(name: &str) -> Value {
    Value::Id(samples::id(name))
}

fn list(heads: &[Head]) -> Value {
    Value::Array(heads.iter().map(Head::to_value).collect())
}

fn held(scope: Scope, stratum: u8, parts: Vec<Head>) -> Cut {
    Cut { scope, heads: vec![], void: false, automatic: false, stratum, parts }
}

/// A `user_key` of the key number 3, whose proof is over the given message.
fn user_key(context: Context, message: &[u8]) -> Value {
    let (key, bytes) = (key(3), |b: &[u8]| Value::Bytes(b.to_vec()));
    let proof = key.sign(context, &[message]).0;
    let cost = |n: i64| Value::Int(n);
    let heads = list(&[samples::head("a", 2026, 7)]);
    Value::Array(vec![id("salt"), cost(65_536), cost(3), cost(1), bytes(&key.public().0), Value::Bool(true), heads, bytes(&proof)])
}

fn proofs(out: &mut Vec<(&'static str, Segment, Vec<usize>)>) {
    let user = samples::id("user");
    let mut with = |name: &'static str, right: bool, context: Context, message: &dyn Fn(&Pen) -> Vec<u8>| {
        let mut pen = Pen::new(0);
        let value = user_key(context, &message(&pen));
        pen.put(l::USER_KEY, vec![id("user")], value);
        out.push((name, pen.segment(), if right { vec![] } else { vec![1] }));
    };
    let own = |p: &Pen| user_key_message(&user, &p.chain, p.next()).to_vec();
    with("a key with its proof", true, Context::USER_KEY, &own);
    with("a proof for another user", false, Context::USER_KEY, &|p| user_key_message(&samples::id("other"), &p.chain, p.next()).to_vec());
    with("a proof for another index", false, Context::USER_KEY, &|p| user_key_message(&user, &p.chain, p.next() + 1).to_vec());
    with("a proof for another chain", false, Context::USER_KEY, &|p| {
        user_key_message(&user, &ChainId { nonce: 1, ..p.chain }, p.next()).to_vec()
    });
    with("a session's signature as proof", false, Context::SESSION, &|p| session_message(&p.chain, p.next()).to_vec());
    with("a proof signed for another purpose", false, Context::SESSION, &own);
}

fn parts(out: &mut Vec<(&'static str, Segment, Vec<usize>)>) {
    let author = || Scope::Author(samples::id("user"));
    let heads = |n: u32| list(&[samples::head("a", 0, n), samples::head("b", 2026, n)]);
    let mut with = |name: &'static str, right: bool, named: &dyn Fn(&mut Pen, Head, Head) -> Vec<Head>| {
        let mut pen = Pen::new(0);
        let (a, b) = (pen.put(l::HEADS_PART, vec![id("a")], heads(1)), pen.put(l::HEADS_PART, vec![id("b")], heads(2)));
        let parts = named(&mut pen, a, b);
        let void = if right { vec![] } else { vec![pen.events.len()] };
        pen.cut(&held(author(), 1, parts));
        out.push((name, pen.segment(), void));
    };
    with("heads in two parts", true, &|_, a, b| vec![a, b]);
    with("a part named twice", true, &|_, a, _| vec![a, a]);
    with("a part with another hash", false, &|_, a, b| vec![a, Head { hash: [1; 32], ..b }]);
    with("a part in another chain", false, &|p, a, _| vec![Head { chain: ChainId { nonce: 1, ..p.chain }, ..a }]);
    with("a part that comes later", false, &|_, a, _| vec![Head { idx: 3, ..a }]);
    with("a part that is a session", false, &|p, a, _| {
        let alone = Segment { events: p.events[..1].to_vec(), ..p.segment() };
        vec![a, alone.head().unwrap()]
    });
    let mut pen = Pen::new(2026);
    let part = pen.put(l::HEADS_PART, vec![id("a")], heads(1));
    let close = |parts: &[Head]| Value::Array(vec![list(&[]), "order 1".into(), 21_000.into(), list(parts)]);
    pen.put(l::CLOSE_YEAR, vec![], close(&[part]));
    pen.put(l::CLOSE_YEAR, vec![], close(&[Head { idx: 2, ..part }]));
    out.push(("closings of a year, with parts", pen.segment(), vec![3]));
    let mut pen = Pen::new(0);
    let part = pen.put(l::HEADS_PART, vec![id("a")], heads(1));
    let closing = samples::head("closing", 2020, 40).to_value();
    let destroyed = |parts: &[Head]| {
        let files = Value::Array(vec![id("file")]);
        Value::Array(vec![list(&[]), closing.clone(), files, "act 1".into(), 20_700.into(), Value::Null, list(parts)])
    };
    pen.put(l::DESTROYED, vec![Value::Int(2020), id("a")], destroyed(&[part]));
    pen.put(l::DESTROYED, vec![Value::Int(2020), id("b")], destroyed(&[Head { idx: 0, ..part }]));
    out.push(("acts of destruction, with parts", pen.segment(), vec![3]));
}

fn volumes(out: &mut Vec<(&'static str, Segment, Vec<usize>)>) {
    let mut pen = Pen::new(0);
    pen.put(l::SEEN, vec![], list(&[samples::head("a", 0, 1)]));
    pen.put(l::SEEN, vec![], list(&[samples::head("a", 0, 1), samples::head("a", 2026, 1)]));
    pen.events.push(mark(1));
    pen.put(y::LOAD, vec![id("user"), id("group")], Value::Array(vec![500.into(), Value::Null, Value::Null]));
    out.push(("a registry that names a year, with kinds of a year", pen.segment(), vec![2, 3, 4]));
    let mut pen = Pen::new(2026);
    pen.put(l::SEEN, vec![], list(&[samples::head("a", 0, 1), samples::head("a", 2026, 1)]));
    pen.put(l::SEEN, vec![], list(&[samples::head("a", 2025, 1)]));
    pen.put(l::CHECKPOINT, vec![], list(&[]));
    pen.put(l::ADMIN, vec![id("user")], Value::Bool(true));
    out.push(("a year that names another, with kinds of the registry", pen.segment(), vec![2, 3, 4]));

    let mut pen = Pen::new(2026);
    let window = |from: i64, to: i64| Cut { automatic: true, ..held(Scope::Window { groups: vec![], from, to }, 2, vec![]) };
    let grants = |stratum: u8| held(Scope::Grant(vec![samples::head("a", 2026, 1)]), stratum, vec![]);
    // 1 August 2026 is 20666.
    for cut in [window(20_666, 20_717), window(20_665, 20_717), grants(2), grants(1)] {
        pen.cut(&cut);
    }
    out.push(("automatic windows and grants that end, in a year", pen.segment(), vec![2, 4]));
    let mut pen = Pen::new(2025);
    // 31 August 2026 is 20696.
    for cut in [window(20_650, 20_696), window(20_650, 20_697)] {
        pen.cut(&cut);
    }
    out.push(("automatic windows at the end of a year", pen.segment(), vec![2]));
    let mut pen = Pen::new(0);
    for cut in [window(20_666, 20_717), grants(1), grants(2)] {
        pen.cut(&cut);
    }
    out.push(("automatic windows and grants that end, in the registry", pen.segment(), vec![1, 3]));

    let mut pen = Pen::new(0);
    let device = pen.chain.device.0;
    pen.put(l::BURIED, vec![Value::Int(2020), Value::Id(device)], 20_700.into());
    pen.put(l::BURIED, vec![Value::Int(2020), Value::Id(Pair::of(4).id().0)], 20_700.into());
    out.push(("a year buried, by oneself and for another", pen.segment(), vec![2]));
}

/// Two sessions that are not right.
fn sessions(out: &mut Vec<(&'static str, Segment, Vec<usize>)>) {
    let mut pen = Pen::new(2026);
    pen.events[0] = session(&ChainId { nonce: 2, ..pen.chain }, 0);
    pen.events.push(mark(1));
    out.push(("a session signed for another chain", pen.segment(), vec![0]));
    let mut pen = Pen::new(2026);
    pen.events.push(session(&pen.chain, 0));
    out.push(("a session signed for another index", pen.segment(), vec![1]));
    let mut pen = Pen::new(2026);
    pen.events.push(session(&pen.chain, 1));
    out.push(("two sessions", pen.segment(), vec![]));
}

/// What `void` lists.
pub fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    sessions(&mut all);
    proofs(&mut all);
    parts(&mut all);
    volumes(&mut all);
    let mut itself = Pen::new(0);
    let gap = |first: i64, last: i64| {
        let key = vec![Value::Id(Pair::of(4).id().0), Value::Int(2026), Value::Bytes(vec![7; 8]), Value::Int(first)];
        (key, Value::Array(vec![Value::Int(last), Value::Bytes(vec![7; 32])]))
    };
    for (first, last) in [(4, 4), (0, i64::from(zhurnal::event::MAX_INDEX) - 1), (5, 4)] {
        let (key, value) = gap(first, last);
        itself.put(l::GAP, key, value);
    }
    itself.events.push(Event { kind: 511, ..Event::new(0, spec(l::SEEN).unwrap(), vec![], Value::Null) }.to_bytes());
    itself.put(l::ADMIN, vec![id("user")], Value::Int(1));
    all.push(("events that stop by themselves", itself.segment(), vec![3, 5]));
    let case = |(name, segment, void): (&str, Segment, Vec<usize>)| Case {
        name: name.to_owned(),
        segment,
        pair: Pair::of(1),
        authentic: true,
        void,
    };
    all.into_iter().map(case).collect()
}
