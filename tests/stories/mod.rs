//! The stories that the semantics must pass, each played on the model and on the product.

mod compromise;
mod computers;
mod exact;
mod locks;
mod rights;
mod values;

pub mod prelude {
    pub use crate::model::Fate::{Applied, Held, Superseded, Unknown, Void};
    pub use crate::support::acts::cut;
    pub use crate::support::node::Node;
    pub use crate::support::school::*;
    pub use crate::support::world::{Draft, World};
    pub use zhurnal::event::kinds::{journal, ledger as l, registry as r, year as y};
    pub use zhurnal::event::{Cut, Head, Permission, Scope, Value};
}

/// Plays stories on everything that can run a computer.
macro_rules! play {
    ($($story:ident)*) => {
        mod on_the_model {
            $(#[test]
            fn $story() {
                super::$story(&mut crate::support::world::World::<crate::support::node::Model>::new());
            })*
        }
        mod on_the_product {
            $(#[test]
            fn $story() {
                let mut w = crate::support::world::World::<crate::support::product::Product>::new();
                super::$story(&mut w);
                w.settle_all();
            })*
        }
    };
}
pub(crate) use play;
