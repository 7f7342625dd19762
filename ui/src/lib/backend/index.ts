// What the rest of the window knows of the core.
import { BridgeBackend } from './bridge';
import { insideTauri, TauriBackend } from './tauri';
import type { Backend } from './types';

export { Refusal } from './types';
export type { Backend, PickKind, SaveKind, Stop } from './types';

let current: Backend | null = null;

/** Chooses the door: the program's own window, else the bridge whose token stands in the address. */
export function chooseBackend(): Backend {
  return insideTauri() ? new TauriBackend() : BridgeBackend.fromAddress(window.location);
}

/** Sets the door, once, before anything is mounted. */
export function setBackend(backend: Backend): void {
  current = backend;
}

/** The door to the core. */
export function backend(): Backend {
  if (current === null) throw new Error('no backend');
  return current;
}
