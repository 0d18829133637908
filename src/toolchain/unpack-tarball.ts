import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { bytesOf } from '../byte-stream.ts';
import { treeWriter } from './tree-writer.ts';

/**
 * unpackTarball unpacks the files below `prefix` in a .tar.gz of Go into an existing folder. Its hash has
 * been verified; still, only plain files are taken from it.
 */
export async function unpackTarball(file: string, prefix: string, dir: string): Promise<void> {
  const entries = tar.extract();
  const tree = treeWriter(prefix, dir);
  const reading = pipeline(createReadStream(file, { highWaterMark: 2 ** 18 }), createGunzip(), entries);
  const writing = (async () => {
    for await (const entry of entries) {
      const { name, type, mode } = entry.header;
      if (type === 'file') await tree.write(name, bytesOf(entry), mode);
      else if (type === 'directory') entry.resume();
      else throw new Error(`invalid entry in an archive of Go: ${JSON.stringify(name)} is a ${type}`);
    }
  })();
  await Promise.all([reading, writing]);
}
