// The council's decisions a class may get (S-02), and where each leads. Pure.
import type { Decision } from '../../lib/generated/contract';

export const DECISIONS = ['promoted', 'conditional', 'repeat', 'finished-nine', 'finished-eleven', 'admitted', 'expelled'] as const;
export type DecisionCode = (typeof DECISIONS)[number];
const NINE = 9;
const LAST = 11;

/** Decisions that make sense in a grade, the usual one first. */
export function decisionsOf(grade: number): DecisionCode[] {
  return DECISIONS.filter((code) => {
    if (code === 'finished-nine') return grade === NINE;
    if (code === 'finished-eleven') return grade === LAST;
    if (code === 'admitted') return grade === NINE || grade === LAST;
    if (code === 'promoted' || code === 'conditional') return grade < LAST && grade !== NINE;
    return true;
  });
}

/** The class that a decision leads to, as its words name it. */
export function leadsTo(code: DecisionCode, grade: number): string {
  if (code === 'promoted' || code === 'conditional') return String(grade + 1);
  return code === 'repeat' ? String(grade) : '';
}

/** What is wrong with a form, by field: ids of texts. */
export function wrongWith({ protocol, date }: Pick<Decision, 'protocol' | 'date'>): { protocol?: string; date?: string } {
  const wrong: { protocol?: string; date?: string } = {};
  if (protocol.trim() === '') wrong.protocol = 'summary-protocol-wrong';
  if (isoDate(date) === null) wrong.date = 'summary-date-wrong';
  return wrong;
}

/** `26.05.2027` → `2027-05-26`; `null` when there is no such day. */
export function isoDate(text: string): string | null {
  const parts = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(text.trim());
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso ? iso : null;
}
