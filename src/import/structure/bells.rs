//! Bell schedules: shift, number of the lesson, beginning and end (Y-01, Y-09).

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Spec};
use super::super::line::Line;
use super::super::table::Value;
use crate::error::Result;
use crate::people::letters::{is_dash, tidy};

/// Most lessons of a day.
const SLOTS: u32 = 20;
/// Most shifts.
const SHIFTS: u32 = 5;
/// Minutes of a day.
const DAY: u32 = 1440;

/// One bell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BellRow {
    /// Name of the schedule, none: that of the shift.
    pub schedule: Option<String>,
    /// Shift.
    pub shift: u8,
    /// Number of the lesson; 0 is the one before the first.
    pub slot: u8,
    /// Beginning, minutes of the day.
    pub from: u32,
    /// End, minutes of the day.
    pub to: u32,
}

const SPEC: Spec = Spec { kind: "bells", extra: super::nothing, suffices, refusal: "import-bells-heading" };

fn suffices(h: &Heading) -> bool {
    h.has("slot") && (h.has("time") || (h.has("from") && h.has("to")))
}

/// Reads bell schedules.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], progress: Progress<'_>) -> Result<Parsed<BellRow>> {
    let mut shift = 1;
    columns::read(bytes, SPEC, progress, &mut |line| row(line, &mut shift))
}

fn row(line: &mut Line<'_>, shift: &mut u8) -> Option<BellRow> {
    if line.filled == 1 {
        // «2 смена» over its lessons.
        let digits: String = line.first().chars().filter(char::is_ascii_digit).collect();
        match digits.parse() {
            Ok(n) if line.first().to_lowercase().contains("смен") && (1..=5).contains(&n) => *shift = n,
            _ => {}
        }
        line.pass("not-a-row");
        return None;
    }
    let schedule = line.text("schedule", 60);
    if let Some(n) = small(line, "shift", SHIFTS) {
        *shift = n.max(1);
    }
    let slot = small(line, "slot", SLOTS);
    if slot.is_none() && line.is_empty("slot") {
        line.fail("slot", "slot-missing");
    }
    let (from, to) = if line.heading().has("from") { (time(line, "from"), time(line, "to")) } else { both(line) };
    let (slot, from, to) = (slot?, from?, to?);
    if to <= from {
        line.fail(if line.heading().has("to") { "to" } else { "time" }, "times-reversed");
    }
    Some(BellRow { schedule, shift: *shift, slot, from, to })
}

/// A small number, perhaps with a word: «1», «1 смена», «урок 3».
fn small(line: &mut Line<'_>, field: &str, most: u32) -> Option<u8> {
    let text = tidy(&line.value(field).shown());
    let text = text.strip_suffix(".0").unwrap_or(&text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.is_empty() {
        return None;
    }
    let n = digits.parse::<u32>().ok().filter(|n| *n <= most && !text.contains([',', '.', ':'])).and_then(|n| u8::try_from(n).ok());
    if n.is_none() {
        line.fail(field, "number-unreadable");
    }
    n
}

fn time(line: &mut Line<'_>, field: &str) -> Option<u32> {
    let time = match line.value(field) {
        Value::Number(n) => fraction(n).or_else(|| minutes(n)),
        value => minutes(&tidy(&value.shown())),
    };
    if time.is_none() {
        line.fail(field, "time-unreadable");
    }
    time
}

/// «08:30–09:10» in one cell.
fn both(line: &mut Line<'_>) -> (Option<u32>, Option<u32>) {
    let text = tidy(&line.value("time").shown());
    let parts: Vec<&str> = text.split(is_dash).map(str::trim).collect();
    let read = match parts.as_slice() {
        [from, to] => minutes(from).zip(minutes(to)),
        _ => None,
    };
    if read.is_none() {
        line.fail("time", "time-unreadable");
    }
    read.unzip()
}

/// «8:30», «08.30», «8-30», «08:30:00», «PT08H30M00S» → minutes of the day.
fn minutes(text: &str) -> Option<u32> {
    let text = text.trim_start_matches("PT").trim_end_matches('S');
    let parts: Vec<&str> = text.split([':', '.', ',', 'H', 'M', '-', 'ч', ' ']).filter(|p| !p.is_empty()).collect();
    let number = |t: &str| (t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<u32>().ok()).flatten();
    let (hour, minute) = match parts.as_slice() {
        [h, m] | [h, m, _] => (number(h)?, number(m)?),
        _ => return None,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A spreadsheet's time: the part of a day, `0.354166…`, with at most a minute's rounding.
fn fraction(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0.")?;
    if digits.is_empty() || digits.len() > 20 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // «0.35» as a number is 8:24, «8.30» is not one; nine digits are more than a minute needs.
    let nine: u64 = format!("{digits:0<9}").get(..9)?.parse().ok()?;
    let minutes = (nine * u64::from(DAY) + 500_000_000) / 1_000_000_000;
    u32::try_from(minutes).ok().filter(|m| *m < DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_spellings() {
        for text in ["8:30", "08.30", "08:30:00", "8-30", "PT08H30M00S", "8 ч 30"] {
            assert_eq!(minutes(text), Some(510), "{text}");
        }
        for text in ["", "25:00", "8:60", "830", "утро", "1:2:3:4"] {
            assert_eq!(minutes(text), None, "{text}");
        }
        assert_eq!(fraction("0.3541666666666667"), Some(510));
        assert_eq!(fraction("0.5"), Some(720));
    }
}
