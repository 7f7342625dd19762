// The import of one file. Lives outside the page, so that a plan survives a look at the classes or an idle lock.
import type { FileToken, PupilsApplied, PupilsPlan, RowNote, TableApplied, TablePlan } from '../../lib/generated/contract';
import { Refusal } from '../../lib/backend';
import { KINDS, type Kind } from '../../lib/imports';
import { app } from '../../lib/state/app.svelte';
import { Job } from '../../lib/state/job.svelte';
import { done, guess, read, shown, write, type Applied, type Line, type Plan } from './kinds';

export type Step = 'choose' | 'reading' | 'preview' | 'writing' | 'result';
/** Groups of the plan, in the order of the tabs. */
export const GROUPS = ['create', 'update', 'unchanged', 'refused', 'warnings'] as const;
export type Group = (typeof GROUPS)[number];
export type Refused = RowNote & { skipped: boolean };

class Importer {
  step = $state<Step>('choose');
  /** What the next file is. */
  kind = $state<Kind>('pupils');
  /** Teaching groups that a lesson plan is for; empty: found by what the file says. */
  groups = $state.raw<string[]>([]);
  file = $state.raw<FileToken | null>(null);
  plan = $state.raw<Plan | null>(null);
  applied = $state.raw<Applied | null>(null);
  group = $state<Group>('create');
  reading = $state.raw(new Job<PupilsPlan | TablePlan>());
  writing = $state.raw(new Job<PupilsApplied | TableApplied>());
  #chosen = false;

  get busy(): boolean {
    return this.reading.running || this.writing.running;
  }

  /** Kinds that the person may bring. */
  get allowed(): Kind[] {
    return KINDS.filter((kind) => app.may(`import.${kind}.plan`));
  }

  /** The person says what the next file is. */
  choose(kind: Kind): void {
    this.kind = kind;
    this.#chosen = true;
  }

  /** What a file is that came without a word: by the kind chosen, else by its name, else as the last one. */
  kindOf(file: FileToken): Kind {
    const guessed = this.#chosen ? null : guess(file.name);
    const kind = guessed ?? this.kind;
    return this.allowed.includes(kind) ? kind : (this.allowed[0] ?? kind);
  }

  /** Reads a file into a plan; nothing is written. */
  async read(file: FileToken, kind: Kind = this.kindOf(file)): Promise<void> {
    if (this.busy) return;
    this.forget();
    this.kind = kind;
    this.file = file;
    this.step = 'reading';
    const job = this.reading;
    const plan = await job.run(() => read(kind, file, this.groups));
    if (job !== this.reading) return;
    try {
      this.plan = plan && shown(kind, plan);
    } catch (thrown) {
      job.error = Refusal.of(thrown);
    }
    this.step = this.plan === null ? 'choose' : 'preview';
    if (this.plan) this.group = GROUPS.find((group) => this.count(group) > 0) ?? 'create';
  }

  /** Writes the plan. Cancelled or refused, it can be looked at again. */
  async apply(): Promise<void> {
    const plan = this.plan;
    if (plan === null || this.busy) return;
    this.step = 'writing';
    const job = this.writing;
    const applied = await job.run(() => write(plan));
    if (job !== this.writing) return;
    this.applied = applied && done(applied);
    this.step = applied === null ? 'preview' : 'result';
    if (applied) app.touched(['classes', 'accounts', 'log']);
  }

  count(group: Group): number {
    return group === 'refused' ? this.refused.length : (this.plan?.[group].length ?? 0);
  }

  lines(group: Group): readonly Line[] {
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
    this.kind = 'pupils';
    this.groups = [];
    this.forget();
  }

  /** Back to an empty page; nothing of the file stays in memory. */
  forget(): void {
    if (this.busy) return;
    this.step = 'choose';
    this.file = this.plan = this.applied = null;
    this.group = 'create';
    this.#chosen = false;
    this.reading.error = this.writing.error = null;
  }
}

export const importer = new Importer();
