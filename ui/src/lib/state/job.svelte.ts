// A long operation: progress, time left, cancel, result.
import { Refusal } from '../backend';
import type { JobId, JobStatus } from '../generated/contract';
import { app } from './app.svelte';

const FIRST_ASK_MS = 60;
const ASK_MS = 300;
const GUESS_AFTER_MS = 3000;

export class Job<T> {
  running = $state(false);
  cancelling = $state(false);
  status = $state.raw<JobStatus | null>(null);
  error = $state.raw<Refusal | null>(null);
  /** Seconds left, once they can be guessed. */
  left = $state<number | null>(null);
  #began = 0;

  /** Starts a job and follows it to its end. `null` when it failed (see `error`) or was cancelled. */
  async run(start: () => Promise<JobId>): Promise<T | null> {
    this.running = true;
    this.cancelling = false;
    this.status = null;
    this.error = null;
    this.left = null;
    this.#began = performance.now();
    try {
      const { job } = await start();
      return await this.#follow(job);
    } catch (thrown) {
      this.error = Refusal.of(thrown);
      return null;
    } finally {
      this.running = false;
    }
  }

  /** Asks the core to stop; what is written stays whole. */
  async cancel(): Promise<void> {
    if (!this.status) return;
    this.cancelling = true;
    try {
      await app.call('job.cancel', { job: this.status.job });
    } catch (thrown) {
      this.cancelling = false;
      this.error = Refusal.of(thrown);
    }
  }

  async #follow(job: string): Promise<T | null> {
    for (let wait = FIRST_ASK_MS; ; wait = Math.min(ASK_MS, wait * 2)) {
      const status = await app.call('job.status', { job });
      this.status = status;
      this.left = this.#guess(status);
      if (status.state === 'done') return status.result as T;
      if (status.state === 'cancelled') return null;
      if (status.state === 'failed') throw Refusal.of(status.error);
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  #guess({ done, total }: JobStatus): number | null {
    const spent = performance.now() - this.#began;
    if (total === 0 || done === 0 || spent < GUESS_AFTER_MS) return null;
    return Math.ceil(((spent / done) * (total - done)) / 1000);
  }
}
