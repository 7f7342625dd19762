/** Runs in the page: texts that are cut, or lie where nobody can scroll to. Ellipses are allowed where the full text is at hand. */
export function findCut() {
  const ALLOWED = '[data-testid="head-school"], [data-testid="head-date"], .visually-hidden, [data-testid="import-columns"] *, progress, option, select';
  const found = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is wider than the window: ${document.documentElement.scrollWidth}`);
  for (const element of document.querySelectorAll('body *')) {
    if (element.matches(ALLOWED) || element.closest('.visually-hidden') || !shown(element)) continue;
    const style = getComputedStyle(element);
    const name = `${element.tagName.toLowerCase()}.${element.className} «${(element.textContent ?? '').trim().slice(0, 40)}»`;
    const hides = (axis) => style[`overflow${axis}`] === 'hidden' || style[`overflow${axis}`] === 'clip';
    if (hides('X') && element.scrollWidth > element.clientWidth + 1) found.push(`cut in width: ${name}`);
    if (hides('Y') && element.scrollHeight > element.clientHeight + 1 && element.tagName !== 'INPUT') found.push(`cut in height: ${name}`);
    if (element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 2) found.push(`the word is wider than its button: ${name}`);
    const box = element.getBoundingClientRect();
    let scroller = element.parentElement;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowX + getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
    if (!scroller && element.children.length === 0 && box.width > 0 && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) found.push(`outside the window: ${name}`);
  }
  return [...new Set(found)];
}
