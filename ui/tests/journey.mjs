// The window against the real core through the loopback bridge: an empty home to class lists, a second person, a second start.
// Wants ui/dist (npm run build) and the bridge (cargo build --workspace).
//   BRIDGE=another bridge   LISTS=another folder with контингент-школа.xlsx and the others   SHOTS=folder for pictures
import { ADMIN, equal, id, PHRASE, school } from './support/school.mjs';

const SECRETARY = { login: 'kuzmina', name: 'Кузьмина Ольга Сергеевна', password: 'ветер сосна клён 41' };
const { page, start, stop, look, count, login, plan, firstStart, run } = await school('journey');

async function adminWorks() {
  await page.waitForSelector(id('screen-login'));
  await login({ ...ADMIN, password: 'не тот пароль вовсе' });
  await page.waitForSelector(id('error'));
  await look('login-wrong');
  await login(ADMIN);
  await page.waitForSelector(id('classes-empty'));
  await look('classes-empty');

  const school = await plan('контингент-школа.xlsx');
  await look('import-preview');
  equal('the school list', school.create, 765);
  await page.click(id('import-apply'));
  await page.waitForSelector(id('import-result'));
  await look('import-result');
  equal('created', [await count('import-result-created'), await count('import-result-classes')], [765, 30]);
  await page.click(id('import-show-classes'));
  await page.waitForSelector(id('class-row'));
  equal('pupils', await count('classes-total'), 765);
  equal('classes', await page.locator(id('class-item')).count(), 30);
  await page.click('[data-name="5А"]');
  await page.waitForFunction((title) => document.querySelector(title)?.textContent === '5А', id('class-title'));
  await look('class-list');

  const again = await plan('зачисление-1-классы.csv');
  await look('import-again');
  equal('the list of grade 1 creates nobody', again.create, 0);
  const mistakes = await plan('контингент-с-ошибками.xlsx');
  await page.click(id('import-tab-refused'));
  await look('import-refused');
  if (mistakes.refused < 7 || mistakes.warnings < 2) throw new Error(`planted mistakes: ${JSON.stringify(mistakes)}`);

  await page.click(id('nav-accounts'));
  await page.click(id('accounts-add'));
  await page.fill(id('account-name'), SECRETARY.name);
  await page.fill(id('account-login'), SECRETARY.login);
  await page.check(id('account-role-secretary'));
  await page.click(id('account-create'));
  await page.waitForSelector(id('slip-password'));
  const temporary = await page.locator(id('slip-password')).textContent();
  await page.click(id('slip-close'));
  await page.waitForSelector(`[data-login="${SECRETARY.login}"][data-state="temporary"]`);
  await look('accounts');
  await page.click(id('nav-log'));
  await page.waitForSelector(id('log-row'));
  await look('log');
  await page.check(id('log-volume-registry'), { force: true });
  await page.waitForSelector(id('log-row'));
  await look('log-registry');
  await page.click(id('nav-check'));
  await page.click(id('check-run'));
  await page.waitForSelector(`${id('check-result')}[data-ok="true"]`, { timeout: 180_000 });
  await look('check');
  await page.keyboard.press('Control+KeyL');
  await page.waitForSelector(id('screen-locked'));
  await page.fill(id('lock-password'), ADMIN.password);
  await page.click(id('lock-submit'));
  await page.waitForSelector(id('shell'));
  await page.click(id('head-user'));
  await page.click(id('menu-logout'));
  return temporary;
}

async function secretaryWorks(temporary) {
  await login({ login: SECRETARY.login, password: temporary });
  await page.waitForSelector(id('screen-change-password'));
  await look('change-password');
  await page.fill(id('password-old'), temporary);
  await page.fill(id('password-new'), SECRETARY.password);
  await page.fill(id('password-new2'), SECRETARY.password);
  await page.click(id('password-submit'));
  await page.waitForSelector(id('class-row'));
  equal('a secretary keeps no accounts', await page.locator(id('nav-accounts')).count(), 0);
  equal('a secretary imports', await page.locator(id('nav-import')).count(), 1);
  await look('secretary');
}

async function secondStart() {
  await page.waitForSelector(id('screen-keys'));
  await page.fill(id('keys-passphrase'), PHRASE);
  await page.click(id('keys-submit'));
  await login(SECRETARY);
  await page.waitForSelector(id('class-row'));
}

await run(async () => {
  await firstStart();
  const temporary = await adminWorks();
  await secretaryWorks(temporary);
  await stop();
  await start();
  await secondStart();
});
