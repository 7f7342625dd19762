//! What is open: nothing yet, locked keys, a school being set up, or a journal.

use super::changed::Changed;
use super::do_law::Rotating;
use super::do_print::Finished;
use super::do_structure::Prepared;
use super::files::Files;
use super::jobs::Jobs;
use super::plans::Plans;
use super::session::{Session, SessionHandle};
use super::types::{Finding, Stage};
use crate::book::{Book, Drawn, Env, PreparedPupils, Setup, demo_keys, finish_setup};
use crate::error::{Error, Result};
use crate::keys::{KdfCost, KeyStorage, Vault};
use crate::platform::printers::Printers;
use crate::store::Touched;
use crate::time::{Clock, MovedClock};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// How a home is opened.
pub struct Options {
    /// The home's folder.
    pub home: PathBuf,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Passphrase of the key file, when the shell has it already.
    pub passphrase: Option<Zeroizing<String>>,
    /// Name of this computer, for its certificate and the log.
    pub computer: String,
    /// Cost of new users' keys.
    pub user_cost: KdfCost,
    /// Cost of a new key file.
    pub vault_cost: KdfCost,
    /// Commits wait for the disk; false only in tests.
    pub durable: bool,
    /// The print service.
    pub printers: Printers,
}

impl Options {
    /// A home with everything as in release.
    #[must_use]
    pub fn new(home: &Path, clock: Arc<dyn Clock>) -> Self {
        Self {
            home: home.to_owned(),
            clock,
            passphrase: None,
            computer: computer_name(),
            user_cost: KdfCost::default(),
            vault_cost: KdfCost::default(),
            durable: true,
            printers: Printers::system(),
        }
    }
}

/// The name people gave this computer.
fn computer_name() -> String {
    let named = std::env::var("COMPUTERNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    named.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).unwrap_or_else(|| "Компьютер 1".to_owned())
}

/// What is open in the home.
pub(super) enum Place {
    /// Nothing.
    Empty,
    /// A journal whose keys want their passphrase.
    KeysLocked,
    /// A school whose sheet has not been confirmed.
    Sheet(Box<Setup>),
    /// A journal.
    Open(Arc<Book>),
}

/// The program on one home, shared by its sessions and jobs.
pub struct App {
    home: PathBuf,
    env: Env,
    /// The clock of `env`: a demo home moves it.
    moved: Arc<MovedClock>,
    place: Mutex<Place>,
    pub(super) files: Files,
    pub(super) jobs: Jobs,
    pub(super) pupils: Plans<PreparedPupils>,
    pub(super) papers: Plans<Drawn>,
    /// Finals that were made, by the same ids: what goes to the printer is to the byte what was saved.
    pub(super) finished: Plans<Finished>,
    pub(super) printers: Printers,
    pub(super) structure: Plans<Prepared>,
    pub(super) changed: Changed,
    pub(super) rotating: Mutex<Rotating>,
    /// One password is looked at at a time: waiting cannot be got round by asking in parallel.
    pub(super) passwords: Mutex<()>,
}

/// Opens the journal; of a demo home the clock shows its own day from then on.
fn open_book(home: &Path, vault: Vault, env: &Env, clock: &MovedClock) -> Result<Place> {
    let book = Book::open(home, Arc::new(vault), env.clone())?;
    clock.move_by(book.demo_shift(clock.unmoved()));
    Ok(Place::Open(Arc::new(book)))
}

impl App {
    /// Opens a home, whatever it holds.
    ///
    /// # Errors
    /// `keyring-…` and those of the store when there is a journal that cannot be opened.
    pub fn open(options: Options) -> Result<Arc<Self>> {
        let Options { home, clock, passphrase, computer, user_cost, vault_cost, durable, printers } = options;
        let moved = Arc::new(MovedClock::new(clock));
        let clock: Arc<dyn Clock> = moved.clone();
        let env = Env { clock: clock.clone(), user_cost, vault_cost, durable, computer };
        let open = |vault| open_book(&home, vault, &env, &moved);
        crate::private::tighten(&home);
        let place = match (finish_setup(&home)?, KeyStorage::of(&home)) {
            (false, _) => Place::Empty,
            (true, Some(KeyStorage::File)) if passphrase.is_none() => match demo_keys(&home)? {
                Some(vault) => open(vault)?,
                None => Place::KeysLocked,
            },
            (true, storage) => {
                let storage = storage.ok_or_else(|| Error::input("vault-missing"))?;
                open(Vault::open(&home, storage, passphrase.as_deref().map(String::as_str))?)?
            }
        };
        Ok(Arc::new(Self {
            home,
            env,
            moved,
            place: Mutex::new(place),
            files: Files::new(clock.clone()),
            jobs: Jobs::new(clock.clone()),
            pupils: Plans::new(clock.clone()),
            papers: Plans::new(clock.clone()),
            finished: Plans::new(clock.clone()),
            printers,
            structure: Plans::new(clock),
            changed: Changed::default(),
            rotating: Mutex::default(),
            passwords: Mutex::default(),
        }))
    }

    /// A session with nobody in it.
    #[must_use]
    pub fn session(&self) -> SessionHandle {
        Arc::new(Session::new())
    }

    /// The home's folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The open journal.
    ///
    /// # Errors
    /// `school-none`, `keys-locked`, `sheet-pending`.
    pub fn book(&self) -> Result<Arc<Book>> {
        match &*self.place() {
            Place::Open(book) => Ok(Arc::clone(book)),
            Place::Empty => Err(Error::usage("school-none")),
            Place::KeysLocked => Err(Error::denied("keys-locked")),
            Place::Sheet(_) => Err(Error::usage("sheet-pending")),
        }
    }

    pub(super) fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The journal with these keys, as a place to stand in.
    pub(super) fn open_book(&self, vault: Vault) -> Result<Place> {
        open_book(&self.home, vault, &self.env, &self.moved)
    }

    pub(super) fn env(&self) -> &Env {
        &self.env
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.env.clock
    }

    /// The book, or nothing when another stage than those of a journal is on.
    pub(super) fn book_or_stage(&self) -> Result<Option<Arc<Book>>> {
        Ok(match &*self.place() {
            Place::Open(book) => Some(Arc::clone(book)),
            _ => None,
        })
    }

    /// The stage of a home without an open journal; `Login` of one with it.
    pub(super) fn place_stage(&self) -> Stage {
        match &*self.place() {
            Place::Empty => Stage::Empty,
            Place::KeysLocked => Stage::KeysLocked,
            Place::Sheet(_) => Stage::Sheet,
            Place::Open(_) => Stage::Login,
        }
    }

    /// Differs when another program has written, when a journal is open.
    pub(super) fn foreign(&self) -> Option<u64> {
        self.book().ok()?.home().foreign().ok()
    }

    /// Has the journal's files at hand before the first page is asked for.
    pub(super) fn read_ahead(&self) {
        let read = self.book().and_then(|book| book.home().read_ahead());
        match read {
            Ok(bytes) => log::debug!("{bytes} bytes of the journal read ahead"),
            Err(e) => log::warn!("the journal was not read ahead: {}", e.code),
        }
    }

    /// What a computer does by itself each day: at each login, and when the school's date changes.
    pub(super) fn tend(&self) {
        if let Ok(book) = self.book() {
            self.touched(&book.tend());
        }
    }

    /// The school's date, when a journal is open.
    pub(super) fn today(&self) -> Option<chrono::NaiveDate> {
        self.book().ok().map(|book| book.today())
    }

    /// What everybody at this computer is told: damaged volumes, a clock that has leapt. Nothing while no journal is open.
    ///
    /// # Errors
    /// Those of the store.
    pub fn warnings(&self) -> Result<Vec<Finding>> {
        self.book_or_stage()?.map_or(Ok(Vec::new()), |book| book.warnings())
    }

    /// Tells what an act of this program touched.
    pub(super) fn touched(&self, touched: &[Touched]) {
        if !touched.is_empty() {
            self.changed.tell_kinds(touched.iter().map(|t| t.kind));
        }
    }
}
