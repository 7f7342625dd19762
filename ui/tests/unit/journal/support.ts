// Keys as keyboards send them, and numbers that come the same in every run.
import type { Key } from '../../../src/features/journal/keys';

/** The key of each sign in both layouts: its place, and what it writes. */
const SIGNS: Record<string, { code: string; russian: string; english: string }> = {
  н: { code: 'KeyY', russian: 'н', english: 'y' },
  п: { code: 'KeyG', russian: 'п', english: 'g' },
  у: { code: 'KeyE', russian: 'у', english: 'e' },
  б: { code: 'Comma', russian: 'б', english: ',' },
  о: { code: 'KeyJ', russian: 'о', english: 'j' },
  з: { code: 'KeyP', russian: 'з', english: 'p' },
  с: { code: 'KeyC', russian: 'с', english: 'c' },
  в: { code: 'KeyD', russian: 'в', english: 'd' },
  а: { code: 'KeyF', russian: 'а', english: 'f' },
  '.': { code: 'Period', russian: 'ю', english: '.' },
};
export type Layout = 'russian' | 'english' | 'russian-capitals' | 'without-codes';
export const LAYOUTS: Layout[] = ['russian', 'english', 'russian-capitals', 'without-codes'];

export function key(name: string, held: Partial<Key> = {}): Key {
  return { code: name, key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held };
}

/** The key that a person presses for a sign. */
export function press(sign: string, layout: Layout): Key {
  if (/^\d$/u.test(sign)) return key(sign, { code: layout === 'without-codes' ? 'Unidentified' : `Digit${sign}` });
  const found = SIGNS[sign];
  if (found === undefined) throw new Error(`no key for ${sign}`);
  if (layout === 'without-codes') return key(sign, { code: 'Unidentified' });
  const letter = layout === 'english' ? found.english : found.russian;
  return key(layout === 'russian-capitals' ? letter.toUpperCase() : letter, { code: found.code });
}

export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
