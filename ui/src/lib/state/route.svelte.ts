// Which page of the shell is open.
import type { Page } from './pages';

export type { Page } from './pages';

class Route {
  page = $state<Page | null>(null);
  /** The class that is open, by id. */
  klass = $state<string | null>(null);
  /** Whose pages these are: another person starts afresh. */
  #owner: string | null = null;

  go(page: Page): void {
    this.page = page;
  }

  /** Forgets the pages of the person before; true when the person has changed. */
  belongTo(user: string): boolean {
    if (this.#owner === user) return false;
    this.#owner = user;
    this.page = null;
    this.klass = null;
    return true;
  }
}

export const route = new Route();
