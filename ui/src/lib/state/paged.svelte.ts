import { untrack } from 'svelte';
import { app } from './app.svelte';
import { Latest } from './latest.svelte';

type Page<Row> = { rows: Row[]; next: string | null };

/** Rows of the log that come by pages, the newest first. What others write meanwhile is offered: the rows do not jump. */
export class Paged<Row> {
  rows = $state.raw<Row[]>([]);
  readonly reading = new Latest<Page<Row>>();
  readonly #read: (before: string | null) => Promise<Page<Row>>;
  /** How often the log had changed when it was read. */
  #seen = $state(0);

  constructor(read: (before: string | null) => Promise<Page<Row>>) {
    this.#read = read;
  }

  /** Where the next page begins. */
  get next() {
    return this.reading.value?.next ?? null;
  }
  /** The log has changed since. */
  get behind() {
    return app.areas.log > this.#seen;
  }

  /** Reads the newest page. */
  fresh() {
    this.#seen = untrack(() => app.areas.log);
    return this.#load(null);
  }
  /** Reads the page after what is shown. */
  more() {
    return this.#load(this.next);
  }

  async #load(before: string | null) {
    let page: Page<Row> | null = null;
    await this.reading.ask(async () => (page = await this.#read(before)));
    // An answer that came too late is dropped with its rows.
    const came = this.reading.value;
    if (page === null || page !== came || came === null) return;
    this.rows = before === null ? came.rows : [...this.rows, ...came.rows];
  }
}
