import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificate } from '../../scripts/certificates.ts';
import type { ComponentName } from '../components.ts';
import { type Door, openDoor, startNames } from '../names.ts';
import { startRelay } from '../relay.ts';
import { type Judged, type Row, recovered, refusedOnce, storm } from '../row.ts';
import { type Started, startMitmproxy, startSquid, startTinyproxy } from '../servers.ts';
import { latency, ready, type Stage } from '../stage.ts';

const group = 'forward proxies';

/** What the upstream is called: nobody but the forward proxies gets there. */
const host = 'module-proxy.test';
const user = 'somebody';
const password = 'pa55-w0rd';

interface Case {
  readonly proxy: ComponentName;
  readonly scheme: 'http' | 'https';
  /** `user:password@`, or nothing. */
  readonly userinfo?: string;
  /** Whose CA we are told to trust, and by what. */
  readonly ca?: 'ca-file' | 'SSL_CERT_FILE';
  /** What the one error says; without it everything has to be there. */
  readonly says?: RegExp;
}

const right = `${user}:${password}@`;
/** Tinyproxy answers 407 where there is no password, and 401 to a wrong one. */
const denied = /\b40[17]\b/;
const wrong = `${user}:guessed@`;

const cases: Readonly<Record<string, Case>> = {
  'squid, http': { proxy: 'squid', scheme: 'http' },
  'squid, https through a tunnel': { proxy: 'squid', scheme: 'https', ca: 'ca-file' },
  'tinyproxy with password, http': { proxy: 'tinyproxy', scheme: 'http', userinfo: right },
  'tinyproxy with password, https': { proxy: 'tinyproxy', scheme: 'https', userinfo: right, ca: 'ca-file' },
  'tinyproxy, wrong password, http': { proxy: 'tinyproxy', scheme: 'http', userinfo: wrong, says: denied },
  'tinyproxy, wrong password, https': { proxy: 'tinyproxy', scheme: 'https', userinfo: wrong, says: denied },
  'tinyproxy, no password, https': { proxy: 'tinyproxy', scheme: 'https', says: denied },
  'mitmproxy with its CA in `ca-file`': { proxy: 'mitmproxy', scheme: 'https', ca: 'ca-file' },
  'mitmproxy with its CA in SSL_CERT_FILE': { proxy: 'mitmproxy', scheme: 'https', ca: 'SSL_CERT_FILE' },
  'mitmproxy without its CA': {
    proxy: 'mitmproxy',
    scheme: 'https',
    says: /^(?=.*module-proxy\.test).*certificate/s,
  },
};

/** forwardRows are networks with one way out: a forward proxy. */
export function forwardRows(): Row[] {
  return Object.entries(cases).map(([name, each]) => ({
    group,
    name,
    promise: each.says === undefined ? 'recovers' : 'one precise error',
    needs: [each.proxy],
    run: (stage) => behind(stage, each),
  }));
}

async function behind(stage: Stage, each: Case): ReturnType<Row['run']> {
  const { upstream } = stage.first;
  await upstream.serve({ latency });
  const origin = await makeCertificate(await stage.folder('origin'), { hosts: host });
  await using tls = await startRelay(origin);
  tls.to(upstream.url);
  await using names = await startNames({
    [`${host}:80`]: Number(new URL(upstream.url).port),
    [`${host}:443`]: tls.port,
  });
  const folder = await stage.folder(each.proxy);
  await using proxy = await startProxy(stage, each.proxy, folder, names.port);
  await using door = await openDoor(proxy.port);
  const ca = each.proxy === 'mitmproxy' ? path.join(folder, 'mitmproxy-ca-cert.pem') : origin.file;
  // Else it would be no certificate but no file that is missing.
  if (each.proxy === 'mitmproxy') await readFile(ca);
  return await runBehind(stage, each, { door, ca, passed: names.count });
}

interface Way {
  readonly door: Door;
  readonly ca: string;
  /** What has come through the proxy so far. */
  readonly passed: () => number;
}

async function runBehind(stage: Stage, each: Case, { door, ca, passed }: Way): ReturnType<Row['run']> {
  const url = `http://${each.userinfo ?? ''}127.0.0.1:${door.port}`;
  const env = {
    GOPROXY: `${each.scheme}://${host}`,
    [each.scheme === 'http' ? 'HTTP_PROXY' : 'HTTPS_PROXY']: url,
  };
  const fromEnv = each.ca === 'SSL_CERT_FILE' ? { SSL_CERT_FILE: ca } : {};
  const trial = await stage.ours({ ...env, ...fromEnv }, each.ca === 'ca-file' ? ['--ca-file', ca] : []);
  const [connections, came] = [door.count(), passed()];
  const go = await stage.go({ ...env, ...(each.ca === undefined ? {} : { SSL_CERT_FILE: ca }) });
  const complaints = each.says === undefined ? recovered(trial) : refusedOnce(trial, each.says);
  if (each.says === undefined && came === 0) complaints.push('nothing came through the proxy');
  const theirs = door.count() - connections;
  if (each.says !== undefined) complaints.push(...storm(trial, connections, theirs));
  if (trial.output.includes(password) || trial.output.includes('guessed'))
    complaints.push('it printed the password');
  const ours: Judged = { trial, complaints };
  return {
    injected: `${connections} connections (go: ${theirs})`,
    ours: [ours],
    go: [go],
  };
}

async function startProxy(
  stage: Stage,
  name: ComponentName,
  folder: string,
  parent: number,
): Promise<Started> {
  const program = await ready(stage, name);
  switch (name) {
    case 'squid':
      return startSquid(program, folder, parent);
    case 'tinyproxy':
      return startTinyproxy(program, folder, { parent, user, password });
    default:
      return startMitmproxy(program, folder, parent);
  }
}
