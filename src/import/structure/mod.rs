//! What a year stands on, as files say it: one file a kind (Y-01, Y-02, J-03).

pub mod bells;
pub mod calendar;
pub mod curriculum;
pub mod lessons;
pub mod staff;
pub mod worktypes;

/// Recognises no heading beyond the data.
fn nothing(_: &str) -> Option<String> {
    None
}

#[cfg(test)]
mod tests;
