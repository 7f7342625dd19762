import { t } from '../../lib/texts';
import type { Refused } from './importer.svelte';

/** Rejected rows with their reasons, head first. */
export function rejectedTable(rows: readonly Refused[]): string[][] {
  const head = ['column-sheet', 'column-row', 'column-column', 'column-value', 'column-fate', 'column-reason'].map((id) => t(id));
  return [head, ...rows.map((row) => [row.sheet, String(row.row), row.column, row.value, t(row.skipped ? 'row-skipped' : 'row-wrong'), row.message])];
}
