// The back-off after wrong passwords: the core refuses and says how long; the window counts it down.
import type { Refusal } from '../../lib/backend';

export class Wait {
  seconds = $state(0);
  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Takes the waiting time out of a refusal. What is left to show beside it: nothing, when waiting is all it says. */
  read(refusal: Refusal): Refusal | null {
    const seconds = Number(refusal.args['seconds']);
    if (!(seconds > 0)) return refusal;
    this.#until = Date.now() + seconds * 1000;
    this.#count();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#count(), 250);
    return null;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #count(): void {
    this.seconds = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    if (this.seconds === 0) this.stop();
  }
}
