// Where in the shell a person is, and where they come back to: kept for each person on this computer, ids only.
import type { Page } from './pages';

export type { Page } from './pages';

/** A page and what is open on it, by ids. */
export type Spot = {
  page: Page | null;
  /** The class that is open. */
  klass: string | null;
  /** The teaching group whose journal is open. */
  group: string | null;
  /** The term shown; `null`: today's. */
  term: string | null;
  /** The square of the cursor: a pupil, and a lesson or a final. */
  pupil: string | null;
  column: string | null;
};

const NOWHERE: Spot = { page: null, klass: null, group: null, term: null, pupil: null, column: null };
const KEY = 'zhurnal.place.';
const REMEMBER_MS = 400;

function stored(user: string): Spot {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY + user) ?? '{}');
    const kept = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
    const of = (name: keyof Spot) => (typeof kept[name] === 'string' ? kept[name] : null);
    return { page: of('page') as Page | null, klass: of('klass'), group: of('group'), term: of('term'), pupil: of('pupil'), column: of('column') };
  } catch {
    return NOWHERE;
  }
}

class Route {
  page = $state<Page | null>(null);
  klass = $state<string | null>(null);
  group = $state<string | null>(null);
  term = $state<string | null>(null);
  /** The cursor of the journal: read when a page opens, not followed. */
  pupil: string | null = null;
  column: string | null = null;
  /** Whose pages these are: another person starts where they were themselves. */
  #owner: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Opens a page, and on it what is named. */
  go(page: Page, open: Partial<Omit<Spot, 'page'>> = {}): void {
    Object.assign(this, { page, ...open });
    this.remember();
  }

  /** Keeps the place for the next start, a moment later. */
  remember(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#store(), REMEMBER_MS);
  }

  /** Goes where the person was when they worked here last; true when the person has changed. */
  belongTo(user: string): boolean {
    if (this.#owner === user) return false;
    clearTimeout(this.#timer);
    this.#owner = user;
    Object.assign(this, user === '' ? NOWHERE : stored(user));
    return true;
  }

  #store(): void {
    if (this.#owner === null || this.#owner === '') return;
    const { page, klass, group, term, pupil, column } = this;
    try {
      localStorage.setItem(KEY + this.#owner, JSON.stringify({ page, klass, group, term, pupil, column } satisfies Spot));
    } catch {
      // A window that keeps nothing on disk starts at the first page.
    }
  }
}

export const route = new Route();
