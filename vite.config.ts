import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The renderer. Main process and preload script are built by `scripts/build`. */
export default defineConfig({
  root: join(root, 'src-renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: join(root, 'out', 'renderer'),
    emptyOutDir: true,
    // The content security policy knows no data: fonts.
    assetsInlineLimit: 0,
    sourcemap: true,
    // Electron 33 is the oldest runtime that is used in development.
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // The app's page, and the test panel that only the mock world opens.
    rolldownOptions: {
      input: { index: join(root, 'src-renderer', 'index.html'), tester: join(root, 'src-renderer', 'tester.html') },
    },
  },
});
