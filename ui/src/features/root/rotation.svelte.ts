// A change of the recovery sheet, step by step: the sealed sheet typed, what stands and what falls, new sheets on paper, done.
import type { RotationPlan, SheetPapers } from '../../lib/generated/contract';
import { app } from '../../lib/state/app.svelte';
import { Attempt } from '../../lib/state/attempt.svelte';

const NONE: SheetPapers = { printed: [], saved: [], kept: false };

export class Rotation {
  plan = $state.raw<RotationPlan | null>(null);
  papers = $state.raw(NONE);
  done = $state(false);
  readonly attempt = new Attempt();

  get step(): 'type' | 'look' | 'done' {
    return this.done ? 'done' : this.plan ? 'look' : 'type';
  }

  /** Opens the sealed sheet; nothing is written yet. */
  open(sealed: string, present: string): Promise<boolean> {
    return this.attempt.run(async () => {
      this.plan = await app.call('root.plan', { sealed, ...(present.trim() === '' ? {} : { present }) });
    });
  }

  print = (paper: string, printer: string): Promise<SheetPapers> => app.call('root.sheet_print', { rotation: this.plan?.rotation ?? '', paper, printer });

  save = (file: string, token: string): Promise<SheetPapers> => app.call('root.sheet_save', { rotation: this.plan?.rotation ?? '', file, token });

  /** Puts the new root into force. */
  confirm(): Promise<boolean> {
    return this.attempt.run(async () => {
      if (!this.plan) return;
      await app.call('root.rotate', { rotation: this.plan.rotation });
      this.done = true;
      await app.refresh();
    });
  }

  /** Forgets the plan: the core wipes its seeds. */
  async leave(): Promise<void> {
    const { plan, done } = this;
    this.plan = null;
    this.papers = NONE;
    this.done = false;
    this.attempt.trouble = null;
    if (!plan || done) return;
    try {
      await app.call('root.cancel', { rotation: plan.rotation });
    } catch {
      // A plan that is forgotten already needs no forgetting.
    }
  }
}
