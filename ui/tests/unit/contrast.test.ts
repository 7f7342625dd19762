import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/lib/theme/tokens.css'), 'utf8');
const themes = [...css.matchAll(/:root(?:\[data-theme='(\w+)'\])? \{([^}]*)\}/gu)].map(([, name, body]) => ({
  name: name ?? 'light',
  token: Object.fromEntries([...(body ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{6})/gu)].map(([, key, value]) => [key, value])) as Record<string, string>,
}));

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['paper', 'sheet', 'today', 'work', 'locked', 'chosen'];
const INKS = ['ink', 'muted', 'pen', 'red', 'green', 'hint'];

describe.each(themes)('theme $name', ({ token }) => {
  it.each(GROUNDS.flatMap((ground) => INKS.map((ink) => [ink, ground] as const)))('%s is read on %s', (ink, ground) => {
    expect(contrast(token[ink] as string, token[ground] as string)).toBeGreaterThanOrEqual(4.5);
  });

  it('words on buttons are read', () => {
    expect(contrast(token['on-pen'] as string, token['pen'] as string)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token['on-pen'] as string, token['pen-pressed'] as string)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['paper', 'sheet'])('edges of fields are seen on %s', (ground) => {
    expect(contrast(token['edge'] as string, token[ground] as string)).toBeGreaterThanOrEqual(3);
  });
});

it('there are three themes', () => {
  expect(themes.map(({ name }) => name)).toEqual(['light', 'dark', 'contrast']);
});
