//! Homes that are measured: founded once, copied for every run.

use crate::school::{Computer, YEAR};
use crate::year::{School, root_events};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhurnal::api::App;
use zhurnal::demo::{Ask, Made, make};
use zhurnal::event::Segment;
use zhurnal::keys::KdfCost;
use zhurnal::store::{Home, Options, Quota};
use zhurnal::time::{FixedClock, SystemClock};

/// What may go wrong in a measurement.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
/// Opens the key file of a demo school that takes lists and makes archives.
pub const PHRASE: &str = "клён за окном шумит ветром";
/// Key of every database here.
pub const KEY: [u8; 32] = [7; 32];

/// How a home is opened.
fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_owned(),
        signer: Arc::new(Computer::journal(crate::school::COMPUTERS)),
        clock: Arc::new(FixedClock::at(1_820_000_000)),
        database_key: Arc::new(|_: &str| Ok(KEY)),
        durable: true,
        quota: Quota::NONE,
    }
}

/// Opens the program on a demo school that was made with keys of its own.
pub fn open_school(home: &Path) -> Result<Arc<App>> {
    let mut options = zhurnal::api::Options::new(home, Arc::new(SystemClock::default()));
    options.passphrase = Some(PHRASE.to_owned().into());
    Ok(App::open(options)?)
}

/// A demo school of so many classes, with keys of its own, the cheapest that are allowed.
pub fn demo_school(home: &Path, classes: usize) -> Result<Made> {
    let cost = KdfCost::checked(19 * 1024, 2, 1)?;
    Ok(make(home, &Ask { classes: Some(classes), day: None, own_keys: Some(PHRASE.into()), user_cost: cost, vault_cost: cost })?)
}

/// Opens a home.
pub fn open(dir: &Path) -> Result<Home> {
    Ok(Home::open(options(dir))?)
}

/// A home with the registry and the year's structure, and the school that goes on writing.
pub fn found(dir: &Path) -> Result<School> {
    let root = Computer::root();
    let home = Home::create(options(dir), &root, &root.key.public().0, &root_events())?;
    home.add_year(YEAR.0)?;
    let (registry, mut school) = School::found();
    deliver(&home, &registry)?;
    deliver(&home, &school.structure())?;
    Ok(school)
}

/// Receives segments; all of them must join.
pub fn deliver(home: &Home, segments: &[Segment]) -> Result<u64> {
    let got = home.receive(segments)?;
    if got.refused > 0 || got.waiting > 0 {
        return Err(format!("refused {}, waiting {}", got.refused, got.waiting).into());
    }
    Ok(got.joined)
}

/// The year's file.
pub fn year_file(dir: &Path) -> PathBuf {
    dir.join("years").join(format!("{YEAR}.db"))
}

/// Copies a closed home.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        std::fs::remove_dir_all(to)?;
    }
    std::fs::create_dir_all(to)?;
    for e in std::fs::read_dir(from)? {
        let e = e?;
        let target = to.join(e.file_name());
        if e.file_type()?.is_dir() {
            copy(&e.path(), &target)?;
        } else {
            std::fs::copy(e.path(), target)?;
        }
    }
    Ok(())
}
