//! The fate of one event, by payload, signature and finished lower strata (`docs/semantics.md`, "Who may" and "Made exact").

use super::chains::{Branch, Spot};
use super::cuts::{Asks, CutLaw, lifted, matching, permitted, root_ended};
use super::grants::{Facts, device, granted};
use super::ground::Ground;
use super::keys::{impossible, protected, resets_root, signed};
use super::level::{self, ROOT, is_own_key};
use super::order::Covered;
use super::statutes::{Library, Statutes};
use crate::event::kinds::ledger as l;
use crate::event::spec::{In, Need};
use crate::event::{Event, Head, KindSpec, Law, Scope, Value, Volume};
use std::cell::RefCell;
use std::collections::HashMap;

/// What becomes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Fate {
    /// Counts: *applied*, or *superseded* when another effective write of the cell covers it.
    Effective = 0,
    /// Waits for a person's decision.
    Held = 1,
    /// Never counts.
    Void = 2,
    /// Of a kind or version this program does not know.
    Unknown = 3,
}

/// Why it is held or void.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Why {
    Fine = 0,
    Payload = 1,
    NoSession = 2,
    ForgedSession = 3,
    KeyUnknown = 4,
    DeviceUnknown = 5,
    Capability = 6,
    NoGrant = 7,
    GrantInDoubt = 8,
    Cut = 9,
    VoidCut = 10,
    Decided = 11,
    Kind = 12,
    AfterGap = 13,
    KeyReplaced = 14,
    TwoChanges = 15,
    RootKey = 16,
    GrantUnseen = 17,
    Temporary = 18,
    KeyTwice = 19,
    KeyWrong = 20,
    Foreign = 21,
    Overlap = 22,
}

impl Why {
    /// Every reason, by its number.
    pub const ALL: [Self; 23] = [
        Self::Fine,
        Self::Payload,
        Self::NoSession,
        Self::ForgedSession,
        Self::KeyUnknown,
        Self::DeviceUnknown,
        Self::Capability,
        Self::NoGrant,
        Self::GrantInDoubt,
        Self::Cut,
        Self::VoidCut,
        Self::Decided,
        Self::Kind,
        Self::AfterGap,
        Self::KeyReplaced,
        Self::TwoChanges,
        Self::RootKey,
        Self::GrantUnseen,
        Self::Temporary,
        Self::KeyTwice,
        Self::KeyWrong,
        Self::Foreign,
        Self::Overlap,
    ];
    /// True for doubts of hand, of a held event: who signed. No decision lifts them.
    #[must_use]
    pub fn of_hand(self) -> bool {
        matches!(self, Self::AfterGap | Self::KeyUnknown | Self::KeyReplaced | Self::TwoChanges | Self::RootKey | Self::DeviceUnknown)
    }
    /// Which of several doubts is told: of hand, then a cut, a grant in doubt, a grant unseen.
    fn rank(self) -> u8 {
        match self {
            Self::GrantUnseen => 3,
            Self::GrantInDoubt => 2,
            Self::Cut => 1,
            _ => 0,
        }
    }
}

/// A fate and its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Fate.
    pub fate: Fate,
    /// Reason.
    pub why: Why,
    /// Its author had seen the cut that holds it.
    pub disobedient: bool,
}

impl Verdict {
    /// Effective.
    pub const EFFECTIVE: Self = Self { fate: Fate::Effective, why: Why::Fine, disobedient: false };
    /// A fate with a reason.
    #[must_use]
    pub const fn new(fate: Fate, why: Why) -> Self {
        Self { fate, why, disobedient: false }
    }
    /// Held, or void by a cut: may yet count, so who stands on it is held, not void.
    #[must_use]
    pub fn may_return(self) -> bool {
        self.fate == Fate::Held || self.why == Why::VoidCut
    }
    /// Counts.
    #[must_use]
    pub fn effective(self) -> bool {
        self.fate == Fate::Effective
    }
}

/// The events of one cell as windows look at them: of each branch the first, and what was found of each window.
#[derive(Debug, Default)]
pub struct Others {
    first: HashMap<(bool, u32), u32>,
    inside: RefCell<HashMap<Spot, bool>>,
}

impl Others {
    /// Of all events of a cell, whatever their fates.
    pub fn of(cell: impl IntoIterator<Item = Spot>) -> Self {
        let mut first = HashMap::new();
        for s in cell {
            let least = first.entry((s.year, s.branch)).or_insert(s.idx);
            *least = s.idx.min(*least);
        }
        Self { first, inside: RefCell::default() }
    }
    /// True when one of them lies inside a window's heads. An event outside them is so matched by another one.
    #[must_use]
    pub fn any_inside(&self, k: &CutLaw) -> bool {
        let look = || self.first.iter().any(|((year, branch), idx)| k.inside(Spot { year: *year, branch: *branch, idx: *idx }));
        *self.inside.borrow_mut().entry(k.spot).or_insert_with(look)
    }
}

/// An event before judgement.
pub struct Case<'a> {
    /// Where it stands.
    pub spot: Spot,
    /// The event.
    pub event: &'a Event,
    /// The events of its cell, for windows; none for a first write.
    pub others: Option<&'a Others>,
    /// Level it is judged at; `None`: by its kind.
    pub level: Option<u8>,
    /// Heads its value carries, parts included; `None` when a part is none.
    pub heads: Option<&'a [Head]>,
    /// The proof of its key is right: of `user_key` alone, else true.
    pub proof: bool,
}

impl<'a> Case<'a> {
    /// An event that is no law: it carries no heads and proves nothing.
    #[must_use]
    pub fn plain(spot: Spot, event: &'a Event, others: Option<&'a Others>) -> Self {
        Self { spot, event, others, level: None, heads: Some(&[]), proof: true }
    }
}

/// Bars that were found.
#[derive(Default)]
struct Bars {
    hard: Option<Why>,
    held: Option<Why>,
}

impl Bars {
    fn void(&mut self, why: Why) {
        self.hard.get_or_insert(why);
    }
    fn hold(&mut self, why: Why) {
        self.held = self.held.filter(|old| old.rank() <= why.rank()).or(Some(why));
    }
    fn note(&mut self, found: Result<(), (bool, Why)>) {
        match found {
            Ok(()) => {}
            Err((true, why)) => self.hold(why),
            Err((false, why)) => self.void(why),
        }
    }
}

/// Judges one event. `law` is its typed payload when its kind has one.
#[must_use]
pub fn judge(c: &Case<'_>, law: Option<&Law>, s: &Statutes, g: &Ground<'_>) -> Verdict {
    let void = |why| Verdict::new(Fate::Void, why);
    let Some(spec) = c.event.spec() else { return Verdict::new(Fate::Unknown, Why::Kind) };
    let Some(branch) = g.branch(c.spot) else { return void(Why::Payload) };
    if !payload_ok(c, law, spec, branch) {
        return void(Why::Payload);
    }
    if let Some(v) = by_itself(c, law, spec, branch, s, g) {
        return v;
    }
    let own = is_own_key(c.spot, law, g);
    let level = c.level.unwrap_or_else(|| level::level(c.spot, c.event, law, g));
    let mut f = Facts::of(c, law, spec);
    if own {
        f.asks = Asks::Either;
    }
    let auto = matches!(law, Some(Law::Cut(k)) if k.automatic);
    let heads = c.heads.unwrap_or_default();
    let session = g.chains(c.spot.year).and_then(|x| x.session_before(c.spot.branch, c.spot.idx)).copied();
    let mut bars = Bars::default();

    // Rule 2 and 4: session, key, computer.
    if !auto {
        match session {
            None if g.chains(c.spot.year).is_some_and(|x| x.after_gap(c.spot.branch)) => bars.hold(Why::AfterGap),
            None => bars.void(Why::NoSession),
            Some(x) if !x.valid => bars.void(Why::ForgedSession),
            Some(x) => bars.note(signed(c.spot, heads, &x, level, own, s, g)),
        }
        if let Some(item) = spec.own
            && let Some(x) = session
            && c.event.key.get(item).and_then(Value::id) != Some(x.user)
        {
            bars.void(Why::Foreign);
        }
    }
    if let Some(law) = law {
        if let Some(why) = impossible(c.spot, law, session.as_ref(), s, g) {
            bars.void(why);
        }
        if let Law::UserKey { user, .. } = law
            && !own
            && resets_root(c.spot, heads, user, s, g)
        {
            bars.hold(Why::RootKey);
        }
    }
    bars.note(device(&branch.id.device.0, f.asks, level, s));

    // Rule 5: grants.
    if let Some(x) = session.filter(|_| !auto && !own) {
        match granted(c, &x.user, level, &f, s, g) {
            Ok(()) => {}
            Err(Why::NoGrant) => bars.void(Why::NoGrant),
            Err(why) => bars.hold(why),
        }
    }
    if let Some(why) = bars.hard {
        return void(why);
    }

    // Rules 3 and 5: cuts of lower levels. A permit counts only where it is needed, and then its withdrawal does too.
    let who = session.as_ref().filter(|_| !auto).map(|x| (&x.user, &x.key));
    let locks = |k: &CutLaw| matches!(k.cut.scope, Scope::Lessons { .. } | Scope::Window { .. });
    let mut against = matching(c, &f, who, &branch.id.device.0, s, level);
    against.retain(|k| !k.inside(c.spot) && k.in_force() && (k.voids() || !lifted(c.spot, heads, k, s, g)));
    if against.iter().any(|k| k.late) && protected(c.spot, heads, s, g) {
        against.retain(|k| !k.late);
    }
    if !against.iter().any(|k| locks(k)) {
        against.retain(|k| !matches!(k.cut.scope, Scope::Permit(_)));
    } else if permitted(c, who.map(|w| *w.0), level, s, g) {
        against.retain(|k| k.voids() || !locks(k));
    }
    if against.iter().any(|k| k.voids()) {
        return void(Why::VoidCut);
    }
    let disobedient = against.iter().any(|k| g.saw(c.spot, k.spot));
    if !against.is_empty() {
        bars.hold(Why::Cut);
    }

    // Decisions of lower levels lift doubts of right alone.
    match bars.held {
        Some(why) if !why.of_hand() && decided(c.spot, level, s, g) == Some(true) => Verdict::new(Fate::Effective, Why::Decided),
        Some(why) => Verdict { fate: Fate::Held, why, disobedient },
        None => Verdict::EFFECTIVE,
    }
}

/// Events that nothing but themselves, the roots or the roots' certificates judge.
fn by_itself(c: &Case<'_>, law: Option<&Law>, spec: &KindSpec, branch: &Branch, s: &Statutes, g: &Ground<'_>) -> Option<Verdict> {
    let void = |why| Some(Verdict::new(Fate::Void, why));
    let stratum = level::stratum(c.event, law);
    if branch.root > 0 {
        let may = match spec.need {
            Need::ByPayload => stratum == 0,
            Need::Root | Need::AdminOrRoot | Need::OwnKey => true,
            _ => spec.code == l::HEADS_PART,
        };
        if !may {
            return void(Why::NoGrant);
        }
        if let Some(why) = law.and_then(|law| impossible(c.spot, law, None, s, g)) {
            return void(why);
        }
        let ended = root_ended(c.spot, &branch.id.device.0, branch.root, s);
        return if ended { void(Why::VoidCut) } else { Some(Verdict::EFFECTIVE) };
    }
    match spec.code {
        l::SESSION => {
            let valid = g.chains(c.spot.year).and_then(|x| x.session_at(c.spot.branch, c.spot.idx)).is_some_and(|x| x.valid);
            if valid { Some(Verdict::EFFECTIVE) } else { void(Why::ForgedSession) }
        }
        l::SEEN | l::HEADS_PART | l::BURIED => Some(Verdict::EFFECTIVE),
        l::CHECKPOINT => Some(checkpoint(c, branch, s)),
        _ if spec.need == Need::Root || stratum == 0 => void(Why::NoGrant),
        _ => None,
    }
}

/// A checkpoint asks for the witness that a root certified, and is reached by the roots' cuts of its computer alone.
fn checkpoint(c: &Case<'_>, branch: &Branch, s: &Statutes) -> Verdict {
    if let Err((held, why)) = device(&branch.id.device.0, Asks::All(&[3]), ROOT, s) {
        return Verdict::new(if held { Fate::Held } else { Fate::Void }, why);
    }
    let of = s.index.device.get(&branch.id.device.0).into_iter().flatten().filter_map(|i| s.cuts.get(*i));
    let takes = |k: &&CutLaw| matches!(&k.cut.scope, Scope::Device(_, taken) if taken.is_empty() || taken.contains(&3));
    let against: Vec<&CutLaw> = of.filter(|k| k.root > 0 && !k.late && k.in_force() && !k.inside(c.spot)).filter(takes).collect();
    match against.iter().any(|k| k.voids()) {
        true => Verdict::new(Fate::Void, Why::VoidCut),
        false if against.is_empty() => Verdict::EFFECTIVE,
        false => Verdict::new(Fate::Held, Why::Cut),
    }
}

fn payload_ok(c: &Case<'_>, law: Option<&Law>, spec: &KindSpec, branch: &Branch) -> bool {
    let home = branch.id.volume;
    let volume = match spec.volume {
        In::Both => true,
        In::Registry => !c.spot.year,
        In::Year => c.spot.year,
    };
    let sense = match law {
        Some(Law::Seen(h)) => seen_fits(h, home),
        Some(Law::Cut(k)) => match &k.scope {
            Scope::Grant(_) => (k.stratum == 2) == c.spot.year,
            Scope::Window { from, to, .. } if k.automatic => c.spot.year && within_year(home, *from, *to),
            _ => true,
        },
        Some(_) => true,
        None => !spec.is_law(),
    };
    let own = spec.code != l::BURIED || c.event.key.get(1).and_then(Value::id) == Some(branch.id.device.0);
    volume && sense && own && c.proof && c.heads.is_some() && spec.accepts(&c.event.key, &c.event.value)
}

/// True when days lie from 1 August of the year to 31 August of the next.
fn within_year(year: Volume, from: i64, to: i64) -> bool {
    let day = |y: i32, d: u32| {
        let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?;
        Some(chrono::NaiveDate::from_ymd_opt(y, 8, d)?.signed_duration_since(epoch).num_days())
    };
    let y = i32::from(year.0);
    day(y, 1).is_some_and(|first| first <= from) && day(y + 1, 31).is_some_and(|last| to <= last)
}

/// A `seen` names chains of the registry and of its own volume only.
#[must_use]
pub fn seen_fits(heads: &[Head], home: Volume) -> bool {
    heads.iter().all(|h| h.chain.volume.is_registry() || h.chain.volume == home)
}

/// Yes or no over an event; `None` when undecided or contradicting (made exact, 16).
#[must_use]
pub fn decided(spot: Spot, level: u8, s: &Statutes, g: &Ground<'_>) -> Option<bool> {
    let list = || s.decisions.get(&spot).into_iter().flatten().filter(|d| d.verdict.effective() && d.stratum * level::ADMIN < level);
    // A decision is covered by another that has it on its path, or on that of one of its refs.
    let mut covered = Covered::default();
    for d in list() {
        covered.add_before(d.spot, g);
        d.refs.iter().for_each(|r| covered.add(*r, g));
    }
    let mut rest = list().filter(|d| !covered.holds(d.spot)).map(|d| d.yes).peekable();
    rest.peek()?;
    let (mut yes, mut no) = (false, false);
    rest.for_each(|y| if y { yes = true } else { no = true });
    match (yes, no) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// True when a cut in force has ended what this grant gives: later acts that stand on it would be held.
#[must_use]
pub fn has_ended(e: &super::statutes::LawEvent, user: [u8; 16], s: &Statutes, g: &Ground<'_>) -> bool {
    let lifted = |k: &CutLaw| s.opens_of(k.spot).any(|o| o.verdict.effective() && g.branch(o.spot).is_some());
    let x = &s.index;
    let of = x.user.get(&user).into_iter().chain(x.admin.get(&user)).chain(x.grant.get(&e.spot)).flatten();
    of.filter_map(|i| s.cuts.get(*i)).filter(|k| k.in_force() && !lifted(k)).any(|k| match (&k.cut.scope, &e.law) {
        (Scope::Author(_) | Scope::Grant(_), _) => true,
        (Scope::Admin(_), Some(Law::Admin(_))) => true,
        (Scope::Needs(_, p), Some(Law::Role { permissions, .. })) => permissions.iter().all(|x| p.contains(x)),
        (Scope::Load(_, group), Some(Law::Load { group: mine, .. })) => group == mine,
        (Scope::Homeroom(_, class), Some(Law::Homeroom { class: mine, .. })) => class == mine,
        _ => false,
    })
}

/// Judges a law event, with the heads it carries.
#[must_use]
pub fn judge_law(e: &super::statutes::LawEvent, level: u8, s: &Statutes, g: &Ground<'_>, library: &Library<'_>) -> Verdict {
    let heads = library.heads(e, g);
    let proof = e.proof;
    judge(&Case { spot: e.spot, event: &e.event, others: None, level: Some(level), heads: heads.as_deref(), proof }, e.law.as_ref(), s, g)
}
