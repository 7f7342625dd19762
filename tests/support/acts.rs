//! What people of the miniature school do.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::{journal, ledger as l, registry as r, year as y};
use zhurnal::event::{Cut, Head, Law, Permission, Scope, Value, Volume};

use super::node::Node;
use super::school::{
    ADM, DEP, DEPUTY, Id, J, K, L1, L2, Lesson, NAMES, O, P, REGISTRY, Square, T1, T2, TERM, YEAR, id, pair, public, user,
};
use super::world::{Draft, World, names};

fn bytes(b: &[u8]) -> Value {
    Value::Bytes(b.to_vec())
}

impl<N: Node> World<N> {
    /// A school at work: everybody enrolled, everybody synchronised, dep on P, t1 on J, t2 on K, dep on O.
    pub fn new() -> Self {
        let mut w = Self::bare();
        w.write_root(O, l::ROOT, vec![1.into()], vec![bytes(b"document")].into());
        w.write_root(O, r::SCHOOL, vec![], vec!["School".into(), "Europe/Moscow".into(), "eljur".into(), 2026.into()].into());
        w.root_certificate(O, &[1, 2, 3, 4]);
        w.write_root(O, l::ADMIN, vec![user(ADM).into()], true.into());
        w.root_key(O, ADM, pair("password adm"));
        w.login(O, ADM);
        for (c, capabilities) in [(P, &[1, 2][..]), (J, &[1]), (K, &[1])] {
            w.enrol(O, c, capabilities);
        }
        for name in [DEP, T1, T2] {
            w.give_key(O, name, pair(&format!("password {name}")));
        }
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

    pub fn login(&mut self, c: usize, name: &str) {
        let key = self.passwords[&user(name)].clone();
        self.login_with(c, name, key);
    }
    /// Logs in with a key of one's own choice: an old one, a stolen one.
    pub fn login_with(&mut self, c: usize, name: &str, key: SigningKey) {
        self.computers[c].user = Some((user(name), key));
    }
    fn certificate(&self, of: usize, capabilities: &[i64]) -> (Vec<Value>, Value) {
        let device = self.computers[of].device;
        let list: Vec<Value> = capabilities.iter().map(|c| (*c).into()).collect();
        let sign = public(&self.signers[&device]);
        (vec![device.0.into()], vec![bytes(&sign), bytes(&[7; 32]), list.into(), NAMES.get(of).copied().unwrap_or("X").into()].into())
    }
    pub fn root_certificate(&mut self, of: usize, capabilities: &[i64]) -> Head {
        let (key, value) = self.certificate(of, capabilities);
        self.write_root(O, l::DEVICE, key, value)
    }
    pub fn enrol(&mut self, c: usize, of: usize, capabilities: &[i64]) -> Head {
        let (key, value) = self.certificate(of, capabilities);
        self.write(c, REGISTRY, Draft::new(l::DEVICE, key, value))
    }
    fn key_value(key: &SigningKey) -> Value {
        vec![id("salt").into(), 1.into(), 1.into(), 1.into(), bytes(&public(key)), false.into()].into()
    }
    pub fn root_key(&mut self, c: usize, name: &str, key: SigningKey) -> Head {
        let head = self.write_root(c, l::USER_KEY, vec![user(name).into()], Self::key_value(&key));
        self.passwords.insert(user(name), key);
        head
    }
    /// A key for somebody; when it is the user's own session, a password change.
    pub fn give_key(&mut self, c: usize, name: &str, key: SigningKey) -> Head {
        let head = self.write(c, REGISTRY, Draft::new(l::USER_KEY, vec![user(name).into()], Self::key_value(&key)));
        self.passwords.insert(user(name), key);
        head
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
        let mut draft = Draft::new(l::CUT, key, cut.to_value());
        draft.session = !cut.automatic;
        self.write(c, volume, draft)
    }
    /// A cut at the heads the computer holds.
    pub fn cut_now(&mut self, c: usize, volume: Volume, scope: Scope, void: bool, stratum: u8) -> Head {
        let heads = self.heads(c, volume);
        self.cut(c, volume, &Cut { scope, heads, void, automatic: false, stratum })
    }
    pub fn lock_scope(lesson: Lesson) -> Scope {
        Scope::Lessons { groups: vec![id(lesson.group)], from: lesson.date - 10, to: lesson.date + 10, terms: vec![id(TERM)] }
    }
    pub fn lock(&mut self, c: usize, lesson: Lesson) -> Head {
        self.cut_now(c, YEAR, Self::lock_scope(lesson), false, 2)
    }
    /// The witness closes the edit window of a day.
    pub fn window(&mut self, c: usize, date: i64) -> Head {
        let heads = self.heads(c, YEAR);
        let scope = Scope::Window { groups: vec![], from: date, to: date };
        self.cut(c, YEAR, &Cut { scope, heads, void: false, automatic: true, stratum: 2 })
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
                Some(Law::UserKey { user: u, key }) if u == user(name) => Some(key),
                _ => None,
            })
            .collect();
        keys.into_iter().collect()
    }
    /// Compromise: everything under the user's keys outside these heads is void.
    pub fn annul(&mut self, c: usize, name: &str, heads: Vec<Head>) -> Head {
        let keys = self.keys_of(c, name);
        self.cut(c, REGISTRY, &Cut { scope: Scope::Keys(keys), heads, void: true, automatic: false, stratum: 1 })
    }
    /// The same by the root.
    pub fn root_annul(&mut self, c: usize, name: &str, heads: Vec<Head>) -> Head {
        let cut = Cut { scope: Scope::Keys(self.keys_of(c, name)), heads, void: true, automatic: false, stratum: 0 };
        let key = vec![self.fresh().into()];
        self.write_root(c, l::CUT, key, cut.to_value())
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
            .map(super::super::model::Placed::head)
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
        self.write(c, YEAR, Draft::new(l::PERMIT, vec![id(word).into()], vec![user(name).into(), cells.into(), "".into()]))
    }
    pub fn withdraw(&mut self, c: usize, word: &str) -> Head {
        self.cut_now(c, YEAR, Scope::Permit(id(word)), false, 2)
    }
    pub fn gap(&mut self, c: usize, first: u32, last: Head) -> Head {
        let key = vec![last.chain.device.0.into(), bytes(&last.chain.nonce.to_be_bytes()), i64::from(first).into()];
        self.write(c, last.chain.volume, Draft::new(l::GAP, key, vec![i64::from(last.idx).into(), bytes(&last.hash)]))
    }
    pub fn checkpoint(&mut self, c: usize) -> Head {
        let heads = self.tips(c);
        self.write(c, REGISTRY, Draft::new(l::CHECKPOINT, vec![], names(&heads)).unsigned())
    }
    /// Programs below this level stop writing.
    pub fn require(&mut self, c: usize, level: u16) -> Head {
        self.write(c, REGISTRY, Draft::new(l::REQUIRE, vec![i64::from(level).into()], true))
    }
    /// The year's records are destroyed by an act.
    pub fn destroy_year(&mut self, c: usize) -> Head {
        let heads = self.heads(c, YEAR);
        let value = vec![names(&heads), "act 1".into(), 22_600.into()];
        self.write(c, REGISTRY, Draft::new(l::DESTROYED, vec![i64::from(YEAR.0).into()], value))
    }
    pub fn close_year(&mut self, c: usize) -> Head {
        let heads: Vec<Head> = self.tips(c).into_iter().filter(|t| t.chain.volume.is_registry()).collect();
        let value = vec![names(&heads), "order 1".into(), 20_900.into()];
        self.write(c, YEAR, Draft::new(l::CLOSE_YEAR, vec![], value))
    }
}
