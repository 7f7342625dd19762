import { t } from './index';

/** `2027-05-20` → `20.05.2027`; anything else stays. */
export function date(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/u.exec(iso);
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : iso;
}

/** `2027-05-20` → `четверг, 20 мая 2027 года` in the words of the catalogue. */
export function longDate(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ru', { ...options, timeZone: 'UTC' }).format(day);
  return t('long-date', { date: part({ day: 'numeric', month: 'long' }), year: String(day.getUTCFullYear()), weekday: part({ weekday: 'long' }) });
}

/** `2027-05-20` → `20 мая`. */
export function dayMonth(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(day);
}

/** `2027-05-20` → `чт`. */
export function weekday(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return '';
  return new Intl.DateTimeFormat('ru', { weekday: 'short', timeZone: 'UTC' }).format(day);
}

/** An instant in the clock of this computer: `20.05.2027 14:32:05`. */
export function instant(rfc: string): string {
  const at = new Date(rfc);
  if (Number.isNaN(at.getTime())) return rfc;
  const options: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' };
  return new Intl.DateTimeFormat('ru', options).format(at).replace(',', '');
}

/** `14:32` of this computer's clock. */
export function clock(at: Date): string {
  return new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `2026` → `2026/27`. */
export function schoolYear(first: number): string {
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** Lower case and ё as е: how names are searched. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('ru').replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim();
}

/** Hundredths as people write them: 250 → `2,5`, 300 → `3`. */
export function hundredths(value: number): string {
  return new Intl.NumberFormat('ru', { maximumFractionDigits: 2, useGrouping: false }).format(value / 100);
}

/** A class's number, for sorting: `10Б` → 10. */
export function gradeOf(name: string): number {
  return Number.parseInt(name, 10) || 0;
}

/** Classes as a school lists them: 2А before 10А. */
export function byClass(a: string, b: string): number {
  return gradeOf(a) - gradeOf(b) || a.localeCompare(b, 'ru');
}
