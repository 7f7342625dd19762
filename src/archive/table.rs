//! Open data: a table as CSV for people's programs and as JSON for machines, and the schema of both.

use crate::error::{Error, Result};
use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text; empty where there is none.
    Text,
    /// A whole number.
    Number,
    /// `YYYY-MM-DD`.
    Date,
    /// Yes or no.
    Flag,
    /// The `id` of a row of the table named.
    Of(&'static str),
}

/// A column: name in JSON, heading in CSV (id of the catalogue's text is `data-<name>`), type.
pub type Column = (&'static str, Type);

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Name in the schema; the catalogue's text is `table-<name>`.
    pub name: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Nothing.
    None,
    /// Text.
    Text(String),
    /// A whole number, or the number of a row of another table.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    Flag(bool),
}

impl Item {
    /// The number, 0 for anything else: to sort by.
    #[must_use]
    pub fn number(&self) -> i64 {
        if let Self::Number(n) = self { *n } else { 0 }
    }
}

impl From<&str> for Item {
    fn from(s: &str) -> Self {
        if s.is_empty() { Self::None } else { Self::Text(s.to_owned()) }
    }
}
impl From<String> for Item {
    fn from(s: String) -> Self {
        if s.is_empty() { Self::None } else { Self::Text(s) }
    }
}
impl From<i64> for Item {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}
impl From<NaiveDate> for Item {
    fn from(d: NaiveDate) -> Self {
        Self::Date(d)
    }
}
impl From<bool> for Item {
    fn from(b: bool) -> Self {
        Self::Flag(b)
    }
}
impl<T: Into<Item>> From<Option<T>> for Item {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::None, Into::into)
    }
}

/// Both forms of a table, growing row by row.
pub struct Rows {
    table: Table,
    csv: Vec<u8>,
    json: Vec<u8>,
    count: u64,
}

impl Rows {
    /// Begins a table; `heading` gives the text of a column.
    #[must_use]
    pub fn new(table: Table, heading: &dyn Fn(&str) -> String) -> Self {
        let mut csv = "\u{FEFF}".as_bytes().to_vec();
        for (i, (name, _)) in table.columns.iter().enumerate() {
            if i > 0 {
                csv.push(b';');
            }
            field(&mut csv, &heading(name));
        }
        csv.extend_from_slice(b"\r\n");
        Self { table, csv, json: b"[".to_vec(), count: 0 }
    }

    /// Adds a row of as many items as there are columns.
    ///
    /// # Errors
    /// `archive-row`.
    pub fn add(&mut self, row: &[Item]) -> Result<()> {
        if row.len() != self.table.columns.len() {
            return Err(Error::other("archive-row"));
        }
        self.json.extend_from_slice(if self.count == 0 { b"\n{" } else { b",\n{" });
        self.count += 1;
        for (i, (item, (name, _))) in row.iter().zip(self.table.columns).enumerate() {
            if i > 0 {
                self.csv.push(b';');
                self.json.push(b',');
            }
            self.json.push(b'"');
            self.json.extend_from_slice(name.as_bytes());
            self.json.extend_from_slice(b"\":");
            match item {
                Item::None => self.json.extend_from_slice(b"null"),
                Item::Text(t) => {
                    field(&mut self.csv, t);
                    serde_json::to_writer(&mut self.json, t).map_err(|_| Error::other("archive-row"))?;
                }
                Item::Number(n) => {
                    let text = n.to_string();
                    self.csv.extend_from_slice(text.as_bytes());
                    self.json.extend_from_slice(text.as_bytes());
                }
                Item::Date(d) => {
                    self.csv.extend_from_slice(d.format("%d.%m.%Y").to_string().as_bytes());
                    self.json.push(b'"');
                    self.json.extend_from_slice(d.to_string().as_bytes());
                    self.json.push(b'"');
                }
                Item::Flag(b) => {
                    self.csv.extend_from_slice(if *b { "да" } else { "нет" }.as_bytes());
                    self.json.extend_from_slice(if *b { b"true" } else { b"false" });
                }
            }
        }
        self.csv.extend_from_slice(b"\r\n");
        self.json.push(b'}');
        Ok(())
    }

    /// Rows so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The table's name, its CSV and its JSON.
    #[must_use]
    pub fn finish(mut self) -> (&'static str, Vec<u8>, Vec<u8>) {
        self.json.extend_from_slice(b"\n]\n");
        (self.table.name, self.csv, self.json)
    }
}

/// A field of a CSV: quoted where it must be. A text that a spreadsheet would calculate gets an apostrophe in front.
fn field(out: &mut Vec<u8>, text: &str) {
    let risky = text.starts_with(['=', '+', '@', '\t', '\r']) || (text.starts_with('-') && text.chars().nth(1).is_some_and(|c| c != ' '));
    let quoted = risky || text.contains([';', '"', '\n', '\r']);
    if !quoted {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    if risky {
        out.push(b'\'');
    }
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// JSON schema (draft 2020-12) of the tables: one definition a table, the file that holds it an array of such rows.
///
/// # Errors
/// `archive-row`.
pub fn schema(tables: &[Table], text: &dyn Fn(&str) -> String) -> Result<Vec<u8>> {
    let mut definitions = Map::new();
    for t in tables {
        let mut properties = Map::new();
        for (name, kind) in t.columns {
            let title = text(&format!("data-{name}"));
            let value = match kind {
                Type::Text => json!({ "title": title, "type": ["string", "null"] }),
                Type::Number => json!({ "title": title, "type": ["integer", "null"] }),
                Type::Date => json!({ "title": title, "type": ["string", "null"], "format": "date" }),
                Type::Flag => json!({ "title": title, "type": ["boolean", "null"] }),
                Type::Of(other) => json!({ "title": title, "type": ["integer", "null"], "description": format!("id → {other}") }),
            };
            properties.insert((*name).to_owned(), value);
        }
        let required: Vec<&str> = t.columns.iter().map(|c| c.0).collect();
        let row = json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
        let title = text(&format!("table-{}", t.name));
        definitions.insert(t.name.to_owned(), json!({ "title": title, "type": "array", "items": row }));
    }
    let whole = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": Json::Object(definitions) });
    let mut out = serde_json::to_vec_pretty(&whole).map_err(|_| Error::other("archive-row"))?;
    out.push(b'\n');
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TABLE: Table = Table { name: "t", columns: &[("a", Type::Text), ("b", Type::Date), ("c", Type::Flag), ("d", Type::Number)] };

    #[test]
    fn both_forms_say_the_same() {
        let mut rows = Rows::new(TABLE, &|n| format!("Столбец {n}"));
        let day = NaiveDate::from_ymd_opt(2026, 9, 1);
        rows.add(&["а;б «в» \"г\"".into(), day.into(), true.into(), 5.into()]).unwrap();
        rows.add(&[Item::None, Item::None, Item::None, Item::None]).unwrap();
        assert!(rows.add(&[]).is_err());
        let (_, csv, json) = rows.finish();
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "\u{FEFF}Столбец a;Столбец b;Столбец c;Столбец d\r\n\"а;б «в» \"\"г\"\"\";01.09.2026;да;5\r\n;;;\r\n"
        );
        let read: Json = serde_json::from_slice(&json).unwrap();
        assert_eq!(read[0], json!({"a": "а;б «в» \"г\"", "b": "2026-09-01", "c": true, "d": 5}));
        assert_eq!(read[1]["b"], Json::Null);
    }

    #[test]
    fn a_text_that_a_spreadsheet_would_calculate_does_not() {
        for (text, wanted) in [("=1+1", "\"'=1+1\""), ("@x", "\"'@x\""), ("- да", "- да"), ("-1", "\"'-1\""), ("н4", "н4")] {
            let mut out = Vec::new();
            field(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        }
    }

    #[test]
    fn the_schema_names_every_column_once() {
        let read: Json = serde_json::from_slice(&schema(&[TABLE], &|id| id.to_owned()).unwrap()).unwrap();
        assert_eq!(read["$defs"]["t"]["items"]["required"], json!(["a", "b", "c", "d"]));
    }
}
