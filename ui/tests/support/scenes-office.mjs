// The office's screens: imports of every kind, the year's structure, papers, archives.
const id = (name) => `[data-testid="${name}"]`;

async function kind(page, name) {
  await page.click(id('nav-import'));
  await page.check(id(`import-kind-${name}`));
}

async function planned(page, name) {
  await kind(page, name);
  await page.click(id('import-pick'));
  await page.waitForSelector(id('import-apply'));
}

async function structure(page, what) {
  await page.click(id('nav-structure'));
  await page.click(`${id('structure-go')}[data-what="${what}"]`);
}

async function proposed(page, what, name) {
  await structure(page, what);
  await page.click(id(`${name}-propose`));
  await page.waitForSelector(id(`${name}-summary`));
}

async function paper(page, what = 'journal') {
  await page.click(id('nav-print'));
  await page.check(id(`print-paper-${what}`));
  await page.click(id('print-build'));
  await page.waitForSelector(`${id('paper-page')}[data-page="1"][data-shown="true"]`);
}

async function verified(page) {
  await page.click(id('nav-archive'));
  await page.click(id('archive-verify'));
  await page.waitForSelector(id('archive-verdict'));
}

const TEACHER = ['classes.list', 'classes.pupils', 'journal.groups', 'journal.today', 'journal.page', 'journal.write', 'journal.story', 'summary.sheet', 'import.lessons.plan', 'import.lessons.apply', 'print.plan', 'print.save', 'archive.verify', 'job.status', 'job.cancel', 'session.change_password'];
const office = (name, options, go) => ({ name, options, go });

export const OFFICE = [
  office('import-kinds', { filled: true }, (page) => kind(page, 'curriculum')),
  office('import-lessons', { filled: true, journal: 'deputy' }, async (page) => { await kind(page, 'lessons'); await page.selectOption(id('import-lessons-subject'), { index: 2 }); }),
  office('import-staff-preview', { filled: true }, (page) => planned(page, 'staff')),
  office('import-staff-update', { filled: true }, async (page) => { await planned(page, 'staff'); await page.click(id('import-tab-update')); }),
  office('import-curriculum-refused', { filled: true }, async (page) => { await planned(page, 'curriculum'); await page.click(id('import-tab-refused')); }),
  office('import-calendar-result', { filled: true }, async (page) => { await planned(page, 'calendar'); await page.click(id('import-apply')); await page.waitForSelector(id('import-result')); }),
  office('structure', {}, async (page) => { await page.click(id('nav-structure')); await page.waitForSelector(id('structure-line')); }),
  office('structure-nothing', { prepared: 'nothing' }, async (page) => { await page.click(id('nav-structure')); await page.waitForSelector(id('structure-line')); }),
  office('structure-ready', { prepared: 'ready' }, async (page) => { await page.click(id('nav-structure')); await page.waitForSelector(id('structure-line')); }),
  office('staff-ask', {}, (page) => structure(page, 'accounts')),
  office('staff-slips', {}, async (page) => { await structure(page, 'accounts'); await page.click(id('staff-make')); await page.waitForSelector(id('staff-slip')); }),
  office('staff-close', {}, async (page) => { await structure(page, 'accounts'); await page.click(id('staff-make')); await page.click(id('staff-close')); await page.waitForSelector(id('confirm-yes')); }),
  office('groups-ask', {}, (page) => structure(page, 'groups')),
  office('groups', {}, (page) => proposed(page, 'groups', 'groups')),
  office('groups-teachers', {}, async (page) => { await proposed(page, 'groups', 'groups'); await page.click(id('groups-tab-teachers')); }),
  office('groups-gaps', {}, async (page) => { await proposed(page, 'groups', 'groups'); await page.click(id('groups-tab-gaps')); }),
  office('groups-applied', {}, async (page) => { await proposed(page, 'groups', 'groups'); await page.click(id('groups-apply')); await page.waitForSelector(`${id('groups-summary')}[data-applied="true"]`); }),
  office('week', {}, (page) => proposed(page, 'week', 'week')),
  office('week-teachers', {}, async (page) => { await proposed(page, 'week', 'week'); await page.click(id('week-tab-teachers')); }),
  office('print', {}, async (page) => { await page.click(id('nav-print')); await page.waitForSelector(id('print-build')); }),
  office('print-empty', { filled: false }, async (page) => { await page.click(id('nav-print')); await page.waitForSelector(id('print-empty')); }),
  office('print-homeroom', { journal: 'teacher', roles: ['teacher', 'homeroom'], may: TEACHER }, async (page) => { await page.click(id('nav-print')); await page.waitForSelector(id('print-build')); }),
  office('paper', {}, (page) => paper(page)),
  office('paper-spreads', { lacks: 0 }, async (page) => { await paper(page); await page.check(id('paper-spreads')); await page.selectOption(id('paper-zoom'), 'page'); await page.fill(id('paper-go'), '12'); await page.press(id('paper-go'), 'Enter'); await page.waitForSelector(`${id('paper-page')}[data-page="12"][data-shown="true"]`); }),
  office('paper-summary', { stamp: false }, (page) => paper(page, 'summary')),
  office('print-form', {}, async (page) => { await paper(page); await page.click(id('paper-print')); await page.waitForSelector(id('print-yes')); await page.waitForSelector(id('print-printer')); }),
  office('print-wrong', {}, async (page) => { await paper(page, 'summary'); await page.click(id('paper-print')); await page.waitForSelector(id('print-printer')); await page.fill(id('print-copies'), '0'); await page.fill(id('print-pages'), '3–8'); await page.click(id('print-yes')); }),
  office('print-refused', {}, async (page) => { await paper(page); await page.evaluate(() => window.fake.refuseNext('print.send', 'printer-refused', { printer: 'Kyocera-приёмная', detail: 'Error - unsupported format.' })); await page.click(id('paper-print')); await page.waitForSelector(id('print-printer')); await page.click(id('print-yes')); await page.waitForSelector(id('error')); }),
  office('print-paused', { printers: 'paused' }, async (page) => { await paper(page); await page.click(id('paper-print')); await page.waitForSelector(id('printer-wrong')); }),
  office('print-none', { printers: 'none' }, async (page) => { await paper(page); await page.click(id('paper-print')); await page.waitForSelector(id('printers-none')); }),
  office('print-program', { printers: 'program' }, async (page) => { await paper(page); await page.click(id('paper-print')); await page.waitForSelector(id('printers-none')); }),
  office('print-sent', {}, async (page) => { await paper(page); await page.click(id('paper-print')); await page.waitForSelector(id('print-printer')); await page.click(id('print-yes')); await page.waitForSelector(id('print-form'), { state: 'detached' }); }),
  office('slips-form', {}, async (page) => { await structure(page, 'accounts'); await page.click(id('staff-make')); await page.click(id('staff-print')); await page.waitForSelector(id('slips-printer')); }),
  office('paper-final', { lacks: 0 }, async (page) => { await paper(page); await page.click(id('paper-final')); await page.waitForSelector(id('final-yes')); }),
  office('paper-saved', { lacks: 0 }, async (page) => { await paper(page); await page.click(id('paper-final')); await page.fill(id('final-password'), 'correct horse battery'); await page.click(id('final-yes')); await page.waitForSelector(id('paper-saved')); }),
  office('archive', {}, (page) => page.click(id('nav-archive'))),
  office('archive-make', {}, async (page) => { await page.click(id('nav-archive')); await page.click(id('archive-make')); await page.waitForSelector(id('confirm-yes')); }),
  office('archive-made', {}, async (page) => { await page.click(id('nav-archive')); await page.click(id('archive-make')); await page.click(id('confirm-yes')); await page.waitForSelector(id('archive-made')); }),
  office('archive-good', {}, verified),
  office('archive-changed', { archive: 'changed' }, verified),
  office('archive-foreign', { archive: 'foreign' }, async (page) => { await page.click(id('nav-archive')); await page.fill(id('archive-trust'), 'K7QX'); await verified(page); }),
  office('archive-other', { archive: 'other' }, verified),
  office('archive-untrue', { archive: 'untrue' }, verified),
  office('archive-dropped', {}, async (page) => { await page.evaluate(() => window.fake.drop({ token: 'Z', name: 'Архив журнала 2025-26.zip' })); await page.waitForSelector(id('archive-verdict')); }),
];
