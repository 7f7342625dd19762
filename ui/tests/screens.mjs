// Every screen on a core of paper, under the window's content policy: axe in three themes, nothing cut at 150 %, nothing refused by the policy.
// SHOTS=folder keeps pictures; SCENE=name,name looks at some screens only.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
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

const server = await serve(root);
const browser = await launch();
let passed = 0;
const failures = [];

for (const scene of scenes) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'ru-RU', timezoneId: 'Europe/Moscow', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  // The window freezes the prototype of all objects: what cannot live with it must show here.
  await page.addInitScript(() => Object.freeze(Object.prototype));
  try {
    await page.goto(`${server.address}/#${encodeURIComponent(JSON.stringify(scene.options))}`);
    await page.waitForSelector('[data-testid^="screen-"]');
    await scene.go?.(page);
    await page.waitForTimeout(150);
    await page.evaluate(() => document.fonts.ready);
    for (const look of LOOKS) {
      await page.evaluate((chosen) => window.look.choose(chosen), { theme: look.theme, size: look.size });
      await page.waitForTimeout(120);
      const label = `${scene.name} ${look.theme} ${look.size} %`;
      if (shots) await page.screenshot({ path: join(shots, `${scene.name}-${look.theme}-${look.size}.png`) });
      wrong.push(...(await page.evaluate(findCut)).map((text) => `${label}: ${text}`));
      const missing = await page.evaluate(() => [...window.missing]);
      if (missing.length > 0) wrong.push(`${label}: no text for ${missing.join(', ')}`);
      if (look.axe && (scene.axe ?? look.theme) === look.theme) {
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        for (const violation of violations) wrong.push(`${label}: axe ${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' · ')} ${violation.nodes[0]?.failureSummary ?? ''}`);
      }
    }
  } catch (error) {
    wrong.push(`${scene.name}: ${error.message}`);
  }
  await context.close();
  if (wrong.length === 0) passed += 1;
  else failures.push(...wrong);
}

await browser.close();
server.close();
for (const failure of failures) console.error(failure);
const failed = scenes.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
