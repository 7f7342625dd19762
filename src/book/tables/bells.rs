//! Bell schedules against the journal (Y-01, Y-09). A schedule is known by its name, that of its shift when the file has none.

use super::draft::{Draft, Item, at, cells, differs, word};
use crate::book::Book;
use crate::book::cells::Parts;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::id::AnyId;
use crate::import::columns::Parsed;
use crate::import::pupils::Place;
use crate::import::structure::bells::BellRow;
use crate::people::letters::fold;
use std::collections::{BTreeMap, HashMap};

pub(super) fn draft(book: &Book, parsed: &Parsed<BellRow>) -> Result<Draft> {
    let year = book.year;
    let (known, schedules) = book.home.ask(year, |reader| Ok((cells(reader, y::BELLS)?, cells(reader, y::BELL_SCHEDULE)?)))?;
    let mut ids: HashMap<String, [u8; 16]> = HashMap::new();
    for (key, value) in &schedules {
        if let (Some(id), Some(name)) = (key.first().and_then(Value::id), value.text()) {
            let place = ids.entry(fold(name)).or_insert(id);
            *place = (*place).min(id);
        }
    }
    let mut draft = Draft::of(parsed);
    let mut seen: HashMap<(String, u8), Place> = HashMap::new();
    let mut times: BTreeMap<(String, u8), (u32, u32, Place)> = BTreeMap::new();
    for row in &parsed.rows {
        let b = &row.value;
        let name = b.schedule.clone().unwrap_or_else(|| word("planned-shift", &[("shift", &b.shift.to_string())]));
        let shown = word("planned-slot", &[("slot", &b.slot.to_string()), ("shift", &b.shift.to_string())]);
        let key = fold(&name);
        if let Some(first) = seen.get(&(key.clone(), b.slot)) {
            draft.fail(&row.place, &shown, "bell-repeated", &[("other", &at(first))]);
            continue;
        }
        seen.insert((key.clone(), b.slot), row.place.clone());
        times.insert((key.clone(), b.slot), (b.from, b.to, row.place.clone()));
        let fresh = !ids.contains_key(&key);
        let id = match ids.get(&key) {
            Some(id) => *id,
            None => AnyId::random()?.0,
        };
        ids.insert(key, id);
        let cell = vec![Value::Id(id), i64::from(b.slot).into()];
        let mut item = Item::of(!known.contains_key(&cell));
        if fresh {
            item.set((year, y::BELL_SCHEDULE), vec![Value::Id(id)], name.as_str().into(), &schedules, |_| Vec::new());
        }
        let value = Value::Array(vec![i64::from(b.shift).into(), i64::from(b.from).into(), i64::from(b.to).into()]);
        item.set((year, y::BELLS), cell, value.clone(), &known, |old| {
            let mut out = Vec::new();
            differs(&mut out, "shift", &old.int_at(0).to_string(), &value.int_at(0).to_string());
            differs(&mut out, "time", &span(old.int_at(1), old.int_at(2)), &span(value.int_at(1), value.int_at(2)));
            out
        });
        draft.put(&row.place, &shown, span(i64::from(b.from), i64::from(b.to)), item);
    }
    let all: Vec<_> = times.into_iter().collect();
    for pair in all.windows(2) {
        let [((a, _), (_, end, _)), ((b, _), (begin, _, place))] = pair else { continue };
        if a == b && begin < end {
            draft.warn(place, &clock(i64::from(*begin)), "bells-overlap", &[]);
        }
    }
    Ok(draft)
}

fn span(from: i64, to: i64) -> String {
    format!("{}–{}", clock(from), clock(to))
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
