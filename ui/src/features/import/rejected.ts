import { t } from '../../lib/texts';
import type { Refused } from './importer.svelte';

/** Rejected rows with their reasons, as a spreadsheet takes them. A cell never begins like a formula. */
export function rejectedTable(rows: readonly Refused[]): string[][] {
  const head = ['column-sheet', 'column-row', 'column-column', 'column-value', 'column-fate', 'column-reason'].map((id) => t(id));
  const safe = (cell: string) => (/^[=+\-@]/u.test(cell) ? `'${cell}` : cell);
  const body = rows.map((row) => [row.sheet, String(row.row), row.column, row.value, t(row.skipped ? 'row-skipped' : 'row-wrong'), row.message].map(safe));
  return [head, ...body];
}
