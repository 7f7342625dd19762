// The pages of the shell as data: one line a page, in the order of the menu.
import type { Operations } from '../generated/contract';
import { PLANS } from '../imports';

/** Headings of the menu, in order: `menu-<id>` in the catalogue; `day` has none. */
export const SECTIONS = ['day', 'school', 'papers', 'duties', 'program'] as const;
export type Section = (typeof SECTIONS)[number];

type Entry = {
  /** Also its text `page-<id>`, its test id `nav-<id>` and the test id `screen-<id>` of what it opens. */
  id: string;
  /** The operation without which the page has nothing to show; of several, one is enough. */
  needs: keyof Operations | readonly (keyof Operations)[] | null;
  /** The operation without which the page has no line in the menu, when that is another one; of several, one is enough. */
  lined?: keyof Operations | readonly (keyof Operations)[];
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
  { id: 'import', needs: PLANS, section: 'school' },
  { id: 'structure', needs: 'structure.ready', section: 'school' },
  { id: 'print', needs: 'print.plan', section: 'papers' },
  // Whoever has an archive in hand may drop it on the window; the shelf stands before those who keep archives.
  { id: 'archive', needs: 'archive.verify', lined: 'archive.make', section: 'papers' },
  // Everybody may read which years are being destroyed; the line stands before those who sign for it.
  { id: 'destruction', needs: 'destruction.list', lined: ['destruction.propose', 'persons.erasures'], section: 'papers' },
  { id: 'accounts', needs: 'accounts.list', section: 'duties' },
  { id: 'root', needs: 'root.state', section: 'duties' },
  // Whoever has entries in doubt is led there; the office looks there without.
  { id: 'doubts', needs: 'doubts.list', lined: 'law.opened', section: 'duties' },
  { id: 'log', needs: 'log.page', section: 'duties' },
  { id: 'check', needs: 'check', section: 'duties' },
  { id: 'acts', needs: 'law.log', section: 'program' },
  { id: 'settings', needs: null, section: 'program' },
] as const satisfies readonly Entry[];

export type Page = (typeof ENTRIES)[number]['id'];
export const PAGES: readonly (Entry & { id: Page })[] = ENTRIES;

/** The pages that a person may open. */
export function allowedPages(may: (operation: keyof Operations) => boolean): Page[] {
  return PAGES.filter(({ needs }) => needs === null || any(needs, may)).map(({ id }) => id);
}

const any = (needs: keyof Operations | readonly (keyof Operations)[], may: (operation: keyof Operations) => boolean) => (typeof needs === 'string' ? [needs] : needs).some(may);

/** Those of them that stand in the menu; `led`: pages that something leads this person to. */
export function linedPages(may: (operation: keyof Operations) => boolean, led: readonly Page[] = []): Page[] {
  const lined = new Map(PAGES.map((page) => [page.id, page.lined]));
  return allowedPages(may).filter((id) => {
    const operation = lined.get(id);
    return operation === undefined || led.includes(id) || any(operation, may);
  });
}
