import { type Dice, type FaultKind, throwDice } from '../../bench/upstream/dice.ts';
import type { Script, Twist } from '../relay.ts';
import { type Judged, type Row, type RowResult, recovered } from '../row.ts';
import { latency, type Stage } from '../stage.ts';
import type { Trial } from '../trial.ts';

const group = 'scripted upstream';

/** How often a go command is tried beside us. */
const triesMax = 10;

/** scriptedRows are faults of an upstream that are drawn from dice: `rates` for the mixture, the middle one for each alone. */
export function scriptedRows(rates: readonly number[]): Row[] {
  const rate = rates[Math.floor(rates.length / 2)] ?? 0.05;
  const rowOf = (name: string, run: Row['run']): Row => ({ group, name, promise: 'recovers', run });
  return [
    ...rates.map((each) =>
      rowOf(`mixture without stalled zips, ${percent(each)}`, (stage) =>
        onDice(stage, { rate: each, stallZips: false }),
      ),
    ),
    rowOf(`mixture with stalled zips, ${percent(rate)}`, (stage) => onDice(stage, { rate })),
    ...Object.entries(alone).map(([name, kind]) =>
      rowOf(`${name}, ${percent(rate)}`, (stage) => onDice(stage, { rate, kinds: [kind] })),
    ),
    ...Object.entries(twists).map(([name, twist]) =>
      rowOf(`${name}, ${percent(rate)}`, (stage) => onRelay(stage, rate, twist)),
    ),
    rowOf('+500 ms on every answer', late),
  ];
}

const alone: Readonly<Record<string, FaultKind>> = {
  'reset in the body': 'reset',
  'silence, before an answer or in it': 'stall',
  '429, half with Retry-After': '429',
  '503, half with Retry-After': '503',
  'truncated, half with the right length': 'truncate',
  'one flipped bit': 'flip',
};

type TwistOf = (path: string, random: number) => Twist | undefined;

const twists: Readonly<Record<string, TwistOf>> = {
  '.info of another version': (path) =>
    path.endsWith('.info')
      ? instead(200, JSON.stringify({ Version: 'v0.0.1', Time: '2020-01-02T03:04:05Z' }))
      : undefined,
  'invalid .info': (path) => (path.endsWith('.info') ? instead(200, '<html>sign in</html>') : undefined),
  '404 for trouble behind the upstream': (_, random) =>
    instead(404, random < 0.5 ? 'not found: bad upstream' : 'not found: fetch timed out'),
  'trickle of 200 bytes a second': (path) =>
    path.endsWith('.zip') ? { kind: 'trickle', bytesPerSecond: 200 } : undefined,
};

function instead(status: number, body: string): Twist {
  return { kind: 'instead', status, body, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

function onDice(stage: Stage, dice: Omit<Dice, 'seed'>): Promise<RowResult> {
  const { upstream } = stage.first;
  return overSeeds(stage, {
    goproxy: upstream.url,
    begin: (seed) => upstream.serve({ latency, dice: { seed, ...dice } }),
    faults: async () => (await upstream.counts()).faults,
    wasted: async () => {
      const { bytes, usefulBytes } = await upstream.counts();
      return { bytes: bytes - usefulBytes, useful: usefulBytes };
    },
  });
}

function onRelay(stage: Stage, rate: number, twist: TwistOf): Promise<RowResult> {
  const { relay, upstream } = stage.first;
  const script =
    (seed: number): Script =>
    ({ path, count }) => {
      const thrown = throwDice({ seed, rate }, path, count);
      return thrown && twist(path, thrown.at);
    };
  return overSeeds(stage, {
    goproxy: relay.url,
    async begin(seed) {
      await upstream.serve({ latency });
      relay.to(upstream.url, script(seed));
    },
    faults: async () => ({ answers: relay.counts().twisted }),
    wasted: async () => {
      const { usefulBytes: useful } = await upstream.counts();
      return { bytes: Math.max(0, relay.counts().bytes - useful), useful };
    },
  });
}

async function late(stage: Stage): Promise<RowResult> {
  const { upstream } = stage.first;
  const calm = await stage.calm();
  const begin = () => upstream.serve({ latency: 500 + latency });
  await begin();
  const trial = await stage.ours({ GOPROXY: upstream.url });
  const { requests } = await upstream.counts();
  await begin();
  const go = await stage.go({ GOPROXY: upstream.url, GOMAXPROCS: '32' });
  return { injected: `${requests} answers`, calm, ours: [{ trial, complaints: recovered(trial) }], go: [go] };
}

interface Setting {
  readonly goproxy: string;
  /** The same seed means the same faults. */
  begin(seed: number): Promise<void>;
  faults(): Promise<Readonly<Record<string, number>>>;
  wasted(): Promise<NonNullable<Judged['wasted']>>;
}

async function overSeeds(stage: Stage, setting: Setting): Promise<RowResult> {
  const calm = await stage.calm();
  const ours: Judged[] = [];
  const go: Trial[] = [];
  const faults: Record<string, number> = {};
  for (const seed of stage.options.seeds) {
    await setting.begin(seed);
    const trial = await stage.ours({ GOPROXY: setting.goproxy });
    for (const [kind, count] of Object.entries(await setting.faults()))
      faults[kind] = (faults[kind] ?? 0) + count;
    ours.push({ trial, complaints: recovered(trial), wasted: await setting.wasted() });
    await setting.begin(seed);
    go.push(await stage.go({ GOPROXY: setting.goproxy }, triesMax));
  }
  const injected = Object.entries(faults).map(([kind, count]) => `${count} ${kind}`);
  return { injected: injected.join(', ') || 'nothing', ours, go, calm };
}
