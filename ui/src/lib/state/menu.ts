// What the menu shows, as data: headings and lines («my day, my classes, my duties»). Pure; `views/Menu.svelte` draws it.
import type { GroupRow, JournalGroups } from '../generated/contract';
import { PAGES, SECTIONS, type Page, type Section } from './pages';
import { prints } from './prints';

/** What is open on a page. */
export type Open = { klass?: string | null; group?: string | null };
/** Id of a text with its arguments, or words as they stand. */
export type Title = { text: string; args?: Record<string, string> } | { words: string };

/** One line of the menu. */
export type Line = {
  /** Names the line among all. */
  key: string;
  page: Page;
  open: Open;
  title: Title;
  /** Its test id is `nav-<testid>`. */
  testid: string;
  /** What is due there, and the text that says so. */
  due: number;
  says: 'menu-due' | 'menu-doubts';
};

/** A heading with its lines. */
export type Block = { key: string; heading: Title | null; lines: Line[] };

/** The menu of a person with these roles who may open these pages and these groups; headings without a line are left out. */
export function menuOf(allowed: readonly Page[], groups: JournalGroups, roles: readonly string[], doubts = 0): Block[] {
  const blocks = SECTIONS.flatMap((section): Block[] => {
    const fixed: Block = { key: section, heading: section === 'day' ? null : { text: `menu-${section}` }, lines: linesIn(section, allowed, groups, roles, doubts) };
    return section === 'day' ? [fixed, ...(allowed.includes('journal') ? ownBlocks(groups) : [])] : [fixed];
  });
  return blocks.filter(({ lines }) => lines.length > 0);
}

function linesIn(section: Section, allowed: readonly Page[], groups: JournalGroups, roles: readonly string[], doubts: number): Line[] {
  return PAGES.filter((page) => page.section === section && allowed.includes(page.id) && hasSense(page.id, groups, roles)).map(({ id }) => {
    const due = id === 'today' ? groups.mine.reduce((sum, { unfilled }) => sum + unfilled, 0) : id === 'doubts' ? doubts : 0;
    return { key: id, page: id, open: {}, title: { text: `page-${id}` }, testid: id, due, says: id === 'doubts' ? 'menu-doubts' : 'menu-due' };
  });
}

/** A day of lessons is shown to who teaches, journals by class to who reads other people's, papers to who may have them laid out. */
function hasSense(page: Page, groups: JournalGroups, roles: readonly string[]): boolean {
  const { mine, others } = groups;
  if (page === 'today') return mine.length > 0;
  if (page === 'print') return prints(roles, groups);
  return page === 'journals' || page === 'summary' ? others.length > 0 : true;
}

function ownBlocks({ mine, own }: JournalGroups): Block[] {
  const group = (row: GroupRow): Line => ({ key: `group-${row.id}`, page: 'journal', open: { group: row.id }, title: { words: row.name }, testid: 'group', due: row.unfilled, says: 'menu-due' });
  const classes = own.map(
    ({ id, name }): Block => ({
      key: `class-${id}`,
      heading: { text: 'menu-class', args: { name } },
      lines: [
        { key: `journals-${id}`, page: 'journals', open: { klass: id }, title: { text: 'menu-class-journals' }, testid: 'class-journals', due: 0, says: 'menu-due' },
        { key: `summary-${id}`, page: 'summary', open: { klass: id }, title: { text: 'menu-class-summary' }, testid: 'class-summary', due: 0, says: 'menu-due' },
      ],
    }),
  );
  return [{ key: 'mine', heading: { text: 'menu-mine' }, lines: mine.map(group) }, ...classes];
}

/** The line that stands for what is open now. */
export function currentLine(menu: readonly Block[], { page, group, klass }: { page: Page; group: string | null; klass: string | null }): string {
  const keys = new Set(linesOf(menu).map(({ key }) => key));
  const of: Partial<Record<Page, string[]>> = { journal: [`group-${group}`, `journals-${klass}`, 'journals'], journals: [`journals-${klass}`], summary: [`summary-${klass}`] };
  return (of[page] ?? []).find((key) => keys.has(key)) ?? page;
}

/** The lines in the order shown: Alt with a digit opens the first nine. */
export function linesOf(menu: readonly Block[]): Line[] {
  return menu.flatMap(({ lines }) => lines);
}
