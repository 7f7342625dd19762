//! Sample events of every kind, made from its shapes: what the locked vectors hold.

use zhurnal::event::MAX_INDEX;
use zhurnal::event::kinds::{journal, ledger};
use zhurnal::event::spec::{KindSpec, Shape};
use zhurnal::event::{ChainId, Cut, Event, Head, Scope, Value, Volume, device_id, spec};
use zhurnal::id::DeviceId;

/// First claimed time of the sample chains: 2026-09-21T13:20:00Z.
pub const CLAIM: i64 = 1_789_996_800;

/// How much of a shape a sample fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Optional parts absent, lists empty, numbers and texts the least.
    Lean,
    /// Everything there, numbers the greatest.
    Full,
    /// Something in between.
    Plain,
}

/// Sixteen bytes that follow from a name.
pub fn id(name: &str) -> [u8; 16] {
    blake3::hash(name.as_bytes()).as_bytes()[..16].try_into().unwrap()
}

/// So many bytes that follow from a name.
pub fn bytes(name: &str, n: usize) -> Vec<u8> {
    let mut out = vec![0; n];
    blake3::Hasher::new().update(name.as_bytes()).finalize_xof().fill(&mut out);
    out
}

/// A head that follows from a name.
pub fn head(name: &str, volume: u16, idx: u32) -> Head {
    let nonce = u64::from_be_bytes(bytes(name, 8).try_into().unwrap());
    let chain = ChainId { device: DeviceId(id(name)), volume: Volume(volume), nonce };
    Head { chain, idx, hash: bytes(&format!("{name} hash"), 32).try_into().unwrap() }
}

/// The id of a computer whose two public keys follow from its name.
pub fn device(name: &str) -> DeviceId {
    let key = |what: &str| bytes(&format!("{name} {what}"), 32).try_into().unwrap();
    device_id(&key("sign"), &key("seal"))
}

/// The two chains of the vectors.
pub fn chain(volume: u16) -> ChainId {
    let nonce = if volume == 0 { 0xFEDC_BA98_7654_3210 } else { 7 };
    ChainId { device: device("own"), volume: Volume(volume), nonce }
}

fn text(name: &str, max: usize, full: bool, fill: Fill) -> String {
    match fill {
        Fill::Lean if full => "Я".into(),
        Fill::Lean => String::new(),
        Fill::Plain => format!("«{name}» ёЁ 😀").chars().take(max).collect(),
        Fill::Full => "№ 1\tѢ\n".chars().cycle().take(max.min(70)).collect(),
    }
}

fn value(name: &str, s: &Shape, fill: Fill) -> Value {
    let n = |lo: i64, hi: i64| match fill {
        Fill::Lean => lo,
        Fill::Full => hi,
        Fill::Plain => lo + (hi - lo) / 3,
    };
    match s {
        Shape::Null => Value::Null,
        Shape::Bool => Value::Bool(fill == Fill::Full),
        Shape::Int(lo, hi) => Value::Int(n(*lo, *hi)),
        Shape::Date => Value::Int(n(-36_525, 73_050)),
        Shape::Instant => Value::Int(n(-3_155_760_000, 6_311_520_000)),
        Shape::Text(max, full) => Value::Text(text(name, *max, *full, fill)),
        Shape::Id => Value::Id(id(name)),
        Shape::Bytes(n) => Value::Bytes(bytes(name, *n)),
        Shape::Blob(max) => match fill {
            Fill::Lean => Value::Bytes(Vec::new()),
            Fill::Plain => Value::from(bytes(name, 16).as_slice()),
            Fill::Full => Value::Bytes(bytes(name, (*max).min(300))),
        },
        Shape::Head => head(name, 2026, 0).to_value(),
        Shape::Cell => Value::Array(vec![Value::Int(i64::from(journal::TOPIC)), key(spec(journal::TOPIC).unwrap(), fill)]),
        Shape::Opt(_) if fill == Fill::Lean => Value::Null,
        Shape::Opt(s) => value(name, s, fill),
        Shape::List(s, max) => {
            let n = match fill {
                Fill::Lean => 0,
                Fill::Plain => 1,
                Fill::Full => (*max).min(2),
            };
            Value::Array((0..n).map(|i| value(&format!("{name} {i}"), s, fill)).collect())
        }
        Shape::Tuple(f) => tuple(f, fill),
        Shape::OneOf(_) => unreachable!("scopes are given by hand"),
    }
}

fn tuple(fields: &[(&str, Shape)], fill: Fill) -> Value {
    Value::Array(fields.iter().map(|(name, s)| value(name, s, fill)).collect())
}

fn key(k: &KindSpec, fill: Fill) -> Value {
    tuple(k.key, fill)
}

fn event(k: &KindSpec, fill: Fill) -> Event {
    let Value::Array(key) = key(k, fill) else { unreachable!() };
    let value = match &k.value {
        Shape::Tuple(f) => tuple(f, fill),
        s => value("value", s, fill),
    };
    possible(Event::new(CLAIM, k, key, value), fill)
}

/// What its shape alone would leave impossible.
fn possible(mut e: Event, fill: Fill) -> Event {
    let set = |e: &mut Event, i: usize, v: Value| {
        if let Value::Array(items) = &mut e.value {
            items[i] = v;
        }
    };
    match e.kind {
        ledger::DEVICE => {
            e.key = vec![Value::Id(device("a computer").0)];
            set(&mut e, 0, Value::Bytes(bytes("a computer sign", 32)));
            set(&mut e, 1, Value::Bytes(bytes("a computer seal", 32)));
        }
        ledger::ADMIN => e.value = Value::Bool(true),
        // 1 January of the year after next, the first day there can be.
        ledger::DESTROYED => {
            let year = if fill == Fill::Full { 2167 } else { 2020 };
            e.key[0] = Value::Int(year);
            set(&mut e, 4, Value::Int(if fill == Fill::Full { 72_684 } else { 18_993 }));
        }
        _ => {}
    }
    e
}

fn cuts() -> Vec<(&'static str, Cut)> {
    let heads = vec![head("a", 2026, 9), head("b", 0, MAX_INDEX)];
    let cut = |scope: Scope, stratum: u8| Cut { scope, heads: heads.clone(), void: false, automatic: false, stratum, parts: vec![] };
    let group = vec![id("group"), id("second group")];
    let key = |n: &str| bytes(n, 32).try_into().unwrap();
    let automatic = |scope: Scope, stratum: u8| Cut { automatic: true, ..cut(scope, stratum) };
    vec![
        ("author", Cut { heads: Vec::new(), ..cut(Scope::Author(id("user")), 1) }),
        ("keys", Cut { void: true, ..cut(Scope::Keys(id("user"), vec![key("key"), key("older key")]), 0) }),
        ("device", Cut { void: true, ..cut(Scope::Device(device("a computer").0, vec![]), 1) }),
        ("capabilities of a device", cut(Scope::Device(device("a computer").0, vec![3, 4]), 0)),
        ("needs", cut(Scope::Needs(id("user"), vec![4, 5, 6]), 1)),
        ("load", cut(Scope::Load(id("user"), id("group")), 2)),
        ("homeroom", cut(Scope::Homeroom(id("user"), id("class")), 2)),
        ("lessons", cut(Scope::Lessons { groups: group.clone(), from: 20_697, to: 20_750, terms: vec![id("term")] }, 2)),
        ("all lessons", cut(Scope::Lessons { groups: Vec::new(), from: 20_697, to: 20_697, terms: Vec::new() }, 2)),
        ("window", cut(Scope::Window { groups: group, from: 20_697, to: 20_700 }, 2)),
        ("automatic window", automatic(Scope::Window { groups: Vec::new(), from: 20_666, to: 20_717 }, 2)),
        ("permit", cut(Scope::Permit(id("permit")), 2)),
        ("admin", Cut { void: true, ..cut(Scope::Admin(id("user")), 0) }),
        ("grants", cut(Scope::Grant(vec![head("a", 2026, 9), head("c", 2026, 0)]), 2)),
        ("roles, by itself", automatic(Scope::Grant(vec![head("b", 0, 9)]), 1)),
        ("heads in parts", Cut { parts: vec![head("d", 2026, 4), head("d", 2026, 5)], ..cut(Scope::Author(id("user")), 1) }),
    ]
}

/// The samples of a kind, each with the name of its case.
pub fn samples(k: &KindSpec) -> Vec<(String, Event)> {
    let mut out: Vec<(String, Event)> = Vec::new();
    if k.code == ledger::CUT {
        for (name, cut) in cuts() {
            out.push((name.into(), Event::new(CLAIM, k, vec![Value::Id(id(name))], cut.to_value())));
        }
        return out;
    }
    for (name, fill) in [("lean", Fill::Lean), ("plain", Fill::Plain), ("full", Fill::Full)] {
        let e = event(k, fill);
        if out.iter().all(|(_, o)| *o != e) {
            out.push((name.into(), e));
        }
    }
    if k.clears && k.value != Shape::Null {
        out.push(("cleared".into(), Event { value: Value::Null, ..event(k, Fill::Plain) }));
    }
    if k.code == journal::MARK {
        out.extend(marks(k));
    }
    out
}

/// What may vary around any event: refs, a permit, clocks.
fn marks(k: &KindSpec) -> Vec<(String, Event)> {
    let plain = event(k, Fill::Plain);
    let refs = vec![head("a", 2026, 0), head("b", 2026, 70_000)];
    let permit = Some(id("permit"));
    [
        ("refs", Event { refs: refs.clone(), ..plain.clone() }),
        ("permit", Event { permit, ..plain.clone() }),
        ("refs and permit", Event { refs, permit, ..plain.clone() }),
        ("clock before 1970", Event { claim: -1, ..plain.clone() }),
        ("greatest clock", Event { claim: i64::MAX, ..plain.clone() }),
        ("least clock", Event { claim: i64::MIN, ..plain }),
    ]
    .into_iter()
    .map(|(name, e)| (name.to_owned(), e))
    .collect()
}
