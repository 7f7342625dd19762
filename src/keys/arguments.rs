//! Secrets that somebody has put into the arguments of a program: every user of the computer sees them in the list of programs.

use super::sheet::{GROUPS, SheetSeed};
use crate::error::{Error, Result};
use std::ffi::OsStr;

/// Parts of names of options that would carry a secret. No option of the programs has one.
const WORDS: [&str; 6] = ["passw", "passphrase", "phrase", "secret", "парол", "фраз"];

/// Refuses arguments that carry a secret, before anything else reads them: an option named after one, and the groups of a recovery
/// sheet, in one argument or in many. The secret itself is not in the error.
///
/// # Errors
/// `secret-argument`.
pub fn refuse_secrets<A: AsRef<OsStr>>(arguments: &[A]) -> Result<()> {
    let texts: Vec<String> = arguments.iter().map(|a| a.as_ref().to_string_lossy().into_owned()).collect();
    let is_sheet = |text: &str| SheetSeed::parse(text).is_ok();
    let alone = texts.iter().any(|text| is_named(text) || text.split('=').any(is_sheet));
    if alone || texts.windows(GROUPS).any(|groups| is_sheet(&groups.join(" "))) {
        return Err(Error::usage("secret-argument"));
    }
    Ok(())
}

/// An option whose name speaks of a secret.
fn is_named(argument: &str) -> bool {
    let Some(option) = argument.strip_prefix('-') else { return false };
    let name = option.split('=').next().unwrap_or_default().to_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// What of an argument may be said back: the name of an option, never a value.
#[must_use]
pub fn told(argument: &OsStr) -> String {
    let text = argument.to_string_lossy();
    if text.starts_with('-') { text.split('=').next().unwrap_or_default().chars().take(40).collect() } else { "…".to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::keys::RootSeed;

    #[test]
    fn options_named_after_secrets_and_groups_of_a_sheet_are_refused_without_being_said_back() {
        let groups = SheetSeed { number: 1, seed: RootSeed::random().unwrap() }.groups().to_vec();
        let (row, spread) = (groups.join(" "), groups.iter().map(String::as_str).collect::<Vec<_>>());
        let sheet = [&["admins", "remove", "admin"][..], &spread].concat();
        let option = format!("--sheet={row}");
        for arguments in [
            &["--password", "синий трамвай"][..],
            &["--admin-password=синий трамвай"],
            &["demo", "--own-keys", "--keys-passphrase", "x"],
            &["--Пароль", "x"],
            &["destroy", "confirm", "E", "--sheet", &row],
            &[&option],
            &sheet,
        ] {
            let error = refuse_secrets(arguments).unwrap_err();
            assert_eq!((error.code, error.args.len()), ("secret-argument", 0), "{arguments:?}");
        }
    }

    #[test]
    fn files_names_and_sentences_are_no_secrets() {
        let init = ["init", "--school", "Школа имени Пароля", "--sheet", "пароли.pdf", "--admin", "password"];
        refuse_secrets(&init).unwrap();
        refuse_secrets(&["call", "journal.page", r#"{"group":"A"}"#]).unwrap();
        refuse_secrets::<&str>(&[]).unwrap();
    }

    #[test]
    fn only_the_name_of_an_option_is_said_back() {
        assert_eq!(told(OsStr::new("--hme=синий трамвай")), "--hme");
        assert_eq!(told(OsStr::new("синий трамвай")), "…");
    }
}
