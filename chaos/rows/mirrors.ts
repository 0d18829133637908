import { throwDice } from '../../bench/upstream/dice.ts';
import { openDoor } from '../names.ts';
import { freePort } from '../ports.ts';
import type { Script } from '../relay.ts';
import { type Judged, type Row, type RowResult, recovered, refusedOnce } from '../row.ts';
import { startGoproxy } from '../servers.ts';
import { latency, ready, type Stage } from '../stage.ts';
import type { Trial } from '../trial.ts';

const group = 'mirrors';

/** mirrorRows are upstreams that fail while another one is fine, and one that hides what fails behind it. */
export function mirrorRows(): Row[] {
  const recovering = (name: string, run: Row['run']): Row => ({ group, name, promise: 'recovers', run });
  return [
    ...Object.entries(troubles).flatMap(([name, trouble]) => [
      recovering(`\`A|B\`, A ${name}`, (stage) => failover(stage, trouble, 'list')),
      recovering(`\`A\` and fallback-goproxy: B, A ${name}`, (stage) => failover(stage, trouble, 'fallback')),
    ]),
    {
      group,
      name: '`A,B`, A dead: B gets no request',
      promise: 'one precise error',
      run: strictList,
    },
    recovering('`A,B`, A has nothing (404)', (stage) => failover(stage, nothing, 'comma')),
    {
      ...recovering('goproxy v0.18 before a faulty upstream', maskedBehindGoproxy),
      needs: ['goproxy'],
    },
  ];
}

/** As far as a silent server is waited for, in ms: `stall-timeout`. */
const silenceBound = 30_000;

interface Trouble {
  /** Returns what to call A in a GOPROXY list. */
  begin(stage: Stage): Promise<string>;
  /** How often it struck. */
  count(stage: Stage): Promise<string>;
}

const answering =
  (script: Script): Trouble['begin'] =>
  async ({ first }) => {
    await first.upstream.serve({ latency });
    first.relay.to(first.upstream.url, script);
    return first.relay.url;
  };

const troubles = {
  'dead (refuses connections)': {
    begin: async () => `http://127.0.0.1:${await freePort()}`,
    count: async () => 'every connection',
  },
  'slow (1 KB/s)': {
    async begin({ first }) {
      await first.upstream.serve({ latency, bytesPerSecond: 1000 });
      return first.upstream.url;
    },
    count: async ({ first }) => `${(await first.upstream.counts()).requests} answers`,
  },
  'serves corrupt zips': {
    begin: answering(({ path }) => (path.endsWith('.zip') ? { kind: 'flip' } : undefined)),
    count: async ({ first }) => `${first.relay.counts().twisted} zips`,
  },
} satisfies Record<string, Trouble>;

const nothing: Trouble = {
  begin: answering(() => ({ kind: 'instead', status: 404, body: 'not found\n' })),
  count: async ({ first }) => `${first.relay.counts().twisted} answers`,
};

async function failover(
  stage: Stage,
  trouble: Trouble,
  way: 'list' | 'fallback' | 'comma',
): Promise<RowResult> {
  const calm = await stage.calm();
  const { second } = stage;
  const a = await trouble.begin(stage);
  const b = second.upstream.url;
  const list = { list: `${a}|${b}`, fallback: a, comma: `${a},${b}` }[way];
  await second.upstream.serve({ latency });
  const trial = await stage.ours({ GOPROXY: list }, way === 'fallback' ? ['--fallback-goproxy', b] : []);
  const injected = await trouble.count(stage);
  const { bytes, usefulBytes } = await second.upstream.counts();
  const bound = 2 * calm + silenceBound;
  const slow = trial.ms > bound ? [`took ${Math.round(trial.ms)} ms, more than ${Math.round(bound)}`] : [];
  const ours: Judged = {
    trial,
    complaints: [...recovered(trial), ...slow],
    wasted: { bytes: bytes - usefulBytes, useful: usefulBytes },
  };
  await trouble.begin(stage);
  const go = await stage.go({ GOPROXY: list.replace(/^[^|,]*/, a) }, 3);
  return { injected, ours: [ours], go: [go], calm };
}

async function strictList(stage: Stage): Promise<RowResult> {
  const { second } = stage;
  await second.upstream.serve({ latency });
  const a = `127.0.0.1:${await freePort()}`;
  const trial = await stage.ours({ GOPROXY: `http://${a},${second.upstream.url}` });
  const { requests } = await second.upstream.counts();
  const asked = requests === 0 ? [] : [`B got ${requests} requests`];
  const go = await stage.go({ GOPROXY: `http://${a},${second.upstream.url}` });
  const says = new RegExp(`^(?=.*${a.replaceAll('.', '\\.')}).*refused`, 's');
  return {
    injected: 'every connection',
    ours: [{ trial, complaints: [...refusedOnce(trial, says), ...asked] }],
    go: [go],
  };
}

/** More than goproxy tries by itself (ten times), so that it gives up and answers 404. */
const outage = 12;

async function maskedBehindGoproxy(stage: Stage): Promise<RowResult> {
  const program = await ready(stage, 'goproxy');
  const { relay, upstream } = stage.first;
  const calm = await stage.calm();
  await completeModules(stage);
  const ours: Judged[] = [];
  const go: Trial[] = [];
  let twisted = 0;
  for (const seed of stage.options.seeds) {
    const through = async (run: (goproxy: string) => Promise<Trial>): Promise<Trial> => {
      await upstream.serve({ latency });
      relay.to(upstream.url, ({ path, count }) =>
        count <= outage && throwDice({ seed, rate: 0.05 }, path, 1)
          ? { kind: 'instead', status: 503, body: 'try again later\n' }
          : undefined,
      );
      await using goproxy = await startGoproxy(program, await stage.folder('goproxy'), relay.url);
      return await run(`http://127.0.0.1:${goproxy.port}`);
    };
    const trial = await through((goproxy) => stage.ours({ GOPROXY: goproxy }));
    twisted += relay.counts().twisted;
    ours.push({ trial, complaints: recovered(trial) });
    go.push(await through((goproxy) => stage.go({ GOPROXY: goproxy }, 10)));
  }
  return { injected: `${twisted} 503 behind it`, ours, go, calm };
}

/** Goproxy fetches .info and zip even where only the go.mod is wanted, as it is of versions that are not selected. */
async function completeModules(stage: Stage): Promise<void> {
  const { relay, upstream } = stage.first;
  await upstream.serve({ latency });
  relay.to(upstream.url);
  await stage.go({ GOPROXY: relay.url });
  const zips = new Set(relay.asked((path) => path.endsWith('.zip')));
  const lacking = relay.asked((path) => path.endsWith('.mod') && !zips.has(path.replace(/mod$/, 'zip')));
  await stage.fill(lacking.map(moduleOf));
}

/** `/path/@v/version.mod`, with capitals written as `!` and the small letter. */
function moduleOf(path: string): string {
  const plain = path.replace(/!(?<letter>[a-z])/g, (_, letter: string) => letter.toUpperCase());
  return plain.replace(/^\/(?<path>.+)\/@v\/(?<version>.+)\.mod$/, '$<path>@$<version>');
}

/** silentRow is a server that lets everybody in and says nothing. */
export const silentRow: Row = {
  group,
  name: 'the only upstream is silent, `timeout: 10s`',
  promise: 'one precise error',
  async run(stage) {
    await using door = await openDoor();
    const goproxy = `http://127.0.0.1:${door.port}`;
    const trial = await stage.ours({ GOPROXY: goproxy }, ['--timeout', '10s']);
    const complaints = refusedOnce(trial, new RegExp(`127\\.0\\.0\\.1:${door.port}`));
    if (!/\w@v\d/.test(trial.errors[0]?.message ?? '')) complaints.push('the error names no module');
    if (trial.ms > 12_000) complaints.push(`took ${Math.round(trial.ms)} ms`);
    if (door.open() > 0) complaints.push(`${door.open()} sockets left`);
    const go = await stage.go({ GOPROXY: goproxy });
    return { injected: `${door.count()} connections`, ours: [{ trial, complaints }], go: [go] };
  },
};
