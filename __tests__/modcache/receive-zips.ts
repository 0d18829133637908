import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { receiveZip, type ZipTarget } from '../../src/modcache/receive-zip.ts';

/* A process to be killed: places zips one after the other, and says so of each. */

const jobs: readonly { zip: string; target: ZipTarget }[] = JSON.parse(process.argv[2] ?? '[]');

for (const { zip, target } of jobs) {
  process.stdout.write(`${path.basename(zip)}\n`);
  await receiveZip(zip, target);
}
await writeFile(process.argv[3] ?? '', 'done');
