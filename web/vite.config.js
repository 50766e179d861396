import { defineConfig } from 'vite';
import { fontLicenses } from './build/font-licenses.js';
import { precompress } from './build/precompress.js';

const server = process.env.SANAD_URL ?? 'http://127.0.0.1:8080';

// The addresses are those that the server serves: the page at /graphiql, what it loads below /graphiql/assets.
export default defineConfig({
  base: '/graphiql/',
  plugins: [fontLicenses(['@fontsource/fira-code', '@fontsource/noto-sans-arabic']), precompress()],
  build: {
    target: 'es2022',
    // The Content-Security-Policy lets no font come from a data: address.
    assetsInlineLimit: 0,
    // The editor is one large part that the page cannot do without.
    chunkSizeWarningLimit: 4000,
    // What is built of others' work goes along with their licences.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    // React's libraries mark what runs in browsers only, which says nothing to a bundle for browsers.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': server } },
  preview: { proxy: { '/graphql': server } },
});
