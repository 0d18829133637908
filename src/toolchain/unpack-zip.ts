import { openZip } from '../modcache/zip-reader.ts';
import { treeWriter } from './tree-writer.ts';

/** Concurrent writes; each holds one file in memory. */
const writesAtOnce = 16;

/**
 * unpackZip unpacks the files below `prefix` in a zip of Go into an existing folder. Its hash has been
 * verified.
 */
export async function unpackZip(file: string, prefix: string, dir: string): Promise<void> {
  const zip = openZip(file);
  const tree = treeWriter(prefix, dir);
  try {
    const names = zip.files.map(({ name }) => name).filter((name) => !name.endsWith('/'));
    for (let at = 0; at < names.length; at += writesAtOnce) {
      await Promise.all(names.slice(at, at + writesAtOnce).map((name) => tree.write(name, zip.read(name))));
    }
  } finally {
    zip.close();
  }
}
