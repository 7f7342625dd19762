// Every screen, how to reach it, and the state worth looking at.
import { JOURNAL_SCENES } from './scenes-journal.mjs';
import { LAW } from './scenes-law.mjs';
import { OFFICE } from './scenes-office.mjs';

const id = (name) => `[data-testid="${name}"]`;
export const PASSWORD = 'correct horse battery';

async function setupTo(page, step) {
  await page.fill(id('setup-name'), 'Муниципальное бюджетное общеобразовательное учреждение «Заречная средняя общеобразовательная школа»');
  await page.check(id('setup-profile-eljur'));
  await page.click(id('setup-next'));
  await page.fill(id('setup-admin-name'), 'Иванова Мария Петровна');
  await page.fill(id('setup-admin-login'), 'ivanova');
  if (step === 2) return;
  await page.fill(id('setup-admin-password'), PASSWORD);
  await page.fill(id('setup-admin-password2'), PASSWORD);
  await page.click(id('setup-next'));
  await page.waitForSelector(id('setup-keys-file'));
}

async function preview(page) {
  await page.click(id('nav-import'));
  await page.click(id('import-pick'));
  await page.waitForSelector(id('import-apply'));
}

export const SCENES = [
  ...JOURNAL_SCENES,
  { name: 'setup-1', options: { stage: 'empty' } },
  { name: 'setup-1-wrong', options: { stage: 'empty' }, go: (page) => page.click(id('setup-next')) },
  { name: 'setup-2', options: { stage: 'empty' }, go: (page) => setupTo(page, 2) },
  { name: 'setup-2-wrong', options: { stage: 'empty' }, go: async (page) => { await setupTo(page, 2); await page.fill(id('setup-admin-password'), 'qwertyqwerty1234'); await page.click(id('setup-next')); } },
  { name: 'setup-3', options: { stage: 'empty' }, go: async (page) => { await setupTo(page, 3); await page.check(id('setup-keys-file')); } },
  { name: 'sheet', options: { stage: 'sheet' } },
  { name: 'sheet-printed', options: { stage: 'sheet' }, go: async (page) => { for (const paper of ['copy-1', 'copy-2', 'sealed']) { await page.click(`${id('sheet-print')}[data-paper="${paper}"]`); await page.waitForSelector(`${id('sheet-paper')}[data-paper="${paper}"][data-printed="true"]`); } } },
  { name: 'sheet-stuck', options: { stage: 'sheet' }, go: async (page) => { await page.evaluate(() => window.fake.refuseNext('school.sheet_print', 'printer-stuck', { printer: 'Kyocera-приёмная' })); await page.click(`${id('sheet-print')}[data-paper="copy-1"]`); await page.waitForSelector(id('error')); } },
  { name: 'sheet-no-printer', options: { stage: 'sheet', printers: 'none' }, go: async (page) => { await page.waitForSelector(id('printers-none')); } },
  { name: 'sheet-files', options: { sheetFiles: 'away' }, go: async (page) => { await page.click(id('sheet-files-show')); await page.waitForSelector(id('sheet-files')); await page.click(id('sheet-files-delete')); } },
  { name: 'sheet-files-notice', options: { sheetFiles: 'here' }, go: async (page) => { await page.waitForSelector(id('sheet-files-notice')); } },
  { name: 'sheet-confirm', options: { stage: 'sheet' }, go: async (page) => { await page.click(id('sheet-save')); await page.waitForSelector(id('sheet-saved')); await page.click(id('sheet-next')); await page.click(id('sheet-done')); } },
  { name: 'keys', options: { stage: 'keys_locked' } },
  { name: 'login', options: { stage: 'login' } },
  { name: 'login-demo', options: { stage: 'login', demo: ['direktor', 'zavuch', 'ivanova', 'sekretar'] } },
  { name: 'login-published', options: { stage: 'login', published: true, demo: ['direktor', 'zavuch', 'ivanova', 'sekretar'] } },
  { name: 'classes-published', options: { published: true } },
  { name: 'locked-published', options: { stage: 'locked', published: true } },
  { name: 'login-wrong', options: { stage: 'login' }, go: async (page) => { await page.fill(id('login-login'), 'ivanova'); await page.fill(id('login-password'), 'нет'); await page.click(id('login-submit')); await page.waitForSelector(id('error')); } },
  { name: 'login-wait', options: { stage: 'login' }, go: async (page) => { await page.evaluate(() => window.fake.refuseNext('session.login', 'login-backoff', { seconds: '128' })); await page.fill(id('login-login'), 'ivanova'); await page.fill(id('login-password'), 'нет'); await page.click(id('login-submit')); await page.waitForSelector(id('login-wait')); } },
  { name: 'locked', options: { stage: 'locked' } },
  { name: 'must-change', options: { stage: 'must_change_password' } },
  { name: 'classes', options: {} },
  { name: 'classes-empty', options: { filled: false } },
  { name: 'classes-search', options: {}, go: async (page) => { await page.fill(id('class-search'), 'ЕЛКИН'); } },
  { name: 'class-add', options: {}, go: async (page) => { await page.click(id('class-add')); await page.click(id('class-create')); } },
  { name: 'user-menu', options: {}, go: async (page) => { await page.click(id('head-user')); await page.waitForSelector(id('menu-logout')); } },
  { name: 'change-password', options: {}, go: async (page) => { await page.click(id('head-user')); await page.click(id('menu-password')); await page.waitForSelector(id('password-submit')); } },
  { name: 'import', options: { filled: false }, go: (page) => page.click(id('nav-import')) },
  { name: 'import-dropping', options: { filled: false }, go: async (page) => { await page.evaluate(() => window.fake.hover(true)); await page.waitForSelector(id('import-dropping')); } },
  { name: 'import-reading', options: { filled: false, endless: true }, go: async (page) => { await page.click(id('nav-import')); await page.click(id('import-pick')); await page.waitForSelector('progress[value]'); } },
  { name: 'import-preview', options: { filled: false }, go: preview },
  { name: 'import-update', options: { filled: false }, go: async (page) => { await preview(page); await page.click(id('import-tab-update')); } },
  { name: 'import-refused', options: { filled: false }, go: async (page) => { await preview(page); await page.click(id('import-tab-refused')); } },
  { name: 'import-warnings', options: { filled: false }, go: async (page) => { await preview(page); await page.click(id('import-tab-warnings')); } },
  { name: 'import-result', options: { filled: false }, go: async (page) => { await preview(page); await page.click(id('import-apply')); await page.waitForSelector(id('import-result')); } },
  { name: 'accounts', options: {}, go: async (page) => { await page.click(id('nav-accounts')); await page.click(`[data-login="petrov.s"] ${id('account-open')}`); } },
  { name: 'accounts-add', options: {}, go: async (page) => { await page.click(id('nav-accounts')); await page.click(id('accounts-add')); await page.waitForSelector(id('account-create')); } },
  { name: 'accounts-confirm', options: {}, go: async (page) => { await page.click(id('nav-accounts')); await page.click(`[data-login="petrov.s"] ${id('account-open')}`); await page.click(id('account-close')); await page.waitForSelector(id('confirm-yes')); } },
  { name: 'accounts-slip', options: {}, go: async (page) => { await page.click(id('nav-accounts')); await page.click(`[data-login="petrov.s"] ${id('account-open')}`); await page.click(id('account-reset')); await page.click(id('confirm-yes')); await page.waitForSelector(id('slip-password')); } },
  { name: 'log', options: {}, go: async (page) => { await page.click(id('nav-log')); await page.waitForSelector(id('log-row')); } },
  { name: 'check', options: {}, go: async (page) => { await page.click(id('nav-check')); await page.click(id('check-run')); await page.waitForSelector(id('check-result')); } },
  { name: 'login-warned', options: { stage: 'login', damaged: true } },
  { name: 'check-bad', options: { damaged: true }, go: async (page) => { await page.click(id('nav-check')); await page.click(id('check-run')); await page.waitForSelector(id('check-result')); } },
  { name: 'settings', options: {}, go: (page) => page.click(id('nav-settings')) },
  { name: 'notices', options: {}, go: async (page) => { await page.click(id('nav-settings')); await page.click(id('about-notices')); await page.waitForSelector('pre'); } },
  { name: 'error', options: {}, go: async (page) => { await page.evaluate(() => window.fake.refuseNext('log.page', 'window-no-answer', {})); await page.click(id('nav-log')); await page.waitForSelector(id('error')); } },
  ...OFFICE,
  ...LAW,
  { name: 'teacher', options: { roles: ['teacher'], may: ['classes.list', 'classes.pupils', 'session.change_password', 'print.plan', 'print.save'] } },
];
