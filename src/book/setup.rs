//! The first start: root, first computer with all capabilities, first admin, first year.
//!
//! Everything is made in `setup/` inside the home and moved into place when the recovery sheet has been confirmed: the root's seed is in
//! memory alone, so a set-up that was interrupted before that is thrown away at the next start and begins anew.

use super::cells::days;
use super::people::name_value;
use super::signers::{DeviceSigner, UserAuthor};
use super::{Env, check_shapes, store_options};
use crate::api::types::{SchoolCreate, SheetInfo};
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Value, Volume, device_id};
use crate::id::{AnyId, PersonId, UserId, random};
use crate::keys::root::{first_root, verify_roots};
use crate::keys::sheet::SheetSeed;
use crate::keys::{KdfCost, KeyStorage, PasswordRule, RootSeed, SigningKey, Vault, password};
use crate::people::PersonName;
use crate::print::{SheetData, sheet_pdf};
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
    sheet: SheetData,
    fingerprint: String,
    saved: bool,
    storage: KeyStorage,
    passphrase: Option<Zeroizing<String>>,
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
        let storage = KeyStorage::parse(&asked.keys)?;
        let passphrase = asked.keys_passphrase.as_deref().map(|p| Zeroizing::new(p.to_owned()));

        let (seed, next) = (RootSeed::random()?, RootSeed::random()?);
        let document = first_root(&seed, &next)?;
        let roots = verify_roots(&[&document])?;
        let date = school_date(env.clock.now(), zone);
        let sheet = SheetData {
            school: name.to_owned(),
            date,
            seed: SheetSeed { number: 1, seed: seed.clone() },
            next: SheetSeed { number: 2, seed: next },
        };
        // A name the sheet cannot carry is refused before anything is made.
        sheet_pdf(&sheet)?;

        let dir = home.join(DIR);
        throw_away(&dir)?;
        private_dir(home)?;
        private_dir(&dir)?;
        let vault = Arc::new(Vault::create(&dir, storage, passphrase.as_deref().map(String::as_str), env.vault_cost)?);
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
        drop(store);
        Ok(Self { home: home.to_owned(), sheet, fingerprint: roots.fingerprint_shown(), saved: false, storage, passphrase })
    }

    /// What the sheet says.
    #[must_use]
    pub fn info(&self) -> SheetInfo {
        SheetInfo {
            fingerprint: self.fingerprint.clone(),
            groups: self.sheet.seed.groups().iter().map(|g| g.as_str().into()).collect(),
            saved: self.saved,
        }
    }

    /// Writes the sheet's PDF where a person chose.
    ///
    /// # Errors
    /// Those of the sheet and of files.
    pub fn save(&mut self, path: &Path) -> Result<()> {
        crate::staged::write(path, &sheet_pdf(&self.sheet)?)?;
        self.saved = true;
        Ok(())
    }

    /// Puts the school into place; the seed is forgotten. Gives the keys of this computer.
    ///
    /// # Errors
    /// Those of files and keys.
    pub fn finish(&self) -> Result<Vault> {
        let mark = fs::File::create(self.home.join(DIR).join(DONE))?;
        mark.sync_all()?;
        sync_dir(&self.home.join(DIR))?;
        finish_setup(&self.home)?;
        Vault::open(&self.home, self.storage, self.passphrase.as_deref().map(String::as_str))
    }
}

/// True when a home holds a school.
pub(super) fn exists(home: &Path) -> bool {
    home.join("registry.db").exists()
}

/// Finishes a confirmed set-up that was interrupted while it was put into place, throws away an unconfirmed one.
/// True when the home holds a school.
///
/// # Errors
/// Those of files.
pub fn finish_setup(home: &Path) -> Result<bool> {
    let dir = home.join(DIR);
    if !dir.exists() {
        return Ok(exists(home));
    }
    if !dir.join(DONE).exists() {
        throw_away(&dir)?;
        return Ok(exists(home));
    }
    // The registry comes last: only with it a home counts as made.
    let mut names: Vec<_> = fs::read_dir(&dir)?.map(|e| e.map(|e| e.file_name())).collect::<std::io::Result<_>>()?;
    names.sort_by_key(|n| n == "registry.db");
    for name in names.iter().filter(|n| *n != DONE) {
        fs::rename(dir.join(name), home.join(name))?;
    }
    sync_dir(home)?;
    throw_away(&dir)?;
    Ok(exists(home))
}

fn throw_away(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

fn private_dir(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(dir)?)
}

/// Windows keeps renames in its journal and opens no folders for syncing.
fn sync_dir(dir: &Path) -> Result<()> {
    if cfg!(unix) {
        fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
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
