import { FluentBundle, FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/lib/backend';
import { known, refusalText, t } from '../../src/lib/texts';
import { bind } from '../../src/lib/texts/typography';
import { catalogue, sources } from './sources';

const ids = [...catalogue().matchAll(/^([a-z][\w-]*) *=/gmu)].map((found) => found[1] as string);

/** The first argument of every `t(…)`: a quoted id, either branch of a choice, or the beginning of a family. */
function asked(text: string): { exact: string[]; families: string[] } {
  const exact: string[] = [];
  const families: string[] = [];
  for (const call of text.matchAll(/\bt(?:Or)?\(/gu)) {
    let depth = 1;
    let end = call.index + call[0].length;
    while (depth > 0 && end < text.length) {
      const sign = text[end];
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      end += 1;
    }
    const inside = text.slice(call.index + call[0].length, end - 1).replace(/(?<!\$)\{[^}]*\}/gu, '');
    exact.push(...[...inside.matchAll(/(?<![=!]== )'([a-z]+(?:-[a-z0-9]+)*)'/gu)].map((found) => found[1] as string));
    families.push(...[...inside.matchAll(/`([a-z-]+-)\$\{/gu)].map((found) => found[1] as string));
  }
  return { exact, families };
}

describe('the catalogue', () => {
  it('reads without an error and defines no id twice', () => {
    expect(new FluentBundle('ru').addResource(new FluentResource(catalogue()))).toEqual([]);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('has every text that the screens ask for', () => {
    const missing = sources().flatMap(({ path, text }) => {
      const { exact, families } = asked(text);
      const families0 = families.filter((family) => !ids.some((id) => id.startsWith(family)));
      return [...exact.filter((id) => !known(id)), ...families0].map((id) => `${path}: ${id}`);
    });
    expect(missing).toEqual([]);
  });

  it('says something for every error', () => {
    const errors = ids.filter((id) => id.startsWith('error-'));
    expect(errors.length).toBeGreaterThan(1);
    for (const id of errors) expect(refusalText(new Refusal(id.slice('error-'.length))).length, id).toBeGreaterThan(10);
  });

  it('is typographically right: ёлочки, dashes, no double spaces', () => {
    const texts = catalogue().split('\n').filter((line) => !line.startsWith('#') && !line.includes('->'));
    expect(texts.filter((line) => /(?<!\{ )"(?! \})/u.test(line.replace(/\{[^}]*\}/gu, '')))).toEqual([]);
    expect(texts.filter((line) => / - | -- |\S {2,}\S|\.\.\./u.test(line))).toEqual([]);
  });
});

describe('a text', () => {
  it('chooses the Russian plural, of numbers that came as text too', () => {
    expect([1, 2, 5, 21].map((count) => t('accounts-count', { count }).replace(/\u00a0/gu, ' '))).toEqual(['1 запись', '2 записи', '5 записей', '21 запись']);
  });

  it('of an unknown code still says what to do, with the code', () => {
    expect(refusalText(new Refusal('no-such-code'))).toContain('no-such-code');
  });

  it('keeps № with its number, dashes and short words with their neighbours', () => {
    expect(bind('Лист № 5 — в сейфе')).toBe('Лист №\u00a05\u00a0— в\u00a0сейфе');
  });
});
