import { parentPort, workerData } from 'node:worker_threads';
import type { Duty } from './clear-away.ts';
import { endProcess } from './end-process.ts';
import type { GuardData, GuardMessage } from './messages.ts';

const { lastLine, heartbeat, tickMs, silenceMs }: GuardData = workerData;
const beats = new Int32Array(heartbeat);

const duties = new Map<number, Duty>();
let end: { leftMs: number; reason: string } | undefined;
let lastBeat = 0;
let silentMs = 0;

parentPort?.on('message', (message: GuardMessage) => {
  switch (message.kind) {
    case 'take-on':
      duties.set(message.id, message.duty);
      break;
    case 'release':
      duties.delete(message.id);
      break;
    case 'end-within':
      end = { leftMs: message.ms, reason: message.reason };
  }
});

// Time is counted in looks, not read from a clock: while a process or machine is suspended, no time passes.
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  silentMs = beat === lastBeat ? silentMs + tickMs : 0;
  lastBeat = beat;
  if (end !== undefined) end.leftMs -= tickMs;
  if (end !== undefined && end.leftMs <= 0) endProcess([...duties.values()], lastLine, end.reason);
  else if (silentMs >= silenceMs) {
    const seconds = Math.round(silentMs / 1000);
    endProcess([...duties.values()], lastLine, `go-mod-download did not respond for ${seconds} s.`);
  }
}, tickMs);
