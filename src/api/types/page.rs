//! The journal page: groups, lessons, marks, topics, finals; today; the story of a cell.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A teaching group, as lists show it (section 0: a journal page is a teaching group).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupRow {
    /// Group id.
    pub id: String,
    /// `5А Математика`.
    pub name: String,
    /// Subject's name.
    pub subject: String,
    /// Classes by name.
    pub classes: Vec<String>,
    /// Teachers: surname and initials.
    pub teachers: Vec<String>,
    /// Hours a week in hundredths.
    pub hours: u32,
    /// Pupils today.
    pub pupils: u32,
    /// Lessons up to today without a topic.
    pub unfilled: u32,
    /// True when the person may write here.
    pub writes: bool,
}

/// A class whose homeroom teacher the person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnClass {
    /// Class id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its groups, by the curriculum's order.
    pub groups: Vec<GroupRow>,
}

/// `journal.groups`: what the person may open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalGroups {
    /// Groups the person teaches, by grade, letter, subject.
    pub mine: Vec<GroupRow>,
    /// Classes the person answers for.
    pub own: Vec<OwnClass>,
    /// Everything else a deputy, director or inspector reads, by class.
    pub others: Vec<OwnClass>,
}

/// `journal.today`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayAsk {
    /// `YYYY-MM-DD`; today when absent.
    pub date: Option<String>,
}

/// A lesson of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayLesson {
    /// Group id.
    pub group: String,
    /// `5А Математика`.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Number of the lesson.
    pub slot: u8,
    /// `08:30`, absent when no bells are known.
    pub from: Option<String>,
    /// `09:10`.
    pub to: Option<String>,
    /// Topic written, or none.
    pub topic: Option<String>,
    /// Homework is written.
    pub homework: bool,
    /// Marks written.
    pub marks: u32,
    /// Pupils absent.
    pub absent: u32,
    /// What it lacks: `topic`, `homework`; empty: filled.
    pub lacks: Vec<String>,
}

/// Answer of `journal.today`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Today {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Why there are no lessons (holiday's or day off's name), or that the day works as another.
    pub note: Option<String>,
    /// The person's lessons of the day.
    pub lessons: Vec<DayLesson>,
    /// The person's earlier lessons that lack something, newest first, at most 50.
    pub unfilled: Vec<DayLesson>,
    /// How many there are in all.
    pub unfilled_all: u32,
    /// The nearest day with lessons after this one, `YYYY-MM-DD`.
    pub next: Option<String>,
    /// The nearest day with lessons before this one.
    pub previous: Option<String>,
}

/// `journal.page`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageAsk {
    /// Group id.
    pub group: String,
    /// Term id; absent: the term of today, or the nearest one. `year`: all lessons of the year.
    pub term: Option<String>,
}

/// A term of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TermRow {
    /// Term id; of the whole year the id of the year's own term.
    pub id: String,
    /// `I четверть`.
    pub name: String,
    /// `I ч.`, `Год`.
    pub short: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// `term` or `year`.
    pub cell: String,
}

/// A work type (вид работы), J-03.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkTypeRow {
    /// Type id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Short name: `КР`.
    pub short: String,
    /// Weight in hundredths.
    pub weight: u32,
    /// Days allowed for checking.
    pub days: u8,
    /// Obligatory.
    pub obligatory: bool,
    /// The type a mark has when nothing is chosen.
    pub usual: bool,
}

/// A work of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageWork {
    /// Type id.
    pub work: String,
    /// Ordinal among works of the type in the lesson, from 1.
    pub ordinal: u8,
    /// Title, may be empty.
    pub title: String,
}

/// One lesson: a column of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageLesson {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Number of the lesson that day.
    pub slot: u8,
    /// Term id.
    pub term: String,
    /// Number of the lesson in the year, from 1.
    pub number: u32,
    /// `lesson`, `control`, …: a code of `LessonKind`.
    pub kind: String,
    /// `held`, `moved`, …: a code of `LessonStatus`.
    pub status: String,
    /// Works announced for the lesson or marked in it, in order; the usual type is not listed.
    pub works: Vec<PageWork>,
    /// Topic written.
    pub topic: Option<String>,
    /// Number in the lesson plan of the topic written.
    pub plan: Option<u32>,
    /// What the lesson plan proposes: number, topic, homework.
    pub proposed: Option<PlanTopic>,
    /// Homework written.
    pub homework: Option<String>,
    /// Day it is due, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// Minutes it takes.
    pub minutes: Option<u16>,
    /// Who substituted, surname and initials.
    pub substitute: Option<String>,
    /// Written by somebody after the deadline of the profile (J-07): text `late-<code>`.
    pub late: Option<String>,
    /// Why nothing may be changed in it, a code of the catalogue; absent: it may.
    pub locked: Option<String>,
}

/// A topic of the lesson plan (КТП).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanTopic {
    /// Number.
    pub number: u32,
    /// Topic.
    pub topic: String,
    /// Homework, may be empty.
    pub homework: String,
    /// Section of the plan, may be empty.
    pub section: String,
}

/// A pupil: a row of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PagePupil {
    /// Person id.
    pub id: String,
    /// `Агафонова Полина`.
    pub name: String,
    /// Surname, given name, patronymic.
    pub full_name: String,
    /// Class by name, for groups of several.
    pub class: String,
    /// In the group from this day on, when later than the year's first.
    pub from: Option<String>,
    /// In the group to this day.
    pub to: Option<String>,
    /// `выбыл(а) с …, пр. № … от …`, `прибыл(а) …`; empty.
    pub note: String,
    /// Average of the asked term, `4,71`; empty without marks.
    pub average: String,
    /// Weighted average, `4,44`.
    pub weighted: String,
    /// Numeric marks that count.
    pub marks: u32,
    /// Final proposed for the asked term by the school's rule, a mark code (J-09).
    pub proposed: Option<u8>,
}

/// A mark in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellMark {
    /// Work type id.
    pub work: String,
    /// Ordinal, from 1.
    pub ordinal: u8,
    /// Mark code: 1–10 numeric, then codes.
    pub mark: u8,
    /// Several writes stand beside each other.
    pub conflict: bool,
    /// Names the write shown: for `guard`.
    pub stamp: String,
}

/// An absence in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellAbsence {
    /// 1 Н, 2 НП, 3 УП, 4 Б, 5 ОП; the homeroom teacher's word where there is one.
    pub code: u8,
    /// Minutes late.
    pub minutes: u16,
    /// The homeroom teacher has stated it.
    pub stated: bool,
    /// Several writes stand beside each other.
    pub conflict: bool,
    /// Names the teacher's write shown: for `guard`; empty when there is none.
    pub stamp: String,
}

/// A square of the page that holds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageCell {
    /// Person id.
    pub pupil: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Number of the lesson.
    pub slot: u8,
    /// Marks in the order of works.
    pub marks: Vec<CellMark>,
    /// Absence.
    pub absence: Option<CellAbsence>,
}

/// A final mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageFinal {
    /// Person id.
    pub pupil: String,
    /// Term id.
    pub term: String,
    /// 1 term, 2 year, 3 exam, 4 result.
    pub cell: u8,
    /// Mark code; absent: cleared.
    pub mark: Option<u8>,
    /// What was proposed when it was set.
    pub proposed: Option<u8>,
    /// Grounds, where it differs from the proposal; may be empty.
    pub grounds: String,
    /// Several writes, or finals of several groups, stand beside each other.
    pub conflict: bool,
    /// Groups whose final it is, when not of this page alone: one, another group's; several, «две группы», and no mark is shown.
    pub groups: Vec<String>,
    /// Marks were added after it: «среднее изменилось» (J-08).
    pub moved: bool,
    /// Names the write shown.
    pub stamp: String,
}

/// Something written that does not count where it is written: text `uncounted-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Uncounted {
    /// Text `uncounted-<code>`.
    pub code: String,
    /// Arguments of the text.
    pub args: std::collections::BTreeMap<String, String>,
}

/// Answer of `journal.page`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalPage {
    /// The group.
    pub group: GroupRow,
    /// Terms of the group's grade, the year last.
    pub terms: Vec<TermRow>,
    /// The term shown.
    pub term: String,
    /// Today in the school's zone, `YYYY-MM-DD`.
    pub today: String,
    /// Columns, by date and number.
    pub lessons: Vec<PageLesson>,
    /// Rows, in the journal's order.
    pub pupils: Vec<PagePupil>,
    /// Squares that hold something.
    pub cells: Vec<PageCell>,
    /// Finals of the terms shown; with the year shown, of all terms.
    pub finals: Vec<PageFinal>,
    /// What is written to the page and does not count.
    pub findings: Vec<Uncounted>,
    /// Work types.
    pub works: Vec<WorkTypeRow>,
    /// Mark codes a lesson's square may hold; empty: a column without marks.
    pub scale: Vec<u8>,
    /// Mark codes a final may hold.
    pub final_scale: Vec<u8>,
    /// The person may write marks, topics, homework.
    pub writes: bool,
    /// The person may set finals of the term shown.
    pub sets_finals: bool,
    /// Why finals of the term shown may not be set, a code of the catalogue.
    pub finals_locked: Option<String>,
}

/// Names a cell of the page. `what`: `mark`, `attendance`, `topic`, `homework`, `final`, `work`, `lesson`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CellRef {
    /// Which kind of cell.
    pub what: String,
    /// Group id.
    pub group: String,
    /// `YYYY-MM-DD`, of everything but finals.
    pub date: Option<String>,
    /// Number of the lesson, of everything but finals.
    pub slot: Option<u8>,
    /// Person id, of marks, attendance, finals.
    pub pupil: Option<String>,
    /// Work type id, of marks and works; absent of a mark: the usual type.
    pub work: Option<String>,
    /// Ordinal, of marks and works; 1 when absent.
    pub ordinal: Option<u8>,
    /// Term id, of finals.
    pub term: Option<String>,
    /// 1 term, 2 year, 3 exam, 4 result; of finals.
    pub cell: Option<u8>,
    /// Grade in a class-complect, of topics and homework; 0 when absent.
    pub grade: Option<u8>,
}

/// One change of the page. Nothing but the cell and `guard`: the cell is cleared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PageChange {
    /// The cell.
    pub cell: CellRef,
    /// Mark code, of marks and finals.
    pub mark: Option<u8>,
    /// Code of attendance.
    pub code: Option<u8>,
    /// Minutes late; minutes of homework.
    pub minutes: Option<u16>,
    /// Text of a topic, of homework; title of a work; note of a lesson; grounds of a final.
    pub text: Option<String>,
    /// Number in the lesson plan, of a topic.
    pub plan: Option<u32>,
    /// Day homework is due.
    pub due: Option<String>,
    /// Kind of a lesson, a code of `LessonKind`.
    pub kind: Option<String>,
    /// Status of a lesson, a code of `LessonStatus`.
    pub status: Option<String>,
    /// Undo and redo: the change is refused (`cell-changed`) when the cell shows another write than this, unless all that came after it
    /// is the person's own (steps taken back one after another); empty: when the cell shows any value.
    pub guard: Option<String>,
}

/// `journal.write`: changes of one group's page, each judged; what is refused keeps the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalWrite {
    /// Changes in order, at most 2000.
    pub changes: Vec<PageChange>,
}

/// What became of one change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ChangeDone {
    /// Names the write, for `guard`; empty when refused or when nothing changed.
    pub stamp: String,
    /// Code of the refusal, `error-<code>`; absent when written.
    pub refused: Option<String>,
    /// Arguments of the refusal's text.
    pub args: std::collections::BTreeMap<String, String>,
    /// The change that takes this one back, its guard set; absent when refused or when nothing changed.
    pub undo: Option<PageChange>,
    /// Told, though it was written: text `warning-<code>`.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warned: Option<String>,
}

/// Answer of `journal.write`: durable when it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalWritten {
    /// One for each change, in order.
    pub done: Vec<ChangeDone>,
    /// When, RFC 3339 UTC.
    pub at: String,
    /// Averages and proposals of the pupils touched, for the term that each change lies in.
    pub averages: Vec<PupilAverage>,
}

/// A pupil's average after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PupilAverage {
    /// Person id.
    pub pupil: String,
    /// Term id.
    pub term: String,
    /// `4,71`; empty without marks.
    pub average: String,
    /// `4,44`.
    pub weighted: String,
    /// Numeric marks that count.
    pub marks: u32,
    /// Final proposed.
    pub proposed: Option<u8>,
}

/// One line of a cell's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryLine {
    /// Displayed time, RFC 3339 UTC.
    pub time: String,
    /// The claimed time was clamped by checkpoints.
    pub clamped: bool,
    /// Author, surname and initials.
    pub author: String,
    /// Name of the computer.
    pub computer: String,
    /// Value before, to show; empty.
    pub before: String,
    /// Value written, to show; empty: cleared.
    pub value: String,
    /// `applied`, `superseded`, `held`, `void`, `unknown`.
    pub fate: String,
    /// Why it is held or void, a code of the catalogue.
    pub why: Option<String>,
}

/// `journal.story`: everything ever written to a cell, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellStory {
    /// Lines. Of a square (`what`: `square`) the lines of all its marks and its attendance, each value with its work's short name.
    pub lines: Vec<StoryLine>,
}
