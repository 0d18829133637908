import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, open, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { directoryCache } from '../../../src/adapters/directory-cache/directory-cache.ts';
import { publish } from '../../../src/adapters/directory-cache/publish.ts';
import type { CacheBackend } from '../../../src/ports/cache-backend.ts';
import { cacheBackendContract } from '../../support/cache-backend-contract.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordingGuard } from '../../support/recording-guard.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const day = 24 * 60 * 60 * 1000;

const start = Date.UTC(2026, 0, 1);

async function cacheScene(maxBytes = 1e9) {
  const dir = await tempDir();
  const root = path.join(dir.path, 'cache');
  const clock = manualClock(start);
  let drawn = 0;
  const random = () => ++drawn / 1000;
  const guard = recordingGuard();
  const cache: CacheBackend = directoryCache({
    root,
    maxBytes,
    random,
    clock,
    isEntry: (key) => !key.startsWith('other'),
    guard,
  });
  const source = path.join(dir.path, 'source');
  return {
    cache,
    root,
    guard,
    pass: clock.advance,
    source,
    names: async () => (await readdir(path.join(root, 'v1'))).sort(),
    async store(key: string, contents = key) {
      await writeFile(source, contents);
      return cache.store(key, source, never);
    },
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

cacheBackendContract('the directory cache', async () => {
  const dir = await tempDir();
  const clock = manualClock(start);
  const root = path.join(dir.path, 'cache');
  return {
    backend: directoryCache({ root, maxBytes: 1e9, random: Math.random, clock, isEntry: () => true }),
    dir: dir.path,
    pass: () => clock.advance(1000),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
});

describe('directoryCache', () => {
  test('brings back what it stored, without a copy', async () => {
    await using at = await cacheScene();
    expect(await at.cache.lookup(['k'], never)).toEqual({ kind: 'none' });
    expect(await at.cache.fetch(['k'], never)).toEqual({ kind: 'none' });
    expect(await at.store('k', 'contents')).toEqual({ kind: 'stored', bytes: 8 });
    expect(await at.cache.lookup(['k'], never)).toEqual({ kind: 'found', key: 'k' });
    const fetched = await at.cache.fetch(['k'], never);
    if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
    const file = path.join(at.root, 'v1/k.pack');
    expect(fetched).toMatchObject({ key: 'k', bytes: 8, source: { kind: 'file', file } });
    await fetched.dispose();
    expect(await readFile(file, 'utf8')).toBe('contents');
    expect(await at.names()).toEqual(['k.pack']);
  });

  test('never changes an entry', async () => {
    await using at = await cacheScene();
    await at.store('k', 'first');
    expect(await at.store('k', 'second')).toEqual({ kind: 'exists' });
    expect(await readFile(path.join(at.root, 'v1/k.pack'), 'utf8')).toBe('first');
    expect(await at.names()).toEqual(['k.pack']);
  });

  test.each([
    ['the exact key before a newer one that starts with it', ['a-1'], 'a-1'],
    ['the newest that starts with a key', ['a-'], 'a-12'],
    ['the first key that matches at all', ['x', 'b', 'a-1'], 'b-1'],
    ['an exact match only of the key at hand', ['a', 'b-1'], 'a-12'],
  ])('finds %s', async (_name, keys, found) => {
    await using at = await cacheScene();
    for (const key of ['b-1', 'a-1', 'a-11', 'a-12']) {
      await at.store(key);
      await at.pass(1000);
    }
    expect(await at.cache.lookup(keys, never)).toEqual({ kind: 'found', key: found });
  });

  test('takes the one stored last for the newest, whichever was used last', async () => {
    await using at = await cacheScene();
    await at.store('a-1');
    await at.pass(1000);
    await at.store('a-2');
    await at.pass(1000);
    await at.cache.fetch(['a-1'], never);
    expect(await at.cache.lookup(['a-'], never)).toEqual({ kind: 'found', key: 'a-2' });
  });

  test('finds what is stored last, also when another entry is dated into the future', async () => {
    await using at = await cacheScene();
    await at.store('a-1');
    const future = new Date('2100-01-01');
    await utimes(path.join(at.root, 'v1/a-1.pack'), future, future);
    await at.store('a-2');
    expect(await at.cache.lookup(['a-'], never)).toEqual({ kind: 'found', key: 'a-2' });
    await at.store('a-3');
    expect(await at.cache.lookup(['a-'], never)).toEqual({ kind: 'found', key: 'a-3' });
  });

  test('does not keep an entry for good that was used in the future', async () => {
    await using at = await cacheScene(250);
    await at.store('a', 'x'.repeat(100));
    const future = new Date('2100-01-01');
    await utimes(path.join(at.root, 'v1/a.pack'), future, new Date(start));
    await at.store('b', 'x'.repeat(100));
    await at.pass(1000);
    await at.store('c', 'x'.repeat(100));
    expect(await at.names()).toEqual(['b.pack', 'c.pack']);
  });

  test('neither finds nor removes nor counts what is not named like an entry', async () => {
    await using at = await cacheScene(250);
    await at.store('a');
    for (const name of ['other.pack', '.unfinished-x']) {
      await writeFile(path.join(at.root, 'v1', name), 'x'.repeat(1000));
      await utimes(path.join(at.root, 'v1', name), 1, 1);
    }
    await at.store('b');
    expect(await at.names()).toEqual(['.unfinished-x', 'a.pack', 'b.pack', 'other.pack']);
    expect(await at.cache.lookup(['other'], never)).toEqual({ kind: 'none' });
    expect(await at.cache.fetch(['oth'], never)).toEqual({ kind: 'none' });
  });

  test.each([
    ['a link to a folder', (target: string, at: string) => symlink(target, at)],
    ['a file', (_: string, at: string) => writeFile(at, '')],
  ])('does nothing where its own folder is %s', async (_, make) => {
    await using at = await cacheScene(10);
    await using victim = await tempDir({ 'a.pack': 'x'.repeat(1000), '.unfinished-1-x': '' });
    await mkdir(at.root);
    await make(victim.path, path.join(at.root, 'v1'));
    const answer = {
      kind: 'unavailable',
      reason: expect.stringContaining('is not a folder but a link or a file'),
    };
    expect(await at.cache.lookup(['a'], never)).toEqual(answer);
    expect(await at.cache.fetch(['a'], never)).toEqual(answer);
    expect((await at.store('b')).kind).toBe('unavailable');
    expect((await readdir(victim.path)).sort()).toEqual(['.unfinished-1-x', 'a.pack']);
  });

  test.each([
    ['a pipe', (at: string) => void spawnSync('mkfifo', [at])],
    ['a link', (at: string) => symlink('/etc/hostname', at)],
    ['a folder', (at: string) => mkdir(at)],
  ])('says that %s is in the place of an entry', async (_, make) => {
    await using at = await cacheScene();
    await at.store('b');
    await make(path.join(at.root, 'v1/a.pack'));
    expect(await at.cache.lookup(['a'], never)).toEqual({ kind: 'none' });
    expect(await at.store('a')).toEqual({
      kind: 'denied',
      reason: expect.stringContaining('a.pack is not an entry but in its place; remove it'),
    });
  });

  test('makes room by removing what was not used for longest', async () => {
    await using at = await cacheScene(250);
    const hundred = 'x'.repeat(100);
    await at.store('a', hundred);
    await at.pass(1000);
    await at.store('b', hundred);
    await at.pass(1000);
    await at.cache.fetch(['a'], never);
    await at.pass(1000);
    await at.store('c', hundred);
    expect(await at.names()).toEqual(['a.pack', 'c.pack']);
  });

  test('keeps the entry just stored, even one larger than all its room', async () => {
    await using at = await cacheScene(250);
    await at.store('a', 'x'.repeat(100));
    await at.pass(1000);
    await at.store('b', 'x'.repeat(1000));
    expect(await at.names()).toEqual(['b.pack']);
  });

  test('clears away what others left unfinished a day ago, and nothing that is not its own', async () => {
    await using at = await cacheScene();
    await at.store('a');
    const old = (start - day - 1000) / 1000;
    const fresh = start / 1000;
    for (const [name, time] of [
      ['.unfinished-1-old', old],
      ['.unfinished-1-fresh', fresh],
      ['notes.txt', old],
    ] as const) {
      await writeFile(path.join(at.root, 'v1', name), '');
      await utimes(path.join(at.root, 'v1', name), time, time);
    }
    await at.store('b');
    expect(await at.names()).toEqual(['.unfinished-1-fresh', 'a.pack', 'b.pack', 'notes.txt']);
  });

  test('takes no link and no folder for an entry', async () => {
    await using at = await cacheScene();
    await at.store('a-1');
    await symlink(path.join(at.root, 'v1/a-1.pack'), path.join(at.root, 'v1/link.pack'));
    await mkdir(path.join(at.root, 'v1/folder.pack'));
    expect(await at.cache.lookup(['link', 'folder'], never)).toEqual({ kind: 'none' });
  });

  test.each([['../k'], ['a/b'], ['a\\b'], ['.hidden'], [''], ['a b'], ['k'.repeat(201)]])(
    'refuses the key %j',
    async (key) => {
      await using at = await cacheScene();
      const refusal = { kind: 'unavailable', reason: expect.stringContaining('cannot be a file name') };
      expect(await at.store(key)).toEqual(refusal);
      expect(await at.cache.fetch(['k', key], never)).toEqual(refusal);
    },
  );

  test('leaves nothing behind when the caller gives up', async () => {
    await using at = await cacheScene();
    await writeFile(at.source, Buffer.alloc(5e6));
    const caller = new AbortController();
    const outcome = at.cache.store('k', at.source, caller.signal);
    caller.abort(new Error('out of time'));
    expect(await outcome).toEqual({ kind: 'unavailable', reason: 'out of time' });
    expect((await readdir(at.root, { recursive: true })).filter((name) => name !== 'v1')).toEqual([]);
  });

  test.each([
    ['is stored', (signal: AbortController) => signal.signal],
    [
      'is given up',
      (signal: AbortController) => {
        setImmediate(() => signal.abort(new Error('out of time')));
        return signal.signal;
      },
    ],
  ])('tells the guard of an unfinished file until it %s', async (_name, signalOf) => {
    await using at = await cacheScene();
    await writeFile(at.source, Buffer.alloc(5e6));
    await at.cache.store('k', at.source, signalOf(new AbortController()));
    expect(at.guard.told).toEqual([expect.stringMatching(/\/v1\/\.unfinished-[^/]+$/)]);
    expect(at.guard.held.size).toBe(0);
    await at.cache.store('k', at.source, never);
    expect(await at.names()).toEqual(['k.pack']);
  });

  test('is unavailable when what is to be stored is not there', async () => {
    await using at = await cacheScene();
    const outcome = await at.cache.store('k', path.join(at.root, 'absent'), never);
    expect(outcome).toEqual({ kind: 'unavailable', reason: expect.stringContaining('ENOENT') });
  });

  test('is unavailable when its root is a file', async () => {
    await using at = await cacheScene();
    await writeFile(at.root, '');
    const unavailable = { kind: 'unavailable', reason: expect.stringMatching(/ENOTDIR|EEXIST/) };
    expect(await at.cache.lookup(['k'], never)).toEqual(unavailable);
    expect(await at.store('k')).toEqual(unavailable);
  });
});

describe('publish', () => {
  const cannotLink = async () => {
    throw Object.assign(new Error('no links here'), { code: 'EPERM' });
  };

  test.each([
    ['a free name', {}, 'published', 'new'],
    ['a taken name', { target: 'old' }, 'exists', 'old'],
  ])('works on a file system without hard links with %s', async (_name, files, outcome, contents) => {
    await using dir = await tempDir({ source: 'new', ...files });
    const [source, unfinished, target] = ['source', 'unfinished', 'target'].map((name) =>
      path.join(dir.path, name),
    );
    const publication = {
      source: source!,
      unfinished: unfinished!,
      target: target!,
      used: 0,
      stored: 0,
      signal: never,
    };
    expect(await publish(publication, cannotLink)).toBe(outcome);
    expect(await readFile(target!, 'utf8')).toBe(contents);
    expect((await readdir(dir.path)).sort()).toEqual(['source', 'target']);
  });
});

const adapter = new URL('../../../src/adapters/directory-cache/directory-cache.ts', import.meta.url);

/** Runs `script`, which has `cache` and `never`, in a process of its own and returns what it answered with. */
async function elsewhere(root: string, script: string, uid?: number): Promise<unknown> {
  const source = `
    const { directoryCache } = await import(${JSON.stringify(adapter.href)});
    const clock = { now: Date.now, sleep: async () => {} };
    const cache = directoryCache({ root: ${JSON.stringify(root)}, maxBytes: 1e9, random: Math.random, clock, isEntry: () => true });
    const never = new AbortController().signal;
    console.log(JSON.stringify(await (async () => { ${script} })()));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const [answer] = await Promise.all([json(child.stdout), once(child, 'close')]);
  return answer;
}

describe('a directory cache of several processes', () => {
  test('holds each entry once, whole, whoever stores it', async () => {
    await using at = await cacheScene();
    await writeFile(at.source, Buffer.alloc(3e6, 'x'));
    const script = `
      const kinds = [];
      for (const key of ['a', 'b', 'c']) kinds.push((await cache.store(key, ${JSON.stringify(at.source)}, never)).kind);
      return kinds;`;
    const kinds = await Promise.all([1, 2, 3, 4].map(() => elsewhere(at.root, script)));
    expect(kinds.flat().filter((kind) => kind === 'stored')).toHaveLength(3);
    expect(kinds.flat().filter((kind) => kind === 'exists')).toHaveLength(9);
    expect(await at.names()).toEqual(['a.pack', 'b.pack', 'c.pack']);
    for (const name of await at.names()) {
      expect((await lstat(path.join(at.root, 'v1', name))).size).toBe(3e6);
    }
  });

  test('lets all of them prune at the same time', async () => {
    await using at = await cacheScene();
    await writeFile(at.source, Buffer.alloc(1000));
    const storing = (name: string) => `
      const small = directoryCache({ root: ${JSON.stringify(at.root)}, maxBytes: 5000, random: Math.random, clock, isEntry: () => true });
      const kinds = [];
      for (let n = 0; n < 20; n++) {
        kinds.push((await small.store('${name}-' + n, ${JSON.stringify(at.source)}, never)).kind);
      }
      return kinds;`;
    const kinds = await Promise.all(['p', 'q', 'r'].map((name) => elsewhere(at.root, storing(name))));
    expect(new Set(kinds.flat())).toEqual(new Set(['stored']));
    expect((await at.names()).length).toBeLessThanOrEqual(8);
  });
});

describe('pruning while others read', () => {
  test('takes the name away, and leaves whoever reads the entry all of it', async () => {
    await using at = await cacheScene(3e6);
    const contents = 'x'.repeat(2e6);
    await at.store('old', contents);
    const fetched = await at.cache.fetch(['old'], never);
    expect(fetched).toMatchObject({ kind: 'found', key: 'old' });
    const reader = await open(path.join(at.root, 'v1/old.pack'));
    try {
      const half = (await reader.read(Buffer.alloc(1e6), 0, 1e6, 0)).buffer.toString();
      await at.pass(1000);
      await at.store('new', contents);
      expect(await at.names()).toEqual(['new.pack']);
      const rest = (await reader.read(Buffer.alloc(1e6), 0, 1e6, 1e6)).buffer.toString();
      expect(half + rest).toBe(contents);
    } finally {
      await reader.close();
    }
  });

  test('prunes what is unused before what was fetched a moment ago', async () => {
    await using at = await cacheScene(25);
    await at.store('a', 'ten bytes!');
    await at.pass(1000);
    await at.store('b', 'ten bytes!');
    await at.pass(1000);
    await at.cache.fetch(['a'], never);
    await at.pass(1000);
    await at.store('c', 'ten bytes!');
    expect(await at.names()).toEqual(['a.pack', 'c.pack']);
  });

  test('never shows half an entry: every one that is found is whole, while three processes store and prune', async () => {
    await using at = await cacheScene();
    await writeFile(at.source, Buffer.alloc(300_000, 'y'));
    const own = `directoryCache({ root: ${JSON.stringify(at.root)}, maxBytes: 1e6, random: Math.random, clock, isEntry: () => true })`;
    const storing = (name: string) => `
      const small = ${own};
      for (let n = 0; n < 25; n++) await small.store('k-${name}-' + n, ${JSON.stringify(at.source)}, never);
      return 'done';`;
    const reading = `
      const { readFile } = await import('node:fs/promises');
      const small = ${own};
      const seen = { whole: 0, gone: 0, torn: 0 };
      const until = Date.now() + 20_000;
      while (seen.whole + seen.gone + seen.torn < 60 && Date.now() < until) {
        const found = await small.fetch(['k-'], never);
        if (found.kind !== 'found') continue;
        const bytes = await readFile(found.source.file).catch(() => undefined);
        if (bytes === undefined) seen.gone++;
        else if (bytes.length === 300_000 && bytes.every((byte) => byte === 121)) seen.whole++;
        else seen.torn++;
      }
      return seen;`;
    const [seen] = await Promise.all(
      [reading, ...['p', 'q', 'r'].map(storing)].map((script) => elsewhere(at.root, script)),
    );
    expect(seen).toMatchObject({ torn: 0 });
    expect((seen as { whole: number }).whole).toBeGreaterThan(0);
  });
});

const nobody = 65534;
// Only root can start a process as somebody else; and only somebody else is stopped by modes.
const asNobody = process.getuid?.() === 0 ? test : test.skip;

describe('a directory cache without permission', () => {
  asNobody('still reads where it may not write, and says why it cannot store', async () => {
    await using at = await cacheScene();
    await at.store('k', 'contents');
    await chmod(path.dirname(at.root), 0o755);
    await chmod(at.source, 0o644);
    const script = `
      const fetched = await cache.fetch(['k'], never);
      return { fetched: fetched.kind, stored: await cache.store('new', ${JSON.stringify(at.source)}, never) };`;
    expect(await elsewhere(at.root, script, nobody)).toEqual({
      fetched: 'found',
      stored: { kind: 'denied', reason: expect.stringContaining('EACCES') },
    });
  });

  asNobody('is unavailable where it may not even look', async () => {
    await using at = await cacheScene();
    await at.store('k');
    await chmod(path.dirname(at.root), 0o755);
    await chmod(at.root, 0o700);
    expect(await elsewhere(at.root, "return cache.lookup(['k'], never);", nobody)).toEqual({
      kind: 'unavailable',
      reason: expect.stringContaining('EACCES'),
    });
  });
});
