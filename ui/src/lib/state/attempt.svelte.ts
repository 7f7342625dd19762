// One try at a form: busy meanwhile, refused with a reason, or told to wait (the core's back-off, counted down here).
import { Refusal } from '../backend';

export class Attempt {
  busy = $state(false);
  trouble = $state.raw<Refusal | null>(null);
  /** Seconds until the next try is allowed. */
  seconds = $state(0);
  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  get blocked(): boolean {
    return this.busy || this.seconds > 0;
  }

  /** Runs the work unless one runs already; true when it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.blocked) return false;
    this.busy = true;
    this.trouble = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      this.#refused(Refusal.of(thrown));
      return false;
    } finally {
      this.busy = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #refused(refusal: Refusal): void {
    const seconds = Number(refusal.args['seconds'] ?? refusal.args['wait']);
    if (!(seconds > 0)) {
      this.trouble = refusal;
      return;
    }
    this.#until = Date.now() + seconds * 1000;
    this.stop();
    this.#timer = setInterval(() => this.#count(), 250);
    this.#count();
  }

  #count(): void {
    this.seconds = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    if (this.seconds === 0) this.stop();
  }
}
