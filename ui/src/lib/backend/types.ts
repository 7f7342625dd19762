import type { ErrorInfo, FileToken, Operations } from '../generated/contract';
import type { Kind } from '../imports';

/** What a file dialog is for: decides its title and its filter. */
export type PickKind = Kind | 'archive';
/** What a save dialog is for. */
export type SaveKind = 'sheet' | 'sheet-sealed' | 'rejected' | 'paper' | 'archive';
/** Stops a subscription. */
export type Stop = () => void;

/** The only door to the core: the window, the loopback bridge and the tests each have their own. */
export interface Backend {
  /** Calls one operation of the contract; rejects with a `Refusal`. */
  call<K extends keyof Operations>(name: K, request: Operations[K]['request']): Promise<Operations[K]['response']>;
  /** Opens a file dialog; `null` when it was cancelled. */
  pickFile(kind: PickKind): Promise<FileToken | null>;
  /** Opens a save dialog; `null` when it was cancelled. */
  pickSave(kind: SaveKind, name: string): Promise<FileToken | null>;
  /** A page of a paper laid out by `print.plan`, as SVG; n from 1. */
  paperPage(paper: string, page: number): Promise<string>;
  /** Files dropped on the window, as tokens. */
  onDropped(drop: (file: FileToken) => void): Stop;
  /** True while a file hangs over the window. */
  onHover(hover: (over: boolean) => void): Stop;
  /** Names of what a write or an exchange touched. */
  onChanged(changed: (touched: string[]) => void): Stop;
}

/** A refused call: a code of the catalogue and its arguments. */
export class Refusal extends Error {
  readonly code: string;
  readonly args: Record<string, string>;

  constructor(code: string, args: ErrorInfo['args'] = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.args = Object.fromEntries(Object.entries(args).filter((e): e is [string, string] => e[1] !== undefined));
  }

  /** Makes a refusal of anything thrown: an `ErrorInfo`, a refusal, or an unforeseen error. */
  static of(thrown: unknown): Refusal {
    if (thrown instanceof Refusal) return thrown;
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
      const args = 'args' in thrown && typeof thrown.args === 'object' && thrown.args !== null ? thrown.args : {};
      return new Refusal(thrown.code, args as ErrorInfo['args']);
    }
    return new Refusal('window-no-answer');
  }
}

/** Fetches a page of a paper; what refuses it says so in JSON, as operations do. */
export async function pageOf(address: string, headers: Record<string, string> = {}): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address, { headers });
  } catch {
    throw new Refusal('window-no-answer');
  }
  if (answer.ok) return answer.text();
  throw Refusal.of(await answer.json().catch(() => null));
}
