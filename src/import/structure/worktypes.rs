//! Work types: weight, days for checking, obligatory or not (J-03).

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Spec};
use super::super::line::Line;
use crate::error::Result;

/// Greatest weight, hundredths.
const WEIGHT: u32 = 10_000;

/// One work type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkTypeRow {
    /// Name: «Контрольная работа».
    pub name: String,
    /// Short name: «КР»; made from the name when the file has none.
    pub short: String,
    /// Weight, hundredths.
    pub weight: u32,
    /// Days allowed for checking.
    pub days: u8,
    /// Obligatory.
    pub obligatory: bool,
    /// Has a topic of its own beside the lesson's.
    pub own_topic: bool,
}

const SPEC: Spec = Spec { kind: "worktypes", extra: super::nothing, suffices, refusal: "import-worktypes-heading" };

fn suffices(h: &Heading) -> bool {
    h.has("name") && (h.has("weight") || h.has("short") || h.has("obligatory"))
}

/// Reads work types.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], progress: Progress<'_>) -> Result<Parsed<WorkTypeRow>> {
    columns::read(bytes, SPEC, progress, &mut row)
}

fn row(line: &mut Line<'_>) -> Option<WorkTypeRow> {
    let name = line.text("name", 300);
    if name.is_none() {
        line.fail("name", "worktype-missing");
    }
    let short = line.text("short", 60);
    let weight = line.hundredths("weight");
    if weight.is_some_and(|w| w > WEIGHT || w == 0) {
        line.fail("weight", "weight-range");
    }
    let days = line.whole("days", 255).and_then(|d| u8::try_from(d).ok());
    let (obligatory, own_topic) = (line.yes("obligatory"), line.yes("own_topic"));
    let name = name?;
    let short = short.unwrap_or_else(|| initials(&name));
    Some(WorkTypeRow {
        name,
        short,
        weight: weight.unwrap_or(100),
        days: days.unwrap_or(0),
        obligatory: obligatory.unwrap_or(false),
        own_topic: own_topic.unwrap_or(false),
    })
}

/// «Контрольная работа» → «КР».
fn initials(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next()).take(4).flat_map(char::to_uppercase).collect()
}
