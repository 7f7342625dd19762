// Names of the months: what is in sight of a month holds its whole name, three letters of it, or nothing.
import { describe, expect, it } from 'vitest';
import { fitting, monthName, Months } from '../../../src/features/journal/months';

const LESSON = 36;
const NAMES = 200;

function table(): HTMLTableElement {
  const found = document.createElement('table');
  found.innerHTML = '<thead><tr><th data-from="0" data-span="8" title="Апрель"><span>Апрель</span></th><th data-from="8" data-span="8" title="Май"><span>Май</span></th></tr></thead>';
  return found;
}

/** What the heads say when so many pixels are scrolled under the names and so many lessons are in sight. */
function said(scrolled: number, lessons: number): (string | null)[] {
  const head = table();
  const lefts = Array.from({ length: 16 }, (_, at) => NAMES + at * LESSON);
  const left = NAMES + scrolled;
  new Months(head).fit({ lefts, widths: lefts.map(() => LESSON), left, right: left + lessons * LESSON, letter: 10 });
  return [...head.querySelectorAll('span')].map(({ textContent }) => textContent);
}

describe('names of the months', () => {
  it('a month is written in full with a capital letter', () => expect(monthName('2027-05')).toBe('Май'));
  it('a name is whole, in three letters, or not there', () => {
    expect(fitting('Апрель', 6)).toBe('Апрель');
    expect(fitting('Апрель', 5.9)).toBe('Апр');
    expect(fitting('Апрель', 2.9)).toBe('');
    expect(fitting('Май', 3)).toBe('Май');
  });
  it('both months in sight are whole', () => expect(said(0, 16)).toEqual(['Апрель', 'Май']));
  it('one lesson left beside the names holds three letters', () => expect(said(7 * LESSON, 8)).toEqual(['Апр', 'Май']));
  it('half a lesson holds nothing', () => expect(said(7.5 * LESSON, 8)).toEqual(['', 'Май']));
  it('a month that begins at the far edge is held back too', () => expect(said(0, 8.5)).toEqual(['Апрель', '']));
  it('a month out of sight keeps its whole name', () => expect(said(0, 8)).toEqual(['Апрель', 'Май']));
});
