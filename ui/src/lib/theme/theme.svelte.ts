// Theme and size of the text: a person's choice on this computer, no personal data.

export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export const SIZE = { least: 90, most: 150, step: 5, usual: 100 } as const;

const KEY = 'zhurnal.look';

function stored(): { theme: Theme; size: number } {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const look = (typeof read === 'object' && read !== null ? read : {}) as { theme?: unknown; size?: unknown };
    const theme = THEMES.find((name) => name === look.theme) ?? 'auto';
    const size = typeof look.size === 'number' ? Math.min(SIZE.most, Math.max(SIZE.least, look.size)) : SIZE.usual;
    return { theme, size };
  } catch {
    return { theme: 'auto', size: SIZE.usual };
  }
}

class Look {
  theme = $state<Theme>('auto');
  size = $state<number>(SIZE.usual);

  /** Reads what was chosen and follows the system's own choice while the theme is `auto`. */
  start(): void {
    Object.assign(this, stored());
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
      window.matchMedia?.(query).addEventListener('change', () => this.#show());
    }
    this.#show();
  }

  choose(change: { theme?: Theme; size?: number }): void {
    Object.assign(this, change);
    this.#show();
    try {
      localStorage.setItem(KEY, JSON.stringify({ theme: this.theme, size: this.size }));
    } catch {
      // A window that keeps nothing on disk still shows the choice until it is closed.
    }
  }

  #show(): void {
    const root = document.documentElement;
    root.dataset['theme'] = this.theme === 'auto' ? ofSystem() : this.theme;
    root.style.setProperty('--size', String(this.size / 100));
  }
}

function ofSystem(): Theme {
  const asks = (query: string) => window.matchMedia?.(query).matches ?? false;
  if (asks('(prefers-contrast: more)')) return 'contrast';
  return asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

/** The look of the window. */
export const look = new Look();
