import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { escapePath, escapeVersion, type ModuleVersion, moduleKey } from '../../src/go/module.ts';
import { type BuiltModule, buildModule, type FakeModule, goSumOf } from './goproxy-module.ts';
import { listening } from './listening.ts';

/** GoproxyRequest is one request as it reached the fake. */
export interface GoproxyRequest {
  readonly kind: 'list' | 'latest' | 'info' | 'mod' | 'zip' | 'other';
  /** `path@version` where the request is for a file of a module that is served. */
  readonly module?: string;
  /** Decoded, beginning with a slash. */
  readonly path: string;
  /** 1 for the first request of this path. */
  readonly attempt: number;
  readonly headers: IncomingHttpHeaders;
}

/** Fault is what goes wrong with one answer. Sizes in bytes of the body, times in ms. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
      /** Of the Retry-After header. */
      readonly retryAfter?: string | number;
    }
  /** The connection is reset: at once, or after a part of the body. */
  | { readonly kind: 'reset'; readonly after?: number }
  /** Silence for ever: at once, or after a part of the body. */
  | { readonly kind: 'stall'; readonly after?: number }
  /** The body ends too early; its length is announced as the whole one (`honest: false`) or as what comes. */
  | { readonly kind: 'truncate'; readonly after: number; readonly honest?: boolean }
  /** One byte is another; without `at` the one in the middle. */
  | { readonly kind: 'flip'; readonly at?: number }
  /** Something else comes instead. */
  | { readonly kind: 'body'; readonly body: string | Buffer }
  /** Whatever a test thinks of; `body` is that of the right answer. */
  | { readonly kind: 'answer'; readonly answer: (response: ServerResponse, body: Buffer) => void }
  /** The right answer, late. */
  | { readonly kind: 'delay'; readonly ms: number };

/** FakeGoproxyOptions says what is served, and what goes wrong with which request. */
export interface FakeGoproxyOptions {
  readonly modules: readonly FakeModule[];
  readonly script?: (request: GoproxyRequest) => Fault | undefined;
}

/** FakeGoproxy is a real module proxy on loopback that serves made-up modules and fails as it is told. */
export interface FakeGoproxy extends AsyncDisposable {
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: GoproxyRequest[];
  readonly modules: readonly BuiltModule[];
  /** The paths that were asked for, of one kind or of all. */
  asked(kind?: GoproxyRequest['kind']): string[];
  module(path: string, version?: string): BuiltModule;
  /** The go.sum that lists all modules. */
  goSum(): string;
  /** go.mod, go.sum and a main.go of a main module that requires all modules: files for `tempDir`. */
  project(name?: string): Record<'go.mod' | 'go.sum' | 'main.go', string>;
  /** Go's settings for a go command that knows this proxy and nothing else. */
  env(): Record<string, string>;
}

/** fakeGoproxy starts a proxy; it ends with its scope. */
export async function fakeGoproxy({ modules, script }: FakeGoproxyOptions): Promise<FakeGoproxy> {
  const built = modules.map(buildModule);
  const files = filesOf(built);
  const requests: GoproxyRequest[] = [];
  const ended = new AbortController();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://fake').pathname);
    const file = files.get(path);
    const seen: GoproxyRequest = {
      kind: file?.kind ?? 'other',
      ...(file?.module === undefined ? {} : { module: moduleKey(file.module) }),
      path,
      attempt: 1 + requests.filter((earlier) => earlier.path === path).length,
      headers: request.headers,
    };
    requests.push(seen);
    void answer(response, file, script?.(seen), ended.signal);
  });
  const at = await listening(server);
  const { url } = at;
  return {
    url,
    requests,
    modules: built,
    asked: (kind) =>
      requests.filter((request) => kind === undefined || request.kind === kind).map(({ path }) => path),
    module: (path, version) => {
      const found = built.find(
        (module) => module.path === path && (version ?? module.version) === module.version,
      );
      if (found === undefined) throw new Error(`the fake proxy has no ${path}@${version}`);
      return found;
    },
    goSum: () => goSumOf(built),
    project: (name = 'example.com/main') => projectOf(name, built),
    env: () => ({
      GOPROXY: url,
      GOSUMDB: 'off',
      GOPRIVATE: '',
      GONOPROXY: '',
      GONOSUMDB: '',
      GOFLAGS: '',
      GOTOOLCHAIN: 'local',
      // Settings of the user who runs the tests do not count.
      GOENV: 'off',
    }),
    async [Symbol.asyncDispose]() {
      ended.abort();
      await at[Symbol.asyncDispose]();
    },
  };
}

interface ServedFile {
  readonly kind: Exclude<GoproxyRequest['kind'], 'other'>;
  readonly module?: ModuleVersion;
  readonly body: Buffer;
}

function filesOf(modules: readonly BuiltModule[]): Map<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const module of modules) {
    const dir = `/${escapePath(module.path)}/@v`;
    const version = escapeVersion(module.version);
    files.set(`${dir}/${version}.info`, { kind: 'info', module, body: module.info });
    files.set(`${dir}/${version}.mod`, { kind: 'mod', module, body: module.mod });
    files.set(`${dir}/${version}.zip`, { kind: 'zip', module, body: module.zip });
    const listed = files.get(`${dir}/list`)?.body.toString() ?? '';
    files.set(`${dir}/list`, { kind: 'list', body: Buffer.from(`${listed}${module.version}\n`) });
    files.set(`/${escapePath(module.path)}/@latest`, { kind: 'latest', body: module.info });
  }
  return files;
}

function projectOf(
  name: string,
  modules: readonly BuiltModule[],
): Record<'go.mod' | 'go.sum' | 'main.go', string> {
  const requires = modules.map(({ path, version }) => `\t${path} ${version}\n`).join('');
  const imports = modules.map(({ path }) => `\t_ "${path}"\n`).join('');
  return {
    'go.mod': `module ${name}\n\ngo 1.21\n\nrequire (\n${requires})\n`,
    'go.sum': goSumOf(modules),
    'main.go': `package main\n\nimport (\n${imports})\n\nfunc main() {}\n`,
  };
}

type BrokenOff = Extract<Fault, { kind: 'truncate' | 'reset' | 'stall' }>;

async function answer(
  response: ServerResponse,
  file: ServedFile | undefined,
  fault: Fault | undefined,
  ended: AbortSignal,
): Promise<void> {
  const body = file?.body ?? Buffer.from('not found');
  const status = file === undefined ? 404 : 200;
  if (fault === undefined) return send(response, status, body);
  switch (fault.kind) {
    case 'delay':
      await pause(fault.ms, undefined, { signal: ended }).catch(() => {});
      return send(response, status, body);
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
      return send(response, fault.status, Buffer.from(fault.body ?? ''), fault.contentType);
    case 'body':
      return send(response, 200, Buffer.from(fault.body));
    case 'answer':
      return fault.answer(response, body);
    case 'flip':
      return send(response, 200, flipped(body, fault.at ?? Math.floor(body.length / 2)));
    default:
      return breakOff(response, body, fault);
  }
}

async function breakOff(response: ServerResponse, body: Buffer, fault: BrokenOff): Promise<void> {
  if (fault.kind === 'truncate' && fault.honest) return send(response, 200, body.subarray(0, fault.after));
  if (fault.after !== undefined) await begin(response, body, fault.after);
  if (fault.kind === 'truncate') response.socket?.end();
  if (fault.kind === 'reset') response.socket?.resetAndDestroy();
}

function send(response: ServerResponse, status: number, body: Buffer, contentType = 'text/plain'): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
  response.end(body);
}

/** Announces the whole body and sends a part of it. */
async function begin(response: ServerResponse, body: Buffer, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-length': body.length });
  response.flushHeaders();
  if (bytes > 0) await new Promise((resolve) => response.write(body.subarray(0, bytes), resolve));
}

function flipped(body: Buffer, at: number): Buffer {
  const copy = Buffer.from(body);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
