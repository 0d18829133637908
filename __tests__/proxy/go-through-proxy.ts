import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { undiciClient } from '../../src/adapters/network/client.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { ProxyEvent } from '../../src/fetch/events.ts';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import type { ModuleVersion } from '../../src/go/module.ts';
import type { GraphRoot } from '../../src/go/module-graph.ts';
import { ZipHasher } from '../../src/modcache/zip-hasher.ts';
import type { Env } from '../../src/ports/env.ts';
import { type ModuleProxy, type ModuleProxyOptions, startModuleProxy } from '../../src/proxy/module-proxy.ts';
import type { FakeGoproxy } from '../support/fake-goproxy.ts';
import { tempDir } from '../support/temp-dir.ts';

/** GoRun is what the real go command did. */
export interface GoRun {
  readonly code: number;
  readonly stdout: string;
  /** With the upstream's URLs in it. */
  readonly stderr: string;
}

/** GoThroughProxy is a project with a module cache of its own, and a module proxy between the go command and upstreams. */
export interface GoThroughProxy extends AsyncDisposable {
  readonly proxy: ModuleProxy;
  readonly events: ProxyEvent[];
  /** Where spooled files lie. */
  readonly scratchDir: string;
  readonly gomodcache: string;
  /** The folder of the project. */
  readonly dir: string;
  /** The environment that `go` runs in. */
  readonly env: Env;
  go(...args: string[]): Promise<GoRun>;
}

/** graphOf is the graph of a main module that requires these. */
export function graphOf(modules: readonly ModuleVersion[]): GraphRoot {
  const requires = modules.map(({ path, version }) => ({ path, version, line: 1, indirect: false }));
  return { mains: [{ go: '1.24', requires }], folders: [], replaces: [], excludes: [] };
}

/**
 * goThroughProxy sets up the project of `upstream`, with go.sum lines for all it serves and everything prefetched; its
 * module cache is `modcache`, or one of its own.
 */
export async function goThroughProxy(
  upstream: FakeGoproxy,
  changes: Partial<ModuleProxyOptions> = {},
  modcache?: string,
): Promise<GoThroughProxy> {
  const dir = await tempDir(upstream.project());
  const scratchDir = path.join(dir.path, 'scratch');
  const gomodcache = modcache ?? path.join(dir.path, 'modcache');
  await mkdir(scratchDir);
  const events: ProxyEvent[] = [];
  const http = undiciClient({
    proxies: { httpProxy: '', httpsProxy: '', noProxy: '' },
    ca: () => [],
    connections: 8,
  });
  const proxy = await startModuleProxy({
    goproxy: upstream.url,
    goprivate: '',
    gonoproxy: '',
    gonosumdb: '',
    fallback: '',
    http,
    hasher: new ZipHasher(),
    clock: systemClock,
    random: () => 0.1,
    checksums: mergeChecksums([parseGoSum(upstream.goSum(), 'go.sum')]),
    modules: upstream.modules,
    graphs: changes.modules?.length === 0 ? [] : [graphOf(upstream.modules)],
    attempts: 6,
    stallTimeout: 30_000,
    concurrency: 8,
    scratchDir,
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    ...changes,
  });
  const base = { ...upstream.env(), PATH: process.env['PATH'], HOME: dir.path, GOMODCACHE: gomodcache };
  const env = proxy.env(base);
  return {
    proxy,
    events,
    scratchDir,
    gomodcache,
    dir: dir.path,
    env,
    go: (...args) =>
      new Promise((resolve) =>
        execFile('go', args, { cwd: dir.path, env: env as NodeJS.ProcessEnv }, (error, stdout, stderr) =>
          resolve({
            code: typeof error?.code === 'number' ? error.code : 0,
            stdout,
            stderr: proxy.rewrite(stderr),
          }),
        ),
      ),
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await http.close();
      await dir[Symbol.asyncDispose]();
    },
  };
}
