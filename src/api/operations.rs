//! The table of operations: name, request, response, read or write, who may. Everything else is made from it.

use super::access::{Access, Right};
use super::app::App;
use super::session::{Present, Session};
use super::types::*;
use super::{
    do_accounts, do_app, do_archive, do_destroy, do_import, do_intake, do_journal, do_law, do_page, do_papers, do_print, do_school,
    do_session, do_structure, do_summary, do_table, do_witness,
};
use crate::error::{Error, Result};
use crate::event::Permission as P;
use serde_json::Value;
use std::sync::Arc;

/// What an operation works with.
pub(super) struct Call<'a> {
    /// The open program.
    pub app: &'a Arc<App>,
    /// Where the call comes from.
    pub session: &'a Session,
    /// The name of the operation.
    pub operation: &'static str,
    /// Who calls, for operations that ask for a right.
    pub present: Option<Present>,
}

impl Call<'_> {
    /// Who calls.
    ///
    /// # Errors
    /// `session-none`.
    pub(super) fn present(&self) -> Result<&Present> {
        self.present.as_ref().ok_or_else(|| Error::denied("session-none"))
    }
}

/// One row of the table.
pub struct Operation {
    /// Stable name: `area.verb`.
    pub name: &'static str,
    /// Name of the request's type in the contract.
    pub request: &'static str,
    /// Name of the response's type in the contract.
    pub response: &'static str,
    /// Writes events, settings or files.
    pub writes: bool,
    /// Wants a journal with keys of its own: takes in from outside, or makes what counts outside. Refused under the published phrase.
    pub real: bool,
    /// When and by whom.
    pub access: Access,
    carries_secret: fn() -> bool,
    run: fn(&Call<'_>, Value) -> Result<Value>,
    pub(super) declare: fn(&mut super::typescript::Declarations),
}

impl Operation {
    /// True when the request has a password, a phrase or a sheet: it never stands in an argument of a program.
    #[must_use]
    pub fn carries_secret(&self) -> bool {
        (self.carries_secret)()
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! operations {
    ($($name:literal: $request:ty => $response:ty, $mode:ident, $access:expr, $run:path;)*) => {
        /// Every operation, in the order people read them.
        pub static OPERATIONS: &[Operation] = &[$(Operation {
            name: $name,
            request: stringify!($request),
            response: stringify!($response),
            writes: operations!(@ $mode writes),
            real: operations!(@ $mode real),
            carries_secret: super::typescript::mentions_secret::<$request>,
            access: $access,
            run: |call, request| {
                let request: $request = serde_json::from_value(request).map_err(|e| bad_request($name, &e))?;
                let response: $response = $run(call, request)?;
                serde_json::to_value(response).map_err(|_| Error::other("bad-response").with("operation", $name))
            },
            declare: |all| {
                all.add::<$request>();
                all.add::<$response>();
            },
        }),*];
    };
    (@ read writes) => { false };
    (@ write writes) => { true };
    (@ real_read writes) => { false };
    (@ real_write writes) => { true };
    (@ read real) => { false };
    (@ write real) => { false };
    (@ real_read real) => { true };
    (@ real_write real) => { true };
}

operations! {
    "app.state": Nothing => AppState, read, Access::Always, do_app::state;
    "doctor": DoctorAsk => DoctorReport, read, Access::Always, do_app::doctor;
    "check": Nothing => JobId, read, Access::Journal, do_app::check;
    "volumes.go_on": VolumeAsk => Nothing, write, Access::Ready(Right::Admin), do_app::go_on;
    "job.status": JobId => JobStatus, read, Access::Journal, do_app::job_status;
    "job.cancel": JobId => Nothing, read, Access::Journal, do_app::job_cancel;

    "school.create": SchoolCreate => SheetInfo, write, Access::At(Stage::Empty), do_school::create;
    "school.sheet": Nothing => SheetInfo, read, Access::At(Stage::Sheet), do_school::sheet;
    "school.sheet_save": SheetSave => SheetPapers, write, Access::At(Stage::Sheet), do_school::sheet_save;
    "school.sheet_print": SheetPrint => SheetPapers, read, Access::At(Stage::Sheet), do_school::sheet_print;
    "school.sheet_done": Nothing => Nothing, write, Access::At(Stage::Sheet), do_school::sheet_done;
    "keys.unlock": Passphrase => Nothing, read, Access::At(Stage::KeysLocked), do_school::keys_unlock;

    "session.login": Login => Nothing, read, Access::Journal, do_session::login;
    "session.logout": Nothing => Nothing, read, Access::Journal, do_session::logout;
    "session.lock": Nothing => Nothing, read, Access::Session, do_session::lock;
    "session.unlock": Unlock => Nothing, read, Access::At(Stage::Locked), do_session::unlock;
    "session.touch": Nothing => Nothing, read, Access::Present, do_session::touch;
    "session.change_password": ChangePassword => Nothing, write, Access::Present, do_session::change_password;
    "session.idle": IdleMinutes => Nothing, write, Access::Ready(Right::Admin), do_session::idle;

    "import.pupils.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::People, P::Movement])), do_import::plan;
    "import.pupils.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::People, P::Movement])), do_import::apply;
    "import.staff.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::People, P::Personnel])), do_structure::plan_staff;
    "import.staff.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::People, P::Personnel])), do_structure::apply_staff;
    "import.curriculum.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::Structure, P::Programmes])), do_structure::plan_curriculum;
    "import.curriculum.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::Structure, P::Programmes])), do_structure::apply_curriculum;
    "import.calendar.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::plan_calendar;
    "import.calendar.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::apply_calendar;
    "import.bells.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::plan_bells;
    "import.bells.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::apply_bells;
    "import.worktypes.plan": ByToken => JobId, real_read, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::plan_worktypes;
    "import.worktypes.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::apply_worktypes;
    "import.lessons.plan": LessonsFile => JobId, real_read, Access::Ready(Right::Anyone), do_structure::plan_lessons;
    "import.lessons.apply": ApplyPlan => JobId, real_write, Access::Ready(Right::Anyone), do_structure::apply_lessons;

    "table.save": TableSave => Nothing, write, Access::Ready(Right::Anyone), do_table::save;

    "structure.ready": Nothing => Ready, read, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::ready;
    "structure.propose": Nothing => JobId, read, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::propose;
    "structure.apply": ApplyPlan => JobId, write, Access::Ready(Right::Permissions(&[P::Structure])), do_structure::apply;
    "week.propose": Nothing => JobId, read, Access::Ready(Right::Permissions(&[P::Timetable])), do_structure::propose_week;
    "week.apply": ApplyPlan => JobId, write, Access::Ready(Right::Permissions(&[P::Timetable])), do_structure::apply_week;

    "classes.list": Nothing => ClassList, read, Access::Ready(Right::Anyone), do_journal::classes;
    "classes.pupils": ByClass => ClassPupils, read, Access::Ready(Right::Anyone), do_journal::pupils;
    "classes.create": ClassCreate => ClassRow, write, Access::Ready(Right::Permissions(&[P::Structure])), do_journal::create_class;

    "journal.groups": Nothing => JournalGroups, read, Access::Ready(Right::Anyone), do_page::groups;
    "journal.today": DayAsk => Today, read, Access::Ready(Right::Anyone), do_page::today;
    "journal.page": PageAsk => JournalPage, read, Access::Ready(Right::Anyone), do_page::page;
    "journal.write": JournalWrite => JournalWritten, write, Access::Ready(Right::Anyone), do_page::write;
    "journal.story": CellRef => CellStory, read, Access::Ready(Right::Anyone), do_page::story;

    "summary.sheet": ByClass => SummarySheet, read, Access::Ready(Right::Anyone), do_summary::sheet;
    "summary.decide": Decide => Nothing, write, Access::Ready(Right::Anyone), do_summary::decide;
    "summary.award": Award => Nothing, write, Access::Ready(Right::Anyone), do_summary::award;
    "print.plan": PaperAsk => JobId, read, Access::Ready(Right::Anyone), do_papers::plan;
    "print.save": PaperSave => JobId, write, Access::Ready(Right::Anyone), do_papers::save;
    "print.send": PaperSend => JobId, read, Access::Ready(Right::Anyone), do_print::send;
    "print.slips": SlipsSend => JobId, read, Access::Ready(Right::Admin), do_print::slips;
    "printers.list": Nothing => PrinterList, read, Access::Always, do_print::printers;
    "archive.make": ArchiveMake => JobId, real_write, Access::Ready(Right::Permissions(&[P::Archive])), do_archive::make;
    "archive.verify": ArchiveVerify => JobId, read, Access::Journal, do_archive::verify;

    "accounts.list": Nothing => AccountList, read, Access::Ready(Right::Admin), do_accounts::list;
    "accounts.create": AccountCreate => Credentials, write, Access::Ready(Right::Admin), do_accounts::create;
    "accounts.staff": Nothing => JobId, write, Access::Ready(Right::Admin), do_structure::staff_accounts;
    "accounts.reset": ByAccount => Credentials, write, Access::Ready(Right::Admin), do_accounts::reset;
    "accounts.close": ByAccount => Nothing, write, Access::Ready(Right::Admin), do_accounts::close;
    "accounts.grant": AccountRole => Nothing, write, Access::Ready(Right::Admin), do_accounts::grant;
    "accounts.grant_admin": GrantAdmin => Credentials, write, Access::Ready(Right::Admin), do_accounts::grant_admin;
    "accounts.reset_admin": ResetAdmin => Credentials, write, Access::Journal, do_accounts::reset_admin;
    "accounts.revoke": AccountRole => Nothing, write, Access::Ready(Right::Admin), do_accounts::revoke;
    "accounts.compromised": CompromisedAccount => Compromised, write, Access::Ready(Right::Admin), do_law::compromised;
    "admins.remove": RemoveAdmin => Nothing, write, Access::Journal, do_law::remove_admin;
    "devices.list": Nothing => DeviceList, read, Access::Ready(Right::Admin), do_law::devices;
    "devices.by_sheet": BySheet => DeviceList, read, Access::Journal, do_law::devices_by_sheet;
    "root.state": Nothing => RootState, read, Access::Ready(Right::Admin), do_law::root_state;
    "root.plan": RotationAsk => RotationPlan, read, Access::Journal, do_law::root_plan;
    "root.sheet_save": RotationSave => SheetPapers, write, Access::Journal, do_law::root_sheet_save;
    "root.sheet_print": RotationPrint => SheetPapers, read, Access::Journal, do_law::root_sheet_print;
    "root.rotate": ByRotation => Nothing, write, Access::Journal, do_law::root_rotate;
    "root.cancel": ByRotation => Nothing, read, Access::Journal, do_law::root_cancel;
    "sheets.files": Nothing => SheetFiles, read, Access::Ready(Right::Admin), do_law::sheet_files;
    "sheets.delete": SheetFilesDelete => SheetFiles, write, Access::Ready(Right::Admin), do_law::sheet_files_delete;
    "root.settle": RootSettle => RootSettled, write, Access::Journal, do_law::root_settle;
    "doubts.list": DoubtsAsk => DoubtList, read, Access::Ready(Right::Anyone), do_law::doubts;
    "doubts.write_again": WriteAgain => DoubtsAgain, write, Access::Ready(Right::Anyone), do_law::write_again;
    "law.opened": Nothing => Opened, read, Access::Ready(Right::Permissions(&[P::Control])), do_law::opened;
    "law.again": LawAgain => Nothing, write, Access::Ready(Right::Permissions(&[P::Control])), do_law::again;
    "law.log": LawLogPage => LawRows, read, Access::Ready(Right::Anyone), do_law::log;
    "law.news": Nothing => LawRows, read, Access::Ready(Right::Anyone), do_law::news;
    "law.seen": LawSeen => Nothing, write, Access::Ready(Right::Anyone), do_law::seen;
    "quarantine.list": Nothing => LateList, read, Access::Ready(Right::Admin), do_intake::list;
    "quarantine.admit": LetIn => Nothing, write, Access::Ready(Right::Admin), do_intake::admit;
    "roles.list": Nothing => RoleList, read, Access::Ready(Right::Admin), do_accounts::roles;

    "destruction.propose": DestructionPropose => ActEntry, write, Access::Ready(Right::Admin), do_destroy::propose;
    "destruction.confirm": DestructionConfirm => ActEntry, write, Access::Ready(Right::Admin), do_destroy::confirm;
    "destruction.spare": DestructionSpare => Nothing, write, Access::Ready(Right::Admin), do_destroy::spare;
    "destruction.finish": ByYear => Nothing, write, Access::Ready(Right::Admin), do_destroy::finish;
    "destruction.list": Nothing => DestructionList, read, Access::Ready(Right::Anyone), do_destroy::list;
    "destruction.years": Nothing => DestructionYears, read, Access::Ready(Right::Admin), do_destroy::years;
    "persons.erase": PersonErase => Nothing, write, Access::Ready(Right::Permissions(&[P::Consent])), do_destroy::erase;
    "persons.spare": PersonSpare => Nothing, write, Access::Ready(Right::Admin), do_destroy::spare_person;
    "persons.erasures": Nothing => ErasureList, read, Access::Ready(Right::Permissions(&[P::Consent])), do_destroy::erasures;
    "witness.run": Nothing => WitnessRan, write, Access::Journal, do_witness::run;

    "settings.list": Nothing => Settings, read, Access::Ready(Right::Admin), do_journal::settings;
    "settings.set": Setting => Nothing, write, Access::Ready(Right::Admin), do_journal::set_setting;
    "log.page": LogPage => LogRows, read, Access::Ready(Right::Permissions(&[P::Control])), do_journal::log;
}

/// The row of an operation.
#[must_use]
pub fn find(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|o| o.name == name)
}

/// Calls an operation by name; the error keeps its kind, for exit codes.
///
/// # Errors
/// `unknown-operation`, `bad-request`, those of [`Access`], `no-right`, and the operation's own.
pub fn run(app: &Arc<App>, session: &Session, name: &str, request: Value) -> Result<Value> {
    let operation = find(name).ok_or_else(|| Error::usage("unknown-operation").with("name", name.chars().take(60).collect::<String>()))?;
    let present = session.admit(app, operation)?;
    if operation.real {
        app.book()?.real()?;
    }
    (operation.run)(&Call { app, session, operation: operation.name, present }, request).inspect_err(|e| log::info!("{name}: {}", e.code))
}

/// Calls an operation by name: the one door of all shells.
///
/// # Errors
/// As [`run`], in the shape of the contract.
pub fn dispatch(app: &Arc<App>, session: &Session, name: &str, request: Value) -> Result<Value, ErrorInfo> {
    run(app, session, name, request).map_err(ErrorInfo::from)
}

impl From<Error> for ErrorInfo {
    fn from(e: Error) -> Self {
        Self { code: e.code.to_owned(), args: e.args }
    }
}

/// The place is told, the value never: it may be a password or a name.
fn bad_request(name: &str, e: &serde_json::Error) -> Error {
    let text = e.to_string();
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match missing {
        Some(field) => Error::usage("request-lacks").with("operation", name).with("field", field),
        None => Error::usage("bad-request").with("operation", name),
    }
}
