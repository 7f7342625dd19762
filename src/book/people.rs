//! Names of persons as they stand on a day.

use super::cells::{Parts, date};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::registry as r;
use crate::people::PersonName;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::HashMap;

/// The names in force on `day`: of each person the line with the latest date not after it.
pub(super) fn names(reader: &Reader<'_>, day: NaiveDate) -> Result<HashMap<[u8; 16], PersonName>> {
    let mut best: HashMap<[u8; 16], (Option<NaiveDate>, PersonName)> = HashMap::new();
    for cell in reader.cells(r::PERSON_NAME)? {
        let (Some(person), false) = (cell.key.first().and_then(Value::id), cell.value == Value::Null) else { continue };
        let from = cell.key.get(1).and_then(Value::int).and_then(date);
        if from.is_some_and(|from| from > day) || best.get(&person).is_some_and(|(known, _)| *known > from) {
            continue;
        }
        let name = PersonName { surname: cell.value.text_at(0), given: cell.value.text_at(1), patronymic: cell.value.text_at(2) };
        best.insert(person, (from, name));
    }
    Ok(best.into_iter().map(|(id, (_, name))| (id, name)).collect())
}

/// The value of a name's cell.
pub(super) fn name_value(name: &PersonName) -> Value {
    Value::Array(vec![name.surname.as_str().into(), name.given.as_str().into(), name.patronymic.as_str().into()])
}
