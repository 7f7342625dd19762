import { Refusal } from '../../lib/backend';

/** All that a page is drawn with. Anything else has no place on paper and is left out. */
const DRAWN = new Set(['svg', 'g', 'defs', 'symbol', 'use', 'clipPath', 'title', 'desc', 'path', 'rect', 'line', 'circle', 'polyline', 'polygon', 'text', 'tspan']);

/** Makes a page of the core's SVG: drawing only, no scripts, no foreign addresses. */
export function drawing(text: string, label: string): Element {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg') throw new Refusal('paper-page-damaged');
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (!DRAWN.has(element.localName)) element.remove();
    for (const { name, value } of [...element.attributes]) {
      const foreign = /(?:^|:)href$/u.test(name) && !value.startsWith('#');
      if (foreign || name.startsWith('on') || /url\((?!['"]?#)/u.test(value)) element.removeAttribute(name);
    }
  }
  root.setAttribute('width', '100%');
  root.setAttribute('height', '100%');
  root.setAttribute('role', 'img');
  root.setAttribute('aria-label', label);
  return document.importNode(root, true);
}
