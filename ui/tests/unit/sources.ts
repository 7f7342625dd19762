import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every source of the window, tests and the core of paper apart. */
export function sources(): { path: string; text: string }[] {
  const root = join(import.meta.dirname, '..', '..', 'src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|ts)$/u.test(path) && !path.includes('fake'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The catalogue's text, from the file. */
export function catalogue(): string {
  return readFileSync(join(import.meta.dirname, '..', '..', '..', 'assets', 'texts', 'ru.ftl'), 'utf8');
}

/** The core's table of roles, as it is written. */
export function roleTable(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'src', 'rights', 'role.rs'), 'utf8');
  return text.split('pub const ROLES')[1]?.split('\n];')[0] ?? '';
}
