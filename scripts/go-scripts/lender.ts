import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { networkOf } from '../../src/adapters/network/network.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { messageOf } from '../../src/errors.ts';
import { mergeChecksums } from '../../src/go/gosum.ts';
import { forwardProxySettings } from '../../src/http/forward-proxy.ts';
import { ZipHasher } from '../../src/modcache/zip-hasher.ts';
import { trustOf } from '../../src/plan/http-settings.ts';
import { entriesLeftToGo } from '../../src/proxy/goauth.ts';
import { startModuleProxy } from '../../src/proxy/module-proxy.ts';

/** GoSettings are those of a go command, as `go env` gives them, and its environment. */
export interface GoSettings {
  readonly GOPROXY: string;
  readonly GOPRIVATE: string;
  readonly GONOPROXY: string;
  readonly GONOSUMDB: string;
  readonly GOAUTH: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Loan is a module proxy for one go command. */
export interface Loan {
  readonly goproxy: string;
  rewrite(output: string): string;
  close(): Promise<void>;
}

/** Lender lends module proxies over HTTP: `POST /lend` starts one, `POST /return` ends it and rewrites what go said. */
export interface Lender extends AsyncDisposable {
  readonly url: string;
  /** How many were lent, and how many lists were left to the go command, with the reasons. */
  counts(): { readonly lent: number; readonly refused: ReadonlyMap<string, number> };
}

/** startLender starts a lender on loopback. `scratchDir` is where its module proxies keep files. */
export async function startLender(scratchDir: string): Promise<Lender> {
  const loans = new Map<string, Loan>();
  const refused = new Map<string, number>();
  let lent = 0;

  const lend = async (settings: GoSettings): Promise<object> => {
    const id = randomUUID();
    try {
      const loan = await lendModuleProxy(settings, scratchDir, 2);
      loans.set(id, loan);
      lent++;
      return { id, goproxy: loan.goproxy, base: 'http://127.0.0.1:' };
    } catch (error) {
      // A run ends here with a clear error; the go command may still have something to say.
      const reason = messageOf(error);
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      return { id, goproxy: settings.GOPROXY, base: '' };
    }
  };
  const takeBack = async ({
    id,
    stdout,
    stderr,
  }: Record<'id' | 'stdout' | 'stderr', string>): Promise<object> => {
    const loan = loans.get(id);
    loans.delete(id);
    await loan?.close();
    const rewrite = (output: string) => loan?.rewrite(output) ?? output;
    return { id, stdout: rewrite(stdout), stderr: rewrite(stderr) };
  };

  const server = createServer((request, response) => {
    const answered = text(request).then((body) =>
      request.url === '/lend' ? lend(JSON.parse(body)) : takeBack(JSON.parse(body)),
    );
    answered.then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(messageOf(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the lender has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    counts: () => ({ lent, refused }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await Promise.all([...loans.values()].map((loan) => loan.close()));
    },
  };
}

/**
 * lendModuleProxy starts a module proxy as a run starts it, for a project without go.sum and with nothing to prefetch. `attempts`
 * is how often each file is requested of each server. Throws what startModuleProxy throws.
 */
export async function lendModuleProxy(settings: GoSettings, parent: string, attempts: number): Promise<Loan> {
  const { GOPROXY: goproxy, GOAUTH: goauth, env } = settings;
  const scratchDir = await mkdtemp(path.join(parent, 'loan-'));
  const closing = new AbortController();
  const http = await networkOf(env, process.platform, { mask: () => undefined, redact: (text) => text }).open(
    {
      ...forwardProxySettings(env),
      ...trustOf(undefined, env),
      connections: 32,
      goauth,
    },
  );
  const hasher = new ZipHasher();
  const end = async () => {
    await hasher.close();
    await http.close();
    await rm(scratchDir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const { signal } = closing;
    const leftToGo = await entriesLeftToGo({
      goauth,
      goproxy,
      module: undefined,
      http,
      clock: systemClock,
      signal,
    });
    const proxy = await startModuleProxy({
      goproxy,
      goprivate: settings.GOPRIVATE,
      gonoproxy: settings.GONOPROXY,
      gonosumdb: settings.GONOSUMDB,
      fallback: '',
      leftToGo,
      http,
      hasher,
      clock: systemClock,
      random: Math.random,
      checksums: mergeChecksums([]),
      modules: [],
      graphs: [],
      attempts,
      stallTimeout: 30_000,
      concurrency: 32,
      scratchDir,
      signal,
      onEvent: () => undefined,
    });
    return {
      goproxy: proxy.goproxy,
      rewrite: (output) => proxy.rewrite(output),
      async close() {
        closing.abort(new Error('the go command has ended'));
        await proxy.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
