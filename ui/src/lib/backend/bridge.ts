import type { FileToken, Operations } from '../generated/contract';
import { pageOf, Refusal, type Backend, type PickKind, type SaveKind, type Stop } from './types';

const TOKEN_HEADER = 'x-zhurnal-token';
const RETRY_MS = 2000;

/** The loopback bridge of developers and tests: the same core behind HTTP. Never part of a package. */
export class BridgeBackend implements Backend {
  #base: string;
  #token: string;
  #drops = new Set<(file: FileToken) => void>();
  #hovers = new Set<(over: boolean) => void>();

  constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
    this.#listenForFiles();
  }

  /** Reads `#token=…` of the page's address, and forgets it there. */
  static fromAddress(address: Location): BridgeBackend {
    const hash = new URLSearchParams(address.hash.slice(1));
    return new BridgeBackend(address.origin, hash.get('token') ?? '');
  }

  call<K extends keyof Operations>(name: K, request: Operations[K]['request']) {
    return this.#post<Operations[K]['response']>(`/call/${name}`, JSON.stringify(request), 'application/json');
  }

  pickFile(kind: PickKind): Promise<FileToken | null> {
    const input = document.createElement('input');
    input.type = 'file';
    return new Promise((resolve, reject) => {
      input.addEventListener('cancel', () => resolve(null));
      input.addEventListener('change', () => {
        const file = input.files?.item(0);
        if (file) this.#upload(file, kind).then(resolve, reject);
        else resolve(null);
      });
      input.click();
    });
  }

  /** The bridge itself decides where such a file goes. */
  pickSave(kind: SaveKind, name: string) {
    const query = new URLSearchParams({ kind, name });
    return this.#post<FileToken | null>(`/save?${query}`, '', 'text/plain');
  }

  paperPage(paper: string, page: number) {
    return pageOf(`${this.#base}/paper/${paper}/${page}.svg`, this.#headers());
  }

  onDropped(drop: (file: FileToken) => void): Stop {
    this.#drops.add(drop);
    return () => void this.#drops.delete(drop);
  }

  onHover(hover: (over: boolean) => void): Stop {
    this.#hovers.add(hover);
    return () => void this.#hovers.delete(hover);
  }

  onChanged(changed: (touched: string[]) => void): Stop {
    const stopped = new AbortController();
    void this.#poll(changed, stopped.signal);
    return () => stopped.abort();
  }

  async #poll(changed: (touched: string[]) => void, signal: AbortSignal): Promise<void> {
    let since = 0;
    while (!signal.aborted) {
      try {
        const answer = await fetch(`${this.#base}/events?since=${since}`, { headers: this.#headers(), signal });
        if (!answer.ok) throw new Error(answer.statusText);
        const told = (await answer.json()) as { next: number; touched: string[] };
        since = told.next;
        if (told.touched.length > 0) changed(told.touched);
      } catch {
        await new Promise((done) => setTimeout(done, RETRY_MS));
      }
    }
  }

  /** Without a kind the file was dropped. */
  #upload(file: File, kind?: PickKind) {
    const query = new URLSearchParams({ name: file.name, ...(kind && { kind }) });
    return this.#post<FileToken>(`/upload?${query}`, file, 'application/octet-stream');
  }

  #headers(): Record<string, string> {
    return { [TOKEN_HEADER]: this.#token };
  }

  async #post<T>(path: string, body: BodyInit, type: string): Promise<T> {
    let answer: Response;
    let told: unknown;
    try {
      answer = await fetch(this.#base + path, { method: 'POST', body, headers: { ...this.#headers(), 'content-type': type } });
      told = await answer.json();
    } catch {
      throw new Refusal('window-no-answer');
    }
    if (!answer.ok) throw Refusal.of(told);
    return told as T;
  }

  #listenForFiles(): void {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const hover = (over: boolean) => this.#hovers.forEach((take) => take(over));
    window.addEventListener('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      hover(true);
    });
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && hover(false));
    window.addEventListener('drop', (event) => {
      event.preventDefault();
      hover(false);
      const file = event.dataTransfer?.files.item(0);
      if (file) void this.#upload(file).then((token) => this.#drops.forEach((take) => take(token)));
    });
  }
}
