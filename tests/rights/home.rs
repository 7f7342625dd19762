//! A school with one user of every role, whose chains are written by hand and given to the product's store.

use super::chain::{Chain, device, id, key};
use super::table::{ROLES, Row};
use crate::format::samples;
use std::collections::BTreeMap;
use std::sync::Arc;
use zhurnal::event::kinds::{ledger as l, year as y};
use zhurnal::event::{Cut, Event, Head, KindSpec, Permission as P, Scope, Segment, Value, Volume, kinds, root_id};
use zhurnal::id::DeviceId;
use zhurnal::rights::role;
use zhurnal::store::{Home, Options, Quota, Signer};
use zhurnal::time::FixedClock;

const YEAR: Volume = Volume(2026);
/// A group, class, date and slot: those of the samples.
const DATE: i64 = 0;
const SLOT: i64 = 85;

/// The computers, with their capabilities; all certified by the root but the last two.
pub const COMPUTERS: [(&str, &[i64]); 8] = [
    ("office", &[1, 2, 3, 4]),
    ("journal", &[1]),
    ("only_office", &[2]),
    ("only_witness", &[3]),
    ("only_stamp", &[4]),
    ("papers", &[2, 4]),
    ("delegated", &[1, 2, 3, 4]),
    ("fallen", &[1, 2, 3, 4]),
];

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
        let mut root = Chain::new(root_id(&root_key.public().0), root_key.clone(), Volume::REGISTRY, 1);
        for (name, capabilities) in COMPUTERS.iter().take(6) {
            root.certify(name, capabilities);
        }
        root.push(l::ADMIN, vec![id("admin")], Value::Bool(true));
        for role in &ROLES[1..] {
            root.user_key(role, role, false);
            for (computer, _) in COMPUTERS {
                root.user_key(&himself(role, computer), &himself(role, computer), false);
            }
        }
        let mut registry = Chain::of("office", Volume::REGISTRY, 2);
        registry.session("admin");
        registry.certify("delegated", COMPUTERS[6].1);
        for role in &ROLES[2..] {
            let list = permissions(role).iter().map(|p| Value::Int(*p as i64)).collect();
            let none = || Value::Array(vec![]);
            let value = vec![Value::Array(list), none(), none(), Value::Null, Value::Null];
            registry.push(l::ROLE, vec![id(role), (*role).into()], Value::Array(value));
        }
        // Introduced by somebody who may not: in the set, and with no capability.
        let mut stray = Chain::of("office", Volume::REGISTRY, 4);
        stray.session("nobody");
        stray.certify("fallen", COMPUTERS[7].1);
        let mut year = Chain::of("office", YEAR, 3);
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
            quota: Quota::NONE,
        };
        let home = Home::create(options, &Nobody, &root_key.public().0, &[]).unwrap();
        home.add_year(YEAR.0).unwrap();
        let got = home.receive(&[root.segment(), registry.segment(), year.segment()]).unwrap();
        assert_eq!((got.refused, got.waiting), (0, 0), "the school's own beginnings");
        let (registry, year) = (registry.head(), year.head());
        let s = Self { home, root, registry, year, nonce: 10, _dir: dir };
        assert!(s.fates().values().all(|f| *f == "applied"), "the school's own beginnings: {:?}", s.fates());
        let got = s.home.receive(&[stray.segment()]).unwrap();
        assert_eq!((got.refused, got.waiting), (0, 0), "a certificate by somebody who may not");
        assert_eq!(s.fates()[&stray.head()], "void");
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
                for computer in std::iter::once("root").chain(COMPUTERS.iter().map(|c| c.0)) {
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
                    _ => put(&mut self.root, r),
                };
                heads.insert(*i, head);
            }
            out.push(self.root.segment());
            return;
        }
        let basis = [self.registry, self.year];
        let own_key = |r: &Row| r.operation == "user_key.own";
        for volume in [Volume::REGISTRY, YEAR] {
            let mut chain = Chain::of(computer, volume, self.nonce + 1);
            self.nonce += 1;
            let session = chain.session(role);
            let seen = chain.seen(if volume == YEAR { &basis } else { &basis[..1] });
            for (i, r) in rows.iter().filter(|(_, r)| volume_of(r) == volume && !own_key(r)) {
                let head = match r.operation.as_str() {
                    "session" => session,
                    "seen" => seen,
                    _ => put(&mut chain, r),
                };
                heads.insert(*i, head);
            }
            out.push(chain.segment());
        }
        // A new key ends the one before it: each stands in a chain of its own, of a user who writes nothing else.
        for (i, _) in rows.iter().filter(|(_, r)| own_key(r)) {
            let mut chain = Chain::of(computer, Volume::REGISTRY, self.nonce + 1);
            self.nonce += 1;
            let user = himself(role, computer);
            chain.session(&user);
            heads.insert(*i, chain.user_key(&user, &format!("new key of {user}"), false));
            out.push(chain.segment());
        }
    }
}

/// Somebody with no grants who sits at one computer.
fn himself(role: &str, computer: &str) -> String {
    format!("{role} at {computer}")
}

/// Writes a row's event.
fn put(chain: &mut Chain, r: &Row) -> Head {
    let user = format!("user of {} at {}", r.role, r.computer);
    match r.operation.as_str() {
        "user_key" => chain.user_key(&user, &user, true),
        // A key is given once: each row gives another.
        "user_key.permanent" | "user_key.own" => {
            chain.user_key(&format!("{} {user}", r.operation), &format!("{} {user}", r.operation), false)
        }
        _ => chain.put(event(r)),
    }
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
        let cut = Cut { scope, heads: Vec::new(), void, automatic, stratum: r.stratum, parts: Vec::new() };
        of(own(), cut.to_value())
    };
    let days = |d: i64| (vec![samples::id("strange group")], d, d);
    // Of the samples' year, before the samples' clock.
    let closed = || Scope::Window { groups: vec![], from: 20_700, to: 20_700 };
    let list = || Value::Array(Vec::new());
    match r.operation.as_str() {
        "cut.root" | "cut.keys" => scoped(Scope::Keys(stranger, vec![[3; 32]]), true, false),
        "cut.of_admin" => scoped(Scope::Admin(stranger), false, false),
        "cut.author" => scoped(Scope::Author(stranger), false, false),
        "cut.device" => scoped(Scope::Device(stranger, vec![]), false, false),
        "cut.needs" => scoped(Scope::Needs(stranger, vec![4]), false, false),
        "cut.load" => scoped(Scope::Load(stranger, samples::id("group")), false, false),
        "cut.homeroom" => scoped(Scope::Homeroom(stranger, samples::id("class")), false, false),
        "cut.lessons" => {
            let (groups, from, to) = days(1);
            scoped(Scope::Lessons { groups, from, to, terms: vec![] }, false, false)
        }
        "cut.window" => {
            let (groups, from, to) = days(1);
            scoped(Scope::Window { groups, from, to }, false, false)
        }
        "cut.automatic" => scoped(closed(), false, true),
        "cut.permit" => scoped(Scope::Permit(stranger), false, false),
        "cut.grants" | "cut.roles" => scoped(Scope::Grant(vec![samples::head("a", 0, 3)]), false, false),
        "cut.automatic_roles" => scoped(Scope::Grant(vec![samples::head("a", 0, 3)]), false, true),
        "open.root" | "open.admin" | "open.office" => of(own(), Value::Array(vec![list(), i64::from(r.stratum).into()])),
        "decide.root" | "decide.admin" | "decide.office" => {
            of(own(), Value::Array(vec![list(), Value::Bool(true), i64::from(r.stratum).into()]))
        }
        "require" => of(vec![Value::Int(1)], Value::Bool(true)),
        "seen" | "checkpoint" => of(vec![], list()),
        "buried" => of(vec![Value::Int(2020), Value::Id(device(&r.computer).0)], Value::Int(20_700)),
        "printed.final" => sample(k, "full"),
        // Lists of heads in parts that are nowhere are no lists.
        "destroyed" | "close_year" => sample(k, "lean"),
        "group_member.no_class" => sample(k, "lean"),
        _ => {
            let mut e = sample(k, "plain");
            if let Some(i) = k.own {
                e.key[i] = id(if r.operation.ends_with(".other") { "somebody else" } else { &r.role });
            }
            e
        }
    }
}

fn sample(k: &KindSpec, case: &str) -> Event {
    let mut all = samples::samples(k);
    let at = all.iter().position(|(c, _)| c == case).unwrap_or(0);
    all.swap_remove(at).1
}
