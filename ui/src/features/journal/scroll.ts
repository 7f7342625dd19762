// Keeps the square of the cursor in sight, beside the names and under the heads that stay. Sizes are read once and after a resize, not at each key.
import type { Place } from './grid';
import type { View } from './view';

type Sizes = { lefts: number[]; widths: number[]; top: number; row: number; name: number; right: number; head: number };

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
      if (left < first) this.#box.scrollLeft = this.#left = Math.max(0, left - sizes.name);
      else if (left + width > end) this.#box.scrollLeft = this.#left = left + width + sizes.right - this.#box.clientWidth;
    }
    const top = sizes.top + row * sizes.row;
    if (top < this.#top + sizes.head) this.#box.scrollTop = this.#top = Math.max(0, top - sizes.head);
    else if (top + sizes.row > this.#top + this.#box.clientHeight) this.#box.scrollTop = this.#top = top + sizes.row - this.#box.clientHeight;
  }

  /** Puts a column into the middle, when the page opens. */
  centre({ row, col }: Place): void {
    const sizes = this.#measure();
    const left = sizes.lefts[col] ?? 0;
    if (left >= 0) this.#box.scrollLeft = this.#left = Math.max(0, left - (sizes.name + this.#box.clientWidth - sizes.right) / 2);
    this.show({ row, col });
    this.scrolled();
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
      top: (first?.top ?? 0) - origin.top,
      row: first?.height ?? 1,
      name: table.querySelector('thead tr.days th.name')?.getBoundingClientRect().width ?? 0,
      right: rects.reduce((sum, { box, stays }) => sum + (stays ? box.width : 0), average),
      head: table.tHead?.getBoundingClientRect().height ?? 0,
    };
    return this.#sizes;
  }
}
