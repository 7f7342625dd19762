//! What is made sure of before a workbook reaches its reader: that unpacking and laying it out stay within memory.
//!
//! The readers return errors for nonsense, but they trust counts and repetitions; an allocation that fails ends the program and cannot be caught.

use super::MAX_UNPACKED;
use crate::error::{Error, Result};
use quick_xml::events::Event;
use std::io::{Cursor, Read, Write};

/// Most parts of a packed file.
const MAX_PARTS: usize = 10_000;
/// Most cells that a reader may lay out for a whole workbook, filled or not.
const MAX_AREA: u64 = 8_000_000;

/// What a packed file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
}

fn damaged<E>(_: E) -> Error {
    Error::input("import-damaged")
}

fn too_big() -> Error {
    Error::input("import-too-big").with("mb", MAX_UNPACKED >> 20)
}

/// Unpacks every part once, counting real bytes instead of believing the declared sizes, and looks at the parts that carry counts.
pub fn packed(bytes: &[u8]) -> Result<Packed> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(too_big());
    }
    let (mut left, mut kind) = (MAX_UNPACKED, None);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = String::from_utf8_lossy(part.name_raw()).to_lowercase().replace('\\', "/");
        match name.as_str() {
            n if n.ends_with("workbook.xml") || n.starts_with("xl/worksheets/") && !n.ends_with(".bin") => kind = Some(Packed::Xlsx),
            "content.xml" => kind = kind.or(Some(Packed::Ods)),
            _ => {}
        }
        let mut limited = part.take(left + 1);
        let size = if name.ends_with("sharedstrings.xml") || name == "content.xml" {
            let mut content = Vec::new();
            let size = limited.read_to_end(&mut content).map_err(damaged)?;
            if u64::try_from(size).is_ok_and(|s| s <= left) {
                // A part in UTF-16 would hide its counts from the look below; no spreadsheet program writes one.
                if content.contains(&0) {
                    return Err(Error::input("import-damaged"));
                }
                if name == "content.xml" { repetitions(&content)? } else { string_count(&content)? }
            }
            u64::try_from(size).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(damaged)?
        };
        left = left.checked_sub(size).ok_or_else(too_big)?;
    }
    kind.ok_or_else(|| Error::input("import-not-a-table"))
}

/// The table of strings says how many it holds, and the reader reserves room for them: the count must fit the bytes.
fn string_count(content: &[u8]) -> Result<()> {
    const NAME: &[u8] = b"uniqueCount";
    let mut rest = content;
    while let Some(at) = rest.windows(NAME.len()).position(|w| w == NAME) {
        rest = &rest[at + NAME.len()..];
        let digits = rest.iter().skip_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'+'));
        let count = digits.take_while(|b| b.is_ascii_digit()).fold(0u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')));
        if count > 1000 && count > content.len() as u64 {
            return Err(Error::input("import-damaged"));
        }
    }
    Ok(())
}

/// Counts the cells and the text that repetition attributes of an OpenDocument table unfold into.
fn repetitions(content: &[u8]) -> Result<()> {
    let mut reader = quick_xml::Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut cells, mut text) = (0u64, 0u64);
    let (mut rows, mut filled_rows, mut width) = (0u64, 0u64, 0u64);
    let (mut row_times, mut column, mut cell_times, mut last_empty, mut in_cell) = (1u64, 0u64, 1u64, 0u64, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(e) => {
                let name = e.name();
                let times = |attribute: &str, most: u64| {
                    let value = e.try_get_attribute(attribute).ok().flatten();
                    value.and_then(|a| a.value.trim().parse::<u64>().ok()).unwrap_or(1).min(most)
                };
                match name.0 {
                    "table:table" => (rows, filled_rows, width) = (0, 0, 0),
                    "table:table-row" => (row_times, column, last_empty) = (times("table:number-rows-repeated", 1 << 20), 0, 0),
                    "table:table-cell" | "table:covered-table-cell" => {
                        cells += last_empty;
                        cell_times = times("table:number-columns-repeated", 1 << 14);
                        column += cell_times;
                        let filled = e.attributes().flatten().any(|a| a.key.0.starts_with("office:") || a.key.0 == "table:formula");
                        last_empty = if filled { 0 } else { cell_times };
                        in_cell = true;
                        if filled {
                            cells += cell_times;
                            width = width.max(column);
                            filled_rows = rows + row_times;
                        }
                        let attributes = e.attributes_raw().len() as u64;
                        text += attributes.saturating_mul(cell_times);
                    }
                    _ => {}
                }
            }
            Event::Text(t) if in_cell => {
                text += (t.len() as u64).saturating_mul(cell_times);
                width = width.max(column);
                filled_rows = rows + row_times;
            }
            Event::End(e) => match e.name().0 {
                "table:table-cell" | "table:covered-table-cell" => in_cell = false,
                "table:table-row" => rows += row_times,
                "table:table" => cells += filled_rows.saturating_mul(width),
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
        if cells > MAX_AREA || text > MAX_UNPACKED || filled_rows.saturating_mul(width) > MAX_AREA {
            return Err(too_big());
        }
    }
}

/// An old binary workbook, reduced to its one stream of records with harmless dimensions, and whether its serial numbers count from 1904.
pub fn binary(bytes: &[u8]) -> Result<(Vec<u8>, bool)> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Error::input("import-password"));
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n)).ok_or_else(|| Error::input("import-not-a-table"))?;
    let mut records = Vec::new();
    let stream = file.open_stream(name).map_err(damaged)?;
    let size = stream.take(super::MAX_FILE as u64 + 1).read_to_end(&mut records).map_err(damaged)?;
    if size > super::MAX_FILE {
        return Err(too_big());
    }
    let epoch_1904 = tame(&mut records)?;
    let mut clean = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).map_err(damaged)?;
    clean.create_stream(name).and_then(|mut s| s.write_all(&records).and_then(|()| s.flush())).map_err(damaged)?;
    clean.flush().map_err(damaged)?;
    Ok((clean.into_inner().into_inner(), epoch_1904))
}

/// Walks the records: clears declared dimensions, bounds the area of real cells, and checks that sheets begin where records do.
fn tame(records: &mut [u8]) -> Result<bool> {
    let word = |data: &[u8], at: usize| data.get(at..at + 2).map(|b| u64::from(u16::from_le_bytes([b[0], b[1]])));
    let (mut begins, mut sheets) = (std::collections::BTreeSet::new(), Vec::new());
    let (mut area, mut last_row, mut last_column, mut epoch_1904) = (0u64, 0u64, 0u64, false);
    let mut at = 0;
    while let (Some(kind), Some(length)) = (word(records, at), word(records, at + 2)) {
        let length = usize::try_from(length).unwrap_or(0);
        let Some(data) = records.get_mut(at + 4..at + 4 + length) else { break };
        match kind {
            0x0809 => {
                begins.insert(at as u64);
                area += (last_row + 1) * (last_column + 1);
                (last_row, last_column) = (0, 0);
            }
            0x0085 if length >= 4 => sheets.push(u64::from(u32::from_le_bytes([data[0], data[1], data[2], data[3]]))),
            0x0022 => epoch_1904 = word(data, 0) == Some(1),
            0x0200 => data.fill(0),
            0x0203..=0x0205 | 0x00D6 | 0x027E | 0x00FD | 0x00BD | 0x0006 => {
                let (row, column) = (word(data, 0).unwrap_or(0), word(data, 2).unwrap_or(0));
                // A run of numbers ends with the number of its last column.
                let column = if kind == 0x00BD { column.max(word(data, length.saturating_sub(2)).unwrap_or(0)) } else { column };
                if column > 255 {
                    return Err(Error::input("import-damaged"));
                }
                (last_row, last_column) = (last_row.max(row), last_column.max(column));
            }
            _ => {}
        }
        if area + (last_row + 1) * (last_column + 1) > MAX_AREA {
            return Err(too_big());
        }
        at += 4 + length;
    }
    if sheets.len() > super::MAX_SHEETS || sheets.iter().any(|s| !begins.contains(s)) {
        return Err(Error::input("import-damaged"));
    }
    Ok(epoch_1904)
}
