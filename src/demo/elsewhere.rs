//! Another computer of the school: a notebook that lay in a classroom since the spring. What it brings meets what was written meanwhile:
//! one mark against a lock it had not heard of, held for the deputy; one mark beside another's, a conflict for the teacher to settle.

use super::data::word;
use super::dice::{Dice, id};
use super::lessons::Page;
use super::out::{days, instant};
use super::school::School;
use crate::book::UserAuthor;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::segment::{head_message, session_message};
use crate::event::{ChainId, Cut, Event, Head, Scope, Segment, Value, Volume, device_id, next_hash, spec};
use crate::id::DeviceId;
use crate::keys::secret::Secret;
use crate::keys::{Context, SigningKey};
use crate::store::{Author as _, Write};
use chrono::NaiveDate;

/// A journal computer's capability.
const JOURNAL: i64 = 1;

/// The notebook.
pub struct Notebook {
    key: SigningKey,
    seal: [u8; 32],
    device: DeviceId,
}

/// A mark the notebook brings.
pub struct Brought<'a> {
    pub author: &'a UserAuthor,
    pub at: i64,
    pub write: Write,
}

impl Notebook {
    /// The notebook of the demo school.
    pub fn new() -> Self {
        let half = |word: &str| id(&format!("notebook {word}"));
        let seed: [u8; 32] = [half("a"), half("b")].concat().try_into().unwrap_or_default();
        let key = SigningKey::from_seed(&Secret::new(seed));
        let seal = *blake3::hash(&key.public().0).as_bytes();
        Self { device: device_id(&key.public().0, &seal), seal, key }
    }

    /// Its certificate, for the admin to write.
    pub fn certificate(&self) -> Write {
        let value = vec![
            Value::Bytes(self.key.public().0.to_vec()),
            Value::Bytes(self.seal.to_vec()),
            Value::Array(vec![JOURNAL.into()]),
            word("laptop").into(),
        ];
        Write::new(l::DEVICE, vec![Value::Id(self.device.0)], Value::Array(value))
    }

    /// What was written on it, having seen what these heads name.
    ///
    /// # Errors
    /// `unknown-kind`.
    pub fn segment(&self, volume: Volume, seen: &[Head], list: &[Brought<'_>]) -> Result<Segment> {
        let chain = ChainId { device: self.device, volume, nonce: 1 };
        let (mut tip, mut events) = (chain.origin(), Vec::new());
        let mut add = |claim: i64, write: &Write| -> Result<()> {
            let kind = spec(write.kind).ok_or_else(|| Error::usage("unknown-kind").with("kind", write.kind))?;
            let bytes = Event::new(claim, kind, write.key.clone(), write.value.clone()).to_bytes();
            tip = next_hash(&tip, &bytes);
            events.push(bytes);
            Ok(())
        };
        let first = list.first().map_or(0, |b| b.at);
        add(first, &Write::new(l::SEEN, vec![], Value::Array(seen.iter().map(Head::to_value).collect())))?;
        let mut next = 1;
        for b in list {
            let signature = b.author.sign_session(&session_message(&chain, next));
            let value = vec![Value::Id(b.author.user().0), Value::Bytes(b.author.key().to_vec()), Value::Bytes(signature.to_vec())];
            add(b.at, &Write::new(l::SESSION, vec![], Value::Array(value)))?;
            add(b.at + 60, &b.write)?;
            next += 2;
        }
        let head = Head { chain, idx: next - 1, hash: tip };
        let signature = self.key.sign(Context::HEAD, &[&head_message(&head)]).0;
        Ok(Segment { chain, first: 0, prev: chain.origin(), events, signature })
    }
}

/// The lock of a class's term (J-08): what this computer holds then lies inside.
pub fn lock(school: &School, class: usize, from: NaiveDate, to: NaiveDate, term: [u8; 16]) -> Write {
    let groups = school.groups.iter().filter(|g| g.class == class).map(|g| g.id).collect();
    let scope = Scope::Lessons { groups, from: days(from), to: days(to), terms: vec![term] };
    let cut = Cut { scope, heads: Vec::new(), void: false, automatic: false, stratum: 2, parts: Vec::new() };
    Write::new(l::CUT, vec![Value::Id(id(&format!("lock {class} {from}")))], cut.to_value()).at_heads()
}

/// A mark for somebody of a group in its lesson nearest before a day: group, day, lesson, pupil, mark; none where nobody is taught.
pub fn mark_near(school: &School, group: usize, on: NaiveDate, mark: u8) -> Option<(usize, i64, Write)> {
    let g = school.groups.get(group)?;
    let class = school.classes.get(g.class)?;
    let (date, slot) = g.lessons.iter().rev().find(|(d, _)| *d <= on).copied()?;
    let here: Vec<&usize> =
        class.pupils.iter().filter(|p| school.pupils.get(**p).is_some_and(|p| p.is_here(date) && p.away(date).is_none())).collect();
    let pupil = school.pupils.get(**Dice::of(&format!("notebook {group}")).one_of(&here)?)?;
    let page = Page { group: g.id, date, slot };
    Some((g.teacher, instant(date, 15 * 60 + 10), page.mark(pupil.id, school.work("О")?.id, 1, mark)))
}
