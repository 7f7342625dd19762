//! The sole contract of all shells: operations by name, JSON in and out. May call everything in the core; nothing in the core calls it.
//!
//! `operations` is the table; `app` holds what is open, `session` who is there; `files`, `jobs`, `plans` and `changed` serve them.
//! The `do_…` modules are the operations themselves, one file an area.

mod access;
mod app;
mod changed;
mod do_accounts;
mod do_app;
mod do_archive;
mod do_destroy;
mod do_import;
mod do_intake;
mod do_journal;
mod do_law;
mod do_page;
mod do_papers;
mod do_print;
mod do_school;
mod do_session;
mod do_structure;
mod do_summary;
mod do_table;
mod do_witness;
mod files;
mod jobs;
mod operations;
mod page_address;
mod plans;
mod session;
pub mod types;
mod typescript;

pub use access::{Access, Right};
pub use app::{App, Options};
pub use changed::Subscription;
pub use do_app::{About, about, examine_closed, wait};
pub use files::{FILE_USES, FileUse};
pub use operations::{OPERATIONS, Operation, dispatch, find, run};
pub use page_address::page_address;
pub use session::{Session, SessionHandle};
pub use typescript::contract;
