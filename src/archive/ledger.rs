//! The ledger inside an archive, proved while it is read: whose every chain is, who signed its heads, what each segment follows.

use super::bounds::{Counted, MAX_SEGMENTS};
use super::stream::{Range, stream};
use crate::event::kinds::ledger as l;
use crate::event::segment::head_message;
use crate::event::{ChainId, Event, Head, Law, Volume, root_id};
use crate::id::DeviceId;
use crate::keys::root::RootChain;
use crate::keys::{Context, PublicKey, Signature};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// What a segment follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// It begins its chain.
    Nothing,
    /// An event of the segment with this number.
    Segment(usize),
    /// A declared loss that is not here.
    Loss,
}

/// A loss as a `gap` event declares it, and where that stands.
#[derive(Debug)]
struct Loss {
    by: DeviceId,
    last: Head,
}

/// Who introduced a computer, and its key, which follows from its id.
#[derive(Debug)]
struct Introduced {
    key: [u8; 32],
    by: BTreeSet<DeviceId>,
}

/// What the ledger of an archive proves: filled by reading its files, the registry first, then asked.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Events read.
    pub events: u64,
    ranges: Vec<Range>,
    introduced: BTreeMap<DeviceId, Introduced>,
    losses: Vec<Loss>,
    certificates: BTreeSet<Head>,
    cut: BTreeSet<[u8; 16]>,
    counted: Counted,
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
    /// It is larger than any archive's ([`super::bounds`]).
    Limit,
}

impl Wrong {
    /// A word for the catalogue: text `ledger-<word>`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Follows => "follows",
            Self::Signature => "signature",
            Self::Limit => "limit",
        }
    }
}

impl Ledger {
    /// Reads a ledger's file of one volume: forms and hashes.
    ///
    /// # Errors
    /// [`Wrong::Form`], [`Wrong::Limit`].
    pub fn read(&mut self, volume: Volume, from: &mut dyn Read) -> std::result::Result<(), Wrong> {
        let (mut ranges, mut wrong) = (Vec::new(), Wrong::Form);
        let before = self.ranges.len();
        let read = stream(volume, from, &mut ranges, &mut |n, head, bytes| {
            let event = Event::from_bytes(bytes)?;
            if before + n >= MAX_SEGMENTS || self.counted.event(&event, bytes.len()).is_none() {
                wrong = Wrong::Limit;
                return None;
            }
            self.note(head, &event);
            self.events += 1;
            Some(())
        });
        self.ranges.append(&mut ranges);
        read.ok_or(wrong)
    }

    /// What proving needs to know: who introduced whom, declared losses, cuts of computers.
    fn note(&mut self, head: &Head, event: &Event) {
        if !matches!(event.kind, l::DEVICE | l::GAP | l::CUT) {
            return;
        }
        let (by, registry) = (head.chain.device, head.chain.volume.is_registry());
        match Law::read(event) {
            // Its key gives its id, or it is not read: whoever names a computer names the same key.
            Some(Law::Device { device, sign, .. }) if registry => {
                let new = || Introduced { key: sign, by: BTreeSet::new() };
                self.introduced.entry(DeviceId(device)).or_insert_with(new).by.insert(by);
                self.certificates.insert(*head);
            }
            Some(Law::Gap { device, volume, nonce, last, hash, .. }) if registry || volume == head.chain.volume => {
                let chain = ChainId { device: DeviceId(device), volume, nonce };
                self.losses.push(Loss { by, last: Head { chain, idx: last, hash } });
            }
            Some(Law::Cut(cut)) if registry => {
                if let crate::event::Scope::Device(device, _) = cut.scope {
                    self.cut.insert(device);
                }
            }
            _ => {}
        }
    }

    /// True when some cut names this computer; whether it counts is for the law to say.
    #[must_use]
    pub fn names_in_a_cut(&self, device: &[u8; 16]) -> bool {
        self.cut.contains(device)
    }

    /// True when a certificate stands in the registry.
    #[must_use]
    pub fn has_certificate(&self, head: &Head) -> bool {
        self.certificates.contains(head)
    }

    /// The segments that were read, in the order of their files.
    #[must_use]
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    fn by_root(&self, device: &DeviceId, roots: &[DeviceId]) -> bool {
        self.introduced.get(device).is_some_and(|x| roots.iter().any(|r| x.by.contains(r)))
    }

    /// The only key that signs heads of a chain: the root's, or that of an introduced computer.
    fn signer(&self, chain: &ChainId, roots: &[DeviceId], keys: &[PublicKey]) -> Option<PublicKey> {
        if let Some(i) = roots.iter().position(|r| *r == chain.device) {
            return keys.get(i).copied().filter(|_| chain.volume.is_registry());
        }
        let x = self.introduced.get(&chain.device)?;
        let counts = x.by.iter().any(|by| roots.contains(by) || self.by_root(by, roots));
        counts.then_some(PublicKey(x.key))
    }

    /// Proves what was read: every chain of a root or of an introduced computer, every head signed by that one's own key, every segment
    /// following another or a declared loss. Says what each follows. `again` reads all files once more, for branches that begin inside a segment.
    ///
    /// # Errors
    /// [`Wrong`].
    pub fn prove(
        &self,
        roots: &RootChain,
        again: &mut dyn FnMut(&mut Inside) -> std::result::Result<(), Wrong>,
    ) -> std::result::Result<Vec<Follows>, Wrong> {
        let keys: Vec<PublicKey> = roots.roots().iter().map(|r| r.public).collect();
        let roots = root_ids(roots);
        for r in &self.ranges {
            let key = self.signer(&r.head.chain, &roots, &keys).ok_or(Wrong::Signature)?;
            key.verify(Context::HEAD, &[&head_message(&r.head)], &Signature(r.signature)).map_err(|_| Wrong::Signature)?;
        }
        let ends: BTreeMap<Head, usize> = self.ranges.iter().enumerate().map(|(i, r)| (r.head, i)).collect();
        let before = |r: &Range| r.first.checked_sub(1).map(|idx| Head { chain: r.head.chain, idx, hash: r.prev });
        let mut inside = Inside::default();
        inside.wanted.extend(self.ranges.iter().filter_map(before).filter(|h| !ends.contains_key(h)));
        if !inside.wanted.is_empty() {
            again(&mut inside)?;
        }
        let declared = |l: &&Loss| roots.contains(&l.by) || self.by_root(&l.by, &roots);
        let lost: BTreeSet<Head> = self.losses.iter().filter(declared).map(|l| l.last).collect();
        let follows = |r: &Range| match before(r) {
            None => Ok(Follows::Nothing),
            Some(h) => match ends.get(&h).or_else(|| inside.found.get(&h)) {
                Some(i) => Ok(Follows::Segment(*i)),
                None if lost.contains(&h) => Ok(Follows::Loss),
                None => Err(Wrong::Follows),
            },
        };
        self.ranges.iter().map(follows).collect()
    }
}

/// Device ids of the roots' chains, in the order of the roots.
#[must_use]
pub fn root_ids(roots: &RootChain) -> Vec<DeviceId> {
    roots.roots().iter().map(|r| root_id(&r.public.0)).collect()
}

/// Heads that branches begin at, to be found inside segments.
#[derive(Debug, Default)]
pub struct Inside {
    wanted: BTreeSet<Head>,
    found: BTreeMap<Head, usize>,
    read: usize,
}

impl Inside {
    /// Looks through a ledger's file that was read already; files in the order in which they were read.
    ///
    /// # Errors
    /// [`Wrong::Form`].
    pub fn look(&mut self, volume: Volume, from: &mut dyn Read) -> std::result::Result<(), Wrong> {
        let mut ranges = Vec::new();
        let found = &mut |i: usize, head: &Head, _: &[u8]| {
            if self.wanted.contains(head) {
                self.found.insert(*head, self.read + i);
            }
            Some(())
        };
        let read = stream(volume, from, &mut ranges, found).ok_or(Wrong::Form);
        self.read += ranges.len();
        read
    }
}
