//! Kinds of a year's structure: calendar, classes, groups, loads, movement, finals' frame, control, paper.

use super::super::spec::{Permission as P, Places, Pos};
use super::{
    BOOL, COUNT, DATE, ID, IDS, In, KindSpec, LESSON, LINE, NOWHERE, Need, OPT_DATE, OPT_ID, OPT_LINE, Shape, TEXT, U8, WORD, row,
};
use In::Year as Y;

#[allow(missing_docs)]
mod codes {
    pub const TERM: u16 = 100;
    pub const DAY: u16 = 101;
    pub const BELLS: u16 = 102;
    pub const ROOM: u16 = 103;
    pub const CLASS: u16 = 104;
    pub const GROUP: u16 = 105;
    pub const GROUP_MEMBER: u16 = 106;
    pub const LOAD: u16 = 107;
    pub const HOMEROOM: u16 = 108;
    pub const SUBSTITUTION: u16 = 109;
    pub const CURRICULUM: u16 = 110;
    pub const PROGRAMME: u16 = 111;
    pub const ORDER: u16 = 112;
    pub const CLASS_MEMBER: u16 = 113;
    pub const PUPIL_PROGRAMME: u16 = 114;
    pub const SCALE: u16 = 115;
    pub const PLAN_TOPIC: u16 = 116;
    pub const TIMETABLE: u16 = 117;
    pub const TRANSFER: u16 = 118;
    pub const REGIME: u16 = 119;
    pub const CONTROL_WORK: u16 = 120;
    pub const PE_EXEMPTION: u16 = 121;
    pub const HOSPITAL_MARK: u16 = 122;
    pub const EXAM: u16 = 123;
    pub const EXTERNAL_MARK: u16 = 124;
    pub const DEBT: u16 = 125;
    pub const DEBT_ATTEMPT: u16 = 126;
    pub const COUNCIL: u16 = 127;
    pub const AWARD: u16 = 128;
    pub const CONTROL_PLAN: u16 = 129;
    pub const REMARK: u16 = 130;
    pub const CHECK: u16 = 131;
    pub const PRINTED: u16 = 132;
    pub const STITCHED: u16 = 133;
    pub const CLASS_CLOSED: u16 = 134;
    pub const YEAR_SETTING: u16 = 135;
    pub const ABSENCE_PAPER: u16 = 136;
    pub const PUPIL_ORDER: u16 = 137;
    pub const PROTOCOL: u16 = 138;
    pub const EXTRA_PAPER: u16 = 139;
    pub const SURVEY: u16 = 140;
}
pub use codes::*;

const GROUP_KEY: Places = Places { group: Some(Pos::Key(0)), ..NOWHERE };
const CLASS_KEY: Places = Places { class: Some(Pos::Key(0)), ..NOWHERE };
const MARK: Shape = Shape::Int(0, 100);

/// Rows, first half.
pub const KINDS: &[KindSpec] = &[
    row(
        TERM,
        "term",
        Y,
        2,
        &[("term", ID)],
        Shape::Tuple(&[("name", WORD), ("kind", U8), ("from", DATE), ("to", DATE), ("grades", Shape::List(&U8, 16))]),
        Need::Role(P::Structure),
        "Y-01: quarters, trimesters, half-years, modules, semesters; by grade",
    ),
    row(
        DAY,
        "day",
        Y,
        2,
        &[("date", DATE), ("class", OPT_ID)],
        Shape::Tuple(&[("kind", U8), ("as", OPT_DATE), ("reason", OPT_LINE)]),
        Need::Role(P::Structure),
        "holidays, days off, moved days, quarantine, cold, distance; for one class or all",
    ),
    row(
        BELLS,
        "bells",
        Y,
        2,
        &[("schedule", ID), ("slot", U8)],
        Shape::Tuple(&[("shift", U8), ("from", Shape::Int(0, 1440)), ("to", Shape::Int(0, 1440))]),
        Need::Role(P::Structure),
        "minutes of the day",
    ),
    row(
        ROOM,
        "room",
        Y,
        2,
        &[("room", ID)],
        Shape::Tuple(&[("name", WORD), ("branch", Shape::Text(200, false)), ("seats", COUNT)]),
        Need::Role(P::Structure),
        "Y-01",
    ),
    row(
        CLASS,
        "class",
        Y,
        2,
        &[("class", ID)],
        Shape::Tuple(&[
            ("grade", Shape::Int(0, 11)),
            ("letter", Shape::Text(15, false)),
            ("speciality", Shape::Text(300, false)),
            ("branch", Shape::Text(200, false)),
        ]),
        Need::Role(P::Structure),
        "grade 1–11, 0 for college groups and preschool",
    )
    .places(CLASS_KEY),
    row(
        GROUP,
        "group",
        Y,
        2,
        &[("group", ID)],
        Shape::Tuple(&[("subject", ID), ("name", WORD), ("kind", U8), ("classes", IDS), ("hours", COUNT)]),
        Need::Role(P::Structure),
        "journal page: class, subgroup, stream, class-complect, home tuition, club; hours a week in hundredths",
    )
    .places(GROUP_KEY),
    row(
        GROUP_MEMBER,
        "group_member",
        Y,
        2,
        &[("group", ID), ("pupil", ID), ("from", DATE)],
        Shape::Tuple(&[("to", OPT_DATE), ("order", OPT_ID)]),
        Need::Role(P::Structure),
        "J-10: every membership dated",
    )
    .places(GROUP_KEY),
    row(
        LOAD,
        "load",
        Y,
        2,
        &[("user", ID), ("group", ID)],
        Shape::Tuple(&[("hours", COUNT), ("from", OPT_DATE), ("to", OPT_DATE)]),
        Need::Role(P::Structure),
        "R-02: who teaches what to whom; a grant",
    )
    .fixed(),
    row(
        HOMEROOM,
        "homeroom",
        Y,
        2,
        &[("user", ID), ("class", ID)],
        Shape::Tuple(&[("from", OPT_DATE), ("to", OPT_DATE)]),
        Need::Role(P::Structure),
        "R-02: answers for one class; a grant",
    )
    .fixed(),
    row(
        SUBSTITUTION,
        "substitution",
        Y,
        2,
        &[("group", ID), ("date", DATE), ("slot", U8), ("user", ID)],
        Shape::Tuple(&[("absent", OPT_ID), ("kind", U8), ("reason", OPT_LINE), ("paid", COUNT)]),
        Need::Role(P::Substitution),
        "R-09, Y-04: access to the substituted lesson; a grant",
    )
    .fixed()
    .split([3, 1, 0]),
    row(
        CURRICULUM,
        "curriculum",
        Y,
        2,
        &[("programme", ID), ("subject", ID), ("grade", U8)],
        Shape::Tuple(&[("first_half", COUNT), ("second_half", COUNT), ("part", U8), ("order", COUNT)]),
        Need::Role(P::Structure),
        "weekly hours in hundredths by half-year",
    ),
    row(
        PROGRAMME,
        "programme",
        Y,
        2,
        &[("programme", ID)],
        Shape::Tuple(&[("name", LINE), ("kind", U8), ("adapted", BOOL)]),
        Need::Role(P::Programmes),
        "full-time, part-time, family, home tuition, adapted",
    ),
    row(
        ORDER,
        "order",
        Y,
        2,
        &[("order", ID)],
        Shape::Tuple(&[("kind", U8), ("number", WORD), ("date", DATE), ("text", TEXT)]),
        Need::Role(P::Movement),
        "P-02: enrolment, transfer, expulsion, promotion",
    ),
    row(
        CLASS_MEMBER,
        "class_member",
        Y,
        2,
        &[("pupil", ID), ("from", DATE)],
        Shape::Tuple(&[("class", OPT_ID), ("order", OPT_ID), ("kind", U8)]),
        Need::Role(P::Movement),
        "P-02: line of an order: from this date in this class, or in none",
    ),
    row(
        PUPIL_PROGRAMME,
        "pupil_programme",
        Y,
        2,
        &[("pupil", ID), ("from", DATE)],
        Shape::Tuple(&[("programme", ID), ("form", U8), ("order", OPT_ID)]),
        Need::Role(P::Movement),
        "form and programme per pupil, dated",
    ),
    row(
        SCALE,
        "scale",
        Y,
        2,
        &[("subject", OPT_ID), ("grade", U8), ("programme", OPT_ID), ("cell", U8), ("from", DATE)],
        Shape::Tuple(&[("marks", Shape::List(&MARK, 40)), ("rule", Shape::Text(200, false))]),
        Need::Role(P::Structure),
        "J-01: allowed values by kind of cell",
    ),
    row(
        PLAN_TOPIC,
        "plan_topic",
        Y,
        2,
        &[("group", ID), ("number", COUNT)],
        Shape::Tuple(&[("topic", TEXT), ("hours", COUNT), ("section", Shape::Text(500, false)), ("work", OPT_ID)]),
        Need::Page(P::LessonPlans),
        "Y-02: КТП",
    )
    .places(GROUP_KEY),
    row(
        TIMETABLE,
        "timetable",
        Y,
        2,
        &[("group", ID), ("from", DATE), ("weekday", Shape::Int(1, 7)), ("slot", U8)],
        Shape::Tuple(&[("week", U8), ("room", OPT_ID), ("to", OPT_DATE)]),
        Need::Role(P::Timetable),
        "Y-03",
    )
    .places(GROUP_KEY)
    .split([1, 1, 2]),
    row(
        TRANSFER,
        "transfer",
        Y,
        2,
        &[("group", ID), ("date", DATE), ("slot", U8)],
        Shape::Tuple(&[("to_date", OPT_DATE), ("to_slot", U8), ("reason", OPT_LINE)]),
        Need::Role(P::Substitution),
        "Y-04: the lesson moved; its entries stay",
    )
    .places(LESSON)
    .split([3, 0, 0]),
    row(
        REGIME,
        "regime",
        Y,
        2,
        &[("of", ID), ("from", DATE)],
        Shape::Tuple(&[("shift", U8), ("days", Shape::Int(1, 7)), ("bells", OPT_ID)]),
        Need::Role(P::Structure),
        "Y-09: class, group, stream or plan",
    ),
];

/// Rows, second half.
pub const MORE: &[KindSpec] = &[
    row(
        CONTROL_WORK,
        "control_work",
        Y,
        2,
        &[("group", ID), ("date", DATE), ("slot", U8)],
        Shape::Tuple(&[("type", ID), ("title", LINE), ("level", U8)]),
        Need::Page(P::Control),
        "Y-05: schedule of control works",
    )
    .places(LESSON)
    .split([3, 0, 0]),
    row(
        PE_EXEMPTION,
        "pe_exemption",
        Y,
        2,
        &[("pupil", ID), ("from", DATE)],
        Shape::Tuple(&[("to", OPT_DATE), ("group", U8), ("document", LINE)]),
        Need::Role(P::Health),
        "a dated medical document and a group",
    ),
    row(
        HOSPITAL_MARK,
        "hospital_mark",
        Y,
        2,
        &[("pupil", ID), ("subject", ID), ("date", DATE)],
        Shape::Tuple(&[("mark", MARK), ("document", LINE)]),
        Need::Role(P::Exams),
        "long-term hospital marks",
    ),
    row(
        EXAM,
        "exam",
        Y,
        2,
        &[("pupil", ID), ("subject", ID), ("attempt", U8)],
        Shape::Tuple(&[("form", U8), ("date", DATE), ("score", COUNT), ("mark", Shape::Opt(&MARK))]),
        Need::Role(P::Exams),
        "attempts, form, primary score, mark",
    ),
    row(
        EXTERNAL_MARK,
        "external_mark",
        Y,
        2,
        &[("pupil", ID), ("subject", ID), ("term", WORD)],
        Shape::Tuple(&[("mark", MARK), ("where", LINE), ("date", DATE)]),
        Need::Role(P::Movement),
        "marks from another school without lessons here",
    ),
    row(
        DEBT,
        "debt",
        Y,
        2,
        &[("pupil", ID), ("subject", ID)],
        Shape::Tuple(&[("until", DATE), ("second_until", OPT_DATE), ("order", OPT_ID), ("state", U8)]),
        Need::Role(P::Council),
        "academic debt: deadlines, two attempts",
    ),
    row(
        DEBT_ATTEMPT,
        "debt_attempt",
        Y,
        2,
        &[("pupil", ID), ("subject", ID), ("attempt", Shape::Int(1, 2))],
        Shape::Tuple(&[("date", DATE), ("mark", MARK), ("commission", TEXT)]),
        Need::Role(P::Council),
        "the second before a commission",
    ),
    row(
        COUNCIL,
        "council",
        Y,
        2,
        &[("class", ID), ("pupil", ID)],
        Shape::Tuple(&[("decision", U8), ("to", Shape::Text(60, false)), ("protocol", WORD), ("date", DATE)]),
        Need::Homeroom(P::Council),
        "S-02: the council's decision",
    )
    .places(CLASS_KEY),
    row(
        AWARD,
        "award",
        Y,
        2,
        &[("class", ID), ("pupil", ID), ("award", WORD)],
        Shape::Tuple(&[("protocol", WORD), ("date", DATE)]),
        Need::Homeroom(P::Council),
        "S-02: awards",
    )
    .places(CLASS_KEY),
    row(
        CONTROL_PLAN,
        "control_plan",
        Y,
        2,
        &[("item", ID)],
        Shape::Tuple(&[("what", LINE), ("classes", IDS), ("from", DATE), ("to", DATE), ("controller", ID), ("approved", OPT_DATE)]),
        Need::Role(P::Control),
        "C-07",
    ),
    row(
        REMARK,
        "remark",
        Y,
        2,
        &[("group", ID), ("remark", ID)],
        Shape::Tuple(&[("to", ID), ("text", TEXT), ("lesson", OPT_DATE), ("due", DATE), ("closed", OPT_DATE)]),
        Need::Role(P::Control),
        "C-02",
    )
    .places(GROUP_KEY),
    row(
        CHECK,
        "check",
        Y,
        2,
        &[("check", ID)],
        Shape::Tuple(&[("item", OPT_ID), ("class", OPT_ID), ("date", DATE), ("what", U8), ("conclusion", TEXT)]),
        Need::Role(P::Control),
        "C-01, A-09: recorded checks",
    ),
    row(
        PRINTED,
        "printed",
        Y,
        2,
        &[("print", ID)],
        Shape::Tuple(&[
            ("what", U8),
            ("of", OPT_ID),
            ("sheets", COUNT),
            ("hash", Shape::Bytes(32)),
            ("checkpoint", Shape::Bytes(32)),
            ("final", BOOL),
        ]),
        Need::Role(P::Print),
        "A-01, A-07",
    )
    .fixed(),
    row(
        STITCHED,
        "stitched",
        Y,
        2,
        &[("print", ID)],
        Shape::Tuple(&[("sheets", COUNT), ("date", DATE), ("by", LINE), ("accepted", OPT_DATE)]),
        Need::Role(P::Stitch),
        "A-02, A-03",
    ),
    row(CLASS_CLOSED, "class_closed", Y, 2, &[("class", ID)], Shape::Tuple(&[("date", DATE)]), Need::Homeroom(P::Year), "Y-06")
        .places(CLASS_KEY),
    row(
        YEAR_SETTING,
        "year_setting",
        Y,
        2,
        &[("name", WORD)],
        TEXT,
        Need::Role(P::Structure),
        "settings of the year: edit window, lock, rules of averages",
    ),
    row(
        ABSENCE_PAPER,
        "absence_paper",
        Y,
        2,
        &[("class", ID), ("pupil", ID), ("paper", ID)],
        Shape::Tuple(&[("kind", U8), ("from", DATE), ("to", DATE), ("reason", U8), ("number", Shape::Text(60, false))]),
        Need::Homeroom(P::People),
        "J-04: a document covers several days at once",
    )
    .places(CLASS_KEY),
    row(
        PUPIL_ORDER,
        "pupil_order",
        Y,
        2,
        &[("order", ID), ("pupil", ID)],
        Shape::Tuple(&[("line", TEXT)]),
        Need::Role(P::Movement),
        "P-02: what the order says of this pupil",
    ),
    row(
        PROTOCOL,
        "protocol",
        Y,
        2,
        &[("protocol", ID)],
        Shape::Tuple(&[("number", WORD), ("date", DATE), ("group", ID), ("members", TEXT)]),
        Need::Page(P::Council),
        "J-11: a missed topic passed later",
    )
    .places(Places { group: Some(Pos::Value(2)), ..NOWHERE }),
    row(
        EXTRA_PAPER,
        "extra_paper",
        Y,
        2,
        &[("paper", ID)],
        Shape::Tuple(&[("kind", U8), ("number", WORD), ("date", DATE), ("text", TEXT)]),
        Need::Role(P::Print),
        "A-10: orders from templates, certificates of checks",
    ),
    row(
        SURVEY,
        "survey",
        Y,
        2,
        &[("survey", ID)],
        Shape::Tuple(&[("title", LINE), ("classes", IDS), ("questions", TEXT), ("until", DATE)]),
        Need::Role(P::Message),
        "J-12",
    ),
];
