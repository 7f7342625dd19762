//! Acts that everybody may read: who gave whom a password or rights, who was removed, what is being destroyed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `law.log`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawLogPage {
    /// Where to go on: `next` of the page before; absent: from the newest act.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<String>,
    /// Rows at most, 1–500.
    pub limit: u32,
}

/// One act of the law, without secrets and without anybody's data but the names of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawRow {
    /// Names the act in `law.seen`.
    pub entry: String,
    /// When, RFC 3339.
    pub time: String,
    /// The claimed time contradicts checkpoints: the nearest possible one is shown.
    pub clamped: bool,
    /// Name of who signed; empty: the recovery sheet, or the computer itself.
    pub who: String,
    /// Number of the recovery sheet that signed; absent: a person or a computer did.
    pub sheet: Option<u32>,
    /// Name of the computer; empty for a sheet, which is typed anywhere.
    pub device: String,
    /// What: `law-act-<what>` of the catalogue.
    pub what: String,
    /// Whom or what it is about: a person of the staff, a computer, a year.
    pub whom: String,
    /// A role's id, a sheet's or an act's number; else empty.
    pub detail: String,
    /// `effective`, `held`, `void`.
    pub fate: String,
    /// It is about the one who asks.
    pub mine: bool,
}

/// Answer of `law.log` and `law.news`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawRows {
    /// The newest first.
    pub rows: Vec<LawRow>,
    /// Where to go on.
    pub next: Option<String>,
}

/// `law.seen`: the one who is logged in has read these acts, on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawSeen {
    /// Names of acts.
    pub entries: Vec<String>,
}
