// The recovery sheet against the real core through the loopback bridge: a second administrator, removed without login; lists that are empty at first.
// Wants ui/dist (npm run build) and the bridge. BRIDGE, SHOTS as in journey.mjs.
import { ADMIN, equal, id, school } from './support/school.mjs';

const { page, look, login, firstStart, run } = await school('law');
const SECOND = { name: 'Кузьмина Ольга Сергеевна', login: 'kuzmina' };
const shown = (testid) => page.waitForSelector(id(testid));

async function secondAdmin(sheet) {
  await page.click(id('nav-accounts'));
  await page.click(id('accounts-add'));
  await page.fill(id('account-name'), SECOND.name);
  await page.fill(id('account-login'), SECOND.login);
  await page.click(id('account-create'));
  await page.click(id('slip-close'));
  await page.click(`[data-login="${SECOND.login}"] ${id('account-open')}`);
  await page.click(id('account-grant-admin'));
  await page.fill(id('grant-sheet'), sheet.replace('A', 'B'));
  await page.click(id('grant-yes'));
  await shown('error');
  await page.fill(id('grant-sheet'), sheet.toLowerCase());
  await page.click(id('grant-yes'));
  await shown('slip-password');
  await look('admin-slip');
  const temporary = await page.locator(id('slip-password')).textContent();
  await page.click(id('slip-close'));
  await shown('account-remove');
  return temporary;
}

/** Whom the sheet made an administrator reads it before anything else; one press goes on, and the list stays open to all. */
async function told(temporary) {
  const own = 'тихая река у старой мельницы';
  await out();
  await login({ login: SECOND.login, password: temporary });
  await page.fill(id('password-old'), temporary);
  await page.fill(id('password-new'), own);
  await page.fill(id('password-new2'), own);
  await page.click(id('password-submit'));
  await shown('news-read');
  const news = await page.locator(id('news-row')).evaluateAll((rows) => rows.map((row) => row.dataset.what).sort());
  equal('news', news, ['admin', 'password']);
  await look('news');
  await page.click(id('news-read'));
  await page.click(id('nav-acts'));
  await shown('act');
  equal('of me', await page.locator(`${id('act')}[data-mine="true"]`).count(), 3);
  await look('acts');
  await out();
  await login({ login: SECOND.login, password: own });
  await shown('shell');
  await out();
  await login(ADMIN);
  await shown('shell');
}

async function out() {
  await page.click(id('head-user'));
  await page.click(id('menu-logout'));
}

async function lists() {
  await page.click(id('nav-root'));
  await shown('root-acts');
  await look('root');
  await page.click(id('root-tab-devices'));
  await shown('device');
  equal('computers', await page.locator(id('device')).count(), 1);
  await page.click(id('nav-doubts'));
  await shown('doubts-none');
  await page.click(id('doubts-tab-others'));
  await shown('doubts-none');
  await page.click(id('doubts-tab-opened'));
  await shown('opened-none');
  await page.click(id('nav-destruction'));
  await shown('destruction-none');
  await page.click(id('destruction-propose'));
  // A school in its first year has nothing to destroy, and is told why.
  await shown('propose-none');
  equal('years', await page.locator(`${id('propose-others')} li`).getAttribute('data-state'), 'present');
  await look('destruction-nothing');
  await page.click(id('propose-no'));
  await page.click(id('destruction-tab-persons'));
  await shown('erasures-none');
}

async function removed(sheet) {
  await out();
  await page.click(id('login-by-sheet'));
  await page.click(id('by-sheet-remove'));
  await page.fill(id('remove-login'), SECOND.login);
  await page.check(id('remove-leaves'));
  await page.fill(id('remove-sheet'), sheet);
  await page.click(id('remove-devices-show'));
  await page.waitForFunction(() => document.querySelector('[data-testid="remove-devices-show"]') === null);
  await page.click(id('remove-yes'));
  await page.waitForFunction(() => document.querySelector('[data-testid="screen-by-sheet"] [role="status"]')?.textContent !== '');
  await look('removed');
  // The last one stays: a school without an administrator could not make one.
  await page.click(id('by-sheet-remove'));
  await page.fill(id('remove-login'), ADMIN.login);
  await page.check(id('remove-ceases'));
  await page.fill(id('remove-sheet'), sheet);
  await page.click(id('remove-yes'));
  equal('the last one', await page.locator(id('error')).getAttribute('data-code'), 'admin-last');
  await page.click(id('remove-no'));
  await page.click(id('by-sheet-leave'));
  await login(ADMIN);
  await page.click(id('nav-accounts'));
  equal('closed', await page.locator(`[data-login="${SECOND.login}"]`).getAttribute('data-state'), 'closed');
}

await run(async () => {
  const sheet = await firstStart();
  await login(ADMIN);
  await shown('shell');
  await told(await secondAdmin(sheet));
  await lists();
  await removed(sheet);
});
