/** Puts text on the clipboard; false when the system refuses. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Windows whose engine gives no clipboard to a page still copy a selection. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  const focused = document.activeElement;
  area.value = text;
  area.className = 'visually-hidden';
  (focused?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/** Rows as a spreadsheet takes them: tabs between cells, no line break inside one, none that begins like a formula. */
export function tabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => safe(cell.replace(/[\t\r\n]+/gu, ' '))).join('\t')).join('\r\n');
}

const safe = (cell: string) => (/^[=+\-@]/u.test(cell) ? `'${cell}` : cell);
