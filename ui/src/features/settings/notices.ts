// Licences of what the program is made of: the page's under assets/notices, the crates' table as `make notices` writes it.
const page = import.meta.glob<string>('../../../../assets/notices/*.txt', { eager: true, query: '?raw', import: 'default' });
const crates = import.meta.glob<string>('../../../../docs/THIRD-PARTY.md', { eager: true, query: '?raw', import: 'default' });

/** `| serde | 1.0 | MIT |` → `serde 1.0 — MIT`. */
function plain(table: string): string {
  const rows = table.split('\n').filter((line) => /^\| (?!package|-)/u.test(line));
  return rows.map((row) => row.split('|').map((cell) => cell.trim())).map(([, name, version, licence]) => `${name} ${version} — ${licence}`).join('\n');
}

export const notices = [...Object.values(page).map((text) => text.trim()), ...Object.values(crates).map(plain)].join('\n\n———\n\n');
