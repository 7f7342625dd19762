//! Kinds of a year's structure: calendar, classes, groups, loads, plans, movement. Codes of [`super::control`] stand here too.

use super::super::spec::{Permission as P, Places};
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
    pub const BELL_SCHEDULE: u16 = 141;
    pub const HEALTH: u16 = 142;
    pub const CLASS_LIST: u16 = 143;
    pub const CLASS_CREDENTIALS: u16 = 144;
    pub const PLAN_APPROVED: u16 = 145;
    pub const YEAR_OPENED: u16 = 146;
    pub const COLLEGE_GROUP: u16 = 147;
    pub const CERTIFICATION: u16 = 148;
    pub const ACCEPTED: u16 = 149;
}
pub use codes::*;

const GROUP_KEY: Places = Places { group: Some(0), ..NOWHERE };
const CLASS_KEY: Places = Places { class: Some(0), ..NOWHERE };

/// Rows.
pub const KINDS: &[KindSpec] = &[
    row(
        TERM,
        "term",
        Y,
        2,
        &[("term", ID)],
        Shape::Tuple(&[
            ("name", WORD),
            ("kind", U8),
            ("from", DATE),
            ("to", DATE),
            ("grades", Shape::List(&U8, 16)),
            ("programmes", Shape::List(&Shape::Id, 64)),
        ]),
        Need::Role(P::Structure),
        "Y-01: quarters, trimesters, half-years, modules, semesters, the year, holidays; by grade and programme, none listed: all",
    ),
    row(
        DAY,
        "day",
        Y,
        2,
        &[("date", DATE), ("class", OPT_ID)],
        Shape::Tuple(&[("kind", U8), ("as", OPT_DATE), ("bells", OPT_ID), ("reason", OPT_LINE)]),
        Need::Role(P::Structure),
        "section 0: days off, moved days, quarantine, cold, distance; for one class or all",
    ),
    row(
        BELLS,
        "bells",
        Y,
        2,
        &[("schedule", ID), ("slot", U8)],
        Shape::Tuple(&[("shift", U8), ("from", Shape::Int(0, 1440)), ("to", Shape::Int(0, 1440))]),
        Need::Role(P::Structure),
        "Y-01: minutes of the day",
    ),
    row(
        BELL_SCHEDULE,
        "bell_schedule",
        Y,
        2,
        &[("schedule", ID)],
        WORD,
        Need::Role(P::Structure),
        "Y-01, Y-09: name of a bell schedule: shift, short days, stepped bells of grade 1",
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
        COLLEGE_GROUP,
        "college_group",
        Y,
        2,
        &[("class", ID)],
        Shape::Tuple(&[("course", Shape::Int(1, 6)), ("form", U8), ("base", Shape::Int(0, 11)), ("qualification", OPT_LINE)]),
        Need::Role(P::Structure),
        "Y-08: course, form of study, after which grade of school",
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
        &[("class", OPT_ID), ("group", ID), ("pupil", ID), ("from", DATE)],
        Shape::Tuple(&[("to", OPT_DATE), ("order", OPT_ID)]),
        Need::Homeroom(P::Structure),
        "J-10: every membership dated; counts when the pupil is in the class on that day and the group has the class; no class: role only",
    )
    .places(Places { group: Some(1), class: Some(0), ..NOWHERE }),
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
        Shape::Tuple(&[("absent", OPT_ID), ("kind", U8), ("reason", OPT_LINE), ("paid", COUNT), ("subject", OPT_ID)]),
        Need::Role(P::Substitution),
        "R-09, Y-04: access to the substituted lesson; a grant; paid in hundredths of an hour; the subject in fact, if another",
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
        "Y-01: weekly hours in hundredths by half-year; its order is that of the summary sheet",
    ),
    row(
        PROGRAMME,
        "programme",
        Y,
        2,
        &[("programme", ID)],
        Shape::Tuple(&[("name", LINE), ("kind", U8), ("adapted", BOOL)]),
        Need::Role(P::Programmes),
        "section 0: general, profile, individual plan, adapted",
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
        "section 0: form and programme per pupil, dated",
    ),
    row(
        SCALE,
        "scale",
        Y,
        2,
        &[("subject", OPT_ID), ("grade", U8), ("programme", OPT_ID), ("cell", U8), ("from", DATE)],
        Shape::Tuple(&[("marks", Shape::List(&super::SCORE, 40)), ("rule", Shape::Text(200, false))]),
        Need::Role(P::Structure),
        "J-01: allowed values by kind of cell; none: a column without marks",
    ),
    row(
        PLAN_TOPIC,
        "plan_topic",
        Y,
        2,
        &[("group", ID), ("grade", U8), ("number", COUNT)],
        Shape::Tuple(&[
            ("topic", TEXT),
            ("hours", COUNT),
            ("section", Shape::Text(500, false)),
            ("work", OPT_ID),
            ("date", OPT_DATE),
            ("homework", Shape::Text(2000, false)),
        ]),
        Need::Page(P::LessonPlans),
        "Y-02: КТП; grade 0, or the grade of a class-complect",
    )
    .places(GROUP_KEY),
    row(
        PLAN_APPROVED,
        "plan_approved",
        Y,
        2,
        &[("group", ID)],
        Shape::Tuple(&[("date", DATE), ("by", LINE), ("note", OPT_LINE)]),
        Need::Role(P::LessonPlans),
        "Y-02: the lesson plan is approved",
    )
    .places(GROUP_KEY),
    row(
        TIMETABLE,
        "timetable",
        Y,
        2,
        &[("group", ID), ("from", DATE), ("weekday", Shape::Int(1, 7)), ("slot", U8)],
        Shape::Tuple(&[("week", U8), ("room", OPT_ID), ("to", OPT_DATE), ("teacher", OPT_ID)]),
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
    row(
        YEAR_OPENED,
        "year_opened",
        Y,
        1,
        &[],
        Shape::Tuple(&[("order", LINE), ("date", DATE)]),
        Need::Admin,
        "Y-07: the year is opened by the admin",
    )
    .fixed(),
];
