//! A school in miniature that stories and the machine play with.

pub mod acts;
pub mod flooded;
pub mod keys;
pub mod node;
#[cfg(unix)]
pub mod printers;
pub mod product;
pub mod roots;
pub mod school;
pub mod slow;
pub mod world;
