//! The archive of a year: made through the contract, verified by the product and by a stranger's reader, flipped and forged.

mod flips;
mod forged;
mod judged;
mod made;
mod raw;
mod school;
mod stranger;
