//! A school with one user of every role, whose chains are written by hand and given to the product's store.

use super::table::{ROLES, Row};
use crate::format::samples;
use std::collections::BTreeMap;
use std::sync::Arc;
use zhurnal::event::kinds::{ledger as l, year as y};
use zhurnal::event::segment::{head_message, session_message};
use zhurnal::event::{ChainId, Cut, Event, Head, KindSpec, Permission as P, Scope, Segment, Value, Volume, kinds, next_hash, spec};
use zhurnal::id::DeviceId;
use zhurnal::keys::{Context, Secret, SigningKey};
use zhurnal::rights::role;
use zhurnal::store::{Home, Options, Signer};
use zhurnal::time::FixedClock;

const YEAR: Volume = Volume(2026);
/// A group, class, date and slot: those of the samples.
const DATE: i64 = 0;
const SLOT: i64 = 85;

fn id(name: &str) -> Value {
    Value::Id(samples::id(name))
}

fn key(name: &str) -> SigningKey {
    SigningKey::from_seed(&Secret::new(samples::bytes(name, 32).try_into().unwrap()))
}

/// What a role's preset permits, besides loads, homerooms and substitutions.
fn permissions(role: &str) -> &'static [P] {
    let preset = match role {
        "teacher_no_load" | "substitute" => "teacher",
        "homeroom_other" => "homeroom",
        "health" => "psychologist",
        "nobody" => return &[],
        role => role,
    };
    role::find(preset).expect(preset).permissions
}

/// A chain being written.
struct Chain {
    id: ChainId,
    signer: SigningKey,
    events: Vec<Vec<u8>>,
    hash: [u8; 32],
    claim: i64,
}

impl Chain {
    fn new(device: [u8; 16], signer: SigningKey, volume: Volume, nonce: u64) -> Self {
        let id = ChainId { device: DeviceId(device), volume, nonce };
        Self { hash: id.origin(), id, signer, events: Vec::new(), claim: samples::CLAIM }
    }
    fn push(&mut self, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.put(Event::new(self.claim, spec(kind).unwrap(), key, value))
    }
    fn put(&mut self, mut e: Event) -> Head {
        self.claim += 1;
        e.claim = self.claim;
        let bytes = e.to_bytes();
        self.hash = next_hash(&self.hash, &bytes);
        self.events.push(bytes);
        self.head()
    }
    fn head(&self) -> Head {
        Head { chain: self.id, idx: u32::try_from(self.events.len()).unwrap() - 1, hash: self.hash }
    }
    fn session(&mut self, user: &str) -> Head {
        let user_key = key(user);
        let idx = u32::try_from(self.events.len()).unwrap();
        let signature = user_key.sign(Context::SESSION, &[&session_message(&self.id, idx)]).0;
        let value = vec![id(user), Value::Bytes(user_key.public().0.to_vec()), Value::Bytes(signature.to_vec())];
        self.push(l::SESSION, vec![], Value::Array(value))
    }
    fn seen(&mut self, heads: &[Head]) -> Head {
        self.push(l::SEEN, vec![], Value::Array(heads.iter().map(Head::to_value).collect()))
    }
    fn segment(&self) -> Segment {
        let mut s = Segment { chain: self.id, first: 0, prev: self.id.origin(), events: self.events.clone(), signature: [0; 64] };
        s.signature = self.signer.sign(Context::HEAD, &[&head_message(&s.head().unwrap())]).0;
        s
    }
}

struct Nobody;
impl Signer for Nobody {
    fn device(&self) -> DeviceId {
        DeviceId([9; 16])
    }
    fn sign_head(&self, _: &[u8; 62]) -> [u8; 64] {
        [0; 64]
    }
}

/// What the product made of a row's event.
pub struct Counts {
    pub fate: String,
    pub effective: bool,
}

pub struct School {
    home: Home,
    root: Chain,
    registry: Head,
    year: Head,
    nonce: u64,
    _dir: tempfile::TempDir,
}

impl School {
    /// The root, two computers, a user of every role with keys and grants.
    pub fn found() -> Self {
        let root_key = key("root");
        let root_id = blake3::hash(&root_key.public().0).as_bytes()[..16].try_into().unwrap();
        let mut root = Chain::new(root_id, root_key.clone(), Volume::REGISTRY, 1);
        for (name, capabilities) in [("office", &[1, 2, 3, 4][..]), ("journal", &[1])] {
            let capabilities = capabilities.iter().map(|c| Value::Int(*c)).collect();
            let public = |n: String| Value::Bytes(key(&n).public().0.to_vec());
            let value = vec![public(name.into()), public(format!("{name} seal")), Value::Array(capabilities), name.into()];
            root.push(l::DEVICE, vec![id(name)], Value::Array(value));
        }
        root.push(l::ADMIN, vec![id("admin")], Value::Bool(true));
        for role in &ROLES[1..] {
            root.push(l::USER_KEY, vec![id(role)], user_key(role));
        }
        let mut registry = Chain::new(samples::id("office"), key("office"), Volume::REGISTRY, 2);
        registry.session("admin");
        for role in &ROLES[2..] {
            let list = permissions(role).iter().map(|p| Value::Int(*p as i64)).collect();
            let none = || Value::Array(vec![]);
            let value = vec![Value::Array(list), none(), none(), Value::Null, Value::Null];
            registry.push(l::ROLE, vec![id(role), (*role).into()], Value::Array(value));
        }
        let mut year = Chain::new(samples::id("office"), key("office"), YEAR, 3);
        year.session("admin");
        year.seen(&[root.head(), registry.head()]);
        let none = |n: usize| Value::Array(vec![Value::Null; n]);
        year.push(y::LOAD, vec![id("teacher"), id("group")], Value::Array(vec![Value::Int(500), Value::Null, Value::Null]));
        year.push(y::HOMEROOM, vec![id("homeroom"), id("class")], none(2));
        year.push(y::HOMEROOM, vec![id("homeroom_other"), id("other class")], none(2));
        let value = vec![Value::Null, Value::Int(1), "".into(), Value::Int(100), Value::Null];
        year.push(y::SUBSTITUTION, vec![id("group"), DATE.into(), SLOT.into(), id("substitute")], Value::Array(value));

        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            dir: dir.path().to_owned(),
            signer: Arc::new(Nobody),
            clock: Arc::new(FixedClock::at(samples::CLAIM + 100_000)),
            database_key: Arc::new(|_: &str| Ok([7; 32])),
            durable: false,
        };
        let home = Home::create(options, &Nobody, &root_key.public().0, &[]).unwrap();
        home.add_year(YEAR.0).unwrap();
        let got = home.receive(&[root.segment(), registry.segment(), year.segment()]).unwrap();
        assert_eq!((got.refused, got.waiting), (0, 0), "the school's own beginnings");
        let (registry, year) = (registry.head(), year.head());
        let s = Self { home, root, registry, year, nonce: 10, _dir: dir };
        assert!(s.fates().values().all(|f| *f == "applied"), "the school's own beginnings: {:?}", s.fates());
        s
    }

    fn fates(&self) -> BTreeMap<Head, &'static str> {
        let of = |v: Volume| self.home.fates(v).unwrap();
        of(Volume::REGISTRY).into_iter().chain(of(YEAR)).collect()
    }

    /// Writes every row's event in a chain of its role on its computer, gives all to the store, and asks for their fates.
    pub fn inject(&mut self, rows: &[Row]) -> Vec<Counts> {
        // A closed year is judged by other law: its acts come last.
        let last = |r: &Row| r.operation == "close_year";
        let mut heads: BTreeMap<usize, Head> = BTreeMap::new();
        let mut out: BTreeMap<usize, Counts> = BTreeMap::new();
        for late in [false, true] {
            let now: Vec<(usize, &Row)> = rows.iter().enumerate().filter(|(_, r)| last(r) == late).collect();
            let mut segments = Vec::new();
            for role in ROLES {
                for computer in ["root", "office", "journal"] {
                    let mine: Vec<(usize, &Row)> = now.iter().copied().filter(|(_, r)| r.role == role && r.computer == computer).collect();
                    if !mine.is_empty() {
                        self.write(role, computer, &mine, &mut heads, &mut segments);
                    }
                }
            }
            let got = self.home.receive(&segments).unwrap();
            assert_eq!((got.refused, got.waiting), (0, 0), "segments that are not taken in");
            let fates = self.fates();
            for (i, _) in now {
                let fate = fates.get(&heads[&i]).copied().unwrap_or("missing");
                out.insert(i, Counts { fate: fate.to_owned(), effective: matches!(fate, "applied" | "superseded") });
            }
        }
        out.into_values().collect()
    }

    fn write(&mut self, role: &str, computer: &str, rows: &[(usize, &Row)], heads: &mut BTreeMap<usize, Head>, out: &mut Vec<Segment>) {
        if role == "root" {
            for (i, r) in rows {
                let head = match r.kind() {
                    "session" => self.root.session("admin"),
                    _ => self.root.put(event(r)),
                };
                heads.insert(*i, head);
            }
            out.push(self.root.segment());
            return;
        }
        let basis = [self.registry, self.year];
        for volume in [Volume::REGISTRY, YEAR] {
            self.nonce += 1;
            let mut chain = Chain::new(samples::id(computer), key(computer), volume, self.nonce);
            let session = chain.session(role);
            let seen = chain.seen(if volume == YEAR { &basis } else { &basis[..1] });
            for (i, r) in rows.iter().filter(|(_, r)| volume_of(r) == volume) {
                let head = match r.operation.as_str() {
                    "session" => session,
                    "seen" => seen,
                    _ => chain.put(event(r)),
                };
                heads.insert(*i, head);
            }
            out.push(chain.segment());
        }
    }
}

fn user_key(user: &str) -> Value {
    let cost = |n: i64| Value::Int(n);
    let public = Value::Bytes(key(user).public().0.to_vec());
    Value::Array(vec![id("salt"), cost(65_536), cost(3), cost(1), public, Value::Bool(false)])
}

fn kind(r: &Row) -> &'static KindSpec {
    kinds::ALL.iter().flat_map(|t| t.iter()).find(|k| k.name == r.kind()).unwrap()
}

/// Where a row's event stands; of kinds that may stand in both, where it is usual.
fn volume_of(r: &Row) -> Volume {
    use zhurnal::event::spec::In;
    match kind(r).volume {
        In::Registry => Volume::REGISTRY,
        In::Year => YEAR,
        In::Both if r.stratum == 2 => YEAR,
        In::Both => Volume::REGISTRY,
    }
}

/// The event of a row: it names people and places that no other row looks at, but for the group, class, date and slot that grants are for.
fn event(r: &Row) -> Event {
    let k = kind(r);
    let of = |key: Vec<Value>, value: Value| Event::new(0, k, key, value);
    let stranger = samples::id("stranger");
    let own = || vec![id(&r.operation)];
    let scoped = |scope: Scope, void: bool, automatic: bool| {
        let cut = Cut { scope, heads: Vec::new(), void, automatic, stratum: r.stratum };
        of(own(), cut.to_value())
    };
    let days = |d: i64| (vec![samples::id("strange group")], d, d);
    let list = || Value::Array(Vec::new());
    match r.operation.as_str() {
        "cut.root" | "cut.keys" => scoped(Scope::Keys(vec![[3; 32]]), true, false),
        "cut.author" => scoped(Scope::Author(stranger), false, false),
        "cut.device" => scoped(Scope::Device(stranger), false, false),
        "cut.needs" => scoped(Scope::Needs(stranger, vec![4]), false, false),
        "cut.load" => scoped(Scope::Load(stranger, samples::id("group")), false, false),
        "cut.homeroom" => scoped(Scope::Homeroom(stranger, samples::id("class")), false, false),
        "cut.lessons" => {
            let (groups, from, to) = days(1);
            scoped(Scope::Lessons { groups, from, to, terms: vec![] }, false, false)
        }
        "cut.window" | "cut.automatic" => {
            let (groups, from, to) = days(1);
            scoped(Scope::Window { groups, from, to }, false, r.operation == "cut.automatic")
        }
        "cut.permit" => scoped(Scope::Permit(stranger), false, false),
        "open.root" | "open.admin" | "open.office" => of(own(), Value::Array(vec![list(), i64::from(r.stratum).into()])),
        "decide.root" | "decide.admin" | "decide.office" => {
            of(own(), Value::Array(vec![list(), Value::Bool(true), i64::from(r.stratum).into()]))
        }
        "require" => of(vec![Value::Int(1)], Value::Bool(true)),
        "user_key.own" if r.role != "root" => of(vec![id(&r.role)], user_key(&format!("{} on {}", r.role, r.computer))),
        "user_key.own" => of(vec![Value::Id(stranger)], user_key("stranger")),
        "seen" | "checkpoint" => of(vec![], list()),
        _ => {
            let mut all = samples::samples(k);
            let at = all.iter().position(|(case, _)| case == "plain").unwrap_or(0);
            all.swap_remove(at).1
        }
    }
}
