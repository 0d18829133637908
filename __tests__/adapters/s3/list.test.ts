import { describe, expect, test } from '@jest/globals';
import { findEntry } from '../../../src/adapters/s3/list.ts';
import { parseEntry } from '../../../src/cache/entry.ts';
import { fakeS3 } from '../../support/fake-s3.ts';
import { openHttp, testBucket, testClient } from './test-client.ts';

const signal = new AbortController().signal;
const digest = (n: number) => n.toString(16).padStart(40, '0');
const isEntry = (name: string) => parseEntry(name) !== undefined;
const scope = 'go-mod-v1-0123456789ab-';
const entry = (n: number) => `${scope}${digest(n)}-1`;

async function found(names: Readonly<Record<string, number>>, key: string, pageSize = 1000) {
  await using s3 = await fakeS3();
  s3.pageSize = pageSize;
  for (const [name, stored] of Object.entries(names))
    s3.objects.set(name, { bytes: Buffer.from('x'), stored });
  const http = await openHttp();
  try {
    const bucket = testBucket(s3.url, { prefix: 'a b/c+d' });
    return (
      await findEntry({ client: testClient(bucket, http), prefix: bucket.prefix, isEntry }, key, signal)
    )?.key;
  } finally {
    await http.close();
  }
}

const under = (prefix: string, ...entries: readonly string[]) =>
  Object.fromEntries(entries.map((name, index) => [prefix + name, (index + 1) * 1000]));

describe('findEntry', () => {
  test('takes the newest that starts with the key', async () => {
    expect(await found(under('a b/c+d/', entry(9), entry(3), entry(5)), scope)).toBe(entry(5));
  });

  test('takes the one of exactly this key before a newer one', async () => {
    const names = under('a b/c+d/', entry(1), `${entry(1)}-on-${entry(2)}`);
    expect(await found(names, entry(1))).toBe(entry(1));
  });

  test('reads every page, since the newest can be on any', async () => {
    const entries = Array.from({ length: 2500 }, (_, n) => entry(2500 - n));
    expect(await found(under('a b/c+d/', ...entries), scope, 1000)).toBe(entry(1));
  });

  test('does not stumble over a name that XML cannot express', async () => {
    const names = { ...under('a b/c+d/', entry(1)), [`a b/c+d/${scope}\u0001\ud7ff`]: 5000 };
    expect(await found(names, scope)).toBe(entry(1));
  });

  test.each([
    ['another prefix', { [`a b/${entry(1)}`]: 1 }],
    ['a name that no entry can have', { [`a b/c+d/${scope}$(touch PWNED)`]: 1 }],
    ['a delta on a name that no entry can have', { [`a b/c+d/${entry(1)}-on-x<script>`]: 1 }],
    ['nothing', {}],
  ])('does not take what is under %s', async (_, names) => {
    expect(await found(names, scope)).toBeUndefined();
  });
});

test.each([
  ['an HTML page', { kind: 'html' as const }],
  ['another document', { kind: 'error' as const, status: 200, code: 'Odd' }],
])('%s in place of a listing is not a listing', async (_, fault) => {
  await using s3 = await fakeS3();
  s3.fault = () => fault;
  const http = await openHttp();
  const failed = findEntry(
    { client: testClient(testBucket(s3.url), http), prefix: '', isEntry },
    scope,
    signal,
  );
  await expect(failed).rejects.toThrow('not a listing');
  await http.close();
});
