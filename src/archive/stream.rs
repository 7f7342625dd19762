//! A ledger's file in an archive: written segment by segment as they come, read event by event, never more than one in memory.

use crate::error::Result;
use crate::event::segment::MAX_EVENTS;
use crate::event::value::MAX_EVENT;
use crate::event::{ChainId, Hash, Head, MAX_INDEX, Segment, Volume, next_hash};
use crate::id::DeviceId;
use std::io::{Read, Write};

/// First bytes of a ledger's file.
pub const MAGIC: &[u8; 17] = b"zhurnal ledger 1\n";

/// Writes a ledger's file.
pub struct LedgerWriter<'a> {
    out: &'a mut dyn Write,
    /// Events written.
    pub events: u64,
}

impl<'a> LedgerWriter<'a> {
    /// Begins the file.
    ///
    /// # Errors
    /// Of files.
    pub fn new(out: &'a mut dyn Write) -> Result<Self> {
        out.write_all(MAGIC)?;
        Ok(Self { out, events: 0 })
    }
    /// Adds a segment.
    ///
    /// # Errors
    /// Of files.
    pub fn add(&mut self, segment: &Segment) -> Result<()> {
        self.events += u64::try_from(segment.events.len()).unwrap_or(0);
        Ok(self.out.write_all(&segment.to_bytes())?)
    }
}

/// Where a segment begins and ends.
#[derive(Debug, Clone)]
pub struct Range {
    /// Index of its first event.
    pub first: u32,
    /// Hash before its first event.
    pub prev: Hash,
    /// Its last event.
    pub head: Head,
    /// Over `head`.
    pub signature: [u8; 64],
}

/// What looks at each event of a ledger: number of its segment, its head, its bytes. `None` ends the reading.
pub type Each<'a> = dyn FnMut(usize, &Head, &[u8]) -> Option<()> + 'a;

/// Goes through a ledger's file event by event, never holding more than one; `None` when the form is not right.
pub fn stream(volume: Volume, from: &mut dyn Read, ranges: &mut Vec<Range>, each: &mut Each<'_>) -> Option<()> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).ok()?;
    (magic == *MAGIC).then_some(())?;
    let mut bytes = Vec::new();
    loop {
        let mut header = [0; 130];
        match fill(from, &mut header)? {
            0 => return Some(()),
            n if n < header.len() => return None,
            _ => {}
        }
        let u32_at = |at: usize| header.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes);
        let chain = ChainId {
            device: DeviceId(std::array::from_fn(|i| header[i])),
            volume: Volume(u16::from_be_bytes([header[16], header[17]])),
            nonce: u64::from_be_bytes(std::array::from_fn(|i| header[18 + i])),
        };
        let (first, count) = (u32_at(26)?, u32_at(126)?);
        let prev: Hash = std::array::from_fn(|i| header[30 + i]);
        first.checked_add(count.checked_sub(1)?).filter(|last| *last <= MAX_INDEX)?;
        (chain.volume == volume && count <= MAX_EVENTS && (first > 0 || prev == chain.origin())).then_some(())?;
        let mut head = Head { chain, idx: first, hash: prev };
        for i in 0..count {
            let mut length = [0; 4];
            from.read_exact(&mut length).ok()?;
            let length = usize::try_from(u32::from_be_bytes(length)).ok().filter(|n| *n <= MAX_EVENT)?;
            bytes.resize(length, 0);
            from.read_exact(&mut bytes).ok()?;
            head = Head { chain, idx: first + i, hash: next_hash(&head.hash, &bytes) };
            each(ranges.len(), &head, &bytes)?;
        }
        ranges.push(Range { first, prev, head, signature: std::array::from_fn(|i| header[62 + i]) });
    }
}

/// The segments of a ledger's file, whole; `None` when the form is not right.
pub fn segments(volume: Volume, from: &mut dyn Read) -> Option<Vec<Segment>> {
    let (mut ranges, mut events) = (Vec::new(), Vec::new());
    stream(volume, from, &mut ranges, &mut |n, _, bytes| {
        if n == events.len() {
            events.push(Vec::new());
        }
        events.last_mut()?.push(bytes.to_vec());
        Some(())
    })?;
    let whole =
        |(r, events): (Range, Vec<Vec<u8>>)| Segment { chain: r.head.chain, first: r.first, prev: r.prev, events, signature: r.signature };
    Some(ranges.into_iter().zip(events).map(whole).collect())
}

/// Fills a buffer as far as there are bytes.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> Option<usize> {
    let mut n = 0;
    while n < buffer.len() {
        match from.read(buffer.get_mut(n..)?) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
    Some(n)
}
