//! Summary sheet, printing, archive.

use super::Typed;
use super::page::Uncounted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A line of each pupil on the summary sheet: a term, the year, the exam, the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummaryPeriod {
    /// Term id.
    pub term: String,
    /// 1 term, 2 year, 3 exam, 4 result.
    pub cell: u8,
    /// `I`, `II`, `Год`, `Экз.`, `Итог.`
    pub short: String,
}

/// A column of the summary sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummarySubject {
    /// Subject id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Groups of the class in this subject, to go to.
    pub groups: Vec<String>,
}

/// A square of the summary sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummaryMark {
    /// Index of the period.
    pub period: u32,
    /// Index of the subject.
    pub subject: u32,
    /// Mark code; absent: «—», not studied.
    pub mark: Option<u8>,
    /// Several writes, or finals of several groups, stand beside each other.
    pub conflict: bool,
    /// The groups, when it is finals of several: «две группы», and no mark is shown.
    pub groups: Vec<String>,
}

/// The council's decision (решение педсовета), S-02.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// Code of `school::codes::Decision`: `promoted`, `conditional`, `repeat`, `finished-nine`, `finished-eleven`, `expelled`, `admitted`.
    pub decision: String,
    /// Class it leads to, `6`; empty where the words have none.
    pub to: String,
    /// Number of the protocol.
    pub protocol: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}

/// A pupil of the summary sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummaryPupil {
    /// Person id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// `выбыл(а) с …, пр. № … от …`; empty.
    pub note: String,
    /// Squares that hold something.
    pub marks: Vec<SummaryMark>,
    /// The decision.
    pub decision: Option<Decision>,
    /// The decision in the words of papers.md.
    pub words: String,
    /// Awards in their own words.
    pub awards: Vec<String>,
}

/// Answer of `summary.sheet` (request `ByClass`): live from finals (S-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummarySheet {
    /// Class id.
    pub class: String,
    /// Class by name.
    pub name: String,
    /// Homeroom teacher, surname and initials; empty.
    pub homeroom: String,
    /// Lines of each pupil.
    pub periods: Vec<SummaryPeriod>,
    /// Columns, in the curriculum's order.
    pub subjects: Vec<SummarySubject>,
    /// Pupils, in the journal's order.
    pub pupils: Vec<SummaryPupil>,
    /// Finals that are still missing in terms that have ended, the year's when it has ended.
    pub missing: u32,
    /// Finals of the class's pupils that do not count.
    pub findings: Vec<Uncounted>,
    /// The person may write decisions.
    pub decides: bool,
    /// Awards the school gives, to choose from.
    pub awards: Vec<String>,
}

/// `summary.decide`: one decision for one or several pupils of a class; none: cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decide {
    /// Class id.
    pub class: String,
    /// Person ids.
    pub pupils: Vec<String>,
    /// The decision.
    pub decision: Option<Decision>,
}

/// `summary.award`: an award given or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Award {
    /// Class id.
    pub class: String,
    /// Person id.
    pub pupil: String,
    /// Award in its own words.
    pub award: String,
    /// Number of the protocol; empty: taken back.
    pub protocol: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}

/// What is printed. `what`: `journal`, `summary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperAsk {
    /// Which paper.
    pub what: String,
    /// Class id.
    pub class: String,
}

/// Something that stands in the way of a final print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperLack {
    /// Text `lack-<code>`.
    pub code: String,
    /// Arguments of the text.
    pub args: std::collections::BTreeMap<String, String>,
    /// Group to go to, when it is one.
    pub group: Option<String>,
}

/// Answer of `print.plan` (a job's result): the paper laid out, to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperPlan {
    /// Id of the paper for `print.save`; its pages are `paper/<id>/<n>.svg` of the page protocol, n from 1.
    pub paper: String,
    /// Title.
    pub title: String,
    /// Pages.
    pub pages: u32,
    /// Sheets, printed on both sides.
    pub sheets: u32,
    /// Volumes it makes.
    pub volumes: u32,
    /// Width and height of each page in micrometres.
    pub sizes: Vec<(u32, u32)>,
    /// Sections: title and first page.
    pub sections: Vec<(String, u32)>,
    /// What is missing for a final.
    pub lacks: Vec<PaperLack>,
    /// The stamp is on this computer and the person may print: a final can be made once nothing is missing.
    pub may_final: bool,
}

/// `print.save`: writes the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperSave {
    /// Paper of `print.plan`.
    pub paper: String,
    /// For good, with the checkpoint's hash; else a draft, marked so.
    pub final_print: bool,
    /// One-use token of the place chosen.
    pub token: String,
    /// The person's password typed again, for finals (design.md 3).
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Typed>,
}

/// Answer of `print.save`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperSaved {
    /// File name.
    pub file: String,
    /// Files written: one a volume.
    pub files: u32,
    /// Pages.
    pub pages: u32,
    /// Sheets.
    pub sheets: u32,
    /// BLAKE3 of the file, of several of the first, hexadecimal.
    pub hash: String,
    /// First 16 hexadecimal characters of the checkpoint on a final.
    pub checkpoint: Option<String>,
}

/// `archive.make`: the year as one canonical ZIP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveMake {
    /// One-use token of the place chosen.
    pub token: String,
}

/// Answer of `archive.make` (a job's result).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveMade {
    /// File name.
    pub file: String,
    /// Bytes.
    pub bytes: u64,
    /// Files inside.
    pub files: u32,
    /// Pages of papers inside.
    pub pages: u32,
    /// The year is still open: an interim archive, marked so.
    pub interim: bool,
    /// FINGERPRINT of the school, for `verify --trust`.
    pub fingerprint: String,
    /// BLAKE3 of the manifest, hexadecimal.
    pub manifest: String,
}

/// `archive.verify`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveVerify {
    /// One-use token of the file.
    pub token: String,
    /// FINGERPRINT trusted; absent: that of this computer's school when there is one.
    pub trust: Option<String>,
}

/// A finding of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveProblem {
    /// Text `archive-<code>`: `changed`, `added`, `removed`, `not-archive`, `not-canonical`, `manifest`, `signature`, `ledger`, `more`;
    /// of an intact archive only `key`, `key-other`, `key-revoked`.
    pub code: String,
    /// File inside the archive; empty: the archive itself.
    pub file: String,
    /// Arguments of the text.
    pub args: std::collections::BTreeMap<String, String>,
}

/// Answer of `archive.verify` (a job's result): *intact* and *authentic* apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveVerdict {
    /// Nothing changed, added, removed since it was signed.
    pub intact: bool,
    /// Signed by the school whose fingerprint is trusted. Never true when not intact.
    pub authentic: bool,
    /// A fingerprint was there to compare with.
    pub compared: bool,
    /// School named in the manifest.
    pub school: String,
    /// Academic year.
    pub year: u16,
    /// Made while the year was open.
    pub interim: bool,
    /// When it was made, RFC 3339 UTC.
    pub made: String,
    /// Fingerprint of the key it is signed with.
    pub fingerprint: String,
    /// Files inside.
    pub files: u32,
    /// Events of the ledger proved.
    pub events: u64,
    /// What is wrong.
    pub problems: Vec<ArchiveProblem>,
}
