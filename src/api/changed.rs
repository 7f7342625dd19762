//! Who is told when the journal has changed: by this program, by another one on the same home, by an exchange.

use super::app::App;
use crate::event::kinds::{journal as j, ledger as l, registry as r, year as y};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// How often other programs' changes are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// All areas: what is told when it is not known what changed.
const ALL: [&str; 6] = ["accounts", "classes", "journal", "log", "school", "settings"];

type Tell = Arc<dyn Fn(Vec<String>) + Send + Sync>;

/// Who listens.
#[derive(Default)]
pub(super) struct Changed {
    listeners: Mutex<Vec<(u64, Tell)>>,
    next: AtomicU64,
}

/// Ends the telling when dropped.
pub struct Subscription {
    app: Weak<App>,
    id: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(app) = self.app.upgrade() {
            app.changed.listeners.lock().unwrap_or_else(PoisonError::into_inner).retain(|(id, _)| *id != self.id);
        }
    }
}

/// The area of the screens that a kind of event concerns.
fn area(kind: u16) -> &'static str {
    match kind {
        l::DEVICE | l::REQUIRE | r::SCHOOL => "school",
        r::SETTING | y::YEAR_SETTING => "settings",
        l::ADMIN | l::USER_KEY | l::ROLE | l::CUT | l::OPEN | r::ACCOUNT | r::CREDENTIALS | y::LOAD | y::HOMEROOM => "accounts",
        j::LESSON_STATE..=j::CHECK_SEEN | y::COUNCIL | y::AWARD | y::TRANSFER | y::SUBSTITUTION => "journal",
        _ => "classes",
    }
}

impl Changed {
    fn add(&self, tell: Tell) -> u64 {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push((id, tell));
        id
    }

    /// Tells the areas of kinds that were written. Names shown in lists of accounts are persons' names, so both hear of those.
    pub(super) fn tell_kinds(&self, kinds: impl Iterator<Item = u16>) {
        let mut areas: BTreeSet<&str> = BTreeSet::new();
        for kind in kinds {
            areas.insert(area(kind));
            if kind == r::PERSON_NAME {
                areas.insert("accounts");
            }
        }
        if !areas.is_empty() {
            areas.insert("log");
            self.tell(areas.into_iter());
        }
    }

    fn tell<'a>(&self, areas: impl Iterator<Item = &'a str>) {
        let areas: Vec<String> = areas.map(str::to_owned).collect();
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (_, tell) in listeners {
            tell(areas.clone());
        }
    }
}

impl App {
    /// Tells that anything may have changed.
    pub(super) fn everything_changed(&self) {
        self.changed.tell(ALL.into_iter());
    }

    /// Calls `tell` with the areas that changed (`classes`, `journal`, `accounts`, `settings`, `school`, `log`) until the subscription is dropped.
    pub fn subscribe(self: &Arc<Self>, tell: impl Fn(Vec<String>) + Send + Sync + 'static) -> Subscription {
        let id = self.changed.add(Arc::new(tell));
        if id == 0 {
            watch(Arc::downgrade(self));
        }
        Subscription { app: Arc::downgrade(self), id }
    }
}

/// Looks for changes of other programs until the program ends; at its start and after each midnight does the day's own work.
fn watch(app: Weak<App>) {
    let run = move || {
        let mut known = None;
        let mut tended = None;
        while let Some(app) = app.upgrade() {
            let now = app.foreign();
            if known.is_some() && now.is_some() && known != now {
                app.changed.tell(ALL.into_iter());
            }
            if known.is_none() && now.is_some() {
                app.read_ahead();
            }
            if now.is_some() {
                known = now;
            }
            let today = app.today();
            if today.is_some() && tended != today {
                app.tend();
                tended = today;
            }
            drop(app);
            std::thread::sleep(LOOK_EVERY);
        }
    };
    if let Err(e) = std::thread::Builder::new().name("changes".to_owned()).spawn(run) {
        log::warn!("changes of other programs are not watched: {}", e.kind());
    }
}
