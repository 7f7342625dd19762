//! Files of the structure: what the journal knows goes into the plan, what the plan decides becomes writes (Y-01, Y-02, J-03).
//!
//! One way for all kinds: read · compare · show · compare again · carry out. A kind's own file says how its rows differ from the journal.

mod bells;
mod calendar;
pub(super) mod curriculum;
pub(super) mod draft;
mod lessons;
pub(super) mod staff;
mod worktypes;

use super::{Book, Done, UserAuthor};
use crate::api::types::{TableApplied, TablePlan};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::import::Progress;
use crate::import::columns::Parsed;
use crate::import::structure::lessons::LessonPlan;
use crate::import::structure::{bells::BellRow, calendar::CalendarRow, curriculum::CurriculumRow, staff::StaffRow, worktypes::WorkTypeRow};
use crate::rights::role::Rights;
use crate::store::Author as _;
pub(super) use curriculum::general_programme;
use draft::Draft;

/// Name of the work that an interrupted application leaves.
pub(super) const INTENT: &str = "import-table";

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Staff.
    Staff,
    /// Curriculum.
    Curriculum,
    /// Calendar.
    Calendar,
    /// Bells.
    Bells,
    /// Work types.
    WorkTypes,
    /// A lesson plan.
    Lessons,
}

impl TableKind {
    /// Word of the contract.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Curriculum => "curriculum",
            Self::Calendar => "calendar",
            Self::Bells => "bells",
            Self::WorkTypes => "worktypes",
            Self::Lessons => "lessons",
        }
    }
}

/// What was read.
enum Source {
    Staff(Parsed<StaffRow>),
    Curriculum(Parsed<CurriculumRow>),
    Calendar(Parsed<CalendarRow>),
    Bells(Parsed<BellRow>),
    WorkTypes(Parsed<WorkTypeRow>),
    Lessons(LessonPlan, Vec<[u8; 16]>),
}

/// A plan with the rows it was made from, so that it can be made again before it is applied.
pub struct PreparedTable {
    kind: TableKind,
    source: Source,
    shown: TablePlan,
}

impl PreparedTable {
    /// The plan as the contract shows it.
    #[must_use]
    pub fn shown(&self) -> &TablePlan {
        &self.shown
    }
    /// The kind of its file.
    #[must_use]
    pub fn kind(&self) -> TableKind {
        self.kind
    }
}

/// A file as it was given.
#[derive(Debug, Clone, Copy)]
pub struct GivenFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Teaching groups of a lesson plan; empty: found by the titles.
    pub groups: &'a [[u8; 16]],
}

impl Book {
    /// Reads a file and compares it with the journal. Nothing is written.
    ///
    /// # Errors
    /// Those of reading tables; of a lesson plan `lessons-no-subject`, `lessons-no-group`, `group-unknown`, `no-right`; `cancelled`.
    pub fn prepare_table(
        &self,
        who: (UserId, &Rights),
        kind: TableKind,
        id: &str,
        file: GivenFile<'_>,
        progress: Progress<'_>,
    ) -> Result<PreparedTable> {
        use crate::import::structure as s;
        let (bytes, year) = (file.bytes, self.year.0);
        let source = match kind {
            TableKind::Staff => Source::Staff(s::staff::parse(bytes, year, progress)?),
            TableKind::Curriculum => Source::Curriculum(s::curriculum::parse(bytes, progress)?),
            TableKind::Calendar => Source::Calendar(s::calendar::parse(bytes, year, progress)?),
            TableKind::Bells => Source::Bells(s::bells::parse(bytes, progress)?),
            TableKind::WorkTypes => Source::WorkTypes(s::worktypes::parse(bytes, progress)?),
            TableKind::Lessons => Source::Lessons(s::lessons::parse(bytes, file.name, year, progress)?, file.groups.to_vec()),
        };
        let draft = self.draft(who, &source)?;
        let shown = source.shown(&draft, id, kind.id(), file.name);
        Ok(PreparedTable { kind, source, shown })
    }

    /// Carries a plan out.
    ///
    /// # Errors
    /// `plan-stale` when the journal has changed beneath it; `no-right`.
    pub fn apply_table(&self, author: &UserAuthor, rights: &Rights, prepared: &PreparedTable) -> Result<Done<TableApplied>> {
        let draft = self.draft((author.user(), rights), &prepared.source)?;
        let (shown, source) = (&prepared.shown, &prepared.source);
        if source.shown(&draft, &shown.plan, &shown.kind, &shown.file) != *shown {
            return Err(Error::input("plan-stale"));
        }
        let carried = self.carry_out(author, INTENT, &draft.steps)?;
        Ok(Done { value: draft.applied(carried.events), events: carried.events, touched: carried.touched })
    }

    fn draft(&self, who: (UserId, &Rights), source: &Source) -> Result<Draft> {
        match source {
            Source::Staff(p) => staff::draft(self, p),
            Source::Curriculum(p) => curriculum::draft(self, p),
            Source::Calendar(p) => calendar::draft(self, p),
            Source::Bells(p) => bells::draft(self, p),
            Source::WorkTypes(p) => worktypes::draft(self, p),
            Source::Lessons(p, groups) => lessons::draft(self, who, p, groups),
        }
    }
}

impl Source {
    fn shown(&self, draft: &Draft, plan: &str, kind: &str, file: &str) -> TablePlan {
        match self {
            Self::Staff(p) => draft.shown(plan, kind, file, p),
            Self::Curriculum(p) => draft.shown(plan, kind, file, p),
            Self::Calendar(p) => draft.shown(plan, kind, file, p),
            Self::Bells(p) => draft.shown(plan, kind, file, p),
            Self::WorkTypes(p) => draft.shown(plan, kind, file, p),
            Self::Lessons(p, _) => draft.shown(plan, kind, file, &p.parsed),
        }
    }
}
