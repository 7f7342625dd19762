// The pages of the shell as data: one line a page, in the order of the menu.
import type { Operations } from '../generated/contract';

/** Headings of the menu, in order: `menu-<id>` in the catalogue; `day` has none. */
export const SECTIONS = ['day', 'school', 'papers', 'duties', 'program'] as const;
export type Section = (typeof SECTIONS)[number];

type Entry = {
  /** Also its text `page-<id>`, its test id `nav-<id>` and the test id `screen-<id>` of what it opens. */
  id: string;
  /** The operation without which the page has nothing to show. */
  needs: keyof Operations | null;
  /** Where its line stands; `null`: it has no line of its own and is reached from elsewhere. */
  section: Section | null;
};

/** Add a page here, its component to `SCREENS` in `views/Shell.svelte`, its name to the catalogue. */
const ENTRIES = [
  { id: 'today', needs: 'journal.today', section: 'day' },
  { id: 'journal', needs: 'journal.page', section: null },
  { id: 'classes', needs: 'classes.list', section: 'school' },
  { id: 'journals', needs: 'journal.groups', section: 'school' },
  { id: 'summary', needs: 'summary.sheet', section: 'school' },
  { id: 'import', needs: 'import.pupils.plan', section: 'school' },
  { id: 'accounts', needs: 'accounts.list', section: 'duties' },
  { id: 'log', needs: 'log.page', section: 'duties' },
  { id: 'check', needs: 'check', section: 'duties' },
  { id: 'settings', needs: null, section: 'program' },
] as const satisfies readonly Entry[];

export type Page = (typeof ENTRIES)[number]['id'];
export const PAGES: readonly (Entry & { id: Page })[] = ENTRIES;

/** The pages that a person may open. */
export function allowedPages(may: (operation: keyof Operations) => boolean): Page[] {
  return PAGES.filter(({ needs }) => needs === null || may(needs)).map(({ id }) => id);
}
