//! Persons apart from their roles: names, СНИЛС, sex, birth dates, names of classes. Pure; everything may call it.

pub mod birth;
pub mod class_name;
pub mod latin;
pub mod letters;
pub mod name;
pub mod sex;
pub mod snils;

pub use class_name::ClassName;
pub use name::PersonName;
pub use sex::Sex;
pub use snils::Snils;

use crate::error::Error;

/// Why a typed value cannot be a name, a СНИЛС, a class or a birth date.
///
/// Carries a stable code only: the value itself is personal data and stays with the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub &'static str);

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::input(fault.0)
    }
}

/// A value that was read, perhaps after mending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// Code of the warning to show, when the value is not what was typed or is doubtful.
    pub warning: Option<&'static str>,
}
