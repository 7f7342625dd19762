//! A small school in a home with real signatures, and its acts by number: act `n` is the same in whatever process it is done.

use std::path::Path;
use std::sync::Arc;
use zhurnal::Result;
use zhurnal::event::kinds::{journal as j, ledger as l, registry as r, year as y};
use zhurnal::event::{Cut, Head, Permission, Scope, Value, Volume, device_id, root_id};
use zhurnal::id::{DeviceId, UserId};
use zhurnal::keys::{Context, Secret, SigningKey};
use zhurnal::store::{Author, Home, Options, Quota, Signer, Write};
use zhurnal::time::FixedClock;

pub const YEAR: Volume = Volume(2026);
/// Names in one act of an import.
pub const NAMES: u32 = 60;
const DATE: i64 = 20_700;
/// The key that volume keys would be sealed to.
const SEAL: [u8; 32] = [7; 32];

fn id(word: &str) -> [u8; 16] {
    blake3::hash(word.as_bytes()).as_bytes()[..16].try_into().unwrap()
}

fn key(word: &str) -> SigningKey {
    SigningKey::from_seed(&Secret::new(*blake3::hash(format!("key {word}").as_bytes()).as_bytes()))
}

/// A device or a root.
pub struct Computer(SigningKey, DeviceId);

impl Computer {
    fn named(word: &str) -> Self {
        let key = key(word);
        let device = device_id(&key.public().0, &SEAL);
        Self(key, device)
    }
    /// A root's device id is made from its key.
    fn root() -> Self {
        let key = key("root");
        let device = root_id(&key.public().0);
        Self(key, device)
    }
}

impl Signer for Computer {
    fn device(&self) -> DeviceId {
        self.1
    }
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64] {
        self.0.sign(Context::HEAD, &[message]).0
    }
}

/// Somebody logged in.
pub struct Person(SigningKey, UserId);

impl Person {
    pub fn named(word: &str) -> Self {
        Self(key(word), UserId(id(word)))
    }
}

impl Author for Person {
    fn user(&self) -> UserId {
        self.1
    }
    fn key(&self) -> [u8; 32] {
        self.0.public().0
    }
    fn sign_session(&self, message: &[u8; 30]) -> [u8; 64] {
        self.0.sign(Context::SESSION, &[message]).0
    }
}

fn options(dir: &Path, durable: bool) -> Options {
    Options {
        dir: dir.to_owned(),
        signer: Arc::new(Computer::named("office")),
        clock: Arc::new(FixedClock::at(1_790_000_000)),
        database_key: Arc::new(|name: &str| Ok(*blake3::hash(name.as_bytes()).as_bytes())),
        durable,
        quota: Quota::default(),
    }
}

/// Opens a home made by [`found`].
pub fn open(dir: &Path, durable: bool) -> Result<Home> {
    Home::open(options(dir, durable))
}

/// A school with two admins, a teacher with a load, and one without.
pub fn found(dir: &Path) -> Home {
    let root = Computer::root();
    let user_key = |word: &str| {
        let public = Value::Bytes(key(word).public().0.to_vec());
        let (heads, proof) = (Value::Array(vec![]), Value::Bytes(vec![0; 64]));
        let value = vec![Value::Id(id("salt")), 1.into(), 1.into(), 1.into(), public, false.into(), heads, proof];
        Write::new(l::USER_KEY, vec![Value::Id(id(word))], Value::Array(value)).proved(key(word))
    };
    let certificate = vec![
        Value::Bytes(key("office").public().0.to_vec()),
        Value::Bytes(SEAL.to_vec()),
        Value::Array((1..=4).map(Value::Int).collect()),
        "office".into(),
    ];
    let school = vec!["School".into(), "Europe/Moscow".into(), "eljur".into(), 2026.into()];
    let events = [
        Write::new(r::SCHOOL, vec![], Value::Array(school)),
        Write::new(l::DEVICE, vec![Value::Id(Computer::named("office").1.0)], Value::Array(certificate)),
        Write::new(l::ADMIN, vec![Value::Id(id("admin"))], true.into()),
        Write::new(l::ADMIN, vec![Value::Id(id("second"))], true.into()),
        user_key("admin"),
        user_key("second"),
        user_key("teacher"),
        user_key("newcomer"),
    ];
    let home = Home::create(options(dir, true), &root, &root.0.public().0, &events).unwrap();
    home.add_year(YEAR.0).unwrap();
    home.act(&Person::named("admin"), YEAR, &[load("teacher")]).unwrap();
    home
}

/// Gives somebody the lessons.
pub fn load(who: &str) -> Write {
    let value = vec![500.into(), Value::Null, Value::Null];
    Write::new(y::LOAD, vec![Value::Id(id(who)), Value::Id(id("group"))], Value::Array(value))
}

/// Takes the lessons away: what lies outside the present heads is held.
pub fn take_load(who: &str, n: u32) -> Write {
    cut(Scope::Load(id(who), id("group")), 2, n)
}

/// Closes an account: what lies outside the present heads of all volumes is held.
pub fn dismiss(who: &str, n: u32) -> Write {
    cut(Scope::Author(id(who)), 1, n)
}

fn cut(scope: Scope, stratum: u8, n: u32) -> Write {
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum, parts: vec![] };
    Write::new(l::CUT, vec![Value::Id(id(&format!("cut {n}")))], cut.to_value()).at_heads()
}

/// Lifts cut `n` of a volume.
pub fn open_again(home: &Home, volume: Volume, n: u32) -> Write {
    let at = home.ask(volume, |reader| Ok(reader.cell(l::CUT, &[Value::Id(id(&format!("cut {n}")))])?.unwrap().at)).unwrap();
    let stratum = if volume.is_registry() { 1 } else { 2 };
    let value = vec![Value::Array(vec![home.head_at(volume, at).unwrap().to_value()]), stratum.into()];
    Write::new(l::OPEN, vec![Value::Id(id(&format!("open {n}")))], Value::Array(value))
}

/// The year is closed.
pub fn close() -> Write {
    let value = vec![Value::Array(vec![]), "приказ № 40".into(), 20_989.into(), Value::Array(vec![])];
    Write::new(l::CLOSE_YEAR, vec![], Value::Array(value)).at_heads()
}

/// One person's act over the year, which may confirm another's.
pub fn destroy(n: u32, closing: &Head, confirms: Option<&Head>) -> Write {
    let nothing = || Value::Array(vec![]);
    let confirms = confirms.map_or(Value::Null, Head::to_value);
    let value = vec![nothing(), closing.to_value(), nothing(), "акт № 3".into(), 22_600.into(), confirms, nothing()];
    let key = vec![i64::from(YEAR.0).into(), Value::Id(id(&format!("destroyed {n}")))];
    Write::new(l::DESTROYED, key, Value::Array(value)).at_heads()
}

/// An act of destruction condemns no more.
pub fn spare(act: &Head) -> Write {
    let value = Value::Array(vec![act.to_value(), "нужен суду".into()]);
    Write::new(l::SPARED, vec![Value::Id(id("spared"))], value)
}

/// The witness's word of today.
pub fn checkpoint(home: &Home) {
    home.act_alone(Volume::REGISTRY, &[Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads()]).unwrap();
}

/// Everything under somebody's key is void, whenever it was written.
pub fn annul(who: &str, n: u32) -> Write {
    let keys = Scope::Keys(id(who), vec![key(who).public().0]);
    let cut = Cut { scope: keys, heads: vec![], void: true, automatic: false, stratum: 1, parts: vec![] };
    Write::new(l::CUT, vec![Value::Id(id(&format!("cut {n}")))], cut.to_value())
}

fn mark_key(pupil: &str) -> Vec<Value> {
    vec![Value::Id(id("group")), DATE.into(), 1.into(), Value::Id(id(pupil)), Value::Id(id("test")), 1.into()]
}

/// A mark in a square of its own, and once more in the square that all acts write to.
fn mark(n: u32) -> [Write; 2] {
    let score = || Value::Int(i64::from(n % 100) + 1);
    [Write::new(j::MARK, mark_key(&format!("pupil {n}")), score()), Write::new(j::MARK, mark_key("everybody's"), score())]
}

/// One numbered act: author, volume, writes.
pub fn act(n: u32) -> (Person, Volume, Vec<Write>) {
    let admin = Person::named("admin");
    match n % 25 {
        3 | 13 => {
            let permissions = [Permission::People, Permission::Print].map(|p| Value::Int(i64::from(p as u8)));
            let none = || Value::Array(vec![]);
            let value = vec![Value::Array(permissions.to_vec()), none(), none(), Value::Null, Value::Null];
            let key = vec![Value::Id(id(&format!("user {n}"))), "secretary".into()];
            (admin, Volume::REGISTRY, vec![Write::new(l::ROLE, key, Value::Array(value))])
        }
        8 => {
            let name = |i: u32| {
                let value = vec![format!("Surname{n}").as_str().into(), format!("Name{i}").as_str().into(), "".into()];
                let key = vec![Value::Id(id(&format!("person {n} {i}"))), Value::Null];
                Write::new(r::PERSON_NAME, key, Value::Array(value))
            };
            (admin, Volume::REGISTRY, (0..NAMES).map(name).collect())
        }
        _ => (Person::named("teacher"), YEAR, mark(n).to_vec()),
    }
}

/// Does act `n`.
pub fn perform(home: &Home, n: u32) -> Result<()> {
    let (author, volume, writes) = act(n);
    home.act(&author, volume, &writes).map(drop)
}

/// How many of the writes of act `n` that have a cell of their own are there, of how many.
pub fn present(home: &Home, n: u32) -> (usize, usize) {
    let (_, volume, writes) = act(n);
    let own: Vec<&Write> = writes.iter().filter(|w| w.kind != j::MARK || w.key != mark_key("everybody's")).collect();
    let found = home
        .ask(volume, |reader| {
            let mut found = 0;
            for w in &own {
                found += usize::from(reader.cell(w.kind, &w.key)?.is_some_and(|c| c.value == w.value && !c.conflict));
            }
            Ok(found)
        })
        .unwrap();
    (found, own.len())
}

/// Everything of these acts is there.
pub fn all_present(home: &Home, acts: impl IntoIterator<Item = u32>) -> std::result::Result<(), String> {
    for n in acts {
        let (found, of) = present(home, n);
        if found != of {
            return Err(format!("act {n} was acknowledged, but {found} of its {of} writes are there"));
        }
    }
    Ok(())
}

/// `check` finds nothing.
pub fn clean(home: &Home) -> std::result::Result<(), String> {
    for v in home.check(&|_, _| true).map_err(|e| format!("check: {}", e.code))? {
        if !v.problems.is_empty() {
            return Err(format!("{}: {:?}", v.volume, v.problems));
        }
    }
    Ok(())
}

/// Copies a home's files, without the shared-memory index that no crash of a machine leaves.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if !path.to_string_lossy().ends_with("-shm") {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
