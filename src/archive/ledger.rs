//! The ledger inside an archive: segments of every chain of a volume, one after another; written as they come, proved while they are read.

use super::manifest::root_device;
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::segment::{MAX_EVENTS, head_message};
use crate::event::value::MAX_EVENT;
use crate::event::{ChainId, Event, Hash, Head, Law, Segment, Volume, next_hash};
use crate::id::DeviceId;
use crate::keys::root::RootChain;
use crate::keys::{Context, PublicKey, Signature};
use std::collections::{BTreeMap, BTreeSet};
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
struct Range {
    first: u32,
    prev: Hash,
    head: Head,
    signature: [u8; 64],
}

/// What the ledger of an archive proves: filled by reading its files, then asked.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Events read.
    pub events: u64,
    ranges: Vec<Range>,
    keys: BTreeMap<[u8; 16], BTreeSet<[u8; 32]>>,
    gaps: BTreeSet<([u8; 16], u64, u32, Hash)>,
    cut: BTreeSet<[u8; 16]>,
}

/// Why a ledger is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The bytes are no segments of this volume with events in canonical form.
    Form,
    /// A segment does not follow from anything here.
    Follows,
    /// A head is not signed by its computer.
    Signature,
}

impl Wrong {
    /// A word for the catalogue: text `ledger-<word>`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Follows => "follows",
            Self::Signature => "signature",
        }
    }
}

impl Ledger {
    /// Reads a ledger's file of one volume: forms and hashes.
    ///
    /// # Errors
    /// [`Wrong::Form`].
    pub fn read(&mut self, volume: Volume, from: &mut dyn Read) -> std::result::Result<(), Wrong> {
        let mut ranges = Vec::new();
        let read = stream(volume, from, &mut ranges, &mut |_, bytes| {
            self.note(&Event::from_bytes(bytes)?);
            self.events += 1;
            Some(())
        });
        self.ranges.append(&mut ranges);
        read.ok_or(Wrong::Form)
    }

    /// What proving needs to know: certificates, declared gaps, cuts of computers.
    fn note(&mut self, event: &Event) {
        if !matches!(event.kind, l::DEVICE | l::GAP | l::CUT) || !event.well_formed() {
            return;
        }
        match Law::read(event) {
            Some(Law::Device { device, sign, .. }) => drop(self.keys.entry(device).or_default().insert(sign)),
            Some(Law::Gap { device, nonce, last, hash, .. }) => drop(self.gaps.insert((device, nonce, last, hash))),
            Some(Law::Cut(cut)) => {
                if let crate::event::Scope::Device(device, _) = cut.scope {
                    self.cut.insert(device);
                }
            }
            _ => {}
        }
    }

    /// True when the ledger holds a cut of this computer: lost, stolen, removed.
    #[must_use]
    pub fn has_cut(&self, device: &[u8; 16]) -> bool {
        self.cut.contains(device)
    }

    /// Proves what was read: every head signed by its computer or root, every segment following another or a declared loss.
    /// `again` reads all files once more, for the branches that begin inside a segment.
    ///
    /// # Errors
    /// [`Wrong`].
    pub fn prove(
        &self,
        roots: &RootChain,
        again: &mut dyn FnMut(&mut Inside) -> std::result::Result<(), Wrong>,
    ) -> std::result::Result<(), Wrong> {
        for r in &self.ranges {
            let device = r.head.chain.device.0;
            let own = self.keys.get(&device).into_iter().flatten().map(|k| PublicKey(*k));
            let root = roots.roots().iter().map(|x| x.public).filter(|p| r.head.chain.volume.is_registry() && root_device(p) == device);
            let message = head_message(&r.head);
            if !own.chain(root).any(|k| k.verify(Context::HEAD, &[&message], &Signature(r.signature)).is_ok()) {
                return Err(Wrong::Signature);
            }
        }
        let ends: BTreeSet<Head> = self.ranges.iter().map(|r| r.head).collect();
        let mut inside = Inside::default();
        for r in self.ranges.iter().filter(|r| r.first > 0) {
            let before = Head { chain: r.head.chain, idx: r.first - 1, hash: r.prev };
            let lost = self.gaps.contains(&(before.chain.device.0, before.chain.nonce, before.idx, before.hash));
            if !lost && !ends.contains(&before) {
                inside.wanted.insert(before);
            }
        }
        if !inside.wanted.is_empty() {
            again(&mut inside)?;
        }
        if inside.wanted.is_empty() { Ok(()) } else { Err(Wrong::Follows) }
    }
}

/// Heads that branches begin at, to be found inside segments.
#[derive(Debug, Default)]
pub struct Inside {
    wanted: BTreeSet<Head>,
}

impl Inside {
    /// Looks through a ledger's file that was read already.
    ///
    /// # Errors
    /// [`Wrong::Form`].
    pub fn look(&mut self, volume: Volume, from: &mut dyn Read) -> std::result::Result<(), Wrong> {
        let found = |head: &Head, _: &[u8]| {
            self.wanted.remove(head);
            Some(())
        };
        stream(volume, from, &mut Vec::new(), &mut { found }).ok_or(Wrong::Form)
    }
}

/// Goes through a ledger's file event by event, never holding more than one; `None` when the form is not right.
fn stream(volume: Volume, from: &mut dyn Read, ranges: &mut Vec<Range>, each: &mut dyn FnMut(&Head, &[u8]) -> Option<()>) -> Option<()> {
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
        first.checked_add(count.checked_sub(1)?)?;
        (chain.volume == volume && count <= MAX_EVENTS && (first > 0 || prev == chain.origin())).then_some(())?;
        let mut head = Head { chain, idx: first, hash: prev };
        for i in 0..count {
            let mut length = [0; 4];
            from.read_exact(&mut length).ok()?;
            let length = usize::try_from(u32::from_be_bytes(length)).ok().filter(|n| *n <= MAX_EVENT)?;
            bytes.resize(length, 0);
            from.read_exact(&mut bytes).ok()?;
            head = Head { chain, idx: first + i, hash: next_hash(&head.hash, &bytes) };
            each(&head, &bytes)?;
        }
        ranges.push(Range { first, prev, head, signature: std::array::from_fn(|i| header[62 + i]) });
    }
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
