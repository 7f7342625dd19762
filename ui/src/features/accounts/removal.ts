// What the removal of an administrator does, in words: read before it is confirmed.
import type { RemoveAdmin } from '../../lib/generated/contract';

export const REASONS = ['leaves', 'ceases', 'stolen'] as const;
export type Reason = (typeof REASONS)[number];

/** What a person chose in the dialog. */
export type Removal = {
  reason: Reason;
  /** Of theft: the person leaves the school as well. */
  gone: boolean;
  /** Of theft: the day on which it may have happened, `YYYY-MM-DD`; empty: today. */
  received: string;
  /** Computers to cut off, by id and name. */
  devices: readonly { id: string; name: string }[];
};

/** One sentence: a text of the catalogue with its arguments. */
export type Sentence = { text: string; args: Record<string, string> };

const ends = ({ reason, gone }: Removal) => reason === 'leaves' || (reason === 'stolen' && gone);

/** What will happen, the gravest first. */
export function consequences(removal: Removal): Sentence[] {
  const { reason, received, devices } = removal;
  const say = (text: string, args: Record<string, string> = {}) => ({ text, args });
  return [
    say(ends(removal) ? 'removal-ends' : 'removal-admin-only'),
    ...(reason === 'stolen' ? [say(received === '' ? 'removal-void' : 'removal-void-since', { date: received }), say('removal-password')] : [say('removal-held')]),
    ...(devices.length > 0 ? [say(reason === 'stolen' ? 'removal-devices-void' : 'removal-devices', { names: devices.map(({ name }) => `«${name}»`).join(', ') })] : []),
    say('removal-for-good'),
  ];
}

/** The request that does it. */
export function requestOf(admin: string, sheet: string, removal: Removal): RemoveAdmin {
  const stolen = removal.reason === 'stolen';
  return {
    admin,
    sheet,
    stolen,
    leaves: ends(removal),
    devices: removal.devices.map(({ id }) => id),
    ...(stolen && removal.received !== '' ? { received: removal.received } : {}),
  };
}
