//! The school's roots, and a new one in place of one that was seen or lost (law of the root: semantics, made exact, 2; FORMAT.md, 8).

use super::accounts::cut_write;
use super::signers::DeviceSigner;
use super::{Book, Done, NewSheets};
use crate::api::types::{RootAct, RootRow, RootSettled, RootState, RotationPlan};
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Event, Scope, Value, Volume, root_id};
use crate::id::{AnyId, DeviceId};
use crate::keys::root::{body_fingerprint, body_hash, fingerprint_shown, fingerprint_typed, next_root, read, verify_roots};
use crate::keys::sheet::SheetSeed;
use crate::keys::{RootChain, RootSeed};
use crate::print::{SheetData, SheetFile};
use crate::store::{Home, Write};
use crate::time::rfc3339;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The roots this computer follows, read again when the law has changed.
pub(super) struct Followed {
    school: AnyId,
    kept: Mutex<(u64, Arc<RootChain>)>,
}

impl Followed {
    /// Those of a home.
    pub(super) fn of(home: &Home) -> Result<Self> {
        let roots = verify_roots(&home.root_documents()?)?;
        Ok(Self { school: roots.school(), kept: Mutex::new((home.law_version()?, Arc::new(roots))) })
    }
    /// The school's random id: the same in every root.
    pub(super) fn school(&self) -> AnyId {
        self.school
    }
}

/// A document of a root as people compare it.
fn root_row(document: &[u8]) -> Option<RootRow> {
    let root = read(document)?;
    Some(RootRow { number: root.version, fingerprint: fingerprint_shown(&root.public), document: body_fingerprint(document)? })
}

/// A new root that has been made and not signed into the journal yet. Its seeds are in memory alone and go with it.
pub struct Rotation {
    sheets: NewSheets,
    document: Vec<u8>,
    after: u32,
}

impl Rotation {
    /// The sheets of the new root.
    pub fn sheets(&mut self) -> &mut NewSheets {
        &mut self.sheets
    }
}

impl Book {
    /// The roots this computer follows; what cannot be read leaves those known.
    pub(super) fn roots(&self) -> Arc<RootChain> {
        let mut kept = self.followed.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(law) = self.home.law_version()
            && law != kept.0
        {
            match self.home.root_documents().and_then(|documents| verify_roots(&documents)) {
                Ok(roots) => *kept = (law, Arc::new(roots)),
                Err(e) => log::warn!("the roots were not read again: {}", e.code),
            }
        }
        Arc::clone(&kept.1)
    }

    /// Device ids of all roots' chains.
    pub(super) fn root_ids(&self) -> Vec<DeviceId> {
        self.roots().roots().iter().map(|r| root_id(&r.public.0)).collect()
    }

    /// The roots with their fingerprints, and those that other programs follow in place of one of them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn root_state(&self) -> Result<RootState> {
        let others = self.home.other_root_bodies()?;
        let roots = self.home.root_documents()?.iter().filter_map(|d| root_row(d)).collect();
        Ok(RootState { roots, others: others.iter().filter_map(|(_, d)| root_row(d)).collect(), acts: self.root_acts()? })
    }

    /// Of two documents of one root the one the school made, by the fingerprint that a person compared and typed. By the sheet of that
    /// root where one is typed; else the caller has seen to it that an admin asks.
    ///
    /// # Errors
    /// `root-settle-none` without a second document, or when the fingerprint is of neither; `sheet-not-present`; those of reading a sheet.
    pub fn settle_root(&self, typed: &str, sheet: Option<&str>) -> Result<RootSettled> {
        let wanted = fingerprint_typed(typed);
        let sheet = sheet.map(SheetSeed::parse).transpose()?;
        let documents = self.home.root_documents()?;
        for (version, other) in self.home.other_root_bodies()? {
            let own = version.checked_sub(1).and_then(|i| documents.get(i));
            let named = |d: &&Vec<u8>| body_fingerprint(d).is_some_and(|print| fingerprint_typed(&print) == wanted);
            let Some(chosen) = own.into_iter().chain([&other]).find(named) else { continue };
            let Some((root, body)) = read(chosen).zip(body_hash(chosen)) else { continue };
            if sheet.as_ref().is_some_and(|s| s.seed.signing().public() != root.public) {
                return Err(Error::input("sheet-not-present").with("number", root.version));
            }
            return Ok(RootSettled { number: root.version, moved: self.home.settle_root(version, &body)? });
        }
        Err(Error::input("root-settle-none"))
    }

    /// Makes the root of the sealed sheet, now opened; the present sheet signs it where there is one. Nothing is written yet: the answer
    /// says what the former roots have signed, as it stays, and what of theirs would fall.
    ///
    /// # Errors
    /// Those of reading sheets; `sheet-present`, `sheet-retired`, `sheet-other-school` in place of the sealed one; `sheet-not-present`;
    /// `root-too-many`.
    pub fn plan_rotation(&self, sealed: &str, present: Option<&str>) -> Result<(Rotation, RotationPlan)> {
        let sealed = SheetSeed::parse(sealed)?;
        let roots = self.roots();
        let last = roots.last();
        if !roots.names_next(&sealed.seed) {
            return Err(match roots.version_of(&sealed.seed) {
                Some(n) if n == last.version => Error::input("sheet-present"),
                Some(n) => Error::denied("sheet-retired").with("number", n).with("present", last.version),
                None => Error::new(ErrorKind::NotAuthentic, "sheet-other-school"),
            });
        }
        let present = present.filter(|p| !p.trim().is_empty()).map(SheetSeed::parse).transpose()?;
        if present.as_ref().is_some_and(|p| roots.version_of(&p.seed) != Some(last.version)) {
            return Err(Error::input("sheet-not-present").with("number", last.version));
        }
        let next = RootSeed::random()?;
        let document = next_root(&roots, present.as_ref().map(|p| &p.seed), &sealed.seed, &next)?;
        let too_many = || Error::input("root-too-many").with("limit", crate::keys::root::MAX_ROOTS);
        let number = |n: u32| u8::try_from(n).map_err(|_| too_many());
        // What the sheet cannot carry is refused before anybody relies on it.
        let sheets = NewSheets::new(SheetData {
            school: self.school()?.name,
            date: self.today(),
            seed: SheetSeed { number: number(last.version + 1)?, seed: sealed.seed.clone() },
            next: SheetSeed { number: number(last.version + 2)?, seed: next },
        })?;
        let plan = RotationPlan {
            rotation: String::new(),
            number: last.version + 1,
            fingerprint: fingerprint_shown(&sealed.seed.signing().public()),
            document: body_fingerprint(&document).unwrap_or_default(),
            signed_by_present: present.is_some(),
            stands: self.root_acts()?,
            falls: self.waiting_root_acts()?,
        };
        Ok((Rotation { sheets, document, after: last.version }, plan))
    }

    /// Writes a file of the new root's sheets where a person chose.
    ///
    /// # Errors
    /// Those of the sheet, of files and of the store.
    pub fn save_sheets(&self, rotation: &mut Rotation, file: SheetFile, path: &Path) -> Result<()> {
        rotation.sheets.save(Some(&self.home), file, path)
    }

    /// Puts the new root into force and ends the former ones at what this computer holds: one act of the new root's chain.
    ///
    /// # Errors
    /// `rotation-unsaved` before both new sheets are on paper or in files; `rotation-outdated`; those of the store.
    pub fn rotate(&self, rotation: &Rotation) -> Result<Done<()>> {
        if !rotation.sheets.kept() {
            return Err(Error::usage("rotation-unsaved"));
        }
        let roots = self.roots();
        if roots.last().version != rotation.after {
            return Err(Error::input("rotation-outdated"));
        }
        let version = i64::from(rotation.after) + 1;
        let document = Value::Array(vec![Value::from(rotation.document.as_slice())]);
        let mut writes = vec![Write::new(l::ROOT, vec![version.into()], document)];
        for root in roots.roots() {
            writes.push(cut_write(Scope::Device(root_id(&root.public.0).0, Vec::new()), true, 0, None)?);
        }
        Ok(Done::new((), self.home.root_act(&DeviceSigner::of_root(&rotation.sheets.data().seed.seed), &writes)?))
    }

    /// What the roots have signed, the oldest first.
    fn root_acts(&self) -> Result<Vec<RootAct>> {
        let ids = self.root_ids();
        let mut events = Vec::new();
        self.home.ledger_of(Volume::REGISTRY, &|c| ids.contains(&c.device), &mut |s| {
            events.extend(s.events.iter().filter_map(|b| Some((s.chain.device, Event::from_bytes(b)?))));
            Ok(())
        })?;
        self.acts_of(&ids, events)
    }

    /// What of the roots' is known and waits for something that is not here: outside the heads of a cut written now.
    fn waiting_root_acts(&self) -> Result<Vec<RootAct>> {
        let ids = self.root_ids();
        let waiting = self.home.waiting(Volume::REGISTRY)?;
        let of_root = waiting.iter().filter(|s| ids.contains(&s.chain.device));
        let events = of_root.flat_map(|s| s.events.iter().filter_map(|b| Some((s.chain.device, Event::from_bytes(b)?)))).collect();
        self.acts_of(&ids, events)
    }

    fn acts_of(&self, ids: &[DeviceId], mut events: Vec<(DeviceId, Event)>) -> Result<Vec<RootAct>> {
        events.sort_by_key(|(_, e)| e.claim);
        let words = self.words()?;
        let number = |id: &DeviceId| ids.iter().position(|r| r == id).and_then(|i| u32::try_from(i + 1).ok()).unwrap_or(0);
        let act = |(id, e): &(DeviceId, Event)| RootAct {
            number: number(id),
            time: rfc3339(e.claim),
            kind: super::log::kind_word(e.kind),
            subject: words.subject(e),
        };
        Ok(events.iter().map(act).collect())
    }
}
