import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProxyEvent } from '../../src/fetch/events.ts';
import type { FetchContext } from '../../src/fetch/fetch.ts';
import { servers } from '../../src/fetch/servers.ts';
import type { Content } from '../../src/fetch/spool.ts';
import { spools } from '../../src/fetch/spool.ts';
import { verifier } from '../../src/fetch/verify.ts';
import { describeFailure } from '../../src/fetch/wording.ts';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { withDamage } from '../../src/modcache/zip-damage.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import { type BuiltModule, buildModule, goSumOf } from '../support/goproxy-module.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

/** The module that most tests are about. */
export const built: BuiltModule = buildModule({
  path: 'example.com/Shout',
  version: 'v1.2.3',
  files: { 'shout.go': `package shout\n\n// ${'shout! '.repeat(4000)}\n` },
});

/** The same module as it must not be: well-formed, and with other content. */
export const forged: BuiltModule = buildModule({
  path: 'example.com/Shout',
  version: 'v1.2.3',
  goMod: 'module example.com/Shout\n\ngo 1.99\n',
  files: { 'shout.go': 'package shout\n\n// forged\n' },
});

/** TestFetcher is a FetchContext whose time passes only when a test says so, and what it did. */
export interface TestFetcher extends AsyncDisposable {
  readonly context: FetchContext;
  readonly clock: ManualClock;
  readonly events: ProxyEvent[];
  readonly dir: TempDir;
  /** Lets time pass until `outcome` is settled, at most ten minutes; returns it and the ms it took. */
  settle<T>(outcome: Promise<T>): Promise<{ value?: T; error?: unknown; ms: number }>;
  reasons(): string[];
}

/** testFetcher trusts go.sum lines for `built`; random is always one half. */
export async function testFetcher(
  http: HttpClient,
  changes: Partial<FetchContext> = {},
): Promise<TestFetcher> {
  const clock = manualClock();
  const events: ProxyEvent[] = [];
  const dir = await tempDir();
  const onEvent = (event: ProxyEvent) => void events.push(event);
  const checksums = mergeChecksums([parseGoSum(goSumOf([built]), 'go.sum')]);
  const disk = { busy: 0 };
  const spoolFor = spools(await mkdtemp(path.join(dir.path, 'spool-')));
  const context: FetchContext = {
    http,
    servers: servers({ concurrency: 8, stallTimeout: 30_000 }, clock, onEvent),
    spoolFor: (file) => counted(disk, counted(disk, { spoolFor }).spoolFor(file)),
    verifier: counted(
      disk,
      verifier(checksums, async ({ file }, _, h1) => withDamage(await hashZip(file), file, h1)),
    ),
    attempts: 6,
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    onEvent,
    ...changes,
  };
  return {
    context,
    clock,
    events,
    dir,
    async settle(outcome) {
      const start = clock.now();
      const settled = outcome.then(
        (value) => ({ value, ms: clock.now() - start }),
        (error: unknown) => ({ error, ms: clock.now() - start }),
      );
      const done = settled.then(() => true);
      while (!(await Promise.race([done, briefly(clock, disk)]))) {
        if (clock.now() - start > 600_000) throw new Error('nothing has come of it in ten minutes');
      }
      return settled;
    },
    reasons: () =>
      events.flatMap((event) => (event.kind === 'retry' ? [describeFailure(event.failure)] : [])),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

/** Files are really read and written, which takes turns of the event loop and is to take no time. */
async function briefly(clock: ManualClock, disk: { readonly busy: number }): Promise<false> {
  for (let turn = 0; turn < 10 || disk.busy > 0; turn++) await new Promise(setImmediate);
  await clock.advance(200);
  return false;
}

/** Counts the calls of asynchronous methods that have not come back. */
function counted<T extends object>(disk: { busy: number }, target: T): T {
  return new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const outcome: unknown = member.apply(target, args);
        if (!(outcome instanceof Promise)) return outcome;
        disk.busy++;
        return outcome.finally(() => disk.busy--);
      };
    },
  });
}

/** bytesOf is what a Content holds. */
export async function bytesOf(content: Content | undefined): Promise<Buffer> {
  if (content === undefined) throw new Error('there is no content');
  return content.kind === 'memory' ? content.bytes : readFile(content.file);
}
