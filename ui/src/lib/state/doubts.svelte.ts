// Entries that name the person as their author and are held because it is in doubt who wrote them: asked for at login, told once.
import type { DoubtRow } from '../generated/contract';
import { app } from './app.svelte';
import { Latest } from './latest.svelte';

/** Entries of one request at most (the core's own limit). */
const MOST = 2000;
const AGAIN_MS = 3000;

class Doubts {
  reading = $state.raw(new Latest<DoubtRow[]>());
  /** The notice was put off until the next login. */
  later = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The person's own. */
  get mine(): DoubtRow[] {
    return this.reading.value ?? [];
  }

  /** Those of them that can be written again. */
  get open(): DoubtRow[] {
    return this.mine.filter(({ again }) => again);
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { reading } = this;
    await reading.ask(async () => (await app.call('doubts.list', { mine: true })).doubts);
  }

  /** Reads again a while after something was written or exchanged. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.load(), AGAIN_MS);
  }

  /** Another person has others. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.reading = new Latest();
    this.later = false;
  }
}

export const doubts = new Doubts();

/** Writes the values of held entries again in the name of who is there; how many were written. */
export async function writeAgain(entries: readonly string[]): Promise<number> {
  let written = 0;
  for (let from = 0; from < entries.length; from += MOST) {
    written += (await app.call('doubts.write_again', { entries: entries.slice(from, from + MOST) })).written;
  }
  return written;
}

/** By computer, as the core sorts them: what came from one machine stands together. */
export function byComputer(rows: readonly DoubtRow[]): { device: string; rows: DoubtRow[] }[] {
  const groups = new Map<string, DoubtRow[]>();
  for (const row of rows) groups.set(row.row.device, [...(groups.get(row.row.device) ?? []), row]);
  return [...groups].map(([device, rows]) => ({ device, rows }));
}

/** The question of the notice: of the former password when all of them are, else of whatever it is. */
export function question(rows: readonly DoubtRow[]): 'doubts-notice-replaced' | 'doubts-notice' {
  return rows.every(({ why }) => why === 'doubt-key-replaced') ? 'doubts-notice-replaced' : 'doubts-notice';
}
