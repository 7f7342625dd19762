//! Roles (роли): presets of permissions under a name people know.
//!
//! The journal keeps the permission codes of each grant, not the preset: changing a row here changes what is granted from then on.
//! Pages of subjects and homeroom classes are opened by loads and homeroom grants, never by a role of the table.

use crate::event::Permission as P;
use std::collections::BTreeSet;

/// Makes an admin: granted by the root alone, kept as an `admin` event and not as a `role` event.
pub const ADMIN: &str = "admin";

/// One row of the table of roles. Its Russian name is `role-<id>` in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Stable id, as `Role` events and the contract carry it.
    pub id: &'static str,
    /// What it allows to write.
    pub permissions: &'static [P],
    /// Reads every class, not only the own ones.
    pub reads_all: bool,
    /// Passwords are of 14 characters at least (design.md 3).
    pub strong_password: bool,
    /// Is granted with an end date only.
    pub ends: bool,
    /// Rule ids.
    pub rules: &'static str,
}

const fn role(id: &'static str, permissions: &'static [P], rules: &'static str) -> Role {
    Role { id, permissions, reads_all: false, strong_password: false, ends: false, rules }
}

impl Role {
    const fn reading_all(mut self) -> Self {
        self.reads_all = true;
        self
    }
    const fn strong(mut self) -> Self {
        self.strong_password = true;
        self
    }
    const fn ending(mut self) -> Self {
        self.ends = true;
        self
    }
}

/// All roles, in the order screens show them.
pub const ROLES: &[Role] = &[
    role(ADMIN, &[], "R-01, R-04, Y-06, Y-07, B-01").reading_all().strong(),
    role("director", &[P::Lock, P::Decide, P::Control, P::Council, P::Print, P::Message, P::Archive, P::Year], "R-01, R-02, C-07, A-01")
        .reading_all(),
    role(
        "deputy",
        &[
            P::Structure,
            P::Lock,
            P::Decide,
            P::Control,
            P::Timetable,
            P::Substitution,
            P::Print,
            P::Stitch,
            P::Archive,
            P::Council,
            P::Health,
            P::Message,
            P::LessonPlans,
            P::Year,
            P::Exams,
            P::Programmes,
            P::Library,
        ],
        "R-01, R-02, R-13, Y-01, C-01, C-02, A-03, A-09",
    )
    .reading_all()
    .strong(),
    role(
        "head-of-studies",
        &[
            P::Structure,
            P::Movement,
            P::Lock,
            P::Decide,
            P::Control,
            P::Timetable,
            P::Substitution,
            P::Print,
            P::Council,
            P::LessonPlans,
            P::Exams,
            P::Programmes,
            P::Message,
        ],
        "R-01, Y-08",
    )
    .reading_all(),
    role("secretary", &[P::People, P::Movement, P::Consent, P::Print, P::Stitch, P::Archive, P::Message], "R-01, P-01, P-02, P-04, A-09")
        .reading_all(),
    role("teacher", &[P::Library], "R-01, R-02, P-05"),
    // Health sheet, reasons, decisions come by the homeroom grant, of the own class alone; `consent` would erase persons.
    role("homeroom", &[P::Portfolio, P::Message, P::Library], "R-01, R-02, P-05, J-12"),
    role("dispatcher", &[P::Timetable, P::Substitution], "R-01, Y-03, Y-04"),
    role("psychologist", &[P::Health, P::Message, P::Library], "R-01, R-13").reading_all(),
    role("nurse", &[P::Health], "R-13").reading_all(),
    role("organiser", &[P::Portfolio, P::Message, P::Library], "R-01, P-05"),
    role("additional-education", &[P::Library], "R-01, J-18"),
    role("personnel", &[P::Personnel], "R-01, R-05, R-12"),
    role("methodist", &[P::LessonPlans, P::Programmes, P::Library], "R-01, Y-02").reading_all(),
    role("inspector", &[], "R-01").reading_all().ending(),
    role("coordinator", &[], "R-01, C-06").ending(),
];

/// The row of a role id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Role> {
    ROLES.iter().find(|r| r.id == id)
}

/// True when one of the roles wants the long password.
#[must_use]
pub fn wants_strong_password<'a>(ids: impl IntoIterator<Item = &'a str>) -> bool {
    ids.into_iter().filter_map(find).any(|r| r.strong_password)
}

/// What a user may do, from the grants in force today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    /// Made an admin by the root.
    pub admin: bool,
    /// Role ids in force, `admin` first.
    pub roles: Vec<String>,
    /// Permissions of roles that are not limited to classes or groups.
    pub permissions: BTreeSet<P>,
    /// Reads every class.
    pub reads_all: bool,
    /// Classes the user answers for or teaches, when not all are read.
    pub classes: BTreeSet<[u8; 16]>,
}

impl Rights {
    /// True when a need `Role(permission)` is met.
    #[must_use]
    pub fn allows(&self, permission: P) -> bool {
        self.admin || self.permissions.contains(&permission)
    }
    /// True when the lists of a class may be read.
    #[must_use]
    pub fn reads_class(&self, class: &[u8; 16]) -> bool {
        self.reads_all || self.classes.contains(class)
    }
}

/// The permission of a code in a `Role` event; `None` for codes of a newer program.
#[must_use]
pub fn permission(code: u8) -> Option<P> {
    PERMISSIONS.iter().copied().find(|p| *p as u8 == code)
}

/// Every permission.
pub const PERMISSIONS: &[P] = &[
    P::Structure,
    P::People,
    P::Movement,
    P::AnyJournal,
    P::Lock,
    P::Decide,
    P::Control,
    P::Timetable,
    P::Print,
    P::Stitch,
    P::Substitution,
    P::Council,
    P::Health,
    P::Archive,
    P::Portfolio,
    P::Message,
    P::LessonPlans,
    P::Consent,
    P::Personnel,
    P::Credentials,
    P::Year,
    P::Exams,
    P::Programmes,
    P::Library,
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn role_ids_differ_and_are_words_of_the_contract() {
        let ids: BTreeSet<_> = ROLES.iter().map(|r| r.id).collect();
        assert_eq!(ids.len(), ROLES.len());
        assert!(ids.iter().all(|i| i.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn every_role_has_a_russian_name_in_the_catalogue() {
        let catalogue = include_str!("../../assets/texts/ru.ftl");
        for role in ROLES {
            assert!(catalogue.lines().any(|l| l.starts_with(&format!("role-{} = ", role.id))), "role-{}", role.id);
        }
    }

    #[test]
    fn a_teacher_imports_nobody_and_a_secretary_does() {
        assert!(!find("teacher").unwrap().permissions.contains(&P::People));
        let secretary = find("secretary").unwrap().permissions;
        assert!(secretary.contains(&P::People) && secretary.contains(&P::Movement));
    }

    #[test]
    fn no_preset_opens_every_journal_or_keeps_accounts() {
        let all = ROLES.iter().flat_map(|r| r.permissions);
        assert!(!all.clone().any(|p| *p == P::AnyJournal || *p == P::Credentials));
    }

    #[test]
    fn admin_and_deputy_need_the_long_password_and_a_teacher_does_not() {
        assert!(wants_strong_password(["teacher", "deputy"]) && wants_strong_password([ADMIN]));
        assert!(!wants_strong_password(["teacher", "homeroom"]));
    }

    #[test]
    fn permission_codes_lead_back_to_their_permission() {
        for p in PERMISSIONS {
            assert_eq!(permission(*p as u8), Some(*p));
        }
        assert_eq!((permission(0), permission(25), PERMISSIONS.len()), (None, None, 24));
    }
}
