//! Root documents of the miniature school, to the byte of FORMAT.md 8, and which roots a computer follows.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Value, root_id};
use zhurnal::keys::sign::{Context, PublicKey, Signature};

use super::school::{id, pair, public, seal, sign};
use crate::model::Placed;

/// A root's document, as far as the next one needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    pub version: i64,
    pub public: [u8; 32],
    next: [u8; 32],
    body: [u8; 32],
    by_predecessor: bool,
}

/// The key of root n.
pub fn root_pair(n: i64) -> SigningKey {
    pair(&format!("root {n}"))
}
fn commitment(key: &[u8; 32]) -> [u8; 32] {
    blake3::derive_key("zhurnal root next 1", key)
}

/// The document of root n after another; `sheet` tells two documents of one root apart.
pub fn document(n: i64, after: Option<&Root>, by_predecessor: bool, sheet: &str) -> Vec<u8> {
    let (key, next) = (root_pair(n), public(&root_pair(n + 1)));
    let previous = after.map_or_else(Vec::new, |r| r.body.to_vec());
    let body = Value::Array(vec![
        1.into(),
        n.into(),
        id("school").into(),
        Value::Bytes(public(&key).to_vec()),
        Value::Bytes(seal(&format!("root {n}{sheet}")).to_vec()),
        Value::Bytes(commitment(&next).to_vec()),
        Value::Bytes(previous),
    ])
    .to_bytes();
    let before = if by_predecessor { sign(&root_pair(n - 1), Context::ROOT, &body).to_vec() } else { Vec::new() };
    Value::Array(vec![Value::Bytes(body.clone()), Value::Bytes(sign(&key, Context::ROOT, &body).to_vec()), Value::Bytes(before)]).to_bytes()
}

/// Reads a document; its own signature, and a predecessor's where there is one, are right.
pub fn read(bytes: &[u8], before: Option<&Root>) -> Option<Root> {
    let document = Value::from_bytes(bytes)?;
    let [Value::Bytes(body), Value::Bytes(by_self), Value::Bytes(by_predecessor)] = document.items()? else { return None };
    let value = Value::from_bytes(body)?;
    let [Value::Int(1), Value::Int(version), Value::Id(_), Value::Bytes(key), Value::Bytes(_), Value::Bytes(next), Value::Bytes(previous)] =
        value.items()?
    else {
        return None;
    };
    let key: [u8; 32] = key.as_slice().try_into().ok()?;
    let right =
        |k: [u8; 32], s: &[u8]| <[u8; 64]>::try_from(s).is_ok_and(|s| PublicKey(k).verify(Context::ROOT, &[body], &Signature(s)).is_ok());
    let follows = match before {
        None => *version == 1 && previous.is_empty() && by_predecessor.is_empty(),
        Some(b) => {
            *version == b.version + 1
                && *previous == b.body
                && commitment(&key) == b.next
                && (by_predecessor.is_empty() || right(b.public, by_predecessor))
        }
    };
    (follows && right(key, by_self)).then_some(Root {
        version: *version,
        public: key,
        next: next.as_slice().try_into().ok()?,
        body: *blake3::hash(body).as_bytes(),
        by_predecessor: !by_predecessor.is_empty(),
    })
}

/// Goes on from the roots followed so far by what documents came: each opens its own root's chain. Of several the one signed by the
/// predecessor, then that of the smaller hash; what is followed once stays.
pub fn follow(followed: &mut Vec<Root>, first: [u8; 32], known: &BTreeSet<Placed>) {
    let documents: Vec<&Placed> = known.iter().filter(|p| p.idx == 0 && p.chain.volume.is_registry() && p.event.kind == l::ROOT).collect();
    loop {
        let last = followed.last();
        let next = documents
            .iter()
            .filter_map(|p| Some((p, read(p.event.value.items()?.first()?.bytes()?, last)?)))
            .filter(|(p, root)| root_id(&root.public) == p.chain.device && (last.is_some() || root.public == first))
            .map(|(_, root)| root)
            .min_by_key(|r| (!r.by_predecessor, r.body));
        let Some(root) = next else { return };
        followed.push(root);
    }
}
