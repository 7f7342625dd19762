// Printers, sheets on paper and their files, of the core of paper. Never part of the program.
import type { AppState, JobId, Operations, PrinterRow, SheetFileRow, SheetPapers } from '../generated/contract';
import { Refusal } from './types';

type Handlers = { [K in keyof Operations]?: (request: Operations[K]['request']) => Operations[K]['response'] };
export type PrintOptions = { printers: 'two' | 'paused' | 'none' | 'service' | 'program' | 'system'; sheetFiles: 'none' | 'here' | 'away' };
export const PRINT: PrintOptions = { printers: 'two', sheetFiles: 'none' };
export const PRINT_MAY: (keyof Operations)[] = ['print.send', 'print.slips', 'printers.list', 'sheets.files', 'sheets.delete', 'root.sheet_print'];

const row = (name: string, usual: boolean, queue: string): PrinterRow => ({ name, usual, queue });
const FILES: SheetFileRow[] = [
  { name: 'Лист восстановления № 1.pdf', folder: '/home/ivanova/Документы/Школа', file: 'present', number: 1, here: true },
  { name: 'Следующий лист восстановления № 2, в конверт.pdf', folder: '/media/ivanova/KINGSTON', file: 'sealed', number: 2, here: true },
];

/** Sheets that are being made. */
class Sheets {
  #printed = new Set<string>();
  #saved = new Set<string>();

  state(): SheetPapers {
    const has = (set: Set<string>, ...all: string[]) => all.every((one) => set.has(one));
    const present = has(this.#saved, 'present') || has(this.#printed, 'copy-1', 'copy-2');
    return { printed: [...this.#printed], saved: [...this.#saved], kept: present && (this.#saved.has('sealed') || this.#printed.has('sealed')) };
  }

  print = ({ paper }: { paper: string }): SheetPapers => {
    this.#printed.add(paper);
    return this.state();
  };

  save = ({ file }: { file: string }): SheetPapers => {
    this.#saved.add(file);
    return this.state();
  };
}

type Desk = { start: (stage: string, total: number, finish: () => unknown) => JobId; options: () => PrintOptions };

export function printHandlers(desk: Desk): { handlers: Handlers; papers: () => SheetPapers } {
  const [first, next] = [new Sheets(), new Sheets()];
  const list = (): PrinterRow[] => {
    const how = desk.options().printers;
    if (how === 'two') return [row('Kyocera-приёмная', true, 'ready'), row('HP-учительская', false, 'paused')];
    return how === 'paused' ? [row('Kyocera-приёмная', true, 'paused')] : [];
  };
  const obstacle = () => {
    const how = desk.options().printers;
    return how === 'two' || how === 'paused' ? null : how;
  };
  const handlers: Handlers = {
    'printers.list': () => ({ printers: list(), obstacle: obstacle() }),
    'print.send': ({ printer, pages }) => desk.start('stage-sending', 1, () => ({ printer, pages: pages ? pages[1] - pages[0] + 1 : 118, jobs: 1 })),
    'print.slips': ({ printer }) => desk.start('stage-sending', 1, () => ({ printer, pages: 0, jobs: 1 })),
    'school.sheet_print': first.print,
    'school.sheet_save': first.save,
    'root.sheet_print': next.print,
    'root.sheet_save': next.save,
    'sheets.files': () => ({ files: sheetFiles(desk.options()).sheet_files ?? [] }),
    'sheets.delete': ({ printed, compared, away_destroyed }) => {
      if (!printed || !compared) throw new Refusal('sheet-files-unsure');
      const left = away_destroyed || desk.options().sheetFiles === 'here' ? 'none' : desk.options().sheetFiles;
      desk.options().sheetFiles = left;
      return { files: sheetFiles(desk.options()).sheet_files ?? [] };
    },
  };
  return { handlers, papers: () => first.state() };
}

/** What `app.state` tells admins of files that lie about. */
export function sheetFiles({ sheetFiles: how }: PrintOptions): Pick<AppState, 'sheet_files'> {
  if (how === 'none') return {};
  return { sheet_files: how === 'here' ? FILES : FILES.map((file) => ({ ...file, here: file.file === 'present' })) };
}
