// The page that is open: columns, rows and squares, what the core says and over it what has not been answered yet. Pure.
import type { ChangeDone, JournalPage, JournalWritten, PageChange, PageLesson, PagePupil, PupilAverage, TermRow, WorkTypeRow } from '../../lib/generated/contract';
import { applied, change, changesTo, NOTHING, valueOf, type Held } from './changes';
import { EMPTY, read, write, type Read, type Takes, type Value } from './codes';
import type { Place } from './grid';
import type { Change, Writer } from './writer';

export type Column = { kind: 'lesson'; key: string; lesson: PageLesson } | { kind: 'final'; key: string; term: TermRow };
/** A text that was not taken: it stays in its square with its reason until it is typed anew or given up. */
export type Refused = { text: string; code: string; args: Record<string, string>; word: string };
/** `typed` is known to the grid alone; `queued` waits for the core; `refused` was not taken. */
export type Mood = 'calm' | 'queued' | 'refused';

export const lessonKey = (date: string, slot: number) => `${date}|${slot}`;
export const squareKey = (pupil: string, column: string) => `${pupil}|${column}`;
const finalKey = (term: string) => `final|${term}`;
const NOT_HELD = new Set(['moved', 'dropped']);
const MARK = 1;
const YEAR = 2;

export class Sheet {
  page: JournalPage;
  columns: Column[];
  rows: PagePupil[];
  /** Work type that new marks of a lesson have, where a person chose one. */
  readonly chosenWork = new Map<string, string>();
  readonly usual: string;
  #held = new Map<string, Held>();
  #lessons = new Map<string, PageLesson>();
  #averages = new Map<string, PupilAverage>();
  #pending = new Map<string, Change[]>();
  #refused = new Map<string, Refused>();
  #takes: { lesson: Takes; final: Takes };
  #writer: Writer;

  constructor(page: JournalPage, writer: Writer, before?: Sheet) {
    this.page = page;
    this.#writer = writer;
    this.rows = page.pupils;
    this.usual = page.works.find(({ usual }) => usual)?.id ?? page.works[0]?.id ?? '';
    this.#takes = { lesson: { marks: new Set(page.scale), absence: true, most: 9 }, final: { marks: new Set(page.final_scale), absence: false, most: 1 } };
    for (const lesson of page.lessons) this.#lessons.set(lessonKey(lesson.date, lesson.slot), lesson);
    this.columns = columnsOf(page);
    for (const cell of page.cells) this.#held.set(squareKey(cell.pupil, lessonKey(cell.date, cell.slot)), { marks: cell.marks, absence: cell.absence, final: null });
    for (const final of page.finals) if (final.cell <= YEAR) this.#held.set(squareKey(final.pupil, finalKey(final.term)), { ...NOTHING, final });
    for (const waiting of writer.pending(page.group.id)) this.#await(waiting);
    if (before?.page.group.id === page.group.id) {
      for (const [key, work] of before.chosenWork) this.chosenWork.set(key, work);
      for (const [key, refused] of before.#refused) this.#refused.set(key, refused);
    }
  }

  /** The square of a place. */
  key({ row, col }: Place): string {
    return squareKey(this.rows[row]?.id ?? '', this.columns[col]?.key ?? '');
  }

  /** Where a square lies, or `null` when it is not on this page. */
  placeOf(key: string): Place | null {
    const cut = key.indexOf('|');
    const row = this.rows.findIndex(({ id }) => id === key.slice(0, cut));
    const col = this.columns.findIndex((column) => column.key === key.slice(cut + 1));
    return row < 0 || col < 0 ? null : { row, col };
  }

  /** What a square shows: what the core said, and over it what it has not answered yet. */
  held(key: string): Held {
    const base = this.#held.get(key) ?? NOTHING;
    const waiting = this.#pending.get(key);
    return waiting === undefined ? base : waiting.reduce((held, { change: one }) => applied(held, one, ''), base);
  }

  value(key: string): Value {
    return valueOf(this.held(key));
  }

  text(key: string): string {
    return write(this.value(key));
  }

  refused(key: string): Refused | null {
    return this.#refused.get(key) ?? null;
  }

  mood(key: string): Mood {
    if (this.#refused.has(key)) return 'refused';
    return this.#pending.has(key) ? 'queued' : 'calm';
  }

  takes(col: number): Takes {
    return this.columns[col]?.kind === 'final' ? this.#takes.final : this.#takes.lesson;
  }

  /** Why a square may not be written, a code; `null`: it may. */
  closed({ row, col }: Place): string | null {
    const column = this.columns[col];
    const pupil = this.rows[row];
    if (column === undefined || pupil === undefined) return 'page-outside';
    if (column.kind === 'final') {
      if (!this.page.sets_finals) return 'page-read-only';
      return column.term.id === this.page.term ? this.page.finals_locked : 'final-other';
    }
    if (!this.page.writes) return 'page-read-only';
    if (column.lesson.locked !== null) return column.lesson.locked;
    if (column.lesson.date > this.page.today) return 'lesson-future';
    if (NOT_HELD.has(column.lesson.status)) return 'lesson-not-held';
    return isMember(pupil, column.lesson.date) ? null : 'page-not-member';
  }

  /** How far a text is a value of that square. */
  read(place: Place, text: string): Read {
    return read(text, this.takes(place.col));
  }

  /** The final proposed for a square of the term shown, while none is written. */
  proposed(place: Place): number | null {
    const column = this.columns[place.col];
    const pupil = this.rows[place.row];
    if (column?.kind !== 'final' || pupil === undefined || column.term.id !== this.page.term) return null;
    // Who left before the term's end gets no final of it by a press of one button.
    if (pupil.to !== null && pupil.to < column.term.to) return null;
    const final = this.held(this.key(place)).final;
    return final === null || (final.mark === null && final.groups.length === 0) ? this.average(pupil).proposed : null;
  }

  average(pupil: PagePupil): Pick<PupilAverage, 'average' | 'weighted' | 'marks' | 'proposed'> {
    return this.#averages.get(pupil.id) ?? pupil;
  }

  /** A lesson as it stands with what waits. */
  lesson(key: string): PageLesson | null {
    const base = this.#lessons.get(key);
    if (base === undefined) return null;
    return (this.#pending.get(`lesson|${key}`) ?? []).reduce((lesson, { change: one }) => lessonAfter(lesson, one), base);
  }

  /** Changes that make squares say what was typed; what is not a value is refused where it stands. */
  plan(cells: readonly { place: Place; text: string }[]): Change[] {
    return cells.flatMap(({ place, text }) => {
      const key = this.key(place);
      this.#refused.delete(key);
      const found = this.read(place, text);
      if ('whole' in found) return this.#changes(place, key, found.whole).map((one) => ({ key, change: one }));
      const wrong = 'part' in found ? { wrong: 'code', word: text } : found;
      this.#refused.set(key, { text, code: `journal-wrong-${wrong.wrong}`, args: {}, word: wrong.word });
      return [];
    });
  }

  #changes(place: Place, key: string, value: Value): PageChange[] {
    const column = this.columns[place.col];
    const pupil = this.rows[place.row];
    if (column === undefined || pupil === undefined) return [];
    const held = this.held(key);
    const group = this.page.group.id;
    if (column.kind === 'lesson') {
      const { date, slot } = column.lesson;
      return changesTo({ group, pupil: pupil.id, date, slot }, held, value, this.freshWork(column.key));
    }
    const mark = value.marks[0] ?? null;
    // Another group's final is no answer of this one: what is typed goes into the own cell.
    if (mark === (held.final?.mark ?? null) && (held.final?.groups ?? []).length === 0) return [];
    return [change({ what: 'final', group, pupil: pupil.id, term: column.term.id, cell: column.term.cell === 'year' ? YEAR : MARK }, { mark })];
  }

  /** Work type of new marks in a lesson: what was chosen, else what is announced, else the usual one. */
  freshWork(lesson: string): string {
    return this.chosenWork.get(lesson) ?? this.lesson(lesson)?.works[0]?.work ?? this.usual;
  }

  workType(id: string): WorkTypeRow | null {
    return this.page.works.find((work) => work.id === id) ?? null;
  }

  /** Gives up a refused text. */
  giveUp(key: string): boolean {
    return this.#refused.delete(key);
  }

  /** A step of this group was queued: its squares show it. */
  queued(changes: readonly Change[]): void {
    for (const one of changes) this.#await(one);
  }

  #await(one: Change): void {
    const waiting = this.#pending.get(one.key);
    if (waiting === undefined) this.#pending.set(one.key, [one]);
    else if (!waiting.includes(one)) waiting.push(one);
  }

  /** The core has answered a change: it is kept, or the square goes back and says why. */
  answered(one: Change, done: ChangeDone, undo: boolean): void {
    const waiting = this.#pending.get(one.key)?.filter((other) => other !== one) ?? [];
    if (waiting.length > 0) this.#pending.set(one.key, waiting);
    else this.#pending.delete(one.key);
    const { key, change: said } = one;
    if (done.refused !== null) {
      if (!undo) this.#refused.set(key, { text: wanted(said), code: done.refused, args: done.args, word: '' });
      return;
    }
    if (key.startsWith('lesson|')) {
      const lesson = this.#lessons.get(key.slice('lesson|'.length));
      if (lesson !== undefined) this.#lessons.set(key.slice('lesson|'.length), lessonAfter(lesson, said));
      return;
    }
    this.#held.set(key, applied(this.#held.get(key) ?? NOTHING, said, done.stamp));
  }

  /** Averages and proposals after a write; ids of the pupils whose row shows others now. */
  averaged({ averages }: JournalWritten): string[] {
    const mine = averages.filter(({ term }) => term === this.page.term);
    for (const average of mine) this.#averages.set(average.pupil, average);
    return mine.map(({ pupil }) => pupil);
  }

  /** What waits on this page. */
  get unsent(): number {
    return this.#writer.pending(this.page.group.id).length;
  }

  /** Squares whose text was refused. */
  refusals(): string[] {
    return [...this.#refused.keys()];
  }
}

/** What a refused change wanted to say. */
function wanted({ mark, code, minutes, text }: PageChange): string {
  const value = { ...EMPTY, marks: mark === null ? [] : [mark], absence: code === null ? null : { code, minutes: minutes ?? 0 } };
  return write(value) || (text ?? '');
}

/** Lessons by day; each term's final after its last lesson, the year's at the end. */
function columnsOf(page: JournalPage): Column[] {
  const columns: Column[] = [];
  const lessons = page.lessons.map((lesson): Column => ({ kind: 'lesson', key: lessonKey(lesson.date, lesson.slot), lesson }));
  const shown = page.terms.find(({ id }) => id === page.term);
  if (shown === undefined || shown.cell !== 'year') {
    columns.push(...lessons);
    if (shown !== undefined) columns.push({ kind: 'final', key: finalKey(shown.id), term: shown });
    return withScale(columns, page);
  }
  const rest = new Set(lessons);
  for (const term of page.terms) {
    for (const column of lessons) if (column.kind === 'lesson' && column.lesson.term === term.id && rest.delete(column)) columns.push(column);
    if (term.cell === 'year') columns.push(...rest);
    columns.push({ kind: 'final', key: finalKey(term.id), term });
  }
  return withScale(columns, page);
}

/** A group without final marks has no column of them (J-01). */
function withScale(columns: Column[], page: JournalPage): Column[] {
  return page.final_scale.length > 0 ? columns : columns.filter(({ kind }) => kind === 'lesson');
}

export function isMember({ from, to }: PagePupil, date: string): boolean {
  return (from === null || date >= from) && (to === null || date <= to);
}

/** A lesson after a change of its topic, homework or works. */
export function lessonAfter(lesson: PageLesson, { cell, text, plan, due, minutes, kind, status }: PageChange): PageLesson {
  switch (cell.what) {
    case 'topic':
      return { ...lesson, topic: text, plan };
    case 'homework':
      return { ...lesson, homework: text, due, minutes };
    case 'lesson':
      return { ...lesson, kind: kind ?? lesson.kind, status: status ?? lesson.status };
    case 'work': {
      const work = cell.work ?? '';
      const ordinal = cell.ordinal ?? 1;
      const others = lesson.works.filter((other) => other.work !== work || other.ordinal !== ordinal);
      return { ...lesson, works: text === null ? others : [...others, { work, ordinal, title: text }] };
    }
    default:
      return lesson;
  }
}
