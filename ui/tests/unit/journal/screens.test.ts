import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, setBackend } from '../../../src/lib/backend';
import { FakeBackend, PASSWORD, type FakeOptions } from '../../../src/lib/backend/fake';
import { app } from '../../../src/lib/state/app.svelte';
import { groups } from '../../../src/lib/state/groups.svelte';
import { route } from '../../../src/lib/state/route.svelte';
import Root from '../../../src/views/Root.svelte';
import { key, press } from './support';

let fake: FakeBackend;
globalThis.ResizeObserver ??= class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};

async function start(options: Partial<FakeOptions> = {}, backend = new FakeBackend({ journal: 'teacher', rows: 6, ...options })): Promise<() => void> {
  fake = backend;
  setBackend(fake);
  const { unmount } = render(Root);
  await screen.findByTestId('shell');
  return unmount;
}

const cursor = () => document.querySelector<HTMLElement>('[data-testid="journal-grid"] td.cursor') as HTMLElement;
const square = (row: number) => document.querySelector(`[data-testid="journal-grid"] tr[data-row="${row}"] td.today`)?.textContent;
const writes = () => fake.calls.filter(({ name }) => name === 'journal.write').flatMap(({ request }) => (request as { changes: { cell: { what: string; work: string | null }; mark: number | null; code: number | null }[] }).changes);
const down = (...keys: ReturnType<typeof key>[]) => keys.forEach((one) => void fireEvent.keyDown(cursor(), one));

async function open(group = 'G1'): Promise<void> {
  const line = (await screen.findAllByTestId('nav-group')).find(({ dataset }) => dataset['group'] === group) as HTMLElement;
  await fireEvent.click(line);
  await waitFor(() => expect(cursor()).not.toBeNull());
  await screen.findByTestId('journal-square');
}

beforeEach(() => {
  app.state = null;
  route.belongTo('');
  groups.forget();
});

describe('my day', () => {
  it('shows the lessons of the day and opens the page of one where it stands', async () => {
    await start();
    const lesson = (await screen.findAllByTestId('today-lesson'))[0] as HTMLElement;
    expect(lesson.dataset['state']).toBe('lacks');
    await fireEvent.click(lesson);
    await screen.findByTestId('journal-square');
    expect(screen.getByTestId('journal-lesson').dataset['date']).toBe('2027-05-20');
  });

  it('a deputy has no day of lessons, and reads every class without writing', async () => {
    await start({ journal: 'deputy' });
    await fireEvent.click(await screen.findByTestId('nav-journals'));
    expect(screen.queryByTestId('nav-today')).toBeNull();
    await fireEvent.click((await screen.findAllByTestId('journals-open'))[0] as HTMLElement);
    await screen.findByTestId('journal-square');
    down(press('5', 'russian'), key('ArrowDown'));
    await waitFor(() => expect(screen.getByTestId('notice').textContent).not.toBe(''));
    expect(writes()).toEqual([]);
  });
});

describe('a teacher types', () => {
  it('marks and absences go to the core as they are typed, squares show them at once', async () => {
    await start();
    await open();
    down(press('5', 'english'), key('ArrowDown'), press('н', 'english'), press('4', 'english'), key('Enter'));
    expect([square(0), square(1)]).toEqual(['5', 'н4']);
    await waitFor(() => expect(writes().map(({ cell, mark, code }) => [cell.what, mark ?? code])).toEqual([['mark', 5], ['attendance', 1], ['mark', 4]]));
  });

  it('what is typed over is written after a moment even when nobody moves', async () => {
    await start();
    await open();
    down(press('5', 'russian'));
    expect(writes()).toEqual([]);
    await waitFor(() => expect(writes().length).toBe(1), { timeout: 3000 });
  });

  it('F2 edits, Escape gives up, Enter writes', async () => {
    await start();
    await open();
    down(key('F2'));
    const editor = screen.getByTestId('journal-editor');
    await fireEvent.input(editor, { target: { value: '4' } });
    await fireEvent.keyDown(editor, key('Escape'));
    expect([screen.queryByTestId('journal-editor'), square(0)]).toEqual([null, '']);
    down(key('F2'));
    await fireEvent.input(screen.getByTestId('journal-editor'), { target: { value: '4 3' } });
    await fireEvent.keyDown(screen.getByTestId('journal-editor'), key('Enter'));
    expect(square(0)).toBe('4 3');
    await waitFor(() => expect(writes().map(({ mark }) => mark)).toEqual([4, 3]));
  });

  it('Ctrl+Z takes back and Ctrl+Y gives again, on a Russian layout too', async () => {
    await start();
    await open();
    down(press('5', 'russian'), key('ArrowDown'));
    await waitFor(() => expect(writes().length).toBe(1));
    down(key('я', { code: 'KeyZ', ctrlKey: true }));
    await waitFor(() => expect(square(0)).toBe(''));
    down(key('н', { code: 'KeyY', ctrlKey: true }));
    await waitFor(() => expect(square(0)).toBe('5'));
  });

  it('the topic of the plan and its homework are written by one button and taken back by one undo', async () => {
    await start();
    await open();
    await fireEvent.click(screen.getByTestId('lesson-take-plan'));
    await waitFor(() => expect(writes().map(({ cell }) => cell.what)).toEqual(['topic', 'homework']));
    await waitFor(() => expect((screen.getByTestId('lesson-topic') as HTMLTextAreaElement).value).not.toBe(''));
    await fireEvent.click(screen.getByTestId('journal-undo'));
    await waitFor(() => expect((screen.getByTestId('lesson-topic') as HTMLTextAreaElement).value).toBe(''));
  });

  it('a topic that is being typed belongs to its lesson though the cursor goes on', async () => {
    await start();
    await open();
    const topic = screen.getByTestId('lesson-topic');
    await fireEvent.input(topic, { target: { value: 'Площадь прямоугольника' } });
    await fireEvent.keyDown(topic, key('ArrowLeft', { altKey: true }));
    await waitFor(() => expect(screen.getByTestId('journal-lesson').dataset['date']).toBe('2027-05-19'));
    await waitFor(() => expect(fake.calls.findLast(({ name }) => name === 'journal.write')?.request).toMatchObject({ changes: [{ cell: { what: 'topic', date: '2027-05-20' }, text: 'Площадь прямоугольника' }] }));
  });

  it('a work that is announced gets the new marks', async () => {
    await start();
    await open();
    await fireEvent.change(screen.getByTestId('lesson-work'), { target: { value: 'W5' } });
    await waitFor(() => expect(document.querySelector('[data-testid="journal-grid"] th.today small')?.textContent).toBe('КР'));
    down(press('5', 'russian'), key('ArrowDown'));
    await waitFor(() => expect(writes().map(({ cell }) => [cell.what, cell.work])).toEqual([['work', 'W5'], ['mark', 'W5']]));
  });

  it('all proposed finals are set at once and taken back at once', async () => {
    await start();
    await open();
    down(key('End'));
    await fireEvent.click(await screen.findByTestId('final-take-all'));
    await waitFor(() => expect(writes().filter(({ cell }) => cell.what === 'final').length).toBe(6));
    await waitFor(() => expect(document.querySelectorAll('[data-testid="journal-grid"] tbody td.final.proposed').length).toBe(0));
    await fireEvent.click(screen.getByTestId('journal-undo'));
    await waitFor(() => expect(document.querySelectorAll('[data-testid="journal-grid"] tbody td.final.proposed').length).toBe(6));
  });
});

describe('when things go wrong', () => {
  it('«Не сохранено — повторить» stands in the head, nothing is lost, and repeating writes it', async () => {
    await start();
    await open();
    fake.refuse.set('journal.write', new Refusal('window-no-answer'));
    down(press('5', 'russian'), key('ArrowDown'));
    const retry = await screen.findByTestId('head-retry');
    expect([screen.getByTestId('head-status').textContent?.replace(/\u00a0/gu, ' '), square(0)]).toEqual(['Не сохранено — повторить', '5']);
    await fireEvent.click(retry);
    await waitFor(() => expect(screen.queryByTestId('head-retry')).toBeNull());
    expect(screen.getByTestId('head-status').dataset['state']).toBe('saved');
  });

  it('what waits survives the lock and goes in the same person’s session', async () => {
    await start();
    await open();
    fake.refuse.set('journal.write', new Refusal('session-locked'));
    fake.options.stage = 'locked';
    down(press('5', 'russian'), key('ArrowDown'));
    await screen.findByTestId('screen-locked');
    await fireEvent.input(screen.getByTestId('lock-password'), { target: { value: PASSWORD } });
    await fireEvent.click(screen.getByTestId('lock-submit'));
    await screen.findByTestId('journal-square');
    await waitFor(() => expect(fake.calls.filter(({ name }) => name === 'journal.write').length).toBe(2));
    await waitFor(() => expect(square(0)).toBe('5'));
  });

  it('another’s mark appears by itself', async () => {
    await start();
    await open();
    fake.journal.foreign('G1', 2, '2027-05-20', 3);
    fake.change('journal');
    await waitFor(() => expect(square(2)).toBe('3'), { timeout: 6000 });
  });

  it('an undo that meets another’s mark says so and shows theirs', async () => {
    await start();
    await open();
    down(press('5', 'russian'), key('ArrowDown'));
    await waitFor(() => expect(writes().length).toBe(1));
    fake.journal.foreign('G1', 0, '2027-05-20', 2);
    down(key('z', { code: 'KeyZ', ctrlKey: true }));
    await waitFor(() => expect(screen.getByTestId('notice').textContent).toContain('позже изменили'));
    await waitFor(() => expect(square(0)).toBe('2'), { timeout: 6000 });
  });
});

it('a restart returns to the page, the term and the square', async () => {
  const unmount = await start();
  await open('G2');
  down(key('ArrowLeft'), key('ArrowDown'), key('ArrowDown'));
  const { pupil, column } = await vi.waitFor(() => {
    const kept = JSON.parse(localStorage.getItem('zhurnal.place.U1') ?? '{}') as { pupil?: string; column?: string };
    expect(kept.column?.startsWith('2027-05-19')).toBe(true);
    return kept;
  });
  unmount();
  app.state = null;
  route.belongTo('');
  groups.forget();
  await start();
  await screen.findByTestId('journal-square');
  expect([route.group, route.pupil, route.column]).toEqual(['G2', pupil, column]);
  expect(cursor().closest('tr')?.dataset['row']).toBe('2');
  expect(JSON.stringify(localStorage)).not.toMatch(/[А-Яа-я]{4,}/u);
});

it('one decision is written for all who are chosen', async () => {
  await start();
  await fireEvent.click(await screen.findByTestId('nav-class-summary'));
  await fireEvent.click(await screen.findByTestId('summary-choose-undecided'));
  await fireEvent.click(await screen.findByTestId('summary-save'));
  expect(fake.calls.some(({ name }) => name === 'summary.decide')).toBe(false);
  await fireEvent.input(screen.getByTestId('summary-protocol'), { target: { value: '5' } });
  await fireEvent.input(screen.getByTestId('summary-date'), { target: { value: '26.05.2027' } });
  await fireEvent.click(screen.getByTestId('summary-save'));
  await waitFor(() => expect(fake.calls.find(({ name }) => name === 'summary.decide')?.request).toMatchObject({ class: 'C5А', decision: { decision: 'promoted', to: '6', protocol: '5', date: '2027-05-26' } }));
  await waitFor(() => expect(screen.getAllByTestId('summary-words')[0]?.textContent).toContain('переведён(а) в 6 класс'));
});
