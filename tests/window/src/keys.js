// Measures the way of a key on the journal page, inside the page: arguments[0] keys, arguments[1] takes the figures.
// work: handlers, changes of the page and their layout; frame: from the event to the second frame after it; long: the longest task (ms).
const [presses, done] = arguments;
const SIGNS = [['KeyY', 'н'], ['Digit5', '5'], ['Digit4', '4'], ['Comma', 'б'], ['Digit2', '2'], ['Digit3', '3']];
const MOVES = ['ArrowDown', 'ArrowRight', 'Enter', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowRight'];
const grid = document.querySelector('[data-testid="journal-grid"]');
const work = [];
const frames = [];
let longest = 0;
// A clock that should tick every few milliseconds: what it is late by, a task took.
const TICK = 5;
let last = performance.now();
const ticking = setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - TICK);
  last = now;
}, TICK);

function press(code, key) {
  const target = document.activeElement;
  const start = performance.now();
  target.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, composed: true }));
  void document.activeElement.offsetTop;
  work.push(performance.now() - start);
  return start;
}
const frame = () => new Promise((ready) => requestAnimationFrame(ready));
const p95 = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length * 0.95)];

(async () => {
  grid.querySelector('td.cursor').focus({ preventScroll: true });
  for (let at = 0; at < presses; at += 1) {
    const typed = SIGNS[at % SIGNS.length];
    const start = at % 2 === 0 ? press(typed[0], typed[1]) : press(MOVES[(at >> 1) % MOVES.length], MOVES[(at >> 1) % MOVES.length]);
    await frame();
    await frame();
    frames.push(performance.now() - start);
    await new Promise((ready) => setTimeout(ready, 30 + (at % 5) * 12));
  }
  clearInterval(ticking);
  done({ presses, rows: grid.tBodies[0].rows.length, columns: grid.querySelectorAll('thead th[data-col]').length, work: p95(work), mean: work.reduce((sum, one) => sum + one, 0) / work.length, worst: Math.max(...work), frame: p95(frames), long: longest });
})();
