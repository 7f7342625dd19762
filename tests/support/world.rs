//! Computers that write as the page says a program writes, and exchange in every way.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::{head_message, session_message};
use zhurnal::event::{ChainId, Event, Head, KindSpec, LEVEL, Segment, Value, Volume, next_hash, root_id, spec};
use zhurnal::id::DeviceId;
use zhurnal::keys::sign::Context;

use super::node::{Books, Node, View, run};
use super::roots::{Root, follow, root_pair};
use super::school::{Id, NAMES, REGISTRY, YEAR, device, id, pair, public, seal, sign};
use crate::model::{Fate, Placed, Reason, Run, State};

/// Where a computer writes on in a volume.
#[derive(Debug, Clone)]
pub struct Pen {
    pub chain: ChainId,
    pub tip: Option<Head>,
    /// User and key of the session that stands in the chain.
    session: Option<(Id, [u8; 32])>,
    /// Heads that its `Seen`s have named.
    seen: BTreeSet<Head>,
    /// Heads that its checkpoints have named.
    pub witnessed: BTreeSet<Head>,
}

/// A computer.
pub struct Computer<N> {
    pub device: DeviceId,
    pub pens: BTreeMap<Volume, Pen>,
    pub known: BTreeSet<Placed>,
    pub node: N,
    /// Who is logged in, and with which key.
    pub user: Option<(Id, SigningKey)>,
    /// How far its clock is off, seconds.
    pub skew: i64,
    /// The level of format its program writes.
    pub level: u16,
    /// Offered under heads that are not right.
    pub forged: Vec<Segment>,
    /// Root documents that it follows.
    followed: Vec<Root>,
    books: RefCell<Option<Rc<Books>>>,
}

/// The school.
pub struct World<N> {
    pub computers: Vec<Computer<N>>,
    /// The key that every computer of the school was founded under.
    pub first_root: [u8; 32],
    /// Every signing key of devices and of roots, by device id.
    pub signers: BTreeMap<DeviceId, SigningKey>,
    pub seals: BTreeMap<DeviceId, [u8; 32]>,
    /// Present password key of each user.
    pub passwords: BTreeMap<Id, SigningKey>,
    /// Users whose present password is a slip.
    pub slips: BTreeSet<Id>,
    pub office: BTreeSet<DeviceId>,
    /// Where each root writes on; the last is in force.
    pub roots: Vec<Pen>,
    pub now: i64,
    pub nonce: u64,
}

pub const START: i64 = 1_790_000_000;
/// Most heads of one event.
pub const MAX_HEADS: usize = 900;

impl<N: Node> World<N> {
    /// Computers without anything; [`super::acts`] founds the school.
    pub fn bare() -> Self {
        let mut w = Self {
            computers: Vec::new(),
            first_root: public(&root_pair(1)),
            signers: BTreeMap::new(),
            seals: BTreeMap::new(),
            passwords: BTreeMap::new(),
            slips: BTreeSet::new(),
            office: BTreeSet::new(),
            roots: Vec::new(),
            now: START,
            nonce: 1,
        };
        w.add_root();
        for name in NAMES {
            let c = w.add_computer(&format!("device {name}"));
            if name == "O" || name == "P" {
                w.office.insert(w.computers[c].device);
            }
        }
        w
    }
    /// The next root, without anything.
    pub fn add_root(&mut self) {
        let key = root_pair(1 + i64::try_from(self.roots.len()).unwrap());
        let device = root_id(&public(&key));
        self.signers.insert(device, key);
        let nonce = self.roots.len() as u64 + 1;
        self.roots.push(Pen::new(ChainId { device, volume: REGISTRY, nonce }));
    }
    /// A computer with the keys of this name, that nobody knows yet.
    pub fn add_computer(&mut self, word: &str) -> usize {
        let id = self.add_keys(word);
        let computer = self.computer(id);
        self.computers.push(computer);
        self.computers.len() - 1
    }
    /// The id that the keys of this name have.
    pub fn add_keys(&mut self, word: &str) -> DeviceId {
        let id = device(word);
        self.signers.insert(id, pair(word));
        self.seals.insert(id, seal(word));
        id
    }
    /// An empty computer of this device, with new chains.
    pub fn computer(&mut self, device: DeviceId) -> Computer<N> {
        let pens = [REGISTRY, YEAR].map(|v| (v, self.new_pen(device, v)));
        let node = N::found(&[self.first_root]);
        Computer {
            device,
            pens: BTreeMap::from(pens),
            known: BTreeSet::new(),
            node,
            user: None,
            skew: 0,
            level: LEVEL,
            forged: Vec::new(),
            followed: Vec::new(),
            books: RefCell::new(None),
        }
    }
    pub fn new_pen(&mut self, device: DeviceId, volume: Volume) -> Pen {
        self.nonce += 1;
        Pen::new(ChainId { device, volume, nonce: self.nonce })
    }

    /// The model's state of what a computer knows; where the product runs, both are compared here.
    pub fn books(&mut self, c: usize) -> Rc<Books> {
        let cached = self.computers[c].books.borrow().clone();
        if let Some(b) = cached {
            return b;
        }
        let computer = &self.computers[c];
        let mut offered = self.runs(computer.known.iter());
        offered.extend(computer.forged.iter().filter_map(run));
        let books = Rc::new(Books::of(&offered, &roots_of(self.first_root, &computer.followed)));
        if N::LOCKSTEP {
            for v in [REGISTRY, YEAR] {
                let (want, got) = (View::from(books.volume(v)), self.computers[c].node.view(v));
                let differ = self.differences(books.volume(v), &want, &got);
                assert!(differ.is_empty(), "model and product differ in {v} on computer {c}:\n{}", differ.join("\n"));
            }
            if let Some(condemned) = self.computers[c].node.condemned() {
                assert_eq!(condemned, books.condemned(), "the years condemned on computer {c}");
            }
            let required = books.required(&self.computers[c].known);
            assert_eq!(self.computers[c].node.required(), required, "the level required on computer {c}");
        }
        *self.computers[c].books.borrow_mut() = Some(books.clone());
        books
    }

    /// What events mean to a computer that knows these and no others, and does not know some kinds.
    pub fn read(&self, known: &BTreeSet<Placed>, unknown: &[u16]) -> Books {
        let mut followed = Vec::new();
        follow(&mut followed, self.first_root, known);
        Books::without(&self.runs(known.iter()), &roots_of(self.first_root, &followed), unknown)
    }

    /// What differs, in few words.
    fn differences(&self, state: &State, want: &View, got: &View) -> Vec<String> {
        let all: BTreeSet<&Placed> = self.computers.iter().flat_map(|c| &c.known).collect();
        let name = |h: &Head| {
            let kind = all.iter().find(|p| p.head() == *h).map_or_else(
                || "?".to_owned(),
                |p| format!("{} {:?} {:?}", spec(p.event.kind).map_or("unknown", |s| s.name), p.event.key, p.event.value),
            );
            format!("{:?}.{} #{} {}", h.chain.device, h.chain.nonce, h.idx, kind.chars().take(160).collect::<String>())
        };
        let mut out = Vec::new();
        for h in want.fates.keys().chain(got.fates.keys()).collect::<BTreeSet<_>>() {
            let (a, b) = (want.fates.get(h), got.fates.get(h));
            if a != b {
                let why = state.verdicts.get(h).map(|v| v.reason);
                out.push(format!("fate: model {a:?} ({why:?}), product {b:?}: {}", name(h)));
            }
        }
        for h in want.waiting.symmetric_difference(&got.waiting) {
            out.push(format!("waiting: model {}, product {}: {}", want.waiting.contains(h), got.waiting.contains(h), name(h)));
        }
        for h in want.review.symmetric_difference(&got.review) {
            out.push(format!("review: model {}, product {}: {}", want.review.contains(h), got.review.contains(h), name(h)));
        }
        for h in want.of_hand.symmetric_difference(&got.of_hand) {
            out.push(format!("of hand: model {}, product {}: {}", want.of_hand.contains(h), got.of_hand.contains(h), name(h)));
        }
        for k in want.cells.keys().chain(got.cells.keys()).collect::<BTreeSet<_>>() {
            let (a, b) = (want.cells.get(k), got.cells.get(k));
            if a != b {
                out.push(format!("cell {k:?}: model {a:?}, product {b:?}"));
            }
        }
        out
    }

    /// Compares every computer with the model once more, and proves its tables. Same set, same hash, whatever the way it came.
    pub fn settle_all(&mut self) {
        let mut hashes: Vec<Vec<String>> = Vec::new();
        for c in 0..self.computers.len() {
            self.books(c);
            let hash = self.computers[c].node.proven();
            if let Some(b) = (0..c).find(|b| self.computers[*b].known == self.computers[c].known && hashes[*b].len() == hash.len()) {
                assert_eq!(hash, hashes[b], "computers {b} and {c} hold the same set");
            }
            let books = self.books(c);
            for v in [REGISTRY, YEAR] {
                if let Some(given) = self.computers[c].node.handed_on(v) {
                    let set: BTreeSet<Head> = books.volume(v).verdicts.keys().copied().collect();
                    let lacking: Vec<_> = set.difference(&given).collect();
                    assert!(lacking.is_empty(), "computer {c} hands on all of {v}, whatever its fate: {lacking:?}");
                }
            }
            hashes.push(hash);
        }
    }

    /// Adds events to what a computer knows, as its own program or an exchange does.
    pub fn deliver(&mut self, c: usize, events: &[Placed]) {
        let segments = self.segments(events);
        self.computers[c].node.receive(&segments);
        self.note(c, events);
    }
    /// What a computer knows now.
    fn note(&mut self, c: usize, events: &[Placed]) {
        let computer = &mut self.computers[c];
        computer.known.extend(events.iter().cloned());
        if events.iter().any(|p| p.event.kind == l::ROOT) {
            follow(&mut computer.followed, self.first_root, &computer.known);
        }
        *computer.books.borrow_mut() = None;
    }
    /// Offers what is under a head that is not right, or of a chain that is nobody's.
    pub fn offer(&mut self, c: usize, forged: Segment) {
        self.computers[c].node.receive(std::slice::from_ref(&forged));
        self.computers[c].forged.push(forged);
        *self.computers[c].books.borrow_mut() = None;
    }
    /// Events of one chain, one after the other, under a head by this key.
    pub fn forge(events: &[Placed], key: &SigningKey) -> Segment {
        let (first, last) = (&events[0], events[events.len() - 1].head());
        let signature = sign(key, Context::HEAD, &head_message(&last));
        Segment {
            chain: first.chain,
            first: first.idx,
            prev: first.prev,
            events: events.iter().map(|p| p.event.to_bytes()).collect(),
            signature,
        }
    }
    /// A computer's program ends between two steps and starts again.
    pub fn crash(&mut self, c: usize) {
        self.computers[c].node.crash();
        *self.computers[c].books.borrow_mut() = None;
    }
    /// It takes in the registry of another one and ends before the year is judged by it.
    pub fn crash_amid(&mut self, to: usize, from: usize) {
        let events: Vec<Placed> = self.computers[from].known.difference(&self.computers[to].known).cloned().collect();
        let events: Vec<Placed> = events.into_iter().filter(|p| p.chain.volume.is_registry()).collect();
        let segments = self.segments(&events);
        self.computers[to].node.crash_amid(&segments);
        self.note(to, &events);
    }
    /// False where the program refuses to write: the law requires a newer one.
    pub fn writes(&mut self, c: usize) -> bool {
        if !self.computers[c].known.iter().any(|p| p.event.kind == l::REQUIRE) {
            return true;
        }
        self.books(c).required(&self.computers[c].known) <= self.computers[c].level
    }
    /// Events in runs of one chain, each under the head of its last, by the true key of the chain where there is one.
    pub fn runs<'a>(&self, events: impl Iterator<Item = &'a Placed>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        // Branches of a chain stand side by side, so the run that goes on is among the last.
        let mut open: Vec<usize> = Vec::new();
        let sorted: BTreeSet<&Placed> = events.collect();
        for p in sorted {
            open.retain(|r| runs[*r].events.last().is_some_and(|last| last.chain == p.chain));
            let goes_on = |r: &&usize| runs[**r].events.last().is_some_and(|last| last.idx + 1 == p.idx && last.hash == p.prev);
            match open.iter().find(goes_on).copied() {
                Some(r) => runs[r].events.push(p.clone()),
                None => {
                    open.push(runs.len());
                    runs.push(Run { events: vec![p.clone()], signature: [0; 64] });
                }
            }
        }
        for r in &mut runs {
            if let Some((last, key)) = r.events.last().and_then(|p| Some((p.head(), self.signers.get(&p.chain.device)?))) {
                r.signature = sign(key, Context::HEAD, &head_message(&last));
            }
        }
        runs
    }
    /// The same as segments, where a product takes them in.
    pub fn segments(&self, events: &[Placed]) -> Vec<Segment> {
        if !N::TAKES {
            return Vec::new();
        }
        let segment = |r: Run| {
            let first = &r.events[0];
            let events = r.events.iter().map(|p| p.event.to_bytes()).collect();
            Segment { chain: first.chain, first: first.idx, prev: first.prev, events, signature: r.signature }
        };
        self.runs(events.iter()).into_iter().map(segment).collect()
    }

    /// Appends to a chain, without asking anything.
    pub fn append(&mut self, c: usize, volume: Volume, event: Event) -> Head {
        let pen = self.computers[c].pens[&volume].clone();
        let placed = pen.place(event);
        let head = placed.head();
        if !self.writes(c) {
            return head;
        }
        if let Some(pen) = self.computers[c].pens.get_mut(&volume) {
            pen.tip = Some(head);
        }
        self.deliver(c, &[placed]);
        head
    }
    /// Claimed time of the next event on a computer.
    pub fn claim(&mut self, c: usize) -> i64 {
        self.now += 1;
        self.now + self.computers[c].skew
    }
    /// Writes `Session` and `Seen` where the page asks for them.
    pub fn prepare(&mut self, c: usize, volume: Volume, session: bool, seen: bool) {
        if !self.writes(c) {
            return;
        }
        let grown = if seen { self.grown(c, volume) } else { Vec::new() };
        if session && let Some((user, key)) = self.computers[c].user.clone() {
            let pen = &self.computers[c].pens[&volume];
            if pen.session != Some((user, public(&key))) {
                let idx = pen.tip.map_or(0, |t| t.idx + 1);
                let signature = sign(&key, Context::SESSION, &session_message(&pen.chain, idx));
                self.session(c, volume, user, public(&key), signature);
            }
        }
        if !grown.is_empty() {
            self.seen(c, volume, grown);
        }
    }
    /// A session as given, forged ones too.
    pub fn session(&mut self, c: usize, volume: Volume, user: Id, key: [u8; 32], signature: [u8; 64]) -> Head {
        let value = vec![user.into(), Value::Bytes(key.to_vec()), Value::Bytes(signature.to_vec())];
        let claim = self.claim(c);
        let head = self.append(c, volume, Event::new(claim, row(l::SESSION), vec![], value.into()));
        if let Some(pen) = self.computers[c].pens.get_mut(&volume).filter(|p| p.tip == Some(head)) {
            pen.session = Some((user, key));
        }
        head
    }
    /// A `Seen` as given.
    pub fn seen(&mut self, c: usize, volume: Volume, heads: Vec<Head>) -> Head {
        let claim = self.claim(c);
        let head = self.append(c, volume, Event::new(claim, row(l::SEEN), vec![], names(&heads)));
        if let Some(pen) = self.computers[c].pens.get_mut(&volume).filter(|p| p.tip == Some(head)) {
            pen.seen.extend(heads);
        }
        head
    }
    /// Heads of office chains and of the device's other chains that no `Seen` of this chain has named.
    pub fn grown(&mut self, c: usize, volume: Volume) -> Vec<Head> {
        let tips = self.tips(c);
        let (computer, office) = (&self.computers[c], &self.office);
        let pen = &computer.pens[&volume];
        let mine = |t: &Head| {
            t.chain != pen.chain
                && (t.chain.volume.is_registry() || t.chain.volume == volume)
                && (t.chain.device == computer.device || office.contains(&t.chain.device))
        };
        tips.into_iter().filter(|t| mine(t) && !pen.seen.contains(t)).take(MAX_HEADS).collect()
    }
    /// Heads of all chains in a computer's set.
    pub fn tips(&mut self, c: usize) -> Vec<Head> {
        let books = self.books(c);
        let set: Vec<&Placed> = self.computers[c].known.iter().filter(|p| books.fate(&p.head()).is_some()).collect();
        let inner: BTreeSet<(ChainId, u32, [u8; 32])> = set.iter().map(|p| (p.chain, p.idx, p.prev)).collect();
        set.iter().map(|p| p.head()).filter(|h| !inner.contains(&(h.chain, h.idx + 1, h.hash))).collect()
    }
    /// Heads that speak in a volume.
    pub fn heads(&mut self, c: usize, volume: Volume) -> Vec<Head> {
        self.tips(c).into_iter().filter(|t| volume.is_registry() || t.chain.volume == volume).collect()
    }

    /// Writes an event as a program does.
    pub fn write(&mut self, c: usize, volume: Volume, draft: Draft) -> Head {
        self.prepare(c, volume, draft.session, draft.seen);
        let claim = self.claim(c);
        let mut event = Event::new(claim, row(draft.kind), draft.key, draft.value);
        event.refs = draft.refs;
        event.permit = draft.permit;
        self.append(c, volume, event)
    }
    /// Writes an event into the chain of the root in force, at a computer where its sheet lies.
    pub fn write_root(&mut self, c: usize, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.write_as_root(self.roots.len(), c, kind, key, value)
    }
    /// Root n does, counted from 1.
    pub fn write_as_root(&mut self, n: usize, c: usize, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.now += 1;
        let placed = self.roots[n - 1].place(Event::new(self.now, row(kind), key, value));
        let head = placed.head();
        // What ends somebody is written whatever anybody required.
        if !matches!(kind, l::ROOT | l::CUT) && !self.writes(c) {
            return head;
        }
        self.roots[n - 1].tip = Some(head);
        self.deliver(c, &[placed]);
        head
    }
    /// Refs of a write after what the screen showed: effective writes of other chains, and their refs.
    pub fn screen(&mut self, c: usize, volume: Volume, kind: u16, key: &[Value]) -> Vec<Head> {
        let books = self.books(c);
        let shown = books.volume(volume).cells.get(&(kind, key.to_vec())).map(|x| x.frontier.clone()).unwrap_or_default();
        self.with_refs(c, volume, shown)
    }
    /// These writes and their refs, those of the own chain left out.
    pub fn with_refs(&self, c: usize, volume: Volume, shown: BTreeSet<Head>) -> Vec<Head> {
        let computer = &self.computers[c];
        let own = computer.own_path(volume);
        let mut all = shown.clone();
        for h in &shown {
            all.extend(computer.find(h).into_iter().flat_map(|p| p.event.refs.clone()));
        }
        all.into_iter().filter(|h| !own.contains(h)).collect()
    }

    // What stories ask.

    /// Fate of an event on a computer; none while it waits, or where writing was refused. Fails when the computer does not know it.
    pub fn fate(&mut self, c: usize, h: Head) -> Option<Fate> {
        let known = self.computers[c].find(&h).is_some();
        assert!(known || !self.writes(c), "computer {c} does not know the event");
        self.books(c).fate(&h)
    }
    /// True when it is on the list of a computer.
    pub fn listed(&mut self, c: usize, h: Head) -> bool {
        self.books(c).volume(h.chain.volume).review.contains(&h)
    }

    /// True when it is on the list of what waits for facts about who signed.
    pub fn in_doubt(&mut self, c: usize, h: Head) -> bool {
        self.books(c).volume(h.chain.volume).of_hand.contains(&h)
    }
    /// Why it is what it is.
    pub fn reason(&mut self, c: usize, h: Head) -> Option<Reason> {
        self.books(c).volume(h.chain.volume).verdicts.get(&h).map(|v| v.reason)
    }

    // Exchange.

    /// Everything `from` knows and `to` does not.
    pub fn pull(&mut self, to: usize, from: usize) {
        self.pull_if(to, from, |_| true);
    }
    /// A part of it.
    pub fn pull_if(&mut self, to: usize, from: usize, wanted: impl Fn(&Placed) -> bool) {
        let events: Vec<Placed> = self.computers[from].known.difference(&self.computers[to].known).filter(|p| wanted(p)).cloned().collect();
        if !events.is_empty() {
            self.deliver(to, &events);
        }
    }
    /// All exchange everything.
    pub fn sync(&mut self) {
        let all: Vec<usize> = (0..self.computers.len()).collect();
        self.sync_some(&all);
    }
    /// These exchange everything.
    pub fn sync_some(&mut self, some: &[usize]) {
        for to in some {
            for from in some.iter().filter(|f| *f != to) {
                self.pull(*to, *from);
            }
        }
        for to in some {
            for from in some.iter().filter(|f| *f != to) {
                self.pull(*to, *from);
            }
        }
    }
    /// The computer as if made anew from these events.
    pub fn refill(&mut self, c: usize, events: BTreeSet<Placed>) {
        self.computers[c].node = N::found(&[self.first_root]);
        self.computers[c].known.clear();
        self.computers[c].forged.clear();
        self.computers[c].followed.clear();
        let all: Vec<Placed> = events.into_iter().collect();
        self.deliver(c, &all);
    }
    /// A restored computer writes new chains.
    pub fn new_chains(&mut self, c: usize) {
        let device = self.computers[c].device;
        for v in [REGISTRY, YEAR] {
            let pen = self.new_pen(device, v);
            self.computers[c].pens.insert(v, pen);
        }
    }
    /// A second computer made from an image of the first: the same device, chains and events.
    pub fn clone_computer(&mut self, c: usize) -> usize {
        let mut twin = self.computer(self.computers[c].device);
        let original = &self.computers[c];
        twin.pens = original.pens.clone();
        twin.user = original.user.clone();
        twin.skew = original.skew;
        twin.level = original.level;
        let events: Vec<Placed> = original.known.iter().cloned().collect();
        self.computers.push(twin);
        let new = self.computers.len() - 1;
        self.deliver(new, &events);
        new
    }
}

/// Keys of the roots that are followed.
fn roots_of(first: [u8; 32], followed: &[Root]) -> Vec<[u8; 32]> {
    if followed.is_empty() { vec![first] } else { followed.iter().map(|r| r.public).collect() }
}

impl<N> Computer<N> {
    pub fn find(&self, h: &Head) -> Option<&Placed> {
        // Order is by head alone, so any event serves as a probe.
        let probe = Placed {
            chain: h.chain,
            idx: h.idx,
            prev: [0; 32],
            hash: h.hash,
            event: Rc::new(Event::new(0, row(l::SEEN), vec![], Value::Null)),
        };
        self.known.get(&probe)
    }
    /// The events of the chain it is writing.
    fn own_path(&self, volume: Volume) -> BTreeSet<Head> {
        let mut out = BTreeSet::new();
        let mut next = self.pens[&volume].tip;
        while let Some(h) = next {
            out.insert(h);
            next = self.find(&h).and_then(|p| Some(Head { chain: h.chain, idx: h.idx.checked_sub(1)?, hash: p.prev }));
        }
        out
    }
}

impl Pen {
    pub fn new(chain: ChainId) -> Self {
        Self { chain, tip: None, session: None, seen: BTreeSet::new(), witnessed: BTreeSet::new() }
    }
    /// The event as it would stand next.
    pub fn place(&self, event: Event) -> Placed {
        let prev = self.tip.map_or_else(|| self.chain.origin(), |t| t.hash);
        let hash = next_hash(&prev, &event.to_bytes());
        Placed { chain: self.chain, idx: self.tip.map_or(0, |t| t.idx + 1), prev, hash, event: Rc::new(event) }
    }
    /// The program forgets that a session stands in the chain: a new login follows.
    pub fn log_out(&mut self) {
        self.session = None;
    }
}

/// An event before it is written.
#[derive(Debug, Clone)]
pub struct Draft {
    pub kind: u16,
    pub key: Vec<Value>,
    pub value: Value,
    pub refs: Vec<Head>,
    pub permit: Option<Id>,
    /// Write the session first where it is missing.
    pub session: bool,
    /// Write what was seen first where it has grown.
    pub seen: bool,
}

impl Draft {
    pub fn new(kind: u16, key: Vec<Value>, value: impl Into<Value>) -> Self {
        Self { kind, key, value: value.into(), refs: Vec::new(), permit: None, session: true, seen: true }
    }
    pub fn refs(mut self, refs: Vec<Head>) -> Self {
        self.refs = refs;
        self
    }
    pub fn permit(mut self, word: &str) -> Self {
        self.permit = Some(id(word));
        self
    }
    pub fn unseen(mut self) -> Self {
        self.seen = false;
        self
    }
    pub fn unsigned(mut self) -> Self {
        self.session = false;
        self
    }
}

pub fn row(kind: u16) -> &'static KindSpec {
    spec(kind).unwrap()
}
pub fn names(heads: &[Head]) -> Value {
    Value::Array(heads.iter().map(Head::to_value).collect())
}
