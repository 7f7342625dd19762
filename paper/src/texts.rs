//! Russian texts for people, made at the edge from codes: the Fluent catalogue `assets/texts/ru.ftl`, which the screens read too.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The catalogue of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The Russian catalogue, read once.
    #[must_use]
    pub fn russian() -> &'static Self {
        static RUSSIAN: OnceLock<Texts> = OnceLock::new();
        RUSSIAN.get_or_init(|| Self::read(include_str!("../../assets/texts/ru.ftl")))
    }

    /// A message that cannot be read is left out; a test keeps the shipped catalogue free of such.
    fn read(source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let mut bundle = FluentBundle::new_concurrent(vec![russian()]);
        // The marks around arguments are for mixed directions of writing, and would reach papers and exports.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// True when the catalogue has the message.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|m| m.value().is_some())
    }

    /// The text of a message. An argument that is a plain whole number takes part in plurals. An unknown message gives its own id.
    #[must_use]
    pub fn format(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, argument(value));
        }
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut problems = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut problems).into_owned()
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts")
    }
}

fn russian() -> LanguageIdentifier {
    LanguageIdentifier::from_bytes(b"ru").unwrap_or_default()
}

/// Numbers with leading zeros, signs and the like stay text as they are.
fn argument(value: &str) -> FluentValue<'_> {
    let plain = value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit()) && (value == "0" || !value.starts_with('0'));
    match value.parse::<u32>() {
        Ok(number) if plain => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_catalogue_has_no_mistakes() {
        let resource = FluentResource::try_new(include_str!("../../assets/texts/ru.ftl").to_owned());
        assert!(resource.is_ok(), "{:?}", resource.err().map(|e| e.1));
        let mut bundle = FluentBundle::new_concurrent(vec![russian()]);
        assert!(bundle.add_resource(resource.unwrap()).is_ok(), "a message stands twice");
    }

    #[test]
    fn plurals_and_arguments_are_russian() {
        let texts = Texts::read(
            "rows = { $n ->\n    [one] { $n } строка\n    [few] { $n } строки\n   *[many] { $n } строк\n }\nplain = «{ $v }»\n",
        );
        let rows = |n: &str| texts.format("rows", &[("n", n)]);
        assert_eq!([rows("1"), rows("22"), rows("765")], ["1 строка", "22 строки", "765 строк"]);
        assert_eq!(texts.format("plain", &[("v", "007")]), "«007»");
        assert_eq!(texts.format("absent", &[]), "absent");
        assert!(!texts.has("absent"));
    }
}
