// From the first start to a class list without a mouse, on a core of paper.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './support/browser.mjs';
import { hands } from './support/hands.mjs';
import { serve } from './support/serve.mjs';
import { PASSWORD } from './support/scenes.mjs';

const server = await serve(join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.screens'));
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
const { id, press, type, tabTo, waitFocus } = hands(page);

async function journey() {
  await page.goto(`${server.address}/#${encodeURIComponent(JSON.stringify({ stage: 'empty', filled: false }))}`);
  await waitFocus('setup-name');
  await type('МБОУ «Заречная СОШ»');
  await tabTo('setup-profile-eljur');
  await press('Space');
  await press('ArrowDown');
  await press('Enter');
  await waitFocus('setup-admin-name');
  await type('Иванова Мария Петровна');
  await press('Tab');
  await type('ivanova');
  await press('Tab');
  await type(PASSWORD);
  await tabTo('setup-admin-password2');
  await type(PASSWORD);
  await press('Enter');
  await page.waitForSelector(id('setup-keys-keyring'));
  await tabTo('setup-create');
  await press('Enter');
  await page.waitForSelector(id('screen-sheet'));
  await tabTo('sheet-save');
  await press('Enter');
  await page.waitForSelector(id('sheet-saved'));
  const last = await page.locator(id('sheet-group')).last().textContent();
  await tabTo('sheet-next');
  await press('Enter');
  await waitFocus('sheet-kept');
  await press('Space');
  await press('Tab');
  await type(last);
  await press('Enter');
  await waitFocus('login-login');
  await type('ivanova');
  await press('Tab');
  await type(PASSWORD);
  await press('Enter');
  await page.waitForSelector(id('classes-empty'));
  await press('Alt+2');
  await page.waitForSelector(id('import-pick'));
  await tabTo('import-pick');
  await press('Enter');
  await page.waitForSelector(id('import-apply'));
  await tabTo('import-tab-create');
  for (let step = 0; step < 3; step += 1) await press('ArrowRight');
  await page.waitForSelector(`${id('import-tab-refused')}[data-state="active"]`);
  await tabTo('import-apply', 'Shift+Tab');
  await press('Enter');
  await waitFocus('import-show-classes');
  await press('Enter');
  await page.waitForSelector(id('class-row'));
  await press('Control+KeyF');
  await waitFocus('class-search');
  await type('елкин');
  await page.waitForFunction((row) => document.querySelectorAll(row).length === 1, id('class-row'));
  await tabTo('head-user', 'Shift+Tab');
  await press('Enter');
  await waitFocus('menu-password');
  await press('Enter');
  await waitFocus('password-old');
  await press('Escape');
  await page.waitForSelector(id('password-old'), { state: 'detached' });
  await waitFocus('head-user');
  await press('Control+KeyL');
  await waitFocus('lock-password');
  await type(PASSWORD);
  await press('Enter');
  await page.waitForSelector(id('class-row'));
}

let failed = 0;
try {
  await journey();
} catch (error) {
  failed = 1;
  console.error(error.stack);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'keyboard-failed.png') });
}
await browser.close();
server.close();
console.log(`${1 - failed} passed, ${failed} failed`);
process.exit(failed);
