const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
/** The page comes back to a screen: after a sleep, another desktop, a covered window. */
const BACK = ['focus', 'pageshow', 'visibilitychange', 'resume'] as const;
const LOOK_EVERY_MS = 250;
const TELL_EVERY_MS = 20_000;
/** The wall clock may be set right by so much without a meaning. */
const BEHIND_MS = 60_000;

export type Idle = {
  minutes: number;
  /** Nobody has touched keys or mouse for so long, sleep of the computer included. */
  idle: () => void;
  /** Somebody is there: told at the first sign, then at most every 20 seconds. */
  present: () => void;
  /** The wall clock, which goes on in a sleep and may be set by a person. */
  now?: () => number;
  /** The other clock, which nobody sets. */
  steady?: () => number;
};

/** Watches for presence. Returns how to stop. */
export function watchIdle({ minutes, idle, present, now = () => Date.now(), steady = () => performance.now() }: Idle): () => void {
  let last = { wall: now(), steady: steady() };
  let seen = last;
  let told = -Infinity;
  const look = () => {
    const here = { wall: now(), steady: steady() };
    // A clock that was set back between two looks must not keep the page open for longer.
    const setBack = here.wall - seen.wall - (here.steady - seen.steady) < -BEHIND_MS;
    seen = here;
    const passed = Math.max(here.wall - last.wall, here.steady - last.steady);
    if (minutes <= 0 || (passed < minutes * 60_000 && !setBack)) return false;
    last = here;
    idle();
    return true;
  };
  // A sign after a sleep must not pass for presence before the clocks were looked at.
  const sign = () => {
    if (look()) return;
    last = seen;
    if (last.steady - told < TELL_EVERY_MS) return;
    told = last.steady;
    present();
  };
  for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
  for (const name of BACK) window.addEventListener(name, look, { capture: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
    for (const name of BACK) window.removeEventListener(name, look, { capture: true });
  };
}
