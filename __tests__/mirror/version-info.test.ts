import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseVersionInfo } from '../../src/mirror/version-info.ts';

test.each([
  { name: 'version and time', text: '{"Version":"v1.0.0","Time":"2024-02-03T04:05:06Z"}', time: true },
  {
    name: 'an origin, which is left out',
    text: '{"Version":"v1.0.0","Time":"2024-02-03T04:05:06Z","Origin":{"URL":"https://git.example.com/secret"}}',
    time: true,
  },
  { name: 'a version alone', text: '{"Version":"v1.0.0"}', time: false },
  { name: 'a time that is none', text: '{"Version":"v1.0.0","Time":"yesterday"}', time: false },
])('$name', ({ text, time }) => {
  expect(parseVersionInfo(text, 'v1.0.0')).toEqual({
    Version: 'v1.0.0',
    ...(time ? { Time: '2024-02-03T04:05:06Z' } : {}),
  });
});

test.each([
  { name: 'another version', text: '{"Version":"v1.0.1","Time":"2024-02-03T04:05:06Z"}' },
  { name: 'no JSON', text: '<html>' },
  { name: 'half of a file', text: '{"Version":"v1.0' },
  { name: 'null', text: 'null' },
  { name: 'nothing', text: '' },
])('$name is no .info of v1.0.0', ({ text }) => {
  expect(parseVersionInfo(text, 'v1.0.0')).toBeUndefined();
});

test('it takes any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const info = parseVersionInfo(text, 'v1.0.0');
      return info === undefined || info.Version === 'v1.0.0';
    }),
  );
});
