import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Adds the licences of fonts to those of the scripts: the bundler knows none of what only style sheets name. */
export function fontLicenses(fonts) {
  return {
    name: 'font-licenses',
    apply: 'build',
    async writeBundle({ dir }) {
      for (const font of fonts) {
        const license = await readFile(new URL(`../node_modules/${font}/LICENSE`, import.meta.url), 'utf8');
        await appendFile(join(dir, 'licenses.md'), `\n## ${font}\n\n${license}\n`);
      }
    },
  };
}
