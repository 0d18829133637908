import path from 'node:path';
import { makeCertificate } from '../../scripts/certificates.ts';
import { startRelay } from '../relay.ts';
import { type Judged, type Row, type RowResult, recovered, refusedOnce, storm } from '../row.ts';
import { latency, type Stage } from '../stage.ts';
import type { Env } from '../trial.ts';

const group = 'names and certificates';

/** trustRows are names that cannot be looked up, and TLS with and without certificates to trust. */
export function trustRows(): Row[] {
  return [
    {
      group,
      name: 'a host that does not resolve',
      promise: 'one precise error',
      run: (stage) => lookUp(stage, 'alone'),
    },
    { group, name: '`A|B`, A does not resolve', promise: 'recovers', run: (stage) => lookUp(stage, 'list') },
    {
      group,
      name: '`A` and fallback-goproxy: B, A does not resolve',
      promise: 'recovers',
      run: (stage) => lookUp(stage, 'fallback'),
    },
    ...Object.entries(distrusted).map(
      ([name, { hosts, expired, trusted, says }]): Row => ({
        group,
        name,
        promise: 'one precise error',
        async run(stage) {
          const result = await overTls(stage, { hosts, expired }, (file) =>
            trusted ? { SSL_CERT_FILE: file } : {},
          );
          const [judged] = result.ours;
          if (judged === undefined) throw new Error('there was a trial');
          return {
            ...result,
            ours: [{ ...judged, complaints: [...refusedOnce(judged.trial, says), ...judged.complaints] }],
          };
        },
      }),
    ),
    ...Object.entries(trusting).map(
      ([name, envFor]): Row => ({
        group,
        name,
        promise: 'recovers',
        async run(stage) {
          const result = await overTls(stage, { hosts: '127.0.0.1', expired: false }, envFor);
          return {
            ...result,
            ours: result.ours.map(({ trial }) => ({ trial, complaints: recovered(trial) })),
          };
        },
      }),
    ),
  ];
}

const distrusted = {
  'TLS, unknown CA': {
    hosts: '127.0.0.1',
    expired: false,
    trusted: false,
    says: /^(?=.*127\.0\.0\.1:\d).*certificate/s,
  },
  'TLS, expired': {
    hosts: '127.0.0.1',
    expired: true,
    trusted: true,
    says: /^(?=.*127\.0\.0\.1:\d).*expired/s,
  },
  "TLS, another host's certificate": {
    hosts: 'elsewhere.example.com',
    expired: false,
    trusted: true,
    says: /^(?=.*127\.0\.0\.1:\d).*(?:cert|altname)/is,
  },
};

const trusting: Readonly<Record<string, (file: string) => Env>> = {
  'TLS, CA in SSL_CERT_FILE': (file) => ({ SSL_CERT_FILE: file }),
  'TLS, CA in SSL_CERT_DIR': (file) => ({ SSL_CERT_DIR: `/nowhere:${path.dirname(file)}` }),
};

async function overTls(
  stage: Stage,
  { hosts, expired }: { hosts: string; expired: boolean },
  envFor: (file: string) => Env,
): Promise<RowResult & { readonly ours: readonly Judged[] }> {
  const { upstream } = stage.first;
  const certificate = await makeCertificate(await stage.folder('certificate'), { hosts, expired });
  await using relay = await startRelay(certificate);
  await upstream.serve({ latency });
  relay.to(upstream.url);
  const env = { GOPROXY: relay.url, ...envFor(certificate.file) };
  const trial = await stage.ours(env);
  const { connections } = relay.counts();
  relay.to(upstream.url);
  const go = await stage.go(env);
  const theirs = relay.counts().connections;
  return {
    injected: `${connections} connections (go: ${theirs})`,
    ours: [{ trial, complaints: storm(trial, connections, theirs) }],
    go: [go],
  };
}

async function lookUp(stage: Stage, way: 'alone' | 'list' | 'fallback'): Promise<RowResult> {
  const { upstream } = stage.second;
  await upstream.serve({ latency });
  const a = 'http://module-proxy.invalid';
  const goproxy = way === 'list' ? `${a}|${upstream.url}` : a;
  const trial = await stage.ours(
    { GOPROXY: goproxy },
    way === 'fallback' ? ['--fallback-goproxy', upstream.url] : [],
  );
  const complaints =
    way === 'alone' ? refusedOnce(trial, /^(?=.*module-proxy\.invalid).*no such host/s) : recovered(trial);
  const go = await stage.go({ GOPROXY: goproxy });
  return { injected: 'every look-up', ours: [{ trial, complaints }], go: [go] };
}
