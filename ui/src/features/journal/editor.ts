// The one shared editor of the grid: a field that stands in the square of the cursor while it is open.
import { signOf } from './keys';

/** How it ended: where the cursor goes and whether the grid takes the focus; `null`: given up. */
export type Ended = { by: { rows: number; cols: number }; focus: boolean } | null;
export type Editor = { /** Takes the field away and gives its text. */ close(): string };

export function openEditor(cell: HTMLElement, text: string, label: string, ended: (how: Ended) => void): Editor {
  const field = document.createElement('input');
  field.className = 'editor';
  field.type = 'text';
  field.value = text;
  field.maxLength = 40;
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.dataset['testid'] = 'journal-editor';
  field.setAttribute('aria-label', label);
  let open = true;
  const end = (how: Ended) => open && ended(how);
  field.addEventListener('keydown', (event) => {
    const how = endOf(event);
    if (how !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      end(how);
      return;
    }
    // The letter of the key, whatever the layout.
    if (!event.ctrlKey && !event.altKey && !event.metaKey && /^[a-zа-яё,]$/iu.test(event.key)) {
      const sign = signOf(event);
      if (sign === null) return;
      event.preventDefault();
      field.setRangeText(sign, field.selectionStart ?? text.length, field.selectionEnd ?? text.length, 'end');
    }
  });
  field.addEventListener('blur', () => end({ by: { rows: 0, cols: 0 }, focus: false }));
  cell.append(field);
  field.focus({ preventScroll: true });
  field.setSelectionRange(text.length, text.length);
  return {
    close() {
      open = false;
      const value = field.value;
      field.remove();
      return value;
    },
  };
}

function endOf({ key, shiftKey, altKey }: KeyboardEvent): Ended | undefined {
  const back = shiftKey ? -1 : 1;
  if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) return { by: { rows: 0, cols: key === 'ArrowLeft' ? -1 : 1 }, focus: true };
  switch (key) {
    case 'Enter':
      return { by: { rows: back, cols: 0 }, focus: true };
    case 'Tab':
      return { by: { rows: 0, cols: back }, focus: true };
    case 'Escape':
      return null;
    case 'ArrowUp':
      return { by: { rows: -1, cols: 0 }, focus: true };
    case 'ArrowDown':
      return { by: { rows: 1, cols: 0 }, focus: true };
    default:
      return undefined;
  }
}
