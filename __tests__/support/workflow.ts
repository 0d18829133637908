import { chmod, chown, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ActionOptions, type ActionRun, runAction } from './action.ts';
import {
  type FakeCacheService,
  type FakeCacheServiceOptions,
  fakeCacheService,
} from './fake-cache-service.ts';
import { type FakeGoproxy, type FakeGoproxyOptions, fakeGoproxy } from './fake-goproxy.ts';
import { tempDir } from './temp-dir.ts';

/** JobOptions is what sets one job apart from the others of its workflow. */
export interface JobOptions extends Partial<Omit<ActionOptions, 'workspace' | 'machine'>> {
  /** Files of the checkout, by name, instead of those of the workflow. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where the checkout lies below the machine. */
  readonly checkout?: string;
  /** The machine of an earlier job, as on a self-hosted runner: its checkout and module cache are still there. */
  readonly on?: Pick<Job, 'machine' | 'gomodcache' | 'workspace'>;
}

/** Job is a finished job and the machine it ran on, which stays until the workflow's scope ends. */
export interface Job extends ActionRun {
  readonly machine: string;
  readonly workspace: string;
  readonly gomodcache: string;
}

/** Workflow is a project whose jobs share a module proxy and a cache service, and nothing else. */
export interface Workflow extends AsyncDisposable {
  readonly proxy: FakeGoproxy;
  readonly service: FakeCacheService;
  /** A folder that is there as long as the workflow. */
  readonly dir: string;
  /** Runs the action once: unless told otherwise on a machine of its own, with an empty module cache. */
  job(options?: JobOptions): Promise<Job>;
}

/** WorkflowOptions says what the proxy serves, how the service behaves, and what the repository holds. */
export interface WorkflowOptions extends FakeGoproxyOptions {
  readonly service?: FakeCacheServiceOptions;
  /** Files of the checkout; by default a main module that requires every module of the proxy. */
  readonly files?: (proxy: FakeGoproxy) => Readonly<Record<string, string>>;
}

/** workflow starts a proxy and a cache service for jobs that run the built action; all ends with its scope. */
export async function workflow(options: WorkflowOptions): Promise<Workflow> {
  const proxy = await fakeGoproxy(options);
  const service = await fakeCacheService(options.service);
  const dir = await tempDir();
  const files = options.files?.(proxy) ?? proxy.project();
  return {
    proxy,
    service,
    dir: dir.path,
    async job(job = {}) {
      const { machine, workspace, gomodcache } = job.on ?? (await newMachine(dir.path, job));
      await writeFiles(workspace, job.files ?? (job.on === undefined ? files : {}));
      if (job.uid !== undefined) await giveTo(job.uid, dir.path, machine);
      const run = await runAction({
        ...job,
        machine,
        workspace,
        gomodcache,
        env: { ...proxy.env(), ...service.env(), ...job.env },
      });
      return { ...run, machine, workspace, gomodcache };
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function newMachine(dir: string, { gomodcache, checkout = 'work/project' }: JobOptions) {
  const machine = await mkdtemp(path.join(dir, 'machine '));
  const workspace = path.join(machine, checkout);
  await mkdir(workspace, { recursive: true });
  return { machine, workspace, gomodcache: gomodcache ?? path.join(machine, 'mod') };
}

/** Makes a machine another user's, and lets that user reach it. */
async function giveTo(uid: number, dir: string, machine: string): Promise<void> {
  await mkdir(path.join(machine, 'temp'), { recursive: true });
  await chmod(dir, 0o755);
  await chown(machine, uid, uid);
  for (const name of await readdir(machine, { recursive: true }))
    await chown(path.join(machine, name), uid, uid);
}

async function writeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, contents] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}
