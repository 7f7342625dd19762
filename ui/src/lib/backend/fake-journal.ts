// Invented journals for tests of the window: groups, a year of lessons, marks that may be written, a summary sheet. Never part of the program.
import type {
  CellMark, ClassRow, DayLesson, GroupRow, JournalGroups, JournalPage, JournalWritten, Operations, OwnClass, PageCell, PageChange, PageFinal, PageLesson, PagePupil,
  PupilAverage, StoryLine, SummaryPupil, SummarySheet, TermRow, WorkTypeRow,
} from '../generated/contract';
import { classes, pupils } from './fake-data';
import { Refusal } from './types';

export const JOURNAL_MAY = ['journal.groups', 'journal.today', 'journal.page', 'journal.write', 'journal.story', 'summary.sheet', 'summary.decide', 'summary.award'];
/** Who looks at journals: nobody, a teacher who is a homeroom teacher too, a deputy; `rows` pupils in the first group; the window's day. */
export type JournalOptions = { journal: 'none' | 'teacher' | 'deputy'; rows: number; day: string; locked: boolean; unmarked: boolean };
export const JOURNAL: JournalOptions = { journal: 'none', rows: 26, day: '2027-05-20', locked: false, unmarked: false };

type Handlers = { [K in keyof Operations]?: (request: Operations[K]['request']) => Operations[K]['response'] };

const TERMS: TermRow[] = [
  { id: 'T1', name: 'I четверть', short: 'I ч.', from: '2026-09-01', to: '2026-10-25', cell: 'term' },
  { id: 'T2', name: 'II четверть', short: 'II ч.', from: '2026-11-05', to: '2026-12-27', cell: 'term' },
  { id: 'T3', name: 'III четверть', short: 'III ч.', from: '2027-01-11', to: '2027-03-21', cell: 'term' },
  { id: 'T4', name: 'IV четверть', short: 'IV ч.', from: '2027-03-31', to: '2027-05-26', cell: 'term' },
  { id: 'TY', name: '2026/27 учебный год', short: 'Год', from: '2026-09-01', to: '2027-05-26', cell: 'year' },
];
const DAYS_OFF = new Set(['2027-02-23', '2027-03-08', '2027-05-03', '2027-05-10', '2026-11-04']);
export const WORKS: WorkTypeRow[] = [
  ['W1', 'Ответ на уроке', 'О', 100, 0, false], ['W2', 'Домашняя работа', 'ДЗ', 100, 1, false], ['W3', 'Самостоятельная работа', 'СР', 150, 3, false],
  ['W4', 'Проверочная работа', 'ПР', 150, 3, false], ['W5', 'Контрольная работа', 'КР', 300, 3, true], ['W6', 'Диктант', 'Д', 200, 2, true],
].map(([id, name, short, weight, days, obligatory]) => ({ id, name, short, weight, days, obligatory, usual: id === 'W1' }) as WorkTypeRow);
const TOPICS = ['Решение текстовых задач на движение и покупки', 'Десятичные дроби. Сравнение десятичных дробей', 'Сложение и вычитание десятичных дробей', 'Округление чисел. Прикидка', 'Умножение десятичной дроби на натуральное число', 'Деление десятичной дроби на натуральное число', 'Среднее арифметическое', 'Угол. Виды углов. Измерение углов транспортиром'];
const BELLS = ['08:30', '09:20', '10:15', '11:15', '12:10', '13:05'];
const ENDS = ['09:10', '10:00', '10:55', '11:55', '12:50', '13:45'];

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
const day = (iso: string, plus: number) => new Date(Date.parse(`${iso}T00:00:00Z`) + plus * 86_400_000).toISOString().slice(0, 10);

type Group = { row: GroupRow; klass: ClassRow; weekdays: number[]; slot: number; lessons: PageLesson[]; pupils: PagePupil[]; cells: Map<string, PageCell>; finals: Map<string, PageFinal>; stories: Map<string, StoryLine[]>; foreign: Map<string, number> };

export class FakeJournal {
  #options: JournalOptions;
  #groups: Group[] = [];
  #stamp = 0;
  #decisions = new Map<string, Pick<SummaryPupil, 'decision' | 'words' | 'awards'>>();

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Somebody at another computer writes a mark. */
  foreign(group: string, pupil: number, date: string, mark: number): void {
    const found = this.#group(group);
    const lesson = found.lessons.find((one) => one.date === date);
    const row = found.pupils[pupil];
    if (!lesson || !row) throw new Error('no such square');
    this.#set(found, { date, slot: lesson.slot, pupil: row.id }, 'W1', 1, mark, 'Петров С. А.', 'Учительская');
    found.foreign.set(`${row.id}|${date}`, this.#stamp);
  }

  readonly handlers: Handlers = {
    'journal.groups': () => this.#list(),
    'journal.today': ({ date }) => this.#today(date ?? this.#options.day),
    'journal.page': ({ group, term }) => this.#page(this.#group(group), term),
    'journal.write': ({ changes }) => this.#write(changes),
    'journal.story': (cell) => ({ lines: this.#group(cell.group).stories.get(`${cell.pupil}|${cell.what === 'final' ? cell.term : cell.date}`) ?? [] }),
    'summary.sheet': ({ class: id }) => this.#summary(id),
    'summary.decide': ({ pupils: ids, decision }) => {
      for (const id of ids) this.#decisions.set(id, { decision, words: decision === null ? '' : `переведён(а) в ${decision.to} класс, протокол педсовета № ${decision.protocol} от ${decision.date.split('-').reverse().join('.')}`, awards: this.#decisions.get(id)?.awards ?? [] });
      return {};
    },
    'summary.award': ({ pupil, award, protocol }) => {
      const before = this.#decisions.get(pupil) ?? { decision: null, words: '', awards: [] };
      const others = before.awards.filter((held) => held !== award);
      this.#decisions.set(pupil, { ...before, awards: protocol === '' ? others : [...others, award] });
      return {};
    },
  };

  #all(): Group[] {
    if (this.#groups.length > 0 || this.#options.journal === 'none') return this.#groups;
    const five = classes().filter(({ name }) => ['5А', '5Б', '7А', '9Б'].includes(name));
    const subjects: [string, string, number[], number][] = [
      ['5А', 'Математика', [1, 2, 3, 4, 5], 2], ['5Б', 'Математика', [1, 2, 3, 4, 5], 3], ['7А', 'Алгебра', [1, 3, 4], 4], ['7А', 'Геометрия', [2, 5], 4], ['9Б', 'Алгебра', [1, 3, 5], 5],
      ['5А', 'Русский язык', [1, 2, 3, 4, 5], 1], ['5А', 'История', [2, 4], 5],
    ];
    this.#groups = subjects.map(([name, subject, weekdays, slot], at) => this.#make(`G${at + 1}`, five.find((one) => one.name === name) as ClassRow, subject, weekdays, slot, at));
    return this.#groups;
  }

  #group(id: string): Group {
    const found = this.#all().find(({ row }) => row.id === id);
    if (!found) throw new Refusal('no-right');
    return found;
  }

  #make(id: string, klass: ClassRow, subject: string, weekdays: number[], slot: number, seed: number): Group {
    const rolls = dice(seed * 7919 + 17);
    const people: PagePupil[] = pupils({ ...klass, pupils: id === 'G1' ? this.#options.rows : klass.pupils }).map((pupil, at) => ({
      id: pupil.id, name: `${pupil.surname} ${pupil.given}`, full_name: `${pupil.surname} ${pupil.given} ${pupil.patronymic}`, class: klass.name, from: at === 11 ? '2026-11-16' : null, to: at === 14 ? '2027-04-16' : null,
      note: at === 14 ? 'выбыла с 17.04.2027, пр. № 31-у от 16.04.2027' : at === 11 ? 'прибыла 16.11.2026' : '', average: '', weighted: '', marks: 0, proposed: null,
    }));
    const group: Group = {
      klass, weekdays, slot, pupils: people, lessons: [], cells: new Map(), finals: new Map(), stories: new Map(), foreign: new Map(),
      row: { id, name: `${klass.name} ${subject}`, subject, classes: [klass.name], teachers: [id === 'G6' || id === 'G7' ? 'Петров С. А.' : 'Иванова М. П.'], hours: weekdays.length * 100, pupils: people.length, unfilled: 0, writes: this.#options.journal === 'teacher' && id < 'G6' },
    };
    this.#lessons(group, rolls);
    this.#marks(group, rolls);
    return group;
  }

  #lessons(group: Group, rolls: () => number): void {
    const { day: today, locked } = this.#options;
    for (const term of TERMS.filter(({ cell }) => cell === 'term')) {
      for (let date = term.from; date <= term.to; date = day(date, 1)) {
        if (!group.weekdays.includes(new Date(`${date}T00:00:00Z`).getUTCDay()) || DAYS_OFF.has(date)) continue;
        const number = group.lessons.length + 1;
        const roll = rolls();
        const work = number % 11 === 0 ? 'W5' : number % 7 === 0 ? 'W3' : number % 9 === 0 ? 'W4' : null;
        const told = date < today && !(roll < 0.03 && date > '2027-04-20');
        const topic = TOPICS[number % TOPICS.length] as string;
        group.lessons.push({
          date, slot: group.slot, term: term.id, number, kind: work === 'W5' ? 'control' : 'lesson', status: 'held', works: work === null ? [] : [{ work, ordinal: 1, title: work === 'W5' ? `Контрольная работа № ${Math.ceil(number / 11)}` : '' }],
          topic: told ? topic : null, plan: told ? number : null, proposed: told ? null : { number, topic, homework: `§ ${14 + (number % 20)}, № ${160 + number}, ${164 + number}`, section: 'Десятичные дроби' },
          homework: told && roll < 0.9 ? `§ ${14 + (number % 20)}, № ${160 + number}` : null, due: told && roll < 0.9 ? day(date, 1) : null, minutes: told && roll < 0.5 ? 25 : null, substitute: number % 41 === 0 ? 'Сидорова А. В.' : null, late: null, locked: locked && date < '2027-04-10' ? 'term-locked' : null,
        });
      }
    }
    group.row.unfilled = group.lessons.filter(({ date, topic }) => topic === null && date <= today).length;
  }

  #marks(group: Group, rolls: () => number): void {
    if (this.#options.unmarked) return;
    group.pupils.forEach((pupil, at) => {
      const skill = 3 + ((at * 5) % 9) / 4;
      for (const lesson of group.lessons) {
        if (lesson.date >= this.#options.day || (pupil.from !== null && lesson.date < pupil.from) || (pupil.to !== null && lesson.date > pupil.to)) continue;
        const roll = rolls();
        const absent = roll < 0.06;
        const asked = lesson.works.length > 0 ? !absent : roll > 0.84;
        const mark = Math.max(2, Math.min(5, Math.round(skill + (rolls() - 0.5) * 2)));
        const marks: CellMark[] = asked ? [{ work: lesson.works[0]?.work ?? 'W1', ordinal: 1, mark, conflict: false, stamp: `s${(this.#stamp += 1)}` }] : [];
        if (asked && roll > 0.985) marks.push({ work: 'W2', ordinal: 1, mark: 4, conflict: false, stamp: `s${(this.#stamp += 1)}` });
        const absence = absent ? { code: roll < 0.02 ? 4 : roll < 0.03 ? 5 : 1, minutes: roll >= 0.02 && roll < 0.03 ? 10 : 0, stated: roll < 0.02, conflict: false, stamp: `s${(this.#stamp += 1)}` } : null;
        if (absence !== null && roll > 0.054 && lesson.date > '2027-04-01') marks.push({ work: 'W1', ordinal: 1, mark: 4, conflict: false, stamp: `s${(this.#stamp += 1)}` });
        if (marks.length > 0 || absence !== null) group.cells.set(`${pupil.id}|${lesson.date}`, { pupil: pupil.id, date: lesson.date, slot: lesson.slot, marks, absence });
      }
      for (const term of TERMS.slice(0, 3)) {
        const { proposed } = this.#average(group, pupil.id, term.id);
        if (proposed !== null) group.finals.set(`${pupil.id}|${term.id}`, { pupil: pupil.id, term: term.id, cell: 1, mark: at === 6 ? Math.min(5, proposed + 1) : proposed, proposed, grounds: at === 6 ? 'По итоговой контрольной работе' : '', conflict: false, groups: [], moved: at === 6, stamp: `s${(this.#stamp += 1)}` });
      }
    });
  }

  #average(group: Group, pupil: string, term: string): PupilAverage {
    const shown = TERMS.find(({ id }) => id === term);
    const marks = [...group.cells.values()].filter((cell) => cell.pupil === pupil && shown !== undefined && cell.date >= shown.from && cell.date <= shown.to).flatMap((cell) => cell.marks).filter(({ mark }) => mark <= 10);
    const sum = marks.reduce((all, { mark }) => all + mark, 0);
    const weight = (work: string) => WORKS.find(({ id }) => id === work)?.weight ?? 100;
    const heavy = marks.reduce((all, { mark, work }) => all + mark * weight(work), 0) / Math.max(1, marks.reduce((all, { work }) => all + weight(work), 0));
    const text = (value: number) => value.toFixed(2).replace('.', ',');
    return { pupil, term, average: marks.length === 0 ? '' : text(sum / marks.length), weighted: marks.length === 0 ? '' : text(heavy), marks: marks.length, proposed: marks.length < 3 ? null : Math.max(2, Math.min(5, Math.round(heavy))) };
  }

  #list(): JournalGroups {
    const rows = this.#all();
    const byClass = (names: string[]): OwnClass[] => names.map((name) => ({ id: `C${name}`, name, groups: rows.filter(({ klass }) => klass.name === name).map(({ row }) => row) }));
    if (this.#options.journal === 'none') return { mine: [], own: [], others: [] };
    if (this.#options.journal === 'deputy') return { mine: [], own: [], others: byClass(['5А', '5Б', '7А', '9Б']) };
    return { mine: rows.filter(({ row }) => row.writes).map(({ row }) => row), own: byClass(['5А']), others: [] };
  }

  #page(group: Group, asked: string | null): JournalPage {
    const { day: today } = this.#options;
    const term = asked ?? TERMS.find(({ from, to, cell }) => cell === 'term' && from <= today && today <= to)?.id ?? 'T4';
    const shown = TERMS.find(({ id }) => id === term);
    if (!shown) throw new Refusal('no-right');
    const lessons = group.lessons.filter(({ term: of }) => shown.cell === 'year' || of === term);
    const days = new Set(lessons.map(({ date }) => date));
    const writes = group.row.writes;
    return structuredClone({
      group: group.row, terms: TERMS, term, today, lessons,
      pupils: group.pupils.map((pupil) => ({ ...pupil, ...this.#average(group, pupil.id, term) })).map(({ term: _term, pupil: _pupil, ...rest }: PagePupil & { term?: string; pupil?: string }) => rest),
      cells: [...group.cells.values()].filter(({ date }) => days.has(date)),
      finals: [...group.finals.values()].filter((final) => shown.cell === 'year' || final.term === term), findings: [],
      works: WORKS, scale: this.#options.unmarked ? [] : [2, 3, 4, 5, 13], final_scale: this.#options.unmarked ? [] : [2, 3, 4, 5, 14, 15], writes, sets_finals: writes && !this.#options.unmarked, finals_locked: writes ? (shown.cell === 'year' ? 'finals-early' : null) : 'no-right',
    });
  }

  #write(changes: PageChange[]): JournalWritten {
    const done = changes.map((change) => this.#one(change));
    const touched = new Map(changes.filter(({ cell }) => cell.pupil !== null).map(({ cell }) => [`${cell.pupil}`, cell]));
    const averages = [...touched.values()].map((cell) => {
      const group = this.#group(cell.group);
      const term = cell.term ?? group.lessons.find(({ date }) => date === cell.date)?.term ?? 'T4';
      return this.#average(group, cell.pupil ?? '', term);
    });
    return { done, at: '2027-05-20T06:32:00Z', averages };
  }

  /** Somebody else has written since the guard: own undos, each a write of its own, do not count. */
  #changed(group: Group, { pupil, date, what }: PageChange['cell'], guard: string | null): boolean {
    return guard !== null && what === 'mark' && (group.foreign.get(`${pupil}|${date}`) ?? 0) > Number(guard.slice(1));
  }

  #one(change: PageChange): JournalWritten['done'][number] {
    const { cell, guard } = change;
    const group = this.#group(cell.group);
    const lesson = group.lessons.find(({ date, slot }) => date === cell.date && slot === cell.slot);
    const refused = (code: string) => ({ stamp: '', refused: code, args: {}, undo: null });
    const written = (undo: PageChange | null, stamp = `s${(this.#stamp += 1)}`) => ({ stamp, refused: null, args: {}, undo: undo === null ? null : { ...undo, guard: stamp } });
    if (!group.row.writes) return refused('no-right');
    if (cell.what !== 'final' && (!lesson || lesson.locked !== null)) return refused('no-right');
    const bare: PageChange = { cell, mark: null, code: null, minutes: null, text: null, plan: null, due: null, kind: null, status: null, guard: null };
    if (cell.what === 'topic' && lesson) {
      const undo = { ...bare, text: lesson.topic, plan: lesson.plan };
      Object.assign(lesson, { topic: change.text, plan: change.plan });
      group.row.unfilled = group.lessons.filter(({ date, topic }) => topic === null && date <= this.#options.day).length;
      return written(undo);
    }
    if (cell.what === 'homework' && lesson) {
      const undo = { ...bare, text: lesson.homework, due: lesson.due, minutes: lesson.minutes };
      Object.assign(lesson, { homework: change.text, due: change.due, minutes: change.minutes });
      return written(undo);
    }
    if (cell.what === 'work' && lesson) {
      const others = lesson.works.filter(({ work, ordinal }) => work !== cell.work || ordinal !== cell.ordinal);
      const was = lesson.works.find(({ work, ordinal }) => work === cell.work && ordinal === cell.ordinal);
      lesson.works = change.text === null ? others : [...others, { work: cell.work ?? 'W1', ordinal: cell.ordinal ?? 1, title: change.text }];
      return written({ ...bare, text: was?.title ?? null });
    }
    if (cell.what === 'final') {
      const key = `${cell.pupil}|${cell.term}`;
      const was = group.finals.get(key);
      if (this.#changed(group, cell, guard)) return refused('cell-changed');
      const stamp = `s${(this.#stamp += 1)}`;
      const { proposed } = this.#average(group, cell.pupil ?? '', cell.term ?? '');
      group.finals.set(key, { pupil: cell.pupil ?? '', term: cell.term ?? '', cell: cell.cell ?? 1, mark: change.mark, proposed, grounds: change.text ?? '', conflict: false, groups: [], moved: false, stamp });
      this.#tell(group, key, was?.mark == null ? '' : String(was.mark), change.mark === null ? '' : String(change.mark), 'Иванова М. П.', 'Кабинет 12');
      return written({ ...bare, mark: was?.mark ?? null, text: was?.grounds || null }, stamp);
    }
    const at = { date: cell.date ?? '', slot: cell.slot ?? 1, pupil: cell.pupil ?? '' };
    const held = group.cells.get(`${at.pupil}|${at.date}`);
    if (cell.what === 'attendance') {
      const was = held?.absence ?? null;
      if (this.#changed(group, cell, guard)) return refused('cell-changed');
      const stamp = `s${(this.#stamp += 1)}`;
      group.cells.set(`${at.pupil}|${at.date}`, { ...at, marks: held?.marks ?? [], absence: change.code === null ? null : { code: change.code, minutes: change.minutes ?? 0, stated: false, conflict: false, stamp } });
      const name = (code: number | undefined) => ['', 'н', 'нп', 'уп', 'б', 'оп'][code ?? 0] ?? '';
      this.#tell(group, `${at.pupil}|${at.date}`, name(was?.code), name(change.code ?? undefined), 'Иванова М. П.', 'Кабинет 12');
      return written({ ...bare, code: was?.code ?? null, minutes: was?.minutes ?? null }, stamp);
    }
    const was = held?.marks.find(({ work, ordinal }) => work === cell.work && ordinal === cell.ordinal);
    if (this.#changed(group, cell, guard)) return refused('cell-changed');
    const stamp = this.#set(group, at, cell.work ?? 'W1', cell.ordinal ?? 1, change.mark, 'Иванова М. П.', 'Кабинет 12');
    return written({ ...bare, mark: was?.mark ?? null }, stamp);
  }

  #set(group: Group, at: { date: string; slot: number; pupil: string }, work: string, ordinal: number, mark: number | null, author: string, computer: string): string {
    const key = `${at.pupil}|${at.date}`;
    const held = group.cells.get(key) ?? { ...at, marks: [], absence: null };
    const was = held.marks.find((one) => one.work === work && one.ordinal === ordinal);
    const stamp = `s${(this.#stamp += 1)}`;
    const made = mark === null ? [] : [{ work, ordinal, mark, conflict: false, stamp }];
    const marks = was === undefined ? [...held.marks, ...made] : held.marks.flatMap((one) => (one === was ? made : [one]));
    group.cells.set(key, { ...held, marks });
    const short = WORKS.find(({ id }) => id === work)?.short ?? '';
    this.#tell(group, key, was === undefined ? '' : `${was.mark} (${short})`, mark === null ? '' : `${mark} (${short})`, author, computer);
    return stamp;
  }

  #tell(group: Group, key: string, before: string, value: string, author: string, computer: string): void {
    group.stories.set(key, [{ time: '2027-05-20T06:32:00Z', clamped: false, author, computer, before, value, fate: 'applied', why: null }, ...(group.stories.get(key) ?? []).map((line) => ({ ...line, fate: 'superseded' }))]);
  }

  #today(date: string): Operations['journal.today']['response'] {
    const mine = this.#all().filter(({ row }) => row.writes);
    const lessonOf = (group: Group, lesson: PageLesson): DayLesson => {
      const cells = [...group.cells.values()].filter((cell) => cell.date === lesson.date);
      return {
        group: group.row.id, name: group.row.name, date: lesson.date, slot: lesson.slot, from: BELLS[lesson.slot - 1] ?? null, to: ENDS[lesson.slot - 1] ?? null, topic: lesson.topic, homework: lesson.homework !== null,
        marks: cells.reduce((sum, { marks }) => sum + marks.length, 0), absent: cells.filter(({ absence }) => absence !== null).length, lacks: [...(lesson.topic === null ? ['topic'] : []), ...(lesson.homework === null ? ['homework'] : [])],
      };
    };
    const all = mine.flatMap((group) => group.lessons.map((lesson) => lessonOf(group, lesson)));
    const dates = [...new Set(all.map((lesson) => lesson.date))].sort();
    const unfilled = all.filter((lesson) => lesson.date < this.#options.day && lesson.lacks.length > 0).sort((one, other) => other.date.localeCompare(one.date));
    return {
      date, note: date === '2027-05-10' ? 'Праздничный день: День Победы (перенос)' : null, lessons: all.filter((lesson) => lesson.date === date).sort((one, other) => one.slot - other.slot), unfilled: unfilled.slice(0, 50), unfilled_all: unfilled.length,
      next: dates.find((one) => one > date) ?? null, previous: dates.findLast((one) => one < date) ?? null,
    };
  }

  #summary(id: string): SummarySheet {
    const klass = classes().find((one) => one.id === id);
    if (!klass) throw new Refusal('class-unknown');
    const subjects = ['Русский язык', 'Литература', 'Иностранный язык (английский)', 'Математика', 'Информатика', 'История', 'Основы духовно-нравственной культуры народов России', 'География', 'Биология', 'Музыка', 'Изобразительное искусство', 'Труд (технология)', 'Физическая культура'];
    const rolls = dice(klass.grade * 31);
    const people = this.#all().find((group) => group.klass.id === id)?.pupils ?? [];
    return {
      class: id, name: klass.name, homeroom: 'Иванова М. П.',
      periods: [...TERMS.slice(0, 4).map(({ id: term, short }) => ({ term, cell: 1, short: short.replace(' ч.', '') })), { term: 'TY', cell: 2, short: 'Год' }],
      subjects: subjects.map((name, at) => ({ id: `S${at}`, name, groups: this.#all().filter(({ row, klass: of }) => row.subject === name && of.id === id).map(({ row }) => row.id) })),
      pupils: people.map((pupil, at) => ({
        id: pupil.id, name: pupil.full_name, note: pupil.to === null ? '' : pupil.note,
        marks: subjects.flatMap((_, subject) => [0, 1, 2].map((period) => ({ period, subject, mark: subject === 6 && at === 3 ? 14 : Math.max(2, Math.min(5, 3 + Math.round(rolls() * 2.2 - 0.15))), conflict: false, groups: [] }))),
        ...(this.#decisions.get(pupil.id) ?? { decision: null, words: '', awards: [] }),
      })),
      missing: 12, findings: [], decides: this.#options.journal !== 'none', awards: ['похвальный лист «За отличные успехи в учении»', 'похвальная грамота «За особые успехи в изучении отдельных предметов»'],
    };
  }
}
