// The law's part of the core of paper: the sheet, computers, doubts of hand, destruction. Never part of the program.
import type { DestructionFile, DestructionRow, DestructionYear, DeviceRow, DoubtRow, ErasureRow, LateRow, LawRow, LogRow, OpenedCut, Operations, QuarantineRow, RootAct, RootRow } from '../generated/contract';
import { Refusal } from './types';

type Handlers = { [K in keyof Operations]?: (request: Operations[K]['request']) => Operations[K]['response'] };
export type LawOptions = {
  /** Entries that name the person and are held. */
  doubts: number;
  /** A mixture of reasons, not the former password alone. */
  mixed: boolean;
  /** Everybody's entries, for administrators. */
  others: number;
  opened: number;
  /** Computers that sent more than a day takes in. */
  late: number;
  /** Another body of the root is known. */
  alarm: boolean;
  devices: number;
  destruction: 'none' | 'proposed' | 'own' | 'confirmed' | 'running' | 'passed' | 'gone' | 'all';
  erasures: boolean;
  /** Acts about the person that have not been confirmed. */
  news: number;
  /** No year may be destroyed yet. */
  young: boolean;
};
export const LAW: LawOptions = { doubts: 0, mixed: false, others: 0, opened: 0, late: 0, alarm: false, devices: 5, destruction: 'none', erasures: false, news: 0, young: false };
export const LAW_MAY: (keyof Operations)[] = [
  'accounts.reset_admin', 'accounts.compromised', 'admins.remove', 'devices.list', 'root.state', 'root.plan', 'root.sheet_save', 'root.rotate', 'root.cancel', 'doubts.list', 'doubts.write_again',
  'law.opened', 'law.again', 'law.log', 'law.news', 'law.seen', 'quarantine.list', 'quarantine.admit', 'root.settle', 'destruction.years', 'destruction.list', 'destruction.propose', 'destruction.confirm', 'destruction.spare', 'destruction.finish', 'persons.erase', 'persons.spare', 'persons.erasures',
];
/** Groups that this core takes for the present sheet, and for the sealed one. */
export const SHEET = 'K7QXA M2PWB ZT4HC Q6LUD';
/** The document of root 2 that the school did not make, or made second. */
export const OTHER_DOCUMENT = 'GL5R UD3Z K7QX RYJ3';
export const SEALED = 'AE4NJ UD3ZK GL5RL YF7MM';
const ME = 'Иванова Мария Петровна';
const OTHER = 'Кузьмина Ольга Сергеевна';

const COMPUTERS: [string, string[], boolean][] = [
  ['Канцелярия', ['journal', 'office', 'stamp'], true], ['Учительская', ['journal'], false], ['Сервер в приёмной', ['witness'], true], ['Ноутбук завуча', ['journal', 'office'], false], ['Кабинет 12', ['journal'], false],
];
const devices = (count: number): DeviceRow[] =>
  COMPUTERS.slice(0, count).map(([name, capabilities, by_root], at) => ({ id: `D${at}`, name, capabilities, by_root, cut: at === 4, this: at === 0 }));

const ACTS: RootAct[] = [
  { number: 1, time: '2026-08-25T06:30:00Z', kind: 'kind-device', subject: 'Канцелярия' },
  { number: 1, time: '2026-08-25T06:31:00Z', kind: 'kind-admin', subject: ME },
  { number: 1, time: '2026-09-02T09:10:00Z', kind: 'kind-device', subject: 'Сервер в приёмной' },
];
const FALLS: RootAct[] = [{ number: 1, time: '2027-05-18T11:00:00Z', kind: 'kind-user-key', subject: 'Филатова Нина Константиновна' }];

const WHYS = ['doubt-key-replaced', 'doubt-key-replaced', 'doubt-after-gap', 'doubt-two-changes', 'doubt-device-unknown'];
function doubt(at: number, mixed: boolean, author: string): DoubtRow {
  const law = mixed && at % 7 === 6;
  const day = new Date(Date.UTC(2027, 4, 12, 7, 5) + at * 3_420_000).toISOString();
  const row: LogRow = {
    at: String(at), time: day, clamped: false, author, device: at % 3 === 2 ? 'Ноутбук завуча' : 'Учительская',
    kind: law ? 'kind-cut' : at % 4 === 3 ? 'kind-topic' : 'kind-mark',
    subject: law ? 'Журнал 5А Математика' : at % 4 === 3 ? '5А Математика · 12.05.2027' : `Агафонова Полина Ивановна · 5А Математика · ${12 + (at % 9)}.05.2027`,
    value: law ? '' : at % 4 === 3 ? 'Среднее арифметическое' : String((at % 4) + 2), fate: 'held',
  };
  return { entry: `E${at}`, volume: '2026', mine: author === ME, why: mixed ? (WHYS[at % WHYS.length] as string) : 'doubt-key-replaced', again: !law, shown: at % 2 === 0 ? '' : '4', row };
}

const LATE: LateRow[] = [
  { device: 'D2', name: 'Кабинет 12', events: 240_512, bytes: 19_400_000, since: '2027-05-18', until: '2027-05-22' },
  { device: 'D3', name: 'Ноутбук завуча', events: 1_204, bytes: 96_300, since: '2027-05-20', until: '2027-05-21' },
  { device: 'D4', name: '', events: 87, bytes: 7_100, since: '2027-04-02', until: null },
];

const OPENED: OpenedCut[] = [
  { entry: 'O1', again: true, volume: '2026', why: 'doubt-key-replaced', row: { at: '31', time: '2027-03-27T08:12:00Z', clamped: false, author: ME, device: 'Ноутбук завуча', kind: 'kind-cut', subject: '5А Математика, III четверть', value: '', fate: 'held' } },
  { entry: 'O2', again: true, volume: 'registry', why: 'doubt-key-unknown', row: { at: '77', time: '2027-04-02T13:40:00Z', clamped: false, author: OTHER, device: 'Канцелярия', kind: 'kind-cut', subject: 'Сидорова Анна Викторовна', value: '', fate: 'held' } },
];

const act = (entry: string, year: number, number: string, date: string, signed_by: string, confirms: string | null = null, spared = false): DestructionRow => ({ entry, year, act: number, date, files: [], signed_by, confirms, spared });
const kept = (year: number, number: string, days: number, dates: number, state = 'quarantined'): QuarantineRow => ({ year, state, act: number, signed_by: [OTHER, ''], days, dates, wanted: 30 });
function destruction(how: LawOptions['destruction']): { acts: DestructionRow[]; quarantine: QuarantineRow[] } {
  const pair = [act('A1', 2019, '3-ун', '2027-04-30', OTHER), act('A2', 2019, '3-ун', '2027-05-03', '', 'A1')];
  if (how === 'none') return { acts: [], quarantine: [] };
  if (how === 'proposed') return { acts: [act('A1', 2019, '3-ун', '2027-04-30', OTHER)], quarantine: [] };
  if (how === 'own') return { acts: [act('A1', 2019, '3-ун', '2027-04-30', ME)], quarantine: [] };
  if (how === 'confirmed') return { acts: pair, quarantine: [] };
  if (how === 'running') return { acts: pair, quarantine: [kept(2019, '3-ун', 12, 14)] };
  if (how === 'passed') return { acts: pair, quarantine: [kept(2019, '3-ун', 0, 31)] };
  if (how === 'gone') return { acts: pair, quarantine: [kept(2019, '3-ун', 30, 30, 'gone')] };
  return {
    acts: [...pair, act('B1', 2020, '4-ун', '2027-05-14', OTHER), act('C1', 2018, '2-ун', '2026-03-02', ME), act('C2', 2018, '2-ун', '2026-03-03', OTHER, 'C1'), act('F1', 2017, '1-ун', '2025-12-20', OTHER, null, true)],
    quarantine: [kept(2019, '3-ун', 12, 14), kept(2018, '2-ун', 30, 41, 'gone')],
  };
}

const ERASURES: ErasureRow[] = [
  { person: 'P1', name: 'Агафонова Полина Ивановна', basis: 'Отзыв согласия № 12 от 14.05.2027', date: '2027-05-16', signed_by: OTHER, spared: false, days: 3, wanted: 7, here: true },
  { person: 'P2', name: 'Белоусов Артём Сергеевич', basis: 'Отзыв согласия № 9 от 11.04.2027', date: '2027-04-12', signed_by: OTHER, spared: false, days: 7, wanted: 7, here: false },
  { person: 'P3', name: 'Васильева Ксения Алексеевна', basis: 'По ошибке', date: '2027-03-01', signed_by: OTHER, spared: true, days: 2, wanted: 7, here: true },
];

const lawAct = (at: number, what: string, whom: string, more: Partial<LawRow> = {}): LawRow => ({
  entry: `L${at}`, time: new Date(Date.UTC(2027, 4, 19, 6, 40) - at * 90_000_000).toISOString(), clamped: false, who: OTHER, sheet: null, device: 'Канцелярия', what, whom, detail: '', fate: 'effective', mine: whom === ME, ...more,
});
const SHEETED = { who: '', sheet: 1, device: '' };
const PETROV = 'Петров Сергей Андреевич';
/** What was done to the person. */
const NEWS: LawRow[] = [
  lawAct(0, 'password', ME),
  lawAct(1, 'role', ME, { detail: 'deputy', fate: 'held' }),
  lawAct(2, 'admin', ME, SHEETED),
  lawAct(3, 'role-ended', ME, { detail: 'teacher', who: ME, device: 'Ноутбук завуча' }),
];
const LAW_ACTS: LawRow[] = [
  ...NEWS,
  lawAct(4, 'destruction-confirmed', '2019/20', { detail: '3-ун', ...SHEETED }),
  lawAct(5, 'destruction', '2019/20', { detail: '3-ун' }),
  lawAct(6, 'erasure', ''),
  lawAct(7, 'root', '', { detail: '2', ...SHEETED, sheet: 2 }),
  lawAct(8, 'passwords-void', PETROV, { who: ME }),
  lawAct(9, 'computer-cut', 'Кабинет 12', SHEETED),
  lawAct(10, 'admin-removed', 'Филатова Нина Константиновна', SHEETED),
  lawAct(11, 'password', 'Филатова Нина Константиновна', { fate: 'void', clamped: true }),
  ...Array.from({ length: 12 }, (_, at) => lawAct(12 + at, at % 2 === 0 ? 'password-first' : 'role', `Учитель ${at + 1} Фамилия Отчество`, { detail: at % 2 === 0 ? '' : 'teacher' })),
];

const YEARS: DestructionYear[] = [
  { year: 2026, state: 'present', closed: null, free: null },
  { year: 2025, state: 'open', closed: null, free: null },
  { year: 2024, state: 'young', closed: '2025-06-20', free: '2051-01-01' },
  { year: 2020, state: 'held', closed: '2021-06-21', free: '2027-01-01' },
  { year: 2019, state: 'ready', closed: '2020-06-19', free: '2026-01-01' },
  { year: 2018, state: 'ready', closed: '2019-06-20', free: '2025-01-01' },
  { year: 2017, state: 'elsewhere', closed: null, free: null },
];
const FILES: DestructionFile[] = [
  { id: 'F1', index: '01-12', title: 'Классные журналы 2018/19', state: 'ready', free: '2025-01-01' },
  { id: 'F2', index: '01-13', title: 'Классные журналы 2019/20', state: 'ready', free: '2026-01-01' },
  { id: 'F3', index: '01-20', title: 'Сводные ведомости', state: 'young', free: '2051-01-01' },
];

const bare = (sheet: string) => sheet.replace(/[\s-]/gu, '').toUpperCase();
/** A sheet that is not the present one is refused as the core does. */
function present(sheet: string): void {
  if (bare(sheet) === bare(SEALED)) throw new Refusal('sheet-sealed', { number: '2' });
  if (bare(sheet) !== bare(SHEET)) throw new Refusal('sheet-group', { groups: '2' });
}

export function lawHandlers(options: () => LawOptions): Handlers {
  let gone = new Set<string>();
  let state = { how: '' as string, acts: [] as DestructionRow[], quarantine: [] as QuarantineRow[] };
  const letIn = new Set<string>();
  let erasures: ErasureRow[] | null = null;
  let number = 1;
  const acts = () => {
    const how = options().destruction;
    if (state.how !== how) state = { how, ...destruction(how) };
    return state;
  };
  const persons = () => (erasures ??= options().erasures ? [...ERASURES] : []);
  const list = (mine: boolean) => {
    const { doubts, others, mixed } = options();
    const own = Array.from({ length: doubts }, (_, at) => doubt(at, mixed, ME));
    const foreign = Array.from({ length: others }, (_, at) => doubt(at + doubts, true, at % 2 === 0 ? OTHER : 'Петров Сергей Андреевич'));
    return (mine ? own : [...own, ...foreign]).filter(({ entry }) => !gone.has(entry)).sort((a, b) => a.row.device.localeCompare(b.row.device, 'ru'));
  };
  const root = (version: number): RootRow => ({ number: version, fingerprint: version === 1 ? 'K7QX M2PW ZT4H Q6LU' : 'TP6V AE4N UD3Z GL5R', document: version === 1 ? 'HC2O RYJ3 WB7S N5XK' : 'X4PQ YF7M TP6V AE4N' });
  let settled = false;
  let seen = new Set<string>();
  let closed = new Set<string>();
  const alarm = () => options().alarm && !settled;
  return {
    'devices.list': () => ({ devices: devices(options().devices) }),
    'root.state': () => ({ roots: Array.from({ length: options().alarm ? 2 : number }, (_, at) => root(at + 1)), others: alarm() ? [{ ...root(2), document: OTHER_DOCUMENT }] : [], acts: ACTS }),
    'root.plan': ({ sealed, present: now }) => {
      if (bare(sealed) === bare(SHEET)) throw new Refusal('sheet-present');
      if (bare(sealed) !== bare(SEALED)) throw new Refusal('sheet-group', { groups: '1' });
      return { rotation: 'R1', ...root(number + 1), signed_by_present: now !== undefined, stands: ACTS, falls: now === undefined ? FALLS : [] };
    },
    'root.rotate': () => {
      number += 1;
      return {};
    },
    'root.cancel': () => ({}),
    'root.settle': ({ document }) => {
      const typed = bare(document);
      if (typed !== bare(OTHER_DOCUMENT) && typed !== bare(root(2).document)) throw new Refusal('root-settle-none');
      settled = true;
      return { number: 2, moved: typed === bare(OTHER_DOCUMENT) };
    },
    'devices.by_sheet': ({ sheet }) => {
      present(sheet);
      return { devices: devices(options().devices) };
    },
    'law.log': ({ before, limit }) => {
      const from = Number(before ?? 0);
      return { rows: LAW_ACTS.slice(from, from + limit), next: from + limit < LAW_ACTS.length ? String(from + limit) : null };
    },
    'law.news': () => ({ rows: NEWS.slice(0, options().news).filter(({ entry }) => !seen.has(entry)), next: null }),
    'law.seen': ({ entries }) => {
      seen = new Set([...seen, ...entries]);
      return {};
    },
    'law.again': ({ entry }) => {
      closed = new Set([...closed, entry]);
      return {};
    },
    'destruction.years': () => ({ years: options().young ? YEARS.filter(({ state }) => state !== 'ready') : YEARS, files: FILES }),
    'admins.remove': ({ sheet }) => {
      present(sheet);
      return {};
    },
    'accounts.compromised': ({ id, sheet }) => {
      if (sheet !== undefined) present(sheet);
      return { credentials: { id, login: 'petrov.s', password: 'reka-tuman-58-luch' }, trusted: '2027-05-18T18:00:00Z' };
    },
    'doubts.list': ({ mine }) => ({ doubts: list(mine) }),
    'doubts.write_again': ({ entries }) => {
      gone = new Set([...gone, ...entries]);
      return { written: entries.length };
    },
    'quarantine.list': () => ({ computers: LATE.slice(0, options().late).filter(({ device }) => !letIn.has(device)) }),
    'quarantine.admit': ({ device }) => {
      letIn.add(device);
      return {};
    },
    'law.opened': () => ({ cuts: OPENED.slice(0, options().opened).filter(({ entry }) => !closed.has(entry)) }),
    'destruction.list': () => ({ acts: acts().acts, quarantine: acts().quarantine, buried: options().destruction === 'all' ? [{ year: 2018, computer: 'Учительская', date: '2026-04-11' }] : [] }),
    'destruction.propose': ({ year, act: name, date }) => {
      acts().acts = [...acts().acts, act(`N${year}`, year, name, date, ME)];
      return { entry: `N${year}` };
    },
    'destruction.confirm': ({ entry, sheet }) => {
      if (sheet !== undefined) present(sheet);
      const first = acts().acts.find((row) => row.entry === entry);
      if (first) acts().acts = [...acts().acts, { ...first, entry: `${entry}-2`, signed_by: sheet === undefined ? ME : '', confirms: entry }];
      return { entry: `${entry}-2` };
    },
    'destruction.spare': ({ entry }) => {
      const found = acts();
      found.acts = found.acts.map((row) => (row.entry === entry ? { ...row, spared: true } : row));
      found.quarantine = found.quarantine.filter(({ act: name }) => found.acts.some((row) => row.act === name && !row.spared && row.confirms === null));
      return {};
    },
    'destruction.finish': ({ year }) => {
      acts().quarantine = acts().quarantine.map((row) => (row.year === year ? { ...row, state: 'gone' } : row));
      return {};
    },
    'persons.erasures': () => ({ acts: persons() }),
    'persons.erase': ({ person, basis }) => {
      erasures = [{ person, name: 'Ёлкин Пётр Сергеевич', basis, date: '2027-05-20', signed_by: ME, spared: false, days: 0, wanted: 7, here: true }, ...persons()];
      return {};
    },
    'persons.spare': ({ person }) => {
      erasures = persons().map((row) => (row.person === person ? { ...row, spared: true } : row));
      return {};
    },
  };
}

/** What `app.state` tells everybody. */
export function quarantined({ destruction: how }: LawOptions): { quarantine?: QuarantineRow[] } {
  const { quarantine } = destruction(how);
  return quarantine.length > 0 ? { quarantine } : {};
}
