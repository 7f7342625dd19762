//! Requests and responses of every operation: the contract of all shells.
//!
//! Shapes are exported to TypeScript (`ui/src/lib/generated/`). Ids are base32 strings, dates `YYYY-MM-DD`,
//! instants RFC 3339 in UTC. No field is ever a float.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Empty request or response.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Where the program stands, decides which screen opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// An empty home: no school yet.
    Empty,
    /// The key file wants its passphrase (`keys.unlock`).
    KeysLocked,
    /// The school is created, but its recovery sheet has not been confirmed (`school.sheet_done`).
    Sheet,
    /// Nobody is logged in.
    Login,
    /// Idle lock: the same user types the password again (`session.unlock`).
    Locked,
    /// A temporary password must be replaced (`session.change_password`).
    MustChangePassword,
    /// Somebody is logged in.
    Ready,
}

/// `app.state`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppState {
    /// Screen to open.
    pub stage: Stage,
    /// The school, when there is one.
    pub school: Option<SchoolInfo>,
    /// The user, when logged in or idle-locked.
    pub user: Option<UserInfo>,
    /// Version of the program.
    pub version: String,
    /// Today in the school's zone, `YYYY-MM-DD`.
    pub today: String,
    /// Minutes without a key or a click before the idle lock.
    pub idle_minutes: u32,
    /// Logins shown on the login screen of a demo home; empty elsewhere.
    pub demo_logins: Vec<String>,
}

/// The school as every screen's head shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SchoolInfo {
    /// Name as printed on papers.
    pub name: String,
    /// First calendar year of the academic year: 2026 means 2026/27.
    pub year: u16,
    /// Regulation profile id (`eljur`, `asiou`, `sgo`, `ezhd`, `portal`).
    pub profile: String,
    /// FINGERPRINT: 16 base32 characters of BLAKE3 of the root's public key, in groups of four.
    pub fingerprint: String,
}

/// A logged-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UserInfo {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Name to show.
    pub name: String,
    /// Ids of roles (`admin`, `deputy`, `secretary`, `teacher`…), see `people::role`.
    pub roles: Vec<String>,
    /// Names of operations this user may call; screens show nothing else.
    pub may: Vec<String>,
}

/// `school.create`: makes the root, the first computer with all capabilities and the first admin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SchoolCreate {
    /// Name of the school as papers print it, 2–300 characters.
    pub name: String,
    /// Regulation profile id.
    pub profile: String,
    /// First calendar year of the academic year.
    pub year: u16,
    /// IANA zone, `Europe/Moscow` when absent.
    pub zone: Option<String>,
    /// The first administrator.
    pub admin_login: String,
    /// Full name of the administrator: фамилия имя отчество.
    pub admin_name: String,
    /// At least 14 characters.
    pub admin_password: String,
    /// `keyring` or `file`.
    pub keys: String,
    /// Passphrase of the key file, required with `file`.
    pub keys_passphrase: Option<String>,
}

/// Answer of `school.create`: what the recovery sheet says. Kept in memory until `school.sheet_done`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetInfo {
    /// Fingerprint in groups of four.
    pub fingerprint: String,
    /// The seed as groups of characters, in the order of the sheet, with check groups.
    pub groups: Vec<String>,
    /// True after `school.sheet_save` succeeded at least once.
    pub saved: bool,
}

/// A one-use token that a dialog or a file drop returned in place of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileToken {
    /// The token.
    pub token: String,
    /// File name without folders, to show.
    pub name: String,
}

/// Request that names a file by its token (`school.sheet_save`, `import.pupils.plan`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByToken {
    /// Token from a dialog or a drop.
    pub token: String,
}

/// `keys.unlock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Passphrase {
    /// Passphrase of the key file.
    pub passphrase: String,
}

/// `session.login`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Login {
    /// Login, any case.
    pub login: String,
    /// Password.
    pub password: String,
}

/// `session.unlock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unlock {
    /// Password of the user who is logged in.
    pub password: String,
}

/// `session.change_password`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChangePassword {
    /// The password in force.
    pub old: String,
    /// The new one: at least 10 characters, 14 for admin and deputy, not a common one.
    pub new: String,
}

/// A job started by a long operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobId {
    /// Id for `job.status` and `job.cancel`.
    pub job: String,
}

/// `job.status`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobStatus {
    /// Id.
    pub job: String,
    /// `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// Stage of the work, a key of the message catalogue.
    pub stage: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all, 0 while unknown.
    pub total: u32,
    /// The result, when done: the response type of the operation that started it.
    #[ts(type = "unknown")]
    pub result: serde_json::Value,
    /// The error, when failed.
    pub error: Option<ErrorInfo>,
}

/// An error as shells see it. The Russian text is made at the edge from the code: `error-<code>` in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErrorInfo {
    /// Stable code, `kebab-case`.
    pub code: String,
    /// Arguments of the text.
    pub args: std::collections::BTreeMap<String, String>,
}

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

/// One account (`accounts.list`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRow {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Full name of the person.
    pub name: String,
    /// Role ids in force.
    pub roles: Vec<String>,
    /// `active`, `temporary` (first login pending) or `closed`.
    pub state: String,
}

/// Answer of `accounts.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountList {
    /// By name.
    pub accounts: Vec<AccountRow>,
}

/// `accounts.create`: a person, an account, a temporary password, roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountCreate {
    /// Login: 3–40 characters, letters, digits, dot, hyphen.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Role ids.
    pub roles: Vec<String>,
}

/// A temporary password, shown once (`accounts.create`, `accounts.reset`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Credentials {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Temporary password; it must be replaced at the first login.
    pub password: String,
}

/// Names an account (`accounts.reset`, `accounts.close`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByAccount {
    /// Account id.
    pub id: String,
}

/// `accounts.grant`, `accounts.revoke`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRole {
    /// Account id.
    pub id: String,
    /// Role id.
    pub role: String,
    /// First day, `YYYY-MM-DD`; absent: at once. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`; absent: without end. Roles of guests (inspector) need one. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// Class ids the role is limited to; absent or empty: all. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub classes: Option<Vec<String>>,
}

/// `accounts.grant_admin`: a further administrator is made by the root alone, so the recovery sheet is typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GrantAdmin {
    /// Account id.
    pub id: String,
    /// The groups of the recovery sheet as typed.
    pub sheet: String,
}

/// One role of `roles.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleRow {
    /// Role id.
    pub id: String,
    /// Russian name.
    pub name: String,
    /// Names of what it allows to write: keys of the catalogue, `permission-<name>`.
    pub permissions: Vec<String>,
    /// Characters the password of its holder has at least.
    pub password_chars: u32,
    /// True when it is granted with an end date only.
    pub ends: bool,
}

/// Answer of `roles.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleList {
    /// In the order screens show them.
    pub roles: Vec<RoleRow>,
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

/// `session.idle`: after how long without a key or a click this computer locks itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdleMinutes {
    /// 1–120.
    pub minutes: u32,
}

/// One finding of `doctor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// What was looked at: `home`, `keys`, `space`, `clock`, `integrity`, `interrupted`.
    pub area: String,
    /// True when all is well.
    pub ok: bool,
    /// Key of the catalogue: `doctor-<code>`.
    pub code: String,
    /// Arguments of the text; never personal data.
    pub args: std::collections::BTreeMap<String, String>,
}

/// `doctor`: the state of this computer's journal, without personal data.
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
    /// The full check, when the journal could be opened.
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
