// Where pages stand on the scrolled surface. Pure; measures in CSS pixels, sizes of pages in micrometres.

/** Pixels of a micrometre at 100 %: a CSS inch is 96 pixels. */
export const FULL = 96 / 25_400;
export const GAP = 16;

export type Zoom = 'width' | 'page' | number;
export type Size = readonly [number, number];
/** One line of pages: a single one, or two that face each other. */
export type Row = { pages: { page: number; width: number; height: number }[]; top: number; width: number; height: number };

/** Numbers of the pages line by line: an even page faces the odd one after it. */
export function lines(count: number, spreads: boolean): number[][] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  if (!spreads) return all.map((page) => [page]);
  return all.filter((page) => page === 1 || page % 2 === 0).map((page) => (page === 1 || page === count ? [page] : [page, page + 1]));
}

type View = { width: number; height: number };

/** Pixels of a micrometre at which a line of that size fits the view. */
function fitting(zoom: 'width' | 'page', [width, height]: Size, view: View): number {
  const byWidth = Math.max(1, view.width - 2 * GAP) / Math.max(1, width);
  return zoom === 'width' ? byWidth : Math.min(byWidth, Math.max(1, view.height - 2 * GAP) / Math.max(1, height));
}

/** The size that most lines have: the few larger ones must not make all the others small. */
function usual(rows: readonly Size[]): Size {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.join(), (counts.get(row.join()) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return rows.find((row) => counts.get(row.join()) === most) ?? [1, 1];
}

/** Pixels of a micrometre of each line, for a zoom in a view of that size. */
export function scales(zoom: Zoom, rows: readonly Size[], view: View): number[] {
  if (typeof zoom === 'number') return rows.map(() => (FULL * zoom) / 100);
  const base = fitting(zoom, usual(rows), view);
  return rows.map((row) => Math.min(base, fitting(zoom, row, view)));
}

/** All lines with their places. */
export function layOut(sizes: readonly Size[], spreads: boolean, zoom: Zoom, view: View): Row[] {
  const groups = lines(sizes.length, spreads).map((pages) => pages.map((page) => ({ page, size: sizes[page - 1] as Size })));
  const measure = (group: { size: Size }[]): Size => [group.reduce((sum, { size }) => sum + size[0], 0), Math.max(...group.map(({ size }) => size[1]))];
  const each = scales(zoom, groups.map(measure), view);
  let top = GAP;
  return groups.map((group, at) => {
    const scale = each[at] ?? FULL;
    const pages = group.map(({ page, size }) => ({ page, width: Math.round(size[0] * scale), height: Math.round(size[1] * scale) }));
    const row = { pages, top, width: pages.reduce((sum, { width }) => sum + width, 0), height: Math.max(...pages.map(({ height }) => height)) };
    top += row.height + GAP;
    return row;
  });
}

/** The lines seen, and one view before and after them. */
export function seen(rows: readonly Row[], top: number, height: number): Row[] {
  return rows.filter((row) => row.top + row.height > top - height && row.top < top + 2 * height);
}

/** The page that the reader is on: of the line that holds the point a third below the upper edge. */
export function pageAt(rows: readonly Row[], top: number, height: number): number {
  const point = top + height / 3;
  const row = rows.findLast((candidate) => candidate.top <= point) ?? rows[0];
  return row?.pages[0]?.page ?? 1;
}

/** Where to scroll so that a page is read from its beginning. */
export function topOf(rows: readonly Row[], page: number): number {
  const row = rows.find(({ pages }) => pages.some((one) => one.page === page));
  return Math.max(0, (row?.top ?? GAP) - GAP);
}

/** The section that a page belongs to, by number; -1 before the first. */
export function sectionAt(sections: readonly (readonly [string, number])[], page: number): number {
  return sections.findLastIndex(([, first]) => first <= page);
}
