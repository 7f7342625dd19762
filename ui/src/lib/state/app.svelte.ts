// Where the program stands: the one state every screen reads.
import { backend, Refusal } from '../backend';
import { WRITES, type AppState, type Operations } from '../generated/contract';

type Name = keyof Operations;

/** Refusals after which the program stands elsewhere than this window thought. */
const MOVED = /^(?:session-|wrong-stage$|keys-locked$)/u;

type Area = keyof App['areas'];

/** A write so long after the last one, by a clock that may have leapt, is a reason to ask the core what it thinks of the clock. */
const LEAP_MS = 3_600_000;

/** Acts whose refusal leaves nothing of the journal unsaved: where it was asked for it is told. */
const ASIDE: ReadonlySet<Name> = new Set<Name>([
  'print.save', 'archive.make', 'session.change_password', 'accounts.grant_admin', 'accounts.reset_admin', 'accounts.compromised', 'admins.remove', 'school.sheet_save', 'root.sheet_save', 'root.rotate', 'root.settle', 'sheets.delete',
  'doubts.write_again', 'law.again', 'law.seen', 'destruction.propose', 'destruction.confirm', 'destruction.spare', 'destruction.finish', 'persons.erase', 'persons.spare', 'volumes.go_on',
]);

/** The foot of a page. */
export type Foot = { keys: { keys: string[]; text: string }[]; note: string };

class App {
  state = $state.raw<AppState | null>(null);
  /** Why the program's state could not be read. */
  trouble = $state.raw<Refusal | null>(null);
  writing = $state(0);
  failed = $state(false);
  savedAt = $state.raw<Date | null>(null);
  /** Grow when that part of the journal has changed under the screens: they read again. */
  areas = $state({ accounts: 0, classes: 0, journal: 0, log: 0, school: 0, settings: 0 });
  /** What has just been done, for the live line under the page. */
  notice = $state('');
  /** Keys that matter on the page shown, and what else its foot says; `null`: the shell's own. */
  foot = $state.raw<Foot | null>(null);

  async refresh(): Promise<void> {
    try {
      this.state = await backend().call('app.state', {});
      this.trouble = null;
    } catch (thrown) {
      this.trouble = Refusal.of(thrown);
    }
  }

  /** Calls an operation; when the session turns out to be gone or locked, the right door opens by itself. */
  async call<K extends Name>(name: K, request: Operations[K]['request']): Promise<Operations[K]['response']> {
    const write = WRITES.has(name);
    if (write) this.writing += 1;
    try {
      const response = await backend().call(name, request);
      if (write) {
        this.#looked(new Date());
        this.savedAt = new Date();
        this.failed = false;
      }
      return response;
    } catch (thrown) {
      const refusal = Refusal.of(thrown);
      if (write && !ASIDE.has(name)) this.failed = true;
      if (this.state?.stage === 'ready' && MOVED.test(refusal.code)) await this.refresh();
      throw refusal;
    } finally {
      if (write) this.writing -= 1;
    }
  }

  /** A clock that leaps while the window is open is told with the next write, not at the next login. */
  #looked(now: Date): void {
    if (this.state?.stage !== 'ready' || (this.savedAt !== null && Math.abs(now.getTime() - this.savedAt.getTime()) < LEAP_MS)) return;
    void this.refresh();
  }

  /** Hides the journal at once, whatever the core answers: only the password opens it again. */
  async lock(): Promise<void> {
    if (this.state?.stage !== 'ready') return;
    this.state = { ...this.state, stage: 'locked' };
    this.notice = '';
    try {
      await backend().call('session.lock', {});
    } catch (thrown) {
      this.trouble = Refusal.of(thrown);
    }
  }

  /** Tells the core that somebody is there: it has an idle lock of its own. */
  async touch(): Promise<void> {
    try {
      await this.call('session.touch', {});
    } catch {
      // A locked or lost session has opened its door already; anything else shows at the next work.
    }
  }

  /** Takes in what a write here, by another program or by an exchange has touched. */
  touched(areas: Iterable<string>): void {
    for (const area of areas) if (area in this.areas) this.areas[area as Area] += 1;
  }

  async logout(): Promise<void> {
    await this.call('session.logout', {});
    this.notice = '';
    await this.refresh();
  }

  may(operation: Name): boolean {
    return this.state?.user?.may.includes(operation) ?? false;
  }

  /** Says a thing once in the line under the page. */
  say(text: string): void {
    this.notice = text;
  }
}

/** The program, as this window knows it. */
export const app = new App();
