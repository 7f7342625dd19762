import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { setBackend } from '../../src/lib/backend';
import { FakeBackend, PASSWORD, type FakeOptions } from '../../src/lib/backend/fake';
import { importer } from '../../src/features/import/importer.svelte';
import { app } from '../../src/lib/state/app.svelte';
import { route } from '../../src/lib/state/route.svelte';
import Root from '../../src/views/Root.svelte';

let fake: FakeBackend;

async function open(options: Partial<FakeOptions>): Promise<void> {
  fake = new FakeBackend(options);
  setBackend(fake);
  render(Root);
  await waitFor(() => expect(document.querySelector('[data-testid^="screen-"]')).not.toBeNull());
}

const find = (id: string) => screen.findByTestId(id);
const press = async (id: string) => fireEvent.click(await find(id));
const type = async (id: string, value: string) => fireEvent.input(await find(id), { target: { value } });
const shown = (id: string) => screen.queryByTestId(id) !== null;

beforeEach(() => {
  app.state = null;
  route.belongTo('');
  importer.leave();
});

describe('the first start', () => {
  it('makes a school, hands over the sheet and comes to the login', async () => {
    await open({ stage: 'empty' });
    await type('setup-name', 'МБОУ «Заречная СОШ»');
    await press('setup-profile-ezhd');
    await press('setup-next');
    await type('setup-admin-name', 'Иванова  Мария Петровна');
    await type('setup-admin-login', 'ivanova');
    await type('setup-admin-password', PASSWORD);
    await type('setup-admin-password2', PASSWORD);
    await press('setup-next');
    await press('setup-keys-file');
    await type('setup-passphrase', 'пять слов подряд');
    await type('setup-passphrase2', 'пять слов подряд');
    await press('setup-create');
    await press('sheet-save');
    await find('sheet-saved');
    const last = screen.getAllByTestId('sheet-group').at(-1)?.textContent ?? '';
    await press('sheet-next');
    expect(document.body.textContent).not.toContain(last);
    await press('sheet-done');
    expect(fake.options.stage).toBe('sheet');
    await press('sheet-kept');
    await type('sheet-check', last.toLowerCase());
    await press('sheet-done');
    await find('screen-login');
    const request = fake.calls.find(({ name }) => name === 'school.create')?.request;
    expect(request).toMatchObject({ profile: 'ezhd', admin_name: 'Иванова Мария Петровна', keys: 'file', keys_passphrase: 'пять слов подряд' });
  });

  it('does not go on with a weak password or another one typed again', async () => {
    await open({ stage: 'empty' });
    await type('setup-name', 'Школа');
    await press('setup-profile-eljur');
    await press('setup-next');
    await type('setup-admin-name', 'Иванова Мария');
    await type('setup-admin-login', 'ivanova');
    await type('setup-admin-password', 'qwertyqwerty1234');
    await type('setup-admin-password2', 'qwerty');
    await press('setup-next');
    expect((await find('setup-step')).dataset['step']).toBe('2');
    expect((await find('setup-admin-password2')).getAttribute('aria-invalid')).toBe('true');
  });
});

it('a phrase of the key file is held to the rule of an administrator’s password', async () => {
  await open({ stage: 'empty' });
  await type('setup-name', 'Школа');
  await press('setup-profile-eljur');
  await press('setup-next');
  await type('setup-admin-name', 'Иванова Мария');
  await type('setup-admin-login', 'ivanova');
  await type('setup-admin-password', PASSWORD);
  await type('setup-admin-password2', PASSWORD);
  await press('setup-next');
  await press('setup-keys-file');
  for (const weak of ['ключ в сейфе', 'парольпарольпароль', 'ivanova ivanova']) {
    await type('setup-passphrase', weak);
    await type('setup-passphrase2', weak);
    await press('setup-create');
    expect((await find('setup-passphrase')).getAttribute('aria-invalid')).toBe('true');
  }
  expect(fake.calls.some(({ name }) => name === 'school.create')).toBe(false);
});

describe('a journal under the published phrase', () => {
  it('says so in red on every screen, and a school does not', async () => {
    for (const stage of ['login', 'locked', 'must_change_password', 'ready'] as const) {
      await open({ stage, published: true });
      expect((await find('demo-banner')).textContent).toContain('Учебная школа');
      cleanup();
      app.state = null;
    }
    await open({ stage: 'login' });
    expect(shown('demo-banner')).toBe(false);
  });
});

describe('doors', () => {
  it('a wrong password is refused in words and the right one opens the journal', async () => {
    await open({ stage: 'login' });
    await type('login-login', 'ivanova');
    await type('login-password', 'нет');
    await press('login-submit');
    expect((await find('error')).dataset['code']).toBe('login-wrong');
    await type('login-password', PASSWORD);
    await press('login-submit');
    await find('shell');
  });

  it('the lock takes every name out of the page, and the password brings the page back', async () => {
    await open({});
    await screen.findAllByTestId('class-row');
    await fireEvent.keyDown(window, { code: 'KeyL', key: 'д', ctrlKey: true });
    await find('screen-locked');
    expect(shown('class-row')).toBe(false);
    await type('lock-password', PASSWORD);
    await press('lock-submit');
    await screen.findAllByTestId('class-row');
  });
});

describe('rights', () => {
  it('a person sees only what they may do', async () => {
    await open({ may: ['classes.list', 'classes.pupils'] });
    await find('nav-classes');
    expect(['nav-import', 'nav-accounts', 'nav-log', 'nav-check'].filter(shown)).toEqual([]);
    fake.drop({ token: 'T', name: 'список.csv' });
    await waitFor(() => expect(screen.getByTestId('notice').textContent).not.toBe(''));
    expect(fake.calls.some(({ name }) => name === 'import.pupils.plan')).toBe(false);
  });
});

describe('import', () => {
  it('a file dropped anywhere is planned, shown and applied only when asked', async () => {
    await open({ filled: false });
    await find('classes-empty');
    fake.drop({ token: 'T9', name: 'список.xlsx' });
    expect((await find('import-tab-create')).dataset['count']).toBe('742');
    expect((await find('import-tab-refused')).dataset['count']).toBe('5');
    expect(fake.calls.some(({ name }) => name === 'import.pupils.apply')).toBe(false);
    await press('import-apply');
    expect((await find('import-result-created')).dataset['count']).toBe('742');
    await press('import-show-classes');
    await screen.findAllByTestId('class-item');
  });

  it('a plan survives the lock', async () => {
    await open({ filled: false });
    await find('classes-empty');
    fake.drop({ token: 'T9', name: 'список.xlsx' });
    await find('import-apply');
    await app.lock();
    await find('screen-locked');
    await type('lock-password', PASSWORD);
    await press('lock-submit');
    await find('import-apply');
  });

  it('shows a hundred rows a page', async () => {
    await open({ filled: false });
    fake.drop({ token: 'T9', name: 'список.xlsx' });
    await find('import-apply');
    expect(screen.getAllByTestId('import-row').length).toBe(100);
    await type('import-filter', 'ЁЛКИН');
    await waitFor(() => expect(screen.getAllByTestId('import-row').length).toBeLessThan(100));
  });
});

describe('classes', () => {
  it('a list is searched with ё as е, and shows again what has changed meanwhile', async () => {
    await open({});
    await screen.findAllByTestId('class-row');
    await type('class-search', 'елкин');
    await waitFor(() => expect(screen.getAllByTestId('class-row').length).toBe(1));
    const before = fake.calls.length;
    fake.change('classes');
    await waitFor(() => expect(fake.calls.slice(before).map(({ name }) => name)).toContain('classes.list'));
  });
});

describe('accounts', () => {
  it('a temporary password is shown once', async () => {
    await open({});
    await press('nav-accounts');
    await press('accounts-add');
    await type('account-name', 'Новикова Вера Павловна');
    await type('account-login', 'novikova');
    await press('account-role-teacher');
    await press('account-create');
    expect((await find('slip-password')).textContent).toBe('kuzov-lampa-73-more');
    await press('slip-close');
    await waitFor(() => expect(shown('slip-password')).toBe(false));
    expect(document.body.textContent).not.toContain('kuzov-lampa');
  });

  it('an inspector is named with a last day only', async () => {
    await open({});
    await press('nav-accounts');
    const open3 = (await screen.findAllByTestId('account-open'))[2] as HTMLElement;
    await fireEvent.click(open3);
    await press('account-grant-inspector');
    await press('grant-yes');
    expect(fake.calls.some(({ name }) => name === 'accounts.grant')).toBe(false);
    await type('grant-until', '2027-06-30');
    await press('grant-yes');
    await waitFor(() => expect(fake.calls.find(({ name }) => name === 'accounts.grant')?.request).toEqual({ id: 'U3', role: 'inspector', to: '2027-06-30' }));
  });
});

describe('a damaged volume', () => {
  it('is told before the login and above every page, and an older one is gone on with only after a second question', async () => {
    await open({ stage: 'login', damaged: true });
    expect((await screen.findAllByTestId('warning')).map((line) => line.dataset.code)).toEqual(['volume-older', 'volume-missing', 'clock-back']);
    expect(document.body.textContent?.replace(/\u00a0/gu, ' ')).toContain('файла нет на месте');
    await type('login-login', 'ivanova');
    await type('login-password', PASSWORD);
    await press('login-submit');
    await fireEvent.click((await screen.findAllByTestId('warning-show'))[0] as HTMLElement);
    await press('check-run');
    await find('check-result');
    await find('check-findings');
    expect(screen.getAllByTestId('check-go-on').map((button) => button.dataset.volume)).toEqual(['2025']);
    await press('check-go-on');
    expect(fake.calls.some(({ name }) => name === 'volumes.go_on')).toBe(false);
    await press('confirm-yes');
    await waitFor(() => expect(fake.calls.find(({ name }) => name === 'volumes.go_on')?.request).toEqual({ volume: '2025' }));
  });
});
