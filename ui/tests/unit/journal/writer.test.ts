import { beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/lib/backend';
import { FakeJournal, JOURNAL } from '../../../src/lib/backend/fake-journal';
import type { JournalPage, JournalWritten, PageChange } from '../../../src/lib/generated/contract';
import { change, keyOf } from '../../../src/features/journal/changes';
import { Sheet } from '../../../src/features/journal/sheet';
import { Writer, type Change, type Told } from '../../../src/features/journal/writer';
import { dice } from './support';

const DAY = '2027-05-20';
const GROUP = 'G1';

/** A core that answers when it is told to. */
class Core {
  journal = new FakeJournal({ ...JOURNAL, journal: 'teacher', rows: 6 });
  calls: PageChange[][] = [];
  fail: Refusal | null = null;
  held = false;
  retries: (() => void)[] = [];
  #gates: (() => void)[] = [];

  door = {
    send: async (changes: PageChange[]): Promise<JournalWritten> => {
      this.calls.push(changes);
      await Promise.resolve();
      if (this.held) await new Promise<void>((go) => this.#gates.push(go));
      if (this.fail !== null) throw this.fail;
      return this.journal.handlers['journal.write']?.({ changes }) as JournalWritten;
    },
    later: (run: () => void) => {
      this.retries.push(run);
      return () => undefined;
    },
  };

  release(): void {
    this.#gates.splice(0).forEach((go) => go());
  }

  page(): JournalPage {
    return this.journal.handlers['journal.page']?.({ group: GROUP, term: null }) as JournalPage;
  }
}

const settle = async () => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};
let core: Core;
let writer: Writer;
let sheet: Sheet;
let told: Told[];

beforeEach(() => {
  core = new Core();
  writer = new Writer(core.door);
  sheet = new Sheet(core.page(), writer);
  told = [];
  writer.listen((one) => {
    told.push(one);
    if (one.what === 'queued') sheet.queued(one.step.changes);
    if (one.what === 'done') sheet.answered(one.change, one.done, one.step.kind !== 'do');
    if (one.what === 'written') sheet.averaged(one.answer);
  });
});

const today = () => sheet.columns.findIndex(({ key }) => key.startsWith(DAY));
const place = (row: number) => ({ row, col: today() });
const type = (row: number, text: string) => writer.push(GROUP, sheet.plan([{ place: place(row), text }]));
const shown = (row: number) => sheet.text(sheet.key(place(row)));
const stored = (row: number) => new Sheet(core.page(), new Writer(core.door)).text(sheet.key(place(row)));

describe('the way of a change', () => {
  it('a square shows what was typed at once, and the core has it after its answer', async () => {
    type(0, 'н4');
    expect([shown(0), sheet.mood(sheet.key(place(0))), stored(0)]).toEqual(['н 4', 'queued', '']);
    await settle();
    expect([shown(0), sheet.mood(sheet.key(place(0))), stored(0), writer.state]).toEqual(['н 4', 'calm', 'н 4', 'saved']);
  });

  it('changes go in order; what is typed while a call is under way goes together after it', async () => {
    core.held = true;
    type(0, '5');
    await settle();
    type(1, '4');
    type(2, '3');
    await settle();
    expect(core.calls.length).toBe(1);
    core.held = false;
    core.release();
    await settle();
    expect(core.calls.map((changes) => changes.map(({ mark }) => mark))).toEqual([[5], [4, 3]]);
  });

  it('when the core does not answer nothing is lost, and it goes again in the same order', async () => {
    core.fail = new Refusal('window-no-answer');
    type(0, '5');
    await settle();
    type(1, '4');
    await settle();
    expect([writer.state, writer.waiting, shown(0), shown(1)]).toEqual(['failed', 2, '5', '4']);
    core.fail = null;
    writer.retry();
    await settle();
    expect([writer.state, stored(0), stored(1)]).toEqual(['saved', '5', '4']);
  });

  it('what the core refuses stays in its square with the reason, the rest is written', async () => {
    const row = sheet.rows.findIndex(({ id }) => id.endsWith('-1'));
    const foreign = change({ what: 'mark', group: GROUP, pupil: sheet.rows[row]?.id ?? '', date: '2026-01-01', slot: 1, work: 'W1', ordinal: 1 }, { mark: 5 });
    writer.push(GROUP, [{ key: keyOf(foreign), change: foreign }, ...sheet.plan([{ place: place(0), text: '5' }])]);
    await settle();
    expect([sheet.refused(keyOf(foreign))?.code, sheet.refused(keyOf(foreign))?.text, stored(0)]).toEqual(['no-right', '5', '5']);
  });

  it('a refusal of a whole call finds its culprit, and the others are written', async () => {
    core.held = true;
    type(0, '5');
    await settle();
    type(1, '4');
    type(2, '3');
    const send = core.door.send;
    core.door.send = async (changes) => {
      if (changes.some(({ mark }) => mark === 4)) throw new Refusal('bad-request');
      return send(changes);
    };
    core.held = false;
    core.release();
    await settle();
    expect([stored(0), sheet.refused(sheet.key(place(1)))?.code, stored(2), writer.state]).toEqual(['5', 'bad-request', '3', 'saved']);
  });

  it('a text that is no value is kept where it was typed and never sent', async () => {
    type(0, '7');
    await settle();
    expect([sheet.refused(sheet.key(place(0)))?.text, sheet.mood(sheet.key(place(0))), core.calls.length]).toEqual(['7', 'refused', 0]);
    sheet.giveUp(sheet.key(place(0)));
    expect(sheet.mood(sheet.key(place(0)))).toBe('calm');
  });
});

describe('undo', () => {
  it('a paste is one step', async () => {
    writer.push(GROUP, sheet.plan([0, 1, 2].map((row) => ({ place: place(row), text: '5' }))));
    await settle();
    writer.undo(GROUP);
    await settle();
    expect([0, 1, 2].map(stored)).toEqual(['', '', '']);
    writer.redo(GROUP);
    await settle();
    expect([0, 1, 2].map(stored)).toEqual(['5', '5', '5']);
    expect([0, 1, 2].map(shown)).toEqual(['5', '5', '5']);
  });

  it('asked for before the core has answered, it goes after the answer', async () => {
    core.held = true;
    type(0, '5');
    await settle();
    writer.undo(GROUP);
    await settle();
    expect(core.calls.length).toBe(1);
    core.held = false;
    core.release();
    await settle();
    expect([stored(0), shown(0), writer.state]).toEqual(['', '', 'saved']);
  });

  it('takes back what took the place of another mark', async () => {
    type(0, '3');
    await settle();
    type(0, '5 4');
    await settle();
    writer.undo(GROUP);
    await settle();
    expect([stored(0), shown(0)]).toEqual(['3', '3']);
    writer.undo(GROUP);
    await settle();
    expect(stored(0)).toBe('');
    expect(writer.undo(GROUP)).toBeNull();
  });

  it('is refused when somebody else has written since, and theirs stays', async () => {
    type(0, '5');
    await settle();
    core.journal.foreign(GROUP, 0, DAY, 2);
    writer.undo(GROUP);
    await settle();
    const refusals = told.filter((one) => one.what === 'done' && one.done.refused === 'cell-changed');
    expect([refusals.length, stored(0)]).toEqual([1, '2']);
    expect(sheet.refused(sheet.key(place(0)))).toBeNull();
  });
});

describe('what others write', () => {
  it('shows after another reading, but never over what waits', async () => {
    core.held = true;
    type(0, '5');
    await settle();
    core.journal.foreign(GROUP, 0, DAY, 2);
    core.journal.foreign(GROUP, 1, DAY, 3);
    sheet = new Sheet(core.page(), writer, sheet);
    expect([shown(0), shown(1)]).toEqual(['5', '3']);
    core.held = false;
    core.release();
    await settle();
    expect([shown(0), stored(0)]).toEqual(['5', '5']);
  });

  it('keeps refused texts and the work chosen', () => {
    type(0, '7');
    sheet.chosenWork.set(sheet.columns[today()]?.key ?? '', 'W3');
    sheet = new Sheet(core.page(), writer, sheet);
    expect([sheet.refused(sheet.key(place(0)))?.text, sheet.freshWork(sheet.columns[today()]?.key ?? '')]).toEqual(['7', 'W3']);
  });
});

it('after random typing, undoing, failing and foreign writing the page shows what the core holds', async () => {
  const texts = ['5', '4', '54', 'н', 'н4', '', 'б', 'оп:10', '2', 'нп5', '3 4 5'];
  for (let seed = 1; seed <= 25; seed += 1) {
    core = new Core();
    writer = new Writer(core.door);
    sheet = new Sheet(core.page(), writer);
    writer.listen((one) => {
      if (one.what === 'queued') sheet.queued(one.step.changes);
      if (one.what === 'done') sheet.answered(one.change, one.done, one.step.kind !== 'do');
    });
    const roll = dice(seed);
    const steps: string[] = [];
    for (let at = 0; at < 60; at += 1) {
      const what = roll(12);
      steps.push(String(what));
      if (what < 6) type(roll(6), texts[roll(texts.length)] as string);
      else if (what === 6) writer.undo(GROUP);
      else if (what === 7) writer.redo(GROUP);
      else if (what === 8) core.fail = core.fail === null ? new Refusal('database-busy') : null;
      else if (what === 9) {
        core.journal.foreign(GROUP, roll(6), DAY, 2 + roll(4));
      } else if (what === 10) writer.push(GROUP, sheet.plan([0, 1, 2, 3].map((row) => ({ place: place(row), text: texts[roll(texts.length)] as string }))));
      else writer.retry();
      if (roll(3) === 0) await settle();
    }
    core.fail = null;
    writer.retry();
    await settle();
    writer.retry();
    await settle();
    expect(writer.waiting, `seed ${seed}`).toBe(0);
    sheet = new Sheet(core.page(), writer, sheet);
    const unsent: Change[] = writer.pending(GROUP);
    expect([0, 1, 2, 3, 4, 5].map(shown), `seed ${seed}: ${steps.join(' ')} ${unsent.length}`).toEqual([0, 1, 2, 3, 4, 5].map(stored));
  }
});
