// What the side panel says about the square of the cursor: read from the sheet, never kept. Pure.
import type { PageLesson, PagePupil, TermRow, WorkTypeRow } from '../../lib/generated/contract';
import { markText } from './codes';
import type { Held } from './changes';
import type { Place } from './grid';
import { isMember, type Mood, type Refused, type Sheet } from './sheet';

/** A mark with its work, as the panel lists them. */
export type Said = { mark: number; text: string; work: string; conflict: boolean };

export type Look = {
  place: Place;
  key: string;
  column: string;
  pupil: PagePupil | null;
  lesson: PageLesson | null;
  term: TermRow | null;
  held: Held;
  marks: Said[];
  mood: Mood;
  refused: Refused | null;
  /** Why nothing may be written in the square, a code. */
  closed: string | null;
  /** Why nothing may be written about the lesson, a code. */
  lessonClosed: string | null;
  proposed: number | null;
  average: string;
  weighted: string;
  count: number;
  /** The pupil's last mark before this lesson. */
  last: { text: string; work: string; date: string } | null;
  /** Lessons in a row, this one included, in which the pupil was there and has no mark. */
  unasked: number;
  /** Type of new marks in the lesson. */
  fresh: string;
  /** What waits on the page, and how many texts were refused. */
  refusedCount: number;
};

export function lookAt(sheet: Sheet, place: Place): Look {
  const column = sheet.columns[place.col];
  const pupil = sheet.rows[place.row] ?? null;
  const key = sheet.key(place);
  const held = sheet.held(key);
  const lesson = column?.kind === 'lesson' ? sheet.lesson(column.key) : null;
  const average = pupil === null ? null : sheet.average(pupil);
  return {
    place,
    key,
    column: column?.key ?? '',
    pupil,
    lesson,
    term: column?.kind === 'final' ? column.term : null,
    held,
    marks: saidOf(sheet, held),
    mood: sheet.mood(key),
    refused: sheet.refused(key),
    closed: sheet.closed(place),
    lessonClosed: lesson === null ? null : sheet.page.writes ? lesson.locked : 'page-read-only',
    proposed: sheet.proposed(place),
    average: average?.average ?? '',
    weighted: average?.weighted ?? '',
    count: average?.marks ?? 0,
    ...before(sheet, place, pupil),
    fresh: column?.kind === 'lesson' ? sheet.freshWork(column.key) : sheet.usual,
    refusedCount: sheet.refusals().length,
  };
}

function saidOf(sheet: Sheet, { marks, final }: Held): Said[] {
  if (final !== null) return final.mark === null ? [] : [{ mark: final.mark, text: markText(final.mark), work: '', conflict: final.conflict }];
  return marks.map(({ mark, work, conflict }) => ({ mark, text: markText(mark), work: sheet.workType(work)?.name ?? '', conflict }));
}

/** The last mark, and for how many lessons the pupil has not been asked. */
function before(sheet: Sheet, { col }: Place, pupil: PagePupil | null): Pick<Look, 'last' | 'unasked'> {
  let unasked = 0;
  if (pupil === null) return { last: null, unasked };
  const here = sheet.held(sheet.key({ row: sheet.rows.indexOf(pupil), col })).marks.length > 0;
  for (let at = col; at >= 0; at -= 1) {
    const column = sheet.columns[at];
    if (column?.kind !== 'lesson' || column.lesson.date > sheet.page.today || !isMember(pupil, column.lesson.date)) continue;
    const held = sheet.held(`${pupil.id}|${column.key}`);
    const mark = held.marks.at(-1);
    if (mark !== undefined && at < col) return { last: { text: markText(mark.mark), work: sheet.workType(mark.work)?.short ?? '', date: column.lesson.date }, unasked: here ? 0 : unasked };
    if (mark === undefined && held.absence === null) unasked += 1;
  }
  return { last: null, unasked: here ? 0 : unasked };
}

/** A work of the lesson and how far it is marked: what is due, said beside the lesson. */
export type WorkDue = { type: WorkTypeRow; ordinal: number; title: string; marked: number; of: number; until: string | null };

export function worksDue(sheet: Sheet, lesson: PageLesson): WorkDue[] {
  const column = `${lesson.date}|${lesson.slot}`;
  const present = sheet.rows.filter((pupil) => isMember(pupil, lesson.date));
  return lesson.works.flatMap(({ work, ordinal, title }) => {
    const type = sheet.workType(work);
    if (type === null) return [];
    const squares = present.map(({ id }) => sheet.held(`${id}|${column}`));
    const marked = squares.filter(({ marks }) => marks.some((mark) => mark.work === work && mark.ordinal === ordinal)).length;
    const of = squares.filter(({ absence, marks }) => marks.length > 0 || absence === null || absence.code === LATE).length;
    return [{ type, ordinal, title, marked, of, until: type.days > 0 ? plusDays(lesson.date, type.days) : null }];
  });
}
const LATE = 5;

export function plusDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
