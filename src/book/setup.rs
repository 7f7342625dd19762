//! The first start: root, first computer with all capabilities, first admin, first year.
//!
//! Everything is made in `setup/` inside the home and moved into place when the recovery sheet has been confirmed: the root's seed is in
//! memory alone, so a set-up that was interrupted before that is thrown away at the next start and begins anew.

use super::cells::days;
use super::people::name_value;
use super::signers::{DeviceSigner, UserAuthor};
use super::{Env, NewSheets, check_shapes, store_options};
use crate::api::types::{SchoolCreate, SheetInfo};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Value, Volume, device_id};
use crate::id::{AnyId, PersonId, UserId, random};
use crate::keys::root::{first_root, verify_roots};
use crate::keys::sheet::SheetSeed;
use crate::keys::{KdfCost, KeyStorage, PUBLISHED, PasswordRule, RootSeed, SigningKey, Vault, check_passphrase, password};
use crate::people::PersonName;
use crate::print::{SheetData, SheetFile};
use crate::private;
use crate::store::{Home, Write};
use crate::time::school_date;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const DIR: &str = "setup";
const DONE: &str = "done";
const PROFILES: [&str; 5] = ["eljur", "asiou", "sgo", "ezhd", "portal"];
const ZONE: &str = "Europe/Moscow";
/// Journal, office, witness, stamp.
const CAPABILITIES: [i64; 4] = [1, 2, 3, 4];

/// A school that was made and whose sheet has not been confirmed yet.
pub struct Setup {
    home: PathBuf,
    sheets: NewSheets,
    fingerprint: String,
    /// The new registry, while local rows may still go into it.
    store: Option<Home>,
    storage: KeyStorage,
    passphrase: Option<Zeroizing<String>>,
}

/// Where the keys of this computer will lie.
struct Place<'a> {
    storage: KeyStorage,
    phrase: Option<&'a str>,
    published: bool,
}

impl Place<'_> {
    /// What is wrong with the phrase is told before anything is made.
    fn check(&self, login: &str) -> Result<()> {
        match (self.storage, self.phrase) {
            (KeyStorage::File, None) => Err(Error::input("passphrase-missing")),
            (KeyStorage::File, Some(phrase)) if !self.published => check_passphrase(phrase, login),
            _ => Ok(()),
        }
    }

    fn vault(&self, dir: &Path, cost: KdfCost) -> Result<Vault> {
        if self.published { Vault::create_published(dir, cost) } else { Vault::create(dir, self.storage, self.phrase, cost) }
    }
}

/// A key a password makes, with what its event says.
pub(super) struct NewKey {
    /// The key.
    pub key: SigningKey,
    /// The value of the `user_key` event: its heads and its proof are filled in by the store.
    value: Value,
}

impl NewKey {
    /// The event that gives the key to a user.
    pub(super) fn write(&self, user: UserId) -> Write {
        Write::new(l::USER_KEY, vec![Value::Id(user.0)], self.value.clone()).proved(self.key.clone())
    }
}

/// A temporary key that no password makes: of accounts whose owners change it in the same breath.
pub(super) fn passing_key(cost: KdfCost) -> Result<NewKey> {
    let key = SigningKey::random()?;
    let value = key_value(random::<16>()?, cost, &key, true);
    Ok(NewKey { key, value })
}

fn key_value(salt: [u8; 16], cost: KdfCost, key: &SigningKey, temporary: bool) -> Value {
    Value::Array(vec![
        Value::Id(salt),
        i64::from(cost.memory_kib()).into(),
        i64::from(cost.passes()).into(),
        i64::from(cost.lanes()).into(),
        Value::Bytes(key.public().0.to_vec()),
        temporary.into(),
        Value::Array(Vec::new()),
        Value::Bytes(vec![0; 64]),
    ])
}

/// Makes the key of a password with a fresh salt.
pub(super) fn new_key(password: &str, school: &AnyId, cost: KdfCost, temporary: bool) -> Result<NewKey> {
    let salt = random::<16>()?;
    let key = password::user_key(password, school, &salt, cost)?;
    let value = key_value(salt, cost, &key, temporary);
    Ok(NewKey { key, value })
}

/// A login as it is kept: 3–40 letters, digits, dots, hyphens, of any case.
pub(super) fn check_login(login: &str) -> Result<String> {
    let login = login.trim().to_owned();
    let sound = (3..=40).contains(&login.chars().count()) && login.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    if sound { Ok(login) } else { Err(Error::input("bad-login")) }
}

impl Setup {
    /// Makes the school of an empty home.
    ///
    /// # Errors
    /// `school-exists`; `bad-school-name`, `bad-profile`, `bad-year`, `bad-zone`, `bad-login`, those of names, passwords and keys.
    pub fn create(home: &Path, asked: &SchoolCreate, env: &Env) -> Result<Self> {
        let storage = KeyStorage::parse(&asked.keys)?;
        let phrase = asked.keys_passphrase.as_deref().filter(|p| !p.is_empty());
        Self::make(home, asked, env, Place { storage, phrase, published: false })
    }

    /// Makes the school of an empty home under the published phrase: a demo.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_published(home: &Path, asked: &SchoolCreate, env: &Env) -> Result<Self> {
        Self::make(home, asked, env, Place { storage: KeyStorage::File, phrase: Some(PUBLISHED), published: true })
    }

    fn make(home: &Path, asked: &SchoolCreate, env: &Env, place: Place<'_>) -> Result<Self> {
        if exists(home) {
            return Err(Error::usage("school-exists"));
        }
        let name = asked.name.trim();
        if !(2..=300).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(Error::input("bad-school-name"));
        }
        if !PROFILES.contains(&asked.profile.as_str()) {
            return Err(Error::usage("bad-profile").with("profiles", PROFILES.join(", ")));
        }
        if !(2000..=2200).contains(&asked.year) {
            return Err(Error::input("bad-year").with("year", asked.year));
        }
        let zone_name = asked.zone.as_deref().unwrap_or(ZONE);
        let zone: chrono_tz::Tz = zone_name.parse().map_err(|_| Error::input("bad-zone"))?;
        let login = check_login(&asked.admin_login)?;
        let person = PersonName::parse(&asked.admin_name)?.value;
        PasswordRule::Strong.check(&asked.admin_password, &login)?;
        place.check(&login)?;

        let (seed, next) = (RootSeed::random()?, RootSeed::random()?);
        let document = first_root(&seed, &next)?;
        let roots = verify_roots(&[&document])?;
        let date = school_date(env.clock.now(), zone);
        // A name the sheet cannot carry is refused before anything is made.
        let sheets = NewSheets::new(SheetData {
            school: name.to_owned(),
            date,
            seed: SheetSeed { number: 1, seed: seed.clone() },
            next: SheetSeed { number: 2, seed: next },
        })?;

        let dir = home.join(DIR);
        throw_away(&dir)?;
        private::folder(home)?;
        private::folder(&dir)?;
        private::tighten(home);
        let vault = Arc::new(place.vault(&dir, env.vault_cost)?);
        let user = UserId::random()?;
        let person_id = PersonId::random()?;
        let key = new_key(&asked.admin_password, &roots.school(), env.user_cost, false)?;
        let school = vec![name.into(), zone_name.into(), asked.profile.as_str().into(), i64::from(asked.year).into()];
        let events = [
            Write::new(l::ROOT, vec![1.into()], Value::Array(vec![Value::from(document.as_slice())])),
            Write::new(r::SCHOOL, vec![], Value::Array(school)),
            certificate(&vault, &env.computer),
            Write::new(l::ADMIN, vec![Value::Id(user.0)], true.into()),
            key.write(user),
            Write::new(r::ACCOUNT, vec![Value::Id(user.0)], Value::Array(vec![Value::Id(person_id.0), login.as_str().into()])),
        ];
        check_shapes(&events)?;
        let root = DeviceSigner::of_root(&seed);
        let store = Home::create(store_options(&dir, vault, env), &root, &root.public().0, &events)?;
        store.add_year(asked.year)?;
        let author = UserAuthor::new(user, key.key);
        let first = [
            Write::new(r::PERSON_NAME, vec![Value::Id(person_id.0), Value::Null], name_value(&person)),
            // the register of issued credentials; 1: at the school's creation.
            Write::new(
                r::CREDENTIALS,
                vec![Value::Id(user.0), Value::Id(random()?)],
                Value::Array(vec![days(date).into(), 1.into(), person.to_string().into()]),
            ),
        ];
        check_shapes(&first)?;
        store.act(&author, Volume::REGISTRY, &first)?;
        let fingerprint = roots.fingerprint_shown();
        let passphrase = place.phrase.map(|p| Zeroizing::new(p.to_owned()));
        Ok(Self { home: home.to_owned(), sheets, fingerprint, store: Some(store), storage: place.storage, passphrase })
    }

    /// What the sheet says.
    #[must_use]
    pub fn info(&self) -> SheetInfo {
        let groups = self.sheets.data().seed.groups().iter().map(|g| g.as_str().into()).collect();
        SheetInfo { fingerprint: self.fingerprint.clone(), groups, papers: self.sheets.state() }
    }

    /// The sheets of the new root.
    pub fn sheets(&mut self) -> &mut NewSheets {
        &mut self.sheets
    }

    /// Writes a file of sheets where a person chose.
    ///
    /// # Errors
    /// Those of the sheet, of files and of the store.
    pub fn save(&mut self, file: SheetFile, path: &Path) -> Result<()> {
        self.sheets.save(self.store.as_ref(), file, path)
    }

    /// Puts the school into place; the seed is forgotten. Gives the keys of this computer.
    ///
    /// # Errors
    /// Those of files and keys.
    pub fn finish(&mut self) -> Result<Vault> {
        // Open files cannot be moved everywhere.
        self.store = None;
        private::replace(&self.home.join(DIR), DONE, &[])?;
        finish_setup(&self.home)?;
        Vault::open(&self.home, self.storage, self.passphrase.as_deref().map(String::as_str))
    }
}

/// True when a home holds a school.
pub(super) fn exists(home: &Path) -> bool {
    home.join("registry.db").exists()
}

/// True when a home holds a school. One whose keys or years are there and whose registry is not is damaged, and never founded anew.
fn whole(home: &Path) -> Result<bool> {
    let years = || fs::read_dir(home.join("years")).is_ok_and(|mut entries| entries.next().is_some());
    if !exists(home) && (KeyStorage::of(home).is_some() || years()) {
        return Err(Error::damaged("registry-missing"));
    }
    Ok(exists(home))
}

/// Finishes a confirmed set-up that was interrupted while it was put into place, throws away an unconfirmed one.
/// True when the home holds a school.
///
/// # Errors
/// `registry-missing` when the registry alone is gone; those of files.
pub fn finish_setup(home: &Path) -> Result<bool> {
    let dir = home.join(DIR);
    if !dir.exists() {
        return whole(home);
    }
    if !dir.join(DONE).exists() {
        throw_away(&dir)?;
        return whole(home);
    }
    // The registry comes last: only with it a home counts as made.
    let mut names: Vec<_> = fs::read_dir(&dir)?.map(|e| e.map(|e| e.file_name())).collect::<std::io::Result<_>>()?;
    names.sort_by_key(|n| n == "registry.db");
    for name in names.iter().filter(|n| *n != DONE) {
        fs::rename(dir.join(name), home.join(name))?;
    }
    private::sync_folder(home)?;
    throw_away(&dir)?;
    Ok(exists(home))
}

fn throw_away(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// The certificate of this computer.
fn certificate(vault: &Vault, computer: &str) -> Write {
    let keys = vault.device();
    let name: String = computer.chars().filter(|c| !c.is_control()).take(60).collect();
    let value = vec![
        Value::Bytes(keys.signing.public().0.to_vec()),
        Value::Bytes(keys.exchange.public().0.to_vec()),
        Value::Array(CAPABILITIES.iter().map(|c| Value::Int(*c)).collect()),
        if name.trim().is_empty() { "1".into() } else { name.into() },
    ];
    let id = device_id(&keys.signing.public().0, &keys.exchange.public().0);
    Write::new(l::DEVICE, vec![Value::Id(id.0)], Value::Array(value))
}
