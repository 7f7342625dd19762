// Mirror of src/api/types.rs: the one place the window takes the contract's shapes from.

export type Nothing = Record<string, never>;
export type Stage = 'empty' | 'keys_locked' | 'sheet' | 'login' | 'locked' | 'must_change_password' | 'ready';
export type SchoolInfo = { name: string; year: number; profile: string; fingerprint: string };
export type UserInfo = { id: string; login: string; name: string; roles: string[]; may: string[] };
export type AppState = {
  stage: Stage;
  school: SchoolInfo | null;
  user: UserInfo | null;
  version: string;
  today: string;
  idle_minutes: number;
  demo_logins: string[];
};
export type SchoolCreate = {
  name: string;
  profile: string;
  year: number;
  zone: string | null;
  admin_login: string;
  admin_name: string;
  admin_password: string;
  keys: string;
  keys_passphrase: string | null;
};
export type SheetInfo = { fingerprint: string; groups: string[]; saved: boolean };
export type FileToken = { token: string; name: string };
export type ByToken = { token: string };
export type Passphrase = { passphrase: string };
export type Login = { login: string; password: string };
export type Unlock = { password: string };
export type ChangePassword = { old: string; new: string };
export type JobId = { job: string };
export type ErrorInfo = { code: string; args: { [key in string]?: string } };
export type JobStatus = {
  job: string;
  state: string;
  stage: string;
  done: number;
  total: number;
  result: unknown;
  error: ErrorInfo | null;
};
export type RowNote = { sheet: string; row: number; column: string; value: string; code: string; message: string };
export type ColumnUse = { header: string; field: string; samples: string[] };
export type PlannedPupil = { sheet: string; row: number; name: string; birth: string; class: string; changes: string[] };
export type PupilsPlan = {
  plan: string;
  file: string;
  format: string;
  columns: ColumnUse[];
  create: PlannedPupil[];
  update: PlannedPupil[];
  unchanged: PlannedPupil[];
  skip: RowNote[];
  errors: RowNote[];
  warnings: RowNote[];
  new_classes: string[];
};
export type ApplyPlan = { plan: string };
export type PupilsApplied = {
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  errors: number;
  classes: number;
  events: number;
};
export type ClassRow = { id: string; name: string; grade: number; letter: string; pupils: number };
export type ClassList = { classes: ClassRow[]; pupils: number };
export type ByClass = { class: string };
export type PupilRow = {
  id: string;
  surname: string;
  given: string;
  patronymic: string;
  birth: string | null;
  sex: string | null;
  snils: string | null;
  address: string | null;
  order: string | null;
};
export type ClassPupils = { class: ClassRow; pupils: PupilRow[] };
export type LogPage = { volume: string; before: string | null; limit: number };
export type LogRow = {
  at: string;
  time: string;
  clamped: boolean;
  author: string;
  device: string;
  kind: string;
  subject: string;
  value: string;
  fate: string;
};
export type LogRows = { rows: LogRow[]; next: string | null };
export type AccountRow = { id: string; login: string; name: string; roles: string[]; state: string };
export type AccountList = { accounts: AccountRow[] };
export type AccountCreate = { login: string; name: string; roles: string[] };
export type Credentials = { id: string; login: string; password: string };
export type ByAccount = { id: string };
export type AccountRole = { id: string; role: string; from?: string; to?: string; classes?: string[] };
export type GrantAdmin = { id: string; sheet: string };
export type RoleRow = { id: string; name: string; permissions: string[]; password_chars: number; ends: boolean };
export type IdleMinutes = { minutes: number };
export type RoleList = { roles: RoleRow[] };
export type VolumeCheck = {
  volume: string;
  events: number;
  chains: number;
  waiting: number;
  fates: { [key in string]?: number };
  state_hash: string;
  problems: string[];
};
export type CheckReport = { ok: boolean; volumes: VolumeCheck[] };

/** Every operation: its request and its response. */
export type Operations = {
  'app.state': { request: Nothing; response: AppState };
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
  'session.idle': { request: IdleMinutes; response: Nothing };
  'session.change_password': { request: ChangePassword; response: Nothing };
  'import.pupils.plan': { request: ByToken; response: JobId };
  'import.pupils.apply': { request: ApplyPlan; response: JobId };
  'job.status': { request: JobId; response: JobStatus };
  'job.cancel': { request: JobId; response: Nothing };
  'classes.list': { request: Nothing; response: ClassList };
  'classes.pupils': { request: ByClass; response: ClassPupils };
  'accounts.list': { request: Nothing; response: AccountList };
  'accounts.create': { request: AccountCreate; response: Credentials };
  'accounts.reset': { request: ByAccount; response: Credentials };
  'accounts.close': { request: ByAccount; response: Nothing };
  'accounts.grant': { request: AccountRole; response: Nothing };
  'accounts.grant_admin': { request: GrantAdmin; response: Nothing };
  'accounts.revoke': { request: AccountRole; response: Nothing };
  'roles.list': { request: Nothing; response: RoleList };
  'log.page': { request: LogPage; response: LogRows };
  check: { request: Nothing; response: JobId };
};

/** Operations that write. */
export const WRITES: ReadonlySet<keyof Operations> = new Set([
  'school.create',
  'school.sheet_save',
  'school.sheet_done',
  'session.change_password',
  'session.idle',
  'import.pupils.apply',
  'accounts.create',
  'accounts.reset',
  'accounts.close',
  'accounts.grant',
  'accounts.grant_admin',
  'accounts.revoke',
] as const);
