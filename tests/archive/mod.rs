//! The archive of a year: made through the contract, verified by the product and by a stranger's reader, flipped and forged.

mod flips;
pub mod forged;
mod hostile;
mod judged;
mod made;
mod raw;
pub mod school;
mod sparse;
mod stranger;
