// The office's part of the core of paper: imports, the year's structure, papers, archives. Never part of the program.
import type { ArchiveVerdict, JobId, Operations, PaperPlan, PlannedGroup, Ready, RowNote, StructurePlan, TablePlan, WeekPlan } from '../generated/contract';
import type { Kind } from '../imports';
import type { PickKind } from './types';

type Handlers = { [K in keyof Operations]?: (request: Operations[K]['request']) => Operations[K]['response'] };
export type OfficeOptions = { prepared: 'nothing' | 'half' | 'ready'; archive: 'good' | 'changed' | 'foreign' | 'other' | 'untrue'; lacks: number; stamp: boolean };
export const OFFICE: OfficeOptions = { prepared: 'half', archive: 'good', lacks: 5, stamp: true };
export const OFFICE_MAY: (keyof Operations)[] = [
  ...(['staff', 'curriculum', 'calendar', 'bells', 'worktypes', 'lessons'] as const).flatMap((kind): (keyof Operations)[] => [`import.${kind}.plan`, `import.${kind}.apply`]),
  'table.save', 'structure.ready', 'structure.propose', 'structure.apply', 'week.propose', 'week.apply', 'accounts.staff', 'print.plan', 'print.save', 'archive.make', 'archive.verify',
];

/** What a person picks, by the dialog. */
export const OFFICE_FILES: Partial<Record<PickKind, string>> = {
  staff: 'сотрудники.xlsx', curriculum: 'учебный-план.xlsx', calendar: 'календарь-2026-2027.csv', bells: 'звонки.csv', worktypes: 'виды-работ.csv', lessons: 'ктп-математика-5.xlsx', archive: 'Архив журнала 2025-26.zip',
};

const PEOPLE = [
  ['Абрамова Лидия Сергеевна', 'учитель начальных классов', 'abramova.ls'], ['Борисов Олег Николаевич', 'учитель физической культуры', 'borisov.on'], ['Власова Нина Ивановна', 'учитель математики', 'vlasova.ni'],
  ['Громова Тамара Павловна', 'учитель русского языка и литературы', 'gromova.tp'], ['Дьячкова-Полонская Елизавета Константиновна', 'заместитель директора по учебно-воспитательной работе', 'dyachkova-polonskaya.ek'],
  ['Ершов Пётр Ильич', 'учитель истории', 'ershov.pi'], ['Жданова Ольга Юрьевна', 'учитель биологии', 'zhdanova.oyu'], ['Зимина Раиса Фёдоровна', 'педагог-психолог', 'zimina.rf'],
] as const;
const SUBJECTS = [['Русский язык', 500], ['Литература', 300], ['Иностранный язык (английский)', 300], ['Математика', 500], ['История', 200], ['География', 100], ['Биология', 100], ['Изобразительное искусство', 100], ['Музыка', 100], ['Труд (технология)', 200], ['Физическая культура', 250], ['Основы духовно-нравственной культуры народов России', 100]] as const;
const CLASSES = [5, 6, 7, 8, 9].flatMap((grade) => ['А', 'Б', 'В'].map((letter) => `${grade}${letter}`));
const TEACHERS = ['Власова Н. И.', 'Громова Т. П.', 'Ершов П. И.', 'Жданова О. Ю.', 'Борисов О. Н.'];
const note = (row: number, column: string, value: string, code: string, message: string): RowNote => ({ sheet: '', row, column, value, code, message });

const ROWS: Record<Exclude<Kind, 'pupils'>, [string, string][]> = {
  staff: PEOPLE.map(([name, position]) => [name, `${position}, ставка 1`]),
  curriculum: SUBJECTS.map(([name, hours]) => [name, `5 класс: ${hours / 100}, 6 класс: ${hours / 100}`.replace('.', ',')]),
  calendar: [['I четверть', '01.09.2026–23.10.2026'], ['Осенние каникулы', '24.10.2026–01.11.2026'], ['II четверть', '02.11.2026–29.12.2026'], ['Суббота по понедельнику', '12.12.2026']],
  bells: [1, 2, 3, 4, 5, 6, 7].map((slot) => [`${slot}-й урок, I смена`, `${String(7 + slot).padStart(2, '0')}:30–${String(8 + slot).padStart(2, '0')}:10`]),
  worktypes: [['Ответ на уроке', 'вес 1, в день урока'], ['Контрольная работа', 'вес 2,5, проверка 5 дней, обязательная'], ['Лабораторная работа', 'вес 1,5, проверка 3 дня']],
  lessons: ['Ряд натуральных чисел', 'Десятичная система записи натуральных чисел', 'Отрезок. Длина отрезка', 'Плоскость. Прямая. Луч', 'Шкала. Координатный луч'].map((topic, at) => [topic, `№ ${at + 1}, 1 ч, § ${at + 1}, № ${at + 4}`]),
};

function tablePlan(kind: Exclude<Kind, 'pupils'>, file: string): TablePlan {
  const lines = ROWS[kind].map(([name, detail], at) => ({ sheet: '', row: at + 4, name, detail, changes: [] as string[] }));
  const last = { ...lines.at(-1)!, changes: ['часы: 2 → 2,5'] };
  return {
    plan: `PLAN-${kind}`,
    kind,
    file,
    format: file.endsWith('.csv') ? 'csv, windows-1251' : 'xlsx',
    columns: [
      { header: '№', field: '', samples: ['1', '2', '3'] },
      { header: 'Наименование', field: 'name', samples: lines.slice(0, 3).map(({ name }) => name) },
      { header: 'Примечание', field: '', samples: ['', '', ''] },
    ],
    create: lines.slice(0, -2),
    update: [last],
    unchanged: lines.slice(-2, -1),
    skip: [note(lines.length + 4, 'Наименование', 'Итого', 'totals', 'Строка итогов пропущена.')],
    errors: [note(3, 'Часы', 'два', 'hours', 'Часы «два» не читаются. Впишите число, например 2 или 2,5.')],
    warnings: kind === 'lessons' ? [note(0, '', '', 'hours-differ', 'В плане 170 ч, по учебному плану 175 ч. Проверьте, весь ли план в файле.')] : [],
  };
}

function ready(how: OfficeOptions['prepared']): Ready {
  const names = PEOPLE.map(([name]) => name);
  const done = (what: string, count: number) => ({ what, count, lacks: 0, names: [] });
  const none = (what: string) => ({ what, count: 0, lacks: 1, names: [] });
  if (how === 'nothing') return { lines: ['staff', 'accounts', 'curriculum', 'calendar', 'bells', 'worktypes', 'groups', 'loads', 'week', 'lessons'].map(none) };
  const first = [done('staff', 52), how === 'ready' ? done('accounts', 52) : { what: 'accounts', count: 44, lacks: 8, names }, done('curriculum', 28), done('calendar', 4), done('bells', 14), done('worktypes', 9)];
  if (how === 'ready') return { lines: [...first, done('groups', 421), done('loads', 421), done('week', 1012), done('lessons', 421)] };
  return { lines: [...first, done('groups', 421), { what: 'loads', count: 419, lacks: 2, names: ['10А Индивидуальный проект', '11А Индивидуальный проект'] }, none('week'), { what: 'lessons', count: 2, lacks: 419, names: CLASSES.map((name) => `${name} Русский язык`) }] };
}

function structurePlan(): StructurePlan {
  const groups = CLASSES.flatMap((name, klass) =>
    SUBJECTS.map(([subject, hours], at): PlannedGroup => {
      const teacher = klass === 2 && at === 11 ? null : (TEACHERS[(at + klass) % TEACHERS.length] as string);
      return { subject, classes: [name], hours, teacher, state: at === 0 && klass === 0 ? 'same' : at === 1 && klass === 0 ? 'load' : 'create' };
    }),
  );
  const teachers = TEACHERS.map((teacher) => {
    const own = groups.filter((group) => group.teacher === teacher);
    return { teacher, hours: own.reduce((sum, { hours }) => sum + hours, 0), groups: own.length };
  });
  return { plan: 'STRUCTURE', groups, teachers, writes: 4200, gaps: [note(0, '5В', 'Основы духовно-нравственной культуры народов России', 'no-teacher', 'В списке сотрудников нет учителя этого предмета. Добавьте предмет сотруднику или назначьте учителя позже: группа появится без нагрузки.')] };
}

function weekPlan(): WeekPlan {
  const classes = CLASSES.map((name, klass) => ({
    class: name,
    lessons: Array.from({ length: 29 }, (_, at) => {
      const [subject] = SUBJECTS[(at * 5 + klass) % SUBJECTS.length] as (typeof SUBJECTS)[number];
      return { weekday: (at % 5) + 1, slot: Math.floor(at / 5) + 1, subject, teacher: TEACHERS[(at + klass) % TEACHERS.length] as string };
    }).concat(klass === 0 ? [{ weekday: 1, slot: 1, subject: 'Музыка', teacher: 'Борисов О. Н.' }] : []),
  }));
  return { plan: 'WEEK', writes: 436, placed: 436, lessons: 14_824, classes, gaps: [note(0, '9В', 'Физическая культура', 'no-place', 'Один урок не поместился: у учителя не осталось свободного времени. Дайте часть его часов другому учителю или разрешите ещё один урок в день.')] };
}

const A4: [number, number] = [210_000, 297_000];
function paperPlan(what: string, { lacks, stamp }: OfficeOptions): PaperPlan {
  const pages = what === 'journal' ? 118 : 2;
  const codes: [string, Record<string, string>, string | null][] = [
    ['topics', { group: '5А Математика', count: '3' }, 'G1'], ['finals', { group: '5А Биология', count: '1' }, 'G2'], ['decisions', { count: '24' }, null], ['conflicts', { group: '5А Русский язык', count: '1' }, null], ['behind', { group: '5А Музыка', count: '2' }, 'G3'],
  ];
  return {
    paper: 'P1',
    title: what === 'journal' ? 'Классный журнал 5А' : 'Сводная ведомость 5А',
    pages,
    sheets: Math.ceil(pages / 2),
    volumes: 1,
    sizes: Array.from({ length: pages }, (): [number, number] => (what === 'journal' ? A4 : [A4[1], A4[0]])),
    sections: what === 'journal' ? [['Обложка', 1], ['Оглавление', 2], ...SUBJECTS.map(([name], at): [string, number] => [name, 4 + at * 8]), ['Сведения о пропусках уроков', 100], ['Сводная ведомость', 106], ['Исправления', 112], ['Лист-заверитель', 118]] : [],
    lacks: Array.from({ length: lacks }, (_, at) => codes[at % codes.length] as (typeof codes)[number]).map(([code, args, group]) => ({ code, args, group })),
    may_final: stamp,
  };
}

function verdict(how: OfficeOptions['archive']): ArchiveVerdict {
  const good: ArchiveVerdict = { intact: true, authentic: true, true: true, folded: true, drafts: 0, compared: true, school: 'МБОУ «Заречная СОШ»', year: 2025, interim: false, made: '2026-06-28T09:15:00Z', fingerprint: 'K7QX-M2PW-ZT4H-Q6LU', files: 94, events: 301_442, problems: [] };
  const problem = (code: string, file: string) => ({ code, file, args: {} });
  if (how === 'other') return { ...good, intact: false, authentic: false, true: false, folded: false, school: '', year: 0, made: '', fingerprint: '', files: 0, events: 0, problems: [problem('not-archive', '')] };
  if (how === 'foreign') return { ...good, authentic: false, school: 'МБОУ «Озёрская СОШ»', fingerprint: 'K7QX-3FGT-ZT4H-WW2A', problems: [problem('key-other', '')] };
  if (how === 'good') return good;
  if (how === 'untrue') {
    const cell = { row: '1742', column: 'Отметка', here: '5', ledger: '3' };
    return { ...good, true: false, drafts: 1, problems: [{ code: 'untrue-cell', file: 'данные/отметки.csv', args: cell }, problem('untrue-paper', 'журналы/5А.pdf'), problem('draft', 'журналы/5Б.pdf')] };
  }
  return { ...good, intact: false, authentic: false, true: false, folded: false, problems: [problem('changed', 'papers/journal-5А.pdf'), problem('removed', 'data/marks.csv'), problem('added', 'papers/journal-5А (2).pdf'), problem('not-canonical', '')] };
}

type Desk = { start: (stage: string, total: number, finish: () => unknown) => JobId; options: () => OfficeOptions };

export function officeHandlers(desk: Desk): Handlers {
  const planned = (kind: Exclude<Kind, 'pupils'>) => () => desk.start('stage-reading', 60, () => tablePlan(kind, OFFICE_FILES[kind] ?? kind));
  const applied = (kind: Exclude<Kind, 'pupils'>) => () => desk.start('stage-writing', 60, () => ({ created: ROWS[kind].length - 2, updated: 1, unchanged: 1, skipped: 1, errors: 1, events: 24 }));
  return {
    'import.staff.plan': planned('staff'),
    'import.staff.apply': applied('staff'),
    'import.curriculum.plan': planned('curriculum'),
    'import.curriculum.apply': applied('curriculum'),
    'import.calendar.plan': planned('calendar'),
    'import.calendar.apply': applied('calendar'),
    'import.bells.plan': planned('bells'),
    'import.bells.apply': applied('bells'),
    'import.worktypes.plan': planned('worktypes'),
    'import.worktypes.apply': applied('worktypes'),
    'import.lessons.plan': planned('lessons'),
    'import.lessons.apply': applied('lessons'),
    'table.save': () => ({}),
    'structure.ready': () => ready(desk.options().prepared),
    'structure.propose': () => desk.start('stage-working', 30, structurePlan),
    'structure.apply': () => desk.start('stage-writing', 420, () => ({ created: 420, updated: 0, unchanged: 1, skipped: 0, errors: 0, events: 4200 })),
    'week.propose': () => desk.start('stage-working', 30, weekPlan),
    'week.apply': () => desk.start('stage-writing', 436, () => ({ created: 436, updated: 0, unchanged: 0, skipped: 0, errors: 0, events: 436 })),
    'accounts.staff': () =>
      desk.start('stage-writing', 8, () => ({
        made: desk.options().prepared === 'ready' ? [] : PEOPLE.map(([name, position, login], at) => ({ name, position, login, password: `kuzov-lampa-${70 + at}-more` })),
        had: desk.options().prepared === 'ready' ? 52 : 44,
      })),
    'print.plan': ({ what }) => desk.start('stage-working', 16, () => paperPlan(what, desk.options())),
    'print.save': ({ final_print }) =>
      desk.start('stage-working', 118, () => ({ file: 'Классный журнал 5А 2026-27.pdf', files: 1, pages: 118, sheets: 59, hash: '9f3c1e77a0b45d2286cc41e0f7b39d5512aa80cc31c0ffee1234abcd5678ef90', checkpoint: final_print ? '4f1d09ce77ab3e20' : null })),
    'archive.make': () =>
      desk.start('stage-working', 30, () => ({ file: 'Архив журнала 2026-27.zip', bytes: 13_004_811, files: 94, pages: 3540, interim: true, fingerprint: 'K7QX-M2PW-ZT4H-Q6LU', manifest: '51c2aa80cc319f3c1e77a0b45d2286cc41e0f7b39d55c0ffee1234abcd5678ef' })),
    'archive.verify': () => desk.start('stage-working', 94, () => verdict(desk.options().archive)),
  };
}

/** A page drawn by hand: enough to see whether it stands where it should. */
export function paperPage(page: number, landscape: boolean): string {
  const [width, height] = landscape ? [A4[1], A4[0]] : A4;
  const rows = Array.from({ length: 25 }, (_, at) => 40_000 + at * 8_000).filter((y) => y < height - 20_000);
  const lines = rows.map((y, at) => `<line x1="20000" y1="${y}" x2="${width - 10_000}" y2="${y}" stroke="#777" stroke-width="${at % 5 === 0 ? 200 : 80}"/><text x="22000" y="${y + 5_800}" font-size="4200">${at + 1}  Агафонова Полина Ивановна</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/><text x="20000" y="26000" font-size="7000" font-family="Zhurnal Serif" font-weight="700">Страница ${page}</text><text x="${width - 60_000}" y="14000" font-size="5000" fill="#555">ЧЕРНОВИК</text>${lines.join('')}<text x="${width - 16_000}" y="${height - 8_000}" font-size="4200">${page}</text></svg>`;
}
