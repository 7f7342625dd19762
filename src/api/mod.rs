//! The sole contract of all shells: operations by name, JSON in and out. May call everything in the core; nothing in the core calls it.

pub mod types;
