/** Ten fingers and no mouse on a page. */
export function hands(page) {
  const id = (name) => `[data-testid="${name}"]`;
  const press = (key) => page.keyboard.press(key);
  const type = (text) => page.keyboard.type(text);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');

  /** Goes on by Tab until the element has the focus, and sees that the focus is drawn. */
  async function tabTo(name, key = 'Tab') {
    for (let step = 0; step < 80; step += 1) {
      if ((await focused()) === name) {
        const drawn = await page.evaluate(() => document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outlineStyle !== 'none');
        if (!drawn) throw new Error(`the focus on ${name} is not seen`);
        return;
      }
      await press(key);
    }
    throw new Error(`Tab does not reach ${name}; it stands at «${await focused()}»`);
  }

  const waitFocus = (name) => page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-testid') === wanted, name);
  return { id, press, type, tabTo, waitFocus };
}
