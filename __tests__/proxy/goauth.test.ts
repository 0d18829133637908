import { describe, expect, test } from '@jest/globals';
import { TransportError } from '../../src/ports/transport-error.ts';
import { entriesLeftToGo, type GoauthOptions } from '../../src/proxy/goauth.ts';
import { type ScriptedAnswer, scriptedHttp } from '../http/scripted-http.ts';
import { manualClock } from '../support/manual-clock.ts';

const answers: Readonly<Record<string, ScriptedAnswer | Error | 'hang'>> = {
  'open.example.com': { status: 200 },
  'closed.example.com': { status: 401 },
  'secretive.example.com': { status: 404 },
  'broken.example.com': { status: 502 },
  'dead.example.com': new TransportError('unreachable', 'connection refused'),
};

function left(goauth: string, goproxy: string, changes: Partial<GoauthOptions> = {}) {
  const http = scriptedHttp(({ url }) => answers[new URL(url).host] ?? 'hang');
  const clock = manualClock();
  const entries = entriesLeftToGo({
    goauth,
    goproxy,
    module: { path: 'example.com/m', version: 'v1.0.0' },
    http,
    clock,
    signal: new AbortController().signal,
    ...changes,
  });
  return { http, clock, entries };
}

describe('what is left to the go command', () => {
  test.each([
    { host: 'open', isLeft: false },
    { host: 'closed', isLeft: true },
    { host: 'secretive', isLeft: true },
    { host: 'broken', isLeft: false },
    { host: 'dead', isLeft: false },
  ])('with a GOAUTH command, a proxy that is $host: $isLeft', async ({ host, isLeft }) => {
    const url = `https://${host}.example.com`;
    expect(await left('netrc; /bin/token', `${url},direct`).entries).toEqual(new Set(isLeft ? [url] : []));
  });

  test.each(['', 'netrc', 'off', 'netrc; off', ' netrc ;'])(
    'with GOAUTH=%s is nothing, without a request',
    async (goauth) => {
      const { entries, http } = left(goauth, 'https://closed.example.com,direct');
      expect(await entries).toEqual(new Set());
      expect(http.requests).toEqual([]);
    },
  );

  test.each(['http://closed.example.com', 'https://user:password@closed.example.com/go', 'file:///closed'])(
    'is not %s',
    async (goproxy) => {
      const { entries, http } = left('git /dir', goproxy);
      expect(await entries).toEqual(new Set());
      expect(http.requests).toEqual([]);
    },
  );

  test('is everybody who might want it when there is nothing to ask for', async () => {
    const { entries } = left('git /dir', 'https://open.example.com', { module: undefined });
    expect(await entries).toEqual(new Set(['https://open.example.com']));
  });

  test('is not who says nothing for ten seconds', async () => {
    const { entries, clock } = left('git /dir', 'https://silent.example.com');
    await clock.advance(10_000);
    expect(await entries).toEqual(new Set());
  });

  test('does not matter any more when the step ends', async () => {
    const aborting = new AbortController();
    const { entries, clock } = left('git /dir', 'https://silent.example.com', { signal: aborting.signal });
    await clock.advance(1);
    aborting.abort(new Error('enough'));
    await expect(entries).rejects.toThrow('enough');
  });
});
