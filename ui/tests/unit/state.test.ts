import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, setBackend } from '../../src/lib/backend';
import { FakeBackend } from '../../src/lib/backend/fake';
import { app } from '../../src/lib/state/app.svelte';
import { Attempt } from '../../src/lib/state/attempt.svelte';
import { watchIdle } from '../../src/lib/state/idle';
import { Job } from '../../src/lib/state/job.svelte';
import { Latest } from '../../src/lib/state/latest.svelte';

let fake: FakeBackend;

beforeEach(async () => {
  fake = new FakeBackend();
  setBackend(fake);
  app.failed = false;
  app.savedAt = null;
  await app.refresh();
});

describe('idle', () => {
  it('locks after the minutes without a sign, and tells of presence now and then', () => {
    vi.useFakeTimers();
    const idle = vi.fn();
    const present = vi.fn();
    const stop = watchIdle({ minutes: 1, idle, present });
    window.dispatchEvent(new Event('keydown'));
    window.dispatchEvent(new Event('keydown'));
    expect(present).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(50_000);
    window.dispatchEvent(new Event('pointermove'));
    expect(present).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(59_000);
    expect(idle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(idle).toHaveBeenCalledTimes(1);
    stop();
  });

  it('a key after a long sleep of the computer does not pass for presence', () => {
    vi.useFakeTimers();
    let clock = 0;
    const idle = vi.fn();
    const present = vi.fn();
    const stop = watchIdle({ minutes: 5, idle, present, now: () => clock, steady: () => 0 });
    clock = 6 * 60_000;
    window.dispatchEvent(new Event('keydown'));
    expect([idle.mock.calls.length, present.mock.calls.length]).toEqual([1, 0]);
    stop();
  });
});

describe('idle after a sleep', () => {
  const watched = (minutes: number) => {
    vi.useFakeTimers();
    const clocks = { wall: 1e12, steady: 0 };
    const idle = vi.fn();
    const present = vi.fn();
    const stop = watchIdle({ minutes, idle, present, now: () => clocks.wall, steady: () => clocks.steady });
    return { clocks, idle, present, stop };
  };

  it('locks when the page comes back to the screen, before any timer', () => {
    const { clocks, idle, stop } = watched(15);
    clocks.wall += 45 * 60_000;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(idle).toHaveBeenCalledTimes(1);
    stop();
  });

  it('a wall clock set back keeps nothing open', () => {
    const { clocks, idle, present, stop } = watched(15);
    clocks.wall -= 3_600_000;
    window.dispatchEvent(new Event('keydown'));
    expect([idle.mock.calls.length, present.mock.calls.length]).toEqual([1, 0]);
    stop();
    const other = watched(15);
    other.clocks.wall -= 20_000;
    other.clocks.steady += 15 * 60_000;
    vi.advanceTimersByTime(250);
    expect(other.idle).toHaveBeenCalledTimes(1);
    other.stop();
  });

  it('a clock set right by the network locks nobody', () => {
    const { clocks, idle, stop } = watched(15);
    clocks.wall -= 20_000;
    vi.advanceTimersByTime(1000);
    expect(idle).not.toHaveBeenCalled();
    stop();
  });
});

describe('the program', () => {
  it('hides the journal at once even when the core does not answer the lock', async () => {
    fake.refuse.set('session.lock', new Refusal('window-no-answer'));
    await app.lock();
    expect(app.state?.stage).toBe('locked');
  });

  it('opens the lock by itself when the core says that the session is locked', async () => {
    fake.options.stage = 'locked';
    fake.refuse.set('classes.list', new Refusal('session-locked'));
    await expect(app.call('classes.list', {})).rejects.toThrow();
    expect(app.state?.stage).toBe('locked');
  });

  it('says in the head whether the last write was saved', async () => {
    await app.call('accounts.close', { id: 'U2' });
    expect(app.savedAt).not.toBeNull();
    fake.refuse.set('accounts.close', new Refusal('no-space'));
    await expect(app.call('accounts.close', { id: 'U3' })).rejects.toThrow();
    expect(app.failed).toBe(true);
  });

  it('a refused paper leaves nothing of the journal unsaved', async () => {
    vi.spyOn(fake, 'call').mockRejectedValueOnce(new Refusal('password-wrong'));
    await expect(app.call('print.save', { paper: 'P1', final_print: true, token: 'T1', password: 'нет' })).rejects.toThrow();
    expect(app.failed).toBe(false);
  });
});

describe('an attempt', () => {
  it('told to wait counts down and lets go', async () => {
    vi.useFakeTimers();
    const attempt = new Attempt();
    await attempt.run(() => Promise.reject(new Refusal('login-backoff', { seconds: '4' })));
    expect([attempt.seconds, attempt.blocked, attempt.trouble]).toEqual([4, true, null]);
    vi.advanceTimersByTime(5_000);
    expect([attempt.seconds, attempt.blocked]).toEqual([0, false]);
  });
});

describe('a job', () => {
  it('is followed to its result', async () => {
    const report = await new Job<{ ok: boolean }>().run(() => app.call('check', {}));
    expect(report?.ok).toBe(true);
  });

  it('that was cancelled has no result and no error', async () => {
    fake.options.jobSteps = Infinity;
    const job = new Job();
    const end = job.run(() => app.call('check', {}));
    await vi.waitFor(() => expect(job.status?.state).toBe('running'));
    await job.cancel();
    expect(await end).toBeNull();
    expect([job.running, job.error]).toEqual([false, null]);
  });

  it('that failed keeps the reason', async () => {
    fake.refuse.set('job.status', new Refusal('import-damaged'));
    const job = new Job();
    await job.run(() => app.call('check', {}));
    expect(job.error?.code).toBe('import-damaged');
  });
});

it('an answer that came too late is dropped', async () => {
  const latest = new Latest<string>();
  let slow: (value: string) => void = () => undefined;
  const first = latest.ask(() => new Promise((done) => (slow = done)));
  await latest.ask(async () => 'second');
  slow('first');
  await first;
  expect([latest.value, latest.busy]).toEqual(['second', false]);
});
