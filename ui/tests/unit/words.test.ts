import { describe, expect, it } from 'vitest';
import { strength } from '../../src/lib/password/strength';
import { tabSeparated } from '../../src/lib/clipboard';
import { date, fold, longDate, schoolYear } from '../../src/lib/texts/format';
import { rejectedTable } from '../../src/features/import/rejected';
import { yearFor } from '../../src/features/setup/draft.svelte';

describe('strength of a password', () => {
  it.each([
    ['короткий', 'short'],
    ['qwertyqwerty1234', 'weak'],
    ['11111111111111111', 'weak'],
    ['ivanova-ivanova-1', 'weak'],
    ['Заречная2026заречная', 'weak'],
    ['correct horse battery', 'good'],
    ['лампа снег кузов море', 'good'],
  ])('%s is %s', (password, level) => {
    expect(strength(password, 14, ['ivanova', 'МБОУ «Заречная СОШ»'])).toBe(level);
  });
});

describe('formats', () => {
  it('writes dates and years as Russian papers do', () => {
    expect([date('2027-05-20'), date('нет'), schoolYear(2026), schoolYear(2099)]).toEqual(['20.05.2027', 'нет', '2026/27', '2099/00']);
    expect(longDate('2027-05-20').replace(/\u00a0/gu, ' ')).toBe('четверг, 20 мая 2027');
  });

  it('finds Ёлкин by елкин', () => {
    expect(fold('  Ёлкин  Пётр ')).toBe('елкин петр');
  });

  it('offers the coming year from June on', () => {
    expect([yearFor('2026-05-31'), yearFor('2026-06-01'), yearFor('2026-11-23'), yearFor('2027-01-10')]).toEqual([2025, 2026, 2026, 2026]);
  });
});

describe('rejected rows', () => {
  const note = { sheet: '', row: 12, column: 'ФИО', value: '=HYPERLINK("x")', code: 'formula', message: 'Формула\tвместо имени.', skipped: false };

  it('go to a spreadsheet as text, never as a formula', () => {
    const text = tabSeparated(rejectedTable([note]));
    expect(text.split('\r\n')[1]).toBe('\t12\tФИО\t\'=HYPERLINK("x")\tошибка\tФормула вместо имени.');
  });
});
