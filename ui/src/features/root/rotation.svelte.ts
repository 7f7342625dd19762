// A change of the recovery sheet, step by step: the sealed sheet typed, what stands and what falls, new sheets on paper, done.
import { backend } from '../../lib/backend';
import type { RotationPlan } from '../../lib/generated/contract';
import { app } from '../../lib/state/app.svelte';
import { Attempt } from '../../lib/state/attempt.svelte';
import { t } from '../../lib/texts';
import { plain } from '../../lib/texts/typography';

export class Rotation {
  plan = $state.raw<RotationPlan | null>(null);
  saved = $state(false);
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

  save(): Promise<boolean> {
    return this.attempt.run(async () => {
      const { plan } = this;
      const file = plan && (await backend().pickSave('sheet', plain(t('rotation-file', { number: String(plan.number) }))));
      if (!plan || !file) return;
      await app.call('root.sheet_save', { rotation: plan.rotation, token: file.token });
      this.saved = true;
    });
  }

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
    this.saved = this.done = false;
    this.attempt.trouble = null;
    if (!plan || done) return;
    try {
      await app.call('root.cancel', { rotation: plan.rotation });
    } catch {
      // A plan that is forgotten already needs no forgetting.
    }
  }
}
