//! Where a table of an archive first differs from what the ledger gives: row, column, both values. Reads no more of it than that takes.

use super::table::{Table, Type};
use serde_json::{Map, Value as Json};
use std::io::Read;

/// Bytes of a table that are looked at behind its first difference.
const WINDOW: u64 = 64 << 10;
/// Rows that are looked at: the one that differs, the one before where it may end otherwise, the one behind.
const ROWS: usize = 3;
/// Characters of a value that are told.
const TOLD: usize = 120;

/// The first difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A cell: row from 1 (0: headings), place of the column, what stands here and what the ledger says.
    Cell(u64, usize, String, String),
    /// A row that the ledger gives is not here.
    Removed(u64, String),
    /// A row stands here that the ledger does not give.
    Added(u64, String),
    /// Something that is no row.
    Form(u64),
}

/// Which of a table's two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Rows as lines of objects.
    Json,
    /// Rows as records.
    Csv,
}

/// Finds it; `None` when the bytes are the same.
///
/// # Errors
/// Of reading.
pub fn difference(table: &Table, form: Form, wanted: &[u8], found: &mut dyn Read) -> std::io::Result<Option<Difference>> {
    let mut same = 0;
    let mut buffer = vec![0; WINDOW as usize];
    loop {
        let n = found.read(&mut buffer)?;
        let (here, rest) = (buffer.get(..n).unwrap_or_default(), wanted.get(same..).unwrap_or_default());
        if n == 0 && rest.is_empty() {
            return Ok(None);
        }
        let equal = here.iter().zip(rest).take_while(|(a, b)| a == b).count();
        same += equal;
        if n > 0 && equal == n {
            continue;
        }
        let mut behind = here.get(equal..).unwrap_or_default().to_vec();
        found.take(WINDOW).read_to_end(&mut behind)?;
        return Ok(Some(told(table, form, wanted, same, &behind)));
    }
}

/// The difference at byte `at` of what was wanted, `behind` being what was found from there on.
fn told(table: &Table, form: Form, wanted: &[u8], at: usize, behind: &[u8]) -> Difference {
    let (row, start) = match form {
        Form::Json => line(wanted, at),
        Form::Csv => record(wanted, at),
    };
    let ours = wanted.get(start..).unwrap_or_default();
    let theirs = [wanted.get(start..at).unwrap_or_default(), behind].concat();
    let read = |bytes: &[u8]| match form {
        Form::Json => objects(table, bytes),
        Form::Csv => records(bytes),
    };
    let (mut ours, mut theirs, mut row) = (read(ours), read(&theirs), row);
    // The end of a row may be what differs: then it is the next one.
    if !ours.is_empty() && ours.first() == theirs.first() {
        ours.remove(0);
        theirs.remove(0);
        row += 1;
    }
    let joined = |row: &[String]| short(&row.join("; "));
    let swapped = ours.first() == theirs.get(1) && ours.get(1) == theirs.first();
    match (ours.as_slice(), theirs.as_slice()) {
        ([a, b, ..], [c, ..]) if b == c && !swapped => Difference::Removed(row, joined(a)),
        ([a, ..], [b, c, ..]) if a == c && !swapped => Difference::Added(row, joined(b)),
        ([a, ..], [b, ..]) if a.len() == b.len() => {
            let place = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or_default();
            let value = |row: &[String]| row.get(place).map(|v| short(v)).unwrap_or_default();
            Difference::Cell(row, place, value(b), value(a))
        }
        ([a, ..], []) if ends(form, behind) => Difference::Removed(row, joined(a)),
        ([], [b, ..]) => Difference::Added(row, joined(b)),
        _ => Difference::Form(row),
    }
}

/// True when nothing but a table's end stands there.
fn ends(form: Form, behind: &[u8]) -> bool {
    form == Form::Csv && behind.is_empty() || form == Form::Json && behind.iter().all(|b| b"]\n".contains(b))
}

/// Number and beginning of the line that holds a byte: the first is the opening bracket. The end of a line is of the line.
fn line(bytes: &[u8], at: usize) -> (u64, usize) {
    let before = bytes.get(..at).unwrap_or_default();
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let number = before.iter().filter(|b| **b == b'\n').count();
    (number.max(1) as u64, if number == 0 { first_line(bytes) } else { start })
}

fn first_line(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| *b == b'\n').map_or(0, |n| n + 1)
}

/// Number and beginning of the record that holds a byte; the headings are number 0.
fn record(bytes: &[u8], at: usize) -> (u64, usize) {
    let mut reader = reader(bytes);
    let mut record = csv::ByteRecord::new();
    let (mut number, mut start) = (0, 0);
    for n in 0u64.. {
        let begins = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if begins > at || !reader.read_byte_record(&mut record).unwrap_or(false) {
            break;
        }
        (number, start) = (n, begins);
    }
    if at >= bytes.len() { (number + 1, bytes.len()) } else { (number, start) }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes)
}

/// The first records.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = reader(bytes);
    let mut out = Vec::new();
    let mut record = csv::ByteRecord::new();
    while out.len() < ROWS && reader.read_byte_record(&mut record).unwrap_or(false) {
        out.push(record.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect());
    }
    out
}

/// The first rows: values in the order of the columns.
fn objects(table: &Table, bytes: &[u8]) -> Vec<Vec<String>> {
    let lines = bytes.split(|b| *b == b'\n').take(ROWS);
    let object = |line: &[u8]| serde_json::from_slice::<Map<String, Json>>(line.strip_suffix(b",").unwrap_or(line)).ok();
    let value = |v: Option<&Json>, kind: Type| match v {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(s)) => s.clone(),
        Some(Json::Bool(b)) if kind == Type::Flag => if *b { "да" } else { "нет" }.to_owned(),
        Some(other) => other.to_string(),
    };
    let row = |object: Map<String, Json>| table.columns.iter().map(|(name, kind)| value(object.get(*name), *kind)).collect();
    lines.map_while(object).map(row).collect()
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(TOLD).collect();
    if text.chars().nth(TOLD).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::table::{Item, Rows};
    use super::*;

    const TABLE: Table = Table { name: "t", columns: &[("id", Type::Number), ("mark", Type::Text), ("flag", Type::Flag)] };

    fn made(rows: &[(i64, &str)]) -> [Vec<u8>; 2] {
        let mut table = Rows::new(TABLE, &str::to_owned);
        for (n, mark) in rows {
            let flag = Item::Flag(n % 2 == 0);
            table.add(&[(*n).into(), (*mark).into(), flag]).unwrap();
        }
        let (_, csv, json) = table.finish();
        [csv, json]
    }

    fn both(wanted: &[(i64, &str)], found: &[(i64, &str)]) -> Option<Difference> {
        let said = [Form::Csv, Form::Json].map(|form| {
            let (wanted, found) = (made(wanted), made(found));
            let i = usize::from(form == Form::Json);
            difference(&TABLE, form, &wanted[i], &mut found[i].as_slice()).unwrap()
        });
        assert_eq!(said[0], said[1], "both forms say the same");
        said[0].clone()
    }

    #[test]
    fn a_cell_a_removed_row_and_an_added_one_are_told_from_each_other() {
        let rows = [(1, "5"), (2, "4;\n«н»"), (3, "3"), (4, "2")];
        assert_eq!(both(&rows, &rows), None);
        assert_eq!(both(&[], &[]), None);
        let changed = [(1, "5"), (2, "5"), (3, "3"), (4, "2")];
        assert_eq!(both(&rows, &changed), Some(Difference::Cell(2, 1, "5".into(), "4; «н»".into())));
        assert_eq!(both(&rows, &[rows[0], rows[2], rows[3]]), Some(Difference::Removed(2, "2; 4; «н»; да".into())));
        assert_eq!(both(&rows, &rows[..3]), Some(Difference::Removed(4, "4; 2; да".into())));
        assert_eq!(both(&rows[..3], &rows), Some(Difference::Added(4, "4; 2; да".into())));
        assert_eq!(both(&rows, &[]), Some(Difference::Removed(1, "1; 5; нет".into())));
        assert_eq!(both(&[], &rows[..1]), Some(Difference::Added(1, "1; 5; нет".into())));
        assert_eq!(both(&rows, &[rows[0], (9, "x"), rows[1], rows[2], rows[3]]), Some(Difference::Added(2, "9; x; нет".into())));
        let swapped = [rows[0], rows[2], rows[1], rows[3]];
        assert_eq!(both(&rows, &swapped), Some(Difference::Cell(2, 0, "3".into(), "2".into())));
    }

    #[test]
    fn what_is_no_table_is_said_to_be_none_and_little_of_it_is_read() {
        struct Endless(u64);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.0 += buffer.len() as u64;
                buffer.fill(b'"');
                Ok(buffer.len())
            }
        }
        let [csv, json] = made(&[(1, "5")]);
        for (form, wanted) in [(Form::Csv, csv), (Form::Json, json)] {
            let mut endless = Endless(0);
            let said = difference(&TABLE, form, &wanted, &mut endless).unwrap();
            assert!(said.is_some() && endless.0 <= 4 * WINDOW, "{said:?}, {} bytes", endless.0);
        }
        let [csv, json] = made(&[(1, "5")]);
        let more = [json.as_slice(), b" "].concat();
        assert_eq!(difference(&TABLE, Form::Json, &json, &mut more.as_slice()).unwrap(), Some(Difference::Form(3)));
        assert!(difference(&TABLE, Form::Csv, &csv, &mut &csv[..csv.len() - 1]).unwrap().is_some());
    }
}
