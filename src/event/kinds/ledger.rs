//! Kinds of the ledger itself: sessions, what was seen, keys, devices, grants, cuts and what lifts them.

use super::{BOOL, COUNT, DATE, HEADS, ID, IDS, In, KEY32, KindSpec, LINE, Need, OPT_DATE, OPT_LINE, PARTS, Shape, U8, WORD, row};
use In::{Both, Registry};

/// Opens a session: who writes from here on.
pub const SESSION: u16 = 1;
/// What the computer held of other chains.
pub const SEEN: u16 = 2;
/// Heads of all chains the witness knows.
pub const CHECKPOINT: u16 = 3;
/// Older programs stop writing.
pub const REQUIRE: u16 = 4;
/// A bundle is lost for good.
pub const GAP: u16 = 5;
/// Closes a scope at heads.
pub const CUT: u16 = 6;
/// Lets through what is written by one who had seen it.
pub const OPEN: u16 = 7;
/// Yes or no over held events.
pub const DECIDE: u16 = 8;
/// Lifts term and window cuts for one person and some cells.
pub const PERMIT: u16 = 9;
/// A root's document.
pub const ROOT: u16 = 10;
/// A device's certificate.
pub const DEVICE: u16 = 11;
/// Makes an admin.
pub const ADMIN: u16 = 12;
/// A user's signing key.
pub const USER_KEY: u16 = 13;
/// A role with permissions, scope and dates.
pub const ROLE: u16 = 14;
/// A volume's key wrapped to a device.
pub const VOLUME_KEY: u16 = 15;
/// A person's key, by its hash.
pub const PERSON_KEY: u16 = 16;
/// A person's key is gone.
pub const ERASED: u16 = 17;
/// A volume is destroyed by an act.
pub const DESTROYED: u16 = 18;
/// A year is closed at registry heads.
pub const CLOSE_YEAR: u16 = 19;
/// A part of a list of heads that is too long for one event.
pub const HEADS_PART: u16 = 20;
/// An act of destruction or erasure condemns no more.
pub const SPARED: u16 = 21;
/// A computer has dropped a destroyed year.
pub const BURIED: u16 = 22;
/// All that a computer sent is taken in at once.
pub const ADMIT: u16 = 23;

/// Greatest index of an event in its chain.
pub const MAX_INDEX: i64 = 0x7FFF_FFFF;

/// Parts of a cut's scope, by tag.
pub const SCOPE: Shape = Shape::OneOf(&[
    ("author", &[("user", ID)]),
    ("keys", &[("user", ID), ("keys", Shape::List(&KEY32, 64))]),
    ("device", &[("device", ID), ("capabilities", Shape::List(&Shape::Int(1, 4), 4))]),
    ("needs", &[("user", ID), ("permissions", Shape::List(&U8, 64))]),
    ("load", &[("user", ID), ("group", ID)]),
    ("homeroom", &[("user", ID), ("class", ID)]),
    ("lessons", &[("groups", IDS), ("from", DATE), ("to", DATE), ("terms", IDS)]),
    ("window", &[("groups", IDS), ("from", DATE), ("to", DATE)]),
    ("permit", &[("permit", ID)]),
    ("admin", &[("user", ID)]),
    ("grant", &[("grants", Shape::List(&Shape::Head, 64))]),
]);

const STRATUM: Shape = Shape::Int(0, 2);
const SIG: Shape = Shape::Bytes(64);

/// Rows.
pub const KINDS: &[KindSpec] = &[
    row(
        SESSION,
        "session",
        Both,
        3,
        &[],
        Shape::Tuple(&[("user", ID), ("key", KEY32), ("signature", SIG)]),
        Need::Device,
        "R-03: signed once at login by the user's key over (device, volume, nonce, idx)",
    )
    .fixed(),
    row(
        SEEN,
        "seen",
        Both,
        3,
        &[],
        HEADS,
        Need::Device,
        "heads of office chains and of the device's other chains; a registry chain names registry chains only",
    )
    .fixed(),
    row(
        CHECKPOINT,
        "checkpoint",
        Registry,
        3,
        &[],
        HEADS,
        Need::Witness,
        "B-02: heads of all chains the witness knows; bounds displayed times",
    )
    .fixed(),
    row(
        REQUIRE,
        "require",
        Registry,
        1,
        &[("level", Shape::Int(1, 65_535))],
        Shape::Bool,
        Need::AdminOrRoot,
        "programs below the level stop writing and forward",
    )
    .fixed(),
    row(
        GAP,
        "gap",
        Both,
        1,
        &[("device", ID), ("volume", Shape::Int(0, 65_535)), ("nonce", Shape::Bytes(8)), ("first", Shape::Int(0, MAX_INDEX - 1))],
        Shape::Tuple(&[("last", Shape::Int(0, MAX_INDEX - 1)), ("hash", KEY32)]),
        Need::AdminOrRoot,
        "a bundle lost for good; counts from a root's chain and from computers that a root certified",
    )
    .fixed(),
    row(
        CUT,
        "cut",
        Both,
        2,
        &[("cut", ID)],
        Shape::Tuple(&[("scope", SCOPE), ("heads", HEADS), ("void", BOOL), ("automatic", BOOL), ("stratum", STRATUM), ("parts", PARTS)]),
        Need::ByPayload,
        "J-08, R-05, R-07: in this scope only what lies inside the heads stands by itself",
    )
    .fixed(),
    row(
        OPEN,
        "open",
        Both,
        2,
        &[("open", ID)],
        Shape::Tuple(&[("cuts", HEADS), ("stratum", STRATUM)]),
        Need::ByPayload,
        "lets through what is written by one who had seen it",
    )
    .fixed(),
    row(
        DECIDE,
        "decide",
        Both,
        2,
        &[("decision", ID)],
        Shape::Tuple(&[("events", HEADS), ("yes", BOOL), ("stratum", STRATUM)]),
        Need::ByPayload,
        "over held events only, never over void ones",
    )
    .fixed(),
    row(
        PERMIT,
        "permit",
        In::Year,
        2,
        &[("permit", ID)],
        Shape::Tuple(&[("user", ID), ("cells", Shape::List(&Shape::Cell, 1000)), ("reason", OPT_LINE), ("until", OPT_DATE)]),
        Need::Role(super::super::spec::Permission::Decide),
        "R-02: corrections after a lock need the deputy's permission",
    )
    .fixed(),
    row(
        ROOT,
        "root",
        Registry,
        0,
        &[("version", Shape::Int(1, 1_000_000))],
        Shape::Tuple(&[("document", Shape::Blob(4096))]),
        Need::Root,
        "the root's own document, first in its chain",
    )
    .fixed(),
    row(
        DEVICE,
        "device",
        Registry,
        1,
        &[("device", ID)],
        Shape::Tuple(&[("sign", KEY32), ("seal", KEY32), ("capabilities", Shape::List(&Shape::Int(1, 4), 4)), ("name", WORD)]),
        Need::AdminOrRoot,
        "certificate: 1 journal, 2 office, 3 witness, 4 stamp; by an admin on a root-signed device, or by the root",
    )
    .fixed(),
    row(ADMIN, "admin", Registry, 0, &[("user", ID)], Shape::Bool, Need::Root, "R-01: delegation of administration").fixed(),
    row(
        USER_KEY,
        "user_key",
        Registry,
        1,
        &[("user", ID)],
        Shape::Tuple(&[
            ("salt", Shape::Id),
            ("memory_kib", COUNT),
            ("passes", COUNT),
            ("lanes", COUNT),
            ("key", KEY32),
            ("temporary", BOOL),
            ("heads", Shape::List(&Shape::Head, 256)),
            ("proof", SIG),
        ]),
        Need::OwnKey,
        "R-04: Argon2id parameters, the public key that follows from the password, what was known of the user, proof of possession",
    )
    .fixed(),
    row(
        ROLE,
        "role",
        Registry,
        1,
        &[("user", ID), ("role", WORD)],
        Shape::Tuple(&[("permissions", Shape::List(&U8, 64)), ("classes", IDS), ("groups", IDS), ("from", OPT_DATE), ("to", OPT_DATE)]),
        Need::Admin,
        "R-01: permission sets with scope and dates",
    )
    .fixed(),
    row(
        VOLUME_KEY,
        "volume_key",
        Registry,
        1,
        &[("volume", Shape::Int(0, 65_535)), ("generation", COUNT), ("device", ID)],
        Shape::Tuple(&[("wrapped", Shape::Blob(256))]),
        Need::AdminOrRoot,
        "volume key wrapped to a device or to the sheet",
    )
    .fixed(),
    row(
        PERSON_KEY,
        "person_key",
        Registry,
        2,
        &[("person", ID)],
        KEY32,
        Need::Role(super::super::spec::Permission::People),
        "R-08: hash of the key that what stands on consent is sealed under; the key itself lies beside the ledger",
    )
    .fixed(),
    row(
        ERASED,
        "erased",
        Registry,
        2,
        &[("person", ID)],
        Shape::Tuple(&[("basis", LINE), ("date", DATE)]),
        Need::Role(super::super::spec::Permission::Consent),
        "152-ФЗ: the person key is dropped everywhere, seven days after",
    )
    .fixed(),
    row(
        DESTROYED,
        "destroyed",
        Registry,
        1,
        &[("volume", Shape::Int(1, 65_535)), ("entry", ID)],
        Shape::Tuple(&[
            ("heads", HEADS),
            ("closing", Shape::Head),
            ("files", Shape::List(&ID, 900)),
            ("act", LINE),
            ("date", DATE),
            ("confirms", Shape::Opt(&Shape::Head)),
            ("parts", PARTS),
        ]),
        Need::AdminOrRoot,
        "A-04: by the act's list; two of them by two persons, the second confirming the first, condemn a year",
    )
    .fixed(),
    row(
        CLOSE_YEAR,
        "close_year",
        In::Year,
        1,
        &[],
        Shape::Tuple(&[("registry", HEADS), ("order", LINE), ("date", DATE), ("parts", PARTS)]),
        Need::Admin,
        "Y-06: judged from then on against these registry heads",
    )
    .fixed(),
    row(HEADS_PART, "heads", Both, 3, &[("entry", ID)], HEADS, Need::Device, "a part of a list of heads; gives nothing by itself").fixed(),
    row(
        SPARED,
        "spared",
        Registry,
        1,
        &[("entry", ID)],
        Shape::Tuple(&[("act", Shape::Head), ("reason", LINE)]),
        Need::AdminOrRoot,
        "A-04: this `destroyed` or `erased` condemns no more",
    )
    .fixed(),
    row(
        BURIED,
        "buried",
        Registry,
        3,
        &[("volume", Shape::Int(1, 65_535)), ("device", ID)],
        DATE,
        Need::Device,
        "A-04: this computer itself has dropped key and file of the year",
    )
    .fixed(),
    row(
        ADMIT,
        "admit",
        Registry,
        1,
        &[("device", ID)],
        BOOL,
        Need::Admin,
        "what this computer sent is taken in at once, whatever the day's measure",
    )
    .fixed(),
];
