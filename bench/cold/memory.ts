import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { storedZip } from '../../__tests__/go/stored-zip.ts';
import { goModHash, hash1 } from '../../src/go/dirhash.ts';
import { rounded } from '../measure/statistics.ts';
import { startUpstream } from '../upstream/upstream.ts';
import { download } from './contestants.ts';
import type { ColdBench } from './scenarios.ts';

/** Passed is what a stream of large zips needed of memory. */
export interface Passed {
  readonly zips: number;
  readonly zipBytes: number;
  readonly ms: number;
  /** Of all processes of the step together, the go command included. */
  readonly peakBytes: number;
}

const zips = 100;
const zipBytes = 50e6;

/** passingThrough downloads a hundred zips of 50 MB and watches the memory of all processes of the step. */
export async function passingThrough({ scratch, ours }: ColdBench): Promise<Passed> {
  const folder = path.join(scratch, 'large');
  const workspace = path.join(folder, 'checkout');
  try {
    makeModules(folder, workspace);
    await using upstream = await startUpstream(folder);
    const job = { scratch, workspace, upstream, settings: { latency: 0 }, limit: 600, watchMemory: true };
    const { ok, ms, peakBytes, output } = await download(ours, job);
    if (!ok) throw new Error(output);
    return { zips, zipBytes, ms: rounded(ms), peakBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Modules that differ in nothing but their names, with content that cannot be compressed. */
function makeModules(folder: string, workspace: string): void {
  mkdirSync(workspace, { recursive: true });
  const large = randomBytes((zipBytes * 3) / 4).toString('base64');
  const largeSum = createHash('sha256').update(large).digest('hex');
  const version = 'v1.0.0';
  let requires = '';
  let sums = '';
  for (let count = 0; count < zips; count++) {
    const name = `example.com/large${count}`;
    const mod = `module ${name}\n\ngo 1.21\n`;
    const versions = path.join(folder, name, '@v');
    mkdirSync(versions, { recursive: true });
    const modSum = createHash('sha256').update(mod).digest('hex');
    const h1 = hash1([
      { name: `${name}@${version}/go.mod`, sha256: modSum },
      { name: `${name}@${version}/large.txt`, sha256: largeSum },
    ]);
    const zip = storedZip({ [`${name}@${version}/go.mod`]: mod, [`${name}@${version}/large.txt`]: large });
    writeFileSync(path.join(versions, `${version}.zip`), zip);
    writeFileSync(path.join(versions, `${version}.mod`), mod);
    writeFileSync(path.join(versions, `${version}.info`), JSON.stringify({ Version: version }));
    requires += `require ${name} ${version}\n`;
    sums += `${name} ${version} ${h1}\n${name} ${version}/go.mod ${goModHash(Buffer.from(mod))}\n`;
  }
  writeFileSync(path.join(workspace, 'go.mod'), `module example.com/main\n\ngo 1.24\n\n${requires}`);
  writeFileSync(path.join(workspace, 'go.sum'), sums);
}
