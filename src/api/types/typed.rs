//! What a person types or is shown once and nobody else may read: passwords, phrases, groups of sheets.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use ts_rs::{Config, TS};
use zeroize::Zeroizing;

/// A secret of the contract: a string in JSON and TypeScript, never printed by `{:?}`, wiped on drop.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(Zeroizing<String>);

impl Typed {
    /// The secret when something was typed; blanks are nothing.
    #[must_use]
    pub fn given(of: Option<&Self>) -> Option<&str> {
        of.map(|typed| &**typed).filter(|text| !text.trim().is_empty())
    }
}

impl Deref for Typed {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Zeroizing<String>> for Typed {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl Serialize for Typed {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::from)
    }
}

impl TS for Typed {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &Config) -> String {
        "string".to_owned()
    }
    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}
