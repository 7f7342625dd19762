//! The school apart from its journal, pure: numbers of enumerations in events. May be called by everything.

pub mod codes;
pub mod profile;
pub mod table;
