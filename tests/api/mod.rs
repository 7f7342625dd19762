//! The contract of all shells, through `dispatch` on real homes.

mod access;
mod contract;
mod demo;
pub mod desk;
mod destroy;
mod erase;
mod first_start;
mod health;
mod idle;
mod import;
mod intake;
mod interrupted;
mod kept;
mod law;
mod lies;
mod opened;
mod page;
mod page_model;
mod page_others;
pub mod page_school;
pub mod papers;
mod passwords;
mod places;
#[cfg(unix)]
mod printing;
mod roles;
mod secrets;
mod seen;
mod settle;
mod structure;
mod summary;
mod together;
pub mod two;
mod witness;
