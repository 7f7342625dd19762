//! Roots, computers, removal of admins, entries in doubt of who signed them.

use super::SecretText;
use super::{Credentials, LogRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One root of the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RootRow {
    /// 1, 2, …: the number its sheet carries.
    pub number: u32,
    /// Fingerprint in groups of four.
    pub fingerprint: String,
    /// Fingerprint of its document in groups of four: it tells two documents of one root apart.
    pub document: String,
}

/// What a root has signed, in a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RootAct {
    /// Number of the root.
    pub number: u32,
    /// When, as claimed, RFC 3339.
    pub time: String,
    /// Key of the catalogue: `kind-<name>`.
    pub kind: String,
    /// Whom or what it is about.
    pub subject: String,
}

/// Answer of `root.state`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RootState {
    /// The roots this computer follows, the last one in force.
    pub roots: Vec<RootRow>,
    /// Right roots of a number that this computer follows another of: an alarm. Somebody else has opened a sealed sheet.
    pub others: Vec<RootRow>,
    /// What the roots have signed, the oldest first.
    pub acts: Vec<RootAct>,
}

/// `root.plan`: the sealed sheet is opened; nobody need be logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RotationAsk {
    /// The groups of the sealed sheet as typed.
    pub sealed: SecretText,
    /// The groups of the present sheet, where there is one still.
    #[serde(default)]
    #[ts(optional)]
    pub present: Option<SecretText>,
}

/// Answer of `root.plan`: the new root is made, and nothing is written yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RotationPlan {
    /// Names the plan in `root.sheet_save`, `root.rotate` and `root.cancel`.
    pub rotation: String,
    /// Number of the new root: that of the sheet that was sealed.
    pub number: u32,
    /// Its fingerprint in groups of four: what papers carry from then on.
    pub fingerprint: String,
    /// Fingerprint of its document in groups of four, to be written on the sheets.
    pub document: String,
    /// The present sheet signs it too.
    pub signed_by_present: bool,
    /// What the former roots have signed and this computer holds: it stays. What nobody of the school asked for is taken back singly.
    pub stands: Vec<RootAct>,
    /// What of theirs is known here and waits for something missing: it falls, and is done again under the new sheet.
    pub falls: Vec<RootAct>,
}

/// `root.sheet_save`: one file of the new sheets, as at the school's creation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RotationSave {
    /// From `root.plan`.
    pub rotation: String,
    /// `present`: both copies of the sheet that comes into force; `sealed`: the following sheet.
    pub file: String,
    /// One-use token of the place chosen.
    pub token: String,
}

/// `root.sheet_print`: one paper of the new sheets, straight to a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RotationPrint {
    /// From `root.plan`.
    pub rotation: String,
    /// `copy-1`, `copy-2`, `sealed`.
    pub paper: String,
    /// Name of the printer.
    pub printer: String,
}

/// `root.rotate`, `root.cancel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByRotation {
    /// From `root.plan`.
    pub rotation: String,
}

/// `root.settle`: of two documents of one root the one the school made, by its fingerprint. By an admin who is logged in, or by the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RootSettle {
    /// Fingerprint of the document as typed.
    pub document: String,
    /// The groups of the sheet of that number, where no admin is logged in.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<SecretText>,
}

/// Answer of `root.settle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RootSettled {
    /// Number of the root.
    pub number: u32,
    /// This computer followed the other document until now.
    pub moved: bool,
}

/// `devices.by_sheet`: the computers of the school for who holds the recovery sheet; nobody need be logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BySheet {
    /// The groups of the present recovery sheet as typed.
    pub sheet: SecretText,
}

/// One computer of `devices.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeviceRow {
    /// Device id.
    pub id: String,
    /// Name of the computer.
    pub name: String,
    /// `journal`, `office`, `witness`, `stamp`.
    pub capabilities: Vec<String>,
    /// Certified by the root itself: admins change their passwords here.
    pub by_root: bool,
    /// Cut off: lost, stolen, taken out of use.
    pub cut: bool,
    /// The computer at hand.
    pub this: bool,
}

/// Answer of `devices.list` and `devices.by_sheet`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeviceList {
    /// By name.
    pub devices: Vec<DeviceRow>,
}

/// `admins.remove`: by the sheet alone; nobody need be logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemoveAdmin {
    /// Account id or login of the admin.
    pub admin: String,
    /// The groups of the present recovery sheet as typed.
    pub sheet: SecretText,
    /// Password or computer were stolen: what the witness had not heard before `received` is void. Else what comes later is held.
    pub stolen: bool,
    /// The person leaves the school: everything they write is ended, not the admin's rights alone.
    pub leaves: bool,
    /// Ids of the person's computers, which are cut off.
    pub devices: Vec<String>,
    /// Day on which it may have been stolen, `YYYY-MM-DD`; absent: today. Of theft only.
    #[serde(default)]
    #[ts(optional)]
    pub received: Option<String>,
}

/// `accounts.compromised`: the password became known to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompromisedAccount {
    /// Account id.
    pub id: String,
    /// Day on which it may have become known, `YYYY-MM-DD`; absent: today.
    #[serde(default)]
    #[ts(optional)]
    pub received: Option<String>,
    /// The groups of the present recovery sheet, for an admin's account.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<SecretText>,
}

/// Answer of `accounts.compromised`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Compromised {
    /// The new temporary password, shown once.
    pub credentials: Credentials,
    /// The checkpoint that is trusted, RFC 3339: what came later under the former passwords is void. Absent while there is none: then all
    /// that this computer holds stays.
    pub trusted: Option<String>,
}

/// `doubts.list`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubtsAsk {
    /// Only entries that name me as their author. Others are shown to admins alone.
    pub mine: bool,
}

/// One entry that is held because it is in doubt who signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubtRow {
    /// Name of the entry, for `doubts.write_again`.
    pub entry: String,
    /// `registry` or the year.
    pub volume: String,
    /// It names me as its author.
    pub mine: bool,
    /// Key of the catalogue: `doubt-<why>`.
    pub why: String,
    /// True when it can be written again; what cannot (a lock, a key) is done anew.
    pub again: bool,
    /// What the cell shows meanwhile.
    pub shown: String,
    /// The entry in words.
    pub row: LogRow,
}

/// Answer of `doubts.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubtList {
    /// By computer, then by time.
    pub doubts: Vec<DoubtRow>,
}

/// `doubts.write_again`: the values of held entries, in my own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WriteAgain {
    /// Names of entries from `doubts.list`.
    pub entries: Vec<String>,
}

/// Answer of `doubts.write_again`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubtsAgain {
    /// Entries written: one a cell.
    pub written: u32,
}

/// A lock or cut that is in force no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenedCut {
    /// Names it in `law.again`.
    pub entry: String,
    /// It can be set again by `law.again`; what a sheet had signed is done anew with the sheet.
    pub again: bool,
    /// `registry` or the year.
    pub volume: String,
    /// Key of the catalogue: `doubt-<why>`.
    pub why: String,
    /// It in words.
    pub row: LogRow,
}

/// Answer of `law.opened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Opened {
    /// In the order they were written.
    pub cuts: Vec<OpenedCut>,
}

/// One computer of `quarantine.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateRow {
    /// Device id.
    pub device: String,
    /// Name of the computer; empty when its certificate is not in force.
    pub name: String,
    /// Events that wait.
    pub events: u64,
    /// What they take on this disk, bytes.
    pub bytes: u64,
    /// Day since which the first of them waits, `YYYY-MM-DD`.
    pub since: String,
    /// Day on which all of them will be in, when nothing more comes; absent: the computer is cut off, and they stay out.
    pub until: Option<String>,
}

/// Answer of `quarantine.list`: what of other computers is more than a day's measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateList {
    /// By device id.
    pub computers: Vec<LateRow>,
}

/// `quarantine.admit`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetIn {
    /// Device id from `quarantine.list`.
    pub device: String,
    /// On all computers and from now on, by an entry; else what waits on this computer, now.
    pub everywhere: bool,
}

/// `law.again`: the lock or cut is written anew in the name of who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawAgain {
    /// From `law.opened`.
    pub entry: String,
}
