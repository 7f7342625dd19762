// The paper being looked at. Lives outside the page: built once, it survives a look at the journal and an idle lock.
import { backend } from '../../lib/backend';
import type { FileToken, Operations, PaperPlan, PaperSaved, PaperSent } from '../../lib/generated/contract';
import { app } from '../../lib/state/app.svelte';
import { Job } from '../../lib/state/job.svelte';
import { t } from '../../lib/texts';
import { schoolYear } from '../../lib/texts/format';
import { plain } from '../../lib/texts/typography';

export const PAPERS = ['journal', 'summary'] as const;
export type Paper = (typeof PAPERS)[number];
/** Pages kept beside those seen: turning back shows them at once. */
const KEPT = 60;

class Papers {
  what = $state<Paper>('journal');
  /** The class, by id. */
  klass = $state<string | null>(null);
  building = $state.raw(new Job<PaperPlan>());
  plan = $state.raw<PaperPlan | null>(null);
  saving = $state.raw(new Job<PaperSaved>());
  saved = $state.raw<PaperSaved | null>(null);
  sending = $state.raw(new Job<PaperSent>());
  /** The class, as people call it. */
  name = $state('');
  /** The page being read. */
  at = $state(1);
  #pages = new Map<number, Promise<string>>();

  /** The final copy is made: its pages have left the program with it. */
  get finished(): boolean {
    return this.saved !== null && this.saved.checkpoint !== null;
  }

  get busy(): boolean {
    return this.building.running || this.saving.running || this.sending.running;
  }

  async build(what: Paper, { id, name }: { id: string; name: string }): Promise<void> {
    if (this.busy) return;
    this.forget();
    this.what = what;
    this.klass = id;
    this.name = name;
    const job = this.building;
    const plan = await job.run(() => app.call('print.plan', { what, class: id }));
    if (job === this.building) this.plan = plan;
  }

  /** A page as SVG, fetched once. */
  page(page: number): Promise<string> {
    const paper = this.plan?.paper ?? '';
    const known = this.#pages.get(page);
    this.#pages.delete(page);
    const fetched = known ?? backend().paperPage(paper, page);
    this.#pages.set(page, fetched);
    if (known === undefined) fetched.catch(() => this.#pages.delete(page));
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) break;
      this.#pages.delete(old);
    }
    return fetched;
  }

  /** Writes a draft, or a final copy under the password of the person, typed again. */
  async save(file: FileToken, password: string | null): Promise<void> {
    const plan = this.plan;
    if (plan === null || this.busy) return;
    this.saved = null;
    const job = this.saving;
    const saved = await job.run(() => app.call('print.save', { paper: plan.paper, final_print: password !== null, token: file.token, ...(password === null ? {} : { password }) }));
    if (job !== this.saving) return;
    this.saved = saved;
    if (saved && password !== null) app.touched(['log']);
  }

  /** Sends the draft, or the final copy that was made, straight to a printer. */
  async send(order: Omit<Operations['print.send']['request'], 'paper'>): Promise<PaperSent | null> {
    const plan = this.plan;
    if (plan === null || this.busy) return null;
    return this.sending.run(() => app.call('print.send', { paper: plan.paper, ...order }));
  }

  /** What it is, short enough for a heading and a file. */
  get title(): string {
    return `${t(`preview-${this.what}`)} ${this.name}`;
  }

  /** What the file is called unless the person says otherwise. */
  fileName(kind: 'draft' | 'final'): string {
    const year = schoolYear(app.state?.school?.year ?? 0).replace('/', '-');
    return plain(t('preview-file', { title: this.title, year, kind }));
  }

  /** Back to the choice; nothing of the paper stays in memory. */
  forget(): void {
    if (this.busy) return;
    this.plan = this.saved = null;
    this.#pages.clear();
    this.at = 1;
    this.building.error = this.saving.error = this.sending.error = null;
  }

  leave(): void {
    this.building = new Job();
    this.saving = new Job();
    this.sending = new Job();
    this.what = 'journal';
    this.klass = null;
    this.forget();
  }
}

export const papers = new Papers();
