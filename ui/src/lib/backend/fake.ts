// A core of paper for tests of the window: the contract's answers without its work. Never part of the program.
import type { AccountRow, AppState, FileToken, Finding, JobStatus, Operations, Stage, VolumeCheck } from '../generated/contract';
import { accounts, classes, log, plan, pupils } from './fake-data';
import { FakeJournal, JOURNAL, JOURNAL_MAY, type JournalOptions } from './fake-journal';
import { LAW, LAW_MAY, lawHandlers, quarantined, type LawOptions } from './fake-law';
import { OFFICE, OFFICE_FILES, OFFICE_MAY, officeHandlers, paperPage, type OfficeOptions } from './fake-office';
import { PRINT, PRINT_MAY, printHandlers, sheetFiles, type PrintOptions } from './fake-print';
import { Refusal, type Backend, type PickKind, type SaveKind, type Stop } from './types';

const ALL_MAY = [
  'import.pupils.plan', 'import.pupils.apply', 'job.status', 'job.cancel', 'classes.list', 'classes.pupils', 'classes.create', 'accounts.list', 'accounts.create',
  'accounts.reset', 'accounts.close', 'accounts.grant', 'accounts.grant_admin', 'accounts.revoke', 'session.idle', 'roles.list', 'log.page', 'check', 'volumes.go_on', 'session.change_password',
  ...OFFICE_MAY,
  ...JOURNAL_MAY,
  ...LAW_MAY,
  ...PRINT_MAY,
];
const ROLES = ['admin', 'director', 'deputy', 'head-of-studies', 'secretary', 'teacher', 'homeroom', 'dispatcher', 'psychologist', 'nurse', 'organiser', 'additional-education', 'personnel', 'methodist', 'inspector', 'coordinator'];
const STRONG = new Set(['admin', 'director', 'deputy', 'head-of-studies']);
const ENDING = new Set(['inspector', 'coordinator']);
const GROUPS = ['K7QXA', 'M2PWB', 'ZT4HC', 'Q6LUD', 'RYJ3E', 'N5XKF', 'WB7SG', 'HC2OH', 'TP6VI', 'AE4NJ', 'UD3ZK', 'GL5RL', 'YF7MM', 'X4PQN'];
const WHO: Record<string, string> = { direktor: 'директор', zavuch: 'заместитель директора', ivanova: 'учитель математики, классный руководитель 5А', sekretar: 'секретарь' };
/** A year that is an older copy, and one whose file is gone. */
const DAMAGED: VolumeCheck[] = [
  { volume: '2025', events: 90, chains: 1, waiting: 0, fates: { applied: 90 }, state_hash: 'b3:09c2f7d1a4b86655ee10932271aa90cd', problems: ['volume-older 12'] },
  { volume: '2024', events: 0, chains: 0, waiting: 0, fates: {}, state_hash: '', problems: ['volume-missing'] },
];
const WRONG: Finding[] = [
  { area: 'volumes', ok: false, code: 'volume-older', args: { volume: '2025', count: '12' } },
  { area: 'volumes', ok: false, code: 'volume-missing', args: { volume: '2024' } },
  { area: 'clock', ok: false, code: 'clock-back', args: { days: '3' } },
];
const WELL: Finding[] = ['volumes', 'clock'].map((area) => ({ area, ok: true, code: area, args: {} }));
const findings = (damaged: boolean): Finding[] => [{ area: 'space', ok: true, code: 'space', args: { mb: '51200' } }, ...(damaged ? WRONG : WELL)];

export const PASSWORD = 'correct horse battery';

export type FakeOptions = OfficeOptions &
  LawOptions &
  PrintOptions &
  JournalOptions & { stage: Stage; published: boolean; may: string[]; roles: string[]; filled: boolean; idle: number; demo: string[]; jobSteps: number; damaged: boolean };
type Handlers = { [K in keyof Operations]?: (request: Operations[K]['request']) => Operations[K]['response'] };

export class FakeBackend implements Backend {
  readonly calls: { name: string; request: unknown }[] = [];
  /** The next call of an operation is refused with this. */
  readonly refuse = new Map<keyof Operations, Refusal>();
  /** What the next dialog answers. */
  picked: FileToken | null = { token: 'T1', name: 'контингент-школа.xlsx' };
  options: FakeOptions;
  readonly journal: FakeJournal;
  #school: AppState['school'];
  #accounts: AccountRow[] = accounts();
  #filled: boolean;
  #drops = new Set<(file: FileToken) => void>();
  #hovers = new Set<(over: boolean) => void>();
  #changes = new Set<(touched: string[]) => void>();
  #job: { status: JobStatus; finish: () => unknown } | null = null;
  #print = printHandlers({ start: (stage, total, finish) => this.#start(stage, total, finish), options: () => this.options });

  constructor(options: Partial<FakeOptions> = {}) {
    this.options = { stage: 'ready', published: false, may: ALL_MAY, roles: ['admin', 'deputy'], filled: true, idle: 15, demo: [], jobSteps: 4, damaged: false, ...OFFICE, ...JOURNAL, ...LAW, ...PRINT, ...options };
    this.journal = new FakeJournal(this.options);
    Object.assign(this.#handlers, this.journal.handlers);
    this.#filled = this.options.filled;
    this.#school = this.options.stage === 'empty' ? null : { name: 'МБОУ «Заречная СОШ»', year: 2026, profile: 'eljur', fingerprint: 'K7QX-M2PW-ZT4H-Q6LU' };
  }

  async call<K extends keyof Operations>(name: K, request: Operations[K]['request']): Promise<Operations[K]['response']> {
    this.calls.push({ name, request });
    await Promise.resolve();
    const refusal = this.refuse.get(name);
    this.refuse.delete(name);
    if (refusal) throw refusal;
    const handler = this.#handlers[name];
    if (!handler) throw new Refusal('unknown-operation', { name });
    return handler(request);
  }

  /** From a page that has no `Refusal` at hand. */
  refuseNext(name: keyof Operations, code: string, args: Record<string, string>): void {
    this.refuse.set(name, new Refusal(code, args));
  }

  async pickFile(kind: PickKind): Promise<FileToken | null> {
    return this.picked && { ...this.picked, name: OFFICE_FILES[kind] ?? this.picked.name };
  }

  async pickSave(_kind: SaveKind, name: string): Promise<FileToken | null> {
    return this.picked && { ...this.picked, name };
  }

  async paperPage(_paper: string, page: number): Promise<string> {
    const asked = this.calls.findLast(({ name }) => name === 'print.plan')?.request as { what: string } | undefined;
    return paperPage(page, asked?.what === 'summary');
  }

  drop(file: FileToken): void {
    this.#drops.forEach((take) => take(file));
  }

  hover(over: boolean): void {
    this.#hovers.forEach((take) => take(over));
  }

  change(...touched: string[]): void {
    this.#changes.forEach((take) => take(touched));
  }

  onDropped = (drop: (file: FileToken) => void): Stop => this.#add(this.#drops, drop);
  onHover = (hover: (over: boolean) => void): Stop => this.#add(this.#hovers, hover);
  onChanged = (changed: (touched: string[]) => void): Stop => this.#add(this.#changes, changed);

  #add<T>(set: Set<T>, item: T): Stop {
    set.add(item);
    return () => void set.delete(item);
  }

  #start(stage: string, total: number, finish: () => unknown): { job: string } {
    this.#job = { status: { job: 'J1', state: 'running', stage, done: 0, total, result: null, error: null }, finish };
    return { job: 'J1' };
  }

  #step(): JobStatus {
    const job = this.#job;
    if (!job) throw new Refusal('job-unknown');
    if (job.status.state !== 'running') return job.status;
    const done = Math.min(job.status.total, job.status.done + Math.ceil(job.status.total / this.options.jobSteps));
    const ended = done === job.status.total && this.options.jobSteps !== Infinity;
    job.status = { ...job.status, done: this.options.jobSteps === Infinity ? Math.ceil(job.status.total * 0.4) : done, state: ended ? 'done' : 'running', result: ended ? job.finish() : null };
    return job.status;
  }

  #enter(password: string, wrong: string): Record<string, never> {
    if (password !== PASSWORD) throw new Refusal(wrong);
    this.options.stage = 'ready';
    return {};
  }

  #account(id: string): AccountRow {
    const found = this.#accounts.find((row) => row.id === id);
    if (!found) throw new Refusal('account-unknown');
    return found;
  }

  #put(row: AccountRow): Record<string, never> {
    this.#accounts = this.#accounts.map((other) => (other.id === row.id ? row : other));
    return {};
  }

  #stage(stage: Stage): Record<string, never> {
    this.options.stage = stage;
    return {};
  }

  #handlers: Handlers = {
    ...officeHandlers({ start: (stage, total, finish) => this.#start(stage, total, finish), options: () => this.options }),
    ...lawHandlers(() => this.options),
    ...this.#print.handlers,
    'app.state': () => ({
      ...(this.options.stage === 'ready' ? { ...quarantined(this.options), ...sheetFiles(this.options) } : {}),
      ...(this.options.damaged ? { warnings: findings(true).filter(({ ok }) => !ok) } : {}),
      stage: this.options.stage,
      school: this.#school,
      user: ['ready', 'locked', 'must_change_password'].includes(this.options.stage) ? { id: 'U1', login: 'ivanova', name: 'Иванова Мария Петровна', roles: this.options.roles, may: this.options.may } : null,
      version: '0.1.0',
      today: this.options.day,
      idle_minutes: this.options.idle,
      demo_logins: this.options.demo,
      published: this.options.published,
      demo: this.options.demo.length > 0 ? { day: '2027-05-20', password: 'zarechnaya-2027', who: this.options.demo.map((login) => WHO[login] ?? '') } : null,
    }),
    'school.create': (request) => {
      this.#school = { name: request.name, year: request.year, profile: request.profile, fingerprint: 'K7QX-M2PW-ZT4H-Q6LU' };
      this.#filled = false;
      this.options.stage = 'sheet';
      return { fingerprint: 'K7QX-M2PW-ZT4H-Q6LU', groups: GROUPS, papers: this.#print.papers() };
    },
    'school.sheet': () => ({ fingerprint: 'K7QX-M2PW-ZT4H-Q6LU', groups: GROUPS, papers: this.#print.papers() }),
    'school.sheet_done': () => this.#stage('login'),
    'keys.unlock': () => this.#stage('login'),
    'session.login': ({ password }) => this.#enter(password, 'login-wrong'),
    'session.logout': () => this.#stage('login'),
    'session.lock': () => this.#stage('locked'),
    'session.unlock': ({ password }) => this.#enter(password, 'password-wrong'),
    'session.touch': () => ({}),
    'session.idle': ({ minutes }) => {
      this.options.idle = minutes;
      return {};
    },
    'session.change_password': () => this.#stage('ready'),
    'import.pupils.plan': () => this.#start('stage-reading', 765, () => plan(this.picked?.name ?? '', this.#filled)),
    'import.pupils.apply': () =>
      this.#start('stage-writing', 745, () => {
        const made = this.#filled ? 0 : 742;
        this.#filled = true;
        return { created: made, updated: 3, unchanged: 12, skipped: 2, errors: 3, classes: made > 0 ? 30 : 0, events: made * 6 };
      }),
    'job.status': () => this.#step(),
    'job.cancel': () => {
      if (this.#job) this.#job.status = { ...this.#job.status, state: 'cancelled' };
      return {};
    },
    'classes.list': () => (this.#filled ? { classes: classes(), pupils: classes().reduce((sum, klass) => sum + klass.pupils, 0) } : { classes: [], pupils: 0 }),
    'classes.create': ({ grade, letter }) => ({ id: `C${grade}${letter}`, name: `${grade}${letter}`, grade, letter, pupils: 0 }),
    'classes.pupils': ({ class: id }) => {
      const klass = classes().find((row) => row.id === id);
      if (!klass) throw new Refusal('class-unknown');
      return { class: klass, pupils: pupils(klass) };
    },
    'accounts.list': () => ({ accounts: this.#accounts }),
    'accounts.create': ({ login, name, roles }) => {
      const row = { id: `U${this.#accounts.length + 1}`, login, name, roles, state: 'temporary' };
      this.#accounts = [...this.#accounts, row];
      return { id: row.id, login, password: 'kuzov-lampa-73-more' };
    },
    'accounts.reset': ({ id }) => {
      this.#put({ ...this.#account(id), state: 'temporary' });
      return { id, login: this.#account(id).login, password: 'veter-sosna-41-klen' };
    },
    'accounts.close': ({ id }) => this.#put({ ...this.#account(id), state: 'closed' }),
    'accounts.grant': ({ id, role }) => this.#put({ ...this.#account(id), roles: [...this.#account(id).roles, role] }),
    'accounts.grant_admin': ({ id }) => {
      this.#put({ ...this.#account(id), roles: ['admin', ...this.#account(id).roles], state: 'temporary' });
      return { id, login: this.#account(id).login, password: 'grom-zaliv-19-buk' };
    },
    'accounts.reset_admin': ({ login }) => ({ id: 'U2', login, password: 'more-kedr-64-svet' }),
    'accounts.revoke': ({ id, role }) => this.#put({ ...this.#account(id), roles: this.#account(id).roles.filter((held) => held !== role) }),
    'roles.list': () => ({ roles: ROLES.map((id) => ({ id, name: id, permissions: [], password_chars: STRONG.has(id) ? 14 : 10, ends: ENDING.has(id) })) }),
    'log.page': ({ volume, before, limit }) => {
      const all = log(volume, volume === 'registry' ? 12 : 250);
      const from = before === null ? 0 : Number(before);
      const next = from + limit < all.length ? String(from + limit) : null;
      return { rows: all.slice(from, from + limit), next };
    },
    doctor: () => ({ ok: !this.options.damaged, version: '0.1.0', level: 1, system: 'linux x86_64', findings: findings(this.options.damaged), check: null }),
    'volumes.go_on': () => ({}),
    check: () =>
      this.#start('stage-check-chains', 2, () => ({
        ok: !this.options.damaged,
        volumes: [
          { volume: 'registry', events: 812, chains: 1, waiting: 0, fates: { applied: 800, superseded: 12 }, state_hash: 'b3:6f1a0c55e2d94b7788aa31c0ffee1234', problems: this.options.damaged ? ['hash-differs 2/00d1a4b86655ee10/412'] : [] },
          { volume: '2026', events: 4531, chains: 3, waiting: 2, fates: { applied: 4500, superseded: 29, held: 2 }, state_hash: 'b3:09c2f7d1a4b86655ee10932271aa90cd', problems: [] },
          ...(this.options.damaged ? DAMAGED : []),
        ],
      })),
  };
}
