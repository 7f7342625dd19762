// The office against the real core through the loopback bridge: every file a school brings, accounts, groups, the week, paper, archive.
// Wants ui/dist (npm run build) and the bridge. BRIDGE, LISTS, SHOTS as in journey.mjs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, equal, id, school } from './support/school.mjs';

const { page, saves, look, count, login, choose, plan, firstStart, run } = await school('office');
const FILES = [
  ['pupils', 'контингент-школа.xlsx'],
  ['staff', 'сотрудники.xlsx'],
  ['curriculum', 'учебный-план.xlsx'],
  ['calendar', 'календарь-2026-2027.csv'],
  ['bells', 'звонки.csv'],
  ['worktypes', 'виды-работ.csv'],
];

async function imports() {
  for (const [kind, file] of FILES) {
    const planned = await plan(file, kind);
    if (planned.create === 0) throw new Error(`${file} creates nothing: ${JSON.stringify(planned)}`);
    await look(`import-${kind}`);
    await page.click(id('import-apply'));
    await page.waitForSelector(id('import-result'));
    equal(`${kind} created`, await count('import-result-created'), planned.create);
    const again = await plan(file, kind);
    equal(`${kind} a second time`, [again.create, again.update], [0, 0]);
  }
}

async function rejectedToFile() {
  const mistakes = await plan('контингент-с-ошибками.xlsx');
  await page.click(id('import-tab-refused'));
  await page.click(id('import-save'));
  await page.waitForFunction((notice) => document.querySelector(notice)?.textContent.includes('вошло'), id('notice'));
  const saved = readdirSync(saves).find((name) => name.endsWith('.csv'));
  equal('the name of the file', saved, 'контингент-с-ошибками — не вошло.csv');
  const rows = readFileSync(join(saves, saved), 'utf8').trimEnd().split('\r\n');
  equal('rows with reasons', rows.length, mistakes.refused + 1);
}

async function checklist() {
  await page.click(id('nav-structure'));
  await page.waitForSelector(id('structure-line'));
  await look('structure');
  return Object.fromEntries(await page.locator(id('structure-line')).evaluateAll((lines) => lines.map((line) => [line.dataset.what, line.dataset.state])));
}

const way = (what) => page.click(`${id('structure-go')}[data-what="${what}"]`);

/** Groups are a deputy's work: the administrator of a small school is both. */
async function deputyToo() {
  await page.click(id('nav-accounts'));
  await page.click(`[data-login="${ADMIN.login}"] ${id('account-open')}`);
  await page.click(id('account-grant-deputy'));
  await page.waitForSelector(id('account-revoke-deputy'));
}

async function structure() {
  const before = await checklist();
  for (const what of ['staff', 'curriculum', 'calendar', 'bells', 'worktypes']) equal(what, before[what], 'ready');
  await way('accounts');
  await page.click(id('staff-make'));
  await page.waitForSelector(id('staff-slip'), { timeout: 180_000 });
  await look('staff-slips');
  await page.click(id('staff-close'));
  await page.click(id('confirm-yes'));
  await way('groups');
  await page.click(id('groups-propose'));
  await page.waitForSelector(id('groups-row'));
  await look('groups');
  await page.click(id('groups-tab-teachers'));
  await look('groups-teachers');
  await page.click(id('groups-tab-gaps'));
  await page.waitForSelector(id('gap'));
  await look('groups-gaps');
  await page.click(id('groups-apply'));
  await page.waitForSelector(`${id('groups-summary')}[data-applied="true"]`, { timeout: 180_000 });
  await page.click(id('structure-back'));
  await way('week');
  await page.click(id('week-propose'));
  await page.waitForSelector(id('week-grid'), { timeout: 180_000 });
  await look('week');
  await page.click(id('week-apply'));
  await page.waitForSelector(`${id('week-summary')}[data-applied="true"]`, { timeout: 180_000 });
  await page.click(id('structure-back'));
  const after = await checklist();
  for (const what of ['accounts', 'groups', 'week']) equal(what, after[what], 'ready');
}

async function lessonPlans() {
  for (const file of ['ктп-математика-5.xlsx', 'ктп-биология-5.csv']) {
    await plan(file, 'lessons');
    await look(`lessons-${file.split('-')[1]}`);
    await page.click(id('import-apply'));
    await page.waitForSelector(id('import-result'));
  }
}

async function print() {
  for (const what of ['journal', 'summary']) {
    await page.click(id('nav-print'));
    if (await page.isVisible(id('paper-close'))) await page.click(id('paper-close'));
    await page.check(id(`print-paper-${what}`));
    await page.click('[data-name="5А"]');
    await page.click(id('print-build'));
    await page.waitForSelector(`${id('paper-page')}[data-page="1"][data-shown="true"]`, { timeout: 180_000 });
    await look(`paper-${what}`);
    if (what === 'journal') {
      await page.fill(id('paper-go'), '8');
      await page.press(id('paper-go'), 'Enter');
      await page.check(id('paper-spreads'));
      await page.selectOption(id('paper-zoom'), 'page');
      await page.waitForSelector(`${id('paper-page')}[data-page="8"][data-shown="true"]`);
      await look('paper-spread');
    }
    if ((await count('paper-lacks')) === 0) throw new Error(`the ${what} of a year that runs lacks nothing`);
    await page.click(id('paper-draft'));
    await page.waitForSelector(`${id('paper-saved')}[data-final="false"]`, { timeout: 180_000 });
    await look(`paper-${what}-saved`);
  }
  const made = readdirSync(saves).filter((name) => name.endsWith('.pdf') && name.includes('черновик'));
  if (made.length < 2) throw new Error(`drafts on the disk: ${made}`);
  for (const name of made) equal(name, readFileSync(join(saves, name)).subarray(0, 5).toString(), '%PDF-');
}

async function archive() {
  await page.click(id('nav-archive'));
  await page.click(id('archive-make'));
  await page.click(id('confirm-yes'));
  await page.waitForSelector(id('archive-made'), { timeout: 300_000 });
  await look('archive-made');
  const file = join(saves, readdirSync(saves).find((name) => name.endsWith('.zip')));
  await choose(id('archive-verify'), file);
  await page.waitForSelector(`${id('archive-verdict')}[data-intact="true"][data-authentic="true"][data-true="true"]`, { timeout: 180_000 });
  await look('archive-good');
  const bytes = readFileSync(file);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  const flipped = join(saves, 'изменённый.zip');
  writeFileSync(flipped, bytes);
  await choose(id('archive-verify'), flipped);
  await page.waitForSelector(`${id('archive-verdict')}[data-intact="false"][data-authentic="false"][data-true="false"]`, { timeout: 180_000 });
  await page.waitForSelector(id('archive-problem'));
  await look('archive-flipped');
}

await run(async () => {
  await firstStart();
  await login(ADMIN);
  await page.waitForSelector(id('shell'));
  await imports();
  await rejectedToFile();
  await deputyToo();
  await structure();
  await lessonPlans();
  await print();
  await archive();
});
