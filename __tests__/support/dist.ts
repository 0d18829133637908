import path from 'node:path';

/** distDir is the folder of the bundles under test: dist/, or what GO_MOD_DOWNLOAD_DIST names, a build to be tried out. */
export const distDir = path.resolve(
  process.env['GO_MOD_DOWNLOAD_DIST'] || path.join(import.meta.dirname, '..', '..', 'dist'),
);
