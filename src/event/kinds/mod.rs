//! The table of event kinds for the first year of the product. `docs/FORMAT.md` shows it to strangers; a test keeps both equal.
//!
//! Codes: 1–39 the ledger itself · 40–99 registry · 100–199 structure of a year · 200–299 journal of a year. Never reused.

pub mod control;
pub mod journal;
pub mod ledger;
pub mod registry;
pub mod year;

use super::spec::{In, KindSpec, Need, Places, Shape};

/// Every table.
pub const ALL: &[&[KindSpec]] = &[ledger::KINDS, registry::KINDS, year::KINDS, control::KINDS, journal::KINDS];

/// True for kinds that judgement reads.
#[must_use]
pub fn is_law(code: u16) -> bool {
    use ledger as l;
    code <= l::PERMIT
        || matches!(
            code,
            l::DEVICE | l::ADMIN | l::USER_KEY | l::ROLE | l::CLOSE_YEAR | l::DESTROYED | l::ERASED | l::HEADS_PART | l::SPARED
        )
        || matches!(code, year::LOAD | year::HOMEROOM | year::SUBSTITUTION)
}

const ID: Shape = Shape::Id;
const DATE: Shape = Shape::Date;
const BOOL: Shape = Shape::Bool;
const WORD: Shape = Shape::Text(60, true);
const LINE: Shape = Shape::Text(300, true);
const OPT_LINE: Shape = Shape::Text(300, false);
const TEXT: Shape = Shape::Text(4000, false);
const U8: Shape = Shape::Int(0, 255);
/// First calendar year of an academic year.
const YEAR: Shape = Shape::Int(2000, 2200);
/// Names an attached file: BLAKE3 of its sealed bytes.
const ATTACHED: Shape = Shape::Bytes(32);
/// A mark: 1–10 numeric, from 11 on by code.
const SCORE: Shape = Shape::Int(1, 100);
const COUNT: Shape = Shape::Int(0, 1_000_000);
const OPT_DATE: Shape = Shape::Opt(&Shape::Date);
const OPT_ID: Shape = Shape::Opt(&Shape::Id);
const KEY32: Shape = Shape::Bytes(32);
/// Heads of one event; a longer list is written in parts.
const HEADS: Shape = Shape::List(&Shape::Head, MAX_HEADS);
/// `heads` events on the event's own path whose lists are added to its own.
const PARTS: Shape = Shape::List(&Shape::Head, 64);
/// Most heads of one event: they fit its 65 536 bytes.
pub const MAX_HEADS: usize = 900;
const IDS: Shape = Shape::List(&Shape::Id, 4096);
const NOWHERE: Places = Places { group: None, date: None, slot: None, term: None, class: None };

/// A row whose value is one scalar or a tuple.
#[allow(clippy::too_many_arguments)]
const fn row(
    code: u16,
    name: &'static str,
    volume: In,
    stratum: u8,
    key: &'static [(&'static str, Shape)],
    value: Shape,
    need: Need,
    about: &'static str,
) -> KindSpec {
    let parts = match key.len() {
        0 => [0, 0, 0],
        1 => [1, 0, 0],
        2 => [1, 1, 0],
        n => [1, 1, n - 2],
    };
    KindSpec {
        code,
        version: 1,
        name,
        volume,
        stratum,
        key,
        parts,
        value,
        clears: true,
        need,
        places: NOWHERE,
        own: None,
        stamp: false,
        about,
    }
}

impl KindSpec {
    const fn fixed(mut self) -> Self {
        self.clears = false;
        self
    }
    const fn split(mut self, parts: [usize; 3]) -> Self {
        self.parts = parts;
        self
    }
    const fn places(mut self, places: Places) -> Self {
        self.places = places;
        self
    }
    /// The item of the key that must be the author.
    const fn own(mut self, item: usize) -> Self {
        self.own = Some(item);
        self
    }
    const fn stamped(mut self) -> Self {
        self.stamp = true;
        self
    }
}

/// Places of kinds whose key starts with a lesson: group, date, slot.
const LESSON: Places = Places { group: Some(0), date: Some(1), slot: Some(2), term: None, class: None };
