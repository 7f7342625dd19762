//! Destruction of years, erasure of persons, the witness's program.

use super::SecretText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `destruction.propose`: one person's act over a closed year whose term has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionPropose {
    /// First calendar year of the academic year.
    pub year: u16,
    /// Ids of files of the archive that go with it.
    pub files: Vec<String>,
    /// Number of the act on paper.
    pub act: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
}

/// An act that was written (`destruction.propose`, `destruction.confirm`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActEntry {
    /// Its id, by which it is confirmed or spared.
    pub entry: String,
}

/// `destruction.confirm`: by another admin, or with the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionConfirm {
    /// The act that is confirmed.
    pub entry: String,
    /// The groups of the recovery sheet as typed; absent: the one who is logged in signs.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<SecretText>,
}

/// `destruction.spare`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionSpare {
    /// The act that condemns no more.
    pub entry: String,
    /// Why.
    pub reason: String,
}

/// Names an academic year by its first calendar year (`destruction.finish`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByYear {
    /// 2026 means 2026/27.
    pub year: u16,
}

/// One act of destruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionRow {
    /// Its id.
    pub entry: String,
    /// First calendar year of the academic year.
    pub year: u16,
    /// Number on paper.
    pub act: String,
    /// Date, `YYYY-MM-DD`.
    pub date: String,
    /// Ids of files of the archive.
    pub files: Vec<String>,
    /// Name of who signed; empty: the recovery sheet.
    pub signed_by: String,
    /// The act it confirms.
    pub confirms: Option<String>,
    /// It condemns no more.
    pub spared: bool,
}

/// What this computer does about a condemned year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuarantineRow {
    /// First calendar year of the academic year.
    pub year: u16,
    /// `quarantined`: hidden, nothing is lost yet; `gone`: nothing of it is here.
    pub state: String,
    /// Number of the act.
    pub act: String,
    /// Names of the two who signed; an empty one: the recovery sheet.
    pub signed_by: Vec<String>,
    /// Days that counted.
    pub days: u32,
    /// Own dates seen: without a witness an admin may finish by hand after `wanted` of them.
    pub dates: u32,
    /// Days after which the year goes.
    pub wanted: u32,
}

/// A computer that has dropped a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Buried {
    /// First calendar year of the academic year.
    pub year: u16,
    /// Name of the computer.
    pub computer: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
}

/// Answer of `destruction.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionList {
    /// Acts that stand, spared ones too.
    pub acts: Vec<DestructionRow>,
    /// Years that this computer holds back, or has dropped.
    pub quarantine: Vec<QuarantineRow>,
    /// Computers that have dropped a year.
    pub buried: Vec<Buried>,
}

/// One year of `destruction.years`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionYear {
    /// First calendar year of the academic year.
    pub year: u16,
    /// `ready`: may be proposed; else why not: `present`, `open`, `young`, `term-unknown`, `held`, `proposed`, `condemned`, `quarantined`,
    /// `gone`, `elsewhere` (known, and not on this computer).
    pub state: String,
    /// Day on which it was closed, `YYYY-MM-DD`.
    pub closed: Option<String>,
    /// First day on which it may go, `YYYY-MM-DD`; absent while that is not known.
    pub free: Option<String>,
}

/// One file of the archive in `destruction.years`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionFile {
    /// Its id, for `destruction.propose`.
    pub id: String,
    /// Index in the list of files.
    pub index: String,
    /// Title.
    pub title: String,
    /// `ready`: may go with a year; else why not: `open`, `young`, `term-unknown`, `held`.
    pub state: String,
    /// First day on which it may go, `YYYY-MM-DD`.
    pub free: Option<String>,
}

/// Answer of `destruction.years`: what this computer knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestructionYears {
    /// The latest first.
    pub years: Vec<DestructionYear>,
    /// Files of the archive, by index.
    pub files: Vec<DestructionFile>,
}

/// `persons.erase`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonErase {
    /// Person id.
    pub person: String,
    /// On what basis: a consent withdrawn, a number and a date.
    pub basis: String,
}

/// `persons.spare`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonSpare {
    /// Person id.
    pub person: String,
    /// Why.
    pub reason: String,
}

/// One act of erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErasureRow {
    /// Person id.
    pub person: String,
    /// Name as the register has it.
    pub name: String,
    /// Basis.
    pub basis: String,
    /// Date, `YYYY-MM-DD`.
    pub date: String,
    /// Name of who signed; empty: the recovery sheet.
    pub signed_by: String,
    /// It was taken back.
    pub spared: bool,
    /// Days that counted on this computer.
    pub days: u32,
    /// Days after which the key goes.
    pub wanted: u32,
    /// The key is still on this computer.
    pub here: bool,
}

/// Answer of `persons.erasures`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErasureList {
    /// Acts that stand, spared ones too.
    pub acts: Vec<ErasureRow>,
}

/// Answer of `witness.run`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WitnessRan {
    /// A checkpoint was written.
    pub checkpoint: bool,
    /// Edit windows that were closed.
    pub windows: u32,
    /// Roles, loads and permits that were ended.
    pub grants: u32,
}
