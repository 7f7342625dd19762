import { beforeEach, describe, expect, it, vi } from 'vitest';
import { archives, bare, grouped, isFingerprint } from '../../src/features/archive/archives.svelte';
import { megabytes } from '../../src/features/archive/size';
import { ownPart } from '../../src/features/import/columns';
import { importer } from '../../src/features/import/importer.svelte';
import { counts, guess, heads, shown } from '../../src/features/import/kinds';
import { bySubject } from '../../src/features/import/lessons';
import { FULL, GAP, layOut, lines, pageAt, scales, sectionAt, seen, topOf, type Size } from '../../src/features/print/geometry';
import { papers } from '../../src/features/print/papers.svelte';
import { drawing } from '../../src/features/print/svg';
import { classesOf, countOf, teachersOf } from '../../src/features/structure/groups';
import { structure, wayOf } from '../../src/features/structure/structure.svelte';
import { at, weeksOfClasses, weeksOfTeachers } from '../../src/features/structure/week';
import { Refusal, setBackend } from '../../src/lib/backend';
import { FakeBackend } from '../../src/lib/backend/fake';
import type { GroupRow, StructurePlan, TablePlan, WeekPlan } from '../../src/lib/generated/contract';
import { KINDS } from '../../src/lib/imports';
import { app } from '../../src/lib/state/app.svelte';
import { linesOf, menuOf } from '../../src/lib/state/menu';
import { allowedPages, linedPages } from '../../src/lib/state/pages';
import { PRINTING } from '../../src/lib/state/prints';
import { known } from '../../src/lib/texts';
import { byClass, hundredths } from '../../src/lib/texts/format';
import { roleTable } from './sources';

let fake: FakeBackend;
const called = (name: string) => fake.calls.filter((call) => call.name === name).map(({ request }) => request);

beforeEach(async () => {
  fake = new FakeBackend();
  setBackend(fake);
  [importer, structure, papers, archives].forEach((work) => work.leave());
  await app.refresh();
});

describe('the kind of a file', () => {
  it.each([
    ['контингент-школа.xlsx', 'pupils'],
    ['зачисление-1-классы.csv', 'pupils'],
    ['Сотрудники 2026.xlsx', 'staff'],
    ['учебный-план.xlsx', 'curriculum'],
    ['календарь-2026-2027.csv', 'calendar'],
    ['звонки.csv', 'bells'],
    ['виды-работ.csv', 'worktypes'],
    ['ктп-математика-5.xlsx', 'lessons'],
    ['Календарно-тематическое планирование.ods', 'lessons'],
    ['таблица1.xlsx', null],
  ])('%s is %s', (name, kind) => {
    expect(guess(name)).toBe(kind);
  });

  it('named by the person wins over the name of the file, and holds for one file', () => {
    importer.choose('bells');
    expect(importer.kindOf({ token: 'T', name: 'учебный-план.xlsx' })).toBe('bells');
    importer.forget();
    expect(importer.kindOf({ token: 'T', name: 'учебный-план.xlsx' })).toBe('curriculum');
  });

  it('is never one that the person may not bring', async () => {
    fake.options.may = ['import.lessons.plan'];
    await app.refresh();
    expect(importer.kindOf({ token: 'T', name: 'сотрудники.xlsx' })).toBe('lessons');
  });

  it('has all its words', () => {
    const ids = KINDS.flatMap((kind) => [`import-kind-${kind}`, `import-kind-${kind}-what`, `dialog-${kind}`, `ready-go-${kind}`, ...heads(kind), ...counts(kind).map((name) => `import-result-${name}`)]);
    expect(ids.filter((id) => !known(id))).toEqual([]);
  });
});

describe('an import', () => {
  it.each(KINDS)('of %s goes from file to plan to journal', async (kind) => {
    await importer.read({ token: 'T', name: 'x' }, kind);
    expect([importer.step, importer.plan?.kind]).toEqual(['preview', kind]);
    expect(called(`import.${kind}.plan`)).toEqual([kind === 'lessons' ? { token: 'T', groups: [] } : { token: 'T' }]);
    expect(called(`import.${kind}.apply`)).toEqual([]);
    await importer.apply();
    expect([importer.step, importer.applied !== null]).toEqual(['result', true]);
  });

  it('whose core answers with another kind is refused, not shown', async () => {
    await importer.read({ token: 'T', name: 'x' }, 'staff');
    const other = { ...importer.plan, kind: 'bells', update: [], create: [], unchanged: [] } as unknown as TablePlan;
    expect(() => shown('staff', other)).toThrow(Refusal);
  });

  it('that could not be read says why and waits for another file', async () => {
    fake.refuse.set('import.staff.plan', new Refusal('import-damaged'));
    await importer.read({ token: 'T', name: 'x' }, 'staff');
    expect([importer.step, importer.reading.error?.code]).toEqual(['choose', 'import-damaged']);
  });

  it('of a lesson plan names the groups that were chosen', async () => {
    importer.groups = ['G1', 'G2'];
    await importer.read({ token: 'T', name: 'x' }, 'lessons');
    expect(called('import.lessons.plan')).toEqual([{ token: 'T', groups: ['G1', 'G2'] }]);
  });

  it('offers groups of one subject and grade together, each once', () => {
    const group = (id: string, klass: string, subject: string): GroupRow => ({ id, name: `${klass} ${subject}`, subject, classes: [klass], teachers: [], hours: 100, pupils: 0, unfilled: 0, writes: true });
    const own = { id: 'C', name: '5А', groups: [group('1', '5А', 'Музыка')] };
    const sets = bySubject({ mine: [group('1', '5А', 'Музыка'), group('3', '10А', 'Музыка')], own: [own], others: [{ ...own, groups: [group('2', '5Б', 'Музыка')] }] });
    expect(sets.map(({ subject, grade, groups }) => [subject, grade, groups.map(({ id }) => id).join()])).toEqual([['Музыка', 5, '1,2'], ['Музыка', 10, '3']]);
  });
});

describe('headings of columns', () => {
  it('leave out the title that all of them repeat, and nothing else', () => {
    expect(ownPart(['Учебный план школы Предмет', '', 'Учебный план школы 1 кл'])).toEqual(['Предмет', '', '1 кл']);
    expect(ownPart(['Дата рождения', 'Дата приказа'])).toEqual(['Дата рождения', 'Дата приказа']);
    expect(ownPart(['Календарный график школы', 'Календарный график школы'])).toEqual(['школы', 'школы']);
    expect(ownPart(['Календарный график школы'])).toEqual(['Календарный график школы']);
  });
});

describe('pages of the shell', () => {
  it('a teacher may verify an archive that was dropped, without a shelf in the menu', () => {
    const may = (operation: string) => ['archive.verify', 'classes.list'].includes(operation);
    expect([allowedPages(may).includes('archive'), linedPages(may).includes('archive')]).toEqual([true, false]);
  });

  it('whoever may bring one kind of file has the import', () => {
    expect(allowedPages((operation) => operation === 'import.lessons.plan')).toContain('import');
  });

  const NOBODY = { mine: [], own: [], others: [] };
  const OWN = { ...NOBODY, own: [{ id: 'C', name: '5А', groups: [] }] };
  it.each([
    ['a secretary', ['secretary'], NOBODY, true],
    ['a deputy who teaches', ['teacher', 'deputy'], NOBODY, true],
    ['a homeroom teacher', ['teacher', 'homeroom'], OWN, true],
    ['a teacher', ['teacher'], NOBODY, false],
    ['a homeroom teacher in name, without a class', ['teacher', 'homeroom'], NOBODY, false],
    ['an inspector', ['inspector'], NOBODY, false],
    ['a person without roles', [], NOBODY, false],
  ])('%s sees the line of papers as the core would let them print', (_, roles, groups, printing) => {
    expect(linesOf(menuOf(allowedPages(() => true), groups, roles)).some(({ page }) => page === 'print')).toBe(printing);
  });

  it('show papers to the roles that carry the permission to print in the core', () => {
    const carrying = [...roleTable().matchAll(/role\(\s*"([a-z-]+)",\s*&\[([^\]]*)\]/gu)].filter(([, , permissions]) => /\bP::Print\b/u.test(permissions ?? '')).map(([, id]) => id);
    expect(carrying.length).toBeGreaterThan(0);
    expect([...PRINTING].sort()).toEqual(['admin', ...carrying].sort());
  });
});

describe('the checklist', () => {
  const line = (what: string) => ({ what, count: 0, lacks: 1, names: [] });
  it('leads where the person may go, and nowhere else', async () => {
    expect([wayOf(line('staff')), wayOf(line('loads')), wayOf(line('week')), wayOf(line('unheard'))]).toEqual([{ to: 'import', kind: 'staff' }, { to: 'groups' }, { to: 'week' }, null]);
    fake.options.may = ['structure.ready'];
    await app.refresh();
    expect([wayOf(line('staff')), wayOf(line('accounts'))]).toEqual([null, null]);
  });
});

describe('passwords of the staff', () => {
  it('are forgotten with the person', async () => {
    await structure.makeAccounts();
    expect(structure.slips?.made.length).toBe(8);
    structure.leave();
    expect(structure.slips).toBeNull();
  });
});

describe('a proposal', () => {
  it('writes only when applied, and once', async () => {
    await structure.groups.propose();
    expect([structure.groups.plan?.plan, called('structure.apply').length]).toEqual(['STRUCTURE', 0]);
    await structure.groups.apply();
    expect([structure.groups.applied, called('structure.apply')]).toEqual([true, [{ plan: 'STRUCTURE' }]]);
  });

  it('refused as stale can be made anew', async () => {
    await structure.week.propose();
    fake.refuse.set('week.apply', new Refusal('plan-stale'));
    await structure.week.apply();
    expect([structure.week.applied, structure.week.writing.error?.code]).toEqual([false, 'plan-stale']);
    await structure.week.propose();
    expect([structure.week.writing.error, structure.week.plan !== null]).toEqual([null, true]);
  });

  it('is looked at by class and by teacher', () => {
    const group = (subject: string, classes: string[], teacher: string | null, hours: number, state = 'create') => ({ subject, classes, hours, teacher, state });
    const plan: StructurePlan = { plan: '', groups: [group('Музыка', ['10А'], null, 250), group('Музыка', ['2А'], 'Иванова', 100), group('Хор', ['2А', '10А'], 'Иванова', 50, 'same')], teachers: [{ teacher: 'Иванова', hours: 150, groups: 2 }], gaps: [], writes: 2 };
    expect(classesOf(plan).map(({ name, hours, gaps }) => [name, hours, gaps])).toEqual([['2А', 150, 0], ['10А', 300, 1]]);
    expect(teachersOf(plan).map(({ name, groups }) => [name, groups.length])).toEqual([['Иванова', 2]]);
    expect([countOf(plan, 'create'), countOf(plan, 'same'), countOf(plan, 'load')]).toEqual([2, 1, 0]);
  });

  it('of a week shows odd and even lessons in one square, and turns round to teachers', () => {
    const lesson = (weekday: number, slot: number, subject: string, teacher: string) => ({ weekday, slot, subject, teacher });
    const plan: WeekPlan = { plan: '', placed: 3, lessons: 90, gaps: [], writes: 3, classes: [{ class: '5А', lessons: [lesson(1, 1, 'Музыка', 'Иванова'), lesson(1, 1, 'Хор', 'Петров'), lesson(6, 7, 'Музыка', 'Иванова')] }] };
    const [klass] = weeksOfClasses(plan);
    expect([klass?.days, klass?.slots, klass?.squares.get(at(1, 1))?.map(({ title }) => title)]).toEqual([6, 7, ['Музыка', 'Хор']]);
    expect(weeksOfTeachers(plan).map(({ name, lessons }) => [name, lessons])).toEqual([['Иванова', 2], ['Петров', 1]]);
  });
});

describe('pages on the surface', () => {
  const A4: Size = [210_000, 297_000];
  const view = { width: 832, height: 600 };

  it('face each other from the second on', () => {
    expect(lines(6, true)).toEqual([[1], [2, 3], [4, 5], [6]]);
    expect(lines(1, true)).toEqual([[1]]);
    expect(lines(2, false)).toEqual([[1], [2]]);
  });

  it('fit the width, the height, or stand as large as life', () => {
    expect((scales('width', [A4], view)[0] ?? 0) * 210_000).toBeCloseTo(800);
    expect((scales('page', [A4], view)[0] ?? 0) * 297_000).toBeCloseTo(568);
    expect(scales(100, [A4], view)).toEqual([FULL]);
    const [one = 0, wide = 0] = scales('width', [A4, [420_000, 297_000], A4], view);
    expect([one * 210_000, wide * 420_000].map(Math.round)).toEqual([800, 800]);
  });

  it('follow each other without touching, whatever their sizes', () => {
    const rows = layOut([A4, [297_000, 210_000], A4], false, 'width', view);
    rows.slice(1).forEach((row, index) => expect(row.top).toBe((rows[index]?.top ?? 0) + (rows[index]?.height ?? 0) + GAP));
    expect(Math.max(...rows.map(({ width }) => width))).toBe(800);
  });

  it('of a thick journal are drawn only near the eye, and each place says its page', () => {
    const rows = layOut(Array.from({ length: 300 }, () => A4), false, 'width', view);
    for (const page of [1, 2, 150, 300]) {
      const top = topOf(rows, page);
      const drawn = seen(rows, top, view.height).flatMap(({ pages }) => pages.map((one) => one.page));
      expect(pageAt(rows, top, view.height)).toBe(page);
      expect(drawn).toContain(page);
      expect(drawn.length).toBeLessThan(6);
    }
  });

  it('belong to the section that began before them', () => {
    const sections = [['Обложка', 1], ['Музыка', 4]] as const;
    expect([1, 3, 4, 90].map((page) => sectionAt(sections, page))).toEqual([0, 0, 1, 1]);
  });
});

describe('a drawn page', () => {
  it('keeps its drawing and loses whatever could run or call out', () => {
    const hostile = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()"><script>x()</script><foreignObject><b/></foreignObject><image href="http://x"/><use href="http://x#a"/><use href="#a"/><rect fill="url(http://x)" onclick="x()"/><text x="1">Ёлкин</text></svg>';
    const page = drawing(hostile, 'Страница 3');
    expect([...page.querySelectorAll('*')].map((element) => element.localName)).toEqual(['use', 'use', 'rect', 'text']);
    expect(page.outerHTML).not.toMatch(/http:\/\/x|onload|onclick/u);
    expect([page.textContent, page.getAttribute('aria-label'), page.getAttribute('role')]).toEqual(['Ёлкин', 'Страница 3', 'img']);
  });

  it('that is no drawing is refused', () => {
    expect(() => drawing('<html/>', '')).toThrow(Refusal);
    expect(() => drawing('<svg', '')).toThrow(Refusal);
  });
});

describe('a paper', () => {
  it('fetches a page once, and again after a failure', async () => {
    await papers.build('journal', { id: 'C5А', name: '5А' });
    const fetch = vi.spyOn(fake, 'paperPage');
    await papers.page(7);
    await papers.page(7);
    expect(fetch.mock.calls).toEqual([['P1', 7]]);
    fetch.mockRejectedValueOnce(new Refusal('window-no-answer'));
    await expect(papers.page(8)).rejects.toThrow();
    await papers.page(8);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('is saved as a draft unless a final copy is asked for', async () => {
    await papers.build('summary', { id: 'C5А', name: '5А' });
    await papers.save({ token: 'T', name: 'а.pdf' }, null);
    expect([papers.fileName('draft'), papers.fileName('final')]).toEqual(['Сводная ведомость 5А 2026-27 (черновик).pdf', 'Сводная ведомость 5А 2026-27.pdf']);
    expect([called('print.save'), papers.saved?.checkpoint]).toEqual([[{ paper: 'P1', final_print: false, token: 'T' }], null]);
  });
});

describe('the archive', () => {
  it('knows a fingerprint however it is typed', () => {
    expect([isFingerprint('k7qx m2pw-zt4h-q6lu'), isFingerprint('K7QX-M2PW-ZT4H-Q6L1'), isFingerprint('K7QX')]).toEqual([true, false, false]);
    expect([grouped('k7qxm2pwzt4hq6lu'), bare('K7QX-M2PW-ZT4H-Q6LU')]).toEqual(['K7QX-M2PW-ZT4H-Q6LU', 'K7QXM2PWZT4HQ6LU']);
  });

  it('is compared with the school itself until a whole fingerprint is typed', async () => {
    archives.trust = 'K7QX';
    await archives.verify({ token: 'A', name: 'а.zip' });
    archives.trust = 'aaaa bbbb cccc dddd';
    await archives.verify({ token: 'B', name: 'б.zip' });
    expect(called('archive.verify')).toEqual([{ token: 'A', trust: null }, { token: 'B', trust: 'AAAA-BBBB-CCCC-DDDD' }]);
    expect(archives.volumes.map(({ file }) => file)).toEqual(['а.zip', 'б.zip']);
  });

  it('says why it could not be read and keeps the shelf', async () => {
    await archives.verify({ token: 'A', name: 'а.zip' });
    fake.refuse.set('archive.verify', new Refusal('file-token'));
    await archives.verify({ token: 'B', name: 'б.zip' });
    expect([archives.verifying.error?.code, archives.volumes.length]).toEqual(['file-token', 1]);
  });
});

it('numbers are written as Russian papers do', () => {
  expect([hundredths(250), hundredths(300), megabytes(13_004_811), megabytes(1)]).toEqual(['2,5', '3', '12,4', '0,1']);
  expect(['10А', '2Б', '2А'].sort(byClass)).toEqual(['2А', '2Б', '10А']);
});
