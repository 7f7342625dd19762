//! Accounts and roles.

use super::SecretText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One account (`accounts.list`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRow {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Full name of the person.
    pub name: String,
    /// Role ids in force.
    pub roles: Vec<String>,
    /// `active`, `temporary` (first login pending) or `closed`.
    pub state: String,
}

/// Answer of `accounts.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountList {
    /// By name.
    pub accounts: Vec<AccountRow>,
}

/// `accounts.create`: a person, an account, a temporary password, roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountCreate {
    /// Login: 3–40 characters, letters, digits, dot, hyphen.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Role ids.
    pub roles: Vec<String>,
}

/// A temporary password, shown once (`accounts.create`, `accounts.reset`, `accounts.grant_admin`, `accounts.reset_admin`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Credentials {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Temporary password; it must be replaced at the first login.
    pub password: SecretText,
}

/// Names an account (`accounts.reset`, `accounts.close`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ByAccount {
    /// Account id.
    pub id: String,
}

/// `accounts.grant`, `accounts.revoke`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRole {
    /// Account id.
    pub id: String,
    /// Role id.
    pub role: String,
    /// First day, `YYYY-MM-DD`; absent: at once. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`; absent: without end. Roles of guests (inspector) need one. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// Class ids the role is limited to; absent or empty: all. Of grants only.
    #[serde(default)]
    #[ts(optional)]
    pub classes: Option<Vec<String>>,
}

/// `accounts.grant_admin`: a further administrator is made by the root alone, so the recovery sheet is typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GrantAdmin {
    /// Account id.
    pub id: String,
    /// The groups of the recovery sheet as typed.
    pub sheet: SecretText,
}

/// `accounts.reset_admin`: an administrator's password is replaced by the root alone; nobody need be logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResetAdmin {
    /// Login of the administrator.
    pub login: String,
    /// The groups of the recovery sheet as typed.
    pub sheet: SecretText,
}

/// One role of `roles.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleRow {
    /// Role id.
    pub id: String,
    /// Russian name.
    pub name: String,
    /// Names of what it allows to write: keys of the catalogue, `permission-<name>`.
    pub permissions: Vec<String>,
    /// Characters the password of its holder has at least.
    pub password_chars: u32,
    /// True when it is granted with an end date only.
    pub ends: bool,
}

/// Answer of `roles.list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleList {
    /// In the order screens show them.
    pub roles: Vec<RoleRow>,
}
