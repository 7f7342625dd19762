//! What people of the miniature school do.

use std::collections::BTreeSet;

use zhurnal::event::kinds::{journal, ledger as l, registry as r, year as y};
use zhurnal::event::{Cut, Head, Law, Permission, Scope, Value, Volume};

use super::node::Node;
use super::school::{
    ADM, DEP, DEPUTY, Id, J, K, L1, L2, Lesson, NAMES, O, P, REGISTRY, Square, T1, T2, TERM, YEAR, id, pair, public, user,
};
use super::world::{Draft, MAX_HEADS, World, names};

pub fn bytes(b: &[u8]) -> Value {
    Value::Bytes(b.to_vec())
}

impl<N: Node> World<N> {
    /// A school at work: everybody enrolled, everybody synchronised, dep on P, t1 on J, t2 on K, dep on O.
    pub fn new() -> Self {
        let mut w = Self::bare();
        w.write_root_document(O, true, "");
        w.write_root(O, r::SCHOOL, vec![], vec!["School".into(), "Europe/Moscow".into(), "eljur".into(), 2026.into()].into());
        w.root_certificate(O, &[1, 2, 3, 4]);
        w.root_certificate(P, &[1, 2]);
        w.write_root(O, l::ADMIN, vec![user(ADM).into()], true.into());
        w.root_key(O, ADM, pair("password adm"));
        w.login(O, ADM);
        for c in [J, K] {
            w.enrol(O, c, &[1]);
        }
        for name in [DEP, T1, T2] {
            w.login(O, ADM);
            w.give_key(O, name, pair(&format!("slip {name}")));
            w.login_with(O, name, pair(&format!("slip {name}")));
            w.give_key(O, name, pair(&format!("password {name}")));
        }
        w.login(O, ADM);
        w.give_role(O, DEP, "deputy", DEPUTY, &[]);
        w.login(O, DEP);
        w.give_load(O, T1, L1);
        w.give_load(O, T2, L2);
        w.sync();
        for (c, name) in [(P, DEP), (J, T1), (K, T2)] {
            w.login(c, name);
        }
        w
    }
    /// A new word for ids.
    pub fn fresh(&mut self) -> Id {
        self.nonce += 1;
        id(&format!("thing {}", self.nonce))
    }

    // Accounts and computers.

    pub fn certificate(&self, of: usize, capabilities: &[i64]) -> (Vec<Value>, Value) {
        let device = self.computers[of].device;
        let list: Vec<Value> = capabilities.iter().map(|c| (*c).into()).collect();
        let sign = public(&self.signers[&device]);
        let name = NAMES.get(of).copied().unwrap_or("X");
        (vec![device.0.into()], vec![bytes(&sign), bytes(&self.seals[&device]), list.into(), name.into()].into())
    }
    pub fn root_certificate(&mut self, of: usize, capabilities: &[i64]) -> Head {
        let (key, value) = self.certificate(of, capabilities);
        self.write_root(O, l::DEVICE, key, value)
    }
    pub fn enrol(&mut self, c: usize, of: usize, capabilities: &[i64]) -> Head {
        let (key, value) = self.certificate(of, capabilities);
        self.write(c, REGISTRY, Draft::new(l::DEVICE, key, value))
    }
    pub fn give_role(&mut self, c: usize, name: &str, role: &str, allowed: &[Permission], groups: &[Id]) -> Head {
        let allowed: Vec<Value> = allowed.iter().map(|p| i64::from(*p as u8).into()).collect();
        let groups: Vec<Value> = groups.iter().map(|g| (*g).into()).collect();
        let value = vec![allowed.into(), Value::Array(vec![]), groups.into(), Value::Null, Value::Null];
        self.write(c, REGISTRY, Draft::new(l::ROLE, vec![user(name).into(), role.into()], value))
    }
    pub fn give_load(&mut self, c: usize, name: &str, lesson: Lesson) -> Head {
        let value = vec![100.into(), Value::Null, Value::Null];
        self.write(c, YEAR, Draft::new(y::LOAD, vec![user(name).into(), id(lesson.group).into()], value))
    }
    pub fn give_homeroom(&mut self, c: usize, name: &str, class: &str) -> Head {
        self.write(c, YEAR, Draft::new(y::HOMEROOM, vec![user(name).into(), id(class).into()], vec![Value::Null, Value::Null]))
    }
    pub fn substitute(&mut self, c: usize, name: &str, l: Lesson) -> Head {
        let mut key = l.key();
        key.push(user(name).into());
        self.write(c, YEAR, Draft::new(y::SUBSTITUTION, key, vec![Value::Null, 1.into(), "".into(), 0.into(), Value::Null]))
    }

    // The journal.

    pub fn mark_draft(&mut self, c: usize, square: Square, mark: i64) -> Draft {
        let refs = self.screen(c, YEAR, journal::MARK, &square.key());
        Draft::new(journal::MARK, square.key(), mark).refs(refs)
    }
    pub fn mark(&mut self, c: usize, square: Square, mark: i64) -> Head {
        let draft = self.mark_draft(c, square, mark);
        self.write(c, YEAR, draft)
    }
    pub fn mark_under(&mut self, c: usize, square: Square, mark: i64, permit: &str) -> Head {
        let draft = self.mark_draft(c, square, mark).permit(permit);
        self.write(c, YEAR, draft)
    }
    pub fn clear(&mut self, c: usize, square: Square) -> Head {
        let mut draft = self.mark_draft(c, square, 1);
        draft.value = Value::Null;
        self.write(c, YEAR, draft)
    }
    /// The mark a computer shows; none for an empty square.
    pub fn value(&mut self, c: usize, square: Square) -> Option<i64> {
        self.books(c).year.cells.get(&square.cell()).and_then(|x| x.value.int())
    }
    pub fn conflict(&mut self, c: usize, square: Square) -> bool {
        self.books(c).year.cells.get(&square.cell()).is_some_and(|x| x.conflict)
    }

    // Cuts and what lifts them.

    pub fn cut(&mut self, c: usize, volume: Volume, cut: &Cut) -> Head {
        let key = vec![self.fresh().into()];
        // What does not fit goes before it, in parts.
        let (own, more) = cut.heads.split_at(cut.heads.len().min(MAX_HEADS));
        let parts = more.chunks(MAX_HEADS).map(|part| self.part(c, volume, part)).collect();
        let cut = Cut { heads: own.to_vec(), parts, ..cut.clone() };
        let mut draft = Draft::new(l::CUT, key, cut.to_value());
        draft.session = !cut.automatic;
        self.write(c, volume, draft)
    }
    /// A part of a list of heads.
    pub fn part(&mut self, c: usize, volume: Volume, heads: &[Head]) -> Head {
        let key = vec![self.fresh().into()];
        self.write(c, volume, Draft::new(l::HEADS_PART, key, names(heads)))
    }
    /// A cut at the heads the computer holds, of chains in which the scope can match anything.
    pub fn cut_now(&mut self, c: usize, volume: Volume, scope: Scope, void: bool, stratum: u8) -> Head {
        let heads = self.heads_for(c, volume, &scope);
        self.cut(c, volume, &cut(scope, heads, void, stratum))
    }
    /// Heads that a cut of this scope names.
    pub fn heads_for(&mut self, c: usize, volume: Volume, scope: &Scope) -> Vec<Head> {
        let wrote = |user: &Id, law: &Law| matches!(law, Law::Session { user: u, .. } if u == user);
        let known = &self.computers[c].known;
        let granted: BTreeSet<Id> = match scope {
            Scope::Grant(list) => {
                known.iter().filter(|p| list.contains(&p.head())).filter_map(|p| grantee(&Law::read(&p.event)?)).collect()
            }
            _ => BTreeSet::new(),
        };
        let can = |p: &crate::model::Placed| match scope {
            Scope::Device(d, _) => p.chain.device.0 == *d,
            Scope::Lessons { .. } | Scope::Window { .. } => !p.chain.volume.is_registry() && p.event.spec().is_none_or(|s| s.stratum == 3),
            Scope::Permit(permit) => p.event.permit == Some(*permit),
            Scope::Author(u) | Scope::Keys(u, _) | Scope::Needs(u, _) | Scope::Load(u, _) | Scope::Homeroom(u, _) | Scope::Admin(u) => {
                p.event.kind == l::SESSION && Law::read(&p.event).is_some_and(|law| wrote(u, &law))
            }
            Scope::Grant(_) => p.event.kind == l::SESSION && Law::read(&p.event).is_some_and(|law| granted.iter().any(|u| wrote(u, &law))),
        };
        let chains: BTreeSet<_> = known.iter().filter(|p| can(p)).map(|p| p.chain).collect();
        self.heads(c, volume).into_iter().filter(|h| chains.contains(&h.chain)).collect()
    }
    pub fn lock_scope(lesson: Lesson) -> Scope {
        Scope::Lessons { groups: vec![id(lesson.group)], from: lesson.date - 10, to: lesson.date + 10, terms: vec![id(TERM)] }
    }
    pub fn lock(&mut self, c: usize, lesson: Lesson) -> Head {
        self.cut_now(c, YEAR, Self::lock_scope(lesson), false, 2)
    }
    /// The witness closes the edit window of a day.
    pub fn window(&mut self, c: usize, date: i64) -> Head {
        self.windows(c, date, date)
    }
    pub fn windows(&mut self, c: usize, from: i64, to: i64) -> Head {
        let scope = Scope::Window { groups: vec![], from, to };
        let heads = self.heads_for(c, YEAR, &scope);
        self.cut(c, YEAR, &Cut { automatic: true, ..cut(scope, heads, false, 2) })
    }
    /// The witness ends grants whose last day is past.
    pub fn end_grants(&mut self, c: usize, grants: &[Head]) -> Head {
        let volume = grants[0].chain.volume;
        let scope = Scope::Grant(grants.to_vec());
        let heads = self.heads_for(c, volume, &scope);
        self.cut(c, volume, &Cut { automatic: true, ..cut(scope, heads, false, if volume.is_registry() { 1 } else { 2 }) })
    }
    pub fn take_load(&mut self, c: usize, name: &str, lesson: Lesson) -> Head {
        self.cut_now(c, YEAR, Scope::Load(user(name), id(lesson.group)), false, 2)
    }
    pub fn dismiss(&mut self, c: usize, name: &str) -> Head {
        self.cut_now(c, REGISTRY, Scope::Author(user(name)), false, 1)
    }
    /// Every key issued to a user, as a computer knows.
    pub fn keys_of(&mut self, c: usize, name: &str) -> Vec<[u8; 32]> {
        let keys: BTreeSet<[u8; 32]> = self.computers[c]
            .known
            .iter()
            .filter_map(|p| match Law::read(&p.event) {
                Some(Law::UserKey { user: u, key, .. }) if u == user(name) => Some(key),
                _ => None,
            })
            .collect();
        keys.into_iter().collect()
    }
    /// Compromise: everything under the user's keys outside these heads is void.
    pub fn annul(&mut self, c: usize, name: &str, heads: Vec<Head>) -> Head {
        let keys = self.keys_of(c, name);
        self.cut(c, REGISTRY, &cut(Scope::Keys(user(name), keys), heads, true, 1))
    }
    /// The same by the root.
    pub fn root_annul(&mut self, c: usize, name: &str, heads: Vec<Head>) -> Head {
        let keys = self.keys_of(c, name);
        self.root_cut(c, Scope::Keys(user(name), keys), heads, true)
    }
    pub fn root_cut(&mut self, c: usize, scope: Scope, heads: Vec<Head>, void: bool) -> Head {
        let key = vec![self.fresh().into()];
        self.write_root(c, l::CUT, key, cut(scope, heads, void, 0).to_value())
    }
    pub fn root_cut_now(&mut self, c: usize, scope: Scope, void: bool) -> Head {
        let heads = self.heads_for(c, REGISTRY, &scope);
        self.root_cut(c, scope, heads, void)
    }
    pub fn open(&mut self, c: usize, volume: Volume, cuts: &[Head], stratum: i64) -> Head {
        let key = vec![self.fresh().into()];
        self.write(c, volume, Draft::new(l::OPEN, key, vec![names(cuts), stratum.into()]))
    }
    pub fn reopen(&mut self, c: usize, cuts: &[Head]) -> Head {
        self.open(c, YEAR, cuts, 2)
    }
    /// A decision that covers the earlier ones the computer knows.
    pub fn decide_in(&mut self, c: usize, volume: Volume, events: &[Head], yes: bool, stratum: i64) -> Head {
        let books = self.books(c);
        let earlier: BTreeSet<Head> = self.computers[c]
            .known
            .iter()
            .filter(|p| books.fate(&p.head()).is_some())
            .filter(|p| matches!(Law::read(&p.event), Some(Law::Decide { events: e, .. }) if e.iter().any(|h| events.contains(h))))
            .map(crate::model::Placed::head)
            .collect();
        let refs = self.with_refs(c, volume, earlier);
        let key = vec![self.fresh().into()];
        self.write(c, volume, Draft::new(l::DECIDE, key, vec![names(events), yes.into(), stratum.into()]).refs(refs))
    }
    pub fn decide(&mut self, c: usize, events: &[Head], yes: bool) -> Head {
        self.decide_in(c, YEAR, events, yes, 2)
    }
    pub fn permit(&mut self, c: usize, word: &str, name: &str, squares: &[Square]) -> Head {
        let cells = squares.iter().map(|s| vec![i64::from(journal::MARK).into(), s.key().into()].into()).collect::<Vec<Value>>();
        self.write(c, YEAR, Draft::new(l::PERMIT, vec![id(word).into()], vec![user(name).into(), cells.into(), "".into(), Value::Null]))
    }
    pub fn withdraw(&mut self, c: usize, word: &str) -> Head {
        self.cut_now(c, YEAR, Scope::Permit(id(word)), false, 2)
    }
    pub fn gap(&mut self, c: usize, first: u32, last: Head) -> Head {
        let chain = last.chain;
        let key = vec![chain.device.0.into(), i64::from(chain.volume.0).into(), bytes(&chain.nonce.to_be_bytes()), i64::from(first).into()];
        self.write(c, chain.volume, Draft::new(l::GAP, key, vec![i64::from(last.idx).into(), bytes(&last.hash)]))
    }
    /// The witness names what has grown since its last one.
    pub fn checkpoint(&mut self, c: usize) -> Head {
        let named = self.computers[c].pens[&REGISTRY].witnessed.clone();
        let heads: Vec<Head> = self.tips(c).into_iter().filter(|t| !named.contains(t)).take(MAX_HEADS).collect();
        let head = self.write(c, REGISTRY, Draft::new(l::CHECKPOINT, vec![], names(&heads)).unsigned());
        if let Some(pen) = self.computers[c].pens.get_mut(&REGISTRY).filter(|p| p.tip == Some(head)) {
            pen.witnessed.extend(heads);
        }
        head
    }
    /// Programs below this level stop writing.
    pub fn require(&mut self, c: usize, level: u16) -> Head {
        self.write(c, REGISTRY, Draft::new(l::REQUIRE, vec![i64::from(level).into()], true))
    }
    /// An act that the year's records are destroyed, naming its closing; a second person confirms the first one's act.
    pub fn destroy_year(&mut self, c: usize, closing: Head, confirms: Option<Head>) -> Head {
        let value = self.destruction(c, closing, confirms);
        let key = vec![i64::from(YEAR.0).into(), self.fresh().into()];
        self.write(c, REGISTRY, Draft::new(l::DESTROYED, key, value))
    }
    pub fn destruction(&mut self, c: usize, closing: Head, confirms: Option<Head>) -> Vec<Value> {
        let heads: Vec<Head> = self.heads(c, YEAR).into_iter().take(MAX_HEADS).collect();
        let confirms = confirms.map_or(Value::Null, |h| h.to_value());
        vec![names(&heads), closing.to_value(), Value::Array(vec![]), "act 1".into(), 22_600.into(), confirms, Value::Array(vec![])]
    }
    pub fn spare(&mut self, c: usize, act: Head) -> Head {
        let key = vec![self.fresh().into()];
        self.write(c, REGISTRY, Draft::new(l::SPARED, key, vec![act.to_value(), "a mistake".into()]))
    }
    pub fn erase(&mut self, c: usize, person: &str) -> Head {
        self.write(c, REGISTRY, Draft::new(l::ERASED, vec![id(person).into()], vec!["basis".into(), 20_800.into()]))
    }
    pub fn close_year(&mut self, c: usize) -> Head {
        let heads = self.heads(c, REGISTRY);
        self.close_year_at(c, &heads)
    }
    pub fn close_year_at(&mut self, c: usize, heads: &[Head]) -> Head {
        self.write(c, YEAR, Draft::new(l::CLOSE_YEAR, vec![], vec![names(heads), "order 1".into(), 20_900.into(), Value::Array(vec![])]))
    }
}

/// A cut as people write it.
pub fn cut(scope: Scope, heads: Vec<Head>, void: bool, stratum: u8) -> Cut {
    Cut { scope, heads, void, automatic: false, stratum, parts: Vec::new() }
}

fn grantee(law: &Law) -> Option<Id> {
    match law {
        Law::Role { user, .. }
        | Law::Load { user, .. }
        | Law::Homeroom { user, .. }
        | Law::Substitution { user, .. }
        | Law::Permit { user, .. } => Some(*user),
        _ => None,
    }
}
