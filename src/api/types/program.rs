//! The program: where it stands, the first start, sessions, jobs.

use super::SecretText;
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
    /// What a demo home says of itself; absent elsewhere.
    pub demo: Option<DemoInfo>,
    /// The key file opens with the phrase that every copy of this program knows: the journal takes no list and makes nothing real.
    pub published: bool,
    /// Years in quarantine on this computer and those that have gone, told to everybody who is logged in; absent when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quarantine: Option<Vec<super::QuarantineRow>>,
    /// What is wrong with this computer's volumes or its clock, told to everybody at it, as `doctor` tells it; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub warnings: Option<Vec<super::Finding>>,
    /// Files of recovery sheets that still have to be deleted, told to admins; absent when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sheet_files: Option<Vec<SheetFileRow>>,
}

/// A demo home: invented people, a clock of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoInfo {
    /// The day its clock shows at every start, `YYYY-MM-DD`.
    pub day: String,
    /// Password of all its accounts.
    pub password: String,
    /// Who stands behind each of `demo_logins`, in a few words.
    pub who: Vec<String>,
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
    pub admin_password: SecretText,
    /// `keyring` or `file`.
    pub keys: String,
    /// Passphrase of the key file, required with `file`: at least 14 characters, as an administrator's password.
    pub keys_passphrase: Option<SecretText>,
}

/// Answer of `school.create`: what the recovery sheet says. Kept in memory until `school.sheet_done`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetInfo {
    /// Fingerprint in groups of four.
    pub fingerprint: String,
    /// The seed as groups of characters, in the order of the sheet, with check groups.
    pub groups: Vec<SecretText>,
    /// What of the sheets is on paper or in files.
    pub papers: SheetPapers,
}

/// What of a new root's sheets is on paper or in files: `school.sheet`, and after each step of printing and saving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetPapers {
    /// Papers that came out of the printer: `copy-1`, `copy-2`, `sealed`.
    pub printed: Vec<String>,
    /// Files that were saved: `present`, `sealed`.
    pub saved: Vec<String>,
    /// Both sheets are on paper or in files.
    pub kept: bool,
}

/// `school.sheet_save`: one file of the new sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetSave {
    /// `present`: both copies of the sheet in force; `sealed`: the following sheet.
    pub file: String,
    /// One-use token of the place chosen.
    pub token: String,
}

/// `school.sheet_print`: one paper of the new sheets, straight to a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetPrint {
    /// `copy-1`, `copy-2`, `sealed`.
    pub paper: String,
    /// Name of the printer.
    pub printer: String,
}

/// A file of a recovery sheet that was saved and is not known to be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetFileRow {
    /// File name.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// `present`, `sealed`.
    pub file: String,
    /// Number of the root whose sheet it is.
    pub number: u32,
    /// The file stands there; else its disk is not here.
    pub here: bool,
}

/// `sheets.files`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetFiles {
    /// The files.
    pub files: Vec<SheetFileRow>,
}

/// `sheets.delete`: the files of sheets, past any bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetFilesDelete {
    /// Both sheets are on paper: two copies of the one in force, the following one in its envelope.
    pub printed: bool,
    /// The fingerprint on paper was compared with that of the school.
    pub compared: bool,
    /// What lies on disks that are not here was destroyed by hand.
    #[serde(default)]
    pub away_destroyed: bool,
}

/// A one-use token that a dialog or a file drop returned in place of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileToken {
    /// The token.
    pub token: String,
    /// File name without folders, to show.
    pub name: String,
}

/// Request that names a file by its token (`import.pupils.plan`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByToken {
    /// Token from a dialog or a drop.
    pub token: String,
}

/// `table.save`: a table the person has been shown, as CSV in a place they chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableSave {
    /// One-use token of the place chosen.
    pub token: String,
    /// Rows of cells, the head first.
    pub rows: Vec<Vec<String>>,
}

/// `keys.unlock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Passphrase {
    /// Passphrase of the key file.
    pub passphrase: SecretText,
}

/// `session.login`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Login {
    /// Login, any case.
    pub login: String,
    /// Password.
    pub password: SecretText,
}

/// `session.unlock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unlock {
    /// Password of the user who is logged in.
    pub password: SecretText,
}

/// `session.change_password`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChangePassword {
    /// The password in force.
    pub old: SecretText,
    /// The new one: at least 10 characters, 14 for admin and deputy, not a common one.
    pub new: SecretText,
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

/// `session.idle`: after how long without a key or a click this computer locks itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdleMinutes {
    /// 1–120.
    pub minutes: u32,
}
