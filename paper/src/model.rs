//! What a paper says, as plain data: filled by the core from the store, laid out here (papers.md).

use chrono::NaiveDate;

/// The school and the file that a paper belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Organisation, as papers print it.
    pub school: String,
    /// Class or group: `5А`.
    pub class: String,
    /// First calendar year: 2026 means 2026/2027.
    pub year: u16,
    /// Number of the file (дело №), empty: a blank to fill in by hand.
    pub file_number: String,
    /// Years of keeping (хранить … лет); 0: a blank.
    pub keep_years: u32,
    /// Article (ст. …), empty: a blank.
    pub article: String,
    /// Director, surname and initials; empty: a blank.
    pub director: String,
    /// Deputy, surname and initials; empty.
    pub deputy: String,
    /// Homeroom teacher, surname and initials; empty.
    pub homeroom: String,
    /// Day the paper is made: that of a draft's document.
    pub made: Option<NaiveDate>,
    /// First and last date in the paper.
    pub dates: Option<(NaiveDate, NaiveDate)>,
}

/// Draft, or for good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// Every page is marked «Черновик».
    #[default]
    Draft,
    /// For good: checkpoint's 16 characters and the wording of the school's own key (domain 10: never the statutory one).
    Final {
        /// First 16 hexadecimal characters of the checkpoint.
        checkpoint: String,
        /// FINGERPRINT of the school's key.
        fingerprint: String,
        /// Day it is made.
        date: NaiveDate,
    },
}

/// The class journal (классный журнал).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    /// Heading.
    pub heading: Heading,
    /// Draft or final.
    pub status: Status,
    /// Pages of subjects, in order.
    pub groups: Vec<Group>,
    /// Hours missed, pupil × month or term.
    pub missed: Missed,
    /// General information.
    pub pupils: Vec<PupilCard>,
    /// The summary sheet of the class.
    pub summary: Summary,
    /// Corrections: marks changed after the day of the lesson.
    pub corrections: Vec<Correction>,
    /// Remarks on keeping the journal.
    pub remarks: Vec<Remark>,
}

/// One teaching group: spreads of left marks and right dates, topics, homework.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Subject.
    pub subject: String,
    /// Group's name when it is not the whole class: `подгруппа 1`; empty.
    pub part: String,
    /// Teacher, full name; several joined by commas.
    pub teacher: String,
    /// Pupils in the order fixed on 1 September, arrivals at the end.
    pub pupils: Vec<GroupPupil>,
    /// Terms with their lessons, by date.
    pub terms: Vec<Term>,
    /// True of a group whose terms have no finals: they have no columns.
    pub no_finals: bool,
    /// Columns after the last term: `Год`, `Экз.`, `Итог.`, with the finals of each pupil by index (empty text: none).
    pub finals: Vec<FinalColumn>,
}

/// A row of a spread's left page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupPupil {
    /// `Агафонова Полина`.
    pub name: String,
    /// Arrived: `прибыл(а) …, пр. № …`; empty.
    pub arrived: String,
    /// Left from this date on: a line through the row.
    pub left: Option<NaiveDate>,
    /// `выбыл(а) с …, пр. № … от …`; empty.
    pub left_note: String,
}

/// A term of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// `I ч.`
    pub short: String,
    /// `I четверть`.
    pub name: String,
    /// Lessons, by date.
    pub lessons: Vec<Lesson>,
    /// Finals by index of the pupil; empty text: none.
    pub finals: Vec<String>,
    /// Hours planned by the lesson plan or curriculum.
    pub planned: u32,
    /// Lessons held.
    pub held: u32,
    /// True of a term that is not over: nothing is said yet of its programme.
    pub runs: bool,
}

/// A column of the year's finals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FinalColumn {
    /// `Год`.
    pub short: String,
    /// By index of the pupil.
    pub marks: Vec<String>,
}

/// A dated lesson: one column left, one line right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Date.
    pub date: NaiveDate,
    /// Topic (and tasks done).
    pub topic: String,
    /// Homework.
    pub homework: String,
    /// Note: `замена: Иванова М. П.`, `перенос`…; empty.
    pub note: String,
    /// Cells by index of the pupil: «н», «4», «н4», «4/5», «5 4»; empty: nothing.
    pub cells: Vec<String>,
}

/// Lessons missed («Сведения о количестве уроков, пропущенных обучающимися»): pupil × term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missed {
    /// Columns: `I ч.`, …, `Год`.
    pub terms: Vec<String>,
    /// One row a pupil.
    pub rows: Vec<MissedRow>,
}

/// A row of [`Missed`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissedRow {
    /// Pupil.
    pub name: String,
    /// One for each column.
    pub cells: Vec<MissedCell>,
}

/// Lessons missed in one term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MissedCell {
    /// Days missed in full.
    pub days: u32,
    /// Lessons in all.
    pub lessons: u32,
    /// By illness.
    pub ill: u32,
    /// Excused.
    pub excused: u32,
    /// Without excuse.
    pub unexcused: u32,
    /// No reason stated: nobody has said yet whether there was an excuse (J-04).
    pub unstated: u32,
}

/// A row of «Общие сведения об обучающихся».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PupilCard {
    /// № личного дела; empty.
    pub file: String,
    /// Full name.
    pub name: String,
    /// `м` or `ж`; empty.
    pub sex: String,
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// Parents: full names; empty where not kept.
    pub parents: String,
    /// Parents' work and telephones; empty where not kept.
    pub work: String,
    /// Address; empty.
    pub address: String,
    /// `прибыл(а) …` or `выбыл(а) …` with the order; empty.
    pub note: String,
}

/// The summary sheet (сводная ведомость учёта успеваемости).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Heading.
    pub heading: Heading,
    /// Draft or final.
    pub status: Status,
    /// Lines of each pupil: `I`, `II`, `III`, `IV`, `Год`, `Экз.`, `Итог.`
    pub periods: Vec<String>,
    /// Subjects in the curriculum's order.
    pub subjects: Vec<String>,
    /// Pupils.
    pub pupils: Vec<SummaryPupil>,
}

/// A pupil of the summary sheet; never split over pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SummaryPupil {
    /// Full name.
    pub name: String,
    /// `прибыл(а) …` or `выбыл(а) …` with the order; empty.
    pub note: String,
    /// `marks[period][subject]`: `5`, `зач`, `осв`, `н/а`, `безотм`, `—`; empty: none.
    pub marks: Vec<Vec<String>>,
    /// Decision and awards, to the word.
    pub decision: String,
}

/// A line of «Исправления».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// Pupil.
    pub pupil: String,
    /// Subject.
    pub subject: String,
    /// Date of the lesson, none for finals.
    pub lesson: Option<NaiveDate>,
    /// What the cell said, to show.
    pub was: String,
    /// What it says.
    pub is: String,
    /// Day of the change.
    pub changed: NaiveDate,
    /// Grounds; empty.
    pub grounds: String,
    /// Who, surname and initials.
    pub by: String,
}

/// A line of «Замечания по ведению журнала».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// Date.
    pub date: NaiveDate,
    /// Remark and who made it.
    pub text: String,
    /// What was done.
    pub answer: String,
}
