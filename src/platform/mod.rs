//! What differs between operating systems: folders, the log file, the lock of a home, printers. Shells call it; the pure part never does.

pub mod dumps;
pub mod folders;
pub mod lock;
pub mod log;
pub mod printers;
