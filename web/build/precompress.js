import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * Writes each built file in two more forms, `.br` and `.gz`, as small as they get: the server embeds these and
 * compresses nothing while it answers.
 */
export function precompress() {
  let folder;
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const sizes = await Promise.all(files.map(compress));
      const [raw, brotli, gzipped] = [0, 1, 2].map((form) => sizes.reduce((sum, size) => sum + size[form], 0));
      this.info(`${files.length} files: ${raw} bytes, ${brotli} as brotli, ${gzipped} as gzip`);
    },
  };
}

/** The file's size in bytes as it is, as brotli and as gzip, once both are written. */
async function compress(file) {
  const raw = await readFile(file);
  const quality = { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(raw, { params: quality }),
    promisify(gzip)(raw, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
  return [raw.length, brotli.length, gzipped.length];
}
