// Which page of the shell is open.
import type { Operations } from '../generated/contract';

export const PAGES = ['classes', 'import', 'accounts', 'log', 'check', 'settings'] as const;
export type Page = (typeof PAGES)[number];

/** The operation without which a page has nothing to show. */
export const NEEDS: Record<Page, keyof Operations | null> = {
  classes: 'classes.list',
  import: 'import.pupils.plan',
  accounts: 'accounts.list',
  log: 'log.page',
  check: 'check',
  settings: null,
};

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
