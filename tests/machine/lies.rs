//! What a dishonest computer does in a random school.

use zhurnal::event::kinds::{journal, ledger as l, registry as r, year as y};
use zhurnal::event::{ChainId, Event, Head, Law, Scope, Value};

use super::action::{Lie, Manner};
use super::play::{Machine, raw};
use crate::model::{Fate, Placed};
use crate::support::acts::{bytes, cut};
use crate::support::keys::key_value;
use crate::support::node::Node;
use crate::support::school::{DEP, O, REGISTRY, Square, T1, T2, YEAR, id, pair, public, user};
use crate::support::world::{Draft, Pen, World};

impl<N: Node> Machine<N> {
    /// `c` lies, `to` hears it first.
    pub fn lie(&mut self, c: usize, to: usize, pick: u64, lie: Lie, square: Square) {
        match lie {
            Lie::ForgedHead => self.forged_head(c, to, pick),
            Lie::ForeignHead => {
                let own = self.w.computers[c].pens[&YEAR].chain;
                let events: Vec<Placed> = self.w.computers[c].known.iter().filter(|p| p.chain == own).cloned().collect();
                if let Some(part) = events.chunk_by(|a, b| a.hash == b.prev).next() {
                    self.w.offer(to, World::<N>::forge(part, &pair("a foreign key")));
                    self.tally.note("forged head", 1);
                }
            }
            Lie::ForeignDevice => {
                let victim = if pick.is_multiple_of(2) { self.w.roots[0].chain.device } else { self.w.computers[to].device };
                let key = bytes(&public(&pair("a foreign key")));
                let value = vec![key, bytes(&[1; 32]), Value::Array(vec![1.into(), 2.into()]), "X".into()];
                self.w.write(c, REGISTRY, Draft::new(l::DEVICE, vec![victim.0.into()], value));
            }
            Lie::ReplayedSession => self.replayed(c, pick, square),
            Lie::SeenNobodyHas => {
                self.w.prepare(c, YEAR, true, true);
                let lies = Head { chain: self.w.computers[to].pens[&YEAR].chain, idx: 3, hash: [9; 32] };
                self.w.seen(c, YEAR, vec![lies]);
                self.write_mark(c, square, Some(2), Manner::Unseen, None);
                self.w.new_chains(c);
            }
            Lie::OldPassword => self.theft(c, pick, square),
            Lie::OldChange => {
                if let Some((name, key)) = Self::pick(&self.old_keys, pick) {
                    self.w.login_with(c, name, key);
                    let word = self.fresh_word("a thief's password");
                    self.w.give_key_knowing(c, name, &pair(&word), false, &[]);
                    self.w.login_with(c, name, pair(&word));
                    self.write_mark(c, square, Some(1), Manner::NoRefs, None);
                }
            }
            Lie::SpamOfChanges => {
                let name = if square.0.group == "A" { T1 } else { T2 };
                self.w.login(c, name);
                for _ in 0..3 {
                    let word = self.fresh_word("spam");
                    self.w.give_key_knowing(c, name, &pair(&word), false, &[]);
                }
            }
            Lie::Stranger => self.stranger(c, to, pick, square),
            Lie::WrongGap => {
                let tip = self.w.computers[to].pens[&YEAR].tip;
                let last = tip.unwrap_or_else(|| Head { chain: self.w.computers[to].pens[&YEAR].chain, idx: 5, hash: [7; 32] });
                let idx = if pick.is_multiple_of(3) { 0 } else { last.idx };
                self.at(c, self.admin);
                self.w.gap(c, idx.min(last.idx), if pick.is_multiple_of(2) { Head { hash: [7; 32], ..last } } else { last });
            }
            Lie::WithheldPart => {
                let own = self.w.computers[c].pens[&YEAR].chain;
                let half = self.w.computers[c].pens[&YEAR].tip.map_or(0, |t| t.idx / 2);
                self.w.pull_if(to, c, |p| p.chain != own || p.idx > half);
            }
            Lie::NamedAgain => self.named_again(c, pick),
            Lie::HeadsOfAnywhere => self.heads_of_anywhere(c, to, pick, square),
            Lie::OneSeen => {
                let known: Vec<Head> = self.w.books(c).fates().filter(|h| h.chain.volume == YEAR || pick.is_multiple_of(2)).collect();
                if let Some(one) = Self::pick(&known, pick.wrapping_mul(31)) {
                    self.w.new_chains(c);
                    self.w.prepare(c, YEAR, true, false);
                    self.w.seen(c, YEAR, vec![one]);
                    self.write_mark(c, square, Some(3), Manner::Unseen, None);
                }
            }
        }
    }

    /// Goes on behind the tip of a chain that is not its own, or opens one of the root's.
    fn forged_head(&mut self, c: usize, to: usize, pick: u64) {
        let root = pick.is_multiple_of(3);
        let mut pen = if root {
            let device = self.w.roots[0].chain.device;
            Pen::new(ChainId { device, volume: REGISTRY, nonce: 900 + pick })
        } else {
            let victim = self.w.computers[if pick.is_multiple_of(2) { O } else { to }].pens[&YEAR].clone();
            if pick.is_multiple_of(5) { Pen::new(ChainId { nonce: 900 + pick, ..victim.chain }) } else { victim }
        };
        let events: [Event; 2] = if root {
            [raw(l::ADMIN, vec![user(T1).into()], true), raw(r::SETTING, vec!["x".into()], "forged")]
        } else {
            let load = raw(y::LOAD, vec![user(T1).into(), id("B").into()], vec![100.into(), Value::Null, Value::Null]);
            [load, raw(journal::MARK, Square(crate::support::school::L1, "p1", "w1").key(), 1)]
        };
        let placed: Vec<Placed> = events
            .into_iter()
            .map(|e| {
                let p = pen.place(e);
                pen.tip = Some(p.head());
                p
            })
            .collect();
        let key = self.w.signers[&self.w.computers[c].device].clone();
        if self.w.computers[c].device != pen.chain.device {
            self.w.offer(to, World::<N>::forge(&placed, &key));
            self.forged.extend(placed.iter().map(Placed::head));
            self.tally.note("forged head", 1);
        }
    }

    fn replayed(&mut self, c: usize, pick: u64, square: Square) {
        let own = self.w.computers[c].pens[&YEAR].chain;
        let sessions: Vec<_> = self.w.computers[c]
            .known
            .iter()
            .filter(|p| p.chain != own)
            .filter_map(|p| {
                if let Some(Law::Session { user, key, signature }) = Law::read(&p.event) { Some((user, key, signature)) } else { None }
            })
            .collect();
        if let Some((user, key, signature)) = Self::pick(&sessions, pick) {
            self.w.session(c, YEAR, user, key, signature);
            let draft = self.w.mark_draft(c, square, 1).unsigned();
            let lie = self.w.write(c, YEAR, draft);
            self.forged.insert(lie);
            if let Some(pen) = self.w.computers[c].pens.get_mut(&YEAR) {
                pen.log_out();
            }
        }
    }

    /// A mark under a password that a change has replaced, which the witness knows.
    fn theft(&mut self, c: usize, pick: u64, square: Square) {
        let Some((name, key)) = Self::pick(&self.old_keys, pick) else { return };
        self.w.login_with(c, name, key);
        let draft = self.w.mark_draft(c, square, 1);
        let mark = self.w.write(c, YEAR, draft);
        self.tally.note("theft", 1);
        let present = public(&self.w.passwords[&user(name)]);
        let books = self.w.books(O);
        let change = self.w.computers[O].known.iter().find(|p| {
            matches!(Law::read(&p.event), Some(Law::UserKey { user: u, key, .. }) if u == user(name) && key == present)
                && books.fate(&p.head()).is_some_and(Fate::effective)
        });
        if let Some(change) = change {
            self.thefts.insert(mark, change.head());
        }
    }

    fn named_again(&mut self, c: usize, pick: u64) {
        let Some((name, key)) = Self::pick(&self.old_keys, pick) else { return };
        match pick % 4 {
            0 => self.w.new_chains(c),
            1 => self.w.login_with(c, name, key.clone()),
            2 => self.w.login(c, if name == T1 { T2 } else { T1 }),
            _ => self.w.login(c, name),
        }
        let session = !pick.is_multiple_of(4);
        self.w.prepare(c, REGISTRY, session, session);
        let value = key_value(user(name), &key, pick.is_multiple_of(3), &[], self.w.place(c));
        self.w.write(c, REGISTRY, Draft::new(l::USER_KEY, vec![user(name).into()], value).unsigned().unseen());
        self.tally.note("named again", 1);
    }

    fn heads_of_anywhere(&mut self, c: usize, to: usize, pick: u64, square: Square) {
        let known: Vec<Head> = self.w.computers[to].known.iter().map(Placed::head).collect();
        let heads: Vec<Head> = (1..4).filter_map(|n| Self::pick(&known, pick.wrapping_mul(7 + n))).collect();
        let (volume, scope, stratum) = match pick % 3 {
            0 => (REGISTRY, Scope::Author(user(if square.0.group == "A" { T1 } else { T2 })), 1),
            _ => (YEAR, World::<N>::lock_scope(square.0), 2),
        };
        self.at(c, if stratum == 1 { self.admin } else { DEP });
        self.w.prepare(c, volume, true, false);
        let key = vec![self.w.fresh().into()];
        let value = cut(scope, heads, false, stratum).to_value();
        self.w.write(c, volume, Draft::new(l::CUT, key, value).unseen());
    }

    /// A computer that a journal computer introduces, with an entry; now and then an admin enrols it rightly.
    fn stranger(&mut self, c: usize, to: usize, pick: u64, square: Square) {
        if self.strangers.is_empty() {
            let word = self.fresh_word("stranger");
            let x = self.w.add_computer(&word);
            self.strangers.push(x);
        }
        let x = self.strangers[0];
        if pick.is_multiple_of(9) {
            self.at(O, self.admin);
            self.w.enrol(O, x, &[1]);
        } else {
            self.at(c, self.admin);
            self.w.enrol(c, x, &[1, 2]);
        }
        self.w.pull(x, c);
        self.w.login(x, if square.0.group == "A" { T1 } else { T2 });
        self.write_mark(x, square, Some(3), Manner::NoRefs, None);
        self.w.pull(to, x);
        self.tally.note("stranger", 1);
    }
}
