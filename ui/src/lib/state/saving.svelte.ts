// What waits for the core, whoever typed it: each person's changes go in their own session only, and survive the lock.
import { Writer, type State } from '../../features/journal/writer';
import type { Refusal } from '../backend';
import { app } from './app.svelte';

const OWN_MS = 1500;

class Saving {
  state = $state<State>('saved');
  refusal = $state.raw<Refusal | null>(null);
  /** Grows with each answer: what is read from the core anew compares it. */
  answers = 0;
  #writers = new Map<string, Writer>();
  #owner = '';
  #answered = -Infinity;

  /** The writer of the person who is logged in. */
  get writer(): Writer {
    let writer = this.#writers.get(this.#owner);
    if (writer === undefined) this.#writers.set(this.#owner, (writer = this.#make(this.#owner)));
    return writer;
  }

  belongTo(user: string): void {
    this.#owner = user;
    const { writer } = this;
    this.state = writer.state;
    this.refusal = writer.refusal;
    if (writer.waiting > 0) writer.retry();
  }

  /** True when nothing of one's own was written just now: a change told of is another's. */
  quiet(): boolean {
    return this.state === 'saved' && performance.now() - this.#answered > OWN_MS;
  }

  retry(): void {
    this.writer.retry();
  }

  #make(user: string): Writer {
    const writer = new Writer({
      send: (changes) => {
        if (user !== app.state?.user?.id) throw new Error('another person is logged in');
        return app.call('journal.write', { changes });
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    });
    writer.listen((told) => {
      if (told.what !== 'queued') this.answers += 1;
      if (told.what === 'written') this.#answered = performance.now();
      if (told.what !== 'state' || user !== this.#owner) return;
      this.state = told.state;
      this.refusal = told.refusal;
    });
    return writer;
  }
}

export const saving = new Saving();
