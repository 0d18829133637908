import path from 'node:path';
import { fakeS3 } from '../../__tests__/support/fake-s3.ts';
import { s3Keys, s3Region, versitygw } from '../../__tests__/support/s3-server.ts';
import { rounded } from '../measure/statistics.ts';
import { type PackBenchContext, withSeed } from './context.ts';
import { compare, type Row, save } from './restoring.ts';
import { checkoutsOf, openStand, type Seed, type Stand } from './stand.ts';

/** BucketSet is what restoring one set of modules takes out of a bucket, and out of GitHub's service. */
export interface BucketSet {
  readonly project: string;
  readonly modules: number;
  readonly entryBytes: number;
  /** The last is GitHub's service. */
  readonly rows: readonly Row[];
  /** In bytes, in the order of the rows. */
  readonly peaks: readonly number[];
}

const projects = ['node_exporter', 'prometheus'];

/** buckets measures restores out of a bucket against those out of GitHub's service, all of them stand-ins on loopback. */
export async function buckets(bench: PackBenchContext): Promise<{ readonly sets: readonly BucketSet[] }> {
  const sets: BucketSet[] = [];
  for (const project of projects) {
    const checkout = checkoutsOf(bench.corpora, project).findLast((dir) =>
      path.basename(dir).startsWith('v'),
    );
    if (checkout === undefined) throw new Error(`the corpora have no ${project}`);
    console.error(`  ${project}`);
    const set = await withSeed(bench, checkout, project, (seed) => measureSet(bench, seed));
    sets.push({ project, ...set });
  }
  return { sets };
}

async function measureSet(bench: PackBenchContext, seed: Seed): Promise<Omit<BucketSet, 'project'>> {
  await using github = await openStand(bench.scratch);
  await using fake = await fakeS3();
  await using server = await versitygw();
  const stands: Readonly<Record<string, Stand>> = {
    'S3, versitygw': inBucket(github, server.url),
    'S3, stand-in': inBucket(github, fake.url),
    'GitHub, stand-in': github,
  };
  const names = Object.keys(stands);
  for (const stand of Object.values(stands)) await save(stand, seed, bench.ours.full);
  const restore = (name: string, watchMemory = false) =>
    bench.ours.full.restore(stands[name] ?? github, { workspace: seed.workspace, watchMemory });
  const rows = await compare(names, bench.rounds, async (name) => {
    const step = await restore(name);
    return { ms: step.wallMs, cpuMs: step.cpuMs, stepMs: step.wallMs };
  });
  const peaks = [];
  for (const name of names) peaks.push(rounded((await restore(name, true)).peakBytes));
  return { modules: seed.modules, entryBytes: github.newestEntryBytes(), rows, peaks };
}

/** The same stand, with its entries in a bucket: `cache: auto` uses the bucket that the environment names. */
function inBucket(stand: Stand, url: string): Stand {
  return {
    ...stand,
    env: () => ({
      ...stand.env(),
      RUNS_ON_S3_BUCKET_CACHE: 'modules',
      AWS_ENDPOINT_URL_S3: url,
      AWS_REGION: s3Region,
      AWS_ACCESS_KEY_ID: s3Keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    }),
  };
}
