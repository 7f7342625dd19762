//! Reading parts of cells, and dates as events carry them.

use crate::event::Value;
use chrono::{Days, NaiveDate};

/// Items of a tuple. A missing item reads as the empty value: shapes were checked when the event was judged.
pub(super) trait Parts {
    /// The text at a place.
    fn text_at(&self, i: usize) -> String;
    /// The number at a place.
    fn int_at(&self, i: usize) -> i64;
    /// The id at a place.
    fn id_at(&self, i: usize) -> Option<[u8; 16]>;
    /// The bytes at a place.
    fn blob(&self, i: usize) -> Option<Vec<u8>>;
    /// The date at a place.
    fn date_at(&self, i: usize) -> Option<NaiveDate>;
    /// The list at a place.
    fn list_at(&self, i: usize) -> &[Value];
    /// True when the place holds a yes.
    fn flag_at(&self, i: usize) -> bool;
}

fn at(v: &Value, i: usize) -> Option<&Value> {
    v.items().and_then(|a| a.get(i))
}

impl Parts for Value {
    fn text_at(&self, i: usize) -> String {
        at(self, i).and_then(Value::text).unwrap_or_default().to_owned()
    }
    fn int_at(&self, i: usize) -> i64 {
        at(self, i).and_then(Value::int).unwrap_or_default()
    }
    fn id_at(&self, i: usize) -> Option<[u8; 16]> {
        at(self, i)?.id()
    }
    fn blob(&self, i: usize) -> Option<Vec<u8>> {
        match at(self, i)? {
            Value::Bytes(b) => Some(b.clone()),
            Value::Id(b) => Some(b.to_vec()),
            _ => None,
        }
    }
    fn date_at(&self, i: usize) -> Option<NaiveDate> {
        at(self, i).and_then(Value::int).and_then(date)
    }
    fn list_at(&self, i: usize) -> &[Value] {
        at(self, i).and_then(Value::items).unwrap_or_default()
    }
    fn flag_at(&self, i: usize) -> bool {
        at(self, i).and_then(Value::flag).unwrap_or_default()
    }
}

/// Days since 1970-01-01.
pub(super) fn days(date: NaiveDate) -> i64 {
    (date - NaiveDate::default()).num_days()
}

/// The day of a number of days since 1970-01-01.
pub(super) fn date(days: i64) -> Option<NaiveDate> {
    let far = Days::new(days.unsigned_abs());
    if days < 0 { NaiveDate::default().checked_sub_days(far) } else { NaiveDate::default().checked_add_days(far) }
}

/// A date, or nothing, as a value.
pub(super) fn opt_date(d: Option<NaiveDate>) -> Value {
    d.map_or(Value::Null, |d| Value::Int(days(d)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn dates_before_and_after_1970_come_back() {
        for text in ["1934-05-06", "1970-01-01", "2026-09-01"] {
            let d: NaiveDate = text.parse().unwrap();
            assert_eq!(date(days(d)), Some(d));
        }
        assert_eq!(date(i64::MIN), None);
    }

    #[test]
    fn a_missing_item_reads_as_empty() {
        let v = Value::Array(vec!["Иванов".into()]);
        assert_eq!((v.text_at(0).as_str(), v.text_at(1).as_str(), v.int_at(5), v.list_at(0).len()), ("Иванов", "", 0, 0));
    }
}
