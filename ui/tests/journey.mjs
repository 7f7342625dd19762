// The window against the real core through the loopback bridge: an empty home to class lists, a second person, a second start.
// Wants ui/dist (npm run build) and the bridge (cargo build -p zhurnal-bridge).
//   BRIDGE=another bridge   LISTS=another folder with контингент-школа.xlsx and the others   SHOTS=folder for pictures
import { AxeBuilder } from '@axe-core/playwright';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch } from './support/browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { BRIDGE = join(root, 'target/debug/zhurnal-bridge'), LISTS = join(root, 'tests/fixtures/data'), SHOTS } = process.env;
const dist = join(root, 'ui/dist');
const home = mkdtempSync(join(tmpdir(), 'zhurnal-journey-'));
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

const PHRASE = 'журавль над полем летит';
const ADMIN = { login: 'ivanova', password: 'лампа снег кузов море 7' };
const SECRETARY = { login: 'kuzmina', name: 'Кузьмина Ольга Сергеевна', password: 'ветер сосна клён 41' };

/** Starts the bridge on the home and gives its address; `stop()` ends it. */
async function bridge() {
  const child = spawn(BRIDGE, ['--home', home, '--pages', dist, '--saves', join(home, '..', `${home.split('/').at(-1)}-saves`)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise((ready, broken) => {
    createInterface({ input: child.stdout }).once('line', ready);
    child.once('error', broken);
    child.once('exit', (code) => broken(new Error(`the bridge ended with ${code}`)));
  });
  const ended = new Promise((done) => child.once('exit', done));
  return { address, stop: () => (child.stdin.end(), ended) };
}

const id = (name) => `[data-testid="${name}"]`;
const equal = (what, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
};
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'ru-RU', reducedMotion: 'reduce' })).newPage();
page.setDefaultTimeout(60_000);
const wrong = [];
page.on('console', (message) => message.type() === 'error' && !/422/u.test(message.text()) && wrong.push(`console: ${message.text()}`));
page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
const count = async (name) => Number(await page.locator(id(name)).getAttribute('data-count'));
let number = 0;

async function look(name) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  wrong.push(...violations.map((violation) => `${name}: axe ${violation.id}: ${violation.nodes[0]?.target.join(' ')}`));
  number += 1;
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${String(number).padStart(2, '0')}-${name}.png`) });
}

async function login({ login, password }) {
  await page.waitForSelector(id('screen-login'));
  await page.fill(id('login-login'), login);
  await page.fill(id('login-password'), password);
  await page.click(id('login-submit'));
}

async function plan(file) {
  await page.click(id('nav-import'));
  if (await page.isVisible(id('import-again'))) await page.click(id('import-again'));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(id('import-pick'))]);
  await chooser.setFiles(join(LISTS, file));
  await page.waitForSelector(id('import-apply'));
  return Object.fromEntries(await Promise.all(['create', 'update', 'unchanged', 'refused', 'warnings'].map(async (group) => [group, await count(`import-tab-${group}`)])));
}

async function firstStart() {
  await page.waitForSelector(id('screen-setup'));
  await page.fill(id('setup-name'), 'МБОУ «Заречная СОШ»');
  await page.check(id('setup-profile-eljur'));
  await page.selectOption(id('setup-year'), '2026');
  await look('setup');
  await page.click(id('setup-next'));
  await page.fill(id('setup-admin-name'), 'Иванова Мария Петровна');
  await page.fill(id('setup-admin-login'), ADMIN.login);
  await page.fill(id('setup-admin-password'), ADMIN.password);
  await page.fill(id('setup-admin-password2'), ADMIN.password);
  await page.click(id('setup-next'));
  await page.check(id('setup-keys-file'));
  await page.fill(id('setup-passphrase'), PHRASE);
  await page.fill(id('setup-passphrase2'), PHRASE);
  await page.click(id('setup-create'));
  await page.waitForSelector(id('sheet-group'));
  await look('sheet');
  await page.click(id('sheet-save'));
  await page.waitForSelector(id('sheet-saved'));
  const last = await page.locator(id('sheet-group')).last().textContent();
  await page.click(id('sheet-next'));
  await page.check(id('sheet-kept'));
  await page.fill(id('sheet-check'), last);
  await page.click(id('sheet-done'));
}

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

let running = await bridge();
let failed = 0;
try {
  await page.goto(running.address);
  await firstStart();
  const temporary = await adminWorks();
  await secretaryWorks(temporary);
  await page.goto('about:blank');
  await running.stop();
  running = await bridge();
  await page.goto(running.address);
  await secondStart();
} catch (error) {
  wrong.push(error.stack);
  if (SHOTS) await page.screenshot({ path: join(SHOTS, 'failed.png') });
}
await browser.close();
await running.stop();
rmSync(home, { recursive: true, force: true });
rmSync(`${home}-saves`, { recursive: true, force: true });
for (const text of wrong) console.error(text);
failed = wrong.length === 0 ? 0 : 1;
console.log(`${1 - failed} passed, ${failed} failed`);
process.exit(failed);
