import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { openPack } from '../../src/pack/open.ts';
import { Pool } from '../../src/pack/pool.ts';
import { unpackModules } from '../../src/pack/unpack.ts';

/*
 * Unpacks PACK into GOMODCACHE by what GOSUM says and prints the outcome: a process of its own, for what depends on
 * the user it runs as, or that is to be killed.
 */

const { PACK = '', GOMODCACHE = '', GOSUM = '' } = process.env;
const opened = await openPack(PACK);
if (opened.kind !== 'ok') throw new Error(opened.reason);
const pool = new Pool();
const unpacked = await unpackModules({
  pack: opened.pack,
  pool,
  gomodcache: GOMODCACHE,
  checksums: mergeChecksums([parseGoSum(GOSUM, 'go.sum')]),
  wanted: () => true,
  layout: 'full',
  layOutTrees: true,
  writableDirs: false,
  signal: new AbortController().signal,
});
await pool.close();
process.stdout.write(JSON.stringify(unpacked));
