// Ties keys and pointer to the grid, the grid to the sheet and the writer, and all of them to the table. No Svelte: this is the path of a key.
import { t } from '../../lib/texts';
import type { JournalPage } from '../../lib/generated/contract';
import { copy, tabSeparated } from '../../lib/clipboard';
import { openEditor, type Ended, type Editor } from './editor';
import { close, committed, gridOf, pasted, placesOf, rangeOf, step, type Effect, type Grid, type Page, type Place, type Range, type Said } from './grid';
import { command, type Command } from './keys';
import { Scroller } from './scroll';
import { Sheet } from './sheet';
import { isYear, View, type Drawn } from './view';
import type { Step, Told, Writer } from './writer';

/** What the desk asks of the window around it. */
export type Around = {
  writer: Writer;
  label: string;
  now(): number;
  /** The cursor stands elsewhere, or what it stands on has changed. */
  moved(): void;
  say(what: Said | 'copied' | 'undone' | 'redone' | 'undo-refused' | 'too-many' | 'pasted-refused', args: Record<string, string | number>): void;
  refused(code: string, args: Record<string, string>, word: string): void;
  /** Words of a square for those who listen. */
  words(place: Place): string;
  leave(back: boolean): void;
  find(): void;
  help(): void;
  /** The page must be read anew: an undo met another's change. */
  stale(): void;
};

const MOST_CELLS = 2000;
const PASTE_WAIT_MS = 400;

export class Desk {
  sheet: Sheet;
  grid: Grid;
  #box: HTMLElement;
  #around: Around;
  #view: View;
  #scroller: Scroller;
  #editor: Editor | null = null;
  #expire: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void;
  #dragging = false;
  #named: HTMLElement | null = null;
  #pasting: KeyboardEvent | null = null;
  /** What the reducer asks; one object for all keys. */
  readonly #asked: Page;

  constructor(box: HTMLElement, page: JournalPage, first: (sheet: Sheet) => Place, around: Around) {
    this.#box = box;
    this.#around = around;
    this.sheet = new Sheet(page, around.writer);
    this.grid = gridOf(this.sheet.rows.length, this.sheet.columns.length, first(this.sheet));
    const scroller = () => this.#scroller;
    this.#asked = {
      check: (place, text) => {
        const found = this.sheet.read(place, text);
        return 'whole' in found ? 'whole' : 'part' in found ? 'part' : 'wrong';
      },
      text: (place) => this.sheet.refused(this.sheet.key(place))?.text ?? this.sheet.text(this.sheet.key(place)),
      proposed: (place) => String(this.sheet.proposed(place) ?? ''),
      open: (place) => this.sheet.closed(place) === null,
      get pageRows() {
        return scroller().pageRows;
      },
    };
    this.#view = new View(this.sheet, (place) => this.#draw(place), around.label, this.grid.cursor.col);
    this.#scroller = new Scroller(box, this.#view);
    this.#stop = around.writer.listen((told) => this.#told(told));
    this.#mount();
    this.#view.point(this.grid);
    this.#view.cross(this.grid, null);
  }

  /** Ends what is being typed and lets go of the writer. */
  destroy(): void {
    this.commit();
    clearTimeout(this.#expire);
    this.#stop();
    this.#view.destroy();
  }

  focus(): void {
    this.#view.cell(this.grid.cursor)?.focus({ preventScroll: true });
  }

  /** Brings the square of the cursor into the middle, when the page opens. */
  settle(): void {
    this.#scroller.centre(this.grid.cursor);
  }

  /** Names the square of the cursor for those who listen. */
  name(words: string): void {
    const cell = this.#view.cell(this.grid.cursor);
    if (cell === null || cell === this.#named) {
      cell?.setAttribute('aria-label', words);
      return;
    }
    this.#named?.removeAttribute('aria-label');
    cell.setAttribute('aria-label', words);
    this.#named = cell;
  }

  /** After a resize or another size of text. */
  resized(): void {
    this.#scroller.forget();
    this.#scroller.scrolled();
    this.#scroller.align();
    this.#scroller.show(this.grid.cursor);
  }

  scrolled(): void {
    this.#scroller.scrolled();
  }

  /** Writes what is being typed or edited. */
  commit(): void {
    if (this.#editor !== null) this.#endEdit({ by: { rows: 0, cols: 0 }, focus: false });
    else if (this.grid.entry !== null) this.#take(close(this.grid), false);
  }

  /** Another reading of the same page: squares that are edited or wait keep what they show. */
  refresh(page: JournalPage): void {
    const before = this.sheet;
    const key = before.key(this.grid.cursor);
    this.sheet = new Sheet(page, this.#around.writer, before);
    const same = shape(before) === shape(this.sheet);
    if (!same) {
      const held = document.activeElement !== null && this.#view.table.contains(document.activeElement);
      this.commit();
      const cursor = this.sheet.placeOf(key) ?? this.grid.cursor;
      this.grid = gridOf(this.sheet.rows.length, this.sheet.columns.length, cursor);
      this.#view.destroy();
      this.#view = new View(this.sheet, (place) => this.#draw(place), this.#around.label, this.grid.cursor.col);
      this.#scroller = new Scroller(this.#box, this.#view);
      this.#mount();
      this.#view.point(this.grid);
      this.#view.cross(this.grid, null);
      this.#scroller.show(this.grid.cursor);
      this.#scroller.scrolled();
      if (held) this.focus();
    } else {
      this.#view.adopt(this.sheet);
      this.#redrawAll();
    }
    this.#around.moved();
  }

  /** Runs a command as if its key had been pressed. */
  run(asked: Command): void {
    if (this.#editor !== null) this.commit();
    this.#take(step(this.grid, asked, this.#around.now(), this.#asked), true);
  }

  /** Moves the cursor without taking the focus. */
  point(place: Place): void {
    this.commit();
    const { row, col } = place;
    this.#take({ grid: gridOf(this.grid.rows, this.grid.cols, { row, col }), effects: [] }, false);
  }

  /** Writes texts into squares as one step. */
  write(cells: { place: Place; text: string }[]): void {
    this.#effect({ do: 'write', cells });
  }

  #mount(): void {
    const { table } = this.#view;
    table.addEventListener('keydown', (event) => this.#keydown(event));
    table.addEventListener('pointerdown', (event) => this.#pointerdown(event));
    table.addEventListener('pointerover', (event) => this.#pointerover(event));
    table.addEventListener('dblclick', (event) => {
      if (this.#view.placeAt(event.target) !== null) this.run({ do: 'edit' });
    });
    table.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && table.contains(event.relatedTarget))) this.commit();
    });
    // The box is as wide as whole columns: it knows what stands in it.
    this.#box.classList.toggle('year', isYear(this.sheet));
    this.#box.classList.toggle('unmarked', this.sheet.columns.at(-1)?.kind !== 'final');
    this.#box.append(table);
  }

  #keydown(event: KeyboardEvent): void {
    if (this.#editor !== null) return;
    const asked = command(event);
    if (asked === null) return;
    // The shell's own Ctrl+F looks for this page's field too.
    if (asked.do === 'tab' && !this.#tabStays(asked.back)) return;
    if (asked.do !== 'paste') event.preventDefault();
    else this.#pasting = event;
    event.stopPropagation();
    if (asked.do === 'cancel') this.giveUp();
    this.#take(step(this.grid, asked, this.#around.now(), this.#asked), true);
  }

  /** Tab that leaves the grid goes its own way. */
  #tabStays(back: boolean): boolean {
    const col = this.grid.cursor.col + (back ? -1 : 1);
    return this.grid.typed && col >= 0 && col < this.grid.cols;
  }

  #pointerdown(event: PointerEvent): void {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('.editor') !== null)) return;
    const head = this.#view.headAt(event.target);
    const at = this.#view.placeAt(event.target) ?? (head === null ? null : { ...this.grid.cursor, ...head });
    if (at === null) return;
    event.preventDefault();
    this.commit();
    const place = { row: Math.min(at.row, this.grid.rows - 1), col: Math.min(at.col, this.grid.cols - 1) };
    this.#dragging = !event.shiftKey && head === null;
    this.#take({ grid: { ...this.grid, cursor: place, anchor: event.shiftKey ? this.grid.anchor : place, typed: false }, effects: [] }, true);
    window.addEventListener('pointerup', () => (this.#dragging = false), { once: true });
  }

  #pointerover(event: PointerEvent): void {
    if (!this.#dragging || (event.buttons & 1) === 0) return;
    const place = this.#view.placeAt(event.target);
    if (place !== null) this.#take({ grid: { ...this.grid, cursor: place }, effects: [] }, true);
  }

  /** Takes in a step: effects, then the squares that show something else, then cursor and focus. */
  #take({ grid, effects }: { grid: Grid; effects: Effect[] }, focus: boolean): void {
    const before = this.grid;
    this.grid = grid;
    for (const effect of effects) this.#effect(effect);
    if (before.entry !== grid.entry || before.cursor !== grid.cursor) {
      if (before.entry !== null) this.#redraw(before.cursor);
      if (grid.entry !== null) this.#redraw(grid.cursor);
      clearTimeout(this.#expire);
      if (grid.entry !== null) this.#expire = setTimeout(() => this.#take(close(this.grid), false), Math.max(0, grid.entry.until - this.#around.now()));
    }
    const moved = before.cursor.row !== grid.cursor.row || before.cursor.col !== grid.cursor.col;
    if (moved) this.#scroller.show(grid.cursor);
    this.#view.point(grid);
    if (moved) this.#view.cross(grid, before);
    if (grid.editor !== null && this.#editor === null) this.#edit(grid.editor);
    else if (focus && effects.every((effect) => effect.do !== 'leave' && effect.do !== 'leave-back' && effect.do !== 'find' && effect.do !== 'help' && effect.do !== 'paste')) this.focus();
    this.#around.moved();
  }

  #effect(effect: Effect): void {
    switch (effect.do) {
      case 'write':
        return this.#write(effect.cells);
      case 'copy':
        return this.#copy(effect.range);
      case 'paste':
        return this.#paste();
      case 'undo':
      case 'redo':
        return this.#back(effect.do);
      case 'leave':
      case 'leave-back':
        return this.#around.leave(effect.do === 'leave-back');
      case 'find':
        return this.#around.find();
      case 'help':
        return this.#around.help();
      case 'say': {
        const code = effect.what === 'locked' ? this.sheet.closed(this.grid.cursor) : null;
        if (code !== null) this.#around.refused(code, {}, '');
        else this.#around.say(effect.what, { word: effect.word, count: Number(effect.word) || 0 });
      }
    }
  }

  #write(cells: { place: Place; text: string }[]): void {
    if (cells.length > MOST_CELLS) return this.#around.say('too-many', { count: cells.length, most: MOST_CELLS });
    const changes = this.sheet.plan(cells);
    this.#around.writer.push(this.sheet.page.group.id, changes);
    const refused = cells.filter(({ place }) => this.sheet.refused(this.sheet.key(place)) !== null);
    for (const { place } of cells) this.#redraw(place);
    const first = refused[0];
    if (first === undefined) return;
    const said = this.sheet.refused(this.sheet.key(first.place));
    if (refused.length > 1) this.#around.say('pasted-refused', { count: refused.length });
    else if (said !== null) this.#around.refused(said.code, said.args, said.word);
  }

  #copy(range: Range): void {
    const lines: string[][] = [];
    for (const place of placesOf(range)) (lines[place.row - range.top] ??= []).push(this.#asked.text(place));
    void copy(tabSeparated(lines)).then(() => this.focus());
    this.#around.say('copied', { count: lines.length * (lines[0]?.length ?? 0) });
  }

  /** A field stands there for this moment only, and what is pasted goes into it: an engine that lets no page read the clipboard pastes by itself. */
  #paste(): void {
    const catcher = document.createElement('textarea');
    catcher.className = 'visually-hidden';
    catcher.setAttribute('aria-hidden', 'true');
    catcher.tabIndex = -1;
    const back = () => {
      clearTimeout(waited);
      catcher.remove();
      this.focus();
    };
    const waited = setTimeout(back, PASTE_WAIT_MS);
    catcher.addEventListener('paste', (event) => {
      event.preventDefault();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      back();
      this.pasteText(text);
    });
    this.#box.append(catcher);
    catcher.focus({ preventScroll: true });
    // WebKitGTK knows Ctrl+V on a Latin layout only: where the page may, it pastes itself, and the key has been dealt with.
    const pressed = this.#pasting;
    this.#pasting = null;
    if (document.execCommand?.('paste')) pressed?.preventDefault();
  }

  /** Lines and tabs of a spreadsheet. */
  pasteText(text: string): void {
    const table = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '').split('\n').map((line) => line.split('\t'));
    if (text !== '') this.#take(pasted(this.grid, table, this.#asked), true);
  }

  #back(kind: 'undo' | 'redo'): void {
    const { writer } = this.#around;
    const of = kind === 'undo' ? writer.undo(this.sheet.page.group.id) : writer.redo(this.sheet.page.group.id);
    if (of === null) return this.#around.say('nothing-to-undo', {});
    const key = of.changes[0]?.key ?? '';
    const lesson = key.startsWith('lesson|') ? this.sheet.columns.findIndex((column) => `lesson|${column.key}` === key) : -1;
    const place = lesson >= 0 ? { row: this.grid.cursor.row, col: lesson } : this.sheet.placeOf(key);
    if (place !== null) this.#take({ grid: gridOf(this.grid.rows, this.grid.cols, place), effects: [] }, true);
    this.#around.say(kind === 'undo' ? 'undone' : 'redone', { count: of.changes.length });
  }

  #edit(text: string): void {
    const cell = this.#view.cell(this.grid.cursor);
    if (cell === null) return;
    this.#editor = openEditor(cell, text, this.#around.words(this.grid.cursor), (how) => this.#endEdit(how));
  }

  #endEdit(how: Ended): void {
    const editor = this.#editor;
    if (editor === null) return;
    // Taking the field away moves the focus, and that would end the edit again.
    this.#editor = null;
    const value = editor.close();
    const place = this.grid.cursor;
    if (how === null) this.#take({ grid: { ...this.grid, editor: null }, effects: [] }, true);
    else this.#take(committed(this.grid, value, how.by), how.focus);
    this.#redraw(place);
  }

  #told(told: Told): void {
    if (told.what === 'state') return;
    if (told.what === 'written') {
      if (told.group !== this.sheet.page.group.id) return;
      for (const id of this.sheet.averaged(told.answer)) this.#redrawRow(this.sheet.rows.findIndex((pupil) => pupil.id === id));
      this.#around.moved();
      return;
    }
    if (told.step.group !== this.sheet.page.group.id) return;
    if (told.what === 'queued') {
      this.sheet.queued(told.step.changes);
      for (const { key } of told.step.changes) this.#redrawKey(key);
    } else {
      this.sheet.answered(told.change, told.done, told.step.kind !== 'do');
      this.#redrawKey(told.change.key);
      if (told.done.refused !== null) this.#refused(told.step, told.done.refused, told.done.args);
    }
    this.#around.moved();
  }

  #refused({ kind }: Step, code: string, args: Record<string, string>): void {
    if (kind === 'do') return this.#around.refused(code, args, '');
    this.#around.say('undo-refused', {});
    this.#around.stale();
  }

  #draw(place: Place): Drawn {
    const key = this.sheet.key(place);
    const { cursor, entry } = this.grid ?? { cursor: null, entry: null };
    const held = this.sheet.held(key);
    const proposed = this.sheet.proposed(place);
    const value = this.sheet.value(key);
    const flags = { proposed, conflict: held.marks.some(({ conflict }) => conflict) || held.absence?.conflict === true || held.final?.conflict === true, moved: held.final?.moved === true };
    if (entry !== null && cursor !== null && cursor.row === place.row && cursor.col === place.col) {
      const found = this.sheet.read(place, entry.text);
      return 'whole' in found ? { ...flags, value: found.whole, mood: 'calm', raw: null } : { ...flags, value, mood: 'calm', raw: entry.text };
    }
    const two = (held.final?.groups ?? []).length > 1 ? t('journal-two-groups') : null;
    return { ...flags, value, mood: this.sheet.mood(key), raw: this.sheet.refused(key)?.text ?? two };
  }

  #redraw(place: Place): void {
    if (this.#editor !== null && place.row === this.grid.cursor.row && place.col === this.grid.cursor.col) return;
    this.#view.redraw(place, this.#draw(place));
  }

  #redrawKey(key: string): void {
    if (key.startsWith('lesson|')) {
      this.#view.head(this.sheet.columns.findIndex((column) => `lesson|${column.key}` === key));
      return;
    }
    const place = this.sheet.placeOf(key);
    if (place !== null) this.#redraw(place);
  }

  #redrawRow(row: number): void {
    const pupil = this.sheet.rows[row];
    if (pupil === undefined) return;
    this.#view.average(row, this.sheet.average(pupil).average);
    this.sheet.columns.forEach((column, col) => column.kind === 'final' && this.#redraw({ row, col }));
  }

  #redrawAll(): void {
    this.sheet.rows.forEach((_, row) => {
      this.#redrawRow(row);
      this.sheet.columns.forEach((_column, col) => this.#redraw({ row, col }));
    });
    this.sheet.columns.forEach((_, col) => this.#view.head(col));
  }

  /** Gives up the refused text of the cursor's square. */
  giveUp(): void {
    if (!this.sheet.giveUp(this.sheet.key(this.grid.cursor))) return;
    this.#redraw(this.grid.cursor);
    this.#around.moved();
  }

  /** The selected rectangle, for words about it. */
  get range(): Range {
    return rangeOf(this.grid);
  }
}

/** What a table is built from: another shape, another table. */
function shape(sheet: Sheet): string {
  const { page, columns, rows } = sheet;
  return JSON.stringify([page.term, page.today, columns.map((column) => (column.kind === 'lesson' ? [column.key, column.lesson.locked] : column.key)), rows.map(({ id, name, from, to, note }) => [id, name, from, to, note])]);
}
