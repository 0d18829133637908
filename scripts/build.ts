/**
 * Builds dist/ with esbuild: one file for each entry, shared code in chunks beside them, heavy parts only
 * loaded on demand. The same sources give the same bytes on every machine. Chunks are named after what they
 * hold, so that a changed line changes the file that holds it and no other. `--check` builds into memory and
 * fails when dist/ differs; `--outdir DIR` builds to another folder, to try it out.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';

const root = path.dirname(import.meta.dirname);

const { values: given } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    outdir: { type: 'string', default: path.join(root, 'dist') },
  },
});
const dist = path.resolve(given.outdir);

const { files } = await bundle();

if (given.check) {
  const onDisk = readdirSync(dist);
  const stale = [...files].filter(
    ([name, contents]) => !onDisk.includes(name) || !readFileSync(path.join(dist, name)).equals(contents),
  );
  const leftOver = onDisk.filter((name) => !files.has(name));
  const differing = [...stale.map(([name]) => name), ...leftOver];
  if (differing.length > 0) {
    console.error(
      `dist/ is not what src/ builds: ${differing.join(', ')}. Run "npm run build" and commit dist/.`,
    );
    process.exit(1);
  }
} else {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, contents] of files) writeFileSync(path.join(dist, name), contents);
}
