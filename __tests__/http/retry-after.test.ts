import { expect, test } from '@jest/globals';
import { retryAfter } from '../../src/http/retry-after.ts';

const now = Date.parse('2024-01-02T03:04:05Z');

test.each([
  { value: undefined, ms: 0 },
  { value: '0', ms: 0 },
  { value: ' 120 ', ms: 120_000 },
  { value: 'Tue, 02 Jan 2024 03:04:15 GMT', ms: 10_000 },
  { value: 'Tue, 02 Jan 2024 03:04:00 GMT', ms: 0 },
  { value: 'soon', ms: 0 },
])('Retry-After: $value is $ms ms', ({ value, ms }) => {
  expect(retryAfter(value, now)).toBe(ms);
});
