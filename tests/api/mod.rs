//! The contract of all shells, through `dispatch` on real homes.

mod access;
mod contract;
mod demo;
pub mod desk;
mod destroy;
mod erase;
mod first_start;
mod idle;
mod import;
mod intake;
mod interrupted;
mod kept;
mod law;
mod lies;
mod page;
mod page_model;
mod page_others;
mod page_school;
mod papers;
mod passwords;
mod places;
mod roles;
mod structure;
mod summary;
mod together;
mod two;
mod witness;
