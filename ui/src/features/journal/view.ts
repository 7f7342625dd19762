// The table of the page as plain DOM: built once for a page, then only the squares that changed are touched.
// Six thousand components with effects of their own would be slower than a key; a string and a few class names are not.
import { t } from '../../lib/texts';
import { absenceText, markText, type Value } from './codes';
import { rangeOf, type Grid, type Place, type Range } from './grid';
import { monthName, Months } from './months';
import { isMember, type Column, type Mood, type Sheet } from './sheet';

const RED_MARK = 2;
const FIFTH = 5;
const LONG_TEXT = 4;

const escape = (text: string) => text.replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);

/** Columns that are built at once: more than the widest window shows. */
type Near = { from: number; to: number };
const NEAR_BEFORE = 34;
const NEAR_AFTER = 14;
const FILL_ROWS = 4;
const FILL_AFTER_MS = 24;

/** How a square is drawn. */
export type Drawn = { value: Value; proposed: number | null; mood: Mood; raw: string | null; conflict: boolean; moved: boolean };

export class View {
  readonly table: HTMLTableElement;
  readonly months: Months;
  #sheet: Sheet;
  #rows: HTMLTableRowElement[] = [];
  /** Squares by row and column; a row that is not whole yet has holes. */
  #cells: (HTMLTableCellElement | undefined)[][] = [];
  /** Rows that still have gaps. */
  #partial = new Set<number>();
  #draw: (place: Place) => Drawn;
  #filling: ReturnType<typeof setTimeout> | undefined;
  #averages: HTMLTableCellElement[] = [];
  #heads: HTMLTableCellElement[] = [];
  #cursor: HTMLTableCellElement | null = null;
  #selected: HTMLTableCellElement[] = [];
  #range = '';

  /** Squares around `col` are built at once, the rest when the first have been painted. */
  constructor(sheet: Sheet, draw: (place: Place) => Drawn, label: string, col: number) {
    this.#sheet = sheet;
    this.#draw = draw;
    const near = { from: Math.max(0, col - NEAR_BEFORE), to: Math.min(sheet.columns.length - 1, col + NEAR_AFTER) };
    this.table = document.createElement('table');
    this.table.setAttribute('role', 'grid');
    this.table.setAttribute('aria-label', label);
    this.table.setAttribute('aria-rowcount', String(sheet.rows.length + 2));
    this.table.setAttribute('aria-multiselectable', 'true');
    this.table.dataset['testid'] = 'journal-grid';
    this.table.className = `journal ${isYear(sheet) ? 'year' : 'term'}`;
    this.table.innerHTML = `<thead role="rowgroup">${this.#months()}${this.#days()}</thead><tbody role="rowgroup">${this.#body(near)}</tbody>`;
    this.months = new Months(this.table);
    this.#collect(near);
  }

  #collect(near: Near): void {
    this.#rows = [...(this.table.tBodies[0]?.rows ?? [])];
    this.#rows.forEach((_, row) => this.#collectRow(row));
    this.#averages = this.#rows.map((row) => row.querySelector<HTMLTableCellElement>('td.average')).filter((cell) => cell !== null);
    this.#heads = [...this.table.querySelectorAll<HTMLTableCellElement>('thead th[data-col]')];
    const width = (columns: Column[]) => columns.reduce((sum, { kind }) => (kind === 'final' ? { ...sum, finals: sum.finals + 1 } : { ...sum, lessons: sum.lessons + 1 }), { lessons: 0, finals: 0 });
    const { columns } = this.#sheet;
    for (const [name, part] of [['--before', columns.slice(0, near.from)], ['--after', columns.slice(near.to + 1, Math.max(near.to + 1, columns.length - 1))]] as const) {
      const { lessons, finals } = width(part);
      this.table.style.setProperty(name, `calc(var(--cell) * ${lessons} + var(--inner) * ${finals})`);
    }
    if (near.from > 0 || near.to < columns.length - 2) this.#rows.forEach((_, row) => this.#partial.add(row));
    if (this.#partial.size > 0) this.#filling = setTimeout(() => this.#fillSome(), FILL_AFTER_MS);
  }

  #collectRow(row: number): void {
    const cells: (HTMLTableCellElement | undefined)[] = Array<undefined>(this.#sheet.columns.length).fill(undefined);
    for (const cell of this.#rows[row]?.querySelectorAll<HTMLTableCellElement>('td[data-col]') ?? []) cells[Number(cell.dataset['col'])] = cell;
    this.#cells[row] = cells;
  }

  /** A few rows at a time, so that a key never waits long. */
  #fillSome(): void {
    let left = FILL_ROWS;
    for (const row of [...this.#partial]) {
      if (left === 0) break;
      left -= 1;
      this.#fill(row);
    }
    if (this.#partial.size > 0) this.#filling = setTimeout(() => this.#fillSome(), FILL_AFTER_MS);
  }

  /** Puts squares into the gaps of a row; nothing moves, for a gap is as wide as they are. */
  #fill(row: number): void {
    if (!this.#partial.delete(row)) return;
    for (const gap of this.#rows[row]?.querySelectorAll<HTMLElement>('td.gap') ?? []) {
      const [from, to] = [Number(gap.dataset['from']), Number(gap.dataset['to'])];
      gap.outerHTML = this.#cellsOf(row, from, to);
    }
    this.#collectRow(row);
  }

  /** Stops what has not been built yet. */
  destroy(): void {
    clearTimeout(this.#filling);
    this.table.remove();
  }

  /** Months over days; a column of finals parts them. */
  #months(): string {
    const { columns } = this.#sheet;
    let html = `<td role="gridcell" class="name corner"></td>`;
    for (let at = 0; at < columns.length; ) {
      const column = columns[at] as Column;
      if (column.kind === 'final') {
        if (at === columns.length - 1) html += '<td role="gridcell" class="average top"></td>';
        html += `<td role="gridcell" class="final top${last(at, columns)}"></td>`;
        at += 1;
        continue;
      }
      const month = column.lesson.date.slice(0, 7);
      let end = at;
      while (end < columns.length && monthOf(columns[end] as Column) === month) end += 1;
      const name = escape(monthName(month));
      html += `<th role="columnheader" class="month" data-from="${at}" data-span="${end - at}" title="${name}" aria-label="${name}"><span>${name}</span></th>`;
      at = end;
    }
    return `<tr role="row" class="months">${html}</tr>`;
  }

  #days(): string {
    const { columns, page } = this.#sheet;
    const heads = columns.map((column, col) => {
      const average = column.kind === 'final' && col === columns.length - 1 ? `<th role="columnheader" class="average">${escape(t('journal-average'))}</th>` : '';
      if (column.kind === 'final') return `${average}<th role="columnheader" class="final${last(col, columns)}" data-col="${col}" title="${escape(column.term.name)}">${escape(column.term.short)}</th>`;
      return `<th role="columnheader" class="${headClass(column, page.today)}" data-col="${col}">${this.#head(column)}</th>`;
    });
    return `<tr role="row" class="days"><th role="columnheader" class="name">${escape(t('journal-pupil'))}</th>${heads.join('')}</tr>`;
  }

  #head(column: Extract<Column, { kind: 'lesson' }>): string {
    const lesson = this.#sheet.lesson(column.key) ?? column.lesson;
    const works = lesson.works.map(({ work }) => this.#sheet.workType(work)?.short ?? '').filter((short, at, all) => short !== '' && all.indexOf(short) === at);
    return `<span>${Number(lesson.date.slice(8))}</span><small>${escape(works.slice(0, 2).join(' '))}</small>`;
  }

  #body(near: Near): string {
    const { rows, columns, page } = this.#sheet;
    const end = columns.length - 1;
    return rows
      .map((pupil, row) => {
        const gap = (side: string, from: number, to: number) => (from > to ? '' : `<td class="gap ${side}" role="gridcell" data-from="${from}" data-to="${to}"></td>`);
        const inside = gap('before', 0, near.from - 1) + this.#cellsOf(row, near.from, near.to) + gap('after', near.to + 1, end - 1) + (near.to < end ? this.#cellsOf(row, end, end) : '');
        const gone = pupil.to !== null && pupil.to < page.today ? ' gone' : '';
        return `<tr role="row" data-row="${row}" class="${(row + 1) % FIFTH === 0 ? 'fifth' : ''}${gone}"><th role="rowheader" class="name" title="${escape([pupil.full_name, pupil.note].filter((part) => part !== '').join(' · '))}"><span>${row + 1}</span><b>${escape(pupil.name)}</b></th>${inside}</tr>`;
      })
      .join('');
  }

  /** Squares of a row from one column to another, the average before the last final. */
  #cellsOf(row: number, from: number, to: number): string {
    const { rows, columns, page } = this.#sheet;
    const pupil = rows[row];
    if (pupil === undefined) return '';
    let inside = '';
    for (let col = from; col <= to; col += 1) {
      const column = columns[col];
      if (column === undefined) continue;
      if (column.kind === 'final' && col === columns.length - 1) inside += `<td role="gridcell" class="average" aria-readonly="true">${escape(this.#sheet.average(pupil).average)}</td>`;
      const drawn = this.#draw({ row, col });
      const base = this.#base(column, col, isMember(pupil, column.kind === 'lesson' ? column.lesson.date : page.today));
      inside += `<td role="gridcell" class="${base}${moodClass(drawn)}" data-col="${col}" tabindex="-1">${html(drawn)}</td>`;
    }
    return inside;
  }

  /** Class names of a square that do not depend on what stands in it. */
  #base(column: Column, col: number, member: boolean): string {
    const { columns, page } = this.#sheet;
    if (column.kind === 'final') return `final${last(col, columns)}`;
    const lesson = this.#sheet.lesson(column.key) ?? column.lesson;
    return `${lessonClass({ ...column, lesson }, page.today)}${member ? '' : ' out'}`;
  }

  /** Goes on with another reading of the same page. */
  adopt(sheet: Sheet): void {
    this.#sheet = sheet;
  }

  /** The element of a square. */
  cell({ row, col }: Place): HTMLTableCellElement | null {
    if (this.#cells[row]?.[col] === undefined) this.#fill(row);
    return this.#cells[row]?.[col] ?? null;
  }

  /** Draws one square anew. */
  redraw(place: Place, drawn: Drawn): void {
    const cell = this.#cells[place.row]?.[place.col];
    const column = this.#sheet.columns[place.col];
    const pupil = this.#sheet.rows[place.row];
    // What is not built yet is drawn as it stands when it is.
    if (cell === undefined || column === undefined || pupil === undefined) return;
    const inside = html(drawn);
    if (cell.innerHTML !== inside) cell.innerHTML = inside;
    const base = this.#base(column, place.col, isMember(pupil, column.kind === 'lesson' ? column.lesson.date : this.#sheet.page.today));
    const mood = `${base}${moodClass(drawn)}${cell === this.#cursor ? ' cursor' : ''}${cell.classList.contains('selected') ? ' selected' : ''}`;
    if (cell.className !== mood) cell.className = mood;
  }

  /** Draws the average of a row anew. */
  average(row: number, text: string): void {
    const cell = this.#averages[row];
    if (cell !== undefined && cell.textContent !== text) cell.textContent = text;
  }

  /** Draws the head of a lesson anew, after its works have changed. */
  head(col: number): void {
    const column = this.#sheet.columns[col];
    const head = this.#heads[col];
    if (column?.kind !== 'lesson' || head === undefined) return;
    const lesson = this.#sheet.lesson(column.key) ?? column.lesson;
    head.innerHTML = this.#head(column);
    head.className = headClass({ ...column, lesson }, this.#sheet.page.today);
    for (const cells of this.#cells) cells[col]?.classList.toggle('work', lesson.works.length > 0);
  }

  /** Shows where the cursor stands and what is selected. */
  point(grid: Grid): void {
    const cell = this.cell(grid.cursor);
    if (cell !== this.#cursor) {
      if (this.#cursor !== null) {
        this.#cursor.classList.remove('cursor');
        this.#cursor.tabIndex = -1;
      }
      if (cell !== null) {
        cell.classList.add('cursor');
        cell.tabIndex = 0;
      }
      this.#cursor = cell;
    }
    this.#select(rangeOf(grid));
  }

  #select(range: Range): void {
    const single = range.top === range.bottom && range.left === range.right;
    const named = single ? '' : `${range.top},${range.left},${range.bottom},${range.right}`;
    if (named === this.#range) return;
    this.#range = named;
    for (const cell of this.#selected) {
      cell.classList.remove('selected');
      cell.removeAttribute('aria-selected');
    }
    this.#selected = single ? [] : this.#inside(range);
    for (const cell of this.#selected) {
      cell.classList.add('selected');
      cell.setAttribute('aria-selected', 'true');
    }
  }

  #inside({ top, bottom, left, right }: Range): HTMLTableCellElement[] {
    const cells: HTMLTableCellElement[] = [];
    for (let row = top; row <= bottom; row += 1) {
      for (let col = left; col <= right; col += 1) {
        const cell = this.cell({ row, col });
        if (cell !== null) cells.push(cell);
      }
    }
    return cells;
  }

  /** Lights the heads of the cursor's row and column. */
  cross(grid: Grid, before: Grid | null): void {
    if (before !== null && before.cursor.row !== grid.cursor.row) this.#rows[before.cursor.row]?.classList.remove('here');
    if (before !== null && before.cursor.col !== grid.cursor.col) this.#heads[before.cursor.col]?.classList.remove('here');
    this.#rows[grid.cursor.row]?.classList.add('here');
    this.#heads[grid.cursor.col]?.classList.add('here');
  }

  /** The square under a pointer. */
  placeAt(target: EventTarget | null): Place | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-col]') : null;
    const row = cell?.closest<HTMLElement>('tr[data-row]');
    return cell == null || row == null ? null : { row: Number(row.dataset['row']), col: Number(cell.dataset['col']) };
  }

  /** The column whose head, or the row whose name, is under a pointer. */
  headAt(target: EventTarget | null): { col: number } | { row: number } | null {
    const head = target instanceof Element ? target.closest<HTMLElement>('th') : null;
    if (head === null) return null;
    if (head.dataset['col'] !== undefined) return { col: Number(head.dataset['col']) };
    const row = head.closest<HTMLElement>('tr[data-row]');
    return row === null ? null : { row: Number(row.dataset['row']) };
  }
}

export function isYear({ page }: Sheet): boolean {
  return page.terms.find(({ id }) => id === page.term)?.cell === 'year';
}

const last = (at: number, columns: readonly Column[]) => (at === columns.length - 1 ? ' last' : '');
const monthOf = (column: Column) => (column.kind === 'lesson' ? column.lesson.date.slice(0, 7) : '');

function lessonClass({ lesson }: Extract<Column, { kind: 'lesson' }>, today: string): string {
  return `lesson${lesson.locked === null ? '' : ' locked'}${lesson.works.length > 0 ? ' work' : ''}${lesson.date === today ? ' today' : ''}`;
}

function headClass(column: Extract<Column, { kind: 'lesson' }>, today: string): string {
  return `day ${lessonClass(column, today)}${column.lesson.topic === null && column.lesson.date <= today ? ' untold' : ''}`;
}

function moodClass({ mood, conflict, moved, value, proposed }: Drawn): string {
  const pale = value.marks.length === 0 && value.absence === null && proposed !== null ? ' proposed' : '';
  return `${mood === 'calm' ? '' : ` ${mood}`}${conflict ? ' conflict' : ''}${moved ? ' moved' : ''}${pale}`;
}

/** What stands in a square: an absence in grey, marks in pen, «2» in red. */
export function html({ value, proposed, raw }: Drawn): string {
  if (raw !== null) return `<span class="raw">${escape(raw)}</span>`;
  const { absence, marks } = value;
  if (absence === null && marks.length === 0) return proposed === null ? '' : escape(markText(proposed));
  const said = absence === null ? '' : `<span class="absent">${absenceText(absence.code)}</span>`;
  const inside = said + marks.map((mark) => (mark === RED_MARK ? `<span class="two">${mark}</span>` : escape(markText(mark)))).join(' ');
  const length = (absence === null ? 0 : absenceText(absence.code).length) + marks.reduce((sum, mark) => sum + markText(mark).length, 0) + Math.max(0, marks.length - 1);
  return length > LONG_TEXT ? `<span class="long">${inside}</span>` : inside;
}
