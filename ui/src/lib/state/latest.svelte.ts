// What a screen reads: the answer to the latest question wins, an answer that came too late is dropped.
import { Refusal } from '../backend';

export class Latest<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<Refusal | null>(null);
  busy = $state(false);
  #asked = 0;

  async ask(question: () => Promise<T>): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    this.busy = true;
    try {
      const answer = await question();
      if (mine !== this.#asked) return;
      this.value = answer;
      this.error = null;
    } catch (thrown) {
      if (mine === this.#asked) this.error = Refusal.of(thrown);
    } finally {
      if (mine === this.#asked) this.busy = false;
    }
  }
}
