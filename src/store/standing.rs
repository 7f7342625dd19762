//! What stands in the way of a write, and what opens it: grants of one user, locks, permits. Read from the law in memory.

use super::home::Home;
use super::read::GrantRow;
use super::volume::structure;
use crate::error::Result;
use crate::event::{Law, Scope, Value, Volume};
use crate::id::UserId;
use crate::rights::{LawEvent, Spot};

/// A lock of lessons in force that no `open` has lifted (J-08): of a term, or the edit window of days just passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockRow {
    /// What it reaches: `Lessons` or `Window`.
    pub scope: Scope,
    inside: Vec<(u32, u32)>,
}

impl LockRow {
    /// True when the write at a cursor of the year lies inside its heads.
    #[must_use]
    pub fn holds_inside(&self, at: i64) -> bool {
        let spot = Spot::from_at(true, at);
        self.inside.iter().any(|(branch, idx)| *branch == spot.branch && spot.idx <= *idx)
    }
}

/// What stands at one moment.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Structures of the registry and of the year ([`super::Reader::structure`]).
    pub structures: [u64; 2],
    /// As [`Home::law_version`].
    pub law: u64,
    /// Locks of lessons in force in the year.
    pub locks: Vec<LockRow>,
    /// The year itself is closed.
    pub closed: bool,
}

/// A permit: the cells it opens to its user, kind and key of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitRow {
    /// Its id, which a write under it names.
    pub id: [u8; 16],
    /// Cells.
    pub cells: Vec<(u16, Vec<Value>)>,
}

impl Home {
    /// Loads, homerooms and substitutions of one user that count in a year, whatever their dates.
    ///
    /// # Errors
    /// Storage errors.
    pub fn grants_of(&self, volume: Volume, user: UserId) -> Result<Vec<GrantRow>> {
        self.grants_where(volume, &|law| match law {
            Law::Load { user: of, .. } | Law::Homeroom { user: of, .. } | Law::Substitution { user: of, .. } => {
                (*of == user.0).then_some(*of)
            }
            _ => None,
        })
    }

    /// What stands at this moment, of a year and of the registry.
    ///
    /// # Errors
    /// `year-missing`; storage errors.
    pub fn standing(&self, year: Volume) -> Result<Standing> {
        let guard = self.fresh()?;
        let vol = guard.vol(year)?;
        let s = &vol.statutes;
        let lifted = |spot: &Spot, stratum: u8| s.opens_of(*spot).any(|o| o.verdict.effective() && o.gives <= stratum);
        let locks = s.cuts.iter().filter(|k| matches!(k.cut.scope, Scope::Lessons { .. } | Scope::Window { .. }));
        let locks = locks.filter(|k| k.in_force() && !lifted(&k.spot, k.cut.stratum));
        let inside = |k: &crate::rights::cuts::CutLaw| {
            k.limits.iter().filter(|((year, _), _)| *year).map(|((_, branch), idx)| (*branch, *idx)).collect()
        };
        let closes = |e: &LawEvent| matches!(e.law, Some(Law::CloseYear { .. })) && s.verdicts.get(&e.spot).is_some_and(|v| v.effective());
        Ok(Standing {
            structures: [structure(&guard.registry.conn)?, structure(&vol.conn)?],
            law: guard.law_version(),
            locks: locks.map(|k| LockRow { scope: k.cut.scope.clone(), inside: inside(k) }).collect(),
            closed: vol.laws.iter().any(closes),
        })
    }

    /// Permits that a user has in a year.
    ///
    /// # Errors
    /// Storage errors.
    pub fn permits(&self, volume: Volume, user: UserId) -> Result<Vec<PermitRow>> {
        let guard = self.fresh()?;
        let s = &guard.vol(volume)?.statutes;
        let mut out = Vec::new();
        for (id, list) in &s.permits {
            let mine = list.iter().filter(|p| p.verdict.effective() && p.gives.user == user.0);
            out.extend(mine.map(|p| PermitRow { id: *id, cells: p.gives.cells.clone() }));
        }
        Ok(out)
    }
}
