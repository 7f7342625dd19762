//! Plays actions on the miniature school and remembers what invariants need.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::{journal, ledger as l, registry as r, year as y};
use zhurnal::event::{ChainId, Event, Head, LEVEL, Law, Permission, Scope, Value, Volume};

use super::action::{Action, Manner, Random};
use crate::model::{Fate, Placed, Reason, Verdict};
use crate::support::node::{Books, Node};
use crate::support::school::{ADM, DEP, DEPUTY, J, K, L1, L2, Lesson, O, P, REGISTRY, Square, T1, T2, YEAR, id, pair, user};
use crate::support::world::{Draft, Pen, World};

/// A state of a computer to come back to.
#[derive(Clone)]
struct Snapshot {
    known: BTreeSet<Placed>,
    pens: BTreeMap<Volume, Pen>,
}

/// The school and what is remembered of it.
pub struct Machine<N> {
    pub w: World<N>,
    random: Random,
    snapshots: BTreeMap<usize, Vec<Snapshot>>,
    /// Everything ever written.
    pub all: BTreeSet<Placed>,
    /// Written by an honest program that thought it effective.
    pub honest: BTreeSet<Head>,
    /// Effective writes of the cell that the screen of an honest write knew.
    pub knew: BTreeMap<Head, BTreeSet<Head>>,
    /// Written although the own program held it for a cut.
    pub disobedient: BTreeSet<Head>,
    /// What each computer's set held after the last step.
    pub sets: BTreeMap<usize, BTreeMap<Head, Verdict>>,
    /// The books that were checked.
    pub checked: BTreeMap<usize, Rc<Books>>,
    pub whole: BTreeMap<Head, Verdict>,
    pub tally: Tally,
    permits: Vec<(String, &'static str, Square)>,
    /// The admin in office.
    pub admin: &'static str,
    /// Keys that users had before.
    pub old_keys: Vec<(&'static str, SigningKey)>,
    /// Written under a replaced password, each with the change that its computer of the office knew.
    pub thefts: BTreeMap<Head, Head>,
    /// Lies that must stand nowhere, or be void.
    pub forged: BTreeSet<Head>,
    /// The witness had been set back, or stands twice.
    pub witness_doubled: bool,
    /// Computers that nobody introduced rightly.
    pub strangers: Vec<usize>,
    pub word: u64,
}

impl<N: Node> Machine<N> {
    pub fn new(seed: u64, skews: [i64; 4]) -> Self {
        let mut w = World::<N>::new();
        for (c, skew) in skews.into_iter().enumerate() {
            w.computers[c].skew = skew;
        }
        let all = w.computers[O].known.clone();
        Self {
            w,
            random: Random::new(seed ^ 0xABCD),
            snapshots: BTreeMap::new(),
            all,
            honest: BTreeSet::new(),
            knew: BTreeMap::new(),
            disobedient: BTreeSet::new(),
            sets: BTreeMap::new(),
            checked: BTreeMap::new(),
            whole: BTreeMap::new(),
            tally: Tally::default(),
            permits: Vec::new(),
            admin: ADM,
            old_keys: Vec::new(),
            thefts: BTreeMap::new(),
            forged: BTreeSet::new(),
            witness_doubled: false,
            strangers: Vec::new(),
            word: 0,
        }
    }
    pub fn step(&mut self, n: usize, action: &Action) {
        let mark = self.all.len();
        let before: Vec<(&'static str, SigningKey)> = [T1, T2, DEP].map(|name| (name, self.w.passwords[&user(name)].clone())).to_vec();
        match action {
            // Before its last days a school would be left with nothing to play.
            Action::Destroy if n < super::STEPS * 4 / 5 => {}
            _ => self.act(action),
        }
        let replaced = before.into_iter().filter(|(name, key)| self.w.passwords[&user(name)] != *key);
        self.old_keys.extend(replaced);
        for c in &self.w.computers {
            self.all.extend(c.known.difference(&self.all).cloned().collect::<Vec<_>>());
        }
        if self.all.len() > mark || matches!(action, Action::Sync | Action::Pull { .. }) {
            for c in 0..self.w.computers.len() {
                let snapshot = Snapshot { known: self.w.computers[c].known.clone(), pens: self.w.computers[c].pens.clone() };
                let list = self.snapshots.entry(c).or_default();
                list.push(snapshot);
                if list.len() > 30 {
                    list.remove(0);
                }
            }
        }
        self.check(n, action);
    }
    pub fn finish(&mut self) {
        self.w.sync();
        self.w.settle_all();
        self.last_check();
        self.count();
    }

    fn c(&self, c: usize) -> usize {
        c % self.w.computers.len()
    }
    /// The lesson's teacher sits down at a teachers' computer, the deputy in the office; now and then whoever was there stays.
    fn teacher(&mut self, c: usize, square: Square) -> usize {
        let c = self.c(c);
        let teacher = if square.0 == L1 { T1 } else { T2 };
        let office = self.w.office.contains(&self.w.computers[c].device);
        if self.random.often(85) {
            self.w.login(c, if office { DEP } else { teacher });
        }
        c
    }
    pub fn fresh_word(&mut self, what: &str) -> String {
        self.word += 1;
        format!("{what} {}", self.word)
    }
    /// An office computer with this user logged in, and the one before.
    pub fn at(&mut self, o: usize, name: &str) -> usize {
        self.w.login(o, name);
        o
    }
    pub fn pick<T: Clone>(list: &[T], pick: u64) -> Option<T> {
        (!list.is_empty()).then(|| list[usize::try_from(pick).unwrap() % list.len()].clone())
    }
    /// Heads as the witness knew them some snapshots ago.
    fn witnessed(&mut self, back: u64) -> Vec<Head> {
        let list = self.snapshots.get(&O).cloned().unwrap_or_default();
        let Some(s) = list.len().checked_sub(1 + usize::try_from(back).unwrap()).and_then(|i| list.get(i)) else {
            return self.w.heads(O, REGISTRY);
        };
        let tips = self.w.heads(O, REGISTRY);
        let mut last: BTreeMap<ChainId, Head> = BTreeMap::new();
        for p in s.known.iter().filter(|p| tips.iter().any(|t| t.chain == p.chain)) {
            last.insert(p.chain, p.head());
        }
        last.into_values().collect()
    }
    /// Law events a computer's set holds, of one kind.
    pub fn law(&mut self, c: usize, wanted: impl Fn(&Law) -> bool) -> Vec<Head> {
        let books = self.w.books(c);
        let known = &self.w.computers[c].known;
        known
            .iter()
            .filter(|p| books.fate(&p.head()).is_some() && Law::read(&p.event).is_some_and(|law| wanted(&law)))
            .map(Placed::head)
            .collect()
    }

    pub fn write_mark(&mut self, c: usize, square: Square, mark: Option<i64>, manner: Manner, permit: Option<&str>) {
        let mut draft = self.w.mark_draft(c, square, mark.unwrap_or(1));
        if mark.is_none() {
            draft.value = Value::Null;
        }
        draft.seen = manner != Manner::Unseen;
        if manner == Manner::NoRefs {
            draft.refs.clear();
        }
        if let Some(word) = permit {
            draft = draft.permit(word);
        }
        let before = self.w.books(c);
        let cell = square.cell();
        let known: BTreeSet<Head> = self.w.computers[c]
            .known
            .iter()
            .filter(|p| p.event.kind == cell.0 && p.event.key == cell.1 && before.fate(&p.head()).is_some_and(Fate::effective))
            .map(Placed::head)
            .collect();
        let head = self.w.write(c, YEAR, draft);
        let verdict = self.w.books(c).year.verdicts.get(&head).copied();
        match verdict {
            Some(v) if v.fate.effective() && manner == Manner::Honest => {
                self.honest.insert(head);
                self.knew.insert(head, known);
            }
            // A permit that is held here may count elsewhere: of one whose new key has not come yet.
            Some(Verdict { fate: Fate::Held, reason: Reason::Cut, .. }) if !permit.is_some_and(|word| self.holds_permit(c, word)) => {
                self.disobedient.insert(head);
            }
            _ => {}
        }
    }

    /// True when a permit is known to a computer and held there.
    fn holds_permit(&mut self, c: usize, word: &str) -> bool {
        let books = self.w.books(c);
        let named = |p: &&Placed| matches!(Law::read(&p.event), Some(Law::Permit { id: of, .. }) if of == id(word));
        self.w.computers[c].known.iter().filter(named).any(|p| books.fate(&p.head()) == Some(Fate::Held))
    }

    fn act(&mut self, action: &Action) {
        match action.clone() {
            Action::Mark { c, square, mark, manner } => {
                let c = self.teacher(c, square);
                self.write_mark(c, square, Some(mark), manner, None);
            }
            Action::Clear { c, square } => {
                let c = self.teacher(c, square);
                self.write_mark(c, square, None, Manner::Honest, None);
            }
            Action::Collide { square, first } => {
                for (n, c) in [J, K, P, O].into_iter().enumerate() {
                    if n < 2 || self.random.often(50) {
                        let mark = 1 + (first + i64::try_from(n).unwrap()) % 5;
                        self.teacher(c, square);
                        self.write_mark(c, square, Some(mark), Manner::Honest, None);
                    }
                }
            }
            Action::Other { c, pick } => self.other(self.c(c), pick),
            Action::UsePermit { c, pick, mark } => {
                if let Some((word, name, square)) = Self::pick(&self.permits, pick) {
                    let c = self.c(c);
                    self.w.login(c, name);
                    self.write_mark(c, square, Some(mark), Manner::Honest, Some(&word));
                }
            }
            Action::Pull { to, from } => self.w.pull(self.c(to), self.c(from)),
            Action::PullPart { to, from, part } => {
                let (to, from) = (self.c(to), self.c(from));
                let mut limits: BTreeMap<ChainId, u32> = BTreeMap::new();
                let mut have: BTreeMap<ChainId, u32> = BTreeMap::new();
                for p in &self.w.computers[to].known {
                    have.insert(p.chain, p.idx);
                }
                for p in self.w.computers[from].known.clone() {
                    let more = u32::try_from(self.random.below(part * 4)).unwrap();
                    limits.entry(p.chain).or_insert_with(|| have.get(&p.chain).map_or(more, |h| h + more));
                }
                self.w.pull_if(to, from, |p| p.idx <= limits[&p.chain]);
            }
            Action::Flash { to, from, pick } => {
                let (to, from) = (self.c(to), self.c(from));
                let chains: BTreeSet<ChainId> = self.w.computers[from].known.iter().map(|p| p.chain).collect();
                let chains: Vec<ChainId> = chains.into_iter().collect();
                if let Some(chain) = Self::pick(&chains, pick) {
                    self.w.pull_if(to, from, |p| p.chain == chain);
                }
            }
            Action::Again { to, from } => {
                let (to, from) = (self.c(to), self.c(from));
                let events: Vec<Placed> = self.w.computers[from].known.iter().rev().cloned().collect();
                for p in events.chunks(3) {
                    self.w.deliver(to, p);
                }
            }
            Action::Sync => self.w.sync(),
            Action::Clone { c } => {
                if self.w.computers.len() < 6 {
                    self.witness_doubled |= self.c(c) == O;
                    self.w.clone_computer(self.c(c));
                }
            }
            Action::Restore { c, back } | Action::RollBack { c, back } => {
                let c = self.c(c);
                let list = self.snapshots.get(&c).cloned().unwrap_or_default();
                if let Some(s) = list.len().checked_sub(1 + usize::try_from(back).unwrap()).and_then(|i| list.get(i).cloned()) {
                    self.witness_doubled |= c == O;
                    self.w.refill(c, s.known);
                    self.sets.remove(&c);
                    if matches!(action, Action::Restore { .. }) {
                        self.w.new_chains(c);
                    } else {
                        self.w.computers[c].pens = s.pens;
                    }
                }
            }
            Action::Clock { c, years } => {
                let c = self.c(c);
                self.w.computers[c].skew = years * 31_536_000;
            }
            Action::Gap { c, pick } => self.gap(self.c(c), pick),
            _ => self.office(action),
        }
    }

    fn office(&mut self, action: &Action) {
        match action.clone() {
            Action::Lock { o, lesson } => drop({
                let o = self.at(o, DEP);
                self.w.lock(o, lesson)
            }),
            Action::LockBoth { lesson } => {
                for o in [O, P] {
                    self.at(o, DEP);
                    self.w.lock(o, lesson);
                }
            }
            Action::RegistryLock { lesson } => {
                self.at(O, DEP);
                self.w.cut_now(O, REGISTRY, World::<N>::lock_scope(lesson), false, 2);
            }
            Action::Reopen { o, pick } => {
                self.at(o, DEP);
                let cuts = self.law(o, |law| matches!(law, Law::Cut(c) if c.stratum == 2));
                for volume in [REGISTRY, YEAR] {
                    let all: Vec<Head> = cuts.iter().copied().filter(|c| c.chain.volume == volume).collect();
                    let chosen = if pick % 3 == 0 { Self::pick(&all, pick).into_iter().collect() } else { all };
                    if !chosen.is_empty() {
                        self.w.open(o, volume, &chosen, 2);
                    }
                }
            }
            Action::Window { lesson } => drop(self.w.window(O, lesson.date)),
            Action::Grant { o, user, lesson } => {
                self.at(o, DEP);
                self.w.give_load(o, user, lesson);
            }
            Action::Revoke { o, user, lesson } => {
                self.at(o, DEP);
                self.w.take_load(o, user, lesson);
            }
            Action::GiveBack { o, user: name, lesson } => {
                self.at(o, DEP);
                self.w.give_load(o, name, lesson);
                let scope = Scope::Load(user(name), id(lesson.group));
                let cuts = self.law(o, |law| matches!(law, Law::Cut(c) if c.scope == scope));
                self.w.reopen(o, &cuts);
            }
            Action::Substitute { o, user, lesson } => {
                self.at(o, DEP);
                self.w.substitute(o, user, lesson);
            }
            Action::Permit { o, user, square } => {
                self.at(o, DEP);
                let word = self.fresh_word("permit");
                self.w.permit(o, &word, user, &[square]);
                self.permits.push((word, user, square));
            }
            Action::Withdraw { o, pick } => {
                if let Some((word, ..)) = Self::pick(&self.permits, pick) {
                    self.at(o, DEP);
                    self.w.withdraw(o, &word);
                }
            }
            Action::Decide { o, pick, many, yes } => {
                self.at(o, DEP);
                let books = self.w.books(o);
                // Not every program keeps its hands off what nobody decides.
                let of_hand = books.year.of_hand.iter().filter(|_| pick % 3 == 0);
                let list: Vec<Head> = books.year.review.iter().chain(of_hand).copied().collect();
                let chosen = if many { list } else { Self::pick(&list, pick).into_iter().collect() };
                if !chosen.is_empty() {
                    self.w.decide(o, &chosen, yes);
                }
            }
            Action::Erase { o } => {
                self.at(o, DEP);
                self.w.write(o, REGISTRY, Draft::new(l::ERASED, vec![id("person").into()], vec!["basis".into(), 20_800.into()]));
            }
            Action::Checkpoint => drop(self.w.checkpoint(O)),
            Action::Windows { from, days } => drop(self.w.windows(O, from, from + days)),
            Action::GrantUntil { o, user: name, lesson, role: false } => {
                self.at(o, DEP);
                let value = vec![100.into(), Value::Null, lesson.date.into()];
                self.w.write(o, YEAR, Draft::new(y::LOAD, vec![user(name).into(), id(lesson.group).into()], value));
            }
            Action::EndGrants { pick } => {
                let ending = |law: &Law| match law {
                    Law::Role { to, .. } | Law::Load { to, .. } => to.is_some(),
                    Law::Substitution { .. } => true,
                    _ => false,
                };
                let grants = self.law(O, ending);
                for volume in [REGISTRY, YEAR] {
                    let all: Vec<Head> = grants.iter().copied().filter(|g| g.chain.volume == volume).take(64).collect();
                    let chosen = if pick % 2 == 0 { all } else { Self::pick(&all, pick).into_iter().collect() };
                    if !chosen.is_empty() {
                        self.w.end_grants(O, &chosen);
                    }
                }
            }
            _ => self.admin(action),
        }
    }

    fn admin(&mut self, action: &Action) {
        match action.clone() {
            Action::Role { user, permission } => {
                self.at(O, self.admin);
                self.w.give_role(O, user, &format!("role {}", permission as u8), &[permission], &[]);
            }
            Action::TakeRole { user: name, permission } => {
                self.at(O, self.admin);
                self.w.cut_now(O, REGISTRY, Scope::Needs(user(name), vec![permission as u8]), false, 1);
            }
            Action::AdminDecides { pick, yes } => {
                self.at(O, self.admin);
                let books = self.w.books(O);
                let list: Vec<Head> = books.registry.review.iter().chain(&books.year.review).copied().collect();
                if let Some(h) = Self::pick(&list, pick) {
                    self.w.decide_in(O, h.chain.volume, &[h], yes, 1);
                }
            }
            Action::Annul { user: name, back } => {
                self.at(O, self.admin);
                let heads = self.witnessed(back);
                self.w.annul(O, name, heads);
                let word = self.fresh_word("password");
                self.w.give_key(O, name, pair(&word));
            }
            Action::RootAnnulsAdmin { back } => {
                let heads = self.witnessed(back);
                self.w.root_annul(O, self.admin, heads);
                let word = self.fresh_word("password");
                self.w.root_key(O, self.admin, pair(&word));
                self.restore_order();
            }
            Action::Dismiss { user: name } => {
                self.at(O, self.admin);
                self.w.dismiss(O, name);
                if name == DEP {
                    let cuts = self.law(O, |law| matches!(law, Law::Cut(c) if c.scope == Scope::Author(user(DEP))));
                    self.w.open(O, REGISTRY, &cuts, 1);
                }
            }
            Action::Remove { c, void } => {
                self.at(O, self.admin);
                let device = self.w.computers[c].device;
                self.w.cut_now(O, REGISTRY, Scope::Device(device.0, vec![]), void, 1);
                let word = self.fresh_word("device");
                let new = self.w.add_keys(&word);
                self.w.computers[c].device = new;
                self.w.new_chains(c);
                if c == P {
                    self.w.office.insert(new);
                }
                self.w.enrol(O, c, if c == P { &[1, 2] } else { &[1] });
            }
            Action::Reset { user } => {
                self.at(O, self.admin);
                let word = self.fresh_word("password");
                self.w.give_key(O, user, pair(&word));
            }
            Action::OwnPassword { c } => {
                let c = self.c(c);
                let name = [T1, T2, DEP, ADM].into_iter().find(|n| self.w.computers[c].user.as_ref().is_some_and(|(u, _)| *u == user(n)));
                // An admin changes his password where the root certified the computer.
                if let Some(name) = name.filter(|n| *n != ADM || c == O || c == P) {
                    let word = self.fresh_word("password");
                    self.w.give_key(c, name, pair(&word));
                    self.w.login(c, name);
                }
            }
            Action::Login { c, user } => {
                let c = self.c(c);
                self.w.login(c, user);
            }
            Action::CloseYear => {
                self.at(O, self.admin);
                self.w.close_year(O);
            }
            Action::Crash { c } => {
                self.w.crash(self.c(c));
                self.tally.note("crash", 1);
            }
            Action::CrashAmid { to, from } => {
                self.w.crash_amid(self.c(to), self.c(from));
                self.tally.note("crash between registry and year", 1);
            }
            Action::Require => {
                self.w.computers[O].level = LEVEL + 1;
                self.at(O, self.admin);
                self.w.require(O, LEVEL + 1);
            }
            Action::Upgrade { c } => {
                let c = self.c(c);
                self.w.computers[c].level = LEVEL + 1;
            }
            Action::Destroy => {
                self.at(O, self.admin);
                let closing = self.law(O, |law| matches!(law, Law::CloseYear { .. })).pop();
                let closing = closing.unwrap_or_else(|| self.w.close_year(O));
                let act = self.w.destroy_year(O, closing, None);
                self.second_admin();
                self.at(P, "second admin");
                self.w.destroy_year(P, closing, Some(act));
            }
            Action::GrantUntil { user: name, .. } => {
                self.at(O, self.admin);
                let codes = Value::Array(vec![i64::from(Permission::AnyJournal as u8).into()]);
                let value = vec![codes, Value::Array(vec![]), Value::Array(vec![]), Value::Null, L1.date.into()];
                self.w.write(O, REGISTRY, Draft::new(l::ROLE, vec![user(name).into(), "for a time".into()], value));
            }
            Action::TwoResets { user: name } => {
                self.second_admin();
                for (c, admin) in [(O, self.admin), (P, "second admin")] {
                    self.at(c, admin);
                    let word = self.fresh_word("slip");
                    self.w.give_key(c, name, pair(&word));
                }
                self.tally.note("two resets", 1);
            }
            Action::Rotate { by_predecessor } if self.w.roots.len() < 3 => {
                self.w.rotate(O, by_predecessor);
                self.tally.note("rotation", 1);
            }
            Action::OldRoot { c } => {
                let c = self.c(c);
                let word = self.fresh_word("by an old root");
                self.w.write_as_root(1, c, l::ADMIN, vec![user(T2).into()], true.into());
                self.w.write_as_root(1, c, r::SETTING, vec!["x".into()], word.as_str().into());
            }
            Action::RemoveAdmin { void } if self.admin != "adm3" => {
                let gone = self.admin;
                self.admin = if gone == ADM { "adm2" } else { "adm3" };
                let word = self.fresh_word("password");
                self.w.write_root(O, l::ADMIN, vec![user(self.admin).into()], true.into());
                self.w.root_key(O, self.admin, pair(&word));
                self.w.root_cut_now(O, Scope::Admin(user(gone)), void);
                self.tally.note("admin removed", 1);
                // He does not take it.
                self.at(P, gone);
                self.w.give_role(P, gone, "all", DEPUTY, &[]);
            }
            _ => self.strange(action),
        }
    }
    fn second_admin(&mut self) {
        let name = "second admin";
        if !self.w.passwords.contains_key(&user(name)) {
            self.w.write_root(O, l::ADMIN, vec![user(name).into()], true.into());
            self.w.root_key(O, name, pair("password of the second admin"));
        }
        self.w.pull(P, O);
    }

    /// What only a broken, a newer or a hostile program writes.
    fn strange(&mut self, action: &Action) {
        if let Action::Lie { c, to, pick, lie, square } = action.clone() {
            return self.lie(self.c(c), self.c(to), pick, lie, square);
        }
        let (c, volume, mut event) = match action.clone() {
            Action::Unknown { c, square } => (c, YEAR, raw(299, square.key(), 1)),
            Action::Malformed { c, pick } => match pick % 6 {
                0 => (c, YEAR, raw(journal::MARK, vec![], 5)),
                1 => (c, YEAR, raw(l::CUT, vec![id("x").into()], 5)),
                2 => (c, YEAR, raw(l::SEEN, vec![], 5)),
                3 => (c, REGISTRY, raw(journal::MARK, Square(L1, "p1", "w1").key(), 5)),
                4 => (c, YEAR, raw(l::USER_KEY, vec![user(T1).into()], Value::Null)),
                _ => (c, REGISTRY, raw(l::ADMIN, vec![user(T1).into()], true)),
            },
            Action::ForgedSession { c, user: name, square } => {
                let c = self.c(c);
                self.w.session(c, YEAR, user(name), [3; 32], [7; 64]);
                self.write_mark(c, square, Some(5), Manner::NoRefs, None);
                let draft = self.w.mark_draft(c, square, 4).unsigned();
                self.w.write(c, YEAR, draft);
                return;
            }
            _ => return,
        };
        let c = self.c(c);
        self.w.prepare(c, volume, true, true);
        event.claim = self.w.claim(c);
        self.w.append(c, volume, event);
    }

    /// O gets the end of a computer's chain without an event in the middle, and declares that lost.
    fn gap(&mut self, c: usize, pick: u64) {
        let own = self.w.computers[c].pens[&YEAR].chain;
        let lacks: Vec<Placed> =
            self.w.computers[c].known.difference(&self.w.computers[O].known).filter(|p| p.chain == own).cloned().collect();
        let Some(lost) = Self::pick(&lacks, pick) else { return };
        self.at(O, self.admin);
        self.w.pull_if(O, c, |p| p.chain == own && p.idx != lost.idx);
        self.w.gap(O, lost.idx, lost.head());
    }

    fn other(&mut self, c: usize, pick: u64) {
        let lesson: Lesson = if pick.is_multiple_of(2) { L1 } else { L2 };
        let mut key = lesson.key();
        let (volume, kind, key, value): (Volume, u16, Vec<Value>, Value) = match pick % 5 {
            0 => {
                key.push(0.into());
                (YEAR, journal::TOPIC, key, vec!["topic".into(), Value::Null, Value::Null].into())
            }
            1 => {
                key.push(id("p1").into());
                (YEAR, journal::ATTENDANCE, key, vec![(1 + i64::try_from(pick % 4).unwrap()).into(), 0.into()].into())
            }
            2 => {
                let topic = vec!["topic".into(), 1.into(), "".into(), Value::Null, Value::Null, "".into()];
                (YEAR, y::PLAN_TOPIC, vec![id(lesson.group).into(), 0.into(), 1.into()], topic.into())
            }
            3 => (REGISTRY, r::PERSON_SEX, vec![id("person").into()], (1 + i64::try_from(pick % 2).unwrap()).into()),
            _ => (REGISTRY, r::MERGE, vec![id("person").into()], id(&format!("person {}", pick % 3)).into()),
        };
        let refs = self.w.screen(c, volume, kind, &key);
        let head = self.w.write(c, volume, Draft::new(kind, key, value).refs(refs));
        if self.w.fate(c, head).is_some_and(Fate::effective) {
            self.honest.insert(head);
        }
    }

    /// After the admin fell: certificates, keys and roles again, so that the school goes on.
    fn restore_order(&mut self) {
        self.at(O, self.admin);
        for (c, capabilities) in [(P, &[1, 2][..]), (J, &[1]), (K, &[1])] {
            self.w.enrol(O, c, capabilities);
        }
        for name in [DEP, T1, T2] {
            let word = self.fresh_word("password");
            self.w.give_key(O, name, pair(&word));
        }
        self.w.give_role(O, DEP, "deputy", DEPUTY, &[]);
        self.at(O, DEP);
        self.w.give_load(O, T1, L1);
        self.w.give_load(O, T2, L2);
    }
}

pub fn raw(kind: u16, key: Vec<Value>, value: impl Into<Value>) -> Event {
    Event { claim: 0, kind, version: 1, key, value: value.into(), refs: vec![], permit: None }
}

/// What happened, over all schools.
#[derive(Debug, Clone, Default)]
pub struct Tally(pub BTreeMap<String, u64>);

impl Tally {
    pub fn note(&mut self, what: &str, n: usize) {
        *self.0.entry(what.to_owned()).or_default() += n as u64;
    }
    pub fn add(&mut self, o: &Self) {
        for (what, n) in &o.0 {
            *self.0.entry(what.clone()).or_default() += n;
        }
    }
    /// The schools were not tame.
    pub fn is_lively(&self) {
        for (what, least) in [
            ("mark applied", 100),
            ("mark superseded", 60),
            ("mark held", 200),
            ("mark void", 60),
            ("unknown", 10),
            ("conflict seen", 50),
            ("waiting seen", 100),
            ("decided yes and effective", 50),
            ("held cut", 1),
            ("void by a cut", 100),
            ("crash", 20),
            ("crash between registry and year", 20),
            ("stopped until an upgrade", 20),
            ("year condemned", 2),
            ("held of hand", 100),
            ("theft", 30),
            ("forged head", 20),
            ("stranger", 10),
            ("named again", 10),
            ("two resets", 5),
            ("rotation", 2),
            ("admin removed", 2),
            ("old root void", 1),
            ("overlapping window", 5),
        ] {
            let n = self.0.get(what).copied().unwrap_or_default();
            assert!(n >= least, "too tame: {what} {n} times, at least {least} wanted");
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(what, n)| writeln!(f, "{n:>8} {what}"))
    }
}
