//! Levels of judgement (semantics.md, "Who may"), in quarters. A thing of a level reaches only levels above it.

use super::chains::Spot;
use super::ground::Ground;
use crate::event::spec::Need;
use crate::event::{Event, Law};

/// Root chains, checkpoints.
pub const ROOT: u8 = 0;
/// Own changes of keys founded in a root's key.
pub const HALF: u8 = 2;
/// Computers that admins enrol.
pub const DEVICES: u8 = 3;
/// The rest of stratum 1.
pub const ADMIN: u8 = 4;
/// Own changes founded in an admin's key; automatic cuts on roles.
pub const OWN: u8 = 6;
/// Stratum 2.
pub const OFFICE: u8 = 8;
/// Automatic windows and cuts on grants of stratum 2.
pub const AUTOMATIC: u8 = 9;
/// Page and homeroom kinds of stratum 2.
pub const PAGE: u8 = 10;
/// Stratum 3.
pub const JOURNAL: u8 = 12;

/// Stratum of an event: of cuts, opens and decisions the payload's.
#[must_use]
pub fn stratum(event: &Event, law: Option<&Law>) -> u8 {
    match law {
        Some(Law::Cut(k)) => k.stratum,
        Some(Law::Open { stratum, .. } | Law::Decide { stratum, .. }) => *stratum,
        _ => event.spec().map_or(3, |s| s.stratum),
    }
}

/// True for a change of one's own key: it stands in no root's chain and its author is its user.
#[must_use]
pub fn is_own_key(spot: Spot, law: Option<&Law>, g: &Ground<'_>) -> bool {
    matches!(law, Some(Law::UserKey { user, .. }) if g.branch(spot).is_some_and(|b| b.root == 0) && author(spot, g) == Some(*user))
}

/// The author: the user of the session in force.
#[must_use]
pub fn author(spot: Spot, g: &Ground<'_>) -> Option<[u8; 16]> {
    g.chains(spot.year)?.session_before(spot.branch, spot.idx).map(|s| s.user)
}

/// Level of an event. Of an own change [`OWN`]: whether it is founded in a root's key is for its founder to say.
#[must_use]
pub fn level(spot: Spot, event: &Event, law: Option<&Law>, g: &Ground<'_>) -> u8 {
    let Some(spec) = event.spec() else { return JOURNAL };
    if g.branch(spot).is_some_and(|b| b.root > 0) {
        return ROOT;
    }
    match law {
        Some(Law::Checkpoint(_)) => ROOT,
        Some(Law::Device { .. }) => DEVICES,
        Some(Law::UserKey { .. }) if is_own_key(spot, law, g) => OWN,
        Some(Law::Cut(k)) if k.automatic => {
            if k.stratum == 1 {
                OWN
            } else {
                AUTOMATIC
            }
        }
        _ => match (stratum(event, law), spec.need) {
            (2, Need::Page(_) | Need::Homeroom(_)) => PAGE,
            (n, _) => n * ADMIN,
        },
    }
}
