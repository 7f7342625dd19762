//! What must not be lost and what must not be seen: traces of system calls, kills, cut write logs, two processes, bytes at rest.
//!
//! Children are this same test binary, run again with `ZHURNAL_CHILD` set: see [`child`].

mod child;
mod clear;
mod cuts;
mod disk;
mod fixture;
mod kills;
mod office;
mod order;
mod school;
mod strace;
mod together;
mod traced;

pub use school::copy;
