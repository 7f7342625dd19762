//! When an operation may be called, and by whom.

use super::types::Stage;
use crate::error::{Error, Result};
use crate::event::Permission;
use crate::rights::role::Rights;

/// What a logged-in person needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Any account.
    Anyone,
    /// An admin.
    Admin,
    /// All of these permissions by roles, or an admin.
    Permissions(&'static [Permission]),
}

impl Right {
    /// True when the rights suffice.
    #[must_use]
    pub fn met_by(&self, rights: &Rights) -> bool {
        match self {
            Self::Anyone => true,
            Self::Admin => rights.admin,
            Self::Permissions(all) => all.iter().all(|p| rights.allows(*p)),
        }
    }
}

/// In which stages an operation may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Always.
    Always,
    /// In one stage only.
    At(Stage),
    /// When the school's journal is open, whoever is there.
    Journal,
    /// By the one who is logged in, idle-locked or about to change a temporary password.
    Session,
    /// By the one who is logged in, a temporary password included.
    Present,
    /// By somebody logged in who has the right.
    Ready(Right),
}

impl Access {
    /// Refuses a stage.
    ///
    /// # Errors
    /// `school-none`, `school-exists`, `keys-locked`, `sheet-pending`, `session-none`, `session-locked`, `session-must-change`, `wrong-stage`.
    pub(super) fn admit(self, stage: Stage) -> Result<()> {
        let open = matches!(stage, Stage::Login | Stage::Locked | Stage::MustChangePassword | Stage::Ready);
        let fits = match self {
            Self::Always => true,
            Self::At(wanted) => wanted == stage,
            Self::Journal => open,
            Self::Session => open && stage != Stage::Login,
            Self::Present => matches!(stage, Stage::MustChangePassword | Stage::Ready),
            Self::Ready(_) => stage == Stage::Ready,
        };
        if fits { Ok(()) } else { Err(self.refusal(stage)) }
    }

    fn refusal(self, stage: Stage) -> Error {
        if self == Self::At(Stage::Empty) {
            return Error::usage("school-exists");
        }
        match stage {
            Stage::Empty => Error::usage("school-none"),
            Stage::KeysLocked => Error::denied("keys-locked"),
            Stage::Sheet => Error::usage("sheet-pending"),
            _ if matches!(self, Self::At(_)) => Error::usage("wrong-stage"),
            Stage::Login => Error::denied("session-none"),
            Stage::Locked => Error::denied("session-locked"),
            Stage::MustChangePassword => Error::denied("session-must-change"),
            Stage::Ready => Error::usage("wrong-stage"),
        }
    }
}
