//! A small school on a real store, with a computer that lies: what floods are made of.

use std::path::Path;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::{journal, ledger as l, year as y};
use zhurnal::event::segment::session_message;
use zhurnal::event::{ChainId, Event, Head, Segment, Value, Volume, root_id};
use zhurnal::id::{DeviceId, UserId};
use zhurnal::keys::secret::Secret;
use zhurnal::keys::sign::Context;
use zhurnal::store::{Author, Home, Options, Outcome, Quota, Signer, Write};
use zhurnal::time::FixedClock;

use super::acts::bytes;
use super::keys::key_value;
use super::node::Model;
use super::roots::root_pair;
use super::school::{ADM, DEP, DEPUTY, Id, L1, REGISTRY, Square, T1, T2, YEAR, device, id, pair, public, seal, sign, user};
use super::world::{Pen, World, names, row};
use crate::model::Placed;

/// Claimed time of everything.
pub const AT: i64 = 1_790_000_000;

/// A computer, or the root.
struct Computer(DeviceId, SigningKey);

impl Signer for Computer {
    fn device(&self) -> DeviceId {
        self.0
    }
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64] {
        sign(&self.1, Context::HEAD, message)
    }
}

/// A person under a password.
pub struct Person(Id, SigningKey);

impl Author for Person {
    fn user(&self) -> UserId {
        UserId(self.0)
    }
    fn key(&self) -> [u8; 32] {
        public(&self.1)
    }
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64] {
        sign(&self.1, Context::SESSION, message)
    }
}

pub fn person(name: &str) -> Person {
    Person(user(name), pair(&format!("password {name}")))
}

/// The school's own computer O, of the office, the witness, with a liar's computer X enrolled for the journal.
pub struct School {
    pub home: Home,
    nonce: u64,
    written: i64,
    /// The load of t1.
    granted: Option<Head>,
    _dir: tempfile::TempDir,
}

fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_owned(),
        signer: Arc::new(Computer(device("device O"), pair("device O"))),
        clock: Arc::new(FixedClock::at(AT)),
        database_key: Arc::new(|_: &str| Ok([7; 32])),
        durable: false,
        quota: Quota::NONE,
    }
}

fn certificate(word: &str, capabilities: &[i64]) -> Write {
    let list: Vec<Value> = capabilities.iter().map(|c| (*c).into()).collect();
    let value = vec![bytes(&public(&pair(word))), bytes(&seal(word)), list.into(), word.into()];
    Write::new(l::DEVICE, vec![device(word).0.into()], value.into())
}

fn first_key(name: &str) -> Write {
    let p = person(name);
    let (key, none) = (bytes(&public(&p.1)), Value::Array(vec![]));
    let value = vec![id("salt").into(), 1.into(), 1.into(), 1.into(), key, false.into(), none, bytes(&[0; 64])];
    let seed = zhurnal::keys::SigningKey::from_seed(&Secret::new(p.1.to_bytes()));
    Write::new(l::USER_KEY, vec![p.0.into()], value.into()).proved(seed)
}

impl School {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = Computer(root_id(&public(&root_pair(1))), root_pair(1));
        let mut first = vec![
            Write::new(l::ROOT, vec![1.into()], vec![bytes(b"document")].into()),
            certificate("device O", &[1, 2, 3, 4]),
            certificate("device X", &[1]),
            Write::new(l::ADMIN, vec![user(ADM).into()], true.into()),
        ];
        first.extend([ADM, DEP, T1, T2].map(first_key));
        let home = Home::create(options(dir.path()), &root, &public(&root_pair(1)), &first).unwrap();
        home.add_year(YEAR.0).unwrap();
        let mut out = Self { home, nonce: 1000, written: 0, granted: None, _dir: dir };
        let allowed: Vec<Value> = DEPUTY.iter().map(|p| i64::from(*p as u8).into()).collect();
        let none = || Value::Array(vec![]);
        let role = vec![allowed.into(), none(), none(), Value::Null, Value::Null];
        out.act(ADM, REGISTRY, &[Write::new(l::ROLE, vec![user(DEP).into(), "deputy".into()], role.into())]);
        let load = out.load(T1, L1.group);
        out.granted = load.ats.first().map(|at| out.home.head_at(YEAR, *at).unwrap());
        out
    }
    pub fn act(&mut self, name: &str, volume: Volume, writes: &[Write]) -> Outcome {
        self.home.act(&person(name), volume, writes).unwrap()
    }
    pub fn load(&mut self, name: &str, group: &str) -> Outcome {
        let value = vec![100.into(), Value::Null, Value::Null];
        self.act(DEP, YEAR, &[Write::new(y::LOAD, vec![user(name).into(), id(group).into()], value.into())])
    }
    /// One law event of the registry that gives somebody something.
    pub fn role(&mut self) -> Outcome {
        self.written += 1;
        let none = || Value::Array(vec![]);
        let value = vec![Value::Array(vec![24.into()]), none(), none(), Value::Null, Value::Null];
        let key = vec![user(T2).into(), format!("role {}", self.written).into()];
        self.act(ADM, REGISTRY, &[Write::new(l::ROLE, key, value.into())])
    }
    pub fn mark(&mut self, square: Square, mark: i64) -> Outcome {
        self.act(T1, YEAR, &[Write::new(journal::MARK, square.key(), mark.into())])
    }
    /// So many marks of t1, each in a square of its own.
    pub fn marks(&mut self, n: usize) {
        let key = |i: usize| [L1.key(), vec![id(&format!("pupil {i}")).into(), id("w1").into(), 1.into()]].concat();
        let writes: Vec<Write> = (0..n).map(|i| Write::new(journal::MARK, key(i), 4.into())).collect();
        self.act(T1, YEAR, &writes);
    }
    pub fn value(&self, square: Square) -> (Option<i64>, bool) {
        let cell = self.home.ask(YEAR, |r| r.cell(journal::MARK, &square.key())).unwrap().unwrap();
        (cell.value.int(), cell.conflict)
    }
    /// A chain of the liar's.
    pub fn pen(&mut self, volume: Volume) -> Chain {
        self.nonce += 1;
        Chain { pen: Pen::new(ChainId { device: device("device X"), volume, nonce: self.nonce }), placed: Vec::new() }
    }
    /// A chain of t1's at the liar's computer, which has heard of the load.
    pub fn of_teacher(&mut self) -> Chain {
        let mut c = self.pen(YEAR);
        c.write(l::SEEN, vec![], names(self.granted.as_slice()));
        c.session(&person(T1));
        c
    }
    /// Chains of one event.
    pub fn chains(&mut self, n: usize) -> (Vec<Head>, Vec<Segment>) {
        let all: Vec<(Head, Segment)> = (0..n)
            .map(|_| {
                let mut c = self.pen(YEAR);
                (c.write(l::SEEN, vec![], names(&[])), c.take())
            })
            .collect();
        all.into_iter().unzip()
    }
    /// Everything must come in; gives what was judged again.
    pub fn receive(&self, segments: &[Segment]) -> u64 {
        let got = self.home.receive(segments).unwrap();
        assert_eq!(got.joined, segments.iter().map(|s| s.events.len() as u64).sum::<u64>(), "{got:?}");
        got.judged_again
    }
    pub fn count(&self, volume: Volume, fate: &str) -> usize {
        self.home.fates(volume).unwrap().values().filter(|f| **f == fate).count()
    }
    /// Tables are what a rebuild gives.
    pub fn proven(&self) {
        for v in self.home.check(&|_, _| true).unwrap() {
            assert_eq!(v.problems, Vec::<String>::new(), "{}", v.volume);
        }
    }
}

/// A chain as the liar writes it.
pub struct Chain {
    pen: Pen,
    placed: Vec<Placed>,
}

impl Chain {
    pub fn write(&mut self, kind: u16, key: Vec<Value>, value: impl Into<Value>) -> Head {
        let placed = self.pen.place(Event::new(AT, row(kind), key, value.into()));
        let head = placed.head();
        self.pen.tip = Some(head);
        self.placed.push(placed);
        head
    }
    pub fn session(&mut self, p: &Person) {
        let at = self.pen.tip.map_or(0, |t| t.idx + 1);
        let signature = p.sign_session(&session_message(&self.pen.chain, at));
        self.write(l::SESSION, vec![], vec![p.0.into(), bytes(&p.key()), bytes(&signature)]);
    }
    pub fn mark(&mut self, square: Square, mark: i64) -> Head {
        self.write(journal::MARK, square.key(), mark)
    }
    /// A change of one's own password; the person goes on under the new one.
    pub fn change(&mut self, p: &Person, word: &str) -> Person {
        let next = Person(p.0, pair(word));
        let at = (self.pen.chain, self.pen.tip.map_or(0, |t| t.idx + 1));
        self.write(l::USER_KEY, vec![p.0.into()], key_value(p.0, &next.1, false, &[], at));
        next
    }
    /// A second branch that goes on from what is written now.
    pub fn fork(&self) -> Self {
        Self { pen: self.pen.clone(), placed: Vec::new() }
    }
    /// What was written and not taken yet, under the liar's head.
    pub fn take(&mut self) -> Segment {
        World::<Model>::forge(&std::mem::take(&mut self.placed), &pair("device X"))
    }
}
