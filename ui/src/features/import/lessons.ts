import type { GroupRow, JournalGroups } from '../../lib/generated/contract';
import { gradeOf } from '../../lib/texts/format';

/** Groups of one subject and grade: they share a lesson plan as a rule. */
export type SubjectSet = { id: string; subject: string; grade: number; groups: GroupRow[] };

/** Teaching groups by subject and grade, each group once. */
export function bySubject({ mine, own, others }: JournalGroups): SubjectSet[] {
  const all = [...mine, ...[...own, ...others].flatMap(({ groups }) => groups)];
  const unique = [...new Map(all.map((group) => [group.id, group])).values()];
  const sets = new Map<string, SubjectSet>();
  for (const group of unique) {
    const grade = gradeOf(group.classes[0] ?? '');
    const id = `${grade} ${group.subject}`;
    const set = sets.get(id) ?? { id, subject: group.subject, grade, groups: [] };
    set.groups.push(group);
    sets.set(id, set);
  }
  return [...sets.values()].sort((a, b) => a.subject.localeCompare(b.subject, 'ru') || a.grade - b.grade);
}
