// Scenes of the journal: my day, the page of a group, journals by class, the summary sheet.
const id = (name) => `[data-testid="${name}"]`;
const TEACHER = ['journal.groups', 'journal.today', 'journal.page', 'journal.write', 'journal.story', 'summary.sheet', 'summary.decide', 'summary.award', 'classes.list', 'classes.pupils', 'session.change_password'];
const teacher = { journal: 'teacher', may: TEACHER };
const reader = { journal: 'deputy', may: TEACHER };

async function open(page, group = 'G1') {
  await page.click(`${id('nav-group')}[data-group="${group}"]`);
  await page.waitForSelector(`${id('journal-grid')} td.cursor`);
  await page.waitForSelector(id('journal-square'));
}
const term = async (page, name) => {
  await page.click(`${id('journal-term')}[data-term="${name}"]`);
  await page.waitForSelector(`${id('journal-box')}[data-opened$="|${name}"] td.cursor`);
};
/** Letters by the place of their keys: the layout does not matter. */
const PLACES = { н: 'KeyY', п: 'KeyG', у: 'KeyE', б: 'Comma', о: 'KeyJ', з: 'KeyP' };
const keys = async (page, ...all) => { for (const key of all) await page.keyboard.press(PLACES[key] ?? key); };
const journal = (go, options = {}) => ({ options: { ...teacher, ...options }, go: async (page) => { await open(page); await go?.(page); await page.waitForTimeout(250); } });
const readerGo = (go) => ({ options: reader, go: async (page) => { await page.click(id('nav-journals')); await page.waitForSelector(id('journals-open')); await go?.(page); } });
const summary = (go) => ({ options: teacher, go: async (page) => { await page.click(id('nav-class-summary')); await page.waitForSelector(id('summary-pupil')); await go?.(page); } });

export const JOURNAL_SCENES = [
  { name: 'today', options: teacher, go: (page) => page.waitForSelector(id('today-lesson')) },
  { name: 'today-holiday', options: { ...teacher, day: '2027-05-10' }, go: (page) => page.waitForSelector(id('today-free')) },
  { name: 'journal', ...journal() },
  { name: 'journal-typed', ...journal((page) => keys(page, '5', 'ArrowDown', 'н', 'ArrowDown', '5', '4', 'ArrowDown', 'н', '4', 'ArrowDown', '2', 'ArrowDown', 'б', 'ArrowDown')) },
  { name: 'journal-filled', ...journal((page) => keys(page, 'ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowDown')) },
  { name: 'journal-editor', ...journal((page) => keys(page, 'ArrowLeft', 'F2')) },
  { name: 'journal-refused', ...journal(async (page) => { await keys(page, 'F2'); await page.keyboard.type('7'); await keys(page, 'Enter', 'ArrowUp'); }) },
  { name: 'journal-range', ...journal((page) => keys(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight')) },
  { name: 'journal-final', ...journal((page) => keys(page, 'End')) },
  { name: 'journal-final-moved', ...journal(async (page) => { await term(page, 'T3'); await page.focus(`${id('journal-grid')} td.cursor`); await keys(page, 'End', ...Array(6).fill('ArrowDown')); }) },
  { name: 'journal-locked', ...journal((page) => keys(page, 'Home'), { locked: true }) },
  // Six thousand squares take axe a minute: once is enough, colours are the same as in a term.
  { name: 'journal-year', axe: 'light', ...journal((page) => term(page, 'TY')) },
  { name: 'journal-unsaved', ...journal(async (page) => { await page.evaluate(() => window.fake.refuseNext('journal.write', 'window-no-answer', {})); await keys(page, '5', 'ArrowDown'); await page.waitForSelector(id('head-retry')); await page.waitForTimeout(600); }) },
  { name: 'journal-help', ...journal(async (page) => { await keys(page, 'F1'); await page.waitForSelector(id('help-close')); }) },
  { name: 'journal-unmarked', ...journal(undefined, { unmarked: true }) },
  { name: 'journal-error', options: teacher, go: async (page) => { await page.evaluate(() => window.fake.refuseNext('journal.page', 'database-busy', {})); await page.click(`${id('nav-group')}[data-group="G2"]`); await page.waitForSelector(id('error')); } },
  { name: 'journals', ...readerGo() },
  { name: 'journal-read', ...readerGo(async (page) => { await page.click(`${id('journals-open')}[data-group="G1"]`); await page.waitForSelector(id('journal-square')); await page.waitForTimeout(250); }) },
  { name: 'summary', ...summary() },
  { name: 'summary-chosen', ...summary(async (page) => { await page.click(id('summary-choose-undecided')); await page.waitForSelector(id('summary-save')); }) },
  { name: 'summary-decided', ...summary(async (page) => { await page.locator(id('summary-choose')).first().click(); await page.fill(id('summary-protocol'), '5'); await page.click(id('summary-save')); await page.waitForTimeout(100); await page.locator(id('summary-choose')).nth(1).click(); await page.click(id('summary-save')); }) },
];
