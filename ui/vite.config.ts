import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Fonts and pictures stay files: the window's policy allows no `data:` fonts, no inline script and no inline style.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  root: mode === 'screens' ? 'tests/page' : '.',
  base: './',
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  build: {
    outDir: mode === 'screens' ? '../../node_modules/.screens' : 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'jsdom',
    include: ['tests/unit/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['tests/unit/setup.ts'],
  },
}));
