//! Passwords, keys and roots of the miniature school.

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::user_key_message;
use zhurnal::event::{ChainId, Head, Law, Scope, Value};
use zhurnal::keys::sign::Context;

use super::acts::bytes;
use super::node::Node;
use super::roots::{Root, document, read};
use super::school::{Id, REGISTRY, id, pair, public, sign, user};
use super::world::{Draft, World, names};

/// A `user_key` as it must stand at one place.
pub fn key_value(user: Id, key: &SigningKey, temporary: bool, heads: &[Head], at: (ChainId, u32)) -> Vec<Value> {
    let proof = sign(key, Context::USER_KEY, &user_key_message(&user, &at.0, at.1));
    let costs = [1.into(), 1.into(), 1.into()];
    let mut value = vec![id("salt").into()];
    value.extend(costs);
    value.extend([bytes(&public(key)), temporary.into(), names(heads), bytes(&proof)]);
    value
}

impl<N: Node> World<N> {
    /// Logs in with the present password. A slip is replaced first, where the computer has heard of it.
    pub fn login(&mut self, c: usize, name: &str) {
        let key = self.passwords[&user(name)].clone();
        self.login_with(c, name, key.clone());
        if self.slips.contains(&user(name)) && self.keys_of(c, name).contains(&public(&key)) && self.writes(c) {
            self.nonce += 1;
            let own = pair(&format!("own password {} of {name}", self.nonce));
            self.give_key(c, name, own.clone());
            self.login_with(c, name, own);
        }
    }
    /// Logs in with a key of one's own choice: an old one, a stolen one.
    pub fn login_with(&mut self, c: usize, name: &str, key: SigningKey) {
        self.computers[c].user = Some((user(name), key));
    }
    /// Where the next registry event of a computer will stand.
    pub fn place(&self, c: usize) -> (ChainId, u32) {
        let pen = &self.computers[c].pens[&REGISTRY];
        (pen.chain, pen.tip.map_or(0, |t| t.idx + 1))
    }
    /// Heads of the chains with sessions or keys of a user, and of the roots'.
    pub fn heads_of(&mut self, c: usize, name: &str) -> Vec<Head> {
        let of = |law: Law| match law {
            Law::Session { user: u, .. } | Law::UserKey { user: u, .. } => u == user(name),
            _ => false,
        };
        let known = &self.computers[c].known;
        let roots: Vec<_> = self.roots.iter().map(|r| r.chain).collect();
        let named: std::collections::BTreeSet<_> =
            known.iter().filter(|p| roots.contains(&p.chain) || Law::read(&p.event).is_some_and(of)).map(|p| p.chain).collect();
        self.tips(c).into_iter().filter(|t| named.contains(&t.chain)).take(256).collect()
    }
    /// The key of a root's chain: no slip.
    pub fn root_key(&mut self, c: usize, name: &str, key: SigningKey) -> Head {
        let heads = self.heads_of(c, name);
        let pen = &self.roots[self.roots.len() - 1];
        let at = (pen.chain, pen.tip.map_or(0, |t| t.idx + 1));
        let value = key_value(user(name), &key, false, &heads, at);
        let head = self.write_root(c, l::USER_KEY, vec![user(name).into()], value.into());
        self.set_password(name, key, false);
        head
    }
    /// A slip for somebody; when it is the user's own session, a password change.
    pub fn give_key(&mut self, c: usize, name: &str, key: SigningKey) -> Head {
        let own = self.computers[c].user.as_ref().is_some_and(|(u, _)| *u == user(name));
        let heads = self.heads_of(c, name);
        let head = self.give_key_knowing(c, name, &key, !own, &heads);
        self.set_password(name, key, !own);
        head
    }
    /// As a program writes it that says it knows these heads. The password that people use stays.
    pub fn give_key_knowing(&mut self, c: usize, name: &str, key: &SigningKey, temporary: bool, heads: &[Head]) -> Head {
        self.prepare(c, REGISTRY, true, true);
        let value = key_value(user(name), key, temporary, heads, self.place(c));
        self.write(c, REGISTRY, Draft::new(l::USER_KEY, vec![user(name).into()], value))
    }
    pub fn set_password(&mut self, name: &str, key: SigningKey, slip: bool) {
        self.passwords.insert(user(name), key);
        if slip {
            self.slips.insert(user(name))
        } else {
            self.slips.remove(&user(name))
        };
    }

    /// The document that opens the chain of the root in force.
    pub fn write_root_document(&mut self, c: usize, by_predecessor: bool, sheet: &str) -> Head {
        let n = self.roots.len();
        let mut before: Option<Root> = None;
        for earlier in 1..n {
            before = read(&document(i64::try_from(earlier).unwrap(), before.as_ref(), earlier > 1, ""), before.as_ref());
        }
        let bytes_of = document(i64::try_from(n).unwrap(), before.as_ref(), by_predecessor && n > 1, sheet);
        self.write_root(c, l::ROOT, vec![i64::try_from(n).unwrap().into()], vec![bytes(&bytes_of)].into())
    }
    /// The sealed sheet is opened: the next root goes on, and ends the one before at what is known here.
    pub fn rotate(&mut self, c: usize, by_predecessor: bool) -> Head {
        self.add_root();
        self.write_root_document(c, by_predecessor, "");
        let earlier = self.roots[self.roots.len() - 2].chain.device.0;
        self.root_cut_now(c, Scope::Device(earlier, vec![]), true)
    }
}
