// Every screen on a core of paper, under the window's content policy: axe in three themes, nothing cut at 150 %, nothing refused by the policy.
// SHOTS=folder keeps pictures; SCENE=name,name looks at some screens only.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './support/browser.mjs';
import { findCut } from './support/cut.mjs';
import { SCENES } from './support/scenes.mjs';
import { serve } from './support/serve.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.screens');
const shots = process.env.SHOTS;
const LOOKS = [
  { theme: 'light', size: 100, axe: true },
  { theme: 'dark', size: 100, axe: true },
  { theme: 'contrast', size: 100, axe: true },
  { theme: 'light', size: 90, axe: false },
  { theme: 'light', size: 150, axe: false },
];
const wanted = process.env.SCENE?.split(',');
const scenes = SCENES.filter(({ name }) => !wanted || wanted.includes(name));
if (shots) mkdirSync(shots, { recursive: true });

// What does not depend on colours is asked once; the other themes are asked for their colours.
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds in the page, a line each. */
async function faults(page, scene, theme) {
  const whole = theme === (scene.axe ?? LOOKS[0].theme);
  const runOnly = whole ? { type: 'tag', values: RULES } : { type: 'rule', values: COLOURS };
  // What passes is not described: a journal has five thousand squares.
  const { violations } = await new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(' '));
    return `axe ${id}: ${places.join(' · ')} ${nodes[0]?.failureSummary ?? ''}`;
  });
}

/** What is wrong with the screen in one look. */
async function look(page, scene, { theme, size, axe }) {
  await page.evaluate((chosen) => window.look.choose(chosen), { theme, size });
  await page.waitForTimeout(120);
  if (shots) await page.screenshot({ path: join(shots, `${scene.name}-${theme}-${size}.png`) });
  const wrong = await page.evaluate(findCut);
  const missing = await page.evaluate(() => [...window.missing]);
  if (missing.length > 0) wrong.push(`no text for ${missing.join(', ')}`);
  if (axe && (scene.axe ?? theme) === theme) wrong.push(...(await faults(page, scene, theme)));
  return wrong.map((text) => `${scene.name} ${theme} ${size} %: ${text}`);
}

/** What is wrong with the screen in all looks. */
async function visit(browser, address, scene) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(`${scene.name}: console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`${scene.name}: error: ${error.message}`));
  // The window freezes the prototype of all objects: what cannot live with it must show here.
  await page.addInitScript(() => Object.freeze(Object.prototype));
  try {
    await page.goto(`${address}/#${encodeURIComponent(JSON.stringify(scene.options))}`);
    await page.waitForSelector('[data-testid^="screen-"]');
    await scene.go?.(page);
    await page.waitForTimeout(150);
    await page.evaluate(() => document.fonts.ready);
    for (const one of LOOKS) wrong.push(...(await look(page, scene, one)));
  } catch (error) {
    wrong.push(`${scene.name}: ${error.message}`);
  }
  await context.close();
  return wrong;
}

const server = await serve(root);
const failures = [];
let passed = 0;

/** Takes screens from the common list until none is left; a browser of its own, so that the focus of one page is not taken by another's. */
async function worker(left) {
  const browser = await launch();
  for (let scene = left.shift(); scene; scene = left.shift()) {
    const wrong = await visit(browser, server.address, scene);
    if (wrong.length === 0) passed += 1;
    failures.push(...wrong);
  }
  await browser.close();
}

const left = [...scenes];
await Promise.all(Array.from({ length: availableParallelism() }, () => worker(left)));
server.close();
for (const failure of failures) console.error(failure);
const failed = scenes.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
