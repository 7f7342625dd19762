//! Entries held because it is in doubt who signed them: nobody decides them; they come right with their facts, or are written again.

use super::log::Words;
use super::{Book, Done, UserAuthor, check_shapes};
use crate::api::types::{DoubtList, DoubtRow, DoubtsAgain};
use crate::error::{Error, Result};
use crate::event::{Hash, Head, Value, Volume, spec};
use crate::id::UserId;
use crate::rights::Why;
use crate::store::{LogEntry, Outcome, Write};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of one request at most.
const MOST: usize = 2000;

/// The catalogue's key of a doubt.
pub(super) fn doubt_word(why: Why) -> String {
    format!("doubt-{}", super::grants::kebab(&format!("{why:?}")))
}

/// The name of an entry in the contract: its hash.
pub(super) fn entry_name(hash: &Hash) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

fn name(e: &LogEntry) -> String {
    entry_name(&e.head.hash)
}

/// True for what a person may write again: entries of the journal and the office. A lock is set anew, at today's heads; a key is changed anew.
fn again(e: &LogEntry) -> bool {
    spec(e.event.kind).is_some_and(|s| !s.is_law())
}

impl Book {
    /// Held entries with a doubt of hand: those that name a user as their author, or all of them, by computer.
    ///
    /// # Errors
    /// Those of the store.
    pub fn doubts(&self, user: UserId, all: bool) -> Result<DoubtList> {
        let mut doubts = Vec::new();
        for volume in self.volumes()? {
            let mut held = self.home.of_hand(volume)?;
            held.retain(|e| all || e.author == Some(user));
            if held.is_empty() {
                continue;
            }
            let words = self.words()?;
            for e in held {
                doubts.push(DoubtRow {
                    entry: name(&e),
                    volume: volume.to_string(),
                    mine: e.author == Some(user),
                    why: doubt_word(e.why),
                    again: again(&e),
                    shown: self.shown_now(volume, &e, &words)?,
                    row: words.row(&e),
                });
            }
        }
        doubts.sort_by(|a, b| (&a.row.device, &a.row.time, &a.entry).cmp(&(&b.row.device, &b.row.time, &b.entry)));
        Ok(DoubtList { doubts })
    }

    /// What the entry's cell shows meanwhile.
    fn shown_now(&self, volume: Volume, e: &LogEntry, words: &Words) -> Result<String> {
        let cell = self.home.ask(volume, |reader| reader.cell(e.event.kind, &e.event.key))?;
        let shown = cell.map(|c| crate::event::Event { value: c.value, ..e.event.clone() });
        Ok(shown.map_or_else(String::new, |e| words.value(&e)))
    }

    /// Writes the values of held entries again, in the name of who is there: one act a volume, each naming the entries it stands for.
    /// Of several entries of one cell the last one's value counts. What the store would not let the person write refuses the volume's act.
    ///
    /// # Errors
    /// `too-many-changes`; `doubt-unknown` for what is not held any more; `doubt-law`; `no-right`; those of the store.
    pub fn write_again(&self, author: &UserAuthor, entries: &[String]) -> Result<Done<DoubtsAgain>> {
        if entries.len() > MOST {
            return Err(Error::usage("too-many-changes").with("most", MOST));
        }
        let mut wanted: BTreeSet<&str> = entries.iter().map(String::as_str).collect();
        let mut acts = Vec::new();
        for volume in self.volumes()? {
            let mut held = self.home.of_hand(volume)?;
            held.retain(|e| wanted.remove(name(e).as_str()));
            if held.iter().any(|e| !again(e)) {
                return Err(Error::input("doubt-law"));
            }
            acts.push((volume, writes_of(held)));
        }
        if !wanted.is_empty() {
            return Err(Error::input("doubt-unknown"));
        }
        let mut all = Outcome::default();
        for (volume, writes) in acts {
            check_shapes(&writes)?;
            all.add(self.act(author, volume, &writes)?);
        }
        let written = all.events;
        Ok(Done::new(DoubtsAgain { written }, all))
    }
}

/// One write a cell: the value of its last entry, with refs to all.
fn writes_of(mut held: Vec<LogEntry>) -> Vec<Write> {
    held.sort_by_key(|e| (e.time, e.at));
    let mut cells: BTreeMap<(u16, Vec<Value>), (Value, Vec<Head>)> = BTreeMap::new();
    for e in held {
        let place = cells.entry((e.event.kind, e.event.key)).or_insert_with(|| (Value::Null, Vec::new()));
        place.0 = e.event.value;
        place.1.push(e.head);
    }
    let write = |((kind, key), (value, refs)): ((u16, Vec<Value>), (Value, Vec<Head>))| Write { refs, ..Write::new(kind, key, value) };
    cells.into_iter().map(write).collect()
}
