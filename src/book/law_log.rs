//! Acts that everybody may read: who gave whom a password or rights, who was removed, which sheet was changed, what is being destroyed.
//! Nobody's data stand here but the names of accounts that act and are acted on.

use super::Book;
use super::doubts::entry_name;
use super::log::{MOST, Words};
use crate::api::types::{LawLogPage, LawRow, LawRows};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Hash, Law, Scope, Value};
use crate::id::{DeviceId, UserId};
use crate::store::{LawAt, LogEntry};
use crate::time::rfc3339;
use std::collections::{HashMap, HashSet};

type Id = [u8; 16];

/// Whom or what an act is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    User(Id),
    Device(Id),
    Year(u16),
    /// An act that is taken back, or a grant that is ended, by its hash.
    Act(Hash),
    Nobody,
}

/// One act, before it is put in words.
#[derive(Debug, Clone)]
pub(super) struct LawAct {
    what: &'static str,
    about: About,
    detail: String,
    hash: Hash,
    chain: ChainId,
    claim: i64,
    root: u8,
    /// What everybody brings along who has an account: the first password, and what was given with it.
    first: bool,
}

impl LawAct {
    /// True when the act is about a user.
    fn is_about(&self, user: UserId) -> bool {
        self.about == About::User(user.0)
    }
    fn with(&self, other: &Self) -> bool {
        (self.chain, self.claim) == (other.chain, other.claim)
    }
}

/// The act of a law event, when everybody may read of it. What a person does about the own password is nobody's business.
fn act_of(at: LawAt<'_>, roots: &[DeviceId]) -> Option<LawAct> {
    let (what, about, detail) = match at.law {
        None if at.event.kind == l::ROOT => match at.event.key.first().and_then(Value::int)? {
            ..=1 => return None,
            number => ("root", About::Nobody, number.to_string()),
        },
        Some(Law::UserKey { user, .. }) if at.signer != Some(UserId(*user)) => ("password", About::User(*user), String::new()),
        Some(Law::Admin(user)) => ("admin", About::User(*user), String::new()),
        Some(Law::Role { user, permissions, .. }) => {
            let role = at.event.key.get(1).and_then(Value::text).unwrap_or_default();
            (if permissions.is_empty() { "role-ended" } else { "role" }, About::User(*user), role.to_owned())
        }
        Some(Law::Cut(cut)) => (cut_word(&cut.scope, cut.automatic, roots)?, about_cut(&cut.scope), String::new()),
        Some(Law::Destroyed { volume, confirms, .. }) => {
            let act = at.event.value.items().and_then(|v| v.get(3)?.text()).unwrap_or_default();
            (if confirms.is_some() { "destruction-confirmed" } else { "destruction" }, About::Year(volume.0), act.to_owned())
        }
        Some(Law::Erased(_)) => ("erasure", About::Nobody, String::new()),
        Some(Law::Spared(act)) => ("spared", About::Act(act.hash), String::new()),
        _ => return None,
    };
    let (hash, claim) = (at.head.hash, at.event.claim);
    Some(LawAct { what, about, detail, hash, chain: at.chain, claim, root: at.root, first: false })
}

fn cut_word(scope: &Scope, automatic: bool, roots: &[DeviceId]) -> Option<&'static str> {
    Some(match scope {
        Scope::Admin(_) => "admin-removed",
        Scope::Author(_) => "closed",
        Scope::Keys(..) => "passwords-void",
        // The end of a former root is part of its rotation.
        Scope::Device(device, _) if roots.iter().any(|r| r.0 == *device) => return None,
        Scope::Device(_, capabilities) => {
            if capabilities.is_empty() {
                "computer-cut"
            } else {
                "computer-limited"
            }
        }
        Scope::Needs(..) => "rights-ended",
        Scope::Grant(_) => {
            if automatic {
                "role-over"
            } else {
                "rights-ended"
            }
        }
        _ => return None,
    })
}

fn about_cut(scope: &Scope) -> About {
    match scope {
        Scope::Admin(user) | Scope::Author(user) | Scope::Keys(user, _) | Scope::Needs(user, _) => About::User(*user),
        Scope::Device(device, _) => About::Device(*device),
        Scope::Grant(grants) => grants.first().map_or(About::Nobody, |grant| About::Act(grant.hash)),
        _ => About::Nobody,
    }
}

/// Says of what an act is about that another names: the year of a destruction that is spared, the holder of a role that ended.
fn look_through(acts: &mut [(i64, LawAct)]) {
    let by_hash: HashMap<Hash, (&'static str, About, String)> =
        acts.iter().map(|(_, a)| (a.hash, (a.what, a.about.clone(), a.detail.clone()))).collect();
    for (_, act) in acts {
        let About::Act(hash) = act.about else { continue };
        let (what, about, detail) = by_hash.get(&hash).cloned().unwrap_or(("", About::Nobody, String::new()));
        if act.what == "spared" {
            act.what = if what == "erasure" { "erasure-spared" } else { "destruction-spared" };
        }
        (act.about, act.detail) = (about, detail);
    }
}

/// A role that is taken back says so in its own event: the cuts that come with it are not told beside it.
fn merge(acts: &mut Vec<(i64, LawAct)>) {
    let ended: HashSet<(ChainId, i64, Id)> = acts.iter().filter_map(|(_, a)| (a.what == "role-ended").then(|| place(a))?).collect();
    acts.retain(|(_, a)| a.what != "rights-ended" || place(a).is_none_or(|p| !ended.contains(&p)));
}

fn place(act: &LawAct) -> Option<(ChainId, i64, Id)> {
    if let About::User(user) = act.about { Some((act.chain, act.claim, user)) } else { None }
}

/// Marks the first password of everybody and what came with it. Of several exactly one is the first, whatever times they claim.
fn mark_first(acts: &mut [(i64, LawAct)]) {
    let mut first: HashMap<Id, usize> = HashMap::new();
    for (n, (_, act)) in acts.iter().enumerate() {
        if let (About::User(user), "password") = (&act.about, act.what) {
            first.insert(*user, n);
        }
    }
    for n in first.into_values() {
        let Some(key) = acts.get(n).map(|(_, a)| a.clone()) else { continue };
        for (at, (_, act)) in acts.iter_mut().enumerate().filter(|(_, (_, a))| a.about == key.about) {
            // A founder is made an admin in the act of the root that founds the school.
            let founding = act.what == "admin" && key.root > 0 && act.chain == key.chain;
            act.first |= at == n || founding || (act.what == "role" && act.with(&key));
            if at == n {
                act.what = "password-first";
            }
        }
    }
}

impl Book {
    /// Every act that everybody may read, with its cursor, the newest first.
    pub(super) fn law_acts(&self) -> Result<Vec<(i64, LawAct)>> {
        let roots = self.root_ids();
        let mut acts = self.home.law_events(|at| act_of(at, &roots))?;
        look_through(&mut acts);
        merge(&mut acts);
        mark_first(&mut acts);
        Ok(acts)
    }

    /// One page of the acts, the newest first.
    ///
    /// # Errors
    /// `log-limit`, `log-cursor`; those of the store.
    pub fn law_log(&self, user: UserId, page: &LawLogPage) -> Result<LawRows> {
        if !(1..=MOST).contains(&page.limit) {
            return Err(Error::usage("log-limit").with("most", MOST));
        }
        let skip = page.before.as_deref().map_or(Ok(0), |b| b.parse::<usize>().map_err(|_| Error::usage("log-cursor")))?;
        let acts = self.law_acts()?;
        let end = acts.len().min(skip.saturating_add(usize::try_from(page.limit).unwrap_or(usize::MAX)));
        let shown = acts.get(skip..end).unwrap_or_default();
        Ok(LawRows { rows: self.law_rows(user, shown)?, next: (end < acts.len()).then(|| end.to_string()) })
    }

    /// What is about a user and has not been confirmed as read on this computer: the newest first. What everybody brings along who has an
    /// account is not told.
    ///
    /// # Errors
    /// Those of the store.
    pub fn law_news(&self, user: UserId) -> Result<LawRows> {
        let read = self.law_read(user)?;
        let mut acts = self.law_acts()?;
        acts.retain(|(_, a)| a.is_about(user) && !a.first && !read.contains(&a.hash));
        Ok(LawRows { rows: self.law_rows(user, &acts)?, next: None })
    }

    /// The user has read these acts. It is kept on this computer: on another one they are told once more.
    ///
    /// # Errors
    /// Those of the store.
    pub fn law_seen(&self, user: UserId, entries: &[String]) -> Result<()> {
        let wanted: HashSet<&str> = entries.iter().map(String::as_str).collect();
        let acts = self.law_acts()?;
        let named = acts.iter().filter(|(_, a)| a.is_about(user) && wanted.contains(entry_name(&a.hash).as_str())).map(|(_, a)| a.hash);
        let mut read: Vec<Hash> = self.law_read(user)?.into_iter().chain(named).collect();
        read.sort_unstable();
        read.dedup();
        self.home.local_set(&read_row(user), Some(&read.concat()))
    }

    fn law_read(&self, user: UserId) -> Result<HashSet<Hash>> {
        let kept = self.home.local_get(&read_row(user))?.unwrap_or_default();
        Ok(kept.chunks_exact(32).filter_map(|h| h.try_into().ok()).collect())
    }

    fn law_rows(&self, user: UserId, acts: &[(i64, LawAct)]) -> Result<Vec<LawRow>> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let words = self.words()?;
        let ats: Vec<i64> = acts.iter().map(|(at, _)| *at).collect();
        let entries = self.home.registry_entries(&ats)?;
        Ok(acts.iter().zip(&entries).map(|((_, act), entry)| row(act, entry, user, &words)).collect())
    }
}

/// Name of the local row with what a user has read here: hashes one after another.
fn read_row(user: UserId) -> String {
    format!("law-read-{user}")
}

fn row(act: &LawAct, entry: &LogEntry, user: UserId, words: &Words) -> LawRow {
    LawRow {
        entry: entry_name(&act.hash),
        time: rfc3339(entry.time),
        clamped: entry.clamped,
        who: entry.author.map(|u| words.user(&u.0)).unwrap_or_default(),
        sheet: (act.root > 0).then(|| u32::from(act.root)),
        device: if act.root > 0 { String::new() } else { words.device(&entry.device.0) },
        what: act.what.to_owned(),
        whom: match &act.about {
            About::User(id) => words.user(id),
            About::Device(id) => words.device(id),
            About::Year(year) => format!("{year}/{:02}", (year + 1) % 100),
            About::Act(_) | About::Nobody => String::new(),
        },
        detail: act.detail.clone(),
        fate: match entry.fate {
            held @ ("held" | "void") => held,
            _ => "effective",
        }
        .to_owned(),
        mine: act.is_about(user),
    }
}
