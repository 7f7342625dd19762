// The grid's own state: where the cursor stands, what is selected, what is being typed. Pure: no page, no clock, no core.
import type { Command } from './keys';

/** A square of the grid, counted from nought. */
export type Place = { row: number; col: number };
/** A rectangle of squares, both ends in it. */
export type Range = { top: number; left: number; bottom: number; right: number };
/** A text that was typed over a square and may still grow. */
export type Entry = { text: string; until: number };

export type Grid = {
  rows: number;
  cols: number;
  cursor: Place;
  /** The other corner of the selection; the cursor itself when nothing is selected. */
  anchor: Place;
  /** Typed over the square of the cursor; it closes after `GROW_MS`, and whenever the cursor moves. */
  entry: Entry | null;
  /** Something was typed over since the cursor came here: Tab then goes on to the next square. */
  typed: boolean;
  /** The shared editor is open on the square of the cursor, beginning with this text. */
  editor: string | null;
};

/** What the page is told to do, in order. */
export type Effect =
  | { do: 'write'; cells: { place: Place; text: string }[] }
  | { do: 'copy'; range: Range }
  | { do: 'undo' | 'redo' | 'paste' | 'find' | 'help' | 'leave' | 'leave-back' }
  | { do: 'say'; what: Said; word: string };
/** What is said to the person: `journal-said-<code>`. */
export type Said = 'locked' | 'no-code' | 'nothing-to-undo' | 'skipped-locked';

/** What the grid asks of the page. */
export type Page = {
  /** How far a text is a value of that square. */
  check(place: Place, text: string): 'whole' | 'part' | 'wrong';
  /** The text that stands in a square. */
  text(place: Place): string;
  /** What the editor opens with in an empty square: a proposed final. */
  proposed(place: Place): string;
  /** True when the square may be written. */
  open(place: Place): boolean;
  /** Rows that one page of the screen shows. */
  pageRows: number;
};

/** A further key within this time makes the text longer: `54` two marks, `н4`. */
export const GROW_MS = 600;

export function gridOf(rows: number, cols: number, cursor: Place = { row: 0, col: 0 }): Grid {
  const at = { row: clamp(cursor.row, rows), col: clamp(cursor.col, cols) };
  return { rows, cols, cursor: at, anchor: at, entry: null, typed: false, editor: null };
}

const clamp = (index: number, count: number) => Math.max(0, Math.min(count - 1, index));

/** The selected squares. */
export function rangeOf({ cursor, anchor }: Grid): Range {
  return { top: Math.min(cursor.row, anchor.row), bottom: Math.max(cursor.row, anchor.row), left: Math.min(cursor.col, anchor.col), right: Math.max(cursor.col, anchor.col) };
}

/** Places of a range, row by row. */
export function* placesOf({ top, bottom, left, right }: Range): Generator<Place> {
  for (let row = top; row <= bottom; row += 1) for (let col = left; col <= right; col += 1) yield { row, col };
}

type Step = { grid: Grid; effects: Effect[] };
const still = (grid: Grid): Step => ({ grid, effects: [] });

/** Closes what was typed over: it is written as it stands. */
export function close(grid: Grid): Step {
  if (grid.entry === null) return still(grid);
  return { grid: { ...grid, entry: null }, effects: [{ do: 'write', cells: [{ place: grid.cursor, text: grid.entry.text }] }] };
}

/** One command at one time (milliseconds of a clock that does not go back). */
export function step(grid: Grid, command: Command, now: number, page: Page): Step {
  if (grid.rows === 0 || grid.cols === 0) return still(grid);
  if (command.do === 'type') return type(grid, command.sign, now, page);
  if (command.do === 'erase') return erase(grid, now, page);
  if (command.do === 'cancel') return still({ ...grid, entry: null, editor: null, anchor: grid.cursor });
  if ((command.do === 'undo' || command.do === 'redo') && grid.entry !== null) return still({ ...grid, entry: null });
  const closed = close(grid);
  const next = after(closed.grid, command, grid.entry === null ? page : over(page, grid.cursor, grid.entry.text));
  return { grid: next.grid, effects: [...closed.effects, ...next.effects] };
}

/** The page as it will be when what was typed over a square has been written. */
function over(page: Page, { row, col }: Place, typed: string): Page {
  return { ...page, text: (place) => (place.row === row && place.col === col ? typed : page.text(place)) };
}

/** Commands that come after what was typed has been written. */
function after(grid: Grid, command: Exclude<Command, { do: 'type' | 'erase' | 'cancel' }>, page: Page): Step {
  const { cursor } = grid;
  switch (command.do) {
    case 'move':
      return still(moved(grid, cursor.row + command.rows, cursor.col + command.cols, command.extend));
    case 'jump':
      return still(jumped(grid, command.to, command.extend, page.pageRows));
    case 'enter':
      return still(moved(grid, cursor.row + (command.back ? -1 : 1), cursor.col, false));
    case 'lesson':
      return still(moved(grid, cursor.row, cursor.col + command.step, false));
    case 'tab':
      return tabbed(grid, command.back);
    case 'edit':
      return edited(grid, page.text(cursor) || page.proposed(cursor), page);
    case 'append': {
      const text = page.text(cursor);
      return edited(grid, text === '' ? '' : `${text} `, page);
    }
    case 'clear':
      return cleared(grid, rangeOf(grid), page);
    case 'cut':
      return { grid, effects: [{ do: 'copy', range: rangeOf(grid) }, ...cleared(grid, rangeOf(grid), page).effects] };
    case 'copy':
      return { grid, effects: [{ do: 'copy', range: rangeOf(grid) }] };
    case 'fill':
      return filled(grid, page);
    case 'all':
      return still({ ...grid, anchor: { row: 0, col: 0 }, cursor: { row: grid.rows - 1, col: grid.cols - 1 } });
    case 'undo':
    case 'redo':
    case 'paste':
    case 'find':
    case 'help':
      return { grid, effects: [{ do: command.do }] };
  }
}

/** Tab goes on to the next square after something was typed, else out of the grid; so does it at the edge. */
function tabbed(grid: Grid, back: boolean): Step {
  const col = grid.cursor.col + (back ? -1 : 1);
  if (grid.typed && col >= 0 && col < grid.cols) return still(moved(grid, grid.cursor.row, col, false));
  return { grid, effects: [{ do: back ? 'leave-back' : 'leave' }] };
}

/** Moves the cursor, inside the grid; the selection grows with Shift. */
function moved(grid: Grid, row: number, col: number, extend: boolean): Grid {
  const cursor = { row: clamp(row, grid.rows), col: clamp(col, grid.cols) };
  return { ...grid, cursor, anchor: extend ? grid.anchor : cursor, typed: false };
}

function jumped(grid: Grid, to: Extract<Command, { do: 'jump' }>['to'], extend: boolean, pageRows: number): Grid {
  const { row, col } = grid.cursor;
  const last = { row: grid.rows - 1, col: grid.cols - 1 };
  switch (to) {
    case 'row-start':
      return moved(grid, row, 0, extend);
    case 'row-end':
      return moved(grid, row, last.col, extend);
    case 'first':
      return moved(grid, 0, 0, extend);
    case 'last':
      return moved(grid, last.row, last.col, extend);
    case 'page-up':
      return moved(grid, row - pageRows, col, extend);
    case 'page-down':
      return moved(grid, row + pageRows, col, extend);
  }
}

/** A key typed over: it makes the text longer while it may, else it begins anew. */
function type(grid: Grid, sign: string, now: number, page: Page): Step {
  const place = grid.cursor;
  if (!page.open(place)) return { grid, effects: [{ do: 'say', what: 'locked', word: '' }] };
  const grows = grid.entry !== null && now < grid.entry.until;
  const before = grid.entry?.text ?? '';
  const longer = grows ? page.check(place, before + sign) : 'wrong';
  const alone = page.check(place, sign);
  // A beginning is kept only while the key says nothing by itself: «н» pressed twice is «н».
  if (longer === 'whole' || (longer === 'part' && alone !== 'whole')) return still(typing(grid, before + sign, now));
  if (alone === 'wrong') return { grid, effects: [{ do: 'say', what: 'no-code', word: grows ? before + sign : sign }] };
  const closed = grows ? still(grid) : close(grid);
  return { grid: typing(closed.grid, sign, now), effects: closed.effects };
}

function typing(grid: Grid, text: string, now: number): Grid {
  return { ...grid, anchor: grid.cursor, typed: true, entry: { text, until: now + GROW_MS } };
}

/** Backspace takes the last sign of what is being typed; else it clears as Delete does. */
function erase(grid: Grid, now: number, page: Page): Step {
  if (grid.entry === null) return cleared(grid, rangeOf(grid), page);
  const text = grid.entry.text.slice(0, -1);
  return still({ ...grid, entry: text === '' ? null : { text, until: now + GROW_MS } });
}

function edited(grid: Grid, text: string, page: Page): Step {
  if (!page.open(grid.cursor)) return { grid, effects: [{ do: 'say', what: 'locked', word: '' }] };
  return still({ ...grid, anchor: grid.cursor, editor: text });
}

function cleared(grid: Grid, range: Range, page: Page): Step {
  return written(grid, [...placesOf(range)].filter((place) => page.text(place) !== '').map((place) => ({ place, text: '' })), page);
}

/** Ctrl+D: the first row of the selection goes down; of one row, the row above comes down. */
function filled(grid: Grid, page: Page): Step {
  const range = rangeOf(grid);
  const single = range.top === range.bottom;
  if (single && range.top === 0) return still(grid);
  const from = single ? range.top - 1 : range.top;
  const into = [...placesOf({ ...range, top: from + 1 })];
  return written(grid, into.map((place) => ({ place, text: page.text({ row: from, col: place.col }) })), page);
}

/** Writes where it may be written, and says when something was left out. */
export function written(grid: Grid, cells: { place: Place; text: string }[], page: Page): Step {
  const open = cells.filter(({ place }) => page.open(place));
  const effects: Effect[] = open.length > 0 ? [{ do: 'write', cells: open }] : [];
  if (open.length < cells.length) effects.push({ do: 'say', what: open.length === 0 ? 'locked' : 'skipped-locked', word: String(cells.length - open.length) });
  return { grid, effects };
}

/** Lines of a table from a spreadsheet, laid on from the selection's corner; one value fills the whole selection. */
export function pasted(grid: Grid, table: readonly (readonly string[])[], page: Page): Step {
  const range = rangeOf(grid);
  const only = table.length === 1 && table[0]?.length === 1 ? table[0][0] : undefined;
  if (only !== undefined) return written(grid, [...placesOf(range)].map((place) => ({ place, text: only })), page);
  const cells = table.flatMap((line, row) => line.map((text, col) => ({ place: { row: range.top + row, col: range.left + col }, text })));
  return written(grid, cells.filter(({ place }) => place.row < grid.rows && place.col < grid.cols), page);
}

/** What the shared editor held, and where the cursor goes after it. */
export function committed(grid: Grid, text: string, by: { rows: number; cols: number }): Step {
  if (grid.editor === null) return still(grid);
  const closed = { ...grid, editor: null };
  const write: Effect = { do: 'write', cells: [{ place: grid.cursor, text }] };
  return { grid: moved(closed, grid.cursor.row + by.rows, grid.cursor.col + by.cols, false), effects: [write] };
}
