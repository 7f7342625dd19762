// The pictures of README.md: the journal page of a demo home, and two pages of paper beside each other.
// usage: pictures.mjs HOME FOLDER LEFT.png RIGHT.png
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch } from './support/browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [home, folder, ...paper] = process.argv.slice(2);
const id = (name) => `[data-testid="${name}"]`;
const browser = await launch();
const fresh = async (width, height) => (await browser.newContext({ viewport: { width, height }, locale: 'ru-RU', reducedMotion: 'reduce' })).newPage();

const bridge = spawn(join(root, 'target/debug/zhurnal-bridge'), ['--home', home, '--pages', join(root, 'ui/dist'), '--saves', join(home, '../saves')], { stdio: ['pipe', 'pipe', 'inherit'] });
const address = await new Promise((ready, broken) => {
  createInterface({ input: bridge.stdout }).once('line', ready);
  bridge.once('exit', (code) => broken(new Error(`the bridge ended with ${code}`)));
});
const page = await fresh(1366, 768);
await page.goto(address);
await page.locator(id('login-demo')).first().click();
await page.click(id('login-submit'));
await page.locator(id('today-lesson')).first().click();
await page.waitForSelector(id('journal-grid'));
await page.waitForTimeout(500);
await page.screenshot({ path: join(folder, 'journal-page.png') });
bridge.stdin.end();

const sheet = await fresh(1290, 906);
const image = (file) => `<img src="data:image/png;base64,${readFileSync(file).toString('base64')}">`;
await sheet.setContent(`<body style="margin:0;padding:6px;display:flex;gap:6px;background:#d8d6cf">${paper.map(image).join('')}</body>`);
await sheet.screenshot({ path: join(folder, 'paper-spread.png') });
await browser.close();
