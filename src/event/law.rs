//! Typed payloads of the kinds that judgement reads, and the way back to events.

use super::event::Event;
use super::head::{Head, Volume, device_id};
use super::kinds::{ledger as l, year as y};
use super::spec::spec;
use super::value::Value;

/// What a cut reaches (semantics.md, the table of cases).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything of one user (dismissal).
    Author([u8; 16]),
    /// Everything of one user in sessions under these keys (compromise, R-07).
    Keys([u8; 16], Vec<[u8; 32]>),
    /// What of one computer needs one of these capabilities (lost, stolen, taken back); none named: everything.
    Device([u8; 16], Vec<u8>),
    /// What of one user needs one of these permissions (a role taken back).
    Needs([u8; 16], Vec<u8>),
    /// One user on one teaching group (change of teacher).
    Load([u8; 16], [u8; 16]),
    /// One user on one class (change of homeroom teacher).
    Homeroom([u8; 16], [u8; 16]),
    /// Lessons of groups between dates, and their finals of terms (lock); no group named: all.
    Lessons {
        /// Teaching groups, empty for all.
        groups: Vec<[u8; 16]>,
        /// First day.
        from: i64,
        /// Last day.
        to: i64,
        /// Terms whose finals are reached.
        terms: Vec<[u8; 16]>,
    },
    /// Lessons of days just passed: holds writes of cells with any event inside the heads (J-08).
    Window {
        /// Teaching groups, empty for all.
        groups: Vec<[u8; 16]>,
        /// First day.
        from: i64,
        /// Last day.
        to: i64,
    },
    /// Uses of a permit (withdrawal).
    Permit([u8; 16]),
    /// One user's being an admin: outside, the `admin` grants of the user are in doubt. The root's alone.
    Admin([u8; 16]),
    /// These grants have ended: outside, they are in doubt.
    Grant(Vec<Head>),
}

impl Scope {
    /// The strata a cut of this scope may be of.
    #[must_use]
    pub fn allows(&self, stratum: u8) -> bool {
        match self {
            Self::Admin(_) => stratum == 0,
            Self::Author(_) | Self::Keys(..) | Self::Device(..) | Self::Needs(..) => stratum <= 1,
            Self::Grant(_) => stratum == 1 || stratum == 2,
            _ => stratum == 2,
        }
    }
}

/// `Cut{scope, heads, outside}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// What it reaches.
    pub scope: Scope,
    /// What lies inside stands by itself.
    pub heads: Vec<Head>,
    /// Outside is void, not held.
    pub void: bool,
    /// Written by the witness computer itself, without a session.
    pub automatic: bool,
    /// 0 root, 1 admin, 2 office.
    pub stratum: u8,
    /// `heads` events on its own path whose lists are added.
    pub parts: Vec<Head>,
}

/// A typed law event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Law {
    /// Who writes from here on.
    Session {
        /// Account.
        user: [u8; 16],
        /// Public key of the user.
        key: [u8; 32],
        /// Over [`super::segment::session_message`].
        signature: [u8; 64],
    },
    /// What the computer held.
    Seen(Vec<Head>),
    /// The witness's heads.
    Checkpoint(Vec<Head>),
    /// Level wanted.
    Require(u16),
    /// Lost for good.
    Gap {
        /// Chain's device.
        device: [u8; 16],
        /// Chain's volume.
        volume: Volume,
        /// Chain's nonce.
        nonce: u64,
        /// First lost index.
        first: u32,
        /// Last lost index.
        last: u32,
        /// Hash of the last lost event.
        hash: [u8; 32],
    },
    /// Closes a scope.
    Cut(Cut),
    /// Lifts cuts for those who had seen it.
    Open {
        /// Cuts lifted.
        cuts: Vec<Head>,
        /// 0 root, 1 admin, 2 office.
        stratum: u8,
    },
    /// Yes or no.
    Decide {
        /// Events decided.
        events: Vec<Head>,
        /// Yes.
        yes: bool,
        /// 0 root, 1 admin, 2 office.
        stratum: u8,
    },
    /// Lifts term and window cuts.
    Permit {
        /// Its id, which events name.
        id: [u8; 16],
        /// Whom it is for.
        user: [u8; 16],
        /// Cells: kind and key.
        cells: Vec<(u16, Vec<Value>)>,
        /// Last day, days since 1970-01-01.
        until: Option<i64>,
    },
    /// A device's certificate.
    Device {
        /// Device.
        device: [u8; 16],
        /// Ed25519 public key.
        sign: [u8; 32],
        /// X25519 public key.
        seal: [u8; 32],
        /// 1 journal, 2 office, 3 witness, 4 stamp.
        capabilities: Vec<u8>,
    },
    /// Makes an admin.
    Admin([u8; 16]),
    /// A user's key.
    UserKey {
        /// Account.
        user: [u8; 16],
        /// Public key.
        key: [u8; 32],
        /// Good only to be replaced.
        temporary: bool,
        /// Chains with sessions or keys of the user, as its author's computer knew them.
        heads: Vec<Head>,
        /// By the key, over [`super::segment::user_key_message`].
        proof: [u8; 64],
    },
    /// A role.
    Role {
        /// Account.
        user: [u8; 16],
        /// Permission codes.
        permissions: Vec<u8>,
        /// Classes it is limited to, empty for all.
        classes: Vec<[u8; 16]>,
        /// Groups it is limited to, empty for all.
        groups: Vec<[u8; 16]>,
        /// Last day.
        to: Option<i64>,
    },
    /// The registry heads a closed year is judged against.
    CloseYear {
        /// Heads.
        heads: Vec<Head>,
        /// `heads` events whose lists are added.
        parts: Vec<Head>,
    },
    /// A part of a list of heads.
    HeadsPart(Vec<Head>),
    /// An act of destruction of a year.
    Destroyed {
        /// The year.
        volume: Volume,
        /// The `close_year` it names.
        closing: Head,
        /// Files of the archive that go.
        files: Vec<[u8; 16]>,
        /// The other person's act that it confirms.
        confirms: Option<Head>,
        /// `heads` events whose lists are added.
        parts: Vec<Head>,
    },
    /// A person is erased.
    Erased([u8; 16]),
    /// An act of destruction or erasure condemns no more.
    Spared(Head),
    /// A load on a group.
    Load {
        /// Account.
        user: [u8; 16],
        /// Group.
        group: [u8; 16],
        /// Last day.
        to: Option<i64>,
    },
    /// A homeroom class.
    Homeroom {
        /// Account.
        user: [u8; 16],
        /// Class.
        class: [u8; 16],
        /// Last day.
        to: Option<i64>,
    },
    /// One lesson for a substitute.
    Substitution {
        /// Account.
        user: [u8; 16],
        /// Group.
        group: [u8; 16],
        /// Day.
        date: i64,
        /// Slot.
        slot: i64,
    },
}

fn heads(v: &Value) -> Option<Vec<Head>> {
    v.items()?.iter().map(Head::from_value).collect()
}
fn ids(v: &Value) -> Option<Vec<[u8; 16]>> {
    v.items()?.iter().map(Value::id).collect()
}
fn bytes<const N: usize>(v: &Value) -> Option<[u8; N]> {
    v.bytes()?.try_into().ok()
}
fn codes(v: &Value) -> Option<Vec<u8>> {
    v.items()?.iter().map(|v| u8::try_from(v.int()?).ok()).collect()
}

impl Scope {
    /// Reads the scope of a cut's value.
    #[must_use]
    pub fn from_value(v: &Value) -> Option<Self> {
        let (tag, f) = v.items()?.split_first()?;
        Some(match (tag.int()?, f) {
            (0, [u]) => Self::Author(u.id()?),
            (1, [u, k]) => Self::Keys(u.id()?, k.items()?.iter().map(bytes).collect::<Option<_>>()?),
            (2, [d, c]) => Self::Device(d.id()?, codes(c)?),
            (3, [u, p]) => Self::Needs(u.id()?, codes(p)?),
            (4, [u, g]) => Self::Load(u.id()?, g.id()?),
            (5, [u, c]) => Self::Homeroom(u.id()?, c.id()?),
            (6, [g, a, b, t]) => Self::Lessons { groups: ids(g)?, from: a.int()?, to: b.int()?, terms: ids(t)? },
            (7, [g, a, b]) => Self::Window { groups: ids(g)?, from: a.int()?, to: b.int()? },
            (8, [p]) => Self::Permit(p.id()?),
            (9, [u]) => Self::Admin(u.id()?),
            (10, [g]) => Self::Grant(heads(g)?),
            _ => return None,
        })
    }
    /// The value that [`Scope::from_value`] reads.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let id = |i: &[u8; 16]| Value::Id(*i);
        let list = |g: &[[u8; 16]]| Value::Array(g.iter().map(id).collect());
        let numbers = |n: &[u8]| Value::Array(n.iter().map(|n| Value::Int(i64::from(*n))).collect());
        let (tag, rest) = match self {
            Self::Author(u) => (0, vec![id(u)]),
            Self::Keys(u, k) => (1, vec![id(u), Value::Array(k.iter().map(|k| Value::Bytes(k.to_vec())).collect())]),
            Self::Device(d, c) => (2, vec![id(d), numbers(c)]),
            Self::Needs(u, p) => (3, vec![id(u), numbers(p)]),
            Self::Load(u, g) => (4, vec![id(u), id(g)]),
            Self::Homeroom(u, c) => (5, vec![id(u), id(c)]),
            Self::Lessons { groups, from, to, terms } => (6, vec![list(groups), Value::Int(*from), Value::Int(*to), list(terms)]),
            Self::Window { groups, from, to } => (7, vec![list(groups), Value::Int(*from), Value::Int(*to)]),
            Self::Permit(p) => (8, vec![id(p)]),
            Self::Admin(u) => (9, vec![id(u)]),
            Self::Grant(g) => (10, vec![Value::Array(g.iter().map(Head::to_value).collect())]),
        };
        let mut a = vec![Value::Int(tag)];
        a.extend(rest);
        Value::Array(a)
    }
}

/// Days a window may span: the witness catches up after holidays, never a whole year.
pub const LONGEST_WINDOW: i64 = 62;

/// Days since 1970-01-01 of the first of January of a year.
fn first_of_january(year: i32) -> Option<i64> {
    let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(chrono::NaiveDate::from_ymd_opt(year, 1, 1)?.signed_duration_since(epoch).num_days())
}

/// The UTC date of a claimed time, days since 1970-01-01.
#[must_use]
pub fn claimed_date(claim: i64) -> i64 {
    claim.div_euclid(86_400)
}

impl Cut {
    /// What no cut may say (FORMAT.md, section 7).
    fn possible(&self, claim: i64) -> bool {
        let held_only = self.automatic || matches!(self.scope, Scope::Grant(_));
        let fits = match &self.scope {
            Scope::Window { groups, from, to } if self.automatic => {
                groups.is_empty() && from <= to && to - from < LONGEST_WINDOW && *to <= claimed_date(claim)
            }
            Scope::Grant(_) => true,
            _ => !self.automatic,
        };
        self.scope.allows(self.stratum) && fits && !(held_only && self.void)
    }
    /// The value of a `Cut` event.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::Array(vec![
            self.scope.to_value(),
            Value::Array(self.heads.iter().map(Head::to_value).collect()),
            Value::Bool(self.void),
            Value::Bool(self.automatic),
            Value::Int(i64::from(self.stratum)),
            Value::Array(self.parts.iter().map(Head::to_value).collect()),
        ])
    }
}

impl Law {
    /// Reads a well-formed law event; `None` for other kinds and for payloads that say the impossible.
    #[must_use]
    pub fn read(e: &Event) -> Option<Self> {
        if !spec(e.kind)?.is_law() || !e.well_formed() {
            return None;
        }
        let v = |i: usize| e.value.items().and_then(|a| a.get(i));
        let k = |i: usize| e.key.get(i);
        Some(match e.kind {
            l::SESSION => Self::Session { user: v(0)?.id()?, key: bytes(v(1)?)?, signature: bytes(v(2)?)? },
            l::SEEN => Self::Seen(heads(&e.value)?),
            l::CHECKPOINT => Self::Checkpoint(heads(&e.value)?),
            l::REQUIRE => Self::Require(u16::try_from(k(0)?.int()?).ok()?),
            l::GAP => {
                let (first, last) = (u32::try_from(k(3)?.int()?).ok()?, u32::try_from(v(0)?.int()?).ok()?);
                (first <= last).then_some(())?;
                Self::Gap {
                    device: k(0)?.id()?,
                    volume: Volume(u16::try_from(k(1)?.int()?).ok()?),
                    nonce: u64::from_be_bytes(bytes(k(2)?)?),
                    first,
                    last,
                    hash: bytes(v(1)?)?,
                }
            }
            l::CUT => {
                let stratum = u8::try_from(v(4)?.int()?).ok()?;
                let (scope, list) = (Scope::from_value(v(0)?)?, heads(v(1)?)?);
                let (void, automatic) = (v(2)?.flag()?, v(3)?.flag()?);
                let cut = Cut { scope, heads: list, void, automatic, stratum, parts: heads(v(5)?)? };
                cut.possible(e.claim).then_some(())?;
                Self::Cut(cut)
            }
            l::OPEN => Self::Open { cuts: heads(v(0)?)?, stratum: u8::try_from(v(1)?.int()?).ok()? },
            l::DECIDE => Self::Decide { events: heads(v(0)?)?, yes: v(1)?.flag()?, stratum: u8::try_from(v(2)?.int()?).ok()? },
            l::PERMIT => Self::Permit {
                id: k(0)?.id()?,
                user: v(0)?.id()?,
                cells: v(1)?
                    .items()?
                    .iter()
                    .map(|c| match c.items()? {
                        [Value::Int(k), Value::Array(key)] => Some((u16::try_from(*k).ok()?, key.clone())),
                        _ => None,
                    })
                    .collect::<Option<_>>()?,
                until: v(3)?.int(),
            },
            l::DEVICE => {
                let (device, sign, seal) = (k(0)?.id()?, bytes(v(0)?)?, bytes(v(1)?)?);
                (device_id(&sign, &seal).0 == device).then_some(())?;
                Self::Device { device, sign, seal, capabilities: codes(v(2)?)? }
            }
            l::ADMIN => {
                e.value.flag()?.then_some(())?;
                Self::Admin(k(0)?.id()?)
            }
            l::USER_KEY => Self::UserKey {
                user: k(0)?.id()?,
                key: bytes(v(4)?)?,
                temporary: v(5)?.flag()?,
                heads: heads(v(6)?)?,
                proof: bytes(v(7)?)?,
            },
            l::ROLE => {
                Self::Role { user: k(0)?.id()?, permissions: codes(v(0)?)?, classes: ids(v(1)?)?, groups: ids(v(2)?)?, to: v(4)?.int() }
            }
            l::CLOSE_YEAR => Self::CloseYear { heads: heads(v(0)?)?, parts: heads(v(3)?)? },
            l::HEADS_PART => Self::HeadsPart(heads(&e.value)?),
            l::DESTROYED => {
                let year = u16::try_from(k(0)?.int()?).ok()?;
                (v(4)?.int()? >= first_of_january(i32::from(year) + 2)?).then_some(())?;
                Self::Destroyed {
                    volume: Volume(year),
                    closing: Head::from_value(v(1)?)?,
                    files: ids(v(2)?)?,
                    confirms: Head::from_value(v(5)?),
                    parts: heads(v(6)?)?,
                }
            }
            l::ERASED => Self::Erased(k(0)?.id()?),
            l::SPARED => Self::Spared(Head::from_value(v(0)?)?),
            y::LOAD => Self::Load { user: k(0)?.id()?, group: k(1)?.id()?, to: v(2)?.int() },
            y::HOMEROOM => Self::Homeroom { user: k(0)?.id()?, class: k(1)?.id()?, to: v(1)?.int() },
            y::SUBSTITUTION => Self::Substitution { group: k(0)?.id()?, date: k(1)?.int()?, slot: k(2)?.int()?, user: k(3)?.id()? },
            _ => return None,
        })
    }
}
