// Writes assets/notices/window.txt: licences of what the window's page is built of. Run after a dependency has changed: npm run notices
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ui = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path) => readFileSync(path, 'utf8');
const lock = JSON.parse(read(join(ui, 'package-lock.json')));
const shipped = ['svelte', ...Object.keys(JSON.parse(read(join(ui, 'package.json'))).dependencies)];
const seen = new Map();

function visit(name) {
  if (seen.has(name)) return;
  const folder = join(ui, 'node_modules', name);
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry || !existsSync(join(folder, 'package.json'))) return;
  const about = JSON.parse(read(join(folder, 'package.json')));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  seen.set(name, { about, text: file ? read(join(folder, file)).trim() : '' });
  if (name !== 'svelte') Object.keys(entry.dependencies ?? {}).forEach(visit);
}

shipped.forEach(visit);
const parts = [...seen.keys()].sort().map((name) => {
  const { about, text } = seen.get(name);
  return `${name} ${about.version} — ${about.license}\n\n${text}`.trim();
});
const fonts = `PT Sans, PT Serif, PT Mono — ParaType Free Font Licensing Agreement\n\n${read(join(ui, '..', 'assets', 'fonts', 'LICENSE.txt')).trim()}`;
writeFileSync(join(ui, '..', 'assets', 'notices', 'window.txt'), `${[fonts, ...parts].join('\n\n———\n\n')}\n`);
console.log(`${seen.size} packages`);
