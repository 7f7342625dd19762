const NBSP = '\u00a0';

/** Binds what must not part at a line's end: № and its number, a dash and the word before it, short words and the next. */
export function bind(text: string): string {
  return text
    .replace(/ ([—–]) /gu, `${NBSP}$1 `)
    .replace(/№ /gu, `№${NBSP}`)
    .replace(/(?<![\p{L}\p{N}])([\p{L}]{1,2}) (?=[\p{L}\p{N}«])/gu, `$1${NBSP}`)
    .replace(/(\d) (?=\p{L})/gu, `$1${NBSP}`);
}

/** The same text for a file's name: ordinary spaces, which people can type. */
export function plain(text: string): string {
  return text.replaceAll(NBSP, ' ');
}
