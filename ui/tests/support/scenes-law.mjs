// The law's screens: administrators and the sheet, computers, doubts of hand, destruction and erasure.
const id = (name) => `[data-testid="${name}"]`;
const SHEET = 'K7QXA M2PWB ZT4HC Q6LUD';
const SEALED = 'AE4NJ UD3ZK GL5RL YF7MM';
const TEACHER = ['classes.list', 'classes.pupils', 'journal.groups', 'journal.today', 'journal.page', 'journal.write', 'journal.story', 'summary.sheet', 'doubts.list', 'doubts.write_again', 'destruction.list', 'law.log', 'law.news', 'law.seen', 'session.change_password'];
const teacher = { journal: 'teacher', roles: ['teacher'], may: TEACHER };

const law = (name, options, go) => ({ name, options, go });
const nav = (name) => (page) => page.click(id(`nav-${name}`));
async function account(page, login) {
  await page.click(id('nav-accounts'));
  await page.click(`[data-login="${login}"] ${id('account-open')}`);
}
/** A second administrator: the first one cannot remove themselves. */
async function admin(page) {
  await account(page, 'kuzmina');
  await page.click(id('account-grant-admin'));
  await page.fill(id('grant-sheet'), SHEET);
  await page.click(id('grant-yes'));
  await page.waitForSelector(id('slip-password'));
}
async function another(page) {
  await admin(page);
  await page.click(id('slip-close'));
  await page.waitForSelector(id('account-remove'));
}
async function bySheet(page) {
  await page.click(id('login-by-sheet'));
  await page.waitForSelector(id('screen-by-sheet'));
}
async function root(page) {
  await page.click(id('nav-root'));
  await page.waitForSelector(id('root-change'));
}
async function rotated(page, present) {
  await root(page);
  await page.click(id('root-change'));
  await page.fill(id('rotation-sealed'), SEALED);
  if (present) await page.fill(id('rotation-present'), SHEET);
  await page.click(id('rotation-open'));
  await page.waitForSelector(id('rotation-fingerprint'));
}
async function tab(page, screen, name) {
  await page.click(id(`nav-${screen}`));
  await page.click(id(`${screen}-tab-${name}`));
}

export const LAW = [
  law('account-admin', {}, another),
  law('account-admin-slip', {}, admin),
  law('account-by-sheet', {}, async (page) => { await another(page); await page.click(id('account-by-sheet')); await page.waitForSelector(id('reset-admin-yes')); }),
  law('account-known', {}, async (page) => { await account(page, 'petrov.s'); await page.click(id('account-known')); await page.waitForSelector(id('known-yes')); }),
  law('account-known-slip', {}, async (page) => { await account(page, 'petrov.s'); await page.click(id('account-known')); await page.fill(id('known-since'), '2027-05-18'); await page.click(id('known-yes')); await page.waitForSelector(id('slip-note')); }),
  law('account-remove', {}, async (page) => { await another(page); await page.click(id('account-remove')); await page.waitForSelector(id('remove-yes')); }),
  law('account-remove-stolen', {}, async (page) => { await another(page); await page.click(id('account-remove')); await page.check(id('remove-stolen')); await page.fill(id('remove-since'), '2027-05-18'); await page.locator(id('remove-device')).first().check(); await page.fill(id('remove-sheet'), 'K7QXA M2PWC'); await page.click(id('remove-yes')); await page.waitForSelector(id('error')); }),
  law('by-sheet', { stage: 'login' }, bySheet),
  law('by-sheet-reset', { stage: 'login' }, async (page) => { await bySheet(page); await page.click(id('by-sheet-reset')); await page.click(id('reset-admin-yes')); }),
  law('by-sheet-remove', { stage: 'login' }, async (page) => { await bySheet(page); await page.click(id('by-sheet-remove')); await page.check(id('remove-leaves')); }),
  law('by-sheet-devices', { stage: 'login' }, async (page) => { await bySheet(page); await page.click(id('by-sheet-remove')); await page.check(id('remove-leaves')); await page.fill(id('remove-sheet'), SHEET); await page.click(id('remove-devices-show')); await page.locator(id('remove-device')).first().check(); }),
  law('by-sheet-change', { stage: 'login' }, async (page) => { await bySheet(page); await page.click(id('by-sheet-change')); await page.waitForSelector(id('rotation-open')); }),
  law('root', {}, root),
  law('root-alarm', { alarm: true }, async (page) => { await page.click(id('nav-root')); await page.waitForSelector(id('root-alarm')); }),
  law('root-settle', { alarm: true }, async (page) => { await page.click(id('nav-root')); await page.fill(id('root-settle-document'), 'AAAA'); await page.click(id('root-settle-yes')); await page.waitForSelector(id('error')); }),
  law('news', { news: 4 }, (page) => page.waitForSelector(id('news-read'))),
  law('news-one', { ...teacher, news: 1 }, (page) => page.waitForSelector(id('news-read'))),
  law('acts', {}, async (page) => { await page.click(id('nav-acts')); await page.waitForSelector(id('act')); }),
  law('acts-teacher', teacher, async (page) => { await page.click(id('nav-acts')); await page.waitForSelector(id('act')); }),
  law('rotation', {}, async (page) => { await root(page); await page.click(id('root-change')); await page.fill(id('rotation-sealed'), SHEET); await page.click(id('rotation-open')); await page.waitForSelector(id('error')); }),
  law('rotation-look', {}, (page) => rotated(page, false)),
  law('rotation-wrong', {}, async (page) => { await rotated(page, true); await page.click(id('rotation-save')); await page.waitForSelector(id('rotation-saved')); await page.click(id('rotation-yes')); }),
  law('rotation-done', {}, async (page) => { await rotated(page, false); await page.click(id('rotation-save')); await page.waitForSelector(id('rotation-saved')); await page.check(id('rotation-kept')); await page.click(id('rotation-yes')); await page.waitForSelector(id('rotation-burn')); }),
  law('devices', {}, async (page) => { await tab(page, 'root', 'devices'); await page.waitForSelector(id('device')); }),
  law('doubts-notice', { ...teacher, doubts: 12 }, (page) => page.waitForSelector(id('doubts-notice'))),
  law('doubts', { ...teacher, doubts: 12 }, async (page) => { await page.click(id('doubts-show')); await page.waitForSelector(id('doubt')); }),
  law('doubts-some', { ...teacher, doubts: 12, mixed: true }, async (page) => { await page.click(id('doubts-show')); await page.locator(id('doubt-choose')).nth(1).check(); await page.locator(id('doubt-choose')).nth(2).check(); await page.click(id('doubts-write')); await page.waitForSelector(id('confirm-yes')); }),
  law('doubts-none', {}, nav('doubts')),
  law('doubts-others', { others: 40 }, async (page) => { await tab(page, 'doubts', 'others'); await page.waitForSelector(id('doubt')); }),
  law('late', { late: 3 }, async (page) => { await tab(page, 'doubts', 'late'); await page.waitForSelector(id('late-row')); }),
  law('late-none', {}, async (page) => { await tab(page, 'doubts', 'late'); await page.waitForSelector(id('late-none')); }),
  law('late-here', { late: 3 }, async (page) => { await tab(page, 'doubts', 'late'); await page.locator(id('late-here')).first().click(); await page.waitForSelector(id('confirm-yes')); }),
  law('opened', { opened: 2 }, async (page) => { await tab(page, 'doubts', 'opened'); await page.waitForSelector(id('opened-row')); }),
  law('opened-again', { opened: 2 }, async (page) => { await tab(page, 'doubts', 'opened'); await page.locator(id('opened-again')).first().click(); await page.waitForSelector(id('confirm-yes')); }),
  law('opened-none', {}, async (page) => { await tab(page, 'doubts', 'opened'); await page.waitForSelector(id('opened-none')); }),
  law('destruction', { destruction: 'all' }, async (page) => { await page.click(id('nav-destruction')); await page.waitForSelector(id('destruction-case')); }),
  law('destruction-none', {}, async (page) => { await page.click(id('nav-destruction')); await page.waitForSelector(id('destruction-none')); }),
  law('destruction-propose', {}, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-propose')); await page.click(id('propose-yes')); }),
  law('destruction-nothing', { young: true }, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-propose')); await page.waitForSelector(id('propose-none')); }),
  law('destruction-refused', {}, async (page) => { await page.evaluate(() => window.fake.refuseNext('destruction.propose', 'destruction-young', { year: '2025', from: '01.09.2051' })); await page.click(id('nav-destruction')); await page.click(id('destruction-propose')); await page.fill(id('propose-act'), '5-ун'); await page.fill(id('propose-date'), '2027-05-19'); await page.click(id('propose-yes')); await page.waitForSelector(id('error')); }),
  law('destruction-confirm', { destruction: 'proposed' }, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-confirm')); await page.waitForSelector(id('confirm-destruction-yes')); }),
  law('destruction-confirm-own', { destruction: 'own' }, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-confirm')); await page.click(id('confirm-destruction-yes')); }),
  law('destruction-spare', { destruction: 'running' }, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-spare')); await page.click(id('spare-yes')); }),
  law('destruction-finish', { destruction: 'passed' }, async (page) => { await page.click(id('nav-destruction')); await page.click(id('destruction-finish')); await page.waitForSelector(id('confirm-yes')); }),
  law('quarantine', { ...teacher, destruction: 'running', doubts: 3, mixed: true }, async (page) => { await page.waitForSelector(id('quarantine')); await page.waitForSelector(id('doubts-notice')); }),
  law('quarantine-seen', { ...teacher, destruction: 'running' }, async (page) => { await page.click(id('quarantine-show')); await page.waitForSelector(id('destruction-case')); }),
  law('erasures', { erasures: true }, async (page) => { await tab(page, 'destruction', 'persons'); await page.waitForSelector(id('erasure')); }),
  law('erase', {}, async (page) => { await tab(page, 'destruction', 'persons'); await page.click(id('erase')); await page.selectOption(id('erase-class'), { label: '5А' }); await page.click(id('erase-yes')); }),
  law('erase-spare', { erasures: true }, async (page) => { await tab(page, 'destruction', 'persons'); await page.click(id('erase-spare')); await page.waitForSelector(id('spare-yes')); }),
];
