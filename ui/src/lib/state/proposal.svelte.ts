// Something the program proposes and a person applies: a plan to look at, then written or thrown away.
import type { JobId } from '../generated/contract';
import { app } from './app.svelte';
import { Job } from './job.svelte';

type Work<P> = { propose: () => Promise<JobId>; apply: (plan: P) => Promise<JobId>; touches: string[] };

export class Proposal<P> {
  proposing = $state.raw(new Job<P>());
  writing = $state.raw(new Job<unknown>());
  plan = $state.raw<P | null>(null);
  /** The plan stands in the journal. */
  applied = $state(false);
  #work: Work<P>;

  constructor(work: Work<P>) {
    this.#work = work;
  }

  get busy(): boolean {
    return this.proposing.running || this.writing.running;
  }

  async propose(): Promise<void> {
    if (this.busy) return;
    this.forget();
    const job = this.proposing;
    const plan = await job.run(this.#work.propose);
    if (job === this.proposing) this.plan = plan;
  }

  async apply(): Promise<void> {
    const plan = this.plan;
    if (plan === null || this.busy) return;
    const job = this.writing;
    const done = await job.run(() => this.#work.apply(plan));
    if (job !== this.writing || done === null) return;
    this.applied = true;
    app.touched([...this.#work.touches, 'log']);
  }

  /** Throws the plan away; one that is being written stays. */
  forget(): void {
    if (this.busy) return;
    this.plan = null;
    this.applied = false;
    this.proposing.error = this.writing.error = null;
  }

  /** Another person has come: what still runs ends without this window. */
  leave(): void {
    this.proposing = new Job();
    this.writing = new Job();
    this.forget();
  }
}
