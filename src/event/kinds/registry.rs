//! Kinds of the registry: persons, staff, accounts, subjects, archive.

use super::super::spec::Permission as P;
use super::{
    ATTACHED, BOOL, COUNT, DATE, ID, In, KindSpec, LINE, Need, OPT_DATE, OPT_ID, OPT_LINE, SCORE, Shape, TEXT, U8, WORD, YEAR, row,
};
use In::Registry as R;

#[allow(missing_docs)]
mod codes {
    pub const SCHOOL: u16 = 40;
    pub const SETTING: u16 = 41;
    pub const ACCOUNT: u16 = 42;
    pub const CREDENTIALS: u16 = 43;
    pub const UNDERTAKING: u16 = 44;
    pub const BREACH: u16 = 45;
    pub const ROLE_SCOPE: u16 = 46;
    pub const OUTAGE: u16 = 47;
    pub const PERSON_NAME: u16 = 50;
    pub const PERSON_BIRTH: u16 = 51;
    pub const PERSON_SEX: u16 = 52;
    pub const PERSON_SNILS: u16 = 53;
    pub const PERSON_ADDRESS: u16 = 54;
    pub const PERSON_SEALED: u16 = 55;
    pub const PERSONAL_FILE: u16 = 56;
    pub const GUARDIAN: u16 = 57;
    pub const CONSENT: u16 = 58;
    pub const STAFF: u16 = 60;
    pub const MERGE: u16 = 61;
    pub const PORTFOLIO: u16 = 62;
    pub const MILITARY: u16 = 63;
    pub const PERSON_NOTE: u16 = 64;
    pub const RESULT_MARK: u16 = 65;
    pub const SUBJECT: u16 = 70;
    pub const WORK_TYPE: u16 = 71;
    pub const RESOURCE: u16 = 72;
    pub const ARCHIVE_FILE: u16 = 80;
    pub const ARCHIVE_VOLUME: u16 = 81;
    pub const ARCHIVE_COPY: u16 = 82;
    pub const ARCHIVE_HOLD: u16 = 83;
    pub const DESTRUCTION_ACT: u16 = 84;
    pub const CERTIFICATE: u16 = 85;
    pub const WRONG_DATA: u16 = 86;
    pub const WRONG_DATA_ANSWER: u16 = 87;
}
pub use codes::*;

/// Rows.
pub const KINDS: &[KindSpec] = &[
    row(
        SCHOOL,
        "school",
        R,
        0,
        &[],
        Shape::Tuple(&[("name", LINE), ("zone", WORD), ("profile", WORD), ("first_year", Shape::Int(2000, 2200))]),
        Need::Root,
        "name as papers print it, zone, regulation profile",
    )
    .fixed(),
    row(
        SETTING,
        "setting",
        R,
        1,
        &[("name", WORD)],
        TEXT,
        Need::Admin,
        "settings of the school: profile's numbers, texts of forms, formulas (domain 10)",
    ),
    row(ACCOUNT, "account", R, 1, &[("user", ID)], Shape::Tuple(&[("person", ID), ("login", WORD)]), Need::AdminOrRoot, "R-03, R-04"),
    row(
        CREDENTIALS,
        "credentials",
        R,
        1,
        &[("user", ID), ("entry", ID)],
        Shape::Tuple(&[("date", DATE), ("why", U8), ("to", LINE)]),
        Need::Admin,
        "R-04: register of issued credentials",
    )
    .fixed(),
    row(
        UNDERTAKING,
        "undertaking",
        R,
        1,
        &[("person", ID), ("entry", ID)],
        Shape::Tuple(&[("what", U8), ("number", WORD), ("date", DATE)]),
        Need::Admin,
        "R-12: order on access, signed undertaking",
    ),
    row(
        BREACH,
        "breach",
        R,
        1,
        &[("user", ID), ("entry", ID)],
        Shape::Tuple(&[
            ("suspected", Shape::Opt(&Shape::Instant)),
            ("received", Shape::Opt(&Shape::Instant)),
            ("replaced", Shape::Opt(&Shape::Instant)),
            ("note", TEXT),
        ]),
        Need::Admin,
        "R-07: the three moments of a compromise",
    ),
    row(
        ROLE_SCOPE,
        "role_scope",
        R,
        1,
        &[("user", ID), ("role", WORD)],
        Shape::Tuple(&[("grades", Shape::List(&U8, 16)), ("subjects", Shape::List(&Shape::Id, 100)), ("basis", OPT_LINE)]),
        Need::Admin,
        "R-01: the scope as the admin said it; `role` holds the classes and groups that follow from it",
    ),
    row(
        OUTAGE,
        "outage",
        R,
        1,
        &[("outage", ID)],
        Shape::Tuple(&[("from", Shape::Instant), ("to", Shape::Opt(&Shape::Instant)), ("what", TEXT)]),
        Need::Admin,
        "C-03, A-08: system failure and system absence",
    ),
    row(
        PERSON_NAME,
        "person_name",
        R,
        2,
        &[("person", ID), ("from", OPT_DATE)],
        Shape::Tuple(&[("surname", WORD), ("given", WORD), ("patronymic", Shape::Text(60, false))]),
        Need::Role(P::People),
        "names change with a date",
    ),
    row(PERSON_BIRTH, "person_birth", R, 2, &[("person", ID)], DATE, Need::Role(P::People), "P-03"),
    row(PERSON_SEX, "person_sex", R, 2, &[("person", ID)], Shape::Int(1, 2), Need::Role(P::People), "P-03: 1 male, 2 female"),
    row(
        PERSON_SNILS,
        "person_snils",
        R,
        2,
        &[("person", ID)],
        Shape::Int(0, 99_999_999_999),
        Need::Role(P::People),
        "P-03: eleven digits, control number checked before",
    ),
    row(
        PERSON_ADDRESS,
        "person_address",
        R,
        2,
        &[("person", ID), ("which", U8)],
        LINE,
        Need::Role(P::People),
        "P-03: 1 registration, 2 residence",
    ),
    row(
        PERSON_SEALED,
        "person_sealed",
        R,
        2,
        &[("person", ID), ("field", U8)],
        Shape::Blob(60_000),
        Need::Role(P::People),
        "contacts, workplace, photo, notes: sealed under the person key (R-08, R-10)",
    ),
    row(PERSONAL_FILE, "personal_file", R, 2, &[("person", ID)], WORD, Need::Role(P::People), "№ личного дела"),
    row(
        GUARDIAN,
        "guardian",
        R,
        2,
        &[("pupil", ID), ("guardian", ID)],
        Shape::Tuple(&[("relation", U8), ("limits", OPT_LINE), ("from", OPT_DATE), ("to", OPT_DATE)]),
        Need::Role(P::People),
        "guardian M:N pupil with limits",
    ),
    row(
        CONSENT,
        "consent",
        R,
        2,
        &[("guardian", ID), ("pupil", ID), ("purpose", WORD)],
        Shape::Tuple(&[("given", BOOL), ("document", LINE), ("date", DATE), ("withdrawn", OPT_DATE)]),
        Need::Role(P::Consent),
        "R-08",
    ),
    row(
        STAFF,
        "staff",
        R,
        2,
        &[("person", ID), ("position", WORD)],
        Shape::Tuple(&[("order", WORD), ("hired", OPT_DATE), ("dismissed", OPT_DATE), ("rate", COUNT)]),
        Need::Role(P::Personnel),
        "R-05; rate in hundredths",
    ),
    row(
        MERGE,
        "merge",
        R,
        2,
        &[("person", ID)],
        OPT_ID,
        Need::Role(P::People),
        "double creation: this person is that one; cleared: undone",
    ),
    row(
        PORTFOLIO,
        "portfolio",
        R,
        3,
        &[("person", ID), ("item", ID)],
        Shape::Tuple(&[("title", LINE), ("date", OPT_DATE), ("attached", Shape::Opt(&ATTACHED))]),
        Need::Role(P::Portfolio),
        "P-05",
    ),
    row(
        MILITARY,
        "military",
        R,
        2,
        &[("person", ID)],
        Shape::Tuple(&[("registered", BOOL), ("sealed", Shape::Blob(4096))]),
        Need::Role(P::People),
        "P-03, college",
    ),
    row(
        PERSON_NOTE,
        "person_note",
        R,
        3,
        &[("person", ID), ("note", ID)],
        Shape::Blob(60_000),
        Need::Role(P::Health),
        "psychologist, social teacher: sealed under the person key",
    ),
    row(
        RESULT_MARK,
        "result_mark",
        R,
        2,
        &[("pupil", ID), ("subject", ID)],
        Shape::Tuple(&[("mark", SCORE), ("grade", U8), ("year", YEAR), ("where", OPT_LINE)]),
        Need::Role(P::Exams),
        "section 0: a subject that ended earlier enters the certificate, when its year is long destroyed",
    ),
    row(
        SUBJECT,
        "subject",
        R,
        2,
        &[("subject", ID)],
        Shape::Tuple(&[("name", LINE), ("short", WORD), ("part", U8), ("area", Shape::Text(200, false))]),
        Need::Role(P::Structure),
        "Y-01: stable over years; federal or school part",
    ),
    row(
        WORK_TYPE,
        "work_type",
        R,
        2,
        &[("type", ID)],
        Shape::Tuple(&[("name", LINE), ("short", WORD), ("weight", COUNT), ("days", U8), ("obligatory", BOOL), ("own_topic", BOOL)]),
        Need::Role(P::Structure),
        "J-03: weight in hundredths",
    ),
    row(
        RESOURCE,
        "resource",
        R,
        3,
        &[("resource", ID)],
        Shape::Tuple(&[("title", LINE), ("subject", OPT_ID), ("grade", U8), ("private", BOOL), ("attached", Shape::Opt(&ATTACHED))]),
        Need::Role(P::Library),
        "P-05: library of teaching resources",
    ),
    row(
        ARCHIVE_FILE,
        "archive_file",
        R,
        2,
        &[("file", ID)],
        Shape::Tuple(&[("index", WORD), ("title", LINE), ("article", WORD), ("years", U8), ("opened", DATE), ("closed", OPT_DATE)]),
        Need::Role(P::Archive),
        "A-04: retention from 1 January after the closing year",
    ),
    row(
        ARCHIVE_VOLUME,
        "archive_volume",
        R,
        2,
        &[("file", ID), ("number", U8)],
        Shape::Tuple(&[("sheets", Shape::Int(1, 250)), ("from", DATE), ("to", DATE), ("hash", Shape::Bytes(32))]),
        Need::Role(P::Archive),
        "at most 250 sheets",
    ),
    row(
        ARCHIVE_COPY,
        "archive_copy",
        R,
        2,
        &[("file", ID), ("copy", ID)],
        Shape::Tuple(&[("medium", LINE), ("place", LINE), ("verified", OPT_DATE), ("verdict", U8)]),
        Need::Role(P::Archive),
        "A-05: which copy is where, when last verified",
    ),
    row(
        ARCHIVE_HOLD,
        "archive_hold",
        R,
        2,
        &[("file", ID), ("volume", Shape::Int(0, 65_535))],
        Shape::Tuple(&[("reason", LINE), ("until", OPT_DATE)]),
        Need::Role(P::Archive),
        "neither the file nor the year is destroyed while it stands; 0: no year",
    ),
    row(
        DESTRUCTION_ACT,
        "destruction_act",
        R,
        2,
        &[("act", ID)],
        Shape::Tuple(&[("number", WORD), ("date", DATE), ("files", super::IDS), ("commission", TEXT)]),
        Need::Role(P::Archive),
        "A-04",
    ),
    row(
        CERTIFICATE,
        "certificate",
        R,
        2,
        &[("certificate", ID)],
        Shape::Tuple(&[("kind", U8), ("person", ID), ("number", WORD), ("date", DATE), ("where", OPT_LINE), ("received", OPT_LINE)]),
        Need::Role(P::Movement),
        "P-04: register of certificates",
    ),
    row(
        WRONG_DATA,
        "wrong_data",
        R,
        3,
        &[("user", ID), ("report", ID)],
        Shape::Tuple(&[("date", DATE), ("what", TEXT), ("about", OPT_ID)]),
        Need::Anyone,
        "R-11: anyone reports",
    )
    .own(0)
    .fixed(),
    row(
        WRONG_DATA_ANSWER,
        "wrong_data_answer",
        R,
        1,
        &[("report", ID)],
        Shape::Tuple(&[("mended", OPT_DATE), ("answer", TEXT)]),
        Need::Admin,
        "R-11: mended in one calendar day, with an answer",
    ),
];
