// The import of an enrolment list. Lives outside the page, so that a plan survives a look at the classes or an idle lock.
import type { FileToken, PlannedPupil, PupilsApplied, PupilsPlan, RowNote } from '../../lib/generated/contract';
import { app } from '../../lib/state/app.svelte';
import { Job } from '../../lib/state/job.svelte';

export type Step = 'choose' | 'reading' | 'preview' | 'writing' | 'result';
/** Groups of the plan, in the order of the tabs. */
export const GROUPS = ['create', 'update', 'unchanged', 'refused', 'warnings'] as const;
export type Group = (typeof GROUPS)[number];
export type Refused = RowNote & { skipped: boolean };

class Importer {
  step = $state<Step>('choose');
  file = $state.raw<FileToken | null>(null);
  plan = $state.raw<PupilsPlan | null>(null);
  applied = $state.raw<PupilsApplied | null>(null);
  group = $state<Group>('create');
  reading = $state.raw(new Job<PupilsPlan>());
  writing = $state.raw(new Job<PupilsApplied>());

  get busy(): boolean {
    return this.reading.running || this.writing.running;
  }

  /** Reads a file into a plan; nothing is written. */
  async read(file: FileToken): Promise<void> {
    if (this.busy) return;
    this.forget();
    this.file = file;
    this.step = 'reading';
    const job = this.reading;
    const plan = await job.run(() => app.call('import.pupils.plan', { token: file.token }));
    if (job !== this.reading) return;
    this.plan = plan;
    this.step = plan === null ? 'choose' : 'preview';
    if (plan) this.group = GROUPS.find((group) => this.count(group) > 0) ?? 'create';
  }

  /** Writes the plan. Cancelled or refused, it can be looked at again. */
  async apply(): Promise<void> {
    const plan = this.plan;
    if (plan === null || this.busy) return;
    this.step = 'writing';
    const job = this.writing;
    const applied = await job.run(() => app.call('import.pupils.apply', { plan: plan.plan }));
    if (job !== this.writing) return;
    this.applied = applied;
    this.step = applied === null ? 'preview' : 'result';
    if (applied) app.touched(['classes', 'log']);
  }

  count(group: Group): number {
    return group === 'refused' ? this.refused.length : (this.plan?.[group].length ?? 0);
  }

  pupils(group: Group): readonly PlannedPupil[] {
    return group === 'create' || group === 'update' || group === 'unchanged' ? (this.plan?.[group] ?? []) : [];
  }

  /** Rows that stay out, in the order of the file. */
  get refused(): readonly Refused[] {
    const plan = this.plan;
    if (plan === null) return [];
    const rows = [...plan.errors.map((row) => ({ ...row, skipped: false })), ...plan.skip.map((row) => ({ ...row, skipped: true }))];
    return rows.sort((a, b) => a.sheet.localeCompare(b.sheet, 'ru') || a.row - b.row);
  }

  /** Another person has come: a job that still runs ends without this window. */
  leave(): void {
    this.reading = new Job();
    this.writing = new Job();
    this.forget();
  }

  /** Back to an empty page; nothing of the file stays in memory. */
  forget(): void {
    if (this.busy) return;
    this.step = 'choose';
    this.file = this.plan = this.applied = null;
    this.group = 'create';
    this.reading.error = this.writing.error = null;
  }
}

export const importer = new Importer();
