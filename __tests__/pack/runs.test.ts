import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, lutimes, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { takeLock } from '../../src/modcache/lock.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { removeTree } from '../../src/modcache/remove-tree.ts';
import { makeScratch } from '../../src/modcache/scratch.ts';
import { inOrder, Pool } from '../../src/pack/pool.ts';
import { cutShards, shardBytes } from '../../src/pack/shards.ts';
import { fillModuleCache, listFiles } from '../support/module-cache.ts';
import { goSumOf, moduleH1, type TestModule, testModule } from '../support/module-zip.ts';
import { pack, unpack } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const long = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);

describe('the scratch folder', () => {
  test('of a run killed days ago is removed, those of other runs and other files are not', async () => {
    await using dir = await tempDir();
    const [old, recent] = [makeScratch(dir.path), makeScratch(dir.path)];
    const work = path.dirname(old);
    await writeFile(`${old}/left`, '');
    await writeFile(`${work}/notes`, '');
    await utimes(old, long, long);
    await utimes(`${work}/notes`, long, long);
    const mine = makeScratch(dir.path);
    await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' });
    expect([(await stat(recent)).isDirectory(), (await stat(mine)).isDirectory()]).toEqual([true, true]);
    expect(await listFiles(work)).toEqual(['notes']);
  });
});

test('what is not a folder of ours is left alone, whatever its name and its age', async () => {
  await using dir = await tempDir();
  const work = path.dirname(makeScratch(dir.path));
  await mkdir(`${dir.path}/precious/sub`, { recursive: true });
  await symlink(`${dir.path}/precious`, `${work}/run-0123456789abcdef`);
  await writeFile(`${work}/run-fedcba9876543210`, 'a file');
  for (const name of ['run-0123456789abcdef', 'run-fedcba9876543210'])
    await lutimes(`${work}/${name}`, long, long);
  await utimes(`${dir.path}/precious`, long, long);
  makeScratch(dir.path);
  expect((await readdir(work)).filter((name) => /^run-(0123|fedc)/.test(name))).toHaveLength(2);
  expect((await stat(`${dir.path}/precious/sub`)).isDirectory()).toBe(true);
});

test('a tree that is a link is not made writable', async () => {
  await using dir = await tempDir();
  await mkdir(`${dir.path}/precious`);
  await chmod(`${dir.path}/precious`, 0o555);
  await symlink(`${dir.path}/precious`, `${dir.path}/link`);
  removeTree(`${dir.path}/link`);
  expect((await stat(`${dir.path}/precious`)).mode & 0o777).toBe(0o555);
});

describe('the lock', () => {
  test('is had by one run at a time', async () => {
    await using dir = await tempDir();
    makeScratch(dir.path);
    const first = await takeLock(dir.path);
    expect(first).toBeDefined();
    expect(await takeLock(dir.path)).toBeUndefined();
    await first?.release();
    const second = await takeLock(dir.path);
    expect(second).toBeDefined();
    await second?.release();
  });

  test('leaves nothing where the disk takes no byte', async () => {
    await using dir = await tempDir();
    const work = path.dirname(makeScratch(dir.path));
    const program = `
      import { takeLock } from ${JSON.stringify(path.resolve('src/modcache/lock.ts'))};
      await takeLock(${JSON.stringify(dir.path)}).catch((error) => console.log(error.code));`;
    // No file can grow; the output is a pipe.
    const limited = [
      '-c',
      'ulimit -f 0; exec "$0" --input-type=module --eval "$1"',
      process.execPath,
      program,
    ];
    const { stdout } = spawnSync('bash', limited, { encoding: 'utf8' });
    expect(stdout).toBe('EFBIG\n');
    expect((await readdir(work)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test('of a holder not heard of for a minute is taken over, and not given back by the old one', async () => {
    await using dir = await tempDir();
    const file = path.join(path.dirname(makeScratch(dir.path)), 'lock');
    const dead = await takeLock(dir.path);
    await utimes(file, long, long);
    const heir = await takeLock(dir.path);
    expect(heir).toBeDefined();
    const holder = await readFile(file, 'utf8');
    await dead?.release();
    expect(await readFile(file, 'utf8')).toBe(holder);
    await heir?.release();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('in other hands means zips instead of trees', async () => {
    await using dir = await tempDir();
    const module = testModule('example.com/m');
    await fillModuleCache(`${dir.path}/from`, [module]);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [module]);
    makeScratch(`${dir.path}/to`);
    const other = await takeLock(`${dir.path}/to`);
    expect(
      (await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [module], { layout: 'tree' })).restored,
    ).toHaveLength(1);
    await other?.release();
    const { tree, zip } = modcachePaths(`${dir.path}/to`, module);
    expect((await stat(zip)).isFile()).toBe(true);
    await expect(stat(tree)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the pool', () => {
  const impossible = { kind: 'pack', request: {} };

  test('tells that a worker died of its job, and gives the next job to another', async () => {
    const heard: [number, string][] = [];
    const pool = new Pool(1);
    await pool.run(inOrder(JSON.parse(JSON.stringify([impossible, impossible]))), {
      signal: new AbortController().signal,
      onMessage: (job, message) => heard.push([job, message.kind]),
    });
    expect(heard).toEqual([
      [0, 'died'],
      [1, 'died'],
    ]);
    await pool.close();
  });

  test('does one lot of jobs after another, also with workers that have died, until it is closed', async () => {
    const pool = new Pool(2);
    pool.start();
    const lots: number[][] = [];
    for (const count of [3, 1, 2]) {
      const done: number[] = [];
      await pool.run(inOrder(JSON.parse(JSON.stringify(Array(count).fill(impossible)))), {
        signal: new AbortController().signal,
        onMessage: (job) => done.push(job),
      });
      lots.push(done.sort());
    }
    expect(lots).toEqual([[0, 1, 2], [0], [0, 1]]);
    await pool.close();
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });

  test('tells when the workers that it has started run, or have ended', async () => {
    const running = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const pool = new Pool(3);
    await pool.started();
    expect(running()).toBe(0);
    pool.start(2);
    await pool.started();
    expect(running()).toBe(2);
    pool.start(3);
    const started = pool.started();
    await pool.close();
    await started;
    expect(running()).toBe(0);
  });

  test('does not wait for a job that is long in coming when it is aborted', async () => {
    const pool = new Pool(1);
    const reason = new Error('enough');
    const over = new AbortController();
    const running = pool.run(() => new Promise(() => undefined), {
      signal: over.signal,
      onMessage: () => undefined,
    });
    over.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  test('starts nothing when it is aborted already', async () => {
    const reason = new Error('enough');
    const running = new Pool(1).run(inOrder([]), {
      signal: AbortSignal.abort(reason),
      onMessage: () => undefined,
    });
    await expect(running).rejects.toBe(reason);
  });
});

describe('cutShards', () => {
  test('keeps the order, splits no module and fills no shard beyond one and a half', () => {
    const sizes = [1, shardBytes, 5, 6, shardBytes * 3, 7, shardBytes * 0.9, shardBytes * 0.9];
    const shards = cutShards(sizes.map((contentBytes) => ({ contentBytes })));
    expect(shards.flat().map(({ contentBytes }) => contentBytes)).toEqual(sizes);
    for (const shard of shards) {
      const bytes = shard.reduce((sum, { contentBytes }) => sum + contentBytes, 0);
      expect(shard.length === 1 || bytes <= shardBytes * 1.5).toBe(true);
    }
    expect(shards.length).toBeLessThan(sizes.length);
  });
});

describe('a run that is killed', () => {
  test('leaves nothing that looks complete and is not, and the next run completes it', async () => {
    await using dir = await tempDir();
    const modules = Array.from({ length: 8 }, (_, index) =>
      testModule(`example.com/m${index}`, 'v1.0.0', {
        ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`dir${at % 7}/f${at}.txt`, `${at}`])),
        'data.bin': Buffer.alloc(9 * 2 ** 20, index),
      }),
    );
    await fillModuleCache(`${dir.path}/from`, modules, 'zip');
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, modules);
    for (const placed of [1, 3, 5]) {
      const to = `${dir.path}/killed-after-${placed}`;
      await mkdir(to);
      await killAfter(placed, to, modules, unpackAlone(`${dir.path}/p.pack`, to, goSumOf(modules)));
      for (const module of modules) await expectCompleteOrAbsent(to, module);
      const rest = await unpack(`${dir.path}/p.pack`, to, modules, { layOutTrees: false });
      expect(rest.rejected).toEqual([]);
      for (const module of modules) expect((await stat(modcachePaths(to, module).zip)).isFile()).toBe(true);
    }
  });
});

/** Without its .ziphash, the go command takes nothing of a module for complete. */
async function expectCompleteOrAbsent(gomodcache: string, module: TestModule): Promise<void> {
  const { tree, zip, ziphash } = modcachePaths(gomodcache, module);
  if (existsSync(ziphash)) {
    expect(await readFile(ziphash, 'utf8')).toBe(moduleH1(module));
    expect(await listFiles(tree)).toHaveLength(Object.keys(module.files).length);
  } else {
    expect(existsSync(zip)).toBe(false);
  }
}

function unpackAlone(file: string, gomodcache: string, gosum: string): ChildProcess {
  return spawn(process.execPath, [path.join(import.meta.dirname, '../support/unpack-alone.ts')], {
    env: { ...process.env, PACK: file, GOMODCACHE: gomodcache, GOSUM: gosum },
    stdio: 'ignore',
  });
}

/** Kills a run as soon as so many of the modules are in place. */
async function killAfter(
  placed: number,
  gomodcache: string,
  modules: readonly TestModule[],
  run: ChildProcess,
): Promise<void> {
  const ended = once(run, 'exit');
  const zips = modules.map((module) => modcachePaths(gomodcache, module).zip);
  while (run.exitCode === null && zips.filter((zip) => existsSync(zip)).length < placed) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  run.kill('SIGKILL');
  await ended;
}
