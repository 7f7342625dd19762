//! The journal page (страница журнала): a teaching group's lessons, pupils, marks, topics, finals — read, written, told (J-01 … J-09, R-02, R-06).
//!
//! | file | what |
//! |---|---|
//! | `known` | what of the registry every page needs: names, work types, settings |
//! | `ground` | one group: subject, classes, calendar, scheduled lessons, pupils |
//! | `kept` | both between calls, and what a person teaches: until structure or law change |
//! | `members` | its rows: who was in the group when, in the journal's order, with notes of orders |
//! | `entries` | what is written to its lessons |
//! | `access` | who may read it and write into it |
//! | `locks` | what may not be changed any more, and what opens it |
//! | `show`, `squares`, `plan`, `late`, `finals`, `findings` | the answer of `journal.page` |
//! | `groups`, `today` | the lists that lead to a page |
//! | `check*`, `write`, `undo`, `writes`, `averages` | changes: judged one by one, written as one act, and what follows |
//! | `story` | everything ever written to a cell |

mod access;
mod averages;
mod bells;
mod check;
mod check_final;
mod check_lesson;
mod entries;
mod finals;
mod findings;
mod ground;
mod groups;
mod kept;
mod known;
mod late;
mod locks;
mod members;
mod plan;
mod show;
mod squares;
mod story;
mod today;
mod undo;
mod write;
pub mod writes;

pub use access::Viewer;
pub(super) use access::id;
pub(super) use findings::{MOST as MOST_FINDINGS, of_final};
pub(super) use ground::{scales, shown_name, term_short};
pub(super) use groups::subject_order;
pub(super) use kept::Kept;
pub(super) use known::{Known, short_name};
pub(super) use members::{Member, class_members};

use chrono::NaiveDate;

/// A random id as it lies in events.
type Id = [u8; 16];

/// A day as people write it: `dd.mm.yyyy`.
pub(super) fn written(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
