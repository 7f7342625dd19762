// From what stands in a square to the changes that make it say something else, and back: pure.
import type { CellAbsence, CellMark, CellRef, PageChange, PageFinal } from '../../lib/generated/contract';
import { same, type Value } from './codes';

/** What a square of the page holds. */
export type Held = { marks: CellMark[]; absence: CellAbsence | null; final: PageFinal | null };
export const NOTHING: Held = { marks: [], absence: null, final: null };

const NO_CELL: CellRef = { what: '', group: '', date: null, slot: null, pupil: null, work: null, ordinal: null, term: null, cell: null, grade: null };
const NO_CHANGE: Omit<PageChange, 'cell'> = { mark: null, code: null, minutes: null, text: null, plan: null, due: null, kind: null, status: null, guard: null };

/** A change of a cell; what is not said is left out, and a change that says nothing clears the cell. */
export function change(cell: Partial<CellRef> & { what: string; group: string }, say: Partial<Omit<PageChange, 'cell'>> = {}): PageChange {
  return { ...NO_CHANGE, ...say, cell: { ...NO_CELL, ...cell } };
}

/** The square of a pupil in a lesson. */
export type Square = { group: string; pupil: string; date: string; slot: number };

/** The square, or the lesson, that a change shows in. */
export function keyOf({ cell }: PageChange): string {
  const lesson = `${cell.date ?? ''}|${cell.slot ?? 0}`;
  if (cell.what === 'final') return `${cell.pupil ?? ''}|final|${cell.term ?? ''}`;
  return cell.what === 'mark' || cell.what === 'attendance' ? `${cell.pupil ?? ''}|${lesson}` : `lesson|${lesson}`;
}

export function valueOf(held: Held): Value {
  if (held.final !== null) return { absence: null, marks: held.final.mark === null ? [] : [held.final.mark] };
  const { absence, marks } = held;
  return { absence: absence === null ? null : { code: absence.code, minutes: absence.minutes }, marks: marks.map(({ mark }) => mark) };
}

/** Changes that make the square say `value`. New marks are of the work `fresh`. */
export function changesTo(square: Square, held: Held, value: Value, fresh: string): PageChange[] {
  if (same(valueOf(held), value)) return [];
  const { group, pupil, date, slot } = square;
  const at = { group, pupil, date, slot };
  const changes: PageChange[] = [];
  const was = held.absence;
  if (was?.code !== value.absence?.code || (was?.minutes ?? 0) !== (value.absence?.minutes ?? 0)) {
    const say = value.absence === null ? {} : { code: value.absence.code, ...(value.absence.minutes > 0 ? { minutes: value.absence.minutes } : {}) };
    changes.push(change({ what: 'attendance', ...at }, say));
  }
  const old = held.marks;
  const next = value.marks;
  const { head, tail } = kept(old.map(({ mark }) => mark), next);
  const middle = old.slice(head, old.length - tail);
  const wanted = next.slice(head, next.length - tail);
  middle.forEach(({ work, ordinal, mark: before }, index) => {
    const mark = wanted[index];
    if (mark !== before) changes.push(change({ what: 'mark', ...at, work, ordinal }, mark === undefined ? {} : { mark }));
  });
  const taken = new Set(old.filter(({ work }) => work === fresh).map(({ ordinal }) => ordinal));
  for (const mark of wanted.slice(middle.length)) {
    let ordinal = 1;
    while (taken.has(ordinal)) ordinal += 1;
    taken.add(ordinal);
    changes.push(change({ what: 'mark', ...at, work: fresh, ordinal }, { mark }));
  }
  return changes;
}

/** How many marks at the beginning and at the end stay as they are. */
function kept(old: readonly number[], next: readonly number[]): { head: number; tail: number } {
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1;
  return { head, tail };
}

/** What the square holds after a change; `stamp` is empty while the core has not answered. */
export function applied(held: Held, { cell, mark, code, minutes, text }: PageChange, stamp: string): Held {
  if (cell.what === 'attendance') {
    const absence = code === null ? null : { code, minutes: minutes ?? 0, stated: false, conflict: false, stamp };
    return { ...held, absence };
  }
  if (cell.what === 'final') {
    const before = held.final;
    const final: PageFinal = { pupil: cell.pupil ?? '', term: cell.term ?? '', cell: cell.cell ?? 1, mark, proposed: before?.proposed ?? null, grounds: text ?? '', conflict: false, groups: [], moved: false, stamp };
    return { ...held, final };
  }
  if (cell.what !== 'mark') return held;
  const work = cell.work ?? '';
  const ordinal = cell.ordinal ?? 1;
  const at = held.marks.findIndex((old) => old.work === work && old.ordinal === ordinal);
  if (mark === null) return at < 0 ? held : { ...held, marks: held.marks.filter((_, index) => index !== at) };
  const made: CellMark = { work, ordinal, mark, conflict: false, stamp };
  if (at < 0) return { ...held, marks: [...held.marks, made] };
  return { ...held, marks: held.marks.map((old, index) => (index === at ? made : old)) };
}
