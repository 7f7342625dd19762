//! The fate of one event, by payload, signature and finished lower strata (`docs/semantics.md`, "Who may" and "Made exact").

use super::chains::{Ground, Spot};
use super::statutes::{CutLaw, Grant, RoleLaw, Statutes};
use crate::event::kinds::ledger as l;
use crate::event::spec::Need;
use crate::event::{Event, Head, Law, Permission, Scope, Value, Volume};

type Id = [u8; 16];

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

/// An event before judgement.
pub struct Case<'a> {
    /// Where it stands.
    pub spot: Spot,
    /// The event.
    pub event: &'a Event,
    /// Other events of the same cell, for windows; empty for a first write.
    pub others: &'a [Spot],
    /// Level, doubled (made exact, 19); `None`: by its kind.
    pub level: Option<u8>,
}

/// What of the payload judgement looks at.
struct Facts<'a> {
    group: Option<Id>,
    class: Option<Id>,
    date: Option<i64>,
    slot: Option<i64>,
    term: Option<Id>,
    need: Need,
    cut: Option<&'a Scope>,
}

/// Judges one event. `law` is its typed payload when its kind has one.
#[must_use]
pub fn judge(c: &Case<'_>, law: Option<&Law>, s: &Statutes, g: &Ground<'_>) -> Verdict {
    let void = |why| Verdict::new(Fate::Void, why);
    let Some(spec) = c.event.spec() else { return Verdict::new(Fate::Unknown, Why::Kind) };
    let Some(branch) = g.branch(c.spot) else { return void(Why::Payload) };
    if !payload_ok(c, law, spec, branch.id.volume) {
        return void(Why::Payload);
    }
    let stratum = match law {
        Some(Law::Cut(k)) => k.stratum,
        Some(Law::Open { stratum, .. } | Law::Decide { stratum, .. }) => *stratum,
        _ => spec.stratum,
    };
    let by_payload = spec.need == Need::ByPayload;
    if branch.root {
        let may = if by_payload { stratum == 0 } else { matches!(spec.need, Need::Root | Need::AdminOrRoot | Need::OwnKey) };
        return if may { Verdict::EFFECTIVE } else { void(Why::NoGrant) };
    }
    if matches!(spec.code, l::SESSION) {
        let valid = branch.sessions.iter().any(|x| x.idx == c.spot.idx && x.valid);
        return if valid { Verdict::EFFECTIVE } else { void(Why::ForgedSession) };
    }
    if spec.code == l::SEEN {
        return Verdict::EFFECTIVE;
    }
    if spec.need == Need::Root || stratum == 0 {
        return void(Why::NoGrant);
    }
    let late = u8::from(stratum == 2 && matches!(spec.need, Need::Page(_) | Need::Homeroom(_)));
    let level = c.level.unwrap_or(stratum * 2 + late);
    if spec.code == l::CHECKPOINT {
        return match device(branch.id.device.0, s, &|d| d.capabilities.contains(&3)) {
            Ok(true) => Verdict::EFFECTIVE,
            Ok(false) => void(Why::Capability),
            Err(v) => v,
        };
    }
    let f = facts(c, law, spec);
    let auto = matches!(law, Some(Law::Cut(k)) if k.automatic);
    let mut held: Option<Verdict> = None;
    let mut hard: Option<Why> = None;
    let hold = |h: &mut Option<Verdict>, why| {
        h.get_or_insert(Verdict::new(Fate::Held, why));
    };

    // Rule 2: session, key, device.
    let session = g.chains(c.spot.year).and_then(|x| x.session_before(c.spot.branch, c.spot.idx)).copied();
    let mut own = false;
    if !auto {
        match session {
            None if g.chains(c.spot.year).is_some_and(|x| x.after_gap(c.spot.branch)) => hold(&mut held, Why::AfterGap),
            None => hard = Some(Why::NoSession),
            Some(x) if !x.valid => hard = Some(Why::ForgedSession),
            Some(x) => {
                own = matches!(law, Some(Law::UserKey { user, .. }) if *user == x.user);
                let most = if level <= 2 { 1 } else { 3 };
                if !key_counts(&x.key, &x.user, most, s) {
                    hold(&mut held, Why::KeyUnknown);
                }
            }
        }
    }
    let from_page = matches!(spec.need, Need::Page(_) | Need::Homeroom(_) | Need::Anyone) || own;
    let wants_office = (1..=2).contains(&stratum) && !from_page && !auto;
    let fit = |d: &super::statutes::DeviceLaw| {
        if auto { d.capabilities.contains(&3) } else { !wants_office || d.capabilities.contains(&2) }
    };
    match device(branch.id.device.0, s, &fit) {
        Ok(true) => {}
        Ok(false) => hard = hard.or(Some(Why::Capability)),
        Err(v) if v.fate == Fate::Void => hard = hard.or(Some(v.why)),
        Err(v) => hold(&mut held, v.why),
    }
    // A device that an admin enrols is enrolled on one that the root did (made exact, 6); the office's capability is asked besides.
    if spec.code == l::DEVICE && device(branch.id.device.0, s, &|d| d.root) != Ok(true) {
        hard = hard.or(Some(Why::Capability));
    }

    // Rule 3: grants.
    if let Some(x) = session.filter(|_| !auto && !own) {
        match granted(c.spot, &x.user, &f, s, g) {
            Ok(()) => {}
            Err(Why::NoGrant) => hard = hard.or(Some(Why::NoGrant)),
            Err(why) => hold(&mut held, why),
        }
    }
    if let Some(why) = hard {
        return void(why);
    }

    // Rule 4: cuts of strata below. A permit counts only where it is needed, and then its withdrawal does too.
    let who = session.as_ref().filter(|_| !auto).map(|x| (&x.user, &x.key));
    let locks = |k: &CutLaw| matches!(k.cut.scope, Scope::Lessons { .. } | Scope::Window { .. });
    let void_now = |k: &CutLaw| k.cut.void && k.verdict.effective();
    let mut against = matching(c, &f, who, &branch.id.device.0, s, level);
    against.retain(|k| !k.inside(c.spot) && k.in_force() && (void_now(k) || !lifted(c.spot, k, s, g)));
    if !against.iter().any(|k| locks(k)) {
        against.retain(|k| !matches!(k.cut.scope, Scope::Permit(_)));
    } else if permitted(c, who.map(|w| *w.0), s, g) {
        against.retain(|k| void_now(k) || !locks(k));
    }
    if against.iter().any(|k| void_now(k)) {
        return void(Why::VoidCut);
    }
    let disobedient = against.iter().any(|k| g.saw(c.spot, k.spot));
    if !against.is_empty() {
        hold(&mut held, Why::Cut);
    }

    // Rule 5: decisions of strata below.
    match held {
        Some(_) if decided(c.spot, level, s, g) == Some(true) => Verdict::new(Fate::Effective, Why::Decided),
        Some(v) => Verdict { disobedient, ..v },
        None => Verdict::EFFECTIVE,
    }
}

fn payload_ok(c: &Case<'_>, law: Option<&Law>, spec: &crate::event::KindSpec, home: Volume) -> bool {
    use crate::event::spec::In;
    let volume = match spec.volume {
        In::Both => true,
        In::Registry => !c.spot.year,
        In::Year => c.spot.year,
    };
    let sense = match law {
        Some(Law::Seen(h)) => seen_fits(h, home),
        Some(Law::Cut(k)) if k.automatic => k.stratum == 2 && matches!(k.scope, Scope::Window { .. }),
        Some(_) => true,
        None => !spec.is_law(),
    };
    volume && sense && spec.accepts(&c.event.key, &c.event.value)
}

/// A `seen` names chains of the registry and of its own volume only.
#[must_use]
pub fn seen_fits(heads: &[Head], home: Volume) -> bool {
    heads.iter().all(|h| h.chain.volume.is_registry() || h.chain.volume == home)
}

fn facts<'a>(c: &Case<'_>, law: Option<&'a Law>, spec: &crate::event::KindSpec) -> Facts<'a> {
    let (k, v) = (&c.event.key, &c.event.value);
    let id = |p| spec.at(p, k, v).and_then(Value::id);
    let int = |p| spec.at(p, k, v).and_then(Value::int);
    let mut cut = None;
    let need = match (spec.need, law) {
        (Need::ByPayload, Some(Law::Cut(x))) => {
            cut = Some(&x.scope);
            match (&x.scope, x.stratum) {
                (_, 0 | 1) => Need::Admin,
                (Scope::Lessons { .. } | Scope::Window { .. }, _) => Need::Role(Permission::Lock),
                (Scope::Permit(_), _) => Need::Role(Permission::Decide),
                _ => Need::Role(Permission::Structure),
            }
        }
        (Need::ByPayload, Some(Law::Open { stratum: 2, .. })) => Need::Role(Permission::Lock),
        (Need::ByPayload, Some(Law::Decide { stratum: 2, .. })) => Need::Role(Permission::Decide),
        (Need::ByPayload | Need::OwnKey | Need::AdminOrRoot, _) => Need::Admin,
        (n, _) => n,
    };
    let p = spec.places;
    Facts { group: id(p.group), class: id(p.class), date: int(p.date), slot: int(p.slot), term: id(p.term), need, cut }
}

/// `Ok(fits)` with an effective certificate, else held or void as grants go; a capability goes the same way.
fn device(d: Id, s: &Statutes, fit: &dyn Fn(&super::statutes::DeviceLaw) -> bool) -> Result<bool, Verdict> {
    let certs = s.devices.get(&d).map_or(&[][..], Vec::as_slice);
    let doubt = |x: &Grant<super::statutes::DeviceLaw>| x.verdict.may_return();
    if certs.iter().any(|x| x.verdict.effective() && fit(&x.gives)) {
        return Ok(true);
    }
    if certs.iter().any(|x| doubt(x) && fit(&x.gives)) {
        return Err(Verdict::new(Fate::Held, Why::DeviceUnknown));
    }
    if certs.iter().any(|x| x.verdict.effective() || doubt(x)) { Ok(false) } else { Err(Verdict::new(Fate::Void, Why::DeviceUnknown)) }
}

/// True when the key is an effective key of the user, of a level not above `most`.
#[must_use]
pub fn key_counts(key: &[u8; 32], user: &Id, most: u8, s: &Statutes) -> bool {
    s.keys.get(key).is_some_and(|k| k.iter().any(|x| x.gives.user == *user && x.gives.level <= most && x.verdict.effective()))
}

fn count<T>(spot: Spot, list: Option<&Vec<Grant<T>>>, fits: impl Fn(&T) -> bool, s: &mut (bool, bool, bool), g: &Ground<'_>) {
    for x in list.into_iter().flatten().filter(|x| (spot.year || !x.spot.year) && fits(&x.gives)) {
        if x.verdict.effective() {
            s.1 = true;
            s.0 = s.0 || g.saw(spot, x.spot);
        } else {
            s.2 |= x.verdict.may_return();
        }
        if s.0 {
            return;
        }
    }
}

/// `Ok` when an effective grant was seen; `NoGrant`: none; `GrantInDoubt`: unseen, held, or void by a cut.
fn granted(spot: Spot, user: &Id, f: &Facts<'_>, s: &Statutes, g: &Ground<'_>) -> Result<(), Why> {
    let mut n = (false, false, false);
    let role = |n: &mut _, p: Permission| {
        let fits = |r: &RoleLaw| r.permissions.contains(&(p as u8)) && covers(r, f);
        count(spot, s.roles.get(user), fits, n, g);
    };
    match f.need {
        Need::Anyone => return Ok(()),
        Need::Role(p) => {
            count(spot, s.admins.get(user), |()| true, &mut n, g);
            role(&mut n, p);
        }
        Need::Page(p) => {
            if let Some(group) = f.group {
                count(spot, s.loads.get(&(*user, group)), |()| true, &mut n, g);
                if let (Some(d), Some(t)) = (f.date, f.slot) {
                    count(spot, s.substitutions.get(&(*user, group, d, t)), |()| true, &mut n, g);
                }
            }
            role(&mut n, p);
        }
        Need::Homeroom(p) => {
            if let Some(class) = f.class {
                count(spot, s.homerooms.get(&(*user, class)), |()| true, &mut n, g);
            }
            role(&mut n, p);
        }
        _ => count(spot, s.admins.get(user), |()| true, &mut n, g),
    }
    match n {
        (true, ..) => Ok(()),
        (_, false, false) => Err(Why::NoGrant),
        _ => Err(Why::GrantInDoubt),
    }
}

/// A role's scope covers the event (made exact, 8).
fn covers(r: &RoleLaw, f: &Facts<'_>) -> bool {
    if r.classes.is_empty() && r.groups.is_empty() {
        return true;
    }
    match f.cut {
        Some(Scope::Lessons { groups, .. } | Scope::Window { groups, .. }) => {
            !groups.is_empty() && groups.iter().all(|x| r.groups.contains(x))
        }
        _ => f.class.is_some_and(|c| r.classes.contains(&c)) || f.group.is_some_and(|x| r.groups.contains(&x)),
    }
}

fn needs_one_of(need: Need, list: &[u8]) -> bool {
    matches!(need, Need::Role(p) | Need::Page(p) | Need::Homeroom(p) if list.contains(&(p as u8)))
}

fn days(from: i64, to: i64, date: Option<i64>) -> bool {
    date.is_some_and(|d| from <= d && d <= to)
}

/// Cuts of strata below that match the event (made exact, 10).
fn matching<'s>(c: &Case<'_>, f: &Facts<'_>, who: Option<(&Id, &[u8; 32])>, device: &Id, s: &'s Statutes, level: u8) -> Vec<&'s CutLaw> {
    let x = &s.index;
    let mut out: Vec<&CutLaw> = Vec::new();
    let mut look = |list: Option<&Vec<usize>>, fits: &dyn Fn(&CutLaw) -> bool| {
        for k in list.into_iter().flatten().filter_map(|i| s.cuts.get(*i)) {
            if level > 2 * k.cut.stratum && (c.spot.year || !k.spot.year) && fits(k) {
                out.push(k);
            }
        }
    };
    if let Some((user, key)) = who {
        look(x.user.get(user), &|k| match &k.cut.scope {
            Scope::Author(_) => true,
            Scope::Needs(_, p) => needs_one_of(f.need, p),
            Scope::Load(_, g) => matches!(f.need, Need::Page(_)) && f.group == Some(*g),
            Scope::Homeroom(_, h) => matches!(f.need, Need::Homeroom(_)) && f.class == Some(*h),
            _ => false,
        });
        look(x.key.get(key), &|_| true);
    }
    look(x.device.get(device), &|_| true);
    if let Some(p) = c.event.permit {
        look(x.permit.get(&p), &|_| true);
    }
    if level < 6 {
        return out;
    }
    if let Some(g) = f.group {
        let lock = |k: &CutLaw| match &k.cut.scope {
            Scope::Lessons { from, to, terms, .. } => days(*from, *to, f.date) || f.term.is_some_and(|t| terms.contains(&t)),
            _ => false,
        };
        look(x.group.get(&g), &lock);
        look(Some(&x.all), &lock);
        if !c.others.is_empty() {
            look(Some(&x.windows), &|k| match &k.cut.scope {
                Scope::Window { groups, from, to } => {
                    (groups.is_empty() || groups.contains(&g)) && days(*from, *to, f.date) && c.others.iter().any(|o| k.inside(*o))
                }
                _ => false,
            });
        }
    }
    out
}

fn lifted(spot: Spot, k: &CutLaw, s: &Statutes, g: &Ground<'_>) -> bool {
    s.opens.get(&k.spot).is_some_and(|o| {
        o.iter().any(|o| o.verdict.effective() && o.gives <= k.cut.stratum && (spot.year || !o.spot.year) && g.saw(spot, o.spot))
    })
}

fn permitted(c: &Case<'_>, user: Option<Id>, s: &Statutes, g: &Ground<'_>) -> bool {
    let Some(list) = c.event.permit.and_then(|p| s.permits.get(&p)) else { return false };
    list.iter().any(|p| {
        p.verdict.effective()
            && Some(p.gives.user) == user
            && p.gives.cells.iter().any(|(kind, key)| *kind == c.event.kind && *key == c.event.key)
            && g.saw(c.spot, p.spot)
    })
}

/// Yes or no over an event; `None` when undecided or contradicting (made exact, 13).
#[must_use]
pub fn decided(spot: Spot, level: u8, s: &Statutes, g: &Ground<'_>) -> Option<bool> {
    let list: Vec<_> = s.decisions.get(&spot)?.iter().filter(|d| d.verdict.effective() && level > 2 * d.stratum).collect();
    let covered = |d: &super::statutes::DecisionLaw| {
        list.iter().any(|o| o.spot != d.spot && (path(g, o.spot, d.spot) || o.refs.iter().any(|r| *r == d.spot || path(g, *r, d.spot))))
    };
    let mut rest = list.iter().filter(|d| !covered(d)).map(|d| d.yes).peekable();
    rest.peek()?;
    let (mut yes, mut no) = (false, false);
    rest.for_each(|y| if y { yes = true } else { no = true });
    match (yes, no) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// True when `x` is on the path of `e`.
#[must_use]
pub fn path(g: &Ground<'_>, e: Spot, x: Spot) -> bool {
    e != x && e.year == x.year && g.chains(e.year).is_some_and(|c| c.reaches(e.branch, e.idx, x.branch, x.idx))
}

/// True when the event lies outside the heads of a window cut in force that matches it.
#[must_use]
pub fn outside_window(c: &Case<'_>, s: &Statutes) -> bool {
    let Some(spec) = c.event.spec() else { return false };
    let f = facts(c, None, spec);
    let Some(g) = f.group else { return false };
    spec.stratum == 3
        && s.index.windows.iter().filter_map(|i| s.cuts.get(*i)).any(|k| match &k.cut.scope {
            Scope::Window { groups, from, to } => {
                k.in_force()
                    && (c.spot.year || !k.spot.year)
                    && (groups.is_empty() || groups.contains(&g))
                    && days(*from, *to, f.date)
                    && !k.inside(c.spot)
                    && c.others.iter().any(|o| k.inside(*o))
            }
            _ => false,
        })
}

/// True when a cut in force has ended what this grant gives: later acts that stand on it would be held.
#[must_use]
pub fn ended(e: &super::statutes::LawEvent, user: Id, s: &Statutes, g: &Ground<'_>) -> bool {
    let lifted = |k: &CutLaw| s.opens.get(&k.spot).is_some_and(|o| o.iter().any(|o| o.verdict.effective() && g.branch(o.spot).is_some()));
    s.index.user.get(&user).into_iter().flatten().filter_map(|i| s.cuts.get(*i)).filter(|k| k.in_force() && !lifted(k)).any(|k| {
        match (&k.cut.scope, &e.law) {
            (Scope::Author(_), _) => true,
            (Scope::Needs(_, p), Some(Law::Role { permissions, .. })) => permissions.iter().all(|x| p.contains(x)),
            (Scope::Load(_, group), Some(Law::Load { group: mine, .. })) => group == mine,
            (Scope::Homeroom(_, class), Some(Law::Homeroom { class: mine, .. })) => class == mine,
            _ => false,
        }
    })
}
