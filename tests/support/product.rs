//! The product as a computer of the miniature school: a real home on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use zhurnal::event::kinds::registry as r;
use zhurnal::event::{Head, LEVEL, Segment, Volume, next_hash};
use zhurnal::id::DeviceId;
use zhurnal::store::{Home, Options, Quota, Signer, Write};
use zhurnal::time::FixedClock;

use super::node::{Node, View, placed};
use super::school::{REGISTRY, YEAR};
use crate::model::Fate;

struct Nobody;
impl Signer for Nobody {
    fn device(&self) -> DeviceId {
        DeviceId([9; 16])
    }
    fn sign_head(&self, _: &[u8; 62]) -> [u8; 64] {
        [0; 64]
    }
}

/// A home in a folder of its own.
pub struct Product {
    pub home: Home,
    dir: tempfile::TempDir,
    /// Segments that were not taken in: those of strangers, those under false heads. Others offer them again each time.
    offered: Vec<Segment>,
    /// What its home takes in of each computer a day, and whose days those are.
    pub quota: Quota,
    pub clock: Arc<FixedClock>,
}

fn options(dir: &Path, quota: Quota, clock: &Arc<FixedClock>) -> Options {
    Options {
        dir: dir.to_owned(),
        signer: Arc::new(Nobody),
        clock: clock.clone(),
        database_key: Arc::new(|_: &str| Ok([7; 32])),
        durable: false,
        quota,
    }
}

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at(1_790_000_000))
}

impl Node for Product {
    const LOCKSTEP: bool = true;
    fn found(roots: &[[u8; 32]]) -> Self {
        Self::measured(roots, Quota::NONE)
    }
    fn receive(&mut self, segments: &[Segment]) {
        let mut left: Vec<Segment> = segments.iter().chain(&self.offered).cloned().collect();
        // What came may introduce whoever wrote what came before it.
        loop {
            let (got, before) = (self.home.receive(&left).unwrap(), left.len());
            left.retain(|s| got.strangers + got.left + u64::from(got.refused) > 0 && s.head().is_some_and(|h| !self.holds(&h)));
            if left.is_empty() || left.len() == before {
                break;
            }
        }
        self.offered = left;
    }
    fn required(&mut self) -> u16 {
        let level = self.home.required_level().unwrap();
        if level > LEVEL {
            let (before, write) = (self.view(REGISTRY), Write::new(r::SETTING, vec!["x".into()], 1.into()));
            let write = std::slice::from_ref(&write);
            for refused in [self.home.act_alone(REGISTRY, write), self.home.root_act(&Nobody, write)] {
                assert_eq!(refused.unwrap_err().code, "level-required");
            }
            assert_eq!(self.view(REGISTRY), before);
        }
        level
    }
    fn condemned(&mut self) -> Option<BTreeSet<Volume>> {
        Some(self.home.condemned().unwrap().into_iter().map(|(pair, _)| Volume(pair.first.year)).collect())
    }
    fn crash(&mut self) {
        let left = tempfile::tempdir().unwrap();
        self.leave(left.path(), |_| true);
        self.reopen(left);
    }
    fn crash_amid(&mut self, registry: &[Segment]) {
        let left = tempfile::tempdir().unwrap();
        self.leave(left.path(), |name| name.starts_with("years"));
        let offered = self.offered.clone();
        self.receive(registry);
        self.leave(left.path(), |name| !name.starts_with("years"));
        self.reopen(left);
        // What the year had not kept is offered again.
        self.offered = offered;
        self.receive(&[]);
    }
    fn handed_on(&self, volume: Volume) -> Option<BTreeSet<Head>> {
        // The ledger of an archive holds every event of the set once, unless some stand under the head of what waits outside it.
        let mut given = Vec::new();
        let written = self.home.ledger(volume, &mut |s| {
            given.extend(placed(&s).into_iter().map(|p| p.head()));
            Ok(())
        });
        match written {
            Ok(()) => {
                self.folds_again(volume);
                given.sort_unstable();
                let set: Vec<Head> = self.home.fates(volume).unwrap().into_keys().collect();
                assert_eq!(given, set, "the ledger of {volume}");
            }
            Err(e) => assert_eq!((e.code, self.home.waiting(volume).unwrap().is_empty()), ("ledger-unsigned", false)),
        }
        let all = self.home.segments(volume, &BTreeMap::new()).unwrap();
        Some(all.iter().flat_map(placed).map(|p| p.head()).collect())
    }
    fn view(&mut self, volume: Volume) -> View {
        let fates = self.home.fates(volume).unwrap();
        let fate = |n: &str| match n {
            "applied" => Fate::Applied,
            "superseded" => Fate::Superseded,
            "held" => Fate::Held,
            "void" => Fate::Void,
            _ => Fate::Unknown,
        };
        let fates: BTreeMap<Head, Fate> = fates.into_iter().map(|(h, f)| (h, fate(f))).collect();
        // What waits is known by its own bytes; parts of it may have come again inside longer segments.
        let mut waiting = BTreeSet::new();
        for s in self.home.waiting(volume).unwrap() {
            let mut hash = s.prev;
            for (idx, bytes) in (s.first..).zip(&s.events) {
                hash = next_hash(&hash, bytes);
                waiting.insert(Head { chain: s.chain, idx, hash });
            }
        }
        waiting.retain(|h| !fates.contains_key(h));
        let review = self.home.review(volume).unwrap().into_iter().map(|e| e.head).collect();
        let of_hand = self.home.of_hand(volume).unwrap().into_iter().map(|e| e.head).collect();
        let cells = self.home.dump(volume).unwrap();
        View { fates, waiting, cells, review, of_hand }
    }
    /// Tables equal a rebuild, chains and signatures are right.
    fn proven(&self) -> Vec<String> {
        let checks = self.home.check(&|_, _| true).unwrap();
        for v in &checks {
            assert_eq!(v.problems, Vec::<String>::new(), "{}", v.volume);
            assert_eq!(v.fates.values().sum::<u64>(), v.events, "fates partition the set of {}", v.volume);
        }
        checks.into_iter().map(|v| v.state_hash).collect()
    }
}

impl Product {
    /// Why a home does not open.
    pub fn refused(dir: &Path) -> zhurnal::Error {
        Home::open(options(dir, Quota::NONE, &clock())).err().unwrap()
    }
    /// Whoever folds the ledger of an archive anew, in any home, sees what this one shows.
    fn folds_again(&self, volume: Volume) {
        let dir = tempfile::tempdir().unwrap();
        let documents = self.home.root_documents().unwrap();
        let root = |d: &Vec<u8>| (zhurnal::keys::root::read(d).unwrap().public.0, d.clone());
        let replica = Home::replica(options(dir.path(), Quota::NONE, &clock()), &documents.iter().map(root).collect::<Vec<_>>()).unwrap();
        let mut all = vec![REGISTRY];
        if !volume.is_registry() {
            replica.add_year(volume.0).unwrap();
            all.push(volume);
        }
        for v in all {
            let mut segments = Vec::new();
            let given = self.home.ledger(v, &mut |s| {
                segments.push(s);
                Ok(())
            });
            if given.is_err() {
                return;
            }
            let got = replica.receive(&segments).unwrap();
            assert_eq!((got.waiting, got.strangers, got.refused), (0, 0, 0), "{v}");
        }
        assert_eq!(replica.dump(volume).unwrap(), self.home.dump(volume).unwrap(), "{volume}");
        assert_eq!(replica.fates(volume).unwrap(), self.home.fates(volume).unwrap(), "{volume}");
    }
    /// In its set, or waiting.
    fn holds(&self, h: &Head) -> bool {
        let volume = h.chain.volume;
        let waits = |s: &Segment| s.chain == h.chain && s.head().is_some_and(|last| last == *h);
        self.home.fates(volume).unwrap().contains_key(h) || self.home.waiting(volume).unwrap().iter().any(waits)
    }
    /// Copies the files whose name under the home is wanted as they lie at this moment, without the shared-memory index, with a torn
    /// frame behind each write log: what a killed process leaves.
    fn leave(&self, to: &Path, wanted: impl Fn(&str) -> bool) {
        for folder in ["", "years"] {
            std::fs::create_dir_all(to.join(folder)).unwrap();
            for entry in std::fs::read_dir(self.dir.path().join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(self.dir.path()).unwrap().to_str().unwrap();
                if path.is_dir() || name.ends_with("-shm") || !wanted(name) {
                    continue;
                }
                let mut bytes = std::fs::read(&path).unwrap();
                if name.ends_with("-wal") && !bytes.is_empty() {
                    bytes.extend([0x5A; 1000]);
                }
                std::fs::write(to.join(name), bytes).unwrap();
            }
        }
    }
    fn reopen(&mut self, dir: tempfile::TempDir) {
        let offered = std::mem::take(&mut self.offered);
        *self = Self { offered, ..Self::open_measured(dir, self.quota, self.clock.clone()) };
    }
    /// A home that a computer left in this folder.
    pub fn open(dir: tempfile::TempDir) -> Self {
        Self::open_measured(dir, Quota::NONE, clock())
    }
    fn open_measured(dir: tempfile::TempDir, quota: Quota, clock: Arc<FixedClock>) -> Self {
        Self { home: Home::open(options(dir.path(), quota, &clock)).unwrap(), dir, offered: Vec::new(), quota, clock }
    }
    /// An empty home that takes in so much a day.
    pub fn measured(roots: &[[u8; 32]], quota: Quota) -> Self {
        let (dir, clock) = (tempfile::tempdir().unwrap(), clock());
        let home = Home::create(options(dir.path(), quota, &clock), &Nobody, &roots[0], &[]).unwrap();
        home.add_year(YEAR.0).unwrap();
        Self { home, dir, offered: Vec::new(), quota, clock }
    }
    /// Closes it: the write logs go into the databases.
    pub fn close(self) -> tempfile::TempDir {
        self.dir
    }
    /// Its folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }
}
