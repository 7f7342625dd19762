// What a year stands on, step by step. Lives outside the page: a proposal or slips survive a look elsewhere and an idle lock.
import type { PaperSent, ReadyLine, StaffAccounts, StructurePlan, WeekPlan } from '../../lib/generated/contract';
import type { Kind } from '../../lib/imports';
import { app } from '../../lib/state/app.svelte';
import { Job } from '../../lib/state/job.svelte';
import { Proposal } from '../../lib/state/proposal.svelte';

export type View = 'list' | 'accounts' | 'groups' | 'week';
/** Where a line of the checklist is mended. */
export type Way = { to: 'import'; kind: Kind } | { to: Exclude<View, 'list'> } | null;

const WAYS: Record<string, Way> = {
  pupils: { to: 'import', kind: 'pupils' },
  staff: { to: 'import', kind: 'staff' },
  accounts: { to: 'accounts' },
  curriculum: { to: 'import', kind: 'curriculum' },
  calendar: { to: 'import', kind: 'calendar' },
  bells: { to: 'import', kind: 'bells' },
  worktypes: { to: 'import', kind: 'worktypes' },
  groups: { to: 'groups' },
  loads: { to: 'groups' },
  week: { to: 'week' },
  lessons: { to: 'import', kind: 'lessons' },
};

/** The way of a line, when this person may go it. */
export function wayOf({ what }: ReadyLine): Way {
  const way = WAYS[what] ?? null;
  const needs = { accounts: 'accounts.staff', groups: 'structure.propose', week: 'week.propose' } as const;
  if (way === null) return null;
  return app.may(way.to === 'import' ? `import.${way.kind}.plan` : needs[way.to]) ? way : null;
}

class Structure {
  view = $state<View>('list');
  groups = new Proposal<StructurePlan>({ propose: () => app.call('structure.propose', {}), apply: ({ plan }) => app.call('structure.apply', { plan }), touches: ['classes', 'accounts'] });
  week = new Proposal<WeekPlan>({ propose: () => app.call('week.propose', {}), apply: ({ plan }) => app.call('week.apply', { plan }), touches: ['classes'] });
  making = $state.raw(new Job<StaffAccounts>());
  printing = $state.raw(new Job<PaperSent>());
  /** Passwords just made: shown until the person says that they are kept. */
  slips = $state.raw<StaffAccounts | null>(null);

  get busy(): boolean {
    return this.groups.busy || this.week.busy || this.making.running;
  }

  async makeAccounts(): Promise<void> {
    if (this.making.running) return;
    const job = this.making;
    const made = await job.run(() => app.call('accounts.staff', {}));
    if (job !== this.making) return;
    this.slips = made;
    if (made) app.touched(['accounts', 'log']);
  }

  /** Sends the slips straight to a printer. */
  async printSlips(printer: string): Promise<PaperSent | null> {
    const slips = this.slips?.made ?? [];
    if (this.printing.running || slips.length === 0) return null;
    return this.printing.run(() => app.call('print.slips', { printer, slips }));
  }

  leave(): void {
    this.groups.leave();
    this.week.leave();
    this.making = new Job();
    this.printing = new Job();
    this.slips = null;
    this.view = 'list';
  }
}

export const structure = new Structure();
