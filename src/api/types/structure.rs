//! What a year stands on: staff, curriculum, calendar, bells, work types, lesson plans; groups, loads, the week.

use super::{ColumnUse, RowNote, SecretText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One row of a file that is not a list of pupils, to show before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedRow {
    /// Sheet of the workbook, empty for text files.
    pub sheet: String,
    /// Row of the file.
    pub row: u32,
    /// What it is: a person's name, a subject, a topic, a day.
    pub name: String,
    /// The rest of it in one line, as a person would say it.
    pub detail: String,
    /// For updates: fields that change, `field: old → new`.
    pub changes: Vec<String>,
}

/// `import.<kind>.plan` of staff, curriculum, calendar, bells, work types, lesson plans (as a job's result). Nothing is written before `.apply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TablePlan {
    /// Id for `.apply`; refused when the journal has changed beneath it.
    pub plan: String,
    /// `staff`, `curriculum`, `calendar`, `bells`, `worktypes`, `lessons`.
    pub kind: String,
    /// File name.
    pub file: String,
    /// Encoding or format found.
    pub format: String,
    /// Columns and what feeds what.
    pub columns: Vec<ColumnUse>,
    /// Rows to create.
    pub create: Vec<PlannedRow>,
    /// Rows that change something known.
    pub update: Vec<PlannedRow>,
    /// Rows already known and equal.
    pub unchanged: Vec<PlannedRow>,
    /// Rows passed over with a reason.
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Rows mended, and other things to look at (hours of a lesson plan against the curriculum, Y-02).
    pub warnings: Vec<RowNote>,
}

/// Result of `import.<kind>.apply`, `structure.apply` (rows are groups) and `week.apply` (rows are lessons of the week), as a job's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableApplied {
    /// Rows created.
    pub created: u32,
    /// Rows updated.
    pub updated: u32,
    /// Rows left as they were.
    pub unchanged: u32,
    /// Rows passed over.
    pub skipped: u32,
    /// Rows refused; of proposals, gaps that are left.
    pub errors: u32,
    /// Events written.
    pub events: u32,
}

/// `import.lessons.plan`: a lesson plan (КТП) for one or several teaching groups of one subject and grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LessonsFile {
    /// One-use token of the file.
    pub token: String,
    /// Teaching groups that get the plan; empty: found by the subject and grade that the file's title or name says.
    pub groups: Vec<String>,
}

/// One line of the checklist before the year (Y-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyLine {
    /// `staff`, `accounts`, `curriculum`, `calendar`, `bells`, `worktypes`, `groups`, `loads`, `week`, `lessons`: text `ready-<what>`.
    pub what: String,
    /// How many there are.
    pub count: u32,
    /// How many are missing; 0 when ready.
    pub lacks: u32,
    /// What is missing, by name, at most 50.
    pub names: Vec<String>,
}

/// `structure.ready`: what the year still lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ready {
    /// In the order a school does them.
    pub lines: Vec<ReadyLine>,
}

/// A teaching group of the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedGroup {
    /// Subject.
    pub subject: String,
    /// Classes by name.
    pub classes: Vec<String>,
    /// Hours a week in hundredths.
    pub hours: u32,
    /// Teacher proposed, none: a gap.
    pub teacher: Option<String>,
    /// `create`, `load` (the group is there and gets a teacher), `hours` (its hours follow the curriculum), `same`.
    pub state: String,
}

/// Hours of one teacher in the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeacherHours {
    /// Name.
    pub teacher: String,
    /// Hours a week in hundredths.
    pub hours: u32,
    /// Number of groups.
    pub groups: u32,
}

/// `structure.propose` (as a job's result): teaching groups, their composition and loads, from curriculum, classes and staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StructurePlan {
    /// Id for `structure.apply`.
    pub plan: String,
    /// Groups.
    pub groups: Vec<PlannedGroup>,
    /// Hours by teacher.
    pub teachers: Vec<TeacherHours>,
    /// Subjects of classes without a teacher, and other gaps: text `gap-<code>`.
    pub gaps: Vec<RowNote>,
    /// Entries that applying writes, composition and homerooms included; 0: all of it stands already.
    pub writes: u32,
}

/// `week.propose` (as a job's result): the week's timetable by a plain rule, nobody in two places at once (Y-03).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeekPlan {
    /// Id for `week.apply`.
    pub plan: String,
    /// Lessons a week placed.
    pub placed: u32,
    /// What could not be placed: text `gap-<code>`.
    pub gaps: Vec<RowNote>,
    /// Lessons of the year that follow from week and calendar.
    pub lessons: u32,
    /// The week of every class.
    pub classes: Vec<ClassWeek>,
    /// Entries that applying writes; 0: all of it stands already.
    pub writes: u32,
}

/// The week of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassWeek {
    /// Class by name.
    pub class: String,
    /// Lessons: weekday 1–7, number of the lesson, subject and teacher.
    pub lessons: Vec<WeekLesson>,
}

/// One lesson of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeekLesson {
    /// 1 Monday … 7 Sunday.
    pub weekday: u8,
    /// Number of the lesson.
    pub slot: u8,
    /// Subject's short name.
    pub subject: String,
    /// Teacher, surname and initials.
    pub teacher: String,
}

/// Result of `accounts.staff`: logins for everybody on the staff list who has none, with temporary passwords. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffAccounts {
    /// Made, by name.
    pub made: Vec<StaffAccount>,
    /// People who had an account already.
    pub had: u32,
}

/// One login made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffAccount {
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Login.
    pub login: String,
    /// Temporary password.
    pub password: SecretText,
}
