import { defineConfig } from 'vite';
import { fontLicenses } from './build/font-licenses.js';
import { precompress } from './build/precompress.js';

// The scripts and fonts of the explorer's pages. The server reads their names from the manifest.
export default defineConfig({
  base: '/explorer/',
  publicDir: false,
  plugins: [fontLicenses(['@fontsource/ibm-plex-sans-arabic', '@fontsource-variable/source-serif-4']), precompress()],
  build: {
    target: 'es2022',
    outDir: 'dist/explorer',
    // The Content-Security-Policy lets no font come from a data: address.
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' },
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['explorer/fonts.css', 'explorer/main.js', 'explorer/network.js'] },
  },
  worker: { format: 'es' },
});
