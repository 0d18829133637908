import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { IncomingFile } from '../../../src/adapters/github-cache/incoming-file.ts';
import { receiveArchive } from '../../../src/adapters/github-cache/receive-archive.ts';
import { openSandbox } from '../../../src/adapters/github-cache/sandbox.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';
import { tempDir } from '../../support/temp-dir.ts';

const contents = randomBytes(10e6);
const pack: OuterMember = { name: 'go-mod-download.pack', contents };

/** An archive that the library has written already, and may have removed. */
async function scene(members: readonly OuterMember[]) {
  const dir = await tempDir();
  const sandbox = await openSandbox(dir.path);
  const folder = path.join(sandbox.root, 'of-the-library');
  await mkdir(folder);
  await writeFile(path.join(folder, 'cache.tzst'), await outerArchive(members));
  const [writing, run] = [new AbortController(), new AbortController()];
  writing.abort();
  const incoming = new IncomingFile();
  const archive = { sandbox, sizeLimit: 1e9, writing: writing.signal, signal: run.signal, incoming };
  const begun: string[] = [];
  return {
    run,
    incoming,
    begun,
    receive: () => receiveArchive(archive, 'k-1', ({ file }) => begun.push(file)),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

describe('receiveArchive', () => {
  test('writes the pack of an archive to a file beside the sandbox', async () => {
    await using at = await scene([pack]);
    const received = await at.receive();
    expect(received).toMatchObject({ kind: 'whole', found: { key: 'k-1', bytes: contents.length } });
    expect(at.incoming.bytes).toBe(contents.length);
    expect((await readFile(at.begun[0] ?? '')).equals(contents)).toBe(true);
  });

  test('leaves an archive that holds something else to the library', async () => {
    await using at = await scene([{ ...pack, name: 'else' }]);
    expect(await at.receive()).toEqual({ kind: 'left' });
    expect(at.begun).toEqual([]);
  });

  test('stops when nobody wants the pack any more, though all of it is on the disk', async () => {
    await using at = await scene([pack]);
    at.run.abort(new Error('the step has taken too long'));
    expect(await at.receive()).toEqual({
      kind: 'cut',
      reason: 'the entry k-1 cannot be read: the step has taken too long',
    });
    expect(at.incoming.bytes).toBe(0);
  });
});
