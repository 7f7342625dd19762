//! From the store to paper: the models of the class journal and the summary sheet, filled and looked over (A-01, A-06, papers.md).
//!
//! | file | what |
//! |---|---|
//! | `class` | what every paper of a class stands on: names, groups, heads of the school |
//! | `journal` | the class journal: spreads, missed lessons, general information |
//! | `hours` | what plan and curriculum ask of each term, and what was given |
//! | `summary` | the summary sheet |
//! | `corrections` | marks changed after the day of the lesson, remarks |
//! | `lacks` | what is missing for a final |
//! | `printed` | finals that were printed, by their acts |
//! | `finish` | drafts and finals: layout, PDF, the checkpoint, the act that says it was printed |

mod class;
mod corrections;
mod finish;
mod hours;
mod journal;
mod lacks;
mod printed;
mod summary;

pub(in crate::book) use printed::LastFinal;

pub use finish::{Drawn, FinalPaper, PaperKind, archive_papers};

/// A random id as it lies in events.
type Id = [u8; 16];
