//! Behaviour through the public interface, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod api;
mod archive;
mod arrows;
mod attack;
mod durable;
mod format;
mod keyring;
mod machine;
mod model;
mod rights;
mod stories;
mod support;
