const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const LOOK_EVERY_MS = 1000;

/** Calls `idle` once nobody has touched keys or mouse for so long, sleep of the computer included. Returns how to stop. */
export function watchIdle(minutes: number, idle: () => void, now: () => number = Date.now): () => void {
  if (minutes <= 0) return () => undefined;
  let last = now();
  const touched = () => {
    last = now();
  };
  const look = () => {
    if (now() - last >= minutes * 60_000) {
      last = now();
      idle();
    }
  };
  // A sign after a sleep must not pass for presence before the clock was looked at.
  const sign = () => {
    look();
    touched();
  };
  for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
  };
}
