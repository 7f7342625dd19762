// A real core behind the loopback bridge, with a home of its own, and the steps that every journey begins with.
import { AxeBuilder } from '@axe-core/playwright';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const { BRIDGE = join(root, 'target/debug/zhurnal-bridge'), LISTS = join(root, 'tests/fixtures/data'), SHOTS } = process.env;
export const PHRASE = 'журавль над полем летит';
export const ADMIN = { login: 'ivanova', password: 'лампа снег кузов море 7' };
export const id = (name) => `[data-testid="${name}"]`;

export function equal(what, found, wanted) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

/** A browser on an empty home. `wrong` gathers what must not be; `end()` takes everything away and exits. */
export async function school(name) {
  const home = mkdtempSync(join(tmpdir(), `zhurnal-${name}-`));
  const saves = `${home}-saves`;
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'ru-RU', reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(60_000);
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && !/422/u.test(message.text()) && wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  let number = 0;
  let child = null;

  /** Starts the bridge on the home and opens its address. */
  async function start() {
    child = spawn(BRIDGE, ['--home', home, '--pages', join(root, 'ui/dist'), '--saves', saves], { stdio: ['pipe', 'pipe', 'inherit'] });
    const address = await new Promise((ready, broken) => {
      createInterface({ input: child.stdout }).once('line', ready);
      child.once('error', broken);
      child.once('exit', (code) => broken(new Error(`the bridge ended with ${code}`)));
    });
    await page.goto(address);
  }

  async function stop() {
    if (!child) return;
    await page.goto('about:blank');
    const ended = new Promise((done) => child.once('exit', done));
    child.stdin.end();
    await ended;
    child = null;
  }

  /** Looks at the screen: axe, and a picture for those who asked for one. */
  async function look(what) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    wrong.push(...violations.map((violation) => `${what}: axe ${violation.id}: ${violation.nodes[0]?.target.join(' ')}`));
    number += 1;
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${String(number).padStart(2, '0')}-${what}.png`) });
  }

  const count = async (testid) => Number(await page.locator(id(testid)).getAttribute('data-count'));

  async function login({ login, password }) {
    await page.waitForSelector(id('screen-login'));
    await page.fill(id('login-login'), login);
    await page.fill(id('login-password'), password);
    await page.click(id('login-submit'));
  }

  /** Chooses a file in the dialog that the click opens. */
  async function choose(click, file) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(click)]);
    await chooser.setFiles(file);
  }

  /** Plans an import and gives the counts of its groups. */
  async function plan(file, kind = 'pupils') {
    await page.click(id('nav-import'));
    if (await page.isVisible(id('import-again'))) await page.click(id('import-again'));
    await page.check(id(`import-kind-${kind}`));
    await choose(id('import-pick'), join(LISTS, file));
    await page.waitForSelector(id('import-apply'));
    return Object.fromEntries(await Promise.all(['create', 'update', 'unchanged', 'refused', 'warnings'].map(async (group) => [group, await count(`import-tab-${group}`)])));
  }

  /** Makes the school; the groups of its recovery sheet. */
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
    const groups = await page.locator(id('sheet-group')).allTextContents();
    const last = groups.at(-1);
    await page.click(id('sheet-next'));
    await page.check(id('sheet-kept'));
    await page.fill(id('sheet-check'), last);
    await page.click(id('sheet-done'));
    return groups.join(' ');
  }

  /** Runs the journey and says how it went. */
  async function run(journey) {
    try {
      await start();
      await journey();
    } catch (error) {
      wrong.push(error.stack);
      if (SHOTS) await page.screenshot({ path: join(SHOTS, `failed-${name}.png`) });
    }
    await stop();
    await browser.close();
    rmSync(home, { recursive: true, force: true });
    rmSync(saves, { recursive: true, force: true });
    for (const text of wrong) console.error(text);
    const failed = wrong.length === 0 ? 0 : 1;
    console.log(`${1 - failed} passed, ${failed} failed`);
    process.exit(failed);
  }

  return { page, home, saves, wrong, start, stop, look, count, login, choose, plan, firstStart, run };
}
