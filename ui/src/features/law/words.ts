// Acts that everybody may read, in words.
import type { LawRow } from '../../lib/generated/contract';
import { known, t, tOr } from '../../lib/texts';
import { roleName } from '../accounts/roles';

const args = ({ detail }: LawRow) => ({ role: roleName(detail), number: detail });

/** What was done. */
export const actText = (row: LawRow) => tOr(`law-act-${row.what}`, 'law-act-other', args(row));

/** Who did it: a person, a recovery sheet, the computer itself. */
export function whoText({ who, sheet }: LawRow): string {
  if (sheet !== null) return t('acts-sheet', { number: String(sheet) });
  return who === '' ? t('acts-itself') : who;
}

/** The same, said to the one it was done to. */
export const newsText = (row: LawRow) => (known(`news-${row.what}`) ? t(`news-${row.what}`, args(row)) : t('news-other', { what: actText(row) }));

/** By whom and where, said to the one it was done to. */
export function byText(row: LawRow, me: string): string {
  if (row.device === '') return whoText(row);
  return row.who === me ? t('news-by-you', { device: row.device }) : t('news-by', { who: whoText(row), device: row.device });
}
