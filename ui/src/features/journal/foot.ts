// The foot of the journal page: the five keys that matter here, what is locked and whom to ask. Pure.
import type { JournalPage } from '../../lib/generated/contract';
import type { Foot } from '../../lib/state/app.svelte';
import { t } from '../../lib/texts';
import { typedOf } from './codes';
import type { Look } from './look';
import { closedText } from './words';

const HIGHEST_NUMERIC = 10;

export function footOf({ scale, writes, sets_finals }: JournalPage, look: Look | null): Foot {
  const note = look !== null && look.closed !== null ? closedText(look.closed) : '';
  if (!writes && !sets_finals) return { keys: [{ keys: ['↑', '↓', '←', '→'], text: t('key-move') }, { keys: ['Ctrl', '+', 'C'], text: t('key-copy') }, { keys: ['Ctrl', '+', 'F'], text: t('key-pupil') }, { keys: ['F1'], text: t('key-help') }], note };
  const numeric = scale.filter((mark) => mark <= HIGHEST_NUMERIC).sort((one, other) => one - other);
  const first = numeric[0];
  const last = numeric.at(-1);
  const marks = first === undefined || last === undefined ? scale.slice(0, 2).map(typedOf) : [String(first), '…', String(last)];
  return {
    keys: [
      ...(marks.length > 0 ? [{ keys: marks, text: t('key-mark') }] : []),
      { keys: ['н', 'б', 'оп'], text: t('key-absence') },
      { keys: ['Enter'], text: t('key-down') },
      { keys: ['F2'], text: t('key-edit') },
      { keys: ['Ctrl', '+', 'Z'], text: t('key-undo') },
      { keys: ['F1'], text: t('key-help') },
    ],
    note,
  };
}
