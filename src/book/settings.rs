//! Settings: the school's (events of the registry) and this computer's (local rows).

use super::{Book, Done, UserAuthor};
use crate::api::types::{Setting, Settings};
use crate::error::{Error, Result};
use crate::event::kinds::registry as r;
use crate::event::{Value, Volume};
use crate::store::{Home, Write};
use std::sync::atomic::Ordering;

const IDLE: &str = "idle-minutes";
const IDLE_DEFAULT: u32 = 15;
const IDLE_MOST: u32 = 120;

impl Book {
    /// The school's settings, by name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn settings(&self) -> Result<Settings> {
        let cells = self.home.ask(Volume::REGISTRY, |reader| reader.cells(r::SETTING))?;
        let read = |key: &[Value], value: &Value| Some(Setting { name: key.first()?.text()?.to_owned(), value: value.text()?.to_owned() });
        let mut settings: Vec<Setting> = cells.iter().filter_map(|c| read(&c.key, &c.value)).collect();
        settings.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Settings { settings })
    }

    /// Sets one setting of the school.
    ///
    /// # Errors
    /// `setting-name`, `setting-long`.
    pub fn set_setting(&self, author: &UserAuthor, setting: &Setting) -> Result<Done<()>> {
        let name = &setting.name;
        let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
        if name.is_empty() || name.len() > 60 || !name.bytes().all(sound) {
            return Err(Error::usage("setting-name"));
        }
        if setting.value.chars().count() > 4000 {
            return Err(Error::input("setting-long").with("name", name));
        }
        let write = Write::new(r::SETTING, vec![name.as_str().into()], setting.value.as_str().into());
        Ok(Done::new((), self.act(author, Volume::REGISTRY, &[write])?))
    }

    /// Minutes without a key or a click before this computer locks itself.
    #[must_use]
    pub fn idle_minutes(&self) -> u32 {
        self.idle.load(Ordering::Relaxed)
    }

    /// Sets the minutes of the idle lock.
    ///
    /// # Errors
    /// `idle-minutes`.
    pub fn set_idle_minutes(&self, minutes: u32) -> Result<()> {
        if !(1..=IDLE_MOST).contains(&minutes) {
            return Err(Error::input("idle-minutes").with("most", IDLE_MOST));
        }
        self.home.local_set(IDLE, Some(&minutes.to_be_bytes()))?;
        self.idle.store(minutes, Ordering::Relaxed);
        Ok(())
    }
}

/// The kept minutes of the idle lock, or what is usual.
pub(super) fn kept_idle_minutes(home: &Home) -> Result<u32> {
    let kept = home.local_get(IDLE)?.and_then(|b| Some(u32::from_be_bytes(b.try_into().ok()?)));
    Ok(kept.filter(|m| (1..=IDLE_MOST).contains(m)).unwrap_or(IDLE_DEFAULT))
}
