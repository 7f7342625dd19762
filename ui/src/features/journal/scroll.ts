// Keeps the square of the cursor in sight, beside the names and under the heads that stay; no column stands half under the names where the program scrolls.
// Sizes are read once and after a resize, not at each key.
import type { Place } from './grid';
import { LETTER } from './months';
import type { View } from './view';

type Sizes = { lefts: number[]; widths: number[]; most: number; top: number; row: number; name: number; right: number; head: number; letter: number };

export class Scroller {
  #box: HTMLElement;
  #view: View;
  #sizes: Sizes | null = null;
  #left = 0;
  #top = 0;

  constructor(box: HTMLElement, view: View) {
    this.#box = box;
    this.#view = view;
    this.#left = box.scrollLeft;
    this.#top = box.scrollTop;
  }

  /** After a resize or another size of text. */
  forget(): void {
    this.#sizes = null;
  }

  /** Told by the box itself: reading it at a key would make the engine lay out at once. */
  scrolled(): void {
    this.#left = this.#box.scrollLeft;
    this.#top = this.#box.scrollTop;
    const { lefts, widths, name, right, letter } = this.#measure();
    const width = this.#box.clientWidth;
    if (width > 0) this.#view.months.fit({ lefts, widths, left: this.#left + name, right: this.#left + width - right, letter });
  }

  /** Columns stand whole again after another size of text. */
  align(): void {
    this.#to(this.#nearest(this.#left));
  }

  /** Rows that fit between the heads and the foot of the box. */
  get pageRows(): number {
    const { row, head } = this.#measure();
    return Math.max(1, Math.floor((this.#box.clientHeight - head) / row) - 1);
  }

  show({ row, col }: Place): void {
    const sizes = this.#measure();
    const left = sizes.lefts[col];
    const width = sizes.widths[col];
    if (left !== undefined && width !== undefined && left >= 0) {
      const first = this.#left + sizes.name;
      const end = this.#left + this.#box.clientWidth - sizes.right;
      if (left < first) this.#to(left - sizes.name);
      else if (left + width > end) this.#to(this.#next(left + width + sizes.right - this.#box.clientWidth));
    }
    const top = sizes.top + row * sizes.row;
    if (top < this.#top + sizes.head) this.#box.scrollTop = this.#top = Math.max(0, top - sizes.head);
    else if (top + sizes.row > this.#top + this.#box.clientHeight) this.#box.scrollTop = this.#top = top + sizes.row - this.#box.clientHeight;
  }

  /** Puts a column into the middle, when the page opens. */
  centre({ row, col }: Place): void {
    const sizes = this.#measure();
    const left = sizes.lefts[col] ?? 0;
    if (left >= 0) this.#to(this.#nearest(left - (sizes.name + this.#box.clientWidth - sizes.right) / 2));
    this.show({ row, col });
    this.scrolled();
  }

  #to(left: number): void {
    this.#box.scrollLeft = this.#left = Math.max(0, Math.min(this.#measure().most, left));
  }

  /** The first place, from here on, where a column begins beside the names. */
  #next(left: number): number {
    const { lefts, name } = this.#measure();
    const at = lefts.find((begin) => begin - name >= left - 0.5);
    return at === undefined ? left : at - name;
  }

  /** The nearest such place; the end is one too. */
  #nearest(left: number): number {
    const { lefts, name, most } = this.#measure();
    const wanted = Math.min(left, most);
    return lefts.filter((begin) => begin >= name).reduce((best, begin) => (Math.abs(begin - name - wanted) < Math.abs(best - wanted) ? begin - name : best), most);
  }

  #measure(): Sizes {
    if (this.#sizes !== null) return this.#sizes;
    const table = this.#view.table;
    const origin = table.getBoundingClientRect();
    const cells = [...table.querySelectorAll<HTMLElement>('thead tr.days th[data-col]')];
    // What sticks to the right edge is always in sight.
    const rects = cells.map((cell) => ({ box: cell.getBoundingClientRect(), stays: getComputedStyle(cell).position === 'sticky' && cell.classList.contains('last') }));
    const first = table.tBodies[0]?.rows[0]?.getBoundingClientRect();
    const average = table.querySelector('thead tr.days th.average')?.getBoundingClientRect().width ?? 0;
    this.#sizes = {
      lefts: rects.map(({ box, stays }) => (stays ? -1 : box.left - origin.left)),
      widths: rects.map(({ box }) => box.width),
      most: Math.max(0, origin.width - this.#box.clientWidth),
      top: (first?.top ?? 0) - origin.top,
      row: first?.height ?? 1,
      name: table.querySelector('thead tr.days th.name')?.getBoundingClientRect().width ?? 0,
      right: rects.reduce((sum, { box, stays }) => sum + (stays ? box.width : 0), average),
      head: table.tHead?.getBoundingClientRect().height ?? 0,
      letter: LETTER * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    };
    return this.#sizes;
  }
}
