import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { githubCache } from '../../../src/adapters/github-cache/github-cache.ts';
import { fakeCacheService, packVersion } from '../../support/fake-cache-service.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const adapter = new URL('../../../src/adapters/github-cache/github-cache.ts', import.meta.url);
const nobody = 65534;
// Root may remove anything, so that this can only be seen as somebody else.
const asNobody = process.getuid?.() === 0 ? test : test.skip;
const pack: OuterMember = { name: 'go-mod-download.pack', contents: 'the pack' };

/** Each makes an archive that tries to reach the folder `outside`. */
const escapes: readonly [name: string, members: (outside: string) => readonly OuterMember[]][] = [
  ['an absolute name', (outside) => [{ name: `${outside}/new`, contents: 'evil' }, pack]],
  ['a name that overwrites', (outside) => [{ name: `${outside}/victim`, contents: 'evil' }, pack]],
  [
    'a name that goes up',
    () => [...['../up', '../../up', '../../../up'].map((name) => ({ name, contents: 'evil' })), pack],
  ],
  [
    'a file behind a symbolic link',
    (outside) => [
      { name: 'door', type: 'symlink', linkname: outside },
      { name: 'door/new', contents: 'evil' },
      pack,
    ],
  ],
  [
    'the pack as a link that is then written to',
    (outside) => [{ name: pack.name, type: 'symlink', linkname: `${outside}/victim` }, pack],
  ],
  [
    'a hard link that is then written to',
    (outside) => [
      { name: 'other', type: 'link', linkname: `${outside}/victim` },
      { name: 'other', contents: 'evil' },
      pack,
    ],
  ],
  [
    'a folder in place of a link',
    (outside) => [
      { name: 'door', type: 'symlink', linkname: outside },
      { name: 'door', type: 'bare-directory', mode: 0o001 },
      pack,
    ],
  ],
];

const impostors: readonly [
  name: string,
  members: (outside: string) => readonly OuterMember[],
  reason: RegExp,
][] = [
  ['no pack', () => [{ name: 'else', contents: 'x' }], /k-1 came without its pack$/],
  ['a pack in a folder', () => [{ name: `./x/${pack.name}`, contents: 'x' }], /k-1 came without its pack$/],
  [
    'a symbolic link as pack',
    (outside) => [{ name: pack.name, type: 'symlink', linkname: `${outside}/victim` }],
    /k-1 holds a link/,
  ],
  [
    'a hard link as pack',
    (outside) => [{ name: pack.name, type: 'link', linkname: `${outside}/victim` }],
    /k-1 holds a link/,
  ],
  ['a folder as pack', () => [{ name: pack.name, type: 'directory' }], /came without its pack|holds a link/],
];

async function planted(members: (outside: string) => readonly OuterMember[]) {
  const service = await fakeCacheService();
  const dir = await tempDir({ 'outside/victim': 'untouched' });
  const outside = path.join(dir.path, 'outside');
  await service.putEntry('k-1', packVersion, await outerArchive(members(outside)));
  const scratchDir = path.join(dir.path, 'scratch');
  const env = { PATH: process.env['PATH'], ...service.env() };
  return {
    env,
    cache: githubCache({ env, scratchDir, stallTimeout: 20_000 }),
    scratchDir,
    async untouched() {
      expect((await readdir(dir.path)).sort()).toEqual(['outside', 'scratch']);
      expect(await readdir(outside)).toEqual(['victim']);
      expect(await readFile(path.join(outside, 'victim'), 'utf8')).toBe('untouched');
      expect((await lstat(outside)).mode & 0o777).not.toBe(0);
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('an entry whose outer archive is hostile', () => {
  test.each(escapes)('writes nothing outside with %s', async (_name, members) => {
    await using scene = await planted(members);
    const fetched = await scene.cache.fetch(['k-'], never);
    if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
    expect(await readFile(fetched.file, 'utf8')).toBe('the pack');
    await scene.untouched();
    expect(await readdir(scene.scratchDir)).toEqual([path.basename(fetched.file)]);
    await fetched.dispose();
    expect(await readdir(scene.scratchDir)).toEqual([]);
  });

  test.each(impostors)('is no hit with %s', async (_name, members, reason) => {
    await using scene = await planted(members);
    expect(await scene.cache.fetch(['k-'], never)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
    await scene.untouched();
    expect(await readdir(scene.scratchDir)).toEqual([]);
  });

  asNobody('takes nobody the right to remove what it left', async () => {
    const locks = ['..', '.', 'locked'].map(
      (name) => ({ name, type: 'bare-directory', mode: 0o001 }) as const,
    );
    await using scene = await planted(() => [...locks, pack]);
    await chmod(path.dirname(scene.scratchDir), 0o755);
    await mkdir(scene.scratchDir);
    await chown(scene.scratchDir, nobody, nobody);
    const source = `
      const { githubCache } = await import(${JSON.stringify(adapter.href)});
      const cache = githubCache({ env: process.env, scratchDir: process.argv[1], stallTimeout: 20_000 });
      const fetched = await cache.fetch(['k-'], new AbortController().signal);
      if (fetched.kind === 'found') await fetched.dispose();
      console.log(JSON.stringify(fetched));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source, scene.scratchDir], {
      cwd: '/',
      env: scene.env,
      stdio: ['ignore', 'pipe', 'inherit'],
      uid: nobody,
      gid: nobody,
    });
    const [fetched] = await Promise.all([json(child.stdout), once(child, 'close')]);
    expect(fetched).toMatchObject({ kind: 'found', key: 'k-1' });
    expect(await readdir(scene.scratchDir)).toEqual([]);
  });

  test('is ended when it unpacks to more than the limit', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    // Disk use in the sandbox is sampled: the archive itself, which trickles in, is over the limit long before its end.
    await service.putEntry('k-1', packVersion, Buffer.alloc(8e6));
    service.faults.bytesPerSecond = 1e6;
    const cache = githubCache({
      env: { PATH: process.env['PATH'], ...service.env() },
      scratchDir: dir.path,
      stallTimeout: 20_000,
      sizeLimit: 1e5,
    });
    expect(await cache.fetch(['k-'], never)).toEqual({
      kind: 'unavailable',
      reason: 'the entry is larger than 100000 bytes',
    });
    expect(await readdir(dir.path)).toEqual([]);
  });

  test('is no hit when its key cannot be ours', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry('k-1\n::set-output', packVersion, await outerArchive([pack]));
    await writeFile(path.join(dir.path, 'keep'), '');
    const cache = githubCache({
      env: { PATH: process.env['PATH'], ...service.env() },
      scratchDir: dir.path,
      stallTimeout: 20_000,
    });
    expect(await cache.lookup(['k-'], never)).toEqual({
      kind: 'unavailable',
      reason: 'the cache service answered with an entry that was not asked for',
    });
    expect(await readdir(dir.path)).toEqual(['keep']);
  });
});
