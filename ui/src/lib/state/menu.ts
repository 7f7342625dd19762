// What the menu shows, as data: headings and lines. Pure; `views/Menu.svelte` draws it.
import { PAGES, SECTIONS, type Page, type Section } from './pages';

/** One line of the menu. */
export type Line = {
  /** Names the line among all. */
  key: string;
  page: Page;
  /** Id of a text, or words as they stand. */
  title: { text: string } | { words: string };
};

/** A heading with its lines. */
export type Block = { key: string; heading: { text: string } | { words: string } | null; lines: Line[] };

/** The menu of a person who may open these pages; headings without a line are left out. */
export function menuOf(allowed: readonly Page[]): Block[] {
  return SECTIONS.map((section) => ({ key: section, heading: section === 'day' ? null : { text: `menu-${section}` }, lines: fixed(section, allowed) })).filter(({ lines }) => lines.length > 0);
}

function fixed(section: Section, allowed: readonly Page[]): Line[] {
  return PAGES.filter((page) => page.section === section && allowed.includes(page.id)).map(({ id }) => ({ key: id, page: id, title: { text: `page-${id}` } }));
}

/** The lines in the order shown: Alt with a digit opens the first nine. */
export function linesOf(menu: readonly Block[]): Line[] {
  return menu.flatMap(({ lines }) => lines);
}
