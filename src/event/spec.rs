//! What a kind of event is: where it lives, who may write it, the shape of its cell and its value.

use super::kinds;
use super::value::Value;

/// Shape of one item of a key or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `null` only.
    Null,
    /// Yes or no.
    Bool,
    /// A whole number within bounds, both included.
    Int(i64, i64),
    /// Days since 1970-01-01.
    Date,
    /// Seconds of UTC.
    Instant,
    /// Text of at most so many characters, not empty when the flag is set.
    Text(usize, bool),
    /// Sixteen bytes.
    Id,
    /// Exactly so many bytes (not sixteen).
    Bytes(usize),
    /// At most so many bytes.
    Blob(usize),
    /// Names an event.
    Head,
    /// Names a cell: `[kind, key]`.
    Cell,
    /// `null` or the shape.
    Opt(&'static Shape),
    /// At most so many of the shape.
    List(&'static Shape, usize),
    /// Named items in order.
    Tuple(&'static [(&'static str, Shape)]),
    /// `[tag, …]`: one of several tuples, by its tag.
    OneOf(&'static [(&'static str, &'static [(&'static str, Shape)])]),
}

impl Shape {
    /// True when the value has this shape.
    #[must_use]
    pub fn accepts(&self, v: &Value) -> bool {
        match (self, v) {
            (Self::Null, Value::Null) | (Self::Bool, Value::Bool(_)) | (Self::Id, Value::Id(_)) => true,
            (Self::Int(lo, hi), Value::Int(n)) => lo <= n && n <= hi,
            (Self::Date, Value::Int(n)) => (-36_525..=73_050).contains(n),
            (Self::Instant, Value::Int(n)) => (-3_155_760_000..=6_311_520_000).contains(n),
            (Self::Text(max, full), Value::Text(t)) => t.chars().count() <= *max && !(*full && t.trim().is_empty()) && clean(t),
            (Self::Bytes(n), Value::Bytes(b)) => b.len() == *n,
            (Self::Blob(max), Value::Bytes(b)) => b.len() <= *max,
            (Self::Blob(max), Value::Id(_)) => *max >= 16,
            (Self::Head, v) => super::head::Head::from_value(v).is_some(),
            (Self::Cell, Value::Array(a)) => matches!(a.as_slice(), [Value::Int(k), Value::Array(_)] if (0..=65_535).contains(k)),
            (Self::Opt(_), Value::Null) => true,
            (Self::Opt(s), v) => s.accepts(v),
            (Self::List(s, max), Value::Array(a)) => a.len() <= *max && a.iter().all(|v| s.accepts(v)),
            (Self::Tuple(f), Value::Array(a)) => fields(f, a),
            (Self::OneOf(alts), Value::Array(a)) => match a.split_first() {
                Some((Value::Int(tag), rest)) => usize::try_from(*tag).ok().and_then(|t| alts.get(t)).is_some_and(|(_, f)| fields(f, rest)),
                _ => false,
            },
            _ => false,
        }
    }
}

fn fields(f: &[(&str, Shape)], a: &[Value]) -> bool {
    f.len() == a.len() && f.iter().zip(a).all(|((_, s), v)| s.accepts(v))
}

/// Text carries no control characters but line feed and tab.
fn clean(t: &str) -> bool {
    t.chars().all(|c| !c.is_control() || c == '\n' || c == '\t')
}

/// Which volumes a kind may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum In {
    /// The registry.
    Registry,
    /// A year.
    Year,
    /// Either.
    Both,
}

/// What a role allows. The number is the code in `Role` events: it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Permission {
    Structure = 1,
    People = 2,
    Movement = 3,
    AnyJournal = 4,
    Lock = 5,
    Decide = 6,
    Control = 7,
    Timetable = 8,
    Print = 9,
    Stitch = 10,
    Substitution = 11,
    Council = 12,
    Health = 13,
    Archive = 14,
    Portfolio = 15,
    Message = 16,
    LessonPlans = 17,
    Consent = 18,
    Personnel = 19,
    Credentials = 20,
    Year = 21,
    Exams = 22,
    Programmes = 23,
    Library = 24,
}

/// Who may write a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Only a root's chain.
    Root,
    /// The computer itself: no author is asked.
    Device,
    /// A computer with the capability `witness`.
    Witness,
    /// An admin (an effective `Admin` grant).
    Admin,
    /// An admin, or the root where it stands in a root's chain.
    AdminOrRoot,
    /// As [`Need::AdminOrRoot`], or the user whose key it is.
    OwnKey,
    /// By the payload's scope and stratum: see `docs/semantics.md`, cuts, opens, decisions.
    ByPayload,
    /// A role with the permission, or an admin.
    Role(Permission),
    /// A load on the event's teaching group, a substitution of its lesson, or a role with the permission. Not an admin as such.
    Page(Permission),
    /// The homeroom grant on the event's class, or a role with the permission. Not an admin as such.
    Homeroom(Permission),
    /// Any author with an effective key.
    Anyone,
}

/// What scopes of cuts and grants look at, besides author and device: items of the key, from 0. Never of the value: what a cell is
/// about is not its author's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// Teaching group.
    pub group: Option<usize>,
    /// Date of the lesson.
    pub date: Option<usize>,
    /// Slot of the lesson.
    pub slot: Option<usize>,
    /// Term.
    pub term: Option<usize>,
    /// Class.
    pub class: Option<usize>,
}

/// One row of the table of kinds.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// Code, never reused.
    pub code: u16,
    /// Version of the payload this program reads and writes.
    pub version: u8,
    /// Name, `snake_case`.
    pub name: &'static str,
    /// Volume.
    pub volume: In,
    /// Stratum 0–3; of cuts, opens and decisions the payload's.
    pub stratum: u8,
    /// Named items of the cell's key.
    pub key: &'static [(&'static str, Shape)],
    /// How the key splits into the store's three parts (numbers of items).
    pub parts: [usize; 3],
    /// Shape of the value; `Null` always clears where `clears` says so.
    pub value: Shape,
    /// True when `Null` is a value: the cell is cleared.
    pub clears: bool,
    /// Who may write.
    pub need: Need,
    /// Where scopes look.
    pub places: Places,
    /// The item of the key that must be the author's user.
    pub own: Option<usize>,
    /// Written on the computer with the stamp only (`printed`: when it is final).
    pub stamp: bool,
    /// Rule ids and a word.
    pub about: &'static str,
}

impl KindSpec {
    /// True when key and value have the kind's shapes.
    #[must_use]
    pub fn accepts(&self, key: &[Value], value: &Value) -> bool {
        fields(self.key, key) && ((self.clears && *value == Value::Null) || self.value.accepts(value))
    }
    /// True for kinds that judgement reads: grants, keys, cuts, sessions and their like.
    #[must_use]
    pub fn is_law(&self) -> bool {
        kinds::is_law(self.code)
    }
    /// True when the event asks for the stamp: `stitched`, and `printed` for good.
    #[must_use]
    pub fn asks_stamp(&self, value: &Value) -> bool {
        self.stamp && (self.code != kinds::year::PRINTED || value.items().and_then(|v| v.get(5)?.flag()) == Some(true))
    }
}

/// The row of a kind, if this program knows it.
#[must_use]
pub fn spec(code: u16) -> Option<&'static KindSpec> {
    static INDEX: std::sync::LazyLock<Vec<Option<&'static KindSpec>>> = std::sync::LazyLock::new(|| {
        let mut v = vec![None; 512];
        for s in kinds::ALL.iter().flat_map(|t| t.iter()) {
            if let Some(slot) = v.get_mut(usize::from(s.code)) {
                *slot = Some(s);
            }
        }
        v
    });
    INDEX.get(usize::from(code)).copied().flatten()
}
