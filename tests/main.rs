//! Behaviour through the public interface, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keyring;
