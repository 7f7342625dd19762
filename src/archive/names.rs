//! Names of files inside an archive: relative paths that every system can unpack.

use std::collections::BTreeSet;

/// The manifest, last but one.
pub const MANIFEST: &str = "manifest.json";
/// Its signature, last.
pub const SIGNATURE: &str = "manifest.sig";
/// What this file is, in Russian, first.
pub const README: &str = "ПРОЧТИ.txt";
/// The registry's chains.
pub const REGISTRY: &str = "записи/реестр.bin";

/// A name is never longer, in bytes.
pub const MAX_NAME: usize = 240;

/// The year's chains.
#[must_use]
pub fn year_ledger(year: u16) -> String {
    format!("записи/{year}.bin")
}

/// True for a name that may stand in an archive: parts between single slashes, none of them empty, `.` or `..`, without control
/// characters and the characters Windows refuses, not beginning or ending with a space, not ending with a dot.
#[must_use]
pub fn sound(name: &str) -> bool {
    let part = |p: &str| {
        !p.is_empty() && !p.starts_with(' ') && !p.ends_with([' ', '.']) && p.chars().all(|c| !c.is_control() && !"\\:*?\"<>|".contains(c))
    };
    name.len() <= MAX_NAME && name.split('/').all(part)
}

/// A file's name made of words of the school, of which no two are alike.
#[derive(Debug, Default)]
pub struct Namer {
    given: BTreeSet<String>,
}

impl Namer {
    /// `folder/title.ending`; characters that cannot stand in names become «_», a name given before gets a number.
    pub fn name(&mut self, folder: &str, title: &str, ending: &str) -> String {
        let plain: String = title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(60).collect();
        let plain = plain.trim_matches([' ', '.']);
        let plain = if plain.is_empty() { "_" } else { plain };
        let mut n = 1u32;
        loop {
            let number = if n == 1 { String::new() } else { format!(" ({n})") };
            let name = format!("{folder}/{plain}{number}.{ending}");
            if self.given.insert(name.to_lowercase()) {
                return name;
            }
            n += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_unpack_are_not_sound() {
        for good in [README, REGISTRY, MANIFEST, SIGNATURE, "журналы/5А, том 2.pdf"] {
            assert!(sound(good), "{good}");
        }
        for bad in ["", "/a", "a//b", "../a", "a/..", "a\\b", "c:a", "a ", " a", "a.", "a\n", "a/b?", &"я".repeat(121)] {
            assert!(!sound(bad), "{bad:?}");
        }
    }

    #[test]
    fn strange_classes_get_sound_names_and_no_two_the_same() {
        let mut namer = Namer::default();
        let names: Vec<String> = ["5А", "5а", "..", "5/А", "5?А", ""].iter().map(|t| namer.name("журналы", t, "pdf")).collect();
        assert_eq!(names[..2], ["журналы/5А.pdf", "журналы/5а (2).pdf"]);
        assert!(names.iter().all(|n| sound(n)), "{names:?}");
        assert_eq!(names.iter().map(|n| n.to_lowercase()).collect::<BTreeSet<_>>().len(), names.len());
    }
}
