import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { range, usualSides } from '../../src/features/print/pages';
import { papers } from '../../src/features/print/papers.svelte';
import { structure } from '../../src/features/structure/structure.svelte';
import { Refusal, setBackend } from '../../src/lib/backend';
import { FakeBackend, type FakeOptions } from '../../src/lib/backend/fake';
import type { Operations } from '../../src/lib/generated/contract';
import { app } from '../../src/lib/state/app.svelte';
import { printers } from '../../src/lib/state/printers.svelte';
import { route } from '../../src/lib/state/route.svelte';
import Root from '../../src/views/Root.svelte';

// The surface of pages asks for it; jsdom has none.
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });

let fake: FakeBackend;
const PRINTER = 'Kyocera-приёмная';

async function open(options: Partial<FakeOptions> = {}): Promise<void> {
  fake = new FakeBackend(options);
  setBackend(fake);
  render(Root);
  await waitFor(() => expect(document.querySelector('[data-testid^="screen-"]')).not.toBeNull());
}

const find = (id: string) => screen.findByTestId(id);
const press = async (id: string) => fireEvent.click(await find(id));
const type = async (id: string, value: string) => fireEvent.input(await find(id), { target: { value } });
const shown = (id: string) => screen.queryByTestId(id) !== null;
const asked = (name: keyof Operations) => fake.calls.filter((call) => call.name === name).map(({ request }) => request);
const button = (id: string, paper: string) => document.querySelector(`[data-testid="${id}"][data-paper="${paper}"]`) as HTMLButtonElement;

async function printed(paper: string): Promise<void> {
  await waitFor(() => expect(button('sheet-print', paper).disabled).toBe(false));
  await fireEvent.click(button('sheet-print', paper));
  await waitFor(() => expect(document.querySelector(`[data-testid="sheet-paper"][data-paper="${paper}"]`)?.getAttribute('data-printed')).toBe('true'));
}

async function paper(options: Partial<FakeOptions> = {}): Promise<void> {
  await open({ ...options });
  await press('nav-print');
  await press('print-build');
  await find('paper-print');
}

beforeEach(() => {
  cleanup();
  app.state = null;
  route.belongTo('');
  papers.leave();
  structure.leave();
  printers.list = null;
  printers.chosen = '';
});

describe('pages to print', () => {
  it('are all, one or a range inside the paper', () => {
    expect(['', ' ', '5', '3-8', '3 – 8', '8—8'].map((text) => range(text, 8))).toEqual(['all', 'all', [5, 5], [3, 8], [3, 8], [8, 8]]);
    expect(['0', '9', '8-3', '3-9', 'пять', '1,3', '-3'].map((text) => range(text, 8))).toEqual([null, null, null, null, null, null, null]);
  });

  it('of a wide paper turn over the short edge, of one page nothing turns', () => {
    expect(usualSides([[210, 297], [210, 297]])).toBe('long');
    expect(usualSides([[297, 210], [297, 210]])).toBe('short');
    expect(usualSides([[210, 297]])).toBe('one');
  });
});

describe('the sheets of a new school', () => {
  it('go to the printer one by one, without a file', async () => {
    await open({ stage: 'sheet' });
    expect(((await find('sheet-next')) as HTMLButtonElement).disabled).toBe(true);
    await printed('copy-1');
    await printed('copy-2');
    // Two copies on paper are not enough: the following sheet cannot be copied from the screen.
    expect(((await find('sheet-next')) as HTMLButtonElement).disabled).toBe(true);
    await printed('sealed');
    expect(asked('school.sheet_print')).toEqual(['copy-1', 'copy-2', 'sealed'].map((name) => ({ paper: name, printer: PRINTER })));
    expect(asked('school.sheet_save')).toEqual([]);
    await press('sheet-next');
    await find('sheet-kept');
  });

  it('that the printer kept back are said to be so, and can be tried again', async () => {
    await open({ stage: 'sheet' });
    fake.refuse.set('school.sheet_print', new Refusal('printer-stuck', { printer: PRINTER }));
    await waitFor(() => expect(button('sheet-print', 'copy-1').disabled).toBe(false));
    await fireEvent.click(button('sheet-print', 'copy-1'));
    expect((await find('error')).dataset['code']).toBe('printer-stuck');
    expect(button('sheet-print', 'copy-1').disabled).toBe(false);
    await printed('copy-1');
    expect(shown('error')).toBe(false);
  });

  it('are two files where there is no printer, each asked for by itself', async () => {
    await open({ stage: 'sheet', printers: 'none' });
    expect((await find('printers-none')).dataset['obstacle']).toBe('none');
    expect(shown('sheet-paper')).toBe(false);
    const pick = vi.spyOn(fake, 'pickSave');
    pick.mockResolvedValueOnce({ token: 'A', name: 'а' }).mockResolvedValueOnce(null);
    await press('sheet-save');
    await waitFor(() => expect(asked('school.sheet_save')).toEqual([{ file: 'present', token: 'A' }]));
    expect(shown('sheet-saved')).toBe(false);
    expect(((await find('sheet-next')) as HTMLButtonElement).disabled).toBe(true);
    await waitFor(() => expect((screen.getByTestId('sheet-save') as HTMLButtonElement).disabled).toBe(false));
    await press('sheet-save');
    await find('sheet-saved');
    expect(pick.mock.calls.map(([kind]) => kind)).toEqual(['sheet', 'sheet-sealed', 'sheet-sealed']);
    expect(pick.mock.calls.every(([, name]) => name.endsWith('.pdf') && !/[A-Z2-7]{5}/u.test(name))).toBe(true);
    expect(((await find('sheet-next')) as HTMLButtonElement).disabled).toBe(false);
  });
});

describe('files of sheets that lie about', () => {
  it('are told of until they are deleted, and deleted only when it is sure', async () => {
    await open({ sheetFiles: 'away' });
    expect((await find('sheet-files-notice')).dataset['count']).toBe('2');
    await press('sheet-files-show');
    await press('sheet-files-delete');
    await press('sheet-files-printed');
    await press('sheet-files-delete');
    expect(asked('sheets.delete')).toEqual([]);
    await press('sheet-files-compared');
    await press('sheet-files-destroyed');
    await press('sheet-files-delete');
    await waitFor(() => expect(shown('sheet-files-notice')).toBe(false));
    expect(asked('sheets.delete')).toEqual([{ printed: true, compared: true, away_destroyed: true }]);
  });
});

describe('the dialog of printing', () => {
  it('sends the draft to the printer that is usual, as it is asked to', async () => {
    await paper();
    await press('paper-print');
    await find('print-printer');
    await type('print-copies', '0');
    await press('print-yes');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('print-copies');
    await type('print-copies', '2');
    await type('print-pages', '119');
    await press('print-yes');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('print-pages');
    expect(asked('print.send')).toEqual([]);
    await type('print-pages', '3–8');
    await press('print-yes');
    await waitFor(() => expect(shown('print-form')).toBe(false));
    expect(asked('print.send')).toEqual([{ paper: 'P1', printer: PRINTER, copies: 2, sides: 'long', pages: [3, 8] }]);
    expect(asked('print.save')).toEqual([]);
    expect(app.notice).toContain(PRINTER);
  });

  it('says why a printer does not print and offers the file', async () => {
    await paper({ printers: 'paused' });
    await press('paper-print');
    await find('printer-wrong');
    expect(((await find('print-yes')) as HTMLButtonElement).disabled).toBe(true);
    await press('print-save');
    await find('paper-saved');
    expect(asked('print.save')).toEqual([{ paper: 'P1', final_print: false, token: 'T1' }]);
  });

  it('looks again for printers', async () => {
    await paper({ printers: 'program' });
    await press('paper-print');
    expect((await find('printers-none')).dataset['obstacle']).toBe('program');
    fake.options.printers = 'two';
    await press('printers-again');
    await find('print-printer');
  });

  it('prints a final copy after it was made, and offers no other file of it', async () => {
    await paper({ lacks: 0 });
    await press('paper-final');
    await type('final-password', 'correct horse battery');
    await press('final-yes');
    await press('paper-saved-print');
    await find('print-printer');
    expect(shown('print-save')).toBe(false);
    await press('print-yes');
    await waitFor(() => expect(shown('print-form')).toBe(false));
    expect(asked('print.send')).toEqual([{ paper: 'P1', printer: PRINTER, copies: 1, sides: 'long' }]);
  });
});

describe('slips with passwords', () => {
  const made = { made: [{ name: 'Ершов Пётр Ильич', position: 'учитель', login: 'ershov.pi', password: 'kuzov-lampa-70-more' }], had: 0 };

  it('go to the printer by the core, not through the page', async () => {
    const page = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    await open();
    structure.slips = made;
    structure.view = 'accounts';
    await press('nav-structure');
    await press('staff-print');
    await find('slips-printer');
    await press('slips-yes');
    await waitFor(() => expect(shown('slips-form')).toBe(false));
    expect(asked('print.slips')).toEqual([{ printer: PRINTER, slips: made.made }]);
    expect(page).not.toHaveBeenCalled();
    page.mockRestore();
  });

  it('go through the dialog of a system that has no other way', async () => {
    const page = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    await open({ printers: 'system' });
    structure.slips = made;
    structure.view = 'accounts';
    await press('nav-structure');
    await press('staff-print');
    await press('slips-system');
    expect(page).toHaveBeenCalledTimes(1);
    expect(asked('print.slips')).toEqual([]);
    page.mockRestore();
  });
});
