// Keys of the journal page: what a key means, whatever the layout and the case (design 6). Pure.

/** What a handler needs of a `KeyboardEvent`. */
export type Key = { code: string; key: string; ctrlKey: boolean; shiftKey: boolean; altKey: boolean; metaKey: boolean };

export type Command =
  | { do: 'move'; rows: number; cols: number; extend: boolean }
  | { do: 'jump'; to: 'row-start' | 'row-end' | 'first' | 'last' | 'page-up' | 'page-down'; extend: boolean }
  | { do: 'enter'; back: boolean }
  | { do: 'tab'; back: boolean }
  | { do: 'type'; sign: string }
  | { do: 'erase' }
  | { do: 'cancel' }
  | { do: 'edit' | 'append' | 'clear' | 'undo' | 'redo' | 'copy' | 'cut' | 'paste' | 'fill' | 'all' | 'find' | 'help' }
  | { do: 'lesson'; step: number };

/** Letters that codes are made of, by the place of their key. */
const BY_PLACE: Readonly<Record<string, string>> = { KeyY: 'н', KeyG: 'п', KeyE: 'у', Comma: 'б', KeyJ: 'о', KeyP: 'з', KeyC: 'с', KeyD: 'в', KeyF: 'а' };
/** Latin letters on other keys that look like the letter meant. */
const BY_LOOK: Readonly<Record<string, string>> = { h: 'н', b: 'б', o: 'о', a: 'а' };
/** Where an engine gives no place: the Latin letter of the key that carries the Russian one. */
const BY_LATIN: Readonly<Record<string, string>> = { y: 'н', g: 'п', e: 'у', ',': 'б', j: 'о', p: 'з', c: 'с', d: 'в', f: 'а' };
const LETTERS = new Set(Object.values(BY_PLACE));

const PLAIN: Readonly<Record<string, (key: Key) => Command>> = {
  ArrowUp: ({ shiftKey }) => ({ do: 'move', rows: -1, cols: 0, extend: shiftKey }),
  ArrowDown: ({ shiftKey }) => ({ do: 'move', rows: 1, cols: 0, extend: shiftKey }),
  ArrowLeft: ({ shiftKey }) => ({ do: 'move', rows: 0, cols: -1, extend: shiftKey }),
  ArrowRight: ({ shiftKey }) => ({ do: 'move', rows: 0, cols: 1, extend: shiftKey }),
  Home: ({ shiftKey, ctrlKey }) => ({ do: 'jump', to: ctrlKey ? 'first' : 'row-start', extend: shiftKey }),
  End: ({ shiftKey, ctrlKey }) => ({ do: 'jump', to: ctrlKey ? 'last' : 'row-end', extend: shiftKey }),
  PageUp: ({ shiftKey }) => ({ do: 'jump', to: 'page-up', extend: shiftKey }),
  PageDown: ({ shiftKey }) => ({ do: 'jump', to: 'page-down', extend: shiftKey }),
  Enter: ({ shiftKey }) => ({ do: 'enter', back: shiftKey }),
  Tab: ({ shiftKey }) => ({ do: 'tab', back: shiftKey }),
  Escape: () => ({ do: 'cancel' }),
  Delete: () => ({ do: 'clear' }),
  Backspace: () => ({ do: 'erase' }),
  F1: () => ({ do: 'help' }),
  F2: () => ({ do: 'edit' }),
};

/** Ctrl with a letter: by the place of the key, else by the letter in either layout. */
const WITH_CTRL: readonly { place: string; letters: string; give: (shift: boolean) => Command }[] = [
  { place: 'KeyZ', letters: 'zя', give: (shift) => ({ do: shift ? 'redo' : 'undo' }) },
  { place: 'KeyY', letters: 'yн', give: () => ({ do: 'redo' }) },
  { place: 'KeyC', letters: 'cс', give: () => ({ do: 'copy' }) },
  { place: 'KeyX', letters: 'xч', give: () => ({ do: 'cut' }) },
  { place: 'KeyV', letters: 'vм', give: () => ({ do: 'paste' }) },
  { place: 'KeyD', letters: 'dв', give: () => ({ do: 'fill' }) },
  { place: 'KeyA', letters: 'aф', give: () => ({ do: 'all' }) },
  { place: 'KeyF', letters: 'fа', give: () => ({ do: 'find' }) },
];

const isPlace = (code: string) => code !== '' && code !== 'Unidentified';

/** What a key asks of the grid; `null`: nothing, the key goes its way. */
export function command(key: Key): Command | null {
  if (key.metaKey) return null;
  if (key.altKey) return key.ctrlKey ? null : withAlt(key);
  const plain = PLAIN[key.key];
  if (plain !== undefined && (!key.ctrlKey || key.key === 'Home' || key.key === 'End')) return plain(key);
  if (key.ctrlKey) return withCtrl(key);
  return typed(key);
}

function withAlt({ key }: Key): Command | null {
  if (key === 'ArrowLeft') return { do: 'lesson', step: -1 };
  return key === 'ArrowRight' ? { do: 'lesson', step: 1 } : null;
}

function withCtrl({ code, key, shiftKey }: Key): Command | null {
  if (key === 'Insert') return { do: 'copy' };
  const letter = key.toLocaleLowerCase('ru');
  const found = WITH_CTRL.find(({ place, letters }) => (isPlace(code) ? place === code : letters.includes(letter)));
  return found?.give(shiftKey) ?? null;
}

function typed(key: Key): Command | null {
  if (key.key === '+' || key.code === 'NumpadAdd') return { do: 'append' };
  const sign = signOf(key);
  return sign === null ? null : { do: 'type', sign };
}

/** The sign of a code that a key writes: a digit, a small Russian letter, `.` or `/`. */
export function signOf({ code, key, shiftKey }: Key): string | null {
  if (/^\d$/u.test(key)) return key;
  const letter = key.toLocaleLowerCase('ru');
  if (LETTERS.has(letter)) return letter;
  if (/^[а-яё]$/u.test(letter) && code !== 'Period') return null;
  if (!shiftKey || /^[a-z]$/u.test(letter)) {
    const place = isPlace(code) ? BY_PLACE[code] : (BY_LOOK[letter] ?? BY_LATIN[letter]);
    if (place !== undefined) return place;
  }
  const look = BY_LOOK[letter];
  if (look !== undefined) return look;
  if (letter === '.' || letter === '·' || (code === 'Period' && !shiftKey) || code === 'NumpadDecimal') return '.';
  return letter === '/' ? '/' : null;
}
