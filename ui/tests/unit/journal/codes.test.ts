import { describe, expect, it } from 'vitest';
import { read, write, type Takes } from '../../../src/features/journal/codes';
import { command, signOf } from '../../../src/features/journal/keys';
import { key, LAYOUTS, press } from './support';

const LESSON: Takes = { marks: new Set([2, 3, 4, 5, 11, 12, 13]), absence: true, most: 9 };
const TEN: Takes = { marks: new Set(Array.from({ length: 10 }, (_, at) => at + 1)), absence: true, most: 9 };
const FINAL: Takes = { marks: new Set([2, 3, 4, 5, 14, 15, 16]), absence: false, most: 1 };
const said = (text: string, takes = LESSON) => {
  const found = read(text, takes);
  return 'whole' in found ? write(found.whole) : 'part' in found ? 'part' : found.wrong;
};

describe('what is typed into a square', () => {
  it.each([
    ['', ''], ['5', '5'], ['54', '5 4'], ['4/5', '4 5'], ['н4', 'н 4'], ['4н', 'н 4'], ['Н', 'н'], ['нп', 'нп'], ['у', 'уп'], ['уп', 'уп'], ['б', 'б'], ['о', 'оп'], ['оп:15', 'оп:15'], ['оп4', 'оп 4'],
    ['з', 'зач'], ['нз', 'нез'], ['.', '·'], ['5.', '5 ·'], ['h', 'н'], ['H5', 'н 5'], ['5 4 3', '5 4 3'],
  ])('«%s» says «%s»', (text, value) => expect(said(text)).toBe(value));

  it.each([['7', 'scale'], ['нб', 'two-absences'], ['щ', 'code'], ['н:15', 'minutes'], ['оп:60', 'minutes'], ['на', 'scale'], ['осв', 'scale'], ['5555555555', 'many'], ['10', 'scale']])('«%s» is refused: %s', (text, wrong) => {
    expect(said(text)).toBe(wrong);
  });

  it('a final takes one mark and no absence', () => {
    expect([said('5', FINAL), said('осв', FINAL), said('н/а', FINAL), said('бо', FINAL), said('нп', FINAL), said('54', FINAL)]).toEqual(['5', 'осв', 'н/а', 'б/о', 'absence', 'many']);
  });

  it('ten is one mark only where the scale has a ten', () => {
    expect([said('10', TEN), said('1010', TEN), said('51', TEN)]).toEqual(['10', '10 10', '5 1']);
  });

  it('a beginning is told from a mistake', () => {
    expect([said('ос'), said('о', FINAL), said('ос', FINAL), said('осв', FINAL), said('н', FINAL), said('оф')]).toEqual(['code', 'part', 'part', 'осв', 'part', 'code']);
  });

  it('every value reads back as itself', () => {
    for (const text of ['н 4', 'оп:15 5', 'уп', '5 4 ·', 'зач', 'нез 2', 'н/а', 'б/о', 'осв']) {
      const takes = { marks: new Set(Array.from({ length: 16 }, (_, at) => at + 1)), absence: true, most: 9 };
      expect(said(text, takes)).toBe(text);
    }
  });
});

describe('keys', () => {
  it.each(LAYOUTS)('every sign of a code comes in the layout %s', (layout) => {
    for (const sign of ['н', 'п', 'у', 'б', 'о', 'з', 'с', 'в', 'а', '2', '5']) expect(signOf(press(sign, layout)), sign).toBe(sign);
  });

  it('Latin letters that look like the letter meant are taken on their own keys', () => {
    expect(['h', 'b', 'o', 'a', 'H', 'B', 'O', 'A'].map((letter) => signOf(key(letter, { code: `Key${letter.toUpperCase()}`, shiftKey: letter < 'a' })))).toEqual(['н', 'б', 'о', 'а', 'н', 'б', 'о', 'а']);
  });

  it('a point is a point on either layout and on the block of numbers', () => {
    expect([key('.', { code: 'Period' }), key('ю', { code: 'Period' }), key('.', { code: 'Slash' }), key(',', { code: 'NumpadDecimal' })].map(signOf)).toEqual(['.', '.', '.', '.']);
  });

  it('letters that begin no code are nothing', () => {
    expect([key('ц', { code: 'KeyW' }), key('w', { code: 'KeyW' }), key('r', { code: 'KeyR' }), key('%', { code: 'Digit5', shiftKey: true })].map(signOf)).toEqual([null, null, null, null]);
  });

  it('Ctrl goes by the place of the key, and by the letter where there is no place', () => {
    const ctrl = { ctrlKey: true };
    expect([key('я', { ...ctrl, code: 'KeyZ' }), key('z', { ...ctrl, code: 'KeyZ' }), key('я', { ...ctrl, code: 'Unidentified' }), key('Z', { ...ctrl, code: 'KeyZ', shiftKey: true }), key('н', { ...ctrl, code: 'KeyY' })].map((one) => command(one)?.do)).toEqual([
      'undo', 'undo', 'undo', 'redo', 'redo',
    ]);
    expect([key('с', { ...ctrl, code: 'KeyC' }), key('м', { ...ctrl, code: 'KeyV' }), key('в', { ...ctrl, code: 'KeyD' }), key('а', { ...ctrl, code: 'KeyF' })].map((one) => command(one)?.do)).toEqual(['copy', 'paste', 'fill', 'find']);
  });

  it('what is the shell’s own goes its way', () => {
    expect([key('1', { altKey: true, code: 'Digit1' }), key('l', { ctrlKey: true, code: 'KeyL' }), key('д', { ctrlKey: true, code: 'KeyL' }), key('F5')].map(command)).toEqual([null, null, null, null]);
  });
});
