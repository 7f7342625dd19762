// The proposal of groups and loads, looked at by class and by teacher. Pure.
import type { PlannedGroup, StructurePlan } from '../../lib/generated/contract';
import { byClass } from '../../lib/texts/format';

/** One class or one teacher with what it is given. */
export type Bundle = { name: string; hours: number; gaps: number; groups: PlannedGroup[] };

const bundle = (name: string, groups: PlannedGroup[]): Bundle => ({
  name,
  hours: groups.reduce((sum, group) => sum + group.hours, 0),
  gaps: groups.filter(({ teacher }) => teacher === null).length,
  groups,
});

export function classesOf({ groups }: StructurePlan): Bundle[] {
  const names = [...new Set(groups.flatMap(({ classes }) => classes))].sort(byClass);
  return names.map((name) => bundle(name, groups.filter(({ classes }) => classes.includes(name))));
}

/** Teachers in the plan's own order, each with groups by class. */
export function teachersOf({ groups, teachers }: StructurePlan): Bundle[] {
  const by = (name: string) => groups.filter(({ teacher }) => teacher === name).sort((a, b) => byClass(a.classes[0] ?? '', b.classes[0] ?? ''));
  return teachers.map(({ teacher, hours }) => ({ ...bundle(teacher, by(teacher)), hours }));
}

export function countOf({ groups }: StructurePlan, state: string): number {
  return groups.filter((group) => group.state === state).length;
}
