import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, vi } from 'vitest';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 8000, getElementError: (message) => new Error(message ?? '') });

// jsdom has no layout and no animations; bits-ui and our screens only ask whether they are there.
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.getAnimations ??= () => [];
window.matchMedia ??= ((media: string) => ({ matches: false, media, addEventListener: () => undefined, removeEventListener: () => undefined })) as unknown as typeof window.matchMedia;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  localStorage.clear();
});
