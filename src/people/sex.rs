//! Sex as documents state it.

use super::Fault;
use super::letters::{fold, look_alike, tidy};

/// Sex of a person (пол).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Мужской.
    Male,
    /// Женский.
    Female,
}

impl Sex {
    /// Reads any usual spelling: М, муж., мужской, м/п, ж, female, девочка, 1 and 2 as ISO 5218 codes.
    ///
    /// # Errors
    /// `sex-unknown`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text: String = fold(&tidy(text)).chars().filter(|c| c.is_alphanumeric()).collect();
        match text.as_str() {
            "m" | "male" | "boy" | "1" => return Ok(Self::Male),
            "f" | "w" | "female" | "girl" | "2" => return Ok(Self::Female),
            _ => {}
        }
        let text: String = text.chars().map(|c| look_alike(c).unwrap_or(c)).collect();
        match text.as_str() {
            "м" | "муж" | "мужской" | "мужчина" | "мальчик" | "мал" | "юноша" | "мужскои" | "мужск" | "мп" => {
                Ok(Self::Male)
            }
            "ж" | "жен" | "женский" | "женщина" | "девочка" | "дев" | "девушка" | "женскои" | "женск" | "жп" => {
                Ok(Self::Female)
            }
            _ => Err(Fault("sex-unknown")),
        }
    }

    /// `m` or `f`, as the contract writes it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "m",
            Self::Female => "f",
        }
    }

    /// «М» or «Ж», as papers write it.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Male => "М",
            Self::Female => "Ж",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings_are_read() {
        for text in ["М", "м", "M", "m", "муж.", "Мужской", " муж ", "male", "мальчик", "1"] {
            assert_eq!(Sex::parse(text), Ok(Sex::Male), "{text}");
        }
        for text in ["Ж", "ж", "жен.", "Женский", "F", "девочка", "2"] {
            assert_eq!(Sex::parse(text), Ok(Sex::Female), "{text}");
        }
        for text in ["", "да", "мж", "3"] {
            assert_eq!(Sex::parse(text), Err(Fault("sex-unknown")), "{text}");
        }
    }
}
