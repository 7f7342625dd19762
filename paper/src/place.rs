//! Where in a paper's data something stands, and what is wrong with it there.

use crate::texts::Texts;
use chrono::NaiveDate;

/// A field of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// School, class, people and numbers of the heading.
    Heading,
    /// Subject's name or group's.
    Subject,
    /// Teacher.
    Teacher,
    /// Name of a pupil.
    Pupil,
    /// Note on movement: arrived, left.
    Movement,
    /// Name of a term or final.
    Term,
    /// A mark or final.
    Mark,
    /// Topic.
    Topic,
    /// Homework.
    Homework,
    /// Note of a lesson.
    Note,
    /// A line of general information.
    Card,
    /// Decision of the council.
    Decision,
    /// A line of corrections.
    Correction,
    /// A line of remarks.
    Remark,
}

impl Field {
    /// Message of the catalogue.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Heading => "paper-field-heading",
            Self::Subject => "paper-field-subject",
            Self::Teacher => "paper-field-teacher",
            Self::Pupil => "paper-field-pupil",
            Self::Movement => "paper-field-movement",
            Self::Term => "paper-field-term",
            Self::Mark => "paper-field-mark",
            Self::Topic => "paper-field-topic",
            Self::Homework => "paper-field-homework",
            Self::Note => "paper-field-note",
            Self::Card => "paper-field-card",
            Self::Decision => "paper-field-decision",
            Self::Correction => "paper-field-correction",
            Self::Remark => "paper-field-remark",
        }
    }
}

/// A place in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the group in [`crate::model::Journal::groups`].
    pub group: Option<usize>,
    /// Subject; empty.
    pub subject: String,
    /// Pupil; empty.
    pub pupil: String,
    /// Day of the lesson or line.
    pub date: Option<NaiveDate>,
    /// Which field.
    pub field: Field,
}

impl Place {
    /// A field with nothing more to say.
    #[must_use]
    pub fn of(field: Field) -> Self {
        Self { group: None, subject: String::new(), pupil: String::new(), date: None, field }
    }
    /// With a pupil.
    #[must_use]
    pub fn pupil(mut self, name: &str) -> Self {
        name.clone_into(&mut self.pupil);
        self
    }
    /// With a day.
    #[must_use]
    pub fn on(mut self, date: NaiveDate) -> Self {
        self.date = Some(date);
        self
    }
    /// In a group.
    #[must_use]
    pub fn in_group(mut self, index: usize, subject: &str) -> Self {
        self.group = Some(index);
        subject.clone_into(&mut self.subject);
        self
    }

    /// In words: `Математика, Агафонова Полина, 02.09.2026, тема`.
    #[must_use]
    pub fn words(&self) -> String {
        let date = self.date.map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default();
        let field = Texts::russian().format(self.field.message(), &[]);
        let parts = [self.subject.as_str(), self.pupil.as_str(), date.as_str(), field.as_str()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// A character that papers cannot show, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which character.
    pub sign: char,
}

impl Finding {
    /// The character as a person may look it up: `«😀» (U+1F600)`; an invisible one by its number alone.
    #[must_use]
    pub fn sign_shown(&self) -> String {
        let code = format!("U+{:04X}", self.sign as u32);
        if self.sign.is_control()
            || self.sign.is_whitespace()
            || matches!(self.sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        {
            code
        } else {
            format!("«{}» ({code})", self.sign)
        }
    }
}
