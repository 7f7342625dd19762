import { describe, expect, it } from 'vitest';
import { read, write, type Takes } from '../../../src/features/journal/codes';
import { close, committed, gridOf, GROW_MS, pasted, step, type Effect, type Grid, type Page, type Place } from '../../../src/features/journal/grid';
import { command, type Key } from '../../../src/features/journal/keys';
import { dice, key, LAYOUTS, press, type Layout } from './support';

const TAKES: Takes = { marks: new Set([2, 3, 4, 5, 11, 12, 13]), absence: true, most: 9 };
const ROWS = 5;
const COLS = 6;
const PAGE = 3;
/** A column that nobody may write. */
const LOCKED = 4;

/** The product: its keys, its reducer, its reading of texts, on a board of texts. */
class Product {
  board = new Map<string, string>();
  grid: Grid = gridOf(ROWS, COLS);
  said: string[] = [];
  effects: Effect[] = [];
  page: Page = {
    check: (_, text) => {
      const found = read(text, TAKES);
      return 'whole' in found ? 'whole' : 'part' in found ? 'part' : 'wrong';
    },
    text: (place) => this.at(place),
    proposed: () => '',
    open: ({ col }) => col !== LOCKED,
    pageRows: PAGE,
  };

  at({ row, col }: Place): string {
    return this.board.get(`${row},${col}`) ?? '';
  }

  take({ grid, effects }: { grid: Grid; effects: Effect[] }): void {
    this.grid = grid;
    this.effects = effects;
    for (const effect of effects) {
      if (effect.do === 'say') this.said.push(effect.what);
      if (effect.do !== 'write') continue;
      for (const { place, text } of effect.cells) {
        const found = read(text, TAKES);
        if ('whole' in found) this.board.set(`${place.row},${place.col}`, write(found.whole));
      }
    }
  }

  key(pressed: Key, now: number): void {
    // As the page does: what was typed over closes by itself when its time has come.
    if (this.grid.entry !== null && now >= this.grid.entry.until) this.take(close(this.grid));
    const asked = command(pressed);
    if (asked !== null) this.take(step(this.grid, asked, now, this.page));
  }
}

/** A naive model of the same: a board, a hand, and the signs typed so far. It knows nothing of commands, entries and effects. */
class Naive {
  board: string[][] = Array.from({ length: ROWS }, () => Array<string>(COLS).fill(''));
  row = 0;
  col = 0;
  fromRow = 0;
  fromCol = 0;
  typed = '';
  until = 0;
  touched = false;
  static VALUES: [RegExp, (found: RegExpExecArray) => string][] = [[/^(нп|уп|нз|оп|[нубоз])/u, ([word]) => ({ у: 'уп', о: 'оп', з: 'зач', нз: 'нез' })[word] ?? word], [/^([2-5])/u, ([word]) => word], [/^(\.)/u, () => '·']];
  static ABSENT = new Set(['н', 'нп', 'уп', 'б', 'оп']);

  /** `null`: no value and no beginning of one. */
  static value(text: string): string | null {
    const words: string[] = [];
    let rest = text;
    while (rest !== '') {
      const hit = Naive.VALUES.map(([pattern, give]) => ({ found: pattern.exec(rest), give })).find(({ found }) => found !== null);
      if (hit?.found == null) return null;
      words.push(hit.give(hit.found));
      rest = rest.slice(hit.found[0].length);
    }
    const absent = words.filter((word) => Naive.ABSENT.has(word));
    const marks = words.filter((word) => !Naive.ABSENT.has(word));
    if (absent.length > 1 || marks.length > 9) return null;
    return [...absent, ...marks].join(' ');
  }

  flush(): void {
    if (this.typed === '') return;
    const value = Naive.value(this.typed);
    if (value !== null) (this.board[this.row] as string[])[this.col] = value;
    this.typed = '';
  }

  go(row: number, col: number, extend: boolean): void {
    this.flush();
    this.row = Math.max(0, Math.min(ROWS - 1, row));
    this.col = Math.max(0, Math.min(COLS - 1, col));
    this.touched = false;
    if (extend) return;
    this.fromRow = this.row;
    this.fromCol = this.col;
  }

  sign(sign: string, now: number): void {
    if (this.typed !== '' && now >= this.until) this.flush();
    if (this.col === LOCKED) return;
    const longer = this.typed + sign;
    if (this.typed !== '' && Naive.value(longer) !== null) this.typed = longer;
    else if (Naive.value(sign) !== null) this.typed = sign;
    else return;
    this.until = now + GROW_MS;
    this.touched = true;
    this.fromRow = this.row;
    this.fromCol = this.col;
  }

  clear(): void {
    this.flush();
    for (let row = Math.min(this.row, this.fromRow); row <= Math.max(this.row, this.fromRow); row += 1)
      for (let col = Math.min(this.col, this.fromCol); col <= Math.max(this.col, this.fromCol); col += 1) if (col !== LOCKED) (this.board[row] as string[])[col] = '';
  }

  fill(): void {
    this.flush();
    const top = Math.min(this.row, this.fromRow);
    const bottom = Math.max(this.row, this.fromRow);
    for (let col = Math.min(this.col, this.fromCol); col <= Math.max(this.col, this.fromCol); col += 1) {
      if (col === LOCKED) continue;
      if (top === bottom && top > 0) (this.board[top] as string[])[col] = this.board[top - 1]?.[col] ?? '';
      for (let row = top + 1; row <= bottom; row += 1) (this.board[row] as string[])[col] = this.board[top]?.[col] ?? '';
    }
  }
}

/** One random key for both. */
function both(product: Product, naive: Naive, roll: (sides: number) => number, layout: Layout, now: number): string {
  const shift = roll(4) === 0;
  const held = { shiftKey: shift };
  const moves: [string, Partial<Key>, () => void][] = [
    ['ArrowUp', held, () => naive.go(naive.row - 1, naive.col, shift)],
    ['ArrowDown', held, () => naive.go(naive.row + 1, naive.col, shift)],
    ['ArrowLeft', held, () => naive.go(naive.row, naive.col - 1, shift)],
    ['ArrowRight', held, () => naive.go(naive.row, naive.col + 1, shift)],
    ['Home', held, () => naive.go(naive.row, 0, shift)],
    ['End', held, () => naive.go(naive.row, COLS - 1, shift)],
    ['Home', { ...held, ctrlKey: true }, () => naive.go(0, 0, shift)],
    ['End', { ...held, ctrlKey: true }, () => naive.go(ROWS - 1, COLS - 1, shift)],
    ['PageUp', held, () => naive.go(naive.row - PAGE, naive.col, shift)],
    ['PageDown', held, () => naive.go(naive.row + PAGE, naive.col, shift)],
    ['Enter', held, () => naive.go(naive.row + (shift ? -1 : 1), naive.col, false)],
    ['Delete', {}, () => naive.clear()],
    ['d', { ctrlKey: true, code: 'KeyD' }, () => naive.fill()],
    ['Tab', held, () => {
      const col = naive.col + (shift ? -1 : 1);
      if (naive.touched && col >= 0 && col < COLS) naive.go(naive.row, col, false);
      else naive.flush();
    }],
    ['Escape', {}, () => {
      naive.typed = '';
      naive.fromRow = naive.row;
      naive.fromCol = naive.col;
    }],
    ['Backspace', {}, () => {
      if (naive.typed === '') return naive.clear();
      naive.typed = naive.typed.slice(0, -1);
      naive.until = now + GROW_MS;
    }],
  ];
  if (roll(5) < 3) {
    const sign = ['2', '3', '4', '5', 'н', 'п', 'у', 'б', 'о', 'з', '.'][roll(11)] as string;
    product.key(press(sign, layout === 'without-codes' && sign === '.' ? 'russian' : layout), now);
    naive.sign(sign, now);
    return sign;
  }
  const [name, how, model] = moves[roll(moves.length)] as (typeof moves)[number];
  if (naive.typed !== '' && now >= naive.until) naive.flush();
  product.key(key(name, how), now);
  model();
  return `${shift ? 'Shift+' : ''}${name}`;
}

describe('random keys against a naive model', () => {
  it.each(LAYOUTS)('the board, the cursor and the selection agree after every key, layout %s', (layout) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const roll = dice(seed * 31 + layout.length);
      const product = new Product();
      const naive = new Naive();
      const pressed: string[] = [];
      let now = 0;
      for (let at = 0; at < 120; at += 1) {
        now += roll(3) === 0 ? 700 : 90;
        pressed.push(both(product, naive, roll, layout, now));
        const where = `seed ${seed}: ${pressed.slice(-12).join(' ')}`;
        expect([product.grid.cursor.row, product.grid.cursor.col, product.grid.anchor.row, product.grid.anchor.col], where).toEqual([naive.row, naive.col, naive.fromRow, naive.fromCol]);
        expect(product.grid.entry?.text ?? '', where).toBe(naive.typed);
        naive.board.forEach((line, row) => line.forEach((text, col) => expect(product.at({ row, col }), `${where} at ${row},${col}`).toBe(text)));
      }
    }
  });
});

describe('the grid', () => {
  const typed = (product: Product, ...signs: string[]) => signs.forEach((sign, at) => product.key(press(sign, 'russian'), at * 100));

  it('«54» within the time is two marks; after it the second takes the place of the first', () => {
    const quick = new Product();
    typed(quick, '5', '4');
    quick.key(key('ArrowDown'), 300);
    expect(quick.at({ row: 0, col: 0 })).toBe('5 4');
    const slow = new Product();
    slow.key(press('5', 'russian'), 0);
    slow.key(press('4', 'russian'), GROW_MS);
    slow.key(key('ArrowDown'), GROW_MS + 10);
    expect(slow.at({ row: 0, col: 0 })).toBe('4');
  });

  it('a key that cannot make the text longer begins anew', () => {
    const product = new Product();
    typed(product, 'н', 'б');
    product.key(key('Enter'), 250);
    expect(product.at({ row: 0, col: 0 })).toBe('б');
  });

  it('a key that is no code is said and changes nothing', () => {
    const product = new Product();
    typed(product, '5', '7');
    product.key(key('Enter'), 250);
    expect([product.at({ row: 0, col: 0 }), product.said]).toEqual(['5', ['no-code']]);
  });

  it('Ctrl+Z while something is being typed gives up what is typed, and no more', () => {
    const product = new Product();
    typed(product, '5');
    product.key(key('z', { code: 'KeyZ', ctrlKey: true }), 100);
    expect([product.grid.entry, product.effects]).toEqual([null, []]);
    product.key(key('z', { code: 'KeyZ', ctrlKey: true }), 200);
    expect(product.effects).toEqual([{ do: 'undo' }]);
  });

  it('F2 opens the editor with what stands there, + with room for one more, and Enter goes down', () => {
    const product = new Product();
    typed(product, '5');
    product.key(key('F2'), 100);
    expect(product.grid.editor).toBe('5');
    product.take(committed(product.grid, '5 3', { rows: 1, cols: 0 }));
    expect([product.at({ row: 0, col: 0 }), product.grid.cursor.row, product.grid.editor]).toEqual(['5 3', 1, null]);
    product.key(key('ArrowUp'), 200);
    product.key(key('+', { code: 'Equal', shiftKey: true }), 300);
    expect(product.grid.editor).toBe('5 3 ');
  });

  it('a table from a spreadsheet is laid on from the corner, one value fills the selection, locked squares are left out and said', () => {
    const product = new Product();
    product.take(pasted(product.grid, [['5', 'н'], ['4', '']], product.page));
    expect([product.at({ row: 0, col: 0 }), product.at({ row: 0, col: 1 }), product.at({ row: 1, col: 0 })]).toEqual(['5', 'н', '4']);
    product.take({ grid: { ...product.grid, anchor: { row: 0, col: 3 }, cursor: { row: 1, col: 5 } }, effects: [] });
    product.take(pasted(product.grid, [['3']], product.page));
    expect([product.at({ row: 1, col: 3 }), product.at({ row: 1, col: LOCKED }), product.at({ row: 1, col: 5 })]).toEqual(['3', '', '3']);
    expect(product.said).toEqual(['skipped-locked']);
  });

  it('copies the whole selection', () => {
    const product = new Product();
    product.key(key('ArrowDown', { shiftKey: true }), 0);
    product.key(key('ArrowRight', { shiftKey: true }), 10);
    product.key(key('с', { code: 'KeyC', ctrlKey: true }), 20);
    expect(product.effects).toEqual([{ do: 'copy', range: { top: 0, left: 0, bottom: 1, right: 1 } }]);
  });
});
