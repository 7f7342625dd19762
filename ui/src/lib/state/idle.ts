const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const LOOK_EVERY_MS = 1000;
const TELL_EVERY_MS = 20_000;

export type Idle = {
  minutes: number;
  /** Nobody has touched keys or mouse for so long, sleep of the computer included. */
  idle: () => void;
  /** Somebody is there: told at the first sign, then at most every 20 seconds. */
  present: () => void;
  now?: () => number;
};

/** Watches for presence. Returns how to stop. */
export function watchIdle({ minutes, idle, present, now = () => Date.now() }: Idle): () => void {
  let last = now();
  let told = -Infinity;
  const look = () => {
    if (minutes <= 0 || now() - last < minutes * 60_000) return false;
    last = now();
    idle();
    return true;
  };
  // A sign after a sleep must not pass for presence before the clock was looked at.
  const sign = () => {
    if (look()) return;
    last = now();
    if (last - told < TELL_EVERY_MS) return;
    told = last;
    present();
  };
  for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
  };
}
