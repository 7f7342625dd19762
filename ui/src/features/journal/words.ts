// Words of the journal page that need more than one text of the catalogue.
import { Refusal } from '../../lib/backend/types';
import { known, refusalText, t } from '../../lib/texts';
import { dayMonth } from '../../lib/texts/format';
import { absenceText } from './codes';
import type { Look } from './look';

/** Why nothing may be written, and whom to ask. */
export function closedText(code: string): string {
  return known(`closed-${code}`) ? t(`closed-${code}`) : refusalText(new Refusal(code));
}

/** What the core says by the code of a text: late entries, reasons of fates. */
export function saidByCore(family: string, code: string, otherwise: string): string {
  const id = code.startsWith(`${family}-`) ? code : `${family}-${code}`;
  return known(id) ? t(id) : t(otherwise);
}

/** Why a text was not taken. */
export function refusedText(code: string, args: Record<string, string>, word: string): string {
  if (code.startsWith('page-')) return closedText(code);
  return known(code) ? t(code, { ...args, word }) : refusalText(new Refusal(code, args));
}

/** A square for those who listen: whose, when, what stands in it. */
export function squareWords({ pupil, lesson, term, marks, held, proposed, refused, closed }: Look): string {
  const where = lesson !== null ? t('journal-square-lesson', { date: dayMonth(lesson.date), slot: lesson.slot }) : (term?.name ?? '');
  const said = [held.absence === null ? '' : absenceText(held.absence.code), ...marks.map(({ text, work }) => (work === '' ? text : `${text} (${work})`))].filter((part) => part !== '').join(', ');
  const empty = proposed === null ? t('journal-square-empty') : t('journal-square-proposed', { mark: String(proposed) });
  const parts = [pupil?.full_name ?? '', where, said === '' ? empty : said];
  if (refused !== null) parts.push(refusedText(refused.code, refused.args, refused.word));
  if (closed !== null) parts.push(t('journal-square-closed'));
  return parts.filter((part) => part !== '').join(', ');
}
