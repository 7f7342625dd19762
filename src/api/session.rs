//! Who is there, in one window or one call of the command line: login, idle lock, rights, all kept by the core.

use super::access::Access;
use super::app::App;
use super::operations::Operation;
use super::types::{Stage, UserInfo};
use crate::book::{Book, UserAuthor, Verified};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::rights::role::Rights;
use crate::store::Author as _;
use crate::time::Age;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Operations that are no sign of a person at the keyboard.
const IDLE: [&str; 2] = ["app.state", "job.status"];

/// A session that shells share.
pub type SessionHandle = Arc<Session>;

/// Who is there.
pub struct Session {
    /// Told to nobody: what is made for a session is good in it alone.
    number: u64,
    there: Mutex<Option<There>>,
}

/// For whom a token, a plan or a job was made: a session, and the person in it, if there was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whose {
    /// The session.
    pub session: u64,
    /// The account that is logged in, idle-locked or not.
    pub user: Option<UserId>,
}

struct There {
    user: UserId,
    login: String,
    name: String,
    /// Gone while idle-locked: the key is made anew from the password.
    author: Option<Arc<UserAuthor>>,
    temporary: bool,
    /// Since the last sign of life.
    idle: Age,
    known: Option<Known>,
}

/// Rights as of a state of the law and a day.
struct Known {
    law: u64,
    day: chrono::NaiveDate,
    rights: Arc<Rights>,
}

/// Somebody at the keyboard, for the length of one call.
#[derive(Clone)]
pub(super) struct Present {
    /// Account.
    pub user: UserId,
    /// Signs.
    pub author: Arc<UserAuthor>,
    /// May.
    pub rights: Arc<Rights>,
}

impl Session {
    /// A session with nobody in it.
    pub(super) fn new() -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        Self { number: NUMBERS.fetch_add(1, Ordering::Relaxed), there: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Option<There>> {
        self.there.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a call through, or says why not. Counts as life of the session.
    pub(super) fn admit(&self, app: &App, operation: &Operation) -> Result<Option<Present>> {
        let stage = self.stage(app)?;
        operation.access.admit(stage)?;
        if !IDLE.contains(&operation.name) {
            self.alive(app);
        }
        let Access::Ready(right) = operation.access else { return Ok(None) };
        let present = self.present()?;
        if right.met_by(&present.rights) { Ok(Some(present)) } else { Err(Error::denied("no-right").with("operation", operation.name)) }
    }

    /// Where this session stands; locks it when its time has come, ends it when the account is gone.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) fn stage(&self, app: &App) -> Result<Stage> {
        let Some(book) = app.book_or_stage()? else { return Ok(app.place_stage()) };
        let mut there = self.lock();
        let Some(who) = there.as_mut() else { return Ok(Stage::Login) };
        let idle_ms = u64::from(book.idle_minutes()) * 60_000;
        if who.author.is_some() && who.idle.look(&**book.clock()) >= idle_ms {
            who.author = None;
        }
        let Some(author) = who.author.clone() else { return Ok(Stage::Locked) };
        if !who.refresh(&book, &author)? {
            *there = None;
            return Ok(Stage::Login);
        }
        Ok(if who.temporary { Stage::MustChangePassword } else { Stage::Ready })
    }

    fn alive(&self, app: &App) {
        if let Some(who) = self.lock().as_mut() {
            who.idle = Age::new(&**app.clock());
        }
    }

    /// Who is at the keyboard, as the last look at the stage found them.
    ///
    /// # Errors
    /// `session-none`, `session-locked`.
    pub(super) fn present(&self) -> Result<Present> {
        let there = self.lock();
        let who = there.as_ref().ok_or_else(|| Error::denied("session-none"))?;
        let author = who.author.clone().ok_or_else(|| Error::denied("session-locked"))?;
        let rights = who.known.as_ref().map(|k| Arc::clone(&k.rights)).unwrap_or_default();
        Ok(Present { user: who.user, author, rights })
    }

    /// The account that is logged in, idle-locked or not.
    pub(super) fn user(&self) -> Option<UserId> {
        self.lock().as_ref().map(|w| w.user)
    }

    /// For whom something is made that this session asks for.
    pub(super) fn whose(&self) -> Whose {
        Whose { session: self.number, user: self.user() }
    }

    /// The user as the state shows them.
    pub(super) fn info(&self, may: impl Fn(&Rights) -> Vec<String>) -> Option<UserInfo> {
        let there = self.lock();
        let who = there.as_ref()?;
        let rights = who.known.as_ref().map(|k| Arc::clone(&k.rights)).unwrap_or_default();
        Some(UserInfo {
            id: who.user.to_string(),
            login: who.login.clone(),
            name: who.name.clone(),
            roles: rights.roles.clone(),
            may: may(&rights),
        })
    }

    /// Somebody came in, or typed the password again.
    pub(super) fn enter(&self, app: &App, verified: Verified) {
        let Verified { author, login, name, temporary } = verified;
        let user = author.user();
        let idle = Age::new(&**app.clock());
        *self.lock() = Some(There { user, login, name, author: Some(Arc::new(author)), temporary, idle, known: None });
    }

    /// Locks: the key is wiped, the name stays.
    pub(super) fn lock_now(&self) {
        if let Some(who) = self.lock().as_mut() {
            who.author = None;
        }
    }

    /// The person leaves.
    pub(super) fn leave(&self) {
        *self.lock() = None;
    }
}

impl There {
    /// True when the account may go on; brings its rights up to date. False when it was closed or its password replaced by somebody else.
    fn refresh(&mut self, book: &Book, author: &UserAuthor) -> Result<bool> {
        // Marks and lists come and go by the hundred; rights change only with the law.
        let (law, day) = (book.law_version()?, book.today());
        if self.known.as_ref().is_some_and(|known| (known.law, known.day) == (law, day)) {
            return Ok(true);
        }
        if !book.is_open(self.user)? || !book.key_in_force(author)? {
            return Ok(false);
        }
        let rights = Arc::new(book.rights(self.user)?);
        self.known = Some(Known { law, day, rights });
        Ok(true)
    }
}
