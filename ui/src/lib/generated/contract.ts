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
};
export type ApplyPlan = {
  /** Plan id. */
  plan: string,
};
export type ByAccount = {
  /** Account id. */
  id: string,
};
export type ByClass = {
  /** Class id. */
  class: string,
};
export type ByToken = {
  /** Token from a dialog or a drop. */
  token: string,
};
export type ChangePassword = {
  /** The password in force. */
  old: string,
  /** The new one: at least 10 characters, 14 for admin and deputy, not a common one. */
  new: string,
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
export type ColumnUse = {
  /** Header as written. */
  header: string,
  /** Field it feeds (`surname`, `full_name`, `birth`…), empty when passed over. */
  field: string,
  /** First values of the column, at most 5. */
  samples: Array<string>,
};
export type Credentials = {
  /** Account id. */
  id: string,
  /** Login. */
  login: string,
  /** Temporary password; it must be replaced at the first login. */
  password: string,
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
  /** The full check, when the journal could be opened. */
  check: CheckReport | null,
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
  /** What was looked at: `home`, `keys`, `space`, `clock`, `integrity`, `interrupted`. */
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
  sheet: string,
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
  password: string,
};
export type Nothing = Record<string, never>;
export type Passphrase = {
  /** Passphrase of the key file. */
  passphrase: string,
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
export type ResetAdmin = {
  /** Login of the administrator. */
  login: string,
  /** The groups of the recovery sheet as typed. */
  sheet: string,
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
  admin_password: string,
  /** `keyring` or `file`. */
  keys: string,
  /** Passphrase of the key file, required with `file`. */
  keys_passphrase: string | null,
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
export type SheetInfo = {
  /** Fingerprint in groups of four. */
  fingerprint: string,
  /** The seed as groups of characters, in the order of the sheet, with check groups. */
  groups: Array<string>,
  /** True after `school.sheet_save` succeeded at least once. */
  saved: boolean,
};
export type Stage = "empty" | "keys_locked" | "sheet" | "login" | "locked" | "must_change_password" | "ready";
export type Unlock = {
  /** Password of the user who is logged in. */
  password: string,
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

/** Every operation: its request and its response. */
export type Operations = {
  'app.state': { request: Nothing; response: AppState };
  doctor: { request: Nothing; response: DoctorReport };
  check: { request: Nothing; response: JobId };
  'job.status': { request: JobId; response: JobStatus };
  'job.cancel': { request: JobId; response: Nothing };
  'school.create': { request: SchoolCreate; response: SheetInfo };
  'school.sheet': { request: Nothing; response: SheetInfo };
  'school.sheet_save': { request: ByToken; response: Nothing };
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
  'classes.list': { request: Nothing; response: ClassList };
  'classes.pupils': { request: ByClass; response: ClassPupils };
  'classes.create': { request: ClassCreate; response: ClassRow };
  'accounts.list': { request: Nothing; response: AccountList };
  'accounts.create': { request: AccountCreate; response: Credentials };
  'accounts.reset': { request: ByAccount; response: Credentials };
  'accounts.close': { request: ByAccount; response: Nothing };
  'accounts.grant': { request: AccountRole; response: Nothing };
  'accounts.grant_admin': { request: GrantAdmin; response: Nothing };
  'accounts.reset_admin': { request: ResetAdmin; response: Credentials };
  'accounts.revoke': { request: AccountRole; response: Nothing };
  'roles.list': { request: Nothing; response: RoleList };
  'settings.list': { request: Nothing; response: Settings };
  'settings.set': { request: Setting; response: Nothing };
  'log.page': { request: LogPage; response: LogRows };
};

/** Operations that write. */
export const WRITES: ReadonlySet<keyof Operations> = new Set([
  'school.create',
  'school.sheet_save',
  'school.sheet_done',
  'session.change_password',
  'session.idle',
  'import.pupils.apply',
  'classes.create',
  'accounts.create',
  'accounts.reset',
  'accounts.close',
  'accounts.grant',
  'accounts.grant_admin',
  'accounts.reset_admin',
  'accounts.revoke',
  'settings.set',
] as const);
