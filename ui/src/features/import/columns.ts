/** Shortest beginning worth leaving out. */
const LEAST = 12;

/** Headings without the words that all of them begin with: a title over the table that its merged cells repeat. */
export function ownPart(headers: readonly string[]): string[] {
  const known = headers.filter((header) => header !== '').map((header) => header.split(/(?<=\s)/u));
  const first = known[0] ?? [];
  let words = 0;
  while (known.length > 1 && words < first.length - 1 && known.every((header) => header[words] === first[words] && header.length > words + 1)) words += 1;
  const beginning = first.slice(0, words).join('');
  return beginning.length < LEAST ? [...headers] : headers.map((header) => (header === '' ? '' : header.slice(beginning.length)));
}
