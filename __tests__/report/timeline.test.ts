import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timelineOf } from '../../src/report/timeline.ts';
import { moduleRecord, runRecord } from '../support/run-record.ts';

const download = { name: 'download', startMs: 0, durationMs: 90_000 } as const;

test('the slowest modules are drawn in the order in which they were asked for', () => {
  const modules = Array.from({ length: 12 }, (_, index) =>
    moduleRecord({
      path: `example.com/m${index}`,
      source: 'download',
      transfer: { startMs: 1000 * index, durationMs: 100 * (12 - index) },
    }),
  );
  const lines = timelineOf(runRecord({ steps: [download], modules }))?.split('\n') ?? [];
  const drawn = lines.slice(lines.indexOf('  section Slowest') + 1, -1);
  expect(drawn).toHaveLength(8);
  expect(drawn[0]).toBe('  example.com/m0 1.2 s :2026-01-01 00:00:00.000, 1200ms');
  expect(drawn[7]).toBe('  example.com/m7 500 ms :2026-01-01 00:00:07.000, 500ms');
});

test.each([
  ['seconds', 9000, '%-S s', '1second'],
  ['tens of seconds', 59_000, '%-S s', '10second'],
  ['minutes', 90_000, '%-M min', '1minute'],
  ['tens of minutes', 900_000, '%-M min', '10minute'],
  ['hours', 4_000_000, '%H:%M', '1hour'],
])('the axis shows %s', (_, durationMs, format, tick) => {
  const timeline = timelineOf(runRecord({ steps: [{ ...download, durationMs }] }));
  expect(timeline).toContain(`axisFormat ${format}\n  tickInterval ${tick}\n`);
});

test('of a long path the end is shown', () => {
  const path = 'github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v5';
  const modules = [moduleRecord({ path, transfer: { startMs: 0, durationMs: 3000 } })];
  expect(timelineOf(runRecord({ steps: [download], modules }))).toContain(
    '  …/compute/armcompute/v5 3.0 s :',
  );
});

test('a run of a moment is not drawn', () => {
  expect(timelineOf(runRecord({ steps: [{ ...download, durationMs: 300 }] }))).toBeUndefined();
  expect(timelineOf(runRecord({ steps: [] }))).toBeUndefined();
});

test('whatever a module is called, its bar stays one line with one colon before the times', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      const module = moduleRecord({ path, transfer: { startMs: 1, durationMs: 2 } });
      const lines = timelineOf(runRecord({ steps: [download], modules: [module] }))?.split('\n') ?? [];
      expect(lines).toHaveLength(11);
      expect(lines[9]).toMatch(/^ {2}[\w.@/+~…-]* 2 ms :2026-01-01 00:00:00\.001, 2ms$/);
    }),
  );
});
