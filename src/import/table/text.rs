//! Text files: delimiter, quotes, line ends, and row numbers as a spreadsheet would count them.

use super::{Builder, Sheet, Table, encoding, typed};
use crate::error::{Error, Result};

/// What may stand between the cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// How much of a file decides on the delimiter.
const SAMPLE: usize = 64 << 10;
/// A quoted cell of more lines than this is a quote that nobody closed.
const MAX_LINES: usize = 100;

/// Reads a text table.
pub fn read(bytes: &[u8]) -> Result<Table> {
    let (text, name) = encoding::decode(bytes);
    let start: String = text.trim_start().chars().take(4096).flat_map(char::to_lowercase).collect();
    if ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta", "{\\rtf"].iter().any(|tag| start.starts_with(tag)) {
        return Err(Error::input("import-not-a-table"));
    }
    if start.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1a}' | '\u{b}' | '\u{c}')) {
        return Err(Error::input("import-binary"));
    }
    // Line ends are made alike, since rows are counted by them; ^Z ended files of DOS.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\u{1a}');
    // `sep=;` is a hint that Excel itself reads and hides; the row it takes is counted.
    let first = text.lines().next().unwrap_or_default().trim().trim_matches('"');
    let told = first.strip_prefix("sep=").and_then(|d| d.bytes().next()).filter(u8::is_ascii);
    let delimiter = told.unwrap_or_else(|| delimiter(text));
    let (body, mut row) = match told {
        Some(_) => (text.split_once('\n').map_or("", |(_, rest)| rest), 1),
        None => (text, 0),
    };

    let mut out = Builder::new(&format!("csv {name}"));
    out.sheet(Sheet::default())?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut line = reader.position().line();
    while reader.read_record(&mut record).map_err(|_| Error::input("import-damaged"))? {
        // The reader passes over blank lines silently; a spreadsheet counts them.
        let inside: usize = record.iter().map(|f| f.matches('\n').count()).sum();
        let now = reader.position().line();
        let blank = usize::try_from(now - line).unwrap_or(0).saturating_sub(1 + inside);
        line = now;
        row += blank;
        for (column, field) in record.iter().enumerate() {
            if field.matches('\n').count() > MAX_LINES {
                return Err(Error::input("import-open-quote").with("row", row + 1).with("column", column + 1));
            }
            out.put(row, column, typed(field))?;
        }
        row += 1;
    }
    Ok(out.table)
}

/// The delimiter under which the most rows fall into the same number of cells, weighed by that number.
fn delimiter(text: &str) -> u8 {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(i, _)| i);
    let sample = &text.as_bytes()[..end];
    let weight = |delimiter: u8| {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(sample);
        let mut widths = std::collections::BTreeMap::<usize, usize>::new();
        for record in reader.into_byte_records().map_while(std::result::Result::ok) {
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.into_iter().filter(|(width, _)| *width > 1).map(|(width, rows)| width * rows).max().unwrap_or(0)
    };
    let mut best = (0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let weight = weight(delimiter);
        if weight > best.0 {
            best = (weight, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Value, read};

    fn text(s: &str) -> Value {
        Value::Text(s.into())
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let table = read("a;b\r\n\r\n\r\n\"две\r\nстроки\";d\r\ne;f".as_bytes()).unwrap();
        let sheet = &table.sheets[0];
        assert_eq!(sheet.rows.len(), 5);
        assert_eq!(sheet.cell(0, 0), &text("a"));
        assert_eq!(sheet.cell(3, 0), &text("две\nстроки"));
        assert_eq!(sheet.cell(4, 1), &text("f"));
    }

    #[test]
    fn the_delimiter_is_found_or_told() {
        for (source, width) in [
            ("a,b,c\n1,2,3\n", 3),
            ("a\tb\n1\t2\n", 2),
            ("a|b\n1|2\n", 2),
            ("фио;адрес\nИванов И;г. Уфа, ул. 1, д. 2\nПетров П;г. Уфа, ул. 1, д. 3\nСидоров;с\n", 2),
            ("sep=,\na,b,c;d\n", 3),
        ] {
            let table = read(source.as_bytes()).unwrap();
            assert_eq!(table.sheets[0].rows.last().unwrap().len(), width, "{source}");
        }
    }

    #[test]
    fn an_equals_sign_around_quotes_keeps_zeros_and_any_other_is_a_formula() {
        let table = read("a;b\n\"=\"\"08765430300\"\"\";=1+1\n".as_bytes()).unwrap();
        assert_eq!(table.sheets[0].cell(1, 0), &text("08765430300"));
        assert!(matches!(table.sheets[0].cell(1, 1), Value::Formula(_, _)));
    }

    #[test]
    fn pages_and_binaries_are_refused_by_name() {
        assert_eq!(read(b"<html><table>").unwrap_err().code, "import-not-a-table");
        assert_eq!(read(b"%PDF-1.4\x00\x01\x02 \x05").unwrap_err().code, "import-binary");
        assert_eq!(read(b"").unwrap_err().code, "import-empty-file");
    }

    #[test]
    fn a_quote_that_nobody_closed_is_named_with_its_row() {
        let source = format!("a;b\n\"открыта;c\n{}", "x;y\n".repeat(200));
        let error = read(source.as_bytes()).unwrap_err();
        assert_eq!((error.code, error.args["row"].as_str()), ("import-open-quote", "2"));
    }

    #[test]
    fn too_wide_and_too_long_files_are_refused_with_the_place() {
        assert_eq!(read(";x".repeat(201).as_bytes()).unwrap_err().code, "import-too-many-columns");
        assert_eq!(read("x\n".repeat(100_001).as_bytes()).unwrap_err().code, "import-too-many-rows");
        assert_eq!(read("я".repeat(32_768).as_bytes()).unwrap_err().code, "import-long-cell");
    }
}
