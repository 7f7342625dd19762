import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { FileToken, Operations } from '../generated/contract';
import { pageOf, Refusal, type Backend, type PickKind, type SaveKind, type Stop } from './types';

/** Where the shell serves pages of papers: WebView2 knows schemes of a program as hosts only. */
const PAGES = navigator.userAgent.includes('Windows') ? 'http://paper.localhost' : 'paper://localhost';

/** True inside the program's own window. */
export function insideTauri(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

async function command<T>(name: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(name, args);
  } catch (thrown) {
    throw Refusal.of(thrown);
  }
}

function subscribe<T>(event: string, take: (payload: T) => void): Stop {
  const stop = listen<T>(event, ({ payload }) => take(payload));
  return () => void stop.then((off) => off());
}

/** The shell's generic command, its dialogs and its events. */
export class TauriBackend implements Backend {
  call<K extends keyof Operations>(name: K, request: Operations[K]['request']) {
    return command<Operations[K]['response']>('call', { name, request });
  }

  pickFile(kind: PickKind) {
    return command<FileToken | null>('pick_file', { kind });
  }

  pickSave(kind: SaveKind, name: string) {
    return command<FileToken | null>('pick_save', { kind, suggestedName: name });
  }

  paperPage(paper: string, page: number) {
    return pageOf(`${PAGES}/${paper}/${page}.svg`);
  }

  onDropped(drop: (file: FileToken) => void) {
    return subscribe<FileToken>('file-dropped', drop);
  }

  onHover(hover: (over: boolean) => void) {
    return subscribe<boolean>('file-hover', hover);
  }

  onChanged(changed: (touched: string[]) => void) {
    return subscribe<string[] | { touched: string[] }>('changed', (told) => changed(Array.isArray(told) ? told : told.touched));
  }
}
