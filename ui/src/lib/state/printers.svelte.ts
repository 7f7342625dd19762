// The printers of this computer, asked for anew whenever something is about to be printed.
import { Refusal } from '../backend';
import type { PrinterList, PrinterRow } from '../generated/contract';
import { app } from './app.svelte';

class Printers {
  list = $state.raw<PrinterList | null>(null);
  busy = $state(false);
  trouble = $state.raw<Refusal | null>(null);
  /** The one chosen last, or the usual one. */
  chosen = $state('');

  /** True when something can be printed from here. */
  get ready(): boolean {
    return this.found(this.chosen)?.queue === 'ready';
  }

  /** This system prints from files and from its own dialog alone. */
  get byFile(): boolean {
    return this.list?.obstacle === 'system';
  }

  found(name: string): PrinterRow | undefined {
    return this.list?.printers.find((printer) => printer.name === name);
  }

  async load(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      const list = await app.call('printers.list', {});
      this.list = list;
      const usual = list.printers.find(({ usual }) => usual) ?? list.printers.find(({ queue }) => queue === 'ready') ?? list.printers[0];
      if (!this.found(this.chosen)) this.chosen = usual?.name ?? '';
    } catch (thrown) {
      this.list = null;
      this.trouble = Refusal.of(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export const printers = new Printers();
