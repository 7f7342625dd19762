//! What an event of the law is about, in words: its key alone often names nothing that a person knows.

use super::cells::{Parts, date};
use super::log::Words;
use crate::event::kinds::{ledger as l, registry as r};
use crate::event::{Event, Scope, Value};
use crate::texts::Texts;

/// Groups that are named one by one.
const NAMED: usize = 4;

impl Words {
    /// The computer of a certificate, the school of its first event, whom or what a cut reaches; none for other kinds.
    pub(super) fn of_law(&self, e: &Event) -> Option<String> {
        match e.kind {
            l::DEVICE => {
                let known = e.key.first().and_then(Value::id).and_then(|id| self.devices.get(&id).cloned());
                Some(known.unwrap_or_else(|| e.value.text_at(3)))
            }
            r::SCHOOL => Some(e.value.text_at(0)),
            l::CUT => Some(self.scope(&Scope::from_value(e.value.items()?.first()?)?)),
            _ => None,
        }
    }

    fn scope(&self, scope: &Scope) -> String {
        match scope {
            Scope::Author(user) | Scope::Keys(user, _) | Scope::Needs(user, _) | Scope::Admin(user) => self.user(user),
            Scope::Device(device, _) => self.device(device),
            Scope::Load(user, place) | Scope::Homeroom(user, place) => joined([self.user(user), self.thing(place)]),
            Scope::Lessons { groups, from, to, .. } | Scope::Window { groups, from, to } => {
                joined([self.groups(groups), [day(*from), day(*to)].join("–")])
            }
            Scope::Permit(_) | Scope::Grant(_) => String::new(),
        }
    }

    fn groups(&self, groups: &[[u8; 16]]) -> String {
        if groups.is_empty() {
            return Texts::russian().format("law-all-groups", &[]);
        }
        let named: Vec<String> = groups.iter().take(NAMED).map(|g| self.thing(g)).filter(|name| !name.is_empty()).collect();
        let more = if groups.len() > NAMED { ", …" } else { "" };
        format!("{}{more}", named.join(", "))
    }
}

fn joined(parts: [String; 2]) -> String {
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn day(n: i64) -> String {
    date(n).map_or_else(String::new, |d| d.format("%d.%m.%Y").to_string())
}
