/** How good a new password is, as far as a window can tell; the core has the last word. */
export type Level = 'short' | 'weak' | 'fair' | 'good';

const RUNS = ['01234567890', '09876543210', 'abcdefghijklmnopqrstuvwxyz', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];
const COMMON = ['password', 'пароль', 'qwerty', 'школа', 'school', 'journal', 'журнал', 'admin', 'админ', 'администратор', 'учитель', 'директор', '123'];
const RUN = 4;

/** How many characters are worth anything: repeats, rows of keys and well-known words count as one. */
function worth(password: string, personal: readonly string[]): number {
  let text = password.toLowerCase();
  for (const word of [...personal, ...COMMON]) {
    if (word.length > 2) text = text.replaceAll(word.toLowerCase(), '\u0001');
  }
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const repeats = at > 1 && text[at] === text[at - 1] && text[at] === text[at - 2];
    const window = text.slice(Math.max(0, at - RUN + 1), at + 1);
    const runs = window.length === RUN && RUNS.some((row) => row.includes(window));
    if (!repeats && !runs) count += 1;
  }
  return Math.min(count, new Set(text).size * 2);
}

/** Judges a new password; `personal` holds words that everyone would try: login, names, the school. */
export function strength(password: string, least: number, personal: readonly string[] = []): Level {
  if ([...password].length < least) return 'short';
  const words = personal.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  const count = worth(password, words);
  if (count < least - 4) return 'weak';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  return count >= least + 4 || kinds >= 3 ? 'good' : 'fair';
}
