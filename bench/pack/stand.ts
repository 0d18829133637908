import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type FakeCacheService, fakeCacheService } from '../../__tests__/support/fake-cache-service.ts';
import { freshMachine, goEnv, type Machine } from '../measure/machine.ts';

/** Stand is where contestants meet: one cache service and one scratch folder, best on a tmpfs. */
export interface Stand extends AsyncDisposable {
  readonly scratch: string;
  env(): Record<string, string>;
  /** Bytes a second that the service sends, or undefined for as many as it can. */
  setSpeed(bytesPerSecond: number | undefined): void;
  /** How long the service waits before it answers a request. */
  setLatency(ms: number): void;
  /** The size in bytes of the newest entry. */
  newestEntryBytes(): number;
  /** How often blobs were downloaded since the start. */
  downloads(): number;
  /** A machine whose module cache holds what a checkout needs, as `go mod download` leaves it. */
  filledMachine(seed: Seed): Machine;
  /** Puts the module cache of a machine back to where it came from. */
  takeBack(seed: Seed, machine: Machine): void;
}

/** Seed is a filled module cache that waits for its next use. */
export interface Seed {
  readonly gomodcache: string;
  readonly workspace: string;
  readonly modules: number;
}

/**
 * openStand starts a cache service that keeps its entries below `scratch`. `azure`: blobs have a name of Azure's, for which
 * the clients take their production path.
 */
export async function openStand(scratch: string, { azure = false } = {}): Promise<Stand> {
  process.env['TMPDIR'] = scratch;
  const service = await fakeCacheService({ azure });
  return {
    scratch,
    env: () => service.env(),
    setSpeed: (bytesPerSecond) => {
      service.faults.bytesPerSecond = bytesPerSecond;
    },
    setLatency: (ms) => {
      service.faults.latency = ms;
    },
    newestEntryBytes: () => newestEntryBytes(service),
    downloads: () => service.requests.filter(({ method }) => method === 'GET').length,
    filledMachine: (seed) => {
      const machine = freshMachine(scratch);
      renameSync(seed.gomodcache, machine.gomodcache);
      return machine;
    },
    takeBack: (seed, machine) => renameSync(machine.gomodcache, seed.gomodcache),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

/**
 * sow downloads what a checkout needs into a module cache below `scratch`. It comes from `modules`, a module cache
 * filled earlier, as far as it is there, else from the machine's own GOPROXY, and is kept in `modules`.
 */
export function sow(scratch: string, modules: string, checkout: string, name: string): Seed {
  const folder = path.join(scratch, 'seeds', name.replaceAll('/', '-'));
  const workspace = path.join(folder, 'project');
  mkdirSync(folder, { recursive: true });
  cpSync(checkout, workspace, { recursive: true });
  // A zip from the Go proxy lacks the other modules of a workspace, and all of vendor but its list.
  for (const name of ['go.work', 'vendor'])
    rmSync(path.join(workspace, name), { recursive: true, force: true });
  const gomodcache = path.join(folder, 'mod');
  const kept = `file://${modules}/cache/download`;
  download(workspace, modules, goEnv('GOPROXY'));
  const json = download(workspace, gomodcache, kept);
  return { gomodcache, workspace, modules: [...json.matchAll(/^\t"Path": /gm)].length };
}

/** uproot removes a seed. */
export function uproot(seed: Seed): void {
  rmSync(path.dirname(seed.gomodcache), { recursive: true, force: true });
}

/** checkoutsOf names the states of a project that a folder of corpora holds. */
export function checkoutsOf(corpora: string, project: string): string[] {
  return readdirSync(path.join(corpora, project)).map((state) => path.join(corpora, project, state));
}

function download(workspace: string, gomodcache: string, goproxy: string): string {
  return execFileSync('go', ['mod', 'download', '-json'], {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: {
      ...process.env,
      GOMODCACHE: gomodcache,
      GOPROXY: goproxy,
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
      GOSUMDB: 'off',
      GOWORK: 'off',
    },
  });
}

function newestEntryBytes(service: FakeCacheService): number {
  const store = service.requests.findLast(({ method }) => method === 'FinalizeCacheEntryUpload');
  return Number(store?.body['size_bytes'] ?? 0);
}
