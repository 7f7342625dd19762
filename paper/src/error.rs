//! Why a paper is not made.

use crate::place::{Finding, Place};

/// Result of this crate.
pub type Result<T, E = Refused> = std::result::Result<T, E>;

/// Why a paper is not made. [`Refused::code`] names it for the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A final would show something other than what was written: characters without glyphs, each with its place.
    #[error("characters that papers cannot show: {}", .0.len())]
    Signs(Vec<Finding>),
    /// A text too long for the page that must hold it whole.
    #[error("too long for a page: {0:?}")]
    TooLong(Place),
    /// The PDF could not be made; the step that failed.
    #[error("pdf: {0}")]
    Pdf(&'static str),
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Signs(_) => "paper-signs",
            Self::TooLong(_) => "paper-too-long",
            Self::Pdf(_) => "paper-pdf",
        }
    }

    /// Where, in words, for a person: the first place.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Signs(all) => all.first().map(|f| f.place.words()),
            Self::TooLong(place) => Some(place.words()),
            Self::Pdf(_) => None,
        }
    }
}
