// The office's work without a mouse: a file of the staff, slips, groups, the week, paper, archive, on a core of paper.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './support/browser.mjs';
import { hands } from './support/hands.mjs';
import { serve } from './support/serve.mjs';

const server = await serve(join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.screens'));
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
const { id, press, type, tabTo, waitFocus } = hands(page);
const open = (nav) => tabTo(nav, 'Shift+Tab').then(() => press('Enter'));
const shown = (selector) => page.waitForSelector(selector);

async function importStaff() {
  await open('nav-import');
  await tabTo('import-kind-pupils');
  await press('ArrowDown');
  await shown(`${id('import-drop')}[data-kind="staff"]`);
  await tabTo('import-pick');
  await press('Enter');
  await shown(id('import-apply'));
  await tabTo('import-tab-create');
  for (let step = 0; step < 3; step += 1) await press('ArrowRight');
  await shown(`${id('import-tab-refused')}[data-state="active"]`);
  await tabTo('import-save');
  await press('Enter');
  await page.waitForFunction((notice) => document.querySelector(notice)?.textContent.includes('вошло'), id('notice'));
  await tabTo('import-apply', 'Shift+Tab');
  await press('Enter');
  await waitFocus('import-show-structure');
  await press('Enter');
  await shown(id('structure-line'));
}

/** On the checklist: Tab to the way of a line. */
async function wayTo(what) {
  for (let step = 0; step < 80; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(`[data-testid="structure-go"][data-what="${wanted}"]`), what)) return press('Enter');
    await press('Tab');
  }
  throw new Error(`Tab does not reach the way of ${what}`);
}

async function prepare() {
  await wayTo('accounts');
  await tabTo('staff-make');
  await press('Enter');
  await shown(id('staff-slip'));
  await tabTo('staff-close');
  await press('Enter');
  await shown(id('confirm-yes'));
  await tabTo('confirm-yes');
  await press('Enter');
  await shown(id('structure-line'));
  await wayTo('groups');
  await tabTo('groups-propose');
  await press('Enter');
  await shown(id('groups-row'));
  await tabTo('groups-tab-classes');
  await press('ArrowRight');
  await shown(`${id('groups-tab-teachers')}[data-state="active"]`);
  await tabTo('groups-apply', 'Shift+Tab');
  await press('Enter');
  await shown(`${id('groups-summary')}[data-applied="true"]`);
  await tabTo('structure-back');
  await press('Enter');
  await shown(id('structure-line'));
  await wayTo('week');
  await tabTo('week-propose');
  await press('Enter');
  await shown(id('week-grid'));
}

async function print() {
  await open('nav-print');
  await tabTo('print-build');
  await press('Enter');
  await shown(`${id('paper-page')}[data-page="1"][data-shown="true"]`);
  await tabTo('paper-go');
  await type('40');
  await press('Enter');
  await shown(`${id('paper-page')}[data-page="40"][data-shown="true"]`);
  await waitFocus('paper-surface');
  await press('ArrowRight');
  await shown(`${id('paper-at')}[data-page="41"]`);
  await press('Home');
  await shown(`${id('paper-at')}[data-page="1"]`);
  await tabTo('paper-final', 'Shift+Tab');
  await press('Enter');
  await waitFocus('final-password');
  await press('Enter');
  await shown(`${id('final-password')}[aria-invalid="true"]`);
  await press('Escape');
  await waitFocus('paper-final');
  await tabTo('paper-print', 'Shift+Tab');
  await press('Enter');
  await waitFocus('print-printer');
  await tabTo('print-pages');
  await type('3-8');
  await press('Enter');
  await waitFocus('paper-print');
  await tabTo('paper-draft', 'Shift+Tab');
  await press('Enter');
  await shown(`${id('paper-saved')}[data-final="false"]`);
}

async function archive() {
  await open('nav-archive');
  await tabTo('archive-verify');
  await press('Enter');
  await shown(`${id('archive-verdict')}[data-authentic="true"]`);
  await tabTo('archive-trust');
  await type('AAAA');
  await shown(id('archive-trust-wrong'));
  await tabTo('archive-volume', 'Shift+Tab');
  await press('Shift+Tab');
  await press('Enter');
  await shown(id('archive-year'));
}

let failed = 0;
try {
  await page.goto(`${server.address}/#${encodeURIComponent(JSON.stringify({ lacks: 0 }))}`);
  await shown(id('shell'));
  await importStaff();
  await prepare();
  await print();
  await archive();
} catch (error) {
  failed = 1;
  console.error(error.stack);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'keyboard-office-failed.png') });
}
await browser.close();
server.close();
console.log(`${1 - failed} passed, ${failed} failed`);
process.exit(failed);
