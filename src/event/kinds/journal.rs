//! Kinds of the journal itself: lessons, marks, attendance, topics, homework, finals.

use super::super::spec::{Permission as P, Places};
use super::{ATTACHED, BOOL, COUNT, DATE, ID, In, KindSpec, LESSON, NOWHERE, Need, OPT_ID, OPT_LINE, SCORE, Shape, TEXT, U8, WORD, row};
use In::Year as Y;

#[allow(missing_docs)]
mod codes {
    pub const LESSON_STATE: u16 = 200;
    pub const TOPIC: u16 = 201;
    pub const HOMEWORK: u16 = 202;
    pub const TASKS: u16 = 203;
    pub const MARK: u16 = 204;
    pub const ATTENDANCE: u16 = 205;
    pub const ABSENCE_REASON: u16 = 206;
    pub const FINAL_MARK: u16 = 207;
    pub const HOMEWORK_DONE: u16 = 208;
    pub const WORK: u16 = 209;
    pub const PUPIL_HOMEWORK: u16 = 210;
    pub const SIGNED: u16 = 211;
    pub const REMARK_ANSWER: u16 = 212;
    pub const MESSAGE: u16 = 213;
    pub const ACQUAINTED: u16 = 214;
    pub const PASSED_LATER: u16 = 215;
    pub const SURVEY_ANSWER: u16 = 216;
    pub const VIEWED: u16 = 217;
    pub const CHECK_SEEN: u16 = 218;
}
pub use codes::*;

/// Codes of a journal's entries: what teachers write by the thousand, on top of the year's structure.
pub const ENTRIES: std::ops::Range<i64> = 200..300;

const PAGE: Need = Need::Page(P::AnyJournal);
/// The lesson is one part of the key: three items.
const LESSON_OF_CLASS: Places = Places { class: Some(0), group: Some(1), date: Some(2), slot: Some(3), term: None };

/// Rows.
pub const KINDS: &[KindSpec] = &[
    row(
        LESSON_STATE,
        "lesson",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8)],
        Shape::Tuple(&[("kind", U8), ("mode", U8), ("status", U8), ("merged", Shape::List(&Shape::Id, 8)), ("note", OPT_LINE)]),
        PAGE,
        "section 0: kind, mode, status, so that plan against fact is true",
    )
    .places(LESSON)
    .split([3, 0, 0]),
    row(
        TOPIC,
        "topic",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("grade", U8)],
        Shape::Tuple(&[("text", Shape::Text(2000, true)), ("plan", Shape::Opt(&Shape::Int(0, 100_000))), ("work", WORD_OPT)]),
        PAGE,
        "J-05; grade 0, or the grade of a class-complect",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        HOMEWORK,
        "homework",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("grade", U8)],
        Shape::Tuple(&[
            ("text", Shape::Text(2000, true)),
            ("due", Shape::Opt(&DATE)),
            ("minutes", Shape::Opt(&Shape::Int(0, 1440))),
            ("links", Shape::List(&Shape::Text(500, true), 16)),
            ("attached", Shape::List(&ATTACHED, 16)),
        ]),
        PAGE,
        "J-06, C-09",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        TASKS,
        "tasks",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("grade", U8)],
        Shape::Tuple(&[("kind", Shape::Text(60, false)), ("text", Shape::Text(2000, true))]),
        PAGE,
        "J-15: tasks done in the lesson with their kind",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        MARK,
        "mark",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID), ("type", ID), ("ordinal", U8)],
        SCORE,
        PAGE,
        "J-01, J-02: a cell is pupil × lesson × work",
    )
    .places(LESSON)
    .split([3, 1, 2]),
    row(
        ATTENDANCE,
        "attendance",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID)],
        Shape::Tuple(&[("code", Shape::Int(1, 5)), ("minutes", Shape::Int(0, 240))]),
        PAGE,
        "J-04: 1 Н, 2 НП, 3 УП, 4 Б, 5 ОП with minutes",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        ABSENCE_REASON,
        "absence_reason",
        Y,
        3,
        &[("class", ID), ("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID)],
        Shape::Tuple(&[("code", Shape::Int(1, 5)), ("reason", U8), ("paper", OPT_ID), ("note", OPT_LINE)]),
        Need::Homeroom(P::AnyJournal),
        "J-04: the homeroom teacher's word stands over the teacher's; that of the class the pupil is in on that day is shown",
    )
    .places(LESSON_OF_CLASS)
    .split([1, 3, 1])
    .fixed(),
    row(
        FINAL_MARK,
        "final_mark",
        Y,
        3,
        &[("group", ID), ("pupil", ID), ("term", ID), ("subject", ID), ("cell", U8)],
        Shape::Tuple(&[("mark", Shape::Opt(&SCORE)), ("proposed", Shape::Opt(&SCORE)), ("grounds", OPT_LINE)]),
        PAGE,
        "J-09; cell: 1 term, 2 year, 3 exam, 4 result; a cleared final is a null mark; of several groups one is shown, or a conflict",
    )
    .places(Places { group: Some(0), term: Some(2), ..NOWHERE })
    .split([1, 1, 3])
    .fixed(),
    row(HOMEWORK_DONE, "homework_done", Y, 3, &[("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID)], BOOL, PAGE, "J-16")
        .places(LESSON)
        .split([3, 1, 0]),
    row(
        WORK,
        "work",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("type", ID), ("ordinal", U8)],
        Shape::Tuple(&[("title", OPT_LINE), ("order", U8), ("owed", BOOL), ("weight", Shape::Opt(&COUNT))]),
        PAGE,
        "J-03, J-17: a work of the lesson; owed by those who missed it or not; weight in hundredths, null: the type's",
    )
    .places(LESSON)
    .split([3, 2, 0]),
    row(
        PUPIL_HOMEWORK,
        "pupil_homework",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID)],
        Shape::Text(2000, true),
        PAGE,
        "J-06: for one pupil",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        SIGNED,
        "signed",
        Y,
        3,
        &[("group", ID), ("term", ID), ("user", ID)],
        Shape::Tuple(&[("hash", Shape::Bytes(32)), ("signature", Shape::Bytes(64))]),
        PAGE,
        "J-13: the teacher's signature of a term, the teacher's own",
    )
    .places(Places { group: Some(0), term: Some(1), ..NOWHERE })
    .own(2),
    row(
        REMARK_ANSWER,
        "remark_answer",
        Y,
        3,
        &[("group", ID), ("remark", ID)],
        Shape::Tuple(&[("date", DATE), ("text", TEXT)]),
        PAGE,
        "C-02: acknowledged and mended",
    )
    .places(Places { group: Some(0), ..NOWHERE }),
    row(
        MESSAGE,
        "message",
        Y,
        3,
        &[("user", ID), ("message", ID)],
        Shape::Tuple(&[("to", Shape::List(&Shape::Id, 200)), ("about", OPT_ID), ("text", TEXT)]),
        Need::Anyone,
        "J-12",
    )
    .own(0)
    .fixed(),
    row(
        ACQUAINTED,
        "acquainted",
        Y,
        3,
        &[("class", ID), ("person", ID), ("what", ID)],
        Shape::Tuple(&[("date", DATE), ("how", U8)]),
        Need::Homeroom(P::People),
        "R-08, B-04: a signed slip returned, told in person",
    )
    .places(Places { class: Some(0), ..NOWHERE }),
    row(
        VIEWED,
        "viewed",
        Y,
        3,
        &[("user", ID), ("what", ID), ("date", DATE)],
        Shape::Tuple(&[("times", COUNT)]),
        Need::Anyone,
        "R-01, B-04: an inspector's every view, a guardian's look at the diary",
    )
    .own(0)
    .fixed(),
    row(
        PASSED_LATER,
        "passed_later",
        Y,
        3,
        &[("group", ID), ("date", DATE), ("slot", U8), ("pupil", ID)],
        Shape::Tuple(&[("protocol", WORD), ("passed", DATE), ("mark", Shape::Opt(&SCORE)), ("commission", OPT_LINE)]),
        PAGE,
        "J-11: a missed topic passed later; the absence stays visible",
    )
    .places(LESSON)
    .split([3, 1, 0]),
    row(
        SURVEY_ANSWER,
        "survey_answer",
        Y,
        3,
        &[("user", ID), ("survey", ID), ("guardian", OPT_ID)],
        TEXT,
        Need::Anyone,
        "J-12: one's own answer; with a guardian named: typed by the user from that guardian's paper",
    )
    .own(0),
    row(
        CHECK_SEEN,
        "check_seen",
        Y,
        3,
        &[("user", ID), ("check", ID)],
        DATE,
        Need::Anyone,
        "C-02, C-08: acquainted with the result of a check",
    )
    .own(0)
    .fixed(),
];

const WORD_OPT: Shape = Shape::Opt(&WORD);
