import { once } from 'node:events';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import path from 'node:path';
import { type Loan, lendModuleProxy } from '../../scripts/go-scripts/lender.ts';
import { removeTree } from '../../src/modcache/remove-tree.ts';
import { type Compared, type Comparison, type Opinion, resultOf } from './comparison.ts';
import { plainZip } from './forge-zip.ts';
import { runGo } from './go-command.ts';
import { dice } from './mutate.ts';
import { oddAnswer, plainAnswer } from './odd-answer.ts';

/** httpComparison compares what comes of odd answers, straight from the server and through our module proxy. */
export const httpComparison: Comparison = {
  name: 'http',
  quick: 16,
  async run(seeds, { scratch }) {
    const dir = await mkdtemp(path.join(scratch, 'http-'));
    await using upstream = await startUpstream();
    await using router = await startRouter(upstream.url, dir);
    try {
      const straight = await downloadAll(seeds, upstream.url, path.join(dir, 'straight'));
      const through = await downloadAll(seeds, router.url, path.join(dir, 'through'));
      return resultOf(
        seeds.map(
          (seed): Compared => ({
            seed,
            input: answersTo(seed).described,
            go: opinionIn(straight, seed),
            ours: opinionIn(through, seed),
          }),
        ),
        explain,
      );
    } finally {
      removeTree(dir);
    }
  },
};

const version = 'v1.0.0';

function pathOf(seed: number): string {
  return `example.com/s${seed}`;
}

/** The answers to the requests for the files of the module of a seed: one of them is odd. */
function answersTo(seed: number): {
  readonly answers: ReadonlyMap<string, Buffer>;
  readonly described: string;
} {
  const by = dice(seed);
  const mod = Buffer.from(`module ${pathOf(seed)}\n\ngo 1.21\n`);
  const prefix = `${pathOf(seed)}@${version}`;
  const files = new Map([
    ['info', Buffer.from(JSON.stringify({ Version: version, Time: '2024-01-02T03:04:05Z' }))],
    ['mod', mod],
    ['zip', plainZip({ [`${prefix}/go.mod`]: mod.toString(), [`${prefix}/s.go`]: 'package s\n' })],
  ]);
  const odd = by.pick(['info', 'mod', 'zip']);
  const answers = new Map(
    [...files].map(([kind, body]) => [kind, kind === odd ? oddAnswer(body, by) : plainAnswer(body)] as const),
  );
  const shown = (answers.get(odd) ?? Buffer.alloc(0)).toString('latin1');
  return {
    answers,
    described: `${odd} ${JSON.stringify(shown.length > 700 ? `${shown.slice(0, 700)}…` : shown)}`,
  };
}

interface Running extends AsyncDisposable {
  readonly url: string;
}

/** Writes the bytes of answers itself, as no HTTP library would write most of them. */
async function startUpstream(): Promise<Running> {
  const server = createServer((socket) => {
    let request = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      request += bytes.toString('latin1');
      if (!request.includes('\r\n\r\n')) return;
      const [, seed, kind = ''] = /^\w+ \/example\.com\/s(\d+)\/@v\/v1\.0\.0\.(\w+) /.exec(request) ?? [];
      const answer = seed === undefined ? undefined : answersTo(Number(seed)).answers.get(kind);
      socket.end(answer ?? 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    });
  });
  return listening(server);
}

/** Sends the go command on to a module proxy of its own for each seed: what one has seen is nothing to the others. */
async function startRouter(upstream: string, dir: string): Promise<Running> {
  const scratch = path.join(dir, 'proxies');
  await mkdir(scratch, { recursive: true });
  const loans = new Map<string, Promise<Loan>>();
  const settings = { GOPROXY: upstream, GOPRIVATE: '', GONOPROXY: '', GONOSUMDB: '', GOAUTH: 'off', env: {} };
  const server = createHttpServer((request, response) => {
    const [, seed = ''] = /^\/example\.com\/s(\d+)\//.exec(request.url ?? '') ?? [];
    const loan = loans.get(seed) ?? lendModuleProxy(settings, scratch, 1);
    loans.set(seed, loan);
    loan.then(
      ({ goproxy }) => response.writeHead(307, { location: `${goproxy}${request.url}` }).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const running = await listening(server);
  return {
    url: running.url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await running[Symbol.asyncDispose]();
      for (const loan of loans.values()) await (await loan).close();
    },
  };
}

async function listening(server: Server): Promise<Running> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** One of what `go mod download -json` prints. */
interface Downloaded {
  readonly Path: string;
  readonly Error?: string;
  readonly Info?: string;
  readonly Sum?: string;
  readonly GoModSum?: string;
}

type Outcomes = ReadonlyMap<string, Downloaded & { readonly time: string }>;

/** Downloads the modules of all seeds, a hundred in each go command. */
async function downloadAll(seeds: readonly number[], goproxy: string, dir: string): Promise<Outcomes> {
  const outcomes = new Map<string, Downloaded & { time: string }>();
  for (let at = 0; at < seeds.length; at += 100) {
    const modules = seeds.slice(at, at + 100).map((seed) => `${pathOf(seed)}@${version}`);
    for (const one of await download(modules, goproxy, dir)) {
      const time = one.Info === undefined ? '' : timeIn(await readFile(one.Info, 'utf8'));
      outcomes.set(one.Path, { ...one, time });
    }
  }
  return outcomes;
}

async function download(modules: readonly string[], goproxy: string, dir: string): Promise<Downloaded[]> {
  await mkdir(dir, { recursive: true });
  // It fails when a module could not be downloaded; what it prints then says which.
  const { stdout, stderr } = await runGo(['mod', 'download', '-json', ...modules], {
    cwd: dir,
    dir,
    env: { GOPROXY: goproxy },
  });
  if (!stdout.includes('}\n')) throw new Error(`go printed nothing: ${stderr}`);
  return JSON.parse(`[${stdout.trim().replaceAll('}\n{', '},{')}]`);
}

function timeIn(info: string): string {
  return String(JSON.parse(info).Time ?? '');
}

function opinionIn(outcomes: Outcomes, seed: number): Opinion {
  const outcome = outcomes.get(pathOf(seed));
  if (outcome === undefined) throw new Error(`go said nothing of ${pathOf(seed)}`);
  const { Error: error, Sum = '', GoModSum = '', time } = outcome;
  if (error !== undefined) return { kind: 'refused', reason: error.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST') };
  return { kind: 'accepted', value: [Sum, GoModSum, time] };
}

function explain({ go, ours }: Compared): string | undefined {
  if (go.kind === 'refused' && ours.kind === 'accepted') {
    const isLenient = /malformed HTTP|unsupported transfer encoding|http chunk length too large/.test(
      go.reason,
    );
    return isLenient ? 'the HTTP parser of Node takes it; what it holds is checked all the same' : undefined;
  }
  const isStrict =
    ours.kind === 'refused' && /\(Invalid character in chunk (?:size|extensions)\)/.test(ours.reason);
  return isStrict
    ? 'the HTTP parser of Node refuses it; the go command then gets a try without us'
    : undefined;
}
