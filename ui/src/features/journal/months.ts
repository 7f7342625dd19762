// Names of the months over the days: whole, in three letters or not at all, by how much of the month is in sight.
const SHORT = 3;
/** A letter beside the size of the text, with room for what stands around the name; three stand over one lesson of a year. */
export const LETTER = 0.71;

/** Columns of one month, and where its name stands. */
type Head = { from: number; to: number; name: string; label: HTMLElement };
/** Where columns begin and how wide they are, in the table; what is in sight of them lies between `left` and `right`. `letter` is the width of one. */
export type Sight = { lefts: readonly number[]; widths: readonly number[]; left: number; right: number; letter: number };

/** `2027-05` → `Май`. */
export function monthName(month: string): string {
  const name = new Intl.DateTimeFormat('ru', { month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  return name.slice(0, 1).toLocaleUpperCase('ru') + name.slice(1);
}

/** As much of a name as so many letters hold: half a name under the names of pupils says nothing. */
export function fitting(name: string, letters: number): string {
  if (letters >= name.length) return name;
  return letters >= SHORT ? name.slice(0, SHORT) : '';
}

export class Months {
  #heads: Head[] = [];

  constructor(table: HTMLTableElement) {
    for (const head of table.querySelectorAll<HTMLElement>('th[data-span]')) {
      const [from, span] = [Number(head.dataset['from']), Number(head.dataset['span'])];
      const label = head.querySelector('span');
      head.style.setProperty('--span', String(span));
      if (label !== null) this.#heads.push({ from, to: from + span - 1, name: head.title, label });
    }
  }

  fit({ lefts, widths, left, right, letter }: Sight): void {
    for (const { from, to, name, label } of this.#heads) {
      const seen = Math.min(right, (lefts[to] ?? 0) + (widths[to] ?? 0)) - Math.max(left, lefts[from] ?? 0);
      // A month out of sight keeps its name: it is whole when it comes into sight.
      const text = seen <= 0 ? name : fitting(name, seen / letter);
      if (label.textContent !== text) label.textContent = text;
    }
  }
}
