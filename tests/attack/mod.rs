//! Computers and people that lie, one sentence each, played on the model and on the product (SECURITY.md names them).

mod archive;
mod computers;
mod destruction;
mod displaced;
mod doubts;
mod floods;
mod gaps;
mod keys;
mod late;
mod partial;
mod published;
mod quotas;
mod roots;
mod scopes;
mod secrets;
mod witness;

mod prelude {
    pub use crate::model::{Placed, Reason};
    pub use crate::stories::prelude::*;
    pub use crate::support::keys::key_value;
    pub use zhurnal::event::{Event, Law};

    /// An event as any program can write it.
    pub fn raw(kind: u16, key: Vec<Value>, value: impl Into<Value>) -> Event {
        Event { claim: 1_790_000_000, kind, version: 1, key, value: value.into(), refs: vec![], permit: None }
    }
    /// Nothing depends on what came first.
    pub fn in_every_order<N: Node>(w: &mut World<N>) {
        w.sync();
        let want = w.books(O);
        let events: Vec<Placed> = w.computers[O].known.iter().rev().cloned().collect();
        w.refill(K, std::collections::BTreeSet::new());
        for p in &events {
            w.deliver(K, std::slice::from_ref(p));
        }
        assert_eq!(*w.books(K), *want);
    }
    /// Another admin, by the root's word.
    pub fn second_admin<N: Node>(w: &mut World<N>) -> &'static str {
        w.write_root(O, l::ADMIN, vec![user("adm2").into()], true.into());
        w.root_key(O, "adm2", pair("password adm2"));
        w.sync();
        "adm2"
    }
}
