/** What a person wrote of pages: `''` all of them, `5`, `3-8`, `3–8`; `null`: no range of a paper of so many. */
export function range(text: string, total: number): [number, number] | 'all' | null {
  const plain = text.replace(/\s/gu, '');
  if (plain === '') return 'all';
  const parts = /^(\d{1,5})(?:[-–—](\d{1,5}))?$/u.exec(plain);
  if (!parts) return null;
  const first = Number(parts[1]);
  const last = Number(parts[2] ?? parts[1]);
  return first >= 1 && first <= last && last <= total ? [first, last] : null;
}

/** How a paper of such pages is turned over when it is printed on both sides. */
export function usualSides(sizes: readonly (readonly [number, number])[]): 'one' | 'long' | 'short' {
  const [width, height] = sizes[0] ?? [0, 0];
  if (sizes.length < 2) return 'one';
  return width > height ? 'short' : 'long';
}
