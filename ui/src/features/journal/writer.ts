// The way of a change to the core: typed → queued → acknowledged or refused. Changes go in order, together while one call is under way.
// Undo is a change like any other: the core gives each change its inverse with a guard. Pure but for the door it is given.
import type { ChangeDone, JournalWritten, PageChange } from '../../lib/generated/contract';
import { Refusal } from '../../lib/backend/types';

/** A change and the square of the page it shows in. */
export type Change = { key: string; change: PageChange };

/** What one keystroke, paste or form writes: it is undone as one. */
export type Step = {
  /** Group whose page it belongs to. */
  group: string;
  changes: Change[];
  kind: 'do' | 'undo' | 'redo';
  /** The step that this one takes back, while its inverse is not known yet. */
  of: Step | null;
  state: 'queued' | 'sent' | 'done';
  /** What takes it back, once it is done. */
  inverse: Change[];
};

/** What happened to a change, told in the order of the changes. */
export type Told =
  | { what: 'queued'; step: Step }
  | { what: 'done'; step: Step; change: Change; done: ChangeDone }
  | { what: 'written'; answer: JournalWritten; group: string }
  | { what: 'state'; state: State; refusal: Refusal | null };

/** `failed`: nothing is lost, what waits is tried again. */
export type State = 'saved' | 'saving' | 'failed';

const MOST_CHANGES = 2000;
const RETRY_MS = [2000, 5000, 15_000, 30_000] as const;
/** Refusals that say nothing about the changes themselves: the same may be written later. */
const LATER = /^(?:window-no-answer|session-.*|wrong-stage|keys-locked|database.*|io|no-space|thread|broken|home-.*)$/u;

export type Door = {
  send(changes: PageChange[]): Promise<JournalWritten>;
  /** Runs after so many milliseconds; gives how to stop it. */
  later(run: () => void, ms: number): () => void;
};

export class Writer {
  state: State = 'saved';
  refusal: Refusal | null = null;
  #door: Door;
  #listeners = new Set<(told: Told) => void>();
  /** Queued and sent steps, oldest first. */
  #waiting: Step[] = [];
  #past = new Map<string, Step[]>();
  #future = new Map<string, Step[]>();
  #sending = false;
  #tries = 0;
  #stopRetry: (() => void) | null = null;
  /** After a refusal of a whole call, its steps go one at a time until the culprit is found. */
  #single = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  listen(listener: (told: Told) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Changes of a group that the core has not answered yet, in order. */
  pending(group: string): Change[] {
    return this.#waiting.filter((step) => step.group === group).flatMap((step) => step.changes);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Queues a step; what had been undone can no longer be redone. */
  push(group: string, changes: Change[]): void {
    if (changes.length === 0) return;
    const step = this.#make(group, 'do', null, changes);
    list(this.#past, group).push(step);
    this.#future.set(group, []);
    this.#queue(step);
  }

  /** Takes back the last step of a group; the step, or `null` when there is none. */
  undo(group: string): Step | null {
    return this.#back(group, this.#past, this.#future, 'undo');
  }

  /** Takes back the last undo. */
  redo(group: string): Step | null {
    return this.#back(group, this.#future, this.#past, 'redo');
  }

  /** Tries again at once what waits. */
  retry(): void {
    this.#stopRetry?.();
    this.#stopRetry = null;
    void this.#send();
  }

  #back(group: string, from: Map<string, Step[]>, to: Map<string, Step[]>, kind: 'undo' | 'redo'): Step | null {
    const of = list(from, group).pop();
    if (of === undefined) return null;
    const step = this.#make(group, kind, of, []);
    this.#settle(step);
    list(to, group).push(step);
    this.#queue(step);
    return of;
  }

  #make(group: string, kind: Step['kind'], of: Step | null, changes: Change[]): Step {
    return { group, kind, of, changes, state: 'queued', inverse: [] };
  }

  /** An undo gets its changes as soon as the step that it takes back is done. */
  #settle(step: Step): void {
    if (step.of?.state !== 'done') return;
    step.changes = step.of.inverse;
    step.of = null;
  }

  #queue(step: Step): void {
    this.#waiting.push(step);
    this.#tell({ what: 'queued', step });
    if (this.state === 'saved') this.#turn('saving', null);
    void this.#send();
  }

  /** Steps that go together: of one group, as many as one call takes, no undo of what goes with it. */
  #batch(): Step[] {
    const batch: Step[] = [];
    let changes = 0;
    for (const step of this.#waiting) {
      if (step.of !== null) {
        if (step.of.state !== 'done') break;
        this.#settle(step);
        this.#tell({ what: 'queued', step });
      }
      const first = batch[0];
      if (first !== undefined && (first.group !== step.group || changes + step.changes.length > MOST_CHANGES || this.#single > 0)) break;
      batch.push(step);
      changes += step.changes.length;
    }
    return batch;
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stopRetry !== null) return;
    this.#sending = true;
    // What the same keystroke still queues goes along.
    await Promise.resolve();
    try {
      for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) {
        if (!(await this.#sendBatch(batch))) return;
      }
      this.#turn('saved', null);
    } finally {
      this.#sending = false;
    }
  }

  /** True when the next may go. */
  async #sendBatch(batch: Step[]): Promise<boolean> {
    for (const step of batch) step.state = 'sent';
    this.#turn('saving', null);
    try {
      const changes = batch.flatMap((step) => step.changes.map(({ change }) => change));
      const answer: JournalWritten = changes.length === 0 ? { done: [], at: '', averages: [] } : await this.#door.send(changes);
      if (answer.done.length !== changes.length) throw new Refusal('bad-response');
      this.#tries = 0;
      this.#single = Math.max(0, this.#single - batch.length);
      this.#finish(batch, answer);
      return true;
    } catch (thrown) {
      return this.#failed(batch, Refusal.of(thrown));
    }
  }

  #finish(batch: Step[], answer: JournalWritten): void {
    this.#waiting.splice(0, batch.length);
    let at = 0;
    for (const step of batch) {
      step.state = 'done';
      for (const change of step.changes) {
        const done = answer.done[at] as ChangeDone;
        at += 1;
        if (done.undo !== null) step.inverse.unshift({ key: change.key, change: done.undo });
        this.#tell({ what: 'done', step, change, done });
      }
      if (step.inverse.length === 0) this.#forget(step);
    }
    const group = batch[0]?.group;
    if (group !== undefined) this.#tell({ what: 'written', answer, group });
  }

  /** A step that changed nothing cannot be taken back. */
  #forget(step: Step): void {
    for (const lists of [this.#past, this.#future]) {
      const kept = list(lists, step.group).filter((other) => other !== step);
      lists.set(step.group, kept);
    }
  }

  #failed(batch: Step[], refusal: Refusal): boolean {
    if (LATER.test(refusal.code)) {
      for (const step of batch) step.state = 'queued';
      this.#turn('failed', refusal);
      const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)] as number;
      this.#tries += 1;
      this.#stopRetry = this.#door.later(() => this.retry(), wait);
      return false;
    }
    if (batch.length > 1) {
      for (const step of batch) step.state = 'queued';
      this.#single = batch.length;
      return true;
    }
    this.#single = Math.max(0, this.#single - 1);
    const none: ChangeDone = { stamp: '', refused: refusal.code, args: refusal.args, undo: null };
    this.#finish(batch, { done: batch.flatMap((step) => step.changes.map(() => none)), at: '', averages: [] });
    return true;
  }

  #turn(state: State, refusal: Refusal | null): void {
    if (this.state === state && this.refusal === refusal) return;
    this.state = state;
    this.refusal = refusal;
    this.#tell({ what: 'state', state, refusal });
  }

  #tell(told: Told): void {
    for (const listener of this.#listeners) listener(told);
  }
}

function list(lists: Map<string, Step[]>, group: string): Step[] {
  let found = lists.get(group);
  if (found === undefined) lists.set(group, (found = []));
  return found;
}
