import { expect, test } from '@jest/globals';
import type { ProxyEvent } from '../../src/fetch/events.ts';
import { FetchFailure } from '../../src/fetch/failure.ts';
import { moduleFile, parseRequest } from '../../src/fetch/requested-file.ts';
import { ProxyTally, UnderWay } from '../../src/proxy/stats.ts';
import { manualClock } from '../support/manual-clock.ts';

const module = { path: 'example.com/m', version: 'v1.0.0' };
const [mod, zip] = [moduleFile(module, 'mod'), moduleFile(module, 'zip')];
const list = parseRequest('example.com/m/@v/list');

const failure = new FetchFailure({ kind: 'truncated', received: 700, total: 1700 });

test('events add up for hosts and for modules', async () => {
  if (list === undefined) throw new Error('a list is a request');
  const [a, b] = ['a.example.com', 'b.example.com'];
  const events: ProxyEvent[] = [
    { kind: 'attempt', file: mod, host: a, attempt: 1 },
    { kind: 'first-byte', file: mod, host: a, ms: 30.4 },
    { kind: 'received', file: mod, host: a, bytes: 100 },
    { kind: 'fetched', file: mod, host: a, bytes: 100 },
    { kind: 'asked', file: zip },
    { kind: 'attempt', file: zip, host: a, attempt: 1 },
    { kind: 'first-byte', file: zip, host: a, ms: 50 },
    { kind: 'received', file: zip, host: a, bytes: 700 },
    { kind: 'retry', file: zip, host: a, failure, pause: 10 },
    { kind: 'attempt', file: zip, host: a, attempt: 2 },
    { kind: 'first-byte', file: zip, host: a, ms: 40 },
    { kind: 'resumed', file: zip, host: a, from: 700 },
    { kind: 'breaker', host: a, lane: 'zip', state: 'open' },
    { kind: 'failover', file: zip, from: a, to: b, failure },
    { kind: 'attempt', file: zip, host: b, attempt: 1 },
    { kind: 'received', file: zip, host: b, bytes: 1000 },
    { kind: 'fetched', file: zip, host: b, bytes: 1000 },
    { kind: 'asked', file: list },
    { kind: 'attempt', file: list, host: b, attempt: 1 },
    { kind: 'failed', file: list },
  ];
  const clock = manualClock();
  const tally = new ProxyTally(clock);
  for (const event of events) {
    await clock.advance(10);
    tally.add(event);
  }
  expect(tally.stats()).toEqual({
    retries: 1,
    hosts: [
      {
        host: a,
        breakerChanges: 1,
        attempts: 3,
        bytes: 800,
        firstByte: 40,
        retries: 1,
        resumes: 1,
        failovers: 1,
      },
      {
        host: b,
        breakerChanges: 0,
        attempts: 2,
        bytes: 1000,
        firstByte: 0,
        retries: 0,
        resumes: 0,
        failovers: 0,
      },
    ],
    modules: [{ module: 'example.com/m@v1.0.0', attempts: 4, startMs: 10, durationMs: 160 }],
  });
});

test('what is under way has been asked for and has neither come nor failed; the last host counts', () => {
  const info = moduleFile(module, 'info');
  const [a, b] = ['a.example.com', 'b.example.com'];
  const underWay = new UnderWay();
  for (const file of [mod, info, zip]) underWay.add({ kind: 'attempt', file, host: a, attempt: 1 });
  underWay.add({ kind: 'attempt', file: zip, host: b, attempt: 1 });
  underWay.add({ kind: 'fetched', file: mod, host: a, bytes: 1 });
  underWay.add({ kind: 'failed', file: info });
  expect(underWay.list()).toEqual([{ file: zip, host: b }]);
});
