//! What an event asks of its author and its computer, and which grants answer (made exact, 9, 10).

use super::chains::Spot;
use super::cuts::{Asks, ended, no_admin_any_more};
use super::ground::Ground;
use super::judge::{Case, Why};
use super::level::{DEVICES, HALF, ROOT};
use super::statutes::{DeviceLaw, Grant, RoleLaw, Statutes};
use crate::event::kinds::ledger as l;
use crate::event::spec::Need;
use crate::event::{Head, KindSpec, Law, Permission, Scope, Value};

type Id = [u8; 16];

const JOURNAL: u8 = 1;
const OFFICE: u8 = 2;
const WITNESS: u8 = 3;
const STAMP: u8 = 4;

/// What of an event judgement looks at.
pub struct Facts<'a> {
    /// Teaching group.
    pub group: Option<Id>,
    /// Class.
    pub class: Option<Id>,
    /// Day of the lesson.
    pub date: Option<i64>,
    /// Slot of the lesson.
    pub slot: Option<i64>,
    /// Term.
    pub term: Option<Id>,
    /// What the author needs.
    pub need: Need,
    /// The scope, of a cut.
    pub cut: Option<&'a Scope>,
    /// What the computer needs.
    pub asks: Asks,
}

impl<'a> Facts<'a> {
    /// Of an event that is no own change of a key.
    #[must_use]
    pub fn of(c: &Case<'_>, law: Option<&'a Law>, spec: &KindSpec) -> Self {
        let key = &c.event.key;
        let id = |p: Option<usize>| key.get(p?).and_then(Value::id);
        let int = |p: Option<usize>| key.get(p?).and_then(Value::int);
        let cut = if let Some(Law::Cut(x)) = law { Some(&x.scope) } else { None };
        let p = spec.places;
        let (need, asks) = (need(spec, law), asks(c, law, spec));
        Self { group: id(p.group), class: id(p.class), date: int(p.date), slot: int(p.slot), term: id(p.term), need, cut, asks }
    }
}

/// The need behind the row's, by payload where the row says so.
fn need(spec: &KindSpec, law: Option<&Law>) -> Need {
    match (spec.need, law) {
        (Need::ByPayload, Some(Law::Cut(x))) if x.stratum == 2 => match &x.scope {
            Scope::Lessons { .. } | Scope::Window { .. } => Need::Role(Permission::Lock),
            Scope::Permit(_) => Need::Role(Permission::Decide),
            _ => Need::Role(Permission::Structure),
        },
        (Need::ByPayload, Some(Law::Open { stratum: 2, .. })) => Need::Role(Permission::Lock),
        (Need::ByPayload, Some(Law::Decide { stratum: 2, .. })) => Need::Role(Permission::Decide),
        (Need::ByPayload | Need::OwnKey | Need::AdminOrRoot, _) => Need::Admin,
        (n, _) => n,
    }
}

/// What the computer is asked for.
fn asks(c: &Case<'_>, law: Option<&Law>, spec: &KindSpec) -> Asks {
    let stratum = super::level::stratum(c.event, law);
    if matches!(law, Some(Law::Cut(k)) if k.automatic) || spec.code == l::CHECKPOINT {
        return Asks::All(&[WITNESS]);
    }
    if stratum >= 3 || matches!(spec.need, Need::Page(_) | Need::Homeroom(_) | Need::Anyone) {
        return Asks::All(&[JOURNAL]);
    }
    if spec.asks_stamp(&c.event.value) { Asks::All(&[OFFICE, STAMP]) } else { Asks::All(&[OFFICE]) }
}

/// `Ok` when effective certificates give what is asked; a doubt when those in doubt would; else void.
pub fn device(d: &Id, asks: Asks, level: u8, s: &Statutes) -> Result<(), (bool, Why)> {
    let certs = s.devices.get(d).map_or(&[][..], Vec::as_slice);
    let by_root = |c: u8| c == WITNESS || matches!(level, ROOT | HALF | DEVICES);
    let gives = |x: &Grant<DeviceLaw>, c: u8| x.gives.capabilities.contains(&c) && (x.gives.root || !by_root(c));
    let doubt = |x: &&Grant<DeviceLaw>| x.verdict.may_return();
    let has = |c: u8| {
        if certs.iter().any(|x| x.verdict.effective() && gives(x, c)) {
            return Ok(());
        }
        if certs.iter().filter(doubt).any(|x| gives(x, c)) {
            return Err((true, Why::DeviceUnknown));
        }
        let known = certs.iter().any(|x| x.verdict.effective() || x.verdict.may_return());
        Err((false, if known { Why::Capability } else { Why::DeviceUnknown }))
    };
    match asks {
        Asks::All(list) => {
            // A lack that is certain stands before one in doubt.
            let lacks: Vec<(bool, Why)> = list.iter().filter_map(|c| has(*c).err()).collect();
            lacks.iter().find(|(held, _)| !held).or(lacks.first()).map_or(Ok(()), |lack| Err(*lack))
        }
        Asks::Either => match (has(JOURNAL), has(OFFICE)) {
            (Ok(()), _) | (_, Ok(())) => Ok(()),
            (Err((false, _)), Err(other)) => Err(other),
            (Err(one), _) => Err(one),
        },
    }
}

/// What was found among grants.
#[derive(Default)]
struct Found {
    seen: bool,
    unseen: bool,
    doubt: bool,
}

/// The event that stands on grants.
struct Stands<'a> {
    spot: Spot,
    heads: &'a [Head],
    user: &'a Id,
    level: u8,
    s: &'a Statutes,
    g: &'a Ground<'a>,
}

impl Stands<'_> {
    fn count<T>(&self, list: Option<&Vec<Grant<T>>>, fits: impl Fn(&T) -> bool, found: &mut Found) {
        for x in list.into_iter().flatten().filter(|x| (self.spot.year || !x.spot.year) && fits(&x.gives)) {
            if found.seen {
                return;
            }
            if !x.verdict.effective() {
                found.doubt |= x.verdict.may_return();
            } else if ended(self.spot, self.heads, x.spot, self.level, self.s, self.g) {
                found.doubt = true;
            } else if self.g.saw(self.spot, x.spot) {
                found.seen = true;
            } else {
                found.unseen = true;
            }
        }
    }
    fn admin(&self, found: &mut Found) {
        let list = self.s.admins.get(self.user);
        if no_admin_any_more(self.spot, self.heads, self.user, self.s, self.g) {
            found.doubt |= list.into_iter().flatten().any(|x| x.verdict.effective() || x.verdict.may_return());
        } else {
            self.count(list, |()| true, found);
        }
    }
    fn role(&self, p: Permission, f: &Facts<'_>, found: &mut Found) {
        let fits = |r: &RoleLaw| r.permissions.contains(&(p as u8)) && covers(r, f);
        self.count(self.s.roles.get(self.user), fits, found);
    }
}

/// `Ok` when a grant counts for the event; else the doubt, or [`Why::NoGrant`].
pub fn granted(c: &Case<'_>, user: &Id, level: u8, f: &Facts<'_>, s: &Statutes, g: &Ground<'_>) -> Result<(), Why> {
    let on = Stands { spot: c.spot, heads: c.heads.unwrap_or_default(), user, level, s, g };
    let mut found = Found::default();
    match f.need {
        Need::Anyone => return Ok(()),
        Need::Role(p) => {
            on.admin(&mut found);
            on.role(p, f, &mut found);
        }
        Need::Page(p) => {
            if let Some(group) = f.group {
                on.count(s.loads.get(&(*user, group)), |()| true, &mut found);
                if let (Some(d), Some(t)) = (f.date, f.slot) {
                    on.count(s.substitutions.get(&(*user, group, d, t)), |()| true, &mut found);
                }
            }
            on.role(p, f, &mut found);
        }
        Need::Homeroom(p) => {
            if let Some(class) = f.class {
                on.count(s.homerooms.get(&(*user, class)), |()| true, &mut found);
            }
            on.role(p, f, &mut found);
        }
        _ => on.admin(&mut found),
    }
    match found {
        Found { seen: true, .. } => Ok(()),
        Found { unseen: true, .. } => Err(Why::GrantUnseen),
        Found { doubt: true, .. } => Err(Why::GrantInDoubt),
        Found { .. } => Err(Why::NoGrant),
    }
}

/// A role's scope covers the event.
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
