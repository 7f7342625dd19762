//! Work types against the journal (J-03). A type is known by its name.

use super::draft::{Draft, Item, at, cells, differs, hundredths, word};
use crate::book::Book;
use crate::book::cells::Parts;
use crate::error::Result;
use crate::event::kinds::registry as r;
use crate::event::{Value, Volume};
use crate::id::AnyId;
use crate::import::columns::Parsed;
use crate::import::pupils::Place;
use crate::import::structure::worktypes::WorkTypeRow;
use crate::people::letters::fold;
use std::collections::HashMap;

pub(super) fn draft(book: &Book, parsed: &Parsed<WorkTypeRow>) -> Result<Draft> {
    let known = book.home.ask(Volume::REGISTRY, |reader| cells(reader, r::WORK_TYPE))?;
    let mut ids: HashMap<String, [u8; 16]> = HashMap::new();
    for (key, value) in &known {
        if let Some(id) = key.first().and_then(Value::id) {
            let place = ids.entry(fold(&value.text_at(0))).or_insert(id);
            *place = (*place).min(id);
        }
    }
    let mut draft = Draft::of(parsed);
    let mut seen: HashMap<String, Place> = HashMap::new();
    for row in &parsed.rows {
        let w = &row.value;
        let key = fold(&w.name);
        if let Some(first) = seen.get(&key) {
            draft.pass(&row.place, &w.name, "worktype-repeated", &[("other", &at(first))]);
            continue;
        }
        seen.insert(key.clone(), row.place.clone());
        let (id, new) = match ids.get(&key) {
            Some(id) => (*id, false),
            None => (AnyId::random()?.0, true),
        };
        let value = Value::Array(vec![
            w.name.as_str().into(),
            w.short.as_str().into(),
            i64::from(w.weight).into(),
            i64::from(w.days).into(),
            w.obligatory.into(),
            w.own_topic.into(),
        ]);
        let mut item = Item::of(new);
        item.set((Volume::REGISTRY, r::WORK_TYPE), vec![Value::Id(id)], value.clone(), &known, |old| changes(old, &value));
        let obligatory = if w.obligatory { format!(", {}", word("planned-obligatory", &[])) } else { String::new() };
        let args = [("weight", hundredths(i64::from(w.weight))), ("days", w.days.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        draft.put(&row.place, &w.name, format!("{}: {}{obligatory}", w.short, word("planned-weight", &args)), item);
    }
    Ok(draft)
}

fn changes(old: &Value, new: &Value) -> Vec<String> {
    let yes = |v: &Value, i: usize| word(if v.flag_at(i) { "planned-yes" } else { "planned-no" }, &[]);
    let mut out = Vec::new();
    differs(&mut out, "name", &old.text_at(0), &new.text_at(0));
    differs(&mut out, "short", &old.text_at(1), &new.text_at(1));
    differs(&mut out, "weight", &hundredths(old.int_at(2)), &hundredths(new.int_at(2)));
    differs(&mut out, "days", &old.int_at(3).to_string(), &new.int_at(3).to_string());
    differs(&mut out, "obligatory", &yes(old, 4), &yes(new, 4));
    differs(&mut out, "own-topic", &yes(old, 5), &yes(new, 5));
    out
}
