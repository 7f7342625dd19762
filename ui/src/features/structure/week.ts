// The week of classes and, turned round, of teachers. Pure.
import type { WeekPlan } from '../../lib/generated/contract';

/** A square of the week: several lessons when odd and even weeks differ. */
export type Square = { title: string; note: string }[];
export type WeekOf = { name: string; lessons: number; days: number; slots: number; squares: Map<string, Square> };

export const at = (weekday: number, slot: number) => `${weekday} ${slot}`;

function weekOf(name: string, lessons: { weekday: number; slot: number; title: string; note: string }[]): WeekOf {
  const squares = new Map<string, Square>();
  for (const { weekday, slot, title, note } of lessons) {
    const key = at(weekday, slot);
    squares.set(key, [...(squares.get(key) ?? []), { title, note }]);
  }
  const most = (of: (lesson: { weekday: number; slot: number }) => number, least: number) => lessons.reduce((found, lesson) => Math.max(found, of(lesson)), least);
  return { name, lessons: lessons.length, days: most(({ weekday }) => weekday, 5), slots: most(({ slot }) => slot, 1), squares };
}

export function weeksOfClasses({ classes }: WeekPlan): WeekOf[] {
  return classes.map(({ class: name, lessons }) => weekOf(name, lessons.map(({ weekday, slot, subject, teacher }) => ({ weekday, slot, title: subject, note: teacher }))));
}

export function weeksOfTeachers({ classes }: WeekPlan): WeekOf[] {
  const all = classes.flatMap(({ class: klass, lessons }) => lessons.map((lesson) => ({ ...lesson, klass })));
  const names = [...new Set(all.map(({ teacher }) => teacher))].filter((name) => name !== '').sort((a, b) => a.localeCompare(b, 'ru'));
  return names.map((name) => weekOf(name, all.filter(({ teacher }) => teacher === name).map(({ weekday, slot, subject, klass }) => ({ weekday, slot, title: klass, note: subject }))));
}
