import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { consequences, requestOf, type Removal } from '../../src/features/accounts/removal';
import { casesOf, erasureStanding, mayFinish, offered } from '../../src/features/destruction/cases';
import { setBackend } from '../../src/lib/backend';
import { FakeBackend, type FakeOptions } from '../../src/lib/backend/fake';
import { OTHER_DOCUMENT, SEALED, SHEET } from '../../src/lib/backend/fake-law';
import type { DestructionRow, DoubtRow, Operations, QuarantineRow } from '../../src/lib/generated/contract';
import { app } from '../../src/lib/state/app.svelte';
import { byComputer, doubts, question } from '../../src/lib/state/doubts.svelte';
import { allowedPages, linedPages } from '../../src/lib/state/pages';
import { route } from '../../src/lib/state/route.svelte';
import Root from '../../src/views/Root.svelte';

let fake: FakeBackend;

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

beforeEach(() => {
  app.state = null;
  route.belongTo('');
  doubts.forget();
});

describe('the removal of an administrator', () => {
  const removal = (change: Partial<Removal>): Removal => ({ reason: 'leaves', gone: false, received: '', devices: [], ...change });
  const texts = (change: Partial<Removal>) => consequences(removal(change)).map(({ text }) => text);

  it('says what will happen before it does', () => {
    expect(texts({})).toEqual(['removal-ends', 'removal-held', 'removal-for-good']);
    expect(texts({ reason: 'ceases' })[0]).toBe('removal-admin-only');
    expect(texts({ reason: 'stolen', received: '2027-05-18', devices: [{ id: 'D1', name: 'Учительская' }] })).toEqual(['removal-admin-only', 'removal-void-since', 'removal-password', 'removal-devices-void', 'removal-for-good']);
    expect(texts({ reason: 'stolen', gone: true })[0]).toBe('removal-ends');
  });

  it('asks the core for exactly that', () => {
    expect(requestOf('U2', SHEET, removal({ reason: 'ceases', received: '2027-05-18' }))).toEqual({ admin: 'U2', sheet: SHEET, stolen: false, leaves: false, devices: [] });
    expect(requestOf('U2', SHEET, removal({ reason: 'stolen', gone: true, received: '2027-05-18', devices: [{ id: 'D1', name: '' }] }))).toEqual({ admin: 'U2', sheet: SHEET, stolen: true, leaves: true, devices: ['D1'], received: '2027-05-18' });
  });

  it('needs a reason and the sheet, and is done without login too', async () => {
    await open({ stage: 'login' });
    await press('login-by-sheet');
    await press('by-sheet-remove');
    await press('remove-yes');
    await type('remove-login', 'kuzmina');
    await press('remove-yes');
    expect(asked('admins.remove')).toEqual([]);
    await press('remove-leaves');
    await type('remove-sheet', SHEET);
    await press('remove-yes');
    await waitFor(() => expect(asked('admins.remove')).toEqual([{ admin: 'kuzmina', sheet: SHEET, stolen: false, leaves: true, devices: [] }]));
    expect(asked('devices.list')).toEqual([]);
  });

  it('lists the computers before any login to who holds the sheet, and cuts the chosen one off in the same act', async () => {
    await open({ stage: 'login' });
    await press('login-by-sheet');
    await press('by-sheet-remove');
    await press('remove-devices-show');
    expect(asked('devices.by_sheet')).toEqual([]);
    await type('remove-sheet', SHEET);
    await press('remove-devices-show');
    await waitFor(() => expect(screen.getAllByTestId('remove-device').length).toBe(3));
    await fireEvent.click(screen.getAllByTestId('remove-device')[0] as HTMLElement);
    await type('remove-login', 'kuzmina');
    await press('remove-leaves');
    await press('remove-yes');
    await waitFor(() => expect(asked('admins.remove')).toEqual([{ admin: 'kuzmina', sheet: SHEET, stolen: false, leaves: true, devices: ['D1'] }]));
  });
});

describe('an administrator', () => {
  it('is named by the sheet and gets a temporary password, shown once; then only the sheet closes and resets', async () => {
    await open();
    await press('nav-accounts');
    await fireEvent.click((await screen.findAllByTestId('account-open'))[1] as HTMLElement);
    await press('account-grant-admin');
    await type('grant-sheet', SHEET);
    await press('grant-yes');
    expect((await find('slip-password')).textContent).toBe('grom-zaliv-19-buk');
    await press('slip-close');
    await find('account-by-sheet');
    expect(['account-reset', 'account-close', 'account-revoke-admin'].filter(shown)).toEqual([]);
  });

  it('never removes or resets themselves', async () => {
    await open();
    await press('nav-accounts');
    await fireEvent.click((await screen.findAllByTestId('account-open'))[0] as HTMLElement);
    await find('account-revoke-deputy');
    expect(['account-by-sheet', 'account-remove', 'account-known'].filter(shown)).toEqual([]);
  });
});

it('a password that became known is replaced from a day on, and the slip says what still counts', async () => {
  await open();
  await press('nav-accounts');
  await fireEvent.click((await screen.findAllByTestId('account-open'))[2] as HTMLElement);
  await press('account-known');
  await type('known-since', '2027-05-18');
  await press('known-yes');
  expect((await find('slip-note')).textContent).toContain('18.05.2027');
  expect(asked('accounts.compromised')).toEqual([{ id: 'U3', received: '2027-05-18' }]);
});

describe('what was done to an account', () => {
  it('is read before the journal, and one press goes on', async () => {
    await open({ news: 3 });
    expect(shown('shell')).toBe(false);
    expect(screen.getAllByTestId('news-row').map((row) => row.dataset['what'])).toEqual(['password', 'role', 'admin']);
    expect(screen.getAllByTestId('news-row')[1]?.textContent).toContain('ждёт решения');
    await press('news-read');
    await find('shell');
    expect(asked('law.seen')).toEqual([{ entries: ['L0', 'L1', 'L2'] }]);
  });

  it('keeps nobody out when it cannot be read or kept', async () => {
    fake = new FakeBackend({ news: 1 });
    fake.refuseNext('law.news', 'storage-busy', {});
    setBackend(fake);
    render(Root);
    await find('shell');
    cleanup();
    fake.refuseNext('law.seen', 'storage-busy', {});
    render(Root);
    await press('news-read');
    await find('shell');
  });

  it('stands in the list that every role opens, read-only', async () => {
    await open({ news: 0, roles: ['teacher'], may: ['classes.list', 'law.log', 'law.news', 'law.seen'] });
    await press('nav-acts');
    const rows = await screen.findAllByTestId('act');
    expect(rows[0]?.textContent).toContain('новый временный пароль');
    expect(rows[0]?.dataset['mine']).toBe('true');
    expect(rows.some((row) => row.textContent?.includes('лист восстановления №\u00a01'))).toBe(true);
    expect(rows.map((row) => row.textContent).join()).not.toContain('undefined');
  });
});

describe('two documents of one root', () => {
  it('are settled by the fingerprint that was typed', async () => {
    await open({ alarm: true });
    await press('nav-root');
    await press('root-settle-yes');
    expect(asked('root.settle')).toEqual([]);
    await type('root-settle-document', OTHER_DOCUMENT.toLowerCase());
    await press('root-settle-yes');
    await waitFor(() => expect(shown('root-alarm')).toBe(false));
    expect(asked('root.settle')).toEqual([{ document: OTHER_DOCUMENT.toLowerCase() }]);
  });
});

it('a lock that opened is closed again by one press and leaves the list', async () => {
  await open({ opened: 2 });
  await press('nav-doubts');
  await press('doubts-tab-opened');
  await fireEvent.click((await screen.findAllByTestId('opened-again'))[0] as HTMLElement);
  await press('confirm-yes');
  await waitFor(() => expect(screen.getAllByTestId('opened-row').length).toBe(1));
  expect(asked('law.again')).toEqual([{ entry: 'O1' }]);
});

describe('the change of the sheet', () => {
  it('goes on only with the PDF saved and the papers in hand', async () => {
    await open();
    await press('nav-root');
    await press('root-change');
    await type('rotation-sealed', SEALED);
    await press('rotation-open');
    await find('rotation-falls');
    await press('rotation-yes');
    expect(asked('root.rotate')).toEqual([]);
    await press('rotation-save');
    await find('rotation-saved');
    await press('rotation-yes');
    expect(asked('root.rotate')).toEqual([]);
    await press('rotation-kept');
    await press('rotation-yes');
    await find('rotation-burn');
    expect(asked('root.rotate')).toEqual([{ rotation: 'R1' }]);
    await press('rotation-close');
    await find('root-change');
    expect(asked('root.cancel')).toEqual([]);
  });

  it('given up is forgotten by the core', async () => {
    await open();
    await press('nav-root');
    await press('root-change');
    await type('rotation-sealed', SEALED);
    await press('rotation-open');
    await press('rotation-again');
    await find('rotation-sealed');
    expect(asked('root.cancel')).toEqual([{ rotation: 'R1' }]);
  });
});

describe('what waits for a further day', () => {
  it('is let in on this computer by one press, or everywhere by an entry', async () => {
    await open({ late: 3 });
    await press('nav-doubts');
    await press('doubts-tab-late');
    expect((await screen.findAllByTestId('late-row')).map((row) => row.textContent).join()).toContain('отключён');
    await fireEvent.click(screen.getAllByTestId('late-here')[0] as HTMLElement);
    expect(document.body.textContent).toContain('Принять всё сейчас');
    await press('confirm-yes');
    await waitFor(() => expect(screen.getAllByTestId('late-row').length).toBe(2));
    await fireEvent.click(screen.getAllByTestId('late-everywhere')[0] as HTMLElement);
    await press('confirm-yes');
    await waitFor(() => expect(screen.getAllByTestId('late-row').length).toBe(1));
    expect(asked('quarantine.admit')).toEqual([{ device: 'D2', everywhere: false }, { device: 'D3', everywhere: true }]);
    // What is cut off is let in by a press alone: an entry would not lift the cut.
    expect(shown('late-everywhere')).toBe(false);
    await press('late-here');
    await press('confirm-yes');
    await find('late-none');
  });
});

describe('doubts of hand', () => {
  it('are told after login, written again by one press, and off the list', async () => {
    await open({ doubts: 12 });
    expect((await find('doubts-notice')).textContent).toContain('прежним паролем');
    await press('doubts-show');
    expect((await screen.findAllByTestId('doubt')).length).toBe(12);
    await press('doubts-write');
    await press('confirm-yes');
    await find('doubts-none');
    expect(asked('doubts.write_again')).toHaveLength(1);
    expect(shown('doubts-notice')).toBe(false);
  });

  it('some of them are written when some are chosen', async () => {
    await open({ doubts: 3 });
    await press('doubts-show');
    const boxes = await screen.findAllByTestId('doubt-choose');
    await fireEvent.click(boxes[0] as HTMLElement);
    await press('doubts-write');
    await press('confirm-yes');
    await waitFor(() => expect(screen.getAllByTestId('doubt').length).toBe(2));
    expect((asked('doubts.write_again')[0] as { entries: string[] }).entries).toHaveLength(1);
  });

  it('of a former password alone are asked about as such, others more generally', () => {
    const row = (why: string, device = 'Учительская') => ({ why, row: { device } }) as DoubtRow;
    expect(question([row('doubt-key-replaced')])).toBe('doubts-notice-replaced');
    expect(question([row('doubt-key-replaced'), row('doubt-after-gap')])).toBe('doubts-notice');
    expect(byComputer([row('a', 'А'), row('b', 'Б'), row('c', 'А')]).map(({ device, rows }) => [device, rows.length])).toEqual([['А', 2], ['Б', 1]]);
  });

  it('lead a teacher to their page only while there are any', async () => {
    const may = (operation: keyof Operations) => operation === 'doubts.list' || operation === 'destruction.list';
    expect(allowedPages(may)).toEqual(['destruction', 'doubts', 'settings']);
    expect([linedPages(may), linedPages(may, ['doubts'])]).toEqual([['settings'], ['doubts', 'settings']]);
    await open({ doubts: 0, roles: ['teacher'], may: ['classes.list', 'classes.pupils', 'doubts.list'] });
    await find('nav-classes');
    expect(shown('nav-doubts')).toBe(false);
  });
});

describe('an act of destruction', () => {
  it('is offered for what may go, with files of the archive', async () => {
    await open();
    await press('nav-destruction');
    await press('destruction-propose');
    const years = await find('propose-year');
    expect([...years.querySelectorAll('option')].map(({ value }) => value)).toEqual(['2019', '2018']);
    expect(screen.getAllByTestId('propose-file').length).toBe(2);
    await fireEvent.click(screen.getAllByTestId('propose-file')[1] as HTMLElement);
    await type('propose-act', '5-ун');
    await type('propose-date', '2027-05-19');
    await press('propose-yes');
    await waitFor(() => expect(asked('destruction.propose')).toEqual([{ year: 2019, files: ['F2'], act: '5-ун', date: '2027-05-19' }]));
  });

  it('is not offered while nothing may go: each year says why', async () => {
    await open({ young: true });
    await press('nav-destruction');
    await press('destruction-propose');
    const why = (await find('propose-others')).textContent ?? '';
    expect(why).toContain('01.01.2051');
    expect(why).toContain('выполните обмен');
    expect(shown('propose-yes')).toBe(false);
  });

  it('knows what is offered', () => {
    expect(offered([{ state: 'ready' }, { state: 'young' }])).toEqual({ ready: [{ state: 'ready' }], others: [{ state: 'young' }] });
  });
});

describe('destruction', () => {
  const act = (entry: string, more: Partial<DestructionRow> = {}): DestructionRow => ({ entry, year: 2019, act: '3', date: '2027-04-30', files: [], signed_by: 'А', confirms: null, spared: false, ...more });
  const kept = (more: Partial<QuarantineRow> = {}): QuarantineRow => ({ year: 2019, state: 'quarantined', act: '3', signed_by: ['А', ''], days: 12, dates: 14, wanted: 30, ...more });
  const one = (acts: DestructionRow[], quarantine: QuarantineRow[] = []) => casesOf({ acts, quarantine, buried: [] })[0]!;

  it('stands where its acts and this computer say', () => {
    const second = act('B', { confirms: 'A', signed_by: '' });
    expect(one([act('A')]).standing).toBe('proposed');
    expect(one([act('A'), second]).standing).toBe('confirmed');
    expect(one([act('A'), second], [kept()])).toMatchObject({ standing: 'quarantined', signers: ['А', ''] });
    expect(one([act('A'), second], [kept({ state: 'gone' })]).standing).toBe('gone');
    expect(one([act('A', { spared: true }), second]).standing).toBe('spared');
    expect(one([act('A'), act('B', { confirms: 'A', spared: true })]).standing).toBe('proposed');
  });

  it('is finished by hand only after the days of this computer, where no witness counts', () => {
    const acts = [act('A'), act('B', { confirms: 'A' })];
    expect([kept(), kept({ dates: 30, days: 3 }), kept({ dates: 40, days: 30 })].map((row) => mayFinish(one(acts, [row])))).toEqual([false, true, false]);
  });

  it('erasures run, are spared or done', () => {
    const row = { person: '', name: '', basis: '', date: '', signed_by: '', spared: false, days: 1, wanted: 7, here: true };
    expect([row, { ...row, here: false }, { ...row, spared: true }].map(erasureStanding)).toEqual(['running', 'erased', 'spared']);
  });

  it('in quarantine is told to everybody, and an administrator takes it back with a reason', async () => {
    await open({ destruction: 'running' });
    expect((await find('quarantine')).textContent).toContain('лист восстановления');
    await press('quarantine-show');
    await press('destruction-spare');
    await press('spare-yes');
    expect(asked('destruction.spare')).toEqual([]);
    await type('spare-reason', 'Рано');
    await press('spare-yes');
    await waitFor(() => expect(screen.getByTestId('destruction-case').dataset['standing']).toBe('spared'));
    expect(asked('destruction.spare')).toEqual([{ entry: 'A1', reason: 'Рано' }]);
  });

  it('proposed by oneself is confirmed by the sheet only', async () => {
    await open({ destruction: 'own' });
    await press('nav-destruction');
    await press('destruction-confirm');
    await press('confirm-destruction-yes');
    expect(asked('destruction.confirm')).toEqual([]);
    await type('confirm-sheet', SHEET);
    await press('confirm-destruction-yes');
    await waitFor(() => expect(asked('destruction.confirm')).toEqual([{ entry: 'A1', sheet: SHEET }]));
  });
});
