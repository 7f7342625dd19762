//! Typed payloads of the kinds that judgement reads, and the way back to events.

use super::event::Event;
use super::head::Head;
use super::kinds::{ledger as l, year as y};
use super::spec::spec;
use super::value::Value;

/// What a cut reaches (semantics.md, the table of cases).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything of one user (dismissal).
    Author([u8; 16]),
    /// Everything in sessions under these user keys (compromise, R-07).
    Keys(Vec<[u8; 32]>),
    /// Everything of one computer (lost, stolen).
    Device([u8; 16]),
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
}

impl Scope {
    /// The strata a cut of this scope may be of.
    #[must_use]
    pub fn allows(&self, stratum: u8) -> bool {
        match self {
            Self::Author(_) | Self::Keys(_) | Self::Device(_) | Self::Needs(..) => stratum <= 1,
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
    },
    /// A device's certificate.
    Device {
        /// Device.
        device: [u8; 16],
        /// Ed25519 public key.
        sign: [u8; 32],
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
    },
    /// The registry heads a closed year is judged against.
    CloseYear(Vec<Head>),
    /// A load on a group.
    Load {
        /// Account.
        user: [u8; 16],
        /// Group.
        group: [u8; 16],
    },
    /// A homeroom class.
    Homeroom {
        /// Account.
        user: [u8; 16],
        /// Class.
        class: [u8; 16],
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
            (1, [k]) => Self::Keys(k.items()?.iter().map(bytes).collect::<Option<_>>()?),
            (2, [d]) => Self::Device(d.id()?),
            (3, [u, p]) => Self::Needs(u.id()?, codes(p)?),
            (4, [u, g]) => Self::Load(u.id()?, g.id()?),
            (5, [u, c]) => Self::Homeroom(u.id()?, c.id()?),
            (6, [g, a, b, t]) => Self::Lessons { groups: ids(g)?, from: a.int()?, to: b.int()?, terms: ids(t)? },
            (7, [g, a, b]) => Self::Window { groups: ids(g)?, from: a.int()?, to: b.int()? },
            (8, [p]) => Self::Permit(p.id()?),
            _ => return None,
        })
    }
    /// The value that [`Scope::from_value`] reads.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let id = |i: &[u8; 16]| Value::Id(*i);
        let list = |g: &[[u8; 16]]| Value::Array(g.iter().map(id).collect());
        let (tag, rest) = match self {
            Self::Author(u) => (0, vec![id(u)]),
            Self::Keys(k) => (1, vec![Value::Array(k.iter().map(|k| Value::Bytes(k.to_vec())).collect())]),
            Self::Device(d) => (2, vec![id(d)]),
            Self::Needs(u, p) => (3, vec![id(u), Value::Array(p.iter().map(|p| Value::Int(i64::from(*p))).collect())]),
            Self::Load(u, g) => (4, vec![id(u), id(g)]),
            Self::Homeroom(u, c) => (5, vec![id(u), id(c)]),
            Self::Lessons { groups, from, to, terms } => (6, vec![list(groups), Value::Int(*from), Value::Int(*to), list(terms)]),
            Self::Window { groups, from, to } => (7, vec![list(groups), Value::Int(*from), Value::Int(*to)]),
            Self::Permit(p) => (8, vec![id(p)]),
        };
        let mut a = vec![Value::Int(tag)];
        a.extend(rest);
        Value::Array(a)
    }
}

impl Cut {
    /// The value of a `Cut` event.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::Array(vec![
            self.scope.to_value(),
            Value::Array(self.heads.iter().map(Head::to_value).collect()),
            Value::Bool(self.void),
            Value::Bool(self.automatic),
            Value::Int(i64::from(self.stratum)),
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
            l::GAP => Self::Gap {
                device: k(0)?.id()?,
                nonce: u64::from_be_bytes(bytes(k(1)?)?),
                first: u32::try_from(k(2)?.int()?).ok()?,
                last: u32::try_from(v(0)?.int()?).ok()?,
                hash: bytes(v(1)?)?,
            },
            l::CUT => {
                let stratum = u8::try_from(v(4)?.int()?).ok()?;
                let cut =
                    Cut { scope: Scope::from_value(v(0)?)?, heads: heads(v(1)?)?, void: v(2)?.flag()?, automatic: v(3)?.flag()?, stratum };
                if !cut.scope.allows(stratum) {
                    return None;
                }
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
            },
            l::DEVICE => Self::Device { device: k(0)?.id()?, sign: bytes(v(0)?)?, capabilities: codes(v(2)?)? },
            l::ADMIN => Self::Admin(k(0)?.id()?),
            l::USER_KEY => Self::UserKey { user: k(0)?.id()?, key: bytes(v(4)?)? },
            l::ROLE => Self::Role { user: k(0)?.id()?, permissions: codes(v(0)?)?, classes: ids(v(1)?)?, groups: ids(v(2)?)? },
            l::CLOSE_YEAR => Self::CloseYear(heads(v(0)?)?),
            y::LOAD => Self::Load { user: k(0)?.id()?, group: k(1)?.id()? },
            y::HOMEROOM => Self::Homeroom { user: k(0)?.id()?, class: k(1)?.id()? },
            y::SUBSTITUTION => Self::Substitution { group: k(0)?.id()?, date: k(1)?.int()?, slot: k(2)?.int()?, user: k(3)?.id()? },
            _ => return None,
        })
    }
}
