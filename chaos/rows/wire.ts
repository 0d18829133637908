import { setTimeout as pause } from 'node:timers/promises';
import { type Judged, type Row, type RowResult, recovered } from '../row.ts';
import { startToxiproxy } from '../servers.ts';
import { latency, ready, type Stage } from '../stage.ts';
import { layWire, type Toxic, type Wire } from '../toxics.ts';
import type { Trial } from '../trial.ts';

/** wireRows are faults of the wire, made by toxiproxy. */
export function wireRows(): Row[] {
  return [
    ...Object.entries(toxics).map(([name, toxic]): Row => rowOf(name, (stage) => onWire(stage, toxic))),
    rowOf('the server is away for 3 s', (stage) => onWire(stage, undefined, away)),
  ];
}

function rowOf(name: string, run: Row['run']): Row {
  return { group: 'wire (toxiproxy)', name, promise: 'recovers', needs: ['toxiproxy'], run };
}

const toxics: Readonly<Record<string, Toxic>> = {
  'reset_peer after 300 ms': { type: 'reset_peer', attributes: { timeout: 300 }, toxicity: 0.3 },
  'slow_close, 2 s': { type: 'slow_close', attributes: { delay: 2000 }, toxicity: 1 },
  'limit_data, 500 kB': { type: 'limit_data', attributes: { bytes: 500_000 }, toxicity: 0.5 },
  'bandwidth, 300 kB/s each': { type: 'bandwidth', attributes: { rate: 300 }, toxicity: 1 },
  'latency, 500 ± 200 ms': { type: 'latency', attributes: { latency: 500, jitter: 200 }, toxicity: 1 },
  'timeout: silence, then closed after 1 s': {
    type: 'timeout',
    attributes: { timeout: 1000 },
    toxicity: 0.2,
  },
  'timeout: silence forever': { type: 'timeout', attributes: { timeout: 0 }, toxicity: 0.2 },
};

type Meanwhile = (wire: Wire) => Promise<void>;

async function away(wire: Wire): Promise<void> {
  await pause(700);
  await wire.cut(true);
  await pause(3000);
  await wire.cut(false);
}

async function onWire(
  stage: Stage,
  toxic: Toxic | undefined,
  meanwhile: Meanwhile = async () => {},
): Promise<RowResult> {
  const program = await ready(stage, 'toxiproxy');
  const { upstream } = stage.first;
  const calm = await stage.calm();
  const ours: Judged[] = [];
  const go: Trial[] = [];
  let connections = 0;
  for (const seed of stage.options.seeds) {
    await using server = await startToxiproxy(program, await stage.folder('toxiproxy'), seed);
    const over = async (run: (goproxy: string) => Promise<Trial>): Promise<Trial> => {
      await upstream.serve({ latency });
      const wire = await layWire(server.port, upstream.url, toxic === undefined ? [] : [toxic]);
      const [trial] = await Promise.all([run(wire.url), meanwhile(wire)]);
      await wire.remove();
      return trial;
    };
    const trial = await over((goproxy) => stage.ours({ GOPROXY: goproxy }));
    const counts = await upstream.counts();
    connections += counts.connections;
    const wasted = { bytes: counts.bytes - counts.usefulBytes, useful: counts.usefulBytes };
    ours.push({ trial, complaints: recovered(trial), wasted });
    go.push(await over((goproxy) => stage.go({ GOPROXY: goproxy }, 10)));
  }
  const share = toxic === undefined ? '' : `${Math.round(100 * toxic.toxicity)} % of `;
  return { injected: `${share}${connections} connections`, ours, go, calm };
}
