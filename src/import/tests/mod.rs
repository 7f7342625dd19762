//! Lists of many layouts through the whole reading; the files are those that a school brings, of invented persons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod layouts;
pub mod mutations;
mod planning;
mod real;
mod workbooks;

use super::Rules;
use super::plan::{self, KnownPupil, PupilsPlanData};
use super::pupils::{self, ParsedPupil, PupilList};
use crate::error::Error;
use crate::id::PersonId;

/// 2026/27 without contacts.
pub const RULES: Rules = Rules { year: 2026, contacts: false };

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn parse(bytes: &[u8]) -> Result<PupilList, Error> {
    pupils::parse(bytes, RULES, &|_, _| true)
}

pub fn plan(list: PupilList, known: &[KnownPupil]) -> PupilsPlanData {
    let classes: Vec<_> = known.iter().filter_map(|k| k.class.clone()).collect();
    plan::pupils(list, known, &classes, &|_, _| true).unwrap()
}

/// What the journal knows of a pupil after the row was applied.
pub fn kept(pupil: &ParsedPupil, id: u8) -> KnownPupil {
    let p = pupil.clone();
    KnownPupil {
        id: PersonId([id; 16]),
        name: p.name,
        birth: Some(p.birth),
        sex: p.sex,
        snils: p.snils,
        class: Some(p.class),
        order: p.order,
        address: p.address,
        personal_file: p.personal_file,
        guardian: p.guardian,
        guardian_phone: p.guardian_phone,
    }
}

/// Everything that a list would create, as known afterwards.
pub fn all_kept(data: &PupilsPlanData) -> Vec<KnownPupil> {
    data.create.iter().map(|p| kept(p, 7)).collect()
}

pub fn places(notes: &[crate::api::types::RowNote]) -> Vec<(u32, &str)> {
    notes.iter().map(|n| (n.row, n.code.as_str())).collect()
}
