import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { openS3Cache } from '../../../src/adapters/s3/open.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { S3Inputs } from '../../../src/inputs/inputs.ts';
import { listening } from '../../support/listening.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { noS3Inputs, openHttp, testBucket } from './test-client.ts';

const signal = new AbortController().signal;
const role = 'arn:aws:iam::123456789012:role/go-modules';
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const issued = JSON.stringify({
  AccessKeyId: 'AKIAISSUED',
  SecretAccessKey: 'issued-secret',
  Token: 'issued-session',
  Expiration: inAnHour,
});
const assumed = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIAISSUED</AccessKeyId><SecretAccessKey>issued-secret</SecretAccessKey><SessionToken>issued-session</SessionToken><Expiration>${inAnHour}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

const hosts = ['bucket', 'oidc', 'sts', 'container', 'instance', 'elsewhere'] as const;
type Host = (typeof hosts)[number];

/** What each host answers where it does not redirect. */
const answers: Readonly<Record<Host, (url: string) => string>> = {
  bucket: () => '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>',
  oidc: () => JSON.stringify({ value: 'oidc-token' }),
  sts: () => assumed,
  container: () => issued,
  instance: (url) =>
    url.endsWith('/token') ? 'imds-session' : url.endsWith('/profile') ? issued : 'profile',
  elsewhere: () => '',
};

/** Starts all hosts. `redirecting` answers everything with a redirect to `elsewhere`, which keeps method and body. */
async function internet(redirecting: Host | undefined, status: number) {
  const asked: { readonly host: Host; readonly sent: string }[] = [];
  const urls = new Map<Host, string>();
  const servers = await Promise.all(
    hosts.map(async (host) => {
      const server = createServer(async (request, response) => {
        const { method, url = '', rawHeaders } = request;
        const sent = decodeURIComponent([method, url, ...rawHeaders, await text(request)].join(' '));
        asked.push({ host, sent });
        if (host !== redirecting) response.end(answers[host](url));
        else response.writeHead(status, { location: `${urls.get('elsewhere')}${url}` }).end();
      });
      const at = await listening(server);
      urls.set(host, at.url);
      return at;
    }),
  );
  return {
    asked,
    url: (host: Host) => urls.get(host) ?? '',
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
    },
  };
}

type Internet = Awaited<ReturnType<typeof internet>>;

interface Source {
  readonly name: string;
  readonly env?: (net: Internet, tokenFile: string) => Record<string, string>;
  readonly inputs?: Partial<S3Inputs>;
  /** Who gives the credentials. */
  readonly issuers: readonly Host[];
  /** Each secret, and who has to be told it. */
  readonly told: Readonly<Record<string, readonly Host[]>>;
}

const temporary = { 'issued-secret': [], 'issued-session': ['bucket'] } as const;

const sources: readonly Source[] = [
  {
    name: 'the inputs',
    inputs: {
      accessKey: { accessKeyId: 'AKIA', secretAccessKey: 'own-secret', sessionToken: 'own-session' },
    },
    issuers: [],
    told: { 'own-secret': [], 'own-session': ['bucket'] },
  },
  {
    name: 'the environment',
    env: () => ({
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'own-secret',
      AWS_SESSION_TOKEN: 'own-session',
    }),
    issuers: [],
    told: { 'own-secret': [], 'own-session': ['bucket'] },
  },
  {
    name: 'the OIDC token of the job',
    inputs: { role },
    env: (net) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: `${net.url('oidc')}/token?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      AWS_ENDPOINT_URL_STS: net.url('sts'),
    }),
    issuers: ['oidc', 'sts'],
    told: { 'request-token': ['oidc'], 'oidc-token': ['sts'], ...temporary },
  },
  {
    name: 'the token of a service account',
    env: (net, tokenFile) => ({
      AWS_ROLE_ARN: role,
      AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
      AWS_ENDPOINT_URL_STS: net.url('sts'),
    }),
    issuers: ['sts'],
    told: { 'file-token': ['sts'], ...temporary },
  },
  {
    name: 'the container',
    env: (net, tokenFile) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: net.url('container'),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    }),
    issuers: ['container'],
    told: { 'file-token': ['container'], ...temporary },
  },
  {
    name: 'the instance profile',
    env: (net) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: net.url('instance') }),
    issuers: ['instance'],
    told: { 'imds-session': ['instance'], ...temporary },
  },
];

/** A look-up and a store; returns what each host was sent. */
async function requestsOf({ env, inputs }: Source, redirecting: Host | undefined, status = 307) {
  await using net = await internet(redirecting, status);
  await using dir = await tempDir({ token: 'file-token' });
  const { backend } = openS3Cache({
    inputs: { ...noS3Inputs, ...inputs },
    bucket: testBucket(net.url('bucket')),
    env: env?.(net, path.join(dir.path, 'token')) ?? {},
    openHttp: () => openHttp(),
    openLocalHttp: () => openHttp(),
    mask: () => undefined,
    stallTimeout: 60_000,
    isEntry: () => true,
    clock: systemClock,
    random: () => 0,
  });
  const file = path.join(dir.path, 'pack');
  await writeFile(file, 'contents');
  await backend.lookup(['k-'], signal);
  await backend.store('k-1', file, signal);
  await backend.close();
  return net.asked;
}

const hostsOf = (asked: Internet['asked']) => [...new Set(asked.map(({ host }) => host))].toSorted();

describe.each(sources)('credentials from $name', (source) => {
  const { issuers, told } = source;

  test('are sent to those that have to know them, and to no one else', async () => {
    const asked = await requestsOf(source, undefined);
    expect(hostsOf(asked)).toEqual(['bucket', ...issuers].toSorted());
    const heard = Object.keys(told).map((secret) => [
      secret,
      hostsOf(asked.filter(({ sent }) => sent.includes(secret))),
    ]);
    expect(Object.fromEntries(heard)).toEqual(told);
  });

  test.each([301, 302, 303, 307, 308])('do not follow a redirect (%i) of the bucket', async (status) => {
    expect(hostsOf(await requestsOf(source, 'bucket', status))).toEqual(['bucket', ...issuers].toSorted());
  });
});

test.each(sources.flatMap((source) => source.issuers.map((issuer) => ({ ...source, issuer }))))(
  'credentials from $name do not follow a redirect of $issuer',
  async ({ issuer, ...source }) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const reached = hostsOf(await requestsOf(source, issuer, status));
      expect(reached).toContain(issuer);
      expect(reached).not.toContain('elsewhere');
      expect(reached).not.toContain('bucket');
    }
  },
);
