// One importer reads every kind of file: a kind says only what its rows and numbers are called.
import { Refusal } from '../../lib/backend';
import type { ColumnUse, FileToken, JobId, PupilsApplied, PupilsPlan, RowNote, TableApplied, TablePlan } from '../../lib/generated/contract';
import type { Kind } from '../../lib/imports';
import { app } from '../../lib/state/app.svelte';
import { date, fold } from '../../lib/texts/format';

/** A row of the plan as the table shows it: name, then the kind's own cells. */
export type Line = { sheet: string; row: number; name: string; cells: string[]; changes: string[] };
/** A plan of any kind. */
export type Plan = {
  kind: Kind;
  plan: string;
  file: string;
  format: string;
  columns: ColumnUse[];
  create: Line[];
  update: Line[];
  unchanged: Line[];
  skip: RowNote[];
  errors: RowNote[];
  warnings: RowNote[];
  newClasses: string[];
};
/** What an import of any kind has done. */
export type Applied = TableApplied & { classes: number };

/** Heads of the table of rows, after the row's number. */
export function heads(kind: Kind): string[] {
  return kind === 'pupils' ? ['column-name', 'column-birth', 'column-class'] : [`column-of-${kind}`, `column-detail-${kind}`];
}

/** Numbers worth saying once the plan is written. */
export function counts(kind: Kind): (keyof Applied)[] {
  return ['created', 'updated', 'unchanged', ...(kind === 'pupils' ? (['classes'] as const) : []), 'skipped', 'errors'];
}

/** Starts reading a file; nothing is written. */
export function read(kind: Kind, { token }: FileToken, groups: string[]): Promise<JobId> {
  return kind === 'lessons' ? app.call('import.lessons.plan', { token, groups }) : app.call(`import.${kind}.plan`, { token });
}

/** Starts writing a plan. */
export function write({ kind, plan }: Plan): Promise<JobId> {
  return app.call(`import.${kind}.apply`, { plan });
}

/** The plan of a kind in the one shape the pages show. */
export function shown(kind: Kind, plan: PupilsPlan | TablePlan): Plan {
  const { columns, errors, file, format, skip, warnings } = plan;
  const common = { kind, plan: plan.plan, columns, errors, file, format, skip, warnings };
  if (!('kind' in plan)) {
    const lines = (rows: PupilsPlan['create']): Line[] => rows.map(({ birth, ...row }) => ({ ...row, cells: [date(birth), row.class] }));
    return { ...common, create: lines(plan.create), update: lines(plan.update), unchanged: lines(plan.unchanged), newClasses: plan.new_classes };
  }
  if (plan.kind !== kind) throw new Refusal('import-other-kind', { kind: plan.kind });
  const lines = (rows: TablePlan['create']): Line[] => rows.map(({ detail, ...row }) => ({ ...row, cells: [detail] }));
  return { ...common, create: lines(plan.create), update: lines(plan.update), unchanged: lines(plan.unchanged), newClasses: [] };
}

export function done(applied: PupilsApplied | TableApplied): Applied {
  return 'classes' in applied ? applied : { ...applied, classes: 0 };
}

/** Words of file names, the telling ones first: «календарно-тематический план» is no calendar. */
const WORDS: [Kind, RegExp][] = [
  ['lessons', /ктп|тематич|поурочн/u],
  ['bells', /звонк/u],
  ['worktypes', /вид\S*[ _-]*работ/u],
  ['curriculum', /уч\S*[ _-]*план|план[ _-]*час/u],
  ['calendar', /календар|каникул|график/u],
  ['staff', /сотрудник|штат|кадр|педагог|учител/u],
  ['pupils', /контингент|зачисл|обучающ|учащ|ученик|список|списки/u],
];

/** The kind that a file's name speaks of; `null` when it says nothing. */
export function guess(name: string): Kind | null {
  const text = fold(name);
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
}
