// The groups a person may open: menu, list of journals and «Сегодня» read the same answer.
import type { GroupRow, JournalGroups, OwnClass } from '../generated/contract';
import { app } from './app.svelte';
import { Latest } from './latest.svelte';

const NONE: JournalGroups = { mine: [], own: [], others: [] };
/** What is lacking changes with every lesson filled; the menu need not follow at once. */
const AGAIN_MS = 5000;

class Groups {
  reading = $state.raw(new Latest<JournalGroups>());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Classes all of whose groups a person reads, by name. */
  readonly classes = $derived.by(() => {
    const { own, others } = this.all;
    return [...own, ...others.filter(({ id }) => own.every((mine) => mine.id !== id))];
  });

  get all(): JournalGroups {
    return this.reading.value ?? NONE;
  }

  load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.reading.ask(() => app.call('journal.groups', {}));
  }

  /** Reads again a while after something was written. */
  later(): void {
    this.#timer ??= setTimeout(() => void this.load(), AGAIN_MS);
  }

  /** Another person has other groups. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.reading = new Latest();
  }

  find(id: string | null): GroupRow | null {
    const { mine, own, others } = this.all;
    return [...mine, ...[...own, ...others].flatMap(({ groups }) => groups)].find((group) => group.id === id) ?? null;
  }

  klass(id: string | null): OwnClass | null {
    return this.classes.find((klass) => klass.id === id) ?? null;
  }
}

export const groups = new Groups();
