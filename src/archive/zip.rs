//! The canonical ZIP: stored files one after another, fixed times, no extra fields, comments, gaps or descriptors, no ZIP64.
//! There is exactly one file for given names and contents; whatever differs from it is refused.
//!
//! The `zip` crate writes it and finds the entries when reading; every byte that is not content is then compared with its re-creation.

use super::names;
use crate::error::{Error, ErrorKind, Result};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// Files at most, the manifest and its signature among them.
pub const MAX_FILES: usize = 10_000;
/// Bytes at most, of the whole.
pub const MAX_BYTES: u64 = 0xFFFF_FFFE;
/// Bytes of the directory at most.
const MAX_DIRECTORY: u32 = 10_000 * (46 + 240);
/// Bytes of the end record: nothing may stand behind it.
const END: u64 = 22;
/// 1 January 1980 as MS-DOS writes it.
const DATE: u16 = 0x0021;
/// Unix, version 1.0 of the format.
const MADE_BY: u16 = 3 << 8 | 10;
/// Version 1.0: stored files.
const NEEDED: u16 = 10;
/// A plain file that its owner may write and everybody read.
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// A file that was written or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Path inside the archive.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// BLAKE3 of its content.
    pub hash: [u8; 32],
}

/// Writes an archive, file after file.
pub struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    parts: Vec<Part>,
    bytes: u64,
}

/// Hashes what goes into the file.
struct Hashing<'a, W: Write + Seek> {
    zip: &'a mut ZipWriter<W>,
    hasher: blake3::Hasher,
    size: u64,
    left: u64,
}

impl<W: Write + Seek> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.zip.write(bytes)?;
        self.hasher.update(bytes.get(..n).unwrap_or_default());
        let added = u64::try_from(n).unwrap_or(u64::MAX);
        self.size += added;
        self.left = self.left.checked_sub(added).ok_or_else(|| std::io::Error::from(std::io::ErrorKind::FileTooLarge))?;
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<W: Write + Seek> Writer<W> {
    /// Over an empty file.
    pub fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out), parts: Vec::new(), bytes: 22 }
    }

    /// Adds a file; `write` gives its content.
    ///
    /// # Errors
    /// `archive-name` for a name that may not stand, or stands already; `archive-too-large`; those of `write`; of files.
    pub fn file(&mut self, name: &str, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<&Part> {
        let twice = self.parts.iter().any(|p| p.name.to_lowercase() == name.to_lowercase());
        if !names::sound(name) || twice {
            return Err(Error::other("archive-name"));
        }
        if self.parts.len() >= MAX_FILES {
            return Err(too_large());
        }
        let headers = u64::try_from(30 + 46 + 2 * name.len()).unwrap_or(u64::MAX);
        let left = MAX_BYTES.checked_sub(self.bytes + headers).ok_or_else(too_large)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        self.zip.start_file(name, options).map_err(failed)?;
        let mut out = BufWriter::with_capacity(1 << 16, Hashing { zip: &mut self.zip, hasher: blake3::Hasher::new(), size: 0, left });
        write(&mut out)?;
        let out = out.into_inner().map_err(|e| Error::from(e.into_error()))?;
        let (size, hash) = (out.size, *out.hasher.finalize().as_bytes());
        self.bytes += headers + size;
        self.parts.push(Part { name: name.to_owned(), size, hash });
        self.parts.last().ok_or_else(|| Error::other("archive-write"))
    }

    /// Files so far.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Writes the directory at the end.
    ///
    /// # Errors
    /// Of files.
    pub fn finish(self) -> Result<W> {
        self.zip.finish().map_err(failed)
    }
}

fn failed(e: ZipError) -> Error {
    match e {
        ZipError::Io(e) => e.into(),
        _ => Error::other("archive-write"),
    }
}

fn too_large() -> Error {
    Error::new(ErrorKind::Input, "archive-too-large").with("gb", 4)
}

/// A file's place in an archive that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path inside the archive; characters that are no UTF-8 replaced.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Where its content begins.
    pub at: u64,
    crc: u32,
    stored: bool,
}

/// Something that can be read at any place.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// An archive that is read.
pub struct Opened<R: Read + Seek> {
    zip: ZipArchive<R>,
    entries: Vec<Entry>,
    buffer: Vec<u8>,
    /// Bytes that may still be read of all files together: entries may lie over each other, or unpack to more than there is.
    left: u64,
}

/// True when the last bytes are the end record of an archive's: its directory before it, whole and not larger than any archive's. What it
/// says is believed before a directory is read, so that nobody makes it a long one.
fn ends_as_an_archive<R: Read + Seek>(from: &mut R) -> Option<bool> {
    let length = from.seek(SeekFrom::End(0)).ok()?;
    let at = length.checked_sub(END).filter(|_| length <= MAX_BYTES)?;
    from.seek(SeekFrom::Start(at)).ok()?;
    let mut record = [0; 22];
    from.read_exact(&mut record).ok()?;
    from.seek(SeekFrom::Start(0)).ok()?;
    let [b'P', b'K', 5, 6, 0, 0, 0, 0, n, m, n2, m2, size @ .., 0, 0] = record else { return Some(false) };
    let [s0, s1, s2, s3, o0, o1, o2, o3] = size;
    let (size, offset) = (u32::from_le_bytes([s0, s1, s2, s3]), u32::from_le_bytes([o0, o1, o2, o3]));
    let sound = usize::from(u16::from_le_bytes([n, m])) <= MAX_FILES && size <= MAX_DIRECTORY && (n, m) == (n2, m2);
    Some(sound && u64::from(size) + u64::from(offset) == at)
}

impl<R: Read + Seek> Opened<R> {
    /// Finds the entries; `None` when the bytes are no ZIP at all, or hold more than any archive may.
    pub fn open(mut from: R) -> Option<Self> {
        if !ends_as_an_archive(&mut from)? {
            return None;
        }
        let mut zip = ZipArchive::new(from).ok()?;
        if zip.len() > MAX_FILES {
            return None;
        }
        let mut entries = Vec::with_capacity(zip.len());
        for i in 0..zip.len() {
            let file = zip.by_index_raw(i).ok()?;
            entries.push(Entry {
                name: String::from_utf8_lossy(file.name_raw()).into_owned(),
                size: file.size(),
                at: file.data_start()?,
                crc: file.crc32(),
                stored: file.compression() == CompressionMethod::Stored,
            });
        }
        Some(Self { zip, entries, buffer: vec![0; 1 << 16], left: MAX_BYTES })
    }

    /// The entries in the order of the directory.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads a file in pieces, its CRC checked, of at most `limit` bytes, until `piece` gives nothing; `None` when it cannot be read so.
    pub fn read(&mut self, i: usize, limit: u64, piece: &mut dyn FnMut(&[u8]) -> Option<()>) -> Option<u64> {
        let mut file = self.zip.by_index(i).ok()?;
        let mut size = 0u64;
        loop {
            let n = file.read(&mut self.buffer).ok()?;
            if n == 0 {
                return Some(size);
            }
            let more = u64::try_from(n).ok()?;
            size += more;
            self.left = self.left.checked_sub(more)?;
            if size > limit {
                return None;
            }
            piece(self.buffer.get(..n)?)?;
        }
    }
}

/// The first byte at which a file differs from the canonical one of its entries; `None` when it does not. Contents are not looked at.
///
/// # Errors
/// Those of reading.
pub fn difference(entries: &[Entry], raw: &mut dyn Source) -> Result<Option<u64>> {
    let length = raw.seek(SeekFrom::End(0))?;
    let mut at = 0u64;
    let mut directory = Vec::new();
    for e in entries {
        let canonical = names::sound(&e.name) && e.stored && length <= MAX_BYTES;
        let (Ok(size), Ok(offset), true) = (u32::try_from(e.size), u32::try_from(at), canonical) else { return Ok(Some(at)) };
        let header = local_header(&e.name, e.crc, size);
        if let Some(first) = differs(raw, at, &header)? {
            return Ok(Some(first));
        }
        directory.extend_from_slice(&central_header(&e.name, e.crc, size, offset));
        at += u64::try_from(header.len()).unwrap_or(u64::MAX) + e.size;
    }
    let (Ok(offset), Ok(size), Ok(count)) = (u32::try_from(at), u32::try_from(directory.len()), u16::try_from(entries.len())) else {
        return Ok(Some(at));
    };
    directory.extend_from_slice(&end(count, size, offset));
    if let Some(first) = differs(raw, at, &directory)? {
        return Ok(Some(first));
    }
    at += u64::try_from(directory.len()).unwrap_or(u64::MAX);
    Ok((at != length).then_some(at))
}

fn differs(raw: &mut dyn Source, at: u64, wanted: &[u8]) -> Result<Option<u64>> {
    raw.seek(SeekFrom::Start(at))?;
    let mut found = Vec::with_capacity(wanted.len());
    raw.take(u64::try_from(wanted.len()).unwrap_or(u64::MAX)).read_to_end(&mut found)?;
    let same = found.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    Ok((same < wanted.len()).then(|| at + u64::try_from(same).unwrap_or(0)))
}

fn flags(name: &str) -> u16 {
    if name.is_ascii() { 0 } else { UTF8 }
}

/// What both headers of a file say alike, from the version that is needed to the length of the name.
fn common(name: &str, crc: u32, size: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    for n in [NEEDED, flags(name), 0, 0, DATE] {
        out.extend_from_slice(&n.to_le_bytes());
    }
    for n in [crc, size, size] {
        out.extend_from_slice(&n.to_le_bytes());
    }
    out.extend_from_slice(&u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    out
}

fn local_header(name: &str, crc: u32, size: u32) -> Vec<u8> {
    let mut out = b"PK\x03\x04".to_vec();
    out.extend_from_slice(&common(name, crc, size));
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(name.as_bytes());
    out
}

fn central_header(name: &str, crc: u32, size: u32, offset: u32) -> Vec<u8> {
    let mut out = b"PK\x01\x02".to_vec();
    out.extend_from_slice(&MADE_BY.to_le_bytes());
    out.extend_from_slice(&common(name, crc, size));
    // No extra field, no comment, first disk, no internal attributes.
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&ATTRIBUTES.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(name.as_bytes());
    out
}

fn end(count: u16, size: u32, offset: u32) -> Vec<u8> {
    let mut out = b"PK\x05\x06\0\0\0\0".to_vec();
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out
}

#[cfg(test)]
#[path = "zip_tests.rs"]
mod tests;
