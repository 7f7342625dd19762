//! The one integration binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod arrows;
mod machine;
mod model;
mod stories;
mod support;
