// The shelf: this school's year and the archives that were looked at. Lives outside the page; forgotten with the person.
import type { ArchiveMade, ArchiveVerdict, FileToken } from '../../lib/generated/contract';
import { app } from '../../lib/state/app.svelte';
import { Job } from '../../lib/state/job.svelte';

/** An archive that was verified: what was found, and what it was compared with. */
export type Volume = { key: string; file: string; trust: string; at: Date; verdict: ArchiveVerdict };

/** A fingerprint without its hyphens. */
export const bare = (fingerprint: string) => fingerprint.replace(/[\s-]/gu, '').toUpperCase();
/** True when the text is a fingerprint: 16 characters of the alphabet A–Z, 2–7. */
export const isFingerprint = (text: string) => /^[A-Z2-7]{16}$/u.test(bare(text));
/** In groups of four, as papers carry it. */
export const grouped = (fingerprint: string) => (bare(fingerprint).match(/.{1,4}/gu) ?? []).join('-');

class Archives {
  /** What is open on the shelf: `year`, or the key of a volume. */
  chosen = $state('year');
  volumes = $state.raw<Volume[]>([]);
  making = $state.raw(new Job<ArchiveMade>());
  made = $state.raw<ArchiveMade | null>(null);
  verifying = $state.raw(new Job<ArchiveVerdict>());
  file = $state.raw<FileToken | null>(null);
  /** The fingerprint to compare with; empty: this school's own. */
  trust = $state('');

  get busy(): boolean {
    return this.making.running || this.verifying.running;
  }

  async make(file: FileToken): Promise<void> {
    if (this.busy) return;
    this.made = null;
    this.verifying.error = null;
    const job = this.making;
    const made = await job.run(() => app.call('archive.make', { token: file.token }));
    if (job !== this.making) return;
    this.made = made;
    this.chosen = 'year';
  }

  /** Looks at an archive; it needs no permission and changes nothing. */
  async verify(file: FileToken): Promise<void> {
    if (this.busy) return;
    this.file = file;
    this.making.error = null;
    const trust = isFingerprint(this.trust) ? grouped(this.trust) : null;
    const job = this.verifying;
    const verdict = await job.run(() => app.call('archive.verify', { token: file.token, trust }));
    if (job !== this.verifying || verdict === null) return;
    const volume = { key: `${file.token} ${this.volumes.length}`, file: file.name, trust: trust ?? app.state?.school?.fingerprint ?? '', at: new Date(), verdict };
    this.volumes = [...this.volumes, volume];
    this.chosen = volume.key;
  }

  leave(): void {
    this.making = new Job();
    this.verifying = new Job();
    this.volumes = [];
    this.made = null;
    this.file = null;
    this.trust = '';
    this.chosen = 'year';
  }
}

export const archives = new Archives();
