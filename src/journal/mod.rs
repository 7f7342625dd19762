//! The journal's own words, pure: marks, attendance, lessons as numbers in events. May be called by everything.

pub mod codes;
pub mod council;
pub mod topic;
