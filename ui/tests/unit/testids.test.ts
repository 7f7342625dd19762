import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sources } from './sources';

const page = readFileSync(join(import.meta.dirname, '../../TESTIDS.md'), 'utf8');
/** Ids of the first column, families as their beginnings. */
const listed = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([\w-]+(?:<\w+>)?)`/gu)].map((found) => found[1] as string));

it('every test id of the list is in the sources', () => {
  const all = sources().map(({ text }) => text).join('\n');
  // Parts that several screens share take the beginning of their ids from the screen.
  const shared = /^(.+?)-(?:progress|cancel|page-prev|page-next|tab-<id>)$/u;
  const proposed = /^(?:groups|week)-/u;
  const sheets = /^(?:sheet|rotation)-/u;
  const missing = listed.filter((id) => {
    const family = id.replace(/<.*/u, '');
    const screen = shared.exec(id)?.[1];
    if (screen) return !all.includes(`testid="${screen}"`) && !all.includes(`name="${screen}"`);
    if (proposed.test(id) && all.includes(`testid="{name}-${(family === id ? `${id}"` : family).replace(proposed, '')}`)) return false;
    if (sheets.test(id) && all.includes(`testid="{testid}-${id.replace(sheets, '')}"`)) return false;
    if (id === 'screen-<name>') return !all.includes('data-testid="screen-{name}"');
    return family === id ? !(all.includes(`testid="${id}"`) || all.includes(`['testid'] = '${id}'`)) : !(all.includes(`testid="${family}{`) || all.includes(`testid="${family}`));
  });
  expect(missing).toEqual([]);
});
