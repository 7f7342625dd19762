//! The journal: lists, classes, settings, the log, its health.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One counted line of a plan: a row that is refused or mended, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowNote {
    /// Sheet of the workbook, empty for text files.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Header of the column, as the file writes it.
    pub column: String,
    /// The value that was read, shortened to 200 characters.
    pub value: String,
    /// Stable code of the reason.
    pub code: String,
    /// Russian text with the remedy.
    pub message: String,
}

/// How one column of the file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnUse {
    /// Header as written.
    pub header: String,
    /// Field it feeds (`surname`, `full_name`, `birth`…), empty when passed over.
    pub field: String,
    /// First values of the column, at most 5.
    pub samples: Vec<String>,
}

/// A child of the plan, to show before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedPupil {
    /// Sheet of the workbook, empty for text files.
    pub sheet: String,
    /// Row of the file.
    pub row: u32,
    /// Full name.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub birth: String,
    /// Class as the school names it: `5А`.
    pub class: String,
    /// For updates: fields that change, `field: old → new`.
    pub changes: Vec<String>,
}

/// `import.pupils.plan` (as a job's result): what would happen. Nothing is written before `import.pupils.apply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PupilsPlan {
    /// Id for `import.pupils.apply`; the plan is refused when the journal has changed beneath it.
    pub plan: String,
    /// File name.
    pub file: String,
    /// Encoding or format found: `xlsx`, `csv windows-1251`…
    pub format: String,
    /// Columns and what feeds what.
    pub columns: Vec<ColumnUse>,
    /// Pupils to create.
    pub create: Vec<PlannedPupil>,
    /// Pupils whose fields change.
    pub update: Vec<PlannedPupil>,
    /// Pupils already known and equal.
    pub unchanged: Vec<PlannedPupil>,
    /// Rows passed over with a reason (totals row, repeated child).
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Rows mended, and other things to look at.
    pub warnings: Vec<RowNote>,
    /// Classes that the list names and the year does not have yet.
    pub new_classes: Vec<String>,
}

/// `import.pupils.apply`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApplyPlan {
    /// Plan id.
    pub plan: String,
}

/// Result of `import.pupils.apply`, as a job's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PupilsApplied {
    /// Pupils created.
    pub created: u32,
    /// Pupils updated.
    pub updated: u32,
    /// Pupils left as they were.
    pub unchanged: u32,
    /// Rows passed over.
    pub skipped: u32,
    /// Rows refused.
    pub errors: u32,
    /// Classes created.
    pub classes: u32,
    /// Events written.
    pub events: u32,
}

/// One class of the year (`classes.list`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassRow {
    /// Class id.
    pub id: String,
    /// Name: `5А`.
    pub name: String,
    /// Grade 1–11.
    pub grade: u8,
    /// Letter, up to 15 characters.
    pub letter: String,
    /// Pupils on the list today.
    pub pupils: u32,
}

/// `classes.list`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassList {
    /// By grade, then letter.
    pub classes: Vec<ClassRow>,
    /// Pupils in all.
    pub pupils: u32,
}

/// `classes.pupils`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByClass {
    /// Class id.
    pub class: String,
}

/// One pupil of a class list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PupilRow {
    /// Person id.
    pub id: String,
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given: String,
    /// Patronymic, may be empty.
    pub patronymic: String,
    /// `YYYY-MM-DD`.
    pub birth: Option<String>,
    /// `m` or `f`.
    pub sex: Option<String>,
    /// `123-456-789 00`.
    pub snils: Option<String>,
    /// Address of registration.
    pub address: Option<String>,
    /// Order of enrolment: `№ 71-у от 21.08.2026`.
    pub order: Option<String>,
}

/// Answer of `classes.pupils`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassPupils {
    /// The class.
    pub class: ClassRow,
    /// In the order of the alphabet, ё equal to е.
    pub pupils: Vec<PupilRow>,
}

/// `log.page`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogPage {
    /// `registry` or the year (`2026`).
    pub volume: String,
    /// Rows before this one; absent: the newest.
    pub before: Option<String>,
    /// At most this many rows, 1–500.
    pub limit: u32,
}

/// One entry of the log: what, who, when, on which computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogRow {
    /// Cursor for `before`.
    pub at: String,
    /// Displayed time, RFC 3339 UTC.
    pub time: String,
    /// True when the claimed time was clamped by checkpoints.
    pub clamped: bool,
    /// Author, `—` for what the computer itself wrote.
    pub author: String,
    /// Name of the computer.
    pub device: String,
    /// Kind of the event, a key of the catalogue: `kind-<name>`.
    pub kind: String,
    /// What it concerns, to show.
    pub subject: String,
    /// New value, to show.
    pub value: String,
    /// `applied`, `superseded`, `held`, `void`, `unknown`.
    pub fate: String,
}

/// Answer of `log.page`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogRows {
    /// Newest first.
    pub rows: Vec<LogRow>,
    /// Cursor of the next page, absent at the end.
    pub next: Option<String>,
}

/// `classes.create`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassCreate {
    /// Grade 1–11.
    pub grade: u8,
    /// Letter, up to 15 characters.
    pub letter: String,
}

/// `settings.set`: one setting of the school (domain 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Setting {
    /// Name: 1–60 lower-case Latin letters, digits, dots, hyphens, underscores.
    pub name: String,
    /// Value, at most 4000 characters.
    pub value: String,
}

/// Answer of `settings.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// By name.
    pub settings: Vec<Setting>,
}

/// `doctor`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoctorAsk {
    /// Read every volume through and prove it, as when absent; false: only what is known without that.
    pub deep: Option<bool>,
}

/// `volumes.go_on`: an admin goes on without what an older copy of a volume lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VolumeAsk {
    /// `registry` or the year.
    pub volume: String,
}

/// One finding of `doctor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// What was looked at: `home`, `keys`, `space`, `volumes`, `clock`, `integrity`, `interrupted`.
    pub area: String,
    /// True when all is well.
    pub ok: bool,
    /// Key of the catalogue: `doctor-<code>`.
    pub code: String,
    /// Arguments of the text; never personal data.
    pub args: std::collections::BTreeMap<String, String>,
}

/// What `doctor` found: the state of this computer's journal, without personal data; without a login only what is well or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoctorReport {
    /// True when every finding is.
    pub ok: bool,
    /// Version of the program.
    pub version: String,
    /// Format level of events.
    pub level: u16,
    /// Operating system.
    pub system: String,
    /// Findings.
    pub findings: Vec<Finding>,
    /// The full check, for who is logged in.
    pub check: Option<CheckReport>,
}

/// `check`: chains, SQLite integrity, tables = rebuild.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckReport {
    /// True when nothing is wrong.
    pub ok: bool,
    /// One row a volume.
    pub volumes: Vec<VolumeCheck>,
}

/// One volume's verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VolumeCheck {
    /// `registry` or the year.
    pub volume: String,
    /// Events in the set.
    pub events: u64,
    /// Chains.
    pub chains: u32,
    /// Events waiting outside the set.
    pub waiting: u64,
    /// Count by fate: applied, superseded, held, void, unknown.
    pub fates: std::collections::BTreeMap<String, u64>,
    /// Hash of the state, names the level and, for a year, the registry heads.
    pub state_hash: String,
    /// What is wrong, codes with places; empty when all is well.
    pub problems: Vec<String>,
}
