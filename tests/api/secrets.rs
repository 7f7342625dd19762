//! No secret of a request or an answer can be printed by `{:?}`.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Debug;
use zhurnal::api::contract;
use zhurnal::api::types::*;

const MARK: &str = "тайное слово у моста";
/// Names of fields that hold secrets, wherever they stand.
const SECRET: &[&str] = &["password", "admin_password", "keys_passphrase", "passphrase", "old", "new", "sheet", "sealed", "present"];
/// Fields of those names that hold none: the sheet of a spreadsheet, its number, the password of invented people.
const OTHER: &[(&str, &str)] =
    &[("DemoInfo", "password"), ("LawRow", "sheet"), ("PlannedPupil", "sheet"), ("PlannedRow", "sheet"), ("RowNote", "sheet")];

fn shown<T: DeserializeOwned + Debug>(value: Value) -> String {
    format!("{:?}", serde_json::from_value::<T>(value).unwrap())
}

macro_rules! hides {
    ($($type:ident: $value:tt;)*) => {{
        let mut told = BTreeSet::new();
        $({
            let said = shown::<$type>(json!($value));
            assert!(!said.contains(MARK) && said.contains('…'), "{}: {said}", stringify!($type));
            told.insert(stringify!($type));
        })*
        told
    }};
}

#[test]
fn no_request_and_no_answer_prints_a_secret() {
    let told = hides! {
        SchoolCreate: { "name": "", "profile": "", "year": 2026, "zone": null, "admin_login": "", "admin_name": "",
            "admin_password": MARK, "keys": "", "keys_passphrase": MARK };
        SheetInfo: { "fingerprint": "", "groups": [MARK], "papers": { "printed": [], "saved": [], "kept": false } };
        Passphrase: { "passphrase": MARK };
        Login: { "login": "", "password": MARK };
        Unlock: { "password": MARK };
        ChangePassword: { "old": MARK, "new": MARK };
        Credentials: { "id": "", "login": "", "password": MARK };
        StaffAccount: { "name": "", "position": "", "login": "", "password": MARK };
        SlipText: { "name": "", "position": "", "login": "", "password": MARK };
        GrantAdmin: { "id": "", "sheet": MARK };
        ResetAdmin: { "login": "", "sheet": MARK };
        CompromisedAccount: { "id": "", "sheet": MARK };
        RemoveAdmin: { "admin": "", "sheet": MARK, "stolen": false, "leaves": false, "devices": [] };
        BySheet: { "sheet": MARK };
        RotationAsk: { "sealed": MARK, "present": MARK };
        RootSettle: { "document": "", "sheet": MARK };
        DestructionConfirm: { "entry": "", "sheet": MARK };
        PaperSave: { "paper": "", "final_print": true, "token": "", "password": MARK };
    };
    // Every type of the contract with such a field is among them.
    let contract = contract();
    let mut name = "";
    for line in contract.lines() {
        if let Some(rest) = line.strip_prefix("export type ") {
            name = rest.split([' ', '=']).next().unwrap_or_default();
        }
        let field = line.trim().split([':', '?']).next().unwrap_or_default();
        let text = line.contains("string");
        if text && SECRET.contains(&field) && !OTHER.contains(&(name, field)) {
            assert!(told.contains(name), "{name}.{field} is not looked at");
        }
    }
}
