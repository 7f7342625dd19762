// Made from src/api by `cargo test`; do not edit.

export type AccountCreate = {
  /** Login: 3–40 characters, letters, digits, dot, hyphen. */
  login: string,
  /** Full name. */
  name: string,
  /** Role ids. */
  roles: Array<string>,
};
export type AccountList = {
  /** By name. */
  accounts: Array<AccountRow>,
};
export type AccountRole = {
  /** Account id. */
  id: string,
  /** Role id. */
  role: string,
  /** First day, `YYYY-MM-DD`; absent: at once. Of grants only. */
  from?: string,
  /** Last day, `YYYY-MM-DD`; absent: without end. Roles of guests (inspector) need one. Of grants only. */
  to?: string,
  /** Class ids the role is limited to; absent or empty: all. Of grants only. */
  classes?: Array<string>,
};
export type AccountRow = {
  /** Account id. */
  id: string,
  /** Login. */
  login: string,
  /** Full name of the person. */
  name: string,
  /** Role ids in force. */
  roles: Array<string>,
  /** `active`, `temporary` (first login pending) or `closed`. */
  state: string,
};
export type ActEntry = {
  /** Its id, by which it is confirmed or spared. */
  entry: string,
};
export type AppState = {
  /** Screen to open. */
  stage: Stage,
  /** The school, when there is one. */
  school: SchoolInfo | null,
  /** The user, when logged in or idle-locked. */
  user: UserInfo | null,
  /** Version of the program. */
  version: string,
  /** Today in the school's zone, `YYYY-MM-DD`. */
  today: string,
  /** Minutes without a key or a click before the idle lock. */
  idle_minutes: number,
  /** Logins shown on the login screen of a demo home; empty elsewhere. */
  demo_logins: Array<string>,
  /** What a demo home says of itself; absent elsewhere. */
  demo: DemoInfo | null,
  /** The key file opens with the phrase that every copy of this program knows: the journal takes no list and makes nothing real. */
  published: boolean,
  /** Years in quarantine on this computer and those that have gone, told to everybody who is logged in; absent when there are none. */
  quarantine?: Array<QuarantineRow>,
  /** What is wrong with this computer's volumes or its clock, told to everybody at it, as `doctor` tells it; absent when nothing is. */
  warnings?: Array<Finding>,
  /** Files of recovery sheets that still have to be deleted, told to admins; absent when there are none. */
  sheet_files?: Array<SheetFileRow>,
};
export type ApplyPlan = {
  /** Plan id. */
  plan: string,
};
export type ArchiveMade = {
  /** File name. */
  file: string,
  /** Bytes. */
  bytes: number,
  /** Files inside. */
  files: number,
  /** Pages of papers inside. */
  pages: number,
  /** The year is still open: an interim archive, marked so. */
  interim: boolean,
  /** FINGERPRINT of the school, for `verify --trust`. */
  fingerprint: string,
  /** BLAKE3 of the manifest, hexadecimal. */
  manifest: string,
};
export type ArchiveMake = {
  /** One-use token of the place chosen. */
  token: string,
};
export type ArchiveProblem = {
  /** Text `archive-<code>`: `changed`, `added`, `removed`, `not-archive`, `too-large`, `not-canonical`, `too-old`, `manifest`,
 * `signature`, `ledger`, `more`; of an intact archive `key`, `key-other`, `key-revoked`, which are doubts about who signed, and
 * `untrue-…`, what tables, papers or the manifest say against the ledger, and `draft`, a paper that proves nothing. */
  code: string,
  /** File inside the archive; empty: the archive itself. */
  file: string,
  /** Arguments of the text. */
  args: { [key in string]: string },
};
export type ArchiveVerdict = {
  /** Nothing changed, added, removed since it was signed. */
  intact: boolean,
  /** Signed by the school whose fingerprint is trusted. Never true when not intact. */
  authentic: boolean,
  /** Tables and papers follow from the ledger inside. Never true when not intact. */
  true: boolean,
  /** The ledger was folded and everything compared with it: else *true* is not known. */
  folded: boolean,
  /** A fingerprint was there to compare with. */
  compared: boolean,
  /** School named in the manifest. */
  school: string,
  /** Academic year. */
  year: number,
  /** Made while the year was open. */
  interim: boolean,
  /** When it was made, RFC 3339 UTC. */
  made: string,
  /** Fingerprint of the key it is signed with. */
  fingerprint: string,
  /** Files inside. */
  files: number,
  /** Events of the ledger proved. */
  events: number,
  /** Papers that prove nothing: drafts that another version of the program laid out. */
  drafts: number,
  /** What is wrong. */
  problems: Array<ArchiveProblem>,
};
export type ArchiveVerify = {
  /** One-use token of the file. */
  token: string,
  /** FINGERPRINT trusted; absent: that of this computer's school when there is one. */
  trust: string | null,
};
export type Award = {
  /** Class id. */
  class: string,
  /** Person id. */
  pupil: string,
  /** Award in its own words. */
  award: string,
  /** Number of the protocol; empty: taken back. */
  protocol: string,
  /** `YYYY-MM-DD`. */
  date: string,
};
export type Buried = {
  /** First calendar year of the academic year. */
  year: number,
  /** Name of the computer. */
  computer: string,
  /** Its date, `YYYY-MM-DD`. */
  date: string,
};
export type ByAccount = {
  /** Account id. */
  id: string,
};
export type ByClass = {
  /** Class id. */
  class: string,
};
export type ByRotation = {
  /** From `root.plan`. */
  rotation: string,
};
export type BySheet = {
  /** The groups of the present recovery sheet as typed. */
  sheet: SecretText,
};
export type ByToken = {
  /** Token from a dialog or a drop. */
  token: string,
};
export type ByYear = {
  /** 2026 means 2026/27. */
  year: number,
};
export type CellAbsence = {
  /** 1 Н, 2 НП, 3 УП, 4 Б, 5 ОП; the homeroom teacher's word where there is one. */
  code: number,
  /** Minutes late. */
  minutes: number,
  /** The homeroom teacher has stated it. */
  stated: boolean,
  /** Several writes stand beside each other. */
  conflict: boolean,
  /** Names the teacher's write shown: for `guard`; empty when there is none. */
  stamp: string,
};
export type CellMark = {
  /** Work type id. */
  work: string,
  /** Ordinal, from 1. */
  ordinal: number,
  /** Mark code: 1–10 numeric, then codes. */
  mark: number,
  /** Several writes stand beside each other. */
  conflict: boolean,
  /** Names the write shown: for `guard`. */
  stamp: string,
};
export type CellRef = {
  /** Which kind of cell. */
  what: string,
  /** Group id. */
  group: string,
  /** `YYYY-MM-DD`, of everything but finals. */
  date: string | null,
  /** Number of the lesson, of everything but finals. */
  slot: number | null,
  /** Person id, of marks, attendance, finals. */
  pupil: string | null,
  /** Work type id, of marks and works; absent of a mark: the usual type. */
  work: string | null,
  /** Ordinal, of marks and works; 1 when absent. */
  ordinal: number | null,
  /** Term id, of finals. */
  term: string | null,
  /** 1 term, 2 year, 3 exam, 4 result; of finals. */
  cell: number | null,
  /** Grade in a class-complect, of topics and homework; 0 when absent. */
  grade: number | null,
};
export type CellStory = {
  /** Lines. Of a square (`what`: `square`) the lines of all its marks and its attendance, each value with its work's short name. */
  lines: Array<StoryLine>,
};
export type ChangeDone = {
  /** Names the write, for `guard`; empty when refused or when nothing changed. */
  stamp: string,
  /** Code of the refusal, `error-<code>`; absent when written. */
  refused: string | null,
  /** Arguments of the refusal's text. */
  args: { [key in string]: string },
  /** The change that takes this one back, its guard set; absent when refused or when nothing changed. */
  undo: PageChange | null,
  /** Told, though it was written: text `warning-<code>`. */
  warned?: string,
};
export type ChangePassword = {
  /** The password in force. */
  old: SecretText,
  /** The new one: at least 10 characters, 14 for admin and deputy, not a common one. */
  new: SecretText,
};
export type CheckReport = {
  /** True when nothing is wrong. */
  ok: boolean,
  /** One row a volume. */
  volumes: Array<VolumeCheck>,
};
export type ClassCreate = {
  /** Grade 1–11. */
  grade: number,
  /** Letter, up to 15 characters. */
  letter: string,
};
export type ClassList = {
  /** By grade, then letter. */
  classes: Array<ClassRow>,
  /** Pupils in all. */
  pupils: number,
};
export type ClassPupils = {
  /** The class. */
  class: ClassRow,
  /** In the order of the alphabet, ё equal to е. */
  pupils: Array<PupilRow>,
};
export type ClassRow = {
  /** Class id. */
  id: string,
  /** Name: `5А`. */
  name: string,
  /** Grade 1–11. */
  grade: number,
  /** Letter, up to 15 characters. */
  letter: string,
  /** Pupils on the list today. */
  pupils: number,
};
export type ClassWeek = {
  /** Class by name. */
  class: string,
  /** Lessons: weekday 1–7, number of the lesson, subject and teacher. */
  lessons: Array<WeekLesson>,
};
export type ColumnUse = {
  /** Header as written. */
  header: string,
  /** Field it feeds (`surname`, `full_name`, `birth`…), empty when passed over. */
  field: string,
  /** First values of the column, at most 5. */
  samples: Array<string>,
};
export type Compromised = {
  /** The new temporary password, shown once. */
  credentials: Credentials,
  /** The checkpoint that is trusted, RFC 3339: what came later under the former passwords is void. Absent while there is none: then all
 * that this computer holds stays. */
  trusted: string | null,
};
export type CompromisedAccount = {
  /** Account id. */
  id: string,
  /** Day on which it may have become known, `YYYY-MM-DD`; absent: today. */
  received?: string,
  /** The groups of the present recovery sheet, for an admin's account. */
  sheet?: SecretText,
};
export type Credentials = {
  /** Account id. */
  id: string,
  /** Login. */
  login: string,
  /** Temporary password; it must be replaced at the first login. */
  password: SecretText,
};
export type DayAsk = {
  /** `YYYY-MM-DD`; today when absent. */
  date: string | null,
};
export type DayLesson = {
  /** Group id. */
  group: string,
  /** `5А Математика`. */
  name: string,
  /** `YYYY-MM-DD`. */
  date: string,
  /** Number of the lesson. */
  slot: number,
  /** `08:30`, absent when no bells are known. */
  from: string | null,
  /** `09:10`. */
  to: string | null,
  /** Topic written, or none. */
  topic: string | null,
  /** Homework is written. */
  homework: boolean,
  /** Marks written. */
  marks: number,
  /** Pupils absent. */
  absent: number,
  /** What it lacks: `topic`, `homework`; empty: filled. */
  lacks: Array<string>,
};
export type Decide = {
  /** Class id. */
  class: string,
  /** Person ids. */
  pupils: Array<string>,
  /** The decision. */
  decision: Decision | null,
};
export type Decision = {
  /** Code of `school::codes::Decision`: `promoted`, `conditional`, `repeat`, `finished-nine`, `finished-eleven`, `expelled`, `admitted`. */
  decision: string,
  /** Class it leads to, `6`; empty where the words have none. */
  to: string,
  /** Number of the protocol. */
  protocol: string,
  /** `YYYY-MM-DD`. */
  date: string,
};
export type DemoInfo = {
  /** The day its clock shows at every start, `YYYY-MM-DD`. */
  day: string,
  /** Password of all its accounts. */
  password: string,
  /** Who stands behind each of `demo_logins`, in a few words. */
  who: Array<string>,
};
export type DestructionConfirm = {
  /** The act that is confirmed. */
  entry: string,
  /** The groups of the recovery sheet as typed; absent: the one who is logged in signs. */
  sheet?: SecretText,
};
export type DestructionFile = {
  /** Its id, for `destruction.propose`. */
  id: string,
  /** Index in the list of files. */
  index: string,
  /** Title. */
  title: string,
  /** `ready`: may go with a year; else why not: `open`, `young`, `term-unknown`, `held`. */
  state: string,
  /** First day on which it may go, `YYYY-MM-DD`. */
  free: string | null,
};
export type DestructionList = {
  /** Acts that stand, spared ones too. */
  acts: Array<DestructionRow>,
  /** Years that this computer holds back, or has dropped. */
  quarantine: Array<QuarantineRow>,
  /** Computers that have dropped a year. */
  buried: Array<Buried>,
};
export type DestructionPropose = {
  /** First calendar year of the academic year. */
  year: number,
  /** Ids of files of the archive that go with it. */
  files: Array<string>,
  /** Number of the act on paper. */
  act: string,
  /** Its date, `YYYY-MM-DD`. */
  date: string,
};
export type DestructionRow = {
  /** Its id. */
  entry: string,
  /** First calendar year of the academic year. */
  year: number,
  /** Number on paper. */
  act: string,
  /** Date, `YYYY-MM-DD`. */
  date: string,
  /** Ids of files of the archive. */
  files: Array<string>,
  /** Name of who signed; empty: the recovery sheet. */
  signed_by: string,
  /** The act it confirms. */
  confirms: string | null,
  /** It condemns no more. */
  spared: boolean,
};
export type DestructionSpare = {
  /** The act that condemns no more. */
  entry: string,
  /** Why. */
  reason: string,
};
export type DestructionYear = {
  /** First calendar year of the academic year. */
  year: number,
  /** `ready`: may be proposed; else why not: `present`, `open`, `young`, `term-unknown`, `held`, `proposed`, `condemned`, `quarantined`,
 * `gone`, `elsewhere` (known, and not on this computer). */
  state: string,
  /** Day on which it was closed, `YYYY-MM-DD`. */
  closed: string | null,
  /** First day on which it may go, `YYYY-MM-DD`; absent while that is not known. */
  free: string | null,
};
export type DestructionYears = {
  /** The latest first. */
  years: Array<DestructionYear>,
  /** Files of the archive, by index. */
  files: Array<DestructionFile>,
};
export type DeviceList = {
  /** By name. */
  devices: Array<DeviceRow>,
};
export type DeviceRow = {
  /** Device id. */
  id: string,
  /** Name of the computer. */
  name: string,
  /** `journal`, `office`, `witness`, `stamp`. */
  capabilities: Array<string>,
  /** Certified by the root itself: admins change their passwords here. */
  by_root: boolean,
  /** Cut off: lost, stolen, taken out of use. */
  cut: boolean,
  /** The computer at hand. */
  this: boolean,
};
export type DoctorAsk = {
  /** Read every volume through and prove it, as when absent; false: only what is known without that. */
  deep: boolean | null,
};
export type DoctorReport = {
  /** True when every finding is. */
  ok: boolean,
  /** Version of the program. */
  version: string,
  /** Format level of events. */
  level: number,
  /** Operating system. */
  system: string,
  /** Findings. */
  findings: Array<Finding>,
  /** The full check, for who is logged in. */
  check: CheckReport | null,
};
export type DoubtList = {
  /** By computer, then by time. */
  doubts: Array<DoubtRow>,
};
export type DoubtRow = {
  /** Name of the entry, for `doubts.write_again`. */
  entry: string,
  /** `registry` or the year. */
  volume: string,
  /** It names me as its author. */
  mine: boolean,
  /** Key of the catalogue: `doubt-<why>`. */
  why: string,
  /** True when it can be written again; what cannot (a lock, a key) is done anew. */
  again: boolean,
  /** What the cell shows meanwhile. */
  shown: string,
  /** The entry in words. */
  row: LogRow,
};
export type DoubtsAgain = {
  /** Entries written: one a cell. */
  written: number,
};
export type DoubtsAsk = {
  /** Only entries that name me as their author. Others are shown to admins alone. */
  mine: boolean,
};
export type ErasureList = {
  /** Acts that stand, spared ones too. */
  acts: Array<ErasureRow>,
};
export type ErasureRow = {
  /** Person id. */
  person: string,
  /** Name as the register has it. */
  name: string,
  /** Basis. */
  basis: string,
  /** Date, `YYYY-MM-DD`. */
  date: string,
  /** Name of who signed; empty: the recovery sheet. */
  signed_by: string,
  /** It was taken back. */
  spared: boolean,
  /** Days that counted on this computer. */
  days: number,
  /** Days after which the key goes. */
  wanted: number,
  /** The key is still on this computer. */
  here: boolean,
};
export type ErrorInfo = {
  /** Stable code, `kebab-case`. */
  code: string,
  /** Arguments of the text. */
  args: { [key in string]: string },
};
export type FileToken = {
  /** The token. */
  token: string,
  /** File name without folders, to show. */
  name: string,
};
export type Finding = {
  /** What was looked at: `home`, `keys`, `space`, `volumes`, `clock`, `integrity`, `interrupted`. */
  area: string,
  /** True when all is well. */
  ok: boolean,
  /** Key of the catalogue: `doctor-<code>`. */
  code: string,
  /** Arguments of the text; never personal data. */
  args: { [key in string]: string },
};
export type GrantAdmin = {
  /** Account id. */
  id: string,
  /** The groups of the recovery sheet as typed. */
  sheet: SecretText,
};
export type GroupRow = {
  /** Group id. */
  id: string,
  /** `5А Математика`. */
  name: string,
  /** Subject's name. */
  subject: string,
  /** Classes by name. */
  classes: Array<string>,
  /** Teachers: surname and initials. */
  teachers: Array<string>,
  /** Hours a week in hundredths. */
  hours: number,
  /** Pupils today. */
  pupils: number,
  /** Lessons up to today without a topic. */
  unfilled: number,
  /** True when the person may write here. */
  writes: boolean,
};
export type IdleMinutes = {
  /** 1–120. */
  minutes: number,
};
export type JobId = {
  /** Id for `job.status` and `job.cancel`. */
  job: string,
};
export type JobStatus = {
  /** Id. */
  job: string,
  /** `running`, `done`, `failed`, `cancelled`. */
  state: string,
  /** Stage of the work, a key of the message catalogue. */
  stage: string,
  /** Steps done. */
  done: number,
  /** Steps in all, 0 while unknown. */
  total: number,
  /** The result, when done: the response type of the operation that started it. */
  result: unknown,
  /** The error, when failed. */
  error: ErrorInfo | null,
};
export type JournalGroups = {
  /** Groups the person teaches, by grade, letter, subject. */
  mine: Array<GroupRow>,
  /** Classes the person answers for. */
  own: Array<OwnClass>,
  /** Everything else a deputy, director or inspector reads, by class. */
  others: Array<OwnClass>,
};
export type JournalPage = {
  /** The group. */
  group: GroupRow,
  /** Terms of the group's grade, the year last. */
  terms: Array<TermRow>,
  /** The term shown. */
  term: string,
  /** Today in the school's zone, `YYYY-MM-DD`. */
  today: string,
  /** Columns, by date and number. */
  lessons: Array<PageLesson>,
  /** Rows, in the journal's order. */
  pupils: Array<PagePupil>,
  /** Squares that hold something. */
  cells: Array<PageCell>,
  /** Finals of the terms shown; with the year shown, of all terms. */
  finals: Array<PageFinal>,
  /** What is written to the page and does not count. */
  findings: Array<Uncounted>,
  /** Work types. */
  works: Array<WorkTypeRow>,
  /** Mark codes a lesson's square may hold; empty: a column without marks. */
  scale: Array<number>,
  /** Mark codes a final may hold. */
  final_scale: Array<number>,
  /** The person may write marks, topics, homework. */
  writes: boolean,
  /** The person may set finals of the term shown. */
  sets_finals: boolean,
  /** Why finals of the term shown may not be set, a code of the catalogue. */
  finals_locked: string | null,
};
export type JournalWrite = {
  /** Changes in order, at most 2000. */
  changes: Array<PageChange>,
};
export type JournalWritten = {
  /** One for each change, in order. */
  done: Array<ChangeDone>,
  /** When, RFC 3339 UTC. */
  at: string,
  /** Averages and proposals of the pupils touched, for the term that each change lies in. */
  averages: Array<PupilAverage>,
};
export type LateList = {
  /** By device id. */
  computers: Array<LateRow>,
};
export type LateRow = {
  /** Device id. */
  device: string,
  /** Name of the computer; empty when its certificate is not in force. */
  name: string,
  /** Events that wait. */
  events: number,
  /** What they take on this disk, bytes. */
  bytes: number,
  /** Day since which the first of them waits, `YYYY-MM-DD`. */
  since: string,
  /** Day on which all of them will be in, when nothing more comes; absent: the computer is cut off, and they stay out. */
  until: string | null,
};
export type LawAgain = {
  /** From `law.opened`. */
  entry: string,
};
export type LawLogPage = {
  /** Where to go on: `next` of the page before; absent: from the newest act. */
  before?: string,
  /** Rows at most, 1–500. */
  limit: number,
};
export type LawRow = {
  /** Names the act in `law.seen`. */
  entry: string,
  /** When, RFC 3339. */
  time: string,
  /** The claimed time contradicts checkpoints: the nearest possible one is shown. */
  clamped: boolean,
  /** Name of who signed; empty: the recovery sheet, or the computer itself. */
  who: string,
  /** Number of the recovery sheet that signed; absent: a person or a computer did. */
  sheet: number | null,
  /** Name of the computer; empty for a sheet, which is typed anywhere. */
  device: string,
  /** What: `law-act-<what>` of the catalogue. */
  what: string,
  /** Whom or what it is about: a person of the staff, a computer, a year. */
  whom: string,
  /** A role's id, a sheet's or an act's number; else empty. */
  detail: string,
  /** `effective`, `held`, `void`. */
  fate: string,
  /** It is about the one who asks. */
  mine: boolean,
};
export type LawRows = {
  /** The newest first. */
  rows: Array<LawRow>,
  /** Where to go on. */
  next: string | null,
};
export type LawSeen = {
  /** Names of acts. */
  entries: Array<string>,
};
export type LessonsFile = {
  /** One-use token of the file. */
  token: string,
  /** Teaching groups that get the plan; empty: found by the subject and grade that the file's title or name says. */
  groups: Array<string>,
};
export type LetIn = {
  /** Device id from `quarantine.list`. */
  device: string,
  /** On all computers and from now on, by an entry; else what waits on this computer, now. */
  everywhere: boolean,
};
export type LogPage = {
  /** `registry` or the year (`2026`). */
  volume: string,
  /** Rows before this one; absent: the newest. */
  before: string | null,
  /** At most this many rows, 1–500. */
  limit: number,
};
export type LogRow = {
  /** Cursor for `before`. */
  at: string,
  /** Displayed time, RFC 3339 UTC. */
  time: string,
  /** True when the claimed time was clamped by checkpoints. */
  clamped: boolean,
  /** Author, `—` for what the computer itself wrote. */
  author: string,
  /** Name of the computer. */
  device: string,
  /** Kind of the event, a key of the catalogue: `kind-<name>`. */
  kind: string,
  /** What it concerns, to show. */
  subject: string,
  /** New value, to show. */
  value: string,
  /** `applied`, `superseded`, `held`, `void`, `unknown`. */
  fate: string,
};
export type LogRows = {
  /** Newest first. */
  rows: Array<LogRow>,
  /** Cursor of the next page, absent at the end. */
  next: string | null,
};
export type Login = {
  /** Login, any case. */
  login: string,
  /** Password. */
  password: SecretText,
};
export type Nothing = Record<string, never>;
export type Opened = {
  /** In the order they were written. */
  cuts: Array<OpenedCut>,
};
export type OpenedCut = {
  /** Names it in `law.again`. */
  entry: string,
  /** It can be set again by `law.again`; what a sheet had signed is done anew with the sheet. */
  again: boolean,
  /** `registry` or the year. */
  volume: string,
  /** Key of the catalogue: `doubt-<why>`. */
  why: string,
  /** It in words. */
  row: LogRow,
};
export type OwnClass = {
  /** Class id. */
  id: string,
  /** Name. */
  name: string,
  /** Its groups, by the curriculum's order. */
  groups: Array<GroupRow>,
};
export type PageAsk = {
  /** Group id. */
  group: string,
  /** Term id; absent: the term of today, or the nearest one. `year`: all lessons of the year. */
  term: string | null,
};
export type PageCell = {
  /** Person id. */
  pupil: string,
  /** `YYYY-MM-DD`. */
  date: string,
  /** Number of the lesson. */
  slot: number,
  /** Marks in the order of works. */
  marks: Array<CellMark>,
  /** Absence. */
  absence: CellAbsence | null,
};
export type PageChange = {
  /** The cell. */
  cell: CellRef,
  /** Mark code, of marks and finals. */
  mark: number | null,
  /** Code of attendance. */
  code: number | null,
  /** Minutes late; minutes of homework. */
  minutes: number | null,
  /** Text of a topic, of homework; title of a work; note of a lesson; grounds of a final. */
  text: string | null,
  /** Number in the lesson plan, of a topic. */
  plan: number | null,
  /** Day homework is due. */
  due: string | null,
  /** Kind of a lesson, a code of `LessonKind`. */
  kind: string | null,
  /** Status of a lesson, a code of `LessonStatus`. */
  status: string | null,
  /** Undo and redo: the change is refused (`cell-changed`) when the cell shows another write than this, unless all that came after it
 * is the person's own (steps taken back one after another); empty: when the cell shows any value. */
  guard: string | null,
};
export type PageFinal = {
  /** Person id. */
  pupil: string,
  /** Term id. */
  term: string,
  /** 1 term, 2 year, 3 exam, 4 result. */
  cell: number,
  /** Mark code; absent: cleared. */
  mark: number | null,
  /** What was proposed when it was set. */
  proposed: number | null,
  /** Grounds, where it differs from the proposal; may be empty. */
  grounds: string,
  /** Several writes, or finals of several groups, stand beside each other. */
  conflict: boolean,
  /** Groups whose final it is, when not of this page alone: one, another group's; several, «две группы», and no mark is shown. */
  groups: Array<string>,
  /** Marks were added after it: «среднее изменилось» (J-08). */
  moved: boolean,
  /** Names the write shown. */
  stamp: string,
};
export type PageLesson = {
  /** `YYYY-MM-DD`. */
  date: string,
  /** Number of the lesson that day. */
  slot: number,
  /** Term id. */
  term: string,
  /** Number of the lesson in the year, from 1. */
  number: number,
  /** `lesson`, `control`, …: a code of `LessonKind`. */
  kind: string,
  /** `held`, `moved`, …: a code of `LessonStatus`. */
  status: string,
  /** Works announced for the lesson or marked in it, in order; the usual type is not listed. */
  works: Array<PageWork>,
  /** Topic written. */
  topic: string | null,
  /** Number in the lesson plan of the topic written. */
  plan: number | null,
  /** What the lesson plan proposes: number, topic, homework. */
  proposed: PlanTopic | null,
  /** Homework written. */
  homework: string | null,
  /** Day it is due, `YYYY-MM-DD`. */
  due: string | null,
  /** Minutes it takes. */
  minutes: number | null,
  /** Who substituted, surname and initials. */
  substitute: string | null,
  /** Written by somebody after the deadline of the profile (J-07): text `late-<code>`. */
  late: string | null,
  /** Why nothing may be changed in it, a code of the catalogue; absent: it may. */
  locked: string | null,
};
export type PagePupil = {
  /** Person id. */
  id: string,
  /** `Агафонова Полина`. */
  name: string,
  /** Surname, given name, patronymic. */
  full_name: string,
  /** Class by name, for groups of several. */
  class: string,
  /** In the group from this day on, when later than the year's first. */
  from: string | null,
  /** In the group to this day. */
  to: string | null,
  /** `выбыл(а) с …, пр. № … от …`, `прибыл(а) …`; empty. */
  note: string,
  /** Average of the asked term, `4,71`; empty without marks. */
  average: string,
  /** Weighted average, `4,44`. */
  weighted: string,
  /** Numeric marks that count. */
  marks: number,
  /** Final proposed for the asked term by the school's rule, a mark code (J-09). */
  proposed: number | null,
};
export type PageWork = {
  /** Type id. */
  work: string,
  /** Ordinal among works of the type in the lesson, from 1. */
  ordinal: number,
  /** Title, may be empty. */
  title: string,
};
export type PaperAsk = {
  /** Which paper. */
  what: string,
  /** Class id. */
  class: string,
};
export type PaperLack = {
  /** Text `lack-<code>`. */
  code: string,
  /** Arguments of the text. */
  args: { [key in string]: string },
  /** Group to go to, when it is one. */
  group: string | null,
};
export type PaperPlan = {
  /** Id of the paper for `print.save`; its pages are `paper/<id>/<n>.svg` of the page protocol, n from 1. */
  paper: string,
  /** Title. */
  title: string,
  /** Pages. */
  pages: number,
  /** Sheets, printed on both sides. */
  sheets: number,
  /** Volumes it makes. */
  volumes: number,
  /** Width and height of each page in micrometres. */
  sizes: Array<[number, number]>,
  /** Sections: title and first page. */
  sections: Array<[string, number]>,
  /** What is missing for a final. */
  lacks: Array<PaperLack>,
  /** The stamp is on this computer and the person may print: a final can be made once nothing is missing. */
  may_final: boolean,
};
export type PaperSave = {
  /** Paper of `print.plan`. */
  paper: string,
  /** For good, with the checkpoint's hash; else a draft, marked so. */
  final_print: boolean,
  /** One-use token of the place chosen. */
  token: string,
  /** The person's password typed again, for finals (design.md 3). */
  password?: SecretText,
};
export type PaperSaved = {
  /** File name. */
  file: string,
  /** Files written: one a volume. */
  files: number,
  /** Pages. */
  pages: number,
  /** Sheets. */
  sheets: number,
  /** BLAKE3 of the file, of several of the first, hexadecimal. */
  hash: string,
  /** First 16 hexadecimal characters of the checkpoint on a final. */
  checkpoint: string | null,
};
export type PaperSend = {
  /** Paper of `print.plan`. */
  paper: string,
  /** Name of the printer. */
  printer: string,
  /** 1–99. */
  copies: number,
  /** `one`, `long`, `short`: one side, both sides turned over that edge. */
  sides: string,
  /** First and last page, from 1 through all volumes; all when absent. */
  pages?: [number, number],
};
export type PaperSent = {
  /** Name of the printer. */
  printer: string,
  /** Pages sent of one copy. */
  pages: number,
  /** Jobs: one a volume. */
  jobs: number,
};
export type Passphrase = {
  /** Passphrase of the key file. */
  passphrase: SecretText,
};
export type PersonErase = {
  /** Person id. */
  person: string,
  /** On what basis: a consent withdrawn, a number and a date. */
  basis: string,
};
export type PersonSpare = {
  /** Person id. */
  person: string,
  /** Why. */
  reason: string,
};
export type PlanTopic = {
  /** Number. */
  number: number,
  /** Topic. */
  topic: string,
  /** Homework, may be empty. */
  homework: string,
  /** Section of the plan, may be empty. */
  section: string,
};
export type PlannedGroup = {
  /** Subject. */
  subject: string,
  /** Classes by name. */
  classes: Array<string>,
  /** Hours a week in hundredths. */
  hours: number,
  /** Teacher proposed, none: a gap. */
  teacher: string | null,
  /** `create`, `load` (the group is there and gets a teacher), `hours` (its hours follow the curriculum), `same`. */
  state: string,
};
export type PlannedPupil = {
  /** Sheet of the workbook, empty for text files. */
  sheet: string,
  /** Row of the file. */
  row: number,
  /** Full name. */
  name: string,
  /** `YYYY-MM-DD`. */
  birth: string,
  /** Class as the school names it: `5А`. */
  class: string,
  /** For updates: fields that change, `field: old → new`. */
  changes: Array<string>,
};
export type PlannedRow = {
  /** Sheet of the workbook, empty for text files. */
  sheet: string,
  /** Row of the file. */
  row: number,
  /** What it is: a person's name, a subject, a topic, a day. */
  name: string,
  /** The rest of it in one line, as a person would say it. */
  detail: string,
  /** For updates: fields that change, `field: old → new`. */
  changes: Array<string>,
};
export type PrinterList = {
  /** The printers. */
  printers: Array<PrinterRow>,
  /** Why there is none, text `printers-<id>`: `none`; `service`, `program`: not running, not installed; `system`: this system prints files. */
  obstacle: string | null,
};
export type PrinterRow = {
  /** Name of the queue. */
  name: string,
  /** The one that is used when none is named. */
  usual: boolean,
  /** `ready`; `paused`: keeps jobs; `refusing`: takes none. */
  queue: string,
};
export type PupilAverage = {
  /** Person id. */
  pupil: string,
  /** Term id. */
  term: string,
  /** `4,71`; empty without marks. */
  average: string,
  /** `4,44`. */
  weighted: string,
  /** Numeric marks that count. */
  marks: number,
  /** Final proposed. */
  proposed: number | null,
};
export type PupilRow = {
  /** Person id. */
  id: string,
  /** Surname. */
  surname: string,
  /** Given name. */
  given: string,
  /** Patronymic, may be empty. */
  patronymic: string,
  /** `YYYY-MM-DD`. */
  birth: string | null,
  /** `m` or `f`. */
  sex: string | null,
  /** `123-456-789 00`. */
  snils: string | null,
  /** Address of registration. */
  address: string | null,
  /** Order of enrolment: `№ 71-у от 21.08.2026`. */
  order: string | null,
};
export type PupilsApplied = {
  /** Pupils created. */
  created: number,
  /** Pupils updated. */
  updated: number,
  /** Pupils left as they were. */
  unchanged: number,
  /** Rows passed over. */
  skipped: number,
  /** Rows refused. */
  errors: number,
  /** Classes created. */
  classes: number,
  /** Events written. */
  events: number,
};
export type PupilsPlan = {
  /** Id for `import.pupils.apply`; the plan is refused when the journal has changed beneath it. */
  plan: string,
  /** File name. */
  file: string,
  /** Encoding or format found: `xlsx`, `csv windows-1251`… */
  format: string,
  /** Columns and what feeds what. */
  columns: Array<ColumnUse>,
  /** Pupils to create. */
  create: Array<PlannedPupil>,
  /** Pupils whose fields change. */
  update: Array<PlannedPupil>,
  /** Pupils already known and equal. */
  unchanged: Array<PlannedPupil>,
  /** Rows passed over with a reason (totals row, repeated child). */
  skip: Array<RowNote>,
  /** Rows refused. */
  errors: Array<RowNote>,
  /** Rows mended, and other things to look at. */
  warnings: Array<RowNote>,
  /** Classes that the list names and the year does not have yet. */
  new_classes: Array<string>,
};
export type QuarantineRow = {
  /** First calendar year of the academic year. */
  year: number,
  /** `quarantined`: hidden, nothing is lost yet; `gone`: nothing of it is here. */
  state: string,
  /** Number of the act. */
  act: string,
  /** Names of the two who signed; an empty one: the recovery sheet. */
  signed_by: Array<string>,
  /** Days that counted. */
  days: number,
  /** Own dates seen: without a witness an admin may finish by hand after `wanted` of them. */
  dates: number,
  /** Days after which the year goes. */
  wanted: number,
};
export type Ready = {
  /** In the order a school does them. */
  lines: Array<ReadyLine>,
};
export type ReadyLine = {
  /** `staff`, `accounts`, `curriculum`, `calendar`, `bells`, `worktypes`, `groups`, `loads`, `week`, `lessons`: text `ready-<what>`. */
  what: string,
  /** How many there are. */
  count: number,
  /** How many are missing; 0 when ready. */
  lacks: number,
  /** What is missing, by name, at most 50. */
  names: Array<string>,
};
export type RemoveAdmin = {
  /** Account id or login of the admin. */
  admin: string,
  /** The groups of the present recovery sheet as typed. */
  sheet: SecretText,
  /** Password or computer were stolen: what the witness had not heard before `received` is void. Else what comes later is held. */
  stolen: boolean,
  /** The person leaves the school: everything they write is ended, not the admin's rights alone. */
  leaves: boolean,
  /** Ids of the person's computers, which are cut off. */
  devices: Array<string>,
  /** Day on which it may have been stolen, `YYYY-MM-DD`; absent: today. Of theft only. */
  received?: string,
};
export type ResetAdmin = {
  /** Login of the administrator. */
  login: string,
  /** The groups of the recovery sheet as typed. */
  sheet: SecretText,
};
export type RoleList = {
  /** In the order screens show them. */
  roles: Array<RoleRow>,
};
export type RoleRow = {
  /** Role id. */
  id: string,
  /** Russian name. */
  name: string,
  /** Names of what it allows to write: keys of the catalogue, `permission-<name>`. */
  permissions: Array<string>,
  /** Characters the password of its holder has at least. */
  password_chars: number,
  /** True when it is granted with an end date only. */
  ends: boolean,
};
export type RootAct = {
  /** Number of the root. */
  number: number,
  /** When, as claimed, RFC 3339. */
  time: string,
  /** Key of the catalogue: `kind-<name>`. */
  kind: string,
  /** Whom or what it is about. */
  subject: string,
};
export type RootRow = {
  /** 1, 2, …: the number its sheet carries. */
  number: number,
  /** Fingerprint in groups of four. */
  fingerprint: string,
  /** Fingerprint of its document in groups of four: it tells two documents of one root apart. */
  document: string,
};
export type RootSettle = {
  /** Fingerprint of the document as typed. */
  document: string,
  /** The groups of the sheet of that number, where no admin is logged in. */
  sheet?: SecretText,
};
export type RootSettled = {
  /** Number of the root. */
  number: number,
  /** This computer followed the other document until now. */
  moved: boolean,
};
export type RootState = {
  /** The roots this computer follows, the last one in force. */
  roots: Array<RootRow>,
  /** Right roots of a number that this computer follows another of: an alarm. Somebody else has opened a sealed sheet. */
  others: Array<RootRow>,
  /** What the roots have signed, the oldest first. */
  acts: Array<RootAct>,
};
export type RotationAsk = {
  /** The groups of the sealed sheet as typed. */
  sealed: SecretText,
  /** The groups of the present sheet, where there is one still. */
  present?: SecretText,
};
export type RotationPlan = {
  /** Names the plan in `root.sheet_save`, `root.rotate` and `root.cancel`. */
  rotation: string,
  /** Number of the new root: that of the sheet that was sealed. */
  number: number,
  /** Its fingerprint in groups of four: what papers carry from then on. */
  fingerprint: string,
  /** Fingerprint of its document in groups of four, to be written on the sheets. */
  document: string,
  /** The present sheet signs it too. */
  signed_by_present: boolean,
  /** What the former roots have signed and this computer holds: it stays. What nobody of the school asked for is taken back singly. */
  stands: Array<RootAct>,
  /** What of theirs is known here and waits for something missing: it falls, and is done again under the new sheet. */
  falls: Array<RootAct>,
};
export type RotationPrint = {
  /** From `root.plan`. */
  rotation: string,
  /** `copy-1`, `copy-2`, `sealed`. */
  paper: string,
  /** Name of the printer. */
  printer: string,
};
export type RotationSave = {
  /** From `root.plan`. */
  rotation: string,
  /** `present`: both copies of the sheet that comes into force; `sealed`: the following sheet. */
  file: string,
  /** One-use token of the place chosen. */
  token: string,
};
export type RowNote = {
  /** Sheet of the workbook, empty for text files. */
  sheet: string,
  /** Row as the spreadsheet numbers it, from 1. */
  row: number,
  /** Header of the column, as the file writes it. */
  column: string,
  /** The value that was read, shortened to 200 characters. */
  value: string,
  /** Stable code of the reason. */
  code: string,
  /** Russian text with the remedy. */
  message: string,
};
export type SchoolCreate = {
  /** Name of the school as papers print it, 2–300 characters. */
  name: string,
  /** Regulation profile id. */
  profile: string,
  /** First calendar year of the academic year. */
  year: number,
  /** IANA zone, `Europe/Moscow` when absent. */
  zone: string | null,
  /** The first administrator. */
  admin_login: string,
  /** Full name of the administrator: фамилия имя отчество. */
  admin_name: string,
  /** At least 14 characters. */
  admin_password: SecretText,
  /** `keyring` or `file`. */
  keys: string,
  /** Passphrase of the key file, required with `file`: at least 14 characters, as an administrator's password. */
  keys_passphrase: SecretText | null,
};
export type SchoolInfo = {
  /** Name as printed on papers. */
  name: string,
  /** First calendar year of the academic year: 2026 means 2026/27. */
  year: number,
  /** Regulation profile id (`eljur`, `asiou`, `sgo`, `ezhd`, `portal`). */
  profile: string,
  /** FINGERPRINT: 16 base32 characters of BLAKE3 of the root's public key, in groups of four. */
  fingerprint: string,
};
export type SecretText = string;
export type Setting = {
  /** Name: 1–60 lower-case Latin letters, digits, dots, hyphens, underscores. */
  name: string,
  /** Value, at most 4000 characters. */
  value: string,
};
export type Settings = {
  /** By name. */
  settings: Array<Setting>,
};
export type SheetFileRow = {
  /** File name. */
  name: string,
  /** Its folder. */
  folder: string,
  /** `present`, `sealed`. */
  file: string,
  /** Number of the root whose sheet it is. */
  number: number,
  /** The file stands there; else its disk is not here. */
  here: boolean,
};
export type SheetFiles = {
  /** The files. */
  files: Array<SheetFileRow>,
};
export type SheetFilesDelete = {
  /** Both sheets are on paper: two copies of the one in force, the following one in its envelope. */
  printed: boolean,
  /** The fingerprint on paper was compared with that of the school. */
  compared: boolean,
  /** What lies on disks that are not here was destroyed by hand. */
  away_destroyed: boolean,
};
export type SheetInfo = {
  /** Fingerprint in groups of four. */
  fingerprint: string,
  /** The seed as groups of characters, in the order of the sheet, with check groups. */
  groups: Array<SecretText>,
  /** What of the sheets is on paper or in files. */
  papers: SheetPapers,
};
export type SheetPapers = {
  /** Papers that came out of the printer: `copy-1`, `copy-2`, `sealed`. */
  printed: Array<string>,
  /** Files that were saved: `present`, `sealed`. */
  saved: Array<string>,
  /** Both sheets are on paper or in files. */
  kept: boolean,
};
export type SheetPrint = {
  /** `copy-1`, `copy-2`, `sealed`. */
  paper: string,
  /** Name of the printer. */
  printer: string,
};
export type SheetSave = {
  /** `present`: both copies of the sheet in force; `sealed`: the following sheet. */
  file: string,
  /** One-use token of the place chosen. */
  token: string,
};
export type SlipText = {
  /** Surname, given name, patronymic. */
  name: string,
  /** Position. */
  position: string,
  /** Login. */
  login: string,
  /** The one-time password. */
  password: SecretText,
};
export type SlipsSend = {
  /** Name of the printer. */
  printer: string,
  /** The slips. */
  slips: Array<SlipText>,
};
export type StaffAccount = {
  /** Full name. */
  name: string,
  /** Position. */
  position: string,
  /** Login. */
  login: string,
  /** Temporary password. */
  password: SecretText,
};
export type StaffAccounts = {
  /** Made, by name. */
  made: Array<StaffAccount>,
  /** People who had an account already. */
  had: number,
};
export type Stage = "empty" | "keys_locked" | "sheet" | "login" | "locked" | "must_change_password" | "ready";
export type StoryLine = {
  /** Displayed time, RFC 3339 UTC. */
  time: string,
  /** The claimed time was clamped by checkpoints. */
  clamped: boolean,
  /** Author, surname and initials. */
  author: string,
  /** Name of the computer. */
  computer: string,
  /** Value before, to show; empty. */
  before: string,
  /** Value written, to show; empty: cleared. */
  value: string,
  /** `applied`, `superseded`, `held`, `void`, `unknown`. */
  fate: string,
  /** Why it is held or void, a code of the catalogue. */
  why: string | null,
};
export type StructurePlan = {
  /** Id for `structure.apply`. */
  plan: string,
  /** Groups. */
  groups: Array<PlannedGroup>,
  /** Hours by teacher. */
  teachers: Array<TeacherHours>,
  /** Subjects of classes without a teacher, and other gaps: text `gap-<code>`. */
  gaps: Array<RowNote>,
  /** Entries that applying writes, composition and homerooms included; 0: all of it stands already. */
  writes: number,
};
export type SummaryMark = {
  /** Index of the period. */
  period: number,
  /** Index of the subject. */
  subject: number,
  /** Mark code; absent: «—», not studied. */
  mark: number | null,
  /** Several writes, or finals of several groups, stand beside each other. */
  conflict: boolean,
  /** The groups, when it is finals of several: «две группы», and no mark is shown. */
  groups: Array<string>,
};
export type SummaryPeriod = {
  /** Term id. */
  term: string,
  /** 1 term, 2 year, 3 exam, 4 result. */
  cell: number,
  /** `I`, `II`, `Год`, `Экз.`, `Итог.` */
  short: string,
};
export type SummaryPupil = {
  /** Person id. */
  id: string,
  /** Full name. */
  name: string,
  /** `выбыл(а) с …, пр. № … от …`; empty. */
  note: string,
  /** Squares that hold something. */
  marks: Array<SummaryMark>,
  /** The decision. */
  decision: Decision | null,
  /** The decision in the words of papers.md. */
  words: string,
  /** Awards in their own words. */
  awards: Array<string>,
};
export type SummarySheet = {
  /** Class id. */
  class: string,
  /** Class by name. */
  name: string,
  /** Homeroom teacher, surname and initials; empty. */
  homeroom: string,
  /** Lines of each pupil. */
  periods: Array<SummaryPeriod>,
  /** Columns, in the curriculum's order. */
  subjects: Array<SummarySubject>,
  /** Pupils, in the journal's order. */
  pupils: Array<SummaryPupil>,
  /** Finals that are still missing in terms that have ended, the year's when it has ended. */
  missing: number,
  /** Finals of the class's pupils that do not count. */
  findings: Array<Uncounted>,
  /** The person may write decisions. */
  decides: boolean,
  /** Awards the school gives, to choose from. */
  awards: Array<string>,
};
export type SummarySubject = {
  /** Subject id. */
  id: string,
  /** Name. */
  name: string,
  /** Groups of the class in this subject, to go to. */
  groups: Array<string>,
};
export type TableApplied = {
  /** Rows created. */
  created: number,
  /** Rows updated. */
  updated: number,
  /** Rows left as they were. */
  unchanged: number,
  /** Rows passed over. */
  skipped: number,
  /** Rows refused; of proposals, gaps that are left. */
  errors: number,
  /** Events written. */
  events: number,
};
export type TablePlan = {
  /** Id for `.apply`; refused when the journal has changed beneath it. */
  plan: string,
  /** `staff`, `curriculum`, `calendar`, `bells`, `worktypes`, `lessons`. */
  kind: string,
  /** File name. */
  file: string,
  /** Encoding or format found. */
  format: string,
  /** Columns and what feeds what. */
  columns: Array<ColumnUse>,
  /** Rows to create. */
  create: Array<PlannedRow>,
  /** Rows that change something known. */
  update: Array<PlannedRow>,
  /** Rows already known and equal. */
  unchanged: Array<PlannedRow>,
  /** Rows passed over with a reason. */
  skip: Array<RowNote>,
  /** Rows refused. */
  errors: Array<RowNote>,
  /** Rows mended, and other things to look at (hours of a lesson plan against the curriculum, Y-02). */
  warnings: Array<RowNote>,
};
export type TableSave = {
  /** One-use token of the place chosen. */
  token: string,
  /** Rows of cells, the head first. */
  rows: Array<Array<string>>,
};
export type TeacherHours = {
  /** Name. */
  teacher: string,
  /** Hours a week in hundredths. */
  hours: number,
  /** Number of groups. */
  groups: number,
};
export type TermRow = {
  /** Term id; of the whole year the id of the year's own term. */
  id: string,
  /** `I четверть`. */
  name: string,
  /** `I ч.`, `Год`. */
  short: string,
  /** First day. */
  from: string,
  /** Last day. */
  to: string,
  /** `term` or `year`. */
  cell: string,
};
export type Today = {
  /** `YYYY-MM-DD`. */
  date: string,
  /** Why there are no lessons (holiday's or day off's name), or that the day works as another. */
  note: string | null,
  /** The person's lessons of the day. */
  lessons: Array<DayLesson>,
  /** The person's earlier lessons that lack something, newest first, at most 50. */
  unfilled: Array<DayLesson>,
  /** How many there are in all. */
  unfilled_all: number,
  /** The nearest day with lessons after this one, `YYYY-MM-DD`. */
  next: string | null,
  /** The nearest day with lessons before this one. */
  previous: string | null,
};
export type Uncounted = {
  /** Text `uncounted-<code>`. */
  code: string,
  /** Arguments of the text. */
  args: { [key in string]: string },
};
export type Unlock = {
  /** Password of the user who is logged in. */
  password: SecretText,
};
export type UserInfo = {
  /** Account id. */
  id: string,
  /** Login. */
  login: string,
  /** Name to show. */
  name: string,
  /** Ids of roles (`admin`, `deputy`, `secretary`, `teacher`…), see `people::role`. */
  roles: Array<string>,
  /** Names of operations this user may call; screens show nothing else. */
  may: Array<string>,
};
export type VolumeAsk = {
  /** `registry` or the year. */
  volume: string,
};
export type VolumeCheck = {
  /** `registry` or the year. */
  volume: string,
  /** Events in the set. */
  events: number,
  /** Chains. */
  chains: number,
  /** Events waiting outside the set. */
  waiting: number,
  /** Count by fate: applied, superseded, held, void, unknown. */
  fates: { [key in string]: number },
  /** Hash of the state, names the level and, for a year, the registry heads. */
  state_hash: string,
  /** What is wrong, codes with places; empty when all is well. */
  problems: Array<string>,
};
export type WeekLesson = {
  /** 1 Monday … 7 Sunday. */
  weekday: number,
  /** Number of the lesson. */
  slot: number,
  /** Subject's short name. */
  subject: string,
  /** Teacher, surname and initials. */
  teacher: string,
};
export type WeekPlan = {
  /** Id for `week.apply`. */
  plan: string,
  /** Lessons a week placed. */
  placed: number,
  /** What could not be placed: text `gap-<code>`. */
  gaps: Array<RowNote>,
  /** Lessons of the year that follow from week and calendar. */
  lessons: number,
  /** The week of every class. */
  classes: Array<ClassWeek>,
  /** Entries that applying writes; 0: all of it stands already. */
  writes: number,
};
export type WitnessRan = {
  /** A checkpoint was written. */
  checkpoint: boolean,
  /** Edit windows that were closed. */
  windows: number,
  /** Roles, loads and permits that were ended. */
  grants: number,
};
export type WorkTypeRow = {
  /** Type id. */
  id: string,
  /** Name. */
  name: string,
  /** Short name: `КР`. */
  short: string,
  /** Weight in hundredths. */
  weight: number,
  /** Days allowed for checking. */
  days: number,
  /** Obligatory. */
  obligatory: boolean,
  /** The type a mark has when nothing is chosen. */
  usual: boolean,
};
export type WriteAgain = {
  /** Names of entries from `doubts.list`. */
  entries: Array<string>,
};

/** Every operation: its request and its response. */
export type Operations = {
  'app.state': { request: Nothing; response: AppState };
  doctor: { request: DoctorAsk; response: DoctorReport };
  check: { request: Nothing; response: JobId };
  'volumes.go_on': { request: VolumeAsk; response: Nothing };
  'job.status': { request: JobId; response: JobStatus };
  'job.cancel': { request: JobId; response: Nothing };
  'school.create': { request: SchoolCreate; response: SheetInfo };
  'school.sheet': { request: Nothing; response: SheetInfo };
  'school.sheet_save': { request: SheetSave; response: SheetPapers };
  'school.sheet_print': { request: SheetPrint; response: SheetPapers };
  'school.sheet_done': { request: Nothing; response: Nothing };
  'keys.unlock': { request: Passphrase; response: Nothing };
  'session.login': { request: Login; response: Nothing };
  'session.logout': { request: Nothing; response: Nothing };
  'session.lock': { request: Nothing; response: Nothing };
  'session.unlock': { request: Unlock; response: Nothing };
  'session.touch': { request: Nothing; response: Nothing };
  'session.change_password': { request: ChangePassword; response: Nothing };
  'session.idle': { request: IdleMinutes; response: Nothing };
  'import.pupils.plan': { request: ByToken; response: JobId };
  'import.pupils.apply': { request: ApplyPlan; response: JobId };
  'import.staff.plan': { request: ByToken; response: JobId };
  'import.staff.apply': { request: ApplyPlan; response: JobId };
  'import.curriculum.plan': { request: ByToken; response: JobId };
  'import.curriculum.apply': { request: ApplyPlan; response: JobId };
  'import.calendar.plan': { request: ByToken; response: JobId };
  'import.calendar.apply': { request: ApplyPlan; response: JobId };
  'import.bells.plan': { request: ByToken; response: JobId };
  'import.bells.apply': { request: ApplyPlan; response: JobId };
  'import.worktypes.plan': { request: ByToken; response: JobId };
  'import.worktypes.apply': { request: ApplyPlan; response: JobId };
  'import.lessons.plan': { request: LessonsFile; response: JobId };
  'import.lessons.apply': { request: ApplyPlan; response: JobId };
  'table.save': { request: TableSave; response: Nothing };
  'structure.ready': { request: Nothing; response: Ready };
  'structure.propose': { request: Nothing; response: JobId };
  'structure.apply': { request: ApplyPlan; response: JobId };
  'week.propose': { request: Nothing; response: JobId };
  'week.apply': { request: ApplyPlan; response: JobId };
  'classes.list': { request: Nothing; response: ClassList };
  'classes.pupils': { request: ByClass; response: ClassPupils };
  'classes.create': { request: ClassCreate; response: ClassRow };
  'journal.groups': { request: Nothing; response: JournalGroups };
  'journal.today': { request: DayAsk; response: Today };
  'journal.page': { request: PageAsk; response: JournalPage };
  'journal.write': { request: JournalWrite; response: JournalWritten };
  'journal.story': { request: CellRef; response: CellStory };
  'summary.sheet': { request: ByClass; response: SummarySheet };
  'summary.decide': { request: Decide; response: Nothing };
  'summary.award': { request: Award; response: Nothing };
  'print.plan': { request: PaperAsk; response: JobId };
  'print.save': { request: PaperSave; response: JobId };
  'print.send': { request: PaperSend; response: JobId };
  'print.slips': { request: SlipsSend; response: JobId };
  'printers.list': { request: Nothing; response: PrinterList };
  'archive.make': { request: ArchiveMake; response: JobId };
  'archive.verify': { request: ArchiveVerify; response: JobId };
  'accounts.list': { request: Nothing; response: AccountList };
  'accounts.create': { request: AccountCreate; response: Credentials };
  'accounts.staff': { request: Nothing; response: JobId };
  'accounts.reset': { request: ByAccount; response: Credentials };
  'accounts.close': { request: ByAccount; response: Nothing };
  'accounts.grant': { request: AccountRole; response: Nothing };
  'accounts.grant_admin': { request: GrantAdmin; response: Credentials };
  'accounts.reset_admin': { request: ResetAdmin; response: Credentials };
  'accounts.revoke': { request: AccountRole; response: Nothing };
  'accounts.compromised': { request: CompromisedAccount; response: Compromised };
  'admins.remove': { request: RemoveAdmin; response: Nothing };
  'devices.list': { request: Nothing; response: DeviceList };
  'devices.by_sheet': { request: BySheet; response: DeviceList };
  'root.state': { request: Nothing; response: RootState };
  'root.plan': { request: RotationAsk; response: RotationPlan };
  'root.sheet_save': { request: RotationSave; response: SheetPapers };
  'root.sheet_print': { request: RotationPrint; response: SheetPapers };
  'root.rotate': { request: ByRotation; response: Nothing };
  'root.cancel': { request: ByRotation; response: Nothing };
  'sheets.files': { request: Nothing; response: SheetFiles };
  'sheets.delete': { request: SheetFilesDelete; response: SheetFiles };
  'root.settle': { request: RootSettle; response: RootSettled };
  'doubts.list': { request: DoubtsAsk; response: DoubtList };
  'doubts.write_again': { request: WriteAgain; response: DoubtsAgain };
  'law.opened': { request: Nothing; response: Opened };
  'law.again': { request: LawAgain; response: Nothing };
  'law.log': { request: LawLogPage; response: LawRows };
  'law.news': { request: Nothing; response: LawRows };
  'law.seen': { request: LawSeen; response: Nothing };
  'quarantine.list': { request: Nothing; response: LateList };
  'quarantine.admit': { request: LetIn; response: Nothing };
  'roles.list': { request: Nothing; response: RoleList };
  'destruction.propose': { request: DestructionPropose; response: ActEntry };
  'destruction.confirm': { request: DestructionConfirm; response: ActEntry };
  'destruction.spare': { request: DestructionSpare; response: Nothing };
  'destruction.finish': { request: ByYear; response: Nothing };
  'destruction.list': { request: Nothing; response: DestructionList };
  'destruction.years': { request: Nothing; response: DestructionYears };
  'persons.erase': { request: PersonErase; response: Nothing };
  'persons.spare': { request: PersonSpare; response: Nothing };
  'persons.erasures': { request: Nothing; response: ErasureList };
  'witness.run': { request: Nothing; response: WitnessRan };
  'settings.list': { request: Nothing; response: Settings };
  'settings.set': { request: Setting; response: Nothing };
  'log.page': { request: LogPage; response: LogRows };
};

/** Operations that write. */
export const WRITES: ReadonlySet<keyof Operations> = new Set([
  'volumes.go_on',
  'school.create',
  'school.sheet_save',
  'school.sheet_done',
  'session.change_password',
  'session.idle',
  'import.pupils.apply',
  'import.staff.apply',
  'import.curriculum.apply',
  'import.calendar.apply',
  'import.bells.apply',
  'import.worktypes.apply',
  'import.lessons.apply',
  'table.save',
  'structure.apply',
  'week.apply',
  'classes.create',
  'journal.write',
  'summary.decide',
  'summary.award',
  'print.save',
  'archive.make',
  'accounts.create',
  'accounts.staff',
  'accounts.reset',
  'accounts.close',
  'accounts.grant',
  'accounts.grant_admin',
  'accounts.reset_admin',
  'accounts.revoke',
  'accounts.compromised',
  'admins.remove',
  'root.sheet_save',
  'root.rotate',
  'sheets.delete',
  'root.settle',
  'doubts.write_again',
  'law.again',
  'law.seen',
  'quarantine.admit',
  'destruction.propose',
  'destruction.confirm',
  'destruction.spare',
  'destruction.finish',
  'persons.erase',
  'persons.spare',
  'witness.run',
  'settings.set',
] as const);
