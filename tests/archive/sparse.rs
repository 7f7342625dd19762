//! Huge files that take no room: pieces at places, nothing but zeros between them, and a count of what was read.

use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The bytes of a file that is mostly zeros.
#[derive(Clone, Default)]
pub struct Sparse {
    pieces: Vec<(u64, Vec<u8>)>,
    length: u64,
    at: u64,
    /// Bytes read by all its clones.
    pub read: Arc<AtomicU64>,
}

impl Sparse {
    pub fn of(length: u64) -> Self {
        Self { length, ..Self::default() }
    }
    pub fn length(&self) -> u64 {
        self.length
    }
    /// Puts bytes behind what is there.
    pub fn push(&mut self, bytes: &[u8]) {
        self.pieces.push((self.length, bytes.to_vec()));
        self.length += bytes.len() as u64;
    }
    /// Zeros behind what is there.
    pub fn zeros(&mut self, count: u64) {
        self.length += count;
    }
    /// Writes it as a file with holes.
    pub fn save(&self, path: &std::path::Path) {
        let mut file = std::fs::File::create(path).unwrap();
        file.set_len(self.length).unwrap();
        for (at, bytes) in &self.pieces {
            file.seek(SeekFrom::Start(*at)).unwrap();
            file.write_all(bytes).unwrap();
        }
    }
    pub fn count(&self) -> u64 {
        self.read.load(Ordering::SeqCst)
    }
}

impl Read for Sparse {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = usize::try_from(self.length.saturating_sub(self.at)).unwrap().min(buffer.len());
        let buffer = &mut buffer[..n];
        buffer.fill(0);
        for (start, bytes) in &self.pieces {
            let (from, to) = (self.at.max(*start), (self.at + n as u64).min(start + bytes.len() as u64));
            if from < to {
                let (here, there) = ((from - self.at) as usize, (from - start) as usize);
                let count = (to - from) as usize;
                buffer[here..here + count].copy_from_slice(&bytes[there..there + count]);
            }
        }
        self.at += n as u64;
        self.read.fetch_add(n as u64, Ordering::SeqCst);
        Ok(n)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(n) => n,
            SeekFrom::End(n) => self.length.saturating_add_signed(n),
            SeekFrom::Current(n) => self.at.saturating_add_signed(n),
        };
        Ok(self.at)
    }
}

/// CRC-32 of some bytes, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let shift = |c: u32| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 };
    !bytes.iter().fold(!0, |c, b| (0..8).fold(c ^ u32::from(*b), |c, _| shift(c)))
}

fn common(name: &str, crc: u32, size: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let flags = if name.is_ascii() { 0 } else { 1 << 11 };
    for n in [10u16, flags, 0, 0, 0x21] {
        out.extend(n.to_le_bytes());
    }
    for n in [crc, size, size] {
        out.extend(n.to_le_bytes());
    }
    out.extend((name.len() as u16).to_le_bytes());
    out
}

/// A container of the canonical form. A content is bytes, and zeros behind them; with zeros its sum is that of the bytes alone, which who
/// reads to the end finds out.
pub fn container(files: &[(&str, &[u8], u64)]) -> Sparse {
    let (mut out, mut directory) = (Sparse::default(), Vec::new());
    for (name, content, zeros) in files {
        let size = u32::try_from(content.len() as u64 + zeros).unwrap();
        let (at, crc) = (u32::try_from(out.length()).unwrap(), crc(content));
        directory.extend([&b"PK\x01\x02\x0a\x03"[..], &common(name, crc, size), &[0; 8]].concat());
        directory.extend((0o100_644u32 << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
        out.push(&[&b"PK\x03\x04"[..], &common(name, crc, size), &[0; 2], name.as_bytes(), content].concat());
        out.zeros(*zeros);
    }
    let at = u32::try_from(out.length()).unwrap();
    out.push(&directory);
    out.push(&end(files.len() as u16, directory.len() as u32, at));
    out
}

/// The record at the end.
pub fn end(count: u16, size: u32, offset: u32) -> Vec<u8> {
    let mut out = b"PK\x05\x06\0\0\0\0".to_vec();
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0; 2]);
    out
}
