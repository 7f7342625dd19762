// What may be typed into a square and what it means: one table of codes (J-01, J-02, J-04). Pure.

/** A mark, by its number in events, as it is written and as it is shown. */
type Code = { number: number; typed: string; shown: string };

/** Codes of marks beyond the numbers. */
const MARKS: readonly Code[] = [
  { number: 11, typed: 'з', shown: 'зач' },
  { number: 12, typed: 'нз', shown: 'нез' },
  { number: 13, typed: '.', shown: '·' },
  { number: 14, typed: 'осв', shown: 'осв' },
  { number: 15, typed: 'на', shown: 'н/а' },
  { number: 16, typed: 'бо', shown: 'б/о' },
];
/** Codes of absence. */
const ABSENCES: readonly Code[] = [
  { number: 1, typed: 'н', shown: 'н' },
  { number: 2, typed: 'нп', shown: 'нп' },
  { number: 3, typed: 'уп', shown: 'уп' },
  { number: 4, typed: 'б', shown: 'б' },
  { number: 5, typed: 'оп', shown: 'оп' },
];
/** Other ways to write the same; a text as it is shown reads back as itself. */
const ALSO: Readonly<Record<string, string>> = { у: 'уп', о: 'оп', зач: 'з', незач: 'нз', нез: 'нз', '·': '.', 'н/а': 'на', безотм: 'бо', 'б/о': 'бо' };

const HIGHEST_NUMERIC = 10;
const LATE = 5;
const MOST_MINUTES = 45;
const MOST_MARKS = 9;

type Word = { absence: number } | { mark: number };
const WORDS: ReadonlyMap<string, Word> = words();

function words(): Map<string, Word> {
  const all = new Map<string, Word>();
  for (let mark = 1; mark <= HIGHEST_NUMERIC; mark += 1) all.set(String(mark), { mark });
  for (const { number, typed } of MARKS) all.set(typed, { mark: number });
  for (const { number, typed } of ABSENCES) all.set(typed, { absence: number });
  for (const [other, typed] of Object.entries(ALSO)) all.set(other, all.get(typed) as Word);
  return all;
}
const LONGEST = Math.max(...[...WORDS.keys()].map((word) => word.length));

/** What a square says: an absence, marks in order. */
export type Value = { absence: { code: number; minutes: number } | null; marks: number[] };
export const EMPTY: Value = { absence: null, marks: [] };

/** What a square takes: mark codes, and whether an absence may stand in it. */
export type Takes = { marks: ReadonlySet<number>; absence: boolean; most: number };

/** How far a text is read: a whole value; the beginning of one; or why it is none. */
export type Read = { whole: Value } | { part: true } | { wrong: Wrong; word: string };
/** Why a text is refused: `journal-wrong-<code>` of the catalogue. */
export type Wrong = 'code' | 'scale' | 'absence' | 'two-absences' | 'minutes' | 'many';

const SEPARATORS = /[\s/,;+]+/u;

/** Lower case, Russian letters for the Latin ones that look like them or lie on the same key. */
export function normal(text: string): string {
  return text.toLocaleLowerCase('ru').replace(/[a-z]/gu, (letter) => LATIN[letter] ?? letter).trim();
}
const LATIN: Readonly<Record<string, string>> = { h: 'н', o: 'о', a: 'а', c: 'с', b: 'б', y: 'у' };

/** Reads what was typed or pasted. The empty text is the empty square. */
export function read(text: string, takes: Takes): Read {
  const value: Value = { absence: null, marks: [] };
  for (const chunk of chunks(normal(text))) {
    const wrong = readChunk(chunk, value, takes);
    if (wrong === 'part') return { part: true };
    if (wrong !== null) return wrong;
  }
  if (value.marks.length > Math.min(takes.most, MOST_MARKS)) return { wrong: 'many', word: text.trim() };
  return { whole: value };
}

/** Texts between separators; a code that holds a stroke (`н/а`) stays whole. */
function chunks(text: string): string[] {
  const kept = text.replace(/н\/а/gu, 'на').replace(/б\/о/gu, 'бо');
  return kept.split(SEPARATORS).filter((chunk) => chunk !== '');
}

/** Reads words without separators, the longest first; what fails may still be the beginning of a word that the square takes. */
function readChunk(chunk: string, value: Value, takes: Takes): Extract<Read, { wrong: Wrong }> | 'part' | null {
  let part = false;
  for (let at = 0; at < chunk.length; ) {
    const rest = chunk.slice(at);
    part ||= beginsWord(rest, takes);
    const found = longest(rest, takes);
    const wrong = found === null ? { wrong: 'code' as const, word: rest } : take(found.word, rest, value, takes);
    if (wrong !== null) return part ? 'part' : wrong;
    at += (found?.length ?? 0) + minutesOf(rest.slice(found?.length ?? 0)).length;
  }
  return null;
}

/** Adds one word to the value, or says why not. */
function take(word: Word, rest: string, value: Value, takes: Takes): Extract<Read, { wrong: Wrong }> | null {
  if ('mark' in word) {
    if (!takes.marks.has(word.mark)) return { wrong: 'scale', word: rest };
    value.marks.push(word.mark);
    return null;
  }
  if (!takes.absence) return { wrong: 'absence', word: rest };
  if (value.absence !== null) return { wrong: 'two-absences', word: rest };
  const minutes = Number(minutesOf(rest.replace(/^[^:]*/u, '')).slice(1) || 0);
  if (rest.includes(':') && (word.absence !== LATE || minutes > MOST_MINUTES || minutes === 0)) return { wrong: 'minutes', word: rest };
  value.absence = { code: word.absence, minutes };
  return null;
}

/** `:15` at the beginning of a text. */
function minutesOf(text: string): string {
  return /^:\d{1,2}/u.exec(text)?.[0] ?? '';
}

function longest(text: string, takes: Takes): { word: Word; length: number } | null {
  for (let length = Math.min(LONGEST, text.length); length > 0; length -= 1) {
    const word = WORDS.get(text.slice(0, length));
    if (word === undefined) continue;
    if (length === 2 && 'mark' in word && word.mark === HIGHEST_NUMERIC && !takes.marks.has(HIGHEST_NUMERIC)) continue;
    return { word, length };
  }
  return null;
}

/** True for the beginning of a longer word that the square takes. */
function beginsWord(text: string, takes: Takes): boolean {
  return [...WORDS].some(([known, word]) => known.length > text.length && known.startsWith(text) && ('mark' in word ? takes.marks.has(word.mark) : takes.absence));
}

/** A mark as it is shown. */
export function markText(mark: number): string {
  return mark <= HIGHEST_NUMERIC ? String(mark) : (MARKS.find(({ number }) => number === mark)?.shown ?? '');
}

/** An absence as it is shown. */
export function absenceText(code: number): string {
  return ABSENCES.find(({ number }) => number === code)?.shown ?? '';
}

/** A value as a text that reads back as the same value: for editing and for a spreadsheet. */
export function write({ absence, marks }: Value): string {
  const late = absence !== null && absence.minutes > 0 ? `:${absence.minutes}` : '';
  const said = absence === null ? [] : [absenceText(absence.code) + late];
  return [...said, ...marks.map(markText)].join(' ');
}

/** True when both say the same. */
export function same(one: Value, other: Value): boolean {
  return write(one) === write(other);
}

/** Codes of a scale as a person types them, for the line of keys. */
export function typedOf(mark: number): string {
  return mark <= HIGHEST_NUMERIC ? String(mark) : (MARKS.find(({ number }) => number === mark)?.typed ?? '');
}
